"""V01: where two texts give different results for the same facts."""

import pytest
from attrs import evolve
from tests.analysis.minis import LIST, WARN, WATCH, at_least, norm, policy

from policyc.analysis.compare import align, compare_policies
from policyc.analysis.differences import difference_findings
from policyc.core.norms import Fact, Overlap, PriorityEffect, Reading, ReadingSort
from policyc.core.types import IntType, Scale, ScaleType

pytestmark = pytest.mark.z3

PLANTS = Fact("罂粟株数", IntType("株", 0), alias="plants", harmless=0)


def text(number: int, *more, value=LIST, **fields):
    a_norm = norm("第三条", value, at_least("罂粟株数", number))
    return policy(a_norm, *more, **{"facts": (PLANTS,), "name": "办法", **fields})


def test_a_threshold_that_moved() -> None:
    (found,) = compare_policies(text(10000), text(5000)).differences
    assert found.first.facts == found.second.facts == {"罂粟株数": 5000}
    assert found.shown == ("不适用", LIST)
    assert found.stricter == 1
    assert [n.citation for n in found.first.norms] == ["第三条"]
    assert [n.citation for n in found.second.norms] == ["第三条"]


def test_words_alone_change_nothing() -> None:
    newer = evolve(text(5000), norms=(evolve(text(5000).norms[0], quote="改了字。"),))
    assert compare_policies(text(5000), newer).differences == ()


def test_every_pair_of_results_once() -> None:
    older = text(100, norm("第四条", WARN, at_least("罂粟株数", 10)))
    newer = text(100, norm("第四条", WATCH, at_least("罂粟株数", 10)))
    found = compare_policies(older, newer).differences
    assert [each.shown for each in found] == [(WARN, WATCH)]
    assert found[0].first.facts == {"罂粟株数": 10}
    assert found[0].stricter == 0


def test_facts_are_aligned_by_alias_too() -> None:
    other = evolve(PLANTS, name="种植罂粟株数")
    a_norm = norm("第七条", LIST, at_least("种植罂粟株数", 7))
    second = policy(a_norm, facts=(other,), name="乙", region="丙省")
    found = align(text(5), second)
    assert found.facts == {"种植罂粟株数": "罂粟株数"}
    (difference,) = compare_policies(text(5), second).differences
    assert difference.first.facts == {"罂粟株数": 5}
    assert difference.second.facts == {"种植罂粟株数": 5}


def test_facts_of_different_types_are_left_apart() -> None:
    scale = Fact("罂粟株数", ScaleType(Scale("多少", ("少", "多"))), harmless="少")
    second = policy(norm("第七条", LIST, at_least("罂粟株数", "多")), facts=(scale,), name="乙")
    found = align(text(5), second)
    assert (found.facts, found.apart) == ({}, ("罂粟株数",))
    assert compare_policies(text(5), second).differences == ()


def test_findings_name_the_stricter_text() -> None:
    older, newer = text(10000), text(5000)
    (found,) = difference_findings(older, newer, compare_policies(older, newer))
    assert (found.code, found.replayed) == ("V01", True)
    assert "罂粟株数为5000株：修订前没有结论（第三条）；修订后为挂牌整治（第三条）。修订后较严" in (
        found.message
    )


def test_results_of_several_values() -> None:
    def summing(*norms):
        made = text(10, *norms)
        (outcome,) = made.outcomes
        return evolve(made, outcomes=(evolve(outcome, overlap=Overlap.CUMULATIVE),))

    warned = norm("第四条", WARN, at_least("罂粟株数", 10))
    assert compare_policies(summing(warned), summing(warned)).differences == ()
    found = compare_policies(summing(), summing(warned)).differences
    assert [each.second.result.values for each in found] == [(LIST, WARN)]
    assert found[0].first.facts == {"罂粟株数": 10}


def test_versions_are_compared_under_every_reading_of_priority() -> None:
    direct = Reading(
        "直接",
        ("替代", "程序"),
        ReadingSort.PRIORITY,
        (PriorityEffect.REPLACE, PriorityEffect.PROCEDURE),
    )
    own = norm("第四条", WARN, at_least("罂粟株数", 10))

    def version(**fields):
        first = evolve(text(10).norms[0], **fields)
        return policy(first, own, facts=(PLANTS,), readings=(direct,), name="办法")

    older, newer = version(direct="直接"), version()
    assert compare_policies(older, newer).differences == ()
    (found,) = compare_policies(older, newer, versions=True).differences
    assert found.first.readings == {"直接": "替代"}
    assert found.shown[0] == LIST
