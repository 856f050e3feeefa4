"""Tables as an Excel workbook (extra ``policyc[office]``: openpyxl)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from policyc.reports.sheets import as_list, new_book, put_text, to_bytes, to_print
from policyc.reports.tables import QUOTE, Table
from policyc.source.columns import display_width

_NARROWEST, _WIDEST, _QUOTE_WIDTH = 6, 42, 60


def workbook(title: str, tables: Sequence[Table]) -> bytes:
    """A workbook with a sheet for every table that has rows.

    The header stays in view and filters, cells wrap, and every cell is text: none is taken for a
    formula, whatever it begins with.
    """
    book = new_book(title)
    for each in tables:
        if each.rows:
            _fill(book.create_sheet(each.name), each)
    if not book.worksheets:
        book.create_sheet("没有内容")
    return to_bytes(book)


def _fill(sheet: Any, found: Table) -> None:
    for line, cells in enumerate((found.columns, *found.rows), 1):
        for at, text in enumerate(cells, 1):
            put_text(sheet, line, at, text, head=line == 1)
    for at, name in enumerate(found.columns):
        sheet.column_dimensions[get_column_letter(at + 1)].width = _width(found, at, name)
    as_list(sheet)
    to_print(sheet, landscape=True)


def _width(found: Table, at: int, name: str) -> int:
    if name == QUOTE:
        return _QUOTE_WIDTH
    widest = max(display_width(row[at]) for row in (found.columns, *found.rows))
    return max(_NARROWEST, min(_WIDEST, widest + 2))
