"""Names of facts inside a generated function."""

from __future__ import annotations

import keyword
import re

_TAKEN = re.compile(
    r"[bwyr]\d+|in_\d+|known_.*|[xktwo]|and_|or_|not_|but_not|or_not|at_least|equal|times|xor|widen"
    r"|all_lanes|some_lane|uint8"
)


def local(key: str) -> str:
    """A fact: never a name that the function itself uses."""
    taken = _TAKEN.fullmatch(key) or keyword.iskeyword(key) or keyword.issoftkeyword(key)
    return f"{key}_" if taken else key


def known_name(key: str) -> str:
    """Where a fact is known."""
    return f"known_{key}"
