"""What an outcome depends on: conditions, facts and readings, through defeat and upstream.

These follow from the policy alone, and every evaluation asks for them: they are remembered with
the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TypeVar, cast

from policyc.core.conditions import Condition, OutcomeRef, atoms, facts_of, readings_of
from policyc.core.norms import Norm, Outcome, Policy

T = TypeVar("T")


def remembered(derive: Callable[[Policy, str], T]) -> Callable[[Policy, str], T]:
    """Compute something about one outcome of a policy only once."""

    @wraps(derive)
    def ask(policy: Policy, outcome: str) -> T:
        key = (derive.__name__, outcome)
        if key not in policy.memo:
            policy.memo[key] = derive(policy, outcome)
        return cast(T, policy.memo[key])

    return ask


def conditions_of_norm(norm: Norm) -> tuple[Condition, ...]:
    """The condition of a norm and its own exception."""
    return (norm.condition,) if norm.exception is None else (norm.condition, norm.exception)


def own_conditions(outcome: Outcome, norms: Iterable[Norm]) -> list[Condition]:
    """The conditions that an outcome's result depends on directly."""
    found = [] if outcome.trigger is None else [outcome.trigger]
    for norm in norms:
        found += conditions_of_norm(norm)
    return found


def outcome_refs(conditions: Iterable[Condition]) -> tuple[OutcomeRef, ...]:
    """The upstream outcomes that conditions mention, each once."""
    found = (atom.operand for condition in conditions for atom in atoms(condition))
    return tuple(dict.fromkeys(ref for ref in found if isinstance(ref, OutcomeRef)))


def with_winners(policy: Policy, norms: Iterable[Norm]) -> tuple[Norm, ...]:
    """Some norms, and those of any outcome that can defeat them under some reading."""
    found = {norm.id: norm for norm in norms}
    todo = list(found.values())
    while todo:
        for winner in possible_winners(policy, todo.pop()):
            if winner.id not in found:
                found[winner.id] = winner
                todo.append(winner)
    return tuple(found.values())


def possible_winners(policy: Policy, norm: Norm) -> tuple[Norm, ...]:
    """The declared winners over a norm, and the direct norms that some reading puts before it."""
    rivals = policy.norms_for(norm.outcome, norm.subject) if norm.direct is None else ()
    return (*policy.winners_over(norm.id), *(n for n in rivals if n.direct is not None))


@remembered
def norms_with_winners(policy: Policy, outcome: str) -> tuple[Norm, ...]:
    """The norms of an outcome, and those of any outcome that can defeat them."""
    return with_winners(policy, policy.norms_of(outcome))


@remembered
def direct_conditions(policy: Policy, outcome: str) -> tuple[Condition, ...]:
    """The conditions of one outcome and of what can defeat its norms."""
    return tuple(own_conditions(policy.outcome(outcome), norms_with_winners(policy, outcome)))


@remembered
def upstream_of(policy: Policy, outcome: str) -> tuple[str, ...]:
    """The outcomes that an outcome's conditions mention, each once."""
    refs = outcome_refs(direct_conditions(policy, outcome))
    return tuple(dict.fromkeys(ref.outcome for ref in refs))


@remembered
def cone(policy: Policy, outcome: str) -> tuple[str, ...]:
    """The outcome and all outcomes upstream of it; each before those it depends on."""
    finished: dict[str, None] = {}

    def visit(name: str, path: frozenset[str]) -> None:
        for upstream in upstream_of(policy, name):
            if upstream not in path and upstream not in finished:
                visit(upstream, path | {upstream})
        finished[name] = None

    visit(outcome, frozenset((outcome,)))
    return tuple(reversed(finished))


def official_acts(policy: Policy) -> frozenset[str]:
    """The facts that some condition uses as the official act for an upstream outcome."""
    refs = (ref for o in policy.outcomes for ref in outcome_refs(direct_conditions(policy, o.name)))
    return frozenset(ref.given for ref in refs if ref.given is not None)


def cone_conditions(policy: Policy, outcome: str) -> list[Condition]:
    """All conditions in an outcome's cone."""
    return [c for name in cone(policy, outcome) for c in direct_conditions(policy, name)]


@remembered
def cone_facts(policy: Policy, outcome: str) -> tuple[str, ...]:
    """Facts that can matter to an outcome, in order of declaration."""
    return policy.in_order(n for c in cone_conditions(policy, outcome) for n in facts_of(c))


@remembered
def cone_readings(policy: Policy, outcome: str) -> tuple[str, ...]:
    """Readings, of meaning and of priority, that can matter to an outcome."""
    used = {name for c in cone_conditions(policy, outcome) for name in readings_of(c)}
    for name in cone(policy, outcome):
        used |= {n.direct for n in norms_with_winners(policy, name) if n.direct is not None}
    return tuple(reading.name for reading in policy.readings if reading.name in used)
