"""A life over time: states, terms, and what each decision does to the state.

The norms of a document decide *which* decision is due (期满处置 为 延期); a **change** says what
that decision does to the state, in the text's own words. Where the text does not say, the value
is ``None`` and stays open: the checks report it (L03, L06), and a simulation stops there.
"""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from policyc.core.types import Value
from policyc.source.span import Span


class ChangeKind(Enum):
    """What a decision does to the state."""

    TURN = "转为"
    RAISE = "升到"
    LOWER = "降到"
    PROLONG = "续期"
    STAY = "不变"


class LengthUnit(Enum):
    """Units of a period; by month and year it runs to the corresponding day (民法典第202条)."""

    YEAR = "年"
    MONTH = "个月"
    DAY = "日"


LENGTH_UNITS = {
    "年": LengthUnit.YEAR,
    "个月": LengthUnit.MONTH,
    "月": LengthUnit.MONTH,
    "日": LengthUnit.DAY,
    "天": LengthUnit.DAY,
}
"""The units of a period as texts write them."""


@frozen
class Length:
    """A period of the text: 一年, 三个月, 三十日."""

    number: int
    unit: LengthUnit

    def __str__(self) -> str:
        return f"{self.number}{self.unit.value}"


@frozen
class Change:
    """变更: what a value of an outcome does to the state.

    ``target`` is the state it leads to, or with ``step`` the next one up or down; neither where
    the text does not say which. ``length`` is how long a 续期 runs, as a period or as the name of
    the outcome that gives it. ``times`` is how often it may happen, ``unlimited`` where the text
    says that there is no bound. ``restarts`` where the text says that the term runs anew.
    """

    citation: str
    quote: str
    outcome: str
    value: Value
    kind: ChangeKind
    target: Value | None = None
    step: bool = False
    length: Length | str | None = None
    times: int | None = None
    unlimited: bool = False
    restarts: bool = False
    span: Span | None = field(default=None, eq=False)

    @property
    def target_open(self) -> bool:
        """Whether it moves the state and the text does not say to which."""
        moves = self.kind in (ChangeKind.TURN, ChangeKind.RAISE, ChangeKind.LOWER)
        return moves and self.target is None and not self.step


@frozen
class Lifecycle:
    """流程: the life of one kind of subject.

    ``state`` is the outcome whose values are the states, ``given`` the fact that holds the state
    once it has been decided. ``term`` is the outcome that gives the length of a state's term,
    ``expired`` the fact that says that it has run out. ``start`` are the text's words for the day
    from which a term runs; empty where it does not say. ``finals`` are states that end the life.
    """

    name: str
    citation: str
    quote: str
    state: str
    given: str
    initial: Value
    finals: tuple[Value, ...]
    term: str | None = None
    expired: str | None = None
    start: str = ""
    changes: tuple[Change, ...] = ()
    span: Span | None = field(default=None, eq=False)

    @property
    def deciders(self) -> tuple[str, ...]:
        """The outcomes whose decisions move the state, the state's own outcome first."""
        return tuple(dict.fromkeys((self.state, *(change.outcome for change in self.changes))))

    def change_of(self, outcome: str, value: Value) -> Change | None:
        """What a value of an outcome does; ``None`` where the text gives it no effect."""
        for change in self.changes:
            if (change.outcome, change.value) == (outcome, value):
                return change
        return None

    def target_of(self, change: Change, state: Value, steps: tuple[Value, ...]) -> Value | None:
        """The state that a change leads to from one of the ``steps``, lightest first.

        ``None`` where the text does not say which, or where there is none: see ``has_target``.
        """
        match change.kind:
            case ChangeKind.PROLONG | ChangeKind.STAY:
                return state
            case ChangeKind.RAISE | ChangeKind.LOWER if change.step:
                at = steps.index(state) + (1 if change.kind is ChangeKind.RAISE else -1)
                return steps[at] if 0 <= at < len(steps) else None
            case _:
                return change.target

    def has_target(self, change: Change, state: Value, steps: tuple[Value, ...]) -> bool:
        """Whether a change can lead anywhere from a state: 升级 from the top tier cannot, nor can
        降级 from the lowest tier that is not the end of the life."""
        lived = [step for step in steps if step not in self.finals]
        match change.kind:
            case ChangeKind.RAISE:
                return bool(lived) and state != lived[-1]
            case ChangeKind.LOWER:
                return bool(lived) and state != lived[0]
            case _:
                return True
