"""Repositories made by git itself, with dates of the test's choice."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from grader.collecting import collect
from grader.folders import open_folder
from grader.git.budget import MAX_WORK, Budget
from grader.git.history import commit_dates
from grader.submission_times import Source, Submitted, best

MODULES = {"01_yield": "generator", "03_send": "send"}
NOW = datetime.fromisoformat("2026-06-01T00:00:00+00:00")


@dataclass(frozen=True, kw_only=True)
class Repository:
    """A learner's checkout."""

    root: Path

    def git(self, *arguments: str, at: str = "2026-03-01T12:00:00+08:00", given: str = "") -> str:
        """Run git there, with its clock at a time and something to read; give what it printed."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "protocol.file.allow",
            "GIT_CONFIG_VALUE_0": "always",
            "GIT_AUTHOR_DATE": at,
            "GIT_COMMITTER_DATE": at,
            **{f"GIT_{who}_{what}": "li" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=environment,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, **files: str) -> None:
        """Write `exercises/…`; `__` stands for a slash, and `.py` is added."""
        for name, text in files.items():
            path = self.root / "exercises" / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def commit(self, at: str, **files: str) -> str:
        """Write files and commit everything; give the commit's id."""
        self.write(**files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "work", at=at)
        return self.git("rev-parse", "HEAD")

    def dates(self, *names: str, work: int = MAX_WORK) -> list[str]:
        """Tell when each of the files, taken alone, was made, as commits and pushes say."""
        works = [{name: (self.root / name).read_bytes()} for name in names]
        with open_folder(self.root, "li") as folder:
            return [told(best(found, NOW)) for found in commit_dates(folder, works, Budget(work))]

    def made(self, exercise: str = "03_send") -> str:
        """Tell when the submission to an exercise was made, as the learner's class is collected."""
        return made(self.root.parent)[self.root.name, exercise]


def made(folder: Path) -> dict[tuple[str, str], str]:
    """Collect a class; tell by learner and exercise when each submission was made."""
    submissions = collect([folder], MODULES).submissions
    return {(one.learner, one.exercise): told(one.submitted) for one in submissions}


def told(submitted: Submitted) -> str:
    """Write down who says when: `git-author 2026-03-02T21:00:00+08:00`; a file's time only as that."""
    if submitted.at is None or submitted.source is Source.FILE_TIMES:
        return submitted.source or "unknown"
    return f"{submitted.source} {submitted.at.isoformat()}"


Make = Callable[..., Repository]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make an empty repository; more arguments are those of `git init`."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")

    def made(name: str = "class/li", *arguments: str) -> Repository:
        root = tmp_path / name
        root.mkdir(parents=True)
        repository = Repository(root=root)
        repository.git("init", "-q", "-b", "main", *arguments)
        return repository

    return made


@pytest.fixture(name="made")
def give_made() -> Callable[[Path], dict[tuple[str, str], str]]:
    """Give the function that collects a class."""
    return made
