"""阈值: every number that a result, a duty or a sanction depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from policyc.comparison.align import Cluster, Item, aligned, parted
from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import by_names, row_of
from policyc.comparison.texts import Text, at
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.comparison.wording import (
    bound_words,
    bounds,
    effect_words,
    is_enough,
    rests_on_more,
)
from policyc.core.conditions import Condition, facts_of
from policyc.core.content import Duty, Sanction
from policyc.core.norms import Fact
from policyc.core.programme import Place, unit_of, within
from policyc.core.types import IntType, RealType, measured_in


@frozen
class Use:
    """A condition on a number, what follows from it, and where it stands."""

    condition: Condition
    effect: str
    place: Place


def numeric_facts(text: Text) -> Iterator[tuple[Fact, list[Use]]]:
    """The numbers that something depends on, with everything that does."""
    uses = list(_uses(text))
    for fact in text.policy.facts:
        if isinstance(fact.type, (IntType, RealType)):
            found = [use for use in uses if fact.name in facts_of(use.condition)]
            if found:
                yield fact, found


def _uses(text: Text) -> Iterator[Use]:
    for norm in text.norms():
        yield Use(norm.condition, effect_words(text, norm), at(norm))
        if norm.exception is not None:
            yield Use(norm.exception, f"除外，不{effect_words(text, norm)}", at(norm))
    for said in text.policy.content:
        match said:
            case Duty():
                yield Use(said.condition, "；".join(said.acts), said.place)
            case Sanction():
                yield Use(said.condition, f"追责：{'、'.join(said.measures)}", said.place)


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    items = [
        Item(i, fact.name, (fact, uses), fact.alias)
        for i, text in enumerate(texts)
        for fact, uses in numeric_facts(text)
    ]
    shared, alone = parted(aligned(items))
    for cluster in shared:
        said = {
            i: [entry for fact, uses in cluster.of(i) for entry in entries(texts[i], fact, uses)]
            for i in cluster.documents
        }
        units = "／".join(
            dict.fromkeys(filter(None, (measured_in(fact.type) for fact in _facts(cluster))))
        )
        title = f"{cluster.title}（{units}）" if units else cluster.title
        yield row_of(title, texts, said, _basis(cluster), key=True)
    others: dict[int, list[Entry]] = {}
    for item in (item for cluster in alone for item in cluster.items):
        for each in entries(texts[item.at], *item.value):
            window = item.value[0].window
            counted = f"{item.name}（{window}）" if window else item.name
            named = Entry(f"{counted}{each.text}", each.places, (item.name, each.key))
            others.setdefault(item.at, []).append(named)
    if others:
        basis = Basis(Comparability.NONE, "各份自己的数，数的不是同一件事")
        yield row_of("只有一份用到的数", texts, others, basis)


def _facts(cluster: Cluster[tuple[Fact, list[Use]]]) -> list[Fact]:
    return [item.value[0] for item in cluster.items]


def _basis(cluster: Cluster[tuple[Fact, list[Use]]]) -> Basis:
    facts = _facts(cluster)
    if len({measured_in(fact.type) for fact in facts}) > 1:
        return Basis(Comparability.NONE, "计量单位不同")
    windows = dict.fromkeys(fact.window or "没有写" for fact in facts)
    basis = by_names(cluster.names, "数的是同一类事")
    if len(windows) > 1:
        return Basis(Comparability.SIMILAR, f"统计期不同：{'／'.join(windows)}")
    if basis.comparability is Comparability.SAME:
        return Basis(Comparability.SAME, "同一名称、同一计量单位")
    return basis


def entries(text: Text, fact: Fact, uses: Iterable[Use]) -> Iterator[Entry]:
    """What depends on a number and from where on, a line each."""
    for use in uses:
        place = _place(text, fact, use)
        for bound in bounds(use.condition, fact.name):
            said = bound_words(bound.condition, fact.type, place.quote)
            notes = _besides(use.condition, fact, bound.condition)
            notes += [f"只是“{name}”的一种读法" for name in bound.readings]
            more = f"（{'；'.join(notes)}）" if notes else ""
            yield Entry(f"{said}：{use.effect}{more}", (place,), (said, use.effect))


def _besides(condition: Condition, fact: Fact, bound: Condition) -> list[str]:
    """What else there is beside a bound: something to be met too, or another way to the same."""
    if not rests_on_more(condition, fact.name):
        return []
    return ["或者有其他情形"] if is_enough(bound, condition) else ["另有其他条件"]


def _place(text: Text, fact: Fact, use: Use) -> Place:
    """The clause that names the number: that of what depends on it, or else the fact's own in the
    same 条."""
    own = fact.basis.split("、") if fact.basis else []
    if any(within(use.place.citation, each) for each in own):
        return use.place
    near = [each for each in own if unit_of(each) == unit_of(use.place.citation)]
    found = text.place(near[0]) if len(near) == 1 else use.place
    return found if found.quote else use.place


DIMENSION = Dimension("阈值", "到多少算数", _rows)
