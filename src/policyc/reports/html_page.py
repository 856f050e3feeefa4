"""The findings as a page: what stands where, in words; how it looks is the template's business."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from policyc.core.norms import Policy
from policyc.core.types import show_value
from policyc.diagnostics import Severity as DiagnosticSeverity
from policyc.findings.documented import Documented
from policyc.findings.finding import Cited, Finding
from policyc.lints.standing import show_lines
from policyc.reports.codes import EXAMPLES, sections_of
from policyc.reports.diagnostics import Texts, show_place
from policyc.reports.finding_words import (
    chosen,
    other_parts,
    others_title,
    short_case,
    shown_part,
    where,
)
from policyc.reports.findings_json import at_or_above, by_severity
from policyc.reports.html_values import KEYS, Clause, Entry, Explained, Page, Part, Said
from policyc.reports.html_witness import results_of, witness_of
from policyc.reports.layout import first_sentence
from policyc.reports.report import Report, Section
from policyc.source.citation import Level
from policyc.source.span import Span

_MAX_PLACES = 3
"""Places of the code that are named for one clause."""

_HEADLINE = 150


def page_of(report: Report) -> Page:
    """A report in words."""
    findings = list(report.findings)
    unaccepted = [finding for section in report.sections for finding in section.open]
    names = {finding.code: finding.name for finding in findings}
    keys = {severity.value: key for severity, key in KEYS.items()}
    several = len(report.sections) > 1
    return Page(
        title=_title(report),
        parts=tuple(
            _Part(report, section, f"{at}-" if several else "").part()
            for at, section in enumerate(report.sections, 1)
        ),
        total=len(unaccepted),
        accepted=len(findings) - len(unaccepted),
        severity=report.severity.value,
        as_of="" if report.as_of is None else show_value(report.as_of),
        incomplete=report.incomplete,
        counts=tuple((word, keys[word], n) for word, n in by_severity(unaccepted).items()),
        severities=tuple((word, keys[word], n) for word, n in by_severity(findings).items() if n),
        codes=tuple(
            (code, names[code], sum(1 for finding in findings if finding.code == code))
            for code in sorted(names)
        ),
        explained=tuple(
            _explained(report.checks[code]) for code in sorted(names) if code in report.checks
        ),
        said=tuple(
            Said(
                title=f"{said.severity.value}[{said.code.id}]",
                place="" if said.span is None else show_place(said.span, report.texts),
                message=said.message,
                help=said.help,
            )
            for said in sorted(report.problems, key=lambda d: _order(d.severity))
        ),
    )


def _title(report: Report) -> str:
    """What the page is about, where it is about more than one thing."""
    alone = sum(1 for section in report.sections if section.examined.between is None)
    pairs = len(report.sections) - alone
    said = [f"{alone} 份文件" if alone else "", f"{pairs} 组文件之间" if pairs else ""]
    return "、".join(filter(None, said)) or "没有可审查的文件"


def _order(severity: DiagnosticSeverity) -> int:
    return list(DiagnosticSeverity).index(severity)


def _explained(check: Documented) -> Explained:
    sections = sections_of(check)
    return Explained(
        check.code,
        check.name,
        check.severity.value,
        tuple((heading, tuple(lines), heading in EXAMPLES) for heading, lines in sections.items()),
    )


class _Part:
    """Makes the part of one section."""

    def __init__(self, report: Report, section: Section, prefix: str) -> None:
        self.report = report
        self.section = section
        self.policy: Policy = section.examined.policy
        self.between = section.examined.between
        self.prefix = prefix

    def part(self) -> Part:
        policy, between = self.policy, self.between
        title, name, note = policy.title or policy.name, policy.name if policy.title else "", ""
        if between is not None:
            titles = [self._title(each) for each in between.documents]
            title, name = (" 与 " if between.peers else " → ").join(titles), ""
            note = between.note
        return Part(
            title=title,
            name=name,
            note=note,
            compared=between is not None and between.peers,
            hypothetical=between is not None and between.hypothetical,
            facts=tuple(self._facts()) if between is None else (),
            verdict=self._verdict(),
            entries=tuple(self._entry(*each) for each in enumerate(self.section.findings, 1)),
        )

    def _title(self, name: str) -> str:
        """What one document of a pair is called."""
        places = self.section.places.get(name)
        return name if places is None else places.encoded.policy.title or name

    # -- head
    def _facts(self) -> Iterator[tuple[str, str]]:
        policy = self.policy
        places = self.section.places.get(policy.name)
        head = None if places is None else places.encoded.document.head
        if head is not None:
            yield "文号", head.number
            yield "制定机关", "、".join(head.issuers)
        yield "位阶", policy.level
        yield "适用地区", policy.region
        yield "状态", policy.status
        yield "施行", _day(policy.effective)
        if head is not None and head.expires is not None:
            yield "失效", _day(head.expires)
        if places is not None:
            units = list(places.encoded.tree.units())
            articles = sum(1 for unit in units if unit.level is Level.ARTICLE)
            yield "原文", f"{articles} 条" if articles else ""
        yield (
            "编码",
            f"规范 {len(policy.norms)} 条，事实 {len(policy.facts)} 项，"
            f"结论 {len(policy.outcomes)} 个，读法 {len(policy.readings)} 种",
        )

    def _verdict(self) -> str:
        findings = self.section.open
        incomplete = self.section.examined.incomplete
        accepted = len(self.section.findings) - len(findings)
        more = f"另有 {accepted} 个已接受。" if accepted else ""
        if not findings:
            nothing = "没有查完，尚不能说没有问题。" if incomplete else "没有发现问题。"
            return nothing + more
        what = "差异" if self.between is not None and self.between.peers else "问题"
        counts = "，".join(f"{word} {n}" for word, n in by_severity(findings).items() if n)
        grave = len(at_or_above(findings, self.report.severity))
        least = self.report.severity.value
        of_them = "" if grave == len(findings) else f"；其中“{least}”及以上 {grave} 个"
        late = "。有的问题没有查完" if incomplete else ""
        return f"{len(findings)} 个{what}：{counts}{of_them}{late}。{more}"

    # -- one finding
    def _entry(self, number: int, finding: Finding) -> Entry:
        part = shown_part(finding)
        rest = [cited for cited in finding.citations if cited not in part.citations]
        several = len({cited.document for cited in finding.citations}) > 1
        # Side by side, each document has results of its own; the message compares them.
        peers = self.between is not None and self.between.peers
        show_holds = finding.readings and "仅当" not in finding.message
        return Entry(
            id=f"f{self.prefix}{number}",
            number=f"{self.prefix}{number}",
            code=finding.code,
            name=finding.name,
            severity=finding.severity.value,
            key=KEYS[finding.severity],
            status=finding.status.value,
            hypothetical=finding.hypothetical,
            accepted=None if finding.accepted is None else finding.accepted.reason,
            headline=first_sentence(finding.message, _HEADLINE),
            message=finding.message,
            clauses=tuple(self._clause(cited, several) for cited in part.citations),
            others=tuple(self._clause(cited, several) for cited in rest),
            witness=witness_of(self.policy, finding),
            results=() if peers else tuple(results_of(self.policy, finding, self.report.as_of)),
            axioms="、".join(f"“{name}”" for name in finding.axioms),
            holds="；或 ".join(map(chosen, finding.readings)) if show_holds else "",
            suggestion=finding.suggestion,
            parts=tuple(self._members(finding)),
            parts_title=others_title(finding),
            fingerprint=finding.fingerprint,
        )

    def _members(self, finding: Finding) -> Iterator[tuple[str, str]]:
        for other in other_parts(finding):
            case = "" if other.witness is None else short_case(self.policy, other.witness)
            yield " 与 ".join(other.norms) or other.message, case

    def _clause(self, cited: Cited, several: bool) -> Clause:
        places = self.section.places.get(cited.document)
        if places is None:
            return Clause(where(cited, several), cited.quote)
        texts = self.report.texts
        source = places.source(cited)
        return Clause(
            where(cited, several),
            cited.quote,
            "" if source is None else _lines(source, texts, "source.txt"),
            _some(_lines(span, texts, "policy.policy") for span in places.code(cited)),
        )


def _some(lines: Iterable[str]) -> str:
    """The first few places of the code, and how many there are: a clause may stand at many."""
    found = list(dict.fromkeys(lines))
    more = f"等 {len(found)} 处" if len(found) > _MAX_PLACES else ""
    return "、".join(found[:_MAX_PLACES]) + more


def _lines(span: Span, texts: Texts, usual: str) -> str:
    """第 88 行; with the name of the file unless it is the usual one."""
    return show_lines(span, texts).removeprefix(f"{usual} ")


def _day(day: date | None) -> str:
    return "" if day is None else show_value(day)
