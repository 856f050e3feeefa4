"""The ways in which a life can move: from which states, to which, by which clauses.

No case is replayed: a way is there unless the state alone excludes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from policyc.core.conditions import Compare, Condition, FactRef, Op, conjuncts
from policyc.core.effects import PROHIBITIONS
from policyc.core.lifecycle import LENGTH_UNITS, Change, ChangeKind, Length, Lifecycle
from policyc.core.norms import Norm, Policy
from policyc.core.run import OpenReading, Run
from policyc.core.types import IntType, ScaleType, Value, listed_values


@frozen
class Way:
    """A way to move from some states to one, or to ``None`` where the text does not say to which.

    ``change`` is what a decision does to the state; ``None`` where the norms give the state itself.
    """

    sources: tuple[Value, ...]
    target: Value | None
    norms: tuple[Norm, ...]
    change: Change | None = None

    @property
    def rises(self) -> bool:
        """Whether it leads up: into the life, or to a graver state."""
        return self.change is None or self.change.kind is ChangeKind.RAISE

    @property
    def stays(self) -> bool:
        """Whether the state remains, as with 续期."""
        return self.change is not None and self.change.kind in (
            ChangeKind.PROLONG,
            ChangeKind.STAY,
        )


def states_of(policy: Policy, life: Lifecycle) -> tuple[Value, ...]:
    """The states: a scale from its lightest step, a choice from the first state of the life."""
    kind = policy.outcome(life.state).type
    states = listed_values(kind)
    if isinstance(kind, ScaleType):
        return states
    return (life.initial, *(state for state in states if state != life.initial))


def ways_of(policy: Policy, life: Lifecycle) -> tuple[Way, ...]:
    """Every way to move: by the norms that give the state, then by what changes it."""
    states = states_of(policy, life)
    return (*_decided(policy, life, states), *_changed(policy, life, states))


def giving(policy: Policy, outcome: str, value: Value) -> list[Norm]:
    """The norms that give, or permit, a value of an outcome to its own kind of subject."""
    norms = policy.norms_for(outcome, policy.outcome(outcome).subject)
    return [norm for norm in norms if value in norm.values and norm.modality not in PROHIBITIONS]


def lengths_of(policy: Policy, change: Change) -> tuple[Length, ...]:
    """How long a 续期 may run: as the change says, or as the outcome that it names may give; none
    where the text does not say."""
    if not isinstance(change.length, str):
        return () if change.length is None else (change.length,)
    norms = policy.norms_of(change.length)
    found = (periods_of(policy, norm) for norm in norms if norm.modality not in PROHIBITIONS)
    return tuple(dict.fromkeys(length for each in found for length in each))


def periods_of(policy: Policy, norm: Norm) -> tuple[Length, ...]:
    """The periods that a norm gives, where its outcome is counted in years, months or days."""
    kind = policy.outcome(norm.outcome).type
    if not isinstance(kind, IntType) or kind.unit not in LENGTH_UNITS:
        return ()
    unit = LENGTH_UNITS[kind.unit]
    return tuple(Length(value, unit) for value in norm.values if isinstance(value, int))


def _decided(policy: Policy, life: Lifecycle, states: Sequence[Value]) -> Iterator[Way]:
    for state in states:
        norms = giving(policy, life.state, state)
        if norms:
            sources = _sources(policy, life, norms, states) or (life.initial,)
            # Assessed anew from any state: told once, from the first.
            from_any = life.initial in sources
            sources = (life.initial,) if from_any else tuple(s for s in sources if s != state)
            yield Way(sources, state, tuple(norms))


def _changed(policy: Policy, life: Lifecycle, states: Sequence[Value]) -> Iterator[Way]:
    lived = [state for state in states if state not in (life.initial, *life.finals)]
    for change in life.changes:
        norms = tuple(giving(policy, change.outcome, change.value))
        # What follows a relapse is decided where the life is not going on.
        sources = _sources(policy, life, norms, lived) or _sources(
            policy, life, norms, (life.initial,)
        )
        if change.kind in (ChangeKind.PROLONG, ChangeKind.STAY):
            if sources:
                yield Way(sources, None, norms, change)
            continue
        targets: dict[Value | None, list[Value]] = {}
        for state in sources:
            if life.has_target(change, state, tuple(states)):
                targets.setdefault(life.target_of(change, state, tuple(states)), []).append(state)
        for target, found in targets.items():
            yield Way(tuple(found), target, norms, change)


def _sources(
    policy: Policy, life: Lifecycle, norms: Sequence[Norm], states: Sequence[Value]
) -> tuple[Value, ...]:
    """The states in which one of the norms is not excluded, by the state alone or by an axiom
    about it and what the norm plainly asks for."""
    return tuple(
        state
        for state in states
        if any(_possible(policy, norm, {life.given: state}) for norm in norms)
    )


def _possible(policy: Policy, norm: Norm, facts: Mapping[str, Value]) -> bool:
    plain: dict[str, Value] = {}
    for part in conjuncts(norm.condition):
        match part:
            case Compare(FactRef(name), Op.EQ, True):
                plain[name] = True
    run = Run(policy, {**plain, **facts}, {})
    said = [norm.condition, *(axiom.condition for axiom in policy.axioms)]
    return all(_truth(run, condition) is not False for condition in said)


def _truth(run: Run, condition: Condition) -> bool | None:
    try:
        return run.truth(condition)
    except OpenReading:
        return None
