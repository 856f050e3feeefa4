"""The facts of a case from a JSON file: every complaint at its place."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from policyc.core.inputs import check_facts
from policyc.core.norms import Policy
from policyc.core.types import Value
from policyc.diagnostics import Code, Diagnostic, Label
from policyc.driver.json_file import Form, Member, Object, read_json
from policyc.source.span import Span
from policyc.source.text import SourceText

_FORM = Form('整个文件写成 {"事实名": 值, …}，例如 {"株数": 12000}。', "事实")


@frozen
class Entry:
    """One fact as given, with the places of its name and its value."""

    name: str
    value: object
    name_span: Span | None = None
    value_span: Span | None = None


def read_entries(text: SourceText) -> tuple[tuple[Entry, ...], list[Diagnostic]]:
    """The entries of a facts file, and what is wrong with it as JSON."""
    node, problems = read_json(text, _FORM)
    if node is None:
        return (), problems
    assert isinstance(node.value, Object)
    entries, found = entries_of(node.value.members)
    return entries, [*problems, *found]


def entries_of(members: Iterable[Member]) -> tuple[tuple[Entry, ...], list[Diagnostic]]:
    """The facts that the members of an object give; a list or an object is none."""
    entries, problems = [], []
    for member in members:
        value = member.node.value
        if isinstance(value, (tuple, Object)):
            kind = "列表" if isinstance(value, tuple) else "对象"
            message = f"事实“{member.name}”的值不能是{kind}"
            help = "一个事实只有一个值：数、true/false、文字，或 null（未知）。"
            problems.append(Diagnostic(Code.E502, message, member.node.span, help))
            value = None
        entries.append(Entry(member.name, value, member.name_span, member.node.span))
    return tuple(entries), problems


def bind_entries(
    policy: Policy, entries: Iterable[Entry], *, rest_harmless: bool
) -> tuple[dict[str, Value], list[Diagnostic]]:
    """The facts that entries give, checked against the policy; problems stand at their place."""
    entries = list(entries)
    problems: list[Diagnostic] = []
    for entry in entries:
        _, found = check_facts(policy, {entry.name: entry.value})
        # An axiom is a matter of all facts together, and comes below.
        problems += [_placed(d, entry) for d in found if d.code is not Code.E505]
    problems += _given_twice(policy, entries)
    if problems:
        return {}, problems
    raw = {entry.name: entry.value for entry in entries}
    facts, found = check_facts(policy, raw, rest_harmless=rest_harmless)
    return facts, found


def fact_name(policy: Policy, given: str) -> str:
    """The declared name behind a name or alias; what is not declared stays as it is."""
    try:
        return policy.fact(given).name
    except KeyError:
        return given


def _placed(diagnostic: Diagnostic, entry: Entry) -> Diagnostic:
    undeclared = diagnostic.code is Code.E501
    return evolve(diagnostic, span=entry.name_span if undeclared else entry.value_span)


def _given_twice(policy: Policy, entries: list[Entry]) -> list[Diagnostic]:
    first: dict[str, Entry] = {}
    problems = []
    for entry in entries:
        name = fact_name(policy, entry.name)
        before = first.setdefault(name, entry)
        if before is not entry:
            problems.append(_twice(name, entry, before))
    return problems


def _twice(name: str, entry: Entry, before: Entry) -> Diagnostic:
    labels = (Label(before.name_span, "第一次在这里"),) if before.name_span else ()
    alias = "（中文名与英文名是同一个事实）" if entry.name != before.name else ""
    message = f"事实“{name}”给了两次{alias}"
    return Diagnostic(Code.E506, message, entry.name_span, help="只留一个。", labels=labels)
