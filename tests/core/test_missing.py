"""The search for missing facts: its speed on a real size, its limits, its corners."""

import random
import time

import pytest
from tests.core.kunming import LISTED, PROVINCE, TIER, kunming

from policyc.core import missing
from policyc.core.conditions import (
    TRUE,
    All,
    Any,
    Compare,
    Condition,
    FactRef,
    Op,
    OutcomeRef,
    holds,
)
from policyc.core.evaluate import evaluate
from policyc.core.missing import smallest_meeting
from policyc.core.norms import Fact, Norm, Outcome, Policy
from policyc.core.results import Kind
from policyc.core.types import Scale, ScaleType, Value

SLACK = 4
"""Machines differ; on the one this was written on everything takes a tenth of what is allowed."""


def seconds(policy: Policy, facts: dict[str, Value]) -> float:
    evaluate(policy, facts, with_missing=False)  # what follows from the policy alone is remembered
    start = time.process_time()  # other work on the machine does not count
    evaluate(policy, facts)
    return time.process_time() - start


# ---------------------------------------------------------------------------- a real size


@pytest.mark.parametrize("official", [True, False])
@pytest.mark.parametrize("shared_scales", [True, False])
def test_all_unknown_is_quick_and_proven(official: bool, shared_scales: bool) -> None:
    policy = kunming(official=official, shared_scales=shared_scales)
    results = evaluate(policy, {})
    assert results[LISTED].missing == policy.facts[:9]
    assert all(result.missing_is_smallest for result in results.outcomes)
    asked = {fact.name for fact in results[TIER].missing}
    degrees = {fact.name for fact in policy.facts if fact.name.startswith("程度")}
    items = {"已评定"} if official else {f"情形{n}" for n in range(1, 10)}
    assert asked == items | degrees | {PROVINCE}
    assert seconds(policy, {}) < 1 * SLACK


@pytest.mark.parametrize("official", [True, False])
def test_a_few_unknown_is_instant(official: bool) -> None:
    policy = kunming(official=official, shared_scales=False)
    facts = {f.name: f.harmless for f in policy.facts if f.harmless is not None} | {"情形1": True}
    for name in ("程度6.0.0", "程度6.0.1", "程度6.0.2", "程度7.1.0", PROVINCE):
        del facts[name]
    result = evaluate(policy, facts)[TIER]
    assert result.kind is Kind.UNKNOWN
    assert result.missing_is_smallest
    assert [fact.name for fact in result.missing] == [
        "程度6.0.0",
        "程度6.0.1",
        "程度6.0.2",
        PROVINCE,
    ]
    assert seconds(policy, facts) < 0.05 * SLACK


def test_without_missing_nothing_is_searched() -> None:
    result = evaluate(kunming(), {}, with_missing=False)[TIER]
    assert result.kind is Kind.UNKNOWN
    assert result.missing == ()


# ---------------------------------------------------------------------------- limits


def tangle(seed: int, facts: int, norms: int, acts: int = 0) -> Policy:
    """Norms whose conditions share their facts at random: nothing for a search to hold on to."""
    rng = random.Random(seed)
    scale = Scale("程度", ("a", "b", "c", "d"))
    declared = [Fact(f"f{n}", ScaleType(scale), harmless="a") for n in range(facts)]
    outcomes: list[Outcome] = []
    found: list[Norm] = []

    def condition(depth: int) -> Condition:
        if depth:
            parts = tuple(condition(depth - 1) for _ in range(rng.randint(2, 4)))
            return rng.choice((All, Any))(parts)
        op, step = rng.choice((Op.GE, Op.EQ, Op.LT)), rng.choice("bcd")
        if outcomes and rng.random() < 0.3:
            upstream = rng.choice(outcomes)
            return Compare(OutcomeRef(upstream.name, upstream.given), op, step)
        return Compare(FactRef(rng.choice(declared).name), op, step)

    for k in range(acts + 1):
        outcome = Outcome(f"o{k}", ScaleType(scale), trigger=TRUE, none_value="a", given=f"g{k}")
        for n in range(norms):
            found.append(Norm(f"n{k}.{n}", outcome.name, (rng.choice("abcd"),), condition(2)))
        outcomes.append(outcome)
    declared += [Fact(f"g{k}", ScaleType(scale), harmless=None) for k in range(acts)]
    return Policy("tangle", facts=tuple(declared), outcomes=tuple(outcomes), norms=tuple(found))


@pytest.mark.parametrize(("facts", "norms", "acts"), [(60, 20, 0), (40, 6, 3), (30, 4, 5)])
def test_a_tangle_ends_in_time(facts: int, norms: int, acts: int) -> None:
    policy = tangle(1, facts, norms, acts)
    assert seconds(policy, {}) < (acts + 1) * SLACK


def test_a_spent_budget_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = kunming(official=False, shared_scales=False)
    monkeypatch.setattr(missing, "_BUDGET", 50)
    result = evaluate(policy, {})[TIER]
    assert not result.missing_is_smallest
    assert set(result.missing) == set(policy.facts)  # all of them can matter


def test_a_spent_budget_keeps_the_best_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    """The round that asks for every official act comes first and leaves something to fall back on."""
    policy = kunming(official=True, shared_scales=False)
    monkeypatch.setattr(missing, "_BUDGET", 2500)
    result = evaluate(policy, {})[TIER]
    assert not result.missing_is_smallest
    assert len(result.missing) == 26


# ---------------------------------------------------------------------------- corners


def test_an_act_that_is_not_asked_may_overrule() -> None:
    """p alone decides: whether or not the region was listed by an act, r needs p."""
    policy = Policy(
        "x",
        facts=(Fact("p"), Fact("q"), Fact("已评定", harmless=None)),
        outcomes=(
            Outcome("列入", kunming().outcome(LISTED).type, none_value=False),
            Outcome("级别", ScaleType(Scale("级别", ("a", "b"))), trigger=TRUE),
        ),
        norms=(
            Norm("x", "列入", (True,), holds("q")),
            Norm(
                "r",
                "级别",
                ("b",),
                All((holds("p"), Compare(OutcomeRef("列入", "已评定"), Op.EQ, True))),
            ),
        ),
    )
    assert [f.name for f in evaluate(policy, {})["级别"].missing] == ["p", "q"]
    assert [f.name for f in evaluate(policy, {"q": False})["级别"].missing] == []
    assert evaluate(policy, {"q": False})["级别"].kind is Kind.GAP


def test_nothing_is_asked_of_what_is_dead() -> None:
    """An upstream clash keeps r unknown for good; only what could make r false is asked."""
    clash = (Norm("x", "上", ("a",)), Norm("y", "上", ("b",)))
    tiers = ScaleType(Scale("级别", ("a", "b")))
    premise = Compare(OutcomeRef("上"), Op.EQ, "a")
    policy = Policy(
        "x",
        facts=(Fact("p"), Fact("q")),
        outcomes=(Outcome("上", tiers), Outcome("下", tiers, trigger=TRUE)),
        norms=(*clash, Norm("r", "下", ("b",), Any((All((premise, holds("p"))), holds("q"))))),
    )
    result = evaluate(policy, {})["下"]
    assert [fact.name for fact in result.missing] == ["p", "q"]
    stuck = evaluate(policy, {"p": True, "q": False})["下"]
    assert (stuck.kind, stuck.missing) == (Kind.UNKNOWN, ())
    assert [cause.outcome for cause in stuck.causes] == ["上"]


@pytest.mark.parametrize(
    ("groups", "order", "smallest"),
    [
        ([], [0, 1], 0),
        ([0b1], [0], 0b1),
        ([0b011, 0b110], [0, 1, 2], 0b010),
        ([0b011, 0b101], [2, 1, 0], 0b001),
        ([0b0011, 0b1100], [0, 1, 2, 3], 0b0101),
        ([0b0011, 0b1100], [3, 2, 1, 0], 0b1010),
        ([0b1, 0b110, 0b1100, 0b1010], [0, 1, 2, 3], 0b0111),
    ],
)
def test_smallest_meeting(groups: list[int], order: list[int], smallest: int) -> None:
    assert smallest_meeting(groups, order) == smallest
