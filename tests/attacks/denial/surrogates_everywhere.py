"""Gives, prints and raises text that no encoding carries, under names that none carries either.

Tries: denial
Exercise: 01_yield
Earns: test_calling_foo_gives_a_generator, test_calling_foo_prints_nothing, test_count_up_gives_an_iterator, test_makes_each_number_when_it_is_asked_for, test_foo_never_ends
Seen: Raised
Seen: expected
"""

BAD = "\ud800\udfff"


def foo():
    print(BAD)
    while True:
        yield BAD


def count_up(start, stop=None):
    yield {BAD: BAD}


def running_total(numbers):
    raise type("E" + BAD, (Exception,), {})(BAD)
