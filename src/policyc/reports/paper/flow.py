"""A paper from top to bottom: headings and captions with their numbers, clauses numbered once.

Every renderer goes through ``flow_of``; what it shows is the same text in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from attrs import field, frozen

from policyc.reports.paper.model import (
    Blank,
    Block,
    Cell,
    Figure,
    Items,
    Line,
    Paper,
    Paragraph,
    Quote,
    Section,
    Table,
)
from policyc.source.numerals import chinese_numeral

NOTES = "引文"
"""What the clauses behind a paper's lines are headed."""

NOTHING = "（无）"
"""What stands in a table without rows."""

WHOLE = 160
"""Characters of a cell up to which its row stays on one page."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SHORT = 800


@frozen
class Heading:
    """A section's title with its number; ``depth`` is 1 for the outermost."""

    depth: int
    number: str
    title: str

    @property
    def text(self) -> str:
        """一、范围."""
        return f"{self.number}{self.title}"


@frozen
class Tabled:
    """A table with its numbered caption, which is empty where it has none."""

    table: Table
    caption: str = ""


@frozen
class Pictured:
    """A figure with its numbered caption."""

    figure: Figure
    caption: str


Piece: TypeAlias = "Heading | Paragraph | Items | Tabled | Pictured | Blank"


@frozen(eq=False)
class Notes:
    """The clauses that a paper rests on: equal ones once, numbered in the order they are met."""

    quotes: tuple[Quote, ...]
    _numbers: dict[Quote, int] = field(init=False)

    @_numbers.default
    def _number_each(self) -> dict[Quote, int]:
        return {quote: at for at, quote in enumerate(self.quotes, 1)}

    def numbers(self, line: Line) -> list[int]:
        """The numbers of a line's quotes, each once."""
        return [self._numbers[quote] for quote in dict.fromkeys(line.quotes)]

    @property
    def several(self) -> bool:
        """Whether they are of more than one document: a place alone does not say which."""
        return len({quote.document for quote in self.quotes}) > 1

    def where(self, quote: Quote) -> str:
        """The place of a quote; with its document where there are several."""
        return f"{quote.document} {quote.place}".strip() if self.several else quote.place


def flow_of(paper: Paper) -> list[Piece]:
    """The paper's blocks in order, sections opened into headings."""
    return list(_Flow().pieces(paper.blocks, 1))


class _Flow:
    def __init__(self) -> None:
        self.tables = 0
        self.figures = 0

    def pieces(self, blocks: Iterable[Block], depth: int) -> Iterator[Piece]:
        at = 0
        for block in blocks:
            match block:
                case Section():
                    at += 1
                    yield Heading(depth, heading_number(depth, at), block.title)
                    yield from self.pieces(block.blocks, depth + 1)
                case Table():
                    yield Tabled(block, self._captioned(block))
                case Figure():
                    self.figures += 1
                    yield Pictured(block, f"图{self.figures}　{block.caption}".rstrip())
                case _:
                    yield block

    def _captioned(self, table: Table) -> str:
        if not table.caption:
            return ""
        self.tables += 1
        return f"表{self.tables}　{table.caption}"


def heading_number(depth: int, at: int) -> str:
    """一、 then （一） then 1. then （1）, as official documents count."""
    match depth:
        case 1:
            return f"{chinese_numeral(at)}、"
        case 2:
            return f"（{chinese_numeral(at)}）"
        case 3:
            return f"{at}."
        case _:
            return f"（{at}）"


def notes_of(paper: Paper) -> Notes:
    """All quotes of a paper."""
    quotes = (
        quote for piece in flow_of(paper) for each in lines_of(piece) for quote in each.quotes
    )
    return Notes(tuple(dict.fromkeys(quotes)))


def lines_of(piece: Piece) -> Iterator[Line]:
    """The lines of a piece in reading order; headings, pictures and blanks have none."""
    match piece:
        case Paragraph():
            yield from piece.lines
        case Items():
            yield from piece.items
        case Tabled():
            yield from (each for row in piece.table.rows for cell in row for each in cell.lines)


def spreads(pieces: Iterable[Piece]) -> list[tuple[bool, list[Piece]]]:
    """The pieces that share pages of one kind, and whether these lie on their side.

    What follows a heading up to the next one stays with it, and so does a little text between two
    wide tables: a page is turned only where something is worth it.
    """
    chunks: list[list[Piece]] = []
    for piece in pieces:
        begins = isinstance(piece, Heading)
        if not chunks or (begins and not isinstance(chunks[-1][-1], Heading)):
            chunks.append([])
        chunks[-1].append(piece)
    wide = [any(isinstance(p, Tabled) and p.table.wide for p in chunk) for chunk in chunks]
    for at in range(1, len(chunks) - 1):
        if not wide[at] and wide[at - 1] and wide[at + 1] and _is_short(chunks[at]):
            wide[at] = True
    found: list[tuple[bool, list[Piece]]] = []
    for side, chunk in zip(wide, chunks, strict=True):
        if found and found[-1][0] == side:
            found[-1][1].extend(chunk)
        else:
            found.append((side, list(chunk)))
    return found


def _is_short(chunk: Iterable[Piece]) -> bool:
    texts = 0
    for piece in chunk:
        if isinstance(piece, (Blank, Pictured)):
            return False
        texts += sum(len(line.text) for line in lines_of(piece))
    return texts < _SHORT


def fitted(table: Table) -> list[tuple[Cell, ...]]:
    """The rows, each as wide as the table: what is missing at the end is empty.

    Raises ``ValueError`` for a row that is wider than its table: a mistake of who made it.
    """
    width = len(table.columns)
    rows = []
    for row in table.rows:
        used = sum(cell.span for cell in row)
        if used > width or any(cell.span < 1 for cell in row):
            raise ValueError(f"a row of {used} columns in table {table.name!r} of {width}")
        rows.append((*row, *(Cell(()) for _ in range(width - used))))
    return rows


def is_group(row: tuple[Cell, ...], table: Table) -> bool:
    """Whether a row is a heading over the rows below it: one cell across all columns."""
    return len(row) == 1 and row[0].span == len(table.columns) > 1


def legal(text: str) -> str:
    """The text as XML can hold it: line ends as ``\\n``, control characters as the sign for what
    cannot be shown."""
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
