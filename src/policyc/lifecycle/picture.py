"""A lifecycle as a picture (SVG): the states in a row, one lane for each way to move.

Lanes above lead up, lanes below lead down or keep the state. What the text leaves open is drawn
dashed, and leads to a question mark. Shapes and words carry the meaning, not colours: it reads in
print and in grey.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from attrs import frozen

from policyc.core.conditions import All, Compare, Condition, FactRef, Op
from policyc.core.effects import PROHIBITIONS
from policyc.core.lifecycle import Change, ChangeKind, Lifecycle
from policyc.core.norms import Norm, Policy
from policyc.core.run import OpenReading, Run
from policyc.core.types import ScaleType, Value, listed_values, show_value
from policyc.source.columns import display_width

_FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
_HALF = 7
"""Pixels of half a Chinese character."""
_BOX_HEIGHT, _GAP, _LANE, _MARGIN = 40, 90, 44, 24
_OPEN = "？"
_LEGEND = "虚线：原文没有写明到哪一级"


@frozen
class _Lane:
    """A way to move: from some states, to one, or to ``None`` where the text does not say."""

    words: str
    sources: tuple[Value, ...]
    target: Value | None
    rises: bool
    stays: bool = False


def picture(policy: Policy, life: Lifecycle) -> str:
    """The lifecycle as a self-contained SVG document."""
    states = _states(policy, life)
    lanes = [*_decided(policy, life, states), *_changed(policy, life, states)]
    return _Drawing(life, states, lanes).svg()


def _states(policy: Policy, life: Lifecycle) -> tuple[Value, ...]:
    """The states as they are drawn: a scale from its lightest step, a choice from the first."""
    kind = policy.outcome(life.state).type
    states = listed_values(kind)
    if isinstance(kind, ScaleType):
        return states
    return (life.initial, *(state for state in states if state != life.initial))


def _decided(policy: Policy, life: Lifecycle, states: Sequence[Value]) -> list[_Lane]:
    """The state's own outcome: who gets which state, by which clauses."""
    subject = policy.outcome(life.state).subject
    norms = [n for n in policy.norms_for(life.state, subject) if n.modality not in PROHIBITIONS]
    lanes = []
    for state in states:
        giving = [norm for norm in norms if state in norm.values]
        if giving:
            sources = _sources(policy, life, giving, states) or (life.initial,)
            # Assessed anew from any state: drawn once, from the first.
            from_any = life.initial in sources
            sources = (life.initial,) if from_any else tuple(s for s in sources if s != state)
            lanes.append(_Lane(f"{_articles(giving)}", sources, state, rises=True))
    return lanes


def _changed(policy: Policy, life: Lifecycle, states: Sequence[Value]) -> list[_Lane]:
    lived = [state for state in states if state not in (life.initial, *life.finals)]
    lanes = []
    for change in life.changes:
        subject = policy.outcome(change.outcome).subject
        norms = [
            norm
            for norm in policy.norms_for(change.outcome, subject)
            if change.value in norm.values and norm.modality not in PROHIBITIONS
        ]
        # What follows a relapse is decided where the life is not going on.
        sources = _sources(policy, life, norms, lived) or _sources(
            policy, life, norms, (life.initial,)
        )
        other = "" if subject == policy.outcome(life.state).subject else f"（对{subject}）"
        words, rises = _said(change, other), change.kind is ChangeKind.RAISE
        if change.kind in (ChangeKind.PROLONG, ChangeKind.STAY):
            lanes += [_Lane(words, sources, None, rises, stays=True)] if sources else []
            continue
        targets: dict[Value | None, list[Value]] = {}
        for state in sources:
            if life.has_target(change, state, tuple(states)):
                targets.setdefault(life.target_of(change, state, tuple(states)), []).append(state)
        lanes += [_Lane(words, tuple(found), to, rises) for to, found in targets.items()]
    return lanes


def _sources(
    policy: Policy, life: Lifecycle, norms: Sequence[Norm], states: Sequence[Value]
) -> tuple[Value, ...]:
    """The states in which one of the norms is not excluded, by the state alone or by an axiom
    about it and what the norm plainly asks for."""
    return tuple(
        state
        for state in states
        if any(_possible(policy, norm, {life.given: state}) for norm in norms)
    )


def _possible(policy: Policy, norm: Norm, facts: Mapping[str, Value]) -> bool:
    asked = norm.condition.parts if isinstance(norm.condition, All) else (norm.condition,)
    plain: dict[str, Value] = {}
    for part in asked:
        match part:
            case Compare(FactRef(name), Op.EQ, True):
                plain[name] = True
    run = Run(policy, {**plain, **facts}, {})
    said = [norm.condition, *(axiom.condition for axiom in policy.axioms)]
    return all(_truth(run, condition) is not False for condition in said)


def _truth(run: Run, condition: Condition) -> bool | None:
    try:
        return run.truth(condition)
    except OpenReading:
        return None


def _articles(norms: Sequence[Norm]) -> str:
    cited = [norm.citation.partition("条")[0] + "条" for norm in norms if "条" in norm.citation]
    return "、".join(dict.fromkeys(cited or [norm.citation for norm in norms]))


def _said(change: Change, whom: str) -> str:
    words = [show_value(change.value), whom]
    if change.kind is ChangeKind.PROLONG:
        length = "未写明多久" if change.length is None else str(change.length)
        often = "" if change.times is None else f"，至多{change.times}次"
        often = "，次数不限" if change.unlimited else often
        words.append(f"（{length}{often}）")
    elif change.target_open:
        words.append("（未写明到哪一级）")
    return f"{''.join(words)} {change.citation}"


class _Drawing:
    def __init__(self, life: Lifecycle, states: Sequence[Value], lanes: Sequence[_Lane]) -> None:
        self.life = life
        self.states = states
        self.up = [lane for lane in lanes if lane.rises]
        self.down = [lane for lane in lanes if not lane.rises]
        self.boxes: dict[Value | None, tuple[int, int]] = {}
        """Left edge and width of each state's box."""
        left = _MARGIN
        for state in states:
            width = display_width(show_value(state)) * _HALF * 8 // 7 + 32
            self.boxes[state] = (left, width)
            left += width + _GAP
        if any(lane.target is None and not lane.stays for lane in lanes):
            self.boxes[None] = (left, 48)
            left += 48 + _GAP
        widest = max([display_width(lane.words) * _HALF for lane in lanes], default=0)
        self.width = max(left - _GAP + _MARGIN, widest + 2 * _MARGIN)
        self.top = _MARGIN + 28 + len(self.up) * _LANE
        self.height = self.top + _BOX_HEIGHT + len(self.down) * _LANE + _MARGIN + 12

    def svg(self) -> str:
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}"'
            f' viewBox="0 0 {self.width} {self.height}" role="img" font-family="{_FONT}"'
            ' font-size="14" fill="none" stroke="#222" stroke-width="1.4">',
            f"<title>流程「{escape(self.life.name)}」</title>",
            '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8"'
            ' markerHeight="8" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"'
            ' fill="#222" stroke="none"/></marker></defs>',
            '<rect width="100%" height="100%" fill="#fff" stroke="none"/>',
            self._text(_MARGIN, _MARGIN + 8, f"流程「{self.life.name}」", "start", bold=True),
        ]
        words: list[str] = []
        for at, lane in enumerate(self.up):
            words.append(self._lane(lane, self.top - (at + 1) * _LANE + 14, self.top, lines))
        bottom = self.top + _BOX_HEIGHT
        for at, lane in enumerate(self.down):
            words.append(self._lane(lane, bottom + (at + 1) * _LANE - 8, bottom, lines))
        # Words over lines: their halo keeps them readable where lines cross.
        lines += [self._box(state) for state in self.boxes] + words
        if None in self.boxes:
            lines.append(self._text(_MARGIN, self.height - 8, _LEGEND, "start"))
        return "\n".join([*lines, "</svg>"]) + "\n"

    def _lane(self, lane: _Lane, y: int, edge: int, lines: list[str]) -> str:
        """A bus: a short line from every source, an arrow at the target; returns its words."""
        own = self.up if lane.rises else self.down
        at = own.index(lane)
        xs = [self._x(state, at, len(own), leaving=True) for state in lane.sources]
        lines += [f'<path d="M{x} {edge}V{y}"/>' for x in xs]
        ends = list(xs)
        is_open = lane.target is None and not lane.stays
        if not lane.stays:
            into = self._x(lane.target, at, len(own), leaving=False)
            ends.append(into)
            dash = ' stroke-dasharray="6 4"' if is_open else ""
            lines.append(f'<path d="M{into} {y}V{edge}" marker-end="url(#arrow)"{dash}/>')
        left, right = min(ends), max(ends)
        if lane.stays:
            left, right = left - 16, right + 16
        dash = ' stroke-dasharray="6 4"' if is_open else ""
        lines.append(f'<path d="M{left} {y}H{right}"{dash}/>')
        half = display_width(lane.words) * _HALF // 2
        middle = min(max((left + right) // 2, _MARGIN + half), self.width - _MARGIN - half)
        # Above a line; of a lane that stays, below it, clear of the line from its own state.
        return self._text(middle, y + 16 if lane.stays else y - 6, lane.words, "middle")

    def _x(self, state: Value | None, at: int, of: int, *, leaving: bool) -> int:
        """Where a lane meets a box: every lane its own place, leaving ones on the right half."""
        left, width = self.boxes[state]
        room = (width - 12) / 2
        offset = 6 + (room if leaving else 0) + room * (at + 0.5) / of
        return round(left + offset)

    def _box(self, state: Value | None) -> str:
        left, width = self.boxes[state]
        words = _OPEN if state is None else show_value(state)
        final = state is not None and state in self.life.finals
        shape = (
            f'<rect x="{left}" y="{self.top}" width="{width}" height="{_BOX_HEIGHT}"'
            f' rx="{20 if final else 4}" fill="#f3f3f3"'
            + (' stroke-dasharray="6 4"' if state is None else "")
            + "/>"
        )
        return shape + self._text(left + width // 2, self.top + 25, words, "middle", bold=True)

    def _text(self, x: int, y: int, words: str, anchor: str, *, bold: bool = False) -> str:
        weight = ' font-weight="bold"' if bold else ""
        halo = ' paint-order="stroke" stroke="#fff" stroke-width="4"'
        return (
            f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="#111"{halo}{weight}>'
            f"{escape(words)}</text>"
        )
