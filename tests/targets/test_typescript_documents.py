"""The generated ESM modules of the real documents agree with the interpreter under node."""

import random

import pytest
from tests.strategies import candidates
from tests.targets.node import Case, Module, agree, generated, node, shown, wanted
from tests.targets.test_python_documents import DOCUMENTS, PROFILE, cases

import policyc
from policyc.core.norms import Policy

pytestmark = pytest.mark.long

SHARE = {"dev": 50, "ci": 170, "long": 2000}[PROFILE]
"""Fact sets for each document."""

CHUNK = 500
"""Cases of one request."""


def setup_module() -> None:
    node()


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> tuple[Policy, Module]:
    policy = policyc.load(request.param).core
    return policy, generated(policy)


def test_random_cases(document: tuple[Policy, Module]) -> None:
    policy, module = document
    drawn: list[Case] = [(facts, None, fixed) for facts, fixed in cases(policy, SHARE, seed=517)]
    for start in range(0, len(drawn), CHUNK):
        agree(module, policy, drawn[start : start + CHUNK])


def test_each_fact_at_its_thresholds(document: tuple[Policy, Module]) -> None:
    """One fact at a time, from a case where everything that is not a number is as grave as can be."""
    policy, module = document
    worst = {fact.name: candidates(policy, fact)[-1] for fact in policy.facts}
    facts = list(policy.facts)
    if PROFILE == "dev":
        facts = random.Random(2).sample(facts, min(8, len(facts)))
    agree(
        module,
        policy,
        [
            ({**worst, fact.name: value}, None, {})
            for fact in facts
            for value in candidates(policy, fact)
        ],
    )


def test_nothing_known_and_english_names(document: tuple[Policy, Module]) -> None:
    policy, module = document
    agree(module, policy, [({}, None, {})])
    drawn = [facts for facts, _ in cases(policy, 10, seed=7)]
    keys = {fact.fact.name: fact.key for fact in module.made.plan.facts}
    aliased: list[Case] = [
        ({keys[name]: value for name, value in facts.items()}, None, {}) for facts in drawn
    ]
    assert module.evaluate(aliased) == wanted(policy, [(facts, None, {}) for facts in drawn])


def test_one_outcome_with_what_is_upstream(document: tuple[Policy, Module]) -> None:
    """Named in Chinese or in English, an outcome comes out as it does among all others."""
    policy, module = document
    for outcome in policy.outcomes:
        names = [outcome.name, module.made.plan.question_of(outcome.name).key]
        for name in names:
            same = module.run(
                f"""(m) => {{
                    const whole = m.evaluate({{}}).results;
                    const found = m.evaluate({{}}, {{ outcome: "{name}" }});
                    return found.results.every((r) => whole.includes(r))
                        && found.get("{name}").outcome;
                }}"""
            )
            assert same == shown(outcome.name)
