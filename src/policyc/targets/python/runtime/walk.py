"""One step of a life, from its state before to the one after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from policyc.targets.python.runtime.branching import _shown
from policyc.targets.python.runtime.lives import (
    _DAY,
    Change,
    End,
    Event,
    Ground,
    Length,
    Life,
    State,
    Step,
    Term,
    Verdict,
    _after,
    _known,
)
from policyc.targets.python.runtime.results import DateError, Evaluation, Result, Value


def evaluate(
    facts: Mapping[str, Any],
    *,
    outcome: str | None = None,
    as_of: date | None = None,
    readings: Mapping[str, str] | None = None,
) -> Evaluation:
    """Every generated module has its own."""
    raise NotImplementedError


# ------------------------------------------------------------------ 8< ------------------------
class _Walk:
    """从一个状态走一步。"""

    def __init__(self, life: Life, state: State) -> None:
        self.life = life
        self.state = state.state
        self.facts = dict(state.facts)
        self.term = state.term
        self.times = dict(state.times)
        self.moved = state.moved
        self.told = state.expiry_told
        self.day = state.day

    def now(self) -> State:
        known = (self.state, self.facts, self.term, self.times, self.moved, self.told)
        return State(*known, self.day)

    # -- 日子
    def expiry(self, before: date) -> Step | None:
        if self.told or self.term is None or self.term.end is None:
            return None
        if self.term.end.day >= before:
            return None
        over = self.term.end.day + _DAY
        while self._has_expired(over) is None and over < before:
            over += _DAY
        if over >= before:
            return None
        self.told = True
        self.day = over if self.day is None else max(self.day, over)
        due = self.due(over)
        endings = [result for result in due if result.outcome != self.life.outcome]
        notes = () if any(map(_provides, endings)) else ("按现有的事实，没有规定可以适用",)
        return Step(over, self.state, self.now(), (), due, notes)

    def happen(self, event: Event) -> Step:
        if self.day is not None and event.day < self.day:
            raise DateError(f"事件按日期先后给：{event.day} 早于前一步的 {self.day}")
        self.day = event.day
        self.facts = _known(self.facts, event.facts)
        before = self.state
        decisions = self.life.decided(event.decisions)
        last = self.life.outcome  # 它可能写明别的决定以后是哪一级
        order = sorted(decisions, key=lambda outcome: outcome == last)
        verdicts = [self._verdict(o, decisions[o], decisions, event.day) for o in order]
        notes = [note for verdict in verdicts for note in self._apply(verdict, event, decisions)]
        prolonged = any(v.change is not None and v.change.kind == "续期" for v in verdicts)
        if event.term_start is not None and self.term is not None and not prolonged:
            self._restart(event.term_start)
        if event.term_end is not None:
            start = None if self.term is None else self.term.start
            self.term, self.told = Term(start, self._end(event.term_end)), False
        due = self.due(event.day)
        if event.words and not event.facts and not decisions:
            notes.append(f"文件没有规定“{event.words}”会怎样，状态不变")
        elif event.facts and not decisions and self._is_stuck(due):
            notes.append("按这些事实，没有规定可以适用，状态不变")
        return Step(event.day, before, self.now(), tuple(verdicts), due, tuple(notes))

    def _is_stuck(self, due: Iterable[Result]) -> bool:
        going_on = self.state not in (None, self.life.initial, *self.life.finals)
        return going_on and not self.life.expired and not any(map(_provides, due))

    # -- 条文给出什么
    def due(self, day: date) -> tuple[Result, ...]:
        return tuple(self._result(outcome, day) for outcome in self.life.deciders)

    def _result(self, outcome: str, day: date) -> Result:
        case = dict(self.facts)
        begun = self.moved or self.life.starts_known or self.state != self.life.initial
        if self.state is not None and begun:
            case[self.life.given] = self.state
        if self.life.expired and self.life.expired not in self.facts:
            case[self.life.expired] = self._has_expired(day)
        return evaluate(case, outcome=outcome, as_of=day, readings=self.life.readings)[outcome]

    def _has_expired(self, day: date) -> bool | None:
        if self.term is None:
            return False if self.state in (self.life.initial, *self.life.finals) else None
        if self.term.end is None:
            return None
        return self.term.end.has_passed(day, self.life.holidays_move)

    # -- 决定
    def _verdict(
        self, outcome: str, value: Value, decisions: Mapping[str, Value], day: date
    ) -> Verdict:
        result = self._result(outcome, day)
        found = [self.life.change_of(name, each) for name, each in decisions.items()]
        left_open = any(change is not None and _target_open(change) for change in found)
        tells = outcome == self.life.outcome and left_open
        ground: Ground = "由决定写明" if tells else _ground(result, value)
        return Verdict(outcome, value, ground, result, self.life.change_of(outcome, value))

    def _apply(self, verdict: Verdict, event: Event, decisions: Mapping[str, Value]) -> list[str]:
        done = _shown(verdict.value)
        notes = []
        if verdict.ground == "与条文不符":
            notes.append(f"按条文，“{verdict.outcome}”{_told(verdict.result)}，不是“{done}”")
        if verdict.outcome == self.life.outcome:
            self._enter(verdict.value, event.day)
            return notes
        if verdict.change is None:
            return [*notes, f"文件没有规定“{done}”对级别和期限有什么影响"]
        return notes + self._change(verdict.change, event, decisions)

    def _change(self, change: Change, event: Event, decisions: Mapping[str, Value]) -> list[str]:
        key = (change.outcome, change.value)
        self.times[key] = self.times.get(key, 0) + 1
        done = _shown(change.value)
        notes = []
        if change.times is not None and self.times[key] > change.times:
            count = self.times[key]
            notes.append(f"{change.citation}规定“{done}”至多{change.times}次，这是第{count}次")
        if change.kind == "不变":
            return notes
        if change.kind == "续期":
            return notes + self._prolong(change, event)
        return notes + self._move(change, event, decisions)

    def _move(self, change: Change, event: Event, decisions: Mapping[str, Value]) -> list[str]:
        done, state, life = _shown(change.value), self.state, self.life
        if state is None:
            return [f"现在是哪一级不明，“{done}”以后也不明"]
        lived = [step for step in life.steps if step not in life.finals]
        ends = {"升到": lived[-1:], "降到": lived[:1]}.get(change.kind)
        if ends is not None and (not ends or state == ends[0]):
            return [f"{_shown(state)}没有可以{done}到的级别"]
        target = change.target
        if ends is not None and change.step:
            at = life.steps.index(state) + (1 if change.kind == "升到" else -1)
            target = life.steps[at] if 0 <= at < len(life.steps) else None
        if target is None:
            self.state, self.term = None, None
            if life.outcome in decisions:
                return []
            return [
                f"{change.citation}没有写明“{done}”以后是哪一级；由决定另行写明的，在事件里给出"
            ]
        self._enter(target, event.day)
        if target not in life.finals and not change.restarts and self.term is not None:
            assumed = self.term.end or self.term.assumed
            self.term = Term(None, None, assumed, "变更以后期限怎样计算没有写明")
        return []

    def _prolong(self, change: Change, event: Event) -> list[str]:
        self.told = False
        if event.term_end is not None:
            return []
        length = change.length
        if isinstance(length, str):
            why = f"“{length}”{_told(self._result(length, event.day))}"
            length = self._period(length, event.day)
            if length is None:
                self.term = Term(None, None, None, why)
                return [f"延长多久还不能确定：{why}"]
        if length is None:
            self.term = Term(None, None, None, "延长多久没有写明")
            return [f"{change.citation}没有写明延长多久；决定写明的，在事件里给出“到期”"]
        if event.term_start is not None or change.restarts:
            start = event.term_start or (event.day if self.life.from_decision else None)
            end = self._end(_after(start or event.day, length))
            why = "" if start else "从哪一天起算没有写明"
            self.term = Term(start, end if start else None, None if start else end, why)
            return []
        if self.term is None or self.term.end is None:
            return ["原来的届满日不明，延长以后也不明"]
        end = self._end(_after(self.term.end.day, length))
        self.term = self.term._replace(end=end, assumed=None)
        return []

    def _period(self, outcome: str, day: date) -> Length | None:
        value = self._result(outcome, day).value
        unit = self.life.units.get(outcome)
        return (value, unit) if unit is not None and type(value) is int else None

    # -- 状态和期限
    def _enter(self, state: Value, day: date) -> None:
        self.state, self.told, self.moved, self.term = state, False, True, None
        life = self.life
        if state in (life.initial, *life.finals) or not life.term:
            return
        length = self._period(life.term, day)
        if length is None:
            self.term = Term(None, None, None, f"{_shown(state)}的期限没有确定")
            return
        end = self._end(_after(day, length))
        if life.from_decision:
            self.term = Term(day, end)
        elif life.start:
            self.term = Term(None, None, end, f"期限自{life.start}起算，在事件里写明是哪一天")
        else:
            self.term = Term(None, None, end, "从哪一天起算没有写明")

    def _restart(self, start: date) -> None:
        length = self._period(self.life.term, start) if self.life.term else None
        end = None if length is None else self._end(_after(start, length))
        self.term = Term(start, end, None, "" if end else "期限多长没有确定")

    def _end(self, day: date) -> End:
        """最后一天，和它遇休假日顺延到的一天。"""
        after, holiday = day, self.life.is_holiday
        while holiday is not None:
            found = holiday(after)
            if not found:
                return End(day, None if found is None else after)
            after += _DAY
        return End(day)


def _target_open(change: Change) -> bool:
    """使状态改变，而条文没有写明改成哪一级。"""
    moves = change.kind in ("转为", "升到", "降到")
    return moves and change.target is None and not change.step


def _ground(result: Result, value: Value) -> Ground:
    if result.kind == "定" and value in result.values:
        return "依条文"
    if result.kind == "裁量" and value in result.permitted:
        return "依条文裁量"
    if result.kind == "冲突" and value in result.values:
        return "条文冲突"
    return "未知" if result.kind in ("未知", "读法分歧") else "与条文不符"


def _provides(result: Result) -> bool:
    return result.kind not in ("空白", "不适用")


def _told(result: Result) -> str:
    values = result.permitted if result.kind == "裁量" else result.values
    shown = f"（{'、'.join(map(_shown, values))}）" if values else ""
    return f"的结果是{result.kind}{shown}"
