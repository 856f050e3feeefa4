"""Cases at random: where the two versions give different results, the revision names the pair."""

from random import Random

import pytest
from tests.documents.loading import random_cases, random_choices
from tests.revision.versions import jilin, jilin_revised, jilin_revision

from policyc.analysis.decode import complete_facts
from policyc.analysis.replay import show_result
from policyc.core.evaluate import evaluate_one
from policyc.core.norms import Policy
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import Value

pytestmark = pytest.mark.z3

NAME = "jilin-2019-draft"


def class_of(result: OutcomeResult) -> str:
    """Results that the comparison does not tell apart are one: 冲突 with whatever values."""
    return "冲突" if result.kind is Kind.CONFLICT else show_result(result)


def test_no_difference_is_missed() -> None:
    meaning = jilin_revision().meaning
    old, new = jilin().policy, jilin_revised().policy
    assert meaning is not None and old is not None and new is not None
    named = {
        (d.outcome[0], d.subject, class_of(d.first.result), class_of(d.second.result))
        for each in meaning.effects.together
        for d in (each.difference,)
    }
    random = Random(7)
    seen = set()
    for facts in random_cases(NAME, 400, 11):
        readings = random_choices(NAME, random)
        seen |= differing(old, new, facts, readings)
    assert seen
    assert seen <= named


def differing(
    old: Policy, new: Policy, facts: dict[str, Value], readings: dict[str, str]
) -> set[tuple[str, str, str, str]]:
    found = set()
    complete = complete_facts(old, facts)
    for outcome in old.outcomes:
        for subject in old.subjects_of(outcome.name):
            one, other = (
                evaluate_one(policy, complete, outcome.name, subject, readings=readings)
                for policy in (old, new)
            )
            pair = class_of(one), class_of(other)
            if pair[0] != pair[1] and Kind.UNKNOWN not in (one.kind, other.kind):
                found.add((outcome.name, subject, *pair))
    return found
