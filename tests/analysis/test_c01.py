"""C01 结论冲突."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve
from tests.analysis import minis
from tests.analysis.minis import LIST, WARN, WATCH, at_least, below, equal, norm, policy

from policyc.analysis.run_checks import check_policy
from policyc.core.conditions import All, Any, Not, holds
from policyc.core.norms import Axiom, Defeat, Fact, Modality, Overlap, Window
from policyc.core.types import IntType, RealType, Scale, ScaleType
from policyc.findings.finding import Severity, Status

pytestmark = pytest.mark.z3

CLASHES = ("C01", "C04")
"""A clash is reported under one of these, whatever else is."""

A, B = Fact("甲"), Fact("乙")
R, Q = norm("第七条", LIST, holds("甲")), norm("第八条", WARN, holds("乙"))


def check(a_policy, codes=("C01",)):
    result = check_policy(a_policy, codes=codes)
    assert not result.incomplete
    return list(result.findings)


def only(a_policy, codes=("C01",)):
    (finding,) = check(a_policy, codes)
    return finding


def test_two_norms_that_clash() -> None:
    found = only(policy(R, Q, facts=(A, B)))
    assert (found.code, found.status, found.severity) == ("C01", Status.WITNESSED, Severity.HIGH)
    assert found.norms == ("第七条", "第八条")
    assert found.witness.cases[0].facts == {"甲": True, "乙": True}
    assert found.witness.readings == {} and found.readings == ()
    assert found.replayed is True
    assert [c.quote for c in found.citations] == ["第七条的原文。", "第八条的原文。"]
    assert found.documents == ("实施细则",)
    assert found.message == (
        "第七条与第八条在同一情形下给出不同的“整治级别”（挂牌整治／通报警示），文件没有规定如何取舍。"
    )
    assert "同时符合两项以上的，按较重一级确定" in found.suggestion


@pytest.mark.parametrize(
    "clean",
    [
        policy(R, evolve(Q, values=(LIST,)), facts=(A, B)),
        policy(R, evolve(Q, condition=Not(holds("甲"))), facts=(A, B)),
        policy(R, evolve(Q, exception=holds("甲")), facts=(A, B)),
        policy(R, Q, facts=(A, B), defeats=(Defeat("第七条", "第八条"),)),
        policy(R, Q, facts=(A, B), axioms=(Axiom("不并存", Not(All((R.condition, Q.condition)))),)),
        policy(R, Q, facts=(A, B), outcomes=(evolve(minis.TIER, overlap=Overlap.HIGHEST),)),
        policy(R, Q, facts=(A, B), outcomes=(evolve(minis.TIER, overlap=Overlap.CUMULATIVE),)),
        policy(R, evolve(Q, subject="市（州）"), facts=(A, B)),
        policy(R, evolve(Q, competent=False), facts=(A, B)),
        policy(
            evolve(R, window=Window(end=date(2019, 12, 31))),
            evolve(Q, window=Window(start=date(2020, 1, 1))),
            facts=(A, B),
        ),
    ],
    ids=[
        "same value",
        "exclusive",
        "exception",
        "priority",
        "axiom",
        "highest",
        "cumulative",
        "other subject",
        "no competence",
        "never the same day",
    ],
)
def test_what_is_no_clash(clean) -> None:
    assert check(clean) == []


def test_unique_is_still_a_clash() -> None:
    found = only(policy(R, Q, facts=(A, B), outcomes=(evolve(minis.TIER, overlap=Overlap.UNIQUE),)))
    assert "结论唯一" in found.message


def test_transitive_defeat_counts() -> None:
    third = norm("第九条", WATCH, All(()))
    chain = (Defeat("第七条", "第八条"), Defeat("第八条", "第九条"))
    found = check(policy(R, Q, third, facts=(A, B), defeats=chain), CLASHES)
    (pair,) = found
    assert pair.norms == ("第七条", "第九条")


class TestJilin:
    def test_across_counts_the_clash_needs_no_reading(self) -> None:
        found = only(minis.jilin())
        assert found.norms == ("第七条第（四）项", "第八条第（五）项")
        assert found.readings == ()
        # At the edge of 至 two facts would be enough, but only if 至 is read to include it.
        assert found.witness.cases[0].facts == {
            "禁种铲毒责任落实不到位": True,
            "罂粟株数": 5000,
            "涉种地块数": 500,
        }
        assert found.witness.readings == {}
        assert found.message.endswith("各种读法下都如此。")

    def test_on_one_count_only_the_edge_clashes(self) -> None:
        """That is G03: another mend."""
        high = norm("第七条第（四）项", LIST, at_least("罂粟株数", 10000))
        band = All((at_least("罂粟株数", 5000), minis.up_to("罂粟株数", 10000)))
        low = norm("第八条第（五）项", WARN, band)
        assert check(policy(high, low, facts=minis.POPPY_FACTS, readings=(minis.TO,))) == []

    def test_a_number_that_one_side_demands_is_no_edge(self) -> None:
        once = norm("第八条第（三）项", WARN, equal("罂粟株数", 10000))
        high = norm("第七条第（四）项", LIST, at_least("罂粟株数", 10000))
        found = only(policy(high, once, facts=minis.POPPY_FACTS), CLASHES)
        assert "时如此" not in found.message and "读法" not in found.message

    def test_plain_bounds_are_clean(self) -> None:
        high = norm("第七条第（四）项", LIST, at_least("罂粟株数", 10000))
        band = All((at_least("罂粟株数", 5000), below("罂粟株数", 10000)))
        low = norm("第八条第（五）项", WARN, band)
        assert check(policy(high, low, facts=minis.POPPY_FACTS)) == []

    def test_least_size_of_numbers(self) -> None:
        """Without the edge three facts are off: 500 plots and 5000 plants, not 10000 and 200."""
        low = minis.JILIN_8_5
        band = Any(
            (
                All((at_least("罂粟株数", 5000), below("罂粟株数", 10000))),
                All((at_least("涉种地块数", 200), below("涉种地块数", 500))),
            )
        )
        found = only(
            policy(
                minis.JILIN_7_4,
                evolve(low, condition=All((minis.NEGLECT, band))),
                facts=minis.POPPY_FACTS,
            )
        )
        facts = found.witness.cases[0].facts
        assert facts == {"禁种铲毒责任落实不到位": True, "罂粟株数": 5000, "涉种地块数": 500}


class TestKunming:
    def test_direct_and_plain_clashes_are_two_findings(self) -> None:
        plain, direct = check(minis.kunming())
        assert plain.norms == ("第六条第（一）项", "第八条第（一）项")
        assert plain.readings == ({"程度": "达到"},)
        assert set(direct.norms) == {
            "第六条第（一）项",
            "第八条第（一）项",
            "第九条第一句",
            "第九条第二句",
        }
        assert len(direct.parts) == 3

    def test_a_direct_clash_shows_each_reading(self) -> None:
        direct = check(minis.kunming())[1]
        part = next(p for p in direct.parts if p.norms == ("第六条第（一）项", "第九条第二句"))
        assert "读作“替代本市评定”，结果为通报警示" in part.message
        assert "读作“作为下限”" in part.message and "结果为挂牌整治" in part.message
        assert "读作“仅免程序”" in part.message and "结果为冲突" in part.message
        assert part.witness.cases[0].facts == {"毒品问题态势": "长期泛滥", "省级整治级别": WATCH}
        assert "替代本市评定、作为下限，还是仅免程序" in direct.suggestion
        assert "优先于" in direct.suggestion

    def test_priority_ends_the_direct_clash(self) -> None:
        wins = tuple(
            Defeat(winner.id, loser.id)
            for winner in (minis.KUNMING_9_1, minis.KUNMING_9_2)
            for loser in (minis.KUNMING_6, minis.KUNMING_8)
        )
        (plain,) = check(minis.kunming(defeats=wins))
        assert plain.norms == ("第六条第（一）项", "第八条第（一）项")


class TestDiscretion:
    MAY = minis.measure("第十条", Modality.MAY, ("取消",), holds("期限届满"))
    CHOOSE = minis.measure("第十一条", Modality.SHALL_CHOOSE, ("延期", "升级"), holds("未完成任务"))

    def test_permission_against_an_obligation_to_choose(self) -> None:
        found = only(minis.disposal(self.MAY, self.CHOOSE))
        assert found.norms == ("第十条", "第十一条")
        assert found.witness.cases[0].facts == {"期限届满": True, "未完成任务": True}

    def test_permission_that_holds_what_is_owed(self) -> None:
        wide = minis.measure("第十条", Modality.MAY, ("取消", "延期"), holds("期限届满"))
        assert check(minis.disposal(wide, self.CHOOSE)) == []

    def test_a_third_norm_can_make_room(self) -> None:
        always = minis.measure("第十二条", Modality.MAY, ("延期",), All(()))
        assert check(minis.disposal(self.MAY, self.CHOOSE, always)) == []

    def test_obligation_against_prohibition_is_another_code(self) -> None:
        shall = minis.measure("第十条", Modality.SHALL, ("取消",), holds("期限届满"))
        must_not = minis.measure("第十一条", Modality.MUST_NOT, ("取消",), holds("未完成任务"))
        assert check(minis.disposal(shall, must_not)) == []


class TestConditional:
    GRAVE = Fact("活动严重", open_textured=True, aspect="违法犯罪")
    SERIOUS = Fact("活动突出", open_textured=True, aspect="违法犯罪")
    TREND = Fact("态势蔓延", open_textured=True, aspect="毒情")

    def mini(self, one, two, *facts, **more):
        norms = (norm("第六条", LIST, one), norm("第七条", WARN, two))
        return policy(*norms, facts=facts, **more)

    def test_two_phrases_of_one_aspect(self) -> None:
        found = only(self.mini(holds("活动严重"), holds("活动突出"), self.GRAVE, self.SERIOUS))
        assert (found.status, found.severity) == (Status.CONDITIONAL, Severity.LOW)
        assert "“活动严重”与“活动突出”（同属“违法犯罪”）" in found.suggestion
        assert found.witness is not None and found.replayed

    def test_a_common_premise_does_not_make_it_real(self) -> None:
        premise = Fact("已列入")
        both = [All((holds("已列入"), holds(name))) for name in ("活动严重", "活动突出")]
        found = only(self.mini(*both, premise, self.GRAVE, self.SERIOUS))
        assert found.status is Status.CONDITIONAL

    @pytest.mark.parametrize(
        ("one", "two"),
        [
            (holds("活动严重"), holds("态势蔓延")),
            (holds("活动严重"), holds("甲")),
            (holds("活动严重"), at_least("次数", 2)),
            (
                All((holds("活动严重"), at_least("次数", 1))),
                All((holds("活动突出"), below("次数", 3))),
            ),
            (holds("活动严重"), Any((holds("活动突出"), holds("态势蔓延")))),
            (holds("活动严重"), Any((holds("活动突出"), holds("活动严重")))),
        ],
        ids=["aspects", "hard fact", "count", "shared count", "other aspect too", "same fact"],
    )
    def test_a_real_clash(self, one, two) -> None:
        times = Fact("次数", IntType("次", 0), harmless=0)
        facts = (self.GRAVE, self.SERIOUS, self.TREND, A, times)
        assert only(self.mini(one, two, *facts), CLASHES).status is not Status.CONDITIONAL

    def test_one_scale_is_real_or_nothing(self) -> None:
        steps = Scale("活动", ("一般", "突出", "严重"))
        fact = Fact(
            "活动", ScaleType(steps), harmless="一般", open_textured=True, aspect="违法犯罪"
        )
        assert check(self.mini(equal("活动", "严重"), equal("活动", "突出"), fact)) == []
        found = only(self.mini(at_least("活动", "严重"), at_least("活动", "突出"), fact), CLASHES)
        assert found.status is not Status.CONDITIONAL
        assert found.witness.cases[0].facts == {"活动": "严重"}

    def test_an_axiom_that_links_makes_it_real(self) -> None:
        implied = Axiom("严重则突出", Any((Not(holds("活动严重")), holds("活动突出"))))
        found = only(
            self.mini(
                holds("活动严重"),
                holds("活动突出"),
                self.GRAVE,
                self.SERIOUS,
                axioms=(implied,),
            ),
            CLASHES,
        )
        assert found.status is not Status.CONDITIONAL
        assert found.axioms == ("严重则突出",)


class TestGrouping:
    def many(self, count: int):
        facts = tuple(Fact(f"情形{k}") for k in range(2 * count))
        norms = [
            norm(
                f"第{'七' if k < count else '八'}条第（{k}）项",
                LIST if k < count else WARN,
                holds(f"情形{k}"),
            )
            for k in range(2 * count)
        ]
        return policy(*norms, facts=facts)

    def test_one_finding_for_one_mend(self) -> None:
        found = only(self.many(6))
        assert "共36对" in found.message and "未逐一列出" not in found.message
        assert len(found.parts) == 36
        assert len(found.norms) == 12
        assert all(len(p.norms) == 2 and p.replayed for p in found.parts)
        assert len({p.fingerprint for p in found.parts}) == 36

    def test_very_many_pairs_are_not_all_carried(self, monkeypatch) -> None:
        monkeypatch.setattr("policyc.analysis.checks.c01.MAX_PARTS", 20)
        found = only(self.many(6))
        assert "共36对" in found.message and "其中16对未逐一列出" in found.message
        assert len(found.parts) == 20
        assert len(found.norms) == 12
        assert all(len(p.norms) == 2 and p.replayed for p in found.parts)
        assert len({p.fingerprint for p in found.parts}) == 20

    def test_the_witness_is_the_smallest_of_the_parts(self) -> None:
        found = only(self.many(2))
        assert found.witness in [part.witness for part in found.parts]

    def test_fingerprint_ignores_the_order(self) -> None:
        one = policy(R, Q, facts=(A, B))
        two = policy(Q, R, facts=(B, A))
        assert only(one).fingerprint == only(two).fingerprint
        assert (
            only(one).fingerprint
            != only(policy(R, evolve(Q, citation="第十条"), facts=(A, B))).fingerprint
        )


def test_rates_stay_exact() -> None:
    rate = Fact("知晓率", RealType("%", Fraction(0), Fraction(1)), harmless=Fraction(1))
    high = norm("第七条", LIST, below("知晓率", Fraction(1, 3)))
    low = norm("第八条", WARN, below("知晓率", Fraction(19, 20)))
    found = only(policy(high, low, facts=(rate,)), CLASHES)
    value = found.witness.cases[0].facts["知晓率"]
    assert isinstance(value, Fraction) and value < Fraction(1, 3)


def test_a_time_out_is_never_clean(monkeypatch) -> None:
    from policyc.analysis import solve

    monkeypatch.setattr(solve.Session, "_check", lambda self: solve.Answer.UNKNOWN)
    result = check_policy(policy(R, Q, facts=(A, B)), codes=("C01",))
    assert result.incomplete
    (found,) = result.findings
    assert found.status is Status.UNDECIDED and found.witness is None
