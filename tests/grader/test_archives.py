"""Facts about zips that are hostile, broken or unusual. All are made here, in memory."""

from __future__ import annotations

import io
import random
import struct
import time
import tracemalloc
import warnings
import zipfile
from pathlib import Path

import pytest

from grader import archives
from grader.archives import open_archive
from grader.collecting import collect
from grader.folders import Folder, Kind, Refused
from grader.submissions import Rejection

MODULES = {"01_yield": "generator", "03_send": "send"}
LIMIT = 256 << 10


def member(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    """Give the entry of a packed member with a Unix mode."""
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def packed(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """Give the bytes of a zip."""
    file = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for info, content in members:
            archive.writestr(info, content)
    return file.getvalue()


def renamed(data: bytes, name: bytes, other: bytes) -> bytes:
    """Give the zip with a name exchanged for one of the same length, also where no packer would write it."""
    assert len(name) == len(other)
    return data.replace(name, other)


def patched(data: bytes, offset: int, value: bytes) -> bytes:
    """Give the zip with something of its one member's entry in the table of contents changed."""
    place = data.index(b"PK\x01\x02") + offset
    return data[:place] + value + data[place + len(value) :]


def encrypted(data: bytes) -> bytes:
    """Give the zip with its one member marked as encrypted, in both of its headers."""
    return patched(data[:6] + b"\x01\x00" + data[8:], 8, b"\x01\x00")


def refusal_of(data: bytes) -> str:
    """Give the code with which the zip as a whole is refused."""
    with pytest.raises(Refused) as raised:
        open_archive(data, "wang.zip")
    assert raised.value.reason.startswith("wang.zip ")
    assert raised.value.reason.isprintable()
    return raised.value.code


def refusal_of_file(data: bytes) -> str:
    """Give the code with which `send.py` in the zip is refused, while the zip can be opened."""
    with pytest.raises(Refused) as raised:
        open_archive(data, "wang.zip").read("send.py", LIMIT)
    assert raised.value.reason.startswith("wang.zip/send.py ")
    return raised.value.code


def rejections_of(tmp_path: Path, data: bytes) -> list[Rejection]:
    """Hand the zip in, beside a learner in order, who must be graded all the same."""
    (tmp_path / "wang.zip").write_bytes(data)
    (tmp_path / "zhou.zip").write_bytes(packed(("send.py", b"x")))
    collection = collect([tmp_path], MODULES)
    assert collection.learners == ("wang", "zhou")
    assert collection.submissions[-1].learner == "zhou"
    return [one for one in collection.rejections if one.learner == "wang"]


def walk(folder: Folder) -> dict[str, bytes | str]:
    """Read all that there is."""
    seen: dict[str, bytes | str] = {}
    for name, kind in folder.entries().items():
        if kind is Kind.FOLDER:
            with folder.enter(name) as inner:
                seen |= walk(inner)
        else:
            try:
                seen[f"{folder.where}/{name}"] = folder.read(name, LIMIT)
            except Refused as refused:
                seen[f"{folder.where}/{name}"] = refused.code
    return seen


def crowded(count: int) -> bytes:
    """Give a zip whose table of contents names one and the same member many times."""
    data = packed(("send.py", b"x"))
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    table = data[start:end] * count
    return data[:start] + table + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, len(table), start, 0)


def code_of(data: bytes) -> str | None:
    """Read all of a zip; give the code with which it is refused, None if it can be opened."""
    try:
        walk(open_archive(data, "z"))
    except Refused as refused:
        return refused.code
    return None


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """Give a zip of 50 KB with 50 MB in it."""
    return packed(("send.py", b"0" * (50 << 20)))


class TestAnArchive:
    """What a zip looks like from outside."""

    def test_is_a_tree_of_folders(self) -> None:
        """Folders are made of the names of files, whether the zip lists them or not."""
        root = open_archive(
            packed(("a/", b""), ("a/b/c.py", b"1"), ("a/d.py", b"2"), ("./e.py", b"3")), "wang.zip"
        )
        assert root.entries() == {"a": Kind.FOLDER, "e.py": Kind.FILE}
        assert walk(root) == {
            "wang.zip/a/b/c.py": b"1",
            "wang.zip/a/d.py": b"2",
            "wang.zip/e.py": b"3",
        }

    def test_may_separate_by_backslashes(self) -> None:
        """Old packers on Windows wrote them; the work is in order."""
        assert walk(open_archive(packed(("03_send\\send.py", b"1")), "z")) == {"z/03_send/send.py": b"1"}

    def test_may_have_names_in_another_encoding(self, tmp_path: Path) -> None:
        """A wrapping folder that a Chinese Windows packed, whose name arrives garbled, does no harm."""
        data = renamed(packed(("AAAA/03_send/send.py", b"x")), b"AAAA", "许雷".encode("gbk"))
        assert rejections_of(tmp_path, data) == []
        assert len(collect([tmp_path], MODULES).submissions) == 2

    @pytest.mark.parametrize(
        "data", [b"", b"PK", b"PK\x03\x04" + b"z" * 100, b"Rar!\x1a\x07", b"\0" * 100_000]
    )
    def test_that_is_none_is_refused(self, data: bytes) -> None:
        """Something else under the name of a zip, or nothing, is told so."""
        assert refusal_of(data) == "not_a_zip"

    def test_that_is_cut_off_is_refused(self) -> None:
        """As a download that broke off leaves it."""
        data = packed(("send.py", b"x" * 1000), ("generator.py", b"y" * 1000))
        assert {refusal_of(data[:length]) for length in range(0, len(data) - 22, 7)} == {"not_a_zip"}

    def test_that_is_too_large_is_refused(self, tmp_path: Path) -> None:
        """A zip of 100 MB costs nothing: it is not read."""
        with (tmp_path / "wang.zip").open("wb") as file:
            file.truncate(100 << 20)
        (tmp_path / "li.zip").write_bytes(packed(("send.py", b"x")))
        (rejection,) = collect([tmp_path], MODULES).rejections
        assert (rejection.learner, rejection.code) == ("wang", "too_large")
        assert "4 MiB" in rejection.reason

    def test_with_too_many_members_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """They are counted before an object is made of each."""
        monkeypatch.setattr(archives, "MAX_MEMBERS", 10)
        assert walk(open_archive(packed(*[(f"{n}.py", b"") for n in range(10)]), "z"))
        monkeypatch.delattr(zipfile, "ZipFile")
        assert refusal_of(MANY) == "too_many"

    @pytest.mark.parametrize(
        "name",
        [
            "../send.py",
            "03_send/../../send.py",
            "/etc/passwd",
            "//server/share/send.py",
            "..\\send.py",
            "03_send\\..\\..\\send.py",
            "\\send.py",
            "C:/send.py",
            "c:send.py",
            "C:\\send.py",
            "../notes.txt",
            "..",
            "../",
        ],
    )
    def test_with_a_path_out_of_the_folder_is_refused(self, tmp_path: Path, name: str) -> None:
        """Nothing of it is taken: such a zip was made by hand."""
        data = packed(("03_send/send.py", b"x"), (name, b"evil"))
        (rejection,) = rejections_of(tmp_path, data)
        assert (rejection.exercise, rejection.code) == (None, "zip_slip")
        assert list(tmp_path.parent.glob("send.py")) == []

    def test_with_a_nul_in_a_name_is_refused(self) -> None:
        """One program would read `send.py`, another `send.py` and what follows."""
        assert refusal_of(renamed(packed(("send.py_/x", b"x")), b"send.py_", b"send.py\0")) == "zip_slip"

    def test_with_a_very_long_name_is_refused(self) -> None:
        """The reason shows its beginning alone."""
        with pytest.raises(Refused) as raised:
            open_archive(packed(("a" * 5_000 + ".py", b"x")), "wang.zip")
        assert raised.value.code == "bad_name"
        assert len(raised.value.reason) < 200

    def test_with_a_name_that_is_not_what_it_says_is_refused(self) -> None:
        """A name that is marked as UTF-8 and is not cannot be read."""
        data = renamed(packed(("é.py", b"x")), "é".encode(), b"\xff\xff")
        assert refusal_of(data) == "bad_name"

    def test_may_hold_a_deep_tree(self) -> None:
        """What lies deeper than any exercise is passed over, not walked and not refused."""
        assert walk(open_archive(packed(("a/" * 200 + "x.py", b"x"), ("send.py", b"1")), "z")) == {
            "z/send.py": b"1"
        }


MANY = packed(*[(f"{n}.py", b"") for n in range(11)])


class TestAMember:
    """What is wrong with one file touches that file alone."""

    def test_that_unpacks_to_too_much_is_a_bomb(self, bomb: bytes) -> None:
        """50 MB out of 50 KB are refused without unpacking them."""
        assert refusal_of_file(bomb) == "zip_bomb"
        assert refusal_of_file(packed(("send.py", b"0" * (LIMIT + 1)))) == "zip_bomb"

    def test_that_is_large_and_honest_is_too_large(self) -> None:
        """Random bytes are no bomb, only too many."""
        assert refusal_of_file(packed(("send.py", random.Random(1).randbytes(LIMIT + 1)))) == "too_large"

    def test_at_the_limit_is_taken(self) -> None:
        """Well packed source is no bomb."""
        data = packed(("send.py", b"0" * LIMIT))
        assert len(open_archive(data, "z").read("send.py", LIMIT)) == LIMIT

    @pytest.mark.parametrize("size", [0, 10, LIMIT, LIMIT + 1, 0xFFFFFFF0])
    def test_that_lies_about_its_size_gains_nothing(self, bomb: bytes, size: int) -> None:
        """What is read counts: a bomb that calls itself small is damaged, and never unpacked beyond the limit."""
        data = patched(bomb, 24, struct.pack("<L", size))
        tracemalloc.start()
        code = refusal_of_file(data)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert code in {"unreadable", "too_large", "zip_bomb"}
        assert peak < 4 * LIMIT

    @pytest.mark.parametrize("size", [1, 10])
    def test_that_lies_about_its_packed_size_is_damaged(self, size: int) -> None:
        """Half of a file is not taken for the whole."""
        data = patched(packed(("send.py", random.Random(1).randbytes(1000))), 20, struct.pack("<L", size))
        assert refusal_of_file(data) == "unreadable"

    @pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_that_is_packed_in_an_unusual_way_is_refused(self, method: int) -> None:
        """Those methods unpack without a bound: 250 KB can become gigabytes."""
        info = member("send.py")
        info.compress_type = method
        assert refusal_of_file(packed((info, b"0" * LIMIT))) == "unreadable"

    def test_with_a_wrong_checksum_is_refused(self) -> None:
        """Damaged work is not graded as if it were the learner's."""
        assert refusal_of_file(patched(packed(("send.py", b"x" * 100)), 16, b"\0\0\0\0")) == "unreadable"

    def test_that_is_called_differently_in_its_two_headers_is_refused(self) -> None:
        """Two programs would unpack two different files."""
        data = packed(("send.py", b"x"))
        assert refusal_of_file(b"PK\x03\x04" + data[4:].replace(b"send.py", b"evil.py", 1)) == "unreadable"

    def test_that_is_encrypted_is_refused(self) -> None:
        """The reason says that a password is in the way."""
        assert refusal_of_file(encrypted(packed(("send.py", b"x" * 100)))) == "encrypted"

    @pytest.mark.parametrize("other", ["send.py", "send.py/x.py"])
    def test_that_is_there_twice_is_refused(self, other: str) -> None:
        """Two programs would take two different ones; a folder of that name is no better."""
        assert refusal_of_file(packed(("send.py", b"1"), (other, b"2"))) == "double"

    @pytest.mark.parametrize(
        ("mode", "kind"),
        [
            (0o120777, Kind.LINK),
            (0o010644, Kind.OTHER),
            (0o020644, Kind.OTHER),
            (0o100644, Kind.FILE),
            (0, Kind.FILE),
        ],
    )
    def test_tells_its_kind(self, mode: int, kind: Kind) -> None:
        """Links and devices are not taken for files; a packer that knows no modes is believed."""
        assert open_archive(packed((member("send.py", mode), b"/etc/passwd")), "z").entries() == {
            "send.py": kind
        }


class TestAClass:
    """What a bad zip means for its learner, and for the others."""

    @pytest.mark.parametrize(
        ("bad", "code"),
        [
            ([(member("03_send/send.py", 0o120777), b"/etc/passwd")], "symlink"),
            ([(member("03_send/send.py", 0o010644), b"")], "special"),
            ([("03_send/send.py", b"0" * (1 << 20))], "zip_bomb"),
            ([("03_send/send.py", b"1"), ("03_send/send.py", b"2")], "double"),
            ([("03_send/send.py", b"1"), ("03_send/Send.py", b"2")], "double"),
            ([("03_send/send.py", b"1"), ("03_SEND/send.py", b"2")], "double"),
            ([("03_send/send.py/a.py", b"1")], "not_a_file"),
            ([("03_send/send.py", b"1"), ("03_send/a\nb.py", b"")], "bad_name"),
            ([("03_send/send.py", b"1"), ("03_send/" + "a" * 300 + ".py", b"")], "bad_name"),
            ([("03_send/send.py", b"1")] + [(f"03_send/m{n}.py", b"") for n in range(64)], "too_many"),
            (
                [("03_send/send.py", b"1")] + [(f"03_send/m{n}.py", b"0" * LIMIT) for n in range(9)],
                "too_large",
            ),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_loses_one_exercise_to_one_bad_member(
        self, tmp_path: Path, bad: list[tuple[str | zipfile.ZipInfo, bytes]], code: str
    ) -> None:
        """The learner's other exercise in the same zip is taken."""
        (rejection,) = rejections_of(tmp_path, packed(*bad, ("01_yield/generator.py", b"x")))
        assert (rejection.exercise, rejection.code) == ("03_send", code)
        assert rejection.reason.startswith("wang.zip/03_")
        assert rejection.reason.isprintable()
        taken = [(one.learner, one.exercise) for one in collect([tmp_path], MODULES).submissions]
        assert taken == [("wang", "01_yield"), ("zhou", "03_send")]

    def test_survives_zips_full_of_noise(self, tmp_path: Path) -> None:
        """Whatever bytes are changed, added or lost, a zip is taken or refused: nothing else is ever raised."""
        chance = random.Random(7)
        good = packed(
            ("03_send/send.py", b"x" * 500), ("03_send/a/b.py", b"y" * 50), ("01_yield/generator.py", b"z")
        )
        codes = set()
        for _ in range(1_000):
            data = bytearray(good)
            for _ in range(chance.randint(1, 6)):
                place = chance.randrange(len(data))
                data[place : place + chance.choice([0, 1, 1, 1, 4])] = chance.randbytes(
                    chance.choice([0, 1, 1, 4])
                )
            codes.add(code_of(bytes(data)))
        assert {None, "not_a_zip"} <= codes <= {None, "not_a_zip", "zip_slip", "bad_name"}

    def test_is_not_held_up_by_the_worst_zip(self, tmp_path: Path) -> None:
        """The most entries, and the most bytes, that 4 MiB can hold cost well under a second."""
        crowd = crowded(archives.MAX_ARCHIVE // 60)
        bombs = packed(
            *[(f"03_send/m{number}.py", b"0" * LIMIT) for number in range(100)], ("03_send/send.py", b"")
        )
        start = time.process_time()
        assert [one.code for one in rejections_of(tmp_path, crowd)] == ["too_many"]
        assert [one.code for one in rejections_of(tmp_path, bombs)] == ["too_large"]
        assert [one.code for one in rejections_of(tmp_path, crowded(archives.MAX_MEMBERS))] == ["double"]
        assert time.process_time() - start < 1
