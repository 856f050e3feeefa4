"""W02 连接歧义."""

import pytest
from attrs import evolve
from tests.analysis.minis import WARN, codes, none, norm, only, policy

from policyc.core.conditions import All, Any, ByReading, Condition, holds
from policyc.core.norms import Fact, Policy, Reading
from policyc.findings.finding import Status

pytestmark = pytest.mark.z3

LIST = Reading("顿号", ("且", "或者"), basis="没有说须同时具备还是具备其一", joins=True)
FACTS = (Fact("领导不重视"), Fact("责任不落实"))


def warned(condition: Condition) -> Policy:
    return policy(norm("第十一条", WARN, condition), facts=FACTS, readings=(LIST,))


def joined(*parts: Condition) -> ByReading:
    return ByReading("顿号", (("且", All(parts)), ("或者", Any(parts))))


WRONG = warned(joined(holds("领导不重视"), holds("责任不落实")))


def test_wrong_and_right() -> None:
    assert codes(WRONG) == {"W02"}
    assert none(warned(All((holds("领导不重视"), holds("责任不落实")))), "W02")


def test_a_reading_of_other_words_is_not_of_joining() -> None:
    assert codes(evolve(WRONG, readings=(evolve(LIST, joins=False),))) == {"U01"}


def test_one_thing_joined_with_itself_is_the_same_either_way() -> None:
    assert none(warned(joined(holds("领导不重视"), holds("领导不重视"))), "W02")


def test_the_case_both_results_and_what_to_write() -> None:
    found = only(WRONG, "W02")
    assert (found.status, found.replayed, found.also) == (Status.WITNESSED, True, ("U01",))
    assert [case.result for case in found.witness.cases] == [
        "“整治级别”不适用",
        "“整治级别”为通报警示",
    ]
    assert len({tuple(case.facts.items()) for case in found.witness.cases}) == 1
    assert "有一样即可的，写“有下列情形之一”" in found.suggestion
