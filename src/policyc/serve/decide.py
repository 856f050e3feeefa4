"""One request for a decision: read strictly, evaluated, and answered with its receipt."""

from __future__ import annotations

import re
import time
from datetime import date

from attrs import frozen

from policyc.core.evaluate import evaluate
from policyc.core.norms import Policy
from policyc.core.results import Evaluation
from policyc.diagnostics import Code, Diagnostic
from policyc.driver.facts_file import Entry, bind_entries, entries_of
from policyc.driver.json_file import Complaints, Form, Node, Object, read_json
from policyc.driver.readings import check_readings
from policyc.driver.receipts import Identity, receipt_of
from policyc.reports.evaluation_json import evaluation_to_json
from policyc.reports.values import Json
from policyc.source.numerals import NumeralError, parse_date
from policyc.source.text import SourceText

_FORM = Form('请求写成 {"facts": {"事实名": 值, …}, "rest": "harmless", "as_of": "2020-06-01"}。')
_NAMES = {name: name for name in ("facts", "rest", "as_of", "readings", "missing")}
_REST = {"harmless": True, "unknown": False}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@frozen(eq=False)
class Served:
    """A document that is ready to decide."""

    policy: Policy
    identity: Identity


@frozen
class Asked:
    """A request that is in order."""

    entries: tuple[Entry, ...]
    rest_harmless: bool
    as_of: date | None
    readings: dict[str, str]
    with_missing: bool


@frozen
class Answer:
    """What a request gets, and what of it goes into the log."""

    body: Json
    logged: Json


def decide(served: Served, text: str) -> Answer | list[Diagnostic]:
    """The decision that a request asks for, or everything that is wrong with the request."""
    started = time.perf_counter()
    policy = served.policy
    asked = _read(SourceText("请求", text))
    if isinstance(asked, list):
        return asked
    facts, problems = bind_entries(policy, asked.entries, rest_harmless=asked.rest_harmless)
    problems += check_readings(policy, asked.readings)
    if problems:
        return problems
    found = evaluate(
        policy,
        facts,
        as_of=asked.as_of,
        readings=asked.readings,
        with_missing=asked.with_missing,
    )
    receipt = receipt_of(served.identity, facts, asked.as_of, asked.readings)
    body = {**evaluation_to_json(policy, found, asked.as_of), "receipt": receipt}
    logged: Json = {
        "meaning": receipt["meaning"],
        "as_of": receipt["as_of"],
        "readings": receipt["readings"],
        "facts_given": len(asked.entries),
        "outcomes": _brief(found),
        "evaluation_ms": round((time.perf_counter() - started) * 1000, 3),
    }
    return Answer(body, logged)


def _brief(found: Evaluation) -> list[Json]:
    return [
        {
            "outcome": result.outcome,
            "subject": result.subject,
            "kind": result.kind.value,
            "values": [str(value) for value in result.values],
            "norms": [e.norm.citation or e.norm.id for e in result.trace if e.force is True],
        }
        for result in found.outcomes
    ]


def _read(text: SourceText) -> Asked | list[Diagnostic]:
    node, problems = read_json(text, _FORM)
    if node is None:
        return problems
    complaints = Complaints(_FORM)
    said = complaints.named(node, "请求", _NAMES)
    entries: tuple[Entry, ...] = ()
    facts = said.get("facts")
    if facts is not None and isinstance(facts.value, Object):
        entries, wrong = entries_of(facts.value.members)
        problems += wrong
    elif facts is not None:
        complaints.say(Code.E502, "facts 应为对象 {…}", _FORM.example, facts.span)
    asked = Asked(
        entries=entries,
        rest_harmless=_rest(complaints, said.get("rest")),
        as_of=_as_of(complaints, said.get("as_of")),
        readings=_readings(complaints, said.get("readings")),
        with_missing=_flag(complaints, said.get("missing")),
    )
    problems += complaints.problems
    return problems or asked


def _rest(complaints: Complaints, node: Node | None) -> bool:
    word = complaints.words(node, "rest ", "写 harmless 或者 unknown。") or "unknown"
    if word not in _REST and node is not None:
        message = f"rest 没有“{word}”这个值"
        complaints.say(Code.E502, message, "写 harmless 或者 unknown。", node.span)
    return _REST.get(word, False)


def _as_of(complaints: Complaints, node: Node | None) -> date | None:
    help = "写成 2020-06-01；不写则不看施行和失效日期。"
    word = complaints.words(node, "as_of ", help)
    if not word or node is None:
        return None
    try:
        if _DAY.fullmatch(word):
            return parse_date(word)
    except NumeralError:
        pass
    complaints.say(Code.E502, f"as_of 的“{word}”不是存在的日期", help, node.span)
    return None


def _readings(complaints: Complaints, node: Node | None) -> dict[str, str]:
    if node is None:
        return {}
    return {
        name: complaints.words(member.node, f"读法“{name}”", "读法的值是文字。")
        for name, member in complaints.members(node, "readings ").items()
    }


def _flag(complaints: Complaints, node: Node | None) -> bool:
    if node is None or isinstance(node.value, bool):
        return node is None or bool(node.value)
    complaints.say(Code.E502, "missing 应为 true 或者 false", _FORM.example, node.span)
    return True
