"""Cycles of defeat and of dependence (rows 11, 92 and 93 are in the conformance table)."""

import pytest

from policyc.core.conditions import Compare, Op, OutcomeRef
from policyc.core.norms import (
    Defeat,
    Norm,
    Outcome,
    Policy,
    PriorityEffect,
    Reading,
    ReadingSort,
)
from policyc.core.types import BoolType
from policyc.core.wellformed import check_wellformed, find_cycle

DIRECT = Reading(
    "直接",
    ("替代", "下限"),
    ReadingSort.PRIORITY,
    (PriorityEffect.REPLACE, PriorityEffect.FLOOR),
)


def policy(*defeats: str, direct: str = "") -> Policy:
    norms = [
        Norm(name, "o", (True,), citation=f"第{name}条", direct="直接" if name in direct else None)
        for name in "rstu"
    ]
    pairs = (Defeat(*text.split(">")) for text in defeats)
    return Policy(
        "x",
        readings=(DIRECT,),
        outcomes=(Outcome("o", BoolType()),),
        norms=tuple(norms),
        defeats=tuple(pairs),
    )


@pytest.mark.parametrize(
    "fine",
    [
        policy(),
        policy("r>s", "s>t", "r>t"),
        policy("r>s", "r>t", "s>u", "t>u"),
        policy(direct="rs"),
        policy("r>t", direct="rs"),
        policy("r>s", direct="rs"),
    ],
)
def test_no_cycle(fine: Policy) -> None:
    assert check_wellformed(fine) == []


@pytest.mark.parametrize(
    ("wrong", "shown"),
    [
        (policy("r>r"), "第r条 ← 第r条"),
        (policy("r>s", "s>t", "t>r"), "第r条 ← 第t条 ← 第s条 ← 第r条"),
        (policy("u>r", "s>t", "t>s"), "第s条 ← 第t条 ← 第s条"),
    ],
)
def test_a_cycle_is_shown(wrong: Policy, shown: str) -> None:
    found = check_wellformed(wrong)
    assert [d.code.id for d in found] == ["E401"]
    assert found[0].message == f"优先关系成环：{shown}"
    assert found[0].help


def test_a_cycle_that_a_reading_closes_names_the_reading() -> None:
    found = check_wellformed(policy("s>r", direct="r"))
    assert [d.code.id for d in found] == ["E401"]
    assert "读法 直接=替代 下" in found[0].message


def test_a_cycle_without_readings_names_none() -> None:
    assert "读法" not in check_wellformed(policy("r>s", "s>r", direct="r"))[0].message


def test_an_outcome_upstream_of_itself_through_a_defeat() -> None:
    """What can defeat a norm counts among what its outcome depends on."""
    premise = Compare(OutcomeRef("a"), Op.EQ, True)
    found = check_wellformed(
        Policy(
            "x",
            outcomes=(Outcome("a", BoolType()), Outcome("b", BoolType())),
            norms=(Norm("r", "a", (True,)), Norm("s", "b", (True,), premise)),
            defeats=(Defeat("s", "r"),),
        )
    )
    assert [d.code.id for d in found] == ["E402"]
    assert found[0].message == "结论相互依赖：a → a"


def test_find_cycle_takes_the_first() -> None:
    graph = {"a": ["b"], "b": ["c", "d"], "c": [], "d": ["b"], "e": ["e"]}
    assert find_cycle(graph, graph.__getitem__) == ["b", "d", "b"]
    assert find_cycle("ac", lambda node: []) == []
