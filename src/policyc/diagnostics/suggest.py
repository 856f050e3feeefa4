"""Did-you-mean: the declared names nearest to one that is not declared."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_CUTOFF = 0.5
_LONGEST = 80
"""Longer words are no names, and comparing them takes long."""


def nearest(name: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Up to ``limit`` candidates, the most alike first; none below a likeness of one half."""
    if len(name) > _LONGEST:
        return []
    matcher = SequenceMatcher(None, "", name)
    scored: list[tuple[float, str]] = []
    for candidate in dict.fromkeys(candidates):
        matcher.set_seq1(candidate)
        # The first two are quick upper bounds: most candidates go no further.
        if matcher.real_quick_ratio() >= _CUTOFF and matcher.quick_ratio() >= _CUTOFF:
            likeness = matcher.ratio()
            if likeness >= _CUTOFF:
                scored.append((likeness, candidate))
    scored.sort(key=lambda found: (-found[0], found[1]))
    return [candidate for _, candidate in scored[:limit]]


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """A help sentence naming the nearest candidates, or an empty text."""
    found = nearest(name, candidates)
    return f"是不是想写：{'、'.join(f'“{c}”' for c in found)}？" if found else ""
