"""Where the parts of an exercise stand, as seen from what a command of pytest names: paths → paths.

What an `exercise.toml` says is the business of `grader.exercises`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def hidden_specs(path: Path) -> Iterator[Path]:
    """The hidden specs that belong to an exercise's folder, or to all of `exercises`."""
    for folder in exercise_folders(path):
        yield from (folder.parent.parent / "tests" / "specs" / folder.name).glob("spec_*.py")


def exercise_folders(path: Path) -> list[Path]:
    """The folder of an exercise itself, or those below `exercises`; none of any other path."""
    folders = (
        [path] if path.parent.name == "exercises" else path.glob("*/") if path.name == "exercises" else []
    )
    return sorted(folder for folder in folders if (folder / "exercise.toml").is_file())


def is_for_learners(path: Path) -> bool:
    """Whether a path is what a learner runs: exercises, or the public examples of one."""
    return bool(exercise_folders(path)) or (path.name.startswith("test_") and exercise_toml(path) is not None)


def exercise_toml(path: Path) -> Path | None:
    """The `exercise.toml` that a test module belongs to, where it is a spec or public examples."""
    folder, group = path.parent, path.parent.parent
    if path.name.startswith("spec_") and group.name == "specs" and group.parent.name == "tests":
        return group.parent.parent / "exercises" / folder.name / "exercise.toml"
    if path.name.startswith("test_") and group.name == "exercises" and (folder / "exercise.toml").is_file():
        return folder / "exercise.toml"
    return None
