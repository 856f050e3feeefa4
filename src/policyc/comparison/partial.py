"""The truth of a condition when only one thing is known."""

from __future__ import annotations

from policyc.core.conditions import (
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    Constant,
    FactRef,
    Not,
)
from policyc.core.run import compare
from policyc.core.truth import Truth, conjoin, disjoin, negate
from policyc.core.types import ScaleType, Value


def truth(condition: Condition, names: frozenset[str], value: Value, kind: ScaleType) -> Truth:
    """The truth where facts and outcomes of some ``names`` have a value and nothing else is known;
    what a reading decides is known only where all of its branches agree."""
    match condition:
        case Constant(known):
            return known
        case Compare(operand, op, right):
            name = operand.name if isinstance(operand, FactRef) else operand.outcome
            if name not in names or right not in kind.scale.steps:
                return None
            return compare(kind, op, value, right)
        case Not(part):
            return negate(truth(part, names, value, kind))
        case All(parts):
            return conjoin(truth(part, names, value, kind) for part in parts)
        case Any(parts):
            return disjoin(truth(part, names, value, kind) for part in parts)
        case ByReading(_, branches):
            found = {truth(part, names, value, kind) for _, part in branches}
            return found.pop() if len(found) == 1 else None


def steps_asked(condition: Condition, names: frozenset[str], kind: ScaleType) -> tuple[Value, ...]:
    """The steps of a scale under which the condition can hold, if it depends on the step."""
    steps = kind.scale.steps
    possible = [step for step in steps if truth(condition, names, step, kind) is not False]
    return tuple(possible) if len(possible) < len(steps) else ()
