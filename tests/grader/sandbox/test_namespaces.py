"""A namespace tells what was changed in it, also for a moment, and can be put right."""

import types

import pytest

from grader.sandbox import namespaces
from grader.sandbox.namespaces import Namespaces, Space


@pytest.fixture
def module():
    """A module with a function and a class of its own."""
    module = types.ModuleType("kata")
    exec("def f(): return 1\nclass A:\n    def g(self): return 2\nlen = len", vars(module))
    module.A.__module__ = "kata"
    return module


@pytest.fixture
def known(module):
    """The namespaces of the module and its class."""
    return Namespaces({"kata": module}, lambda name: True)


def moved(known, before):
    """The names of the namespaces that have changed since `before`."""
    return [space.name for space in known.moved(before, known.counts())]


def test_modules_and_their_own_classes_are_watched(known, module):
    """Each by its full name; without classes, the module alone."""
    assert [space.name for space in known.spaces] == ["kata", "kata.A"]
    assert [space.name for space in Namespaces({"kata": module}, lambda name: False).spaces] == ["kata"]


def test_nothing_has_moved(known, module):
    """To read, to call and to make instances changes nothing."""
    before = known.counts()
    module.f(), module.A().g()
    module.A().x = 1
    assert moved(known, before) == []
    assert all(space.is_as_saved() for space in known.spaces)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (lambda m: setattr(m, "f", 3), ["kata.f"]),
        (lambda m: vars(m).update(f=3), ["kata.f"]),
        (lambda m: delattr(m, "f"), ["kata.f"]),
        (lambda m: setattr(m, "new", 3), ["kata.new"]),
        (lambda m: setattr(m.A, "g", 3), ["kata.A.g"]),
        (lambda m: setattr(m.A, "__len__", 3), ["kata.A.__len__"]),
        (lambda m: delattr(m.A, "g"), ["kata.A.g"]),
        (lambda m: (setattr(m, "f", 1), setattr(m.A, "g", 2)), ["kata.f", "kata.A.g"]),
    ],
)
def test_a_change_is_told_and_undone(known, module, change, shown):
    """Changed, deleted and added names of modules and classes; undone, all is as it was and works."""
    before = known.counts()
    change(module)
    changes = [one for space in known.moved(before, known.counts()) for one in space.changes()]
    assert [one.shown for one in changes] == shown
    for one in changes:
        one.undo()
    assert [one for space in known.spaces for one in space.changes()] == []
    assert (module.f(), module.A().g(), hasattr(module, "new")) == (1, 2, False)


def test_what_was_put_back_has_moved(known, module):
    """The counter tells what the values do not."""
    before, saved = known.counts(), module.f
    module.f = 3
    module.f = saved
    assert moved(known, before) == ["kata"]
    assert known.spaces[0].changes() == []
    assert known.spaces[0].is_as_saved()


def test_an_equal_value_is_not_the_same(known, module):
    """Values are compared by identity: nothing of theirs takes part."""

    class Equal:
        __eq__ = lambda self, other: True  # noqa: E731
        __hash__ = None

    module.f = Equal()
    assert [one.name for one in known.spaces[0].changes()] == ["f"]
    assert not known.spaces[0].is_as_saved()


def test_what_takes_turns_is_accepted(module):
    """A second value may be as good as the first one; a third is not."""
    space, first = Space("kata", module), module.f
    module.f = second = object()
    space.accept()
    assert space.changes() == []
    module.f = first
    assert space.changes() == []
    module.f = object()
    assert [one.old for one in space.changes()] == [first]
    assert second is not first


def test_without_counters_all_values_are_compared(module, monkeypatch):
    """Where a Python does not count as we know it, every namespace may have moved."""
    monkeypatch.setattr(namespaces, "_counters", lambda spaces: [])
    known = Namespaces({"kata": module}, lambda name: True)
    module.f = 3
    assert moved(known, known.counts()) == ["kata", "kata.A"]
    assert [one.shown for space in known.spaces for one in space.changes()] == ["kata.f"]


def test_this_python_counts():
    """On the Pythons that are tried out the counters can be read."""
    assert len(namespaces._counters([{}, {}])) == 2
