"""Values and types as they are shown."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    is_ordered,
    show_type,
    show_value,
    sort_key,
)
from policyc.source.numerals import parse_number

DEGREES = ScaleType(Scale("程度", ("较轻", "较重", "严重")))
RATE = RealType("%", Fraction(0), Fraction(1))


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (None, BoolType(), "未知"),
        (True, BoolType(), "是"),
        (False, None, "否"),
        (10000, IntType("株"), "10000株"),
        (-3, IntType(), "-3"),
        (Fraction(19, 20), RATE, "95%"),
        (Fraction(1999, 2000), RATE, "99.95%"),
        (0, RATE, "0%"),
        (1, RATE, "100%"),
        (Fraction(1, 3), RATE, "1/3"),
        (Fraction(1, 20), RealType(), "0.05"),
        (Fraction(1, 3), RealType("公顷"), "1/3公顷"),
        (Fraction(-5, 2), RealType("公顷"), "-2.5公顷"),
        (Fraction(12345678901234567891, 10), None, "1234567890123456789.1"),
        (Fraction(1, 2**20), None, "0.00000095367431640625"),
        (date(2019, 5, 30), DateType(), "2019年5月30日"),
        ("严重", DEGREES, "严重"),
    ],
)
def test_show_value(value: Value | None, kind: ValueType | None, shown: str) -> None:
    assert show_value(value, kind) == shown


@given(st.fractions(min_value=0, max_denominator=10**6))
def test_numbers_read_back_as_shown(value: Fraction) -> None:
    shown = show_value(value)
    whole, _, part = shown.partition("/")
    assert Fraction(parse_number(whole)) / (int(part) if part else 1) == value


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (BoolType(), "布尔（是/否）"),
        (IntType(), "整数"),
        (IntType("株", 0), "整数，单位 株，不少于 0株"),
        (IntType("次", 0, 12), "整数，单位 次，不少于 0次，不超过 12次"),
        (RealType("公顷", Fraction(1, 2)), "小数，单位 公顷，不少于 0.5公顷"),
        (RATE, "百分比，不少于 0%，不超过 100%"),
        (DateType(), "日期"),
        (DEGREES, "级别（较轻 < 较重 < 严重）"),
        (ChoiceType("处置", ("取消", "延期")), "选项（取消、延期）"),
    ],
)
def test_show_type(kind: ValueType, shown: str) -> None:
    assert show_type(kind) == shown


@pytest.mark.parametrize(
    ("kind", "ascending"),
    [
        (BoolType(), [False, True]),
        (IntType(), [-1, 0, 10]),
        (RealType(), [Fraction(1, 3), Fraction(1, 2)]),
        (DateType(), [date(2019, 12, 31), date(2020, 1, 1)]),
        (DEGREES, ["较轻", "较重", "严重"]),
        (ChoiceType("处置", ("取消", "延期")), ["取消", "延期"]),
    ],
)
def test_sort_key_orders_values(kind: ValueType, ascending: list[Value]) -> None:
    keys = [sort_key(kind, value) for value in ascending]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_a_step_of_another_scale_has_no_rank() -> None:
    with pytest.raises(ValueError):
        DEGREES.scale.rank("突出")


def test_only_some_types_are_ordered() -> None:
    assert [is_ordered(k) for k in (IntType(), RealType(), DateType(), DEGREES)] == [True] * 4
    assert not is_ordered(BoolType())
    assert not is_ordered(ChoiceType("处置", ("取消",)))
