"""From syntax to a resolved document: collect names, bind every statement to its clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policyc.diagnostics import Code, Diagnostic
from policyc.resolved.document import Located, ResolvedDocument
from policyc.resolved.heads import read_head
from policyc.resolved.scope import build_scope
from policyc.source.citation import Citation, CitationError, Level
from policyc.source.provisions import ProvisionTree
from policyc.source.read_citation import parse_citation
from policyc.surface import nodes as n


def resolve(
    name: str,
    files: Sequence[n.PolicyFile],
    vocabularies: Sequence[n.PolicyFile],
    provisions: ProvisionTree | None,
) -> tuple[ResolvedDocument, list[Diagnostic]]:
    """Bind one document. Diagnostics do not stop the binding of the rest."""
    scope, diagnostics = build_scope(vocabularies, files)
    head, problems = read_head(files)
    diagnostics += problems
    binder = _Binder(provisions, diagnostics)
    located = [binder.outside(p) for file in vocabularies for p in file.placed]
    located += [binder.locate(p) for file in files for p in file.placed]
    for case in (case for file in files for case in file.cases):
        for ranges in (expectation.clauses for expectation in case.expectations):
            binder.check(ranges)
    cases = tuple(case for file in files for case in file.cases)
    return ResolvedDocument(name, head, scope, tuple(located), cases, provisions), diagnostics


def citations_of(ranges: Iterable[n.CitationRange]) -> Iterator[Citation]:
    """The citations of a list, ranges of articles or items spelled out; bad ones are skipped."""
    for part in ranges:
        try:
            first = parse_citation(part.first.text)
            last = first if part.last is None else parse_citation(part.last.text, first.parent)
        except CitationError:
            continue
        if first.parent == last.parent and first.level == last.level:
            for number in range(first.last.number, last.last.number + 1):
                yield Citation((*first.steps[:-1], type(first.last)(first.level, number)))
        else:
            yield first
            yield last


class _Binder:
    """Finds the clause of each statement and checks every citation."""

    def __init__(self, provisions: ProvisionTree | None, diagnostics: list[Diagnostic]) -> None:
        self.provisions = provisions
        self.diagnostics = diagnostics

    def outside(self, placed: n.Placed) -> Located:
        """A declaration of a vocabulary: its citations speak of other documents."""
        return Located(None, "", placed.node)

    def locate(self, placed: n.Placed) -> Located:
        for attribute in getattr(placed.node, "attributes", ()):
            if attribute.basis is not None:
                self.check(attribute.basis.citations)
        match placed.node:
            case n.Precedence(winner, losers):
                self.bind(winner)
                self.check(losers)
            case n.UndefinedDecl(_, ranges):
                self.check(ranges)
        if placed.heading is None:
            return Located(None, "", placed.node)
        article = self._step(placed.heading, None)
        paragraph = self._step(placed.paragraph, article) if placed.paragraph else article
        under = self._step(placed.item, paragraph) if placed.item else paragraph
        citation = self._step(placed.sentence, under) if placed.sentence else under
        if citation is None:
            return Located(None, "", placed.node)
        items: dict[str, tuple[Citation, str]] = {}
        if isinstance(placed.node, n.ListedRule):
            for item in placed.node.items:
                found = self._item(item.label, paragraph)
                if found is not None:
                    items[item.label.text] = (found, self.quote(found))
        return Located(citation, self.quote(citation), placed.node, items)

    def quote(self, citation: Citation) -> str:
        """The clause's text; empty where the document has no source text."""
        if self.provisions is None or self.provisions.find(citation) is None:
            return ""
        return self.provisions.quote(citation)

    def check(self, ranges: Iterable[n.CitationRange]) -> None:
        for part in ranges:
            first = self.bind(part.first)
            if part.last is not None and first is not None:
                self.bind(part.last, first.parent)

    def bind(self, name: n.Name, base: Citation | None = None) -> Citation | None:
        """The citation of some words, if it is well formed and stands in the source."""
        try:
            citation = parse_citation(name.text, base)
        except CitationError:
            self.diagnostics.append(
                Diagnostic(
                    Code.E106,
                    f"“{name.text}”不是条款引用",
                    name.span,
                    help="写成 第八条第（四）项、第九条第二句 的样子。",
                )
            )
            return None
        return self._existing(citation, name)

    def _existing(self, citation: Citation, name: n.Name) -> Citation | None:
        if self.provisions is None:
            return citation
        found = self.provisions.find(citation)
        if found is not None:
            return found.citation or citation
        near = "、".join(str(other) for other in self.provisions.near(citation))
        self.diagnostics.append(
            Diagnostic(
                Code.E203,
                f"原文中没有 {citation}",
                name.span,
                help=f"相近的有：{near}。" if near else "核对原文的条款编号。",
            )
        )
        return None

    def _step(self, name: n.Name | None, base: Citation | None) -> Citation | None:
        """A heading or 第几款/第几句 under what stands above it."""
        if name is None or (base is None and name.text[-1:] in "款项句"):
            return None
        return self.bind(name, base)

    def _item(self, label: n.Name, base: Citation | None) -> Citation | None:
        if base is None:
            return None
        level = Level.CLAUSE if base.level is Level.SECTION else Level.ITEM
        try:
            number = parse_citation("第一条" + label.text).last.number
        except CitationError:
            return None
        return self._existing(base.child(level, number), label)
