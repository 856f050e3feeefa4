"""What a report that stands alone is made from: all findings, and where their words stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from policyc.diagnostics import Diagnostic, has_errors
from policyc.findings.documented import Documented
from policyc.findings.finding import Cited, Finding, Severity
from policyc.lints.lint import Encoded
from policyc.lints.standing import Standing, standing_at, standing_of
from policyc.reports.diagnostics import Texts
from policyc.reports.findings_json import Examined, ranked
from policyc.source.citation import Citation, CitationError
from policyc.source.provisions import Provision
from policyc.source.read_citation import parse_citation
from policyc.source.span import Span


@frozen(eq=False)
class Places:
    """Where the clauses of one document stand: in its source text, and in the code."""

    encoded: Encoded
    _standing: dict[Citation, list[Standing]] = field(init=False)

    @_standing.default
    def _statements(self) -> dict[Citation, list[Standing]]:
        return standing_of(self.encoded.document, self.encoded.policy)

    def source(self, cited: Cited) -> Span | None:
        """The clause in the source text; ``None`` where it has no such clause."""
        found = self._find(cited)
        return None if found is None else found.span

    def code(self, cited: Cited) -> list[Span]:
        """The statements that encode the clause, in the order of the code, each once."""
        found = self._find(cited)
        if found is None or found.citation is None:
            return []
        spans = (each.span for each in standing_at(self._standing, found.citation))
        return sorted(dict.fromkeys(spans))

    def _find(self, cited: Cited) -> Provision | None:
        tree = self.encoded.tree
        try:
            return tree.find(parse_citation(cited.citation))
        except CitationError:
            # What stands before and after the body has a name but is no clause: 文前, 文后.
            named = (each for each in tree.root.children if each.level.value == cited.citation)
            return next(named, None)


@frozen
class Section:
    """One document or pair of documents with its findings; ``places`` by the documents' names."""

    examined: Examined
    places: Mapping[str, Places] = field(factory=dict)

    @property
    def findings(self) -> list[Finding]:
        """The gravest first, after all others those that the drafters let stand."""
        found = ranked(self.examined.findings)
        return sorted(found, key=lambda finding: finding.accepted is not None)

    @property
    def open(self) -> list[Finding]:
        """The findings that nobody has accepted."""
        return [finding for finding in self.findings if finding.accepted is None]


@frozen
class Report:
    """All sections, and what else a reader has to know.

    ``checks`` are those that were asked for, by code; ``severity`` is what counts as a problem;
    ``problems`` are what was said about the files; ``as_of`` the day that was asked about.
    """

    sections: tuple[Section, ...]
    severity: Severity = Severity.LOW
    checks: Mapping[str, Documented] = field(factory=dict)
    problems: tuple[Diagnostic, ...] = ()
    texts: Texts = field(factory=dict)
    as_of: date | None = None
    exit_code: int = 0

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, section by section."""
        return (finding for section in self.sections for finding in section.findings)

    @property
    def incomplete(self) -> bool:
        """Whether some question was left undecided."""
        return any(section.examined.incomplete for section in self.sections)

    @property
    def failed(self) -> bool:
        """Whether something could not be looked at."""
        return has_errors(self.problems)
