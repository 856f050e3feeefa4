"""Statements as norms, triggers and defeats."""

from __future__ import annotations

from collections import Counter

from attrs import define, evolve, field, frozen

from policyc.core.conditions import TRUE, Any, Compare, Condition, Op
from policyc.core.from_resolved.attributes import basis_text, stray_attributes
from policyc.core.from_resolved.comparisons import BoundaryRule, BoundaryRules
from policyc.core.from_resolved.declarations import Declarations
from policyc.core.from_resolved.expressions import Expressions, conjunction
from policyc.core.from_resolved.met import Meeting
from policyc.core.from_resolved.precedence import defeats
from policyc.core.from_resolved.values import ValueProblem, in_range, typed_value
from policyc.core.norms import Defeat, Modality, Norm, Outcome, ReadingSort, Term, Window
from policyc.core.types import BoolType, Value
from policyc.diagnostics import Code, Collector, Diagnostic, did_you_mean
from policyc.resolved.clauses import citations_of
from policyc.resolved.document import Located, ResolvedDocument
from policyc.resolved.scope import SymbolKind
from policyc.source.citation import Citation
from policyc.source.span import Span
from policyc.surface import nodes as n

DIRECT_READING = "直接"
_DIRECT_EXAMPLE = (
    "例如：读法「直接」，关于 优先："
    "替代本级评定（替代）或 作为下限（下限）或 仅免程序（程序），理由「……」。"
)

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


@frozen
class _Result:
    """What a rule decides, whatever its conditions."""

    outcome: Outcome
    modality: Modality
    values: tuple[Value, ...]
    exception: Condition | None
    direct: str | None
    rule: n.Rule | n.ListedRule


@define
class Statements:
    """Lowers the statements of one document, in the order of the text."""

    document: ResolvedDocument
    declared: Declarations
    report: Collector
    defeats: list[Defeat] = field(factory=list)
    terms: list[Term] = field(factory=list)
    boundaries: BoundaryRules = field(factory=BoundaryRules)
    expressions: Expressions = field(init=False)
    _norms: list[tuple[Citation, Norm]] = field(factory=list)
    _premises: dict[Citation, list[Condition]] = field(factory=dict)
    _at: Counter[str] = field(factory=Counter)

    def __attrs_post_init__(self) -> None:
        met = Meeting(self.document, self.report, self._items)
        self.expressions = Expressions(self.declared, self.report, self.boundaries, met.lower)

    @property
    def norms(self) -> list[Norm]:
        """The norms found so far, in the order of the text."""
        return [norm for _, norm in self._norms]

    def build(self) -> None:
        for located in self.document.located:
            if isinstance(located.node, n.BoundaryDecl):
                self._boundary(located, located.node)
        for located in self.document.located:  # a premise holds wherever it stands in its clause
            if isinstance(located.node, n.Premise):
                self._premise_of(located, located.node)
        for located in self.document.located:
            self._statement(located)
        for located in self.document.located:
            if isinstance(located.node, n.Precedence):
                self._stray(located.node.attributes, "优先关系")
                provisions = self.document.provisions
                self.defeats += defeats(located.node, self._norms, provisions, self.report)

    def _boundary(self, located: Located, node: n.BoundaryDecl) -> None:
        self._stray(node.attributes, "边界词")
        where = None if node.whole else located.citation
        for word, inclusive in node.rules:
            if not self.boundaries.add(BoundaryRule(where, word.text, inclusive, node)):
                message = f"“{word.text}”又写含，又写不含"
                self.report(Diagnostic(Code.E202, message, word.span, help="只留一种。"))

    def check_boundaries(self) -> None:
        """Report each 边界词 of a clause in which nothing is compared with its words. Call it
        when everything is lowered."""
        for rule in self.boundaries.idle():
            self.report(
                Diagnostic(
                    Code.E107,
                    f"这里的边界词只管{rule.where}，那里没有用到它",
                    rule.declared.span,
                    help="规定的是全文的，写 边界词 全文 以上 含、以下 不含；"
                    "规定的是别处的，移到那一条、那一款下面。",
                )
            )

    def _stray(self, attributes: tuple[n.Attribute, ...], what: str) -> None:
        for problem in stray_attributes(attributes, what):
            self.report(problem)

    def _premise_of(self, located: Located, premise: n.Premise) -> None:
        lowered = self.expressions.lower(premise.condition, located.citation)
        if self._placed(located) and located.citation is not None:
            self._premises.setdefault(located.citation, []).append(lowered)

    def _statement(self, located: Located) -> None:
        match located.node:
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
        """Whether a statement stands under a clause; reported once where it does not."""
        if located.citation is None and not located.misplaced:
            self.report(
                Diagnostic(
                    Code.E107,
                    "这条规定没有写在任何条款之下",
                    located.span,
                    help="在它前面另起一行，顶格写出所编码的条款，例如 第六条。",
                )
            )
        return located.citation is not None

    # -- rules
    def condition(self, expr: n.Expr | None, located: Located) -> Condition:
        """A written condition at its clause; none is true."""
        return TRUE if expr is None else self.expressions.lower(expr, located.citation)

    def under_premises(self, expr: n.Expr | None, located: Located) -> Condition:
        """A written condition with the premises of the clauses that it stands in."""
        return conjunction([*self._premise(located.citation), self.condition(expr, located)])

    def _premise(self, citation: Citation | None) -> list[Condition]:
        """Premises of the clauses that a citation lies in."""
        steps = () if citation is None else citation.steps
        above = (Citation(steps[:depth]) for depth in range(1, len(steps) + 1))
        return [premise for where in above for premise in self._premises.get(where, ())]

    def _exception(self, rule: n.Rule | n.ListedRule, located: Located) -> Condition | None:
        parts = [
            self.condition(e, located) for e in (rule.exclusion, rule.exception) if e is not None
        ]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _rule(self, located: Located, rule: n.Rule) -> None:
        parts = [*self._premise(located.citation), self.condition(rule.when, located)]
        result = self._result(located, rule)
        if result is not None and located.citation is not None:
            self._add(result, located.citation, located.quote, parts, rule.span)

    def _listed_rule(self, located: Located, rule: n.ListedRule) -> None:
        lead = [*self._premise(located.citation), self.condition(rule.lead, located)]
        items = [(item, self._item(item, located)) for item in rule.items]
        result = self._result(located, rule)
        if result is None or located.citation is None:
            return
        if not rule.any_of:
            parts = [*lead, *(condition for _, condition in items)]
            self._add(result, located.citation, located.quote, parts, rule.span)
            return
        whole = (located.citation, located.quote)
        for item, condition in items:
            citation, quote = located.item_quotes.get(item.label.text, whole)
            self._add(result, citation, quote, [*lead, condition], item.span)

    def _items(self, located: Located, rule: n.ListedRule) -> Condition:
        """What the 项 of a rule say together."""
        parts = [self._item(item, located) for item in rule.items]
        return Any(tuple(parts)) if rule.any_of else conjunction(parts)

    def _item(self, item: n.Item, located: Located) -> Condition:
        clauses = [self.expressions.lower(clause, located.citation) for clause in item.clauses]
        return clauses[0] if len(clauses) == 1 else Any(tuple(clauses))

    def _result(self, located: Located, rule: n.Rule | n.ListedRule) -> _Result | None:
        """What a rule decides, or ``None`` with diagnostics for all that is wrong with it."""
        placed = self._placed(located)
        exception = self._exception(rule, located)
        said = rule.consequence
        self._check_actor(said)
        direct = self._direct(said)
        outcome = self._outcome(said.outcome)
        modality = self._modality(said)
        if outcome is None or modality is None or not placed:
            return None
        values = self._values(outcome, said)
        if values is None:
            return None
        if len(values) > 1 and modality not in _SEVERAL:
            self._too_many(said)
            return None
        return _Result(outcome, modality, values, exception, direct, rule)

    def _check_actor(self, said: n.Consequence) -> None:
        """甲 应当 …, 甲 a fact: a condition without its 的 reads as the name of who decides."""
        actor = said.actor
        symbol = None if actor is None else self.declared.scope.value(actor.text)
        if actor is None or symbol is None:
            return
        word = said.modal.value or "将"
        self.report(
            Diagnostic(
                Code.E301,
                f"“{actor.text}”是{symbol.kind.value}，不能作决定",
                actor.span,
                help=f"它是条件的，后面加上“的，”：{actor.text}的，{word} ……",
            )
        )

    def _modality(self, said: n.Consequence) -> Modality | None:
        modality = _MODALITIES.get((said.modal, said.discretion))
        if modality is None:
            message = f"“{said.modal.value}”不能与“视情”连用"
            help = "由人裁量的，写 可以 视情 或者 应当 视情。"
            self.report(Diagnostic(Code.E403, message, said.span, help=help))
        return modality

    def _too_many(self, said: n.Consequence) -> None:
        word = f"“{said.modal.value}”后面" if said.modal is not n.ModalWord.NONE else "这里"
        message = f"{word}有几个结果，没有写明可以选择"
        help = "原文让人选择的，写 应当 视情 或者 可以；不让选择的，分成几条写。"
        self.report(Diagnostic(Code.E403, message, said.span, help=help))

    def _add(
        self,
        result: _Result,
        citation: Citation,
        quote: str,
        parts: list[Condition],
        span: Span,
    ) -> None:
        said = result.rule.consequence
        cited = str(citation)
        norm = Norm(
            id=self._fresh(cited),
            outcome=result.outcome.name,
            values=result.values,
            condition=conjunction(parts),
            citation=cited,
            document=self.document.name,
            quote=quote,
            modality=result.modality,
            subject=said.subject.text if said.subject else result.outcome.subject,
            exception=result.exception,
            direct=result.direct,
            decider=said.actor.text if said.actor else "",
            criterion=result.rule.criterion.text if result.rule.criterion else "",
            window=Window(None, self.document.head.expires),
            span=span,
        )
        self._norms.append((citation, norm))

    def _fresh(self, citation: str) -> str:
        """An id for a norm: its citation, numbered where one clause gives several norms."""
        self._at[citation] += 1
        taken = self._at[citation]
        return citation if taken == 1 else f"{citation}#{taken}"

    def _outcome(self, name: n.Name) -> Outcome | None:
        outcome = self.declared.outcomes.get(name.text)
        if outcome is not None:
            return outcome
        symbol = self.declared.scope.value(name.text)
        if symbol is not None:
            message = f"“{name.text}”是{symbol.kind.value}，不是结论，条文不能决定它"
            hint = "由条文决定的，声明为“结论”；由人给出的，声明为“事实”。"
        else:
            message = f"结论“{name.text}”未声明"
            names = self.declared.scope.names(SymbolKind.OUTCOME)
            usual = "先声明，例如：结论 风险：级别 风险等级。"
            hint = self.report.hint(lambda: did_you_mean(name.text, names), usual)
        self.report(Diagnostic(Code.E201, message, name.span, help=hint))
        return None

    def _values(self, outcome: Outcome, said: n.Consequence) -> tuple[Value, ...] | None:
        if outcome.name in self.declared.untyped:
            return None
        if not said.values:
            if isinstance(outcome.type, BoolType):
                return (True,)
            message = f"“{outcome.name}”不只是、否两种结果，要写明定为什么"
            help = f"写成：将 {outcome.name} 定为 …。"
            self.report(Diagnostic(Code.E403, message, said.span, help=help))
            return None
        try:
            return tuple(self._value(outcome, written) for written in said.values)
        except ValueProblem as problem:
            self.report(problem.diagnostic)
            return None

    def _value(self, outcome: Outcome, written: n.Name) -> Value:
        value = typed_value(outcome.type, written, outcome.name)
        return in_range(outcome.type, value, written, outcome.name)

    def _direct(self, said: n.Consequence) -> str | None:
        """The reading of priority that governs a norm written 直接."""
        if not said.direct:
            return None
        mark = said.direct_mark
        name = mark.reading if mark else n.Name(DIRECT_READING, said.span)
        reading = self.expressions.readings.use(name, _DIRECT_EXAMPLE)
        if reading is None:
            return None
        if reading.sort is not ReadingSort.PRIORITY:
            message = f"读法「{reading.name}」没有写明“关于 优先”，不能用于“直接”"
            self.report(Diagnostic(Code.E404, message, name.span, help=f"写成{_DIRECT_EXAMPLE}"))
            return None
        return reading.name

    # -- tables, triggers
    def _table(self, located: Located, table: n.Table) -> None:
        placed = self._placed(located)
        outcome = self._outcome(table.outcome)
        found = self.expressions.operand(table.key)
        if outcome is None or found is None or outcome.name in self.declared.untyped:
            return
        operand, kind = found
        for key, value in table.rows:
            try:
                when = Compare(operand, Op.EQ, typed_value(kind, key, table.key.text))
                then = self._value(outcome, value)
            except ValueProblem as problem:
                self.report(problem.diagnostic)
                continue
            if not placed or located.citation is None:
                continue
            norm = Norm(
                id=self._fresh(located.cited),
                outcome=outcome.name,
                values=(then,),
                condition=conjunction([*self._premise(located.citation), when]),
                citation=located.cited,
                document=self.document.name,
                quote=located.quote,
                subject=table.subject.text if table.subject else outcome.subject,
                window=Window(None, self.document.head.expires),
                span=key.span.cover(value.span),
            )
            self._norms.append((located.citation, norm))

    def _trigger(self, located: Located, trigger: n.Trigger) -> None:
        self._stray(trigger.attributes, "应有")
        parts = [*self._premise(located.citation), self.condition(trigger.condition, located)]
        outcome = self._outcome(trigger.outcome)
        if outcome is None:
            return
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
