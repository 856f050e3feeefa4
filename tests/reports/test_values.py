import json
from datetime import date
from fractions import Fraction

import pytest

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
    type_word,
)
from policyc.reports.values import json_value, show_domain, type_to_json


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "true"),
        (3, "3"),
        (Fraction(3), "3"),
        (Fraction(19, 20), "0.95"),
        (Fraction(1, 3), '"1/3"'),
        (Fraction(10**20 + 1, 10**20), '"1.00000000000000000001"'),
        (date(2019, 5, 30), '"2019-05-30"'),
        ("挂牌整治", '"挂牌整治"'),
        (None, "null"),
    ],
)
def test_values_stay_exact_in_json(value: Value | None, written: str) -> None:
    assert json.dumps(json_value(value), ensure_ascii=False) == written


@pytest.mark.parametrize(
    ("kind", "word", "domain"),
    [
        (BoolType(), "布尔", "是 / 否"),
        (IntType("株", 0, 9), "整数", "整数 株，不少于 0株，不超过 9株"),
        (IntType(), "整数", "整数"),
        (RealType("%", Fraction(0), Fraction(1)), "百分比", "百分比，不少于 0%，不超过 100%"),
        (RealType("亩"), "小数", "小数 亩"),
        (DateType(), "日期", "日期"),
        (ScaleType(Scale("级", ("轻", "重"))), "级别", "轻 < 重"),
        (ChoiceType("", ("甲", "乙")), "选项", "甲、乙"),
    ],
)
def test_types(kind: ValueType, word: str, domain: str) -> None:
    assert type_word(kind) == word
    assert show_domain(kind) == domain
    assert type_to_json(kind)["type"] == word
