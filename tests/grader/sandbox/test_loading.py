"""A learner's files become modules: afresh each time, only their own names, and nothing stays behind."""

import linecache
import sys

import pytest

from grader.sandbox.loading import SubmissionModules, only_standard_library


def modules(**sources):
    """SubmissionModules of `name=source`; the first is the main module."""
    files = {f"{name}.py": source.encode() for name, source in sources.items()}
    return SubmissionModules(next(iter(sources)), files)


def test_each_import_is_a_new_module():
    """Module globals of one run are not seen by the next."""
    submission = modules(kata="seen = []")
    with submission.fresh() as first:
        first.seen.append(1)
    with submission.fresh() as second:
        assert second.seen == []


def test_the_module_stands_under_its_own_name_while_it_runs():
    """`sys.modules` holds the module inside, and what it held before outside."""
    submission = modules(kata="here = 1")
    with submission.fresh() as module:
        assert sys.modules["kata"] is module
    assert "kata" not in sys.modules


def test_what_was_loaded_under_the_name_comes_back(monkeypatch):
    """A module that had the name before is put back."""
    before = object()
    monkeypatch.setitem(sys.modules, "kata", before)
    with modules(kata="").fresh() as module:
        assert module is not before
    assert sys.modules["kata"] is before


def test_nothing_stays_behind_after_an_import_that_fails():
    """An exception at import leaves `sys.modules` and `sys.meta_path` as they were."""
    before = set(sys.modules), list(sys.meta_path)
    with pytest.raises(ZeroDivisionError), modules(kata="import part\n1/0", part="").fresh():
        pass
    assert (set(sys.modules), list(sys.meta_path)) == before


def test_modules_of_the_learner_can_import_each_other():
    """Further modules and packages of the submission are found, also relatively."""
    files = {
        "kata.py": b"import part\nfrom box.inner import value\n",
        "part.py": b"",
        "box/inner.py": b"from . import other\nvalue = other.value\n",
        "box/other.py": b"value = 4\n",
    }
    with SubmissionModules("kata", files).fresh() as module:
        assert module.value == 4


@pytest.mark.parametrize("name", ["asyncio", "json", "sys", "grader"])
def test_a_file_cannot_take_the_name_of_another_module(name):
    """A submitted `asyncio.py` is never seen: the real one is imported, and stays loaded."""
    real = __import__(name)
    with modules(kata=f"import {name} as found", **{name: "fake = True"}).fresh() as module:
        assert module.found is real
    assert sys.modules[name] is real


def test_tracebacks_show_the_learners_lines():
    """In memory, `linecache` still knows the text of each line."""
    with modules(shown="first = 1\nsecond = 2\n").fresh():
        assert linecache.getline("shown.py", 2) == "second = 2\n"


def test_owns_only_its_own_files():
    """A file name is the submission's by its folder and its name."""
    submission = SubmissionModules("kata", {"kata.py": b""}, "/home/ada/01/")
    assert submission.owns("/home/ada/01/kata.py")
    assert not submission.owns("/home/ada/02/kata.py")
    assert not submission.owns("kata.py")


def test_a_coding_cookie_is_honoured():
    """A file in GBK that says so is read as such."""
    source = "# -*- coding: gbk -*-\nname = '协程'\n".encode("gbk")
    with SubmissionModules("kata", {"kata.py": source}).fresh() as module:
        assert module.name == "协程"


def test_the_standard_library_alone():
    """What is left of `sys.path` holds no site-packages."""
    assert only_standard_library()
    assert not any("site-packages" in entry for entry in only_standard_library())


def test_a_folder_of_the_same_name_is_not_taken_for_the_module(tmp_path, monkeypatch):
    """Whatever lies on `sys.path`, the submission's module is the one that is imported."""
    (tmp_path / "kata").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    with modules(kata="here = 1").fresh() as module:
        assert module.here == 1
