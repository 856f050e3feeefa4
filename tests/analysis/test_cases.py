"""Which case is shown for a claim: one that no reading removes, wherever there is one."""

import pytest
from tests.analysis import minis
from tests.analysis.minis import LIST, WARN, WATCH, at_least, below, equal, norm, policy

from policyc.analysis.always import Always, projected
from policyc.analysis.context import Context
from policyc.analysis.decode import complete_facts
from policyc.analysis.run_checks import check_policy
from policyc.analysis.telling import Trait, telling_first
from policyc.core.conditions import FALSE, All, Any, ByReading, Not, holds
from policyc.core.evaluate import evaluate
from policyc.core.norms import Axiom, Fact, Reading
from policyc.core.results import Kind

pytestmark = pytest.mark.z3

READS = tuple(Reading(f"读法{k}", ("甲", "乙")) for k in range(6))
DEGREE = minis.DEGREE


def either(reading, one, other):
    return ByReading(reading, (("甲", one), ("乙", other)))


def only(a_policy, code="C01"):
    (found,) = check_policy(a_policy, codes=(code,)).findings
    return found


class TestAlways:
    def test_each_part_is_spelled_out_over_its_own_readings(self) -> None:
        """Six readings are 64 combinations, but no part has more than two."""
        facts = tuple(Fact(f"事实{k}") for k in range(7))
        parts = [
            Any((holds(f"事实{k}"), either(f"读法{k}", holds("事实6"), Not(holds("事实6")))))
            for k in range(6)
        ]
        low = norm("第八条", WARN, holds("事实6"))
        found = only(
            policy(norm("第七条", LIST, All(tuple(parts))), low, facts=facts, readings=READS)
        )
        assert found.witness.readings == {}
        assert found.witness is not None
        assert found.witness.cases[0].facts == {f"事实{k}": True for k in range(7)}

    def test_too_many_readings_of_one_part(self) -> None:
        facts = tuple(Fact(f"事实{k}") for k in range(6))
        tangled = Any(
            tuple(either(f"读法{k}", holds(f"事实{k}"), holds("事实0")) for k in range(6))
        )
        a_policy = policy(norm("第七条", LIST, tangled), facts=facts, readings=READS)
        ctx = Context(a_policy, 5000)
        formula = ctx.encoding.force(a_policy.norms[0]).t
        assert ctx.always.everywhere(formula) is None
        assert [r.name for r in ctx.always.readings_in(formula)] == [r.name for r in READS]

    def test_formulas_without_readings_stay_as_they_are(self) -> None:
        ctx = Context(policy(norm("第七条", LIST, holds("甲")), facts=(Fact("甲"),)), 5000)
        formula = ctx.encoding.force(ctx.policy.norms[0]).t
        always = Always(ctx.variables, ctx.occurrences)
        assert always.everywhere(formula) is formula
        assert always.everywhere(True) is True
        assert always.at(False, {}) is False

    def test_projection(self) -> None:
        every = [{"a": x, "b": y} for x in "甲乙" for y in "甲乙"]
        readings = (Reading("a", ("甲", "乙")), Reading("b", ("甲", "乙")))
        assert projected(every, readings) == ()
        assert projected(every[:2], readings) == ({"a": "甲"},)


class TestBestCase:
    def test_more_facts_and_no_reading(self) -> None:
        """Two facts would do where 顿号 is 或者; three do however it is read."""
        premise = either("读法0", All((holds("乙"), holds("丙"))), Any((holds("乙"), holds("丙"))))
        facts = tuple(map(Fact, ("甲", "乙", "丙")))
        norms = (norm("第七条", LIST, holds("甲")), norm("第八条", WARN, premise))
        found = only(policy(*norms, facts=facts, readings=READS[:1]))
        assert found.witness.cases[0].facts == {"甲": True, "乙": True, "丙": True}
        assert found.witness.readings == {} and found.readings == ()
        assert found.message.endswith("各种读法下都如此。")

    def test_only_the_reading_that_is_needed(self) -> None:
        """The clash needs 达到; which premise holds need not rest on another reading too."""
        premise = Any(
            (either("读法0", holds("甲"), Not(holds("乙"))), All((holds("乙"), holds("丙"))))
        )
        high = norm("第六条", LIST, All((premise, minis.reaches("毒品问题态势", "长期泛滥"))))
        low = norm("第七条", WARN, All((premise, minis.reaches("毒品问题态势", "快速蔓延"))))
        trend = minis.KUNMING_FACTS[3]
        facts = (trend, *map(Fact, ("甲", "乙", "丙")))
        found = only(policy(high, low, facts=facts, readings=(DEGREE, READS[0])))
        assert found.readings == ({"程度": "达到"},)
        assert found.witness.readings == {"程度": "达到"}
        assert found.witness.cases[0].facts == {"毒品问题态势": "长期泛滥", "甲": True}

    def test_different_cases_under_different_readings(self) -> None:
        """Under each reading something clashes, but no case under both: one reading is named."""
        choice = either("读法0", holds("乙"), Not(holds("乙")))
        facts = (Fact("甲"), Fact("乙"))
        norms = (norm("第七条", LIST, holds("甲")), norm("第八条", WARN, choice))
        found = only(policy(*norms, facts=facts, readings=READS[:1]))
        assert found.readings == () and len(found.witness.readings) == 1
        assert "各种读法下" not in found.message

    def test_axioms_must_allow_the_case_under_every_reading(self) -> None:
        """Under one reading of the axiom 甲 and 乙 exclude each other."""
        apart = Axiom(
            "不并存", either("读法0", Not(All((holds("甲"), holds("乙")))), All(())), "第一条"
        )
        facts = (Fact("甲"), Fact("乙"))
        norms = (norm("第七条", LIST, holds("甲")), norm("第八条", WARN, holds("乙")))
        found = only(policy(*norms, facts=facts, readings=READS[:1], axioms=(apart,)))
        assert found.readings == ({"读法0": "乙"},)
        assert found.witness.readings == {"读法0": "乙"}

    def test_of_equal_cases_the_one_declared_first(self) -> None:
        facts = tuple(map(Fact, "丁丙乙甲"))
        any_of = Any(tuple(holds(name) for name in "甲乙丙"))
        norms = (norm("第七条", LIST, any_of), norm("第八条", WARN, holds("丁")))
        found = only(policy(*norms, facts=facts))
        assert found.witness.cases[0].facts == {"丁": True, "丙": True}

    def test_a_gap(self) -> None:
        found = only(minis.kunming(), "G01")
        assert found.witness.readings == {}
        assert found.message.endswith("各种读法下都如此。")


class TestGroups:
    def test_two_direct_norms_are_a_finding_of_their_own(self) -> None:
        again = norm("第十一条第二句", LIST, holds("又被升级"), direct="直接")
        norms = (minis.KUNMING_8, minis.KUNMING_9_2, again)
        facts = (*minis.KUNMING_FACTS, Fact("又被升级"))
        mini = minis.kunming(norms=(*minis.kunming().norms[:3], *norms), facts=facts)
        found = check_policy(mini, codes=("C01",)).findings
        (both,) = (f for f in found if "都写明“直接”" in f.message)
        assert both.norms == ("第九条第二句", "第十一条第二句")
        assert "读作“作为下限”，结果为挂牌整治" in both.message
        assert "读作“替代本市评定”，结果为冲突（通报警示／挂牌整治）" in both.message
        assert "写明第九条第二句与第十一条第二句同时适用时以哪一个为准" in both.suggestion
        others = [part for f in found if f is not both for part in f.parts]
        assert all(part.norms != both.norms for part in others)

    def test_robust_parts_come_first_and_the_first_is_the_witness(self) -> None:
        found = next(f for f in check_policy(minis.jilin(), codes=("C01",)).findings)
        assert found.parts[0].witness == found.witness
        leaning = [bool(part.witness and part.witness.readings) for part in found.parts]
        assert leaning == sorted(leaning)

    def test_how_many_are_robust_is_said(self) -> None:
        mild = norm("第九条", WATCH, ByReading("至", (("含", holds("甲")), ("不含", FALSE))))
        low = norm("第八条", WARN, below("罂粟株数", 12000))
        high = norm("第七条", LIST, All((minis.NEGLECT, at_least("罂粟株数", 10000))))
        facts = (*minis.POPPY_FACTS, Fact("甲"))
        found = only(policy(high, low, mild, facts=facts, readings=(minis.TO,)))
        assert "其中1对（包括举出的这一对）各种读法下都如此，其余取决于读法。" in found.message
        assert found.norms == ("第七条", "第八条", "第九条")
        assert found.parts[0].norms == ("第七条", "第八条")

    def test_a_boundary_without_a_reading(self) -> None:
        high = norm("第七条", LIST, at_least("罂粟株数", 10000))
        low = norm("第八条", WARN, Any((equal("罂粟株数", 10000), below("罂粟株数", 5000))))
        found = only(policy(high, low, facts=minis.POPPY_FACTS))
        assert found.message.endswith("只在罂粟株数恰为10000株时如此。")


def test_every_part_replays_under_all_readings_it_does_not_name() -> None:
    for a_policy in (minis.jilin(), minis.kunming()):
        for finding in check_policy(a_policy).findings:
            for part in finding.parts or (finding,):
                if part.code != "C01":
                    continue
                assert part.witness is not None
                facts = complete_facts(a_policy, part.witness.cases[0].facts)
                result = evaluate(a_policy, facts, readings=part.witness.readings)["整治级别"]
                assert result.kind is Kind.CONFLICT


class TestTelling:
    @staticmethod
    def order(*traits: Trait) -> list[int]:
        return telling_first(range(len(traits)), lambda k: traits[k])

    @staticmethod
    def trait(where="甲", facts="a", weak=0, related=True, cost=(1,)) -> Trait:
        return Trait(weak, (where,), frozenset(facts), related, cost)

    def test_strong_cases_come_first(self) -> None:
        assert self.order(self.trait(weak=2), self.trait("乙"), self.trait(weak=1)) == [1, 2, 0]

    def test_the_smallest_is_the_first(self) -> None:
        assert self.order(self.trait(cost=(3,)), self.trait(cost=(2,)))[0] == 1

    def test_other_places_before_more_of_the_same(self) -> None:
        same = [self.trait("甲", f"{k}", cost=(k,)) for k in range(3)]
        assert self.order(*same, self.trait("乙", "z", cost=(9,)))[:2] == [0, 3]

    def test_other_facts_before_the_same_again(self) -> None:
        first, again, other = self.trait("甲"), self.trait("甲"), self.trait("甲", "b")
        assert self.order(first, again, other) == [0, 2, 1]

    def test_what_belongs_together_before_what_does_not(self) -> None:
        strangers = self.trait("甲", "bc", related=False)
        related = self.trait("甲", "def")
        assert self.order(self.trait(cost=(0,)), strangers, related) == [0, 2, 1]


def test_choices_that_make_no_difference_are_not_spelled_out() -> None:
    to, degree = Reading("至", ("含", "不含")), Reading("程度", ("恰为", "达到"))
    good = [
        {"至": "含", "程度": "恰为"},
        {"至": "含", "程度": "达到"},
        {"至": "不含", "程度": "达到"},
    ]
    assert projected(good, [to, degree]) == (
        {"至": "含", "程度": "恰为"},
        {"程度": "达到"},
    )
    assert projected(good[:2], [to, degree]) == ({"至": "含"},)
    assert projected([*good, {"至": "不含", "程度": "恰为"}], [to, degree]) == ()
