"""The vectorized modules of the real documents agree with the interpreter."""

import os
from random import Random

import pytest
from tests.documents.loading import DOCUMENTS, findings_of, policy_of
from tests.strategies import candidates
from tests.targets.test_python_documents import cases
from tests.targets.vectors import as_doubles, disagreements

from policyc.core.types import Value

PROFILE = os.environ.get("POLICYC_HYPOTHESIS", "dev")
COUNT = {"dev": 6, "ci": 100, "long": 1200}[PROFILE]
"""Fact sets for each document, with its readings open and with some fixed."""


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.long
def test_random_cases(name: str) -> None:
    policy = policy_of(name)
    drawn = [as_doubles(facts) for facts, _ in cases(policy, 2 * COUNT, seed=20190530)]
    harmless = {f.name: f.harmless for f in policy.facts if f.harmless is not None}
    known = [{**harmless, **case} for case in drawn[COUNT:]]
    # blocks in which something is unknown, then blocks in which nothing is
    assert disagreements(policy, [*drawn[:COUNT], *known], rows=COUNT) == []
    chance = Random(name)
    fixed = {r.name: chance.choice(r.choices) for r in policy.readings if chance.random() < 0.6}
    as_objects = [fact.name for fact in policy.facts if chance.random() < 0.5]
    some = [{}, *drawn[COUNT:]]
    assert disagreements(policy, some, fixed, rows=5, objects=as_objects) == []


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.long
def test_each_fact_at_its_thresholds(name: str) -> None:
    """One fact at a time, from a case where the others are as grave as can be."""
    policy = policy_of(name)
    worst = {fact.name: candidates(policy, fact)[-1] for fact in policy.facts}
    checked = policy.facts if PROFILE != "dev" else Random(1).sample(policy.facts, 3)
    drawn = [{**worst, f.name: value} for f in checked for value in candidates(policy, f)]
    assert disagreements(policy, [as_doubles(case) for case in drawn]) == []


@pytest.mark.parametrize("name", DOCUMENTS if PROFILE == "long" else ("nancheng-2017",))
@pytest.mark.long
@pytest.mark.z3
def test_every_witness(name: str) -> None:
    """The cases that the checks find, with readings open and under those that they name."""
    policy = policy_of(name)
    harmless = {f.name: f.harmless for f in policy.facts if f.harmless is not None}
    by_readings: dict[tuple[tuple[str, str], ...], list[dict[str, Value]]] = {(): []}
    for witness in (finding.witness for finding in findings_of(name)):
        for case in () if witness is None else witness.cases:
            key = tuple(sorted({**witness.readings, **case.readings}.items())) if witness else ()
            drawn = as_doubles({**harmless, **case.facts})
            by_readings[()].append(drawn)
            by_readings.setdefault(key, []).append(drawn)
    assert by_readings[()]
    for chosen, cases_ in by_readings.items():
        assert disagreements(policy, cases_, dict(chosen)) == []
