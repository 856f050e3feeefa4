"""The oracle itself, on rows of the conformance table where the answer is plain to see."""

import pytest
from tests import oracle
from tests.core.table import rows

from policyc.core.conditions import FALSE, All, holds
from policyc.core.norms import Axiom, Fact, Norm, Policy

ROWS = {row.id: row.policy for row in rows()}


def under(**readings: str | None) -> oracle.Readings:
    return tuple(readings.items())


def test_clashing_pairs() -> None:
    found = oracle.clashing_pairs(ROWS["5"])
    pairs = {(pair.first, pair.second): by for pair, by in found.items()}
    assert set(pairs) == {("r", "s"), ("r", "t"), ("s", "t")}
    assert pairs["r", "s"] == {
        (): [{"p": True, "q": True, "x": False}, {"p": True, "q": True, "x": True}]
    }


def test_clashing_pairs_under_a_reading_of_meaning() -> None:
    (by,) = oracle.clashing_pairs(ROWS["20"]).values()
    assert by == {under(至="含"): [{"n": 10000}]}


def test_clashing_pairs_under_a_reading_of_priority() -> None:
    (by,) = oracle.clashing_pairs(ROWS["24"]).values()
    assert set(by) == {under(直接=None), under(直接="仅免程序")}


@pytest.mark.parametrize("row", ["4", "6", "7", "8", "23", "33", "47"])
def test_no_clash(row: str) -> None:
    assert oracle.clashing_pairs(ROWS[row]) == {}


def test_gaps() -> None:
    assert oracle.gaps(ROWS["3"]) == {"级别": {(): [{"p": False, "q": False}]}}
    assert oracle.gaps(ROWS["12"]) == {}
    exactly = oracle.gaps(ROWS["22"])["级别"]
    assert [case["k"] for case in exactly[under(**{"2次": "恰"})]] == [0, 3]
    assert [case["k"] for case in exactly[under(**{"2次": "至少"})]] == [0]


def test_no_gap_where_nothing_is_owed() -> None:
    assert oracle.gaps(ROWS["49"]) == {}


def test_overridden_tiers() -> None:
    """The own tier c is lost where the direct norm gives b, unless b is only a floor."""
    assert oracle.overridden_tiers(ROWS["24"]) == {
        ("级别", "地区"): {
            under(直接=None): {"c"},
            under(直接="替代"): {"c"},
            under(直接="仅免程序"): {"c"},
        }
    }
    floors = oracle.overridden_tiers(ROWS["70"])["级别", "地区"][under(直接="下限")]
    assert floors == {"a", "b"}


def test_consistent() -> None:
    policy = ROWS["94"]
    assert oracle.consistent(policy)
    assert oracle.trigger_possible(policy, "级别")
    impossible = Policy("x", facts=policy.facts, axioms=(Axiom("无", FALSE),))
    assert not oracle.consistent(impossible)


def test_official_acts_may_be_lacking() -> None:
    policy = ROWS["34"]
    assert oracle.official_acts(policy) == {"已评定"}
    assert len(oracle.cases(policy)) == 6
    assert len(oracle.cases(policy, lacking=False)) == 4
    assert len(oracle.cases(policy, {"p": True})) == 3


def test_too_many_cases_are_refused() -> None:
    names = [f"p{n}" for n in range(15)]
    policy = Policy(
        "x",
        facts=tuple(Fact(name) for name in names),
        norms=(Norm("r", "o", (True,), All(tuple(holds(name) for name in names))),),
    )
    with pytest.raises(oracle.TooMany):
        oracle.cases(policy)
