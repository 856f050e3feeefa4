"""What a plan sets: its time and phases, figures to reach, who leads and who is responsible.

Typed so that it can be listed, checked and compared with what is reported; none of it changes an
outcome. Every value carries the citation of its unit and the unit's words.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TypeAlias

from attrs import field, frozen

from policyc.core.conditions import Condition, readings_of
from policyc.core.dates import Deadline, Period, Point
from policyc.source.citation import Citation, CitationError, Level
from policyc.source.read_citation import parse_citation
from policyc.source.span import Span

_WITHIN_UNITS = frozenset({Level.PARAGRAPH, Level.ITEM, Level.SUBITEM, Level.SENTENCE})


@frozen
class Place:
    """Where a sentence stands: canonical citation, the unit's text, place in the policy file."""

    citation: str
    quote: str
    span: Span | None = field(default=None, eq=False)


def within(citation: str, above: str) -> bool:
    """Whether a clause is another one or stands below it; both as canonical citations."""
    rest = citation.removeprefix(above)
    return citation.startswith(above) and not rest[:1].isdigit()


def same_part(one: Place, other: Place) -> bool:
    """Whether two clauses stand in the same part of a document: its body, or one annex."""
    return _annex(one.citation) == _annex(other.citation)


def _annex(citation: str) -> Citation | None:
    try:
        first = parse_citation(citation).steps[0]
    except CitationError:
        return None
    return Citation((first,)) if first.level is Level.ANNEX else None


def unit_of(citation: str) -> str:
    """The 条, or the unit of a plan, that a clause belongs to: without its 款, 项 and 句."""
    try:
        steps = parse_citation(citation).steps
    except CitationError:
        return citation
    kept = tuple(step for step in steps if step.level not in _WITHIN_UNITS)
    return str(Citation(kept)) if kept else citation


@frozen
class Phase:
    """阶段, or (``whole``) 期间: the time of the whole plan. Several periods: a phase that comes
    in parts (2023年12月、2024年12月)."""

    place: Place
    name: str
    periods: tuple[Period, ...]
    whole: bool = False

    @property
    def points(self) -> tuple[Point, ...]:
        """Every end of every period, in order."""
        return tuple(point for p in self.periods for point in (p.start, p.end))

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings that decide about its days."""
        return tuple(dict.fromkeys(name for p in self.periods for name in p.readings))


@frozen
class Aim:
    """What a figure shall be: 达到 100%, 不少于 1个, 零发生.

    ``condition`` speaks of the fact that bears the indicator's name. Shares are exact numbers
    (95% is 95/100) and have the unit "%"; ratios (1:20) are numbers without a unit. ``double`` is
    set where the text bounds the figure twice over (超过95%以上).
    """

    text: str
    condition: Condition
    unit: str = ""
    double: bool = False
    never: bool = False

    @property
    def readings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(readings_of(self.condition)))


class Pace(Enum):
    """How a figure shall go on moving."""

    ONCE = ""
    YEARLY = "逐年"
    STEADY = "持续"


@frozen
class Move:
    """How a figure shall change against its base: 下降 10%以上, 逐年 上升.

    ``amount`` says how far, about the fact that bears the indicator's name (by how much it moved
    in the stated direction), ``None`` where the text gives a direction only.
    """

    text: str
    rises: bool
    amount: Aim | None = None
    pace: Pace = Pace.ONCE

    @property
    def readings(self) -> tuple[str, ...]:
        return self.amount.readings if self.amount is not None else ()


Target: TypeAlias = Aim | Move


@frozen
class Indicator:
    """指标: a figure and what it shall reach. Two with one ``name`` set targets for one figure.

    ``words`` are the text's own. ``share_of`` is the denominator and ``base`` the base period:
    ``None`` where nothing was written about them, empty where the text does not state them
    (未写明).
    """

    place: Place
    name: str
    target: Target
    words: str = ""
    share_of: str | None = None
    base: str | None = None
    window: str = ""
    deadline: Deadline | None = None
    answerable: tuple[str, ...] = ()
    whose: tuple[str, ...] = ()


@frozen
class Division:
    """分工: who leads, who is responsible, who assists. ``task`` is empty for the whole clause."""

    place: Place
    task: str
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    assist: tuple[str, ...] = ()


def divisions_by_unit(content: Iterable[object]) -> dict[str, Division]:
    """Who does what in each 条 or unit of a plan as a whole; that of one task in it is left out."""
    whole = [each for each in content if isinstance(each, Division) and not each.task]
    return {unit_of(each.place.citation): each for each in reversed(whole)}


Planned: TypeAlias = Phase | Indicator | Division


@frozen
class Body:
    """机关: one body with every other name that the text has for it, and why they are the same."""

    name: str
    others: tuple[str, ...]
    basis: str = ""
    alias: str = ""
    span: Span | None = field(default=None, eq=False)
