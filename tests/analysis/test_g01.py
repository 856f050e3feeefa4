"""G01 结论空白."""

import pytest
from attrs import evolve
from tests.analysis import minis
from tests.analysis.minis import IS_LISTED, LIST, WATCH, at_least, below, norm, policy

from policyc.analysis.run_checks import check_policy
from policyc.core.conditions import TRUE, All, Any, ByReading, Compare, Op, OutcomeRef, holds
from policyc.core.norms import Axiom, Fact, Modality, Reading
from policyc.findings.finding import Severity, Status

pytestmark = pytest.mark.z3


def check(a_policy, codes=("G01",)):
    result = check_policy(a_policy, codes=codes)
    assert not result.incomplete
    return list(result.findings)


def test_a_hole_below_a_threshold() -> None:
    always = evolve(minis.DUE, trigger=TRUE)
    found = check(policy(minis.JILIN_7_4, facts=minis.POPPY_FACTS, outcomes=(always,)), codes=None)
    (hole,) = found
    assert (hole.code, hole.status, hole.severity) == ("G01", Status.WITNESSED, Severity.HIGH)
    assert hole.witness.cases[0].facts == {}
    assert "第三条要求有“整治级别”" in hole.message and "第七条" in hole.message
    assert hole.citations[0].quote == "毒品问题严重地区实行三级整治。"
    assert hole.replayed is True


def test_no_hole_where_a_clause_catches_the_rest() -> None:
    always = evolve(minis.DUE, trigger=TRUE)
    rest = norm("第八条", WATCH, below("罂粟株数", 10000))
    high = norm("第七条", LIST, at_least("罂粟株数", 10000))
    assert check(policy(high, rest, facts=minis.POPPY_FACTS, outcomes=(always,))) == []


def test_no_trigger_no_hole() -> None:
    assert check(minis.jilin()) == []


class TestKunming:
    def test_the_criteria_that_lead_into_the_hole(self) -> None:
        (found,) = check(minis.kunming())
        assert [part.norms for part in found.parts] == [
            ("第五条第（一）项",),
            ("第五条第（九）项",),
        ], "第五条第（八）项 is always answered by 第九条"
        assert [part.witness.cases[0].facts for part in found.parts] == [
            {"制造问题突出": True},
            {"其他毒品问题突出": True},
        ]
        assert all(part.replayed for part in found.parts)
        assert "第三条" in found.message
        assert "第五条第（一）项和第五条第（九）项" in found.message
        assert "第六条第" not in found.message and "第六条、第八条和第九条" in found.message
        assert "已评定" not in found.witness.cases[0].facts
        assert "定为重点关注" in found.suggestion

    def test_the_official_act_shows_a_hole_too(self) -> None:
        """Where no criterion leads into it, the act alone does."""
        covered = norm("第六条", LIST, holds("制造问题突出"))
        facts = (minis.OFFICIAL, Fact("制造问题突出"))
        found = check(
            policy(minis.KUNMING_5_1, covered, facts=facts, outcomes=(minis.LISTED, minis.DUE))
        )
        (hole,) = found
        assert hole.witness.cases[0].facts == {"已评定": True}
        assert hole.parts == ()

    def test_a_catch_all_closes_it(self) -> None:
        rest = norm("第八条第二款", WATCH, IS_LISTED)
        full = minis.kunming()
        assert check(minis.kunming(norms=(*full.norms, rest))) == []


def test_a_clause_that_makes_nothing_due_is_no_cause() -> None:
    """Under the one status a tier is due, under 升级 of the other outcome too; the clause that
    only permits 延期 or 升级 makes none due, so it leads into no hole."""
    raised = Compare(OutcomeRef("期满处置"), Op.EQ, "升级")
    due = evolve(minis.DUE, trigger=Any((IS_LISTED, raised)))
    free = minis.measure("第十条", Modality.MAY, ("延期", "升级"), holds("期限届满"))
    facts = (minis.OFFICIAL, Fact("制造问题突出"), minis.ENDED, minis.FAILED)
    outcomes = (minis.LISTED, due, minis.DISPOSAL)
    (hole,) = check(policy(minis.KUNMING_5_1, free, facts=facts, outcomes=outcomes))
    assert "第十条" not in {cited.citation for cited in hole.citations}
    must = evolve(free, modality=Modality.SHALL, values=("升级",))
    (hole,) = check(policy(minis.KUNMING_5_1, must, facts=facts, outcomes=outcomes))
    assert {part.norms for part in hole.parts} == {("第五条第（一）项",), ("第十条",)}


def test_an_axiom_can_close_the_hole() -> None:
    always = evolve(minis.DUE, trigger=holds("甲"))
    answer = norm("第七条", LIST, holds("乙"))
    facts = (Fact("甲"), Fact("乙"))
    open_hole = policy(answer, facts=facts, outcomes=(always,))
    (found,) = check(open_hole)
    assert found.witness.cases[0].facts == {"甲": True}
    from policyc.core.conditions import Any, Not

    closed = Axiom("甲则乙", Any((Not(holds("甲")), holds("乙"))))
    assert check(policy(answer, facts=facts, outcomes=(always,), axioms=(closed,))) == []


def test_a_prohibition_is_no_answer_and_discretion_is() -> None:
    due = evolve(minis.DISPOSAL, trigger=holds("期限届满"))
    forbids = minis.measure("第十条", Modality.MUST_NOT, ("取消",), TRUE)
    permits = minis.measure("第十一条", Modality.MAY, ("延期",), TRUE)
    assert len(check(minis.disposal(forbids, outcomes=(due,)))) == 1
    assert check(minis.disposal(forbids, permits, outcomes=(due,))) == []


def test_no_norm_at_all() -> None:
    always = evolve(minis.DUE, trigger=TRUE)
    (found,) = check(policy(outcomes=(always,), facts=()))
    assert "没有一条作出规定" in found.message


def test_readings_of_a_hole() -> None:
    always = evolve(minis.DUE, trigger=holds("甲"))
    reading = Reading("和", ("且", "或"))
    both = ByReading("和", (("且", All((holds("甲"), holds("乙")))), ("或", holds("甲"))))
    (found,) = check(
        policy(
            norm("第七条", LIST, both),
            facts=(Fact("甲"), Fact("乙")),
            outcomes=(always,),
            readings=(reading,),
        )
    )
    assert found.readings == ({"和": "且"},)
    assert found.witness.cases[0].facts == {"甲": True}
    assert found.witness.readings == {"和": "且"}


def test_a_hole_along_a_number_is_another_code() -> None:
    always = evolve(minis.DUE, trigger=TRUE)
    high = norm("第七条", LIST, at_least("罂粟株数", 10000))
    low = norm("第八条", WATCH, minis.up_to("罂粟株数", 9999))
    a_policy = policy(high, low, facts=minis.POPPY_FACTS, outcomes=(always,), readings=(minis.TO,))
    assert check(a_policy) == []
    (found,) = check(a_policy, ("G02",))
    assert found.readings == ({"至": "不含"},)
    assert [case.facts["罂粟株数"] for case in found.witness.cases] == [9998, 9999, 10000]


def test_beside_a_hole_along_a_number_the_others_are_told() -> None:
    """Without 甲 nothing answers, whatever the number."""
    always = evolve(minis.DUE, trigger=TRUE)
    high = norm("第七条", LIST, All((holds("甲"), at_least("罂粟株数", 10000))))
    low = norm("第八条", WATCH, All((holds("甲"), below("罂粟株数", 9000))))
    facts = (*minis.POPPY_FACTS, Fact("甲"))
    (found,) = check(policy(high, low, facts=facts, outcomes=(always,)))
    assert found.witness.cases[0].facts == {}
