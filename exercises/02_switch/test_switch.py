"""Public examples of exercise 02: what each task asks for, in small."""

import pytest
from switch import A, B, delegate, take_turns


@pytest.mark.task(1)
def test_b_and_a_take_turns():
    """B begins; each of its turns is followed by one of A's."""
    log = []
    a = A(log)
    B(log, a, 2)
    assert log == ["---B---", "---A---", "---B---", "---A---"]


@pytest.mark.task(1)
def test_the_same_a_goes_on():
    """A never ends, so B can be called with it again."""
    log = []
    a = A(log)
    B(log, a, 2)
    B(log, a, 1)
    assert log == ["---B---", "---A---"] * 3


@pytest.mark.task(2)
def test_take_turns_gives_one_value_of_each():
    """One value from each; the shorter one is dropped when it ends."""

    def bus(line, *stops):
        for stop in stops:
            yield f"{line} {stop}"

    turns = take_turns(bus("7", "school", "park", "zoo"), bus("12", "harbour"))
    assert list(turns) == ["7 school", "12 harbour", "7 park", "7 zoo"]


@pytest.mark.task(2)
def test_take_turns_asks_only_for_the_next_value(capsys):
    """A generator runs only when its own value is asked for."""

    def loud(name):
        print(name, "runs")
        yield name

    turns = take_turns(loud("x"), loud("y"))
    assert capsys.readouterr().out == ""
    assert next(turns) == "x"
    assert capsys.readouterr().out == "x runs\n"


@pytest.mark.task(3)
def test_delegate_hands_answers_in_and_results_out():
    """Each answer reaches the section that asked; the results come at the end."""

    def section(*questions):
        answers = []
        for question in questions:
            answers.append((yield question))
        return answers

    form = delegate(section("Name?", "Age?"), section("City?"))
    assert next(form) == "Name?"
    assert form.send("Lin") == "Age?"
    assert form.send(30) == "City?"
    with pytest.raises(StopIteration) as end:
        form.send("Wuhan")
    assert end.value.value == [["Lin", 30], ["Wuhan"]]


@pytest.mark.task(3)
def test_delegate_hands_errors_in():
    """An error that is thrown in is raised inside the generator that is running, which may catch it."""

    def patient():
        try:
            yield "waiting"
        except ValueError as error:
            yield f"caught {error}"

    d = delegate(patient())
    assert next(d) == "waiting"
    assert d.throw(ValueError("oops")) == "caught oops"
