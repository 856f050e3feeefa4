"""What the page of findings is made of, in words and ready to be shown."""

from __future__ import annotations

from attrs import frozen

from policyc.findings.finding import Severity

KEYS = {
    Severity.HIGH: "high",
    Severity.MEDIUM: "medium",
    Severity.LOW: "low",
    Severity.NOTE: "note",
}
"""ASCII words for the severities, as the style sheet and the filter call them."""


@frozen
class Clause:
    """A clause with its words, and where they and their encoding stand."""

    where: str
    quote: str
    source: str = ""
    code: str = ""


@frozen
class FactRow:
    """A fact of a witness with its value in each case."""

    name: str
    values: tuple[str, ...]
    determined_by: str
    harmless: str


@frozen
class Shown:
    """A witness: its cases side by side. ``others`` are rows that are not facts; ``course``: there
    are no facts to show, at most a course of events."""

    cases: tuple[str, ...]
    facts: tuple[FactRow, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...]
    histories: tuple[tuple[str, tuple[str, ...]], ...]
    readings: str
    replayed: bool
    course: bool


@frozen
class ReadingRow:
    """What comes of a case under one choice of readings; ``used``: the one of the witness."""

    choices: tuple[str, ...]
    result: str
    norms: str
    used: bool = False


@frozen
class Result:
    """One outcome of one case of a witness, under each choice of the readings that change it."""

    outcome: str
    case: str
    readings: tuple[str, ...]
    rows: tuple[ReadingRow, ...]
    unlisted: int = 0


@frozen
class Entry:
    """A finding, ready to be shown."""

    id: str
    number: str
    code: str
    name: str
    severity: str
    key: str
    status: str
    hypothetical: bool
    accepted: str | None
    headline: str
    message: str
    clauses: tuple[Clause, ...]
    others: tuple[Clause, ...]
    witness: Shown | None
    results: tuple[Result, ...]
    axioms: str
    holds: str
    suggestion: str
    parts: tuple[tuple[str, str], ...]
    parts_title: str
    fingerprint: str


@frozen
class Part:
    """A document or a pair of documents, with its findings; ``compared``: neither is above."""

    title: str
    name: str
    note: str
    compared: bool
    hypothetical: bool
    facts: tuple[tuple[str, str], ...]
    verdict: str
    entries: tuple[Entry, ...]


@frozen
class Explained:
    """A code explained: headings, their lines, and whether these are code."""

    code: str
    name: str
    severity: str
    sections: tuple[tuple[str, tuple[str, ...], bool], ...]


@frozen
class Said:
    """What was said about a file: an error or a warning, its place, what to do."""

    title: str
    place: str
    message: str
    help: str


@frozen
class Page:
    """The whole page.

    ``title`` is for several parts. ``total`` and ``counts`` (by severity) leave out what is
    ``accepted``; ``severities`` and ``codes`` count everything that is shown.
    """

    title: str
    parts: tuple[Part, ...]
    total: int
    accepted: int
    severity: str
    as_of: str
    incomplete: bool
    counts: tuple[tuple[str, str, int], ...]
    severities: tuple[tuple[str, str, int], ...]
    codes: tuple[tuple[str, str, int], ...]
    explained: tuple[Explained, ...]
    said: tuple[Said, ...]
