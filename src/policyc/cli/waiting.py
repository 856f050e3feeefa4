"""A line that says what a long run is doing: on a terminal, after a while, and gone afterwards."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from typing import TypeVar

from policyc.analysis.progress import listening
from policyc.cli.output import screen_of, write
from policyc.reports.layout import clip

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds without a word."""

_PAUSE = 0.1
"""Seconds between two lines: nobody reads faster."""

_ERASE = "\r\x1b[2K"


def watched(steps: Iterator[T]) -> Iterator[T]:
    """The steps as they are; what each is doing is shown where a person sits and waits."""
    if not is_watched():
        yield from steps
        return
    while True:
        line = StatusLine()
        try:
            with listening(line.tell):
                step = next(steps)
        except StopIteration:
            return
        finally:
            line.clear()
        yield step


class StatusLine:
    """One line on standard error, written over again and again; ``doing`` stands before it."""

    def __init__(self, doing: str = "正在审查") -> None:
        self._doing = doing
        self._due = time.monotonic() + PATIENCE
        self._shown = False

    def tell(self, what: str, share: float) -> None:
        """Show what is being done and how much is finished, if it is time to."""
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + _PAUSE
        self._shown = True
        line = clip(f"{self._doing}（{share:.0%}）{what}", screen_of(sys.stderr).width - 1)
        write(f"{_ERASE}{line}", sys.stderr)

    def clear(self) -> None:
        """Leave the terminal as it was."""
        if self._shown:
            write(_ERASE, sys.stderr)


def is_watched() -> bool:
    """Whether both streams are a terminal that can be written over: in a pipe, a pager for
    example, the line would stand between the results."""
    streams = (sys.stdout, sys.stderr)
    usable = os.environ.get("TERM") != "dumb"
    return usable and all(stream is not None and stream.isatty() for stream in streams)
