"""Conditions: names looked up, types checked, boundary words and readings made explicit."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field

from policyc.core.conditions import (
    FALSE,
    TRUE,
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    FactRef,
    Not,
    Op,
    Operand,
    OutcomeRef,
)
from policyc.core.from_resolved.declarations import Declarations
from policyc.core.from_resolved.values import ValueProblem, typed_value
from policyc.core.norms import Reading
from policyc.core.types import BoolType, Value, ValueType, is_ordered, show_type
from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.resolved.scope import FACT_KINDS, SymbolKind
from policyc.source.citation import Citation
from policyc.source.span import Span
from policyc.surface import nodes as n

_OPS = {
    n.Comparator.EQUALS: Op.EQ,
    n.Comparator.DIFFERS: Op.NE,
    n.Comparator.EXACTLY: Op.EQ,
    n.Comparator.REACHES: Op.GE,
    n.Comparator.EXCEEDS: Op.GT,
    n.Comparator.BELOW: Op.LT,
    n.Comparator.AT_MOST: Op.LE,
}
_OP_WORDS = {
    "为": Op.EQ,
    "恰": Op.EQ,
    "恰为": Op.EQ,
    "恰好": Op.EQ,
    "至少": Op.GE,
    "达到": Op.GE,
    "不少于": Op.GE,
    "超过": Op.GT,
    "大于": Op.GT,
    "不超过": Op.LE,
    "少于": Op.LT,
}
"""Choices of a reading (or the word in brackets after one) that say how to compare."""

_INCLUSIVE_WORDS = {"含": True, "不含": False}
_JOIN_WORDS = {"且": True, "同时具备": True, "或": False, "或者": False, "具备其一": False}
RANGE_READING = "至"
LIST_READING = "顿号"


@define
class BoundaryRules:
    """Whether 以上/以下/以内/以外 include their number, by the text they stand in.

    The default is 民法典第一千二百五十九条, which speaks of civil law only: it is a disclosed
    default, not part of the document.
    """

    rules: list[tuple[Citation | None, str, bool]] = field(factory=list)

    def includes(self, word: str, citation: Citation | None) -> bool:
        """The narrowest rule that covers the clause."""
        base = word.removeprefix("及")
        best: tuple[int, bool] = (-1, base != "以外")
        for where, ruled, inclusive in self.rules:
            if ruled.removeprefix("及") != base:
                continue
            covers = where is None or (citation is not None and citation.startswith(where))
            depth = 0 if where is None else len(where.steps)
            if covers and depth > best[0]:
                best = (depth, inclusive)
        return best[1] or word.startswith("及")


@define
class Expressions:
    """Lowers the conditions of one document."""

    declared: Declarations
    report: Callable[[Diagnostic], None]
    boundaries: BoundaryRules
    listed: Callable[[n.Met], Condition]
    """The conditions that another clause lists, for 符合."""
    used_readings: set[str] = field(factory=set)

    def lower(self, expr: n.Expr, citation: Citation | None) -> Condition:
        """The condition that an expression means; ``FALSE`` where a diagnostic was reported."""
        match expr:
            case n.Bare(name):
                return self._bare(name)
            case n.Comparison():
                return self._comparison(expr, citation)
            case n.Negation(part):
                return Not(self.lower(part, citation))
            case n.And(parts):
                return conjunction([self.lower(part, citation) for part in parts])
            case n.Or(parts):
                return Any(tuple(self.lower(part, citation) for part in parts))
            case n.Apposition(parts, mark):
                return self._apposition(expr, [self.lower(p, citation) for p in parts], mark)
            case n.Met():
                return self.listed(expr)
            case n.ReadingIs(reading, choice):
                return self._reading_is(reading, choice)

    # -- names
    def operand(self, name: n.Name) -> tuple[Operand, ValueType] | None:
        """The fact or outcome of a name and its type, or ``None`` with a diagnostic."""
        symbol = self.declared.scope.value(name.text)
        if symbol is not None and symbol.kind is SymbolKind.OUTCOME:
            outcome = self.declared.outcomes[name.text]
            return OutcomeRef(outcome.name, outcome.given), outcome.type
        if symbol is not None:
            return FactRef(name.text), self.declared.facts[name.text].type
        names = self.declared.scope.names(*FACT_KINDS, SymbolKind.OUTCOME)
        hint = did_you_mean(name.text, names)
        self.report(
            Diagnostic(
                Code.E201,
                f"“{name.text}”未声明",
                name.span,
                help=hint or "先在文件开头用“事实”“认定”或“程度”声明它。",
            )
        )
        return None

    def _bare(self, name: n.Name) -> Condition:
        found = self.operand(name)
        if found is None:
            return FALSE
        operand, kind = found
        if not isinstance(kind, BoolType):
            self.report(
                Diagnostic(
                    Code.E301,
                    f"“{name.text}”是{show_type(kind)}，不能单独作为条件",
                    name.span,
                    help=f"写成“{name.text} 为 …”。",
                )
            )
            return FALSE
        return Compare(operand, Op.EQ, True)

    # -- comparisons
    def _comparison(self, expr: n.Comparison, citation: Citation | None) -> Condition:
        found = self.operand(expr.name)
        if found is None:
            return FALSE
        operand, kind = found
        reading = self._governing(expr, operand)
        parts = []
        for value in expr.values:
            try:
                parts.append(self._one(expr, operand, kind, value, reading, citation))
            except ValueProblem as problem:
                self.report(problem.diagnostic)
                parts.append(FALSE)
        if expr.comparator is n.Comparator.DIFFERS:
            return conjunction(parts)
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _governing(self, expr: n.Comparison, operand: Operand) -> Reading | None:
        """The reading marked on the comparison, else the fact's own for a plain 为."""
        if expr.mark is not None:
            return self._use(expr.mark.reading)
        if expr.comparator is n.Comparator.EQUALS and isinstance(operand, FactRef):
            name = self.declared.default_readings.get(operand.name)
            return None if name is None else self._use(n.Name(name, expr.span))
        return None

    def _use(self, name: n.Name) -> Reading | None:
        reading = self.declared.known_reading(name)
        if reading is not None:
            self.used_readings.add(reading.name)
        return reading

    def _one(
        self,
        expr: n.Comparison,
        operand: Operand,
        kind: ValueType,
        value: n.ComparedValue,
        reading: Reading | None,
        citation: Citation | None,
    ) -> Condition:
        what = expr.name.text
        if isinstance(value, n.Name):
            typed = typed_value(kind, value, what)
            if reading is not None and expr.comparator is n.Comparator.EQUALS:
                return self._by_op(reading, operand, typed, expr)
            self._check_ordered(expr, kind)
            return Compare(operand, _OPS[expr.comparator], typed)
        if expr.comparator not in (n.Comparator.EQUALS, n.Comparator.REACHES):
            self._report_double_bound(expr, value)
            return FALSE
        if isinstance(value, n.Bounded):
            typed = typed_value(kind, value.quantity, what)
            inclusive = value.inclusive
            if inclusive is None:
                inclusive = self.boundaries.includes(value.word.text, citation)
            upward = value.word.text.removeprefix("及") in ("以上", "以外")
            return Compare(operand, _bound_op(upward, inclusive), typed)
        return self._range(operand, kind, value, what, reading)

    def _check_ordered(self, expr: n.Comparison, kind: ValueType) -> None:
        plain = (n.Comparator.EQUALS, n.Comparator.DIFFERS, n.Comparator.EXACTLY)
        if expr.comparator not in plain and not is_ordered(kind):
            self.report(
                Diagnostic(
                    Code.E305,
                    f"“{expr.name.text}”是{show_type(kind)}，不能比较大小",
                    expr.span,
                    help="改用 为 或 不为。",
                )
            )

    def _report_double_bound(self, expr: n.Comparison, value: n.Bounded | n.Range) -> None:
        self.report(
            Diagnostic(
                Code.E306,
                f"“{expr.comparator.value}”与“以上”“至”之类的词重复，边界不明",
                value.span,
                help="只用一个：写“不少于 95%”或“为 95%以上”。"
                "原文自相矛盾的，声明读法并用〔依「…」〕注明。",
            )
        )

    def _by_op(
        self, reading: Reading, operand: Operand, typed: Value, expr: n.Comparison
    ) -> Condition:
        """为 under a reading whose choices say how to compare (恰为 or 达到)."""
        branches = []
        for choice in reading.choices:
            op = _OP_WORDS.get(self._role(reading, choice))
            if op is None:
                self._bad_role(reading, expr.span, "恰为、至少、达到、超过")
                return FALSE
            branches.append((choice, Compare(operand, op, typed)))
        return ByReading(reading.name, tuple(branches))

    def _range(
        self,
        operand: Operand,
        kind: ValueType,
        value: n.Range,
        what: str,
        reading: Reading | None,
    ) -> Condition:
        low = typed_value(kind, value.low, what)
        high = typed_value(kind, value.high, what)
        lower = self._side(operand, low, True, value.low_inclusive, value, reading)
        upper = self._side(operand, high, False, value.high_inclusive, value, reading)
        return All((lower, upper))

    def _side(
        self,
        operand: Operand,
        bound: Value,
        upward: bool,
        inclusive: bool | None,
        value: n.Range,
        reading: Reading | None,
    ) -> Condition:
        """One end of 甲至乙. An end the text leaves open needs a reading: 含 or 不含."""
        if inclusive is not None:
            return Compare(operand, _bound_op(upward, inclusive), bound)
        if reading is None and RANGE_READING in self.declared.readings:
            reading = self._use(n.Name(RANGE_READING, value.span))
        if reading is None:
            side = "下端" if upward else "上端"
            self.report(
                Diagnostic(
                    Code.E306,
                    f"“至”的{side}是否包含，这里没有写明",
                    value.span,
                    help="原文写明的，加（含）或（不含）；"
                    "原文没写的，声明：读法「至」：含 或 不含，理由「…」。",
                )
            )
            return FALSE
        branches = []
        for choice in reading.choices:
            included = _INCLUSIVE_WORDS.get(self._role(reading, choice))
            if included is None:
                self._bad_role(reading, value.span, "含、不含")
                return FALSE
            branches.append((choice, Compare(operand, _bound_op(upward, included), bound)))
        return ByReading(reading.name, tuple(branches))

    # -- readings
    def _role(self, reading: Reading, choice: str) -> str:
        """The word that says what a choice does: the one in brackets, else the choice."""
        symbol = self.declared.scope.reading(reading.name)
        if symbol is not None and isinstance(symbol.decl, n.ReadingDecl):
            for written, role in symbol.decl.choices:
                if written.text == choice and role is not None:
                    return role.text
        return choice

    def _bad_role(self, reading: Reading, span: Span, words: str) -> None:
        self.report(
            Diagnostic(
                Code.E404,
                f"读法「{reading.name}」的选项不能用在这里",
                span,
                help=f"选项写成：{words}；另有叫法的，在其后加括号注明。",
            )
        )

    def _apposition(
        self, expr: n.Apposition, parts: list[Condition], mark: n.Mark | None
    ) -> Condition:
        name = mark.reading if mark is not None else n.Name(LIST_READING, expr.span)
        reading = self._use(name)
        if reading is None:
            return FALSE
        branches: list[tuple[str, Condition]] = []
        for choice in reading.choices:
            joined = _JOIN_WORDS.get(self._role(reading, choice))
            if joined is None:
                self._bad_role(reading, expr.span, "且、或者")
                return FALSE
            branches.append((choice, All(tuple(parts)) if joined else Any(tuple(parts))))
        return ByReading(reading.name, tuple(branches))

    def _reading_is(self, name: n.Name, choice: n.Name) -> Condition:
        reading = self._use(name)
        if reading is None:
            return FALSE
        if choice.text not in reading.choices:
            hint = did_you_mean(choice.text, reading.choices) or "、".join(reading.choices)
            self.report(
                Diagnostic(
                    Code.E404, f"读法「{name.text}」没有“{choice.text}”", choice.span, help=hint
                )
            )
            return FALSE
        branches = tuple((c, TRUE if c == choice.text else FALSE) for c in reading.choices)
        return ByReading(reading.name, branches)


def _bound_op(upward: bool, inclusive: bool) -> Op:
    if upward:
        return Op.GE if inclusive else Op.GT
    return Op.LE if inclusive else Op.LT


def conjunction(parts: list[Condition]) -> Condition:
    """且 of parts; nested ones are flattened, one part stands alone, none is true."""
    flat: list[Condition] = []
    for part in parts:
        flat += part.parts if isinstance(part, All) else (part,)
    flat = [part for part in flat if part != TRUE]
    if not flat:
        return TRUE
    return flat[0] if len(flat) == 1 else All(tuple(flat))
