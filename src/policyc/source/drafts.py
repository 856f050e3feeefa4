"""The reader's unfinished units, and their making into provisions: 款 and 句 are settled here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from attrs import define, field

from policyc.source.citation import HEADINGS, PLAN_LEVELS, Citation, Level
from policyc.source.marks import MarkKind, stands_alone
from policyc.source.provisions import Provision
from policyc.source.sentences import Healed, heal, is_terminated, sentence_bounds
from policyc.source.span import Span
from policyc.source.text import SourceText

_UNSPLIT = HEADINGS | {Level.DOCUMENT, Level.FRONT, Level.BACK, Level.ANNEX}
_LONGEST_TITLE = 60
_LONGEST_ITEM_TITLE = 20


@define
class Numbers:
    """The numbers given so far to units of one level below one unit."""

    last: int = 0
    given: set[int] = field(factory=set)

    def give(self, number: int) -> None:
        """Note that a unit has this number."""
        self.last = number
        self.given.add(number)


@define
class Paragraph:
    """A paragraph (款) in the making: its lines, and the items that follow it."""

    lines: list[Span]
    items: list[Draft] = field(factory=list)
    numbers: Numbers = field(factory=Numbers)


@define
class Draft:
    """A unit in the making.

    Items of an article hang on its paragraphs, all else on ``kids``.  ``numbers`` keeps the numbers
    given below it, by level.
    """

    level: Level
    number: int
    citation: Citation | None
    label: str = ""
    label_span: Span | None = None
    mark: MarkKind | None = None
    paragraphs: list[Paragraph] = field(factory=list)
    kids: list[Draft] = field(factory=list)
    numbers: defaultdict[Level, Numbers] = field(factory=lambda: defaultdict(Numbers))


def finish(source: SourceText, draft: Draft) -> Provision:
    """The provision that a draft has become, with 款 and 句 below it.

    A paragraph is a 款 only where there are two or more (an article with one 款 is cited without
    it), and a 句 is a unit only where its paragraph has two or more.
    """
    healed = [heal(source, paragraph.lines) for paragraph in draft.paragraphs]
    kids = [finish(source, kid) for kid in draft.kids]
    if draft.level in _UNSPLIT:
        heading = "" if draft.level in {Level.FRONT, Level.BACK} else _title(healed)
        parts = tuple(span for text in healed for _, span in text.pieces)
        own = "\n".join(text.text for text in healed)
        return _provision(source, draft, parts, own, heading, kids)
    titled = _has_title(draft, healed)
    body = list(zip(draft.paragraphs, healed, strict=True))[1 if titled else 0 :]
    parts = tuple(span for _, span in healed[0].pieces) if titled else ()
    own = healed[0].text if titled else ""
    heading = _strip_end(own)
    children: list[Provision] = []
    if len(body) == 1:
        paragraph, text = body[0]
        sentences, more, plain = _sentences(draft.citation, text)
        parts += more
        own = "\n".join(piece for piece in (own, plain) if piece)
        children += sentences
        children += (finish(source, item) for item in paragraph.items)
        heading = heading or _leading_title(draft.level, sentences)
    else:
        for number, (paragraph, text) in enumerate(body, 1):
            children.append(_paragraph(source, draft, number, paragraph, text))
        if children:
            heading = heading or _leading_title(draft.level, children[0].children)
    children = sorted([*children, *kids], key=lambda child: child.span.start)
    return _provision(source, draft, parts, own, heading, children)


def _paragraph(
    source: SourceText, draft: Draft, number: int, paragraph: Paragraph, text: Healed
) -> Provision:
    citation = draft.citation.child(Level.PARAGRAPH, number) if draft.citation else None
    sentences, parts, plain = _sentences(citation, text)
    items = [_recited(finish(source, item), draft.citation, citation) for item in paragraph.items]
    inner = Draft(Level.PARAGRAPH, number, citation)
    return _provision(source, inner, parts, plain, "", [*sentences, *items])


def _recited(item: Provision, old: Citation | None, new: Citation | None) -> Provision:
    """An item read below its article, now below the 款 it has turned out to belong to."""
    if item.citation is None or old is None or new is None:
        return item
    steps = item.citation.steps[len(old.steps) :]
    return Provision(
        citation=Citation((*new.steps, *steps)),
        level=item.level,
        label=item.label,
        span=item.span,
        label_span=item.label_span,
        parts=item.parts,
        own_text=item.own_text,
        heading=item.heading,
        children=tuple(_recited(child, old, new) for child in item.children),
    )


def _sentences(
    above: Citation | None, text: Healed
) -> tuple[list[Provision], tuple[Span, ...], str]:
    """The 句 of a paragraph as units; or, with a single 句, its spans and text."""
    bounds = sentence_bounds(text.text)
    if len(bounds) < 2 or above is None:
        return [], tuple(span for _, span in text.pieces), text.text
    found: list[Provision] = []
    for number, (start, end) in enumerate(bounds, 1):
        parts = text.spans(start, end)
        found.append(
            Provision(
                citation=above.child(Level.SENTENCE, number),
                level=Level.SENTENCE,
                label="",
                span=parts[0].cover(parts[-1]),
                parts=parts,
                own_text=text.text[start:end],
            )
        )
    return found, (), ""


def _provision(
    source: SourceText,
    draft: Draft,
    parts: tuple[Span, ...],
    own_text: str,
    heading: str,
    children: list[Provision],
) -> Provision:
    spans = [*parts, *(child.span for child in children)]
    if draft.label_span:
        spans.append(draft.label_span)
    cover = spans[0] if spans else source.span(0, 0)
    for span in spans:
        cover = cover.cover(span)
    if draft.level is Level.DOCUMENT:
        cover = source.span(0, len(source.text))
    return Provision(
        citation=draft.citation,
        level=draft.level,
        label=draft.label,
        span=cover,
        label_span=draft.label_span,
        parts=parts,
        own_text=own_text,
        heading=heading,
        children=tuple(children),
    )


def _has_title(draft: Draft, healed: list[Healed]) -> bool:
    """Whether the first paragraph of a plan unit is a title: one short 句, with more to come."""
    if draft.level not in PLAN_LEVELS or not healed or not (len(healed) > 1 or draft.kids):
        return False
    if len(healed) > 1 and stands_alone(healed[1].text) and is_terminated(healed[0].text):
        return False
    first = healed[0].text
    return len(first) <= _LONGEST_TITLE and len(sentence_bounds(first)) < 2


def _leading_title(level: Level, sentences: Sequence[Provision]) -> str:
    """（一）组织领导到位。当地… : the first 句 of a plan unit or item serves as its title."""
    longest = _LONGEST_TITLE if level in PLAN_LEVELS else _LONGEST_ITEM_TITLE
    if level not in {*PLAN_LEVELS, Level.ITEM} or not sentences:
        return ""
    first = sentences[0].own_text
    return _strip_end(first) if len(first) <= longest else ""


def _title(healed: list[Healed]) -> str:
    return "".join("".join(text.text.split()) for text in healed)


def _strip_end(text: str) -> str:
    return text.rstrip("。；：;:")
