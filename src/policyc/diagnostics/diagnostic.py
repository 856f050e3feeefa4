"""The diagnostic value. Rendering (columns, carets, colours) lives in ``policyc.reports``."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from attrs import frozen

from policyc.diagnostics.codes import Code
from policyc.source.span import Span


class Severity(Enum):
    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


@frozen
class Label:
    """A second place that belongs to a diagnostic, with a few words on it."""

    span: Span
    text: str


@frozen
class Diagnostic:
    """One thing that is wrong with the user's input.

    ``message`` is one plain Chinese sentence, ``help`` says what to do. ``span`` is ``None``
    where the input has no text to point into (a command-line option).
    """

    code: Code
    message: str
    span: Span | None = None
    help: str = ""
    severity: Severity = Severity.ERROR
    labels: tuple[Label, ...] = ()


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
