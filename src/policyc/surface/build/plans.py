"""From tree to nodes: phases, indicators and who does what."""

from __future__ import annotations

from typing import Any

from lark.tree import Meta, Tree

from policyc.surface import nodes as n
from policyc.surface.build.base import BaseBuilder
from policyc.surface.build.conditions import COMPARATORS

_SHARES = {
    "leads": n.ShareWord.LEAD,
    "is_responsible": n.ShareWord.RESPONSIBLE,
    "assists": n.ShareWord.ASSIST,
}
_PACES = {"yearly": n.Pace.YEARLY, "steadily": n.Pace.STEADY}


class PlanBuilder(BaseBuilder):
    """What plans say beyond duties."""

    # -- phases
    def dated_point(self, meta: Meta, children: list[Any]) -> n.Point:
        text, mark = children
        quoted = text.type == "QUOTED"
        return n.Point(self._name(text), quoted, mark, self._span(meta))

    def unstated_point(self, meta: Meta, children: list[Any]) -> n.Point:
        return n.Point(None, False, None, self._span(meta))

    def period(self, meta: Meta, children: list[Any]) -> n.Period:
        start, end = children
        return n.Period(start, end, self._span(meta))

    def _phase(self, whole: bool, meta: Meta, children: list[Any]) -> n.Phase:
        name, *periods, attributes = children
        return n.Phase(whole, self._name(name), tuple(periods), attributes, self._span(meta))

    def whole_period(self, meta: Meta, children: list[Any]) -> n.Phase:
        return self._phase(True, meta, children)

    def phase(self, meta: Meta, children: list[Any]) -> n.Phase:
        return self._phase(False, meta, children)

    # -- indicators
    def aim_word(self, meta: Meta, children: list[Any]) -> tuple[n.Name, n.Comparator]:
        (word,) = children
        return self._name(word.children[0]), COMPARATORS[str(word.data)]

    def aim(self, meta: Meta, children: list[Any]) -> n.Aim:
        (word, comparator), values, mark = children
        return n.Aim(word, comparator, values, mark, self._span(meta))

    def move(self, meta: Meta, children: list[Any]) -> n.Move:
        direction: Any
        steady, direction, values, mark = children
        pace = n.Pace.ONCE if steady is None else _PACES[str(steady.data)]
        rises = direction.data == "rises"
        word = self._name(direction.children[0])
        return n.Move(word, rises, pace, values or (), mark, self._span(meta))

    def never(self, meta: Meta, children: list[Any]) -> n.Never:
        return n.Never(self._span(meta))

    def indicator(self, meta: Meta, children: list[Any]) -> n.Indicator:
        name, target, measures = children
        return n.Indicator(name, target, measures, self._span(meta))

    def measures(self, meta: Meta, children: list[n.Attribute]) -> tuple[n.Attribute, ...]:
        return tuple(children)

    # -- who does what
    def share(self, meta: Meta, children: list[Any]) -> n.Share:
        word, bodies = children
        assert isinstance(word, Tree)
        return n.Share(_SHARES[str(word.data)], bodies, self._span(meta))

    def division(self, meta: Meta, children: list[Any]) -> n.Division:
        task, *shares, attributes = children
        named = None if task is None else self._name(task)
        return n.Division(named, tuple(shares), attributes, self._span(meta))

    def body_decl(self, meta: Meta, children: list[Any]) -> n.BodyDecl:
        (name, alias), *others, attributes = children
        return n.BodyDecl(name, alias, tuple(others), attributes, self._span(meta))
