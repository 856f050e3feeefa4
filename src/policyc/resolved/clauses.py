"""Binding citations to the clauses of the source text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from attrs import define, field

from policyc.diagnostics import Code, Collector, Diagnostic
from policyc.source.citation import Citation, CitationError, Level
from policyc.source.provisions import ProvisionTree
from policyc.source.read_citation import parse_citation
from policyc.source.span import Span
from policyc.surface import nodes as n

_LONGEST_RANGE = 500
"""Clauses that 第几条至第几条 may span; no document has more."""

_SHORT = re.compile(r"(?=[一二三四五六七八九十百零〇0-9]+[条款项目句])")


def citations_of(ranges: Iterable[n.CitationRange]) -> Iterator[Citation]:
    """The citations of a list, ranges of articles or items spelled out; bad ones are skipped."""
    for part in ranges:
        try:
            first = parse_citation(part.first.text)
            last = first if part.last is None else going_on(first, part.last.text)
        except CitationError:
            continue
        yield first
        if part.last is None or first == last:
            continue
        if _same_kind(first, last):
            for number in range(first.last.number + 1, _end(first, last)):
                yield Citation((*first.steps[:-1], type(first.last)(first.level, number)))
        yield last


def going_on(before: Citation, text: str) -> Citation:
    """The citation of words that go on from another: 三项, 第（三）项, 第二款第（三）项, in full.

    Read from as far up as makes it stand beside the other; where nothing does, as it reads best.
    Raises ``CitationError`` for what is no citation, nor the rest of one.
    """
    written = _SHORT.sub("第", text, count=1) if _SHORT.match(text) else text
    found: list[Citation] = []
    for depth in range(len(before.steps) - 1, -1, -1):
        try:
            citation = parse_citation(written, Citation(before.steps[:depth]) if depth else None)
        except CitationError:
            continue
        if _same_kind(before, citation):
            return citation
        found.append(citation)
    if not found:
        raise CitationError(f"not a citation: {text!r}")
    return found[-1]


def _same_kind(first: Citation, last: Citation) -> bool:
    return first.parent == last.parent and first.level == last.level


def _end(first: Citation, last: Citation) -> int:
    return min(last.last.number, first.last.number + _LONGEST_RANGE)


@define
class Clauses:
    """Finds the clause that some words cite; what cannot be found is reported once a place."""

    provisions: ProvisionTree | None
    report: Collector
    _known: dict[tuple[Span, Citation | None], Citation | None] = field(factory=dict)

    def quote(self, citation: Citation) -> str:
        """The clause's text; empty where the document has no source text."""
        if self.provisions is None or self.provisions.find(citation) is None:
            return ""
        return self.provisions.quote(citation)

    def check(self, ranges: Iterable[n.CitationRange]) -> None:
        """Report what a list cites and the source has not."""
        before: Citation | None = None
        for part in ranges:
            first = self.bind(part.first, after=before)
            before = first or before
            if part.last is None or first is None:
                continue
            last = self.bind(part.last, up_from=first)
            if last is not None:
                self._check_range(part, first, last)

    def _check_range(self, part: n.CitationRange, first: Citation, last: Citation) -> None:
        """The ends of a range stand side by side, in the order of the text."""
        assert part.last is not None
        if not _same_kind(first, last):
            message = f"“{part.first.text}”与“{part.last.text}”不是并列的条款，中间有哪些说不清"
            help = f"“至”的两头要在同一条、同一款之下；只指这两处的，写成：{first}、{last}。"
        elif last < first:
            message = f"“{part.first.text}至{part.last.text}”写反了"
            help = f"写成：{last}至{first}。"
        else:
            return
        place = part.first.span.cover(part.last.span)
        self.report(Diagnostic(Code.E106, message, place, help=help))

    def bind(
        self,
        name: n.Name,
        base: Citation | None = None,
        *,
        up_from: Citation | None = None,
        after: Citation | None = None,
    ) -> Citation | None:
        """The citation of some words, if it is well formed and stands in the source.

        They go on from ``base``, or end a range that begins with ``up_from``. ``after`` is what a
        list cites before them: where they are no citation by themselves, it helps to say so.
        """
        key = (name.span, base or up_from)
        if key not in self._known:
            try:
                found = going_on(up_from, name.text) if up_from else parse_citation(name.text, base)
                self._known[key] = self.existing(found, name.span)
            except CitationError:
                self._known[key] = None
                self._no_citation(name, after)
        return self._known[key]

    def _no_citation(self, name: n.Name, after: Citation | None) -> None:
        help = "从条写起，写成 第八条第（四）项、第九条第二句 的样子。"
        if after is not None:
            with suppress(CitationError):
                help = f"写全是哪一条的；如果接着前面一处说，写成：{going_on(after, name.text)}。"
        message = f"“{name.text}”不是完整的条款引用"
        self.report(Diagnostic(Code.E106, message, name.span, help=help))

    def existing(self, citation: Citation, place: Span) -> Citation | None:
        """The citation as the source numbers it, or ``None`` with a diagnostic."""
        if self.provisions is None:
            return citation
        found = self.provisions.find(citation)
        if found is not None:
            return found.citation or citation
        provisions = self.provisions
        hint = self.report.hint(lambda: "、".join(map(str, provisions.near(citation))))
        self.report(
            Diagnostic(
                Code.E203,
                f"原文中没有 {citation}",
                place,
                help=f"相近的有：{hint}。" if hint else "核对原文的条款编号。",
            )
        )
        return None

    def step(self, name: n.Name | None, base: Citation | None) -> Citation | None:
        """A heading or 第几款/第几句 under what stands above it."""
        if name is None or (base is None and name.text[-1:] in "款项句"):
            return None
        return self.bind(name, base)

    def item(self, label: n.Name, base: Citation | None) -> Citation | None:
        """（一） under its article or 款."""
        if base is None:
            return None
        level = Level.CLAUSE if base.level is Level.SECTION else Level.ITEM
        key = (label.span, base)
        if key not in self._known:
            self._known[key] = None
            try:
                number = parse_citation("第一条" + label.text).last.number
                self._known[key] = self.existing(base.child(level, number), label.span)
            except CitationError:
                self._no_items(label, base)
        return self._known[key]

    def _no_items(self, label: n.Name, base: Citation) -> None:
        self.report(
            Diagnostic(
                Code.E203,
                f"{base}下面不能再列{label.text}",
                label.span,
                help="项列在条或者款的下面；核对上面的第几款、第几句。",
            )
        )
