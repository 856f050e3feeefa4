"""What a report to hand in consists of, whatever it is rendered as.

Everything is text of the report or of the documents, unescaped: a renderer escapes what its format
needs. Pictures are SVG that policyc drew itself.
"""

from __future__ import annotations

import enum
from typing import TypeAlias

from attrs import field, frozen


class Mark(enum.Enum):
    """What sets a run of text apart. Readable without colour: by weight, line or bracket."""

    PLAIN = ""
    STRONG = "strong"
    QUIET = "quiet"
    ADDED = "added"
    REMOVED = "removed"
    SILENT = "silent"
    """The text says nothing here: always the dash ``—``, never a guess."""


@frozen
class Run:
    """Some text under one mark."""

    text: str
    mark: Mark = Mark.PLAIN


@frozen
class Quote:
    """A clause that something rests on: its document, its name there, and its own words."""

    document: str
    place: str
    text: str = ""


@frozen
class Line:
    """One line or paragraph, and the clauses that it rests on."""

    runs: tuple[Run, ...]
    quotes: tuple[Quote, ...] = ()

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@frozen
class Cell:
    """What stands in a place of a table, line by line. ``span`` columns wide."""

    lines: tuple[Line, ...]
    span: int = 1
    header: bool = False

    @property
    def text(self) -> str:
        """The words alone, a line each."""
        return "\n".join(line.text for line in self.lines)


@frozen
class Column:
    """A column: what it is headed, and its share of the width."""

    title: str
    share: float = 1.0


@frozen
class Table:
    """A table. ``name`` is short and unique in its paper (a sheet's name, at most 31 characters);
    ``wide`` asks for a page on its side; ``group`` rows of one cell that spans all are headings."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    wide: bool = False


@frozen
class Paragraph:
    """Some lines of text that belong together."""

    lines: tuple[Line, ...]


@frozen
class Items:
    """A list, numbered or not."""

    items: tuple[Line, ...]
    numbered: bool = False


@frozen
class Figure:
    """A picture (SVG), its caption, and what it says in words for who cannot see it."""

    svg: str
    caption: str
    words: str


@frozen
class Blank:
    """Something that a person fills in: a label, and how many empty lines it takes."""

    label: str
    lines: int = 1


@frozen
class Section:
    """A numbered section with its blocks; sections nest."""

    title: str
    blocks: tuple[Block, ...]


Block: TypeAlias = "Paragraph | Items | Table | Figure | Blank | Section"


@frozen
class Paper:
    """A whole report.

    ``particulars`` stand under the title (name, value); ``footer`` on every page. Nothing in a
    paper depends on when or where it is made: the same documents give the same report.
    """

    title: str
    subtitle: str = ""
    particulars: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = field(default=())
    footer: str = ""


SILENT = Line((Run("—", Mark.SILENT),))
"""Where the text is silent."""


def line(text: str, *quotes: Quote, mark: Mark = Mark.PLAIN) -> Line:
    """A line of one run."""
    return Line((Run(text, mark),), tuple(quotes))


def cell(*lines: Line | str, span: int = 1, header: bool = False) -> Cell:
    """A cell of some lines; plain text is a line."""
    made = tuple(line(each) if isinstance(each, str) else each for each in lines)
    return Cell(made, span, header)


def paragraph(*lines: Line | str) -> Paragraph:
    """A paragraph of some lines; plain text is a line."""
    return Paragraph(tuple(line(each) if isinstance(each, str) else each for each in lines))
