"""What the axioms hide, and that findings name the axioms they rest on."""

import pytest
from attrs import evolve
from tests.analysis.minis import LIST, WARN, WATCH, norm, policy

from policyc.analysis.run_checks import check_policy
from policyc.analysis.without_axioms import hidden_findings
from policyc.core.conditions import Any, Condition, Not, holds
from policyc.core.norms import Axiom, Fact, Policy
from policyc.findings.finding import Finding

pytestmark = pytest.mark.z3

FACTS = (Fact("甲"), Fact("乙"), Fact("丙"), Fact("丁"))
R = norm("第六条", LIST, holds("甲"))
Q = norm("第七条", WARN, holds("乙"))
S = norm("第八条", WATCH, holds("丙"))


def implies(name: str, one: str, other: Condition) -> Axiom:
    return Axiom(name, Any((Not(holds(one)), other)), basis="第五条")


NOT_BOTH = implies("甲乙不并存", "甲", Not(holds("乙")))
VIA = (implies("甲必丁", "甲", holds("丁")), implies("丁乙不并存", "丁", Not(holds("乙"))))
UNRELATED = implies("无关", "丙", holds("丙"))


def hidden(*axioms: Axiom, norms=(R, Q), codes=("C01",)) -> list[tuple[str, tuple[str, ...]]]:
    found = policy(*norms, facts=FACTS, axioms=axioms)
    result = hidden_findings(found, codes=codes)
    assert not result.incomplete
    return [(finding.code, finding.hidden_by) for finding in result.findings]


def test_nothing_is_hidden_without_axioms_or_by_idle_ones() -> None:
    assert hidden() == []
    assert hidden(UNRELATED) == []


def test_the_axiom_that_hides_a_finding_is_named() -> None:
    assert hidden(UNRELATED, NOT_BOTH) == [("C01", ("甲乙不并存",))]


def test_each_axiom_that_hides_it_alone_is_named() -> None:
    twice = evolve(NOT_BOTH, name="再说一遍")
    assert hidden(NOT_BOTH, UNRELATED, twice) == [("C01", ("甲乙不并存", "再说一遍"))]


def test_axioms_that_hide_it_only_together_are_named_together() -> None:
    assert hidden(*VIA, UNRELATED) == [("C01", ("甲必丁", "丁乙不并存"))]
    found = policy(R, Q, facts=FACTS, axioms=VIA)
    [finding] = hidden_findings(found, codes=("C01",)).findings
    assert "是几条合起来掩盖的" in finding.message


def test_of_a_group_only_what_is_hidden_is_shown() -> None:
    found = policy(R, Q, S, facts=FACTS, axioms=(NOT_BOTH,))
    [finding] = hidden_findings(found, codes=("C01",)).findings
    assert finding.norms == ("第六条", "第七条") and finding.parts == ()
    assert finding.suggestion and finding.replayed
    both = (NOT_BOTH, implies("乙丙不并存", "乙", Not(holds("丙"))))
    result = hidden_findings(policy(R, Q, S, facts=FACTS, axioms=both), codes=("C01",))
    assert [f.norms for f in result.findings] == [("第六条", "第七条"), ("第七条", "第八条")]


def test_contradicting_axioms_hide_everything() -> None:
    never = (Axiom("甲必有", holds("甲")), Axiom("甲必无", Not(holds("甲"))))
    assert hidden(*never) == [("C01", ("甲必无",))]


@pytest.mark.parametrize("axioms", [(NOT_BOTH, UNRELATED), VIA, (*VIA, NOT_BOTH)])
def test_a_finding_stands_on_the_axioms_it_names(axioms: tuple[Axiom, ...]) -> None:
    """With those alone every finding is still there: none rests on one that it does not name."""
    found = policy(R, Q, S, norm("第九条", LIST, holds("甲")), facts=FACTS, axioms=axioms)
    for finding in check_policy(found).findings:
        for part in finding.parts or (finding,):
            assert _key(part) in _found(found, part.axioms)


def _found(a_policy: Policy, names: tuple[str, ...]) -> set[tuple[str, str]]:
    kept = tuple(axiom for axiom in a_policy.axioms if axiom.name in names)
    findings = check_policy(evolve(a_policy, axioms=kept)).findings
    return {_key(part) for finding in findings for part in finding.parts or (finding,)}


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.fingerprint
