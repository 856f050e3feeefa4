"""From tree to nodes: declarations."""

from __future__ import annotations

from typing import Any

from lark import Token
from lark.tree import Meta

from policyc.surface import nodes as n
from policyc.surface.build.base import BaseBuilder

_TYPES = {
    "bool_type": n.TypeWord.BOOL,
    "int_type": n.TypeWord.INT,
    "real_type": n.TypeWord.REAL,
    "percent_type": n.TypeWord.PERCENT,
    "date_type": n.TypeWord.DATE,
}


class DeclarationBuilder(BaseBuilder):
    """Declarations and their attributes."""

    def named(self, meta: Meta, children: list[Any]) -> tuple[n.Name, n.Name | None]:
        name, alias = children
        return name, None if alias is None else self._name(alias)

    def steps(self, meta: Meta, children: list[n.Name]) -> tuple[n.Name, ...]:
        return tuple(children)

    def attributes(self, meta: Meta, children: list[n.Attribute]) -> tuple[n.Attribute, ...]:
        return tuple(children)

    def type(self, meta: Meta, children: list[Any]) -> n.TypeExpr:
        return n.TypeExpr(_TYPES[children[0].data], (), self._span(meta))

    def level_type(self, meta: Meta, children: list[Any]) -> n.TypeExpr:
        return n.TypeExpr(n.TypeWord.LEVEL, (children[0],), self._span(meta))

    def options_type(self, meta: Meta, children: list[Any]) -> n.TypeExpr:
        names = tuple(child for child in children if isinstance(child, n.Name))
        return n.TypeExpr(n.TypeWord.OPTIONS, names, self._span(meta))

    def citation_range(self, meta: Meta, children: list[Token | None]) -> n.CitationRange:
        first, last = children
        assert first is not None
        return n.CitationRange(self._name(first), None if last is None else self._name(last))

    def citations(self, meta: Meta, children: list[Any]) -> tuple[n.CitationRange, ...]:
        return tuple(children)

    def cited_basis(self, meta: Meta, children: list[Any]) -> n.Attribute:
        basis = n.Basis(children[0], "", self._span(meta))
        return n.Attribute("basis", (), self._span(meta), basis)

    def quoted_basis(self, meta: Meta, children: list[Token]) -> n.Attribute:
        text = self._name(children[0])
        return n.Attribute("basis", (), self._span(meta), n.Basis((), text.text, text.span))

    reason_basis = quoted_basis

    def level_decl(self, meta: Meta, children: list[Any]) -> n.LevelDecl:
        (name, alias), steps, attributes = children
        return n.LevelDecl(name, alias, steps, attributes, self._span(meta))

    def degree_decl(self, meta: Meta, children: list[Any]) -> n.DegreeDecl:
        (name, alias), steps, attributes = children
        return n.DegreeDecl(name, alias, steps, attributes, self._span(meta))

    def fact_decl(self, meta: Meta, children: list[Any]) -> n.FactDecl:
        (name, alias), kind, attributes = children
        return n.FactDecl(name, alias, kind, attributes, self._span(meta))

    def finding_decl(self, meta: Meta, children: list[Any]) -> n.FindingDecl:
        (name, alias), first, rest = children
        return n.FindingDecl(name, alias, (first, *rest), self._span(meta))

    def outcome_decl(self, meta: Meta, children: list[Any]) -> n.OutcomeDecl:
        (name, alias), kind, attributes = children
        return n.OutcomeDecl(name, alias, kind, attributes, self._span(meta))

    def reading_about(self, meta: Meta, children: list[Token]) -> n.Name:
        return self._name(children[0])

    def choice(self, meta: Meta, children: list[Any]) -> tuple[n.Name, n.Name | None]:
        return children[0], children[1]

    def reading_decl(self, meta: Meta, children: list[Any]) -> n.ReadingDecl:
        name, about, *choices, attributes = children
        return n.ReadingDecl(self._name(name), about, tuple(choices), attributes, self._span(meta))

    def axiom_decl(self, meta: Meta, children: list[Any]) -> n.AxiomDecl:
        name, premise, *conclusions, attributes = children
        conclusion = self._series(conclusions)
        return n.AxiomDecl(self._name(name), premise, conclusion, attributes, self._span(meta))

    def bound_rule(self, meta: Meta, children: list[Any]) -> tuple[n.Name, bool]:
        return self._name(children[0]), children[1].data == "inclusive"

    def boundary_decl(self, meta: Meta, children: list[Any]) -> n.BoundaryDecl:
        whole, *rules, attributes = children
        return n.BoundaryDecl(tuple(rules), whole is not None, attributes, self._span(meta))

    def undefined_decl(self, meta: Meta, children: list[Any]) -> n.UndefinedDecl:
        return n.UndefinedDecl(children[0], children[1], self._span(meta))

    def _accept_detail(self, kind: str, meta: Meta, children: list[Any]) -> n.AcceptanceDetail:
        child = children[0]
        value = child if isinstance(child, n.Name) else self._name(child)
        return n.AcceptanceDetail(kind, value, self._span(meta))

    def accept_reason(self, meta: Meta, children: list[Any]) -> n.AcceptanceDetail:
        return self._accept_detail("理由", meta, children)

    def accept_fingerprint(self, meta: Meta, children: list[Any]) -> n.AcceptanceDetail:
        return self._accept_detail("指纹", meta, children)

    def accept_about(self, meta: Meta, children: list[Any]) -> n.AcceptanceDetail:
        return self._accept_detail("关于", meta, children)

    def acceptance(self, meta: Meta, children: list[Any]) -> n.Acceptance:
        code, citations, *details = children
        return n.Acceptance(self._name(code), citations, tuple(details), self._span(meta))
