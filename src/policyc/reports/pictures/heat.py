"""A matrix seen from afar: which rows agree, differ, cannot be compared, or say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import partial
from typing import TypeAlias

from attrs import frozen

from policyc.reports.paper.model import Figure
from policyc.reports.pictures.pages import figures
from policyc.reports.pictures.svg import (
    LINE,
    MARGIN,
    PALE,
    PAPER,
    SHADES,
    WIDTH,
    Drawing,
    fold,
    width_of,
)

_NAMES = 200.0
_ROOM = WIDTH - 2 * MARGIN - _NAMES
_MOST_COLUMNS = 8
_SWATCH = 26.0


class Heat(Enum):
    """What a cell tells, and the letter that stands for it."""

    SAME = "同"
    SIMILAR = "近"
    DIFFERENT = "异"
    NONE = "×"
    SILENT = "—"

    @property
    def word(self) -> str:
        """In full."""
        return _WORDS[self]


_WORDS = {
    Heat.SAME: "相同",
    Heat.SIMILAR: "相近",
    Heat.DIFFERENT: "不同",
    Heat.NONE: "不可比",
    Heat.SILENT: "没有写",
}
_FILLS = {
    Heat.SAME: PALE,
    Heat.SIMILAR: SHADES[1],
    Heat.DIFFERENT: SHADES[3],
    Heat.NONE: PAPER,
    Heat.SILENT: PAPER,
}
_PATTERNED = (Heat.SIMILAR, Heat.NONE)


@frozen
class HeatCell:
    """A place of the matrix; ``note`` is a word or two that stands in it."""

    heat: Heat
    note: str = ""


Row: TypeAlias = tuple[str, Sequence[HeatCell]]
"""The name of a row, and its cells."""


def heat_map(title: str, columns: Sequence[str], rows: Sequence[Row]) -> tuple[Figure, ...]:
    """The matrix of named rows and columns; nothing without any. Every row has a cell for every
    column. What a page has no room for, columns or rows, stands in further pictures."""
    found: list[Figure] = []
    for first in range(0, len(columns), _MOST_COLUMNS):
        part = slice(first, first + _MOST_COLUMNS)
        shown = [(name, cells[part]) for name, cells in rows]
        draw, tell = partial(_drawn, columns[part]), partial(_told, columns[part])
        found += figures(title, shown, draw, tell)
    return tuple(found)


def _drawn(columns: Sequence[str], title: str, rows: Sequence[Row]) -> tuple[Drawing, float]:
    drawing = Drawing()
    y = _table(drawing, columns, rows, drawing.title(title) + 6) + 14
    used = {cell.heat for _, cells in rows for cell in cells}
    return drawing, _legend(drawing, [heat for heat in Heat if heat in used], y)


def _told(columns: Sequence[str], row: Row) -> str:
    name, cells = row
    said = (
        f"{column}{cell.heat.word}{f'（{cell.note}）' if cell.note else ''}"
        for column, cell in zip(columns, cells, strict=True)
    )
    return f"{name}：{'，'.join(said)}。"


def _table(drawing: Drawing, columns: Sequence[str], rows: Sequence[Row], y: float) -> float:
    width = _ROOM / len(columns)
    lefts = [MARGIN + _NAMES + number * width for number in range(len(columns))]
    heads = [fold(column, width - 6, bold=True) for column in columns]
    deepest = max(map(len, heads))
    for left, head in zip(lefts, heads, strict=True):
        top = y + 14 + LINE * (deepest - len(head))
        drawing.lines(left + width / 2, top, head, anchor="middle", bold=True)
    y += LINE * deepest + 6
    for name, cells in rows:
        label = fold(name, _NAMES - 10)
        said = [_said(cell, width - 8) for cell in cells]
        height = LINE * max(len(label), max(map(len, said))) + 8
        drawing.lines(MARGIN, y + 18, label)
        for left, cell, lines in zip(lefts, cells, said, strict=True):
            _fill(drawing, cell.heat, left, y, width, height)
            base, halo = y + height / 2 + 5 - LINE * (len(lines) - 1) / 2, cell.heat in _PATTERNED
            drawing.lines(left + width / 2, base, lines, anchor="middle", halo=halo)
        y += height
    return y


def _said(cell: HeatCell, width: float) -> list[str]:
    """The letter and the note of a cell, on one line where there is room."""
    letter = cell.heat.value
    if width_of(f"{letter} {cell.note}") <= width:
        return [f"{letter} {cell.note}".rstrip()]
    return [letter, *fold(cell.note, width)]


def _fill(drawing: Drawing, heat: Heat, x: float, y: float, width: float, height: float) -> None:
    """A lightness and a pattern of its own for each."""
    silent = heat is Heat.SILENT
    drawing.rect(x, y, width, height, fill=_FILLS[heat], dashed=silent)
    if heat is Heat.SIMILAR:
        drawing.dots(x, y, width, height)
    elif heat is Heat.NONE:
        drawing.hatch(x, y, width, height, gap=10)


def _legend(drawing: Drawing, used: Sequence[Heat], y: float) -> float:
    for x, row, heat in _spread(used):
        top = y + row * (LINE + 8)
        _fill(drawing, heat, x, top, _SWATCH, LINE)
        halo = heat in _PATTERNED
        drawing.text(x + _SWATCH / 2, top + 15, heat.value, anchor="middle", bold=True, halo=halo)
        drawing.text(x + _SWATCH + 6, top + 15, heat.word)
    rows = max((row for _, row, _ in _spread(used)), default=0) + 1
    return y + rows * (LINE + 8) + 4


def _spread(used: Sequence[Heat]) -> Iterator[tuple[float, int, Heat]]:
    """Where the entries of the legend stand: the left edge and the row."""
    x, row = float(MARGIN), 0
    for heat in used:
        width = _SWATCH + 6 + width_of(heat.word) + 20
        if x + width > WIDTH - MARGIN:
            x, row = float(MARGIN), row + 1
        yield x, row, heat
        x += width
