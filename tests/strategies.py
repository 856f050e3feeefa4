"""Hypothesis strategies for policies and for cases around their thresholds.

``policies(...)`` builds well-formed ``Policy`` values: no cycle of defeat under any reading, no
outcome upstream of itself, every value of its place's type. ``facts_for(policy)`` draws partial
facts at and around the thresholds, never against an axiom; ``complete_facts_for`` gives every fact
a value. Nothing is filtered: what would be ill-formed is never drawn, so generation is quick.

How the guarantees are kept:

- outcomes are numbered; a condition of a norm refers only to outcomes of lower number, and a norm
  is defeated only by norms of its own or a lower outcome;
- within one outcome direct norms rank before the others, and defeat runs down the rank, so that no
  reading of 直接 closes a cycle;
- every axiom reads "where a, there b" with a false in the base case (``base_value``), so the base
  case satisfies all axioms and any case can be mended by moving facts to it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any as Anything

from attrs import evolve, field, frozen, mutable
from hypothesis import strategies as st

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
    OutcomeRef,
    atoms,
)
from policyc.core.norms import (
    Axiom,
    Defeat,
    Fact,
    Modality,
    Norm,
    Outcome,
    Overlap,
    Policy,
    PriorityEffect,
    Reading,
    ReadingSort,
    Window,
    Worse,
)
from policyc.core.run import Run
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
)

Draw = Callable[[st.SearchStrategy[Anything]], Anything]

TIERS = Scale("整治级别", ("未列入", "重点关注", "通报警示", "挂牌整治"))
DEGREES = Scale("群众反映", ("较少", "较多", "突出", "强烈"))
MEASURES = ChoiceType("处置", ("取消", "延期", "升级", "维持现状"))
DISTRICT, CITY = "地区", "市（州）"

DAYS = (date(2019, 5, 29), date(2019, 5, 30), date(2019, 12, 31), date(2020, 2, 29))
"""Days used as thresholds, as ends of windows, as effective dates and as as-of dates."""


@frozen
class FactKind:
    """A type of fact with the constants that conditions compare it with."""

    label: str
    type: ValueType
    cuts: tuple[Value, ...]
    harmless: Value | None


FACT_KINDS = (
    FactKind("认定", BoolType(), (True,), False),
    FactKind("株数", IntType("株", 0), (5000, 10000), 0),
    FactKind("次数", IntType("次", 0, 4), (1, 2, 3), 0),
    FactKind("差额", IntType("万元"), (-1, 0), 0),
    FactKind("知晓率", RealType("%", Fraction(0), Fraction(1)), (Fraction(1, 2), Fraction(19, 20)), Fraction(0)),
    FactKind("配比", RealType("", Fraction(0)), (Fraction(1, 20), Fraction(1, 3)), None),
    FactKind("程度", ScaleType(DEGREES), DEGREES.steps[1:], DEGREES.steps[0]),
    FactKind("起始日", DateType(), DAYS[1:3], None),
    FactKind("处置", MEASURES, MEASURES.options[:2], None),
)  # fmt: skip
_BOOL_KIND, _INT_KIND, _SCALE_KIND = FACT_KINDS[0], FACT_KINDS[1], FACT_KINDS[6]

# Booleans and scales are what documents are made of: they are drawn most.
_KINDS = st.sampled_from((*FACT_KINDS, _BOOL_KIND, _BOOL_KIND, _BOOL_KIND, _INT_KIND, _SCALE_KIND))
_ORDER_OPS = st.sampled_from((Op.GE, Op.GE, Op.EQ, Op.GT, Op.LE, Op.LT, Op.NE))
_EQUALITY_OPS = st.sampled_from((Op.EQ, Op.EQ, Op.NE))
_CHOICES = ("含", "不含")
_PRIORITY = ("替代", "下限", "仅免程序")
_EFFECTS = (PriorityEffect.REPLACE, PriorityEffect.FLOOR, PriorityEffect.PROCEDURE)


def one_in(n: int) -> st.SearchStrategy[bool]:
    """True about once in ``n`` draws; shrinks to false."""
    return st.integers(0, n - 1).map(lambda k: k == n - 1)


@mutable
class _Builder:
    """A policy in the making. Attributes are what conditions may mention."""

    draw: Draw
    facts: list[Fact] = field(factory=list)
    kinds: dict[str, FactKind] = field(factory=dict)
    readings: list[Reading] = field(factory=list)
    upstream: list[Outcome] = field(factory=list)

    def fact(self, kind: FactKind, label: str = "") -> Fact:
        """Declare a fact."""
        n = len(self.facts) + 1
        worse = Worse.MORE if is_ordered(kind.type) or kind is _BOOL_KIND else Worse.NEITHER
        found = Fact(f"{label or kind.label}{n}", kind.type, f"f{n}", kind.harmless, worse)
        self.facts.append(found)
        self.kinds[found.name] = kind
        return found

    def atom(self) -> Condition:
        """A comparison of a fact or of an upstream outcome."""
        if self.upstream and self.draw(one_in(4)):
            return self.premise(self.draw(st.sampled_from(self.upstream)))
        fact = self.draw(st.sampled_from(self.facts))
        return self.compare(FactRef(fact.name), fact.type, self.kinds[fact.name].cuts)

    def premise(self, outcome: Outcome) -> Condition:
        """A comparison with an upstream outcome, mostly through its official act."""
        given = outcome.given if outcome.given and self.draw(st.integers(0, 2)) else None
        return self.compare(OutcomeRef(outcome.name, given), outcome.type, values_of(outcome.type))

    def compare(
        self, operand: FactRef | OutcomeRef, kind: ValueType, cuts: tuple[Value, ...]
    ) -> Condition:
        if isinstance(kind, BoolType):
            return Compare(operand, self.draw(_EQUALITY_OPS), True)
        ops = _ORDER_OPS if is_ordered(kind) else _EQUALITY_OPS
        return Compare(operand, self.draw(ops), self.draw(st.sampled_from(cuts)))

    def condition(self, depth: int) -> Condition:
        """A condition of at most ``depth`` connectives above its atoms."""
        form = self.draw(st.integers(0, 11)) if depth else 0
        match form:
            case 6 | 7:
                return All(self._parts(depth))
            case 8 | 9:
                return Any(self._parts(depth))
            case 10:
                return Not(self.condition(depth - 1))
            case 11 if meanings := self._meanings():
                return self._ambiguous(self.draw(st.sampled_from(meanings)), depth)
            case _:
                return self.atom()

    def _parts(self, depth: int) -> tuple[Condition, ...]:
        count = self.draw(st.integers(2, 3))
        return tuple(self.condition(depth - 1) for _ in range(count))

    def _meanings(self) -> list[Reading]:
        return [r for r in self.readings if r.sort is ReadingSort.MEANING]

    def _ambiguous(self, reading: Reading, depth: int) -> Condition:
        """A threshold with its edge in or out, 恰为 against 达到, 且 against 或, or any two."""
        form = self.draw(st.integers(0, 3))
        atom = self.atom()
        branches: tuple[Condition, Condition]
        if form == 0 and isinstance(atom, Compare):
            kind = self._type(atom)
            loose, strict = (Op.GE, Op.GT) if is_ordered(kind) else (Op.EQ, Op.NE)
            branches = (evolve(atom, op=loose), evolve(atom, op=strict))
        elif form == 1 and isinstance(atom, Compare):
            loose = Op.GE if is_ordered(self._type(atom)) else Op.NE
            branches = (evolve(atom, op=Op.EQ), evolve(atom, op=loose))
        elif form == 2:
            branches = (All((atom, self.atom())), Any((atom, self.atom())))
        else:
            branches = (atom, self.condition(depth - 1))
        return ByReading(reading.name, tuple(zip(reading.choices, branches, strict=True)))

    def _type(self, atom: Compare) -> ValueType:
        if isinstance(atom.operand, FactRef):
            return self.kinds[atom.operand.name].type
        name = atom.operand.outcome
        return next(outcome.type for outcome in self.upstream if outcome.name == name)


def values_of(kind: ValueType) -> tuple[Value, ...]:
    """All values of a finite type."""
    match kind:
        case ScaleType(scale):
            return scale.steps
        case ChoiceType(_, options):
            return options
        case BoolType():
            return (False, True)
        case _:
            raise ValueError(f"not a finite type: {kind}")


@st.composite
def policies(
    draw: Draw,
    *,
    max_norms: int = 6,
    max_facts: int = 5,
    with_discretion: bool = True,
    with_readings: bool = True,
    with_upstream: bool = True,
    with_defeat: bool = True,
    with_axioms: bool = True,
    with_windows: bool = True,
    with_subjects: bool = True,
    depth: int = 2,
) -> Policy:
    """A well-formed policy of one to ``max_norms`` norms.

    ``with_discretion`` admits modalities other than 应当; ``with_readings`` readings of meaning and
    of priority (with direct norms); ``with_upstream`` up to three outcomes that feed each other and
    official acts; ``with_windows`` norms with windows or without competence; ``with_subjects`` norms
    about a second kind of subject.
    """
    build = _Builder(draw)
    for kind in draw(st.lists(_KINDS, min_size=1, max_size=max_facts)):
        build.fact(kind)
    if with_readings:
        names = ("至", "达到")[: draw(st.integers(0, 2))]
        build.readings += [Reading(name, _CHOICES) for name in names]
        if draw(st.booleans()):
            build.readings.append(Reading("直接", _PRIORITY, ReadingSort.PRIORITY, _EFFECTS))

    outcomes: list[Outcome] = []
    norms: list[Norm] = []
    total = draw(st.integers(1, max_norms))
    count = min(draw(st.sampled_from((1, 1, 2, 3))), total) if with_upstream else 1
    for number in range(count):
        outcome = _outcome(build, number, with_discretion, has_upstream=number + 1 < count)
        outcomes.append(outcome)
        share = total // count + (1 if number < total % count else 0)
        for k in range(share):
            name = f"r{number}{k}"
            norm = _norm(build, name, outcome, with_discretion, with_windows, with_subjects, depth)
            norms.append(norm)
        build.upstream.append(outcome)

    return Policy(
        name="generated",
        facts=tuple(build.facts),
        readings=tuple(build.readings),
        outcomes=tuple(outcomes),
        norms=tuple(norms),
        defeats=_defeats(draw, outcomes, norms) if with_defeat else (),
        axioms=_axioms(build) if with_axioms else (),
        effective=draw(st.sampled_from((None, *DAYS[1:]))),
    )


def _outcome(build: _Builder, number: int, with_discretion: bool, has_upstream: bool) -> Outcome:
    draw = build.draw
    kinds: list[ValueType] = [ScaleType(TIERS), ScaleType(TIERS), BoolType()]
    if with_discretion:
        kinds.append(MEASURES)
    kind = draw(st.sampled_from(kinds))
    overlap = Overlap.UNSTATED
    if not isinstance(kind, BoolType):
        overlap = draw(st.sampled_from((Overlap.UNSTATED, *Overlap)))
    trigger = draw(st.sampled_from((TRUE, None, FALSE, "condition", "condition")))
    given = None
    if has_upstream and draw(st.booleans()):
        official = FactKind("官方认定", kind, values_of(kind), None)
        given = build.fact(official).name
    values = values_of(kind)
    none_value = None if isinstance(kind, ChoiceType) and draw(st.booleans()) else values[0]
    return Outcome(
        name=f"结论{number + 1}",
        type=kind,
        alias=f"o{number + 1}",
        subject=DISTRICT,
        overlap=overlap,
        trigger=build.condition(1) if trigger == "condition" else trigger,
        none_value=none_value,
        given=given,
    )


_MODALITIES = st.sampled_from((Modality.SHALL, Modality.SHALL, Modality.SHALL, *Modality))


def _norm(
    build: _Builder,
    name: str,
    outcome: Outcome,
    with_discretion: bool,
    with_windows: bool,
    with_subjects: bool,
    depth: int,
) -> Norm:
    draw = build.draw
    modality = draw(_MODALITIES) if with_discretion else Modality.SHALL
    domain = values_of(outcome.type)
    several = modality in (Modality.MAY, Modality.SHALL_CHOOSE) and draw(st.booleans())
    first = draw(st.sampled_from(domain))
    values = [first]
    if several:
        values.append(draw(st.sampled_from([v for v in domain if v != first])))
    form = draw(st.integers(0, 11))
    condition = TRUE if form == 11 else build.condition(depth)
    priorities = [r.name for r in build.readings if r.sort is ReadingSort.PRIORITY]
    may_be_direct = priorities and isinstance(outcome.type, ScaleType)
    competent, window = True, Window()
    if with_windows:
        competent = not draw(one_in(12))
        window = _window(draw) if draw(one_in(6)) else window
    return Norm(
        id=name,
        outcome=outcome.name,
        values=tuple(values),
        condition=condition,
        citation=f"第{name[1:]}条",
        modality=modality,
        subject=CITY if with_subjects and draw(one_in(8)) else outcome.subject,
        exception=build.condition(1) if draw(one_in(5)) else None,
        direct=priorities[0] if may_be_direct and draw(one_in(3)) else None,
        competent=competent,
        window=window,
    )


def _window(draw: Draw) -> Window:
    """Open at either end or at neither; now and then empty."""
    start = draw(st.sampled_from((None, *DAYS)))
    return Window(start, draw(st.sampled_from((None, *DAYS))))


def _defeats(draw: Draw, outcomes: list[Outcome], norms: list[Norm]) -> tuple[Defeat, ...]:
    order = {outcome.name: k for k, outcome in enumerate(outcomes)}
    ranked = sorted(norms, key=lambda n: (order[n.outcome], n.direct is None))
    if len(ranked) < 2:
        return ()
    last = len(ranked) - 1
    pairs = st.tuples(st.integers(0, last), st.integers(0, last))
    found = {}
    for a, b in draw(st.lists(pairs, max_size=3)):
        if a != b:
            winner, loser = ranked[min(a, b)].id, ranked[max(a, b)].id
            found[winner, loser] = Defeat(winner, loser)
    return tuple(found.values())


def _axioms(build: _Builder) -> tuple[Axiom, ...]:
    draw = build.draw
    upstream, build.upstream = build.upstream, []
    policy = Policy("base", facts=tuple(build.facts))
    base = Run(policy, {fact.name: base_value(fact) for fact in build.facts}, {})
    found = []
    for number in range(draw(st.integers(0, 2))):
        cause, effect = build.atom(), build.atom()
        if base.truth(cause) is True:
            cause = Not(cause)
        found.append(Axiom(f"常理{number + 1}", Any((Not(cause), effect))))
    build.upstream = upstream
    return tuple(found)


# ---------------------------------------------------------------------------- facts


def base_value(fact: Fact) -> Value:
    """The value of a fact in the base case, which satisfies the axioms of ``policies``."""
    if fact.harmless is not None:
        return fact.harmless
    match fact.type:
        case DateType():
            return DAYS[0]
        case IntType(_, low, _):
            return low or 0
        case RealType(_, low, _):
            return low or Fraction(0)
        case kind:
            return values_of(kind)[0]


def candidates(policy: Policy, fact: Fact) -> tuple[Value, ...]:
    """Values at and right beside every constant a fact is compared with, and its base value."""
    cuts = [
        atom.value
        for condition in all_conditions(policy)
        for atom in atoms(condition)
        if fact.name in (getattr(atom.operand, "name", None), getattr(atom.operand, "given", None))
    ]
    base = base_value(fact)
    match fact.type:
        case IntType(_, low, high):
            around = [int(c) + d for c in cuts for d in (-1, 0, 1)]  # type: ignore[arg-type]
            return _within(base, around, low, high)
        case RealType(_, low, high):
            step = Fraction(1, 1000)
            rates = [Fraction(c) + d for c in cuts for d in (-step, 0, step)]  # type: ignore[arg-type]
            return _within(base, rates, low, high)
        case DateType():
            days = [c + timedelta(d) for c in cuts if isinstance(c, date) for d in (-1, 0, 1)]
            return tuple(dict.fromkeys([base, *days]))
        case kind:
            return tuple(dict.fromkeys([base, *values_of(kind)]))


def _within(base: Value, found: list[Anything], low: Anything, high: Anything) -> tuple[Value, ...]:
    inside = [v for v in found if (low is None or v >= low) and (high is None or v <= high)]
    return tuple(dict.fromkeys([base, *inside]))


def all_conditions(policy: Policy) -> list[Condition]:
    """Every condition that stands anywhere in a policy."""
    found = [norm.condition for norm in policy.norms]
    found += [norm.exception for norm in policy.norms if norm.exception is not None]
    found += [outcome.trigger for outcome in policy.outcomes if outcome.trigger is not None]
    return found + [axiom.condition for axiom in policy.axioms]


def facts_for(policy: Policy) -> st.SearchStrategy[dict[str, Value]]:
    """Partial facts around the thresholds, none to half of them unknown, never against an axiom."""
    sparse, dense = [], []
    for fact in policy.facts:
        values = candidates(policy, fact)
        sparse.append(st.sampled_from([*values, *([None] * len(values))]))
        dense.append(st.sampled_from([*values, None]))
    drawn = st.one_of(st.tuples(*dense), st.tuples(*dense), st.tuples(*sparse))
    return drawn.map(lambda values: _consistent(policy, values, forget=True))


def complete_facts_for(policy: Policy) -> st.SearchStrategy[dict[str, Value]]:
    """A value for every fact, around the thresholds, never against an axiom."""
    options = [st.sampled_from(candidates(policy, fact)) for fact in policy.facts]
    return st.tuples(*options).map(lambda drawn: _consistent(policy, drawn, forget=False))


def _consistent(
    policy: Policy, drawn: tuple[Value | None, ...], *, forget: bool
) -> dict[str, Value]:
    """The drawn facts, mended where they break an axiom: forgotten, or moved to the base case."""
    pairs = zip(policy.facts, drawn, strict=True)
    facts = {fact.name: value for fact, value in pairs if value is not None}
    while broken := _broken(policy, facts):
        for name in broken:
            if forget:
                facts.pop(name, None)
            else:
                facts[name] = base_value(policy.fact(name))
    return facts


def _broken(policy: Policy, facts: dict[str, Value]) -> set[str]:
    """The facts of an axiom that the facts violate."""
    run = Run(policy, facts, {})
    for axiom in policy.axioms:
        if run.truth(axiom.condition) is False:
            return {getattr(atom.operand, "name", "") for atom in atoms(axiom.condition)}
    return set()


def as_of_dates() -> st.SearchStrategy[date | None]:
    """No as-of date, or one at or beside the ends of the windows."""
    return st.sampled_from((None, *DAYS, DAYS[0] - timedelta(1), DAYS[-1] + timedelta(1)))


def fixed_readings_for(policy: Policy) -> st.SearchStrategy[dict[str, str]]:
    """Some readings fixed from outside, mostly none."""
    options = [st.sampled_from((None, None, *reading.choices)) for reading in policy.readings]
    names = [reading.name for reading in policy.readings]
    return st.tuples(*options).map(
        lambda drawn: {n: c for n, c in zip(names, drawn, strict=True) if c is not None}
    )
