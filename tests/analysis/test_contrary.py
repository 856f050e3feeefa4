"""Contrary words: which they are, and what becomes of cases and findings that hold them."""

from __future__ import annotations

import pytest
from attrs import evolve
from tests.analysis.minis import DUE, LIST, WARN, at_least, norm, only, policy

from policyc.analysis.contrary import contrary_facts
from policyc.core.conditions import All, Any, Condition, Not, holds
from policyc.core.content import Definition, Place
from policyc.core.norms import Axiom, Fact, Policy, Worse
from policyc.core.types import IntType, Scale, ScaleType
from policyc.findings.finding import Severity, Status

pytestmark = pytest.mark.z3

GOOD = Fact("组织领导到位", open_textured=True, aspect="取消", worse=Worse.LESS)
BAD = Fact("领导不重视", open_textured=True, aspect="工作", worse=Worse.MORE)
IDLE = Fact("责任不落实", open_textured=True, aspect="工作", worse=Worse.MORE)
TIMES = Fact("次数", IntType("次", 0), harmless=0)
ATTENTION = Fact(
    "领导重视程度",
    ScaleType(Scale("重视", ("重视", "不够重视", "不重视"))),
    harmless="重视",
    worse=Worse.MORE,
    open_textured=True,
    aspect="工作",
)


def pairs(*facts: Fact, **more: object) -> tuple[tuple[str, str], ...]:
    return contrary_facts(policy(**{"facts": facts, **more}))


class TestWhichTheyAre:
    def test_what_is_denied_stands_in_the_good_name(self) -> None:
        assert pairs(GOOD, BAD) == (("组织领导到位", "领导不重视"),)
        assert pairs(GOOD, ATTENTION) == (("组织领导到位", "领导重视程度"),)

    def test_below_another_document_the_names_are_longer(self) -> None:
        good, bad = (evolve(fact, name=f"甲市·{fact.name}") for fact in (GOOD, BAD))
        assert pairs(good, bad) == (("甲市·组织领导到位", "甲市·领导不重视"),)

    def test_or_in_what_the_text_says_it_means(self) -> None:
        assert pairs(GOOD, IDLE) == ()
        said = Definition(Place("第十条", ""), "组织领导到位", "制定方案，压实工作责任")
        assert pairs(GOOD, IDLE, content=(said,)) == (("组织领导到位", "责任不落实"),)
        assert pairs(evolve(GOOD, definition="压实责任"), IDLE) != ()

    def test_or_both_are_of_one_aspect(self) -> None:
        assert pairs(evolve(GOOD, aspect="工作"), IDLE) == (("组织领导到位", "责任不落实"),)

    @pytest.mark.parametrize("worse", [Worse.NEITHER, Worse.LESS])
    def test_directions_are_declared_and_opposite(self, worse: Worse) -> None:
        assert pairs(GOOD, evolve(BAD, worse=worse)) == ()

    def test_only_assessments(self) -> None:
        assert pairs(evolve(GOOD, open_textured=False), BAD) == ()

    def test_not_what_a_norm_demands_together(self) -> None:
        one = norm("第六条", LIST, All((holds("组织领导到位"), holds("领导不重视"))))
        denied = norm("第六条", LIST, All((Not(holds("组织领导到位")), holds("领导不重视"))))
        assert contrary_facts(policy(one, facts=(GOOD, BAD))) == ()
        assert contrary_facts(policy(denied, facts=(GOOD, BAD))) != ()

    def test_not_what_an_axiom_ties(self) -> None:
        tied = Axiom("不并存", Not(All((holds("组织领导到位"), holds("领导不重视")))))
        assert pairs(GOOD, BAD, axioms=(tied,)) == ()


def clash(one: Condition, two: Condition) -> Policy:
    norms = (norm("第十条", WARN, one), norm("第十一条", LIST, two))
    return policy(*norms, facts=(GOOD, BAD, IDLE, TIMES))


class TestWhatBecomesOfThem:
    def test_another_case_is_shown_though_it_is_larger(self) -> None:
        other = All((at_least("次数", 3), holds("责任不落实")))
        found = only(clash(holds("组织领导到位"), Any((holds("领导不重视"), other))), "C01")
        assert found.status is Status.WITNESSED
        assert found.witness.cases[0].facts == {
            "组织领导到位": True,
            "责任不落实": True,
            "次数": 3,
        }

    def test_no_other_case_makes_it_conditional(self) -> None:
        two = All((holds("领导不重视"), at_least("次数", 3)))
        found = only(clash(holds("组织领导到位"), two), "C01")
        assert (found.status, found.severity) == (Status.CONDITIONAL, Severity.LOW)
        assert "一好一坏" in found.message
        assert "“组织领导到位”与“领导不重视”" in found.suggestion and "常理" in found.suggestion

    def test_findings_of_other_codes_too(self) -> None:
        owed = evolve(DUE, trigger=All((holds("组织领导到位"), holds("领导不重视"))))
        found = only(policy(facts=(GOOD, BAD), outcomes=(owed,)), "G01")
        assert (found.status, found.severity) == (Status.CONDITIONAL, Severity.LOW)
        assert "“组织领导到位”与“领导不重视”这样相互抵触的认定" in found.message
        assert found.suggestion.startswith("在原文里写明")
