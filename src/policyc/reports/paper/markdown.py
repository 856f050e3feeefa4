"""A paper as Markdown (GitHub's: tables and footnotes)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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
from policyc.reports.paper.model import Blank, Cell, Items, Line, Mark, Paper, Paragraph, Quote, Run

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~$]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_OPENING = re.compile(r"^([-+=])|^(\d+)([.)])", re.MULTILINE)
_BLANK = "＿" * 12
_DEEPEST = 6
# Tags, because stars beside Chinese punctuation are read as stars.
_MARKS = {
    Mark.STRONG: ("<strong>", "</strong>"),
    Mark.ADDED: ("<ins>", "</ins>"),
    Mark.REMOVED: ("<del>", "</del>"),
}


def to_markdown(paper: Paper) -> str:
    """The paper, with its clauses as footnotes and a line end."""
    return _Markdown(notes_of(paper)).text(paper)


class _Markdown:
    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def text(self, paper: Paper) -> str:
        blocks = [f"# {_inline(paper.title)}"]
        if paper.subtitle:
            blocks.append(_inline(paper.subtitle))
        if paper.particulars:
            pairs = [(name, value) for name, value in paper.particulars]
            blocks.append("\n".join(f"- {_inline(n)}：{_inline(v, '<br>')}" for n, v in pairs))
        blocks += [block for piece in flow_of(paper) for block in self._piece(piece)]
        if self.notes.quotes:
            # Where footnotes are not understood, the heading still says what the list is.
            blocks.append(f"## {NOTES}")
            blocks.append("\n".join(self._note(*each) for each in enumerate(self.notes.quotes, 1)))
        if paper.footer:
            blocks += ["---", _lines(paper.footer)]
        return "\n\n".join(blocks) + "\n"

    def _piece(self, piece: Piece) -> Iterable[str]:
        match piece:
            case Heading():
                yield f"{'#' * min(piece.depth + 1, _DEEPEST)} {_inline(piece.text)}"
            case Paragraph():
                yield "\\\n".join(self._line(each) for each in piece.lines)
            case Items():
                yield "\n".join(self._items(piece))
            case Tabled():
                if piece.caption:
                    yield f"**{_inline(piece.caption)}**"
                yield "\n".join(self._table(piece))
            case Pictured():
                yield f"**{_inline(piece.caption)}**"
                yield _lines(piece.figure.words)
            case Blank():
                rows = [f"{_inline(piece.label)}：{_BLANK}", *[_BLANK] * (piece.lines - 1)]
                yield "\\\n".join(rows)

    def _items(self, items: Items) -> Iterable[str]:
        for at, each in enumerate(items.items, 1):
            mark = f"{at}. " if items.numbered else "- "
            yield mark + self._line(each).replace("\n", "\n" + " " * len(mark))

    def _table(self, piece: Tabled) -> Iterable[str]:
        columns = piece.table.columns
        yield _bar(_inline(column.title) for column in columns)
        yield _bar("---" for _ in columns)
        rows = fitted(piece.table)
        for row in rows:
            group = is_group(row, piece.table)
            cells: list[str] = []
            for each in row:
                text = self._cell(each)
                strong = (group or each.header) and text != ""
                cells += [f"**{text}**" if strong else text, *[""] * (each.span - 1)]
            yield _bar(cells)
        if not rows:
            yield _bar([NOTHING, *[""] * (len(columns) - 1)])

    def _cell(self, cell: Cell) -> str:
        return "<br>".join(self._line(each, "<br>") for each in cell.lines)

    def _line(self, line: Line, end: str = "\\\n") -> str:
        text = "".join(_run(run, end, at == 0) for at, run in enumerate(line.runs))
        return text + "".join(f"[^{number}]" for number in self.notes.numbers(line))

    def _note(self, number: int, quote: Quote) -> str:
        text = f"：“{_inline(quote.text, '<br>')}”" if quote.text else ""
        return f"[^{number}]: {_inline(f'{quote.document} {quote.place}'.strip())}{text}"


def _bar(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _run(run: Run, end: str, opens: bool) -> str:
    before, after = _MARKS.get(run.mark, ("", ""))
    text = _inline(run.text, end, opens=opens and not before)
    # A mark that holds only blanks would be read as its signs.
    return f"{before}{text}{after}" if text.strip() else text


def _lines(text: str) -> str:
    return _inline(text, "\\\n")


def _inline(text: str, end: str = " ", *, opens: bool = True) -> str:
    """A text that reads as itself; ``opens``: it may stand at the beginning of a line."""
    text = _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\g<0>", legal(text)))
    if opens:
        # Blanks at the beginning of a line would make it code.
        text = _OPENING.sub(_guarded, text.lstrip(" \t"))
    parts: Sequence[str] = [part.strip(" \t") for part in text.split("\n")]
    return end.join(parts) if len(parts) > 1 else text


def _guarded(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"
