"""What a dimension is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from policyc.comparison.texts import Text
from policyc.comparison.values import Row

Rows = Callable[[Sequence[Text]], Iterable[Row]]


@frozen
class Dimension:
    """A dimension: its name, the question it answers, and how its rows are made."""

    name: str
    about: str
    rows: Rows
