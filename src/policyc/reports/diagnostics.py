"""Diagnostics for people (the place, the line, a caret, what to do) and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policyc.diagnostics import Diagnostic, Severity
from policyc.reports.layout import Screen, clean, paragraph
from policyc.reports.values import Json
from policyc.source.columns import caret_line, char_width, display_column, expand_tabs, utf16_column
from policyc.source.span import Span
from policyc.source.text import SourceText

Texts = Mapping[str, SourceText]
"""The texts that spans may point into, by name."""

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def diagnostics_to_text(diagnostics: Iterable[Diagnostic], texts: Texts, screen: Screen) -> str:
    """All diagnostics, one block each, a blank line between two."""
    return "\n".join("\n".join(_block(d, texts, screen)) + "\n" for d in diagnostics)


def _block(diagnostic: Diagnostic, texts: Texts, screen: Screen) -> list[str]:
    colour = _COLOURS[diagnostic.severity]
    title = f"{diagnostic.severity.value}[{diagnostic.code.id}]"
    message = clean(diagnostic.message)
    if diagnostic.span is None:
        lines = paragraph(message, screen.width, f"{title} ", "  ")
        lines[0] = screen.paint(title, "bold", colour) + lines[0].removeprefix(title)
    else:
        place = show_place(diagnostic.span, texts)
        lines = [f"{screen.paint(title, 'bold', colour)} {place}"]
        lines += paragraph(message, screen.width, "  ")
        lines += _excerpt(diagnostic.span, texts, screen, colour)
    for label in diagnostic.labels:
        lines.append(f"  {clean(label.text)}：{show_place(label.span, texts)}")
        lines += _excerpt(label.span, texts, screen, "blue")
    if diagnostic.help:
        lines += paragraph(clean(diagnostic.help), screen.width, "  怎么办：")
    return lines


def show_place(span: Span, texts: Texts) -> str:
    """文件:行:列, counted from 1 in code points."""
    where = _line_col(span, texts)
    name = clean(span.file)
    return name if where is None else f"{name}:{where[0] + 1}:{where[1] + 1}"


def _line_col(span: Span, texts: Texts) -> tuple[int, int] | None:
    text = texts.get(span.file)
    if text is None or span.start > len(text.text):
        return None
    return text.line_col(span.start)


def _excerpt(span: Span, texts: Texts, screen: Screen, colour: str) -> list[str]:
    """The line with carets under the place; nothing where there is no text to show."""
    where = _line_col(span, texts)
    if where is None:
        return []
    line0, start = where
    line = texts[span.file].line_text(line0)
    end = min(start + len(span), len(line))
    gutter = f"{line0 + 1:>5} │ "
    line, start, end = _window(line, start, max(start, end), screen.width - len(gutter))
    if not line.strip():
        return []
    carets = caret_line(line, start, end)
    blank = " " * (len(gutter) - 2) + "│ "
    return [
        screen.paint(gutter, "dim") + expand_tabs(line),
        screen.paint(blank, "dim") + screen.paint(carets, "bold", colour),
    ]


def _window(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """The part of a long line around a place, and the place within that part."""
    if display_column(line, len(line)) <= width:
        return line, start, end
    first = last = start
    room = width - 2  # for the two marks of omission
    while room > 1 and (first > 0 or last < len(line)):
        # Twice as much of what follows as of what goes before.
        if last < len(line) and (first == 0 or last - start <= 2 * (start - first)):
            room -= char_width(line[last])
            last += 1
        else:
            first -= 1
            room -= char_width(line[first])
    end = min(end, last)
    head, tail = "…" if first else "", "…" if last < len(line) else ""
    shift = len(head) - first
    return head + line[first:last] + tail, start + shift, end + shift


def diagnostic_to_json(diagnostic: Diagnostic, texts: Texts) -> Json:
    """The diagnostic as data; lines and columns count from 1, columns in code points."""
    return {
        "code": diagnostic.code.id,
        "name": diagnostic.code.value,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        **place_to_json(diagnostic.span, texts),
        "help": diagnostic.help,
        "labels": [
            {"text": label.text, **place_to_json(label.span, texts)} for label in diagnostic.labels
        ],
    }


def place_to_json(span: Span | None, texts: Texts) -> Json:
    """A place as data; all ``null`` where there is none, the line ``null`` without its text."""
    if span is None:
        return {"file": None, "line": None, "column": None, "utf16_column": None}
    where = _line_col(span, texts)
    if where is None:
        return {"file": span.file, "line": None, "column": None, "utf16_column": None}
    line0, column = where
    utf16 = utf16_column(texts[span.file].line_text(line0), column)
    return {"file": span.file, "line": line0 + 1, "column": column + 1, "utf16_column": utf16 + 1}


def errors_to_json(diagnostics: Iterable[Diagnostic], texts: Texts) -> Json:
    """What a command prints on failure with ``--format json``."""
    return {"errors": [diagnostic_to_json(d, texts) for d in diagnostics]}
