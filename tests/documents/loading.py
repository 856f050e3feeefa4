"""The real documents, loaded once, and cases of them at and around their thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

from tests import oracle

from policyc.core.norms import Policy, ReadingSort
from policyc.core.types import Value
from policyc.driver.examine import examine
from policyc.driver.pipeline import Loaded, load
from policyc.driver.project import find_documents
from policyc.findings.finding import Finding

ROOT = Path(__file__).parents[2]
DOCUMENTS = (
    "kunming-2019",
    "jilin-2019-draft",
    "hengyang-2018",
    "urad-front-banner-2023",
    "nancheng-2017",
)


@cache
def loaded(name: str) -> Loaded:
    found = find_documents(name, ROOT)
    assert isinstance(found, list)
    return load(found[0], ROOT)


def policy_of(name: str) -> Policy:
    policy = loaded(name).policy
    assert policy is not None, loaded(name).diagnostics
    return policy


@cache
def findings_of(name: str) -> tuple[Finding, ...]:
    """Everything that the checks find in a document, accepted or not."""
    found = examine(loaded(name), None)
    assert found is not None and not found.incomplete
    return found.findings


@cache
def regions(name: str) -> dict[str, list[Value]]:
    """One value per threshold region, for every fact of a document."""
    policy = policy_of(name)
    return {fact.name: oracle.region_values(policy, fact) for fact in policy.facts}


def random_cases(name: str, count: int, seed: int) -> Iterator[dict[str, Value]]:
    """Fact sets: the rest harmless, absent or of any region; some facts unknown.

    Most facts stay harmless, so that norms are met one or two at a time as in real cases.
    """
    random = Random(seed)
    policy = policy_of(name)
    for _ in range(count):
        stirred = random.choice((0.05, 0.15, 0.4, 1.0))
        unknown = random.choice((0.0, 0.0, 0.05, 0.3))
        facts: dict[str, Value] = {}
        for fact in policy.facts:
            roll = random.random()
            if roll < unknown:
                continue
            if random.random() < stirred:
                facts[fact.name] = random.choice(regions(name)[fact.name])
            elif fact.harmless is not None:
                facts[fact.name] = fact.harmless
        yield facts


def random_choices(name: str, random: Random) -> dict[str, str]:
    """A choice for every reading of meaning; those of priority chosen or left open."""
    chosen = {}
    for reading in policy_of(name).readings:
        open_too = (None,) if reading.sort is ReadingSort.PRIORITY else ()
        choice = random.choice((*reading.choices, *open_too))
        if choice is not None:
            chosen[reading.name] = choice
    return chosen


__all__ = [
    "DOCUMENTS",
    "ROOT",
    "findings_of",
    "loaded",
    "policy_of",
    "random_cases",
    "random_choices",
]
