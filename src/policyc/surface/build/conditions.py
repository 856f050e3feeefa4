"""From tree to nodes: conditions."""

from __future__ import annotations

from typing import Any

from lark import Token
from lark.tree import Meta

from policyc.surface import nodes as n
from policyc.surface.build.base import BaseBuilder

COMPARATORS = {
    "equals": n.Comparator.EQUALS,
    "differs": n.Comparator.DIFFERS,
    "exactly": n.Comparator.EXACTLY,
    "reaches": n.Comparator.REACHES,
    "exceeds": n.Comparator.EXCEEDS,
    "below": n.Comparator.BELOW,
    "at_most": n.Comparator.AT_MOST,
}


class ConditionBuilder(BaseBuilder):
    """Conditions and what stands in them."""

    def comparator(self, meta: Meta, children: list[Any]) -> n.Comparator:
        return COMPARATORS[children[0].data]

    def mark(self, meta: Meta, children: list[Token]) -> n.Mark:
        return n.Mark(self._name(children[0]))

    def inclusion(self, meta: Meta, children: list[Any]) -> bool:
        return bool(children[0].data == "inclusive")

    def bounded(self, meta: Meta, children: list[Any]) -> n.Bounded:
        quantity, word, inclusive = children
        return n.Bounded(self._name(quantity), self._name(word), inclusive, self._span(meta))

    def span(self, meta: Meta, children: list[Any]) -> n.Range:
        low, low_in, high, high_in = children
        return n.Range(self._name(low), low_in, self._name(high), high_in, self._span(meta))

    def values(self, meta: Meta, children: list[Any]) -> tuple[n.ComparedValue, ...]:
        return tuple(children)

    def bare(self, meta: Meta, children: list[n.Name]) -> n.Bare:
        return n.Bare(children[0], self._span(meta))

    def comparison(self, meta: Meta, children: list[Any]) -> n.Comparison:
        name, comparator, values, mark = children
        return n.Comparison(name, comparator, values, mark, self._span(meta))

    def bracketed(self, meta: Meta, children: list[n.Expr]) -> n.Expr:
        return children[0]

    def negation(self, meta: Meta, children: list[Any]) -> n.Expr:
        return self._nest(n.Negation(children[-1], self._span(meta)), children)

    def condition(self, meta: Meta, children: list[n.Expr]) -> n.Expr:
        return self._series(children)

    def narrow_and(self, meta: Meta, children: list[Any]) -> n.Expr:
        return self._nest(n.And(tuple(children), self._span(meta)), children)

    def narrow_or(self, meta: Meta, children: list[Any]) -> n.Expr:
        return self._nest(n.Or(tuple(children), self._span(meta)), children)

    def apposition(self, meta: Meta, children: list[Any]) -> n.Expr:
        mark, *parts = children
        return self._nest(n.Apposition(tuple(parts), mark, self._span(meta)), parts)

    def met(self, meta: Meta, children: list[Token]) -> n.Met:
        return n.Met(self._name(children[0]), self._span(meta))

    def reading_is(self, meta: Meta, children: list[Any]) -> n.ReadingIs:
        return n.ReadingIs(self._name(children[0]), children[1], self._span(meta))
