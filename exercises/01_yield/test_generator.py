"""Public examples of exercise 01: what each task asks for, in small."""

import pytest
from generator import count_up, foo, running_total


@pytest.mark.task(1)
def test_the_first_next_starts_foo(capsys):
    """Calling foo() runs nothing; the first next() runs as far as the `yield`."""
    g = foo()
    assert capsys.readouterr().out == ""
    assert next(g) == 4
    assert capsys.readouterr().out == "starting...\n"


@pytest.mark.task(1)
def test_each_later_next_goes_on_behind_the_yield(capsys):
    """A resumed foo prints what the `yield` evaluated to, and comes to the next `yield`."""
    g = foo()
    assert [next(g), next(g), next(g)] == [4, 4, 4]
    assert capsys.readouterr().out == "starting...\nres None\nres None\n"


@pytest.mark.task(2)
def test_count_up_ends_before_stop():
    """The number before stop is the last one."""
    numbers = count_up(3, 5)
    assert next(numbers) == 3
    assert next(numbers) == 4
    with pytest.raises(StopIteration):
        next(numbers)


@pytest.mark.task(2)
def test_count_up_without_a_stop_goes_on():
    """Without a stop there is always a next number."""
    forever = count_up(10)
    assert [next(forever), next(forever), next(forever)] == [10, 11, 12]


@pytest.mark.task(3)
def test_running_total_of_a_list():
    """One total comes out for each number."""
    bill = running_total([5, 1, 2])
    assert [next(bill), next(bill), next(bill)] == [5, 6, 8]


@pytest.mark.task(3)
def test_running_total_takes_a_number_only_when_its_total_is_asked_for(capsys):
    """The till beeps once per total, never ahead of it."""

    def till():
        for price in [5, 1, 2]:
            print("beep", price)
            yield price

    bill = running_total(till())
    assert capsys.readouterr().out == ""
    assert next(bill) == 5
    assert capsys.readouterr().out == "beep 5\n"
    assert next(bill) == 6
    assert capsys.readouterr().out == "beep 1\n"
