"""Generated NumPy modules in tests: run on many cases at once, and held against the interpreter."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import ModuleType
from typing import Any

import numpy as np
from tests.targets.queries import Case, Row
from tests.targets.queries import expected as _expected

from policyc.core.evaluate import evaluate
from policyc.core.norms import Fact, Policy
from policyc.core.results import OutcomeResult
from policyc.core.types import BoolType, DateType, IntType, RealType, Value
from policyc.targets.vectorized.module import VectorizedModule, vectorized_module


def loaded(made: VectorizedModule, name: str = "vectorized_policy", rows: int = 0) -> Any:
    """The module that a text is, as if imported; ``rows`` of a block, where it matters."""
    module = ModuleType(name)
    sys.modules[name] = module
    exec(compile(made.text, f"{name}.py", "exec"), module.__dict__)
    for question in made.plan.questions if rows else ():
        record = f"_{question.key.upper()}"
        module.__dict__[record] = module.__dict__[record]._replace(rows=rows)
    return module


def column(fact: Fact, values: Sequence[Value | None], as_objects: bool = False) -> Any:
    """A column of a fact, as NumPy keeps it."""
    if as_objects:
        found = np.empty(len(values), object)
        found[:] = values
        return found
    known = [value for value in values if value is not None]
    filler: Any = {BoolType: False, IntType: 0, RealType: 0.0, DateType: date(1970, 1, 1)}.get(
        type(fact.type), ""
    )
    filled = [filler if value is None else value for value in values]
    if isinstance(fact.type, RealType):
        filled = [float(Fraction(str(value))) for value in filled]
    if isinstance(fact.type, DateType):
        data = np.array(filled, "datetime64[D]")
    else:
        data = np.array(filled)
    mask = [value is None for value in values]
    return data if len(known) == len(values) else np.ma.array(data, mask=mask)


def columns(policy: Policy, cases: Sequence[Case], objects: Iterable[str] = ()) -> dict[str, Any]:
    """All cases by columns; facts that no case knows have none."""
    return {
        fact.name: column(fact, [case.get(fact.name) for case in cases], fact.name in set(objects))
        for fact in policy.facts
        if any(fact.name in case for case in cases)
    }


def as_doubles(case: Case) -> dict[str, Value]:
    """A case without the numbers that are no double as it is written, such as 1/3: unknown."""
    return {
        name: value
        for name, value in case.items()
        if not isinstance(value, Fraction) or Fraction(repr(float(value))) == value
    }


Wanted = Sequence[tuple[OutcomeResult, ...]]


def wanted_of(
    policy: Policy,
    cases: Sequence[Case],
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
) -> Wanted:
    """What the interpreter says of each case."""
    return [
        evaluate(policy, case, as_of=as_of, readings=readings, with_missing=False).outcomes
        for case in cases
    ]


def disagreements(
    policy: Policy,
    cases: Sequence[Case],
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
    rows: int = 0,
    objects: Iterable[str] = (),
) -> list[tuple[Case, Row, Row]]:
    """The cases in which a module says something else than the interpreter: both answers."""
    made = vectorized_module(policy, readings)
    module = loaded(made, rows=rows)
    wanted = wanted_of(policy, cases, readings, as_of)
    given = columns(policy, cases, objects)
    decisions = {
        (question.outcome.name, question.subject): getattr(module, f"decide_{question.key}")(
            given, n=len(cases), as_of=as_of
        )
        for question in made.plan.questions
    }
    found = []
    for row, (case, results) in enumerate(zip(cases, wanted, strict=True)):
        for result in results:
            says = said(module, decisions[result.outcome, result.subject], row)
            should = _expected(result)
            if says != should:
                found.append((case, says, should))
    return found


def said(module: Any, decision: Any, row: int) -> Row:
    """One row of a decision, as plain data."""
    value = decision.table[decision.value[row]]
    return {
        "outcome": (decision.outcome, decision.subject),
        "value": None if value is None else str(value),
        "kind": module.KINDS[decision.kind[row]],
        "values": {str(value) for value in decision.possible(row)},
        "in_force": _norms(decision, decision.in_force[row]),
        "open": _norms(decision, decision.uncertain[row]),
    }


def _norms(decision: Any, mask: Any) -> set[str]:
    return {norm.id for k, norm in enumerate(decision.norms) if int(mask) >> k & 1}
