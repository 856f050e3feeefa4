"""G03 阈值重叠."""

from fractions import Fraction

import pytest
from attrs import evolve
from tests.analysis import minis
from tests.analysis.minis import LIST, WARN, WATCH, at_least, below, codes, none, norm, only, policy

from policyc.analysis.run_checks import check_policy
from policyc.core.conditions import All, Compare, FactRef, Op
from policyc.core.norms import Defeat, Fact, Overlap
from policyc.core.types import RealType
from policyc.findings.finding import Severity

pytestmark = pytest.mark.z3

PLANTS = minis.POPPY_FACTS[1]
HIGH = norm("第七条", LIST, at_least("罂粟株数", 10000))


def band(citation, value, low, edge):
    return norm(citation, value, All((at_least("罂粟株数", low), edge)))


def plants(*norms, **more):
    return policy(*norms, **{"facts": (PLANTS,), **more})


UP_TO = Compare(FactRef("罂粟株数"), Op.LE, 10000)
WRONG = plants(HIGH, band("第八条", WARN, 5000, UP_TO))
RIGHT = plants(HIGH, band("第八条", WARN, 5000, below("罂粟株数", 10000)))


def test_wrong_and_right() -> None:
    assert codes(WRONG) == {"G03"}
    assert codes(RIGHT) == set()


def test_the_shared_end() -> None:
    found = only(WRONG, "G03")
    assert found.severity is Severity.HIGH and found.replayed
    assert found.witness.cases[0].facts == {"罂粟株数": 10000}
    assert found.message == (
        "“罂粟株数”恰为10000株时，第八条（通报警示）与第七条（挂牌整治）同时适用。"
    )
    assert "至10000株（不含）" in found.suggestion and "不满10000株" in found.suggestion


def test_under_one_reading() -> None:
    edge = minis.up_to("罂粟株数", 10000)
    low = band("第八条", WARN, 5000, edge)
    lowest = band("第九条", WATCH, 3000, minis.up_to("罂粟株数", 5000))
    found = only(plants(HIGH, low, lowest, readings=(minis.TO,)), "G03")
    assert found.readings == ({"至": "含"},) and found.severity is Severity.MEDIUM
    assert [part.witness.cases[0].facts["罂粟株数"] for part in found.parts] == [10000, 5000]
    assert len(found.parts) == 2 and "仅当“至”读作“含”时如此" in found.message


def test_beside_a_clash_across_two_counts() -> None:
    """第七条第（四）项 and 第八条第（五）项 clash anyway: the shared end is another mend."""
    found = check_policy(minis.jilin(), codes=("C01", "G03")).findings
    assert [f.code for f in found] == ["C01", "G03"]
    shown = [part.witness for part in found[1].parts]
    assert {tuple(w.cases[0].facts.items())[-1] for w in shown if w is not None} == {
        ("罂粟株数", 10000),
        ("涉种地块数", 500),
    }


def test_ranges_that_overlap_widely_do_not_only_touch() -> None:
    wide = band("第八条", WARN, 5000, Compare(FactRef("罂粟株数"), Op.LE, 12000))
    assert codes(plants(HIGH, wide)) == {"C01"}


def test_a_point_inside_a_range_is_no_shared_end() -> None:
    point = norm("第八条", WARN, minis.equal("罂粟株数", 12000))
    assert none(plants(HIGH, point), "G03")


def test_what_settles_it() -> None:
    low = band("第八条", WARN, 5000, UP_TO)
    highest = evolve(minis.TIER, overlap=Overlap.HIGHEST)
    assert codes(plants(HIGH, low, outcomes=(highest,))) == set()
    assert codes(plants(HIGH, low, defeats=(Defeat("第七条", "第八条"),))) == set()
    assert codes(plants(HIGH, evolve(low, values=(LIST,)))) == set()


def test_rates() -> None:
    rate = Fact("配比", RealType("", Fraction(0)), harmless=Fraction(0))
    low = norm("第八条", WARN, Compare(FactRef("配比"), Op.LE, Fraction(1, 20)))
    high = norm("第七条", LIST, at_least("配比", Fraction(1, 20)))
    assert only(plants(low, high, facts=(rate,)), "G03").witness.cases[0].facts == {
        "配比": Fraction(1, 20)
    }
