"""Columns computed one from the other, in as few steps as they need."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field, frozen
from sqlglot import exp

from policyc.targets.sql.literals import column, named


@frozen
class Computed:
    """A column, what it is computed from, and a word about it."""

    name: str
    expression: exp.Expression
    level: int
    note: str = ""


@define
class Sheet:
    """The steps of a query: each computes columns from those of the steps before it."""

    computed: dict[str, Computed] = field(factory=dict)
    _known: dict[str, exp.Column] = field(factory=dict)

    def add(self, name: str, expression: exp.Expression, note: str = "") -> exp.Column:
        """A new column."""
        assert name not in self.computed, name
        level = 1 + max((self._level(used) for used in _columns(expression)), default=0)
        self.computed[name] = Computed(name, expression, level, note)
        return column(name)

    def common(self, prefix: str, expression: exp.Expression, note: str = "") -> exp.Column:
        """A column for an expression, the same one for equal expressions."""
        key = expression.sql()
        found = self._known.get(key)
        if found is None:
            name = f"{prefix}{len(self._known) + 1}"
            found = self._known[key] = self.add(name, expression, note)
        return found.copy()

    def _level(self, name: str) -> int:
        found = self.computed.get(name)
        return 0 if found is None else found.level

    def select(
        self,
        table: exp.Expression,
        kept: Iterable[str],
        last: Iterable[exp.Expression],
        materialized: bool,
    ) -> exp.Select:
        """A SELECT of ``last`` over the steps; ``kept`` columns of the table pass through all."""
        final = list(last)
        levels = max((c.level for c in self.computed.values()), default=0)
        needed: list[dict[str, None]] = [{} for _ in range(levels + 1)]
        needed[levels] = dict.fromkeys(kept)
        needed[levels].update(dict.fromkeys(n for e in final for n in _columns(e)))
        for level in range(levels, 0, -1):
            for name in needed[level]:
                made = self.computed.get(name)
                own = made is not None and made.level == level
                uses = _columns(made.expression) if made is not None and own else [name]
                needed[level - 1].update(dict.fromkeys(uses))
        query = exp.Select()
        for level in range(1, levels + 1):
            step = exp.select(*(self._selected(name, level) for name in needed[level]), copy=False)
            step = step.from_(table if level == 1 else _step(level - 1), copy=False)
            query = query.with_(
                exp.to_identifier(f"step{level}", quoted=True),
                as_=step,
                materialized=materialized or None,
                copy=False,
            )
        query = query.select(*final, copy=False)
        return query.from_(_step(levels) if levels else table, copy=False)

    def _selected(self, name: str, level: int) -> exp.Expression:
        made = self.computed.get(name)
        if made is None or made.level != level:
            return column(name)
        found = named(made.expression, name)
        if made.note:
            found.add_comments([made.note])
        return found


def _step(level: int) -> exp.Table:
    return exp.to_table(f'"step{level}"')


def _columns(expression: exp.Expression) -> list[str]:
    return list(dict.fromkeys(found.name for found in expression.find_all(exp.Column)))
