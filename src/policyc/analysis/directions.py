"""Which way a fact works on an outcome: does more of it bring norms into force, or out of it?"""

from __future__ import annotations

from collections.abc import Iterable

from policyc.core.conditions import (
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    FactRef,
    Not,
    Op,
    OutcomeRef,
)
from policyc.core.cone import cone_facts
from policyc.core.norms import Fact, Norm, Policy
from policyc.core.types import BoolType, IntType, RealType, ScaleType, ValueType, sort_key

UP, DOWN = 1, -1

_ORDER = {Op.GE: UP, Op.GT: UP, Op.LE: DOWN, Op.LT: DOWN}


def directions(policy: Policy, outcome: str, subject: str, fact: Fact) -> frozenset[int]:
    """``UP`` where more of a fact can bring a norm into force, ``DOWN`` where it can put one out.

    Defeat by other norms is not looked through: where it occurs, both can happen.
    """
    return frozenset(_of_norms(policy, policy.norms_for(outcome, subject), fact))


def _of_norms(policy: Policy, norms: Iterable[Norm], fact: Fact) -> set[int]:
    found: set[int] = set()
    for norm in norms:
        found |= _signs(policy, norm.condition, fact, UP)
        if norm.exception is not None:
            found |= _signs(policy, norm.exception, fact, DOWN)
        if policy.winners_over(norm.id):
            found |= {UP, DOWN}
    return found


def _signs(policy: Policy, condition: Condition, fact: Fact, sign: int) -> set[int]:
    match condition:
        case Compare(FactRef(name)) if name == fact.name:
            return {sign * each for each in _atom(condition, fact.type)}
        case Compare(OutcomeRef()):
            return _through_outcome(policy, condition, fact, sign)
        case Not(part):
            return _signs(policy, part, fact, -sign)
        case All(parts) | Any(parts):
            return {each for part in parts for each in _signs(policy, part, fact, sign)}
        case ByReading(_, branches):
            return {each for _, part in branches for each in _signs(policy, part, fact, sign)}
        case _:
            return set()


def _through_outcome(policy: Policy, atom: Compare, fact: Fact, sign: int) -> set[int]:
    assert isinstance(atom.operand, OutcomeRef)
    upstream = policy.outcome(atom.operand.outcome)
    found: set[int] = set()
    if atom.operand.given == fact.name:
        found |= {sign * each for each in _atom(atom, upstream.type)}
    if fact.name in cone_facts(policy, upstream.name):
        if isinstance(upstream.type, BoolType) and (atom.op, atom.value) == (Op.EQ, True):
            norms = policy.norms_for(upstream.name, upstream.subject)
            found |= {sign * each for each in _of_norms(policy, norms, fact)}
        else:
            found |= {UP, DOWN}
    return found


def _atom(atom: Compare, kind: ValueType) -> set[int]:
    """A comparison for equality at the end of a range works as one for order."""
    if atom.op in _ORDER:
        return {_ORDER[atom.op]}
    equal = atom.op is Op.EQ
    if isinstance(kind, BoolType):
        return {UP if (atom.value is True) is equal else DOWN}
    low, high = _range(kind)
    key = sort_key(kind, atom.value)
    if key == high:
        return {UP if equal else DOWN}
    if key == low:
        return {DOWN if equal else UP}
    return {UP, DOWN}


def _range(kind: ValueType) -> tuple[object, object]:
    match kind:
        case ScaleType(scale):
            return 0, len(scale.steps) - 1
        case IntType(_, low, high) | RealType(_, low, high):
            return low, high
        case _:
            return None, None
