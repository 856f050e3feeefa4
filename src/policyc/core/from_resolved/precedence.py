"""优先于: which norm defeats which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policyc.core.from_resolved.attributes import basis_text
from policyc.core.norms import Defeat, Norm
from policyc.diagnostics import Code, Collector, Diagnostic
from policyc.resolved.clauses import citations_of
from policyc.source.citation import Citation
from policyc.source.provisions import ProvisionTree
from policyc.surface import nodes as n


def defeats(
    node: n.Precedence,
    norms: Sequence[tuple[Citation, Norm]],
    provisions: ProvisionTree | None,
    report: Collector,
) -> list[Defeat]:
    """The defeats that one 优先于 declares: norms of one outcome, clause over clause."""
    winner = _sought([n.CitationRange(node.winner, None)], provisions)
    losers = _sought(node.losers, provisions)
    if winner is None or losers is None:
        return []  # a citation that does not exist has been reported
    winning, losing = list(_at(norms, winner)), list(_at(norms, losers))
    basis = basis_text(node.attributes)
    found = [
        Defeat(one.id, other.id, basis)
        for one in winning
        for other in losing
        if one.id != other.id and one.outcome == other.outcome
    ]
    if not found:
        report(_nothing(node, bool(winning), bool(losing)))
    return found


def _nothing(node: n.Precedence, winning: bool, losing: bool) -> Diagnostic:
    if winning and losing:
        message = f"“{node.winner.text}”与后面的条款没有对同一个结论作出规定，谈不上优先"
        return Diagnostic(Code.E203, message, node.span, help="核对两边的条款编号。")
    empty = node.losers[0].first if winning else node.winner
    return Diagnostic(
        Code.E203,
        f"“{empty.text}”下面没有已编码的规定，无从比较优先",
        empty.span,
        help="优先关系两边的条款都要先写出规定。",
    )


def _sought(
    ranges: Iterable[n.CitationRange], provisions: ProvisionTree | None
) -> list[Citation] | None:
    """The citations as the source numbers them; ``None`` where one does not exist."""
    found = []
    for citation in citations_of(ranges):
        if provisions is not None:
            provision = provisions.find(citation)
            if provision is None:
                return None
            citation = provision.citation or citation
        found.append(citation)
    return found or None


def _at(norms: Sequence[tuple[Citation, Norm]], sought: list[Citation]) -> Iterator[Norm]:
    for citation, norm in norms:
        if any(citation.startswith(wanted) for wanted in sought):
            yield norm
