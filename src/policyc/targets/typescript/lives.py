"""The lives of a document, as a generated ESM module has them."""

from __future__ import annotations

from policyc.core.lifecycle import Change, Length
from policyc.plan.plans import Plan
from policyc.targets.common.lines import Line, filled, indented
from policyc.targets.common.lives import LifeTable, life_tables
from policyc.targets.typescript.literals import Literals, string
from policyc.targets.typescript.tables import Tables, rows_of


def lives_table(plan: Plan, literals: Literals) -> list[Line]:
    """``LIVES``."""
    tables = Tables(plan, literals)
    rows = [line for table in life_tables(plan) for line in _life(table, tables)]
    return [Line("export const LIVES = _frozen(["), *indented(rows), Line("]);")]


def _life(table: LifeTable, tables: Tables) -> list[Line]:
    life, literals = table.life, tables.literals
    units = ", ".join(f"{string(name)}: {string(unit)}" for name, unit in table.units.items())
    parts = {
        "name": string(life.name),
        "citation": string(life.citation),
        "outcome": string(life.state),
        "given": string(table.given),
        "initial": literals.value(life.initial),
        "finals": literals.values(life.finals),
        "steps": literals.values(table.steps),
        "term": string(life.term or ""),
        "expired": string(table.expired),
        "start": string(life.start),
        "startsKnown": "true" if table.starts_known else "false",
        "units": f"{{ {units} }}" if units else "{}",
    }
    rows = [line for change in life.changes for line in _change(change, literals)]
    decisions = [tables.fact_row(fact, key) for fact, key in table.decisions]
    return [
        Line("new Life({"),
        *indented([Line(f"{name}: {text},") for name, text in parts.items()]),
        *indented([Line("changes: _frozen(["), *indented(rows), Line("]),")]),
        *indented([Line("decisions: _frozen(["), *rows_of(decisions), Line("]),")]),
        Line("}),"),
    ]


def _change(change: Change, literals: Literals) -> list[Line]:
    parts = {
        "citation": string(change.citation),
        "quote": string(change.quote),
        "outcome": string(change.outcome),
        "value": literals.value(change.value),
        "kind": string(change.kind.value),
        "target": literals.value(change.target),
        "step": "true" if change.step else "false",
        "length": _length(change.length),
        "times": literals.value(change.times),
        "restarts": "true" if change.restarts else "false",
    }
    found = filled("{ ", [f"{name}: {text}" for name, text in parts.items()], " },")
    return [Line(text) for text in found]


def _length(length: Length | str | None) -> str:
    if isinstance(length, Length):
        return f"{{ number: {length.number}, unit: {string(length.unit.value)} }}"
    return "null" if length is None else string(length)
