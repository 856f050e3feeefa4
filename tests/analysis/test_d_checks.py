"""D01 永不适用, D02 总被排除, D03 冗余条款, D04 冗余条件, D06 无效事实."""

import pytest
from attrs import evolve
from tests.analysis import minis
from tests.analysis.minis import LIST, WARN, WATCH, at_least, below, codes, none, norm, only, policy

from policyc.analysis.run_checks import check_policy
from policyc.core.conditions import TRUE, All, Any, ByReading, Not, holds
from policyc.core.content import Duty, Place
from policyc.core.norms import Axiom, Defeat, Fact, Modality, Overlap, Reading, Worse
from policyc.findings.finding import Severity, Status

pytestmark = pytest.mark.z3

PLANTS = evolve(minis.POPPY_FACTS[1], worse=Worse.MORE)
PLOTS = minis.POPPY_FACTS[2]
A, B = Fact("甲"), Fact("乙")


def plants(*norms, **more):
    return policy(*norms, **{"facts": (PLANTS,), **more})


class TestD01:
    WRONG = plants(
        norm("第七条", LIST, All((at_least("罂粟株数", 10000), below("罂粟株数", 5000))))
    )
    RIGHT = plants(
        norm("第七条", LIST, All((at_least("罂粟株数", 5000), below("罂粟株数", 10000)))),
        norm("第八条", LIST, at_least("罂粟株数", 10000)),
    )

    def test_wrong_and_right(self) -> None:
        assert codes(self.WRONG) == {"D01"}
        assert codes(self.RIGHT) == set()

    def test_what_contradicts_what(self) -> None:
        also = norm("第七条", LIST, All((holds("甲"), *self.WRONG.norms[0].condition.parts)))
        found = only(plants(also, facts=(PLANTS, A)), "D01")
        assert found.status is Status.PROVED and found.witness is None
        assert found.message == (
            "第七条永远不能适用：“罂粟株数”不少于10000株和“罂粟株数”低于5000株不能同时成立。"
        )

    def test_axioms_are_d05(self) -> None:
        never = Axiom("甲必无", Not(holds("甲")))
        a_policy = policy(norm("第七条", LIST, holds("甲")), facts=(A,), axioms=(never,))
        assert none(a_policy, "D01") and "D05" in codes(a_policy)

    def test_one_reading_is_enough(self) -> None:
        reading = Reading("和", ("且", "或"))
        either = ByReading("和", (("且", self.WRONG.norms[0].condition), ("或", TRUE)))
        assert none(plants(norm("第七条", LIST, either), readings=(reading,)), "D01")

    def test_duties(self) -> None:
        condition = All((holds("甲"), Not(holds("甲"))))
        duty = Duty(Place("第三条", "原文。"), ("市",), ("做",), condition=condition)
        assert only(policy(facts=(A,), content=(duty,)), "D01").norms == ("第三条",)


class TestD02:
    SEVEN = norm("第七条", WATCH, at_least("罂粟株数", 3000))
    WRONG = plants(evolve(SEVEN, exception=at_least("罂粟株数", 1000)))
    RIGHT = plants(
        evolve(SEVEN, exception=at_least("罂粟株数", 10000)),
        norm("第八条", LIST, at_least("罂粟株数", 10000)),
    )

    def test_wrong_and_right(self) -> None:
        assert codes(self.WRONG) == {"D02"}
        assert codes(self.RIGHT) == set()

    def test_by_the_union_of_others(self) -> None:
        low = norm("第八条", WARN, below("罂粟株数", 5000))
        high = norm("第九条", LIST, at_least("罂粟株数", 5000))
        wins = (Defeat("第八条", "第七条"), Defeat("第九条", "第七条"))
        found = only(plants(self.SEVEN, low, high, defeats=wins), "D02")
        assert "第七条每次符合条件时都被第八条和第九条排除" in found.message
        assert none(plants(self.SEVEN, low, high, defeats=wins[:1]), "D02")


class TestD03:
    SEVEN = norm("第七条", LIST, at_least("罂粟株数", 10000))
    EIGHT = norm("第八条", LIST, at_least("罂粟株数", 20000))
    WRONG = plants(SEVEN, EIGHT)
    RIGHT = plants(SEVEN, norm("第八条", LIST, at_least("涉种地块数", 500)), facts=(PLANTS, PLOTS))

    def test_wrong_and_right(self) -> None:
        assert codes(self.WRONG) == {"D03"}
        assert codes(self.RIGHT) == set()

    def test_what_covers_it(self) -> None:
        found = only(self.WRONG, "D03")
        assert (found.status, found.severity) == (Status.PROVED, Severity.LOW)
        assert found.message == "第八条没有作用：它管的情形，第七条都已经给出同样的“整治级别”。"

    def test_a_clause_that_says_other_things_too(self) -> None:
        duty = Duty(Place("第八条", "原文。"), ("县禁毒委",), ("报告",))
        found = only(evolve(self.WRONG, content=(duty,)), "D03")
        assert found.message.startswith("第八条关于“整治级别”的规定没有作用")
        assert "删去第八条的这一部分" in found.suggestion

    def test_two_that_repeat_each_other(self) -> None:
        found = only(plants(self.SEVEN, norm("第八条", LIST, self.SEVEN.condition)), "D03")
        assert "第七条与第八条重复" in found.message

    def test_several_between_them(self) -> None:
        one = norm("第八条", LIST, All((at_least("罂粟株数", 1), holds("甲"))))
        two = norm("第九条", LIST, All((at_least("罂粟株数", 1), Not(holds("甲")))))
        found = only(plants(self.SEVEN, one, two, facts=(PLANTS, A)), "D03")
        assert found.norms == ("第七条", "第八条", "第九条")

    def test_the_higher_covers_the_lower(self) -> None:
        highest = evolve(minis.TIER, overlap=Overlap.HIGHEST)
        low = norm("第九条", WATCH, at_least("罂粟株数", 30000))
        assert "优先" in only(plants(self.SEVEN, low, outcomes=(highest,)), "D03").message
        assert none(plants(self.SEVEN, low), "D03")

    def test_not_merely_under_a_reading(self) -> None:
        reading = Reading("和", ("且", "或"))
        either = ByReading("和", (("且", self.EIGHT.condition), ("或", holds("甲"))))
        a_policy = plants(
            self.SEVEN, norm("第八条", LIST, either), facts=(PLANTS, A), readings=(reading,)
        )
        assert none(a_policy, "D03")

    def test_a_norm_that_defeats_does_more(self) -> None:
        low = norm("第九条", WATCH, holds("甲"))
        wins = (Defeat("第八条", "第九条"),)
        assert none(plants(*self.WRONG.norms, low, facts=(PLANTS, A), defeats=wins), "D03")

    def test_permissions_and_choices(self) -> None:
        ended = holds("期限届满")
        wide = minis.measure("第十条", Modality.MAY, ("取消", "延期"), ended)
        narrow = minis.measure("第十一条", Modality.MAY, ("取消",), ended)
        found = check_policy(minis.disposal(wide, narrow), codes=("D03",)).findings
        assert [f.norms for f in found] == [("第十一条", "第十条")]


class TestD04:
    WRONG = plants(
        norm("第七条", LIST, All((at_least("罂粟株数", 10000), at_least("罂粟株数", 5000))))
    )
    RIGHT = plants(
        norm("第七条", LIST, All((at_least("罂粟株数", 10000), minis.NEGLECT))),
        facts=(PLANTS, minis.POPPY_FACTS[0]),
    )

    def test_wrong_and_right(self) -> None:
        assert codes(self.WRONG) == {"D04"}
        assert codes(self.RIGHT) == set()

    def test_the_wider_part(self) -> None:
        found = only(self.WRONG, "D04")
        assert found.message == (
            "第七条中的条件“罂粟株数”不少于5000株多余：删去以后，适用的情形不变。"
        )
        assert found.severity is Severity.LOW

    def test_a_part_of_an_alternative(self) -> None:
        either = Any((at_least("罂粟株数", 10000), at_least("罂粟株数", 5000)))
        found = only(
            plants(norm("第七条", LIST, All((either, holds("甲")))), facts=(PLANTS, A)), "D04"
        )
        assert "不少于10000株多余" in found.message

    def test_of_two_that_say_the_same_one(self) -> None:
        twice = norm("第七条", LIST, All((holds("甲"), holds("乙"), holds("甲"))))
        assert only(policy(twice, facts=(A, B)), "D04").message.count("“甲”") == 1

    def test_an_exception_that_never_comes(self) -> None:
        idle = norm("第七条", LIST, at_least("罂粟株数", 3000), exception=below("罂粟株数", 2000))
        assert "除外的“罂粟株数”低于2000株" in only(plants(idle), "D04").message

    def test_a_common_premise_that_one_item_needs(self) -> None:
        premise = at_least("罂粟株数", 3000)
        one = norm("第七条第（一）项", LIST, All((premise, at_least("罂粟株数", 10000))))
        other = norm("第七条第（二）项", LIST, All((premise, holds("甲"))))
        assert none(plants(one, other, facts=(PLANTS, A)), "D04")
        assert not none(plants(one, facts=(PLANTS, A)), "D04")

    def test_not_merely_under_a_reading(self) -> None:
        reading = Reading("和", ("且", "或"))
        either = ByReading("和", (("且", at_least("罂粟株数", 5000)), ("或", holds("甲"))))
        a_policy = plants(
            norm("第七条", LIST, All((at_least("罂粟株数", 10000), either))),
            facts=(PLANTS, A),
            readings=(reading,),
        )
        assert none(a_policy, "D04")

    def test_what_only_an_axiom_makes_idle_is_a_note(self) -> None:
        implied = Axiom("甲则乙", Any((Not(holds("甲")), holds("乙"))))
        both = norm("第七条", LIST, All((holds("甲"), holds("乙"))))
        found = only(policy(both, facts=(A, B), axioms=(implied,)), "D04")
        assert found.severity is Severity.NOTE and found.axioms == ("甲则乙",)
        assert "依常理“甲则乙”" in found.message


class TestD06:
    SEVEN = norm("第七条", LIST, at_least("罂粟株数", 10000))
    WRONG = plants(SEVEN, facts=(PLANTS, PLOTS))
    RIGHT = plants(
        norm("第七条", LIST, Any((SEVEN.condition, at_least("涉种地块数", 500)))),
        facts=(PLANTS, PLOTS),
    )

    def test_wrong_and_right(self) -> None:
        assert codes(self.WRONG) == {"D06"}
        assert codes(self.RIGHT) == set()

    def test_unused_facts_are_one_finding(self) -> None:
        found = only(plants(self.SEVEN, facts=(PLANTS, PLOTS, A)), "D06")
        assert "“涉种地块数”和“甲”没有一个条款用到" in found.message

    def test_used_in_vain(self) -> None:
        idle = All((self.SEVEN.condition, Any((holds("甲"), Not(holds("甲"))))))
        found = only(plants(norm("第七条", LIST, idle), facts=(PLANTS, A)), "D06")
        assert "虽然第七条提到" in found.message

    def test_official_acts_and_duties(self) -> None:
        assert none(policy(facts=(minis.OFFICIAL,), outcomes=(minis.LISTED,)), "D06")
        duty = Duty(Place("第三条", "原文。"), ("市",), ("做",), condition=holds("甲"))
        assert none(policy(facts=(A,), content=(duty,)), "D06")
