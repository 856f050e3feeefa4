"""From tree to nodes: statements."""

from __future__ import annotations

from typing import Any

from lark import Token
from lark.tree import Meta

from policyc.surface import nodes as n
from policyc.surface.build.base import BaseBuilder

_MODALS = {
    "shall": n.ModalWord.SHALL,
    "may": n.ModalWord.MAY,
    "must_not": n.ModalWord.MUST_NOT,
    "in_principle_not": n.ModalWord.IN_PRINCIPLE_NOT,
}


class StatementBuilder(BaseBuilder):
    """Rules, lists of 项, tables, triggers."""

    def premise(self, meta: Meta, children: list[Any]) -> n.Premise:
        return n.Premise(children[0], self._span(meta))

    def modality(self, meta: Meta, children: list[Any]) -> n.ModalWord:
        return _MODALS[children[0].data]

    def reading_directly(self, meta: Meta, children: list[Any]) -> tuple[bool, n.Mark | None]:
        return True, children[1]

    def force(
        self, meta: Meta, children: list[Any]
    ) -> tuple[n.ModalWord, bool, tuple[bool, n.Mark | None]]:
        modal, discretion, direct = children
        return modal, discretion is not None, direct or (False, None)

    def direct_force(
        self, meta: Meta, children: list[Any]
    ) -> tuple[n.ModalWord, bool, tuple[bool, n.Mark | None]]:
        return n.ModalWord.NONE, False, children[0]

    def actor(self, meta: Meta, children: list[n.Name]) -> n.Name:
        return children[0]

    towards_subject = actor

    def set_effect(self, meta: Meta, children: list[Any]) -> tuple[n.Name, tuple[n.Name, ...]]:
        outcome, *values = children
        return outcome, tuple(values)

    def recognise_effect(
        self, meta: Meta, children: list[Any]
    ) -> tuple[n.Name, tuple[n.Name, ...]]:
        return children[0], ()

    def consequence(self, meta: Meta, children: list[Any]) -> n.Consequence:
        actor, subject, force, (outcome, values) = children
        modal, discretion, (direct, mark) = force or (n.ModalWord.NONE, False, (False, None))
        return n.Consequence(
            actor, subject, modal, discretion, direct, mark, outcome, values, self._span(meta)
        )

    def when(self, meta: Meta, children: list[n.Expr]) -> n.Expr:
        return children[0]

    exclusion = when

    def exception(self, meta: Meta, children: list[n.Expr]) -> tuple[str, Any]:
        return "exception", children[0]

    def criterion(self, meta: Meta, children: list[Token]) -> tuple[str, Any]:
        return "criterion", self._name(children[0])

    def tails(self, meta: Meta, children: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        return children

    def rule(self, meta: Meta, children: list[Any]) -> n.Rule:
        exclusion, when, consequence, tails = children
        exception, criterion = self._tails(tails)
        return n.Rule(exclusion, when, consequence, exception, criterion, self._span(meta))

    def _tails(self, tails: list[tuple[str, Any]]) -> tuple[n.Expr | None, n.Name | None]:
        """但…除外 and 标准: several exceptions are alternatives, several criteria one text."""
        exceptions = [found for kind, found in tails if kind == "exception"]
        criteria = [found for kind, found in tails if kind == "criterion"]
        exception: n.Expr | None = exceptions[0] if exceptions else None
        if len(exceptions) > 1:
            whole = exceptions[0].span.cover(exceptions[-1].span)
            exception = self._nest(n.Or(tuple(exceptions), whole), exceptions)
        criterion: n.Name | None = criteria[0] if criteria else None
        if len(criteria) > 1:
            whole = criteria[0].span.cover(criteria[-1].span)
            criterion = n.Name("；".join(name.text for name in criteria), whole)
        return exception, criterion

    def list_lead(self, meta: Meta, children: list[Any]) -> tuple[n.Expr | None, bool]:
        *lead, how = children
        return self._series(lead) if lead else None, how.data == "any_of_following"

    def clause(self, meta: Meta, children: list[n.Expr]) -> n.Expr:
        return children[0]

    def _items(self, children: list[Any]) -> tuple[n.Item, ...]:
        """Labels and clauses as they come: a clause belongs to the label before it."""
        items: list[tuple[n.Name, list[n.Expr]]] = []
        for child in children:
            if isinstance(child, Token):
                items.append((self._name(child), []))
            else:
                items[-1][1].append(child)
        return tuple(
            n.Item(label, tuple(clauses), label.span.cover(clauses[-1].span))
            for label, clauses in items
        )

    def listed_rule(self, meta: Meta, children: list[Any]) -> n.ListedRule:
        exclusion, (lead, any_of), consequence, tails, *items = children
        exception, criterion = self._tails(tails)
        return n.ListedRule(
            exclusion,
            lead,
            any_of,
            consequence,
            exception,
            criterion,
            self._items(items),
            self._span(meta),
        )

    def table_row(self, meta: Meta, children: list[n.Name]) -> tuple[n.Name, n.Name]:
        return children[0], children[1]

    def table(self, meta: Meta, children: list[Any]) -> n.Table:
        key, subject, outcome, *rows = children
        return n.Table(key, subject, outcome, tuple(rows), self._span(meta))

    def trigger(self, meta: Meta, children: list[Any]) -> n.Trigger:
        condition, outcome, attributes = children
        return n.Trigger(condition, outcome, attributes, self._span(meta))

    def precedence(self, meta: Meta, children: list[Any]) -> n.Precedence:
        winner, losers, attributes = children
        return n.Precedence(self._name(winner), losers, attributes, self._span(meta))
