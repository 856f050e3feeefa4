"""A paper as an Excel workbook (extra ``policyc[office]``: openpyxl).

The first sheet reads like the paper from top to bottom; every table has a sheet to filter and to
work with, and the clauses have theirs, each with the cells that rest on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from policyc.reports.paper.flow import (
    NOTES,
    NOTHING,
    Heading,
    Notes,
    Pictured,
    Piece,
    Tabled,
    fitted,
    flow_of,
    is_group,
    legal,
    notes_of,
)
from policyc.reports.paper.model import Blank, Cell, Items, Line, Mark, Paper, Paragraph, Run
from policyc.reports.sheets import (
    FONT,
    as_list,
    new_book,
    put_text,
    shown,
    to_bytes,
    to_print,
)
from policyc.source.columns import display_width

OVERVIEW = "报告"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_TABLE_WIDTH = 130
"""Characters that the columns of a sheet share."""
_NARROWEST = 8
_LINE_HEIGHT = 15
_TALLEST = 400
_NOTE = 1000
"""Characters of a clause that a note beside a cell holds; the sheet of clauses has all."""
_THIN = Side(style="thin", color="FF808080")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SUNK: dict[Mark, dict[str, Any]] = {
    Mark.STRONG: {"b": True},
    Mark.QUIET: {"color": "FF595959"},
    Mark.ADDED: {"u": "single"},
    Mark.REMOVED: {"strike": True},
}


def to_xlsx(paper: Paper) -> bytes:
    """The workbook; the same paper gives the same bytes."""
    return _Book(paper).bytes()


class _Book:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.notes: Notes = notes_of(paper)
        self.book = new_book(legal(paper.title))
        self.used = {OVERVIEW, NOTES}
        self.places: dict[int, list[tuple[str, str]]] = {}
        """Sheet and cell of every line that rests on a clause, by the clause's number."""

    def bytes(self) -> bytes:
        overview = _Overview(self.book.create_sheet(OVERVIEW), self)
        overview.head(self.paper)
        for piece in flow_of(self.paper):
            if isinstance(piece, Tabled):
                overview.table(piece, self._table(piece))
            else:
                overview.piece(piece)
        overview.finish(self.paper.footer)
        if self.notes.quotes:
            self._notes()
        return to_bytes(self.book)

    # -- a table
    def _table(self, piece: Tabled) -> str:
        name = self._name(piece.table.name)
        sheet = self.book.create_sheet(name)
        table = piece.table
        for at, column in enumerate(table.columns, 1):
            put_text(sheet, 1, at, legal(column.title), head=True)
        rows = fitted(table)
        widths = _widths([column.share for column in table.columns])
        for line, row in enumerate(rows, 2):
            self._row(sheet, line, row, is_group(row, table), widths)
        if not rows:
            put_text(sheet, 2, 1, NOTHING)
        _rule(sheet, max(2, len(rows) + 1), len(widths))
        for at, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        as_list(sheet)
        to_print(sheet, landscape=table.wide)
        sheet.oddHeader.center.text = _header(piece.caption or self.paper.title)
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
        return name

    def _row(
        self, sheet: Any, line: int, row: Sequence[Cell], group: bool, widths: Sequence[int]
    ) -> None:
        at, height = 1, 1
        for each in row:
            cell = put_text(sheet, line, at, "", head=group or each.header)
            self.fill(sheet, cell, each.lines)
            if each.span > 1:
                last = at + each.span - 1
                sheet.merge_cells(start_row=line, start_column=at, end_row=line, end_column=last)
            height = max(height, _lines_in(each.text, sum(widths[at - 1 : at - 1 + each.span])))
            at += each.span
        sheet.row_dimensions[line].height = min(_TALLEST, height * _LINE_HEIGHT + 3)

    def fill(self, sheet: Any, cell: Any, lines: Sequence[Line]) -> None:
        """Some lines in a cell, with their clauses in a note beside it."""
        value = _rich(lines)
        cell.value = value
        if value is not None:
            cell.quotePrefix = True
            cell.data_type = "s"
        quotes = list(dict.fromkeys(quote for each in lines for quote in each.quotes))
        if not quotes:
            return
        numbers = list(dict.fromkeys(n for each in lines for n in self.notes.numbers(each)))
        for number in numbers:
            self.places.setdefault(number, []).append((sheet.title, cell.coordinate))
        texts = []
        for number, quote in zip(numbers, quotes, strict=True):
            words = legal(quote.text)
            words = words if len(words) <= _NOTE else words[:_NOTE] + f"……（全文见“{NOTES}”）"
            place = legal(f"{quote.document} {quote.place}".strip())
            texts.append(f"[{number}] {place}" + (f"：{words}" if words else ""))
        note = Comment("\n".join(texts), "policyc")
        note.width, note.height = 420, min(420, 40 + 18 * _lines_in(note.text, 56))
        cell.comment = note

    def _name(self, wanted: str) -> str:
        """A name that a sheet may have and that no other has."""
        plain = _FORBIDDEN.sub(" ", legal(wanted)).strip(" '") or "表"
        taken = {name.casefold() for name in self.used}
        name, at = plain[:_LONGEST_NAME], 1
        while name.casefold() in taken:
            at += 1
            tail = f"（{at}）"
            name = plain[: _LONGEST_NAME - len(tail)] + tail
        self.used.add(name)
        return name

    # -- the clauses
    def _notes(self) -> None:
        sheet = self.book.create_sheet(NOTES)
        for at, title in enumerate(("编号", "文件", "条款", "原文", "所在"), 1):
            put_text(sheet, 1, at, title, head=True)
        for number, quote in enumerate(self.notes.quotes, 1):
            line = number + 1
            for at, text in enumerate((str(number), quote.document, quote.place, quote.text), 1):
                put_text(sheet, line, at, legal(text))
            places = self.places.get(number, [])
            cell = put_text(sheet, line, 5, "、".join(f"{s}!{c}" for s, c in places))
            if places:
                _link(cell, *places[0])
        _rule(sheet, len(self.notes.quotes) + 1, 5)
        for at, width in enumerate((6, 26, 26, 70, 24), 1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        as_list(sheet)
        to_print(sheet, landscape=True)


class _Overview:
    """The sheet that reads from top to bottom."""

    def __init__(self, sheet: Any, book: _Book) -> None:
        self.sheet = sheet
        self.book = book
        self.line = 0
        sheet.column_dimensions["A"].width = 20
        sheet.column_dimensions["B"].width = 80

    def head(self, paper: Paper) -> None:
        """Title and particulars."""
        self._across(paper.title, Font(name="黑体", bold=True, size=16))
        if paper.subtitle:
            self._across(paper.subtitle)
        for name, value in paper.particulars:
            self.line += 1
            put_text(self.sheet, self.line, 1, legal(name), head=True)
            put_text(self.sheet, self.line, 2, legal(value))

    def piece(self, piece: Piece) -> None:
        """Anything but a table."""
        match piece:
            case Heading():
                self.line += 1
                self._across(
                    piece.text, Font(name="黑体", bold=True, size=max(11, 15 - piece.depth))
                )
            case Paragraph():
                for each in piece.lines:
                    self._lines(each)
            case Items():
                for at, each in enumerate(piece.items, 1):
                    mark = f"{at}. " if piece.numbered else "· "
                    self._lines(Line((Run(mark), *each.runs), each.quotes))
            case Pictured():
                self._across(piece.caption, Font(name=FONT, bold=True))
                self._across(piece.figure.words)
            case Blank():
                self._blank(piece)

    def table(self, piece: Tabled, sheet: str) -> None:
        """Where a table is."""
        cell = self._across(f"{piece.caption or piece.table.name}：见工作表“{sheet}”")
        _link(cell, sheet, "A1")

    def finish(self, footer: str) -> None:
        """What stands at the foot, and how it prints."""
        if footer:
            self.line += 1
            self._across(footer)
        to_print(self.sheet, landscape=False)
        self.sheet.oddFooter.center.text = "第 &P 页，共 &N 页"

    def _lines(self, line: Line) -> None:
        cell = self._across(line.text)
        self.book.fill(self.sheet, cell, (line,))

    def _blank(self, blank: Blank) -> None:
        self.line += 1
        cell = put_text(self.sheet, self.line, 1, legal(blank.label))
        cell.font = Font(name=FONT, bold=True)
        place = self.sheet.cell(self.line, 2)
        place.alignment = Alignment(vertical="top", wrap_text=True)
        place.border = _FRAME
        self.sheet.row_dimensions[self.line].height = 24 * blank.lines

    def _across(self, text: str, font: Any = None) -> Any:
        self.line += 1
        cell = put_text(self.sheet, self.line, 1, legal(text))
        if font is not None:
            cell.font = font
        self.sheet.merge_cells(start_row=self.line, start_column=1, end_row=self.line, end_column=2)
        size = 1.0 if font is None or font.sz is None else font.sz / 11
        height = _lines_in(text, round(100 / size)) * _LINE_HEIGHT * size + 3
        self.sheet.row_dimensions[self.line].height = min(_TALLEST, height)
        return cell


def _rich(lines: Iterable[Line]) -> Any:
    """Lines as the value of a cell: plain text, or runs with their marks."""
    runs: list[Run] = []
    for at, each in enumerate(lines):
        runs += [Run("\n")] if at else []
        runs += each.runs
    text = shown(legal("".join(run.text for run in runs)))
    marked = any(run.mark in _SUNK and run.text for run in runs)
    if not marked or len(text) > 8000:
        return text or None
    rich = CellRichText()
    for run in runs:
        if words := shown(legal(run.text)):
            rich.append(TextBlock(InlineFont(rFont=FONT, **_SUNK.get(run.mark, {})), words))
    return rich


def _lines_in(text: str, width: int) -> int:
    """Lines that a text takes in a column."""
    return sum(max(1, -(-display_width(line) // max(1, width - 1))) for line in text.split("\n"))


def _widths(shares: Sequence[float]) -> list[int]:
    whole = sum(shares)
    return [max(_NARROWEST, round(_TABLE_WIDTH * share / whole)) for share in shares]


def _header(text: str) -> str:
    """A text at the head of a printed page, where ``&`` begins a command."""
    return " ".join(legal(text).replace("&", "＆").split())[:120]


def _rule(sheet: Any, rows: int, columns: int) -> None:
    """Thin lines around every cell of a table."""
    for row in sheet.iter_rows(min_row=1, max_row=rows, max_col=columns):
        for cell in row:
            cell.border = _FRAME


def _link(cell: Any, sheet: str, place: str) -> None:
    """A click leads to a place of the workbook."""
    quoted = sheet.replace("'", "''")
    cell.hyperlink = f"#'{quoted}'!{place}"
    cell.font = Font(name=FONT, underline="single", color="FF0B4F9E")
