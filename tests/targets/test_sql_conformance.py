"""The conformance table, through the generated query."""

import pytest
from tests.core.table import Row, rows
from tests.targets.queries import disagreements, storable

from policyc.core.inputs import check_facts

ROWS = [row for row in rows() if not row.error]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.id}-{row.title}" for row in ROWS])
def test_row(row: Row) -> None:
    for case in row.cases:
        if case.error:
            continue  # wrong facts: a query does not look at them, policyc batch does
        facts, problems = check_facts(row.policy, case.facts)
        assert problems == []
        drawn = [storable(facts)]
        assert disagreements(row.policy, drawn, "sqlite", case.readings, case.as_of) == []
