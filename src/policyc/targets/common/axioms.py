"""What facts must satisfy: axioms as conditions that some reading of them leaves possible."""

from __future__ import annotations

from policyc.core.norms import Axiom
from policyc.plan.conditions import AnyOf, Choose, Fed, Logic, Within, rebuilt
from policyc.plan.plans import Plan


def told(axiom: Axiom) -> str:
    """An axiom in a message: its name and what it rests on."""
    return f"常理“{axiom.name}”（依据：{axiom.basis or '未注明'}）"


def in_some_reading(plan: Plan, logic: Logic) -> Logic:
    """What must hold under some reading; of upstream outcomes only official acts are looked at."""

    def leaf(node: Logic) -> Logic:
        match node:
            case Choose(_, branches):
                return AnyOf(tuple(in_some_reading(plan, branch) for branch in branches))
            case Fed(outcome, given, regions):
                return _act(plan, outcome, given, regions)
            case _:
                return node

    return rebuilt(logic, leaf)


def _act(plan: Plan, outcome: str, given: str | None, regions: int) -> Logic:
    """A test of the official act; where there is none, a test that is never false."""
    if given is None or plan.fact(given).partition != plan.outcomes[outcome]:
        some = plan.facts[0].fact.name if given is None else given
        return Within(some, plan.fact(some).partition.full)
    return Within(given, regions)
