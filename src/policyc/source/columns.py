"""Columns of a place within its line: on the screen, and in UTF-16 units.

Spans count code points; these are computed only when something is shown.  Everywhere ``col`` is a
zero-based code-point column within the line, as ``SourceText.line_col`` gives it.
"""

from __future__ import annotations

from functools import lru_cache

TAB_WIDTH = 4
"""Tabs stop at every fourth display column."""

PLAIN = (
    ("\u4e00", "\u9fff", 2),  # 汉字
    ("\u0020", "\u007e", 1),
    ("\u3000", "\u3029", 2),  # 、。「」
    ("\uff01", "\uff60", 2),  # ，：（）
    ("\u2010", "\u2027", 1),  # —“”…
    ("\u2500", "\u257f", 1),  # ─│═
    ("\u00ae", "\u00ff", 1),  # ·×
    ("\u2190", "\u21ff", 1),  # →
    ("\u2200", "\u22ff", 1),  # ≥
    ("\u2460", "\u24ff", 1),  # ①
)
"""Stretches of characters that are all equally wide: nearly everything that is ever shown."""


@lru_cache(maxsize=8192)
def _columns(char: str) -> int:
    """What wcwidth says; -1 for control characters. Loaded only for what is not plain, because
    that takes longer than many a command."""
    for first, last, width in PLAIN:
        if first <= char <= last:
            return width
    from wcwidth import wcwidth

    return wcwidth(char)


@lru_cache(maxsize=8192)
def char_width(char: str) -> int:
    """Display columns of one character: 2 for CJK, 0 for combining and control characters."""
    return max(0, _columns(char))


def _width_from(text: str, column: int) -> int:
    if "\t" not in text:
        return column + sum(map(char_width, text))
    for char in text:
        column += TAB_WIDTH - column % TAB_WIDTH if char == "\t" else char_width(char)
    return column


def display_width(text: str) -> int:
    """Display columns of a text that begins at column 0, tabs included."""
    return _width_from(text, 0)


def display_column(line_text: str, col: int) -> int:
    """The display column at which code-point column ``col`` begins (past the end: the end)."""
    return _width_from(line_text[: max(0, col)], 0)


def utf16_column(line_text: str, col: int) -> int:
    """The UTF-16 column of code-point column ``col``, as LSP and SARIF count (past the end: it)."""
    return sum(2 if ord(char) > 0xFFFF else 1 for char in line_text[: max(0, col)])


def expand_tabs(line_text: str) -> str:
    """The line as it must be printed above a ``caret_line``: tabs as blanks, controls removed."""
    out: list[str] = []
    column = 0
    for char in line_text:
        if char == "\t":
            step = TAB_WIDTH - column % TAB_WIDTH
            out.append(" " * step)
            column += step
        elif _columns(char) >= 0:
            out.append(char)
            column += char_width(char)
    return "".join(out)


def caret_line(line_text: str, start_col: int, end_col: int) -> str:
    """Blanks and carets that stand under code-point columns ``start_col`` up to ``end_col``.

    Right under wide characters when the line is printed through ``expand_tabs``.  At least one
    caret; columns beyond the line count as its end.
    """
    start = display_column(line_text, start_col)
    end = display_column(line_text, max(start_col, end_col))
    return " " * start + "^" * max(1, end - start)
