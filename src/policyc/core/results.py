"""What an evaluation says: kinds of result, traces and causes (``semantics.md`` §4)."""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from policyc.core.flags import Flag
from policyc.core.norms import Fact, Norm
from policyc.core.truth import Truth
from policyc.core.types import Value


class Kind(Enum):
    """The seven ways an outcome can end."""

    DECIDED = "定"
    UNKNOWN = "未知"
    DISCRETION = "裁量"
    CONFLICT = "冲突"
    GAP = "空白"
    NOT_APPLICABLE = "不适用"
    DIVERGENT = "读法分歧"


STATUS_QUO = "维持现状"
"""What a permission always leaves open."""


@frozen
class NormTrace:
    """One norm's part in a result. ``force`` is ``None`` where it is unknown or depends on a
    reading; ``defeated_by`` lists the norms that put it out of force."""

    norm: Norm
    force: Truth
    condition: Truth
    defeated_by: tuple[Norm, ...] = ()


@frozen
class Cause:
    """Why a result is unknown besides missing facts: how an upstream outcome ended, which feeds
    nothing downstream."""

    outcome: str
    kind: Kind


@frozen
class Decision:
    """An outcome under one complete choice of readings.

    ``values`` is the value of 定 (several under 累加), the clashing values of 冲突, and for 未知
    the certain part of a 累加 outcome.
    """

    kind: Kind
    values: tuple[Value, ...] = ()
    permitted: tuple[Value, ...] = ()
    trace: tuple[NormTrace, ...] = ()
    trigger: Truth = True
    causes: tuple[Cause, ...] = ()
    notes: tuple[Flag, ...] = ()

    def same_result(self, other: Decision) -> bool:
        """Whether a reader would call the two results equal.

        Two clashes or two unknowns are one result: which norms clash is in the trace.
        """
        if self.kind is not other.kind:
            return False
        if self.kind in (Kind.CONFLICT, Kind.UNKNOWN):
            return True
        return set(self.values) == set(other.values) and set(self.permitted) == set(other.permitted)


@frozen
class UnderReading:
    """The decision under one choice for each reading that matters."""

    readings: tuple[tuple[str, str], ...]
    decision: Decision


@frozen
class OutcomeResult:
    """The result for one outcome of one kind of subject.

    ``missing`` are the facts to ask for (see ``missing``); where ``missing_is_smallest`` is false
    the search was cut short. ``by_reading`` has an entry for every choice of the readings that
    change the result, and ``readings`` are those fixed from outside.
    """

    outcome: str
    subject: str
    kind: Kind
    values: tuple[Value, ...] = ()
    permitted: tuple[Value, ...] = ()
    trace: tuple[NormTrace, ...] = ()
    missing: tuple[Fact, ...] = ()
    missing_is_smallest: bool = True
    causes: tuple[Cause, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    by_reading: tuple[UnderReading, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def value(self) -> Value | None:
        """The single value of a 定, else ``None``."""
        return self.values[0] if self.kind is Kind.DECIDED and len(self.values) == 1 else None


@frozen
class Evaluation:
    """All outcomes of a policy for one case."""

    policy: str
    outcomes: tuple[OutcomeResult, ...] = field()

    def __getitem__(self, outcome: str) -> OutcomeResult:
        """The first result of an outcome, by name; ``KeyError`` for none."""
        for result in self.outcomes:
            if result.outcome == outcome:
                return result
        raise KeyError(outcome)
