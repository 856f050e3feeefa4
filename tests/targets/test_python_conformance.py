"""The conformance table, through the generated module."""

import re
from datetime import date
from typing import Any

import pytest
from tests.core.table import Row, TableCase, rows
from tests.targets.generated import actual, expected, fast, fast_of, generated

from policyc.core.inputs import check_facts

NUMERALS = re.compile("[一二三四五六七八九十百千万]")
ROWS = [row for row in rows() if not row.error]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.id}-{row.title}" for row in ROWS])
def test_row(row: Row) -> None:
    module = generated(row.policy)
    for case in row.cases:
        _check(row, case, module)


def _check(row: Row, case: TableCase, module: Any) -> None:
    given: dict[str, object] = dict(case.facts)
    if any(NUMERALS.search(text) for text in case.facts.values()):
        given = dict(check_facts(row.policy, case.facts)[0])  # a module reads digits only
    facts, problems = module.check_facts(given)
    codes = [problem.code for problem in problems]
    if case.error:
        assert codes == [case.error], case.name
        return
    assert codes == [], case.name
    wanted, _ = check_facts(row.policy, case.facts)
    named = {fact.name: facts[fact.key] for fact in module.FACTS if facts[fact.key] is not None}
    assert named == wanted, case.name
    result = module.evaluate(facts, as_of=case.as_of, readings=case.readings)[row.outcome]
    assert case.expect is not None
    values = set(result.permitted if result.kind == "裁量" else result.values)
    assert (result.kind, values) == (case.expect.kind, set(case.expect.values)), case.name
    assert {t.norm.id for t in result.trace if t.force} >= set(case.in_force), case.name
    as_of: date | None = case.as_of
    says = expected(row.policy, wanted, as_of, case.readings)
    assert actual(module, facts, as_of, case.readings) == says
    assert fast(module, wanted, as_of, case.readings) == fast_of(says)
