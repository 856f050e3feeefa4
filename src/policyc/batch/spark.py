"""The same query on Spark (extra ``policyc[spark]``), with two threads of this machine: DuckDB
reads the cells and writes the results, Spark decides."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import define

from policyc.batch.cells import named, quoted
from policyc.batch.problem import BatchProblem
from policyc.batch.statements import Statements
from policyc.batch.writing import Execute
from policyc.diagnostics import Code
from policyc.targets.sql.query import SqlQuery

NUMBER = "_n"
"""The number of a row: Spark does not keep their order."""


@define
class OnSpark:
    """Decides the rows that DuckDB has read. ``query`` is written for Spark, and keeps
    ``NUMBER``."""

    statements: Statements
    query: SqlQuery
    workspace: Path
    memory: int

    def decided(self, facts: str, execute: Execute) -> str:
        """A table of DuckDB with the columns of the rows and of their answers, in order."""
        rows, answers = self.workspace / "rows.parquet", self.workspace / "answers"
        target = f"TO {quoted(str(rows))} (FORMAT parquet)"
        execute(
            f"COPY (SELECT *, row_number() OVER () AS {NUMBER} FROM ({facts})) {target}", "读表"
        )
        raw = ", ".join(self.statements.raw)
        given = [NUMBER, *(named(name) for name in sorted(self.query.facts))]
        only = self.workspace / "facts.parquet"
        execute(
            f"COPY (SELECT {', '.join(given)} FROM read_parquet({quoted(str(rows))}))"
            f" TO {quoted(str(only))} (FORMAT parquet)",
            "交给 Spark",
        )
        with _session(self.memory) as session:
            session.read.parquet(str(only)).createOrReplaceTempView("facts")
            session.sql(self.query.text.rstrip().rstrip(";")).write.parquet(str(answers))
        return (
            f"SELECT {raw}, a.* FROM read_parquet({quoted(str(rows))}) AS r"
            f" JOIN read_parquet({quoted(str(answers) + '/*.parquet')}) AS a USING ({NUMBER})"
            f" ORDER BY {NUMBER}"
        )


@contextmanager
def _session(memory: int) -> Iterator[Any]:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[2]").appName("policyc")
    settings = {
        "spark.driver.memory": f"{max(memory, 1024)}m",
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError) as error:
        told = str(error).split("\n", 1)[0][:200]
        message = f"Spark 启动不了（{told}）"
        raise BatchProblem(Code.E601, message, "要装 Java 17 以上；或者不写 --engine。") from None
    try:
        yield session
    finally:
        session.stop()
