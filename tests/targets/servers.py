"""PostgreSQL and Spark in tests, where they are installed: ``pip install pgserver psycopg[binary]``
and ``pip install pyspark`` (which needs Java)."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.targets.queries import Case, Row, Run

from policyc.core.types import Value
from policyc.plan.plans import PlanFact
from policyc.targets.sql.literals import sql_type
from policyc.targets.sql.query import SqlQuery

NO_POSTGRES = "没有 PostgreSQL：pip install pgserver 'psycopg[binary]'，再运行 make test-long"
NO_SPARK = "没有 Spark：装 Java 17 以上，pip install 'policyc[spark]'，再运行 make test-long"


def needs_spark() -> None:
    """Skips a test where Spark cannot start."""
    pytest.importorskip("pyspark", reason=NO_SPARK)
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip(NO_SPARK)


@contextmanager
def postgres(folder: Path) -> Iterator[Run]:
    """A server of its own, gone afterwards."""
    pgserver: Any = pytest.importorskip("pgserver", reason=NO_POSTGRES)
    psycopg: Any = pytest.importorskip("psycopg", reason=NO_POSTGRES)
    server = pgserver.get_server(folder)
    connection = psycopg.connect(server.get_uri(), autocommit=True, prepare_threshold=None)

    def run(query: SqlQuery, dialect: str, cases: Sequence[Case]) -> list[Row]:
        facts = _facts(query)
        columns = [f'"{fact.key}" {sql_type(fact.partition, dialect)}' for fact in facts]
        cursor = connection.cursor()
        cursor.execute("DROP TABLE IF EXISTS facts")
        cursor.execute(f"CREATE TABLE facts ({', '.join(['id BIGINT', *columns])})")
        marks = ", ".join(["%s"] * (1 + len(facts)))
        cursor.executemany(f"INSERT INTO facts VALUES ({marks})", _rows(facts, cases))
        cursor.execute(query.text)
        names = [column.name for column in cursor.description]
        return _sorted(dict(zip(names, row, strict=True)) for row in cursor.fetchall())

    try:
        yield run
    finally:
        connection.close()
        server.cleanup()


@contextmanager
def spark() -> Iterator[Run]:
    """A session on two threads of this machine."""
    needs_spark()
    sql: Any = pytest.importorskip("pyspark.sql")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.pyspark.python": sys.executable,
    }
    builder = sql.SparkSession.builder.master("local[2]")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()

    def run(query: SqlQuery, dialect: str, cases: Sequence[Case]) -> list[Row]:
        facts = _facts(query)
        columns = [f"`{fact.key}` {sql_type(fact.partition, dialect)}" for fact in facts]
        schema = ", ".join(["id BIGINT", *columns])
        session.createDataFrame(_rows(facts, cases), schema).createOrReplaceTempView("facts")
        found = session.sql(query.text.rstrip().rstrip(";")).collect()
        return _sorted(row.asDict() for row in found)

    try:
        yield run
    finally:
        session.stop()


def _facts(query: SqlQuery) -> list[PlanFact]:
    return [fact for fact in query.plan.facts if fact.key in query.facts]


def _rows(facts: Sequence[PlanFact], cases: Sequence[Case]) -> list[tuple[object, ...]]:
    return [
        (n, *(_stored(case.get(fact.fact.name)) for fact in facts)) for n, case in enumerate(cases)
    ]


def _stored(value: Value | None) -> object:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value


def _sorted(rows: Any) -> list[Row]:
    return sorted(rows, key=lambda row: row["id"])
