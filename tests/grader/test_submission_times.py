"""Facts about when a submission was made: whose word counts, lists of times, and the times of files."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from freezegun import freeze_time

from grader.collecting import collect
from grader.errors import UsageError
from grader.exercises import load_course
from grader.manifests import Manifest, load_manifest
from grader.pipeline import gradebook
from grader.results import RunResult, Status
from grader.submission_times import UNKNOWN, Source, Submitted, best, moment
from grader.submissions import Collection

ROOT = Path(__file__).resolve().parents[2]
MODULES = {"01_yield": "generator", "03_send": "send"}
MONDAY, TUESDAY, WEDNESDAY = (datetime(2026, 3, day, 13, tzinfo=UTC) for day in (2, 3, 4))
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now():
    """It is the first of June."""
    with freeze_time(NOW):
        yield


def said(at: datetime, source: Source) -> Submitted:
    """Somebody says when."""
    return Submitted(at=at, source=source)


def hand_in(path: Path, at: datetime, text: str = "x") -> None:
    """Write a file that was changed at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (at.timestamp(), at.timestamp()))


def times(collection: Collection) -> dict[tuple[str, str], Submitted]:
    """Give when each submission was made."""
    return {(one.learner, one.exercise): one.submitted for one in collection.submissions}


class TestWhoseWordCounts:
    """Of all that is said of one submission."""

    def test_is_told_by_the_order_of_the_sources(self) -> None:
        """A push, then an author, then a list, then files: whatever they say, and in whatever order it is asked."""
        candidates = [
            said(MONDAY + timedelta(days=9 - number), source) for number, source in enumerate(Source)
        ]
        while candidates:
            assert best(reversed(candidates), NOW) == best(candidates, NOW) == candidates[0]
            candidates = candidates[1:]
        assert best([], NOW) == best([UNKNOWN], NOW) == UNKNOWN

    def test_is_the_earlier_of_one_source(self) -> None:
        """The same work, found twice, was there when the first was."""
        candidates = [said(day, Source.FILE_TIMES) for day in (TUESDAY, MONDAY)]
        assert best(candidates, NOW).at == MONDAY

    @pytest.mark.parametrize(
        ("at", "counts"),
        [
            (NOW, True),
            (NOW + timedelta(seconds=1), False),
            (datetime(1970, 1, 1, tzinfo=UTC), False),
            (datetime(1980, 1, 1, tzinfo=UTC), False),
            (datetime(2020, 1, 1, tzinfo=UTC), True),
        ],
    )
    def test_is_not_that_of_who_names_no_time(self, at: datetime, counts: bool) -> None:
        """What is still to come, and the years that tools write which know no time, are passed over for the next."""
        other = said(MONDAY, Source.FILE_TIMES)
        assert (best([said(at, Source.GIT_AUTHOR), other], NOW) != other) is counts

    @pytest.mark.parametrize("seconds", [float("inf"), float("nan"), 1e30, -1e30])
    def test_is_not_that_of_who_names_no_number(self, seconds: float) -> None:
        """A number that is no time is none, and no error."""
        assert moment(seconds) is None


class TestFilesOnADisk:
    """What a file system says."""

    def test_were_changed_when_the_last_of_them_was(self, tmp_path: Path) -> None:
        """Of the files that are judged, to the second; what lies beside them does not count."""
        hand_in(tmp_path / "li" / "03_send" / "send.py", MONDAY)
        hand_in(tmp_path / "li" / "03_send" / "tools" / "deep.py", TUESDAY + timedelta(milliseconds=600))
        hand_in(tmp_path / "li" / "03_send" / "test_send.py", WEDNESDAY)
        hand_in(tmp_path / "li" / "01_yield" / "generator.py", MONDAY)
        assert times(collect([tmp_path], MODULES)) == {
            ("li", "03_send"): said(TUESDAY, Source.FILE_TIMES),
            ("li", "01_yield"): said(MONDAY, Source.FILE_TIMES),
        }

    def test_that_lie_flat_count_with_what_they_import(self, tmp_path: Path) -> None:
        """A module of the learner's own beside them is part of each; another exercise's is not."""
        hand_in(tmp_path / "li" / "send.py", MONDAY)
        hand_in(tmp_path / "li" / "generator.py", WEDNESDAY)
        hand_in(tmp_path / "li" / "tools.py", TUESDAY)
        found = times(collect([tmp_path], MODULES))
        assert (found["li", "03_send"].at, found["li", "01_yield"].at) == (TUESDAY, WEDNESDAY)

    def test_from_the_future_have_no_time(self, tmp_path: Path) -> None:
        """Nobody knows then, and nobody is late or on time for a wrong clock."""
        hand_in(tmp_path / "li" / "send.py", NOW + timedelta(seconds=2))
        assert times(collect([tmp_path], MODULES)) == {("li", "03_send"): UNKNOWN}

    def test_that_were_found_twice_have_the_earlier_time(self, tmp_path: Path) -> None:
        """A copy of the same work in another place does not make it younger."""
        hand_in(tmp_path / "li" / "send.py", TUESDAY)
        hand_in(tmp_path / "li" / "03_send" / "send.py", MONDAY)
        assert times(collect([tmp_path], MODULES)) == {("li", "03_send"): said(MONDAY, Source.FILE_TIMES)}


def unix(at: datetime) -> bytes:
    """A time as most packers on Unix write it."""
    return struct.pack("<HHBi", 0x5455, 5, 1, int(at.timestamp()))


def macos(at: datetime) -> bytes:
    """A time as those of macOS write it, after the one when the file was read."""
    return struct.pack("<HHii", 0x5855, 8, int(NOW.timestamp()), int(at.timestamp()))


def ntfs(at: datetime) -> bytes:
    """A time as some write it on Windows, before the ones when the file was read and made."""
    ticks = (int(at.timestamp()) + 11_644_473_600) * 10_000_000
    return struct.pack("<HHLHHQQQ", 0x000A, 32, 0, 1, 24, ticks, 0, 0)


class TestFilesInAZip:
    """What a zip says of its members."""

    def pack(self, path: Path, **extras: bytes) -> None:
        """Write a zip with members that have something extra."""
        with zipfile.ZipFile(path, "w") as archive:
            for name, extra in extras.items():
                member = zipfile.ZipInfo(f"{name}.py", (2026, 3, 1, 0, 0, 0))
                member.extra = extra
                archive.writestr(member, "x")

    @pytest.mark.parametrize("written", [unix, macos, ntfs])
    def test_were_changed_when_the_last_of_them_was(
        self, tmp_path: Path, written: Callable[[datetime], bytes]
    ) -> None:
        """Each of the three ways to write an instant is read, whatever else is written before it."""
        other = struct.pack("<HHH", 0x7875, 2, 0)
        self.pack(tmp_path / "li.zip", send=other + written(MONDAY), tools=other + written(TUESDAY))
        assert times(collect([tmp_path], MODULES)) == {("li", "03_send"): said(TUESDAY, Source.FILE_TIMES)}

    @pytest.mark.parametrize(
        "extra",
        [
            b"",
            b"\x55\x54\x04\0\x01" + bytes(3),
            unix(MONDAY)[:4] + b"\x02" + unix(MONDAY)[5:],
            b"\x55\x54\x00\0",
            b"\x55",
            b"\x0a\0\x10\0" + bytes(16),
            ntfs(NOW + timedelta(days=1)),
        ],
        ids=["nothing", "short", "other-time", "empty", "byte", "other-ntfs", "future"],
    )
    def test_without_an_instant_have_no_time(self, tmp_path: Path, extra: bytes) -> None:
        """The date that every member has is a clock's on some wall: it is not known in which zone."""
        self.pack(tmp_path / "li.zip", send=extra)
        assert times(collect([tmp_path], MODULES)) == {("li", "03_send"): UNKNOWN}

    def test_have_no_time_if_one_of_them_has_none(self, tmp_path: Path) -> None:
        """The last may have been that one."""
        self.pack(tmp_path / "li.zip", send=unix(MONDAY), tools=b"")
        assert times(collect([tmp_path], MODULES)) == {("li", "03_send"): UNKNOWN}


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Manifest]:
    """Read a list with this text."""

    def read(text: str, encoding: str = "utf-8") -> Manifest:
        file = tmp_path / "submissions.csv"
        file.write_bytes(text.encode(encoding))
        return load_manifest(file, MODULES)

    return read


class TestAList:
    """`submissions.csv`."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    def test_says_when_each_was_handed_in(self, load, encoding: str) -> None:
        """Columns stand in any order, others are let be, and so is a byte order mark; offsets are kept."""
        text = "exercise,note,submitted_at,learner\n03_send,x,2026-03-02T21:00:00+08:00,李雷\n"
        found = load(text, encoding).submitted("李雷", "03_send")
        assert found == said(MONDAY, Source.MANIFEST)
        assert found.at.isoformat() == "2026-03-02T21:00:00+08:00"
        assert load(text).submitted("李雷", "01_yield") == load(text).submitted("li", "03_send") == UNKNOWN

    def test_says_it_for_all_of_a_learners(self, load) -> None:
        """A row without an exercise is for those that have none of their own, wherever it stands."""
        manifest = load(
            "learner,exercise,submitted_at\nli,,2026-03-02T13:00:00Z\nli,03_send,2026-03-03T13:00:00Z\n"
        )
        assert manifest.submitted("li", "03_send").at == TUESDAY
        assert manifest.submitted("li", "01_yield").at == MONDAY

    @pytest.mark.parametrize(("written", "folder"), [("LI", "li"), ("Zoe\u0301", "Zo\u00e9")])
    def test_takes_names_as_folders_are_taken(self, load, written: str, folder: str) -> None:
        """Case and how accents are composed make nobody else of a learner."""
        text = f"learner,exercise,submitted_at\n{written},,2026-03-02T13:00:00Z\n"
        assert load(text).submitted(folder, "03_send").at == MONDAY

    @pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", 'a, "b"\nc', "<script>"])
    def test_takes_any_name(self, load, name: str) -> None:
        """Formulas, a comma, quotes and a line break are text like any other."""
        quoted = name.replace('"', '""')
        manifest = load(f'learner,exercise,submitted_at\n"{quoted}",,2026-03-02T13:00:00Z\n')
        assert manifest.learners == (name,)
        assert manifest.submitted(name, "03_send").at == MONDAY

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "line 1: there is no column `learner`; the columns are learner, exercise, submitted_at"),
            ("learner,exercise\n", "line 1: there is no column `submitted_at`; the columns are"),
            (
                "{}\nli,03_send,2026-03-02T21:00:00\n",
                "line 2: column `submitted_at`: '2026-03-02T21:00:00' has no",
            ),
            ("{}\n\nli,03_send,2026-03-02\n", "line 3: column `submitted_at`: '2026-03-02' has no offset"),
            (
                "{}\nli,03_send,soon\n",
                "line 2: column `submitted_at`: 'soon' is no time: write one like 2026",
            ),
            ("{}\nli,03_send\n", "line 2: column `submitted_at`: '' is no time"),
            (
                "{}\nli,,2026-06-01T12:00:01Z\n",
                "line 2: column `submitted_at`: '2026-06-01T12:00:01Z' is still to",
            ),
            ("{}\n ,,2026-03-02T13:00:00Z\n", "line 2: column `learner`: is empty"),
            ("{}\nli,04_x,2026-03-02T13:00:00Z\n", "line 2: column `exercise`: there is no exercise '04_x'"),
            ("{}\nli,,2026-03-02T13:00:00Z,more\n", "line 2: has more cells than there are columns"),
            (
                "{}\nli,,2026-03-02T13:00:00Z\nLI,,2026-03-02T13:00:00Z\n",
                "line 3: 'LI' and this exercise stand",
            ),
            ('{}\n"li,,2026-03-02T13:00:00Z\n', "line 2: is not CSV: unexpected end of data"),
        ],
    )
    def test_with_a_mistake_is_told_in_a_line(self, load, tmp_path: Path, text: str, message: str) -> None:
        """The line names the file, the line in it and the column, and says what to write."""
        with pytest.raises(UsageError) as raised:
            load(text.format("learner,exercise,submitted_at"))
        assert str(raised.value).startswith(f"{tmp_path / 'submissions.csv'}: {message}")
        assert "\n" not in str(raised.value)

    def test_that_cannot_be_read_is_told_too(self, load, tmp_path: Path) -> None:
        """One in another encoding, and one that is not there."""
        with pytest.raises(UsageError, match=r"submissions.csv: is not UTF-8 \(at line 2\)"):
            load("learner,exercise,submitted_at\n李雷,,x", "gbk")
        with pytest.raises(UsageError, match=r"nowhere\.csv: cannot be read: No such file"):
            load_manifest(tmp_path / "nowhere.csv", MODULES)

    def test_counts_before_the_times_of_files(self, load, tmp_path: Path) -> None:
        """Where it names the submission, and only there."""
        for learner in ("li", "wang"):
            hand_in(tmp_path / "class" / learner / "send.py", MONDAY)
        manifest = load("learner,exercise,submitted_at\nLi,03_send,2026-03-03T13:00:00Z\n")
        collection = collect([tmp_path / "class"], MODULES, manifest=manifest)
        assert times(collection) == {
            ("li", "03_send"): said(TUESDAY, Source.MANIFEST),
            ("wang", "03_send"): said(MONDAY, Source.FILE_TIMES),
        }
        assert collection.notices == ()

    @pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
    def test_counts_after_what_a_checkout_says(self, load, tmp_path: Path) -> None:
        """But where the files are not what was committed, the list is asked."""
        root = tmp_path / "class" / "li"
        hand_in(root / "send.py", MONDAY)
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        environment |= {f"GIT_{who}_DATE": TUESDAY.isoformat() for who in ("AUTHOR", "COMMITTER")}
        person = ("-c", "user.name=li", "-c", "user.email=li@example.edu")
        for command in (["init", "-q"], ["add", "-A"], [*person, "commit", "-q", "-m", "work"]):
            subprocess.run(["git", *command], cwd=root, env=environment, check=True)
        manifest = load("learner,exercise,submitted_at\nli,03_send,2026-03-04T13:00:00Z\n")
        (found,) = times(collect([tmp_path / "class"], MODULES, manifest=manifest)).values()
        assert found == said(TUESDAY, Source.GIT_AUTHOR)
        hand_in(root / "send.py", MONDAY, "changed")
        (found,) = times(collect([tmp_path / "class"], MODULES, manifest=manifest)).values()
        assert found == said(WEDNESDAY, Source.MANIFEST)

    def test_that_names_somebody_else_is_mentioned(self, load, tmp_path: Path) -> None:
        """A name that nobody's folder has may be written in another way: one line says which."""
        hand_in(tmp_path / "class" / "li" / "send.py", MONDAY)
        rows = "".join(f"w{number},,2026-03-03T13:00:00Z\n" for number in range(7))
        manifest = load(
            f'learner,exercise,submitted_at\nli,,2026-03-03T13:00:00Z\n"a\nb",,2026-03-03T13:00Z\n{rows}'
        )
        (notice,) = collect([tmp_path / "class"], MODULES, manifest=manifest).notices
        assert notice == (
            "The list of submission times names 8 of whom nothing was handed in: a\\nb, w0, w1, w2, w3, …."
        )


def test_a_gradebook_has_the_times_of_its_submissions(tmp_path: Path) -> None:
    """Who handed in nothing has no time."""
    hand_in(tmp_path / "li" / "send.py", MONDAY)
    (tmp_path / "wang").mkdir()
    (exercise,) = [one for one in load_course(ROOT).exercises if one.slug == "03_send"]
    run = RunResult(exercise="03_send", status=Status.GRADED)
    book = gradebook(collect([tmp_path], MODULES), [exercise], [run])
    assert [entry.submitted for entry in book.entries] == [said(MONDAY, Source.FILE_TIMES), UNKNOWN]
