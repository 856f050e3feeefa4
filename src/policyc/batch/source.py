"""The file that is read: CSV in UTF-8 or GB18030, XLSX, Parquet. DuckDB reads UTF-8 CSV and
Parquet itself; the others are first written anew as UTF-8 CSV beside the result."""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile

from attrs import frozen

from policyc.batch.cells import named, quoted
from policyc.batch.problem import BatchProblem
from policyc.batch.text_file import rewrite, scan
from policyc.diagnostics import Code

SUFFIXES = (".csv", ".xlsx", ".parquet")
_BLOCK = 1 << 20


@frozen
class Source:
    """A table that DuckDB can read. ``relation`` is its SQL, the columns named ``_s0``, ``_s1`` …;
    ``texts`` the same columns as text. ``first`` is the number of the first row of data; ``note``
    says how the file was read; ``rows`` is how many there are, where that is known beforehand."""

    relation: str
    names: tuple[str, ...]
    texts: tuple[str, ...]
    first: int
    note: str
    is_csv: bool
    rows: int | None = None


def open_source(path: Path, encoding: str | None, workspace: Path, database: Any) -> Source:
    """The source behind a path; ``BatchProblem`` for one that cannot be read as it should."""
    match path.suffix.lower():
        case ".csv":
            return _csv(path, encoding, workspace)
        case ".xlsx":
            return _xlsx(path, workspace)
        case ".parquet":
            return _parquet(path, database)
        case other:
            raise BatchProblem(
                Code.E601,
                f"不认识的输入格式“{other or path.name}”",
                f"可以读 {'、'.join(SUFFIXES)}；.xls 先另存为 .xlsx。",
            )


def _only(path: Path) -> str:
    """A path in SQL, its signs taken as they are: DuckDB reads 表[1].csv as a pattern."""
    return quoted(re.sub(r"([\[*?])", r"[\1]", str(path)))


def place(number: int) -> str:
    """The name of a column of the source."""
    return f"_s{number}"


# ---------------------------------------------------------------------------- CSV


def _csv(path: Path, encoding: str | None, workspace: Path) -> Source:
    scanned = scan(path, encoding)
    plain = path
    if scanned.encoding != "utf-8" or scanned.is_mixed:
        plain = workspace / "input.csv"
        rewrite(path, scanned, plain)
    exact = not scanned.blank and not scanned.open_quote
    return _of_csv(plain, f"CSV，{scanned.note}", scanned.lines - 1 if exact else None)


def _of_csv(path: Path, note: str, rows: int | None) -> Source:
    names = _header(path)
    spec = ", ".join(f"{quoted(place(k))}: 'VARCHAR'" for k in range(len(names)))
    options = (
        "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        "strict_mode = true, null_padding = false, store_rejects = true, rejects_limit = 0"
    )
    relation = f"read_csv({_only(path)}, columns = {{{spec}}}, {options})"
    columns = tuple(named(place(k)) for k in range(len(names)))
    return Source(relation, names, columns, 2, note, True, rows)


def _header(path: Path) -> tuple[str, ...]:
    """The names of the columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.read(_BLOCK)
    rows: Iterator[list[str]] = csv.reader(head.splitlines(keepends=True), strict=True)
    try:
        names = next(rows, [])
    except csv.Error as error:
        message = f"{path.name} 的表头读不懂（{error}）"
        raise BatchProblem(Code.E601, message, "表头是第一行，列名之间用逗号隔开。") from None
    if not names:
        raise BatchProblem(Code.E601, f"{path.name} 是空的", "第一行写列名，以下一行一个案件。")
    for mark, told in ((";", "分号"), ("\t", "制表符")):
        if len(names) == 1 and mark in names[0]:
            message = f"{path.name} 的各列像是用{told}隔开的"
            raise BatchProblem(Code.E601, message, "CSV 的各列要用逗号隔开，请另存一份。")
    return tuple(names)


# ---------------------------------------------------------------------------- XLSX


_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook with a password begins, and how one of the older format does."""


def _xlsx(path: Path, workspace: Path) -> Source:
    """The first sheet, written as CSV; what its cells hold, not how they look."""
    from openpyxl import load_workbook

    with path.open("rb") as raw:
        if raw.read(len(_ENCRYPTED)) == _ENCRYPTED:
            message = f"{path.name} 设了打开密码，或者其实是 .xls"
            raise BatchProblem(Code.E004, message, "打开以后去掉密码，另存为 .xlsx 再试。")
    with _reading(path):
        book = load_workbook(path, read_only=True, data_only=True)
    plain = workspace / "input.csv"
    try:
        if not book.worksheets:
            message = f"{path.name} 里没有能读的工作表"
            raise BatchProblem(Code.E004, message, "把案件写在第一张工作表里。")
        sheet = book.worksheets[0]
        with plain.open("w", encoding="utf-8", newline="") as file:
            count = _write_rows(_rows(sheet, path), file)
    finally:
        book.close()
    others = "" if len(book.sheetnames) == 1 else f"，只读第一张工作表“{sheet.title}”"
    return _of_csv(plain, f"XLSX{others}", count)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """What openpyxl, zipfile and the XML parsers raise about a file that is cut short, damaged or
    encrypted is a ``BatchProblem``."""
    from openpyxl.utils.exceptions import InvalidFileException

    broken = (InvalidFileException, BadZipFile, zlib.error, SyntaxError, EOFError, RuntimeError)
    odd = (LookupError, OSError, ValueError, TypeError, AttributeError)
    try:
        yield
    except (*broken, *odd) as error:
        message = f"{path.name} 不是能读的 XLSX 文件（{error}）"
        hint = "可能没有传完、已经损坏或者加了密；用 Excel 或 WPS 打开，另存为 .xlsx 再试。"
        raise BatchProblem(Code.E004, message, hint) from None


def _rows(sheet: Any, path: Path) -> Iterator[tuple[object, ...]]:
    """The rows of a sheet, which is parsed only now."""
    with _reading(path):
        yield from sheet.iter_rows(values_only=True)


def _write_rows(rows: Iterator[tuple[object, ...]], file: IO[str]) -> int:
    """Write the rows; how many there are below the header."""
    count = blank = 0
    writer = csv.writer(file, lineterminator="\n")
    header = [_cell(value) for value in next(rows, ())]
    while header and not header[-1]:
        header.pop()
    writer.writerow(header)
    for row in rows:
        values = [_cell(value) for value in row]
        if not any(values):
            blank += 1  # below the last row there may be many, which nobody wrote
            continue
        for _ in range(blank):
            writer.writerow([""] * len(header))
        count, blank = count + blank, 0
        while len(values) > len(header) and not values[-1]:
            values.pop()
        writer.writerow(values + [""] * (len(header) - len(values)))
        count += 1
    return count


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case date() if not isinstance(value, datetime):
            return value.isoformat()
        case _:
            return str(value)


# ---------------------------------------------------------------------------- Parquet


def _parquet(path: Path, database: Any) -> Source:
    read = f"read_parquet({_only(path)})"
    try:
        described = database.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()
    except database_errors() as error:
        told = str(error).split("\n", 1)[0].replace(str(path), path.name)
        message = f"{path.name} 不是能读的 Parquet 文件（{told}）"
        hint = "看看文件是不是没有传完，或者其实是别的格式；从来源重新导出，或者改用 CSV。"
        raise BatchProblem(Code.E004, message, hint) from None
    names = tuple(str(row[0]) for row in described)
    renamed = ", ".join(f"{named(name)} AS {named(place(k))}" for k, name in enumerate(names))
    texts = tuple(_text(named(place(k)), str(row[1])) for k, row in enumerate(described))
    return Source(f"(SELECT {renamed} FROM {read})", names, texts, 1, "Parquet", False)


def database_errors() -> type[Exception]:
    """What DuckDB raises."""
    import duckdb

    return duckdb.Error


def _text(column: str, kind: str) -> str:
    if kind.startswith("TIMESTAMP"):
        midnight = f"{column} = date_trunc('day', {column})"
        day, moment = f"CAST(CAST({column} AS DATE) AS VARCHAR)", f"CAST({column} AS VARCHAR)"
        return f"CASE WHEN {midnight} THEN {day} ELSE {moment} END"
    return column if kind == "VARCHAR" else f"CAST({column} AS VARCHAR)"
