"""The log of decisions: one JSON object a line, each with what is needed to tell what happened."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from typing import TextIO

from policyc import __version__
from policyc.reports.values import Json


class Log:
    """Writes lines to a stream, whole ones, from any thread. Facts are not written: they may be
    about people; what the decision was, and by which rules, is."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def write(self, event: str, request: str, **more: object) -> None:
        """One line: when (UTC), what, for which request, by which version of policyc."""
        entry: Json = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "event": event,
            "request": request,
            "compiler": __version__,
            **more,
        }
        line = json.dumps(entry, ensure_ascii=False, default=str)
        with self._lock:
            self._stream.write(line + "\n")
            self._stream.flush()
