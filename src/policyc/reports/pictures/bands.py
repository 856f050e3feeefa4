"""Thresholds on one axis: which values of a number give which result, and where none or two do.

One lane for each document, outcome and reading. The axis is not to scale: what matters is the
order of the thresholds, and whether a value itself belongs to a band.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from policyc.comparison.texts import short_names
from policyc.core.norms import Fact, Modality, Overlap, Policy
from policyc.core.types import (
    BoolType,
    IntType,
    RealType,
    Value,
    listed_values,
    measured_in,
    order,
    show_value,
)
from policyc.plan.bands import Axis, Band, Lane, Overlapping, axes
from policyc.plan.partitions import Region
from policyc.reports.paper.model import Figure
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
    staggered,
    width_of,
)

_LABELS = 190.0
"""Width of what stands on the left of the axis."""
_LEFT, _RIGHT = MARGIN + _LABELS + 14, WIDTH - MARGIN - 18
_BAR, _POINT = 16.0, 6.0
_STAR = "＊"
_NOTES = {
    "dots": "●含该数，○不含该数",
    "hole": "斜线：空档，单看这个数，没有一条管到",
    "overlap": "网线：重叠，不止一条管到",
    "star": f"{_STAR}另有条件：还要看这个数以外的情形",
}


def bands(policies: Sequence[Policy], names: Sequence[str] | None = None) -> tuple[Figure, ...]:
    """A picture for every number on which tiers or other results turn; ``names`` are the short
    names of the documents. A single threshold is no picture."""
    known = names or short_names(policies)
    shorts = {id(policy): name for policy, name in zip(policies, known, strict=True)}
    several = len(policies) > 1
    shown = (axis for axis in axes(policies) if _is_worth_it(axis))
    return tuple(figure for axis in shown for figure in _figures(axis, shorts if several else {}))


def changed_bands(old: Policy, new: Policy, names: tuple[str, str]) -> tuple[Figure, ...]:
    """Two versions on one axis, for every number by which they part; clauses that were only
    renumbered do not count. ``names`` are those of the versions."""
    shorts = dict(zip((id(old), id(new)), names, strict=True))
    return tuple(
        figure
        for axis in axes([old, new])
        if _parting(axis, old) != _parting(axis, new)
        for figure in _figures(_paired(axis), shorts)
    )


def _paired(axis: Axis) -> Axis:
    """The lanes of the versions that are about the same next to each other."""
    about: dict[str, list[Lane]] = {}
    for lane in axis.lanes:
        about.setdefault(_heading(lane, {}), []).append(lane)
    return evolve(axis, lanes=tuple(lane for lanes in about.values() for lane in lanes))


def _parting(axis: Axis, policy: Policy) -> list[object]:
    """What the lanes of one version say, wherever it stands in the text."""
    return [
        (lane.outcome.name, lane.subject, lane.under, [(b.norm.values, b.mask) for b in lane.bands])
        for lane in axis.lanes
        if lane.policy is policy
    ]


def _is_worth_it(axis: Axis) -> bool:
    return sum(len(lane.bands) for lane in axis.lanes) > 1


def _figures(axis: Axis, shorts: Mapping[int, str]) -> tuple[Figure, ...]:
    fact = axis.fact
    title = f"{fact.name}的分档（单位：{_unit(fact)}）" if _unit(fact) else f"{fact.name}的分档"
    return figures(
        title,
        axis.lanes,
        lambda name, lanes: _Picture(axis, shorts).drawn(name, lanes),
        lambda lane: _told(axis, lane, shorts),
    )


def _unit(fact: Fact) -> str:
    unit = measured_in(fact.type)
    return f"{unit}，{fact.window}" if unit and fact.window else unit or fact.window


def _heading(lane: Lane, shorts: Mapping[int, str]) -> str:
    name = shorts.get(id(lane.policy), "")
    readings = "；或者".join(
        "、".join(f"「{reading}」读作“{choice}”" for reading, choice in under.items())
        for under in lane.under
    )
    parts = [lane.outcome.name, f"对象：{lane.subject}", readings]
    said = "，".join(part for part in parts if part)
    return f"{name}：{said}" if name else said


def _result(lane: Lane, value: Value) -> str:
    """A result in words: a tier by its name, a listing by that of the outcome."""
    if isinstance(lane.outcome.type, BoolType):
        return lane.outcome.name if value is True else f"非{lane.outcome.name}"
    return show_value(value, lane.outcome.type)


def _given(lane: Lane, band: Band) -> str:
    words = "或".join(_result(lane, value) for value in band.norm.values)
    return f"可以{words}" if band.norm.modality is Modality.MAY else words


def _starred(band: Band) -> str:
    """Marks a band for which something besides the number is asked."""
    return _STAR if band.mask & ~band.alone else ""


def _overlap_words(lane: Lane, met: Overlapping, fact: Fact) -> str:
    star = "" if met.alone else _STAR
    kind = lane.outcome.overlap
    settled = "" if kind in (Overlap.UNSTATED, Overlap.UNIQUE) else f"，{kind.value}"
    values = "、".join(_result(lane, value) for value in met.values)
    return f"重叠{star} {_whole_range(met.region, fact)}（{values}{settled}）"


def _hole_words(region: Region, fact: Fact) -> str:
    return f"空档 {_whole_range(region, fact)}"


def _whole_range(region: Region, fact: Fact) -> str:
    """A stretch in words; of whole numbers by the first and the last that belong to it."""
    if isinstance(fact.type, IntType):
        if isinstance(region.low, int) and not region.has_low:
            region = evolve(region, low=region.low + 1, has_low=True)
        if isinstance(region.high, int) and not region.has_high:
            region = evolve(region, high=region.high - 1, has_high=True)
    return _range(region, fact)


def _range(region: Region, fact: Fact) -> str:
    """A stretch in words, by the numbers of the text."""
    kind = fact.type
    low, has_low, high, has_high = region.low, region.has_low, region.high, region.has_high
    if low is not None and low == high:
        return show_value(low, kind)
    least = "" if low is None else f"{'不少于' if has_low else '超过'}{show_value(low, kind)}"
    most = "" if high is None else f"{'不超过' if has_high else '不足'}{show_value(high, kind)}"
    if low is not None and high is not None and has_low and has_high:
        return f"{show_value(low, kind)}至{show_value(high, kind)}"
    return "、".join(part for part in (least, most) if part) or "不论多少"


def _told(axis: Axis, lane: Lane, shorts: Mapping[int, str]) -> str:
    """A lane in words."""
    told = []
    for band in lane.bands:
        shown = "或".join(_range(region, axis.fact) for region in axis.regions.runs(band.mask))
        more = "，另有条件" if _starred(band) else ""
        told.append(f"{shown}为{_given(lane, band)}（{band.norm.citation}{more}）")
    told += [_hole_words(region, axis.fact) for region in lane.holes]
    told += [_overlap_words(lane, met, axis.fact).replace(_STAR, "") for met in lane.overlaps]
    return f"{_heading(lane, shorts)}：{'；'.join(told)}。"


class _Picture:
    def __init__(self, axis: Axis, shorts: Mapping[int, str]) -> None:
        self.axis, self.fact, self.shorts = axis, axis.fact, shorts
        self.drawing = Drawing()
        kind = axis.fact.type
        ends = {end for region in axis.regions.regions for end in (region.low, region.high)}
        cuts = sorted((end for end in ends if end is not None), key=lambda end: order(kind, end))
        least = kind.minimum if isinstance(kind, (IntType, RealType)) else None
        steps = len(cuts) + 1
        self.at: dict[Value, float] = {
            cut: _LEFT + (_RIGHT - _LEFT) * (number + 1) / steps for number, cut in enumerate(cuts)
        }
        self.marks = dict(self.at)
        if least is not None and least < order(kind, cuts[0]):
            self.marks = {least: _LEFT, **self.at}

    def drawn(self, title: str, lanes: Sequence[Lane]) -> tuple[Drawing, float]:
        """Some of the lanes on the axis, and how high that is."""
        y = self._scale(self.drawing.title(title) + 20)
        for lane in lanes:
            y = self._lane(lane, y)
        return self.drawing, self._legend(lanes, y)

    def _scale(self, y: float) -> float:
        """The axis, its marks and their numbers; returns where the lanes begin."""
        shown = [show_value(mark, self.fact.type) for mark in self.marks]
        wanted = [(x, width_of(words)) for x, words in zip(self.marks.values(), shown, strict=True)]
        places = staggered(wanted, MARGIN + _LABELS - 20, WIDTH - MARGIN)
        rows = max(row for _, row in places) + 1
        for (middle, row), words in zip(places, shown, strict=True):
            self.drawing.text(middle, y + row * LINE, words, anchor="middle")
        y += (rows - 1) * LINE + 10
        self.drawing.line((_LEFT, y), (_RIGHT + 16, y), stroke=INK, thick=1.4, arrow=True)
        for x in self.marks.values():
            self.drawing.line((x, y - 4), (x, y + 4), stroke=INK, thick=1.4)
        self.drawing.text(MARGIN, y + 4, "横轴不按比例，只表示先后")
        return y + 14

    def _lane(self, lane: Lane, y: float) -> float:
        y = self.drawing.heading(_heading(lane, self.shorts), y) + 4
        rows: dict[Band, float] = {}
        top = y
        for band in sorted(lane.bands, key=lambda each: -_rank(lane, each)):
            labels = fold(f"{_given(lane, band)}{_starred(band)}", _LABELS, bold=True)
            cited = fold(band.norm.citation, _LABELS)
            height = LINE * (len(labels) + len(cited)) + 6
            after = self.drawing.lines(MARGIN, y + 16, labels, bold=True)
            self.drawing.lines(MARGIN, after, cited)
            rows[band] = y + height / 2
            y += height
        for x in self.at.values():
            self.drawing.guide(x, top, y)
        for region in lane.holes:
            left, right = self._span(region)
            self.drawing.hatch(left, top, right - left, y - top)
        for band, middle in rows.items():
            self._bar(band, middle, shade(_rank(lane, band), _ranks(lane))[0])
        for met in lane.overlaps:
            left, right = self._span(met.region)
            first = min(rows[band] for band in met.bands) - _BAR / 2 - 4
            last = max(rows[band] for band in met.bands) + _BAR / 2 + 4
            self.drawing.hatch(left, first, right - left, last - first, crossed=True, gap=6)
            self.drawing.rect(left, first, right - left, last - first, stroke=INK, thick=1.4)
        for band, middle in rows.items():
            self._ends(band, middle)
        return self._notes(lane, y)

    def _notes(self, lane: Lane, y: float) -> float:
        """What holes and overlaps there are, below the places where they are."""
        told = [(region, _hole_words(region, self.fact)) for region in lane.holes]
        told += [(met.region, _overlap_words(lane, met, self.fact)) for met in lane.overlaps]
        shown = [(sum(self._span(region)) / 2, fold(w, _RIGHT - _LEFT + 60)) for region, w in told]
        wanted = [(middle, max(map(width_of, lines))) for middle, lines in shown]
        places = staggered(wanted, MARGIN, WIDTH - MARGIN)
        heights: dict[int, float] = {}
        for (_, lines), (_, row) in zip(shown, places, strict=True):
            heights[row] = max(heights.get(row, 0), LINE * len(lines))
        for (_, lines), (middle, row) in zip(shown, places, strict=True):
            above = y + 16 + sum(heights[r] for r in range(row))
            self.drawing.lines(middle, above, lines, anchor="middle")
        return y + sum(heights.values()) + 10

    def _bar(self, band: Band, y: float, fill: str) -> None:
        for region in self.axis.regions.runs(band.mask):
            left, right = self._edges(region)
            if region.value is not None:
                self.drawing.rect(left - 3, y - _BAR / 2, 6, _BAR, fill=fill, stroke=INK)
            else:
                self.drawing.rect(left, y - _BAR / 2, right - left, _BAR, fill=fill)
            if region.high is None:
                self.drawing.line((right, y), (right + 14, y), stroke=INK, thick=1.4, arrow=True)

    def _ends(self, band: Band, y: float) -> None:
        for region in self.axis.regions.runs(band.mask):
            for end, has in ((region.low, region.has_low), (region.high, region.has_high)):
                if end is not None:
                    self.drawing.dot(self.at[end], y, filled=has)

    def _edges(self, region: Region) -> tuple[float, float]:
        left = _LEFT if region.low is None else self.at[region.low]
        return left, _RIGHT if region.high is None else self.at[region.high]

    def _span(self, region: Region) -> tuple[float, float]:
        """The same, a single value a little wider so that it is seen."""
        left, right = self._edges(region)
        return (left - _POINT, right + _POINT) if left == right else (left, right)

    def _legend(self, lanes: Sequence[Lane], y: float) -> float:
        used = {
            "dots": True,
            "hole": any(lane.holes for lane in lanes),
            "overlap": any(lane.overlaps for lane in lanes),
            "star": any(_starred(band) for lane in lanes for band in lane.bands),
        }
        words = "；".join(_NOTES[key] for key, is_used in used.items() if is_used) + "。"
        self.drawing.line((MARGIN, y), (WIDTH - MARGIN, y), stroke=RULE)
        lines = fold(words, WIDTH - 2 * MARGIN)
        return self.drawing.lines(MARGIN, y + 18, lines) - LINE + MARGIN


def _rank(lane: Lane, band: Band) -> int:
    """How grave what a band gives is, the gravest of several."""
    kind = lane.outcome.type
    values = listed_values(kind)
    if values:
        return max(values.index(str(value)) for value in band.norm.values)
    given = sorted({value for each in lane.bands for value in each.norm.values}, key=_number)
    return max(given.index(value) for value in band.norm.values)


def _ranks(lane: Lane) -> int:
    """Of how many steps."""
    values = listed_values(lane.outcome.type)
    return len(values) or len({value for each in lane.bands for value in each.norm.values})


def _number(value: Value) -> Fraction:
    return Fraction(value) if isinstance(value, (int, Fraction)) else Fraction(0)
