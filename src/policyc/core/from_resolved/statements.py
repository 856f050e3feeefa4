"""Statements as norms, triggers and defeats."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, evolve, field

from policyc.core.conditions import FALSE, TRUE, Any, Compare, Condition, Op
from policyc.core.from_resolved.declarations import Declarations, basis_text
from policyc.core.from_resolved.expressions import BoundaryRules, Expressions, conjunction
from policyc.core.from_resolved.values import ValueProblem, typed_value
from policyc.core.norms import Defeat, Modality, Norm, Outcome, ReadingSort, Term, Window
from policyc.core.types import BoolType, Value
from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.resolved.document import Located, ResolvedDocument
from policyc.resolved.from_surface import citations_of
from policyc.resolved.scope import SymbolKind
from policyc.source.citation import Citation
from policyc.source.read_citation import parse_citation
from policyc.source.span import Span
from policyc.surface import nodes as n

DIRECT_READING = "直接"

_MODALITIES = {
    (n.ModalWord.SHALL, False): Modality.SHALL,
    (n.ModalWord.SHALL, True): Modality.SHALL_CHOOSE,
    (n.ModalWord.NONE, False): Modality.SHALL,
    (n.ModalWord.MAY, False): Modality.MAY,
    (n.ModalWord.MAY, True): Modality.MAY,
    (n.ModalWord.MUST_NOT, False): Modality.MUST_NOT,
    (n.ModalWord.IN_PRINCIPLE_NOT, False): Modality.IN_PRINCIPLE_NOT,
}
_SEVERAL = (Modality.MAY, Modality.SHALL_CHOOSE, Modality.MUST_NOT, Modality.IN_PRINCIPLE_NOT)


@define
class Statements:
    """Lowers the statements of one document, in the order of the text."""

    document: ResolvedDocument
    declared: Declarations
    report: Callable[[Diagnostic], None]
    norms: list[Norm] = field(factory=list)
    defeats: list[Defeat] = field(factory=list)
    terms: list[Term] = field(factory=list)
    premises: list[tuple[Citation, Condition]] = field(factory=list)
    boundaries: BoundaryRules = field(factory=BoundaryRules)
    _meeting: list[Citation] = field(factory=list)
    expressions: Expressions = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.expressions = Expressions(self.declared, self.report, self.boundaries, self._listed)

    def build(self) -> None:
        for located in self.document.located:
            if isinstance(located.node, n.BoundaryDecl):
                for word, inclusive in located.node.rules:
                    self.boundaries.rules.append((located.citation, word.text, inclusive))
        for located in self.document.located:
            self._statement(located)
        for located in self.document.located:
            if isinstance(located.node, n.Precedence):
                self._precedence(located.node)

    def _statement(self, located: Located) -> None:
        match located.node:
            case n.Premise(condition):
                if self._placed(located):
                    lowered = self.expressions.lower(condition, located.citation)
                    assert located.citation is not None
                    self.premises.append((located.citation, lowered))
            case n.Rule():
                self._rule(located, located.node)
            case n.ListedRule():
                self._listed_rule(located, located.node)
            case n.Table():
                self._table(located, located.node)
            case n.Trigger():
                self._trigger(located, located.node)
            case n.UndefinedDecl(name, ranges):
                cited = tuple(str(c) for c in citations_of(ranges))
                self.terms.append(Term(name.text, cited, located.span))

    def _placed(self, located: Located) -> bool:
        if located.citation is not None:
            return True
        self.report(
            Diagnostic(
                Code.E203,
                "这条规则没有写在任何条款之下",
                located.span,
                help="先顶格写出它所编码的条款，例如 第六条。",
            )
        )
        return False

    # -- rules
    def condition(self, expr: n.Expr | None, located: Located) -> Condition:
        """A written condition at its clause; none is true."""
        return TRUE if expr is None else self.expressions.lower(expr, located.citation)

    def _premise(self, citation: Citation | None) -> list[Condition]:
        """Premises of the clauses that a citation lies in."""
        if citation is None:
            return []
        return [cond for where, cond in self.premises if citation.startswith(where)]

    def _exception(self, rule: n.Rule | n.ListedRule, located: Located) -> Condition | None:
        parts = [
            self.condition(e, located) for e in (rule.exclusion, rule.exception) if e is not None
        ]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _rule(self, located: Located, rule: n.Rule) -> None:
        if not self._placed(located):
            return
        parts = [*self._premise(located.citation), self.condition(rule.when, located)]
        self._add(located, rule, located.cited, located.quote, conjunction(parts), rule.span)

    def _listed_rule(self, located: Located, rule: n.ListedRule) -> None:
        if not self._placed(located):
            return
        lead = [*self._premise(located.citation), self.condition(rule.lead, located)]
        if not rule.any_of:
            parts = [*lead, self._items(located, rule)]
            self._add(located, rule, located.cited, located.quote, conjunction(parts), rule.span)
            return
        for item in rule.items:
            citation, quote = located.item_quotes.get(
                item.label.text, (located.citation, located.quote)
            )
            condition = conjunction([*lead, self._item(item, located)])
            self._add(located, rule, str(citation), quote, condition, item.span)

    def _items(self, located: Located, rule: n.ListedRule) -> Condition:
        parts = [self._item(item, located) for item in rule.items]
        return Any(tuple(parts)) if rule.any_of else conjunction(parts)

    def _item(self, item: n.Item, located: Located) -> Condition:
        clauses = [self.expressions.lower(clause, located.citation) for clause in item.clauses]
        return clauses[0] if len(clauses) == 1 else Any(tuple(clauses))

    def _listed(self, met: n.Met) -> Condition:
        """The conditions that the 项 of another clause list, for 符合 that clause."""
        cited = next(citations_of([n.CitationRange(met.citation, None)]), None)
        if cited is None:
            self.report(Diagnostic(Code.E106, f"“{met.citation.text}”不是条款引用", met.span))
            return FALSE
        if cited in self._meeting:
            self.report(Diagnostic(Code.E205, f"{cited} 通过“符合”引用了自己", met.span))
            return FALSE
        found = [
            (located, located.node)
            for located in self.document.located
            if isinstance(located.node, n.ListedRule)
            and located.citation is not None
            and located.citation.startswith(cited)
        ]
        if not found:
            self.report(
                Diagnostic(
                    Code.E203,
                    f"{cited} 没有列出可以“符合”的条件",
                    met.span,
                    help="“符合”只能引用列有各项条件的条款。",
                )
            )
            return FALSE
        self._meeting.append(cited)
        conditions = [self._items(located, rule) for located, rule in found]
        self._meeting.pop()
        return conditions[0] if len(conditions) == 1 else Any(tuple(conditions))

    def _add(
        self,
        located: Located,
        rule: n.Rule | n.ListedRule,
        citation: str,
        quote: str,
        condition: Condition,
        span: Span,
    ) -> None:
        consequence = rule.consequence
        outcome = self._outcome(consequence.outcome)
        if outcome is None:
            return
        modality = _MODALITIES.get((consequence.modal, consequence.discretion))
        if modality is None:
            self.report(
                Diagnostic(
                    Code.E403,
                    f"“{consequence.modal.value}”不能与“视情”连用",
                    consequence.span,
                    help="裁量写成 可以 视情 或 应当 视情。",
                )
            )
            return
        values = self._values(outcome, consequence)
        if values is None:
            return
        if len(values) > 1 and modality not in _SEVERAL:
            self.report(
                Diagnostic(
                    Code.E403,
                    "“应当”后面有几个结果，由谁选择没有写明",
                    consequence.span,
                    help="原文给了选择余地的，写 应当 视情 或 可以；否则分成几条写。",
                )
            )
            return
        subject = consequence.subject.text if consequence.subject else outcome.subject
        self.norms.append(
            Norm(
                id=self._fresh(citation),
                outcome=outcome.name,
                values=values,
                condition=condition,
                citation=citation,
                document=self.document.name,
                quote=quote,
                modality=modality,
                subject=subject,
                exception=self._exception(rule, located),
                direct=self._direct(consequence),
                decider=consequence.actor.text if consequence.actor else "",
                criterion=rule.criterion.text if rule.criterion else "",
                window=Window(None, self.document.head.expires),
                span=span,
            )
        )

    def _fresh(self, citation: str) -> str:
        """An id for a norm: its citation, numbered where one clause gives several norms."""
        taken = sum(1 for norm in self.norms if norm.citation == citation)
        return citation if taken == 0 else f"{citation}#{taken + 1}"

    def _outcome(self, name: n.Name) -> Outcome | None:
        outcome = self.declared.outcomes.get(name.text)
        if outcome is not None:
            return outcome
        symbol = self.declared.scope.value(name.text)
        if symbol is not None:
            message = f"“{name.text}”是{symbol.kind.value}，不是结论，条文不能决定它"
            hint = "条文决定的写成“结论”，给定的写成“事实”。"
        else:
            message = f"结论“{name.text}”未声明"
            names = self.declared.scope.names(SymbolKind.OUTCOME)
            hint = did_you_mean(name.text, names) or "先用“结论 名称：…”声明。"
        self.report(Diagnostic(Code.E201, message, name.span, help=hint))
        return None

    def _values(self, outcome: Outcome, consequence: n.Consequence) -> tuple[Value, ...] | None:
        if not consequence.values:
            if isinstance(outcome.type, BoolType):
                return (True,)
            self.report(
                Diagnostic(
                    Code.E403,
                    f"“{outcome.name}”不是 是/否 的结论，要写明定为什么",
                    consequence.span,
                    help=f"写成 将 {outcome.name} 定为 …。",
                )
            )
            return None
        try:
            return tuple(typed_value(outcome.type, v, outcome.name) for v in consequence.values)
        except ValueProblem as problem:
            self.report(problem.diagnostic)
            return None

    def _direct(self, consequence: n.Consequence) -> str | None:
        """The reading of priority that governs a norm written 直接."""
        if not consequence.direct:
            return None
        mark = consequence.direct_mark
        name = mark.reading if mark else n.Name(DIRECT_READING, consequence.span)
        reading = self.declared.known_reading(name)
        if reading is None:
            return None
        if reading.sort is not ReadingSort.PRIORITY:
            self.report(
                Diagnostic(
                    Code.E404,
                    f"读法「{reading.name}」没有写明关于优先",
                    name.span,
                    help="写成：读法「直接」，关于 优先："
                    "替代本级评定（替代）或 作为下限（下限）或 仅免程序（程序）。",
                )
            )
            return None
        self.expressions.used_readings.add(reading.name)
        return reading.name

    # -- tables, triggers, precedence
    def _table(self, located: Located, table: n.Table) -> None:
        outcome = self._outcome(table.outcome)
        found = self.expressions.operand(table.key)
        if outcome is None or found is None or not self._placed(located):
            return
        operand, kind = found
        for key, value in table.rows:
            try:
                when = Compare(operand, Op.EQ, typed_value(kind, key, table.key.text))
                then = typed_value(outcome.type, value, outcome.name)
            except ValueProblem as problem:
                self.report(problem.diagnostic)
                continue
            self.norms.append(
                Norm(
                    id=self._fresh(located.cited),
                    outcome=outcome.name,
                    values=(then,),
                    condition=conjunction([*self._premise(located.citation), when]),
                    citation=located.cited,
                    document=self.document.name,
                    quote=located.quote,
                    subject=outcome.subject,
                    window=Window(None, self.document.head.expires),
                    span=key.span.cover(value.span),
                )
            )

    def _trigger(self, located: Located, trigger: n.Trigger) -> None:
        outcome = self._outcome(trigger.outcome)
        if outcome is None:
            return
        parts = [*self._premise(located.citation), self.condition(trigger.condition, located)]
        condition = conjunction(parts)
        if outcome.trigger is not None:
            condition = Any((outcome.trigger, condition))
        basis = located.cited or basis_text(trigger.attributes)
        self.declared.outcomes[outcome.name] = evolve(
            outcome,
            trigger=condition,
            trigger_citation="、".join(p for p in (outcome.trigger_citation, basis) if p),
            trigger_quote=outcome.trigger_quote or located.quote,
        )

    def _precedence(self, node: n.Precedence) -> None:
        winners = self._norms_at([n.CitationRange(node.winner, None)])
        losers = self._norms_at(node.losers)
        if not winners or not losers:
            empty = node.winner if not winners else node.losers[0].first
            self.report(
                Diagnostic(
                    Code.E203,
                    f"“{empty.text}”下没有可比较优先的规则",
                    empty.span,
                    help="优先关系两边都要是已编码的规则。",
                )
            )
        basis = basis_text(node.attributes)
        for winner in winners:
            for loser in losers:
                if winner.id != loser.id and winner.outcome == loser.outcome:
                    self.defeats.append(Defeat(winner.id, loser.id, basis))

    def _norms_at(self, ranges: list[n.CitationRange] | tuple[n.CitationRange, ...]) -> list[Norm]:
        cited = list(citations_of(ranges))
        return [
            norm
            for norm in self.norms
            if any(parse_citation(norm.citation).startswith(c) for c in cited)
        ]
