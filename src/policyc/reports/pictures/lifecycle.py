"""A lifecycle: the states in a row, one lane for each way to move.

Lanes above lead up, lanes below lead down or keep the state. What the text leaves open is dashed,
and leads to a question mark.
"""

from __future__ import annotations

from collections.abc import Sequence

from policyc.core.lifecycle import Change, ChangeKind, Lifecycle
from policyc.core.norms import Norm, Policy
from policyc.core.types import Value, show_value
from policyc.lifecycle.ways import Way, lengths_of, states_of, ways_of
from policyc.reports.paper.model import Figure
from policyc.reports.pictures.svg import (
    LINE,
    MARGIN,
    PALE,
    WIDTH,
    Drawing,
    fold,
    width_of,
)

_OPEN = "？"
_LEGENDS = ("虚线、？：原文没有写明到哪一级", "没有箭头的：状态不变")
_GAP, _NARROWEST_GAP, _PADDING, _ABOVE = 84.0, 24.0, 14.0, 18.0


def lifecycles(policy: Policy, name: str = "") -> tuple[Figure, ...]:
    """A picture of every lifecycle of a document; ``name`` is its short name, where there are
    pictures of others."""
    return tuple(lifecycle(policy, life, name) for life in policy.lifecycles)


def lifecycle(policy: Policy, life: Lifecycle, name: str = "") -> Figure:
    """A lifecycle as a picture."""
    states, ways = states_of(policy, life), ways_of(policy, life)
    title = f"{name}：流程「{life.name}」" if name else f"流程「{life.name}」"
    words = [f"状态：{'、'.join(map(show_value, states))}。"]
    words += [_told(policy, life, way) for way in ways]
    return Figure(_Picture(policy, life, states, ways).svg(title), title, "".join(words))


def _told(policy: Policy, life: Lifecycle, way: Way) -> str:
    sources = "、".join(map(show_value, way.sources))
    target = "未写明的一级" if way.target is None else show_value(way.target)
    moved = "不变" if way.stays else f"到{target}"
    return f"{sources}{moved}：{_said(policy, life, way)}。"


def _said(policy: Policy, life: Lifecycle, way: Way) -> str:
    """What moves the state, and by which clause."""
    if way.change is None:
        return _articles(way.norms)
    change, subject = way.change, policy.outcome(way.change.outcome).subject
    other = "" if subject == policy.outcome(life.state).subject else f"（对{subject}）"
    return f"{show_value(change.value)}{other}{_limits(policy, change)} {change.citation}"


def _limits(policy: Policy, change: Change) -> str:
    if change.kind is ChangeKind.PROLONG:
        return f"（{prolonging(policy, change)}）"
    return "（未写明到哪一级）" if change.target_open else ""


def prolonging(policy: Policy, change: Change) -> str:
    """How long a term is prolonged, and how often."""
    length = "或".join(map(str, lengths_of(policy, change))) or "未写明多久"
    if change.unlimited:
        return f"{length}，次数不限"
    return length if change.times is None else f"{length}，至多{change.times}次"


def _articles(norms: Sequence[Norm]) -> str:
    cited = [norm.citation.partition("条")[0] + "条" for norm in norms if "条" in norm.citation]
    return "、".join(dict.fromkeys(cited or [norm.citation for norm in norms]))


class _Picture:
    def __init__(
        self, policy: Policy, life: Lifecycle, states: Sequence[Value], ways: Sequence[Way]
    ) -> None:
        self.life = life
        self.words = {way: fold(_said(policy, life, way), WIDTH - 2 * MARGIN) for way in ways}
        self.up = [way for way in ways if way.rises]
        self.down = [way for way in ways if not way.rises]
        self.open = any(way.target is None and not way.stays for way in ways)
        self.names: dict[Value | None, list[str]] = {}
        self.boxes: dict[Value | None, tuple[float, float]] = {}
        """Left edge and width of each state's box."""
        self._place([*states, *([None] if self.open else [])])
        self.drawing = Drawing()

    def _place(self, states: Sequence[Value | None]) -> None:
        room = WIDTH - 2 * MARGIN
        most = (room - _NARROWEST_GAP * (len(states) - 1)) / len(states) - 2 * _PADDING
        for state in states:
            words = _OPEN if state is None else show_value(state)
            self.names[state] = fold(words, most, bold=True)
        widths = {
            state: max(width_of(line, bold=True) for line in lines) + 2 * _PADDING
            for state, lines in self.names.items()
        }
        spare = room - sum(widths.values())
        gap = min(_GAP, spare / max(1, len(states) - 1))
        left: float = MARGIN
        for state, width in widths.items():
            self.boxes[state] = (left, width)
            left += width + gap
        self.height = 20 + LINE * max(len(lines) for lines in self.names.values())

    def svg(self, title: str) -> str:
        top = self.drawing.title(title) + 8 + sum(self._room(way) for way in self.up)
        y = top
        for way in self.up:
            self._way(way, y - 16, top, self.up)
            y -= self._room(way)
        y = top + self.height
        for way in self.down:
            self._way(way, y + self._room(way) - 6, top + self.height, self.down)
            y += self._room(way)
        for state in self.boxes:
            self._box(state, top)
        stays = any(way.stays for way in self.down)
        shown = zip(_LEGENDS, (self.open, stays), strict=True)
        legend = "；".join(words for words, is_used in shown if is_used)
        if legend:
            y += LINE + 4
            self.drawing.text(MARGIN, y, legend)
        return self.drawing.svg(title, y + MARGIN)

    def _room(self, way: Way) -> float:
        return LINE * len(self.words[way]) + _ABOVE

    def _way(self, way: Way, y: float, edge: float, own: Sequence[Way]) -> None:
        """A bus: a short line from every source, an arrow at the target, words above it."""
        at = own.index(way)
        xs = [self._x(state, at, len(own), leaving=True) for state in way.sources]
        is_open = way.target is None and not way.stays
        for x in xs:
            self.drawing.line((x, edge), (x, y))
            self.drawing.dot(x, y, filled=True, radius=2)
        if not way.stays:
            into = self._x(way.target, at, len(own), leaving=False)
            self.drawing.line((into, y), (into, edge), dashed=is_open, arrow=True)
            xs.append(into)
        left, right = min(xs), max(xs)
        self.drawing.line((left, y), (right, y), dashed=is_open)
        lines = self.words[way]
        half = max(map(width_of, lines)) / 2
        middle = min(max((left + right) / 2, MARGIN + half), WIDTH - MARGIN - half)
        above = y - 6 - LINE * (len(lines) - 1)
        for number, line in enumerate(lines):
            self.drawing.text(middle, above + number * LINE, line, anchor="middle", halo=True)

    def _x(self, state: Value | None, at: int, of: int, *, leaving: bool) -> float:
        """Where a lane meets a box: every lane its own place, leaving ones on the right half."""
        left, width = self.boxes[state]
        room = (width - 12) / 2
        return left + 6 + (room if leaving else 0) + room * (at + 0.5) / of

    def _box(self, state: Value | None, top: float) -> None:
        left, width = self.boxes[state]
        ends = state is not None and state in self.life.finals
        self.drawing.rect(
            left,
            top,
            width,
            self.height,
            fill=PALE,
            dashed=state is None,
            round_=18 if ends else 4,
            thick=1.4,
        )
        lines = self.names[state]
        y = top + self.height / 2 + 5 - LINE * (len(lines) - 1) / 2
        self.drawing.lines(left + width / 2, y, lines, anchor="middle", bold=True)
