"""What happened to a region, and what the document makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from attrs import field, frozen

from policyc.core.lifecycle import Change
from policyc.core.results import OutcomeResult
from policyc.core.types import Value
from policyc.lifecycle.calendar import End


@frozen
class Event:
    """A day's news: facts that are now known, decisions that were taken, or words alone.

    ``facts`` keep their value until another event changes it; ``None`` makes one unknown again.
    ``decisions`` are values of outcomes, as the body in charge decided them. ``term_start`` is the
    day from which the term runs and ``term_end`` its last day, where they are known from elsewhere
    than the document: from the decision itself.
    """

    day: date
    words: str = ""
    facts: Mapping[str, Value | None] = field(factory=dict)
    decisions: Mapping[str, Value] = field(factory=dict)
    term_start: date | None = None
    term_end: date | None = None


class Ground(Enum):
    """What the document says to a decision. ``CLASHING``: one clause gives it, another does not;
    ``TOLD``: it says to which state another decision of the same day leads."""

    BOUND = "依条文"
    CHOSEN = "依条文裁量"
    CLASHING = "条文冲突"
    TOLD = "由决定写明"
    UNSURE = "未知"
    AGAINST = "与条文不符"


@frozen
class Verdict:
    """A decision beside what the clauses give: ``change`` is what it does to the state; ``None``
    for the state's own outcome, and where the text gives it no effect."""

    outcome: str
    value: Value
    ground: Ground
    result: OutcomeResult
    change: Change | None = None


@frozen
class Term:
    """A running term. ``end`` is ``None`` where the text does not say from when or how long it
    runs; ``assumed`` is then the end if it runs from the day of the decision."""

    start: date | None
    end: End | None
    assumed: End | None = None
    why_open: str = ""


class Moment(Enum):
    """Why an entry stands in the history."""

    EVENT = "事件"
    EXPIRY = "届满"


@frozen
class Entry:
    """One day of a life.

    ``before`` and ``after`` are the states, ``None`` where the text leaves open which it is.
    ``due`` are the results of the outcomes that decide where the life goes, with those facts.
    ``notes`` are what the document does not provide for, in sentences.
    """

    day: date
    moment: Moment
    words: str
    before: Value | None
    after: Value | None
    term: Term | None
    verdicts: tuple[Verdict, ...] = ()
    due: tuple[OutcomeResult, ...] = ()
    notes: tuple[str, ...] = ()


@frozen
class History:
    """A life replayed, in the order of its days. ``holidays_move`` is how 第203条 was read."""

    lifecycle: str
    state: str
    entries: tuple[Entry, ...]
    holidays_move: bool | None = None
