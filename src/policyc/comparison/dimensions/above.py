"""上级定级: what a decision of the level above makes of a subject here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from policyc.comparison.dimensions.dimension import Dimension
from policyc.comparison.judge import row_of
from policyc.comparison.life import changes, ends, ladders, norms_giving, steps_of
from policyc.comparison.partial import steps_asked
from policyc.comparison.texts import Text, at
from policyc.comparison.values import Basis, Comparability, Entry, Row
from policyc.comparison.wording import effect_words, norm_entry
from policyc.core.lifecycle import ChangeKind
from policyc.core.norms import Fact, Norm
from policyc.core.programme import Place
from policyc.core.types import ScaleType, Value


@frozen
class Mapped:
    """A norm that asks for the step given by an upper level: under which steps it can hold."""

    fact: Fact
    kind: ScaleType
    norm: Norm
    steps: tuple[Value, ...]

    @property
    def level(self) -> str:
        """The level above, as the fact says: 省级."""
        return self.fact.fed_by[0] if self.fact.fed_by else ""


def _rows(texts: Sequence[Text]) -> Iterator[Row]:
    mapped = {i: list(_mapped(text)) for i, text in enumerate(texts)}
    if any(mapped.values()):
        yield from _steps(texts, mapped)
        yield _left_out(texts, mapped)
        yield _not_reached(texts, mapped)
    direct = {i: list(_direct(text, mapped[i])) for i, text in enumerate(texts)}
    if any(direct.values()):
        basis = Basis(Comparability.SIMILAR, "都写明“直接”，何种情形、列为什么各有写法")
        yield row_of("其他直接列入、直接定级的情形", texts, direct, basis, key=True)


def _mapped(text: Text) -> Iterator[Mapped]:
    for fact in text.policy.facts:
        if fact.fed_by is not None and isinstance(fact.type, ScaleType):
            for norm in text.norms():
                steps = steps_asked(norm.condition, frozenset((fact.name,)), fact.type)
                if steps:
                    yield Mapped(fact, fact.type, norm, steps)


def _steps(texts: Sequence[Text], mapped: dict[int, list[Mapped]]) -> Iterator[Row]:
    """A row for every step of the level above, the gravest first."""
    steps = [s for each in mapped.values() for m in each for s in reversed(_upper_steps(m))]
    for step in dict.fromkeys(steps):
        said = {i: [_entry(texts[i], m) for m in mapped[i] if step in m.steps] for i in mapped}
        if any(said.values()):
            yield row_of(f"上级定为{step}的", texts, said, _basis(mapped), key=True)


def _upper_steps(mapped: Mapped) -> tuple[str, ...]:
    """The steps above without the lightest one, which is none of them."""
    return mapped.kind.scale.steps[1:]


def _entry(text: Text, mapped: Mapped) -> Entry:
    effect = effect_words(text, mapped.norm)
    return Entry(f"{mapped.level}的：{effect}", (at(mapped.norm),), effect)


def _basis(mapped: dict[int, list[Mapped]]) -> Basis:
    levels = dict.fromkeys(m.level for each in mapped.values() for m in each)
    if len(levels) > 1:
        why = f"都是上级的级别对应本级的级别，所对应的上级不同：{'／'.join(levels)}"
        return Basis(Comparability.SIMILAR, why)
    return Basis(Comparability.SAME, "对应的是同一级的上级")


def _left_out(texts: Sequence[Text], mapped: dict[int, list[Mapped]]) -> Row:
    """Steps of the level above that lead to no step here."""
    said = {}
    for i, each in mapped.items():
        ladder = {outcome.name for outcome in ladders(texts[i])}
        onto = [m for m in each if m.norm.outcome in ladder]
        said[i] = [
            Entry(f"{m.level}：{'、'.join(missing) or '没有遗漏'}", _places(onto), missing)
            for m in onto[:1]
            for missing in [_missing(_upper_steps(m), (s for o in onto for s in o.steps))]
        ]
    return row_of("上级的哪一级没有写到本级哪一级", texts, said, _basis(mapped), key=True)


def _not_reached(texts: Sequence[Text], mapped: dict[int, list[Mapped]]) -> Row:
    """Steps here to which no step of the level above leads."""
    said: dict[int, list[Entry]] = {i: [] for i in mapped}
    for i, each in mapped.items():
        for ladder in ladders(texts[i]):
            onto = [m for m in each if m.norm.outcome == ladder.name]
            reached = (value for m in onto for value in m.norm.values)
            missing = _missing(steps_of(texts[i], ladder), reached)
            if onto:
                words = "、".join(missing) or "没有遗漏"
                said[i].append(Entry(f"{ladder.name}：{words}", _places(onto), missing))
    return row_of("本级的哪一级没有上级与它对应", texts, said, _basis(mapped), key=True)


def _missing(steps: Sequence[str], found: Iterator[Value]) -> tuple[str, ...]:
    there = set(found)
    return tuple(step for step in reversed(steps) if step not in there)


def _places(mapped: Sequence[Mapped]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(at(m.norm) for m in mapped))


def _direct(text: Text, mapped: Sequence[Mapped]) -> Iterator[Entry]:
    """Whatever else brings a subject in, or onto a step, by the text's word 直接."""
    shown = {m.norm.id for m in mapped}
    leaving = {
        norm.id
        for life, change in changes(text, tuple(ChangeKind))
        if ends((life, change)) or change.kind is not ChangeKind.TURN
        for norm in norms_giving(text, change)
    }
    for norm in text.norms():
        direct = norm.direct is not None or _DIRECT.search(norm.quote) is not None
        if direct and norm.id not in shown | leaving:
            yield norm_entry(text, norm)


_DIRECT = re.compile("直接(?!责任)")


DIMENSION = Dimension("上级定级", "上级已经定级的，本级怎样定", _rows)
