"""Tables into files: CSV and Parquet by DuckDB, XLSX row by row."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from wcwidth import wcswidth

from policyc.batch.cells import quoted
from policyc.batch.problem import BatchProblem
from policyc.diagnostics import Code

Execute = Callable[[str, str], list[tuple[Any, ...]]]
"""Runs a statement, under a word about what it does."""

SUFFIXES = (".csv", ".xlsx", ".parquet")
MARK = "\ufeff"
"""What tells Excel that a CSV file is UTF-8."""

MAX_ROWS = 1_048_575
"""Rows of a sheet of Excel, without the header."""

_BLOCK = 5_000
_LEAST, _MOST = 8, 40
"""Columns of a cell that are seen at once."""


@frozen
class Table:
    """A SELECT and the names of its columns."""

    select: str
    names: Sequence[str]


def write_table(table: Table, path: Path, database: Any, execute: Execute) -> int:
    """Write all rows of a table; how many there are."""
    match path.suffix:
        case ".csv":
            return _csv(table, path, execute)
        case ".parquet":
            target = f"TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)"
            return int(execute(f"COPY ({table.select}) {target}", "推演并写出")[0][0])
        case _:
            return _xlsx(table, path, database)


def header_of(names: Sequence[str]) -> str:
    """The first line of a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(names)
    return MARK + text.getvalue()


def _csv(table: Table, path: Path, execute: Execute) -> int:
    header = header_of(table.names)
    options = f"FORMAT csv, HEADER false, PREFIX {quoted(header)}, SUFFIX '\n'"
    statement = f"COPY ({table.select}) TO {quoted(str(path))} ({options})"
    count = int(execute(statement, "推演并写出")[0][0])
    if count == 0:
        path.write_text(header, encoding="utf-8", newline="")
    return count


def _xlsx(table: Table, path: Path, database: Any) -> int:
    """Cells as text, so that nothing is taken for a formula; whole numbers as numbers."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    from policyc.reports.sheets import FONT, shown

    book = Workbook(write_only=True)
    sheet = book.create_sheet("结果")
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    for number, name in enumerate(table.names, 1):
        wide = min(max(wcswidth(name), _LEAST), _MOST) + 2
        sheet.column_dimensions[get_column_letter(number)].width = wide
    bold = Font(name=FONT, bold=True)

    def cell(value: object) -> object:
        if value is None or value == "":
            return None
        if isinstance(value, (bool, int, float)):
            return value
        text = str(value)
        if text.isascii() and text.isdecimal() and len(text) < 15 and str(int(text)) == text:
            return int(text)
        found = WriteOnlyCell(sheet, value=shown(text))
        found.data_type = "s"
        return found

    def head(name: str) -> object:
        found = WriteOnlyCell(sheet, value=shown(name))
        found.data_type = "s"
        found.font = bold
        return found

    sheet.append([head(name) for name in table.names])
    count = 0
    cursor = database.cursor()
    rows = cursor.execute(table.select)
    while block := rows.fetchmany(_BLOCK):
        count += len(block)
        if count > MAX_ROWS:
            message = f"结果超过 {MAX_ROWS} 行，一张 Excel 表放不下"
            raise BatchProblem(Code.E601, message, "写成 .csv 或 .parquet。")
        for row in block:
            sheet.append([cell(value) for value in row])
    book.save(path)
    return count


def replace(new: Path, old: Path) -> None:
    """Put a finished file in its place, as one step."""
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(new, old)
