"""What a comparison of documents consists of: rows of cells, every cell with the clauses it rests
on, and for every row whether the documents can be compared there at all, and why.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from enum import Enum

from attrs import field, frozen

from policyc.comparison.texts import Text
from policyc.core.programme import Place


class Comparability(Enum):
    """可比性: whether what stands in a row is one matter in all documents that speak of it."""

    SAME = "相同"
    SIMILAR = "相近"
    NONE = "不可比"


class Agreement(Enum):
    """异同: whether those documents say the same of it."""

    EQUAL = "一致"
    DIFFERENT = "不同"
    OPEN = "有的没有写明"
    ONE_SIDED = "只有一份写了"
    APART = "不比"
    SILENT = "都没有写明"


@frozen
class Entry:
    """One thing that a text says, and where.

    ``key`` is what it is compared by; the words themselves where it is ``None``. ``open``: the
    text speaks of the matter at the place and leaves this open; such an entry says nothing.
    """

    text: str
    places: tuple[Place, ...] = ()
    key: Hashable = None
    open: bool = False

    @property
    def compared(self) -> Hashable:
        """What the entry is compared by."""
        return self.text if self.key is None else self.key


@frozen
class Cell:
    """What one document says in a row."""

    entries: tuple[Entry, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether the text says nothing here."""
        return all(entry.open for entry in self.entries)

    @property
    def compared(self) -> frozenset[Hashable]:
        """What the cell is compared by, whatever the order."""
        return frozenset(entry.compared for entry in self.entries if not entry.open)


@frozen
class Basis:
    """On what documents are put beside each other in a row."""

    comparability: Comparability = Comparability.SAME
    why: str = "同一名称"


@frozen
class Row:
    """One line of the matrix; ``cells`` stand in the order of the documents. ``key``: what is said
    here belongs in a summary."""

    title: str
    cells: tuple[Cell, ...]
    comparability: Comparability
    why: str
    agreement: Agreement
    key: bool = False

    @property
    def comparable(self) -> bool:
        return self.comparability is not Comparability.NONE

    @property
    def differs(self) -> bool:
        """Whether documents that can be compared here say different things."""
        return self.comparable and self.agreement in (Agreement.DIFFERENT, Agreement.OPEN)


@frozen
class Group:
    """The rows of one dimension. ``about`` is the question that it answers."""

    name: str
    about: str
    rows: tuple[Row, ...]


@frozen
class Caveat:
    """Something about the documents as a whole that every row is to be read with."""

    text: str
    apart: bool = True
    """Whether the documents differ in it; what they share is said too."""


@frozen
class Matrix:
    """All dimensions of some documents."""

    texts: tuple[Text, ...]
    groups: tuple[Group, ...]
    caveats: tuple[Caveat, ...] = field(default=())

    def rows(self) -> Iterator[tuple[Group, Row]]:
        """Every row with its dimension, in order."""
        for group in self.groups:
            for row in group.rows:
                yield group, row
