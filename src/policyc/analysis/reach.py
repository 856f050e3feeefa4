"""What norms and conditions rest on, upstream outcomes and defeaters included."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.core.conditions import Condition, facts_of, outcomes_of, readings_of
from policyc.core.cone import (
    conditions_of_norm,
    cone_conditions,
    cone_facts,
    cone_readings,
    with_winners,
)
from policyc.core.norms import Norm, Policy


def condition_facts(policy: Policy, conditions: Iterable[Condition]) -> set[str]:
    """The facts that conditions rest on, through upstream outcomes as well."""
    found: set[str] = set()
    for condition in conditions:
        found.update(facts_of(condition))
        for outcome in outcomes_of(condition):
            found.update(cone_facts(policy, outcome))
    return found


def norm_conditions(policy: Policy, norms: Iterable[Norm]) -> list[Condition]:
    """The conditions that decide whether norms are in force, upstream ones included."""
    found = [c for norm in with_winners(policy, norms) for c in conditions_of_norm(norm)]
    upstream = dict.fromkeys(outcome for c in found for outcome in outcomes_of(c))
    return found + [c for outcome in upstream for c in cone_conditions(policy, outcome)]


def norm_facts(policy: Policy, norms: Iterable[Norm]) -> set[str]:
    """The facts that decide whether norms are in force."""
    everyone = with_winners(policy, norms)
    return condition_facts(policy, (c for norm in everyone for c in conditions_of_norm(norm)))


def norm_readings(policy: Policy, norms: Iterable[Norm]) -> set[str]:
    """The readings that decide whether norms are in force."""
    found: set[str] = set()
    for norm in with_winners(policy, norms):
        for condition in conditions_of_norm(norm):
            found.update(readings_of(condition))
            for outcome in outcomes_of(condition):
                found.update(cone_readings(policy, outcome))
    return found
