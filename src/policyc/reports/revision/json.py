"""A revision as data: the same values as the report, for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policyc.analysis.compare import Difference, Side
from policyc.core.results import OutcomeResult
from policyc.core.types import Value
from policyc.findings.finding import finding_to_json
from policyc.reports.revision.words import direction, fate_words
from policyc.reports.values import Json, json_value
from policyc.revision.align_text import Astray, Fate, LinePair, RowPair
from policyc.revision.amendments import Amendment
from policyc.revision.effects import Effect, Effects, Together
from policyc.revision.problems import Problems
from policyc.revision.revise import Meaning, Revision, Unencoded, Version
from policyc.revision.words import Pieces, Sort

_SORTS = {Sort.SAME: "same", Sort.CHANGED: "changed", Sort.FOLLOWS: "renumbered"}


def revision_to_json(revision: Revision, *, everything: bool = False) -> Json:
    """The whole comparison; with ``everything`` the clauses that did not change too."""
    text, meaning = revision.text, revision.meaning
    rows = () if text is None else text.rows
    return {
        "old": _version(revision.old),
        "new": _version(revision.new),
        "different": bool(revision),
        "clauses": [_row(row) for row in rows if everything or row.fate is not Fate.SAME],
        "renumbered": [
            {"old": row.names[0], "new": row.names[1], "moved": row.moved}
            for row in rows
            if row.renumbered or row.moved
        ],
        "stale_references": [_astray(each) for each in revision.astray],
        "meaning_compared": meaning is not None,
        "why_not": revision.why,
        "changes": [] if meaning is None else _changes(meaning),
        "unencoded": [] if meaning is None else [_unencoded(each) for each in meaning.unencoded],
        "effects": [] if meaning is None else _together(meaning.effects),
        "facts_not_compared": [] if meaning is None else list(meaning.versions.alignment.apart),
        "problems": _problems(revision.problems),
        "incomplete": revision.incomplete,
    }


def _problems(problems: Problems | None) -> Json | None:
    if problems is None:
        return None
    return {
        "gained": [finding_to_json(each) for each in problems.gained],
        "lost": [finding_to_json(each) for each in problems.lost],
        "kept": problems.kept,
    }


def _version(version: Version) -> Json:
    head = version.head
    return {
        "document": version.name,
        "title": "" if head is None else head.title,
        "number": "" if head is None else head.number,
        "status": "" if head is None else head.status,
    }


def _row(row: RowPair) -> Json:
    return {
        "old": row.names[0] or None,
        "new": row.names[1] or None,
        "what": row.fate.value,
        "note": fate_words(row),
        "moved": row.moved,
        "split_from": row.split_from or None,
        "merged_into": row.merged_into or None,
        "lines": [_line(each) for each in row.lines],
    }


def _line(pair: LinePair) -> Json:
    return {
        "what": pair.fate.value,
        "old": None if pair.old is None else _side(pair.old.label, pair.old_pieces),
        "new": None if pair.new is None else _side(pair.new.label, pair.new_pieces),
        "moved_to": pair.moved_to or None,
        "moved_from": pair.moved_from or None,
    }


def _side(label: str, pieces: Pieces) -> Json:
    return {
        "label": label,
        "pieces": [{"text": piece.text, "what": _SORTS[piece.sort]} for piece in pieces],
    }


def _astray(astray: Astray) -> Json:
    return {
        "old_citation": str(astray.old_place),
        "citation": str(astray.new_place),
        "written": astray.written,
        "meant": str(astray.meant),
        "is_now": None if astray.follows is None else str(astray.follows),
    }


def _changes(meaning: Meaning) -> list[Json]:
    return [
        {
            **_amendment(each),
            "text_unchanged": at in meaning.recoded,
            "effect": _effect(meaning.effects, at),
        }
        for at, each in enumerate(meaning.amendments)
    ]


def _amendment(amendment: Amendment) -> Json:
    return {
        "kind": amendment.kind.value,
        "action": amendment.action.value,
        "of": amendment.of,
        "about": amendment.about,
        "old": amendment.old or None,
        "new": amendment.new or None,
        "places": [{"old": each.old or None, "new": each.new or None} for each in amendment.places],
        "note": amendment.note,
    }


def _effect(effects: Effects, amendment: int) -> Json | None:
    effect = effects.of(amendment)
    if effect is None:
        return None
    return {
        "reach": effect.reach.value,
        "why": effect.why,
        "with_changes": _numbers(effect),
        "differences": [_difference(effects, each) for each in effect.differences],
    }


def _numbers(effect: Effect) -> list[int]:
    """The numbers of the changes that an effect belongs to, from 1."""
    return [at + 1 for at in effect.amendments]


def _unencoded(unencoded: Unencoded) -> Json:
    return {
        "old": unencoded.where.old,
        "new": unencoded.where.new,
        "words": {touch.value: list(words) for touch, words in unencoded.words},
    }


def _together(effects: Effects) -> list[Json]:
    return [
        {**_difference(effects, each.difference), **_origin(effects, each)}
        for each in effects.together
    ]


def _origin(effects: Effects, each: Together) -> Json:
    changes = [at for effect in each.effects for at in _numbers(effects.single[effect])]
    return {"changes": changes, "joint": each.joint or not each.effects}


def _difference(effects: Effects, difference: Difference) -> Json:
    return {
        "outcome": difference.outcome[0],
        "subject": difference.subject,
        "facts": _values({**difference.second.facts, **difference.first.facts}),
        "before": _result(difference.first),
        "after": _result(difference.second),
        "direction": direction(effects, difference),
    }


def _values(facts: Mapping[str, Value]) -> Json:
    return {name: json_value(value) for name, value in facts.items()}


def _result(side: Side) -> Json:
    result: OutcomeResult = side.result
    return {
        "kind": result.kind.value,
        "values": _listed(result.values),
        "permitted": _listed(result.permitted),
        "readings": dict(side.readings),
        "norms": list(dict.fromkeys(norm.citation for norm in side.norms)),
    }


def _listed(values: Sequence[Value]) -> list[object]:
    return [json_value(value) for value in values]
