"""A replayed life, as text for a person and as data for a program."""

from __future__ import annotations

from policyc.core.lifecycle import Lifecycle
from policyc.core.norms import Policy
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import Value, show_value
from policyc.lifecycle.calendar import End
from policyc.lifecycle.history import Entry, Ground, History, Moment, Term, Verdict
from policyc.reports.evaluation_json import in_force
from policyc.reports.evaluation_text import short_result
from policyc.reports.layout import Screen, paragraph
from policyc.reports.values import Json, json_value

_GROUNDS = {
    Ground.BOUND: "依条文",
    Ground.CHOSEN: "依条文，在裁量范围内",
    Ground.CLASHING: "有条文依据，但与别的条文冲突",
    Ground.TOLD: "由决定写明",
    Ground.UNSURE: "条文是否如此，还不能确定",
    Ground.AGAINST: "与条文不符",
}
_UNGROUNDED = (Ground.AGAINST, Ground.TOLD)
_INDENT = "    "


def simulation_to_text(policy: Policy, life: Lifecycle, history: History, screen: Screen) -> str:
    """One block for each day, in order."""
    lines: list[str] = []
    for entry in history.entries:
        lines += [*_entry(policy, life, entry, history.holidays_move, screen), ""]
    if not lines:
        lines = ["没有事件。", ""]
    return "\n".join(lines)


def _entry(
    policy: Policy, life: Lifecycle, entry: Entry, moves: bool | None, screen: Screen
) -> list[str]:
    words = entry.words or "查明事实" if not entry.verdicts else entry.words
    decided = "，".join(f"{v.outcome}：{show_value(v.value)}" for v in entry.verdicts)
    title = "  ".join(part for part in (words, decided) if part)
    lines = [f"{screen.paint(show_value(entry.day), 'bold')}  {title}"]
    lines += paragraph(_states(entry), screen.width, "  ")
    for verdict in entry.verdicts:
        lines += _verdict(policy, life, verdict, screen)
    if entry.term is not None:
        lines += paragraph(_term(entry.term, moves), screen.width, "  ")
    for note in entry.notes:
        lines += paragraph(screen.paint(note, "yellow"), screen.width, "  ！")
    lines += _due(policy, life, entry, screen)
    return lines


def _states(entry: Entry) -> str:
    if entry.before == entry.after:
        return f"状态：{_state(entry.after)}"
    return f"状态：{_state(entry.before)} → {_state(entry.after)}"


def _state(state: Value | None) -> str:
    return "不明" if state is None else show_value(state)


def _verdict(policy: Policy, life: Lifecycle, verdict: Verdict, screen: Screen) -> list[str]:
    result = verdict.result
    cited = "、".join(in_force(result.trace))
    where = f"（{cited}）" if cited and verdict.ground not in _UNGROUNDED else ""
    if verdict.ground is Ground.UNSURE:
        asked = [fact.name for fact in result.missing]
        names = dict.fromkeys(name for each in result.by_reading for name, _ in each.readings)
        where = f"，还须查明{'、'.join(asked)}" if asked else ""
        where += f"，取决于怎样读“{'”“'.join(names)}”" if names else ""
    whom = _whom(policy, life, verdict.outcome)
    done = f"{verdict.outcome}{whom}定为{show_value(verdict.value)}"
    said = f"{done}：{_GROUNDS[verdict.ground]}{where}"
    return paragraph(said, screen.width, "  ")


def _term(term: Term, moves: bool | None) -> str:
    if term.end is not None:
        begun = "" if term.start is None else f"自{show_value(term.start)}起算，"
        return f"期限：{begun}{show_value(term.end.day)}届满{_holiday(term.end, moves)}"
    if term.assumed is not None:
        return (
            f"期限：届满日不明（{term.why_open}）；如自决定之日起算，"
            f"{show_value(term.assumed.day)}届满{_holiday(term.assumed, moves)}"
        )
    return f"期限：届满日不明（{term.why_open}）"


def _holiday(end: End, moves: bool | None) -> str:
    if moves is False:
        return ""
    if end.moved is None:
        return "（当年的休假日安排还没有公布，是否顺延不能确定）"
    if end.moved == end.day:
        return ""
    moved = show_value(end.moved)
    if moves:
        return f"（当天休假，顺延到{moved}）"
    return f"（当天休假；依民法典第二百零三条顺延的，{moved}届满，文件没有写明是否适用）"


def _due(policy: Policy, life: Lifecycle, entry: Entry, screen: Screen) -> list[str]:
    """What must or may happen now, who decides, on which clause."""
    lines = []
    for result in entry.due:
        if result.kind is Kind.NOT_APPLICABLE:
            continue
        outcome = policy.outcome(result.outcome)
        now = result.kind is Kind.DECIDED and result.value == entry.after
        if result.outcome == life.state and now:
            continue
        cited = "、".join(in_force(result.trace))
        whom = _whom(policy, life, result.outcome)
        said = f"{result.outcome}{whom}：{short_result(outcome, result)}"
        said += f"（{cited}）" if cited else ""
        body = _deciders(result)
        said += f"，由{body}决定" if body else ""
        if result.missing:
            said += f"；还须查明：{'、'.join(fact.name for fact in result.missing)}"
        lines += paragraph(said, screen.width, _INDENT)
    title = "  此后，按条文" if entry.verdicts else "  按条文"
    return [title, *lines] if lines else []


def _whom(policy: Policy, life: Lifecycle, outcome: str) -> str:
    """Of whom an outcome speaks, where it is not the kind of subject whose state it changes."""
    subject = policy.outcome(outcome).subject
    return "" if subject == policy.outcome(life.state).subject else f"（对{subject}）"


def _deciders(result: OutcomeResult) -> str:
    bodies = (e.norm.decider for e in result.trace if e.force is True and e.norm.decider)
    return "、".join(dict.fromkeys(bodies))


def simulation_to_json(policy: Policy, history: History) -> Json:
    """The history as data; dates are ISO 8601, open things are null."""
    return {
        "document": policy.name,
        "lifecycle": history.lifecycle,
        "state": history.state,
        "entries": [_entry_json(entry) for entry in history.entries],
    }


def _entry_json(entry: Entry) -> Json:
    return {
        "date": entry.day.isoformat(),
        "kind": "expiry" if entry.moment is Moment.EXPIRY else "event",
        "event": entry.words,
        "before": None if entry.before is None else json_value(entry.before),
        "after": None if entry.after is None else json_value(entry.after),
        "term": None if entry.term is None else _term_json(entry.term),
        "decisions": [
            {
                "outcome": verdict.outcome,
                "value": json_value(verdict.value),
                "ground": verdict.ground.value,
                "norms": in_force(verdict.result.trace),
                "effect": None if verdict.change is None else verdict.change.citation,
            }
            for verdict in entry.verdicts
        ],
        "due": [
            {
                "outcome": result.outcome,
                "kind": result.kind.value,
                "values": [json_value(value) for value in result.values],
                "permitted": [json_value(value) for value in result.permitted],
                "norms": in_force(result.trace),
                "decided_by": _deciders(result),
                "missing": [fact.name for fact in result.missing],
            }
            for result in entry.due
        ],
        "notes": list(entry.notes),
    }


def _term_json(term: Term) -> Json:
    end, assumed = term.end, term.assumed
    return {
        "start": None if term.start is None else term.start.isoformat(),
        "end": None if end is None else end.day.isoformat(),
        "end_after_holiday": None if end is None or end.moved is None else end.moved.isoformat(),
        "end_if_from_decision": None if assumed is None else assumed.day.isoformat(),
        "open_because": term.why_open,
    }
