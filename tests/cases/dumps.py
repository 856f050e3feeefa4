"""Readable dumps for the golden files: what was written, and what it came to mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any as Anything

import attrs

from policyc.core.conditions import (
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    Constant,
    FactRef,
    Not,
    Op,
    OutcomeRef,
)
from policyc.core.norms import Acceptance, Fact, Norm, Outcome, Policy, Reading
from policyc.core.types import Value, show_type, show_value
from policyc.source.columns import display_width
from policyc.source.span import Span
from policyc.source.text import SourceText
from policyc.surface import nodes as n

_WIDTH = 100


# ---------------------------------------------------------------------------- what was written


def dump_file(file: n.PolicyFile) -> str:
    """The nodes of a file: its head, then every statement under its headings, then its cases."""
    lines = [f"{file.kind.value}「{file.title.text if file.title else ''}」"]
    lines += [f"  {field.key} = {field.value.text}" for field in file.fields]
    above: list[str] = []
    for placed in file.placed:
        names = [
            name.text
            for name in (placed.heading, placed.paragraph, placed.item, placed.sentence)
            if name is not None
        ]
        if names != above:
            lines.append(" / ".join(names) + "：")
            above = names
        lines += _node(placed.node, "  ")
    for case in file.cases:
        lines += _node(case, "")
    return "\n".join(lines) + "\n"


def _node(value: Anything, indent: str, label: str = "") -> list[str]:
    """A node on one line where it fits, else with its parts below it."""
    flat = f"{indent}{label}{_flat(value)}"
    if display_width(flat) <= _WIDTH:
        return [flat]
    if isinstance(value, tuple):
        lines = [f"{indent}{label}"]
        for part in value:
            lines += _node(part, indent + "  ", "- ")
        return lines
    if not attrs.has(type(value)) or isinstance(value, n.Name):
        return [flat]
    lines = [f"{indent}{label}{type(value).__name__}"]
    for name, part in _parts(value):
        lines += _node(part, indent + "  ", f"{name}: ")
    return lines


def _flat(value: Anything) -> str:
    match value:
        case n.Name(text):
            return text
        case Enum():
            return str(value.value) or "（无）"
        case None:
            return "-"
        case bool():
            return "是" if value else "否"
        case str():
            return repr(value)
        case tuple():
            return "[" + ", ".join(map(_flat, value)) + "]"
    parts = " ".join(f"{name}={_flat(part)}" for name, part in _parts(value))
    return f"{type(value).__name__}({parts})"


def _parts(node: Anything) -> Iterator[tuple[str, Anything]]:
    """The fields of a node that say something."""
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        if not isinstance(value, Span) and value not in (None, (), ""):
            yield field.name, value


def spans(value: Anything) -> Iterator[tuple[Anything, Span]]:
    """Every node below a value that has a span, with it."""
    if isinstance(value, tuple):
        for part in value:
            yield from spans(part)
    elif attrs.has(type(value)) and not isinstance(value, Span):
        found = getattr(value, "span", None)
        if isinstance(found, Span):
            yield value, found
        for field in attrs.fields(type(value)):
            yield from spans(getattr(value, field.name))


def check_spans(file: n.PolicyFile, source: SourceText) -> None:
    """Every span lies in the text, and every name stands where its span says."""
    for node, span in spans((*file.fields, *file.placed, *file.cases)):
        written = source.slice(span)
        if isinstance(node, n.Name) and node.text:
            assert all(part in written for part in node.text.split("；")), (node, written)
        else:
            assert written.strip() == written, (node, written)


# ---------------------------------------------------------------------------- what it means


def dump_policy(policy: Policy, common: frozenset[str] = frozenset()) -> str:
    """The core of a document; declarations named in ``common`` are left out unless they changed."""
    lines: list[str] = []
    lines += [_fact(fact) for fact in policy.facts if fact.name not in common]
    lines += [line for outcome in policy.outcomes for line in _outcome(outcome, common)]
    lines += [_reading(reading) for reading in policy.readings]
    lines += [
        f"常理「{axiom.name}」：{show(axiom.condition)}（{axiom.basis}）" for axiom in policy.axioms
    ]
    for norm in policy.norms:
        lines += _norm(norm, policy)
    lines += [f"{d.winner} 优先于 {d.loser}{_in_brackets(d.basis)}" for d in policy.defeats]
    lines += [f"原文未定义 {t.name}：{'、'.join(t.citations)}" for t in policy.undefined_terms]
    lines += map(_acceptance, policy.acceptances)
    return "\n".join(lines) + "\n"


def _acceptance(accepted: Acceptance) -> str:
    named = {"指纹": accepted.fingerprint, "关于": accepted.about, "理由": accepted.reason}
    details = [f"{word} {text}" for word, text in named.items() if text]
    return "，".join([f"接受 {accepted.code} {'、'.join(accepted.places)}", *details])


def _fact(fact: Fact) -> str:
    details = [show_type(fact.type)]
    details.append(f"平常为 {show_value(fact.harmless, fact.type)}")
    details.append(fact.worse.value)
    named = {
        "由": fact.determined_by,
        "统计期": fact.window,
        "方面": fact.aspect,
        "含义": fact.definition,
        "依据": fact.basis,
    }
    details += [f"{word} {text}" for word, text in named.items() if text]
    return f"事实 {fact.name}{_in_brackets(fact.alias)}：{'，'.join(details)}"


def _outcome(outcome: Outcome, common: frozenset[str]) -> Iterator[str]:
    if outcome.name not in common:
        details = [show_type(outcome.type), f"对象 {outcome.subject}", outcome.overlap.value]
        if outcome.none_value is not None:
            details.append(f"不适用时 {show_value(outcome.none_value, outcome.type)}")
        if outcome.given is not None:
            details.append(f"官方认定 {outcome.given}")
        yield f"结论 {outcome.name}{_in_brackets(outcome.alias)}：{'，'.join(details)}"
    if outcome.trigger is not None:
        where = outcome.trigger_citation or "-"
        yield f"应有 {outcome.name}：{show(outcome.trigger)}（{where}）"


def _reading(reading: Reading) -> str:
    choices = list(reading.choices)
    if reading.effects:
        pairs = zip(reading.choices, reading.effects, strict=True)
        choices = [f"{choice}（{effect.value}）" for choice, effect in pairs]
    return f"读法「{reading.name}」{reading.sort.value}：{' 或 '.join(choices)}"


def _norm(norm: Norm, policy: Policy) -> Iterator[str]:
    kind = policy.outcome(norm.outcome).type
    values = " 或 ".join(show_value(value, kind) for value in norm.values)
    direct = f" 直接「{norm.direct}」" if norm.direct else ""
    yield f"{norm.id}：{norm.modality.value}{direct} {norm.outcome} = {values}"
    yield f"  条件：{show(norm.condition)}"
    if norm.exception is not None:
        yield f"  除外：{show(norm.exception)}"
    if norm.subject != policy.outcome(norm.outcome).subject:
        yield f"  对：{norm.subject}"
    if norm.decider:
        yield f"  由：{norm.decider}"
    if norm.criterion:
        yield f"  标准：{norm.criterion}"
    if norm.window.end is not None:
        yield f"  有效至：{norm.window.end}"
    yield f"  原文：{norm.quote}"


def _in_brackets(text: str) -> str:
    return f"（{text}）" if text else ""


def show(condition: Condition) -> str:
    """A condition as a drafter would write it."""
    match condition:
        case Constant(value):
            return "恒真" if value else "恒假"
        case Compare():
            return _compare(condition)
        case Not(part):
            return f"非 {_inner(part)}"
        case All(parts):
            return " 且 ".join(map(_inner, parts))
        case Any(parts):
            return " 或者 ".join(map(_inner, parts))
        case ByReading(reading, branches):
            return f"〔{reading}｜" + "；".join(f"{c}：{show(part)}" for c, part in branches) + "〕"


def _inner(part: Condition) -> str:
    return f"（{show(part)}）" if isinstance(part, (All, Any)) else show(part)


def _compare(atom: Compare) -> str:
    match atom.operand:
        case FactRef(name):
            shown = name
        case OutcomeRef(outcome, given):
            shown = f"〈{outcome}〉" + (f"/{given}" if given else "")
    if atom.value is True and atom.op is Op.EQ:
        return shown
    return f"{shown} {atom.op.value} {_value(atom.value)}"


def _value(value: Value) -> str:
    return show_value(value)


def names_of(policies: Iterable[n.PolicyFile]) -> frozenset[str]:
    """Names that files declare."""
    return frozenset(
        name.text
        for file in policies
        for placed in file.placed
        if isinstance(name := getattr(placed.node, "name", None), n.Name)
    )
