"""责任主体: the roles that a text gives, who holds them, and who answers for the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from policyc.comparison.align import Cluster, Item, aligned, by_ending, parted
from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import row_of
from policyc.comparison.texts import Text
from policyc.comparison.topics import topic, topic_rows
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.core.content import Role
from policyc.core.norms import Term

_TOPICS = (
    topic("对工作负责", "负总责", "负主要责任", "负直接责任", "负责任"),
    topic("组织、协调、指导、监督", "组织.*协调", "组织.*指导", "协调.*指导", "指导.*监督", "督促"),
)


@frozen
class Named:
    """A role that is given, or a word used as one and not defined."""

    role: Role | None = None
    term: Term | None = None


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    shared, alone = parted(aligned(_named(texts), by_ending))
    for cluster in shared:
        if any(item.value.role for item in cluster.items):
            said = {
                i: [e for n in cluster.of(i) for e in _entries(texts[i], n)]
                for i in cluster.documents
            }
            yield row_of(_title(cluster), texts, said, _basis(cluster), key=True)
    others: dict[int, list[Entry]] = {}
    for cluster in alone:
        for item in cluster.items:
            for entry in _entries(texts[item.at], item.value):
                if item.value.role is not None:
                    words = f"{item.name}：{entry.text}"
                    others.setdefault(item.at, []).append(Entry(words, entry.places))
    if others:
        why = "各份自己的角色，名称都不相同"
        yield row_of("其他角色", texts, others, Basis(Comparability.NONE, why))
    yield from topic_rows(texts, _TOPICS, lambda duty: not duty.procedure)


def _named(texts: Sequence[Text]) -> Iterator[Item[Named]]:
    for i, text in enumerate(texts):
        for said in text.policy.content:
            if isinstance(said, Role):
                yield Item(i, said.name, Named(role=said))
        for term in text.policy.undefined_terms:
            yield Item(i, term.name, Named(term=term))


def _entries(text: Text, named: Named) -> Iterator[Entry]:
    if named.role is not None:
        for holder in named.role.holders:
            yield Entry(holder, (named.role.place,))
    if named.term is not None:
        places = text.places(named.term.citations)
        yield Entry(f"用了“{named.term.name}”，没有定义是谁", places, open=True)


def _title(cluster: Cluster[Named]) -> str:
    return min(cluster.names, key=len)


def _basis(cluster: Cluster[Named]) -> Basis:
    if len(cluster.names) == 1:
        return Basis(Comparability.SAME, "同一名称的角色")
    return Basis(Comparability.SIMILAR, f"同一种角色，名称不同：{'／'.join(cluster.names)}")


DIMENSION = Dimension("责任主体", "谁是第一责任人、主要责任人……，谁负总责", _rows)
