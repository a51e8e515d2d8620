"""Facts about dates from a checkout: which commit counts, and whose word its date is. Git itself makes the commits."""

from __future__ import annotations

import random
import shutil
import unicodedata
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from grader.git import history

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (f"2026-03-0{day}T21:00:00+08:00" for day in (2, 3, 4, 5))
SEND, GENERATOR = "exercises/03_send/send.py", "exercises/01_yield/generator.py"


class TestTheCommitThatCounts:
    """Of all commits, the one that made the judged files what they are."""

    def test_is_the_last_that_changed_a_judged_file(self, make) -> None:
        """What was committed to another exercise, or beside it, does not matter; the author's offset is kept."""
        repository = make()
        repository.commit(MONDAY, **{"03_send__send": "1", "01_yield__generator": "1"})
        repository.commit(TUESDAY, **{"03_send__send": "2"})
        repository.commit(
            WEDNESDAY, **{"01_yield__generator": "2", "03_send__test_send": "no part of the answer"}
        )
        assert repository.made("03_send") == f"git-author {TUESDAY}"
        assert repository.made("01_yield") == f"git-author {WEDNESDAY}"

    def test_may_have_changed_a_module_beside(self, make) -> None:
        """A learner's own modules are judged too."""
        repository = make()
        repository.commit(MONDAY, **{"03_send__send": "1"})
        repository.commit(TUESDAY, **{"03_send__tools__deep": "1"})
        repository.commit(WEDNESDAY, **{"01_yield__generator": "1"})
        assert repository.made() == f"git-author {TUESDAY}"

    def test_is_the_one_that_went_back(self, make) -> None:
        """Who returns to an old answer hands it in then."""
        repository = make()
        for at, text in ((MONDAY, "1"), (TUESDAY, "2"), (WEDNESDAY, "1")):
            repository.commit(at, **{"03_send__send": text})
        repository.commit(THURSDAY)
        assert repository.made() == f"git-author {WEDNESDAY}"

    def test_is_not_a_merge_that_changed_nothing(self, make) -> None:
        """Work from either side of a merge keeps its date, and what a merge threw away has none."""
        repository = make()
        repository.commit(MONDAY, **{"03_send__send": "1", "01_yield__generator": "1"})
        repository.git("switch", "-q", "-c", "side")
        repository.commit(TUESDAY, **{"01_yield__generator": "side"})
        repository.git("switch", "-q", "main")
        repository.commit(TUESDAY, **{"03_send__send": "main"})
        repository.git("merge", "-q", "side", at=WEDNESDAY)
        repository.git("switch", "-q", "side")
        repository.commit(WEDNESDAY, **{"03_send__send": "thrown away"})
        repository.git("switch", "-q", "main")
        repository.git("merge", "-q", "-s", "ours", "side", at=THURSDAY)
        assert repository.dates(SEND, GENERATOR) == [f"git-author {TUESDAY}"] * 2

    def test_may_be_a_merge_that_was_finished_by_hand(self, make) -> None:
        """What is in none of its parents was written in it."""
        repository = make()
        repository.commit(MONDAY, **{"03_send__send": "1"})
        repository.git("switch", "-q", "-c", "side")
        repository.commit(TUESDAY, **{"03_send__send": "side"})
        repository.git("switch", "-q", "main")
        repository.commit(TUESDAY, **{"03_send__send": "main"})
        repository.git("merge", "-q", "-s", "ours", "--no-commit", "side")
        repository.commit(WEDNESDAY, **{"03_send__send": "both"})
        assert repository.dates(SEND) == [f"git-author {WEDNESDAY}"]

    def test_is_that_of_git_itself(self, make) -> None:
        """For 200 commits to 12 files in random order, loose and then packed as tightly as git can, git agrees."""
        repository = make()
        rng = random.Random(1)
        files = [f"{rng.choice('ab')}/{number}" for number in range(12)]
        at = datetime.fromisoformat(MONDAY)
        for number in range(200):
            at += timedelta(minutes=rng.randrange(1, 99))
            file = rng.choice(files)
            repository.commit(
                at.isoformat(), **{file.replace("/", "__"): f"{number}\n" * rng.randrange(1, 99)}
            )
        names = sorted(path.relative_to(repository.root).as_posix() for path in repository.root.rglob("*.py"))
        told = [f"git-author {repository.git('log', '-1', '--format=%aI', '--', name)}" for name in names]
        assert repository.dates(*names) == told
        repository.git("gc", "-q", "--aggressive", "--prune=now")
        assert not list(repository.root.glob(".git/objects/[0-9a-f][0-9a-f]"))
        assert repository.dates(*names) == told
        repository.git("-c", "pack.writeReverseIndex=false", "repack", "-q", "-a", "-d", "-F", "--depth=250")
        repository.git("index-pack", *map(str, repository.root.glob(".git/objects/pack/*.pack")))
        assert repository.dates(*names) == told


class TestAFileThatIsNotCommitted:
    """What was judged must be what was committed."""

    def test_has_the_date_of_no_commit(self, make) -> None:
        """A change since then takes the commit's date from its own exercise, and from no other."""
        repository = make()
        repository.commit(MONDAY, **{"03_send__send": "1", "01_yield__generator": "1"})
        repository.write(**{"03_send__send": "2"})
        assert repository.made("03_send") == "file-times"
        assert repository.made("01_yield") == f"git-author {MONDAY}"

    @pytest.mark.parametrize("staged", [True, False])
    def test_is_one_that_git_was_not_given(self, make, staged: bool) -> None:
        """A new module beside a committed answer is part of what is judged; to stage it is not to commit it."""
        repository = make()
        repository.commit(MONDAY, **{"03_send__send": "1"})
        repository.write(**{"03_send__tools": "2"})
        if staged:
            repository.git("add", "-A")
        assert repository.made() == "file-times"

    def test_is_none_whose_line_ends_alone_are_those_of_windows(self, make) -> None:
        """Git on Windows commits one character for a line end, and writes two."""
        repository = make()
        repository.commit(MONDAY, **{"03_send__send": "a\nb\n"})
        (repository.root / SEND).write_bytes(b"a\r\nb\r\n")
        assert repository.made() == f"git-author {MONDAY}"


class TestAPush:
    """The record that a repository keeps of what was pushed from it."""

    @pytest.fixture
    def repository(self, make, tmp_path):
        """A repository with somewhere to push to."""
        repository = make()
        repository.git("init", "-q", "--bare", str(tmp_path / "server"))
        repository.git("remote", "add", "origin", str(tmp_path / "server"))
        return repository

    def test_says_when_work_was_handed_in(self, repository) -> None:
        """The first push with the work in it counts, not when it was written, nor later pushes."""
        repository.commit(MONDAY, **{"03_send__send": "1"})
        repository.commit(TUESDAY, **{"01_yield__generator": "1"})
        repository.git("push", "-q", "origin", "main", at=WEDNESDAY)
        repository.commit(WEDNESDAY, **{"01_yield__generator": "2"})
        repository.git("push", "-q", "origin", "main", at=THURSDAY)
        assert repository.dates(SEND, GENERATOR) == [f"git-push {WEDNESDAY}", f"git-push {THURSDAY}"]

    def test_counts_on_any_branch(self, repository) -> None:
        """Work that was pushed on a branch of its own was handed in then."""
        repository.git("switch", "-q", "-c", "work/send")
        repository.commit(MONDAY, **{"03_send__send": "1"})
        repository.git("push", "-q", "origin", "work/send", at=TUESDAY)
        repository.git("switch", "-q", "-c", "main")
        repository.git("push", "-q", "origin", "main", at=WEDNESDAY)
        assert repository.dates(SEND) == [f"git-push {TUESDAY}"]

    def test_says_nothing_of_what_came_after_it(self, repository) -> None:
        """A commit that was never pushed has its author's date."""
        repository.commit(MONDAY, **{"03_send__send": "1"})
        repository.git("push", "-q", "origin", "main", at=TUESDAY)
        repository.commit(WEDNESDAY, **{"03_send__send": "2"})
        assert repository.dates(SEND) == [f"git-author {WEDNESDAY}"]

    def test_is_not_known_where_work_was_fetched(self, repository, tmp_path: Path) -> None:
        """A clone knows when it was made itself, which is after the class."""
        repository.commit(MONDAY, **{"03_send__send": "1"})
        repository.git("push", "-q", "origin", "main", at=TUESDAY)
        clone = tmp_path / "clones" / "li"
        repository.git("clone", "-q", "-b", "main", str(tmp_path / "server"), str(clone), at=THURSDAY)
        shutil.rmtree(repository.root)
        clone.rename(repository.root)
        assert repository.dates(SEND) == [f"git-author {MONDAY}"]

    def test_before_the_work_was_written_is_not_believed(self, repository) -> None:
        """One of the clocks was wrong, or one of the dates made up."""
        repository.commit(TUESDAY, **{"03_send__send": "1"})
        repository.git("push", "-q", "origin", "main", at=MONDAY)
        assert repository.dates(SEND) == [f"git-author {TUESDAY}"]

    def test_of_commits_that_are_gone_makes_every_push_unknown(self, repository) -> None:
        """What was replaced and cleaned away cannot be walked; half of the record could name too late a push."""
        repository.commit(MONDAY, **{"03_send__send": "1"})
        gone = repository.commit(MONDAY, **{"03_send__send": "gone"})
        repository.git("push", "-q", "origin", "main", at=TUESDAY)
        repository.git("reset", "-q", "--hard", "HEAD~")
        repository.git("push", "-q", "-f", "origin", "main", at=WEDNESDAY)
        assert repository.dates(SEND) == [f"git-push {TUESDAY}"]
        (repository.root / ".git" / "objects" / gone[:2] / gone[2:]).unlink()
        assert repository.dates(SEND) == [f"git-author {MONDAY}"]

    def test_is_looked_for_in_so_many_commits(self, repository, monkeypatch: pytest.MonkeyPatch) -> None:
        """Beyond them only the author's date is known."""
        for number in range(4):
            repository.commit(MONDAY, **{"03_send__send": str(number)})
        repository.git("push", "-q", "origin", "main", at=TUESDAY)
        monkeypatch.setattr(history, "MAX_PUSHED", 4)
        assert repository.dates(SEND) == [f"git-push {TUESDAY}"]
        monkeypatch.setattr(history, "MAX_PUSHED", 3)
        assert repository.dates(SEND) == [f"git-author {MONDAY}"]


class TestARepository:
    """The ways in which a repository may lie there."""

    @pytest.fixture
    def repository(self, make):
        """A repository with two commits, the work in the first."""
        repository = make()
        repository.commit(MONDAY, **{"03_send__send": "1"})
        repository.commit(TUESDAY, **{"01_yield__generator": "1"})
        return repository

    def test_may_be_on_no_branch(self, repository) -> None:
        """What is checked out counts, wherever the branches are."""
        repository.git("switch", "-q", "--detach", "HEAD~")
        assert repository.dates(SEND) == [f"git-author {MONDAY}"]

    def test_may_have_packed_its_branches(self, repository) -> None:
        """Then the branch has no file of its own; a file that came later counts more."""
        repository.git("pack-refs", "--all")
        assert not (repository.root / ".git/refs/heads/main").exists()
        assert repository.dates(SEND) == [f"git-author {MONDAY}"]
        repository.commit(WEDNESDAY, **{"03_send__send": "2"})
        assert repository.dates(SEND) == [f"git-author {WEDNESDAY}"]

    def test_may_have_large_folders_packed_as_differences(self, make) -> None:
        """A folder's listing of more than 64 KB is made of the longest pieces that a pack can copy."""
        repository = make()
        names = [f"03_send__{'m' * 30}{number:04}" for number in range(1_900)]
        repository.commit(MONDAY, **dict.fromkeys(names, "1"))
        for at, text in ((TUESDAY, "2"), (WEDNESDAY, "3")):
            repository.commit(at, **{names[-1]: text})
        repository.git("gc", "-q", "--prune=now")
        files = [f"exercises/{name.replace('__', '/')}.py" for name in (names[0], names[-1])]
        assert repository.dates(*files) == [f"git-author {MONDAY}", f"git-author {WEDNESDAY}"]

    def test_may_name_its_objects_by_sha256(self, make) -> None:
        """The other kind of id that git has, loose and packed."""
        repository = make("class/zoe", "--object-format=sha256")
        repository.commit(MONDAY, **{"03_send__send": "1"})
        repository.commit(TUESDAY, **{"01_yield__generator": "1"})
        assert repository.dates(SEND) == [f"git-author {MONDAY}"]
        repository.git("gc", "-q", "--prune=now")
        assert repository.dates(SEND) == [f"git-author {MONDAY}"]

    def test_may_be_shallow(self, repository, tmp_path: Path) -> None:
        """Its oldest commit counts for all that it holds, as it does for git: the work is at least that old."""
        clone = tmp_path / "clones" / "li"
        repository.git("clone", "-q", "--depth=1", f"file://{repository.root}", str(clone))
        shutil.rmtree(repository.root)
        clone.rename(repository.root)
        assert repository.dates(SEND) == [f"git-author {TUESDAY}"]

    @pytest.mark.parametrize("wrapped", ["", "03_send-main", "deep/er"])
    def test_may_wrap_the_exercises(self, make, wrapped: str) -> None:
        """Folders between the checkout and the exercises are part of the files' paths."""
        repository = make()
        path = repository.root / wrapped / "03_send" / "send.py"
        path.parent.mkdir(parents=True)
        path.write_text("1")
        repository.commit(MONDAY)
        assert repository.made() == f"git-author {MONDAY}"

    def test_may_hold_modules_side_by_side(self, make) -> None:
        """Each exercise's module has its own date."""
        repository = make()
        for at, name in ((MONDAY, "send.py"), (TUESDAY, "generator.py")):
            (repository.root / name).write_text("1")
            repository.commit(at)
        assert [repository.made(slug) for slug in ("03_send", "01_yield")] == [
            f"git-author {MONDAY}",
            f"git-author {TUESDAY}",
        ]

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_may_compose_its_names_in_either_way(self, make, form: str) -> None:
        """A Mac's é and everybody else's are one name."""
        repository = make()
        folder = repository.root / "03_send"
        folder.mkdir()
        (folder / "send.py").write_text("1")
        (folder / unicodedata.normalize(form, "modèle.py")).write_text("1")
        repository.commit(MONDAY)
        assert repository.made() == f"git-author {MONDAY}"

    def test_may_be_one_for_each_exercise(self, make, made, tmp_path: Path) -> None:
        """As a classroom hands them out; another one around them changes nothing."""
        make("class/li").commit(MONDAY)
        for slug, name, at in (("03_send", "send.py", TUESDAY), ("01_yield", "generator.py", WEDNESDAY)):
            repository = make(f"class/li/{slug}")
            (repository.root / name).write_text("1")
            repository.commit(at)
        assert made(tmp_path / "class") == {
            ("li", "03_send"): f"git-author {TUESDAY}",
            ("li", "01_yield"): f"git-author {WEDNESDAY}",
        }

    def test_may_be_in_a_zip(self, repository, made, tmp_path: Path) -> None:
        """A zipped checkout is a checkout."""
        with zipfile.ZipFile(tmp_path / "class" / "wang.zip", "w") as archive:
            for path in sorted(repository.root.rglob("*")):
                archive.write(path, path.relative_to(tmp_path / "class"))
        found = made(tmp_path / "class")
        assert found["wang", "03_send"] == found["li", "03_send"] == f"git-author {MONDAY}"

    def test_says_nothing_of_a_zip_that_lies_in_it(self, make) -> None:
        """Work in a zip is not what was committed beside it, even if a file of that path was."""
        repository = make()
        (repository.root / "send.py").write_text("1")
        repository.commit(MONDAY)
        (repository.root / "send.py").unlink()
        with zipfile.ZipFile(repository.root / "work.zip", "w") as archive:
            archive.writestr("send.py", "1")
        assert repository.made() == "unknown"
