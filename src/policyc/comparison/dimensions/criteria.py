"""评定标准: what brings a subject in, and onto which step, item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyc.comparison.align import Cluster, Item, aligned, by_name_or_alias, parted
from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import by_names, of_levels, row_of
from policyc.comparison.life import families, gates, ladders, steps_of
from policyc.comparison.texts import Text, at
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.comparison.wording import norm_entry, shares_clause
from policyc.core.conditions import facts_of
from policyc.core.norms import Norm, Outcome
from policyc.core.programme import unit_of
from policyc.core.types import BoolType, IntType, RealType, Value

_COUNTED = re.compile(
    "[0-9一二两三四五六七八九十百千万]+(次|个|名|人|户|株|处|件|起|年|个月|日|元|%)"
)
_FEW = 3
"""Clauses without a number that are cited one by one before their 条 are."""

Given = tuple[Outcome, Value]
"""An outcome and one of its values."""


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    for cluster in clusters(texts):
        yield from _items_of(texts, cluster)
    measured = {i: list(_measured(text)) for i, text in enumerate(texts)}
    if any(measured.values()):
        why = "都是评定标准的写法；按条文是否用到数字归类"
        basis = Basis(Comparability.SIMILAR, why)
        yield row_of("定性还是定量", texts, measured, basis, key=True)


def clusters(texts: Sequence[Text]) -> list[Cluster[Given]]:
    """Ways in first, then the steps from the gravest; what has one name stands together."""
    entries = [
        Item[Given](i, each.name, (each, True), each.alias)
        for i, text in enumerate(texts)
        for each in gates(text)
    ]
    steps = [
        Item[Given](i, step, (ladder, step))
        for i, text in enumerate(texts)
        for ladder in ladders(text)
        for step in reversed(steps_of(text, ladder))
        if any(step in norm.values for norm in text.norms_of(ladder.name))
    ]
    # Another document may say with a yes or no what here is a way in, or a step.
    taken = {(item.at, item.name) for item in entries}
    others = [
        Item[Given](i, each.name, (each, True), each.alias)
        for i, text in enumerate(texts)
        for each in text.policy.outcomes
        if isinstance(each.type, BoolType) and (i, each.name) not in taken
    ]
    into = [item for item in others if any(by_name_or_alias(item, way) for way in entries)]
    onto = [item for item in others if any(item.name == step.name for step in steps)]
    kin = families(texts, range(len(texts)))
    ways = aligned(
        [*entries, *into],
        lambda a, b: by_name_or_alias(a, b) or any({a.at, b.at} <= set(each) for each in kin),
    )
    return [*ways, *aligned([*steps, *(item for item in onto if item not in into)])]


def placed(texts: Sequence[Text]) -> set[tuple[int, str]]:
    """The outcomes that stand in the rows of this dimension, with the number of the document."""
    items = (item for cluster in clusters(texts) for item in cluster.items)
    return {(item.at, item.value[0].name) for item in items}


def _items_of(texts: Sequence[Text], cluster: Cluster[Given]) -> Iterator[Row]:
    """The items side by side: those about one aspect (方面) in a row, then all others."""
    norms = [
        Item(i, _aspect(texts[i], norm), norm)
        for i in sorted(cluster.documents)
        for norm in _norms(texts[i], cluster.of(i))
    ]
    shared, _ = parted(aligned((item for item in norms if item.name), _same_aspect))
    for aspect in shared:
        said = {i: [norm_entry(texts[i], norm) for norm in aspect.of(i)] for i in aspect.documents}
        names = "”“".join(aspect.names)
        basis = Basis(Comparability.SIMILAR, f"都是“{names}”方面的，条件各有写法")
        yield row_of(f"{_title(cluster)}：{aspect.title}", texts, said, basis)
    told = {(item.at, item.value.id) for aspect in shared for item in aspect.items}
    rest: dict[int, list[Entry]] = {}
    for item in norms:
        if (item.at, item.value.id) not in told:
            rest.setdefault(item.at, []).append(norm_entry(texts[item.at], item.value))
    for i, text in enumerate(texts):
        if not cluster.of(i):
            rest[i] = _undefined(text, cluster)
    title = f"{_title(cluster)}：其余情形" if shared else _title(cluster)
    if any(rest.values()):
        basis = of_levels(_basis(cluster), texts, cluster.documents)
        if shared:
            basis = Basis(Comparability.SIMILAR, "同一结论的其余情形，各说各的方面")
        yield row_of(title, texts, rest, basis)


def _norms(text: Text, given: Sequence[Given]) -> Iterator[Norm]:
    for outcome, value in given:
        for norm in text.norms_of(outcome.name):
            if value in norm.values:
                yield norm


def _aspect(text: Text, norm: Norm) -> str:
    """The aspect that an item is about first."""
    aspects = (text.policy.fact(name).aspect for name in facts_of(norm.condition))
    return next(filter(None, aspects), "")


def _same_aspect(one: Item[Norm], other: Item[Norm]) -> bool:
    """One aspect, or one that is wider than the other (走私, 走私买卖运输)."""
    return one.name.startswith(other.name) or other.name.startswith(one.name)


def _undefined(text: Text, cluster: Cluster[Given]) -> list[Entry]:
    """A text that has the word and does not say what it is leaves it open."""
    return [
        Entry(f"用了“{term.name}”，没有规定什么情形", text.places(term.citations), open=True)
        for term in text.policy.undefined_terms
        if term.name in cluster.names
    ]


def _title(cluster: Cluster[Given]) -> str:
    outcome, value = cluster.items[0].value
    word = "列为" if isinstance(outcome.type, BoolType) and value is True else "定为"
    return f"{word}{cluster.title}"


def _basis(cluster: Cluster[Given]) -> Basis:
    kinds = {type(outcome.type) for outcome, _ in (item.value for item in cluster.items)}
    basis = by_names(cluster.names, "都是列入的门槛" if _is_way_in(cluster) else "同一类规定")
    if len(kinds) > 1:
        return Basis(Comparability.SIMILAR, "名称相同，有的是一级，有的只分是否")
    subjects = dict.fromkeys(outcome.subject for outcome, _ in (i.value for i in cluster.items))
    if len(subjects) > 1 and basis.comparability is Comparability.SAME:
        return Basis(Comparability.SIMILAR, f"名称相同，对象不同：{'／'.join(subjects)}")
    return basis


def _is_way_in(cluster: Cluster[Given]) -> bool:
    return all(isinstance(item.value[0].type, BoolType) for item in cluster.items)


def _measured(text: Text) -> Iterator[Entry]:
    """How many of the items of each way in and each step ask for a number, in one line."""
    tallies: list[tuple[str, list[Norm], list[Norm]]] = []
    given: list[Given] = [(gate, True) for gate in gates(text)]
    given += [(each, step) for each in ladders(text) for step in reversed(steps_of(text, each))]
    for outcome, value in given:
        norms = [norm for norm in text.norms_of(outcome.name) if value in norm.values]
        if norms:
            name = outcome.name if value is True else str(value)
            tallies.append((name, norms, [norm for norm in norms if _is_counted(text, norm)]))
    if not tallies:
        return
    counted = [norm for _, _, found in tallies for norm in found]
    if counted:
        each = "，".join(
            f"{name}{len(all_)}项里{len(found) or '没有'}{'项' * bool(found)}"
            for name, all_, found in tallies
        )
        said = f"用到数字的：{each}"
    else:
        each = "、".join(f"{name}{len(all_)}项" for name, all_, _ in tallies)
        said = f"{each}，都没有数字"
    norms = counted or [norm for _, all_, _ in tallies for norm in all_]
    places = dict.fromkeys(at(norm) for norm in norms)
    if len(places) > _FEW and not counted:
        places = dict.fromkeys(map(text.place, (unit_of(p.citation) for p in places)))
    key = tuple((name, len(all_), len(found)) for name, all_, found in tallies)
    yield Entry(said, tuple(places), key)


def _is_counted(text: Text, norm: Norm) -> bool:
    """Whether a number is asked for, be it only in the words (两次通报仍未整改)."""
    kinds = (text.policy.fact(name).type for name in facts_of(norm.condition))
    if any(isinstance(kind, (IntType, RealType)) for kind in kinds):
        return True
    return not shares_clause(text, norm) and _COUNTED.search(norm.quote) is not None


DIMENSION = Dimension("评定标准", "什么情形列入，什么情形定为哪一级", _rows)
