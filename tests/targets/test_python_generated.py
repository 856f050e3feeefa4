"""The generated module agrees with the interpreter, whatever the policy."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.strategies import (
    as_of_dates,
    complete_facts_for,
    facts_for,
    fixed_readings_for,
    policies,
)
from tests.targets.generated import actual, expected, fast, fast_of, generated

from policyc.core.norms import Policy
from policyc.core.types import Value

pytestmark = pytest.mark.long

Case = tuple[dict[str, Value], date | None, dict[str, str]]

slow_to_draw = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""One example is a policy with several cases."""


def cases_for(policy: Policy, count: int = 8) -> st.SearchStrategy[list[Case]]:
    facts = st.one_of(facts_for(policy), facts_for(policy), complete_facts_for(policy))
    case = st.tuples(facts, as_of_dates(), fixed_readings_for(policy))
    return st.lists(case, min_size=count, max_size=count)


@slow_to_draw
@given(st.data())
def test_explained_and_fast_agree_with_the_interpreter(data: st.DataObject) -> None:
    policy = data.draw(policies())
    module = generated(policy)
    for facts, as_of, readings in data.draw(cases_for(policy)):
        wanted = expected(policy, facts, as_of, readings)
        assert actual(module, facts, as_of, readings) == wanted
        assert fast(module, facts, as_of, readings) == fast_of(wanted)


@slow_to_draw
@given(st.data())
def test_readings_fixed_at_build_time(data: st.DataObject) -> None:
    policy = data.draw(policies(max_norms=8, with_axioms=False))
    fixed = data.draw(fixed_readings_for(policy))
    module = generated(policy, fixed)
    for facts, as_of, _ in data.draw(cases_for(policy, 4)):
        wanted = expected(policy, facts, as_of, fixed)
        assert actual(module, facts, as_of) == wanted
        assert fast(module, facts, as_of) == fast_of(wanted)


@slow_to_draw
@given(st.data())
def test_large_policies_of_plain_rules(data: st.DataObject) -> None:
    """Many norms over few facts: switches, groups and products of tables."""
    policy = data.draw(
        policies(max_norms=14, max_facts=4, with_discretion=False, with_upstream=False, depth=3)
    )
    module = generated(policy)
    for facts, as_of, readings in data.draw(cases_for(policy)):
        wanted = expected(policy, facts, as_of, readings)
        assert fast(module, facts, as_of, readings) == fast_of(wanted)
