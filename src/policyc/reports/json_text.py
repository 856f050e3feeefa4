"""JSON that a person can read as well: what fits on a line stands on one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from policyc.source.columns import display_width

_WIDTH = 100
_LONE = re.compile("[\ud800-\udfff]")
"""Halves of characters, as an argument that is no UTF-8 has them; no JSON text holds them."""


def json_text(data: object) -> str:
    """The data as indented JSON, Chinese as it is, with a line end."""
    return _LONE.sub("\ufffd", _lines(data, "", 0)) + "\n"


def _lines(data: object, margin: str, used: int) -> str:
    """The data with its further lines at a margin; ``used`` is how far its first line is along."""
    flat = json.dumps(data, ensure_ascii=False)
    if not isinstance(data, (dict, list, tuple)) or not data:
        return flat
    if margin and len(margin) + used + display_width(flat) < _WIDTH:
        return flat
    inner = margin + "  "
    if isinstance(data, dict):
        keys = [json.dumps(key, ensure_ascii=False) + ": " for key in data]
        parts = (
            key + _lines(value, inner, display_width(key))
            for key, value in zip(keys, data.values(), strict=True)
        )
        return _enclosed("{", parts, "}", inner, margin)
    return _enclosed("[", (_lines(value, inner, 0) for value in data), "]", inner, margin)


def _enclosed(left: str, parts: Iterable[str], right: str, inner: str, margin: str) -> str:
    body = ",\n".join(inner + part for part in parts)
    return f"{left}\n{body}\n{margin}{right}"
