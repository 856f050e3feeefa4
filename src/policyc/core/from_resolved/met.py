"""符合: the conditions that the 项 of another clause list."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field

from policyc.core.conditions import FALSE, Any, Condition
from policyc.diagnostics import Code, Collector, Diagnostic
from policyc.resolved.clauses import Clauses
from policyc.resolved.document import Located, ResolvedDocument
from policyc.source.citation import Citation
from policyc.surface import nodes as n

_DEEPEST = 4
"""Clauses that may refer to each other in a row; the conditions of all of them are joined."""


@define
class Meeting:
    """Finds and lowers what 符合 refers to, each clause once."""

    document: ResolvedDocument
    report: Collector
    items: Callable[[Located, n.ListedRule], Condition]
    """The condition that the 项 of a listed rule make up."""
    _clauses: Clauses = field(init=False)
    _open: list[Citation] = field(factory=list)
    _known: dict[Citation, Condition] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self._clauses = Clauses(self.document.provisions, self.report)

    def lower(self, met: n.Met) -> Condition:
        """The conditions of the clause; ``FALSE`` where a diagnostic was reported."""
        cited = self._clauses.bind(met.citation)
        if cited is None:
            return FALSE
        if cited in self._open:
            chain = " → ".join(str(c) for c in (*self._open[self._open.index(cited) :], cited))
            return self._refuse(
                Code.E205,
                met,
                f"“符合”绕了一圈又引用到自己：{chain}",
                "一条不能以自己为条件；删去其中一处“符合”。",
            )
        if len(self._open) >= _DEEPEST:
            return self._refuse(
                Code.E205,
                met,
                f"“符合”一层套一层，超过了 {_DEEPEST} 层",
                "直接引用列有各项条件的那一条。",
            )
        if cited not in self._known:
            self._open.append(cited)
            lowered = self._listed(cited)
            self._open.pop()
            if lowered is None:
                return self._refuse(
                    Code.E203,
                    met,
                    f"{cited}没有列出可以“符合”的条件",
                    "“符合”后面写列有（一）（二）各项条件的条款。",
                )
            self._known[cited] = lowered
        return self._known[cited]

    def _listed(self, cited: Citation) -> Condition | None:
        conditions = [
            self.items(located, located.node)
            for located in self.document.located
            if isinstance(located.node, n.ListedRule)
            and located.citation is not None
            and located.citation.startswith(cited)
        ]
        if not conditions:
            return None
        return conditions[0] if len(conditions) == 1 else Any(tuple(conditions))

    def _refuse(self, code: Code, met: n.Met, message: str, help: str) -> Condition:
        self.report(Diagnostic(code, message, met.span, help=help))
        return FALSE
