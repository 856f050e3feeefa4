"""What a document is to the engine: conditions over keys, readings, questions, periods."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from policyc.targets.python.runtime.effects import _Overlap
from policyc.targets.python.runtime.results import DateError, Norm, Truth, Value


# ------------------------------------------------------------------ 8< ------------------------
class _Bit(NamedTuple):
    """一格：键里从 position 起的两位，11 成立，01 未知，00 不成立。"""

    position: int


class _Fed(NamedTuple):
    """上游结论落在 regions 的某一段。"""

    ref: int
    regions: int


class _All(NamedTuple):
    parts: tuple[_Logic, ...]
    form: str = "且"


class _Any(NamedTuple):
    parts: tuple[_Logic, ...]
    form: str = "或"


class _Choose(NamedTuple):
    """一种读法的每一种取法各有一个条件；关于优先的读法，第一种是不取定。"""

    reading: int
    parts: tuple[_Logic, ...]
    form: str = "读法"


_Logic: TypeAlias = "Truth | _Bit | _Fed | _All | _Any | _Choose"


class Reading(NamedTuple):
    """一种读法；effects 不空的关于谁优先。"""

    name: str
    choices: tuple[str, ...]
    effects: tuple[str, ...] = ()


class _Rule(NamedTuple):
    norm: int
    when: _Logic
    beaten_by: tuple[int, ...] = ()


class _Ref(NamedTuple):
    """键里放上游结论的一段：偶数是确定的段号，奇数是上游的整个键。"""

    question: int
    offset: int
    mask: int


class _Question:
    """一个结论（对一种对象）：前 own 条规则回答它，其余的可能排除它们。"""

    def __init__(
        self,
        outcome: str,
        key: str,
        subject: str,
        overlap: _Overlap,
        rules: tuple[_Rule, ...],
        own: int,
        trigger: _Logic,
        refs: tuple[_Ref, ...] = (),
        codes: dict[Value, int] | None = None,
        none_value: Value | None = None,
        readings: tuple[int, ...] = (),
    ) -> None:
        self.outcome = outcome
        self.key = key
        self.subject = subject
        self.overlap = overlap
        self.rules = {rule.norm: rule for rule in rules}
        self.own = rules[:own]
        self.trigger = trigger
        self.refs = refs
        self.codes = codes or {}
        self.none_value = none_value
        self.readings = readings


class Document(NamedTuple):
    """一份文件：规范、读法、结论；windows 是各时期在有效期内的规范。"""

    norms: tuple[Norm, ...]
    readings: tuple[Reading, ...]
    questions: tuple[_Question, ...]
    starts: tuple[date, ...]
    windows: tuple[int, ...]
    in_force: tuple[bool, ...]
    fixed: dict[str, str]

    def options(self, reading: int) -> tuple[int | None, ...]:
        """一种读法可以怎样取；关于优先的可以不取定（None）。"""
        choices = range(len(self.readings[reading].choices))
        return (None, *choices) if self.readings[reading].effects else tuple(choices)

    def reading(self, name: str) -> int:
        """一种读法的序号。"""
        return next(k for k, reading in enumerate(self.readings) if reading.name == name)

    def period(self, as_of: date | None) -> int:
        """0 是不问日期，其余按起始日；不是 date 的是 DateError。"""
        if as_of is None:
            return 0
        if type(as_of) is not date:
            raise DateError(
                f"截至日期 as_of 要用 datetime.date，给的是 {as_of!r}；"
                'date(2020, 6, 1)、date.fromisoformat("2020-06-01") 都可以'
            )
        return bisect_right(self.starts, as_of)

    def choices(self, readings: Mapping[str, str] | None) -> tuple[tuple[int, int], ...]:
        """读法及其取法的序号；没有的读法、没有的取法是 ValueError。"""
        found: dict[int, int] = {}
        names = [reading.name for reading in self.readings]
        for name, choice in {**self.fixed, **(readings or {})}.items():
            if name not in names:
                raise ValueError(f"读法「{name}」未声明；有：{'、'.join(names)}")
            number = names.index(name)
            choices = self.readings[number].choices
            if choice not in choices:
                raise ValueError(f"读法「{name}」没有“{choice}”这一种；有：{'、'.join(choices)}")
            if self.fixed.get(name, choice) != choice:
                raise ValueError(f"读法「{name}」在生成时已取“{self.fixed[name]}”")
            found[number] = choices.index(choice)
        return tuple(sorted(found.items()))


def _join(form: type[_All] | type[_Any], parts: Iterable[_Logic]) -> _Logic:
    """并起来，已经定了的部分化掉。"""
    settled = form is _Any
    kept: list[_Logic] = []
    for part in parts:
        if part is settled:
            return settled
        if part is not (not settled) and part not in kept:
            kept.append(part)
    if len(kept) > 1:
        return form(tuple(kept))
    return kept[0] if kept else not settled


def _choice(reading: int, parts: tuple[Any, ...]) -> Any:
    """各种取法都一样的，不再取决于读法。"""
    return parts[0] if all(part == parts[0] for part in parts) else _Choose(reading, parts)


def _given(logic: Any, reading: int, option: int) -> Any:
    """一种读法取定之后剩下的条件。"""
    if isinstance(logic, _Choose):
        if logic.reading == reading:
            return _given(logic.parts[option], reading, option)
        parts = tuple(_given(part, reading, option) for part in logic.parts)
        return _choice(logic.reading, parts)
    if isinstance(logic, (_All, _Any)):
        return _join(type(logic), (_given(part, reading, option) for part in logic.parts))
    return logic


def _open_readings(logic: _Logic) -> Iterator[int]:
    if isinstance(logic, _Choose):
        yield logic.reading
    if isinstance(logic, (_All, _Any, _Choose)):
        for part in logic.parts:
            yield from _open_readings(part)
