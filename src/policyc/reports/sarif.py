"""Findings as SARIF 2.1.0 (OASIS), for editors, code-review sites and other collectors.

Columns count Unicode code points from 1; lines end where ``source.text.decode`` ends them. File
addresses are relative: to the folder that policyc ran in, else to a base that is named but whose
place is not given away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from urllib.parse import quote

from policyc import __version__
from policyc.diagnostics import Code, Diagnostic
from policyc.diagnostics import Severity as DiagnosticSeverity
from policyc.findings.documented import Documented
from policyc.findings.finding import Cited, Finding, Severity, Status, finding_to_json
from policyc.reports.codes import check_to_markdown, sections_of
from policyc.reports.report import Places, Report, Section
from policyc.reports.values import Json
from policyc.source.span import Span

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "policyc/v1"
"""The key of our fingerprint: a hash of a code and its place, the same from run to run."""

_BASE = "%SRCROOT%"
_LEVELS = {
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.NOTE: "note",
}
_NOTIFIED = {
    DiagnosticSeverity.ERROR: "error",
    DiagnosticSeverity.WARNING: "warning",
    DiagnosticSeverity.NOTE: "note",
}
_ELSEWHERE = ("code", "name", "message", "citations", "fingerprint")
"""What of a finding stands in properties that SARIF itself has."""

_OF_PARTS = (
    "message",
    "norms",
    "status",
    "witness",
    "replayed",
    "readings",
    "axioms",
    "fingerprint",
)
"""What sets the members of a group apart."""


def report_to_sarif(report: Report) -> Json:
    """A log with one run."""
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(report).to_json()]}


class _Run:
    """One run; files and bases are listed as results speak of them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.rules = list(report.checks)
        self.files: dict[str, Json] = {}
        self.bases: dict[str, str] = {}

    def to_json(self) -> Json:
        report = self.report
        results = [
            self._result(section, finding)
            for section in report.sections
            for finding in section.findings
        ]
        if any(finding.accepted is not None for finding in report.findings):
            for result in results:
                result.setdefault("suppressions", [])
        invocation: Json = {
            "executionSuccessful": not report.failed,
            "exitCode": report.exit_code,
            "toolExecutionNotifications": self._notifications(),
        }
        codes = dict.fromkeys(problem.code for problem in report.problems)
        driver: Json = {
            "name": "policyc",
            "version": __version__,
            "language": "zh-CN",
            "rules": [_rule(check) for check in report.checks.values()],
            "notifications": [_descriptor(code) for code in codes],
        }
        return {
            "tool": {"driver": driver},
            "invocations": [invocation],
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "defaultEncoding": "utf-8",
            "originalUriBaseIds": self._base_ids(),
            "artifacts": [
                {"location": location, "mimeType": "text/plain", "encoding": "utf-8"}
                for location in self.files.values()
            ],
            "results": results,
            "properties": self._properties(),
        }

    def _properties(self) -> Json:
        as_of = self.report.as_of
        return {
            "documents": [s.examined.policy.name for s in self._alone],
            "severity": self.report.severity.value,
            "asOf": None if as_of is None else as_of.isoformat(),
            "incomplete": self.report.incomplete,
        }

    @property
    def _alone(self) -> list[Section]:
        return [section for section in self.report.sections if section.examined.between is None]

    # -- results
    def _result(self, section: Section, finding: Finding) -> Json:
        places = self._locations(section, finding)
        result: Json = {"ruleId": finding.code}
        if finding.code in self.report.checks:
            result["ruleIndex"] = self.rules.index(finding.code)
        between = section.examined.between
        kind = "fail"
        if finding.status is Status.UNDECIDED:
            kind = "open"
        elif between is not None and between.peers:
            kind = "informational"
        result |= {
            "kind": kind,
            "level": _LEVELS[finding.severity] if kind == "fail" else "none",
            "message": {"text": finding.message},
            "locations": places[:1],
        }
        if len(places) > 1:
            result["relatedLocations"] = [
                {"id": at, **place} for at, place in enumerate(places[1:], 1)
            ]
        if finding.fingerprint:
            result["partialFingerprints"] = {FINGERPRINT: finding.fingerprint}
        if finding.accepted is not None:
            reason = finding.accepted.reason
            result["suppressions"] = [
                {"kind": "inSource", "status": "accepted", "justification": reason}
            ]
        return result | {"properties": _properties(finding)}

    def _locations(self, section: Section, finding: Finding) -> list[Json]:
        """For each clause its words in the source text, then the statements that encode it."""
        sources: list[Json] = []
        codes: list[Json] = []
        for cited in finding.citations:
            sources.append(self._clause(section, cited))
            places = section.places.get(cited.document)
            for span in [] if places is None else places.code(cited):
                location = self._location(span, f"{_full(cited)} 的编码")
                codes += [] if location is None or location in codes else [location]
        found = [*sources[:1], *codes[:1], *sources[1:], *codes[1:]]
        if not found:
            named = (section.places.get(name) for name in finding.documents)
            found = [self._whole(places) for places in named if places is not None]
        return found

    def _clause(self, section: Section, cited: Cited) -> Json:
        """The clause in the source text, or its name alone where it cannot be found there."""
        places = section.places.get(cited.document)
        span = None if places is None else places.source(cited)
        location = None if span is None else self._location(span, _full(cited))
        if location is None and places is not None:
            location = {**self._whole(places), "message": {"text": _full(cited)}}
        logical: Json = {
            "name": cited.citation,
            "fullyQualifiedName": _full(cited),
            "kind": "provision",
        }
        return {**(location or {"message": {"text": _full(cited)}}), "logicalLocations": [logical]}

    # -- places
    def _whole(self, places: Places) -> Json:
        """The source text of a document, for what has no place of its own in it."""
        source = places.encoded.tree.source.name
        return {"physicalLocation": {"artifactLocation": self._artifact(source)}}

    def _location(self, span: Span, message: str) -> Json | None:
        """A place in a file; ``None`` where its text is not at hand."""
        text = self.report.texts.get(span.file)
        if text is None or span.end > len(text.text):
            return None
        first, start = text.line_col(span.start)
        last, end = text.line_col(span.end)
        region: Json = {
            "startLine": first + 1,
            "startColumn": start + 1,
            "endLine": last + 1,
            "endColumn": end + 1,
            "snippet": {"text": text.slice(span)},
        }
        return {
            "physicalLocation": {"artifactLocation": self._artifact(span.file), "region": region},
            "message": {"text": message},
        }

    def _artifact(self, name: str) -> Json:
        """A file by its address and its place in the run's list of files."""
        if name not in self.files:
            self.files[name] = {**self._address(name), "index": len(self.files)}
        return self.files[name]

    def _address(self, name: str) -> Json:
        """Relative always. Of a file outside the current folder only its own folder is told."""
        path = PurePath(name)
        if not path.is_absolute():
            return {"uri": quote(path.as_posix()), "uriBaseId": self._base("", _BASE)}
        shown = PurePath(*path.parts[-2:])
        number = "" if not self.bases else str(len(self.bases))
        base = self._base(str(path.parent.parent), f"%DOCUMENTS{number}%")
        return {"uri": quote(shown.as_posix()), "uriBaseId": base}

    def _base(self, folder: str, name: str) -> str:
        return self.bases.setdefault(folder, name)

    def _base_ids(self) -> Mapping[str, Json]:
        here = "运行 policyc 时所在的目录"
        there = "文档目录的上一级；不在运行 policyc 的目录之内，没有写出路径"
        return {
            name: {"description": {"text": there if folder else here}}
            for folder, name in self.bases.items()
        }

    # -- what was said besides
    def _notifications(self) -> list[Json]:
        said = [self._notification(problem) for problem in self.report.problems]
        if self.report.incomplete:
            text = "有的问题没有查完（求解超时）：用 --timeout 给更多秒数再试。"
            said.append({"level": "warning", "message": {"text": text}})
        return said

    def _notification(self, problem: Diagnostic) -> Json:
        span = problem.span
        location = None if span is None else self._location(span, problem.message)
        text = problem.message + (f"。{problem.help}" if problem.help else "")
        return {
            "descriptor": {"id": problem.code.id},
            "level": _NOTIFIED[problem.severity],
            "message": {"text": text},
            "locations": [] if location is None else [location],
        }


def _full(cited: Cited) -> str:
    return f"{cited.document}:{cited.citation}"


def _properties(finding: Finding) -> Json:
    """Everything else that a finding says; of its members what sets them apart."""
    kept = {key: value for key, value in finding_to_json(finding).items() if key not in _ELSEWHERE}
    kept["parts"] = [_only(_OF_PARTS, finding_to_json(part)) for part in finding.parts]
    return kept


def _only(keys: Iterable[str], data: Json) -> Json:
    return {key: data[key] for key in keys}


def _rule(check: Documented) -> Json:
    sections = sections_of(check)
    what = "\n".join(sections["检查什么"])
    text = "\n\n".join("\n".join([heading, *lines]) for heading, lines in sections.items())
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": f"{what.split('。', 1)[0]}。"},
        "fullDescription": {"text": what},
        "help": {"text": text, "markdown": check_to_markdown(check)},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"severity": check.severity.value},
    }


def _descriptor(code: Code) -> Json:
    return {"id": code.id, "name": code.value}
