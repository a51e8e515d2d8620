"""A scenario is a marked function, shown as its author says, and found in its file by name."""

from __future__ import annotations

import pickle

import pytest

from grader.specs import Scenario, load_scenarios, scenario


def test_a_marked_function_is_a_scenario():
    """Bare or called, the mark keeps the function and takes its name."""

    @scenario
    def bare(submission):
        return submission

    @scenario()
    def empty(submission):
        return submission

    @scenario(call="next(g)")
    async def shown(submission):
        return submission

    assert [type(one) for one in (bare, empty, shown)] == [Scenario] * 3
    assert [(one.name, one.call) for one in (bare, empty, shown)] == [
        ("bare", None),
        ("empty", None),
        ("shown", "next(g)"),
    ]
    assert bare.function(3) == 3


@pytest.mark.parametrize(
    ("call", "arguments", "text"),
    [
        (None, (), "run()"),
        (None, ([1, 2], "a"), "run([1, 2], 'a')"),
        ("g.send({0!r})", ("a",), "g.send('a')"),
        ("{0}({1!r}, {1!r})", ("foo", 3), "foo(3, 3)"),
        ("next(g)", (3,), "next(g)"),
    ],
)
def test_a_call_is_shown_as_a_learner_would_write_it(call, arguments, text):
    """By default name and arguments; otherwise what the author wrote, over the arguments."""

    def run(submission, *arguments):
        pass

    assert Scenario(function=run, call=call).shown(arguments) == text


def test_the_scenarios_of_a_file_in_their_order(tmp_path):
    """Only scenarios count, not what else stands in the file."""
    file = tmp_path / "01_order" / "scenarios.py"
    file.parent.mkdir()
    file.write_text(
        "from grader.specs import scenario\n"
        "@scenario\ndef second(submission): pass\n"
        "def helper(): pass\n"
        "@scenario(call='x')\nasync def first(submission): pass\n"
    )
    assert list(load_scenarios(file)) == ["second", "first"]


def test_a_class_of_a_scenarios_file_can_be_found_again(tmp_path):
    """Classes of the file's own pickle, since their module is known by its name."""
    file = tmp_path / "01_classes" / "scenarios.py"
    file.parent.mkdir()
    file.write_text(
        "from grader.specs import scenario\n"
        "class Made: pass\n"
        "@scenario\ndef make(submission): return Made()\n"
    )
    made = load_scenarios(file)["make"].function(None)
    assert type(pickle.loads(pickle.dumps(made))) is type(made)


def test_a_file_without_scenarios_has_none(tmp_path):
    """Nothing is made up."""
    (tmp_path / "scenarios.py").write_text("x = 1\n")
    assert load_scenarios(tmp_path / "scenarios.py") == {}


def test_what_a_file_raises_is_raised(tmp_path):
    """An author sees the file's own error."""
    (tmp_path / "scenarios.py").write_text("1/0\n")
    with pytest.raises(ZeroDivisionError):
        load_scenarios(tmp_path / "scenarios.py")


def test_a_file_that_is_not_python_is_refused(tmp_path):
    """The message names the file."""
    with pytest.raises(ImportError, match=r"scenarios\.txt is not a Python file"):
        load_scenarios(tmp_path / "scenarios.txt")
