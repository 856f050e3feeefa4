"""What every workbook of policyc is made with (extra ``policyc[office]``: openpyxl)."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.writer.excel import ExcelWriter

from policyc.reports.same_bytes import EPOCH, without_times

FONT = "宋体"
_GREY = "DDDDDD"
_LONGEST = 32_767
_CUT = "……（太长，未全部列出）"


def new_book(title: str) -> Any:
    """A workbook without sheets."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title = ILLEGAL_CHARACTERS_RE.sub("", title)
    book.properties.creator = "policyc"
    book.properties.created = book.properties.modified = EPOCH
    return book


def shown(text: str) -> str:
    """The text as a cell can hold it: no control characters, not longer than a cell may be."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def put_text(sheet: Any, row: int, column: int, text: str, *, head: bool = False) -> Any:
    """A cell that is text, whatever it begins with: no spreadsheet computes it."""
    cell = sheet.cell(row, column)
    cell.value = shown(text) or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = True
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.font = Font(name=FONT, bold=head)
    if head:
        cell.fill = PatternFill("solid", fgColor=_GREY)
    return cell


def as_list(sheet: Any) -> None:
    """The first row stays in view and filters, and stands on every page that is printed."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"


def to_print(sheet: Any, *, landscape: bool) -> None:
    """As wide as the paper, as many pages as it takes."""
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0


def to_bytes(book: Any) -> bytes:
    """The workbook as a file; the same contents give the same bytes."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return without_times(made.getvalue())
