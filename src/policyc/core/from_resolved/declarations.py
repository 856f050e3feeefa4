"""Declarations as core values: scales, facts, outcomes, readings."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import define, evolve, field

from policyc.core.from_resolved.attributes import basis_text, check_attributes
from policyc.core.from_resolved.values import ValueProblem, in_range, typed_value
from policyc.core.levels import Level
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
    is_ordered,
    show_type,
)
from policyc.diagnostics import Code, Collector, Diagnostic, Label, did_you_mean
from policyc.resolved.scope import LEVEL_KINDS, Scope, Symbol, SymbolKind
from policyc.surface import nodes as n

DEFAULT_SUBJECT = "地区"
_PERCENT = "%"
_PRIORITY = "优先"
_NO_OUTCOME = "先声明，例如：结论 风险：级别 风险等级。"
JOINING = {"且": True, "同时具备": True, "或": False, "或者": False, "具备其一": False}
"""Choices of a reading that say how conditions are joined, and whether all must be met."""

_WORSE = {"more": Worse.MORE, "less": Worse.LESS, "neither": Worse.NEITHER}


def role_of(decl: n.ReadingDecl, choice: str) -> str:
    """The word that says what a choice does: the one in brackets behind it, else the choice."""
    for written, role in decl.choices:
        if written.text == choice and role is not None:
            return role.text
    return choice


@define
class Declarations:
    """Core values of everything a document's scope declares."""

    scope: Scope
    report: Collector
    scales: dict[str, Scale] = field(factory=dict)
    facts: dict[str, Fact] = field(factory=dict)
    outcomes: dict[str, Outcome] = field(factory=dict)
    readings: dict[str, Reading] = field(factory=dict)
    default_readings: dict[str, str] = field(factory=dict)
    """Fact name → the reading that governs a plain 为 on it."""
    untyped: set[str] = field(factory=set)
    """Facts and outcomes whose type is in error; nothing more is said about their values."""

    def build(self) -> None:
        for symbol in self.scope.symbols:
            for problem in check_attributes(symbol):
                self.report(problem)
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
        steps = self._distinct(symbol.decl.steps, f"{symbol.kind.value}“{symbol.name}”里")
        self.scales[symbol.name] = Scale(symbol.name, steps)

    def _distinct(self, names: Iterable[n.Name], where: str) -> tuple[str, ...]:
        """Steps, options or choices; one that stands twice is an error."""
        seen: dict[str, n.Name] = {}
        for name in names:
            earlier = seen.setdefault(name.text, name)
            if earlier is not name:
                self.report(
                    Diagnostic(
                        Code.E202,
                        f"{where}“{name.text}”出现了两次",
                        name.span,
                        help="删去一个，或者改正其中一个。",
                        labels=(Label(earlier.span, "先在这里写过"),),
                    )
                )
        return tuple(seen)

    def _type(self, symbol: Symbol) -> ValueType:
        """The type that a declaration writes, with unit and bounds from its attributes."""
        assert isinstance(symbol.decl, (n.FactDecl, n.OutcomeDecl))
        written, attributes = symbol.decl.type, symbol.decl.attributes
        found = {attribute.kind: attribute for attribute in attributes}
        unit = found["unit"].values[0].text if "unit" in found else ""
        match written.word:
            case n.TypeWord.BOOL:
                return BoolType()
            case n.TypeWord.DATE:
                return DateType()
            case n.TypeWord.OPTIONS:
                options = self._distinct(written.names, f"“{symbol.name}”的选项里")
                return ChoiceType("", options)
            case n.TypeWord.LEVEL:
                return self._level_type(written.names[0], symbol)
            case n.TypeWord.INT:
                low, high = self._bounds(found, IntType(unit))
                return IntType(unit, _as_int(low), _as_int(high))
            case n.TypeWord.REAL | n.TypeWord.PERCENT:
                unit = _PERCENT if written.word is n.TypeWord.PERCENT else unit
                return RealType(unit, *self._bounds(found, RealType(unit)))

    def _level_type(self, name: n.Name, symbol: Symbol) -> ValueType:
        if name.text in self.scales:
            return ScaleType(self.scales[name.text])
        usual = f"先声明，例如：级别 {name.text}：较轻 < 较重。"
        hint = self.report.hint(lambda: did_you_mean(name.text, self.scales), usual)
        self.report(Diagnostic(Code.E201, f"级别“{name.text}”未声明", name.span, hint))
        self.untyped.add(symbol.name)
        return ScaleType(Scale(name.text, ()))

    def _bounds(
        self, found: dict[str, n.Attribute], kind: ValueType
    ) -> tuple[Fraction | None, Fraction | None]:
        low, high = (self._bound(found.get(side), kind) for side in ("minimum", "maximum"))
        if low is not None and high is not None and low > high:
            self.report(
                Diagnostic(
                    Code.E303,
                    "最小的值比最大的值还大",
                    found["minimum"].span.cover(found["maximum"].span),
                    help="“不少于”后面写最小的值，“不超过”后面写最大的值。",
                )
            )
            return None, None
        return low, high

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
            kind = self._type(symbol)
            worse = Worse.MORE if isinstance(kind, ScaleType) else Worse.NEITHER
        else:
            assert isinstance(decl, n.FindingDecl)
            # Whether 是 is a good or a bad thing is for the drafter to say, never assumed.
            kind, worse = BoolType(), Worse.NEITHER
        texts = {a.kind: "、".join(v.text for v in a.values) for a in decl.attributes}
        for attribute in decl.attributes:
            worse = _WORSE.get(attribute.kind, worse)
        if "reading" in texts:
            self._default_reading(symbol, decl.attributes)
        if "official" in texts:
            self._official(symbol, kind, decl.attributes)
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
            fed_by=self._fed_by(decl.attributes),
            common=symbol.from_vocabulary,
            span=decl.span,
        )

    def _harmless(
        self, kind: ValueType, attributes: tuple[n.Attribute, ...], symbol: Symbol
    ) -> Value | None:
        written = {attribute.kind: attribute for attribute in attributes}
        if "harmless" in written:
            return self._value(kind, written["harmless"].values[0], symbol.name)
        if "official" in written:
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
        if what in self.untyped:
            return None
        try:
            return in_range(kind, typed_value(kind, written, what), written, what)
        except ValueProblem as problem:
            self.report(problem.diagnostic)
            return None

    def _fed_by(self, attributes: tuple[n.Attribute, ...]) -> tuple[str, str] | None:
        """来自: the level above and the outcome of its document that gives the value."""
        for attribute in attributes:
            if attribute.kind == "fed":
                level, outcome = attribute.values
                levels = [each.value for each in Level]
                if level.text in levels:
                    return level.text, outcome.text
                help = did_you_mean(level.text, levels) or f"可写：{'、'.join(levels)}。"
                message = f"没有“{level.text}”这一级文件"
                self.report(Diagnostic(Code.E301, message, level.span, help))
        return None

    def _default_reading(self, symbol: Symbol, attributes: tuple[n.Attribute, ...]) -> None:
        name = next(a.values[0] for a in attributes if a.kind == "reading")
        if self.known_reading(name, "例如：读法「程度」：恰为 或 达到，理由「……」。") is not None:
            self.default_readings[symbol.name] = name.text

    def known_reading(self, name: n.Name, example: str) -> Reading | None:
        """The reading of a name, or ``None`` with a diagnostic."""
        if name.text in self.readings:
            return self.readings[name.text]
        hint = self.report.hint(
            lambda: did_you_mean(name.text, self.readings), f"先声明，{example}"
        )
        self.report(Diagnostic(Code.E404, f"读法「{name.text}」未声明", name.span, help=hint))
        return None

    def _official(
        self, symbol: Symbol, kind: ValueType, attributes: tuple[n.Attribute, ...]
    ) -> None:
        """A fact that holds the official act for an outcome."""
        name = next(a.values[0] for a in attributes if a.kind == "official")
        outcome = self.outcomes.get(name.text)
        if outcome is None:
            hint = self.report.hint(lambda: did_you_mean(name.text, self.outcomes), _NO_OUTCOME)
            self.report(Diagnostic(Code.E201, f"结论“{name.text}”未声明", name.span, hint))
        elif outcome.type != kind and not {symbol.name, name.text} & self.untyped:
            message = f"官方认定“{symbol.name}”与结论“{name.text}”的类型不同"
            self.report(Diagnostic(Code.E301, message, name.span, "把两处的类型写成一样的。"))
        elif outcome.given is not None:
            message = f"结论“{name.text}”的官方认定已写在“{outcome.given}”上"
            self.report(Diagnostic(Code.E202, message, name.span, "一个结论只有一项官方认定。"))
        else:
            self.outcomes[name.text] = evolve(outcome, given=symbol.name)

    # -- outcomes
    def _outcome(self, symbol: Symbol) -> None:
        decl = symbol.decl
        assert isinstance(decl, n.OutcomeDecl)
        kind = self._type(symbol)
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
            overlap=self._overlap(texts.get("overlap"), kind),
            overlap_basis=basis_text(decl.attributes),
            none_value=none,
            span=decl.span,
        )

    def _overlap(self, written: n.Name | None, kind: ValueType) -> Overlap:
        if written is None:
            return Overlap.UNSTATED
        try:
            overlap = Overlap(written.text)
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
        if overlap in (Overlap.HIGHEST, Overlap.LOWEST) and not is_ordered(kind):
            self.report(
                Diagnostic(
                    Code.E305,
                    f"{show_type(kind)}没有高低，不能{overlap.value}",
                    written.span,
                    help="有高低的结果声明为“级别”；没有高低的，竞合写 未规定、唯一 或者 累加。",
                )
            )
            return Overlap.UNSTATED
        return overlap

    # -- readings
    def _reading(self, symbol: Symbol) -> None:
        decl = symbol.decl
        assert isinstance(decl, n.ReadingDecl)
        choices = self._distinct([choice for choice, _ in decl.choices], f"读法「{symbol.name}」里")
        if len(choices) < 2:
            self.report(
                Diagnostic(
                    Code.E404,
                    f"读法「{symbol.name}」至少要有两种不同的读法",
                    decl.name.span,
                    help="另写一种读法，用“或”连接；只有一种读法的，直接写进条文，不必声明。",
                )
            )
        sort, effects = ReadingSort.MEANING, ()  # type: ReadingSort, tuple[PriorityEffect, ...]
        if decl.about is not None:
            self._check_about(decl.about)
            sort, effects = ReadingSort.PRIORITY, self._effects(decl, choices)
        joins = {role_of(decl, choice) for choice in choices} <= set(JOINING)
        self.readings[symbol.name] = Reading(
            symbol.name, choices, sort, effects, basis_text(decl.attributes), joins, decl.span
        )

    def _check_about(self, about: n.Name) -> None:
        if about.text != _PRIORITY:
            help = f"改为：关于 {_PRIORITY}；不涉及优先的，删去“关于”这一段。"
            self.report(Diagnostic(Code.E404, f"没有关于“{about.text}”的读法", about.span, help))

    def _effects(self, decl: n.ReadingDecl, choices: tuple[str, ...]) -> tuple[PriorityEffect, ...]:
        roles = {choice.text: effect or choice for choice, effect in reversed(decl.choices)}
        effects = []
        for choice in choices:
            try:
                effects.append(PriorityEffect(roles[choice].text))
            except ValueError:
                words = "、".join(e.value for e in PriorityEffect)
                self.report(
                    Diagnostic(
                        Code.E404,
                        f"读法“{choice}”没有写明谁优先",
                        roles[choice].span,
                        help=f"在其后加括号注明 {words} 之一，例如：替代本市评定（替代）。",
                    )
                )
                effects.append(PriorityEffect.PROCEDURE)
        return tuple(effects)


def _as_int(value: Fraction | None) -> int | None:
    return None if value is None else int(value)


def _nearest_to_zero(low: int | Fraction | None, high: int | Fraction | None) -> int:
    if low is not None and low > 0:
        return int(low)
    return int(high) if high is not None and high < 0 else 0


def _unitless(kind: ValueType, written: n.Name) -> ValueType:
    """Bounds may be written without the unit; of a percentage, only 0."""
    if not written.text.isdecimal():
        return kind
    if isinstance(kind, IntType):
        return IntType()
    bare = kind.unit != _PERCENT or int(written.text) == 0  # type: ignore[union-attr]
    return RealType() if bare else kind
