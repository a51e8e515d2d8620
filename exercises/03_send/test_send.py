"""Public examples of 03_send: what each task asks for, in a few lines. Run: pytest exercises/03_send."""

import pytest
from send import Flush, averager, collector, foo, primed

# A generator that does not let itself be closed when it is thrown away fails the test that asks for that, and no other.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.mark.task(1)
def test_foo_hands_out_4():
    """The first `next` gives 4."""
    g = foo()
    assert next(g) == 4


@pytest.mark.task(1)
def test_foo_prints_what_is_sent(capsys):
    """What is sent in is printed, and 4 is handed out again."""
    g = foo()
    next(g)
    capsys.readouterr()  # what it printed until now does not count
    assert g.send(10) == 4
    assert capsys.readouterr().out == "res 10\n"


@pytest.mark.task(2)
def test_averager_answers_with_the_mean():
    """Each value is answered with the mean of all values so far."""
    g = averager()
    next(g)
    assert g.send(10) == pytest.approx(10)
    assert g.send(20) == pytest.approx(15)
    assert g.send(60) == pytest.approx(30)


@pytest.mark.task(3)
def test_primed_can_be_sent_to_at_once():
    """A decorated generator function gives generators that need no `next`."""

    @primed
    def greeter(greeting):
        name = yield "ready"
        yield f"{greeting} {name}"

    g = greeter("hello")
    assert g.send("world") == "hello world"


@pytest.mark.task(3)
def test_primed_keeps_the_name():
    """The decorated function keeps its name."""

    @primed
    def greeter(greeting):
        name = yield "ready"
        yield f"{greeting} {name}"

    assert greeter.__name__ == "greeter"


@pytest.mark.task(4)
def test_collector_counts():
    """Each value is answered with the number of values stored."""
    c = collector()
    next(c)
    assert c.send("a") == 1
    assert c.send("b") == 2


@pytest.mark.task(4)
def test_collector_gives_its_list_and_starts_anew():
    """`throw(Flush)` gives the list; counting then starts again."""
    c = collector()
    next(c)
    c.send("a")
    c.send("b")
    assert c.throw(Flush) == ["a", "b"]
    assert c.send("c") == 1


@pytest.mark.task(4)
def test_collector_returns_what_it_still_holds():
    """Ended from outside, the collector returns the list it still holds."""
    assert returned_after("a", "c") == ["a", "c"]


def returned_after(*values):
    """Send `values` to a new collector, end it, and give what it returns."""
    c = collector()
    next(c)
    for value in values:
        c.send(value)
    try:
        c.throw(GeneratorExit)
    except StopIteration as end:
        return end.value
    return "nothing: it went on"
