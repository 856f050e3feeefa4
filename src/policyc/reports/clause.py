"""One clause: its words, the code that encodes it, and what depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from policyc.core.conditions import Condition, facts_of, outcomes_of, readings_of
from policyc.core.norms import Axiom, Fact, Norm, Outcome, Policy, Reading
from policyc.findings.finding import Finding
from policyc.lints.coverage import Covered, coverage
from policyc.lints.expressions import conditions_of, met_in
from policyc.lints.lint import Encoded
from policyc.lints.standing import lines_of, standing_at, standing_of
from policyc.resolved.from_surface import citations_of
from policyc.source.citation import Citation, CitationError
from policyc.source.read_citation import parse_citation
from policyc.source.span import Span
from policyc.source.text import SourceText
from policyc.surface import nodes as n


@frozen
class Excerpt:
    """Lines of a policy file, numbered from ``first``."""

    file: str
    first: int
    lines: tuple[str, ...]

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self.first + len(self.lines) - 1


@frozen
class Clause:
    """A clause and all that hangs on it.

    ``units`` are its units of coverage; ``norms`` those that it gives; ``due`` the outcomes that
    it says must be given; ``used_by`` the norms elsewhere that rest on an outcome that it decides
    (with that outcome); ``met_by`` the clauses that borrow its conditions; ``findings`` is
    ``None`` where nothing was checked.
    """

    document: str
    title: str
    citation: Citation
    words: str
    units: tuple[Covered, ...]
    code: tuple[Excerpt, ...]
    norms: tuple[Norm, ...] = ()
    due: tuple[Outcome, ...] = ()
    facts: tuple[Fact, ...] = ()
    readings: tuple[Reading, ...] = ()
    axioms: tuple[Axiom, ...] = ()
    used_by: tuple[tuple[str, str], ...] = ()
    met_by: tuple[str, ...] = ()
    beats: tuple[str, ...] = ()
    beaten_by: tuple[str, ...] = ()
    findings: tuple[Finding, ...] | None = None

    def with_findings(self, findings: Iterable[Finding]) -> Clause:
        """The clause with those of some findings that speak of it."""
        return evolve(self, findings=tuple(f for f in findings if _speaks_of(f, self.citation)))


def clause_of(encoded: Encoded, citation: Citation) -> Clause:
    """Everything about one existing clause."""
    policy, tree = encoded.policy, encoded.tree
    standing = standing_of(encoded.document, policy)
    spans = [each.span for each in standing_at(standing, citation)]
    norms = tuple(norm for norm in policy.norms if _gives(norm, citation, spans))
    conditions = [c for norm in norms for c in (norm.condition, norm.exception) if c is not None]
    due = tuple(o for o in policy.outcomes if _is_due(o, citation))
    conditions += [o.trigger for o in due if o.trigger is not None]
    facts = dict.fromkeys(name for c in conditions for name in facts_of(c))
    readings = dict.fromkeys(name for c in conditions for name in readings_of(c))
    readings |= dict.fromkeys(norm.direct for norm in norms if norm.direct is not None)
    ids = {norm.id for norm in norms}
    covered = coverage(tree, encoded.document, policy)
    return Clause(
        document=policy.name,
        title=policy.title,
        citation=citation,
        words=tree.quote(citation, label=True),
        units=tuple(u for u in covered.units if _within(u.unit.citation, citation)),
        code=_excerpts(spans, encoded.texts),
        norms=norms,
        due=due,
        facts=tuple(fact for fact in policy.facts if fact.name in facts),
        readings=tuple(reading for reading in policy.readings if reading.name in readings),
        axioms=tuple(a for a in policy.axioms if facts.keys() & set(facts_of(a.condition))),
        used_by=tuple(_used_by(policy, norms, ids)),
        met_by=tuple(_met_by(encoded, citation)),
        beats=tuple(_places(policy, (d.loser for d in policy.defeats if d.winner in ids))),
        beaten_by=tuple(_places(policy, (d.winner for d in policy.defeats if d.loser in ids))),
    )


def _within(inner: Citation | None, outer: Citation) -> bool:
    return inner is not None and inner.startswith(outer)


def _gives(norm: Norm, citation: Citation, spans: Iterable[Span]) -> bool:
    """Whether a norm stands at a clause, or is written (in part) by what stands there."""
    if _within(_parsed(norm.citation), citation):
        return True
    return norm.span is not None and any(_holds(norm.span, span) for span in spans)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.file == inner.file and outer.start <= inner.start and inner.end <= outer.end


def _is_due(outcome: Outcome, citation: Citation) -> bool:
    places = map(_parsed, outcome.trigger_citation.split("、"))
    return any(_within(place, citation) for place in places)


def _parsed(written: str) -> Citation | None:
    try:
        return parse_citation(written)
    except CitationError:
        return None


def _used_by(policy: Policy, norms: tuple[Norm, ...], ids: set[str]) -> Iterable[tuple[str, str]]:
    decided = {norm.outcome for norm in norms}
    pairs: list[tuple[str, str]] = []
    for norm in policy.norms:
        if norm.id not in ids:
            uses = _uses((norm.condition, norm.exception))
            pairs += [(norm.citation or norm.id, name) for name in uses if name in decided]
    for outcome in policy.outcomes:
        uses = _uses((outcome.trigger,))
        where = outcome.trigger_citation or outcome.name
        pairs += [(where, name) for name in uses if name in decided]
    return dict.fromkeys(pairs)


def _uses(conditions: Iterable[Condition | None]) -> list[str]:
    return [name for c in conditions if c is not None for name in outcomes_of(c)]


def _met_by(encoded: Encoded, citation: Citation) -> Iterable[str]:
    found: list[str] = []
    for located in encoded.document.located:
        for condition in conditions_of(located.node):
            for met in met_in(condition):
                for cited in citations_of([n.CitationRange(met.citation, None)]):
                    if cited.startswith(citation) or citation.startswith(cited):
                        found.append(located.cited)
    return dict.fromkeys(found)


def _places(policy: Policy, ids: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(policy.norm(each).citation or each for each in ids)


def _excerpts(spans: Iterable[Span], texts: Mapping[str, SourceText]) -> tuple[Excerpt, ...]:
    """The lines of some places, those that touch put together."""
    ranges: list[tuple[str, int, int]] = []
    for span in sorted(set(spans)):
        lines = lines_of(span, texts)
        if lines is None:
            continue
        first, last = lines
        if ranges and ranges[-1][0] == span.file and first <= ranges[-1][2] + 1:
            ranges[-1] = (span.file, ranges[-1][1], max(last, ranges[-1][2]))
        else:
            ranges.append((span.file, first, last))
    return tuple(
        Excerpt(file, first, tuple(texts[file].line_text(at - 1) for at in range(first, last + 1)))
        for file, first, last in ranges
    )


def _speaks_of(finding: Finding, citation: Citation) -> bool:
    written = [cited.citation for cited in finding.citations] + list(finding.norms)
    return any(_within(place, citation) for place in map(_parsed, written))
