"""From tree to nodes: duties, sanctions, roles and the other sentences of a text."""

from __future__ import annotations

from typing import Any

from lark import Token, Tree
from lark.tree import Meta

from policyc.surface import nodes as n
from policyc.surface.build.base import BaseBuilder

_MARKS = {
    "declaratory": n.MarkKind.DECLARATORY,
    "deferred": n.MarkKind.DEFERRED,
    "open_textured": n.MarkKind.OPEN_TEXTURED,
}


class DutyBuilder(BaseBuilder):
    """Sentences that bind, name or mark, without deciding an outcome."""

    def bodies(self, meta: Meta, children: list[n.Name]) -> tuple[n.Name, ...]:
        return tuple(children)

    holders = bodies

    def acts(self, meta: Meta, children: list[Token]) -> tuple[n.Name, ...]:
        return tuple(self._name(child) for child in children)

    def details(self, meta: Meta, children: list[Any]) -> tuple[n.Detail, ...]:
        return tuple(
            n.Detail("basis", (), child.basis, child.span)
            if isinstance(child, n.Attribute)
            else child
            for child in children
        )

    def _detail(self, kind: str, meta: Meta, children: list[Any]) -> n.Detail:
        names = (self._name(c) if isinstance(c, Token) else c for c in children)
        return n.Detail(kind, tuple(names), None, self._span(meta))

    def to_detail(self, meta: Meta, children: list[Any]) -> n.Detail:
        return self._detail("to", meta, children)

    def frequency_detail(self, meta: Meta, children: list[Any]) -> n.Detail:
        return self._detail("frequency", meta, children)

    def deadline_detail(self, meta: Meta, children: list[Any]) -> n.Detail:
        return self._detail("deadline", meta, children)

    def consent_detail(self, meta: Meta, children: list[Any]) -> n.Detail:
        return self._detail("consent", meta, children)

    def under_detail(self, meta: Meta, children: list[Any]) -> n.Detail:
        return self._detail("under", meta, children)

    def criterion_detail(self, meta: Meta, children: list[Any]) -> n.Detail:
        return self._detail("criterion", meta, children)

    def duty(self, meta: Meta, children: list[Any]) -> n.Duty:
        when, bodies, modal, acts, details = children
        word = modal or n.ModalWord.NONE
        return n.Duty(False, when, bodies, word, acts, details, self._span(meta))

    def procedure(self, meta: Meta, children: list[Any]) -> n.Duty:
        when, bodies, modal, acts, details = children
        word = modal or n.ModalWord.NONE
        return n.Duty(True, when, bodies, word, acts, details, self._span(meta))

    def sanction(self, meta: Meta, children: list[Any]) -> n.Sanction:
        when, deciders, targets, modal, discretion, measures, details = children
        return n.Sanction(
            when,
            deciders or (),
            targets,
            modal or n.ModalWord.NONE,
            discretion is not None,
            measures,
            details,
            self._span(meta),
        )

    def role(self, meta: Meta, children: list[Any]) -> n.Role:
        name, holders, details = children
        return n.Role(name, holders, details, self._span(meta))

    def definition(self, meta: Meta, children: list[Any]) -> n.Definition:
        name, meaning, details = children
        return n.Definition(name, self._name(meaning), details, self._span(meta))

    def application(self, meta: Meta, children: list[Any]) -> n.Application:
        bodies, how, text, details = children
        assert isinstance(how, Tree)
        analogy = how.data == "apply_by_analogy"
        return n.Application(bodies, analogy, self._name(text), details, self._span(meta))

    def delegation(self, meta: Meta, children: list[Any]) -> n.Delegation:
        bodies, modal, acts, details = children
        word = modal or n.ModalWord.NONE
        return n.Delegation(bodies, word, acts, details, self._span(meta))

    def commencement(self, meta: Meta, children: list[Token]) -> n.Commencement:
        return n.Commencement(self._name(children[0]), self._span(meta))

    def repeal(self, meta: Meta, children: list[Token]) -> n.Repeal:
        return n.Repeal(self._name(children[0]), self._span(meta))

    def unit_mark(self, meta: Meta, children: list[Any]) -> n.UnitMark:
        kind, *reason = children
        written = self._name(reason[0]) if reason else None
        return n.UnitMark(_MARKS[kind.data], written, self._span(meta))
