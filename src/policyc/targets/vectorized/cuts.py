"""Where the values of a column are cut: tests of the form ``x >= c``, exact for every type.

A float64 is read as the shortest decimal that it prints as: 0.95 is 0.95. Two doubles then compare
as their decimals do, so that a threshold is exact as the least double whose decimal reaches it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor, inf, nextafter
from typing import TypeAlias

from policyc.core.types import BoolType, ChoiceType, DateType, IntType, ScaleType, ValueType
from policyc.plan.partitions import Partition

Cut: TypeAlias = int | float
"""The least number of a column that passes: days since 1970-01-01, the place of a step."""

Edge: TypeAlias = tuple[Fraction, int]
"""The same without rounding: a value, and 1 where only what is above it passes."""

EPOCH = date(1970, 1, 1).toordinal()


def cut(partition: Partition, region: int) -> Cut:
    """Where a region begins, above the one before it."""
    if not isinstance(partition.type, (IntType, DateType)) and not partition.is_finite:
        return _least(*edge(partition, region))
    value, above = edge(partition, region)
    return floor(value) + 1 if above else ceil(value)


def only(partition: Partition, region: int) -> Cut | None:
    """The one number of a column that a region is; ``None`` where it has more, or none."""
    if partition.is_finite:
        return region
    match partition.regions[region].value:
        case date() as day:
            return day.toordinal() - EPOCH
        case int() as number:
            return number
        case Fraction() as number:
            nearest = float(number)
            return nearest if Fraction(repr(nearest)) == number else None
        case _:
            return None


def edge(partition: Partition, region: int) -> Edge:
    """Where a region begins, exactly."""
    found = partition.regions[region]
    if partition.is_finite:
        return Fraction(region), 0
    value, above = (found.low, not found.has_low)
    if value is None:
        before = partition.regions[region - 1]
        value, above = before.high, before.has_high
    if isinstance(value, date):
        return Fraction(value.toordinal() - EPOCH), int(above)
    assert isinstance(value, (int, Fraction))
    return Fraction(value), int(above)


def _least(value: Fraction, above: int) -> float:
    nearest = float(value)
    decimal = Fraction(repr(nearest))
    passes = decimal > value or (decimal == value and not above)
    return nearest if passes else nextafter(nearest, inf)


def kind_of(kind: ValueType) -> str:
    """What a column holds, as the runtime names it."""
    match kind:
        case BoolType():
            return "bool"
        case IntType():
            return "int"
        case DateType():
            return "date"
        case ScaleType() | ChoiceType():
            return "steps"
        case _:
            return "real"
