"""What the code says at which unit of the text, and how that accounts for the unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import get_args

from attrs import frozen

from policyc.core.norms import Fact, Policy
from policyc.lints.expressions import conditions_of, met_in, names_in
from policyc.resolved.document import Located, ResolvedDocument
from policyc.resolved.from_surface import citations_of
from policyc.source.citation import Citation
from policyc.source.span import Span
from policyc.source.text import SourceText
from policyc.surface import nodes as n


class Status(Enum):
    """How a unit is accounted for."""

    ENCODED = "已编码"
    DEFINITION = "定义"
    DECLARATORY = "宣示"
    OPEN_TEXTURED = "开放"
    DEFERRED = "暂缓"
    UNMARKED = "未标注"

    @property
    def key(self) -> str:
        """The name in JSON."""
        return self.name.lower()


class Reach(Enum):
    """How far a statement accounts for the unit it stands on: for the unit's own words only, or
    for everything below it as well."""

    WORDS = "words"
    BELOW = "below"


@frozen
class Standing:
    """A statement at a unit. ``what`` is its keyword, ``reason`` the reason that a mark gives."""

    status: Status
    what: str
    reach: Reach
    span: Span
    reason: str = ""


_MARKS = {
    n.MarkKind.DECLARATORY: Status.DECLARATORY,
    n.MarkKind.DEFERRED: Status.DEFERRED,
    n.MarkKind.OPEN_TEXTURED: Status.OPEN_TEXTURED,
}
_SENTENCES: Mapping[type, str] = {
    n.Sanction: "追责",
    n.Role: "角色",
    n.Application: "适用",
    n.Delegation: "授权",
    n.Commencement: "施行",
    n.Repeal: "废止",
    n.Table: "对照",
    n.Trigger: "应有",
    n.Phase: "阶段",
    n.Indicator: "指标",
    n.Division: "分工",
    n.Lifecycle: "流程",
    n.Change: "变更",
}
_ENCODING = (*get_args(n.Statement), *get_args(n.Sentence))
"""Every kind of statement, also those that have no name above."""

_DECLARATIONS: Mapping[type, str] = {
    n.LevelDecl: "级别",
    n.OutcomeDecl: "结论",
    n.BoundaryDecl: "边界词",
}
"""Declarations that themselves encode the unit they stand under."""


def standing_of(document: ResolvedDocument, policy: Policy) -> dict[Citation, list[Standing]]:
    """Everything that the code says, by the unit it stands on, in the order of the code."""
    found: dict[Citation, list[Standing]] = {}
    for located in document.located:
        for citation, statement in _statements(located, policy):
            found.setdefault(citation, []).append(statement)
    return found


def standing_at(standing: Mapping[Citation, list[Standing]], citation: Citation) -> list[Standing]:
    """What stands on a clause or below it; failing that, on the nearest clause above."""
    found = [s for where, each in standing.items() if where.startswith(citation) for s in each]
    above = citation.parent
    while not found and above is not None:
        found = standing.get(above, [])
        above = above.parent
    return found


def _statements(located: Located, policy: Policy) -> Iterator[tuple[Citation, Standing]]:
    here, node = located.citation, located.node
    if here is None:
        return
    match node:
        case n.Premise():
            yield here, Standing(Status.ENCODED, "前提", Reach.WORDS, node.span)
        case n.Rule():
            status = _norm(conditions_of(node), policy)
            yield here, Standing(status, "规则", Reach.BELOW, node.span)
        case n.ListedRule():
            # The lead-in alone: an item that the code leaves out must not count as encoded.
            yield here, Standing(Status.ENCODED, "规则", Reach.WORDS, node.span)
            for item in node.items:
                if item.label.text in located.item_quotes:
                    citation, _ = located.item_quotes[item.label.text]
                    status = _norm(item.clauses, policy)
                    yield citation, Standing(status, "规则", Reach.BELOW, item.span)
        case n.Duty():
            what = "程序" if node.procedure else "职责"
            yield here, Standing(Status.ENCODED, what, Reach.BELOW, node.span)
        case n.Definition():
            yield here, Standing(Status.DEFINITION, "定义", Reach.BELOW, node.span)
        case n.UnitMark(kind, reason):
            why = "" if reason is None else reason.text
            yield here, Standing(_MARKS[kind], kind.value, Reach.BELOW, node.span, why)
        case n.Precedence():
            for cited in _bases(node.attributes):
                yield cited, Standing(Status.ENCODED, "优先", Reach.BELOW, node.span)
        case _ if type(node) in _DECLARATIONS:
            what = _DECLARATIONS[type(node)]
            yield here, Standing(Status.DEFINITION, what, Reach.BELOW, node.span)
        case _ if type(node) in _ENCODING:
            what = _SENTENCES.get(type(node), "编码")
            yield here, Standing(Status.ENCODED, what, Reach.BELOW, node.span)


def _bases(attributes: Iterable[n.Attribute]) -> Iterator[Citation]:
    """The clauses that a statement gives as its ground: an order of precedence is encoded there,
    wherever in the code it stands."""
    for attribute in attributes:
        if attribute.basis is not None:
            yield from citations_of(attribute.basis.citations)


def _norm(conditions: Sequence[n.Expr], policy: Policy) -> Status:
    """Open-textured where the condition rests on nothing but open-textured facts."""
    names = [name for condition in conditions for name in names_in(condition)]
    facts = [fact for name in names if (fact := _fact(name, policy))]
    borrowed = any(True for condition in conditions for _ in met_in(condition))
    if facts and not borrowed and all(fact.open_textured for fact in facts):
        return Status.OPEN_TEXTURED
    return Status.ENCODED


def _fact(name: str, policy: Policy) -> Fact | None:
    try:
        return policy.fact(name)
    except KeyError:
        return None


def lines_of(span: Span, texts: Mapping[str, SourceText]) -> tuple[int, int] | None:
    """The first and last line of a place, counted from 1; ``None`` without its text."""
    text = texts.get(span.file)
    if text is None or span.end > len(text.text):
        return None
    last = max(span.start, span.end - 1)
    return text.line_col(span.start)[0] + 1, text.line_col(last)[0] + 1


def show_lines(span: Span, texts: Mapping[str, SourceText]) -> str:
    """policy.policy 第 88 行, 第 88–90 行; the name of the file alone without its text."""
    name = span.file.replace("\\", "/").rsplit("/", 1)[-1]
    lines = lines_of(span, texts)
    if lines is None:
        return name
    first, last = lines
    return f"{name} 第 {first} 行" if first == last else f"{name} 第 {first}—{last} 行"
