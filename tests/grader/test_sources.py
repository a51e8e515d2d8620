"""Facts about which files of a folder belong to a submission, and how much is taken."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import sources
from grader.collecting import collect
from grader.submissions import Rejection

MODULES = {"01_yield": "generator", "03_send": "send"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A learner's folder for 03_send with the module in it, beside a second exercise that is in order."""
    folder = tmp_path / "class" / "wang" / "03_send"
    folder.mkdir(parents=True)
    (folder / "send.py").write_text("answer")
    (folder.parent / "01_yield").mkdir()
    (folder.parent / "01_yield" / "generator.py").write_text("x")
    return folder


def write(folder: Path, name: str, content: bytes = b"x") -> None:
    """Write a file below a folder."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def files_of(folder: Path) -> list[str]:
    """The names that were taken, with nothing rejected."""
    collection = collect([folder.parent.parent], MODULES)
    assert collection.rejections == ()
    return list(collection.submissions[-1].files)


def rejection_of(folder: Path) -> Rejection:
    """The one rejection of 03_send, while the other exercise was taken."""
    collection = collect([folder.parent.parent], MODULES)
    assert [one.exercise for one in collection.submissions] == ["01_yield"]
    (rejection,) = collection.rejections
    assert rejection.exercise == "03_send"
    assert rejection.reason.startswith("wang/03_send")
    assert rejection.reason.endswith(".")
    assert rejection.reason.isprintable()
    return rejection


def test_own_modules_and_packages_are_taken(folder: Path) -> None:
    """What the learner's module can import from beside it is part of the submission."""
    for name in ["tools.py", "pipes/__init__.py", "pipes/deep/more.py", "módulo.py"]:
        write(folder, name)
    assert files_of(folder) == ["módulo.py", "pipes/__init__.py", "pipes/deep/more.py", "send.py", "tools.py"]


@pytest.mark.parametrize(
    "name",
    [
        "test_send.py", "conftest.py", "README.md", "data.bin", ".hidden.py", "._send.py", "send.pyc", "send.py.bak",
        "send (1).py", "my-tools.py", "__pycache__/a.py", ".git/a.py", ".venv/lib/a.py", "venv/a.py", "env/a.py",
        "tests/a.py", "solutions/send.py", "node_modules/a.py", "my-package/a.py", "folder.py/a.txt",
    ],
)  # fmt: skip
def test_what_cannot_be_imported_or_is_no_answer_is_passed_over(folder: Path, name: str) -> None:
    """Tests, hidden and generated things, and names that no import can spell need no word."""
    write(folder, name)
    assert files_of(folder) == ["send.py"]


def test_an_environment_under_any_name_is_passed_over(folder: Path) -> None:
    """A virtual environment is known by its settings, not by its name."""
    write(folder, "mine/pyvenv.cfg")
    for number in range(100):
        write(folder, f"mine/lib/m{number}.py")
    assert files_of(folder) == ["send.py"]


def test_names_are_in_one_form_of_unicode(folder: Path) -> None:
    """An é which a Mac wrote as two characters gives the digest of everybody else."""
    write(folder, unicodedata.normalize("NFD", "zoé.py"))
    assert unicodedata.normalize("NFC", "zoé.py") in files_of(folder)


def test_a_hard_link_is_an_ordinary_file(folder: Path) -> None:
    """Backups and deduplicating stores are full of them."""
    os.link(folder / "send.py", folder / "copy.py")
    assert files_of(folder) == ["copy.py", "send.py"]


def test_an_empty_module_is_a_submission(folder: Path) -> None:
    """What it is worth is for the checks to say."""
    write(folder, "send.py", b"")
    assert files_of(folder) == ["send.py"]


def link(path: Path) -> None:
    """Make a link out of the folder."""
    path.symlink_to("/etc/passwd")


def loop(path: Path) -> None:
    """Make a link to itself."""
    path.symlink_to(path.name)


def dangle(path: Path) -> None:
    """Make a link to nowhere."""
    path.symlink_to("nowhere")


@pytest.mark.parametrize("name", ["send.py", "tools.py", "package", "package/tools.py"])
@pytest.mark.parametrize("make", [link, loop, dangle])
def test_a_symbolic_link_is_refused(folder: Path, name: str, make: Callable[[Path], None]) -> None:
    """Links out of the folder, in circles and to nowhere are refused alike, and never followed."""
    (folder / name).unlink(missing_ok=True)
    (folder / name).parent.mkdir(exist_ok=True)
    make(folder / name)
    rejection = rejection_of(folder)
    assert rejection.code == "symlink"
    assert rejection.reason == f"wang/03_send/{name} is a symbolic link: put the thing itself in its place."


def test_a_link_that_nothing_can_import_is_passed_over(folder: Path) -> None:
    """A link to data or notes is not followed, and does not cost the exercise."""
    link(folder / "notes.txt")
    link(folder / "test_send.py")
    assert files_of(folder) == ["send.py"]


@pytest.mark.parametrize("name", ["send.py", "tools.py"])
def test_a_fifo_is_refused_and_never_opened(folder: Path, name: str) -> None:
    """Opening one would wait for ever."""
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    assert rejection_of(folder).code == "special"


def test_a_folder_in_the_place_of_the_module_is_refused(folder: Path) -> None:
    """The reason says what to put there."""
    (folder / "send.py").unlink()
    write(folder, "send.py/send.py")
    rejection = rejection_of(folder)
    assert (rejection.code, rejection.reason) == (
        "not_a_file",
        "wang/03_send/send.py is a folder: put a file in its place.",
    )


def test_a_file_up_to_the_limit_is_taken(folder: Path) -> None:
    """The limit itself is still allowed."""
    write(folder, "send.py", b"#" * sources.MAX_FILE)
    assert files_of(folder) == ["send.py"]


@pytest.mark.parametrize("size", [sources.MAX_FILE + 1, 100 << 20])
def test_a_larger_file_is_refused_unread(folder: Path, size: int) -> None:
    """100 MB cost as little as a byte too many."""
    with (folder / "send.py").open("wb") as file:
        file.truncate(size)
    rejection = rejection_of(folder)
    assert (rejection.code, "256 KiB" in rejection.reason) == ("too_large", True)


def test_the_files_of_a_submission_are_bounded_together(folder: Path) -> None:
    """Many files within the limit are still too much."""
    for number in range(sources.MAX_SUBMISSION // sources.MAX_FILE):
        write(folder, f"m{number}.py", b"#" * sources.MAX_FILE)
    rejection = rejection_of(folder)
    assert (rejection.code, "2 MiB" in rejection.reason) == ("too_large", True)


@pytest.mark.parametrize("name", ["m{}.py", "p{}/a.py"])
def test_the_number_of_files_and_folders_is_bounded(folder: Path, name: str) -> None:
    """An answer has one to five files."""
    for number in range(sources.MAX_FILES + 1):
        write(folder, name.format(number), b"")
    assert rejection_of(folder).code == "too_many"


def test_folders_without_source_are_bounded_too(folder: Path) -> None:
    """Looking into a thousand empty folders would be work for nothing."""
    for number in range(sources.MAX_FILES + 1):
        (folder / f"p{number}").mkdir()
    assert rejection_of(folder).code == "too_many"


def test_a_folder_with_very_many_entries_is_refused(folder: Path) -> None:
    """Listing stops at a bound, whatever the entries are."""
    for number in range(2_001):
        (folder / f"{number}.txt").touch()
    assert rejection_of(folder).code == "too_many"


def test_packages_are_taken_to_a_small_depth(folder: Path) -> None:
    """What lies deeper is refused rather than left out, for the answer may need it."""
    write(folder, "p/" * sources.MAX_DEPTH + "a.py")
    assert len(files_of(folder)) == 2
    write(folder, "p/" * (sources.MAX_DEPTH + 1) + "a.py")
    assert rejection_of(folder).code == "too_deep"


def test_very_deep_folders_are_not_walked(folder: Path) -> None:
    """A hundred folders within each other, as data has them, end the walk early."""
    write(folder, "data/" * 100 + "x.csv")
    assert files_of(folder) == ["send.py"]


@pytest.mark.parametrize(
    "name",
    [
        "a\nb.py",
        "a\x1b[2J.py",
        "a\u202eb.py",
        os.fsdecode(b"\xff\xfe.py"),
        "m" * 120 + ".py",
        "p" * 120 + "/a.py",
    ],
    ids=["newline", "escape", "direction", "bytes", "long", "long-folder"],
)
def test_a_name_that_no_message_can_print_is_refused(folder: Path, name: str) -> None:
    """The reason shows it in one line, with what cannot be printed escaped, and shortened."""
    write(folder, name)
    rejection = rejection_of(folder)
    assert rejection.code == "bad_name"
    assert len(rejection.reason) < 200
    rejection.reason.encode()


@pytest.mark.parametrize(
    ("name", "other"), [("tools.py", "Tools.py"), ("send.py", "SEND.py"), ("zoé.py", "ZOÉ.py")]
)
def test_names_that_differ_in_case_alone_are_refused(folder: Path, name: str, other: str) -> None:
    """On many machines one of them replaces the other, so that nobody can tell which was meant."""
    write(folder, name)
    write(folder, other)
    rejection = rejection_of(folder)
    assert rejection.code == "double"
    assert name in rejection.reason
    assert other in rejection.reason
