"""From a model to a case, and from a case to words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any as Model
from typing import cast

from policyc.analysis.variables import FactVar, Variables, harmless_of
from policyc.core.norms import Policy
from policyc.core.types import BoolType, Value, show_value


def decode_facts(variables: Iterable[FactVar], model: Model) -> dict[str, Value]:
    """The facts off their harmless value in a model."""
    found: dict[str, Value] = {}
    for var in variables:
        value = var.decode(model)
        if value is not None and value != harmless_of(var.fact):
            found[var.fact.name] = value
    return found


def decode_readings(variables: Variables, model: Model) -> dict[str, str]:
    """The choice of every reading in a model; those of priority left open are left out."""
    pairs = ((name, var.decode(model)) for name, var in variables.readings.items())
    return {name: choice for name, choice in pairs if choice is not None}


def complete_facts(policy: Policy, facts: Mapping[str, Value]) -> dict[str, Value]:
    """All facts of a case: those not named have their harmless value, or are absent without one."""
    key = ("harmless facts", "")
    if key not in policy.memo:
        pairs = ((fact.name, harmless_of(fact)) for fact in policy.facts)
        policy.memo[key] = {name: value for name, value in pairs if value is not None}
    harmless = cast(dict[str, Value], policy.memo[key])
    return {**harmless, **facts}


def show_facts(policy: Policy, facts: Mapping[str, Value]) -> str:
    """The facts of a case in words: 罂粟株数为10000株，禁种铲毒责任落实不到位."""
    words = []
    for name, value in facts.items():
        kind = policy.fact(name).type
        if isinstance(kind, BoolType):
            words.append(name if value else f"并非{name}")
        else:
            words.append(f"{name}为{show_value(value, kind)}")
    return "，".join(words) or "各项事实均无异常"
