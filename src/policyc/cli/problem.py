"""How a command stops: with diagnostics, never with a traceback."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policyc.diagnostics import Code, Diagnostic
from policyc.source.text import SourceText

CLEAN, FOUND, ERROR, INCOMPLETE = 0, 1, 2, 3
"""Exit codes: nothing found, something found, could not run, could not finish."""


class Problem(Exception):
    """Something in the user's input that a command cannot go on from."""

    def __init__(
        self,
        diagnostics: Iterable[Diagnostic],
        texts: Mapping[str, SourceText] | None = None,
    ) -> None:
        self.diagnostics = tuple(diagnostics)
        self.texts = texts or {}
        super().__init__("；".join(d.message for d in self.diagnostics))


def bad_option(message: str, help: str = "") -> Problem:
    """A problem with an option or argument of the command line."""
    return Problem([Diagnostic(Code.E601, message, help=help)])
