"""Names that are several words written together: 罂粟株数不少于5000株, 非已评定."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policyc.surface.grammar import keywords
from policyc.surface.mistakes.wording import MODALS, SYNONYMS, TELLING

_NUMBER = re.compile(r"[0-9０-９][0-9０-９.．:：,]*[%％]?")
_CITATION = re.compile(r"第[^第\s]+?条(?:第[^第\s]+?[款项目句])*")
_LONGEST_UNIT = 3
_LONGEST = 60
_SHORTEST = 2
"""Characters of a name that nobody has declared."""

_UNKNOWN = 3
"""How many known words such a name counts for."""

_KEPT = 12


def torn_apart(text: str, declared: Iterable[str], values: Iterable[str] = ()) -> str:
    """The text with blanks between the words it is made of, or an empty text.

    The words are declared names, values and keywords, at least one of them a name and one a
    keyword; the fewest words win. What people write for a keyword becomes the keyword.
    """
    names = {name for name in declared if name in text}
    words = {key: key for key in keywords() if key in text}
    words |= {word: key for word, key in SYNONYMS.items() if word in text and word not in words}
    if not words or len(text) > _LONGEST:
        return ""
    words |= {name: name for name in (*values, *names) if name in text}
    found = _split(text, words) or []
    named = any(word in names or _CITATION.fullmatch(word) for word in found)
    return " ".join(found) if named and any(word in keywords() for word in found) else ""


def _split(text: str, words: dict[str, str]) -> list[str] | None:
    """The fewest words that make up a text, read from its end."""
    best: dict[int, list[str]] = {len(text): []}
    for at in range(len(text) - 1, -1, -1):
        for length, written in _starting(text, at, words):
            after = best.get(at + length)
            if after is not None and (at not in best or len(after) + 1 < len(best[at])):
                best[at] = [written, *after]
    return best.get(0)


def splittings(text: str, declared: Iterable[str]) -> Iterator[list[str]]:
    """The ways to take a text apart at its keywords, those of the fewest parts first.

    What is neither a keyword nor declared stands for a name; 的 before what a rule decides gets
    its comma.
    """
    if not 1 < len(text) <= _LONGEST:
        return
    known = {word: word for word in keywords() if word in text}
    if not known:
        return
    known |= {word: word for word in declared if word in text}
    known["的"] = "的，"
    ways: dict[int, list[tuple[int, list[str]]]] = {len(text): [(0, [])]}
    for at in range(len(text) - 1, -1, -1):
        parts = dict.fromkeys(_starting(text, at, known), 1)
        for end in range(at + _SHORTEST, len(text) + 1):
            parts.setdefault((end - at, text[at:end]), _UNKNOWN)
        found = [
            (cost + more, [written, *rest])
            for (length, written), cost in parts.items()
            for more, rest in ways.get(at + length, ())
            if _may_stand(written, cost == _UNKNOWN, rest)
        ]
        ways[at] = sorted(found, key=lambda way: way[0])[:_KEPT]
    for _, way in ways[0]:
        if len(way) > 1 and any(word in keywords() for word in way):
            yield way


def _may_stand(written: str, unknown: bool, rest: list[str]) -> bool:
    """Whether a part may stand before the others. A name that nobody declared is a guess: none
    with another beside it, with 的 or with a word that names do not have."""
    following = rest[0] if rest else ""
    if written == "的，":
        return following in MODALS
    if unknown:
        return "的" not in written and not any(word in written for word in TELLING)
    return True


def _starting(text: str, at: int, words: dict[str, str]) -> Iterator[tuple[int, str]]:
    """The words that begin at a place, with their lengths."""
    for word, written in words.items():
        if text.startswith(word, at):
            yield len(word), written
    number = _NUMBER.match(text, at)
    if number:
        for end in range(number.end(), min(number.end() + _LONGEST_UNIT, len(text)) + 1):
            unit = text[number.end() : end]
            if not any(word in unit for word in words):
                yield end - at, text[at:end]
    citation = _CITATION.match(text, at)
    if citation:
        yield citation.end() - at, citation.group()
