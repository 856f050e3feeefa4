"""The lives of a document, as a generated Python module has them."""

from __future__ import annotations

from policyc.core.lifecycle import Change, Length
from policyc.plan.plans import Plan
from policyc.targets.common.lines import Line, filled, indented
from policyc.targets.common.lives import LifeTable, life_tables
from policyc.targets.python.literals import string, value, values
from policyc.targets.python.tables import fact_row, nested


def lives_table(plan: Plan) -> list[Line]:
    """``LIVES``: nothing where there is none."""
    rows = [line for table in life_tables(plan) for line in _life(table)]
    return [Line("LIVES: tuple[Life, ...] = ("), *indented(rows), Line(")")]


def _life(table: LifeTable) -> list[Line]:
    life = table.life
    units = ", ".join(f"{string(name)}: {string(unit)}" for name, unit in table.units.items())
    parts = {
        "name": string(life.name),
        "citation": string(life.citation),
        "outcome": string(life.state),
        "given": string(table.given),
        "initial": value(life.initial),
        "finals": values(life.finals),
        "steps": values(table.steps),
        "term": string(life.term or ""),
        "expired": string(table.expired),
        "start": string(life.start),
        "starts_known": repr(table.starts_known),
        "units": f"{{{units}}}",
    }
    rows = [line for change in life.changes for line in _change(change)]
    decisions = nested("decisions=", [fact_row(fact, key) for fact, key in table.decisions])
    return [
        Line("Life("),
        *indented([Line(f"{name}={text},") for name, text in parts.items()]),
        *indented([Line("changes=("), *indented(rows), Line("),")]),
        *indented(decisions),
        Line("),"),
    ]


def _change(change: Change) -> list[Line]:
    parts = [string(change.citation), string(change.quote), string(change.outcome)]
    parts += [value(change.value), string(change.kind.value)]
    optional = {
        "target": None if change.target is None else value(change.target),
        "step": "True" if change.step else None,
        "length": _length(change.length),
        "times": None if change.times is None else str(change.times),
        "restarts": "True" if change.restarts else None,
    }
    parts += [f"{name}={text}" for name, text in optional.items() if text is not None]
    return [Line(text) for text in filled("Change(", parts, "),")]


def _length(length: Length | str | None) -> str | None:
    if isinstance(length, Length):
        return f"({length.number}, {string(length.unit.value)})"
    return None if length is None else string(length)
