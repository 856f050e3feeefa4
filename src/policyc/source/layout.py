"""The outer layout of a text: its lines, its annexes, and where web page furniture begins."""

from __future__ import annotations

from attrs import field, frozen

from policyc.source.marks import (
    Mark,
    MarkKind,
    annex_number,
    find_mark,
    is_attachment_list,
    is_tail,
    is_web_tail,
)
from policyc.source.sentences import is_terminated
from policyc.source.span import Span
from policyc.source.text import SourceText, is_blank

_BODY_MARKS = frozenset({MarkKind.ARTICLE, MarkKind.CHAPTER, MarkKind.PART, MarkKind.SECTION})
_BEGINNINGS = frozenset({MarkKind.ARTICLE, MarkKind.CHAPTER, MarkKind.PART})


@frozen
class Line:
    """A line that is not blank, without the blanks at its ends.  ``mark`` stands at its head."""

    text: str
    span: Span
    mark: Mark | None = None

    def split(self, length: int) -> tuple[Span, Line | None]:
        """Where the first ``length`` characters stand, and the rest as a line, if there is any."""
        end, start = length, length
        while end > 1 and is_blank(self.text[end - 1]):
            end -= 1
        while start < len(self.text) and is_blank(self.text[start]):
            start += 1
        span = self.span
        label = Span(span.file, span.start, span.start + end)
        if start == len(self.text):
            return label, None
        return label, Line(self.text[start:], Span(span.file, span.start + start, span.end))


@frozen
class Segment:
    """The main document, or one annex.

    ``annex`` is None for the main document, else the annex's number (0 where it has none);
    ``opening`` the line 附件, if one is written.  ``body_start`` is the index of the first line
    that may begin a unit (a table of contents stands before it), ``last_mark`` that of the last
    line that does, ``web_tail`` that of the first line of web page furniture.
    """

    lines: tuple[Line, ...]
    annex: int | None = None
    opening: Line | None = None
    body_start: int = 0
    last_mark: int = -1
    web_tail: int = 0
    has_sections: bool = False
    has_articles: bool = False


def lines_of(source: SourceText) -> tuple[Line, ...]:
    """The lines that are not blank, in order."""
    found: list[Line] = []
    start = 0
    for raw in source.text.split("\n"):
        low, high = 0, len(raw)
        while low < high and is_blank(raw[low]):
            low += 1
        while low < high and is_blank(raw[high - 1]):
            high -= 1
        if low < high:
            text = raw[low:high]
            found.append(Line(text, source.span(start + low, start + high), find_mark(text)))
        start += len(raw) + 1
    return tuple(found)


def segments_of(lines: tuple[Line, ...]) -> tuple[Segment, ...]:
    """The main document and its annexes.

    An annex begins at a line 附件 of its own once the body has begun; or, where a line has named
    the annexes (附件：…办法), at the 第一章 or 第一条 that follows it.
    """
    tail = _web_tail(lines)
    cuts = [_Cut(0)]
    begun = attached = False
    for index, line in enumerate(lines[:tail]):
        number = annex_number(line.text)
        if begun and number is not None:
            cuts.append(_Cut(index, number, line))
            begun = attached = False
        elif attached and _begins(line.mark, _BEGINNINGS, number=1):
            cuts.append(_Cut(index, 0))
            attached = False
        elif begun and is_attachment_list(line.text):
            attached = True
        if _begins(line.mark, _BODY_MARKS) or (len(cuts) > 1 and number is None):
            begun = True
    ends = [cut.start for cut in cuts[1:]] + [len(lines)]
    return tuple(_segment(lines, cut, end, tail) for cut, end in zip(cuts, ends, strict=True))


@frozen
class _Cut:
    start: int
    annex: int | None = None
    opening: Line | None = field(default=None)


def _segment(lines: tuple[Line, ...], cut: _Cut, end: int, tail: int) -> Segment:
    first = cut.start + (1 if cut.opening else 0)
    own = lines[first:end]
    web_tail = max(0, min(tail, end) - first)
    marks = [
        (index, line.mark)
        for index, line in enumerate(own[:web_tail])
        if line.mark and line.mark.number is not None and not line.mark.cited
    ]
    articles = [index for index, mark in marks if mark.kind is MarkKind.ARTICLE]
    sections = [index for index, mark in marks if mark.kind is MarkKind.SECTION]
    return Segment(
        lines=own,
        annex=cut.annex,
        opening=cut.opening,
        body_start=_after_contents(marks, articles, sections),
        last_mark=marks[-1][0] if marks else -1,
        web_tail=web_tail,
        has_sections=bool(sections),
        has_articles=bool(articles),
    )


def _after_contents(marks: list[tuple[int, Mark]], articles: list[int], sections: list[int]) -> int:
    """Past a table of contents: of two 第一章 before the first 条 the second begins the body."""
    if not articles:
        return 0
    for kind in (MarkKind.PART, MarkKind.CHAPTER):
        firsts = [
            index
            for index, mark in marks
            if mark.kind is kind and mark.number == 1 and index < articles[0]
        ]
        if len(firsts) > 1 and not any(index < firsts[-1] for index in sections):
            return firsts[-1]
        if firsts:
            return 0
    return 0


def _web_tail(lines: tuple[Line, ...]) -> int:
    """The index of the first line of web page furniture after the body; the end without one."""
    begun = False
    for index, line in enumerate(lines):
        if begun and is_web_tail(line.text):
            before = lines[index - 1].text
            if is_terminated(before) or is_tail(before):
                return index
        begun = begun or _begins(line.mark, _BODY_MARKS)
    return len(lines)


def _begins(mark: Mark | None, kinds: frozenset[MarkKind], number: int | None = None) -> bool:
    if mark is None or mark.kind not in kinds or mark.number is None or mark.cited:
        return False
    return number is None or mark.number == number
