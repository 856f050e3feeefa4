"""The generated ESM module agrees with the interpreter under node, whatever the policy."""

import os
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
from tests.targets import node
from tests.targets.node import agree, generated, wanted, wanted_fast

from policyc.core.norms import Policy
from policyc.core.types import Value

Case = tuple[dict[str, Value], date | None, dict[str, str]]

pytestmark = pytest.mark.long

PROFILE = os.environ.get("POLICYC_HYPOTHESIS", "dev")
EXAMPLES = {"dev": 20, "ci": 60, "long": 400}[PROFILE]
"""Policies, of several cases each; node parses a new module for every one."""

slow_to_draw = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def setup_module() -> None:
    node.node()


def cases_for(policy: Policy, count: int = 8) -> st.SearchStrategy[list[Case]]:
    facts = st.one_of(facts_for(policy), facts_for(policy), complete_facts_for(policy))
    case = st.tuples(facts, as_of_dates(), fixed_readings_for(policy))
    return st.lists(case, min_size=count, max_size=count)


@slow_to_draw
@given(st.data())
def test_explained_and_fast_agree_with_the_interpreter(data: st.DataObject) -> None:
    policy = data.draw(policies())
    agree(generated(policy), policy, data.draw(cases_for(policy)))


@slow_to_draw
@given(st.data())
def test_readings_fixed_at_build_time(data: st.DataObject) -> None:
    policy = data.draw(policies(max_norms=8, with_axioms=False))
    fixed = data.draw(fixed_readings_for(policy))
    module = generated(policy, fixed)
    cases = [(facts, as_of) for facts, as_of, _ in data.draw(cases_for(policy, 4))]
    says = wanted(policy, [(facts, as_of, fixed) for facts, as_of in cases])
    asked: list[node.Case] = [(facts, as_of, {}) for facts, as_of in cases]
    assert module.evaluate(asked) == says
    assert module.fast(asked) == wanted_fast(says)


@slow_to_draw
@given(st.data())
def test_large_policies_of_plain_rules(data: st.DataObject) -> None:
    """Many norms over few facts: switches, groups, products of tables, keys of several words."""
    policy = data.draw(
        policies(max_norms=14, max_facts=4, with_discretion=False, with_upstream=False, depth=3)
    )
    agree(generated(policy), policy, data.draw(cases_for(policy)))
