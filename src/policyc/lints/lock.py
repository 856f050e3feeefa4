"""The lock of a source text: a hash of every unit, so that a change cannot pass unnoticed.

Hashes are of the words alone: blanks, line breaks and invisible characters do not count, every
other character does. The text itself is not kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from policyc.source.provisions import READER_VERSION, Provision, ProvisionTree
from policyc.source.text import is_blank

FORMAT = 1
"""The version of the lock file's form."""

_HASH = re.compile(r"[0-9a-f]{64}\Z")


class LockError(ValueError):
    """A text that is no lock; the message says why, in Chinese."""


@frozen
class Lock:
    """What a text was: the hash of the whole, and of every unit with words of its own.

    ``reader`` is the version of the reader that cut the text into units.
    """

    document: str
    units: Mapping[str, str]
    reader: int = READER_VERSION


@frozen
class Changes:
    """How a text differs from its lock, by the citations of units.

    ``moved`` pairs the former citation of a unit with its present one, its words being the same.
    ``elsewhere`` tells that the text differs, though no unit does: in titles, or before or after
    the body.
    """

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    elsewhere: bool = False
    other_reader: bool = False

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.missing or self.moved or self.elsewhere)


def normalised(text: str) -> str:
    """The text without blanks, line breaks and characters that have no shape."""
    return "".join(char for char in text if not is_blank(char))


def digest(text: str) -> str:
    """The hash of the words of a text."""
    return hashlib.sha256(normalised(text).encode("utf-8")).hexdigest()


def locked_units(tree: ProvisionTree) -> Iterator[tuple[str, Provision]]:
    """Every unit with words of its own, under its citation; of several with one citation the
    second and later ones are numbered (第三条#2)."""
    taken: dict[str, int] = {}
    for provision in tree.units():
        if normalised(provision.own_text):
            key = str(provision.citation)
            taken[key] = taken.get(key, 0) + 1
            yield (key if taken[key] == 1 else f"{key}#{taken[key]}"), provision


def lock_of(tree: ProvisionTree) -> Lock:
    """The lock of a text as it is now."""
    units = {key: digest(provision.own_text) for key, provision in locked_units(tree)}
    return Lock(digest(tree.source.text), units)


def compare(lock: Lock, tree: ProvisionTree) -> Changes:
    """How a text differs from its lock."""
    now = lock_of(tree)
    if now.document == lock.document and now.units == lock.units:
        return Changes()
    gone = {key: value for key, value in lock.units.items() if now.units.get(key) != value}
    new = {key: value for key, value in now.units.items() if lock.units.get(key) != value}
    moved = _moved(gone, new)
    for old, present in moved:
        del gone[old], new[present]
    return Changes(
        changed=tuple(key for key in new if key in gone),
        added=tuple(key for key in new if key not in gone),
        missing=tuple(key for key in gone if key not in new),
        moved=moved,
        elsewhere=not (gone or new or moved),
        other_reader=lock.reader != READER_VERSION,
    )


def _moved(gone: Mapping[str, str], new: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs of citations with the same words, where there is one of each."""
    before = _by_value(gone)
    return tuple(
        (before[value][0], keys[0])
        for value, keys in _by_value(new).items()
        if len(keys) == 1 and len(before.get(value, ())) == 1
    )


def _by_value(units: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in units.items():
        found.setdefault(value, []).append(key)
    return found


def lock_to_text(lock: Lock) -> str:
    """The lock file: JSON, keys sorted, one line a unit."""
    data = {
        "document": lock.document,
        "format": FORMAT,
        "reader": lock.reader,
        "units": dict(lock.units),
    }
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def lock_from_text(text: str) -> Lock:
    """The lock that a file holds; ``LockError`` if it holds none."""
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise LockError("不是有效的 JSON") from None
    if not isinstance(data, dict) or not isinstance(data.get("units"), dict):
        raise LockError("没有 units 一项")
    if data.get("format") != FORMAT:
        raise LockError(f"格式版本是 {data.get('format')!r}，这一版 policyc 只认得 {FORMAT}")
    hashes = [data.get("document"), *data["units"].values()]
    if not all(isinstance(value, str) and _HASH.match(value) for value in hashes):
        raise LockError("有的值不是 SHA-256 散列值")
    if type(data.get("reader")) is not int:
        raise LockError("没有写明 reader（切分条款的版本）")
    return Lock(data["document"], data["units"], data["reader"])
