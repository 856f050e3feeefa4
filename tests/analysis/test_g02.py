"""G02 阈值断档."""

from fractions import Fraction

import pytest
from attrs import evolve
from tests.analysis import minis
from tests.analysis.minis import LIST, WARN, at_least, below, codes, none, norm, only, policy
from tests.analysis.test_u01 import TIMES, TWICE, twice

from policyc.analysis.run_checks import check_policy
from policyc.core.conditions import TRUE, All, Any, Compare, FactRef, Op
from policyc.core.norms import Axiom, Fact, Worse
from policyc.core.types import IntType, RealType
from policyc.findings.finding import Severity

pytestmark = pytest.mark.z3

PLANTS = Fact("罂粟株数", IntType("株", 0), harmless=0, worse=Worse.MORE)
ALWAYS = evolve(minis.DUE, trigger=TRUE)


def bands(*norms, **more):
    return policy(*norms, **{"facts": (PLANTS,), "outcomes": (ALWAYS,), **more})


HIGH = norm("第七条", LIST, at_least("罂粟株数", 10000))
WRONG = bands(HIGH, norm("第八条", WARN, below("罂粟株数", 9000)))
RIGHT = bands(HIGH, norm("第八条", WARN, below("罂粟株数", 10000)))


def test_wrong_and_right() -> None:
    assert codes(WRONG) == {"G02"}
    assert codes(RIGHT) == set()


def test_a_hole_between_two_ranges() -> None:
    found = only(WRONG, "G02")
    assert found.severity is Severity.HIGH and found.replayed and found.readings == ()
    assert found.message == (
        "“罂粟株数”为0株至8999株时，按第八条为通报警示；为9000株至9999株时却没有一条规定“整治级别”；"
        "为10000株以上（含）时，又按第七条为挂牌整治。"
    )
    below_it, hole, above = found.witness.cases
    assert [c.facts["罂粟株数"] for c in (below_it, hole, above)] == [8999, 9000, 10000]
    assert [c.result for c in (below_it, hole, above)] == ["为通报警示", "没有结论", "为挂牌整治"]
    assert "9000株至9999株" in found.suggestion


def test_one_number_left_out() -> None:
    above = norm("第七条", LIST, Compare(FactRef("罂粟株数"), Op.GT, 5000))
    found = only(bands(above, norm("第八条", WARN, below("罂粟株数", 5000))), "G02")
    assert "为5000株时却没有" in found.message


def test_from_a_number_upward_under_one_reading() -> None:
    """2次 decides and 3次 does not, if it means exactly two."""
    start = norm("第九条", WARN, below(TIMES.name, 2))
    a_policy = bands(start, norm("第八条", LIST, twice()), facts=(TIMES,), readings=(TWICE,))
    found = only(a_policy, "G02")
    assert found.readings == ({"2次": "恰"},) and found.severity is Severity.MEDIUM
    assert "“倒查属实次数”为2次时，按第八条为挂牌整治；为3次以上（含）时却没有" in found.message
    assert "情形更重，反而没有结论" in found.message
    assert found.witness.readings == {"2次": "恰"}
    assert "2次及以上" in found.suggestion


def test_2_and_more_beside_exactly_1_is_a_clean_partition() -> None:
    labs = Fact("打掉厂点数", IntType("个", 0), harmless=0, worse=Worse.MORE)
    none_yet = norm("第九条", WARN, below(labs.name, 1))
    one = norm("第八条", WARN, minis.equal(labs.name, 1))
    more = norm("第七条", LIST, at_least(labs.name, 2))
    assert codes(bands(none_yet, one, more, facts=(labs,))) == set()


def test_nothing_below_the_first_range_is_no_break() -> None:
    """The mild side has no answer: that is a G01."""
    assert codes(bands(HIGH)) == {"G01"}


def test_without_a_direction_only_between_two_answers() -> None:
    plain = evolve(PLANTS, worse=Worse.NEITHER)
    two = norm("第八条", WARN, minis.equal("罂粟株数", 2))
    assert none(bands(two, facts=(plain,)), "G02")
    between = bands(HIGH, norm("第八条", WARN, below("罂粟株数", 9000)), facts=(plain,))
    assert codes(between) == {"G02"}


def test_less_can_be_worse() -> None:
    rate = Fact(
        "知晓率",
        RealType("%", Fraction(0), Fraction(1)),
        harmless=Fraction(1),
        worse=Worse.LESS,
    )
    good = norm("第九条", WARN, at_least("知晓率", Fraction(9, 10)))
    bad = norm("第八条", LIST, below("知晓率", Fraction(8, 10)))
    found = only(bands(good, bad, facts=(rate,)), "G02")
    assert "为不低于80%而低于90%时却没有" in found.message
    worst = bands(good, facts=(rate,))
    assert "情形更重，反而没有结论" in only(worst, "G02").message


def test_another_fact_can_cover_the_hole() -> None:
    """…or an axiom that keeps the number out of it."""
    hole = norm("第八条", WARN, below("罂粟株数", 9000))
    out = Axiom("不在其间", Any((below("罂粟株数", 9000), at_least("罂粟株数", 10000))))
    assert codes(bands(HIGH, hole, axioms=(out,))) == set()
    covers = norm("第九条", WARN, All((at_least("罂粟株数", 8000), below("罂粟株数", 11000))))
    assert none(bands(HIGH, hole, covers), "G02")


def test_only_where_an_answer_is_owed() -> None:
    assert none(bands(*WRONG.norms, outcomes=(minis.TIER,)), "G02")


def test_one_finding_a_reading() -> None:
    other = Fact("通报批评次数", IntType("次", 0), harmless=0, worse=Worse.MORE)
    norms = (norm("第八条", WARN, twice()), norm("第九条", WARN, twice(other.name)))
    a_policy = bands(*norms, facts=(TIMES, other), readings=(TWICE,))
    found = only(a_policy, "G02")
    assert [part.norms for part in found.parts] == [("第八条",), ("第九条",)]
    assert all(part.replayed for part in found.parts)
    assert found.message.endswith("仅当“2次”读作“恰”时如此。")


def test_a_time_out_is_never_clean(monkeypatch) -> None:
    from policyc.analysis import solve

    monkeypatch.setattr(solve.Session, "_check", lambda self: solve.Answer.UNKNOWN)
    result = check_policy(WRONG, codes=("G02",))
    assert result.incomplete and result.findings[0].witness is None
