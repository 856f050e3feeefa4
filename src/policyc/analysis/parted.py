"""What is found about where two texts part, as values; ``parting`` finds it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from attrs import frozen

from policyc.analysis.correspondence import OutcomePair
from policyc.core.norms import Norm
from policyc.core.results import Decision, Kind, OutcomeResult
from policyc.core.types import Value


class Cause(Enum):
    """What a case was looked for to show."""

    ABOVE = "上级已定级"
    CLAUSE = "条款"
    PREMISE = "前提"
    CLASH = "自相冲突"
    GAP = "空白"
    TOGETHER = "合起来看"


@frozen
class Edge:
    """A number at which the two results begin to be what they are in a case, counted from
    harmless: at the value before it they are not. ``until`` is the last value known to give them;
    ``None`` where they last for ever. ``text`` is whose fact it is, 0 or 1."""

    text: int
    fact: str
    value: Value
    until: Value | None


@frozen
class Side:
    """A case as one text sees it: facts off harmless in its own words, the readings of meaning
    that its result leans on, and the result of the interpreter."""

    facts: Mapping[str, Value]
    readings: Mapping[str, str]
    result: OutcomeResult


@frozen
class Parted:
    """A smallest case that the texts decide differently. ``text`` is the one it was put in the
    words of; ``cost`` is what it is smallest by."""

    outcome: OutcomePair
    text: int
    cause: Cause
    sides: tuple[Side, Side]
    edges: tuple[Edge, ...]
    cost: tuple[int, ...]


@frozen
class Together:
    """Proof that texts do not part: wherever the ``norm`` of one text is in force (or the level
    above has given the tier of the ``sides``), both decide alike. Facts that only the other text
    knows were held harmless; ``sides`` are a smallest such case."""

    outcome: OutcomePair
    text: int
    sides: tuple[Side, Side]
    norm: Norm | None = None


@frozen
class Parting:
    """All that was found about two texts. ``everywhere`` are outcomes that no case at all can
    part; ``undecided`` those about which some question was left open. Not ``consistent``: what
    the texts hold for certain cannot all be true, so that nothing was asked."""

    cases: tuple[Parted, ...]
    together: tuple[Together, ...]
    everywhere: tuple[OutcomePair, ...]
    undecided: tuple[OutcomePair, ...] = ()
    timed_out: bool = False
    consistent: bool = True


def same_result(one: OutcomeResult | Decision, other: OutcomeResult | Decision) -> bool:
    """Whether two results are the same to a reader of both texts."""
    if one.kind is not other.kind:
        return False
    if one.kind is Kind.DISCRETION:
        return set(one.permitted) == set(other.permitted)
    return one.kind is not Kind.DECIDED or set(one.values) == set(other.values)
