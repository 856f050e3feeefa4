"""The names that a document declares or takes from its vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from keyword import kwlist

from attrs import field, frozen

from policyc.diagnostics import Code, Diagnostic, Label
from policyc.source.span import Span
from policyc.surface import nodes as n

_ALIAS = re.compile(r"[a-z][a-z0-9_]*\Z")
_RESERVED = frozenset(kwlist) | {
    *("case", "catch", "const", "debugger", "default", "delete", "do", "enum", "export"),
    *("extends", "function", "implements", "instanceof", "interface", "let", "new", "null"),
    *("package", "private", "protected", "public", "static", "super", "switch", "this", "throw"),
    *("typeof", "var", "void"),
}
"""Words that generated Python or TypeScript could not use as a name."""


class SymbolKind(Enum):
    """What a name stands for. A 程度 is a level and a fact at once."""

    LEVEL = "级别"
    DEGREE = "程度"
    FACT = "事实"
    FINDING = "认定"
    OUTCOME = "结论"
    READING = "读法"
    AXIOM = "常理"
    BODY = "机关"


FACT_KINDS = (SymbolKind.DEGREE, SymbolKind.FACT, SymbolKind.FINDING)
LEVEL_KINDS = (SymbolKind.LEVEL, SymbolKind.DEGREE)

_KINDS: dict[type, SymbolKind] = {
    n.LevelDecl: SymbolKind.LEVEL,
    n.DegreeDecl: SymbolKind.DEGREE,
    n.FactDecl: SymbolKind.FACT,
    n.FindingDecl: SymbolKind.FINDING,
    n.OutcomeDecl: SymbolKind.OUTCOME,
    n.ReadingDecl: SymbolKind.READING,
    n.AxiomDecl: SymbolKind.AXIOM,
    n.BodyDecl: SymbolKind.BODY,
}


@frozen
class Symbol:
    """A declared name. Readings, axioms, levels and bodies have name spaces of their own: an
    outcome may bear the name of the level it is measured on."""

    kind: SymbolKind
    name: str
    alias: str
    decl: n.Declaration
    from_vocabulary: bool

    @property
    def space(self) -> str:
        match self.kind:
            case SymbolKind.READING | SymbolKind.AXIOM | SymbolKind.LEVEL | SymbolKind.BODY:
                return str(self.kind.value)
            case _:
                return "名称"


@frozen
class Scope:
    """All symbols, in order of declaration; vocabularies come first."""

    symbols: tuple[Symbol, ...]
    _index: dict[tuple[str, str], Symbol] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        index: dict[tuple[str, str], Symbol] = {}
        for symbol in self.symbols:
            index.setdefault((symbol.space, symbol.name), symbol)
            if symbol.kind is SymbolKind.DEGREE:
                index.setdefault((SymbolKind.LEVEL.value, symbol.name), symbol)
        object.__setattr__(self, "_index", index)

    def of(self, *kinds: SymbolKind) -> Iterator[Symbol]:
        """The symbols of some kinds, in order of declaration."""
        return (symbol for symbol in self.symbols if symbol.kind in kinds)

    def value(self, name: str) -> Symbol | None:
        """The fact or outcome of a name."""
        return self._index.get(("名称", name))

    def level(self, name: str) -> Symbol | None:
        """The scale of a name (a 级别, or the scale of a 程度)."""
        return self._index.get((SymbolKind.LEVEL.value, name))

    def reading(self, name: str) -> Symbol | None:
        """The reading of a name."""
        return self._index.get((SymbolKind.READING.value, name))

    def names(self, *kinds: SymbolKind) -> list[str]:
        """Names of some kinds, for suggestions."""
        return [symbol.name for symbol in self.of(*kinds)]


def build_scope(
    vocabularies: Iterable[n.PolicyFile], own: Iterable[n.PolicyFile]
) -> tuple[Scope, list[Diagnostic]]:
    """Collect declarations; a name declared twice or a bad ASCII alias is an error."""
    diagnostics: list[Diagnostic] = []
    symbols: list[Symbol] = []
    seen: dict[tuple[str, str], Symbol] = {}
    aliases: dict[str, Symbol] = {}
    for from_vocabulary, files in ((True, vocabularies), (False, own)):
        for file in files:
            for placed in file.placed:
                symbol = _symbol(placed.node, from_vocabulary)
                if symbol is None:
                    continue
                earlier = seen.setdefault((symbol.space, symbol.name), symbol)
                if earlier is not symbol:
                    diagnostics.append(_twice(symbol, earlier))
                    continue
                diagnostics += _check_alias(symbol, aliases)
                symbols.append(symbol)
    return Scope(tuple(symbols)), diagnostics


def _symbol(node: n.Statement | n.Sentence | n.Declaration, from_vocabulary: bool) -> Symbol | None:
    kind = _KINDS.get(type(node))
    if kind is None:
        return None
    name: n.Name = node.name  # type: ignore[union-attr]
    alias = getattr(node, "alias", None)
    return Symbol(
        kind,
        name.text,
        alias.text if alias is not None else "",
        node,  # type: ignore[arg-type]
        from_vocabulary,
    )


def name_span(symbol: Symbol) -> Span:
    """Where a symbol's name stands in its declaration."""
    name: n.Name = symbol.decl.name  # type: ignore[union-attr]
    return name.span


def _twice(symbol: Symbol, earlier: Symbol) -> Diagnostic:
    where = "词汇里" if earlier.from_vocabulary else "前面"
    return Diagnostic(
        Code.E202,
        f"“{symbol.name}”已在{where}声明为{earlier.kind.value}",
        name_span(symbol),
        help="删去其中一处，或者另起一个名称。",
        labels=(Label(name_span(earlier), "先在这里声明"),),
    )


def _check_alias(symbol: Symbol, aliases: dict[str, Symbol]) -> Iterator[Diagnostic]:
    if not symbol.alias:
        return
    alias: n.Name = symbol.decl.alias  # type: ignore[union-attr, assignment]
    if not _ALIAS.match(symbol.alias):
        yield Diagnostic(
            Code.E206,
            f"英文名“{symbol.alias}”不能用作程序里的名称",
            alias.span,
            help="以小写英文字母开头，只含小写英文字母、数字和下划线，例如 poppy_plants。",
        )
    elif symbol.alias in _RESERVED:
        yield Diagnostic(
            Code.E206,
            f"英文名“{symbol.alias}”是程序语言的保留字",
            alias.span,
            help=f"换一个英文名，例如 {symbol.alias}_1。",
        )
    elif aliases.setdefault(symbol.alias, symbol) is not symbol:
        yield Diagnostic(
            Code.E206,
            f"英文名“{symbol.alias}”已用于“{aliases[symbol.alias].name}”",
            alias.span,
            help="换一个英文名。",
        )
