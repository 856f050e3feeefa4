"""How far a long run has come, for whoever listens.

Checks are many and know nothing of each other; what they go through is told here. Nobody listens
unless ``listening`` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from attrs import define

Listener = Callable[[str, float], None]
"""Takes what is being done, such as ``C01 结论冲突：整治级别``, and the share that is finished."""

T = TypeVar("T")


@define
class _Place:
    """Where a run stands: the check, the share before it, and its own part of the whole."""

    listener: Listener
    check: str = ""
    before: float = 0.0
    part: float = 1.0


_place: ContextVar[_Place | None] = ContextVar("place", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Tell somebody of all that is done inside the block."""
    token = _place.set(_Place(listener))
    try:
        yield
    finally:
        _place.reset(token)


def checks_of(checks: Sequence[T], name: Callable[[T], str]) -> Iterator[T]:
    """Checks, one after the other."""
    for number, check in enumerate(checks):
        begin(name(check), number, len(checks))
        yield check


def begin(check: str, number: int, of: int) -> None:
    """A check begins, so many of all after the first."""
    place = _place.get()
    if place is not None:
        place.check = check
        place.before, place.part = number / of, 1 / of
        place.listener(place.check, place.before)


def parts_of(parts: Sequence[T], name: Callable[[T], str]) -> Iterator[T]:
    """What a check looks at, one after the other."""
    for number, part in enumerate(parts):
        place = _place.get()
        if place is not None:
            share = place.before + place.part * number / len(parts)
            place.listener(f"{place.check}：{name(part)}", share)
        yield part
