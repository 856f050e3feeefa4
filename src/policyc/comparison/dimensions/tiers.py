"""等级: the steps on which a subject is put, the gravest first, and what several at once mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from policyc.comparison.align import Item, aligned
from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import by_names, of_levels, row_of
from policyc.comparison.life import ladders, steps_of
from policyc.comparison.texts import Text, at
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.core.norms import Outcome, Overlap
from policyc.core.programme import Place


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    main = {at: list(ladders(text)) for at, text in enumerate(texts)}
    if any(main.values()):
        said = {at: [_ladder(texts[at], each) for each in main[at]] for at in main}
        basis = of_levels(_basis(texts, main), texts, [i for i in main if main[i]])
        yield row_of("有哪几级（由重到轻）", texts, said, basis, key=True)
    others = [
        Item(at, outcome.name, outcome, outcome.alias)
        for at, text in enumerate(texts)
        for outcome in text.scales()
        if outcome not in main[at]
    ]
    for cluster in aligned(others):
        said = {i: [_ladder(texts[i], each) for each in cluster.of(i)] for i in cluster.documents}
        yield row_of(cluster.title, texts, said, by_names(cluster.names))
    overlaps = {i: [_overlap(texts[i], each) for each in main[i]] for i in main}
    if any(main.values()):
        basis = Basis(Comparability.SIMILAR, "都是几级同时符合时的取舍")
        yield row_of("同时符合几级的条件时", texts, overlaps, basis)


def _ladder(text: Text, outcome: Outcome) -> Entry:
    steps = tuple(reversed(steps_of(text, outcome)))
    return Entry(f"{outcome.name}：{' ＞ '.join(steps)}", _places(text, outcome, steps), steps)


def _places(text: Text, outcome: Outcome, steps: Sequence[str]) -> tuple[Place, ...]:
    """The clause that names all steps, or else those that give them."""
    own = Place(outcome.trigger_citation, outcome.trigger_quote)
    if own.citation and all(step in own.quote for step in steps):
        return (own,)
    return tuple(dict.fromkeys(at(norm) for norm in text.norms_of(outcome.name)))


def _basis(texts: Sequence[Text], main: dict[int, list[Outcome]]) -> Basis:
    names = [each.name for i in main for each in main[i]]
    held = [{s for each in main[i] for s in steps_of(texts[i], each)} for i in main if main[i]]
    shared = set.intersection(*held) if held else set()
    alike = {step for one, other in combinations(held, 2) for step in one & other}
    if shared and shared == set.union(*held):
        return by_names(names)
    if alike:
        steps = [s for i in main for each in main[i] for s in reversed(steps_of(texts[i], each))]
        said = "、".join(step for step in dict.fromkeys(steps) if step in alike)
        return Basis(Comparability.SIMILAR, f"分级不尽相同，名称相同的只有{said}")
    return Basis(Comparability.NONE, "分级的名称没有一级相同，不能逐级对应")


def _overlap(text: Text, outcome: Outcome) -> Entry:
    own = _places(text, outcome, steps_of(text, outcome))
    if outcome.overlap is Overlap.UNSTATED:
        return Entry("没有规定怎样取舍", own, open=True)
    stated = text.places(outcome.overlap_basis.split("、"))
    places = tuple(place for place in stated if place.quote) or own
    return Entry(f"{outcome.name}：{outcome.overlap.value}", places, outcome.overlap)


DIMENSION = Dimension("等级", "分几级，同时符合几级时怎么办", _rows)
