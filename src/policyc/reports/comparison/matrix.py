"""The matrix of a comparison as a table: every line of a cell with the clauses that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from policyc.comparison.texts import Text
from policyc.comparison.values import Agreement, Cell, Entry, Group, Matrix, Row
from policyc.core.programme import Place
from policyc.reports.paper import model as m

MATRIX = "维度矩阵"
GAPS = "空白"


def matrix_table(matrix: Matrix) -> m.Table:
    """All rows, those of a dimension under its name."""
    columns = (
        m.Column("事项", 1.1),
        *(m.Column(text.short, 2.4 if len(matrix.texts) < 4 else 2.0) for text in matrix.texts),
        m.Column("异同", 0.6),
        m.Column("可比性", 1.3),
    )
    rows: list[tuple[m.Cell, ...]] = []
    for group in matrix.groups:
        rows.append((_heading(group, len(columns)),))
        rows += [_row(matrix, row) for row in group.rows]
    return m.Table(MATRIX, columns, tuple(rows), "各份文件逐项对照", wide=True)


def rows_table(matrix: Matrix, name: str, caption: str, rows: Iterable[Row | str]) -> m.Table:
    """Some rows with what each document says, a heading where a word stands for a row."""
    columns = (m.Column("事项", 1.0), *(m.Column(text.short, 2.0) for text in matrix.texts))
    made: list[tuple[m.Cell, ...]] = []
    for row in rows:
        if isinstance(row, str):
            made.append((m.cell(row, span=len(columns), header=True),))
        else:
            made.append((m.cell(row.title), *_said(matrix, row)))
    return m.Table(name, columns, tuple(made), caption, wide=len(matrix.texts) > 3)


def _heading(group: Group, width: int) -> m.Cell:
    runs = (m.Run(group.name, m.Mark.STRONG), m.Run(f"　{group.about}", m.Mark.QUIET))
    return m.Cell((m.Line(runs),), span=width, header=True)


def _row(matrix: Matrix, row: Row) -> tuple[m.Cell, ...]:
    mark = m.Mark.STRONG if row.differs else m.Mark.PLAIN
    agreement = m.cell(m.line(row.agreement.value, mark=mark))
    comparability = m.cell(f"{row.comparability.value}：{row.why}")
    return (m.cell(row.title), *_said(matrix, row), agreement, comparability)


def _said(matrix: Matrix, row: Row) -> Iterator[m.Cell]:
    for text, cell in zip(matrix.texts, row.cells, strict=True):
        yield m.Cell(tuple(lines_of(text, cell)))


def lines_of(text: Text, cell: Cell) -> Iterator[m.Line]:
    """A cell line by line; the dash alone where the text does not speak of the matter.

    Lines in a row that rest on the same clauses name them once, at the end of the last.
    """
    if not cell.entries:
        yield m.SILENT
    for _, group in groupby(cell.entries, lambda entry: (entry.places, entry.open)):
        entries = list(group)
        if len(entries) < _MANY:
            yield from (line_of(text, entry) for entry in entries)
            continue
        yield from (m.Line(_runs(entry)) for entry in entries[:-1])
        yield line_of(text, entries[-1], f"以上{len(entries)}项见")


_MANY = 3
"""Lines in a row that do not each name the clause that they share."""


def line_of(text: Text, entry: Entry, see: str = "") -> m.Line:
    """An entry with its clauses behind it; what is left open behind a dash."""
    said = _runs(entry)
    where = "、".join(dict.fromkeys(place.citation for place in entry.places))
    if where:
        said = (*said, m.Run(f"（{see}{where}）", m.Mark.QUIET))
    return m.Line(said, quotes_of(text, entry.places))


def _runs(entry: Entry) -> tuple[m.Run, ...]:
    if entry.open:
        return (*m.SILENT.runs, m.Run(f" {entry.text}", m.Mark.QUIET))
    return (m.Run(entry.text),)


def quotes_of(text: Text, places: Iterable[Place]) -> tuple[m.Quote, ...]:
    """Clauses of a document with their words."""
    return tuple(m.Quote(text.short, place.citation, place.quote) for place in places)


def gaps_table(matrix: Matrix) -> m.Table:
    """The rows in which some document is silent: which one, and how far."""
    columns = (
        m.Column("维度", 1.0),
        m.Column("事项", 1.4),
        *(m.Column(text.short, 1.6) for text in matrix.texts),
    )
    rows = tuple(
        (m.cell(group.name), m.cell(row.title), *_gaps(matrix, row))
        for group, row in matrix.rows()
        if any(cell.silent for cell in row.cells)
    )
    return m.Table(GAPS, columns, rows, "哪一份没有写到、没有写明", wide=len(matrix.texts) > 3)


def _gaps(matrix: Matrix, row: Row) -> Iterator[m.Cell]:
    for text, cell in zip(matrix.texts, row.cells, strict=True):
        if cell.silent:
            yield m.Cell(tuple(lines_of(text, cell)))
        else:
            left_open = [entry for entry in cell.entries if entry.open]
            yield m.cell("写了", *(line_of(text, entry) for entry in left_open))


def count(matrix: Matrix, agreement: Agreement) -> int:
    """How many rows are judged so."""
    return sum(row.agreement is agreement for _, row in matrix.rows())
