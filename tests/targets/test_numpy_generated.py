"""The vectorized module agrees with the interpreter, whatever the policy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import as_of_dates, complete_facts_for, fixed_readings_for, policies
from tests.targets.test_sql_generated import SLOW_TO_DRAW, cases_for
from tests.targets.vectors import as_doubles, disagreements


@pytest.mark.long
@settings(suppress_health_check=SLOW_TO_DRAW)
@given(st.data())
def test_agrees_with_the_interpreter(data: st.DataObject) -> None:
    policy = data.draw(policies())
    cases, as_of, readings = data.draw(cases_for(policy, 8))
    rows = data.draw(st.sampled_from((0, 3)))
    objects = data.draw(st.sets(st.sampled_from([fact.name for fact in policy.facts])))
    assert disagreements(policy, list(map(as_doubles, cases)), readings, as_of, rows, objects) == []


@pytest.mark.long
@settings(suppress_health_check=SLOW_TO_DRAW)
@given(st.data())
def test_agrees_where_all_is_known(data: st.DataObject) -> None:
    """Down the quicker of the two paths."""
    policy = data.draw(policies())
    facts = st.lists(complete_facts_for(policy).map(as_doubles), min_size=8, max_size=8)
    cases, as_of = data.draw(facts), data.draw(as_of_dates())
    readings = data.draw(fixed_readings_for(policy))
    assert disagreements(policy, cases, readings, as_of) == []
