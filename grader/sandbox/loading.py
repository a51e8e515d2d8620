"""A learner's files as modules, imported afresh for each scenario.

Each file is compiled once; every `fresh()` runs it again in a new module. Only the submission's own modules are
served, and none under a name that is somebody else's, so a submitted `asyncio.py` is never seen.
"""

from __future__ import annotations

import importlib
import linecache
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from types import CodeType, ModuleType
from typing import Any

RESERVED = sys.stdlib_module_names | {"_pytest", "grader", "msgspec", "pluggy", "pytest", "pytest_asyncio"}
"""Names that are never a submission's, whatever files it holds."""


class _Importer:
    """What a program sees of its import, in `__loader__` and on `sys.meta_path`: from here nothing leads further."""

    __slots__ = ("exec_module", "find_spec", "get_source")

    def __init__(
        self,
        find: Callable[[_Importer, str], ModuleSpec | None],
        run: Callable[[ModuleType], None],
        text_of: Callable[[str], str | None],
    ) -> None:
        # Functions of ours, into which nobody looks: a method would lead to the files, which say whose a line is.
        def find_spec(name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
            return find(self, name)

        def exec_module(module: ModuleType) -> None:
            run(module)

        def get_source(name: str) -> str | None:
            return text_of(name)

        self.find_spec, self.exec_module, self.get_source = find_spec, exec_module, get_source

    @staticmethod
    def create_module(spec: ModuleSpec) -> None:
        """Part of the import protocol: a module as usual."""


class SubmissionModules:
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
        self._lines: dict[str, tuple[int, None, list[str], str]] = {}

    @property
    def file(self) -> str:
        """The name of the learner's main file, as it stands in tracebacks."""
        return self._folder + f"{self.module}.py"

    def importer(self) -> Any:
        """What belongs on `sys.meta_path` for the submission's modules to be found."""
        return _Importer(self._find, self._run, self._text_of)

    def owns(self, filename: str) -> bool:
        """Whether a code object's file name is one of the submission's files."""
        return filename.startswith(self._folder) and filename[len(self._folder) :] in self._contents

    @contextmanager
    def fresh(self) -> Iterator[ModuleType]:
        """Import the submission's main module anew; on leaving, `sys.modules` is as it was.

        Raises whatever the import raises.
        """
        saved = {name: sys.modules.pop(name) for name in self._names if name in sys.modules}
        importer = self.importer()
        sys.meta_path.insert(0, importer)  # a folder of the same name on `sys.path` would pass for a package
        try:
            yield importlib.import_module(self.module)
        finally:
            sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not importer]
            for name in self._names:
                sys.modules.pop(name, None)
            sys.modules.update(saved)
            self._show_lines()

    def _find(self, importer: Any, name: str) -> ModuleSpec | None:
        """The spec of one of the submission's modules, or None."""
        if name not in self._names:
            return None
        return ModuleSpec(name, importer, origin=self._origin(name), is_package=self._is_package(name))

    def _run(self, module: ModuleType) -> None:
        """Run the file's code in the new module."""
        file = self._file_of(module.__name__)
        if file is None:
            return
        module.__file__ = self._folder + file
        code = self._compiled(file)
        self._show_lines()
        exec(code, module.__dict__)

    def _text_of(self, name: str) -> str | None:
        """The text of one of the submission's modules, for who looks for its lines."""
        file = self._file_of(name)
        return None if file is None else self._contents[file].decode("utf-8", "replace")

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
                self._lines[shown] = (len(self._contents[file]), None, lines, shown)
        return code

    def _show_lines(self) -> None:
        """Let `linecache` know the lines, whatever the program has made it forget."""
        if any(linecache.cache.get(file) is not lines for file, lines in self._lines.items()):
            linecache.cache.update(self._lines)


def only_standard_library() -> list[str]:
    """The entries of `sys.path` that hold nothing but the standard library."""
    marker = PathFinder.find_spec("os", sys.path)
    home = (marker.origin or "").rpartition("os.py")[0].rstrip("/\\") if marker else ""
    return [entry for entry in sys.path if entry.startswith(home) and "site-packages" not in entry]
