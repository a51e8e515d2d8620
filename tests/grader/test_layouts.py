"""Facts about where in a learner's work the exercises are found."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from grader import layouts
from grader.collecting import collect
from grader.submissions import Collection

MODULES = {"01_yield": "generator", "03_send": "send", "10_concurrency": "concurrency"}

LAYOUTS = {
    "checkout": "exercises/03_send/send.py",
    "exercise": "03_send/send.py",
    "flat": "send.py",
    "flat-in-exercises": "exercises/send.py",
    "wrapped-flat": "03_send-main/send.py",
    "wrapped-exercise": "wang/03_send/send.py",
    "wrapped-checkout": "coroutine-kata-main/exercises/03_send/send.py",
    "wrapped-twice": "wang/coroutine-kata-main/exercises/03_send/send.py",
    "other-case": "Exercises/03_Send/send.py",
}


def hand_in(folder: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def zip_up(path: Path, files: dict[str, str]) -> None:
    """Write a zip."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)


def taken(collection: Collection) -> dict[str, dict[str, bytes]]:
    """Give what was taken."""
    return {one.exercise: dict(one.files) for one in collection.submissions}


def refused(collection: Collection) -> list[tuple[str | None, str]]:
    """Give what was refused."""
    return [(one.exercise, one.code) for one in collection.rejections]


@pytest.mark.parametrize("name", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("container", ["folder", "zip", "zip-in-folder"])
def test_every_layout_is_found_in_folder_and_zip(tmp_path: Path, name: str, container: str) -> None:
    """The same work gives the same submission, however it is laid out and packed."""
    files = {name: "x", "README.md": "hello"}
    if container == "folder":
        hand_in(tmp_path / "wang", files)
    else:
        zip_up(tmp_path / ("wang.zip" if container == "zip" else "wang/homework.ZIP"), files)
    collection = collect([tmp_path], MODULES)
    assert collection.learners == ("wang",)
    assert taken(collection) == {"03_send": {"send.py": b"x"}}
    assert collection.rejections == ()


def test_a_checkout_is_read_where_the_exercises_are(tmp_path: Path) -> None:
    """Tests, solutions, environments, history and packages of others are not looked into."""
    elsewhere = [
        "solutions/03_send",
        "tests/03_send",
        ".venv/03_send",
        "node_modules/03_send",
        ".git/exercises",
    ]
    files = {f"{folder}/send.py": "other" for folder in elsewhere}
    files |= {"exercises/03_send/send.py": "x", "exercises/README.md": "x", "setup.py": "x", "notes.zip": "x"}
    files |= {"exercises/03_send/test_send.py": "x", "exercises/03_send/exercise.toml": "x"}
    hand_in(tmp_path / "wang", files)
    collection = collect([tmp_path], MODULES)
    assert taken(collection) == {"03_send": {"send.py": b"x"}}
    assert collection.rejections == ()


def test_layouts_may_be_mixed(tmp_path: Path) -> None:
    """One learner may have an exercise in each layout."""
    hand_in(
        tmp_path / "wang",
        {"exercises/03_send/send.py": "a", "01_yield/generator.py": "b", "concurrency.py": "c"},
    )
    assert taken(collect([tmp_path], MODULES)) == {
        "01_yield": {"generator.py": b"b"},
        "03_send": {"send.py": b"a"},
        "10_concurrency": {"concurrency.py": b"c"},
    }


def test_modules_side_by_side_are_not_part_of_each_other(tmp_path: Path) -> None:
    """In one flat folder, a submission has its module and the learner's own, not the other exercises'."""
    hand_in(tmp_path / "wang", {"send.py": "a", "generator.py": "b", "tools.py": "c", "test_send.py": "d"})
    assert taken(collect([tmp_path], MODULES)) == {
        "01_yield": {"generator.py": b"b", "tools.py": b"c"},
        "03_send": {"send.py": b"a", "tools.py": b"c"},
    }


def test_a_bad_module_beside_flat_exercises_refuses_each_of_them(tmp_path: Path) -> None:
    """Any of them may import it; without it they would fail for a reason that nobody tells."""
    hand_in(tmp_path / "wang", {"send.py": "a", "generator.py": "b", "10_concurrency/concurrency.py": "c"})
    (tmp_path / "wang" / "tools.py").symlink_to("/etc/passwd")
    collection = collect([tmp_path], MODULES)
    assert list(taken(collection)) == ["10_concurrency"]
    assert refused(collection) == [("01_yield", "symlink"), ("03_send", "symlink")]


def test_a_bad_flat_module_refuses_its_own_exercise(tmp_path: Path) -> None:
    """The other modules in the same folder are not touched."""
    hand_in(tmp_path / "wang", {"generator.py": "b"})
    (tmp_path / "wang" / "send.py").symlink_to("/etc/passwd")
    collection = collect([tmp_path], MODULES)
    assert list(taken(collection)) == ["01_yield"]
    assert refused(collection) == [("03_send", "symlink")]


@pytest.mark.parametrize(("link", "exercise"), [("exercises", None), ("exercises/03_send", "03_send")])
def test_a_linked_folder_is_not_followed(tmp_path: Path, link: str, exercise: str | None) -> None:
    """A link in the place of a folder is refused, wherever it leads."""
    hand_in(tmp_path / "solutions", {"send.py": "x", "03_send/send.py": "x"})
    path = tmp_path / "class" / "wang" / link
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "solutions")
    collection = collect([tmp_path / "class"], MODULES)
    assert collection.submissions == ()
    assert refused(collection) == [(exercise, "symlink")]


def test_a_file_named_like_an_exercise_is_not_its_folder(tmp_path: Path) -> None:
    """`03_send` without a suffix is no folder to look into."""
    hand_in(tmp_path / "wang", {"03_send": "x", "generator.py": "x"})
    assert list(taken(collect([tmp_path], MODULES))) == ["01_yield"]


@pytest.mark.parametrize("name", ["Send.py", "send.PY", "answer.py", "send (1).py"])
def test_work_under_another_name_is_flagged(tmp_path: Path, name: str) -> None:
    """A wrong name would be a silent 0; the reason says how the file must be called."""
    hand_in(tmp_path / "wang", {f"03_send/{name}": "x"})
    (rejection,) = collect([tmp_path], MODULES).rejections
    assert (rejection.exercise, rejection.code) == ("03_send", "misnamed")
    assert name in rejection.reason
    assert rejection.reason.endswith(" send.py.")


def test_an_exercise_with_tests_alone_is_missing(tmp_path: Path) -> None:
    """What came with the course is not the learner's work."""
    hand_in(tmp_path / "wang", {"03_send/test_send.py": "x", "03_send/README.md": "x", "generator.py": "x"})
    collection = collect([tmp_path], MODULES)
    assert list(taken(collection)) == ["01_yield"]
    assert collection.rejections == ()


def test_several_wrapping_folders_are_not_guessed_at(tmp_path: Path) -> None:
    """With two folders, neither of them known, a person has to look."""
    hand_in(tmp_path / "wang", {"old/send.py": "x", "new/send.py": "y"})
    hand_in(tmp_path / "li", {"send.py": "x"})
    assert refused(collect([tmp_path], MODULES)) == [(None, "empty")]


def test_wrapping_ends_somewhere(tmp_path: Path) -> None:
    """Folders within folders are opened to a small depth."""
    hand_in(tmp_path / "wang", {"a/" * (layouts.MAX_WRAPPERS + 1) + "send.py": "x"})
    hand_in(tmp_path / "li", {"a/" * layouts.MAX_WRAPPERS + "send.py": "x"})
    collection = collect([tmp_path], MODULES)
    assert [one.learner for one in collection.submissions] == ["li"]
    assert refused(collection) == [(None, "empty")]


def test_a_zip_for_each_exercise_is_taken(tmp_path: Path) -> None:
    """A learner's folder may hold a zip for each exercise; a broken one touches no other."""
    zip_up(tmp_path / "wang" / "one.zip", {"send.py": "x"})
    zip_up(tmp_path / "wang" / "two.zip", {"01_yield/generator.py": "y"})
    hand_in(tmp_path / "wang", {"concurrency.py": "z", "three.zip": "no zip"})
    collection = collect([tmp_path], MODULES)
    assert list(taken(collection)) == ["01_yield", "03_send", "10_concurrency"]
    assert refused(collection) == [(None, "not_a_zip")]


def test_too_many_zips_are_not_opened(tmp_path: Path) -> None:
    """The number of zips of one learner is bounded."""
    for number in range(layouts.MAX_ZIPS + 1):
        zip_up(tmp_path / "wang" / f"{number}.zip", {"send.py": "x"})
    collection = collect([tmp_path], MODULES)
    assert collection.submissions == ()
    assert refused(collection) == [(None, "too_many")]


def test_what_zips_unpack_to_together_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a learner's share is used up, no more zips are opened."""
    monkeypatch.setattr(layouts, "MAX_LEARNER", 1 << 20)
    for number in range(20):
        zip_up(tmp_path / "wang" / f"{number}.zip", {"send.py": "x" * (200 << 10)})
    assert (None, "too_large") in refused(collect([tmp_path], MODULES))


def test_a_zip_within_a_zip_is_not_opened(tmp_path: Path) -> None:
    """Only what lies in a folder is opened: nested bombs are never reached."""
    zip_up(tmp_path / "inner.zip", {"send.py": "x"})
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "inner.zip")
    (tmp_path / "inner.zip").rename(tmp_path / "li.zip")
    (rejection,) = collect([tmp_path], MODULES).rejections
    assert (rejection.learner, rejection.code) == ("class", "empty")
