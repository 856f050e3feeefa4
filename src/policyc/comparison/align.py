"""What corresponds in several documents: by name, by the shared ASCII alias, or as longer and
shorter names of one thing (禁毒工作第一责任人, 第一责任人).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from attrs import define, field, frozen

T = TypeVar("T")


@frozen
class Item(Generic[T]):
    """Something of the document ``at``, under a name and maybe an alias."""

    at: int
    name: str
    value: T
    alias: str = ""


@define
class Cluster(Generic[T]):
    """Items that correspond to each other, of one or more documents."""

    items: list[Item[T]] = field(factory=list)

    @property
    def names(self) -> list[str]:
        """Their names, each once."""
        return list(dict.fromkeys(item.name for item in self.items))

    @property
    def title(self) -> str:
        return "／".join(self.names)

    @property
    def documents(self) -> set[int]:
        """The numbers of the documents that have one."""
        return {item.at for item in self.items}

    @property
    def shared(self) -> bool:
        """Whether more than one document has one."""
        return len(self.documents) > 1

    def of(self, at: int) -> list[T]:
        """Those of one document."""
        return [item.value for item in self.items if item.at == at]


def aligned(
    items: Iterable[Item[T]], same: Callable[[Item[T], Item[T]], bool] | None = None
) -> list[Cluster[T]]:
    """Items put together that are the ``same`` (by name or alias, if not told otherwise), in the
    order in which each first appears."""
    judge = same or by_name_or_alias
    found: list[Cluster[T]] = []
    for item in items:
        near = [c for c in found if any(judge(item, other) for other in c.items)]
        if not near:
            found.append(Cluster([item]))
            continue
        near[0].items.append(item)
        for other in near[1:]:
            near[0].items += other.items
            found.remove(other)
    return found


def by_name_or_alias(one: Item[T], other: Item[T]) -> bool:
    """One name, or one alias in different documents."""
    if one.name == other.name:
        return True
    return bool(one.alias) and one.alias == other.alias and one.at != other.at


def by_ending(one: Item[T], other: Item[T]) -> bool:
    """One name, or one that ends in the other: the longer says of whom or of what."""
    return one.name.endswith(other.name) or other.name.endswith(one.name)


def parted(clusters: Sequence[Cluster[T]]) -> tuple[list[Cluster[T]], list[Cluster[T]]]:
    """Those that several documents have, and those that only one has."""
    return [c for c in clusters if c.shared], [c for c in clusters if not c.shared]
