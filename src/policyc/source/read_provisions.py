"""Reading a source text into its tree of provisions.

Line by line, in one pass: each line opens a unit (it begins with a mark that is in place), goes on
with the paragraph before it (which was broken by a page or a line end), is a paragraph of its own
(a 款), or is matter before or after the body.  Reading never fails.
"""

from __future__ import annotations

from attrs import define, field

from policyc.source.citation import HEADINGS, PLAN_LEVELS, Citation, CitationError, Level, Step
from policyc.source.drafts import Draft, Numbers, Paragraph, finish
from policyc.source.layout import Line, Segment, lines_of, segments_of
from policyc.source.marks import Mark, is_attachment_list, is_tail, is_web_tail, stands_alone
from policyc.source.places import Place, accept, find_place
from policyc.source.provisions import ProblemKind, ProvisionTree, SourceProblem
from policyc.source.sentences import goes_on, heal, is_terminated
from policyc.source.span import Span
from policyc.source.text import SourceText

_LONGEST_SECTION_TITLE = 40
_LONGEST_TITLE = 25
_MOST_LINES = 500
_MOST_TITLE_LINES = 4


def read_provisions(source: SourceText) -> ProvisionTree:
    """Read a source text into a tree.  Never raises; what looks wrong is in ``problems``.

    A line 附件 (or 附件2) of its own begins an annex, once the body has begun; before that it is
    front matter, for then the document that follows *is* the body.
    """
    reader = _Reader(source)
    for segment in segments_of(lines_of(source)):
        reader.read_segment(segment)
    return ProvisionTree(source, finish(source, reader.root), tuple(reader.problems))


@define
class _Reader:
    source: SourceText
    root: Draft = field(factory=lambda: Draft(Level.DOCUMENT, 0, None))
    problems: list[SourceProblem] = field(factory=list)
    # The units open now, from the root down to the innermost.
    stack: list[Draft] = field(factory=list)
    # The paragraph that a following line may go on with.
    open: Paragraph | None = None
    in_back: bool = False
    annexes: Numbers = field(factory=Numbers)

    # ------------------------------------------------------------------ one segment

    def read_segment(self, segment: Segment) -> None:
        self.stack, self.open, self.in_back = [self.root], None, False
        self.root.numbers.clear()
        if segment.annex is not None:
            self._open_annex(segment, segment.annex)
        for index, line in enumerate(segment.lines):
            self._read_line(segment, index, line)

    def _open_annex(self, segment: Segment, number: int) -> None:
        citation = Citation.of((Level.ANNEX, number))
        taken = number in self.annexes.given
        self.annexes.give(number)
        opening = segment.opening
        annex = Draft(Level.ANNEX, number, citation)
        if opening is not None:
            annex.label, annex.label_span = opening.text, opening.span
        where = opening.span if opening else segment.lines[0].span
        if opening is None:
            self._problem(ProblemKind.UNMARKED_ANNEX, where, "", citation)
        elif taken:
            self._problem(ProblemKind.DUPLICATE_NUMBER, where, annex.label, citation)
        self.root.kids.append(annex)
        self.stack.append(annex)

    def _read_line(self, segment: Segment, index: int, line: Line) -> None:
        if self._is_back(segment, index, line):
            self.in_back = True
            self.open = None
            self._matter(Level.BACK, line)
            return
        marked = index >= segment.body_start and line.mark is not None
        if not (marked and line.mark and self._take_mark(segment, line, line.mark)):
            self._text(line)

    def _is_back(self, segment: Segment, index: int, line: Line) -> bool:
        if self.in_back or index >= segment.web_tail:
            return True
        here = self.stack[-1].level
        if index <= segment.last_mark or here in {Level.DOCUMENT, Level.ANNEX}:
            return False
        if is_web_tail(line.text) or is_attachment_list(line.text):
            return True
        return is_tail(line.text) and self._settled()

    # ------------------------------------------------------------------ lines without a mark

    def _ended(self) -> bool:
        """Whether the open paragraph, if there is one, ends with a stop."""
        return self.open is None or is_terminated(self.source.slice(self.open.lines[-1]))

    def _settled(self) -> bool:
        """Whether the text so far has come to an end, so that a new line begins a new thing."""
        return self.stack[-1].level in HEADINGS | {Level.DOCUMENT, Level.ANNEX} or self._ended()

    def _text(self, line: Line) -> None:
        if self.open is not None and self._goes_on(line):
            self.open.lines.append(line.span)
        elif self.stack[-1].level is Level.DOCUMENT:
            self._matter(Level.FRONT, line)
        else:
            while self.stack[-1].level in {Level.ITEM, Level.SUBITEM}:
                self.stack.pop()
            self._new_paragraph(self.stack[-1], line)

    def _goes_on(self, line: Line) -> bool:
        """Whether a line goes on with the open paragraph.

        Before the body only a title broken within its 《》 does: letterheads have no stops.
        """
        if self.open is None or self._ended():
            return False
        in_front = self.stack[-1].level is Level.DOCUMENT
        if len(self.open.lines) >= (_MOST_TITLE_LINES if in_front else _MOST_LINES):
            return False
        if not in_front and not stands_alone(line.text):
            return True
        return goes_on(heal(self.source, self.open.lines).text)

    def _matter(self, level: Level, line: Line) -> None:
        paragraph = Paragraph([line.span])
        self.root.kids.append(Draft(level, 0, None, paragraphs=[paragraph]))
        self.open = paragraph if level is Level.FRONT else None

    def _new_paragraph(self, draft: Draft, line: Line) -> None:
        paragraph = Paragraph([line.span])
        draft.paragraphs.append(paragraph)
        self.open = None if self._is_title(draft, line.text) else paragraph

    def _is_title(self, draft: Draft, text: str) -> bool:
        """What is a title goes on in no other line, though it has no stop at its end."""
        if goes_on(text):
            return False
        if draft.level in HEADINGS or draft.level is Level.ANNEX:
            return True
        if draft.level not in PLAN_LEVELS or len(draft.paragraphs) > 1 or "。" in text:
            return False
        if draft.level is Level.SECTION:
            return len(text) <= _LONGEST_SECTION_TITLE
        return len(text) <= _LONGEST_TITLE and not any(char in text for char in "，,；;")

    # ------------------------------------------------------------------ lines with a mark

    def _take_mark(self, segment: Segment, line: Line, mark: Mark) -> bool:
        """Open the unit that a mark begins; False if the mark is only part of a sentence."""
        place = find_place(self.stack, mark, segment)
        if place is None:
            return False
        label_span, rest = line.split(mark.length)
        settled = self._settled()
        if mark.number is None:
            if settled and mark.apart and not mark.cited:
                kind = ProblemKind.UNPARSABLE
                self._problem(kind, label_span, mark.label, None, place.expected)
            return False
        if not accept(mark, mark.number, place.expected, settled):
            return False
        try:
            citation = Citation((*_base(self.stack[: place.depth], place.level), place.step(mark)))
        except CitationError:
            return False
        draft = Draft(place.level, mark.number, citation, mark.label, label_span, mark.kind)
        self._check_number(draft, place, label_span)
        del self.stack[place.depth :]
        self._hang(draft, place)
        self.open = None
        if rest is not None:
            self._new_paragraph(draft, rest)
        return True

    def _hang(self, draft: Draft, place: Place) -> None:
        above = self.stack[-1]
        if draft.level is Level.ITEM:
            if not above.paragraphs:
                above.paragraphs.append(Paragraph([], numbers=place.numbers))
            above.paragraphs[-1].items.append(draft)
        else:
            above.kids.append(draft)
        self.stack.append(draft)

    def _check_number(self, draft: Draft, place: Place, span: Span) -> None:
        if place.normalised:
            self._problem(ProblemKind.MARK_NORMALISED, span, draft.label, draft.citation)
        taken = draft.number in place.numbers.given and not place.anew
        if taken or draft.number != place.expected:
            kind = ProblemKind.DUPLICATE_NUMBER if taken else ProblemKind.OUT_OF_ORDER
            self._problem(kind, span, draft.label, draft.citation, place.expected)
        place.numbers.give(draft.number)

    def _problem(
        self,
        kind: ProblemKind,
        span: Span,
        label: str,
        citation: Citation | None,
        expected: int | None = None,
    ) -> None:
        self.problems.append(SourceProblem(kind, span, label, citation, expected))


def _base(stack: list[Draft], level: Level) -> tuple[Step, ...]:
    """The steps before a unit's own: a 章 counts for what it groups only if that is a heading."""
    for draft in reversed(stack):
        if draft.citation is not None and (level in HEADINGS or draft.level not in HEADINGS):
            return draft.citation.steps
    return ()
