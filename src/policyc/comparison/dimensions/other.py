"""其他规定: results that no other dimension compares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.align import Item, aligned, parted
from policyc.comparison.dimensions.criteria import placed
from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.dimensions.heads import posts
from policyc.comparison.judge import by_names, row_of
from policyc.comparison.life import gates, ladders
from policyc.comparison.texts import Text, at
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.comparison.wording import BRIEF, case_words, effect_words, readings_note, words
from policyc.core.norms import Norm, Outcome
from policyc.core.types import show_value


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    held = {(i, outcome.name) for i, outcome in posts(texts)} | placed(texts)
    shared, alone = parted(
        aligned(
            Item(i, outcome.name, outcome, outcome.alias)
            for i, text in enumerate(texts)
            for outcome in text.policy.outcomes
            if (i, outcome.name) not in held and outcome.name not in _compared(text)
        )
    )
    for cluster in shared:
        said = {
            i: [e for o in cluster.of(i) for e in _entries(texts[i], o)] for i in cluster.documents
        }
        yield row_of(cluster.title, texts, said, by_names(cluster.names))
    others: dict[int, list[Entry]] = {}
    for cluster in alone:
        for item in cluster.items:
            others.setdefault(item.at, []).extend(_entries(texts[item.at], item.value))
    if any(others.values()):
        why = "各份自己的规定，名称都不相同"
        yield row_of("只有一份规定的其他结论", texts, others, Basis(Comparability.NONE, why))


def _compared(text: Text) -> set[str]:
    """The outcomes that stand in other dimensions."""
    found = {each.name for each in (*ladders(text), *gates(text))}
    for life in text.policy.lifecycles:
        found |= {life.state, *life.deciders}
        found |= {life.term} if life.term is not None else set()
        for change in life.changes:
            found |= {change.length} if isinstance(change.length, str) else set()
            found |= {
                norm.outcome
                for norm in text.norms()
                if norm.citation == change.citation and _lengths(text, norm) == {str(change.length)}
            }
    return found


def _lengths(text: Text, norm: Norm) -> set[str]:
    kind = text.policy.outcome(norm.outcome).type
    return {show_value(value, kind) for value in norm.values}


def _entries(text: Text, outcome: Outcome) -> Iterator[Entry]:
    for norm in text.norms_of(outcome.name):
        yield _entry(text, norm)


def _entry(text: Text, norm: Norm) -> Entry:
    case = case_words(text, norm.condition)
    if len(case) > BRIEF and norm.quote:
        return Entry(f"{words(norm.quote)}{readings_note(norm.condition)}", (at(norm),))
    effect = effect_words(text, norm)
    return Entry(f"{case}：{effect}" if case else effect, (at(norm),))


DIMENSION = Dimension("其他规定", "别处没有列到的结论", _rows)
