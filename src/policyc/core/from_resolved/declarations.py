"""Declarations as core values: scales, facts, outcomes, readings."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import define, field

from policyc.core.from_resolved.values import ValueProblem, typed_value
from policyc.core.norms import Fact, Outcome, Overlap, PriorityEffect, Reading, ReadingSort, Worse
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    Scale,
    ScaleType,
    Value,
    ValueType,
)
from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.resolved.from_surface import citations_of
from policyc.resolved.scope import LEVEL_KINDS, Scope, Symbol, SymbolKind
from policyc.surface import nodes as n

DEFAULT_SUBJECT = "地区"
_PERCENT = "%"
_WORSE = {"more": Worse.MORE, "less": Worse.LESS, "neither": Worse.NEITHER}


def basis_text(attributes: tuple[n.Attribute, ...]) -> str:
    """The ground of a declaration as one line: citations, or the reason in words."""
    parts = []
    for attribute in attributes:
        if attribute.basis is not None:
            cited = "、".join(str(c) for c in citations_of(attribute.basis.citations))
            parts.append(cited or attribute.basis.text)
    return "；".join(parts)


@define
class Declarations:
    """Core values of everything a document's scope declares."""

    scope: Scope
    report: Callable[[Diagnostic], None]
    scales: dict[str, Scale] = field(factory=dict)
    facts: dict[str, Fact] = field(factory=dict)
    outcomes: dict[str, Outcome] = field(factory=dict)
    readings: dict[str, Reading] = field(factory=dict)
    default_readings: dict[str, str] = field(factory=dict)
    """Fact name → the reading that governs a plain 为 on it."""

    def build(self) -> None:
        for symbol in self.scope.of(*LEVEL_KINDS):
            self._scale(symbol)
        for symbol in self.scope.of(SymbolKind.READING):
            self._reading(symbol)
        for symbol in self.scope.of(SymbolKind.OUTCOME):
            self._outcome(symbol)
        for symbol in self.scope.of(SymbolKind.DEGREE, SymbolKind.FACT, SymbolKind.FINDING):
            self._fact(symbol)

    # -- scales and types
    def _scale(self, symbol: Symbol) -> None:
        assert isinstance(symbol.decl, (n.LevelDecl, n.DegreeDecl))
        steps: list[str] = []
        for step in symbol.decl.steps:
            if step.text in steps:
                self.report(
                    Diagnostic(Code.E202, f"“{step.text}”在级别中出现两次", step.span, "删去一个。")
                )
            else:
                steps.append(step.text)
        self.scales[symbol.name] = Scale(symbol.name, tuple(steps))

    def type_of(self, written: n.TypeExpr, attributes: tuple[n.Attribute, ...]) -> ValueType:
        """The type that a declaration writes, with unit and bounds from its attributes."""
        found = {attribute.kind: attribute for attribute in attributes}
        unit = found["unit"].values[0].text if "unit" in found else ""
        match written.word:
            case n.TypeWord.BOOL:
                return BoolType()
            case n.TypeWord.DATE:
                return DateType()
            case n.TypeWord.OPTIONS:
                return ChoiceType("", tuple(name.text for name in written.names))
            case n.TypeWord.LEVEL:
                return self._level_type(written.names[0])
            case n.TypeWord.INT:
                low, high = (self._bound(found.get(k), IntType(unit)) for k in _BOUNDS)
                return IntType(unit, _as_int(low), _as_int(high))
            case n.TypeWord.REAL | n.TypeWord.PERCENT:
                unit = _PERCENT if written.word is n.TypeWord.PERCENT else unit
                low, high = (self._bound(found.get(k), RealType(unit)) for k in _BOUNDS)
                return RealType(unit, low, high)

    def _level_type(self, name: n.Name) -> ValueType:
        if name.text in self.scales:
            return ScaleType(self.scales[name.text])
        hint = did_you_mean(name.text, self.scales) or "先用“级别 名称：… < … 。”声明。"
        self.report(Diagnostic(Code.E201, f"级别“{name.text}”未声明", name.span, hint))
        return ScaleType(Scale(name.text, ()))

    def _bound(self, attribute: n.Attribute | None, kind: ValueType) -> Fraction | None:
        if attribute is None:
            return None
        written = attribute.values[0]
        try:
            value = typed_value(_unitless(kind, written), written, "范围")
        except ValueProblem as problem:
            self.report(problem.diagnostic)
            return None
        assert isinstance(value, (int, Fraction))
        return Fraction(value)

    # -- facts
    def _fact(self, symbol: Symbol) -> None:
        decl = symbol.decl
        if isinstance(decl, n.DegreeDecl):
            kind: ValueType = ScaleType(self.scales[symbol.name])
            worse = Worse.MORE
        elif isinstance(decl, n.FactDecl):
            kind = self.type_of(decl.type, decl.attributes)
            worse = Worse.MORE if isinstance(kind, ScaleType) else Worse.NEITHER
        else:
            assert isinstance(decl, n.FindingDecl)
            kind, worse = BoolType(), Worse.MORE
        texts = {a.kind: "、".join(v.text for v in a.values) for a in decl.attributes}
        for attribute in decl.attributes:
            worse = _WORSE.get(attribute.kind, worse)
        self._check_attributes(decl.attributes, _FACT_ATTRIBUTES, symbol)
        if "reading" in texts:
            self._default_reading(symbol, decl.attributes)
        if "official" in texts:
            self._official(symbol, decl.attributes)
        self.facts[symbol.name] = Fact(
            name=symbol.name,
            type=kind,
            alias=symbol.alias,
            harmless=self._harmless(kind, decl.attributes, symbol),
            worse=worse,
            determined_by=texts.get("body", ""),
            window=texts.get("window", ""),
            definition=texts.get("meaning", ""),
            basis=basis_text(decl.attributes),
            open_textured=symbol.kind is not SymbolKind.FACT,
            aspect=texts.get("aspect", ""),
            span=decl.span,
        )

    def _harmless(
        self, kind: ValueType, attributes: tuple[n.Attribute, ...], symbol: Symbol
    ) -> Value | None:
        for attribute in attributes:
            if attribute.kind == "harmless":
                return self._value(kind, attribute.values[0], symbol.name)
            if attribute.kind == "official":
                return None
        match kind:
            case BoolType():
                return False
            case ScaleType(scale) if scale.steps:
                return scale.steps[0]
            case IntType(_, low, high):
                return _nearest_to_zero(low, high)
            case RealType(_, low, high):
                return Fraction(_nearest_to_zero(low, high))
            case _:
                return None

    def _value(self, kind: ValueType, written: n.Name, what: str) -> Value | None:
        try:
            return typed_value(kind, written, what)
        except ValueProblem as problem:
            self.report(problem.diagnostic)
            return None

    def _default_reading(self, symbol: Symbol, attributes: tuple[n.Attribute, ...]) -> None:
        name = next(a.values[0] for a in attributes if a.kind == "reading")
        if self.known_reading(name) is not None:
            self.default_readings[symbol.name] = name.text

    def known_reading(self, name: n.Name) -> Reading | None:
        """The reading of a name, or ``None`` with a diagnostic."""
        if name.text in self.readings:
            return self.readings[name.text]
        hint = did_you_mean(name.text, self.readings)
        self.report(
            Diagnostic(
                Code.E404,
                f"读法「{name.text}」未声明",
                name.span,
                help=hint or f"先声明，例如：读法「{name.text}」：恰为 或 至少，理由「…」。",
            )
        )
        return None

    def _official(self, symbol: Symbol, attributes: tuple[n.Attribute, ...]) -> None:
        """A fact that holds the official act for an outcome."""
        from attrs import evolve

        name = next(a.values[0] for a in attributes if a.kind == "official")
        outcome = self.outcomes.get(name.text)
        if outcome is None:
            hint = did_you_mean(name.text, self.outcomes)
            self.report(Diagnostic(Code.E201, f"结论“{name.text}”未声明", name.span, hint))
        else:
            self.outcomes[name.text] = evolve(outcome, given=symbol.name)

    # -- outcomes
    def _outcome(self, symbol: Symbol) -> None:
        decl = symbol.decl
        assert isinstance(decl, n.OutcomeDecl)
        kind = self.type_of(decl.type, decl.attributes)
        self._check_attributes(decl.attributes, _OUTCOME_ATTRIBUTES, symbol)
        texts = {a.kind: a.values[0] for a in decl.attributes if a.values}
        none = self._value(kind, texts["none"], symbol.name) if "none" in texts else None
        if none is None and isinstance(kind, BoolType):
            none = False
        if none is None and isinstance(kind, ScaleType) and kind.scale.steps:
            none = kind.scale.steps[0]
        self.outcomes[symbol.name] = Outcome(
            name=symbol.name,
            type=kind,
            alias=symbol.alias,
            subject=texts["subject"].text if "subject" in texts else DEFAULT_SUBJECT,
            overlap=self._overlap(texts.get("overlap")),
            overlap_basis=basis_text(decl.attributes),
            none_value=none,
            span=decl.span,
        )

    def _overlap(self, written: n.Name | None) -> Overlap:
        if written is None:
            return Overlap.UNSTATED
        try:
            return Overlap(written.text)
        except ValueError:
            words = [overlap.value for overlap in Overlap]
            self.report(
                Diagnostic(
                    Code.E404,
                    f"没有“{written.text}”这种竞合",
                    written.span,
                    f"可写：{'、'.join(words)}。",
                )
            )
            return Overlap.UNSTATED

    def _check_attributes(
        self, attributes: tuple[n.Attribute, ...], allowed: frozenset[str], symbol: Symbol
    ) -> None:
        for attribute in attributes:
            if attribute.kind not in allowed:
                self.report(
                    Diagnostic(
                        Code.E301,
                        f"{symbol.kind.value}“{symbol.name}”不能带这一项说明",
                        attribute.span,
                        help="删去它。",
                    )
                )

    # -- readings
    def _reading(self, symbol: Symbol) -> None:
        decl = symbol.decl
        assert isinstance(decl, n.ReadingDecl)
        choices = tuple(choice.text for choice, _ in decl.choices)
        if len(set(choices)) < 2:
            self.report(
                Diagnostic(
                    Code.E404,
                    f"读法「{symbol.name}」至少要有两种不同的读法",
                    decl.span,
                    help="只有一种读法的，直接写进条文，不必声明。",
                )
            )
        sort, effects = ReadingSort.MEANING, ()  # type: ReadingSort, tuple[PriorityEffect, ...]
        if decl.about is not None:
            sort, effects = ReadingSort.PRIORITY, self._effects(decl)
        self.readings[symbol.name] = Reading(
            symbol.name, choices, sort, effects, basis_text(decl.attributes), decl.span
        )

    def _effects(self, decl: n.ReadingDecl) -> tuple[PriorityEffect, ...]:
        effects = []
        for choice, effect in decl.choices:
            try:
                effects.append(PriorityEffect((effect or choice).text))
            except ValueError:
                words = "、".join(e.value for e in PriorityEffect)
                self.report(
                    Diagnostic(
                        Code.E404,
                        f"关于优先的读法“{choice.text}”没有写明效果",
                        (effect or choice).span,
                        help=f"在其后加括号注明：{words}，例如 替代本市评定（替代）。",
                    )
                )
                effects.append(PriorityEffect.PROCEDURE)
        return tuple(effects)


_BOUNDS = ("minimum", "maximum")
_TYPE_ATTRIBUTES = frozenset({"unit", "minimum", "maximum", "meaning", "basis"})
_FACT_ATTRIBUTES = _TYPE_ATTRIBUTES | {
    "window",
    "aspect",
    "more",
    "less",
    "neither",
    "body",
    "official",
    "harmless",
    "reading",
}
_OUTCOME_ATTRIBUTES = _TYPE_ATTRIBUTES | {"subject", "overlap", "none"}


def _as_int(value: Fraction | None) -> int | None:
    return None if value is None else int(value)


def _nearest_to_zero(low: int | Fraction | None, high: int | Fraction | None) -> int:
    if low is not None and low > 0:
        return int(low)
    return int(high) if high is not None and high < 0 else 0


def _unitless(kind: ValueType, written: n.Name) -> ValueType:
    """Bounds may be written with or without the unit."""
    bare = written.text.strip("%％").isdecimal()
    if not bare:
        return kind
    return IntType() if isinstance(kind, IntType) else RealType()
