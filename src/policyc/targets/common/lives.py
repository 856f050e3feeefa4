"""What every target needs to know of a 流程, beyond what the core says."""

from __future__ import annotations

from attrs import frozen

from policyc.core.lifecycle import LENGTH_UNITS, Lifecycle
from policyc.core.norms import Fact
from policyc.core.types import IntType, Value, listed_values
from policyc.plan.plans import Plan


@frozen
class LifeTable:
    """A 流程 with ASCII names: ``given`` and ``expired`` are facts (empty: none), ``steps`` the
    states from the lightest, ``units`` the outcomes that give lengths. ``starts_known`` is whether
    the initial state is told as a fact of its own. ``decisions`` are the outcomes that decide,
    as facts of their types under their English names: a decision is read as such a fact is."""

    life: Lifecycle
    given: str
    expired: str
    steps: tuple[Value, ...]
    starts_known: bool
    units: dict[str, str]
    decisions: tuple[tuple[Fact, str], ...]


def life_tables(plan: Plan) -> tuple[LifeTable, ...]:
    """All 流程 of a document."""
    return tuple(_table(plan, life) for life in plan.policy.lifecycles)


def _table(plan: Plan, life: Lifecycle) -> LifeTable:
    given = plan.fact(plan.policy.fact(life.given).name)
    lengths = [life.term, *(c.length for c in life.changes if isinstance(c.length, str))]
    units: dict[str, str] = {}
    for name in lengths:
        kind = None if name is None else plan.policy.outcome(name).type
        if name is not None and isinstance(kind, IntType) and kind.unit in LENGTH_UNITS:
            units[name] = LENGTH_UNITS[kind.unit].value
    return LifeTable(
        life=life,
        given=given.key,
        expired="" if life.expired is None else plan.fact(life.expired).key,
        steps=listed_values(plan.policy.outcome(life.state).type),
        starts_known=given.fact.harmless == life.initial,
        units=units,
        decisions=tuple(_decision(plan, name) for name in life.deciders),
    )


def _decision(plan: Plan, outcome: str) -> tuple[Fact, str]:
    return Fact(outcome, plan.policy.outcome(outcome).type), plan.question_of(outcome).key
