"""The READMEs of an exercise: read, run as doctests against the solution, and compared with the public examples.

Only what a README says lives here; the programs that prove a spec are the business of `grader.authoring`.
"""

from __future__ import annotations

import ast
import asyncio
import doctest
import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from grader import clock
from grader.exercises import Exercise
from grader.sandbox.loading import SubmissionModules
from grader.sandbox.real_time import RealTime

LANGUAGES = {"README.md": "en", "README.zh.md": "zh"}
_TASK = re.compile(r"^## (?P<number>\d+)\. ", re.MULTILINE)
_CODE = re.compile(r"^```python\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Section:
    """One `## N. …` of a README: the number of its task, and its examples."""

    task: int
    examples: tuple[str, ...]
    """The `>>>` sessions, one string a code block."""


def document_findings(exercise: Exercise) -> Iterator[str]:
    """Where the two READMEs, the solution and the public examples do not agree."""
    readmes = {name: exercise.folder / name for name in LANGUAGES if (exercise.folder / name).is_file()}
    try:
        sections = {name: sections_of(path.read_text("utf-8")) for name, path in readmes.items()}
    except UnicodeDecodeError:
        yield "a README is not UTF-8"
        return
    for name, found in sections.items():
        numbers = [section.task for section in found]
        if numbers != list(range(1, len(exercise.info.tasks) + 1)):
            yield f"{name} has the tasks {numbers}, exercise.toml has {len(exercise.info.tasks)}"
        yield from (f"{name} task {section.task} has no example" for section in found if not section.examples)
    if len(sections) == len(LANGUAGES) and len({tuple(found) for found in sections.values()}) > 1:
        yield "README.md and README.zh.md do not have the same examples"
    if "README.md" in sections and exercise.solution.is_file():
        yield from _example_findings(exercise, sections["README.md"])


def sections_of(text: str) -> tuple[Section, ...]:
    """The numbered sections of a README."""
    starts = [*_TASK.finditer(text)]
    ends = [*(match.start() for match in starts), len(text)][1:]
    return tuple(
        Section(int(match["number"]), tuple(_examples(text[match.end() : end])))
        for match, end in zip(starts, ends, strict=True)
    )


def _examples(section: str) -> Iterator[str]:
    yield from (found["code"] for found in _CODE.finditer(section) if ">>>" in found["code"])


def _example_findings(exercise: Exercise, sections: tuple[Section, ...]) -> Iterator[str]:
    try:
        yield from _call_findings(exercise, sections)
    except (SyntaxError, ValueError) as error:
        yield f"cannot be read as Python: {error}"
        return
    yield from run_examples(exercise, sections)


def _call_findings(exercise: Exercise, sections: tuple[Section, ...]) -> Iterator[str]:
    tested = calls_in_tests(exercise.public) if exercise.public.is_file() else {}
    for section in sections:
        if not 1 <= section.task <= len(exercise.info.tasks):
            continue
        names = set(exercise.info.tasks[section.task - 1].names)
        for example in section.examples:
            for call in sorted(calls_of(example, names) - tested.get(section.task, set())):
                yield f"README task {section.task} calls `{call}`, which no public example of that task does"


def run_examples(exercise: Exercise, sections: tuple[Section, ...]) -> Iterator[str]:
    """Where an example of a README does not give what it shows, on the solution and the exercise clock.

    An exercise about processes has none: its examples run in real time.
    """
    clock.install()
    world = RealTime if exercise.info.processes else clock.ExerciseClock
    modules = SubmissionModules(exercise.module, {exercise.stub.name: exercise.solution.read_bytes()})
    for section in sections:
        for example in section.examples:
            try:
                said = _said_of(example, modules, world)
            except Exception as error:  # the import's: what an example raises is told by doctest
                yield f"the solution cannot be imported: {type(error).__name__}: {error}"
                return
            if said:
                yield f"README task {section.task}: {' '.join(said.split())}"


def _said_of(
    example: str, modules: SubmissionModules, world: type[RealTime] | type[clock.ExerciseClock]
) -> str:
    """What doctest says of an example; nothing where it gives what it shows."""
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    said = io.StringIO()
    with world(), modules.fresh() as module:
        names = {"asyncio": asyncio, **vars(module)}
        test = doctest.DocTestParser().get_doctest(example, names, "README", "README.md", 0)
        with redirect_stdout(io.StringIO()):
            runner.run(test, out=said.write)
    return said.getvalue()


def calls_of(example: str, names: set[str]) -> set[str]:
    """The calls of `names` in a `>>>` session, each written as Python would."""
    source = "".join(part.source for part in doctest.DocTestParser().get_examples(example, "README.md"))
    return _calls(ast.parse(source, "README.md"), names)


def calls_in_tests(path: Path) -> dict[int, set[str]]:
    """Every call in the public examples, by the task of the test that it stands in."""
    found: dict[int, set[str]] = {}
    for node in ast.parse(path.read_bytes(), path.name).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for number in _tasks_of(node):
                found.setdefault(number, set()).update(_calls(node, None))
    return found


def _tasks_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[int]:
    for decorator in function.decorator_list:
        match = re.fullmatch(r"pytest\.mark\.task\((\d+)\)", ast.unparse(decorator))
        if match:
            yield int(match[1])


def _calls(tree: ast.AST, names: set[str] | None) -> set[str]:
    return {
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and (names is None or node.func.id in names)
    }
