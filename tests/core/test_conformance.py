"""The interpreter passes the conformance table (``semantics.md`` §8)."""

import pytest
from tests.core.table import Expected, Row, TableCase, rows

from policyc.core.evaluate import evaluate
from policyc.core.inputs import check_facts
from policyc.core.results import Decision, OutcomeResult
from policyc.core.wellformed import check_wellformed


def case_id(row: Row, case: TableCase) -> str:
    """``row21[n=10000,至=含]``."""
    given = [case.name or "无事实", *(f"{n}={c}" for n, c in case.readings.items())]
    given += [] if case.as_of is None else [case.as_of.isoformat()]
    return f"row{row.id}[{','.join(given)}]"


ROWS = rows()
CASES = [pytest.param(row, case, id=case_id(row, case)) for row in ROWS for case in row.cases]
INPUT_ERRORS = [param for param in CASES if param.values[1].error]  # type: ignore[union-attr]
RESULTS = [param for param in CASES if not param.values[1].error]  # type: ignore[union-attr]
ILL_FORMED = [pytest.param(row, id=f"row{row.id}") for row in ROWS if row.error]


def result_of(result: OutcomeResult | Decision) -> Expected:
    shown = result.permitted if result.kind.value == "裁量" else result.values
    return Expected(result.kind.value, frozenset(shown))


@pytest.mark.parametrize(("row", "case"), RESULTS)
def test_case(row: Row, case: TableCase) -> None:
    assert check_wellformed(row.policy) == []
    facts, problems = check_facts(row.policy, case.facts)
    assert problems == []
    evaluation = evaluate(row.policy, facts, as_of=case.as_of, readings=case.readings)
    result = evaluation[row.outcome]
    assert result_of(result) == case.expect
    assert [fact.name for fact in result.missing] == case.missing
    assert result.missing_is_smallest
    assert {frozenset(u.readings): result_of(u.decision) for u in result.by_reading} == (
        case.by_reading
    )
    assert {cause.outcome: cause.kind.value for cause in result.causes} == case.causes
    assert list(result.flags) == case.flags
    trace = {entry.norm.id: entry for entry in result.trace}
    assert [name for name in case.in_force if trace[name].force is not True] == []
    assert [name for name, entry in trace.items() if entry.defeated_by] == case.defeated
    assert all(trace[name].force is False for name in case.defeated)
    others = {(r.outcome, r.subject): result_of(r) for r in evaluation.outcomes}
    assert {key: others[key] for key in case.also} == case.also


@pytest.mark.parametrize(("row", "case"), INPUT_ERRORS)
def test_input_error(row: Row, case: TableCase) -> None:
    _, problems = check_facts(row.policy, case.facts)
    assert [problem.code.id for problem in problems] == [case.error]
    assert f"“{case.at}”" in problems[0].message
    assert problems[0].help


@pytest.mark.parametrize("row", ILL_FORMED)
def test_compile_error(row: Row) -> None:
    found = check_wellformed(row.policy)
    assert [diagnostic.code.id for diagnostic in found] == [row.error]
    for shown in row.shows:
        assert shown in found[0].message


def test_the_table_has_every_row_of_the_definition() -> None:
    ids = [row.id for row in ROWS]
    assert ids == [str(number) for number in range(1, len(ids) + 1)]
    assert len(ids) >= 65
    assert len({param.id for param in CASES}) == len(CASES)
