"""期限: how long each state lasts, and from when it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.comparison.align import Item, aligned
from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import of_levels, row_of
from policyc.comparison.life import states_asked, terms
from policyc.comparison.texts import Text, at
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.comparison.wording import condition_words
from policyc.core.norms import Norm
from policyc.core.programme import Place
from policyc.core.types import show_value


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    items: list[Item[Norm]] = []
    others: dict[int, list[Entry]] = {}
    for i, text in enumerate(texts):
        others[i] = []
        for life, norm in terms(text):
            states = states_asked(text, life, norm.condition)
            for state in reversed(states):
                items.append(Item(i, str(state), norm))
            if not states:
                others[i].append(_conditioned(text, norm))
    for cluster in aligned(items):
        said = {i: [_length(texts[i], norm) for norm in cluster.of(i)] for i in cluster.documents}
        basis = of_levels(Basis(Comparability.SAME, "同一名称的级别"), texts, cluster.documents)
        yield row_of(f"{cluster.title}的期限", texts, said, basis, key=True)
    if any(others.values()):
        yield row_of("按其他情形定的期限", texts, others)
    starts = {i: list(_starts(text)) for i, text in enumerate(texts)}
    if any(starts.values()):
        yield row_of("期限从哪一天起算", texts, starts, Basis(why="都是起算的规定"), key=True)


def _length(text: Text, norm: Norm) -> Entry:
    kind = text.policy.outcome(norm.outcome).type
    return Entry("或者".join(show_value(value, kind) for value in norm.values), (at(norm),))


def _conditioned(text: Text, norm: Norm) -> Entry:
    length = _length(text, norm)
    return Entry(f"{condition_words(text, norm.condition)}：{length.text}", length.places)


def _starts(text: Text) -> Iterator[Entry]:
    for life in text.policy.lifecycles:
        if life.term is not None:
            place = Place(life.citation, life.quote)
            if life.start:
                yield Entry(life.start, (place,))
            else:
                yield Entry("没有写从哪一天起算", (place,), open=True)


DIMENSION = Dimension("期限", "每一级整治（或者享受）多久", _rows)
