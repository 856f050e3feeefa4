"""Conditions in words: what is denied reads as its opposite, an axiom as 甲 则 乙."""

import pytest
from tests.analysis.minis import at_least, equal

from policyc.analysis.condition_words import show_axiom, show_condition
from policyc.core.conditions import Any, Condition, Not, holds
from policyc.core.norms import Axiom, Fact, Policy
from policyc.core.types import BoolType, IntType

POLICY = Policy(
    "例",
    facts=(Fact("罂粟株数", IntType("株"), harmless=0), Fact("连片", BoolType(), harmless=False)),
)


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        (Not(at_least("罂粟株数", 3)), "“罂粟株数”低于3株"),
        (Not(equal("罂粟株数", 3)), "“罂粟株数”不为3株"),
        (Not(holds("连片")), "非“连片”"),
        (Not(Any((holds("连片"), at_least("罂粟株数", 3)))), "非（“连片”或者“罂粟株数”不少于3株）"),
    ],
)
def test_denied(condition: Condition, shown: str) -> None:
    assert show_condition(POLICY, condition) == shown


def test_axiom() -> None:
    axiom = Axiom("连片即有", Any((Not(holds("连片")), at_least("罂粟株数", 1))))
    assert show_axiom(POLICY, axiom) == "“连片” 则 “罂粟株数”不少于1株"
