"""A paper on the screen: by display width, marks in brackets, the place of a clause behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyc.reports.layout import Screen, clean, pad, paragraph, table, wrap
from policyc.reports.paper.flow import (
    NOTHING,
    Heading,
    Notes,
    Pictured,
    Piece,
    Tabled,
    fitted,
    flow_of,
    is_group,
    notes_of,
)
from policyc.reports.paper.model import (
    Blank,
    Cell,
    Items,
    Line,
    Mark,
    Paper,
    Paragraph,
    Quote,
    Run,
)
from policyc.source.columns import display_width

_BLANK = "＿" * 12
_LABEL = 20
_TALLEST = 14
"""Lines of a row above which a table's rows are told one by one, each column on its own line."""


def to_terminal(paper: Paper, screen: Screen) -> str:
    """The paper as text, with a line end."""
    return _Terminal(screen, notes_of(paper)).text(paper)


class _Terminal:
    def __init__(self, screen: Screen, notes: Notes) -> None:
        self.screen = screen
        self.notes = notes

    def text(self, paper: Paper) -> str:
        blocks = [[self.screen.paint(line, "bold") for line in self._wrapped(paper.title)]]
        if paper.subtitle:
            blocks[0] += self._wrapped(paper.subtitle)
        if paper.particulars:
            rows = [[clean(name), clean(value)] for name, value in paper.particulars]
            blocks.append(table(rows, self.screen.width, indent="  "))
        blocks += [list(self._piece(piece)) for piece in flow_of(paper)]
        if paper.footer:
            blocks.append(["─" * self.screen.width, *self._wrapped(paper.footer)])
        return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"

    def _piece(self, piece: Piece) -> Iterator[str]:
        match piece:
            case Heading():
                for line in self._wrapped(piece.text):
                    yield self.screen.paint(line, "bold")
            case Paragraph():
                for each in piece.lines:
                    yield from self._wrapped(self._line(each))
            case Items():
                for at, each in enumerate(piece.items, 1):
                    mark = f"  {at}. " if piece.numbered else "  · "
                    yield from paragraph(self._line(each), self.screen.width, mark)
            case Tabled():
                if piece.caption:
                    yield self.screen.paint(clean(piece.caption), "bold")
                yield from self._table(piece)
            case Pictured():
                yield self.screen.paint(clean(piece.caption), "bold")
                yield from paragraph(clean(piece.figure.words), self.screen.width, "  ")
            case Blank():
                *above, label = self._wrapped(f"{piece.label}：")
                yield from above
                yield label + _BLANK
                yield from [" " * display_width(label) + _BLANK] * (piece.lines - 1)

    # -- tables
    def _table(self, piece: Tabled) -> Iterator[str]:
        titles = [clean(column.title) for column in piece.table.columns]
        rows = fitted(piece.table)
        if not rows:
            yield f"  {NOTHING}"
            return
        groups: list[tuple[str, list[list[str]]]] = [("", [])]
        for row in rows:
            if is_group(row, piece.table):
                groups.append((self._cell(row[0]), []))
            else:
                groups[-1][1].append(self._cells(row))
        body = [row for _, rows in groups for row in rows]
        tall = self._is_tall([titles, *body])
        for at, (title, held) in enumerate(each for each in groups if any(each)):
            if at:
                yield ""
            if title:
                for line in paragraph(title, self.screen.width, "  "):
                    yield self.screen.paint(line, "bold")
            if tall:
                yield from self._records(titles, held)
            else:
                yield from self._aligned(titles, held, body)

    def _aligned(
        self, titles: list[str], held: list[list[str]], body: list[list[str]]
    ) -> list[str]:
        width, screen = self.screen.width, self.screen
        return table(held, width, header=titles, indent="  ", screen=screen, among=body)

    def _records(self, titles: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
        label = min(_LABEL, max(map(display_width, titles))) + 2
        for at, row in enumerate(rows):
            if at:
                yield "  " + self.screen.paint("─" * (self.screen.width - 2), "dim")
            for title, text in zip(titles, row, strict=True):
                if text:
                    yield from self._labelled(title, text, label)

    def _labelled(self, title: str, text: str, label: int) -> Iterator[str]:
        """A text with its label before it, or above it where the label is long."""
        before = title if display_width(title) <= label - 2 else ""
        if not before:
            yield from paragraph(title, self.screen.width, "  ")
        lines = paragraph(text, self.screen.width, f"  {pad(before, label)}")
        yield f"  {self.screen.paint(before, 'dim')}{lines[0][2 + len(before) :]}"
        yield from lines[1:]

    def _is_tall(self, rows: list[list[str]]) -> bool:
        """Whether some row would be a strip of narrow columns rather than a row."""
        room = (self.screen.width - 2) // max(1, len(rows[0]))
        widest = [
            max(display_width(line) for row in rows for line in row[at].split("\n"))
            for at in range(len(rows[0]))
        ]
        if sum(widest) <= self.screen.width - 2 * len(widest):
            return False
        return any(len(wrap(text, max(room, 2))) > _TALLEST for row in rows for text in row)

    def _cells(self, row: tuple[Cell, ...]) -> list[str]:
        return [text for cell in row for text in (self._cell(cell), *[""] * (cell.span - 1))]

    def _cell(self, cell: Cell) -> str:
        return "\n".join(self._line(each) for each in cell.lines)

    # -- text
    def _wrapped(self, text: str) -> list[str]:
        return wrap(clean(text), self.screen.width)

    def _line(self, line: Line) -> str:
        """The line, and the places behind it that it does not name itself."""
        text = "".join(map(_run, line.runs))
        places = (self._where(quote, text) for quote in dict.fromkeys(line.quotes))
        behind = "；".join(dict.fromkeys(filter(None, places)))
        return clean(f"{text}〔{behind}〕" if behind else text)

    def _where(self, quote: Quote, text: str) -> str:
        return "" if quote.place in text else self.notes.where(quote)


def _run(run: Run) -> str:
    match run.mark:
        case Mark.ADDED:
            return f"［增：{run.text}］"
        case Mark.REMOVED:
            return f"［删：{run.text}］"
        case _:
            return run.text
