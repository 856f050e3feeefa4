"""M01 单调性倒挂."""

import pytest
from attrs import evolve
from tests.analysis import minis
from tests.analysis.minis import (
    LIST,
    TIERS,
    TREND,
    WARN,
    WATCH,
    at_least,
    codes,
    equal,
    none,
    norm,
    only,
    policy,
)

from policyc.core.conditions import TRUE, All, Any, Not, holds
from policyc.core.norms import Axiom, Fact, Modality, Outcome, Overlap, Worse
from policyc.core.types import IntType, ScaleType
from policyc.findings.finding import Severity, Status

pytestmark = pytest.mark.z3

NATIONAL = Fact("国家整治级别", ScaleType(TIERS), harmless="未列入", worse=Worse.MORE)
SEVEN = norm("第七条", LIST, equal("国家整治级别", WARN))
WRONG = policy(SEVEN, norm("第八条", WARN, equal("国家整治级别", LIST)), facts=(NATIONAL,))
RIGHT = policy(
    evolve(SEVEN, condition=at_least("国家整治级别", WARN)),
    norm("第八条", WARN, equal("国家整治级别", WATCH)),
    facts=(NATIONAL,),
)


def test_wrong_and_right() -> None:
    assert codes(WRONG) == {"M01"}
    assert codes(RIGHT) == set()


def test_both_cases_and_both_results() -> None:
    found = only(WRONG, "M01")
    assert (found.status, found.severity, found.replayed) == (
        Status.WITNESSED,
        Severity.MEDIUM,
        True,
    )
    assert [case.facts for case in found.witness.cases] == [
        {"国家整治级别": WARN},
        {"国家整治级别": LIST},
    ]
    assert [case.result for case in found.witness.cases] == ["为挂牌整治", "为通报警示"]
    assert found.message == (
        "其他情形相同，“国家整治级别”由通报警示加重为挂牌整治时，"
        "“整治级别”反而由挂牌整治（第七条）变为通报警示。"
    )
    assert found.norms == ("第七条", "第八条")


def test_no_answer_counts_as_lightest_and_is_said() -> None:
    """National 通报警示 maps to 挂牌整治; national 挂牌整治 to nothing."""
    due = evolve(minis.DUE, trigger=at_least("国家整治级别", WATCH))
    eight = norm("第八条", WARN, equal("国家整治级别", WATCH))
    a_policy = policy(SEVEN, eight, facts=(NATIONAL,), outcomes=(due,))
    assert codes(a_policy) == {"M01"}, "the hole is the same cause: no G01 beside it"
    found = only(a_policy, "M01")
    assert "由挂牌整治（第七条）变为没有结论（按最轻计）" in found.message
    assert [case.facts for case in found.witness.cases] == [
        {"国家整治级别": WARN},
        {"国家整治级别": LIST},
    ]


def test_numbers_without_an_answer_are_g02() -> None:
    times = Fact("次数", IntType("次", 0), harmless=0, worse=Worse.MORE)
    due = evolve(minis.DUE, trigger=at_least("次数", 2))
    two = norm("第八条", WARN, equal("次数", 2))
    assert codes(policy(two, facts=(times,), outcomes=(due,))) == {"G02"}
    lighter = norm("第九条", WATCH, at_least("次数", 3))
    assert codes(policy(two, lighter, facts=(times,), outcomes=(due,))) == {"M01"}


def test_a_clash_weighs_from_its_lightest_to_its_heaviest() -> None:
    """At 挂牌整治 both 通报警示 and 挂牌整治 are said: no inversion, a clash."""
    also = norm("第九条", LIST, equal("国家整治级别", LIST))
    assert none(policy(*WRONG.norms, also, facts=(NATIONAL,)), "M01")


def test_graded_words_read_as_exactly() -> None:
    trend = Fact("毒品问题态势", ScaleType(TREND), harmless="平稳", worse=Worse.MORE)
    harm = Fact("社会危害", ScaleType(TREND), harmless="平稳", worse=Worse.MORE)
    both = All((minis.reaches("毒品问题态势", "正在发展"), minis.reaches("社会危害", "正在发展")))
    a_policy = policy(norm("第八条", WATCH, both), facts=(trend, harm), readings=(minis.DEGREE,))
    found = only(a_policy, "M01")
    assert found.readings == ({"程度": "恰为"},)
    assert len(found.parts) == 2, "one finding for all facts that one mend puts right"
    assert "有2项事实，情形更重而“整治级别”反而更轻或者没有结论" in found.message
    assert "“毒品问题态势”和“社会危害”" in found.message


def test_directions() -> None:
    neither = evolve(NATIONAL, worse=Worse.NEITHER)
    assert none(evolve(WRONG, facts=(neither,)), "M01")
    less = evolve(NATIONAL, worse=Worse.LESS)
    assert none(evolve(WRONG, facts=(less,)), "M01") is False


def test_a_mitigating_circumstance_is_no_inversion() -> None:
    """A yes-or-no that only ever excuses is not graver for being declared so."""
    mended = Fact("主动整改", worse=Worse.MORE)
    excused = norm("第七条", LIST, holds("甲"), exception=holds("主动整改"))
    assert none(policy(excused, facts=(Fact("甲"), mended)), "M01")
    both = Any((Not(holds("主动整改")), All((holds("甲"), holds("主动整改")))))
    assert none(policy(norm("第七条", LIST, both), facts=(Fact("甲"), mended)), "M01") is False


def test_axioms_hold_on_both_sides() -> None:
    never = Axiom("国家不挂牌", Not(equal("国家整治级别", LIST)))
    assert none(evolve(WRONG, axioms=(never,)), "M01")


def test_the_rule_of_overlap_counts() -> None:
    """就低: another norm in force makes the result lighter."""
    lowest = evolve(minis.TIER, overlap=Overlap.LOWEST)
    always = norm("第七条", LIST, TRUE)
    more = norm("第八条", WATCH, at_least("国家整治级别", WARN))
    assert not none(policy(always, more, facts=(NATIONAL,), outcomes=(lowest,)), "M01")
    highest = evolve(minis.TIER, overlap=Overlap.HIGHEST)
    assert none(policy(always, more, facts=(NATIONAL,), outcomes=(highest,)), "M01")


def test_only_results_on_a_scale() -> None:
    measure = minis.measure("第十条", Modality.SHALL, ("取消",), equal("国家整治级别", WARN))
    a_policy = minis.disposal(measure, facts=(NATIONAL,))
    assert none(a_policy, "M01")
    assert isinstance(minis.DISPOSAL, Outcome)
