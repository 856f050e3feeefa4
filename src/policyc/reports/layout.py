"""Laying out text for a screen: colours, wrapping and tables, all by display width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from policyc.source.columns import char_width, display_width

_STYLES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "cyan": "36",
}
_UNIT = re.compile(r"[!-~]+|\s+|.", re.DOTALL)
_CLOSERS = frozenset("，。；：、！？／）」』】〕］》〉”’％…—,.;:!?)]}%")
_OPENERS = frozenset("（「『【〔［《〈“‘([{")
_GAP = "  "
_NARROWEST = 6
ELLIPSIS = "……"


@frozen
class Screen:
    """Where a text is shown: how wide it is, and whether it has colours."""

    width: int = 100
    colour: bool = False

    def paint(self, text: str, *styles: str) -> str:
        """The text in some styles, or as it is where there are no colours."""
        if not self.colour or not text or not styles:
            return text
        return f"\x1b[{';'.join(_STYLES[style] for style in styles)}m{text}\x1b[0m"


_HALVES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Halves of characters that stand for no byte of an argument."""


def titled(title: str, name: str, screen: Screen) -> str:
    """A document's title with its name behind, or its name where it has no title."""
    return screen.paint(title or name, "bold") + (f"（{name}）" if title else "")


def clean(text: str) -> str:
    """A text without control characters: input must not move the cursor of who reads it.

    An argument that the locale could not decode is read as the UTF-8 that it is.
    """
    text = _HALVES.sub("�", text).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    kept = "\n\u3000"
    return "".join(c if c.isprintable() or c in kept else " " if c == "\t" else "�" for c in text)


def pad(text: str, width: int) -> str:
    """The text with blanks up to a display width."""
    return text + " " * max(0, width - display_width(text))


def clip(text: str, width: int) -> str:
    """The text on one line, cut to a display width."""
    text = " ".join(text.split())
    if display_width(text) <= width:
        return text
    room = width - display_width(ELLIPSIS)
    kept = ""
    for char in text:
        room -= char_width(char)
        if room < 0:
            break
        kept += char
    return kept + ELLIPSIS


def first_sentence(text: str, width: int) -> str:
    """The first sentence; one that is too wide is cut, behind a mark where there is one."""
    sentence = text.split("。", 1)[0]
    if display_width(sentence) <= width:
        return sentence
    cut = clip(sentence, width).removesuffix(ELLIPSIS)
    mark = max(cut.rfind(mark) for mark in "，；：")
    return (cut[:mark] if mark > len(cut) // 2 else cut) + ELLIPSIS


def wrap(text: str, width: int, begun: int = 0) -> list[str]:
    """Lines of at most a display width; marks that close never begin a line.

    ``begun`` is how much wider than the others the margin of the first line is.
    """
    first, *others = text.replace("\t", " ").split("\n")
    width = max(width, 2)
    lines = _wrap_line(first, width, min(begun, width - 2))
    return lines + [line for part in others for line in _wrap_line(part, width, 0)]


def _wrap_line(text: str, width: int, begun: int) -> list[str]:
    lines: list[str] = []
    line, used = "", begun
    for unit in _units(text, width):
        size = display_width(unit)
        if used + size > width and (line.strip() or used > 0):
            lines.append(line.rstrip())
            line, used = "", 0
            unit = unit.lstrip()
            size = display_width(unit)
        line += unit
        used += size
    lines.append(line.rstrip())
    return lines


def _units(text: str, width: int) -> list[str]:
    """Pieces that stay together: words, and characters with the marks that cling to them."""
    units: list[str] = []
    for piece in _UNIT.findall(text):
        for part in _hard_split(piece, width):
            previous = units[-1] if units else ""
            clings = part[0] in _CLOSERS or previous[-1:] in _OPENERS
            joined = clings and previous != "" and not previous.isspace()
            if joined and display_width(previous + part) <= width:
                units[-1] += part
            else:
                units.append(part)
    return units


def _hard_split(word: str, width: int) -> list[str]:
    if len(word) <= width:
        return [word]
    return [word[at : at + width] for at in range(0, len(word), width)]


def paragraph(text: str, width: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """A wrapped text; ``indent`` opens the first line, ``hanging`` (or as many blanks) the rest."""
    rest = " " * display_width(indent) if hanging is None else hanging
    margin = display_width(rest)
    lines = wrap(text, width - margin, display_width(indent) - margin)
    return [(rest if at else indent) + line for at, line in enumerate(lines)]


def table(
    rows: Iterable[Sequence[str]],
    width: int,
    *,
    header: Sequence[str] = (),
    indent: str = "",
    screen: Screen | None = None,
    among: Iterable[Sequence[str]] = (),
) -> list[str]:
    """Aligned columns within a display width; cells that are too wide are wrapped.

    Columns that are empty in every row are left out. ``among`` are all rows of a table that is
    shown in pieces, so that the columns of the pieces stand under each other.
    """
    body = [list(row) for row in rows]
    if not body:
        return []
    every = [*body, *map(list, among)]
    count = max(len(row) for row in every)
    kept = [at for at in range(count) if any(at < len(row) and row[at] for row in every)]
    body, every = (
        [[row[at] if at < len(row) else "" for at in kept] for row in some]
        for some in (body, every)
    )
    head = [header[at] for at in kept] if header else []
    room = width - display_width(indent) - len(_GAP) * (len(kept) - 1)
    widths = _column_widths([head, *every] if head else every, room)
    lines: list[str] = []
    if head:
        screen = screen or Screen()
        lines += [indent + screen.paint(line, "dim") for line in _row(head, widths)]
        rule = _GAP.join("─" * size for size in widths)
        lines.append(indent + screen.paint(rule, "dim"))
    for row in body:
        lines += [indent + line for line in _row(row, widths)]
    return lines


def _column_widths(rows: list[list[str]], room: int) -> list[int]:
    """Natural widths, the widest columns giving way first where there is not room for all."""
    if not rows[0]:
        return []
    widths = [max(_cell_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    while sum(widths) > room and max(widths) > _NARROWEST:
        widest = widths.index(max(widths))
        others = [size for at, size in enumerate(widths) if at != widest]
        next_widest = max(others, default=0)
        excess = sum(widths) - room
        widths[widest] = max(
            _NARROWEST, min(widths[widest] - 1, next_widest), widths[widest] - excess
        )
    return widths


def _cell_width(cell: str) -> int:
    return max(display_width(line) for line in cell.split("\n"))


def _row(cells: Sequence[str], widths: list[int]) -> list[str]:
    wrapped = [wrap(cell, size) for cell, size in zip(cells, widths, strict=True)]
    lines = []
    for at in range(max((len(cell) for cell in wrapped), default=0)):
        parts = [cell[at] if at < len(cell) else "" for cell in wrapped]
        padded = [pad(part, size) for part, size in zip(parts, widths, strict=True)]
        lines.append(_GAP.join(padded).rstrip())
    return lines
