"""Facts about repositories that are made to do harm, are broken, or are of a kind that is not read."""

from __future__ import annotations

import os
import random
import shutil
import stat
import subprocess
import sys
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest

MONDAY, TUESDAY = "2026-03-02T21:00:00+08:00", "2026-03-03T21:00:00+08:00"
SEND, GENERATOR = "exercises/03_send/send.py", "exercises/01_yield/generator.py"

_WATCHED = """
import json, os, sys
from pathlib import Path

seen = []

def watch(event, arguments):
    if event.startswith(("subprocess", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "socket")):
        seen.append(event)
    elif event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND):
        seen.append(f"{event} {arguments[0]} to write")
    elif event.startswith("os.") and event not in {"os.listdir", "os.scandir"}:
        seen.append(event)

from grader.collecting import collect
sys.addaudithook(watch)
(submission,) = collect([Path(sys.argv[1])], {"03_send": "send"}).submissions
print(json.dumps([submission.submitted.source, submission.submitted.at.isoformat(), seen]))
"""


@pytest.fixture
def repository(make):
    """A repository with two commits, the work in the first."""
    repository = make()
    repository.commit(MONDAY, **{"03_send__send": "1"})
    repository.commit(TUESDAY, **{"01_yield__generator": "1"})
    return repository


@pytest.fixture
def trap(repository, tmp_path: Path):
    """A repository whose configuration, hooks and attributes run a program at every turn; the file that it leaves."""
    sprung = tmp_path / "sprung"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho ran >> '{sprung}'\ncat\n")
    program.chmod(0o755)
    git = repository.root / ".git"
    for name in (
        "post-checkout",
        "post-index-change",
        "pre-commit",
        "reference-transaction",
        "fsmonitor-watchman",
    ):
        (git / "hooks").mkdir(exist_ok=True)
        shutil.copy(program, git / "hooks" / name)
    (repository.root / ".gitattributes").write_text("* filter=trap diff=trap merge=trap\n")
    (git / "info").mkdir(exist_ok=True)
    (git / "info" / "attributes").write_text("* filter=trap diff=trap\n")
    (tmp_path / "included").write_text(f"[core]\n\tsshCommand = {program}\n")
    (git / "config").write_text(
        f"""[core]
	repositoryformatversion = 0
	fsmonitor = {program}
	hooksPath = {git / "hooks"}
	pager = {program}
	editor = {program}
	sshCommand = {program}
	alternateRefsCommand = {program}
	askPass = {program}
	worktree = {tmp_path}
[pager]
	log = {program}
	status = {program}
[diff]
	external = {program}
[diff "trap"]
	textconv = {program}
	command = {program}
[filter "trap"]
	clean = {program}
	smudge = {program}
	process = {program}
	required = true
[gpg]
	program = {program}
[log]
	showSignature = true
[remote "origin"]
	url = ext::{program}
	promisor = true
	partialclonefilter = blob:none
[extensions]
	partialClone = origin
[include]
	path = {tmp_path / "included"}
[includeIf "gitdir:/"]
	path = {tmp_path / "included"}
"""
    )
    return sprung


def everything(root: Path) -> dict[str, tuple[object, ...]]:
    """Give all that is below a folder: kinds, modes, times and contents."""
    found = {}
    for path in sorted(root.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(status.st_mode) else None
        found[str(path)] = status.st_mode, status.st_mtime_ns, status.st_size, content
    return found


class TestAConfiguration:
    """What a repository tells git to do."""

    def test_would_do_harm_if_git_read_it(self, repository, trap: Path) -> None:
        """The trap works: an innocent look with git itself springs it."""
        subprocess.run(
            ["git", "--git-dir", ".git", "--work-tree", ".", "status"],
            cwd=repository.root,
            capture_output=True,
            check=False,
        )
        assert trap.exists()

    def test_does_nothing_to_who_collects(self, repository, trap: Path, tmp_path: Path) -> None:
        """The date is found, no program is started, no connection made, and nothing is written anywhere."""
        before = everything(tmp_path)
        command = [sys.executable, "-c", _WATCHED, str(repository.root.parent)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout.strip() == f'["git-author", "{MONDAY}", []]'
        assert everything(tmp_path) == before
        assert not trap.exists()


class TestALinkOut:
    """What leads out of the learner's folder is not followed: the date of the files is left."""

    def test_of_the_whole_repository(self, repository, tmp_path: Path) -> None:
        """Neither a link nor a file that names another place, as in a second worktree or a submodule."""
        git = repository.root / ".git"
        git.rename(tmp_path / "elsewhere")
        git.symlink_to(tmp_path / "elsewhere")
        assert repository.made() == "file-times"
        git.unlink()
        git.write_text(f"gitdir: {tmp_path / 'elsewhere'}\n")
        assert repository.git("log", "-1", "--format=%aI") == TUESDAY
        assert repository.made() == "file-times"

    def test_of_a_second_worktree(self, repository, tmp_path: Path, made) -> None:
        """Its `.git` is a file: what it names may lie anywhere."""
        repository.git("worktree", "add", "-q", str(tmp_path / "class" / "wang"), "-b", "other")
        assert made(tmp_path / "class")["wang", "03_send"] == "file-times"

    @pytest.mark.parametrize("part", ["objects", "refs", "HEAD", "refs/heads/main"])
    def test_of_a_part(self, repository, tmp_path: Path, part: str) -> None:
        """A link is a link, wherever in `.git` it is."""
        inner = repository.root / ".git" / part
        inner.rename(tmp_path / "elsewhere")
        inner.symlink_to(tmp_path / "elsewhere")
        if part != "HEAD":  # which git itself follows only to a branch
            assert repository.git("log", "-1", "--format=%aI") == TUESDAY
        assert repository.made() == "file-times"

    def test_by_a_branchs_name(self, repository, tmp_path: Path) -> None:
        """A branch called `..` is not looked for above."""
        commit = repository.git("rev-parse", "HEAD")
        (tmp_path / "outside").write_text(commit)
        (repository.root / "inside").write_text(commit)
        for name in ("../../../outside", "../../inside", "../../../../outside", f"/{tmp_path}/outside"):
            (repository.root / ".git" / "HEAD").write_text(f"ref: refs/{name}\n")
            assert repository.made() == "file-times"

    def test_by_borrowed_objects(self, repository, tmp_path: Path, made) -> None:
        """A clone that borrows another repository's objects is read only where it has its own."""
        clone = tmp_path / "class" / "wang"
        repository.git("clone", "-q", "--shared", str(repository.root), str(clone))
        assert (clone / ".git/objects/info/alternates").exists()
        assert made(tmp_path / "class")["wang", "03_send"] == "file-times"


class TestAnOddRepository:
    """One that has nothing to say, or says it in a way that is not read."""

    def test_may_be_empty(self, make) -> None:
        """Nothing was committed yet."""
        repository = make()
        repository.write(**{"03_send__send": "1"})
        assert repository.made() == "file-times"

    def test_may_have_no_work_around_it(self, make, made, tmp_path: Path) -> None:
        """A bare repository beside the work is a folder like any other, and an empty `.git` is none."""
        make("class/li/work.git", "--bare")
        (tmp_path / "class" / "li" / "send.py").write_text("1")
        (tmp_path / "class" / "li" / ".git").mkdir()
        assert made(tmp_path / "class") == {("li", "03_send"): "file-times"}

    def test_may_keep_its_branches_in_tables(self, repository) -> None:
        """A reftable leaves a HEAD that names a branch which cannot be."""
        shutil.rmtree(repository.root / ".git" / "refs")
        (repository.root / ".git" / "refs").mkdir()
        (repository.root / ".git" / "refs" / "heads").write_text("this repository uses the reftable format\n")
        (repository.root / ".git" / "HEAD").write_text("ref: refs/heads/.invalid\n")
        assert repository.made() == "file-times"

    @pytest.mark.parametrize(
        "text",
        [
            b"",
            b"main",
            b"ref: refs/heads/main\x00",
            b"\xff" * 100,
            b"0" * 40,
            b"g" * 40,
            b"a" * 5_000,
            b"ref: refs/heads/" + b"a/" * 1_000,
            b"ref: HEAD",
            b"ref: refs/",
        ],
    )
    def test_may_have_any_head(self, repository, text: bytes) -> None:
        """Whatever stands there, the class goes on."""
        (repository.root / ".git" / "HEAD").write_bytes(text)
        assert repository.made() == "file-times"

    def test_may_go_round_in_circles(self, repository) -> None:
        """A branch that is another name of itself leads nowhere."""
        (repository.root / ".git" / "refs" / "heads" / "main").write_text("ref: refs/heads/main\n")
        assert repository.made() == "file-times"

    @pytest.mark.parametrize(
        ("part", "told"),
        [
            ("HEAD", "file-times"),
            ("refs/heads/main", "file-times"),
            ("shallow", "file-times"),
            ("packed-refs", f"git-author {MONDAY}"),
            ("logs/refs/remotes/origin/main", f"git-author {MONDAY}"),
        ],
    )
    def test_may_hold_what_is_no_file(self, repository, part: str, told: str) -> None:
        """A FIFO holds nobody up: what is needed is not known then, and what is not needed is not missed."""
        path = repository.root / ".git" / part
        path.parent.mkdir(exist_ok=True, parents=True)
        path.unlink(missing_ok=True)
        os.mkfifo(path)
        assert repository.made() == told

    @pytest.mark.parametrize(
        "date", ["99999999999999 +0000", "-99999999999 +0000", "0 +0000", "1 +9999", "", "x +0"]
    )
    def test_may_have_dates_that_are_none(self, repository, date: str) -> None:
        """Before there were zips, after now, or no number at all."""
        self.rewrite(repository, f"author li <li> {date}")
        assert repository.made() == "file-times"

    def test_may_have_an_offset_that_is_none(self, repository) -> None:
        """The instant stands, and is told in UTC."""
        self.rewrite(repository, "author li <li> 1772456400 +9959")
        assert repository.made() == "git-author 2026-03-02T13:00:00+00:00"

    def rewrite(self, repository, author: str) -> None:
        """Put a commit with another line about its author in the place of the last."""
        tree = repository.git("rev-parse", "HEAD^{tree}")
        commit = f"tree {tree}\n{author}\ncommitter li <li> 1 +0000\n\nwork\n"
        file = repository.root / "commit"
        file.write_text(commit)
        name = repository.git("hash-object", "-t", "commit", "--literally", "-w", "commit")
        file.unlink()
        (repository.root / ".git" / "HEAD").write_text(name)


class TestDamage:
    """What was broken by chance or on purpose makes a date unknown, and never another one."""

    @pytest.mark.parametrize("packed", [False, True])
    def test_anywhere_never_gives_a_wrong_date(self, make, packed: bool) -> None:
        """With bytes changed, cut off or added at 400 places, each date is the true one or none."""
        repository = make()
        for number in range(20):
            repository.commit(MONDAY, **{"03_send__send": f"{number}\n" * 50})
        repository.commit(TUESDAY, **{"01_yield__generator": "1"})
        if packed:
            repository.git("gc", "-q", "--aggressive", "--prune=now")
        files = [path for path in (repository.root / ".git/objects").rglob("*") if path.is_file()]
        files += [repository.root / ".git" / name for name in ("HEAD", "packed-refs") if packed]
        rng = random.Random(7)
        told = set()
        for _ in range(400):
            path = rng.choice(files)
            content = path.read_bytes()
            path.chmod(0o644)
            path.write_bytes(damaged(content, rng))
            told.add(tuple(repository.dates(SEND, GENERATOR)))
            path.write_bytes(content)
        truth = f"git-author {MONDAY}", f"git-author {TUESDAY}"
        assert truth in told
        assert ("unknown", "unknown") in told
        assert all(date in {"unknown", true} for pair in told for date, true in zip(pair, truth, strict=True))

    def test_that_puts_one_object_in_the_place_of_another_is_seen(self, repository) -> None:
        """A commit is what its id says, and no other commit, however sound that is."""
        names = [repository.git("rev-parse", commit) for commit in ("HEAD", "HEAD~")]
        last, first = (repository.root / ".git" / "objects" / name[:2] / name[2:] for name in names)
        last.chmod(0o644)
        last.write_bytes(first.read_bytes())
        assert repository.dates(SEND) == ["unknown"]

    def test_of_one_object_leaves_the_other_exercises(self, repository) -> None:
        """What can still be read still counts."""
        name = repository.git("rev-parse", "HEAD:exercises/03_send")
        (repository.root / ".git" / "objects" / name[:2] / name[2:]).unlink()
        assert repository.dates(SEND, GENERATOR)[0] == "unknown"
        assert repository.dates(SEND, GENERATOR)[1] == f"git-author {TUESDAY}"


class TestSize:
    """A repository costs no more than a bound."""

    def test_of_an_object_that_unpacks_without_end(self, repository) -> None:
        """100 MB out of 100 KB are not unpacked."""
        name = repository.git("rev-parse", "HEAD")
        path = repository.root / ".git" / "objects" / name[:2] / name[2:]
        path.chmod(0o644)
        path.write_bytes(zlib.compress(b"commit 100000000\0" + b"0" * 100_000_000))
        tracemalloc.start()
        assert repository.dates(SEND) == ["unknown"]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 4 << 20

    def test_of_packs_is_bounded(self, repository) -> None:
        """A pack of a gigabyte is not read."""
        repository.git("gc", "-q", "--prune=now")
        (path,) = repository.root.glob(".git/objects/pack/*.pack")
        path.chmod(0o644)
        with path.open("r+b") as file:
            file.truncate(1 << 30)
        assert repository.dates(SEND) == ["unknown"]

    def test_of_a_history_is_bounded(self, make) -> None:
        """Walking it costs no more than was granted, for all that is asked of one repository together."""
        repository = make()
        for number in range(30):
            repository.commit(MONDAY, **{"03_send__send": str(number % 3), "01_yield__generator": "1"})
        assert repository.dates(SEND, GENERATOR) == [f"git-author {MONDAY}"] * 2
        assert repository.dates(SEND, GENERATOR, work=60 << 10) == [f"git-author {MONDAY}", "unknown"]
        assert repository.dates(SEND, GENERATOR, work=1 << 10) == ["unknown"] * 2

    def test_of_many_files_and_commits_ends_in_time(self, make) -> None:
        """A history that is long, for every one of many files, is given up after a second or so."""
        repository = make()
        repository.commit(MONDAY, **{f"03_send__m{number}": "1" for number in range(64)})
        first = repository.git("rev-parse", "HEAD")
        commit = "commit refs/heads/long\ncommitter li <li> 1772456400 +0000\ndata 1\nx\n"
        repository.git("fast-import", "--quiet", given=f"{commit}from {first}\n" + commit * 15_000)
        repository.git("symbolic-ref", "HEAD", "refs/heads/long")
        names = [f"exercises/03_send/m{number}.py" for number in range(64)] * 21
        started = time.perf_counter()
        assert "unknown" in repository.dates(*names)
        assert time.perf_counter() - started < 30


def damaged(content: bytes, rng: random.Random) -> bytes:
    """Change, cut off or add bytes."""
    place = rng.randrange(len(content))
    kind = rng.randrange(3)
    if kind == 0:
        return content[:place] + rng.randbytes(rng.randrange(1, 5)) + content[place + 1 :]
    return content[:place] if kind == 1 else content[:place] + rng.randbytes(40) + content[place:]
