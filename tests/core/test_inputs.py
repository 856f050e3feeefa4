"""Facts from outside: what is taken, and what is refused and how it says so."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from policyc.core.conditions import Any, Not, holds
from policyc.core.inputs import check_facts
from policyc.core.norms import Axiom, Fact, Outcome, Policy
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    Scale,
    ScaleType,
    Value,
)

POLICY = Policy(
    "test",
    facts=(
        Fact("已评定", BoolType(), "assessed", harmless=None),
        Fact("领导不重视", BoolType(), "neglect"),
        Fact("责任不落实", BoolType(), "unassigned"),
        Fact("罂粟株数", IntType("株", 0), "poppies", harmless=0),
        Fact("差额", IntType("万元"), "balance", harmless=0),
        Fact("知晓率", RealType("%", Fraction(0), Fraction(1)), "awareness", harmless=None),
        Fact("配比", RealType("", Fraction(0)), "ratio", harmless=None),
        Fact("起始日", DateType(), "start", harmless=None),
        Fact("反映", ScaleType(Scale("反映", ("较少", "较多", "强烈"))), "outcry", harmless="较少"),
        Fact("处置", ChoiceType("处置", ("取消", "延期")), "measure", harmless=None),
    ),
    outcomes=(Outcome("整治级别", ScaleType(Scale("级别", ("未列入", "挂牌整治")))),),
    axioms=(
        Axiom(
            "不重视则不落实",
            Any((Not(holds("领导不重视")), holds("责任不落实"))),
            basis="第六条",
        ),
    ),
)


@pytest.mark.parametrize(
    ("name", "item", "value"),
    [
        ("已评定", True, True),
        ("已评定", "是", True),
        ("已评定", " 否 ", False),
        ("assessed", False, False),
        ("罂粟株数", 12000, 12000),
        ("罂粟株数", "12000", 12000),
        ("罂粟株数", "12,000株", 12000),
        ("罂粟株数", "12000 株", 12000),
        ("罂粟株数", "一万二千株", 12000),
        ("罂粟株数", "１２０００", 12000),
        ("罂粟株数", 12000.0, 12000),
        ("罂粟株数", 0, 0),
        ("差额", "-30万元", -30),
        ("差额", "负三十万元", -30),
        ("知晓率", "95%", Fraction(19, 20)),
        ("知晓率", "95 %", Fraction(19, 20)),
        ("知晓率", "９５％", Fraction(19, 20)),
        ("知晓率", "百分之九十五", Fraction(19, 20)),
        ("知晓率", 0.95, Fraction(19, 20)),
        ("知晓率", "0.95", Fraction(19, 20)),
        ("知晓率", 1, Fraction(1)),
        ("配比", "1:20", Fraction(1, 20)),
        ("配比", Fraction(1, 3), Fraction(1, 3)),
        ("起始日", "2019-05-30", date(2019, 5, 30)),
        ("起始日", "2019年5月30日", date(2019, 5, 30)),
        ("起始日", date(2019, 5, 30), date(2019, 5, 30)),
        ("反映", "较多", "较多"),
        ("处置", "延期", "延期"),
    ],
)
def test_taken(name: str, item: object, value: Value) -> None:
    facts, problems = check_facts(POLICY, {name: item})
    assert problems == []
    assert facts == {POLICY.fact(name).name: value}
    assert type(next(iter(facts.values()))) is type(value)


@pytest.mark.parametrize("item", [None, "未知", "不详", " 未知 "])
@pytest.mark.parametrize("fact", POLICY.facts, ids=lambda fact: fact.alias)
def test_unknown_is_left_out(fact: Fact, item: object) -> None:
    assert check_facts(POLICY, {fact.name: item}) == ({}, [])


@pytest.mark.parametrize(
    ("name", "item", "code"),
    [
        ("已评定", "大概", "E502"),
        ("已评定", 1, "E502"),
        ("已评定", "true", "E502"),
        ("罂粟株数", "很多", "E502"),
        ("罂粟株数", True, "E502"),
        ("罂粟株数", 1.5, "E502"),
        ("罂粟株数", "1.5株", "E502"),
        ("罂粟株数", [1], "E502"),
        ("罂粟株数", float("nan"), "E502"),
        ("罂粟株数", float("inf"), "E502"),
        ("罂粟株数", "", "E502"),
        ("罂粟株数", "二百五", "E502"),
        ("罂粟株数", "3亩", "E503"),
        ("罂粟株数", "50%", "E502"),
        ("罂粟株数", -1, "E504"),
        ("罂粟株数", "-1株", "E504"),
        ("知晓率", "95分", "E503"),
        ("知晓率", 95, "E504"),
        ("知晓率", "101%", "E504"),
        ("知晓率", "-1%", "E504"),
        ("配比", "3个", "E503"),
        ("起始日", "2023年91日", "E502"),
        ("起始日", "2019-02-29", "E502"),
        ("起始日", 20190530, "E502"),
        ("起始日", datetime(2019, 5, 30, 12), "E502"),
        ("反映", "突出", "E502"),
        ("反映", 1, "E502"),
        ("处置", "升级", "E502"),
        ("罂粟", 1, "E501"),
        ("整治级别", "挂牌整治", "E501"),
    ],
)
def test_refused(name: str, item: object, code: str) -> None:
    facts, problems = check_facts(POLICY, {name: item})
    assert facts == {}
    assert [problem.code.id for problem in problems] == [code]
    assert f"“{name}”" in problems[0].message
    assert problems[0].help


def test_the_nearest_name_is_proposed() -> None:
    _, problems = check_facts(POLICY, {"罂粟株": 1})
    assert "罂粟株数" in problems[0].help


def test_an_outcome_is_no_fact() -> None:
    _, problems = check_facts(POLICY, {"整治级别": "挂牌整治"})
    assert "是结论" in problems[0].help


def test_a_long_value_is_cut() -> None:
    _, problems = check_facts(POLICY, {"反映": "强" * 1000})
    assert len(problems[0].message) < 100


def test_every_mistake_is_reported() -> None:
    _, problems = check_facts(POLICY, {"罂粟": 1, "反映": "突出", "起始日": "昨天"})
    assert [problem.code.id for problem in problems] == ["E501", "E502", "E502"]


def test_name_and_alias_together() -> None:
    _, problems = check_facts(POLICY, {"罂粟株数": 1, "poppies": 2})
    assert [problem.code.id for problem in problems] == ["E506"]


def test_axioms_are_held() -> None:
    _, problems = check_facts(POLICY, {"领导不重视": True, "责任不落实": False})
    assert [problem.code.id for problem in problems] == ["E505"]
    assert "“不重视则不落实”" in problems[0].message
    assert "领导不重视=是、责任不落实=否" in problems[0].message
    assert "第六条" in problems[0].help


def test_axioms_never_infer() -> None:
    assert check_facts(POLICY, {"领导不重视": True}) == ({"领导不重视": True}, [])


def test_axioms_are_not_asked_while_a_value_is_wrong() -> None:
    raw = {"领导不重视": True, "责任不落实": False, "反映": "突出"}
    _, problems = check_facts(POLICY, raw)
    assert [problem.code.id for problem in problems] == ["E502"]


def test_the_rest_harmless() -> None:
    facts, problems = check_facts(POLICY, {"罂粟株数": 5, "反映": "未知"}, rest_harmless=True)
    assert problems == []
    assert facts == {"罂粟株数": 5, "领导不重视": False, "责任不落实": False, "差额": 0}


def test_the_rest_harmless_against_an_axiom() -> None:
    _, problems = check_facts(POLICY, {"领导不重视": True}, rest_harmless=True)
    assert [problem.code.id for problem in problems] == ["E505"]
