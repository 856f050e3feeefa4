"""Tier ladders side by side, the gravest tier at the top: terms beside the tiers, and which tier of
the level above leads to which, tier by tier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from policyc.comparison.life import ladders as ladders_of
from policyc.comparison.life import states_asked, steps_of, terms
from policyc.comparison.partial import steps_asked
from policyc.comparison.texts import Text, short_names
from policyc.core.norms import Fact, Norm, Outcome, Policy
from policyc.core.types import ScaleType, show_value
from policyc.reports.paper.model import Figure
from policyc.reports.pictures.pages import figures
from policyc.reports.pictures.svg import (
    INK,
    LINE,
    MARGIN,
    PALE,
    RULE,
    WIDTH,
    Drawing,
    fold,
    shade,
    width_of,
)

_UNSTATED = "未写明"
_NONE, _OWN = "没有写分级", "本级"
_ROOM, _GAP = WIDTH - 2 * MARGIN, 30.0
_NARROWEST, _WIDEST_BOX, _BETWEEN, _PADDING = 140.0, 150.0, 54.0, 10.0
_SPACE = 12.0
"""Between two tiers."""


@frozen
class _Listing:
    """A tier of the level above, and the norms by which it leads to a tier of this document."""

    step: str
    norms: tuple[Norm, ...]


@frozen
class _Upper:
    """The ladder of the level above, the lightest tier first."""

    fact: Fact
    level: str
    listings: tuple[_Listing, ...]


@frozen
class _Ladder:
    """A ladder of one document, the lightest tier first; none where it has no tiers.

    ``terms`` are words beside each tier, and empty where the document sets no terms by tier.
    """

    name: str
    outcome: Outcome | None = None
    steps: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    terms: tuple[str, ...] = ()
    uppers: tuple[_Upper, ...] = ()


def ladders(policies: Sequence[Policy], names: Sequence[str] | None = None) -> tuple[Figure, ...]:
    """The tiers of some documents side by side; nothing where none of them has any. ``names`` are
    the short names of the documents."""
    texts = [
        Text(policy, short)
        for policy, short in zip(policies, names or short_names(policies), strict=True)
    ]
    found = [ladder for text in texts for ladder in _of(text)]
    if all(ladder.outcome is None for ladder in found):
        return ()
    title = "各级的轻重" if len(policies) == 1 else "各份文件分几级"
    return figures(title, found, _drawn, _told)


def _of(text: Text) -> Iterator[_Ladder]:
    outcomes = ladders_of(text)
    if not outcomes:
        yield _Ladder(text.short)
    for outcome in outcomes:
        steps = steps_of(text, outcome)
        norms = list(text.norms_of(outcome.name))
        given = frozenset(str(value) for norm in norms for value in norm.values)
        uppers = tuple(_uppers(text, norms))
        yield _Ladder(text.short, outcome, steps, given, _terms(text, outcome, steps), uppers)


def _terms(text: Text, outcome: Outcome, steps: Sequence[str]) -> tuple[str, ...]:
    """How long each tier lasts; none where no life sets a term, or not by the tier."""
    found: dict[str, list[str]] = {step: [] for step in steps}
    for life, norm in terms(text):
        if life.state == outcome.name:
            kind = text.policy.outcome(norm.outcome).type
            for state in states_asked(text, life, norm.condition):
                shown = "或".join(show_value(value, kind) for value in norm.values)
                found.setdefault(str(state), []).append(shown)
    if not any(found.values()):
        return ()
    return tuple(_term(found[step]) for step in steps)


def _term(found: Sequence[str]) -> str:
    """The term of a tier, where there is one."""
    if len(set(found)) > 1:
        return "不止一种"
    return found[0] if found else _UNSTATED


def _uppers(text: Text, norms: Sequence[Norm]) -> Iterator[_Upper]:
    """What the tiers of the level above lead to, by the norms that ask for them."""
    for fact in text.policy.facts:
        if fact.fed_by is None or not isinstance(fact.type, ScaleType):
            continue
        asked = {
            norm.id: steps_asked(norm.condition, frozenset({fact.name}), fact.type)
            for norm in norms
        }
        if any(asked.values()):
            steps = [step for step in fact.type.scale.steps if step != fact.harmless]
            yield _Upper(
                fact,
                fact.fed_by[0],
                tuple(
                    _Listing(step, tuple(norm for norm in norms if step in asked[norm.id]))
                    for step in steps
                ),
            )


def _notes(ladder: _Ladder) -> Iterator[str]:
    """What stands below a ladder: how the tiers above lead to its own, and what is missing."""
    if ladder.outcome is None:
        yield _NONE
    for upper in ladder.uppers:
        for listing in reversed(upper.listings):
            for norm in listing.norms:
                directly = "直接" if norm.direct else ""
                values = "或".join(map(show_value, norm.values))
                yield f"{upper.level}{listing.step}→{directly}{values}（{norm.citation}）"
            if not listing.norms:
                yield f"{upper.level}{listing.step}：没有写对应哪一级"
    for step in reversed(ladder.steps):
        if step not in ladder.given:
            yield f"虚线：没有一条给出{step}"


def _told(ladder: _Ladder) -> str:
    if ladder.outcome is None:
        return f"{ladder.name}：{_NONE}。"
    said = [f"{ladder.outcome.name}由低到高为{'、'.join(ladder.steps)}"]
    pairs = zip(ladder.steps, ladder.terms, strict=False)
    said += [f"{step}期限{term}" for step, term in pairs]
    said += [note.removeprefix("虚线：") for note in _notes(ladder)]
    return f"{ladder.name}：{'；'.join(said)}。"


def _drawn(title: str, found: Sequence[_Ladder]) -> tuple[Drawing, float]:
    """Columns next to each other as long as there is room, then below."""
    drawing = Drawing()
    columns = [_Column(drawing, ladder) for ladder in found]
    y = drawing.title(title) + 12
    for row in _rows(columns):
        taken = sum(column.width for column in row) + _GAP * (len(row) - 1)
        left = float(MARGIN)
        for column in row:
            column.width += (_ROOM - taken) / len(row)
        below = max(column.head(0, y, dry=True) for column in row)
        bottoms = []
        for column in row:
            column.head(left, y)
            bottoms.append(column.body(left, below))
            left += column.width + _GAP
        y = max(bottoms) + 18
    return drawing, y - 18 + MARGIN


def _rows(columns: Sequence[_Column]) -> Iterator[list[_Column]]:
    row: list[_Column] = []
    for column in columns:
        if row and sum(each.width + _GAP for each in row) + column.width > _ROOM:
            yield row
            row = []
        row.append(column)
    yield row


class _Column:
    """One ladder, and the ladders above it on its left."""

    def __init__(self, drawing: Drawing, ladder: _Ladder) -> None:
        self.drawing, self.ladder = drawing, ladder
        self.terms = max(map(width_of, ladder.terms), default=0.0)
        right = self.terms + 10 if self.terms else 0.0
        above = len(ladder.uppers)
        widest = min(_WIDEST_BOX, (_ROOM - right - _BETWEEN * above) / (above + 1))
        self.own = _Boxes(_OWN if above else "", ladder.steps, widest)
        self.above = [
            _Boxes(upper.level, [each.step for each in upper.listings], widest)
            for upper in ladder.uppers
        ]
        left = sum(boxes.width + _BETWEEN for boxes in self.above)
        self.width = min(_ROOM, max(_NARROWEST, left + self.own.width + right))

    def head(self, x: float, y: float, *, dry: bool = False) -> float:
        """Draws, or only measures, what stands above the ladder; returns the next base line."""
        ladder = self.ladder
        name, about = fold(ladder.name, self.width, bold=True), []
        if ladder.outcome is not None:
            about += fold(ladder.outcome.name, self.width)
            about += fold(f"对象：{ladder.outcome.subject}", self.width)
        if not dry:
            self.drawing.lines(x, y + 14, name, bold=True)
            self.drawing.lines(x, y + 14 + LINE * len(name), about)
        return y + 14 + LINE * (len(name) + len(about)) + 4

    def body(self, x: float, y: float) -> float:
        """Draws the ladder and what is to be said of it; returns the base line of the last."""
        if self.ladder.outcome is not None:
            y = self._ladders(x, y)
        for note in _notes(self.ladder):
            y = self.drawing.lines(x, y + 4, fold(note, self.width))
        return y - LINE

    def _ladders(self, x: float, y: float) -> float:
        left = x
        for boxes in (*self.above, self.own):
            self.drawing.lines(left + boxes.width / 2, y, boxes.head, anchor="middle")
            left += boxes.width + _BETWEEN
        if self.terms:
            self.drawing.text(left - _BETWEEN + 10, y, "期限")
        heads = [len(boxes.head) for boxes in (*self.above, self.own)]
        y += LINE * max(*heads, 1 if self.terms else 0) - 10
        left, bottom = x, y
        shown = []
        for upper, boxes in zip(self.ladder.uppers, self.above, strict=True):
            mapped = {each.step for each in upper.listings if each.norms}
            bottom = max(bottom, boxes.draw(self.drawing, left, y, mapped, shaded=False))
            shown.append((upper, boxes, left + boxes.width))
            left += boxes.width + _BETWEEN
        bottom = max(bottom, self.own.draw(self.drawing, left, y, self.ladder.given, shaded=True))
        for upper, boxes, edge in shown:
            self._arrows(upper, boxes, edge, left)
        for step, term in zip(self.ladder.steps, self.ladder.terms, strict=False):
            self.drawing.text(left + self.own.width + 10, self.own.middle[step] + 5, term)
        return bottom + LINE

    def _arrows(self, upper: _Upper, boxes: _Boxes, left: float, right: float) -> None:
        for listing in upper.listings:
            y = boxes.middle[listing.step]
            for value in {str(value): None for norm in listing.norms for value in norm.values}:
                self.drawing.line((left, y), (right, self.own.middle[value]), arrow=True, thick=1.4)
            if not listing.norms:
                self.drawing.line((left, y), (left + 14, y), dashed=True)
                self.drawing.text(left + 18, y + 5, "？", bold=True)


class _Boxes:
    """The tiers of a ladder as boxes, the gravest at the top, and what stands above them."""

    def __init__(self, head: str, steps: Sequence[str], widest: float) -> None:
        room = widest - 2 * _PADDING
        self.head = fold(head, room) if head else []
        self.names = {step: fold(step, room, bold=True) for step in steps}
        widths = [width_of(line, bold=True) for lines in self.names.values() for line in lines]
        self.width = max([*widths, *map(width_of, self.head)], default=0.0) + 2 * _PADDING
        self.height = LINE * max(map(len, self.names.values()), default=0) + 14
        self.middle: dict[str, float] = {}

    def draw(
        self,
        drawing: Drawing,
        x: float,
        y: float,
        given: frozenset[str] | set[str],
        *,
        shaded: bool,
    ) -> float:
        """Draws them below each other; those that are not ``given`` are dashed."""
        for rank, step in reversed(list(enumerate(self.names))):
            fill, ink = shade(rank, len(self.names)) if shaded else (PALE, INK)
            if step not in given:
                fill, ink = "none", INK
            drawing.rect(
                x,
                y,
                self.width,
                self.height,
                fill=fill,
                stroke=RULE,
                dashed=step not in given,
                round_=3,
            )
            lines = self.names[step]
            base = y + self.height / 2 + 5 - LINE * (len(lines) - 1) / 2
            drawing.lines(x + self.width / 2, base, lines, anchor="middle", bold=True, fill=ink)
            self.middle[step] = y + self.height / 2
            y += self.height + _SPACE
        return y - _SPACE
