"""From syntax to a resolved document: collect names, bind every statement to its clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from policyc.diagnostics import Code, Collector, Diagnostic, Label
from policyc.resolved.clauses import Clauses, citations_of
from policyc.resolved.document import Located, ResolvedDocument
from policyc.resolved.heads import read_head
from policyc.resolved.scope import build_scope
from policyc.source.citation import Citation
from policyc.source.provisions import ProvisionTree
from policyc.source.span import Span
from policyc.surface import nodes as n

__all__ = ["citations_of", "resolve"]


def resolve(
    name: str,
    files: Sequence[n.PolicyFile],
    vocabularies: Sequence[n.PolicyFile],
    provisions: ProvisionTree | None,
) -> tuple[ResolvedDocument, list[Diagnostic]]:
    """Bind one document. Diagnostics do not stop the binding of the rest."""
    report = Collector()
    scope, problems = build_scope(vocabularies, files)
    report.found += problems
    head, problems = read_head(files)
    report.found += problems
    binder = _Binder(Clauses(provisions, report), report)
    for cited in head.units_from:
        binder.clauses.bind(cited)
    located: list[Located] = []
    for file in vocabularies:
        located += binder.declarations(file)
    for file in files:
        binder.headings_once(file)
        located += [binder.locate(p) for p in file.placed]
    cases = tuple(case for file in files for case in file.cases)
    binder.check_cases(cases)
    return ResolvedDocument(name, head, scope, tuple(located), cases, provisions), report.found


class _Binder:
    """Finds the clause of each statement and checks every citation."""

    def __init__(self, clauses: Clauses, report: Collector) -> None:
        self.clauses = clauses
        self.report = report

    def declarations(self, vocabulary: n.PolicyFile) -> Iterator[Located]:
        """What a vocabulary declares; its citations speak of other documents."""
        for placed in vocabulary.placed:
            if isinstance(placed.node, n.Acceptance):
                self.report(
                    Diagnostic(
                        Code.E107,
                        "词汇文件里不能写接受",
                        placed.node.span,
                        help="接受写在出问题的那份文件的政策文件里。",
                    )
                )
                continue
            if isinstance(placed.node, _DECLARATIONS):
                yield Located(None, "", placed.node)
                continue
            self.report(
                Diagnostic(
                    Code.E107,
                    "词汇文件里不能写条文的规定",
                    placed.node.span,
                    help="词汇只放共用的声明；条文写在政策文件里。",
                )
            )
        for case in vocabulary.cases:
            self.report(
                Diagnostic(
                    Code.E107,
                    "词汇文件里不能写用例",
                    case.name.span,
                    help="用例写在政策文件旁边的 cases.policy 里。",
                )
            )

    def headings_once(self, file: n.PolicyFile) -> None:
        """Every clause is encoded in one place of a file."""
        seen: dict[tuple[str, ...], tuple[n.Name, ...]] = {}
        reported: set[Span] = set()
        for placed in file.placed:
            above = (placed.heading, placed.paragraph, placed.item, placed.sentence)
            names = tuple(name for name in above if name is not None)
            for depth in range(1, len(names) + 1):
                path = names[:depth]
                earlier = seen.setdefault(tuple(name.text for name in path), path)
                if earlier[-1].span == path[-1].span or earlier[:-1] != path[:-1]:
                    continue
                if path[-1].span not in reported:
                    self._encoded_twice(path[-1], earlier[-1])
                    reported.add(path[-1].span)
                break

    def _encoded_twice(self, name: n.Name, earlier: n.Name) -> None:
        self.report(
            Diagnostic(
                Code.E405,
                f"“{name.text}”写了两次",
                name.span,
                help="编号写错的，改正编号；是同一条款的，合并到一处。",
                labels=(Label(earlier.span, "先在这里写过"),),
            )
        )

    def locate(self, placed: n.Placed) -> Located:
        clauses = self.clauses
        for name in ("attributes", "details"):
            for part in getattr(placed.node, name, ()):
                if part.basis is not None:
                    clauses.check(part.basis.citations)
        match placed.node:
            case n.Precedence(winner, losers):
                clauses.bind(winner)
                clauses.check(losers)
            case n.UndefinedDecl(_, ranges) | n.Acceptance(_, ranges):
                clauses.check(ranges)
        if placed.heading is None:
            return Located(None, "", placed.node)
        article = clauses.step(placed.heading, None)
        paragraph = clauses.step(placed.paragraph, article) if placed.paragraph else article
        under = clauses.step(placed.item, paragraph) if placed.item else paragraph
        citation = clauses.step(placed.sentence, under) if placed.sentence else under
        if citation is None:
            return Located(None, "", placed.node, misplaced=True)
        items: dict[str, tuple[Citation, str]] = {}
        if isinstance(placed.node, n.ListedRule):
            items = self._items(placed.node.items, paragraph)
        return Located(citation, clauses.quote(citation), placed.node, items)

    def _items(
        self, items: Iterable[n.Item], base: Citation | None
    ) -> dict[str, tuple[Citation, str]]:
        found: dict[str, tuple[Citation, str]] = {}
        seen: dict[str, n.Name] = {}
        for item in items:
            earlier = seen.setdefault(item.label.text, item.label)
            if earlier is not item.label:
                self._encoded_twice(item.label, earlier)
                continue
            citation = self.clauses.item(item.label, base)
            if citation is not None:
                found[item.label.text] = (citation, self.clauses.quote(citation))
        return found

    def check_cases(self, cases: Iterable[n.TestCase]) -> None:
        """Each case has a name of its own, and cites clauses that exist."""
        seen: dict[str, n.Name] = {}
        for case in cases:
            earlier = seen.setdefault(case.name.text, case.name)
            if earlier is not case.name:
                self.report(
                    Diagnostic(
                        Code.E602,
                        f"有两个用例都叫「{case.name.text}」",
                        case.name.span,
                        help="换一个名称。",
                        labels=(Label(earlier.span, "先在这里用过"),),
                    )
                )
            for expectation in case.expectations:
                self.clauses.check(expectation.clauses)


_DECLARATIONS = get_args(n.Declaration)
