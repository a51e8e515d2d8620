"""Points are rounded half up to two decimals, exactly, and shown without idle zeros."""

from __future__ import annotations

from fractions import Fraction

import pytest

from grader.reports.numbers import points_number, points_text, whole_points


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(10), "10"),
        (Fraction(100), "100"),
        (Fraction(15, 2), "7.5"),
        (Fraction(10, 3), "3.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(5, 1000), "0.01"),
        (Fraction(15, 1000), "0.02"),
        (Fraction(2675, 1000), "2.68"),
        (Fraction(4999, 1000_000), "0"),
        (Fraction(9995, 1000), "10"),
        (Fraction(1001, 100), "10.01"),
        (Fraction(10**40), str(10**40)),
    ],
)
def test_points_are_rounded_half_up(points, text):
    """Halves go up, unlike with floats and with rounding to even; whole points have no decimals."""
    assert points_text(points) == text


def test_rounding_looks_at_the_exact_value():
    """However little a fraction is below the half, it goes down: it is rounded once, not twice."""
    assert points_text(Fraction(5, 1000) - Fraction(1, 10**40)) == "0"


def test_the_error_is_never_more_than_half_a_cent():
    """Over many fractions the text is within 0.005 of the value."""
    for denominator in range(1, 40):
        for numerator in range(3 * denominator):
            value = Fraction(numerator, denominator)
            assert abs(Fraction(points_text(value)) - value) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("points", "number"),
    [(Fraction(10), 10), (Fraction(10, 3), 3.33), (Fraction(0), 0), (Fraction(5, 2), 2.5)],
)
def test_a_number_is_rounded_like_the_text(points, number):
    """And is an int where it is whole, so that JSON says 10 and not 10.0."""
    assert points_number(points) == number
    assert type(points_number(points)) is type(number)


@pytest.mark.parametrize(
    ("points", "most", "whole"),
    [
        (Fraction(0), 10, 0),
        (Fraction(1, 2), 10, 1),
        (Fraction(49, 100), 10, 0),
        (Fraction(999, 100), 10, 9),
        (Fraction(10), 10, 10),
        (Fraction(99, 100), 1, 0),
        (Fraction(1, 2), Fraction(1, 4), 1),
    ],
)
def test_whole_points_are_never_rounded_to_full(points, most, whole):
    """Half up, but what is less than all stays less."""
    assert whole_points(points, Fraction(most)) == whole
