"""Exact points as text: the one place that rounds."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import floor


@lru_cache(maxsize=4096)
def points_text(points: Fraction) -> str:
    """Points with two decimals at the most, rounded half up: `10`, `7.5`, `3.33`."""
    whole, cents = divmod(floor(points * 100 + Fraction(1, 2)), 100)
    return f"{whole}.{cents:02}".rstrip("0").rstrip(".")
