"""Exact points as text: the one place that rounds.

Points are exact fractions until here. They are shown with two decimals at the most, rounded half up (a third of 10 is
3.33, an eighth of 1 is 0.13); a sum is rounded once, so it may differ by a hundredth from the sum of what is shown.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import floor


@lru_cache(maxsize=4096)
def points_text(points: Fraction) -> str:
    """Points with two decimals at the most, rounded half up: `10`, `7.5`, `3.33`."""
    whole, cents = divmod(floor(points * 100 + Fraction(1, 2)), 100)
    return f"{whole}.{cents:02}".rstrip("0").rstrip(".")


def points_number(points: Fraction) -> int | float:
    """The same as a number, for formats that have no text: a whole one where it is whole."""
    number = float(points_text(points))
    return int(number) if number.is_integer() else number


def whole_points(points: Fraction, most: Fraction) -> int:
    """Points without decimals, rounded half up, for formats that know no fractions.

    What is less than the `most` that can be earned stays less: nobody reads 10 of 10 where something is missing.
    """
    rounded = floor(points + Fraction(1, 2))
    return rounded if points >= most else min(rounded, max(0, floor(most + Fraction(1, 2)) - 1))
