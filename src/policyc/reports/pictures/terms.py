"""Terms and extensions as bars, tier by tier and document by document, on one axis of time.

What the text leaves open is a bar without an end, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile

from attrs import frozen

from policyc.comparison.life import states_asked, steps_of, terms
from policyc.comparison.texts import Text, short_names
from policyc.comparison.wording import condition_words
from policyc.core.lifecycle import ChangeKind, Length, LengthUnit, Lifecycle
from policyc.core.norms import Policy
from policyc.core.types import ScaleType, Value, show_value
from policyc.lifecycle.ways import Way, lengths_of, periods_of, states_of, ways_of
from policyc.reports.paper.model import Figure
from policyc.reports.pictures.lifecycle import prolonging
from policyc.reports.pictures.pages import figures
from policyc.reports.pictures.svg import (
    INK,
    LINE,
    MARGIN,
    RULE,
    WIDTH,
    Drawing,
    fold,
    shade,
)

_LABELS = 150.0
_LEFT, _RIGHT = MARGIN + _LABELS + 14, WIDTH - MARGIN - 16
_OPEN = 90.0
"""Width of a bar whose end the text does not say."""
_BAR = 14.0
_LEGENDS = ("斜线：届满以后延长的", "虚线、？：没有写多久")
_MONTHS = {LengthUnit.YEAR: 12.0, LengthUnit.MONTH: 1.0, LengthUnit.DAY: 12 / 365}
_TICKS = (
    Length(10, LengthUnit.DAY),
    Length(1, LengthUnit.MONTH),
    Length(3, LengthUnit.MONTH),
    Length(6, LengthUnit.MONTH),
    Length(1, LengthUnit.YEAR),
    Length(2, LengthUnit.YEAR),
    Length(5, LengthUnit.YEAR),
    Length(10, LengthUnit.YEAR),
    Length(50, LengthUnit.YEAR),
)
_MOST_TICKS = 5


@frozen
class _Bar:
    """A term, or with ``extends`` what prolongs it; no ``length`` where the text says none."""

    length: Length | None
    words: str
    extends: bool = False
    unlimited: bool = False


@frozen
class _Row:
    """What lasts how long: a tier or a case, how grave of how many, and its bars."""

    label: str
    rank: int
    ranks: int
    bars: tuple[_Bar, ...]


@frozen
class _Block:
    """The rows of one life; none where the document sets no term."""

    name: str
    rows: tuple[_Row, ...] = ()


def term_bars(policies: Sequence[Policy], names: Sequence[str] | None = None) -> tuple[Figure, ...]:
    """How long each tier lasts and how it is prolonged; nothing where no document says anything of
    it. ``names`` are the short names of the documents."""
    texts = [
        Text(policy, short)
        for policy, short in zip(policies, names or short_names(policies), strict=True)
    ]
    blocks = [block for text in texts for block in _blocks(text)]
    if not any(block.rows for block in blocks):
        return ()
    ends = [_reach(row) for block in blocks for row in block.rows]
    longest = max((months for months, _ in ends), default=0.0)
    room = _RIGHT - _LEFT - (_OPEN if any(is_open for _, is_open in ends) else 0.0)
    draw = partial(_drawn, longest, room / longest if longest else 0.0)
    return figures("期限与延长", blocks, draw, _told)


def _blocks(text: Text) -> Iterator[_Block]:
    lives = text.policy.lifecycles
    found = [(life, tuple(_rows(text, life))) for life in lives]
    if not any(rows for _, rows in found):
        yield _Block(text.short)
    for life, rows in found:
        if rows:
            several = f"：流程「{life.name}」" if len(lives) > 1 else ""
            yield _Block(f"{text.short}{several}", rows)


def _rows(text: Text, life: Lifecycle) -> Iterator[_Row]:
    """The tiers, the gravest first; then the cases by which a term is set otherwise."""
    policy = text.policy
    prolonging_ways = [
        way
        for way in ways_of(policy, life)
        if way.change is not None and way.change.kind is ChangeKind.PROLONG
    ]
    by_state: dict[Value, list[_Bar]] = {}
    by_case: list[tuple[str, list[_Bar]]] = []
    for other, norm in terms(text):
        if other is not life:
            continue
        states = states_asked(text, life, norm.condition)
        lengths = periods_of(policy, norm)
        shown = "或".join(map(str, lengths)) or "或".join(map(show_value, norm.values))
        bar = _Bar(_longest(lengths), f"{shown}（{norm.citation}）")
        for state in states:
            by_state.setdefault(state, []).append(bar)
        if not states:
            by_case.append((condition_words(text, norm.condition), [bar]))
    states = _lived(text, life)
    if by_state or (not by_case and prolonging_ways):
        for state in reversed(states):
            more = [way for way in prolonging_ways if state in way.sources]
            own = by_state.get(state, [])
            if own or more or by_state:
                bars = own or [_Bar(None, "没有写多久")]
                extending = [_extension(policy, way) for way in more]
                yield _Row(show_value(state), states.index(state), len(states), (*bars, *extending))
    extending = [_extension(policy, way) for way in prolonging_ways]
    for case, bars in by_case:
        yield _Row(case, 1, 3, (*bars, *extending))


def _lived(text: Text, life: Lifecycle) -> tuple[Value, ...]:
    """The states that last, the lightest first."""
    outcome = text.policy.outcome(life.state)
    if isinstance(outcome.type, ScaleType):
        return steps_of(text, outcome)
    return tuple(s for s in states_of(text.policy, life) if s not in (life.initial, *life.finals))


def _extension(policy: Policy, way: Way) -> _Bar:
    change = way.change
    assert change is not None
    words = f"{show_value(change.value)}：{prolonging(policy, change)}（{change.citation}）"
    if change.times is None and not change.unlimited:
        words = words.replace("（", "，没有写几次（", 1)
    longest = _longest(lengths_of(policy, change))
    return _Bar(longest, words, extends=True, unlimited=change.unlimited)


def _longest(lengths: Iterable[Length]) -> Length | None:
    return max(lengths, key=_months, default=None)


def _months(length: Length) -> float:
    return length.number * _MONTHS[length.unit]


def _told(block: _Block) -> str:
    if not block.rows:
        return f"{block.name}：没有写期限。"
    rows = (f"{row.label}：{'，'.join(bar.words for bar in row.bars)}" for row in block.rows)
    return f"{block.name}：{'；'.join(rows)}。"


def _drawn(
    longest: float, scale: float, title: str, blocks: Sequence[_Block]
) -> tuple[Drawing, float]:
    drawing = Drawing()
    y = drawing.title(title) + 16
    if longest:
        y = _axis(drawing, longest, scale, y)
    for block in blocks:
        y = _block(drawing, block, scale, y)
    bars = [bar for block in blocks for row in block.rows for bar in row.bars]
    is_open = any(bar.length is None for bar in bars)
    used = (any(bar.extends and bar.length for bar in bars), is_open)
    legend = "；".join(words for words, is_used in zip(_LEGENDS, used, strict=True) if is_used)
    if legend:
        drawing.text(MARGIN, y + 10, legend)
        y += LINE
    return drawing, y + 2


def _reach(row: _Row) -> tuple[float, bool]:
    """How far the bars of a row reach in months, and whether one has no end."""
    term = max((_months(b.length) for b in row.bars if b.length and not b.extends), default=0.0)
    more = max((_months(b.length) for b in row.bars if b.length and b.extends), default=0.0)
    return term + more, any(bar.length is None or bar.unlimited for bar in row.bars)


def _axis(drawing: Drawing, longest: float, scale: float, y: float) -> float:
    step = next((t for t in _TICKS if longest / _months(t) <= _MOST_TICKS), _TICKS[-1])
    ticks = takewhile(lambda k: k * _months(step) <= longest + 0.01, range(100))
    drawing.line((_LEFT, y + 8), (_RIGHT + 12, y + 8), stroke=INK, thick=1.4, arrow=True)
    for k in ticks:
        x = _LEFT + k * _months(step) * scale
        words = str(Length(step.number * k, step.unit)) if k else "0"
        drawing.line((x, y + 4), (x, y + 12), stroke=INK, thick=1.4)
        drawing.text(x, y, words, anchor="middle")
    return y + 22


def _block(drawing: Drawing, block: _Block, scale: float, y: float) -> float:
    y = drawing.heading(block.name, y)
    if not block.rows:
        drawing.text(MARGIN, y + 18, "没有写期限")
        return y + LINE + 14
    y += 6
    for row in block.rows:
        label = fold(row.label, _LABELS, bold=True)
        drawing.lines(MARGIN, y + 14, label, bold=True)
        y = max(_bars(drawing, row, scale, y), y + LINE * len(label)) + 10
    return y + 2


def _bars(drawing: Drawing, row: _Row, scale: float, y: float) -> float:
    """The term, what prolongs it behind it, and below in words; returns where the row ends."""
    own = [bar for bar in row.bars if not bar.extends]
    begin = max((_months(bar.length) * scale for bar in own if bar.length), default=_OPEN)
    line = 0
    for number, bar in enumerate(row.bars):
        left = _LEFT + (begin if bar.extends else 0.0)
        # The first that prolongs stands on the line of the term, every other on its own.
        line += 1 if number and not (bar.extends and number == len(own)) else 0
        top = y + line * (_BAR + 4)
        if bar.length is None:
            _without_end(drawing, left, top, _OPEN - 34)
            continue
        width = _months(bar.length) * scale
        fill = "none" if bar.extends else shade(row.rank, row.ranks)[0]
        drawing.rect(left, top, width, _BAR, fill=fill, dashed=bar.extends)
        if bar.extends:
            drawing.hatch(left, top, width, _BAR)
        if bar.unlimited:
            middle, end = top + _BAR / 2, left + width
            drawing.line((end, middle), (end + 40, middle), arrow=True)
    words = fold("；".join(bar.words for bar in row.bars), _RIGHT - _LEFT + 12)
    below = y + (line + 1) * (_BAR + 4)
    return drawing.lines(_LEFT, below + 12, words) - 14


def _without_end(drawing: Drawing, x: float, y: float, width: float) -> None:
    """A bar that is open on the right: the text does not say where it ends."""
    end, middle = x + width, y + _BAR / 2
    drawing.line((end, y), (x, y), (x, y + _BAR), (end, y + _BAR), stroke=RULE, dashed=True)
    drawing.line((x + 6, middle), (end + 12, middle), dashed=True, arrow=True)
    drawing.text(end + 18, y + 12, "？", bold=True)
