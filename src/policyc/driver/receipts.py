"""Receipts: what a result was decided from, so that it can be decided again years later.

A receipt names the document by two hashes: of each file as it was read, and of everything that a
decision depends on (its plan). Comments and layout change the first alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath

from attrs import frozen

from policyc import __version__
from policyc.core.evaluate import evaluate
from policyc.core.norms import Policy
from policyc.core.types import Value
from policyc.diagnostics import Code, Diagnostic
from policyc.driver.facts_file import bind_entries, entries_of
from policyc.driver.json_file import Complaints, Form, Node, Object, plain, read_json
from policyc.driver.pipeline import Loaded
from policyc.driver.readings import check_readings
from policyc.findings.finding import value_to_json
from policyc.reports.evaluation_json import evaluation_to_json
from policyc.reports.verification import Verified
from policyc.source.numerals import NumeralError, parse_date
from policyc.source.text import SourceText
from policyc.targets.data.plan import plan_to_json

Json = dict[str, object]
FORMAT = "policyc-receipt/1"
_FORM = Form("用 policyc eval --receipt 文件 写出的结果文件。")
_WANTED = ("format", "document", "compiler", "meaning", "files", "as_of", "readings", "facts")


@frozen
class Identity:
    """Which document it was: its name and title, and its two hashes. Takes a while to compute."""

    document: str
    title: str
    meaning: str
    files: Mapping[str, str]


def identity_of(loaded: Loaded) -> Identity:
    """The identity of a document without errors."""
    policy = loaded.policy
    assert policy is not None
    return Identity(policy.name, policy.title, meaning_hash(policy), file_hashes(loaded.texts))


def receipt_of(
    identity: Identity,
    facts: Mapping[str, Value],
    as_of: date | None,
    readings: Mapping[str, str],
) -> Json:
    """What a result was decided from; ``facts`` are all that were known, those taken as harmless
    included."""
    return {
        "format": FORMAT,
        "document": identity.document,
        "title": identity.title,
        "compiler": __version__,
        "meaning": identity.meaning,
        "files": dict(identity.files),
        "as_of": None if as_of is None else as_of.isoformat(),
        "readings": dict(readings),
        "facts": {name: value_to_json(value) for name, value in facts.items()},
    }


def meaning_hash(policy: Policy) -> str:
    """``sha256:`` of the plan in one fixed spelling; the same for whoever compiles it."""
    plan = {key: part for key, part in plan_to_json(policy).items() if key != "compiler"}
    spelled = json.dumps(plan, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return _sha256(spelled)


def file_hashes(texts: Mapping[str, SourceText]) -> dict[str, str]:
    """``sha256:`` of each file's text, by its name and the folder that it lies in."""
    found = {"/".join(PurePath(name).parts[-2:]): text for name, text in texts.items()}
    return {name: _sha256(text.text) for name, text in sorted(found.items())}


def _sha256(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


@frozen
class Receipt:
    """A result as it was written down, with what it was decided from."""

    document: str
    compiler: str
    meaning: str
    files: Mapping[str, str]
    as_of: date | None
    readings: Mapping[str, str]
    facts: Node
    outcomes: tuple[Json, ...]


def read_receipt(text: SourceText) -> tuple[Receipt | None, list[Diagnostic]]:
    """The receipt in a result file, or what is wrong with it."""
    node, problems = read_json(text, _FORM)
    if node is None:
        return None, problems
    complaints = Complaints(_FORM)
    complaints.problems += problems
    whole = complaints.members(node, "结果文件")
    if "receipt" not in whole or "outcomes" not in whole:
        message = "这个文件里没有收据（receipt）或者结论（outcomes）"
        help = "办案时加 --receipt 文件，得到的结果文件才可以复核。"
        if "meaning" in whole:  # the receipt by itself, taken out of the result
            message = "这个文件只有收据，没有当时的结论（outcomes），没有可以对照的"
            help = "要存整个结果：policyc serve 的整个回应，或者 eval --receipt 文件 写下的。"
        complaints.say(Code.E502, message, help, node.span)
        return None, complaints.problems
    said = complaints.members(whole["receipt"].node, "收据")
    missing = [name for name in _WANTED if name not in said]
    if missing:
        message = f"收据不完整，缺 {'、'.join(missing)}"
        complaints.say(Code.E502, message, _FORM.example, whole["receipt"].node.span)
        return None, complaints.problems
    made = _checked(complaints, {name: said[name].node for name in _WANTED})
    outcomes = plain(whole["outcomes"].node)
    if not isinstance(outcomes, list) or not all(isinstance(each, dict) for each in outcomes):
        span = whole["outcomes"].node.span
        complaints.say(Code.E502, "outcomes 应为各个结论的列表", _FORM.example, span)
    if made is None or complaints.problems:
        return None, complaints.problems
    assert isinstance(outcomes, list)
    document, compiler, meaning, files, as_of, readings = made
    return (
        Receipt(
            document, compiler, meaning, files, as_of, readings, said["facts"].node, tuple(outcomes)
        ),
        [],
    )


def _checked(
    complaints: Complaints, said: Mapping[str, Node]
) -> tuple[str, str, str, dict[str, str], date | None, dict[str, str]] | None:
    words = {
        name: complaints.words(said[name], f"收据的 {name} ", _FORM.example)
        for name in ("format", "document", "compiler", "meaning", "as_of")
    }
    if words["format"] != FORMAT:
        message = f"不认识的收据格式“{words['format']}”，这一版 policyc 认识 {FORMAT}"
        complaints.say(Code.E502, message, "用写出它的那一版 policyc 复核。", said["format"].span)
        return None
    named = {
        name: {
            key: complaints.words(member.node, f"收据的 {name} ", _FORM.example)
            for key, member in complaints.members(said[name], f"收据的 {name} ").items()
        }
        for name in ("files", "readings")
    }
    as_of = None
    if words["as_of"]:
        try:
            as_of = parse_date(words["as_of"])
        except NumeralError:
            message = f"收据的日期“{words['as_of']}”不存在"
            complaints.say(Code.E502, message, _FORM.example, said["as_of"].span)
    found = words["document"], words["compiler"], words["meaning"], named["files"]
    return *found, as_of, named["readings"]


def verify(loaded: Loaded, receipt: Receipt) -> tuple[Verified | None, list[Diagnostic]]:
    """Decide again what a receipt says, by the document as it is now."""
    policy = loaded.policy
    assert policy is not None
    if not isinstance(receipt.facts.value, Object):
        span = receipt.facts.span
        return None, [Diagnostic(Code.E502, "收据的 facts 应为对象", span, _FORM.example)]
    entries, problems = entries_of(receipt.facts.value.members)
    facts, wrong = bind_entries(policy, entries, rest_harmless=False)
    problems += [*wrong, *check_readings(policy, receipt.readings)]
    if problems:
        return None, problems
    result = evaluate(policy, facts, as_of=receipt.as_of, readings=receipt.readings)
    now = evaluation_to_json(policy, result, receipt.as_of)["outcomes"]
    assert isinstance(now, list)
    identity = identity_of(loaded)
    hashes = identity.files
    names = sorted({*hashes, *receipt.files})
    return Verified(
        document=policy.name,
        title=policy.title,
        compilers=(receipt.compiler, __version__),
        same_meaning=identity.meaning == receipt.meaning,
        changed=tuple(name for name in names if hashes.get(name) != receipt.files.get(name)),
        outcomes=len(receipt.outcomes),
        differing=tuple(_differing(receipt.outcomes, now)),
    ), []


def _differing(
    then: tuple[Json, ...], now: list[Json]
) -> list[tuple[str, Json | None, Json | None]]:
    before = {(each.get("name"), each.get("subject")): each for each in then}
    after = {(each["name"], each["subject"]): each for each in now}
    found = []
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        if one is None or other is None or _decided(one) != _decided(other):
            label = (other or one or {}).get("label", key[0])
            found.append((str(label), one, other))
    return found


def _decided(outcome: Json) -> object:
    """What of an outcome is the decision: words, and what is asked for, may be put otherwise."""
    kept = {name: outcome.get(name) for name in ("kind", "value", "permitted", "by_reading")}
    norms = outcome.get("norms")
    listed = norms if isinstance(norms, list) else []
    forces = [(norm.get("citation"), norm.get("force")) for norm in listed]
    return json.loads(json.dumps({**kept, "norms": forces}))
