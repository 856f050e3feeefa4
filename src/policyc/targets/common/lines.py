"""Lines of a generated program, each with the norms it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from attrs import evolve, frozen
from wcwidth import wcswidth

WIDTH = 100
"""Columns of a line; Chinese characters take two."""

INDENT = "    "


@frozen
class Line:
    """A line of text, and the bit numbers of the norms that it says something of.

    ``cited``: whether their articles are worth a comment beside it.
    """

    text: str
    norms: tuple[int, ...] = ()
    cited: bool = False


def lines(text: str) -> list[Line]:
    """A text as lines that belong to no norm."""
    return [Line(line) for line in text.split("\n")]


def indented(found: Iterable[Line]) -> list[Line]:
    """The lines, one level further to the right."""
    return [evolve(line, text=INDENT + line.text if line.text else "") for line in found]


def width(text: str) -> int:
    """Columns of a text on a terminal."""
    return max(wcswidth(text), len(text))


def filled(opening: str, parts: Sequence[str], closing: str) -> list[str]:
    """``opening a, b, closing``: on one line where it fits, else as many a line as fit."""
    joined = f"{opening}{', '.join(parts)}{closing}"
    if width(joined) <= WIDTH - len(INDENT):
        return [joined]
    found = [opening.rstrip()]
    row = INDENT
    for part in parts:
        if row.strip() and width(f"{row}{part},") > WIDTH - len(INDENT):
            found.append(row.rstrip())
            row = INDENT
        row += f"{part}, "
    return [*found, row.rstrip(), closing.lstrip()]


# ---------------------------------------------------------------------------- expressions


@frozen
class Joined:
    """Expressions joined by an operator: ``and`` and ``or``, or how else a target writes them."""

    op: str
    parts: tuple[Expr, ...]


Expr: TypeAlias = str | Joined


def joined(op: str, parts: Iterable[Expr]) -> Expr:
    """The parts joined; a single one is itself."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else Joined(op, found)


def flat(expr: Expr) -> str:
    """An expression on one line."""
    if isinstance(expr, str):
        return expr
    return f" {expr.op} ".join(_in_brackets(part) for part in expr.parts)


def _in_brackets(expr: Expr) -> str:
    return f"({flat(expr)})" if isinstance(expr, Joined) else expr


def tall(expr: Expr) -> list[str]:
    """An expression on several lines, each part on its own."""
    if isinstance(expr, str):
        return [expr]
    found: list[str] = []
    for part in expr.parts:
        before = f"{expr.op} " if found else ""
        if isinstance(part, str) or width(flat(part)) <= WIDTH - 30:
            found.append(before + _in_brackets(part))
        else:
            found += [f"{before}(", *(INDENT + line for line in tall(part)), ")"]
    return found
