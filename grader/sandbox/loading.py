"""A learner's files as modules, imported afresh for each scenario.

Each file is compiled once; every `fresh()` runs it again in a new module. Only the submission's own modules are
served, and none under a name that is somebody else's, so a submitted `asyncio.py` is never seen.
"""

from __future__ import annotations

import importlib
import linecache
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import CodeType, ModuleType

RESERVED = sys.stdlib_module_names | {"_pytest", "grader", "msgspec", "pluggy", "pytest", "pytest_asyncio"}
"""Names that are never a submission's, whatever files it holds."""


class SubmissionModules(MetaPathFinder, Loader):
    """Serves the modules of one submission from memory.

    `files` maps relative POSIX names (`send.py`, `parts/queue.py`) to their bytes; `folder` stands before the names
    in tracebacks, so that a learner can click on them (empty in a worker, which has no folder).
    """

    def __init__(self, module: str, files: Mapping[str, bytes], folder: str = "") -> None:
        self.module = module
        named = {name.removesuffix(".py").replace("/", "."): name for name in files if name.endswith(".py")}
        self._files = {name: file for name, file in named.items() if name.partition(".")[0] not in RESERVED}
        packages = {name[:dot] for name in self._files for dot in range(len(name)) if name[dot] == "."}
        self._names = packages | {name for name in self._files if not name.endswith(".__init__")}
        self._contents = files
        self._folder = folder
        self._code: dict[str, CodeType] = {}

    @property
    def file(self) -> str:
        """The name of the learner's main file, as it stands in tracebacks."""
        return self._folder + f"{self.module}.py"

    def owns(self, filename: str) -> bool:
        """Whether a code object's file name is one of the submission's files."""
        return filename.startswith(self._folder) and filename[len(self._folder) :] in self._contents

    @contextmanager
    def fresh(self) -> Iterator[ModuleType]:
        """Import the submission's main module anew; on leaving, `sys.modules` is as it was.

        Raises whatever the import raises.
        """
        saved = {name: sys.modules.pop(name) for name in self._names if name in sys.modules}
        sys.meta_path.insert(0, self)  # a folder of the same name on `sys.path` would pass for a package
        try:
            yield importlib.import_module(self.module)
        finally:
            sys.meta_path.remove(self)
            for name in self._names:
                sys.modules.pop(name, None)
            sys.modules.update(saved)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Part of the import protocol: the spec of one of the submission's modules, or None."""
        if name not in self._names:
            return None
        return ModuleSpec(name, self, origin=self._origin(name), is_package=self._is_package(name))

    def exec_module(self, module: ModuleType) -> None:
        """Part of the import protocol: run the file's code in the new module."""
        file = self._file_of(module.__name__)
        if file is None:
            return
        module.__file__ = self._folder + file
        exec(self._compiled(file), module.__dict__)

    def _is_package(self, name: str) -> bool:
        return name not in self._files

    def _file_of(self, name: str) -> str | None:
        return self._files.get(name) or self._files.get(f"{name}.__init__")

    def _origin(self, name: str) -> str:
        return self._folder + (self._file_of(name) or name)

    def _compiled(self, file: str) -> CodeType:
        code = self._code.get(file)
        if code is None:
            shown = self._folder + file
            self._code[file] = code = compile(self._contents[file], shown, "exec", dont_inherit=True)
            if not self._folder:  # there is no file to read the lines from
                lines = self._contents[file].decode("utf-8", "replace").splitlines(keepends=True)
                linecache.cache[shown] = (len(self._contents[file]), None, lines, shown)
        return code


def only_standard_library() -> list[str]:
    """The entries of `sys.path` that hold nothing but the standard library."""
    marker = PathFinder.find_spec("os", sys.path)
    home = (marker.origin or "").rpartition("os.py")[0].rstrip("/\\") if marker else ""
    return [entry for entry in sys.path if entry.startswith(home) and "site-packages" not in entry]
