"""The result of a key: what its readings have in common, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from policyc.targets.python.runtime.branching import DOCUMENT, _findings, _Leaf
from policyc.targets.python.runtime.results import (
    Decision,
    Kind,
    Result,
    Trace,
    UnderReading,
    Value,
)

# ------------------------------------------------------------------ 8< ------------------------
_FIELD = 8
"""一种读法的取法在比较时占几位。"""


def _relevant(leaves: list[_Leaf]) -> list[int]:
    """只凭它的取法就能使结果不同的读法；关于优先的在后。"""
    kinds: list[Decision] = []
    coded = []
    for leaf in leaves:
        number = next((k for k, d in enumerate(kinds) if d.same_result(leaf.decision)), len(kinds))
        if number == len(kinds):
            kinds.append(leaf.decision)
        asked = sum(((1 << _FIELD) - 1) << (_FIELD * r) for r in leaf.chosen)
        options = sum((0 if c is None else c + 1) << (_FIELD * r) for r, c in leaf.chosen.items())
        coded.append((number, asked, options))
    found: set[int] = set()
    for (kind, asked, options), (other, others, choices) in combinations(coded, 2):
        if kind != other:
            differing = (options ^ choices) & asked & others
            first = ((differing & -differing).bit_length() - 1) // _FIELD
            if differing >> (_FIELD * first) < 1 << _FIELD:
                found.add(first)
    return sorted(found, key=lambda r: (bool(DOCUMENT.readings[r].effects), r))


def _under(leaves: list[_Leaf]) -> Iterator[UnderReading]:
    """有影响的读法的每一种取法，及其结果；别的读法各取第一种。"""
    readings = _relevant(leaves)
    if not readings:
        return
    document = DOCUMENT
    named = [document.readings[r] for r in readings]
    for choices in product(*(range(len(reading.choices)) for reading in named)):
        picked = dict(zip(readings, choices, strict=True))
        under = tuple((r.name, r.choices[c]) for r, c in zip(named, choices, strict=True))
        for leaf in leaves:
            if all(
                choice == picked.get(r, document.options(r)[0]) for r, choice in leaf.chosen.items()
            ):
                yield UnderReading(under, leaf.decision)
                break


def decide(number: int, key: int, fixed: tuple[tuple[int, int], ...], period: int) -> Result:
    """一个结论的一个键的结果；Views 记住它。"""
    document = DOCUMENT
    question = document.questions[number]
    leaves, tree = _findings(number, key, fixed, period)
    settled = [
        leaf
        for leaf in leaves
        if all(c is None for r, c in leaf.chosen.items() if document.readings[r].effects)
    ]
    decisions = list({id(leaf.decision): leaf.decision for leaf in settled}.values())
    first = decisions[0]
    agreed = all(first.same_result(other) for other in decisions)
    causes = tuple(dict.fromkeys(cause for d in decisions for cause in d.causes))
    flags = [] if document.in_force[period] else ["未施行"]
    flags += [note for d in decisions for note in d.notes]
    flags += [f"上游结论“{name}”{_how(kind)}，因此未知" for name, kind in causes]
    pinned = dict(fixed)
    return Result(
        outcome=question.outcome,
        key=question.key,
        subject=question.subject,
        kind=first.kind if agreed else "读法分歧",
        values=_merged_values(decisions) if agreed else (),
        permitted=first.permitted if agreed else (),
        trace=tuple(
            _merged(entries) for entries in zip(*(d.trace for d in decisions), strict=True)
        ),
        by_reading=tuple(_under(leaves)),
        readings=tuple(
            (document.readings[r].name, document.readings[r].choices[pinned[r]])
            for r in question.readings
            if r in pinned
        ),
        causes=causes,
        flags=tuple(dict.fromkeys(flags)),
        feeds=frozenset(leaf.fed for leaf in settled if leaf.fed is not None),
        code=tree if isinstance(tree, int) and tree else key << 1 | 1,
    )


def _how(kind: Kind) -> str:
    return "有多个值" if kind == "定" else kind


def _merged(entries: tuple[Trace, ...]) -> Trace:
    """各读法一致的作用，不一致的为 None。"""
    first = entries[0]
    force = first.force if all(e.force is first.force for e in entries) else None
    condition = first.condition if all(e.condition is first.condition for e in entries) else None
    beaten = tuple(dict.fromkeys(norm for e in entries for norm in e.defeated_by))
    return Trace(first.norm, force, condition, beaten)


def _merged_values(decisions: list[Decision]) -> tuple[Value, ...]:
    values = dict.fromkeys(value for d in decisions for value in d.values)
    if decisions[0].kind == "未知":
        return tuple(v for v in values if all(v in d.values for d in decisions))
    return tuple(values)
