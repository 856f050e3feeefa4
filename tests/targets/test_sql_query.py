"""The query itself: its text, what it takes, and what it refuses."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path

import duckdb
import pytest
from attrs import evolve
from tests.targets.queries import disagreements
from tests.targets.small import PLANTS, SMALL, TIERS, at_least

from policyc.core.conditions import ByReading, Compare, FactRef, Op, OutcomeRef, holds
from policyc.core.norms import Fact, Modality, Norm, Outcome, Policy, Reading
from policyc.core.types import BoolType, RealType, ScaleType, Value
from policyc.targets.common.unsupported import Unsupported
from policyc.targets.sql.query import DIALECTS, Asked, sql_query

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_text(dialect: str, golden: Callable[[Path, str], None]) -> None:
    asked = Asked(dialect=dialect, outcomes=("整治级别",), readings={"至": "含"})
    golden(GOLDEN / f"small-{dialect}.sql", sql_query(SMALL, asked).text)


def test_days_decide_which_norms_count() -> None:
    cases: list[dict[str, Value]] = [
        {"省级直接挂牌": True, "责任不落实": True, "已评定": True},
        {"起始日": date(2020, 2, 29)},
    ]
    for as_of in (None, date(2019, 12, 31), date(2020, 1, 1)):
        for dialect in ("duckdb", "sqlite"):
            assert disagreements(SMALL, cases, dialect, as_of=as_of) == []


def test_facts_without_a_column_are_unknown() -> None:
    query = sql_query(SMALL, Asked(present=frozenset({"listed"}), kept=()))
    assert query.facts == ("listed",)
    database = duckdb.connect()
    database.execute("CREATE TABLE facts (listed BOOLEAN)")
    database.execute("INSERT INTO facts VALUES (TRUE)")
    (row,) = database.execute(query.text).fetchall()
    assert row[6] == "未知"


def test_names_are_quoted() -> None:
    asked = Asked(table='库.表"一', kept=('列"甲',), outcomes=("整治级别",))
    text = sql_query(SMALL, asked).text
    assert '"库"."表""一"' in text and '"列""甲"' in text


def test_a_threshold_that_does_not_terminate() -> None:
    third, kind = Fraction(1, 3), RealType("", Fraction(0))
    policy = Policy(
        "thirds",
        facts=(Fact("配比", kind, "ratio", None),),
        outcomes=(Outcome("过线", BoolType(), "over"), Outcome("恰好", BoolType(), "exact")),
        norms=(
            Norm("r", "过线", (True,), Compare(FactRef("配比"), Op.GE, third)),
            Norm("s", "恰好", (True,), Compare(FactRef("配比"), Op.NE, third)),
        ),
    )
    values = ("0", "0.333333333333333", "0.333333333333334", "0.34")
    cases = [{"配比": Fraction(value)} for value in values]
    for dialect in ("duckdb", "sqlite"):
        assert disagreements(policy, [*cases, {}], dialect) == []


def test_what_a_permission_leaves_open_is_never_fed_downstream() -> None:
    """维持现状 need not be a value of the outcome that the next one asks about."""
    level = ScaleType(TIERS)
    policy = Policy(
        "permission",
        facts=tuple(Fact(name) for name in ("甲", "乙", "丙")),
        outcomes=(Outcome("级别", level, "tier"), Outcome("下游", BoolType(), "next")),
        norms=(
            Norm("r", "级别", ("关注",), holds("甲"), modality=Modality.MAY),
            Norm("s", "级别", ("关注",), holds("乙"), modality=Modality.MUST_NOT),
            Norm("t", "级别", ("警示",), holds("丙")),
            Norm("u", "下游", (True,), Compare(OutcomeRef("级别"), Op.GE, "关注")),
        ),
    )
    truths = (True, False, None)
    drawn = [dict(zip(("甲", "乙", "丙"), row, strict=True)) for row in product(truths, repeat=3)]
    cases = [{name: value for name, value in row.items() if value is not None} for row in drawn]
    assert disagreements(policy, cases, "sqlite") == []


def test_more_norms_than_bits() -> None:
    norms = [
        Norm(f"r{k}", "整治级别", ("警示",), at_least(PLANTS, k), f"第{k}条") for k in range(63)
    ]
    policy = evolve(SMALL, norms=tuple(norms), defeats=())
    with pytest.raises(Unsupported, match=r"有 63 条规定.*第0条、第1条、第2条等63处"):
        sql_query(policy, Asked(outcomes=("整治级别",)))


def test_more_readings_than_fit() -> None:
    names = [f"读法{k}" for k in range(13)]
    conditions = [
        ByReading(name, (("甲", at_least(PLANTS, k)), ("乙", at_least(PLANTS, k + 1))))
        for k, name in enumerate(names)
    ]
    norms = [
        Norm(f"r{k}", "整治级别", ("警示",), condition, f"第{k}条")
        for k, condition in enumerate(conditions)
    ]
    readings = tuple(Reading(name, ("甲", "乙")) for name in names)
    policy = evolve(SMALL, norms=tuple(norms), readings=readings, defeats=(), axioms=())
    with pytest.raises(Unsupported, match=r"有 13 种读法没有取定.*共 8192 种取法.*第0条") as error:
        sql_query(policy, Asked(outcomes=("整治级别",)))
    assert "--reading 读法0=甲" in error.value.help
    fixed = dict.fromkeys(names[:7], "甲")
    cases = [{"株数": count} for count in (0, 6, 7, 12, 13)]
    assert disagreements(policy, cases, "duckdb", fixed) == []
