"""A cheap look before the solver: which norms can never be in force together.

The box of a norm is an interval per fact that its condition cannot do without. Boxes are too
large rather than too small, so norms with disjoint boxes exclude each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import inf
from typing import TypeAlias, cast

from policyc.analysis.variables import harmless_of
from policyc.core.conditions import (
    NEGATED,
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    Constant,
    FactRef,
    Not,
    Op,
)
from policyc.core.norms import Norm, Policy
from policyc.core.types import BoolType, RealType, order

Bound: TypeAlias = tuple[Fraction | float, int]
"""A number and a step beside it: ``(5, -1)`` is just below 5, ``(5, 1)`` just above."""

Interval: TypeAlias = tuple[Bound, Bound]
Box: TypeAlias = Mapping[str, Interval]
"""Facts that are not named may have any value."""

ALL: Interval = ((-inf, 0), (inf, 0))
NOTHING: Box = {"": ((inf, 0), (-inf, 0))}
"""The box of what never holds."""


def norm_box(policy: Policy, norm: Norm) -> Box:
    """The box of a norm's condition without its exception; each pair of norms asks for two."""
    key = "box", norm.id
    known = cast(tuple[Norm, Box] | None, policy.memo.get(key))
    if known is None or known[0] is not norm:
        box = condition_box(policy, norm.condition)
        if norm.exception is not None:
            box = meet(box, condition_box(policy, norm.exception, negated=True))
        known = norm, box
        policy.memo[key] = known
    return known[1]


def condition_box(policy: Policy, condition: Condition, negated: bool = False) -> Box:
    """The box in which a condition, or its negation, can be true."""
    match condition:
        case Constant(value):
            return {} if value is not negated else NOTHING
        case Compare(FactRef(name), _, _):
            return _atom_box(policy, name, condition, negated)
        case Not(part):
            return condition_box(policy, part, not negated)
        case All(parts) | Any(parts):
            boxes = [condition_box(policy, part, negated) for part in parts]
            if isinstance(condition, All) is negated:
                return _hull(boxes)
            found: Box = {}
            for box in boxes:
                found = meet(found, box)
            return found
        case ByReading(_, branches):
            return _hull([condition_box(policy, part, negated) for _, part in branches])
        case _:
            return {}


def _atom_box(policy: Policy, name: str, atom: Compare, negated: bool) -> Box:
    kind = policy.fact(name).type
    op = NEGATED[atom.op] if negated else atom.op
    key = order(kind, atom.value)
    if isinstance(kind, BoolType) and op is Op.NE:
        op, key = Op.EQ, 1 - key
    step: Fraction | int = 0 if isinstance(kind, RealType) or key.denominator != 1 else 1
    beside = 0 if step else 1
    at, below, above = (key, 0), (key - step, -beside), (key + step, beside)
    match op:
        case Op.EQ:
            return {name: (at, at)}
        case Op.LT:
            return {name: (ALL[0], below)}
        case Op.LE:
            return {name: (ALL[0], at)}
        case Op.GT:
            return {name: (above, ALL[1])}
        case Op.GE:
            return {name: (at, ALL[1])}
        case _:
            return {}


def is_empty(box: Box) -> bool:
    """Whether nothing lies in the box."""
    return any(low > high for low, high in box.values())


def meet(a: Box, b: Box) -> Box:
    """What lies in both boxes."""
    found = dict(a)
    for name, (low, high) in b.items():
        if name in found:
            low, high = max(low, found[name][0]), min(high, found[name][1])
        found[name] = (low, high)
    return found


def _hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around some boxes."""
    full = [box for box in boxes if not is_empty(box)]
    if not full:
        return NOTHING
    return {
        name: (min(box[name][0] for box in full), max(box[name][1] for box in full))
        for name in full[0]
        if all(name in box for box in full)
    }


def forced_off(policy: Policy, box: Box) -> set[str]:
    """The facts that a case in the box must have off their harmless value."""
    found = set()
    for name, (low, high) in box.items():
        fact = policy.fact(name)
        harmless = harmless_of(fact)
        if harmless is None:
            found.add(name)
        else:
            key = (order(fact.type, harmless), 0)
            if not low <= key <= high:
                found.add(name)
    return found


def overlapping(boxes: Mapping[str, Box]) -> Iterator[tuple[str, str]]:
    """Pairs of keys whose boxes meet, by a sweep along the fact that most boxes name."""
    alive = {key: box for key, box in boxes.items() if not is_empty(box)}
    place = {key: number for number, key in enumerate(boxes)}
    named = Counter(name for box in alive.values() for name in box)
    pivot = max(named, key=lambda name: (named[name], name), default="")
    active: list[tuple[Bound, str]] = []
    for key in sorted(alive, key=lambda k: (alive[k].get(pivot, ALL)[0], place[k])):
        low, high = alive[key].get(pivot, ALL)
        active = [(end, other) for end, other in active if end >= low]
        for _, other in active:
            if not is_empty(meet(alive[key], alive[other])):
                yield (other, key) if place[other] < place[key] else (key, other)
        active.append((high, key))
