"""What a document asks and answers: its facts, outcomes and readings."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.core.norms import Fact, Outcome, Overlap, Policy, Reading, ReadingSort, Worse
from policyc.core.types import BoolType, IntType, RealType, show_value
from policyc.reports.layout import Screen, table
from policyc.reports.values import Json, json_value, show_domain, type_to_json

NOT_GIVEN = "不给出"
"""Shown for the harmless value of a fact that an unremarkable case simply lacks."""

_NUMBER_WORSE = {Worse.MORE: "越多越重", Worse.LESS: "越少越重"}
_BOOL_WORSE = {Worse.MORE: "是更重", Worse.LESS: "否更重"}


def facts_to_json(policy: Policy) -> Json:
    """Facts, outcomes and readings as data, in the order of their declarations."""
    return {
        "document": policy.name,
        "title": policy.title,
        "facts": [_fact_to_json(fact) for fact in policy.facts],
        "outcomes": [_outcome_to_json(outcome) for outcome in policy.outcomes],
        "readings": [_reading_to_json(reading) for reading in policy.readings],
    }


def _fact_to_json(fact: Fact) -> Json:
    return {
        "name": fact.name,
        "alias": fact.alias,
        **type_to_json(fact.type),
        "harmless": json_value(fact.harmless),
        "determined_by": fact.determined_by,
        "window": fact.window,
        "worse": fact.worse.value,
        "basis": fact.basis,
        "definition": fact.definition,
        "aspect": fact.aspect,
        "open_textured": fact.open_textured,
    }


def _outcome_to_json(outcome: Outcome) -> Json:
    return {
        "name": outcome.name,
        "alias": outcome.alias,
        **type_to_json(outcome.type),
        "subject": outcome.subject,
        "overlap": outcome.overlap.value,
        "overlap_basis": outcome.overlap_basis,
        "trigger": outcome.trigger_citation or None,
        "trigger_quote": outcome.trigger_quote,
        "official": outcome.given,
    }


def _reading_to_json(reading: Reading) -> Json:
    return {
        "name": reading.name,
        "choices": list(reading.choices),
        "sort": reading.sort.value,
        "effects": [effect.value for effect in reading.effects],
        "basis": reading.basis,
    }


def facts_to_text(policy: Policy, screen: Screen) -> str:
    """Three tables that fit the screen."""
    blocks = [
        _block(
            f"事实 {len(policy.facts)} 项：办案时要填的",
            map(_fact_row, policy.facts),
            ("名称", "可填", "平常值", "由谁认定", "说明"),
            screen,
        ),
        _block(
            f"结论 {len(policy.outcomes)} 项：条文给出的",
            map(_outcome_row, policy.outcomes),
            ("名称", "取值", "竞合", "何时应有", "官方认定"),
            screen,
        ),
        _block(
            f"读法 {len(policy.readings)} 种：原文有歧义之处，可用 --reading 名称=读法 指定",
            map(_reading_row, policy.readings),
            ("名称", "可选", "影响", "依据"),
            screen,
        ),
    ]
    return "\n".join(block for block in blocks if block)


def _block(title: str, rows: Iterable[list[str]], header: tuple[str, ...], screen: Screen) -> str:
    lines = table(list(rows), screen.width, header=header, indent="  ", screen=screen)
    return "\n".join([screen.paint(title, "bold"), *lines]) + "\n" if lines else ""


def _fact_row(fact: Fact) -> list[str]:
    harmless = NOT_GIVEN if fact.harmless is None else show_value(fact.harmless, fact.type)
    return [
        _named(fact.name, fact.alias),
        show_domain(fact.type),
        harmless,
        fact.determined_by,
        _notes(fact),
    ]


def _named(name: str, alias: str) -> str:
    """The name, with the alias below it."""
    return f"{name}\n{alias}" if alias else name


def _notes(fact: Fact) -> str:
    """Window, direction, definition and basis, as far as they are not plain."""
    parts = []
    if fact.window:
        parts.append(f"统计期 {fact.window}")
    if isinstance(fact.type, (IntType, RealType)) and fact.worse in _NUMBER_WORSE:
        parts.append(_NUMBER_WORSE[fact.worse])
    elif isinstance(fact.type, BoolType) and fact.worse in _BOOL_WORSE:
        parts.append(_BOOL_WORSE[fact.worse])
    elif fact.worse is Worse.LESS:
        parts.append(Worse.LESS.value)
    if fact.definition:
        parts.append(f"“{fact.definition}”")
    if fact.basis:
        parts.append(fact.basis)
    return "；".join(parts)


def _outcome_row(outcome: Outcome) -> list[str]:
    overlap = outcome.overlap.value
    if outcome.overlap_basis and outcome.overlap is not Overlap.UNSTATED:
        overlap += f"（{outcome.overlap_basis}）"
    return [
        _named(outcome.name, outcome.alias),
        show_domain(outcome.type),
        overlap,
        outcome.trigger_citation or "未写明",
        outcome.given or "",
    ]


def _reading_row(reading: Reading) -> list[str]:
    affects = "谁优先" if reading.sort is ReadingSort.PRIORITY else "条件的含义"
    return [reading.name, " / ".join(reading.choices), affects, reading.basis]
