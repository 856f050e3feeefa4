"""The generated query agrees with the interpreter, whatever the policy, on DuckDB and SQLite."""

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
from tests.targets.queries import disagreements, storable

from policyc.core.norms import Policy
from policyc.core.types import Value

Drawn = tuple[list[dict[str, Value]], date | None, dict[str, str]]

SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large]
"""One example is a policy with several cases."""


def cases_for(policy: Policy, count: int) -> st.SearchStrategy[Drawn]:
    """Cases of one query: the readings and the day are fixed with it."""
    facts = st.one_of(facts_for(policy), facts_for(policy), complete_facts_for(policy))
    cases = st.lists(facts.map(storable), min_size=count, max_size=count)
    return st.tuples(cases, as_of_dates(), fixed_readings_for(policy))


@pytest.mark.long
@settings(suppress_health_check=SLOW_TO_DRAW)
@given(st.data())
@pytest.mark.parametrize("dialect", ["duckdb", "sqlite"])
def test_agrees_with_the_interpreter(dialect: str, data: st.DataObject) -> None:
    policy = data.draw(policies())
    cases, as_of, readings = data.draw(cases_for(policy, 8))
    assert disagreements(policy, cases, dialect, readings, as_of) == []
