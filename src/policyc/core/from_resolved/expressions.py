"""Conditions: names looked up, connectives kept, comparisons and readings made explicit."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field

from policyc.core.conditions import (
    FALSE,
    TRUE,
    All,
    Any,
    Compare,
    Condition,
    FactRef,
    Not,
    Op,
    Operand,
    OutcomeRef,
    conjuncts,
)
from policyc.core.from_resolved.comparisons import BoundaryRules, Comparisons
from policyc.core.from_resolved.declarations import JOINING, Declarations
from policyc.core.from_resolved.readings import LIST_READING, Readings
from policyc.core.types import BoolType, ChoiceType, ScaleType, ValueType, show_type
from policyc.diagnostics import Code, Collector, Diagnostic, did_you_mean
from policyc.resolved.scope import FACT_KINDS, SymbolKind
from policyc.source.citation import Citation
from policyc.surface import nodes as n
from policyc.surface.mistakes.glued import torn_apart


@define
class Expressions:
    """Lowers the conditions of one document."""

    declared: Declarations
    report: Collector
    boundaries: BoundaryRules
    listed: Callable[[n.Met], Condition]
    """The conditions that another clause lists, for 符合."""
    readings: Readings = field(init=False)
    comparisons: Comparisons = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.readings = Readings(self.declared)
        self.comparisons = Comparisons(self.readings, self.boundaries, self.report)

    def lower(self, expr: n.Expr, citation: Citation | None) -> Condition:
        """The condition that an expression means; ``FALSE`` where a diagnostic was reported."""
        match expr:
            case n.Bare(name):
                return self._bare(name)
            case n.Comparison(name):
                found = self.operand(name)
                return FALSE if found is None else self.comparisons.lower(expr, *found, citation)
            case n.Negation(part):
                return Not(self.lower(part, citation))
            case n.And(parts):
                return conjunction([self.lower(part, citation) for part in parts])
            case n.Or(parts):
                return Any(tuple(self._alternatives(parts, citation)))
            case n.Apposition(parts, mark):
                lowered = tuple(self.lower(part, citation) for part in parts)
                return self._apposition(expr, lowered, mark)
            case n.Met():
                return self.listed(expr)
            case n.ReadingIs(reading, choice):
                return self.readings.is_choice(reading, choice)

    # -- names
    def operand(self, name: n.Name) -> tuple[Operand, ValueType] | None:
        """The fact or outcome of a name and its type, or ``None`` with a diagnostic."""
        if name.text in self.declared.untyped:
            return None
        symbol = self.declared.scope.value(name.text)
        if symbol is not None and symbol.kind is SymbolKind.OUTCOME:
            outcome = self.declared.outcomes[name.text]
            return OutcomeRef(outcome.name, outcome.given), outcome.type
        if symbol is not None:
            return FactRef(name.text), self.declared.facts[name.text].type
        usual = f"先声明它，例如：认定 {name.text}：由 某某机关 认定。"
        hint = self.report.hint(lambda: self._meant(name), usual)
        self.report(Diagnostic(Code.E201, f"“{name.text}”未声明", name.span, help=hint))
        return None

    def _meant(self, name: n.Name) -> str:
        """What an undeclared name was probably meant to be."""
        names = self.declared.scope.names(*FACT_KINDS, SymbolKind.OUTCOME)
        apart = torn_apart(name.text, names, self._all_values())
        if apart:
            return f"关键词两边要留空格：写成 {apart}。"
        for operand, steps in self._valued():
            if name.text in steps:
                return f"“{name.text}”是“{operand}”的一个值：写成 {operand} 为 {name.text}。"
            step = name.text.removeprefix(operand)
            if step in steps:
                return f"名称与值之间要写“为”：写成 {operand} 为 {step}。"
        return did_you_mean(name.text, names)

    def _valued(self) -> list[tuple[str, tuple[str, ...]]]:
        """Facts and outcomes with the names of their values."""
        types = [(outcome.name, outcome.type) for outcome in self.declared.outcomes.values()]
        types += [(fact.name, fact.type) for fact in self.declared.facts.values()]
        found = []
        for name, kind in types:
            match kind:
                case ScaleType(scale):
                    found.append((name, scale.steps))
                case ChoiceType(_, options):
                    found.append((name, options))
        return found

    def _all_values(self) -> set[str]:
        return {value for _, values in self._valued() for value in values}

    def _bare(self, name: n.Name) -> Condition:
        found = self.operand(name)
        if found is None:
            return FALSE
        operand, kind = found
        if not isinstance(kind, BoolType):
            word = show_type(kind).partition("（")[0].partition("，")[0]
            self.report(
                Diagnostic(
                    Code.E301,
                    f"“{name.text}”是{word}，不能单独作为条件",
                    name.span,
                    help=f"写明比较的值：{name.text} 为 …。",
                )
            )
            return FALSE
        return Compare(operand, Op.EQ, True)

    # -- connectives
    def _alternatives(
        self, parts: tuple[n.Expr, ...], citation: Citation | None
    ) -> list[Condition]:
        """The parts of 或者; a bare value of the fact compared before it lacks its 或."""
        lowered: list[Condition] = []
        before: n.Comparison | None = None
        for part in parts:
            if isinstance(part, n.Bare) and before is not None and self._is_value(part, before):
                self.report(
                    Diagnostic(
                        Code.E304,
                        f"“{part.name.text}”是“{before.name.text}”的值，不是条件",
                        part.span,
                        help="同一事实的几个值用“或”连接，不用“或者”。",
                    )
                )
                lowered.append(FALSE)
                continue
            before = part if isinstance(part, n.Comparison) else before
            lowered.append(self.lower(part, citation))
        return lowered

    def _is_value(self, part: n.Bare, compared: n.Comparison) -> bool:
        if self.declared.scope.value(part.name.text) is not None:
            return False
        return any(
            name == compared.name.text and part.name.text in values
            for name, values in self._valued()
        )

    def _apposition(
        self, expr: n.Apposition, parts: tuple[Condition, ...], mark: n.Mark | None
    ) -> Condition:
        name = mark.reading if mark is not None else n.Name(LIST_READING, expr.span)
        reading = self.readings.use(name)
        if reading is None:
            return FALSE

        def join(together: bool) -> Condition:
            return All(parts) if together else Any(parts)

        return self.readings.branch(reading, JOINING, join, expr.span)


def conjunction(parts: list[Condition]) -> Condition:
    """且 of parts; nested ones are flattened, one part stands alone, none is true."""
    flat: list[Condition] = []
    for part in parts:
        flat += conjuncts(part)
    flat = [part for part in flat if part != TRUE]
    if not flat:
        return TRUE
    return flat[0] if len(flat) == 1 else All(tuple(flat))
