"""Threshold regions at the ends of what a type allows (the general case is a property)."""

from datetime import date
from fractions import Fraction

import pytest

from policyc.core.conditions import Compare, Condition, FactRef, Op, OutcomeRef
from policyc.core.norms import Fact
from policyc.core.regions import comparisons, distinguished, representatives, thresholds
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    Scale,
    ScaleType,
    Value,
    ValueType,
)

F = Fraction
DEGREES = ScaleType(Scale("程度", ("较轻", "较重", "严重", "特别严重")))


def at_least(*cuts: Value) -> list[Condition]:
    return [Compare(FactRef("x"), Op.GE, cut) for cut in cuts]


def points(kind: ValueType, *cuts: Value, harmless: Value | None = None) -> list[Value]:
    return list(representatives(Fact("x", kind, harmless=harmless), at_least(*cuts)))


@pytest.mark.parametrize(
    ("kind", "cuts", "expected"),
    [
        (IntType(), [], [0]),
        (IntType("", 3), [], [3]),
        (IntType("", None, -5), [], [-5]),
        (IntType("", 0), [5000], [0, 4999, 5000, 5001]),
        (IntType("", 0), [0], [0, 1]),
        (IntType("", 0, 2), [2], [0, 1, 2]),
        (IntType("", 5), [3], [5]),
        (IntType(), [1, 2], [0, 1, 2, 3]),
        (RealType(), [], [F(-1), F(0), F(1)]),
        (RealType("%", F(0), F(1)), [F(1, 2)], [F(0), F(1, 4), F(1, 2), F(3, 4), F(1)]),
        (RealType("%", F(0), F(1)), [F(1)], [F(0), F(1, 2), F(1)]),
        (RealType("", F(10)), [F(5)], [F(10), F(11)]),
        (RealType(), [F(5)], [F(4), F(5), F(6)]),
        (DateType(), [], [date(2000, 1, 1)]),
        (
            DateType(),
            [date(2020, 2, 29)],
            [date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1)],
        ),
        (DateType(), [date.min], [date.min, date(1, 1, 2)]),
        (DateType(), [date.max], [date(9999, 12, 30), date.max]),
        (BoolType(), [True], [False, True]),
        (DEGREES, ["严重"], ["较轻", "较重", "严重", "特别严重"]),
        (ChoiceType("处置", ("取消", "延期")), [], ["取消", "延期"]),
    ],
)
def test_representatives(kind: ValueType, cuts: list[Value], expected: list[Value]) -> None:
    assert points(kind, *cuts) == expected


def test_the_harmless_value_comes_first() -> None:
    assert points(DEGREES, "严重", harmless="较重")[0] == "较重"
    assert points(IntType("", 0), 5, harmless=0) == [0, 4, 5, 6]


def test_regions_no_comparison_tells_apart_count_once() -> None:
    fact = Fact("x", DEGREES, harmless="较轻")
    plots = Fact("x", IntType("", 0), harmless=0)
    assert distinguished(fact, comparisons(at_least("严重"))["x"]) == ("较轻", "严重")
    assert distinguished(plots, comparisons(at_least(5000))["x"]) == (0, 5000)
    assert distinguished(fact, ()) == ("较轻",)


def test_an_official_act_has_the_thresholds_of_its_outcome() -> None:
    premise = Compare(OutcomeRef("整治级别", "现级别"), Op.GE, "严重")
    assert thresholds("现级别", [premise]) == ["严重"]
    assert thresholds("整治级别", [premise]) == []
