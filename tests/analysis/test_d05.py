"""D05 常理矛盾."""

from functools import partial

import pytest
from tests.analysis import minis
from tests.analysis.minis import LIST, WARN, at_least, below, norm, policy

from policyc.analysis.run_checks import PolicyChecks, check_policy
from policyc.core.conditions import FALSE, Any, ByReading, Not, holds
from policyc.core.norms import Axiom, Fact, Reading
from policyc.findings.finding import Severity, Status

pytestmark = pytest.mark.z3

FACTS = (Fact("甲"), Fact("乙"), Fact("丙"))
R = norm("第七条", LIST, holds("甲"))
Q = norm("第八条", WARN, holds("乙"))


def implies(a, b):
    return Any((Not(a), b))


def check(a_policy, codes=None):
    return list(check_policy(a_policy, codes=codes).findings)


def test_a_contradiction_stops_everything_else() -> None:
    axioms = (
        Axiom("甲必有", holds("甲")),
        Axiom("无关", implies(holds("丙"), holds("乙"))),
        Axiom("甲必无", Not(holds("甲")), basis="第五条"),
    )
    for codes in (None, ("C01",)):
        (found,) = check(policy(R, Q, facts=FACTS, axioms=axioms), codes)
        assert (found.code, found.status, found.severity) == (
            "D05",
            Status.PROVED,
            Severity.HIGH,
        )
        assert found.axioms == ("甲必有", "甲必无")
        assert found.witness is None and found.replayed is None
        assert "没有进行" in found.message


def test_what_other_processes_found_meanwhile_does_not_count() -> None:
    axioms = (Axiom("甲必有", holds("甲")), Axiom("甲必无", Not(holds("甲"))))
    contradictory = policy(R, Q, facts=FACTS, axioms=axioms)
    checks = PolicyChecks(contradictory)
    # every task as in a process of its own, which knows nothing of what the others found
    apart = [PolicyChecks(contradictory).tasks()[at] for at in range(len(checks.checks))]
    found = [task() for task in apart]
    assert sum(not each.consistent for each in found) == 1
    result = checks.result([partial(next, iter((each,))) for each in found])
    assert result == check_policy(contradictory)
    assert [each.code for each in result.findings] == ["D05"]


def test_an_axiom_that_rules_a_norm_out() -> None:
    axioms = (
        Axiom("甲则乙", implies(holds("甲"), holds("乙"))),
        Axiom("无乙", Not(holds("乙"))),
    )
    found = check(policy(R, facts=FACTS[:2], axioms=axioms))
    (ruled_out,) = found
    assert ruled_out.code == "D05"
    assert ruled_out.norms == ("第七条",)
    assert ruled_out.axioms == ("甲则乙", "无乙")
    assert "使第七条的条件永远不能成立" in ruled_out.message


def test_an_axiom_that_rules_a_trigger_out() -> None:
    axioms = (Axiom("不评定", Not(holds("制造问题突出"))),)
    norms = (minis.KUNMING_5_1, minis.KUNMING_6)
    found = check(minis.kunming(norms=norms, axioms=axioms), ("D05",))
    # The official act can still be given, so the trigger stands; the criterion does not.
    assert [f.norms for f in found] == [("第五条第（一）项",)]


def test_impossible_by_itself_is_not_the_axioms_fault() -> None:
    nothing = norm("第七条", LIST, FALSE)
    narrow = norm("第八条", WARN, below("罂粟株数", 0))
    axioms = (Axiom("有株数", at_least("罂粟株数", 0)),)
    assert check(policy(nothing, narrow, facts=minis.POPPY_FACTS, axioms=axioms), ("D05",)) == []


def test_consistent_axioms_are_clean() -> None:
    axioms = (Axiom("甲则乙", implies(holds("甲"), holds("乙"))),)
    assert check(policy(R, facts=FACTS[:2], axioms=axioms)) == []


def test_a_contradiction_under_one_reading() -> None:
    reading = Reading("并列", ("且", "或"))
    either = ByReading("并列", (("且", FALSE), ("或", holds("甲"))))
    (found,) = check(
        policy(R, facts=FACTS, readings=(reading,), axioms=(Axiom("并列", either),)), ("D05",)
    )
    assert found.readings == ({"并列": "且"},)
    assert found.axioms == ("并列",)
