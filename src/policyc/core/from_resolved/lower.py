"""Lowering a resolved document to a policy, keeping only what the document uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from attrs import evolve, frozen

from policyc.core.conditions import Any, Condition, Not, facts_of, outcomes_of, readings_of
from policyc.core.cone import own_conditions, upstream_of
from policyc.core.content import Duty, Sanction
from policyc.core.from_resolved.acceptances import lower_acceptances
from policyc.core.from_resolved.attributes import basis_text
from policyc.core.from_resolved.declarations import Declarations
from policyc.core.from_resolved.expressions import Expressions
from policyc.core.from_resolved.lifecycles import Lifecycles
from policyc.core.from_resolved.programme import Programme, bodies
from policyc.core.from_resolved.sentences import Sentences
from policyc.core.from_resolved.statements import Statements
from policyc.core.lifecycle import Lifecycle
from policyc.core.norms import Axiom, Norm, Policy
from policyc.core.programme import Body, Place
from policyc.core.wellformed import check_wellformed, find_cycle
from policyc.diagnostics import Code, Collector, Diagnostic, Label, has_errors
from policyc.resolved.document import ResolvedDocument
from policyc.resolved.scope import Symbol, SymbolKind
from policyc.source.citation import CitationError
from policyc.source.read_citation import parse_citation
from policyc.surface import nodes as n


@frozen
class Lowered:
    """The policy of a document, complete only where there are no errors."""

    policy: Policy
    diagnostics: tuple[Diagnostic, ...]


def lower(document: ResolvedDocument) -> Lowered:
    """Build the typed core of one document and check that it is well formed."""
    report = Collector()
    declared = Declarations(document.scope, report)
    declared.build()
    statements = Statements(document, declared, report)
    statements.build()
    programme = Programme(statements.expressions, report)
    sentences = Sentences(document, statements.under_premises, report, programme)
    sentences.build()
    lives = Lifecycles(document, declared, report)
    lives.build()
    axioms = _axioms(document, statements.expressions, report)
    accepted = tuple(lower_acceptances(document, report))
    policy = _assemble(
        document,
        declared,
        statements,
        sentences,
        lives.found,
        axioms,
        list(bodies(document, report)),
    )
    policy = evolve(policy, acceptances=accepted)
    if not has_errors(report.found):
        statements.check_boundaries()
        report.found += _at_sentences(document, policy, check_wellformed(policy))
    return Lowered(policy, tuple(report.found))


def _at_sentences(
    document: ResolvedDocument, policy: Policy, cycles: list[Diagnostic]
) -> Iterator[Diagnostic]:
    """Cycles, shown at the sentences that close them instead of at the declarations."""
    names = [outcome.name for outcome in policy.outcomes]
    for cycle in cycles:
        if cycle.code is Code.E402:
            loop = set(find_cycle(names, lambda name: upstream_of(policy, name)))
            norms = (norm for norm in policy.norms if norm.outcome in loop)
            spans = [norm.span for norm in norms if loop & set(_upstream(norm))]
        else:
            nodes = (located.node for located in document.located)
            spans = [
                node.span
                for node in nodes
                if isinstance(node, n.Precedence) and node.winner.text in cycle.message
            ]
        found = [span for span in spans if span is not None]
        labels = tuple(Label(span, "还有这里") for span in found[1:3])
        yield evolve(cycle, span=found[0], labels=labels) if found else cycle


def _upstream(norm: Norm) -> Iterator[str]:
    """The outcomes that a norm itself looks at."""
    for condition in (norm.condition, norm.exception):
        if condition is not None:
            yield from outcomes_of(condition)


def _axioms(
    document: ResolvedDocument, expressions: Expressions, report: Collector
) -> list[tuple[Symbol, Axiom]]:
    found = []
    for symbol in document.scope.of(SymbolKind.AXIOM):
        decl = symbol.decl
        assert isinstance(decl, n.AxiomDecl)
        basis = basis_text(decl.attributes)
        if not basis:
            report(
                Diagnostic(
                    Code.E207,
                    f"常理「{symbol.name}」没有写明依据",
                    decl.name.span,
                    help="在句末的“。”前面加上：，依据 第几条；或者：，理由「……」。"
                    "没有根据的常理会掩盖漏洞。",
                )
            )
        premise = expressions.lower(decl.premise, None)
        conclusion = expressions.lower(decl.conclusion, None)
        axiom = Axiom(symbol.name, Any((Not(premise), conclusion)), basis, decl.span)
        for name in dict.fromkeys(outcomes_of(axiom.condition)):
            report(
                Diagnostic(
                    Code.E301,
                    f"常理「{symbol.name}」里写了结论“{name}”",
                    decl.span,
                    help="常理只写事实之间的关系；结论之间的关系由条文决定。",
                )
            )
        found.append((symbol, axiom))
    return found


def _assemble(
    document: ResolvedDocument,
    declared: Declarations,
    statements: Statements,
    sentences: Sentences,
    lives: list[Lifecycle],
    axioms: list[tuple[Symbol, Axiom]],
    institutions: list[Body],
) -> Policy:
    """Keep what the document declares itself or uses; a vocabulary may hold much more."""
    own = {s.name for s in document.scope.symbols if not s.from_vocabulary}
    answered = {norm.outcome for norm in statements.norms}
    outcomes = [
        outcome
        for outcome in declared.outcomes.values()
        if outcome.name in own or outcome.name in answered or outcome.trigger is not None
    ]
    conditions = [c for outcome in outcomes for c in own_conditions(outcome, ())]
    conditions += own_conditions(outcomes[0], statements.norms) if outcomes else []
    conditions += [s.condition for s in sentences.found if isinstance(s, (Duty, Sanction))]
    used = _used_facts(conditions) | {o.given for o in outcomes if o.given is not None}
    used |= {name for name in own if name in declared.facts}
    kept_axioms = [
        axiom
        for symbol, axiom in axioms
        if not symbol.from_vocabulary or _used_facts([axiom.condition]) <= used
    ]
    used |= _used_facts(axiom.condition for axiom in kept_axioms)
    needed = {name for c in conditions for name in outcomes_of(c)}
    names = {outcome.name for outcome in outcomes} | needed
    readings = {r for c in conditions for r in readings_of(c)}
    readings |= {norm.direct for norm in statements.norms if norm.direct is not None}
    readings |= sentences.programme.used
    readings |= {name for name in own if name in declared.readings}
    head = document.head
    return Policy(
        name=document.name,
        title=head.title,
        facts=tuple(f for f in declared.facts.values() if f.name in used),
        readings=tuple(r for r in declared.readings.values() if r.name in readings),
        outcomes=tuple(o for o in declared.outcomes.values() if o.name in names),
        norms=tuple(statements.norms),
        defeats=tuple(statements.defeats),
        axioms=tuple(kept_axioms),
        undefined_terms=tuple(statements.terms),
        content=tuple(sentences.found),
        lifecycles=tuple(lives),
        bodies=tuple(institutions),
        effective=head.effective,
        issuer="、".join(head.issuers),
        level=head.level,
        region=head.region,
        status=head.status,
        units=head.units,
        units_at=tuple(_said_in(document, head.units_from)),
    )


def _said_in(document: ResolvedDocument, names: Iterable[n.Name]) -> Iterator[Place]:
    """The clauses that a head names, with their words; a wrong one has been reported."""
    if document.provisions is None:
        return
    for name in names:
        with suppress(CitationError):
            found = document.provisions.find(parse_citation(name.text))
            if found is not None:
                yield Place(str(found.citation), found.text, name.span)


def _used_facts(conditions: Iterable[Condition]) -> set[str]:
    return {name for condition in conditions for name in facts_of(condition)}
