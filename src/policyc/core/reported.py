"""A report about a plan, and how its targets and duties stand by it.

Three-valued: what the text or the report leaves open is unknown, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from attrs import field, frozen

from policyc.core.conditions import Condition
from policyc.core.content import Duty, Sanction
from policyc.core.figures import Number
from policyc.core.norms import Policy
from policyc.core.programme import Indicator
from policyc.core.run import Choices, Facts, OpenReading, Run
from policyc.core.truth import Truth


@frozen
class Figure:
    """What is reported for an indicator: its value, and that of the base period if any.
    ``whose`` is whose figure it is, empty where that was not said."""

    value: Number
    base: Number | None = None
    whose: str = ""


@frozen
class Done:
    """Something reported as done: at which clause, which act of it (empty: all), on which days."""

    citation: str
    days: tuple[date, ...]
    act: str = ""


@frozen
class Reported:
    """A report: figures by indicator, what was done, and facts about the case."""

    figures: Mapping[str, tuple[Figure, ...]] = field(factory=dict)
    done: tuple[Done, ...] = ()
    facts: Facts = field(factory=dict)


class State(Enum):
    """How a target or a duty stands. ``MET`` of a duty: done in time, or nothing due yet missed."""

    MET = "达到"
    MISSED = "未达到"
    NOT_DUE = "未到期"
    OVERDUE = "逾期"
    DONE = "按期完成"
    UNKNOWN = "未知"


@frozen
class TargetProgress:
    """One target with what was reported; ``why`` explains everything but a plain 达到."""

    indicator: Indicator
    state: State
    why: str = ""
    figure: Figure | None = None
    answerable: tuple[str, ...] = ()


@frozen
class DutyProgress:
    """One duty with a time. ``missed`` are the days on which it was due and not done, ``next`` the
    days between which it falls due again. ``answerable`` are those who lead and are responsible at
    the clause, where the duty itself names nobody."""

    duty: Duty
    state: State
    why: str = ""
    missed: tuple[date, ...] = ()
    next: tuple[date, date] | None = None
    answerable: tuple[str, ...] = ()


@frozen
class SanctionProgress:
    """A sanction whose condition holds, or may hold (``truth`` unknown)."""

    sanction: Sanction
    truth: Truth
    readings: tuple[str, ...] = ()
    """The readings that the answer hangs on."""

    missing: tuple[str, ...] = ()
    """The facts of the condition that were not given, where the answer is unknown."""


@frozen
class Progress:
    """How everything stands. ``untimed`` counts the duties that no day can be worked out for."""

    as_of: date
    targets: tuple[TargetProgress, ...]
    duties: tuple[DutyProgress, ...]
    sanctions: tuple[SanctionProgress, ...]
    untimed: int = 0


def truth_of(
    policy: Policy, condition: Condition, facts: Facts, as_of: date, choices: Choices
) -> tuple[Truth, tuple[str, ...]]:
    """The truth that all readings agree on; unknown, with the readings, where they do not."""
    try:
        return Run(policy, facts, choices, as_of).truth(condition), ()
    except OpenReading as asked:
        answers: set[Truth] = set()
        hangs: list[str] = []
        for choice in policy.reading(asked.reading).choices:
            truth, more = truth_of(
                policy, condition, facts, as_of, {**choices, asked.reading: choice}
            )
            answers.add(truth)
            hangs += more
        if len(answers) == 1:
            return answers.pop(), tuple(dict.fromkeys(hangs))
        return None, tuple(dict.fromkeys((asked.reading, *hangs)))
