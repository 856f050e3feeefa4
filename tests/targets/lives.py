"""Lives in tests: what the simulation says as plain data, and histories drawn at random."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from attrs import evolve
from tests.strategies import candidates
from tests.targets.node import Module, ask, sent

from policyc.core.lifecycle import Lifecycle
from policyc.core.norms import Policy
from policyc.core.results import OutcomeResult
from policyc.core.types import Value, listed_values
from policyc.lifecycle.calendar import NoHolidayTable, after_holiday
from policyc.lifecycle.history import Entry, Event, Term, Verdict
from policyc.lifecycle.simulate import simulate

Row = dict[str, object]
_ASKED = re.compile("，还须查明[^，。”]*")
"""What generated modules do not look for."""


def is_holiday(day: date) -> bool | None:
    """Whether a day is a holiday; ``None`` where no table tells."""
    try:
        return after_holiday(day) != day
    except NoHolidayTable:
        return None


def told(
    policy: Policy, life: Lifecycle, events: Sequence[Event], until: date, **options: Any
) -> list[Row]:
    """What the simulation says of a history, as plain data."""
    history = simulate(policy, life, events, until=until, **options)
    return [_entry(entry) for entry in history.entries]


def _entry(entry: Entry) -> Row:
    return {
        "day": entry.day.isoformat(),
        "before": entry.before,
        "after": entry.after,
        "term": _term(entry.term),
        "verdicts": [_verdict(verdict) for verdict in entry.verdicts],
        "due": [_due(result) for result in entry.due],
        "notes": [_ASKED.sub("", note) for note in entry.notes],
    }


def _term(term: Term | None) -> object:
    if term is None:
        return None
    ends = [None if e is None else [_day(e.day), _day(e.moved)] for e in (term.end, term.assumed)]
    return [_day(term.start), *ends, _ASKED.sub("", term.why_open)]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _verdict(verdict: Verdict) -> object:
    change = None if verdict.change is None else verdict.change.citation
    return [verdict.outcome, verdict.value, verdict.ground.value, change]


def _due(result: OutcomeResult) -> object:
    values = sorted(map(str, (*result.values, *result.permitted)))
    return [result.outcome, result.kind.value, values, citations(result)]


def citations(result: OutcomeResult) -> list[str]:
    return list(dict.fromkeys(entry.norm.citation for entry in result.trace if entry.force))


# ---------------------------------------------------------------------------- in Python


def stepped(
    module: Any,
    events: Sequence[Event],
    until: date,
    *,
    facts: Mapping[str, Value],
    **options: Any,
) -> list[Row]:
    """What a generated Python module says of it."""
    life = module.LIVES[0].under(is_holiday=is_holiday, **options)
    state = life.begin(facts)
    found: list[Row] = []
    for event in [*events, None]:
        before = until + timedelta(1) if event is None else event.day
        over = life.expiry(state, before)
        if over is not None:
            state = over.state
            found.append(_step(over))
        if event is not None:
            changed = evolve(event)
            step = life.step(
                state,
                module.Event(
                    *(changed.day, changed.words, changed.facts, changed.decisions),
                    *(changed.term_start, changed.term_end),
                ),
            )
            state = step.state
            found.append(_step(step))
    return found


def _step(step: Any) -> Row:
    return {
        "day": step.day.isoformat(),
        "before": step.before,
        "after": step.state.state,
        "term": _term(step.state.term),
        "verdicts": [
            [v.outcome, v.value, v.ground, None if v.change is None else v.change.citation]
            for v in step.verdicts
        ],
        "due": [
            [r.outcome, r.kind, sorted(map(str, (*r.values, *r.permitted))), list(r.citations)]
            for r in step.due
        ],
        "notes": list(step.notes),
    }


# ---------------------------------------------------------------------------- under node


@cache
def _holidays() -> dict[str, list[str]]:
    """The table of holidays, as JSON."""
    days = [date(2017, 1, 1) + timedelta(k) for k in range(366 * 12)]
    known = [day for day in days if is_holiday(day) is not None]
    table = [day.isoformat() for day in known if is_holiday(day)]
    return {"known": [known[0].isoformat(), known[-1].isoformat()], "table": table}


def stepped_under_node(
    module: Module, asked: Sequence[tuple[Sequence[Event], date, Mapping[str, Any]]]
) -> list[list[Row]]:
    """What a generated ESM module says of some histories."""
    histories = [
        {
            "facts": module.facts(options["facts"]),
            "events": [_sent(module, event) for event in events],
            "until": (until + timedelta(1)).isoformat(),
            "asked": {
                "readings": options["readings"],
                "fromDecision": options["from_decision"],
                "holidaysMove": options["holidays_move"],
            },
        }
        for events, until, options in asked
    ]
    found: list[list[Row]] = ask(
        do="live", path=module.path, histories=histories, holidays=_holidays()
    )
    return found


def _sent(module: Module, event: Event) -> dict[str, object]:
    return {
        "day": event.day.isoformat(),
        "words": event.words,
        "facts": module.facts(event.facts),
        "decisions": {name: sent(value) for name, value in event.decisions.items()},
        "termStart": _day(event.term_start),
        "termEnd": _day(event.term_end),
    }


# ---------------------------------------------------------------------------- histories

_JUMPS = (0, 1, 27, 28, 30, 31, 182, 364, 365, 366, 367, 730, 731, 1096)
_STARTS = (date(2019, 1, 31), date(2020, 2, 29), date(2019, 12, 31), date(2018, 5, 30))


def histories(
    policy: Policy, life: Lifecycle, count: int, seed: int
) -> list[tuple[list[Event], dict[str, Any]]]:
    """Events at month ends, leap days and around the ends of terms, and ways to read the law."""
    chance = random.Random(seed)
    deciders = [policy.outcome(name) for name in life.deciders]
    known = [fact for fact in policy.facts if fact.name not in (life.given, life.expired)]
    harmless = {f.name: f.harmless for f in policy.facts if f.harmless is not None}
    found = []
    for _ in range(count):
        day = chance.choice(_STARTS)
        events = []
        for _ in range(chance.randint(1, 6)):
            facts: dict[str, Value | None] = {}
            for fact in chance.sample(known, min(len(known), chance.randint(0, 4))):
                facts[fact.name] = chance.choice((None, *candidates(policy, fact)))
            decisions = {}
            for outcome in chance.sample(deciders, chance.choice((1, 1, 1, min(2, len(deciders))))):
                values = listed_values(outcome.type)
                if values and chance.random() < 0.8:
                    decisions[outcome.name] = chance.choice(values)
            start = day - timedelta(chance.choice((0, 3))) if chance.random() < 0.4 else None
            end = day + timedelta(chance.choice(_JUMPS)) if chance.random() < 0.1 else None
            words = chance.choice(("", "另有情况"))
            events.append(Event(day, words, facts, decisions, start, end))
            day += timedelta(chance.choice(_JUMPS))
        options = {
            "facts": harmless,
            "readings": {},
            "from_decision": chance.random() < 0.5,
            "holidays_move": chance.choice((None, True, False)),
        }
        found.append((events, options))
    return found
