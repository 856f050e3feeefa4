"""Generated queries in tests: run on DuckDB or SQLite, and held against the interpreter."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import duckdb

from policyc.core.evaluate import evaluate
from policyc.core.norms import Policy
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import Value
from policyc.targets.sql.answers import Answer
from policyc.targets.sql.literals import sql_type
from policyc.targets.sql.query import Asked, SqlQuery, sql_query

Row = dict[str, object]
Case = Mapping[str, Value]
Run = Callable[[SqlQuery, str, Sequence[Case]], list[Row]]
"""Runs a query of a dialect on some cases."""


def run_embedded(query: SqlQuery, dialect: str, cases: Sequence[Case]) -> list[Row]:
    """What the query says of each case, by column."""
    facts = [query.plan.by_name[f.fact.name] for f in query.plan.facts if f.key in query.facts]
    columns = ["id BIGINT", *(f'"{f.key}" {sql_type(f.partition, dialect)}' for f in facts)]
    create = f"CREATE TABLE facts ({', '.join(columns)})"
    rows = [
        (n, *(_stored(case.get(f.fact.name), dialect) for f in facts))
        for n, case in enumerate(cases)
    ]
    marks = ", ".join("?" * len(columns))
    connection: Any = duckdb.connect() if dialect == "duckdb" else sqlite3.connect(":memory:")
    try:
        connection.execute(create)
        connection.executemany(f"INSERT INTO facts VALUES ({marks})", rows)
        cursor = connection.execute(query.text)
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    finally:
        connection.close()
    return sorted(found, key=lambda row: row["id"])


def storable(case: Case) -> dict[str, Value]:
    """A case without the numbers that no column can hold, such as 1/3: they are unknown."""
    return {
        name: value
        for name, value in case.items()
        if not isinstance(value, Fraction) or (value * 10**15).denominator == 1
    }


def _stored(value: Value | None, dialect: str) -> object:
    match value:
        case Fraction():
            return f"{float(value):.15f}" if dialect == "duckdb" else float(value)
        case date():
            return value if dialect == "duckdb" else value.isoformat()
        case _:
            return value


def disagreements(
    policy: Policy,
    cases: Sequence[Case],
    dialect: str,
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
    run: Run = run_embedded,
) -> list[tuple[Case, Row, Row]]:
    """The cases in which a query says something else than the interpreter: both answers."""
    asked = Asked(dialect=dialect, readings=readings or {}, as_of=as_of)
    query = sql_query(policy, asked)
    found = []
    for case, row in zip(cases, run(query, dialect, cases), strict=True):
        wanted = evaluate(policy, case, as_of=as_of, readings=readings, with_missing=False)
        for result in wanted.outcomes:
            answer = next(
                a
                for a in query.answers
                if (a.question.outcome.name, a.question.subject) == (result.outcome, result.subject)
            )
            says, should = said(answer, row), expected(result)
            if says != should:
                found.append((case, says, should))
    return found


def said(answer: Answer, row: Row) -> Row:
    """One outcome of a row, as plain data."""
    value, kind, values, norms, open_ = (row[name] for name in answer.names)
    if isinstance(value, int) and any(v is True or v is False for v in answer.values):
        value = bool(value)
    return {
        "outcome": (answer.question.outcome.name, answer.question.subject),
        "value": None if value is None else str(value),
        "kind": kind,
        "values": _chosen(answer.values, values),
        "in_force": _chosen([norm.id for norm in answer.norms], norms),
        "open": _chosen([norm.id for norm in answer.norms], open_),
    }


def _chosen(items: Sequence[object], mask: Any) -> set[str]:
    return {str(item) for bit, item in enumerate(items) if int(mask) >> bit & 1}


def expected(result: OutcomeResult) -> Row:
    """What the query should say of an outcome."""
    values = result.permitted if result.kind is Kind.DISCRETION else result.values
    return {
        "outcome": (result.outcome, result.subject),
        "value": None if result.value is None else str(result.value),
        "kind": result.kind.value,
        "values": {str(value) for value in values},
        "in_force": {entry.norm.id for entry in result.trace if entry.force is True},
        "open": {entry.norm.id for entry in result.trace if entry.force is None},
    }
