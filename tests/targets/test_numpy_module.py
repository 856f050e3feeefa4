"""What a vectorized module takes, says and refuses."""

import ast
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from click.testing import CliRunner
from tests.targets.small import SMALL
from tests.targets.vectors import disagreements, loaded

from policyc.cli.app import app
from policyc.core.conditions import ByReading, Compare, FactRef, Op, OutcomeRef, holds
from policyc.core.norms import Fact, Norm, Outcome, Policy, Reading
from policyc.core.types import BoolType, IntType, RealType
from policyc.targets.common.unsupported import Unsupported
from policyc.targets.vectorized.module import vectorized_module

FIXED = {"至": "含", "直接": "下限"}
MADE = vectorized_module(SMALL, FIXED)


@pytest.fixture(scope="module")
def small() -> Any:
    return loaded(MADE, "vectorized_small")


def tiers(module: Any, **columns: Any) -> list[str]:
    """The tier, or else the kind, of each row."""
    found = module.decide_tier({"已评定": True, "duty_failed": True, **columns})
    names = zip(found.value_names(), found.kind_names(), strict=True)
    return [value or kind for value, kind in names]


# ---------------------------------------------------------------------------- what it says


def test_a_decision_in_words(small: Any) -> None:
    columns = {
        "已评定": np.array([True, True, True, False]),
        "株数": np.array([12000, 6000, 10, 12000]),
        "责任不落实": True,
        "态势": np.array(["平稳", "恶化", "平稳", "蔓延"]),
        "省级直接挂牌": False,
    }
    found = small.decide(columns, "整治级别")
    assert list(found.kind_names()) == ["定", "冲突", "空白", "不适用"]
    assert list(found.value_names()) == ["挂牌", None, None, None]
    assert found.possible(0) == ("挂牌",) and found.possible(1) == ("关注", "警示")
    assert found.citations(1) == ("第三条第（二）项", "第三条第（三）项")
    assert (found.outcome, found.subject, found.flags) == ("整治级别", "地区", ())
    assert not found.uncertain.any()
    assert found.in_force.dtype == np.uint8 and found.kind.dtype == np.int8


def test_what_is_open_is_named(small: Any) -> None:
    columns = {"已评定": True, "duty_failed": True, "株数": np.array([12000]), "provincial": False}
    found = small.decide_tier(columns)
    assert list(found.kind_names()) == ["定"]  # the third item is beaten by the first
    assert found.citations(0, uncertain=True) == ()
    found = small.decide_tier({**columns, "株数": np.array([10])})
    assert list(found.kind_names()) == ["未知"]
    assert found.citations(0, uncertain=True) == ("第三条第（三）项",)


def test_the_day_decides_what_is_in_its_window(small: Any) -> None:
    columns = {"provincial": np.array([True]), "plants": 0, "trend": "平稳", "已评定": True}
    before = small.decide_tier(columns, as_of=date(2019, 12, 31))
    after = small.decide_tier(columns, as_of=date(2020, 1, 1))
    assert list(before.kind_names()) == ["空白"] and list(after.value_names()) == ["挂牌"]
    assert small.decide_tier(columns, as_of=date(2019, 1, 1)).flags == ("未施行",)
    with pytest.raises(small.DateError, match=r"as_of 要用 datetime\.date，给的是 '2020-01-01'"):
        small.decide_tier(columns, as_of="2020-01-01")


def test_open_readings_are_told_apart() -> None:
    module = loaded(vectorized_module(SMALL), "vectorized_open")
    plants = np.array([9999, 10000, 10001])
    assert tiers(module, plants=plants, trend="平稳", provincial=False) == [
        "警示",
        "读法分歧",
        "挂牌",
    ]


# ---------------------------------------------------------------------------- what it takes


@pytest.mark.parametrize(
    "plants",
    [
        np.ma.array([12000, 0, 10], mask=[False, True, False]),
        np.array([12000, np.nan, 10]),
        np.array([12000, None, 10], object),
        np.array([Decimal(12000), float("nan"), Fraction(10)], object),
    ],
    ids=["masked", "nan", "none", "numbers"],
)
def test_each_way_to_say_unknown(small: Any, plants: Any) -> None:
    assert tiers(small, plants=plants, trend="平稳", provincial=False) == ["挂牌", "未知", "空白"]


@pytest.mark.parametrize(
    "trend",
    [
        np.array([0, -1, 2]),
        np.array(["平稳", None, "恶化"], object),
        np.ma.array(["平稳", "不详", "恶化"], mask=[False, True, False]),
    ],
    ids=["codes", "none", "masked"],
)
def test_each_way_to_name_a_step(small: Any, trend: Any) -> None:
    assert tiers(small, plants=0, trend=trend, provincial=False) == ["空白", "未知", "关注"]
    if trend.dtype.kind != "i":
        assert small.codes("态势", trend).tolist() == [0, -1, 2]


def test_days_in_any_unit(small: Any) -> None:
    days = [date(2019, 5, 29), None, date(2019, 5, 30)]
    columns = {"期限届满": True, "知晓率": 1, "trend": "平稳"}
    for since in (
        np.array(days, "datetime64[D]"),
        np.array(["2019-05-29T23:59", "NaT", "2019-05-30T00:00"], "datetime64[ns]"),
        np.array(days, object),
    ):
        found = small.decide_disposal({**columns, "since": since})
        assert list(found.kind_names()) == ["裁量", "未知", "不适用"]


def test_a_decimal_is_what_it_is_written_as(small: Any) -> None:
    """0.95 as a double is a little less than 0.95, and not above the threshold all the same."""
    columns = {"期限届满": True, "since": np.datetime64("2019-01-01"), "trend": "平稳"}
    above = np.nextafter(0.95, 1)
    for rates in (
        np.array([0.95, above, 0.1 + 0.85, 1.0]),
        np.array([Decimal("0.95"), Decimal("0.9500000000000000001"), Fraction(19, 20), 1], object),
    ):
        found = small.decide_disposal({**columns, "awareness": rates})
        assert list(found.kind_names()) == ["不适用", "裁量", "不适用", "裁量"]


THIRD = Compare(FactRef("比"), Op.GE, Fraction(1, 3))


def test_a_threshold_that_is_no_decimal() -> None:
    policy = Policy(
        "third",
        facts=(Fact("比", RealType(), "share"),),
        outcomes=(Outcome("达到", BoolType(), "met"),),
        norms=(Norm("第一条", "达到", (True,), THIRD, "第一条"),),
    )
    module = loaded(vectorized_module(policy), "vectorized_third")
    below = 1 / 3  # 0.3333333333333333
    doubles = module.decide_met({"比": np.array([below, np.nextafter(below, 1)])})
    exact = module.decide_met({"比": np.array([below, Fraction(1, 3)], object)})
    assert doubles.in_force.tolist() == exact.in_force.tolist() == [0, 1]


def test_a_clash_upstream_is_unknown_downstream() -> None:
    """What would otherwise be the quick path finds out by itself: from a fact as it stands."""
    upstream, own = OutcomeRef("甲", None), Outcome("甲", IntType())
    policy = Policy(
        "clash",
        facts=(Fact("事实", BoolType(), "fact"),),
        outcomes=(own, Outcome("乙", BoolType())),
        norms=(
            Norm("第一条", "甲", (1,), holds("事实"), "第一条"),
            Norm("第二条", "甲", (2,), holds("事实"), "第二条"),
            Norm("第三条", "乙", (True,), Compare(upstream, Op.GE, 2), "第三条"),
        ),
    )
    cases = [{"事实": True}, {"事实": False}, {}]
    assert disagreements(policy, cases, rows=1) == []
    assert disagreements(policy, cases[:2]) == []


# ---------------------------------------------------------------------------- what it refuses


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"株树": np.array([1])}, "没有“株树”这项事实"),
        ({"株数": np.array([1]), "plants": np.array([1])}, "“株数”给了两次"),
        ({"株数": np.array([1, 2]), "trend": np.array([1])}, "2 行的数组"),
        ({"株数": np.array([1, 2.5])}, "第 1 行（从 0 起数）的 2.5 不是整数"),
        ({"株数": np.array(["1"])}, "整数列要整数"),
        ({"duty_failed": np.array([1.0])}, "是否列要 bool"),
        ({"duty_failed": np.array([2])}, "序号 2"),
        ({"trend": np.array([3])}, "第 0 行（从 0 起数）的序号 3"),
        (
            {"trend": np.array(["平稳", "好转"])},
            "第 1 行（从 0 起数）的“好转”不是其中一档；可写：平稳、蔓延、恶化",
        ),
        ({"trend": np.array(["平稳", 5], object)}, "第 1 行（从 0 起数）的“5”不是其中一档"),
        ({"株数": np.array([1, "多"], object)}, "第 1 行（从 0 起数）的“多”不是数"),
        ({"株数": np.array([1, True], object)}, "第 1 行（从 0 起数）的“True”不是数"),
        ({"株数": np.array([1, Decimal("2.5")], object)}, "第 1 行（从 0 起数）的“2.5”不是整数"),
        ({"株数": 1}, "n=… 写明行数"),
    ],
)
def test_columns_that_are_wrong(small: Any, columns: dict[str, Any], message: str) -> None:
    with pytest.raises(small.ColumnError, match=re.escape(message)):
        small.decide_tier({"已评定": True, **columns})


@pytest.mark.parametrize("columns", [None, [1], np.array([1]), "株数"])
def test_columns_are_a_mapping(small: Any, columns: object) -> None:
    for call in (small.decide_tier, lambda given: small.decide(given, "整治级别", n=1)):
        with pytest.raises(
            small.ColumnError, match=r"各列要写成 \{事实: 数组\} 这样的 dict，给的是"
        ):
            call(columns)


def test_more_columns_that_are_wrong(small: Any) -> None:
    with pytest.raises(small.ColumnError, match="float64"):
        small.decide_disposal({"知晓率": np.array([0.95], np.float32)})
    with pytest.raises(small.ColumnError, match="datetime64"):
        small.decide_disposal({"since": np.array([20190530])})
    with pytest.raises(small.ColumnError, match="没有“级别”这个结论"):
        small.decide({}, "级别", n=1)
    assert len(small.decide({}, "整治级别", n=3).kind) == 3
    assert len(small.decide({"株数": np.array([], int)}, "整治级别").kind) == 0


def test_too_many_norms_and_too_many_readings() -> None:
    facts = tuple(Fact(f"事实{k}", BoolType(), f"fact{k}") for k in range(65))
    many = tuple(Norm(f"第{k}条", "是", (True,), holds(f"事实{k}"), f"第{k}条") for k in range(65))
    policy = Policy("many", facts=facts, outcomes=(Outcome("是", BoolType()),), norms=many)
    with pytest.raises(Unsupported, match=r"65 条规定.*第0条"):
        vectorized_module(policy)
    readings = tuple(Reading(f"读法{k}", ("甲", "乙")) for k in range(13))
    branches = [
        ByReading(r.name, (("甲", holds(f"事实{k}")), ("乙", holds("事实0"))))
        for k, r in enumerate(readings, 1)
    ]
    norms = tuple(Norm(f"第{k}条", "是", (True,), c, f"第{k}条") for k, c in enumerate(branches))
    policy = evolve(policy, readings=readings, norms=norms)
    with pytest.raises(Unsupported, match=r"13 种读法.*8192 种取法.*第0条") as caught:
        vectorized_module(policy)
    assert "--reading 读法0=甲" in caught.value.help
    vectorized_module(policy, {"读法0": "甲"})


# ---------------------------------------------------------------------------- the text


def test_it_needs_nothing_but_numpy() -> None:
    names = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name) or ""
        for node in ast.walk(ast.parse(MADE.text))
        if isinstance(node, (ast.Import, ast.ImportFrom))
    }
    assert {name for name in names if name not in _STANDARD} == {"numpy"}


_STANDARD = (
    "__future__",
    "bisect",
    "collections.abc",
    "datetime",
    "decimal",
    "fractions",
    "typing",
)


def test_the_steps(golden: Callable[[Path, str], None]) -> None:
    """The functions of the small policy, as they are read."""
    start, end = MADE.text.index("-- 条文"), MADE.text.index("-- 求值")
    golden(Path(__file__).parent / "golden" / "vectorized_small.py.txt", MADE.text[start:end])


def test_lines_lead_back_to_norms() -> None:
    lines = MADE.text.split("\n")
    seen = set()
    for mapped in MADE.source_map:
        seen |= {*mapped.norms}
        comment = lines[mapped.line - 1].partition("  # ")[2]
        if len(mapped.norms) == 1 and "第" in comment:
            assert comment == SMALL.norms[mapped.norms[0]].citation
    assert seen == set(range(len(SMALL.norms)))


def test_through_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke(app, ["build", "nancheng-2017", "--vectorized"])
    assert run.exit_code == 0 and "nancheng_2017_vectorized.py" in run.stdout
    assert (tmp_path / "out" / "nancheng_2017_vectorized.py").is_file()
    run = CliRunner().invoke(app, ["build", "nancheng-2017", "--vectorized", "-t", "sql"])
    assert run.exit_code == 2 and "--vectorized 只用于 -t python" in run.stderr
