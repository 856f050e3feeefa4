"""A paper as one page of HTML: to read, to send on, to print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen
from markupsafe import Markup

from policyc.reports.page_template import rendered
from policyc.reports.paper.flow import (
    NOTES,
    NOTHING,
    WHOLE,
    Heading,
    Notes,
    Pictured,
    Tabled,
    fitted,
    flow_of,
    is_group,
    legal,
    notes_of,
    spreads,
)
from policyc.reports.paper.model import Cell, Line, Mark, Paper, Run

_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_PROLOGUE = re.compile(r"^\s*(<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|\s)*")
_TAGS = {
    Mark.STRONG: "strong",
    Mark.QUIET: "small",
    Mark.ADDED: "ins",
    Mark.REMOVED: "del",
}
_DEEPEST = 6


@frozen
class _Shown:
    """A piece as the template takes it: which kind, and what is in it."""

    kind: str
    data: object


def to_html(paper: Paper) -> str:
    """The page, with its clauses at the end and a line end."""
    notes = notes_of(paper)
    shown = [
        (wide, [_Shown(type(piece).__name__.lower(), piece) for piece in pieces])
        for wide, pieces in spreads(flow_of(paper))
    ]
    pictures = [piece.figure.svg for piece in flow_of(paper) if isinstance(piece, Pictured)]
    page = rendered(
        "paper",
        styles=[style for svg in pictures for style in _STYLE.findall(svg)],
        paper=paper,
        spreads=shown,
        notes=notes,
        show=_Show(notes),
        notes_title=NOTES,
        nothing=NOTHING,
    )
    return legal(page)


class _Show:
    """What the template asks for."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.met: set[int] = set()

    def line(self, line: Line) -> Markup:
        """A line with the signs of its clauses."""
        return Markup("").join([*map(_run, line.runs), *self._signs(line)])

    def _signs(self, line: Line) -> Iterator[Markup]:
        for number in self.notes.numbers(line):
            quote = self.notes.quotes[number - 1]
            # The first sign of a clause is where its text leads back to.
            name = "" if number in self.met else Markup(' id="r{}"').format(number)
            self.met.add(number)
            title = f"{quote.document} {quote.place}".strip()
            yield Markup('<a class="sign" href="#q{0}"{1} title="{2}">[{0}]</a>').format(
                number, name, title
            )

    def level(self, heading: Heading) -> int:
        """Which of h2 to h6 a heading is."""
        return min(heading.depth + 1, _DEEPEST)

    def rows(self, piece: Tabled) -> list[tuple[str, tuple[Cell, ...]]]:
        """The rows of a table, each with what it is: a heading over others, or a long one that may
        go over two pages."""
        return [(_sort(row, piece), row) for row in fitted(piece.table)]

    def shares(self, piece: Tabled) -> list[str]:
        """How wide each column is."""
        whole = sum(column.share for column in piece.table.columns)
        return [f"{100 * column.share / whole:.2f}%" for column in piece.table.columns]

    def svg(self, piece: Pictured) -> Markup:
        """The picture, which is policyc's own."""
        return Markup(_PROLOGUE.sub("", legal(piece.figure.svg)))


def _sort(row: tuple[Cell, ...], piece: Tabled) -> str:
    if is_group(row, piece.table):
        return "group"
    return "long" if any(len(cell.text) > WHOLE for cell in row) else ""


def _run(run: Run) -> Markup:
    tag = _TAGS.get(run.mark)
    text = Markup("<br>").join(run.text.split("\n"))
    return text if tag is None else Markup("<{0}>{1}</{0}>").format(Markup(tag), text)
