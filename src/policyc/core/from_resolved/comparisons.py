"""Comparisons: values typed, boundary words and ranges made explicit."""

from __future__ import annotations

from attrs import define, field, frozen

from policyc.core.conditions import FALSE, All, Any, Compare, Condition, FactRef, Op, Operand
from policyc.core.from_resolved.readings import COMPARING, INCLUDING, RANGE_READING, Readings
from policyc.core.from_resolved.values import ValueProblem, in_range, typed_value
from policyc.core.norms import Reading
from policyc.core.types import BoolType, DateType, Value, ValueType, is_ordered, sort_key
from policyc.diagnostics import Code, Collector, Diagnostic
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
_PLAIN = (n.Comparator.EQUALS, n.Comparator.DIFFERS, n.Comparator.EXACTLY)
_UPWARD = ("以上", "以外")


@frozen(eq=False)
class BoundaryRule:
    """One word of a 边界词, and the clause it holds for; ``None`` is the whole text."""

    where: Citation | None
    word: str
    inclusive: bool
    declared: n.BoundaryDecl


@define
class BoundaryRules:
    """Whether 以上/以下/以内/以外 include their number, by the text they stand in.

    The default is 民法典第一千二百五十九条, which speaks of civil law only: it is a disclosed
    default, not part of the document.
    """

    rules: list[BoundaryRule] = field(factory=list)
    used: set[int] = field(factory=set)
    """The ``id`` of each declaration that decided something."""

    def add(self, rule: BoundaryRule) -> bool:
        """Add a rule; ``False`` where another for the same text says the opposite."""
        against = any(
            (other.where, other.word) == (rule.where, rule.word)
            and other.inclusive is not rule.inclusive
            for other in self.rules
        )
        self.rules.append(rule)
        return not against

    def idle(self) -> list[BoundaryRule]:
        """For each declaration for one clause that decides nothing there, its first rule."""
        found = {
            id(rule.declared): rule
            for rule in reversed(self.rules)
            if rule.where is not None and id(rule.declared) not in self.used
        }
        return list(reversed(found.values()))

    def includes(self, word: str, citation: Citation | None) -> bool:
        """The narrowest rule that covers the clause; 及以上 and 及以下 always include."""
        base = word.removeprefix("及")
        best: tuple[int, BoundaryRule | None] = (-1, None)
        for rule in self.rules:
            if rule.word.removeprefix("及") != base:
                continue
            where = rule.where
            covers = where is None or (citation is not None and citation.startswith(where))
            depth = 0 if where is None else len(where.steps)
            if covers and depth > best[0]:
                best = (depth, rule)
        narrowest = best[1]
        if narrowest is None:
            return base != "以外" or word.startswith("及")
        self.used.add(id(narrowest.declared))
        return narrowest.inclusive or word.startswith("及")


@define
class _Place:
    """One comparison with what is known about it."""

    expr: n.Comparison
    operand: Operand
    kind: ValueType
    reading: Reading | None
    citation: Citation | None
    read: bool = False
    """Whether the reading marked on the comparison had anything to decide."""

    @property
    def what(self) -> str:
        return self.expr.name.text

    def value(self, written: n.Name) -> Value:
        """A written value, typed and within the declared bounds."""
        return in_range(self.kind, typed_value(self.kind, written, self.what), written, self.what)


@define
class Comparisons:
    """Lowers the comparisons of one document."""

    readings: Readings
    boundaries: BoundaryRules
    report: Collector

    def lower(
        self, expr: n.Comparison, operand: Operand, kind: ValueType, citation: Citation | None
    ) -> Condition:
        """The condition a comparison means; ``FALSE`` where a diagnostic was reported."""
        if not self._comparable(expr, kind):
            return FALSE
        place = _Place(expr, operand, kind, self._governing(expr, operand), citation)
        parts = []
        for value in expr.values:
            try:
                parts.append(self._one(place, value))
            except ValueProblem as problem:
                self.report(problem.diagnostic)
                parts.append(FALSE)
                place.read = True
        if expr.mark is not None and place.reading is not None and not place.read:
            self._idle_mark(expr.mark)
        if expr.comparator is n.Comparator.DIFFERS:
            return parts[0] if len(parts) == 1 else All(tuple(parts))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _comparable(self, expr: n.Comparison, kind: ValueType) -> bool:
        plain = all(isinstance(value, n.Name) for value in expr.values)
        if is_ordered(kind) or (expr.comparator in _PLAIN and plain):
            return True
        what = "只有是、否两种" if isinstance(kind, BoolType) else "的选项没有大小之分"
        self.report(
            Diagnostic(
                Code.E305,
                f"“{expr.name.text}”{what}，不能比较大小",
                expr.span,
                help="只能用“为”或者“不为”；要比较大小的，把它声明为整数、小数、百分比、日期或级别。",
            )
        )
        return False

    def _governing(self, expr: n.Comparison, operand: Operand) -> Reading | None:
        """The reading marked on the comparison, else the fact's own for a plain 为."""
        if expr.mark is not None:
            return self.readings.use(expr.mark.reading)
        if expr.comparator is n.Comparator.EQUALS and isinstance(operand, FactRef):
            name = self.readings.declared.default_readings.get(operand.name)
            return None if name is None else self.readings.use(n.Name(name, expr.span))
        return None

    def _idle_mark(self, mark: n.Mark) -> None:
        self.report(
            Diagnostic(
                Code.E404,
                f"〔依「{mark.reading.text}」〕在这里不起作用",
                mark.reading.span,
                help="它只能跟在“为 某值”或者没有写明是否包含的“至”后面；删去它。",
            )
        )

    # -- one value
    def _one(self, place: _Place, value: n.ComparedValue) -> Condition:
        comparator = place.expr.comparator
        match value:
            case n.Name():
                return self._single(place, place.value(value))
            case n.Bounded(_, word, _, span):
                upward = word.text.removeprefix("及") in _UPWARD
                if comparator is n.Comparator.EQUALS or fits(comparator, word.text):
                    return self._bounded(place, value, upward)
                if place.expr.mark is not None and place.reading is not None:
                    return self._read_as(place, place.reading, place.value(value.quantity))
                return self._double_bound(comparator, word.text, span)
            case n.Range(_, _, _, _, span):
                if comparator is not n.Comparator.EQUALS:
                    return self._double_bound(comparator, "至", span)
                return self._range(place, value)

    def _single(self, place: _Place, typed: Value) -> Condition:
        expr = place.expr
        if place.reading is None or expr.comparator is not n.Comparator.EQUALS:
            return Compare(place.operand, _OPS[expr.comparator], typed)
        return self._read_as(place, place.reading, typed)

    def _read_as(self, place: _Place, reading: Reading, typed: Value) -> Condition:
        """How to compare is what each choice of a reading says."""
        place.read = True

        def compare(op: Op) -> Condition:
            return Compare(place.operand, op, typed)

        return self.readings.branch(reading, COMPARING, compare, place.expr.span)

    def _bounded(self, place: _Place, value: n.Bounded, upward: bool) -> Condition:
        inclusive = value.inclusive
        if inclusive is None:
            inclusive = self.boundaries.includes(value.word.text, place.citation)
        return Compare(place.operand, _bound_op(upward, inclusive), place.value(value.quantity))

    def _double_bound(self, comparator: n.Comparator, word: str, span: Span) -> Condition:
        example = "“为 5次（含）至10次（含）”" if word == "至" else "“不少于 95%”或者“为 95%以上”"
        self.report(
            Diagnostic(
                Code.E306,
                f"“{comparator.value}”与“{word}”同时使用，界限不明",
                span,
                help=f"只用一种：写{example}；原文自相矛盾的，声明读法，用〔依「…」〕注明。",
            )
        )
        return FALSE

    # -- ranges
    def _range(self, place: _Place, value: n.Range) -> Condition:
        low, high = place.value(value.low), place.value(value.high)
        if sort_key(place.kind, low) > sort_key(place.kind, high):
            self.report(
                Diagnostic(
                    Code.E303,
                    f"“{value.low.text}至{value.high.text}”前大后小，没有数在这个范围里",
                    value.span,
                    help="把两个数对调。",
                )
            )
            return FALSE
        ends = [(low, True, value.low_inclusive), (high, False, value.high_inclusive)]
        if isinstance(place.kind, DateType) and place.expr.mark is None:
            # Days are counted, not measured: from one to another takes in both.
            ends = [(bound, upward, inclusive is not False) for bound, upward, inclusive in ends]
        sides = [end for end in ends if end[2] is None]
        reading = self._range_reading(place, value, len(sides), ends) if sides else None
        if sides and reading is None:
            return FALSE
        return All(tuple(self._side(place, value, end, reading) for end in ends))

    def _range_reading(
        self,
        place: _Place,
        value: n.Range,
        open_sides: int,
        ends: list[tuple[Value, bool, bool | None]],
    ) -> Reading | None:
        """What decides about the ends the text leaves open: 含 or 不含."""
        place.read = True
        reading = place.reading if place.expr.mark is not None else None
        if reading is None and RANGE_READING in self.readings.declared.readings:
            reading = self.readings.use(n.Name(RANGE_READING, value.span))
        if reading is None and place.expr.mark is None:
            first_open = "下端" if ends[0][2] is None else "上端"
            side = "两端" if open_sides == 2 else first_open
            self.report(
                Diagnostic(
                    Code.E306,
                    f"没有写明“至”的{side}是否包含",
                    value.span,
                    help="原文写明的，在数后面加（含）或者（不含）；"
                    "原文没有写明的，声明：读法「至」：含 或 不含，理由「……」。",
                )
            )
        return reading

    def _side(
        self,
        place: _Place,
        value: n.Range,
        end: tuple[Value, bool, bool | None],
        reading: Reading | None,
    ) -> Condition:
        bound, upward, inclusive = end
        if inclusive is not None:
            return Compare(place.operand, _bound_op(upward, inclusive), bound)
        assert reading is not None

        def compare(included: bool) -> Condition:
            return Compare(place.operand, _bound_op(upward, included), bound)

        return self.readings.branch(reading, INCLUDING, compare, value.span)


def fits(comparator: n.Comparator, word: str) -> bool:
    """Whether 达到 … 以上, 不超过 … 以下: both words bound a number in the same way."""
    if word.removeprefix("及") in _UPWARD:
        return comparator is n.Comparator.REACHES and not word.endswith("外")
    return comparator is n.Comparator.AT_MOST


def _bound_op(upward: bool, inclusive: bool) -> Op:
    if upward:
        return Op.GE if inclusive else Op.GT
    return Op.LE if inclusive else Op.LT
