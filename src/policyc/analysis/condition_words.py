"""A condition as a drafter writes it, for findings that speak of a part of one."""

from __future__ import annotations

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
from policyc.core.norms import Axiom, Policy
from policyc.core.types import BoolType, show_value


def show_condition(policy: Policy, condition: Condition, inner: bool = False) -> str:
    """The condition in words; ``inner`` puts brackets around what needs them."""
    match condition:
        case Constant(value):
            return "任何情形" if value else "没有情形"
        case Compare():
            return _atom(policy, condition)
        case Not(Compare(operand, op, value)):
            return _atom(policy, Compare(operand, NEGATED[op], value))
        case Not(part):
            return f"非{show_condition(policy, part, True)}"
        case All(parts) | Any(parts):
            joint = "，" if isinstance(condition, All) else "或者"
            shown = joint.join(show_condition(policy, part, True) for part in parts)
            return f"（{shown}）" if inner and len(parts) > 1 else shown
        case ByReading(reading, branches):
            shown = show_condition(policy, branches[0][1], True)
            if isinstance(branches[0][1], Constant):
                return f"（依“{reading}”）"
            return f"{shown}（依“{reading}”）"


def show_axiom(policy: Policy, axiom: Axiom) -> str:
    """甲 则 乙, as drafters write what is held as 非甲 或者 乙."""
    match axiom.condition:
        case Any((Not(premise), conclusion)):
            return f"{show_condition(policy, premise)} 则 {show_condition(policy, conclusion)}"
        case condition:
            return show_condition(policy, condition)


def _atom(policy: Policy, atom: Compare) -> str:
    if isinstance(atom.operand, FactRef):
        name, kind = atom.operand.name, policy.fact(atom.operand.name).type
    else:
        name, kind = atom.operand.outcome, policy.outcome(atom.operand.outcome).type
    if isinstance(kind, BoolType) and atom.op in (Op.EQ, Op.NE):
        positive = (atom.value is True) is (atom.op is Op.EQ)
        return f"“{name}”" if positive else f"非“{name}”"
    return f"“{name}”{atom.op.value}{show_value(atom.value, kind)}"
