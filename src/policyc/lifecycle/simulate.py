"""A region's years, replayed through the reference interpreter.

Nothing is guessed: a decision changes the state only as its 变更 says; where the text does not say
to which state or until when, the state or the term is open from then on, until an event tells it.
Decisions of the bodies in charge stand even where the clauses give another result, with a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from attrs import define, evolve, field

from policyc.core.evaluate import evaluate_one
from policyc.core.lifecycle import LENGTH_UNITS, Change, ChangeKind, Length, Lifecycle
from policyc.core.missing import smallest_missing
from policyc.core.norms import Policy
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import IntType, Value, listed_values, show_value
from policyc.lifecycle.calendar import End, end_of, end_on
from policyc.lifecycle.history import Entry, Event, Ground, History, Moment, Term, Verdict

START = "起算"
"""The reading of a document that does not say from which day a term runs."""
FROM_DECISION = "决定之日"
HOLIDAY = "休假日顺延"
"""The reading of 民法典第203条, which no document of this kind mentions."""

_DAY, _LAST = timedelta(days=1), date.max


def simulate(
    policy: Policy,
    life: Lifecycle,
    events: Sequence[Event],
    *,
    facts: Mapping[str, Value],
    readings: Mapping[str, str],
    from_decision: bool = False,
    holidays_move: bool | None = None,
    until: date | None = None,
) -> History:
    """Replay events, which stand in the order of their days, from the initial state on.

    ``facts`` hold from the first day. ``from_decision`` lets a term run from the day of the
    decision where the document does not say from when; ``holidays_move`` fixes 第203条.
    """
    replay = _Replay(policy, life, dict(facts), dict(readings), from_decision, holidays_move)
    entries: list[Entry] = []
    for event in events:
        entries += replay.expiry_before(event.day)
        entries.append(replay.happen(event))
    if until is not None:
        entries += replay.expiry_before(min(until, _LAST - _DAY) + _DAY)
    return History(life.name, life.state, tuple(entries), holidays_move)


@define
class _Replay:
    policy: Policy
    life: Lifecycle
    facts: dict[str, Value]
    readings: dict[str, str]
    from_decision: bool
    holidays_move: bool | None
    state: Value | None = field(init=False)
    term: Term | None = None
    expiry_told: bool = False
    times: dict[tuple[str, Value], int] = field(factory=dict)
    moved: bool = False
    """Whether the state was ever decided; before that no official act tells it."""

    def __attrs_post_init__(self) -> None:
        self.state = self.life.initial

    # Days -----------------------------------------------------------------------------

    def expiry_before(self, day: date) -> Iterable[Entry]:
        """The day on which the running term is certainly over, if it comes before another."""
        if self.expiry_told or self.term is None or self.term.end is None:
            return ()
        if self.term.end.day >= day:
            return ()
        over = self.term.end.day + _DAY
        while self._has_expired(over) is None and over < day:
            over += _DAY
        if over >= day:
            return ()
        self.expiry_told = True
        due = self._due(over)
        endings = [result for result in due if result.outcome != self.life.state]
        notes = [] if any(map(_provides, endings)) else ["按现有的事实，没有规定可以适用"]
        return (
            Entry(
                day=over,
                moment=Moment.EXPIRY,
                words="期限届满",
                before=self.state,
                after=self.state,
                term=self.term,
                due=due,
                notes=tuple(notes),
            ),
        )

    def happen(self, event: Event) -> Entry:
        """What an event does."""
        for name, value in event.facts.items():
            if value is None:
                self.facts.pop(name, None)
            else:
                self.facts[name] = value
        before = self.state
        notes: list[str] = []
        verdicts = []
        for outcome, value in self._in_order(event.decisions):
            verdicts.append(self._verdict(outcome, value, event))
        for verdict in verdicts:
            notes += self._apply(verdict, event)
        changes = [verdict.change for verdict in verdicts if verdict.change is not None]
        prolonged = any(change.kind is ChangeKind.PROLONG for change in changes)
        if event.term_start is not None and self.term is not None and not prolonged:
            self._restart(event.term_start)
        if event.term_end is not None:
            start = None if self.term is None else self.term.start
            self.term, self.expiry_told = Term(start, end_on(event.term_end)), False
        due = self._due(event.day)
        if event.words and not event.facts and not event.decisions:
            notes.append(f"文件没有规定“{event.words}”会怎样，状态不变")
        elif self._is_stuck(event, due):
            notes.append("按这些事实，没有规定可以适用，状态不变")
        return Entry(
            day=event.day,
            moment=Moment.EVENT,
            words=event.words,
            before=before,
            after=self.state,
            term=self.term,
            verdicts=tuple(verdicts),
            due=due,
            notes=tuple(notes),
        )

    def _is_stuck(self, event: Event, due: Sequence[OutcomeResult]) -> bool:
        """Whether nothing follows from new facts in a state that no term brings to an end: where
        there are terms, nothing need follow before they are over."""
        going_on = self.state not in (None, self.life.initial, *self.life.finals)
        waits = self.life.expired is not None or event.decisions or not event.facts
        return going_on and not waits and not any(map(_provides, due))

    def _in_order(self, decisions: Mapping[str, Value]) -> list[tuple[str, Value]]:
        """The decision on the state last: it may say to which state another one leads."""
        return sorted(decisions.items(), key=lambda each: each[0] == self.life.state)

    # What the clauses give ------------------------------------------------------------

    def _case(self, day: date) -> dict[str, Value]:
        case = dict(self.facts)
        begun = self.moved or self._starts_known() or self.state != self.life.initial
        if self.state is not None and begun:
            case[self.life.given] = self.state
        if self.life.expired is not None and self.life.expired not in self.facts:
            expired = self._has_expired(day)
            if expired is not None:
                case[self.life.expired] = expired
        return case

    def _starts_known(self) -> bool:
        """Whether the initial state is told as a fact of its own (无害 未问责). As a rule it is
        that of a region about which nothing was decided: the criteria speak, no official act."""
        return self.policy.fact(self.life.given).harmless == self.life.initial

    def _has_expired(self, day: date) -> bool | None:
        if self.term is None:
            return False if self.state in (self.life.initial, *self.life.finals) else None
        if self.term.end is None:
            return None
        return self.term.end.has_passed(day, self.holidays_move)

    def _result(self, outcome: str, day: date) -> OutcomeResult:
        subject = self.policy.outcome(outcome).subject
        case = self._case(day)
        result = evaluate_one(
            self.policy, case, outcome, subject, as_of=day, readings=self.readings
        )
        if result.kind is not Kind.UNKNOWN:
            return result
        asked = smallest_missing(self.policy, case, day, self.readings, outcome, subject)
        return evolve(result, missing=asked.facts, missing_is_smallest=asked.proven)

    def _due(self, day: date) -> tuple[OutcomeResult, ...]:
        return tuple(self._result(outcome, day) for outcome in self.life.deciders)

    # Decisions ------------------------------------------------------------------------

    def _verdict(self, outcome: str, value: Value, event: Event) -> Verdict:
        result = self._result(outcome, event.day)
        change = self.life.change_of(outcome, value)
        tells = outcome == self.life.state and self._is_left_open(event.decisions)
        ground = Ground.TOLD if tells else _ground(result, value)
        return Verdict(outcome, value, ground, result, change)

    def _is_left_open(self, decisions: Mapping[str, Value]) -> bool:
        """Whether one of the decisions moves the state and the text does not say to which."""
        found = (self.life.change_of(name, value) for name, value in decisions.items())
        return any(each is not None and each.target_open for each in found)

    def _apply(self, verdict: Verdict, event: Event) -> list[str]:
        done = show_value(verdict.value)
        notes = []
        if verdict.ground is Ground.AGAINST:
            notes.append(f"按条文，“{verdict.outcome}”{_told(verdict.result)}，不是“{done}”")
        if verdict.outcome == self.life.state:
            self._enter(verdict.value, event.day)
            return notes
        if verdict.change is None:
            return [*notes, f"文件没有规定“{done}”对级别和期限有什么影响"]
        return notes + self._change(verdict.change, event)

    def _change(self, change: Change, event: Event) -> list[str]:
        key = (change.outcome, change.value)
        self.times[key] = self.times.get(key, 0) + 1
        done = show_value(change.value)
        notes = []
        if change.times is not None and self.times[key] > change.times:
            notes.append(
                f"{change.citation}规定“{done}”至多{change.times}次，这是第{self.times[key]}次"
            )
        match change.kind:
            case ChangeKind.STAY:
                return notes
            case ChangeKind.PROLONG:
                return notes + self._prolong(change, event)
            case _:
                return notes + self._move(change, event)

    def _move(self, change: Change, event: Event) -> list[str]:
        done = show_value(change.value)
        if self.state is None:
            return [f"现在是哪一级不明，“{done}”以后也不明"]
        if not self.life.has_target(change, self.state, self._steps()):
            return [f"{show_value(self.state)}没有可以{done}到的级别"]
        target = self.life.target_of(change, self.state, self._steps())
        if target is None:
            self.state, self.term = None, None
            if self.life.state in event.decisions:
                return []
            return [
                f"{change.citation}没有写明“{done}”以后是哪一级；由决定另行写明的，在事件里给出"
            ]
        self._enter(target, event.day)
        if target not in self.life.finals and not change.restarts and self.term is not None:
            self.term = Term(None, None, first_end(self.term), "变更以后期限怎样计算没有写明")
        return []

    def _prolong(self, change: Change, event: Event) -> list[str]:
        self.expiry_told = False
        if event.term_end is not None:
            return []
        length = self._length(change, event.day)
        if length is None and isinstance(change.length, str):
            why = f"“{change.length}”{_told(self._result(change.length, event.day))}"
            self.term = Term(None, None, None, why)
            return [f"延长多久还不能确定：{why}"]
        if length is None:
            self.term = Term(None, None, None, "延长多久没有写明")
            return [f"{change.citation}没有写明延长多久；决定写明的，在事件里给出“到期”"]
        if event.term_start is not None or change.restarts:
            known = event.day if self.from_decision else None
            start = event.term_start or known
            if start is None:
                why = "从哪一天起算没有写明"
                self.term = Term(None, None, end_of(event.day, length), why)
            else:
                self.term = Term(start, end_of(start, length))
            return []
        if self.term is None or self.term.end is None:
            return ["原来的届满日不明，延长以后也不明"]
        self.term = evolve(self.term, end=end_of(self.term.end.day, length), assumed=None)
        return []

    def _length(self, change: Change, day: date) -> Length | None:
        if not isinstance(change.length, str):
            return change.length
        return self._period(change.length, day)

    def _period(self, outcome: str, day: date) -> Length | None:
        kind = self.policy.outcome(outcome).type
        value = self._result(outcome, day).value
        if not isinstance(kind, IntType) or not isinstance(value, int):
            return None
        return Length(value, LENGTH_UNITS[kind.unit])

    # State and term -------------------------------------------------------------------

    def _steps(self) -> tuple[Value, ...]:
        return listed_values(self.policy.outcome(self.life.state).type)

    def _enter(self, state: Value, day: date) -> None:
        self.state, self.expiry_told, self.moved = state, False, True
        self.term = None
        if state in (self.life.initial, *self.life.finals) or self.life.term is None:
            return
        length = self._period(self.life.term, day)
        if length is None:
            self.term = Term(None, None, None, f"{show_value(state)}的期限没有确定")
            return
        end = end_of(day, length)
        if self.from_decision:
            self.term = Term(day, end)
        elif self.life.start:
            why = f"期限自{self.life.start}起算，在事件里写明是哪一天"
            self.term = Term(None, None, end, why)
        else:
            self.term = Term(None, None, end, "从哪一天起算没有写明")

    def _restart(self, start: date) -> None:
        length = None if self.life.term is None else self._period(self.life.term, start)
        end = None if length is None else end_of(start, length)
        self.term = Term(start, end, None, "" if end else "期限多长没有确定")


def _ground(result: OutcomeResult, value: Value) -> Ground:
    match result.kind:
        case Kind.DECIDED if value in result.values:
            return Ground.BOUND
        case Kind.DISCRETION if value in result.permitted:
            return Ground.CHOSEN
        case Kind.CONFLICT if value in result.values:
            return Ground.CLASHING
        case Kind.UNKNOWN | Kind.DIVERGENT:
            return Ground.UNSURE
        case _:
            return Ground.AGAINST


def _provides(result: OutcomeResult) -> bool:
    return result.kind not in (Kind.GAP, Kind.NOT_APPLICABLE)


def _told(result: OutcomeResult) -> str:
    values = result.permitted if result.kind is Kind.DISCRETION else result.values
    shown = f"（{'、'.join(map(show_value, values))}）" if values else ""
    asked = "、".join(fact.name for fact in result.missing)
    return f"的结果是{result.kind.value}{shown}" + (f"，还须查明{asked}" if asked else "")


def first_end(term: Term | None) -> End | None:
    """The end that a term has, or would have from the day of the decision."""
    return None if term is None else term.end or term.assumed
