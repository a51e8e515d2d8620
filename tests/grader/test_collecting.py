"""Facts about collecting a class: learners, paths, and work handed in twice."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from pathlib import Path

import pytest

from grader.collecting import collect
from grader.errors import UsageError
from grader.submissions import Collection, Submission, digest_of

MODULES = {"01_yield": "generator", "03_send": "send", "10_concurrency": "concurrency"}


def hand_in(folder: Path, **files: str) -> None:
    """Write files below a folder; `__` stands for a slash, and `.py` is added."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def zip_up(path: Path, files: dict[str, str]) -> None:
    """Write a zip."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)


def taken(collection: Collection) -> list[tuple[str, str]]:
    """Give what was taken."""
    return [(one.learner, one.exercise) for one in collection.submissions]


def refused(collection: Collection) -> list[tuple[str, str | None, str]]:
    """Give what was refused."""
    return [(one.learner, one.exercise, one.code) for one in collection.rejections]


class TestAClass:
    """A folder of a class."""

    def test_holds_learners_in_folders_and_zips(self, tmp_path: Path) -> None:
        """Folders and zips stand side by side, sorted by learner and then in the course's order."""
        zip_up(tmp_path / "wang.zip", {"03_send/send.py": "a", "01_yield/generator.py": "b"})
        hand_in(tmp_path / "chen", send="c")
        hand_in(tmp_path / "li", exercises__10_concurrency__concurrency="d")
        collection = collect([tmp_path], MODULES)
        assert taken(collection) == [
            ("chen", "03_send"),
            ("li", "10_concurrency"),
            ("wang", "01_yield"),
            ("wang", "03_send"),
        ]
        assert collection.learners == ("chen", "li", "wang")
        assert collection.rejections == ()
        assert collection.notices == ()

    def test_names_learners_as_their_folders_stand(self, tmp_path: Path) -> None:
        """Chinese names, spaces and Moodle's endings are kept."""
        names = ["Ann O'Hara_4711_assignsubmission_file", "李雷", "J. R. Smith"]
        for name in names:
            hand_in(tmp_path / name, send="x")
        assert collect([tmp_path], MODULES).learners == tuple(sorted(names))

    def test_names_learners_in_one_form_of_unicode(self, tmp_path: Path) -> None:
        """An é that a Mac wrote as two characters is the é of everybody else."""
        hand_in(tmp_path / unicodedata.normalize("NFD", "Zoé"), send="x")
        assert collect([tmp_path], MODULES).learners == (unicodedata.normalize("NFC", "Zoé"),)

    def test_keeps_a_learner_with_nothing(self, tmp_path: Path) -> None:
        """An empty folder is a learner whose work is missing, and no rejection."""
        (tmp_path / "chen").mkdir()
        (tmp_path / "li" / "03_send").mkdir(parents=True)
        hand_in(tmp_path / "wang", send="x")
        collection = collect([tmp_path], MODULES)
        assert collection.learners == ("chen", "li", "wang")
        assert collection.rejections == ()

    def test_passes_over_what_is_about_the_class(self, tmp_path: Path) -> None:
        """Lists, READMEs, settings and dot-files need no word."""
        hand_in(tmp_path / "wang", send="x")
        for name in ["README", "readme.txt", "roster.csv", "notes.md", "late.toml", "a.json", ".DS_Store"]:
            (tmp_path / name).write_text("x")
        (tmp_path / ".git").mkdir()
        (tmp_path / "__MACOSX").mkdir()
        collection = collect([tmp_path], MODULES)
        assert collection.learners == ("wang",)
        assert collection.notices == ()

    def test_mentions_a_stray_file(self, tmp_path: Path) -> None:
        """A file of nobody's is passed over with a line that names it."""
        hand_in(tmp_path / "wang", send="x")
        (tmp_path / "home\nwork.docx").write_text("x")
        (notice,) = collect([tmp_path], MODULES).notices
        assert notice.startswith("home\\nwork.docx was passed over")
        assert "\n" not in notice

    def test_is_not_one_learner_for_a_stray_module(self, tmp_path: Path) -> None:
        """A module that lies beside the learners is stray, and the learners are still learners."""
        hand_in(tmp_path, send="stray")
        hand_in(tmp_path / "wang", send="x")
        collection = collect([tmp_path], MODULES)
        assert taken(collection) == [("wang", "03_send")]
        assert len(collection.notices) == 1

    @pytest.mark.parametrize("name", ["wang.rar", "wang.7z", "wang.tar.gz", "wang.TGZ"])
    def test_flags_another_kind_of_archive(self, tmp_path: Path, name: str) -> None:
        """Work in an archive that is not read is flagged, not missing."""
        (tmp_path / name).write_bytes(b"Rar!")
        assert refused(collect([tmp_path], MODULES)) == [("wang", None, "not_a_zip")]

    def test_flags_a_link_in_the_place_of_a_learner(self, tmp_path: Path) -> None:
        """A linked folder is never followed: it could be another learner's, or anything."""
        hand_in(tmp_path / "class" / "li", send="x")
        hand_in(tmp_path / "elsewhere", send="x")
        (tmp_path / "class" / "J.R. Wang").symlink_to(tmp_path / "elsewhere")
        collection = collect([tmp_path / "class"], MODULES)
        assert taken(collection) == [("li", "03_send")]
        assert refused(collection) == [("J.R. Wang", None, "symlink")]

    @pytest.mark.parametrize(
        "name",
        ["wa\nng", "wa\x1bng", "wa\u202eng", os.fsdecode(b"wa\xffng"), "w" * 201, "王" * 80],
        ids=["newline", "escape", "direction", "bytes", "long", "long-chinese"],
    )
    def test_flags_a_name_that_no_report_can_print(self, tmp_path: Path, name: str) -> None:
        """A learner's name which would break a line, a file's name or an encoding must be mended first."""
        hand_in(tmp_path / name, send="x")
        hand_in(tmp_path / "li", send="x")
        collection = collect([tmp_path], MODULES)
        assert taken(collection) == [("li", "03_send")]
        (rejection,) = collection.rejections
        assert rejection.code == "bad_name"
        assert rejection.learner in collection.learners
        assert rejection.reason.isprintable()
        assert rejection.learner.isprintable()
        (rejection.reason + rejection.learner).encode()

    def test_flags_work_without_an_exercise(self, tmp_path: Path) -> None:
        """A folder with something in it, but no exercise, is not a silent 0."""
        hand_in(tmp_path / "li", send="x")
        (tmp_path / "wang").mkdir()
        (tmp_path / "wang" / "homework.docx").write_text("x")
        (rejection,) = collect([tmp_path], MODULES).rejections
        assert (rejection.learner, rejection.exercise, rejection.code) == ("wang", None, "empty")
        assert rejection.reason == (
            "wang holds homework.docx but no exercise: hand in files like 01_yield/generator.py."
        )

    def test_takes_the_wanted_exercises_alone(self, tmp_path: Path) -> None:
        """What is not wanted is neither taken nor refused, nor the learner's own module."""
        hand_in(tmp_path / "wang", send="x", generator="y", tools="z")
        (tmp_path / "wang" / "01_yield").mkdir()
        (tmp_path / "wang" / "01_yield" / "generator.py").symlink_to("/etc/passwd")
        collection = collect([tmp_path], MODULES, wanted=["03_send"])
        (submission,) = collection.submissions
        assert submission.files == {"send.py": b"x", "tools.py": b"z"}
        assert collection.rejections == ()


class TestAPath:
    """What is given on the command line."""

    @pytest.mark.parametrize("layout", ["send", "03_send__send", "exercises__03_send__send"])
    def test_may_be_one_learners_work(self, tmp_path: Path, layout: str) -> None:
        """A path that holds exercises itself is one learner's, named after the folder."""
        hand_in(tmp_path / "wang", **{layout: "x", "tests__test_send": "x", "solutions__03_send__send": "y"})
        collection = collect([tmp_path / "wang"], MODULES)
        assert taken(collection) == [("wang", "03_send")]
        assert collection.learners == ("wang",)

    def test_may_be_the_folder_one_is_in(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """`.` is called by its real name."""
        hand_in(tmp_path / "wang", exercises__03_send__send="x")
        monkeypatch.chdir(tmp_path / "wang")
        assert collect([Path()], MODULES).learners == ("wang",)

    def test_is_followed_if_it_is_a_link(self, tmp_path: Path) -> None:
        """What the user typed is trusted; only what lies in it is not."""
        hand_in(tmp_path / "class" / "wang", send="x")
        (tmp_path / "link").symlink_to("class")
        assert taken(collect([tmp_path / "link"], MODULES)) == [("wang", "03_send")]

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("nowhere", "does not exist"),
            ("file.zip", "is not a folder"),
            ("nothing", "is empty"),
            ("hidden", "holds no submission"),
            ("learners", "holds no submission"),
            ("documents", "holds no submission"),
        ],
    )
    def test_that_cannot_be_used_is_the_users_error(self, tmp_path: Path, name: str, message: str) -> None:
        """A path with nothing to grade is told at once, in a line that names it."""
        (tmp_path / "file.zip").write_text("x")
        (tmp_path / "nothing").mkdir()
        (tmp_path / "hidden" / ".git").mkdir(parents=True)
        (tmp_path / "learners" / "wang").mkdir(parents=True)
        hand_in(tmp_path / "documents" / "letters", bank="x")
        hand_in(tmp_path / "class" / "wang", send="x")
        with pytest.raises(UsageError, match=message) as raised:
            collect([tmp_path / "class", tmp_path / name], MODULES)
        assert str(raised.value).startswith(str(tmp_path / name))
        assert "\n" not in str(raised.value)

    def test_with_refused_work_alone_can_be_used(self, tmp_path: Path) -> None:
        """Work that could not be taken is work: the class gets its flagged rows."""
        (tmp_path / "wang.zip").write_bytes(b"")
        assert refused(collect([tmp_path], MODULES)) == [("wang", None, "not_a_zip")]

    def test_of_several_adds_to_the_others(self, tmp_path: Path) -> None:
        """A learner's exercises may come from several paths."""
        hand_in(tmp_path / "monday" / "wang", send="x")
        hand_in(tmp_path / "friday" / "wang", generator="x")
        collection = collect([tmp_path / "monday", tmp_path / "friday"], MODULES)
        assert taken(collection) == [("wang", "01_yield"), ("wang", "03_send")]


class TestTwiceTheSameExercise:
    """One exercise, found twice for one learner."""

    def test_is_taken_once_if_the_content_is_the_same(self, tmp_path: Path) -> None:
        """A folder and the zip it came from are no conflict."""
        hand_in(tmp_path / "wang", exercises__03_send__send="x")
        zip_up(tmp_path / "wang.zip", {"wang/send.py": "x"})
        collection = collect([tmp_path], MODULES)
        assert taken(collection) == [("wang", "03_send")]
        assert collection.rejections == ()

    def test_is_refused_if_folder_and_zip_differ(self, tmp_path: Path) -> None:
        """Nobody guesses which one was meant, the reason names both, and other exercises go on."""
        hand_in(tmp_path / "wang", exercises__03_send__send="x", exercises__01_yield__generator="g")
        zip_up(tmp_path / "wang.zip", {"send.py": "y"})
        collection = collect([tmp_path], MODULES)
        assert taken(collection) == [("wang", "01_yield")]
        (rejection,) = collection.rejections
        assert (rejection.exercise, rejection.code) == ("03_send", "double")
        assert rejection.reason == (
            "wang/exercises/03_send/send.py and wang.zip/send.py differ: hand in 03_send once."
        )

    def test_is_refused_if_two_layouts_differ(self, tmp_path: Path) -> None:
        """A module beside the exercises' folders counts as handed in."""
        hand_in(tmp_path / "wang", exercises__03_send__send="x", send="y")
        assert refused(collect([tmp_path], MODULES)) == [("wang", "03_send", "double")]

    def test_is_refused_if_two_paths_differ(self, tmp_path: Path) -> None:
        """The reason tells the two paths apart, however long they are."""
        for day in ["monday", "friday"]:
            hand_in(tmp_path / ("x" * 90) / day / "wang", send=day)
        paths = [tmp_path / ("x" * 90) / day for day in ["monday", "friday"]]
        (rejection,) = collect(paths, MODULES).rejections
        assert rejection.code == "double"
        assert all(f"{path}/wang/send.py" in rejection.reason for path in paths)

    @pytest.mark.parametrize("other", ["WANG", unicodedata.normalize("NFD", "Zoé")])
    def test_is_refused_if_only_case_or_form_tells_two_folders_apart(
        self, tmp_path: Path, other: str
    ) -> None:
        """Two such names are one learner on most machines, and become one file of feedback."""
        first = "wang" if other == "WANG" else unicodedata.normalize("NFC", "Zoé")
        hand_in(tmp_path / first, send="x")
        hand_in(tmp_path / other, send="y", generator="g")
        collection = collect([tmp_path], MODULES)
        (learner,) = collection.learners
        assert taken(collection) == [(learner, "01_yield")]
        assert refused(collection) == [(learner, "03_send", "double")]

    def test_is_refused_if_one_of_them_was(self, tmp_path: Path) -> None:
        """A broken twin may have been the one that was meant."""
        hand_in(tmp_path / "wang", **{"03_send__send": "x"})
        (tmp_path / "wang" / "send.py").symlink_to("/etc/passwd")
        collection = collect([tmp_path], MODULES)
        assert collection.submissions == ()
        assert refused(collection) == [("wang", "03_send", "symlink")]

    def test_leaves_what_lies_beside_a_broken_zip(self, tmp_path: Path) -> None:
        """A broken zip touches what it may hold, and does not take back what is there."""
        hand_in(tmp_path / "wang", send="x")
        (tmp_path / "wang.zip").write_bytes(b"PK")
        collection = collect([tmp_path], MODULES)
        assert taken(collection) == [("wang", "03_send")]
        assert refused(collection) == [("wang", None, "not_a_zip")]


class TestTheDigest:
    """What tells one work from another."""

    def test_is_that_of_the_work_wherever_it_was_found(self, tmp_path: Path) -> None:
        """Layout, learner and container do not change it."""
        hand_in(tmp_path / "chen", exercises__03_send__send="x", exercises__03_send__tools="y")
        hand_in(tmp_path / "li", tools="y", send="x")
        zip_up(tmp_path / "wang.zip", {"03_send-main/tools.py": "y", "03_send-main/send.py": "x"})
        submissions = collect([tmp_path], MODULES).submissions
        assert len(submissions) == 3
        (digest,) = {one.digest for one in submissions}
        assert digest == digest_of({"send.py": b"x", "tools.py": b"y"})
        assert digest.startswith("sha256:")

    def test_changes_with_names_and_contents(self) -> None:
        """No two sets of files share one, also where the bytes in a row are the same."""
        works = [{}, {"a": b""}, {"a": b"b"}, {"ab": b""}, {"a": b"", "b": b""}, {"b": b"a"}, {"a": b"b\0"}]
        assert len({digest_of(work) for work in works}) == len(works)

    def test_does_not_ask_for_an_order(self) -> None:
        """The order in which files were found does not matter."""
        assert digest_of({"a": b"1", "b": b"2"}) == digest_of({"b": b"2", "a": b"1"})


def test_a_submission_holds_bytes_as_they_are(tmp_path: Path) -> None:
    """Encodings and line ends are not this module's business."""
    (tmp_path / "wang").mkdir()
    (tmp_path / "wang" / "send.py").write_bytes(b"\xef\xbb\xbf# \xff\r\n\x1a\0")
    (submission,) = collect([tmp_path], MODULES).submissions
    assert submission == Submission(
        learner="wang",
        exercise="03_send",
        files={"send.py": b"\xef\xbb\xbf# \xff\r\n\x1a\0"},
        digest=submission.digest,
        submitted=submission.submitted,
    )
