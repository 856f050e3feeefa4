"""A resolved document: statements at their clauses, names collected, the head read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from policyc.resolved.scope import Scope
from policyc.source.citation import Citation
from policyc.source.provisions import ProvisionTree
from policyc.source.span import Span
from policyc.surface import nodes as n


@frozen
class Upper:
    """A document that this one cites as its ground (上位文件). ``obtained`` and ``repealed`` are
    what the head says of it: 未取得原文, 已废止."""

    title: str
    reference: str
    obtained: bool
    repealed: bool = False

    @property
    def named(self) -> str:
        """《title》 and reference, as documents cite it."""
        return f"《{self.title}》{self.reference}"

    @property
    def noted(self) -> str:
        """The same, with what the head says of it."""
        notes = ("" if self.obtained else "未取得原文", "已废止" if self.repealed else "")
        return "，".join(filter(None, (self.named, *notes)))


@frozen
class Head:
    """What the head of a document says. A blank or damaged date stays ``None``."""

    title: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    level: str = ""
    region: str = ""
    status: str = ""
    written: date | None = None
    published: date | None = None
    effective: date | None = None
    expires: date | None = None
    units: tuple[str, ...] = ()
    units_from: tuple[n.Name, ...] = ()
    uppers: tuple[Upper, ...] = ()
    fields: Mapping[str, str] = {}


@frozen
class Located:
    """A statement with the clause it encodes. ``citation`` and ``quote`` are empty for what
    stands outside any article (declarations at the top of a file), and for what stands under a
    heading that the source has not (``misplaced``: this has been reported)."""

    citation: Citation | None
    quote: str
    node: n.Statement | n.Sentence | n.Declaration
    item_quotes: Mapping[str, tuple[Citation, str]] = {}
    misplaced: bool = False

    @property
    def span(self) -> Span:
        return self.node.span

    @property
    def cited(self) -> str:
        return "" if self.citation is None else str(self.citation)


@frozen
class ResolvedDocument:
    """Everything that lowering to the core needs."""

    name: str
    head: Head
    scope: Scope
    located: tuple[Located, ...]
    cases: tuple[n.TestCase, ...]
    provisions: ProvisionTree | None
