"""The tree of provisions of a source text: what a document says, and where.

Levels after 立法法 第65条 (编、章、节、条、款、项、目), with 句 below and 一、（一）1. for plans;
see ``citation.Level``.  ``read_provisions`` builds the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, unique
from functools import cached_property

from attrs import frozen

from policyc.source.citation import HEADINGS, PLAN_LEVELS, Citation, Level, Step
from policyc.source.near import TOO_FAR, distance
from policyc.source.span import Span
from policyc.source.text import SourceText

READER_VERSION = 1
"""How texts are cut into units; goes up when the same text is cut otherwise. Locks note it."""

_RUNS_ON = frozenset({Level.SENTENCE})
_WITH_PARAGRAPHS = frozenset({Level.ARTICLE, Level.SECTION, Level.CLAUSE, Level.POINT})
_WITH_SENTENCES = _WITH_PARAGRAPHS | {Level.PARAGRAPH, Level.ITEM, Level.SUBITEM}
_NO_UNITS = HEADINGS | {Level.ANNEX}


class CitationNotFound(LookupError):
    """A citation that names no unit of the text.  ``near`` holds the nearest that do exist."""

    def __init__(self, citation: Citation, near: tuple[Citation, ...]) -> None:
        super().__init__(str(citation))
        self.citation = citation
        self.near = near


@unique
class ProblemKind(Enum):
    """What the reader noticed.  None of them stops the reading."""

    DUPLICATE_NUMBER = "duplicate-number"
    OUT_OF_ORDER = "out-of-order"
    UNPARSABLE = "unparsable"
    MARK_NORMALISED = "mark-normalised"
    UNMARKED_ANNEX = "unmarked-annex"


@frozen
class SourceProblem:
    """Something seen in a source text.

    ``span`` is the mark (the number) concerned; ``citation`` the unit it was read as, where there
    is one; ``label`` the mark as written; ``expected`` the number that was due, where one was.
    """

    kind: ProblemKind
    span: Span
    label: str
    citation: Citation | None = None
    expected: int | None = None


@frozen
class Provision:
    """One unit of a document.

    ``citation``    None for the document itself and for what stands before and after the body.
    ``label``       the unit's mark as written (第三条, （一）, 1., 一是); empty for 款 and 句.
    ``label_span``  where the mark stands, with any list mark before it.
    ``span``        from the first to the last character of the unit and all below it.
    ``parts``       where the unit's own text stands, one span a line, mark and children apart.
    ``own_text``    that text with broken lines healed; "\\n" between paragraphs of its own.
    ``heading``     a title: that of a chapter or annex; in plans the leading title sentence.

    Every character of the source that is not blank lies in exactly one ``label_span`` or in
    exactly one of the ``parts`` of one unit.
    """

    citation: Citation | None
    level: Level
    label: str
    span: Span
    label_span: Span | None = None
    parts: tuple[Span, ...] = ()
    own_text: str = ""
    heading: str = ""
    children: tuple[Provision, ...] = ()

    @property
    def own_spans(self) -> tuple[Span, ...]:
        """The spans that belong to this unit and to no other: its mark and its own text."""
        return (self.label_span, *self.parts) if self.label_span else self.parts

    @cached_property
    def text(self) -> str:
        """The unit's text with all below it but without its own mark.

        Broken lines are healed, 句 follow one another, every other unit begins a new line with its
        mark.
        """
        out = self.own_text
        before: Level | None = None
        for child in self.children:
            runs_on = child.level in _RUNS_ON and (before in _RUNS_ON or not out)
            if out and not runs_on:
                out += "\n"
            out += child.labelled_text
            before = child.level
        return out

    @property
    def labelled_text(self) -> str:
        """``text`` with the unit's mark before it, a blank after marks like 第三条."""
        blank = " " if self.label.startswith("第") and self.text else ""
        return f"{self.label}{blank}{self.text}"

    def walk(self) -> Iterator[Provision]:
        """This unit and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@frozen
class ProvisionTree:
    """A source text read into provisions.  ``root`` has level DOCUMENT."""

    source: SourceText
    root: Provision
    problems: tuple[SourceProblem, ...] = ()

    def walk(self) -> Iterator[Provision]:
        """Every provision but the root, in document order, front and back matter included."""
        for child in self.root.children:
            yield from child.walk()

    def units(self) -> Iterator[Provision]:
        """The citeable units in document order: every 条款项目句 and plan unit, a unit before those
        below it.  Chapters, annexes and matter before and after the body are not among them."""
        for provision in self.walk():
            if provision.citation is not None and provision.level not in _NO_UNITS:
                yield provision

    @cached_property
    def _index(self) -> dict[Citation, Provision]:
        index: dict[Citation, Provision] = {}
        for provision in self.walk():
            if provision.citation is not None:
                index.setdefault(provision.citation, provision)
        return index

    @cached_property
    def annexes(self) -> tuple[Provision, ...]:
        """The annexes, in document order."""
        return tuple(child for child in self.root.children if child.level is Level.ANNEX)

    def find(self, citation: Citation) -> Provision | None:
        """The unit that a citation names, or ``None``.

        Normalising: 第一款 of an article with one 款 is the article (立法法 usage); a 项 without
        its 款 is found where only one 款 has items; a 句 of a plan unit without 款 is one of its
        first 款; 第一句 of a unit with one 句 is the unit; 附件 and 附件1 are the same where there
        is one annex.  With a duplicate number, the first.
        """
        exact = self._index.get(citation)
        if exact is not None:
            return exact
        here: Provision | None = self.root
        for step in citation.steps:
            if here is None:
                return None
            here = self._annex(step) if step.level is Level.ANNEX else _below(here, step)
        return here

    def _annex(self, step: Step) -> Provision | None:
        for annex in self.annexes:
            if annex.citation is not None and annex.citation.last == step:
                return annex
        if len(self.annexes) == 1 and self.annexes[0].citation is not None:
            number = self.annexes[0].citation.last.number
            return self.annexes[0] if {number, step.number} == {0, 1} else None
        return None

    def quote(self, citation: Citation, *, label: bool = False) -> str:
        """The words of a unit as in the source, broken lines healed; with ``label`` its mark too.

        Raises ``CitationNotFound`` (with the nearest that exist) if there is no such unit.
        """
        found = self.find(citation)
        if found is None:
            raise CitationNotFound(citation, self.near(citation))
        return found.labelled_text if label else found.text

    def near(self, citation: Citation, limit: int = 3) -> tuple[Citation, ...]:
        """The existing citations nearest to one that may not exist, for "did you mean".

        Nearest first, at most ``limit``; none where nothing is like it.
        """
        ranked = sorted(
            (far, known)
            for known in self._index
            if known != citation and (far := distance(citation, known)) < TOO_FAR
        )
        return tuple(known for _, known in ranked[:limit])


def _below(here: Provision, step: Step) -> Provision | None:
    """The unit one step down, past headings and past the steps that usage leaves out."""
    found = _child(here, step)
    if found is not None:
        return found
    paragraphs = [child for child in here.children if child.level is Level.PARAGRAPH]
    if step.level is Level.PARAGRAPH:
        one = step.number == 1 and not paragraphs and here.level in _WITH_PARAGRAPHS
        return here if one else None
    if step.level is Level.ITEM:
        holders = [
            paragraph
            for paragraph in paragraphs
            if any(child.level is Level.ITEM for child in paragraph.children)
        ]
        return _child(holders[0], step) if len(holders) == 1 else None
    if step.level is Level.SENTENCE:
        if paragraphs:
            return _below(paragraphs[0], step) if here.level in PLAN_LEVELS else None
        several = any(child.level is Level.SENTENCE for child in here.children)
        return here if step.number == 1 and not several and here.level in _WITH_SENTENCES else None
    return None


def _child(here: Provision, step: Step) -> Provision | None:
    for child in here.children:
        if child.citation is not None and child.citation.last == step:
            return child
        if child.level in HEADINGS:
            inner = _child(child, step) if step.level not in HEADINGS else None
            if inner is not None:
                return inner
    return None
