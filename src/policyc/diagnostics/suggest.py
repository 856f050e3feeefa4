"""Did-you-mean: the declared names nearest to one that is not declared."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_CUTOFF = 0.5


def nearest(name: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Up to ``limit`` candidates, the most alike first; none below a likeness of one half."""
    scored = [(SequenceMatcher(None, name, c).ratio(), c) for c in dict.fromkeys(candidates)]
    close = sorted((s for s in scored if s[0] >= _CUTOFF), key=lambda s: (-s[0], s[1]))
    return [candidate for _, candidate in close[:limit]]


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """A help sentence naming the nearest candidates, or an empty text."""
    found = nearest(name, candidates)
    return f"是不是想写：{'、'.join(f'“{c}”' for c in found)}？" if found else ""
