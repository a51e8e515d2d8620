"""What a class is, whatever its metaclass says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

name_of: Callable[[type], str] = vars(type)["__name__"].__get__
qualname_of: Callable[[type], str] = vars(type)["__qualname__"].__get__
bases_of: Callable[[type], tuple[type, ...]] = vars(type)["__mro__"].__get__
"""The class itself and all above it, in the order in which a name is looked up."""
names_in: Callable[[type], Mapping[str, Any]] = vars(type)["__dict__"].__get__
