"""定义: what words mean, and which are used without a meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.align import Item, aligned, parted
from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.dimensions.removal import defined_conditions, meaning_of
from policyc.comparison.judge import by_names, row_of
from policyc.comparison.life import changes, ends
from policyc.comparison.texts import Text
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.core.content import Definition, Role
from policyc.core.lifecycle import ChangeKind


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    shared, alone = parted(
        aligned(Item(i, d.name, d) for i, text in enumerate(texts) for d in _definitions(text))
    )
    for cluster in shared:
        said = {i: [meaning_of(each) for each in cluster.of(i)] for i in cluster.documents}
        yield row_of(f"“{cluster.title}”", texts, said, by_names(cluster.names))
    others: dict[int, list[Entry]] = {}
    for cluster in alone:
        for item in cluster.items:
            meant = meaning_of(item.value)
            words = f"“{item.name}”：{meant.text}"
            others.setdefault(item.at, []).append(Entry(words, meant.places))
    if others:
        why = "所定义的词各不相同"
        yield row_of("其他定义", texts, others, Basis(Comparability.NONE, why))
    undefined = {i: list(_undefined(text)) for i, text in enumerate(texts)}
    if any(undefined.values()):
        why = "列出各份用了而没有定义的词，不逐词对照"
        yield row_of("用了而没有定义的词", texts, undefined, Basis(Comparability.SIMILAR, why))


def _definitions(text: Text) -> Iterator[Definition]:
    """Those that are not the meaning of a condition for the end, which are compared with it."""
    kept = [each for each in changes(text, (ChangeKind.TURN,)) if ends(each)]
    shown = {said.name for said in defined_conditions(text, kept)}
    for said in text.policy.content:
        if isinstance(said, Definition) and said.name not in shown:
            yield said


def _undefined(text: Text) -> Iterator[Entry]:
    roles = {said.name for said in text.policy.content if isinstance(said, Role)}
    for term in text.policy.undefined_terms:
        if term.name not in roles:
            places = text.places(term.citations)
            yield Entry(term.name, places)


DIMENSION = Dimension("定义", "关键的词怎样定义，哪些没有定义", _rows)
