"""U01 读法敏感."""

from typing import Any

import pytest
from attrs import evolve
from tests.analysis import minis
from tests.analysis.minis import LIST, WARN, at_least, codes, equal, none, norm, only, policy

from policyc.analysis.run_checks import check_policy
from policyc.core.conditions import TRUE, All, ByReading, holds
from policyc.core.content import Place, Sanction
from policyc.core.norms import Fact, Reading, Worse
from policyc.core.types import IntType
from policyc.findings.finding import Severity, Status, finding_to_json

pytestmark = pytest.mark.z3

TIMES = Fact("倒查属实次数", IntType("次", 0), harmless=0, worse=Worse.MORE)
TWICE = Reading("2次", ("恰", "至少"), basis="“2次”没有写“及以上”")


def twice(fact: str = TIMES.name) -> ByReading:
    return ByReading("2次", (("恰", equal(fact, 2)), ("至少", at_least(fact, 2))))


WRONG = policy(norm("第八条", WARN, twice()), facts=(TIMES,), readings=(TWICE,))
RIGHT = policy(norm("第八条", WARN, at_least(TIMES.name, 2)), facts=(TIMES,))


def test_wrong_and_right() -> None:
    assert "U01" not in codes(RIGHT) and codes(RIGHT) == set()
    # Without an answer above 2 the result also grows lighter: the same words, another view.
    assert codes(WRONG) == {"U01", "M01"}
    assert codes(evolve(WRONG, facts=(evolve(TIMES, worse=Worse.NEITHER),))) == {"U01"}


def test_the_case_and_both_results() -> None:
    found = only(WRONG, "U01")
    assert (found.status, found.severity, found.replayed) == (
        Status.WITNESSED,
        Severity.MEDIUM,
        True,
    )
    one, other = found.witness.cases
    assert one.facts == other.facts == {"倒查属实次数": 3}
    assert (one.readings, other.readings) == ({"2次": "恰"}, {"2次": "至少"})
    assert (one.result, other.result) == ("“整治级别”不适用", "“整治级别”为通报警示")
    assert found.witness.readings == {}
    assert found.message == (
        "第八条的“2次”读作“恰”还是“至少”，结果不同。“2次”没有写“及以上”。例如倒查属实次数为3次："
        "读作“恰”，“整治级别”不适用；读作“至少”，“整治级别”为通报警示。"
    )
    data: Any = finding_to_json(found)
    case = data["witness"]["cases"][0]
    assert case["readings"] == {"2次": "恰"} and case["result"] == "“整治级别”不适用"


def test_one_finding_a_reading_whatever_it_touches() -> None:
    other = Fact("通报批评次数", IntType("次", 0), harmless=0)
    norms = (norm("第八条", WARN, twice()), norm("第九条", WARN, twice(other.name)))
    found = only(policy(*norms, facts=(TIMES, other), readings=(TWICE,)), "U01")
    assert found.norms == ("第八条", "第九条")


def test_a_reading_that_changes_nothing() -> None:
    """第七条 answers whenever 2次 can matter."""
    norms = (norm("第七条", LIST, at_least(TIMES.name, 1)), norm("第八条", LIST, twice()))
    assert none(policy(*norms, facts=(TIMES,), readings=(TWICE,)), "U01")


def test_two_readings_each_say_what_the_other_must_be() -> None:
    """The second matters only where the first is read widely."""
    wide = Reading("和", ("且", "或"))
    both = ByReading("和", (("且", All((holds("甲"), holds("乙")))), ("或", holds("甲"))))
    a_policy = policy(
        norm("第八条", WARN, All((twice(), both))),
        facts=(TIMES, Fact("甲"), Fact("乙")),
        readings=(TWICE, wide),
    )
    first, second = check_policy(a_policy, codes=("U01",)).findings
    assert first.witness is not None and second.witness is not None
    assert "甲" in first.witness.cases[0].facts
    assert second.witness.cases[0].facts == {"倒查属实次数": 2, "甲": True}
    assert all("整治级别" in f.message for f in (first, second))


def test_readings_of_priority_are_not_of_meaning() -> None:
    found = only(minis.kunming(), "U01")
    assert "“程度”" in found.message and "直接" not in found.message


def test_a_sanction_that_turns_on_a_reading() -> None:
    place = Place("第二十五条", "第二十五条的原文。")
    sanction = Sanction(place, ("第一责任人",), ("处分",), condition=twice())
    found = only(policy(facts=(TIMES,), readings=(TWICE,), content=(sanction,)), "U01")
    assert [case.result for case in found.witness.cases] == ["第二十五条不适用", "第二十五条适用"]
    assert found.citations[0].quote == "第二十五条的原文。"


def test_never_where_nothing_reads() -> None:
    assert none(policy(norm("第八条", WARN, TRUE), readings=(TWICE,)), "U01")
