"""Exact points as text: the one place that rounds."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_CENT = Decimal("0.01")


def points_text(points: Fraction) -> str:
    """Points with two decimals at the most, rounded half up: `10`, `7.5`, `3.33`."""
    rounded = (Decimal(points.numerator) / Decimal(points.denominator)).quantize(_CENT, ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
