"""C04 必然冲突."""

import pytest
from attrs import evolve
from tests.analysis import minis
from tests.analysis.minis import LIST, WARN, WATCH, at_least, codes, none, norm, only, policy

from policyc.core.conditions import All, ByReading, holds
from policyc.core.norms import Defeat, Fact, Reading
from policyc.findings.finding import Severity, Status

pytestmark = pytest.mark.z3

PLANTS = minis.POPPY_FACTS[1]
LOW = norm("第七条", WATCH, at_least("罂粟株数", 3000))
HIGH = norm("第八条", LIST, at_least("罂粟株数", 10000))
WRONG = policy(LOW, HIGH, facts=(PLANTS,))
RIGHT = policy(
    evolve(LOW, condition=All((LOW.condition, minis.below("罂粟株数", 10000)))),
    HIGH,
    facts=(PLANTS,),
)


def test_wrong_and_right() -> None:
    assert codes(WRONG) == {"C04"}, "and no C01 beside it"
    assert codes(RIGHT) == set()


def test_the_proof_and_a_case() -> None:
    found = only(WRONG, "C04")
    assert (found.status, found.severity, found.replayed) == (
        Status.PROVED,
        Severity.HIGH,
        True,
    )
    assert found.witness.cases[0].facts == {"罂粟株数": 10000}
    assert "只要适用第八条（挂牌整治），就必定同时适用第七条（重点关注）" in found.message
    assert "在第七条里把第八条的情形除外" in found.suggestion


def test_what_can_stand_alone_is_a_c01() -> None:
    other = norm("第八条", LIST, holds("甲"))
    assert codes(policy(LOW, other, facts=(PLANTS, Fact("甲")))) == {"C01"}


def test_priority_ends_it() -> None:
    assert codes(policy(LOW, HIGH, facts=(PLANTS,), defeats=(Defeat("第八条", "第七条"),))) == set()


def test_not_merely_under_a_reading() -> None:
    reading = Reading("和", ("且", "或"))
    both = All((at_least("罂粟株数", 3000), holds("甲")))
    either = ByReading("和", (("且", both), ("或", at_least("罂粟株数", 3000))))
    a_policy = policy(
        evolve(LOW, condition=either), HIGH, facts=(PLANTS, Fact("甲")), readings=(reading,)
    )
    assert none(a_policy, "C04") and not none(a_policy, "C01")


def test_direct_norms_stay_with_c01() -> None:
    direct = evolve(HIGH, direct="直接")
    a_policy = policy(LOW, direct, facts=(PLANTS,), readings=(minis.DIRECT,))
    assert none(a_policy, "C04") and not none(a_policy, "C01")


def test_several_pairs_are_one_finding() -> None:
    middle = norm("第九条", WARN, at_least("罂粟株数", 5000))
    found = only(policy(LOW, HIGH, middle, facts=(PLANTS,)), "C04")
    assert len(found.parts) == 3 and "有3对条款" in found.message
