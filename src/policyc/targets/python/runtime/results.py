"""Results of a generated module: plain tuples, shared between calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from fractions import Fraction

    from policyc.targets.python.runtime.verdict import decide

# ------------------------------------------------------------------ 8< ------------------------
Kind: TypeAlias = Literal["定", "未知", "裁量", "冲突", "空白", "不适用", "读法分歧"]
Modality: TypeAlias = Literal["应当", "可以", "应当视情", "不得", "原则上不得"]
Value: TypeAlias = "bool | int | Fraction | date | str"
Truth: TypeAlias = bool | None


FactType: TypeAlias = Literal["布尔", "整数", "小数", "百分比", "日期", "级别", "选项"]


class Fact(NamedTuple):
    """一个事实：中文名、英文名、类型、单位、范围或可选值、平常值、由谁认定。"""

    name: str
    key: str
    type: FactType
    unit: str = ""
    minimum: int | Fraction | None = None
    maximum: int | Fraction | None = None
    options: tuple[str, ...] = ()
    harmless: Value | None = None
    determined_by: str = ""


class Problem(NamedTuple):
    """输入的一处错误；code 与 policyc 的错误代码相同。"""

    code: str
    fact: str
    message: str


class FactError(ValueError):
    """给出的事实不能用。"""


class DateError(ValueError):
    """给出的日期不是 datetime.date，或者先后颠倒。"""


class Norm(NamedTuple):
    """一条规范：条款、原文、规范词、结果。"""

    bit: int
    id: str
    citation: str
    outcome: str
    subject: str
    modality: Modality
    values: tuple[Value, ...]
    quote: str = ""
    direct: str = ""
    stated_exception: bool = False
    decider: str = ""
    criterion: str = ""


class Trace(NamedTuple):
    """一条规范在结果里的作用。force 为 None：是否生效未知，或者随读法不同。"""

    norm: Norm
    force: Truth
    condition: Truth
    defeated_by: tuple[Norm, ...] = ()


class Decision(NamedTuple):
    """一种读法下的结果。"""

    kind: Kind
    values: tuple[Value, ...]
    permitted: tuple[Value, ...]
    trace: tuple[Trace, ...]
    trigger: Truth
    causes: tuple[tuple[str, Kind], ...]
    notes: tuple[str, ...]

    def same_result(self, other: Decision) -> bool:
        """两个冲突、两个未知都算相同。"""
        if self.kind != other.kind:
            return False
        if self.kind in ("冲突", "未知"):
            return True
        same_values = set(self.values) == set(other.values)
        return same_values and set(self.permitted) == set(other.permitted)


class UnderReading(NamedTuple):
    """若干读法各取一种时的结果。"""

    readings: tuple[tuple[str, str], ...]
    decision: Decision


class Result:
    """一个结论的结果；多次调用共用，不要改动。

    value 是“定”的值，其他情形为 None；in_force、uncertain 是规范的位（NORMS 的序号）：
    生效的，是否生效未知或者随读法不同的；matters 是对本案有影响的读法。
    """

    __slots__ = (
        *("outcome", "key", "subject", "kind", "value", "in_force", "uncertain", "matters"),
        *("values", "permitted", "trace", "by_reading", "readings", "causes", "flags"),
        *("feeds", "code", "_noted"),
    )

    def __init__(
        self,
        outcome: str,
        key: str,
        subject: str,
        kind: Kind,
        values: tuple[Value, ...],
        permitted: tuple[Value, ...],
        trace: tuple[Trace, ...],
        by_reading: tuple[UnderReading, ...],
        readings: tuple[tuple[str, str], ...],
        causes: tuple[tuple[str, Kind], ...],
        flags: tuple[str, ...],
        feeds: frozenset[Value],
        code: int,
    ) -> None:
        self.outcome = outcome
        self.key = key
        self.subject = subject
        self.kind = kind
        self.value: Value | None = values[0] if kind == "定" and len(values) == 1 else None
        self.in_force = sum(1 << entry.norm.bit for entry in trace if entry.force)
        self.uncertain = sum(1 << entry.norm.bit for entry in trace if entry.force is None)
        self.matters = tuple(name for name, _ in by_reading[0].readings) if by_reading else ()
        self.values = values
        self.permitted = permitted
        self.trace = trace
        self.by_reading = by_reading
        self.readings = readings
        self.causes = causes
        self.flags = flags
        self.feeds = feeds
        self.code = code
        self._noted: dict[str, Result] = {}

    def noted(self, note: str) -> Result:
        """同样的结果，另加一句说明。"""
        if note not in self._noted:
            self._noted[note] = Result(
                *(self.outcome, self.key, self.subject, self.kind, self.values, self.permitted),
                *(self.trace, self.by_reading, self.readings, self.causes),
                *((*self.flags, note), self.feeds, self.code),
            )
        return self._noted[note]

    def __repr__(self) -> str:
        shown = "、".join(str(value) for value in self.values or self.permitted)
        return f"<{self.outcome}（{self.subject}）：{self.kind} {shown}>"

    @property
    def citations(self) -> tuple[str, ...]:
        """生效的条款，各一次。"""
        return tuple(dict.fromkeys(entry.norm.citation for entry in self.trace if entry.force))


class Evaluation:
    """一个案件的全部结论；可用结论的中文名或英文名取其中之一。"""

    __slots__ = ("results",)

    def __init__(self, results: tuple[Result, ...]) -> None:
        self.results = results

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def __getitem__(self, outcome: str) -> Result:
        for result in self.results:
            if outcome in (result.outcome, result.key):
                return result
        raise KeyError(outcome)


class _Views:
    """各结论的记忆，键到结果，用到才算，各最多记住 _LIMIT 个；读法和日期相同。"""

    _LIMIT = 1 << 14
    __slots__ = ("_fixed", "_period")

    def __init__(self, fixed: tuple[tuple[int, int], ...], period: int) -> None:
        self._fixed = fixed
        self._period = period

    def _find(self, question: int, memo: dict[int, Result], key: int) -> Result:
        """一个键的结果，并且记住。"""
        found = decide(question, key, self._fixed, self._period)
        if len(memo) >= self._LIMIT:
            memo.clear()
        memo[key] = found
        return found
