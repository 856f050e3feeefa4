"""The Z3 encoding agrees with the interpreter, unknown facts included."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.strategies import as_of_dates, facts_for, policies

from policyc.analysis.encode import Encoding
from policyc.analysis.variables import Variables
from policyc.core.norms import Overlap, Policy, ReadingSort
from policyc.core.results import Kind
from policyc.core.run import Run

pytestmark = pytest.mark.z3

CASES_A_POLICY = 12


def read_all(policy: Policy, encoding: Encoding, facts, readings):
    """Every bit of every outcome, read off a model that fixes facts and readings."""
    import z3

    model = z3.Model()
    for term, value in encoding.variables.fixing(facts, readings):
        model.update_value(term, value)

    def holds(formula) -> bool:
        if isinstance(formula, bool):
            return formula
        found = model.eval(formula, model_completion=True)
        assert z3.is_true(found) or z3.is_false(found)
        return z3.is_true(found)

    found: dict[object, object] = {}
    for outcome in policy.outcomes:
        for subject in policy.subjects_of(outcome.name):
            bits = encoding.conclusion(outcome.name, subject)
            kinds = [kind for kind, formula in bits.kinds.items() if holds(formula)]
            found[outcome.name, subject] = (
                kinds,
                {value for value, formula in bits.values.items() if holds(formula)},
                {value for value, formula in bits.permitted.items() if holds(formula)},
                {value for value, formula in bits.certain.items() if holds(formula)},
            )
    for norm in policy.norms:
        force = encoding.force(norm)
        t, f = holds(force.t), holds(force.f)
        assert not (t and f)
        found[norm.id] = True if t else (False if f else None)
    return found


def expected(policy: Policy, run: Run):
    found = {}
    for outcome in policy.outcomes:
        for subject in policy.subjects_of(outcome.name):
            result = run.conclusion(outcome.name, subject)
            certain = outcome.overlap is Overlap.CUMULATIVE and result.kind is Kind.UNKNOWN
            found[outcome.name, subject] = (
                [result.kind],
                set(result.values) if result.kind is Kind.DECIDED else set(),
                set(result.permitted),
                set(result.values) if certain else set(),
            )
    return found | {norm.id: run.force(norm) for norm in policy.norms}


def reading_choices(policy: Policy):
    """Every choice of every reading; those of priority may also be left open."""
    options = [
        ((None, *r.choices) if r.sort is ReadingSort.PRIORITY else r.choices)
        for r in policy.readings
    ]
    names = [r.name for r in policy.readings]
    for chosen in product(*options):
        yield {n: c for n, c in zip(names, chosen, strict=True) if c is not None}


@given(st.data(), policies())
@settings(suppress_health_check=list(HealthCheck))
def test_agrees_with_the_interpreter(data, policy) -> None:
    as_of = data.draw(as_of_dates())
    encoding = Encoding(Variables(policy, partial=True), as_of=as_of)
    cases = data.draw(st.lists(facts_for(policy), min_size=1, max_size=CASES_A_POLICY))
    choices = list(reading_choices(policy))
    for facts in cases:
        for readings in choices:
            run = Run(policy, facts, readings, as_of)
            assert read_all(policy, encoding, facts, readings) == expected(policy, run)


@given(st.data(), policies(with_windows=False))
@settings(suppress_health_check=list(HealthCheck))
def test_fixed_readings_fold(data, policy) -> None:
    """An encoding under fixed readings says what the symbolic one says under them."""
    readings = data.draw(st.sampled_from(list(reading_choices(policy))))
    fixed = {r.name: readings.get(r.name) for r in policy.readings}
    encoding = Encoding(Variables(policy, partial=True), fixed=fixed)
    for facts in data.draw(st.lists(facts_for(policy), min_size=1, max_size=4)):
        run = Run(policy, facts, readings)
        assert read_all(policy, encoding, facts, readings) == expected(policy, run)
