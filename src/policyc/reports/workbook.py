"""Tables as an Excel workbook (extra ``policyc[office]``: openpyxl)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from policyc.reports.tables import QUOTE, Table
from policyc.source.columns import display_width

_NARROWEST, _WIDEST, _QUOTE_WIDTH = 6, 42, 60
_FONT = "宋体"
_GREY = "DDDDDD"
_EPOCH = datetime(1980, 1, 1)
"""The time of making that every workbook has: the same tables give the same bytes."""


def workbook(title: str, tables: Sequence[Table]) -> bytes:
    """A workbook with a sheet for every table that has rows.

    The header stays in view and filters, cells wrap, and every cell is text: none is taken for a
    formula, whatever it begins with.
    """
    book = Workbook()
    book.remove(book.active)
    book.properties.title = ILLEGAL_CHARACTERS_RE.sub("", title)
    book.properties.creator = "policyc"
    book.properties.created = book.properties.modified = _EPOCH
    for each in tables:
        if each.rows:
            _fill(book.create_sheet(each.name), each)
    if not book.worksheets:
        book.create_sheet("没有内容")
    return _bytes(book)


def _fill(sheet: Any, found: Table) -> None:
    for line, cells in enumerate((found.columns, *found.rows), 1):
        for at, text in enumerate(cells, 1):
            cell = sheet.cell(line, at)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
            if cell.value is not None:
                cell.data_type = "s"
                cell.quotePrefix = True
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.font = Font(name=_FONT, bold=line == 1)
            if line == 1:
                cell.fill = PatternFill("solid", fgColor=_GREY)
    for at, name in enumerate(found.columns):
        sheet.column_dimensions[get_column_letter(at + 1)].width = _width(found, at, name)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"


def _width(found: Table, at: int, name: str) -> int:
    if name == QUOTE:
        return _QUOTE_WIDTH
    widest = max(display_width(row[at]) for row in (found.columns, *found.rows))
    return max(_NARROWEST, min(_WIDEST, widest + 2))


def _bytes(book: Any) -> bytes:
    made, out = io.BytesIO(), io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    with ZipFile(made) as archive, ZipFile(out, "w", ZIP_DEFLATED) as again:
        for name in archive.namelist():
            data = archive.read(name)
            again.writestr(ZipInfo(name, _EPOCH.timetuple()[:6]), data, ZIP_DEFLATED)
    return out.getvalue()
