"""Writing: UTF-8 whatever the locale, colours only where they can be seen, broken pipes silent."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from typing import NoReturn, TextIO

from attrs import frozen

from policyc.diagnostics import Diagnostic, Severity
from policyc.reports.diagnostics import diagnostics_to_text, errors_to_json
from policyc.reports.json_text import json_text
from policyc.reports.layout import Screen
from policyc.reports.values import Json
from policyc.source.text import SourceText

_WIDTH = 100
_NARROWEST, _WIDEST = 60, 120

Texts = Mapping[str, SourceText]


def prepare_streams() -> None:
    """Make standard output and error UTF-8; what cannot be encoded must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def words(argument: str) -> str:
    """An argument as text, also where the locale could not decode its UTF-8."""
    try:
        return argument.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return argument


def screen_of(stream: TextIO | None) -> Screen:
    """The screen behind a stream: a terminal has a width, and colours unless NO_COLOR is set."""
    if stream is None or not stream.isatty():
        return Screen(_WIDTH)
    columns = shutil.get_terminal_size((_WIDTH, 24)).columns
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(max(_NARROWEST, min(columns, _WIDEST)), colour)


def write(text: str, stream: TextIO | None = None) -> None:
    """Write to standard output (or another stream); a reader that has gone away is no error."""
    target = sys.stdout if stream is None else stream
    if target is None:
        return
    try:
        target.write(text)
        target.flush()
    except BrokenPipeError:
        _silence(target)


def leave(exit_code: int) -> NoReturn:
    """End the program at once, all that was written being written out. Python would first take
    apart all that was loaded, which takes longer than many a command."""
    try:
        for stream in (sys.stdout, sys.stderr):
            write("", stream)
    except (OSError, ValueError):
        sys.exit(exit_code)  # it says what is wrong with the stream
    if sys.gettrace() is None and sys.getprofile() is None:
        os._exit(exit_code)
    sys.exit(exit_code)  # somebody measures, and has something to do at the end


def _silence(stream: TextIO) -> None:
    """Send what a broken pipe still holds to nowhere, or Python complains when it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


@frozen
class Output:
    """Where a command's results go, in the format that was asked for."""

    as_json: bool = False

    @property
    def screen(self) -> Screen:
        """The screen that standard output is shown on."""
        return screen_of(sys.stdout)

    def text(self, text: str) -> None:
        """Results for a person."""
        write(text)

    def json(self, data: Json) -> None:
        """Results for a program."""
        write(json_text(data))

    def errors(self, diagnostics: Iterable[Diagnostic], texts: Texts) -> None:
        """What went wrong: on standard error for people, on standard output as JSON."""
        if self.as_json:
            wrong = [d for d in diagnostics if d.severity is Severity.ERROR]
            self.json(errors_to_json(wrong, texts))
        else:
            self.notes(diagnostics, texts)

    def notes(self, diagnostics: Iterable[Diagnostic], texts: Texts) -> None:
        """Diagnostics for people, on standard error."""
        shown = diagnostics_to_text(diagnostics, texts, screen_of(sys.stderr))
        if shown:
            write(shown, sys.stderr)
