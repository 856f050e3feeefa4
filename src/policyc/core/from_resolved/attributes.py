"""Attributes of declarations: which go with what, each once, and what their ground is."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.diagnostics import Code, Diagnostic, Label
from policyc.resolved.clauses import citations_of
from policyc.resolved.scope import Symbol, SymbolKind
from policyc.surface import nodes as n

_WORDS = {
    "unit": "单位",
    "minimum": "不少于",
    "maximum": "不超过",
    "window": "统计期",
    "more": "越高越重",
    "less": "越低越重",
    "neither": "与轻重无关",
    "body": "由 … 认定",
    "aspect": "方面",
    "subject": "对象",
    "overlap": "竞合",
    "official": "官方认定",
    "fed": "来自",
    "harmless": "无害",
    "none": "不适用时",
    "meaning": "含义",
    "reading": "读法",
    "basis": "依据",
}
_GROUND = frozenset({"meaning", "basis"})
_NUMERIC = frozenset({"unit", "minimum", "maximum"})
_FACT = _GROUND | _NUMERIC | {"window", "aspect", "more", "less", "neither", "body", "official"}
_FACT |= {"harmless", "reading", "fed"}
_ALLOWED = {
    SymbolKind.LEVEL: _GROUND,
    SymbolKind.DEGREE: _FACT - _NUMERIC,
    SymbolKind.FACT: _FACT,
    SymbolKind.FINDING: _FACT - _NUMERIC,
    SymbolKind.OUTCOME: _GROUND | _NUMERIC | {"subject", "overlap", "none"},
    SymbolKind.READING: frozenset({"basis"}),
    SymbolKind.AXIOM: frozenset({"basis"}),
    SymbolKind.BODY: frozenset({"basis"}),
}
_WITH_UNIT = (n.TypeWord.INT, n.TypeWord.REAL)
_WITH_BOUNDS = (*_WITH_UNIT, n.TypeWord.PERCENT)
_TYPED = (n.FactDecl, n.OutcomeDecl)


def basis_text(attributes: tuple[n.Attribute, ...]) -> str:
    """The ground of a declaration as one line: citations, or the reason in words."""
    parts = []
    for attribute in attributes:
        if attribute.basis is not None:
            cited = "、".join(str(c) for c in citations_of(attribute.basis.citations))
            parts.append(cited or attribute.basis.text)
    return "；".join(parts)


def check_attributes(symbol: Symbol) -> Iterable[Diagnostic]:
    """What does not go with the declaration, and what is written twice."""
    attributes: tuple[n.Attribute, ...] = getattr(symbol.decl, "attributes", ())
    allowed = _ALLOWED[symbol.kind]
    seen: dict[str, n.Attribute] = {}
    for attribute in attributes:
        word = _WORDS[attribute.kind]
        if attribute.kind not in allowed or not _fits_type(attribute, symbol):
            what = _of_type(symbol) if attribute.kind in allowed else symbol.kind.value
            yield Diagnostic(
                Code.E301, f"{what}“{symbol.name}”不能写“{word}”", attribute.span, help="删去它。"
            )
        if attribute.kind == "basis":
            continue
        group = "worse" if attribute.kind in ("more", "less", "neither") else attribute.kind
        earlier = seen.setdefault(group, attribute)
        if earlier is not attribute:
            yield Diagnostic(
                Code.E202,
                f"“{word}”这一项写了两次",
                attribute.span,
                help="只留一处。",
                labels=(Label(earlier.span, "先在这里写过"),),
            )


def _fits_type(attribute: n.Attribute, symbol: Symbol) -> bool:
    if not isinstance(symbol.decl, _TYPED):
        return True
    if attribute.kind == "unit":
        return symbol.decl.type.word in _WITH_UNIT
    if attribute.kind in ("minimum", "maximum"):
        return symbol.decl.type.word in _WITH_BOUNDS
    return True


def _of_type(symbol: Symbol) -> str:
    assert isinstance(symbol.decl, _TYPED)
    return f"{symbol.decl.type.word.value}{symbol.kind.value}"


def stray_attributes(attributes: Iterable[n.Attribute], what: str) -> Iterable[Diagnostic]:
    """Anything but 依据 and 理由 on a sentence that has no other attributes."""
    for attribute in attributes:
        if attribute.kind != "basis":
            yield Diagnostic(
                Code.E301,
                f"{what}不能写“{_WORDS[attribute.kind]}”",
                attribute.span,
                help="删去它；只能写依据或者理由。",
            )
