"""A finding: what is wrong, where it stands, how it shows, how to mend it.

This module loads no solver: reports, baselines and acceptances need findings, not z3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import evolve, field, frozen

from policyc.core.norms import Norm
from policyc.core.types import Value

Readings = Mapping[str, str]
"""A choice for some readings, by name."""


class Status(Enum):
    """How a finding is known: 已证 by proof over all cases; 有反例 by a case that was replayed;
    存疑 when time ran out; 附条件 where it rests on words that nobody has related; 查得 by reading
    the text and its encoding, with nothing to prove (lints, roles, names)."""

    PROVED = "已证"
    WITNESSED = "有反例"
    UNDECIDED = "存疑"
    CONDITIONAL = "附条件"
    READ = "查得"


class Severity(Enum):
    """How grave a finding is, gravest first."""

    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"
    NOTE = "提示"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@frozen
class Cited:
    """A provision with its own words."""

    document: str
    citation: str
    quote: str = ""


@frozen
class Case:
    """One case of a witness.

    ``facts`` names the facts that are off their harmless value; every other fact has it (and an
    official act that is not named was never taken). ``history`` is for checks on a lifecycle.
    ``readings`` are those of this case alone, for cases that differ in nothing else; ``result``
    is what comes of the case, where the cases of a witness are set side by side.
    """

    facts: Mapping[str, Value]
    history: tuple[str, ...] = ()
    readings: Readings = field(factory=dict)
    result: str = ""


@frozen
class Witness:
    """The cases that show a finding, and the readings of meaning they rely on."""

    cases: tuple[Case, ...]
    readings: Readings = field(factory=dict)


@frozen
class Accepted:
    """That a drafter lets a finding stand: where and why the policy file says so.

    ``citation`` names the places as the acceptance does, ``document`` whose policy file it is in.
    """

    reason: str
    citation: str
    document: str = ""


@frozen
class Finding:
    """What a check says.

    ``norms`` are the citations of all norms involved. ``axioms`` are the axioms that speak about
    the witness's facts, or for a proof a minimal set that it needs. ``readings`` says under which
    choices the finding holds, one projection after the other; none: under all. ``parts`` are the
    members of a group that has one mend, each with its own witness. ``hypothetical`` marks what is
    said about a stack of documents that in truth do not stand above each other. ``accepted`` is
    set where the policy file lets the finding stand. ``hidden_by`` are the axioms that hide a
    finding which appears only without them.
    """

    code: str
    name: str
    status: Status
    severity: Severity
    message: str
    documents: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()
    witness: Witness | None = None
    replayed: bool | None = None
    norms: tuple[str, ...] = ()
    axioms: tuple[str, ...] = ()
    readings: tuple[Readings, ...] = ()
    suggestion: str = ""
    fingerprint: str = ""
    parts: tuple[Finding, ...] = ()
    hypothetical: bool = False
    accepted: Accepted | None = None
    hidden_by: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Codes of other checks whose definition the same cause meets; it is told once, here."""


def fingerprint(code: str, *places: str, members: Iterable[str] = ()) -> str:
    """A short hash of a code and its place; ``members`` count in any order, each once."""
    text = "\x1f".join([code, *places, "", *sorted(set(members))])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def sealed(finding: Finding) -> Finding:
    """The finding with a fingerprint that changes as soon as a place or a member of it does.

    The fingerprint that a check gives says which problem it is; some check leaves open how far the
    problem reaches. Whoever accepted a finding must hear of every pair that joins it later.
    """
    places = [f"{cited.document}\x1f{cited.citation}" for cited in finding.citations]
    members = [part.fingerprint for part in finding.parts]
    whole = fingerprint(finding.code, finding.fingerprint, members=[*places, *members])
    return evolve(finding, fingerprint=whole)


def cite(norm: Norm) -> Cited:
    """A norm's provision, quoted."""
    return Cited(norm.document, norm.citation or norm.id, norm.quote)


def cite_all(norms: Iterable[Norm]) -> tuple[Cited, ...]:
    """The provisions of norms, each once."""
    return tuple(dict.fromkeys(cite(norm) for norm in norms))


def finding_to_json(finding: Finding) -> dict[str, object]:
    """The finding as plain JSON data; exact numbers stay exact."""
    witness: dict[str, object] | None = None
    if finding.witness is not None:
        witness = {
            "cases": [_case_to_json(case) for case in finding.witness.cases],
            "readings": dict(finding.witness.readings),
        }
    return {
        "code": finding.code,
        "name": finding.name,
        "status": finding.status.value,
        "severity": finding.severity.value,
        "message": finding.message,
        "documents": list(finding.documents),
        "citations": cited_to_json(finding.citations),
        "witness": witness,
        "replayed": finding.replayed,
        "norms": list(finding.norms),
        "axioms": list(finding.axioms),
        "readings": [dict(reading) for reading in finding.readings],
        "suggestion": finding.suggestion,
        "fingerprint": finding.fingerprint,
        "hypothetical": finding.hypothetical,
        "also": list(finding.also),
        "accepted": _accepted_to_json(finding.accepted),
        "hidden_by": list(finding.hidden_by),
        "parts": [finding_to_json(part) for part in finding.parts],
    }


def cited_to_json(cited: Iterable[Cited]) -> list[dict[str, object]]:
    """Clauses with their words, as data."""
    return [{"document": c.document, "citation": c.citation, "quote": c.quote} for c in cited]


def _accepted_to_json(accepted: Accepted | None) -> dict[str, str] | None:
    if accepted is None:
        return None
    return {"reason": accepted.reason, "citation": accepted.citation}


def _case_to_json(case: Case) -> dict[str, object]:
    found: dict[str, object] = {
        "facts": {name: value_to_json(v) for name, v in case.facts.items()},
        "history": list(case.history),
    }
    if case.readings:
        found["readings"] = dict(case.readings)
    if case.result:
        found["result"] = case.result
    return found


def value_to_json(value: Value) -> bool | int | str:
    """A value as ``inputs.read_value`` takes it back: whole numbers as such, rates as text."""
    match value:
        case date():
            return value.isoformat()
        case Fraction():
            return value.numerator if value.denominator == 1 else _decimal(value)
        case _:
            return value


def _decimal(value: Fraction) -> str:
    """An exact decimal where there is one, else the ratio."""
    digits = 0
    scaled = value
    while scaled.denominator != 1 and digits < 40:
        scaled *= 10
        digits += 1
    if scaled.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    sign = "-" if scaled < 0 else ""
    text = str(abs(scaled.numerator)).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}"
