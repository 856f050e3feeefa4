"""Conditions: what must hold for a norm to be in force.

One kind of atom, a comparison of a fact or of an upstream outcome with a constant; Kleene
connectives; and ``ByReading``, the only place where an ambiguity of meaning enters.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from enum import Enum
from typing import TypeAlias

from attrs import frozen

from policyc.core.types import Value


class Op(Enum):
    """Comparison operators, printed as a drafter writes them."""

    EQ = "为"
    NE = "不为"
    LT = "低于"
    LE = "不超过"
    GT = "超过"
    GE = "不少于"


HOLDS: dict[Op, Callable[..., bool]] = {
    Op.EQ: operator.eq,
    Op.NE: operator.ne,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GT: operator.gt,
    Op.GE: operator.ge,
}
"""What each operator asks of two values of an ordered type."""

NEGATED = {
    Op.EQ: Op.NE,
    Op.NE: Op.EQ,
    Op.LT: Op.GE,
    Op.GE: Op.LT,
    Op.GT: Op.LE,
    Op.LE: Op.GT,
}
"""The operator that asks for the opposite; unknown remains unknown under both."""


@frozen
class FactRef:
    """A declared fact, by name."""

    name: str


@frozen
class OutcomeRef:
    """The result of another outcome of the same subject.

    ``given`` names the fact that holds the official act (已评定, 现级别): where it is known it
    stands, and only where it is not is the derived result used.
    """

    outcome: str
    given: str | None = None


Operand: TypeAlias = FactRef | OutcomeRef


@frozen
class Constant:
    value: bool


@frozen
class Compare:
    """``operand op value``; a boolean fact is compared with ``True`` by ``EQ``."""

    operand: Operand
    op: Op
    value: Value


@frozen
class Not:
    part: Condition


@frozen
class All:
    """且, 同时具备: all parts."""

    parts: tuple[Condition, ...]


@frozen
class Any:
    """或者, 具有下列情形之一: at least one part."""

    parts: tuple[Condition, ...]


@frozen
class ByReading:
    """One condition per choice of a declared reading of meaning."""

    reading: str
    branches: tuple[tuple[str, Condition], ...]

    def branch(self, choice: str) -> Condition:
        """The condition under one choice; ``KeyError`` for a foreign choice."""
        return dict(self.branches)[choice]


Condition: TypeAlias = Constant | Compare | Not | All | Any | ByReading

TRUE = Constant(True)
FALSE = Constant(False)


def holds(fact: str) -> Compare:
    """The condition that a boolean fact is 是."""
    return Compare(FactRef(fact), Op.EQ, True)


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and everything in it, outermost first."""
    todo = [condition]
    while todo:
        node = todo.pop()
        yield node
        match node:
            case Compare() | Constant():
                pass
            case Not(part):
                todo.append(part)
            case All(parts) | Any(parts):
                todo += reversed(parts)
            case ByReading(_, branches):
                todo += [part for _, part in reversed(branches)]


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """What must all hold: the parts of a conjunction, else the condition itself."""
    return condition.parts if isinstance(condition, All) else (condition,)


def atoms(condition: Condition) -> Iterator[Compare]:
    """All comparisons in a condition, in reading order."""
    return (node for node in walk(condition) if isinstance(node, Compare))


def facts_of(condition: Condition) -> Iterator[str]:
    """Names of the facts a condition mentions itself (official acts included)."""
    for atom in atoms(condition):
        match atom.operand:
            case FactRef(name):
                yield name
            case OutcomeRef(_, given) if given is not None:
                yield given


def outcomes_of(condition: Condition) -> Iterator[str]:
    """Names of the upstream outcomes a condition mentions itself."""
    for atom in atoms(condition):
        if isinstance(atom.operand, OutcomeRef):
            yield atom.operand.outcome


def readings_of(condition: Condition) -> Iterator[str]:
    """Names of the readings of meaning a condition mentions itself."""
    for node in walk(condition):
        if isinstance(node, ByReading):
            yield node.reading
