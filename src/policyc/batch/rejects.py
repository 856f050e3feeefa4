"""Rows that cannot be decided: what is wrong with each, and the row as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import define

from policyc.batch.cells import named, quoted
from policyc.batch.source import place
from policyc.batch.statements import Statements
from policyc.batch.writing import Execute, Table, header_of

HEADINGS = ("行号", "列", "值", "原因", "原文")
"""The row's number as a spreadsheet has it; the column, its value and what is wrong with it; the
text of a row that has not the right columns. After these, the row itself."""

_MALFORMED = {
    "MISSING COLUMNS": "列数不够",
    "TOO MANY COLUMNS": "列数太多",
    "UNQUOTED VALUE": "引号没有配对",
    "LINE SIZE OVER MAXIMUM": "一行太长",
    "INVALID ENCODING": "编码有误",
}


@define
class Rejects:
    """Collects them from a source, in tables of the database: what does not fit into memory goes
    to disk."""

    statements: Statements
    database: Any

    def count(self, execute: Execute) -> tuple[int, int]:
        """How many rows can be read, and how many have not the right columns."""
        source = self.statements.source
        last = named(place(len(source.names) - 1))
        ((rows, _),) = execute(f"SELECT count(*), count({last}) FROM {source.relation}", "数行数")
        cases = " ".join(f"WHEN {quoted(k)} THEN {quoted(v)}" for k, v in _MALFORMED.items())
        told = f"CASE CAST(error_type AS VARCHAR) {cases} ELSE error_message END"
        found = "SELECT NULL AS line, NULL AS reason, NULL AS text WHERE FALSE"
        if source.is_csv:
            found = (
                f"SELECT line, min({told}) AS reason,"
                " trim(min(csv_line), chr(10) || chr(13)) AS text FROM reject_errors GROUP BY line"
            )
        self.database.execute(f"CREATE TEMP TABLE malformed AS {found}")
        ((malformed,),) = self.database.execute("SELECT count(*) FROM malformed").fetchall()
        return int(rows), int(malformed)

    def collect(self, execute: Execute) -> tuple[int, int]:
        """How many rows are wrong, and in how many places."""
        wrong = self.statements.wrong(self.statements.source.relation)
        execute(f"CREATE TEMP TABLE wrong AS {wrong}", "记下有误的行")
        found = self.database.execute("SELECT count(DISTINCT _n), count(*) FROM wrong").fetchall()
        return int(found[0][0]), int(found[0][1])

    def table(self) -> Table:
        """All of them, in the order of the rows."""
        source = self.statements.source
        raw = [named(place(k)) for k in range(len(source.names))]
        listed = ", ".join(raw)
        nothing = ", ".join(f"NULL AS {name}" for name in raw)
        exists = "SELECT 1 FROM duckdb_tables() WHERE table_name = 'wrong'"
        if not self.database.execute(exists).fetchall():
            self.database.execute(
                f"CREATE TEMP TABLE wrong AS SELECT 0 AS _n, 0 AS _i, '' AS _column, '' AS _value,"
                f" '' AS _reason, {nothing} WHERE FALSE"
            )
        shifts = (
            "SELECT after, max(shift) AS shift FROM (SELECT CAST(line AS BIGINT) - 1"
            " - row_number() OVER (ORDER BY line) AS after,"
            " row_number() OVER (ORDER BY line) AS shift FROM malformed) GROUP BY after"
        )
        cells = (
            f"SELECT _n + {source.first - 1} + COALESCE(shift, 0) AS _line, _i, _column, _value,"
            f" _reason, NULL AS _text, {listed}"
            f" FROM wrong ASOF LEFT JOIN ({shifts}) AS shifts ON wrong._n > shifts.after"
        )
        rows = f"SELECT line, 0, NULL, NULL, reason, text, {nothing} FROM malformed"
        select = (
            f"SELECT _line, _column, _value, _reason, _text, {listed} FROM"
            f" ({cells} UNION ALL {rows}) ORDER BY _line, _i"
        )
        return Table(select, (*HEADINGS, *source.names))


def is_ours(path: Path) -> bool:
    """Whether a file holds rejected rows of an earlier run."""
    start = header_of(HEADINGS).strip().encode("utf-8")
    try:
        with path.open("rb") as file:
            return file.read(len(start)) == start
    except OSError:
        return False
