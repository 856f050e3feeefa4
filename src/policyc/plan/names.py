"""ASCII names for what a document names in Chinese: one each, none twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*", re.IGNORECASE | re.ASCII)


def ascii_names(items: Iterable[tuple[str, str]], fallback: str) -> dict[str, str]:
    """An identifier for each name: its alias where that is one, and not taken, else numbered."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for number, (name, alias) in enumerate(items, 1):
        key = alias if _IDENTIFIER.fullmatch(alias) else f"{fallback}_{number}"
        while key in taken:
            key += "_"
        taken.add(key)
        found[name] = key
    return found
