"""Lives over time, one step at a time, as ``lifecycle.simulate`` replays them.

Only modules of documents with a 流程 carry it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, cast

from policyc.targets.python.runtime.facts import _Facts, _pairs, _read, _Wrong
from policyc.targets.python.runtime.results import DateError, Fact, FactError, Result, Value

if TYPE_CHECKING:
    from policyc.targets.python.runtime.walk import _Walk

_FACTS = cast("_Facts", None)
"""Every generated module has its own."""


# ------------------------------------------------------------------ 8< ------------------------
Ground: TypeAlias = Literal["依条文", "依条文裁量", "条文冲突", "由决定写明", "未知", "与条文不符"]
ChangeKind: TypeAlias = Literal["转为", "升到", "降到", "续期", "不变"]
Unit: TypeAlias = Literal["年", "个月", "日"]
Length: TypeAlias = tuple[int, Unit]
_LONGEST_HOLIDAY = timedelta(days=31)
_DAY = timedelta(days=1)


class Change(NamedTuple):
    """变更：一种决定对状态做什么。length 是续期多长，或者给出它的结论；空的，条文没有写明。"""

    citation: str
    quote: str
    outcome: str
    value: Value
    kind: ChangeKind
    target: Value | None = None
    step: bool = False
    length: Length | str | None = None
    times: int | None = None
    restarts: bool = False


class End(NamedTuple):
    """期限的最后一天；moved：遇休假日顺延到哪一天（民法典第203条），没有日历的为 None。"""

    day: date
    moved: date | None = None

    def has_passed(self, day: date, moves: bool | None) -> bool | None:
        """这一天期限过了没有；moves 是第203条怎样读，None 为两种都算，其间的日子未知。"""
        plain = day > self.day
        if moves is False or not plain:
            return plain
        if self.moved is None:
            return True if day - self.day > _LONGEST_HOLIDAY else None
        late = day > self.moved
        return late if moves or late == plain else None


class Term(NamedTuple):
    """一个期限。end 为 None：从哪一天起算、有多长没有写明；assumed 是从决定之日起算的届满日。"""

    start: date | None
    end: End | None
    assumed: End | None = None
    why_open: str = ""


class State(NamedTuple):
    """某一天（day）之后的状态；state 为 None：条文没有写明是哪一级。facts 用英文名。"""

    state: Value | None
    facts: Mapping[str, Any] = {}
    term: Term | None = None
    times: Mapping[tuple[str, Value], int] = {}
    moved: bool = False
    expiry_told: bool = False
    day: date | None = None


class Event(NamedTuple):
    """一天的事：新知道的事实（None 为不再知道）、作出的决定；起算、到期是决定写明的。"""

    day: date
    words: str = ""
    facts: Mapping[str, Any] = {}
    decisions: Mapping[str, Value] = {}
    term_start: date | None = None
    term_end: date | None = None


class Verdict(NamedTuple):
    """一个决定，对照条文给出的结果；change 是它对状态做什么。"""

    outcome: str
    value: Value
    ground: Ground
    result: Result
    change: Change | None


class Step(NamedTuple):
    """一步之后：状态，这一天的决定，接下来应当或者可以怎样（due），文件没有写明的（notes）。"""

    day: date
    before: Value | None
    state: State
    verdicts: tuple[Verdict, ...]
    due: tuple[Result, ...]
    notes: tuple[str, ...]


class Life(NamedTuple):
    """一个流程。条文没有写明的不猜：状态或者期限从此不明，直到事件写明。"""

    name: str
    citation: str
    outcome: str
    given: str
    initial: Value
    finals: tuple[Value, ...]
    steps: tuple[Value, ...]
    term: str
    expired: str
    start: str
    starts_known: bool
    units: Mapping[str, Unit]
    changes: tuple[Change, ...]
    decisions: tuple[Fact, ...]
    readings: Mapping[str, str] = {}
    from_decision: bool = False
    holidays_move: bool | None = None
    is_holiday: Callable[[date], bool | None] | None = None

    def under(
        self,
        *,
        readings: Mapping[str, str] | None = None,
        from_decision: bool = False,
        holidays_move: bool | None = None,
        is_holiday: Callable[[date], bool | None] | None = None,
    ) -> Life:
        """取定读法。from_decision：没有写明起算的，从决定之日起算；holidays_move：期满遇休假日
        顺延与否，None 为两种都算；is_holiday：这一天是不是休假日，没有日历的日子为 None。"""
        return self._replace(
            readings=dict(readings or {}),
            from_decision=from_decision,
            holidays_move=holidays_move,
            is_holiday=is_holiday,
        )

    def begin(self, facts: Mapping[str, Any] | None = None) -> State:
        """起点：还没有作过决定；facts 从第一天起就成立。"""
        return State(self.initial, _known({}, facts or {}))

    def step(self, state: State, event: Event) -> Step:
        """一件事之后。期限在这以前届满的，先问 expiry。

        决定不是可选的值、不改变这个流程的是 FactError；早于前一步的是 DateError。
        """
        _check_day(event.day)
        for day in (event.term_start, event.term_end):
            if day is not None:
                _check_day(day)
        return _Walk(self, state).happen(event)

    def expiry(self, state: State, before: date) -> Step | None:
        """期限在一天以前届满的，它确定已过的第一天；没有的、说过的为 None。"""
        _check_day(before)
        return _Walk(self, state).expiry(before)

    def due(self, state: State, day: date) -> tuple[Result, ...]:
        """这一天应当或者可以怎样：状态本身和各种处置的结果。"""
        _check_day(day)
        return _Walk(self, state).due(day)

    def decided(self, decisions: Mapping[str, Any]) -> dict[str, Value]:
        """决定，用结论的中文名；没有写值的不算。"""
        found: dict[str, Value] = {}
        for name, item in _pairs("决定", decisions):
            asked = next((each for each in self.decisions if name in (each.name, each.key)), None)
            if asked is None:
                known = "、".join(self.deciders)
                raise FactError(f"决定“{name}”不改变流程「{self.name}」；可写：{known}")
            try:
                value = _read(asked, item)
            except _Wrong as wrong:
                raise FactError(f"决定“{name}”：{wrong}") from None
            if value is not None:
                found[asked.name] = value
        return found

    @property
    def deciders(self) -> tuple[str, ...]:
        """使状态改变的结论，状态自己的在前。"""
        return tuple(dict.fromkeys((self.outcome, *(change.outcome for change in self.changes))))

    def change_of(self, outcome: str, value: Value) -> Change | None:
        """一种决定做什么；条文没有写明的为 None。"""
        return next((c for c in self.changes if (c.outcome, c.value) == (outcome, value)), None)


def _check_day(day: object) -> None:
    """一天是 datetime.date；文字、带钟点的是 DateError。"""
    if type(day) is not date:
        raise DateError(
            f"日期要用 datetime.date，给的是 {day!r}；"
            'date(2020, 6, 1)、date.fromisoformat("2020-06-01") 都可以'
        )


def _known(before: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """事实，用英文名，只留已知的。"""
    found = dict(before)
    for name, value in _pairs("事实", facts):
        fact = _FACTS.known.get(name)
        if fact is None:
            raise FactError(f"事实“{name}”未声明")
        found[fact.key] = value
    return {key: value for key, value in found.items() if value is not None}


def _after(start: date, length: Length) -> date:
    """期限的最后一天：首日不算（民法典第201条），按月、按年的到对应日，没有的到月末（第202条）。"""
    number, unit = length
    try:
        if unit == "日":
            return start + number * _DAY
        months = start.year * 12 + start.month - 1 + number * (12 if unit == "年" else 1)
        first = date(months // 12, months % 12 + 1, 1)
        for day in range(start.day, 28, -1):
            try:
                return first.replace(day=day)
            except ValueError:
                pass
        return first.replace(day=min(start.day, 28))
    except (OverflowError, ValueError):
        return date.max
