"""Kleene's three truth values: ``True``, ``False`` and ``None`` for unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Truth: TypeAlias = bool | None


def negate(value: Truth) -> Truth:
    """不: unknown stays unknown."""
    return None if value is None else not value


def conjoin(values: Iterable[Truth]) -> Truth:
    """且: false as soon as one is false; true for no operands."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def disjoin(values: Iterable[Truth]) -> Truth:
    """或者: true as soon as one is true; false for no operands."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result
