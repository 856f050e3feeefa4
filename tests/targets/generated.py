"""Generated Python modules in tests: made, loaded, and held against the interpreter."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from types import ModuleType
from typing import Any

from policyc.core.evaluate import evaluate
from policyc.core.norms import Policy
from policyc.core.results import Decision, NormTrace, OutcomeResult
from policyc.core.types import Value
from policyc.targets.python.module import PythonModule, python_module

Row = dict[str, object]


def loaded(made: PythonModule, name: str = "generated_policy") -> Any:
    """The module that a text is, as if imported; ``PLAN`` is the plan it was made from."""
    module = ModuleType(name)
    sys.modules[name] = module  # where NamedTuple looks its module up
    exec(compile(made.text, f"{name}.py", "exec"), module.__dict__)
    module.__dict__["PLAN"] = made.plan
    return module


def generated(policy: Policy, readings: Mapping[str, str] | None = None) -> Any:
    """The module of a policy."""
    return loaded(python_module(policy, readings))


# ---------------------------------------------------------------------------- what each says


def expected(
    policy: Policy,
    facts: Mapping[str, Value],
    as_of: date | None = None,
    readings: Mapping[str, str] | None = None,
) -> list[Row]:
    """What the interpreter says, as plain data."""
    found = evaluate(policy, facts, as_of=as_of, readings=readings, with_missing=False)
    return [_expected(result) for result in found.outcomes]


def actual(
    module: Any,
    facts: Mapping[str, Value],
    as_of: date | None = None,
    readings: Mapping[str, str] | None = None,
) -> list[Row]:
    """What the explained call of a generated module says, as plain data."""
    return [_actual(r) for r in module.evaluate(facts, as_of=as_of, readings=readings)]


def _expected(result: OutcomeResult) -> Row:
    return {
        **_expected_decision(result),
        "outcome": (result.outcome, result.subject),
        "value": result.value,
        "by_reading": [
            (under.readings, _expected_decision(under.decision)) for under in result.by_reading
        ],
        "readings": result.readings,
        "causes": {(cause.outcome, cause.kind.value) for cause in result.causes},
        "flags": set(result.flags),
    }


def _expected_decision(result: OutcomeResult | Decision) -> Row:
    return {
        "kind": result.kind.value,
        "values": set(result.values),
        "permitted": set(result.permitted),
        "trace": [_expected_trace(entry) for entry in result.trace],
    }


def _expected_trace(entry: NormTrace) -> tuple[object, ...]:
    beaten = frozenset(norm.id for norm in entry.defeated_by)
    return (entry.norm.id, entry.force, entry.condition, beaten)


def _actual(result: Any) -> Row:
    return {
        **_actual_decision(result),
        "outcome": (result.outcome, result.subject),
        "value": result.value,
        "by_reading": [
            (under.readings, _actual_decision(under.decision)) for under in result.by_reading
        ],
        "readings": result.readings,
        "causes": set(result.causes),
        "flags": set(result.flags),
    }


def _actual_decision(result: Any) -> Row:
    return {
        "kind": result.kind,
        "values": set(result.values),
        "permitted": set(result.permitted),
        "trace": [
            (e.norm.id, e.force, e.condition, frozenset(n.id for n in e.defeated_by))
            for e in result.trace
        ],
    }


# ---------------------------------------------------------------------------- the fast path


def fast(
    module: Any,
    facts: Mapping[str, Value],
    as_of: date | None = None,
    readings: Mapping[str, str] | None = None,
) -> list[Row]:
    """What the fast path says: rows of facts, results fed downstream by hand."""
    plan = module.PLAN
    views = module.views(as_of=as_of, readings=readings)
    results: dict[int, Any] = {}
    for question in plan.questions:
        arguments: list[object] = []
        if question.facts:
            arguments.append(tuple(facts.get(name) for name in question.facts))
        for ref in question.refs:
            act = facts.get(ref.given) if ref.given is not None else None
            arguments.append(results[ref.question] if act is None else act)
        function = getattr(module, f"decide_{question.key}")
        results[question.number] = function(*arguments, views)
    return [_masks(module, results[number]) for number in plan.listing]


def _masks(module: Any, result: Any) -> Row:
    """The part of a result that the fast path promises."""

    def norms(mask: int) -> set[str]:
        return {norm.id for norm in module.NORMS if mask >> norm.bit & 1}

    return {
        "outcome": (result.outcome, result.subject),
        "kind": result.kind,
        "value": result.value,
        "in_force": norms(result.in_force),
        "uncertain": norms(result.uncertain),
        "matters": result.matters,
    }


def fast_of(rows: list[Row]) -> list[Row]:
    """What the fast path should say, from what the interpreter says."""
    found = []
    for row in rows:
        trace: Any = row["trace"]
        by_reading: Any = row["by_reading"]
        found.append(
            {
                "outcome": row["outcome"],
                "kind": row["kind"],
                "value": row["value"],
                "in_force": {norm for norm, force, _, _ in trace if force is True},
                "uncertain": {norm for norm, force, _, _ in trace if force is None},
                "matters": tuple(n for n, _ in by_reading[0][0]) if by_reading else (),
            }
        )
    return found
