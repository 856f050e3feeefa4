"""取消与其他处置: when the life ends, what must be there for it, and where else it can lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.align import Item, aligned
from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import by_names, row_of
from policyc.comparison.life import Kept, changes, ends, norms_giving
from policyc.comparison.moves import basis_by_name, basis_of, target_row, when_rows
from policyc.comparison.texts import Text
from policyc.comparison.values import Entry, Row
from policyc.comparison.wording import compared_words, words
from policyc.core.conditions import facts_of
from policyc.core.content import Definition
from policyc.core.lifecycle import ChangeKind


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    turns = {i: list(changes(text, (ChangeKind.TURN,))) for i, text in enumerate(texts)}
    over = {i: [each for each in kept if ends(each)] for i, kept in turns.items()}
    if any(over.values()):
        yield from when_rows("取消", texts, over, basis_of(texts, over), itemised=True)
        yield from _meanings(texts, over)
    others = {i: [each for each in kept if not ends(each)] for i, kept in turns.items()}
    if any(others.values()):
        basis = basis_by_name(others)
        yield from when_rows("其他处置", texts, others, basis)
        yield target_row("其他处置：以后是哪一级", texts, others, basis)


def _meanings(texts: Sequence[Text], over: dict[int, list[Kept]]) -> Iterator[Row]:
    """The text's own meaning of each condition that it defines."""
    items = [
        Item(i, each.name, each, texts[i].policy.fact(each.name).alias)
        for i, kept in over.items()
        for each in defined_conditions(texts[i], kept)
    ]
    for cluster in aligned(items):
        said = {i: [meaning_of(each) for each in cluster.of(i)] for i in cluster.documents}
        basis = by_names(cluster.names, "同一项条件")
        yield row_of(f"取消条件的含义：{cluster.title}", texts, said, basis)


def defined_conditions(text: Text, kept: Sequence[Kept]) -> Iterator[Definition]:
    """The definitions of the conditions under which the life can end, in the order of the text."""
    asked = {
        fact
        for _, change in kept
        for norm in norms_giving(text, change)
        for fact in facts_of(norm.condition)
    }
    for said in text.policy.content:
        if isinstance(said, Definition) and said.name in asked:
            yield said


def meaning_of(said: Definition) -> Entry:
    """A definition by its words."""
    return Entry(words(said.meaning), (said.place,), compared_words(said.meaning))


DIMENSION = Dimension("取消", "什么情形取消（停止），须具备什么条件", _rows)
