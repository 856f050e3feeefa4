"""The generated modules of the real documents agree with the interpreter."""

import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from tests.strategies import candidates
from tests.targets.generated import actual, expected, fast, fast_of, generated

import policyc
from policyc.core.norms import Policy
from policyc.core.types import Value

DOCUMENTS = (
    "jilin-2019-draft",
    "kunming-2019",
    "hengyang-2018",
    "urad-front-banner-2023",
    "nancheng-2017",
)
pytestmark = pytest.mark.long

PROFILE = os.environ.get("POLICYC_HYPOTHESIS", "dev")
COUNT = {"dev": 150, "ci": 500, "long": 10_000}[PROFILE]
"""Fact sets for each document."""


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> tuple[Policy, Any]:
    policy = policyc.load(request.param).core
    return policy, generated(policy)


def cases(
    policy: Policy, count: int, seed: int
) -> Iterator[tuple[dict[str, Value], dict[str, str]]]:
    """Facts at and beside the thresholds, some unknown, most of them as in an ordinary case, and
    some readings fixed."""
    chance = random.Random(seed)
    values = {fact.name: candidates(policy, fact) for fact in policy.facts}
    for _ in range(count):
        unknown = chance.choice((0, 0, 0.02, 0.1, 0.5, 0.9))
        ordinary = chance.choice((0, 0.5, 0.8, 0.95))
        facts: dict[str, Value] = {}
        for fact in policy.facts:
            if chance.random() < unknown:
                continue
            if chance.random() < ordinary:
                if fact.harmless is not None:
                    facts[fact.name] = fact.harmless
            else:
                facts[fact.name] = chance.choice(values[fact.name])
        share = chance.choice((0, 0, 0.5, 1))
        fixed = {
            r.name: chance.choice(r.choices) for r in policy.readings if chance.random() < share
        }
        yield facts, fixed


def test_random_cases(document: tuple[Policy, Any]) -> None:
    policy, module = document
    for facts, fixed in cases(policy, COUNT, seed=20190530):
        wanted = expected(policy, facts, None, fixed)
        assert actual(module, facts, None, fixed) == wanted
        assert fast(module, facts, None, fixed) == fast_of(wanted)


def test_each_fact_at_its_thresholds(document: tuple[Policy, Any]) -> None:
    """One fact at a time, from a case where everything that is not a number is as grave as can be."""
    policy, module = document
    worst = {fact.name: candidates(policy, fact)[-1] for fact in policy.facts}
    chance = random.Random(1)
    checked = (
        policy.facts
        if PROFILE != "dev"
        else chance.sample(policy.facts, min(12, len(policy.facts)))
    )
    for fact in checked:
        for value in candidates(policy, fact):
            facts = {**worst, fact.name: value}
            assert actual(module, facts) == expected(policy, facts)


def test_all_unknown(document: tuple[Policy, Any]) -> None:
    policy, module = document
    assert actual(module, {}) == expected(policy, {})


def test_english_names_too(document: tuple[Policy, Any]) -> None:
    policy, module = document
    for facts, _ in cases(policy, 20, seed=7):
        aliased = {policy.fact(name).alias: value for name, value in facts.items()}
        assert actual(module, aliased) == expected(policy, facts)
        complete = {fact.alias: facts.get(fact.name) for fact in policy.facts}
        assert actual(module, complete) == expected(policy, facts)  # type: ignore[arg-type]


def test_one_outcome_with_what_is_upstream(document: tuple[Policy, Any]) -> None:
    policy, module = document
    for facts, _ in cases(policy, 20, seed=8):
        whole = {(r.outcome, r.subject): r for r in module.evaluate(facts)}
        for outcome in policy.outcomes:
            for result in module.evaluate(facts, outcome=outcome.name):
                same = whole[result.outcome, result.subject]
                assert (result.kind, result.values, result.flags) == (
                    same.kind,
                    same.values,
                    same.flags,
                )
            assert (
                module.evaluate(facts, outcome=outcome.alias)[outcome.alias].outcome == outcome.name
            )
