"""A second, deliberately naive reading of ``semantics.md``, to hold the interpreter and Z3 against.

Nothing here imports the interpreter: truth is the numbers 0 < 1 < 2 with min and max, the table of
§4 is written row by row, and whatever quantifies over facts or readings enumerates. It is slow and
meant to be: what enumerates over cases stops with ``TooMany`` above ``CAP`` cases (per reading
assignment), so keep policies small (about ten booleans, or five scales).

One case
    ``verdict(policy, outcome, subject, facts, readings, as_of)`` under one choice of readings;
    ``verdicts`` under every choice; ``smallest_missing`` by trying all sets.
All cases (fully known facts; an official act may also be lacking)
    ``cases``, ``consistent`` (D05), ``trigger_possible``, ``clashing_pairs`` (C01), ``gaps`` (G01),
    ``overridden_tiers`` (C08).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, combinations, pairwise, product
from typing import Any as Anything

from attrs import frozen

from policyc.core.conditions import All, Any, ByReading, Compare, Condition, Constant, FactRef, Not
from policyc.core.norms import Fact, Norm, Outcome, Policy, ReadingSort
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    ScaleType,
    Value,
    ValueType,
)

CAP = 20_000
"""The most cases that are enumerated for one reading assignment."""

FALSE, UNKNOWN, TRUE = 0, 1, 2
STATUS_QUO = "维持现状"

Facts = Mapping[str, Value]
Readings = tuple[tuple[str, str | None], ...]
"""A choice for every reading; ``None`` leaves one of priority open."""


class TooMany(Exception):
    """More cases than the oracle is willing to enumerate."""


@frozen
class Verdict:
    """A kind of result (its Chinese name) with its values and, for 裁量, what is permitted."""

    kind: str
    values: frozenset[Value] = frozenset()
    permitted: frozenset[Value] = frozenset()

    def same(self, other: Verdict) -> bool:
        """§5: two clashes, or two 未知, are one result."""
        if self.kind == other.kind and self.kind in ("冲突", "未知"):
            return True
        return self == other


@frozen
class Act:
    """What a norm does, apart from its condition."""

    modality: str
    values: frozenset[Value]
    floor: bool


# ---------------------------------------------------------------------------- one case


class Case:
    """Facts under one choice for every reading of meaning (priority may be left open)."""

    def __init__(
        self, policy: Policy, facts: Facts, readings: Mapping[str, str], as_of: date | None = None
    ) -> None:
        self.policy = policy
        self.facts = facts
        self.readings = readings
        self.as_of = as_of

    def truth(self, condition: Condition) -> int:
        """§2."""
        match condition:
            case Constant(value):
                return TRUE if value else FALSE
            case Not(part):
                return 2 - self.truth(part)
            case All(parts):
                return min([TRUE, *(self.truth(part) for part in parts)])
            case Any(parts):
                return max([FALSE, *(self.truth(part) for part in parts)])
            case ByReading(reading, branches):
                return next(self.truth(c) for n, c in branches if n == self.readings[reading])
            case Compare(operand, op, value):
                if isinstance(operand, FactRef):
                    kind = next(f for f in self.policy.facts if f.name == operand.name).type
                    known = self.facts.get(operand.name)
                else:
                    kind = _outcome(self.policy, operand.outcome).type
                    known = self.facts.get(operand.given) if operand.given else None
                    if known is None:
                        known = self.fed(operand.outcome)
                if known is None:
                    return UNKNOWN
                a, b = number(kind, known), number(kind, value)
                results = {
                    "为": a == b,
                    "不为": a != b,
                    "低于": a < b,
                    "不超过": a <= b,
                    "超过": a > b,
                    "不少于": a >= b,
                }
                return TRUE if results[op.value] else FALSE

    def fed(self, name: str) -> Value | None:
        """§6: 定 gives the value, 不适用 the none-value, anything else nothing."""
        outcome = _outcome(self.policy, name)
        result = self.verdict(outcome, outcome.subject)
        if result.kind == "定" and len(result.values) == 1:
            return next(iter(result.values))
        return outcome.none_value if result.kind == "不适用" else None

    def applies(self, norm: Norm) -> int:
        """Condition, window, competence and the norm's own exception."""
        after = norm.window.start is None or self.as_of is None or norm.window.start <= self.as_of
        before = norm.window.end is None or self.as_of is None or self.as_of <= norm.window.end
        exception = FALSE if norm.exception is None else self.truth(norm.exception)
        in_window = TRUE if after and before else FALSE
        competent = TRUE if norm.competent else FALSE
        return min(self.truth(norm.condition), in_window, competent, 2 - exception)

    def force(self, norm: Norm) -> int:
        """§3."""
        winners = [self._norm(d.winner) for d in self.policy.defeats if d.loser == norm.id]
        if norm.direct is None:
            winners += [n for n in self._rivals(norm) if self.effect(n) == "替代"]
        return min(self.applies(norm), 2 - max([FALSE, *(self.force(w) for w in winners)]))

    def _norm(self, norm_id: str) -> Norm:
        return next(norm for norm in self.policy.norms if norm.id == norm_id)

    def _rivals(self, norm: Norm) -> list[Norm]:
        return answering(self.policy, norm.outcome, norm.subject)

    def effect(self, norm: Norm) -> str:
        """What a norm's 直接 does under the readings; empty where it is open or there is none."""
        if norm.direct is None or norm.direct not in self.readings:
            return ""
        reading = next(r for r in self.policy.readings if r.name == norm.direct)
        chosen = reading.choices.index(self.readings[norm.direct])
        return str(reading.effects[chosen].value)

    def act(self, norm: Norm) -> Act:
        floor = norm.modality.value == "应当" and self.effect(norm) == "下限"
        return Act(norm.modality.value, frozenset(norm.values), floor)

    def trigger(self, outcome: Outcome, subject: str) -> int:
        owed = outcome.trigger is not None and subject == outcome.subject
        return self.truth(outcome.trigger) if owed and outcome.trigger is not None else FALSE

    def verdict(
        self, outcome: Outcome, subject: str, norms: Iterable[Norm] | None = None
    ) -> Verdict:
        """§4, for all norms that answer the outcome or only for some of them."""
        if norms is None:
            norms = answering(self.policy, outcome.name, subject)
        forces = [(self.act(norm), self.force(norm)) for norm in norms]
        certain = {act for act, force in forces if force == TRUE}
        perhaps = {act for act, force in forces if force == UNKNOWN} - certain
        trigger = self.trigger(outcome, subject)
        if all(act.modality == "应当" and not act.floor for act in certain | perhaps):
            return _by_the_table(outcome, certain, perhaps, trigger)
        return _by_completion(outcome, certain, perhaps, trigger)


def _by_the_table(outcome: Outcome, certain: set[Act], perhaps: set[Act], trigger: int) -> Verdict:
    """The rows of §4 for plain obligations. T and U are sets of values, as in the text."""

    def rank(value: Value) -> Fraction:
        return number(outcome.type, value)

    t = frozenset(value for act in certain for value in act.values)
    u = frozenset(value for act in perhaps for value in act.values)
    unknown = Verdict("未知", t if outcome.overlap.value == "累加" else frozenset())
    if not t and not u:
        return {TRUE: Verdict("空白"), UNKNOWN: unknown, FALSE: Verdict("不适用")}[trigger]
    if not t:
        return unknown
    match outcome.overlap.value:
        case "未规定" | "唯一":
            if len(t) > 1:
                return Verdict("冲突", t)
            return Verdict("定", t) if u <= t else unknown
        case "就高":
            best = max(t, key=rank)
            return unknown if any(rank(v) > rank(best) for v in u) else Verdict("定", _one(best))
        case "就低":
            best = min(t, key=rank)
            return unknown if any(rank(v) < rank(best) for v in u) else Verdict("定", _one(best))
        case _:
            return Verdict("定", t) if u <= t else unknown


def _one(value: Value) -> frozenset[Value]:
    return frozenset((value,))


def _by_completion(outcome: Outcome, certain: set[Act], perhaps: set[Act], trigger: int) -> Verdict:
    """With discretion or floors: what all completions of the unknown norms have in common."""
    free = list(perhaps)
    parts = chain.from_iterable(combinations(free, size) for size in range(len(free) + 1))
    triggers = (True, False) if trigger == UNKNOWN else (trigger == TRUE,)
    ends = [
        settle(outcome, certain | set(part), triggered) for part in parts for triggered in triggers
    ]
    first = ends[0]
    if all(first.same(end) for end in ends):
        return first
    if outcome.overlap.value != "累加":
        return Verdict("未知")
    parts = chain.from_iterable(combinations(free, size) for size in range(len(free) + 1))
    demands = [demanded(outcome, certain | set(part)) for part in parts]
    return Verdict("未知", frozenset.intersection(*demands))


def demanded(outcome: Outcome, acts: Iterable[Act]) -> frozenset[Value]:
    """Values of plain obligations, each lifted to the highest floor."""
    acts = [act for act in acts if act.modality == "应当"]

    def rank(value: Value) -> Fraction:
        return number(outcome.type, value)

    floors = {value for act in acts if act.floor for value in act.values}
    own = {value for act in acts if not act.floor for value in act.values}
    if not floors:
        return frozenset(own)
    floor = max(floors, key=rank)
    return frozenset(max(value, floor, key=rank) for value in own or {floor})


def settle(outcome: Outcome, acts: set[Act], triggered: bool) -> Verdict:
    """§4 where it is known which norms are in force, "Discretion" included."""

    def rank(value: Value) -> Fraction:
        return number(outcome.type, value)

    def values(*modalities: str) -> list[frozenset[Value]]:
        return [act.values for act in acts if act.modality in modalities]

    wanted = demanded(outcome, acts)
    may, choose, banned = (
        values("可以"),
        values("应当视情"),
        frozenset[Value]().union(*values("不得", "原则上不得")),
    )
    lawful: list[frozenset[Value]] = list(choose)
    if may:
        lawful.append(frozenset[Value]((STATUS_QUO,)).union(*may))
    if wanted:
        if outcome.overlap.value == "就高":
            wanted = _one(max(wanted, key=rank))
        elif outcome.overlap.value == "就低":
            wanted = _one(min(wanted, key=rank))
        elif outcome.overlap.value != "累加" and len(wanted) > 1:
            return Verdict("冲突", wanted)
        fine = not wanted & banned and all(wanted <= allowed for allowed in lawful)
        return Verdict("定" if fine else "冲突", wanted)
    if not lawful:
        return Verdict("空白" if triggered else "不适用")
    left = frozenset.intersection(*lawful) - banned
    if left:
        return Verdict("裁量", permitted=left)
    if not choose:
        return Verdict("冲突", lawful[0])
    rivals = frozenset[Value]().union(*may) - {STATUS_QUO}
    return Verdict("冲突", frozenset.union(*choose) | rivals)


def number(kind: ValueType, value: Value) -> Fraction:
    """A number that orders the values of a type."""
    match kind:
        case ScaleType(scale):
            return Fraction(scale.steps.index(str(value)))
        case ChoiceType(_, options):
            return Fraction((*options, STATUS_QUO).index(str(value)))
        case _ if isinstance(value, date):
            return Fraction((value - date(2000, 1, 1)).days)
        case _:
            return Fraction(value)


def _outcome(policy: Policy, name: str) -> Outcome:
    return next(outcome for outcome in policy.outcomes if outcome.name == name)


def answering(policy: Policy, outcome: str, subject: str) -> list[Norm]:
    """The norms about a kind of subject that answer an outcome."""
    return [n for n in policy.norms if n.outcome == outcome and n.subject == subject]


def answers(policy: Policy) -> list[tuple[Outcome, str]]:
    """Every outcome with every kind of subject that it is decided for."""
    found = []
    for outcome in policy.outcomes:
        subjects = [norm.subject for norm in policy.norms if norm.outcome == outcome.name]
        found += [(outcome, subject) for subject in dict.fromkeys([outcome.subject, *subjects])]
    return found


# ---------------------------------------------------------------------------- readings


def assignments(
    policy: Policy, fixed: Mapping[str, str] | None = None, *, priority: bool = False
) -> Iterator[Readings]:
    """Every choice of the readings; those of priority are open, or with ``priority`` also chosen."""
    options: list[tuple[str | None, ...]] = []
    for reading in policy.readings:
        if fixed and reading.name in fixed:
            options.append((fixed[reading.name],))
        elif reading.sort is ReadingSort.MEANING:
            options.append(reading.choices)
        else:
            options.append((None, *reading.choices) if priority else (None,))
    names = [reading.name for reading in policy.readings]
    for chosen in product(*options):
        yield tuple(zip(names, chosen, strict=True))


def closed(readings: Readings) -> dict[str, str]:
    """A choice of readings without those left open."""
    return {name: choice for name, choice in readings if choice is not None}


def verdict(
    policy: Policy,
    outcome: str,
    subject: str,
    facts: Facts,
    readings: Mapping[str, str],
    as_of: date | None = None,
) -> Verdict:
    """The result under one choice for every reading of meaning."""
    return Case(policy, facts, readings, as_of).verdict(_outcome(policy, outcome), subject)


def verdicts(
    policy: Policy,
    outcome: str,
    subject: str,
    facts: Facts,
    fixed: Mapping[str, str] | None = None,
    as_of: date | None = None,
    *,
    priority: bool = False,
) -> dict[Readings, Verdict]:
    """The result under every choice of the readings."""
    return {
        readings: verdict(policy, outcome, subject, facts, closed(readings), as_of)
        for readings in assignments(policy, fixed, priority=priority)
    }


# ---------------------------------------------------------------------------- missing facts


def allowed_by_axioms(policy: Policy, facts: Facts) -> bool:
    """No axiom is known to be false (under the first choice of every reading)."""
    readings = closed(next(assignments(policy)))
    case = Case(policy, facts, readings)
    return all(case.truth(axiom.condition) != FALSE for axiom in policy.axioms)


def smallest_missing(
    policy: Policy,
    outcome: str,
    subject: str,
    facts: Facts,
    fixed: Mapping[str, str] | None = None,
    as_of: date | None = None,
) -> list[str]:
    """The first smallest set of unknown facts that is enough, by trying them all.

    Enough: every complete case that decides the outcome, under any reading, is decided already by
    what the set tells of it. Official acts may be lacking in a case unless the set asks for them.
    """
    names = [fact.name for fact in policy.facts if fact.name not in facts]
    acts = official_acts(policy)
    decided: list[tuple[Readings, dict[str, Value]]] = []
    memo: dict[tuple[Readings, frozenset[tuple[str, Value]]], bool] = {}

    def is_open(readings: Readings, known: dict[str, Value]) -> bool:
        key = (readings, frozenset(known.items()))
        if key not in memo:
            case = {**facts, **known}
            result = verdict(policy, outcome, subject, case, closed(readings), as_of)
            memo[key] = result.kind == "未知"
        return memo[key]

    for case in cases(policy, facts):
        known = {name: case[name] for name in names if name in case}
        every = assignments(policy, fixed)
        decided += [(readings, known) for readings in every if not is_open(readings, known)]
    for size in range(len(names) + 1):
        for asked in combinations(names, size):
            telling = [
                (readings, {name: known[name] for name in asked if name in known})
                for readings, known in decided
                if all(name in known for name in asked if name in acts)
            ]
            if not any(is_open(readings, known) for readings, known in telling):
                return list(asked)
    raise AssertionError("asking for everything is enough")


def _cap(options: Iterable[list[Anything]]) -> None:
    total = 1
    for values in options:
        total *= len(values)
    if total > CAP:
        raise TooMany(total)


# ---------------------------------------------------------------------------- all cases


def region_values(policy: Policy, fact: Fact) -> list[Value]:
    """One value for every combination of results that the comparisons of a fact can have; the
    harmless value stands for its own."""
    found: dict[tuple[bool, ...], Value] = {}
    harmless = [] if fact.harmless is None else [fact.harmless]
    cuts = [atom.value for atom in _comparisons_of(policy, fact)]
    for value in [*harmless, *_points(fact, cuts)]:
        found.setdefault(signature(policy, fact, value), value)
    return list(found.values())


def signature(policy: Policy, fact: Fact, value: Value) -> tuple[bool, ...]:
    """How every comparison of a fact turns out for a value: what tells its region."""
    case = Case(Policy("one", facts=(fact,)), {fact.name: value}, {})
    return tuple(
        case.truth(Compare(FactRef(fact.name), atom.op, atom.value)) == TRUE
        for atom in _comparisons_of(policy, fact)
    )


def _comparisons_of(policy: Policy, fact: Fact) -> list[Compare]:
    every = (atom for condition in _conditions(policy) for atom in _comparisons(condition))
    return [atom for atom in every if _about(atom, fact)]


def _points(fact: Fact, cuts: list[Value]) -> list[Value]:
    """Enough values to meet every region: all of a finite type, else around every constant."""
    match fact.type:
        case BoolType():
            return [False, True]
        case ScaleType(scale):
            return list(scale.steps)
        case ChoiceType(_, options):
            return list(options)
        case DateType():
            days = [c + timedelta(d) for c in cuts if isinstance(c, date) for d in (-1, 0, 1)]
            return [*days] or [date(2000, 1, 1)]
        case IntType(_, low, high):
            wide = [Fraction(c) + d for c in cuts for d in (-1, 0, 1)]  # type: ignore[arg-type]
            return [int(n) for n in _inside(wide, low, high)]
        case RealType(_, low, high):
            marks = sorted({Fraction(c) for c in cuts})  # type: ignore[arg-type]
            gap = min([Fraction(1), *(b - a for a, b in pairwise(marks))])
            tiny = gap / 1000
            return list(_inside([m + d for m in marks for d in (-tiny, 0, tiny)], low, high))


def _inside(values: list[Fraction], low: Anything, high: Anything) -> list[Fraction]:
    ends = [Fraction(end) for end in (low, high) if end is not None] or [Fraction(0)]
    return [
        v for v in [*values, *ends] if (low is None or v >= low) and (high is None or v <= high)
    ]


def _conditions(policy: Policy) -> list[Condition]:
    found = [norm.condition for norm in policy.norms]
    found += [norm.exception for norm in policy.norms if norm.exception is not None]
    found += [outcome.trigger for outcome in policy.outcomes if outcome.trigger is not None]
    return found + [axiom.condition for axiom in policy.axioms]


def _comparisons(condition: Condition) -> Iterator[Compare]:
    match condition:
        case Compare():
            yield condition
        case Not(part):
            yield from _comparisons(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from _comparisons(part)
        case ByReading(_, branches):
            for _, part in branches:
                yield from _comparisons(part)


def _about(atom: Compare, fact: Fact) -> bool:
    if isinstance(atom.operand, FactRef):
        return atom.operand.name == fact.name
    return atom.operand.given == fact.name


def official_acts(policy: Policy) -> set[str]:
    """The facts that some condition uses as the official act for an upstream outcome."""
    found = (atom.operand for c in _conditions(policy) for atom in _comparisons(c))
    return {ref.given for ref in found if not isinstance(ref, FactRef) and ref.given is not None}


def cases(
    policy: Policy, known: Facts | None = None, *, lacking: bool = True
) -> list[dict[str, Value]]:
    """One axiom-consistent case for every combination of regions, with some facts given.

    Every fact is known, save that with ``lacking`` an official act may also be lacking: then what
    the criteria give counts.
    """
    known = known or {}
    acts = official_acts(policy) if lacking else set()
    options: list[list[Value | None]] = []
    for fact in policy.facts:
        if fact.name in known:
            options.append([known[fact.name]])
        else:
            absent: list[Value | None] = [None] if fact.name in acts else []
            options.append([*absent, *region_values(policy, fact)])
    _cap(options)
    names = [fact.name for fact in policy.facts]
    found = []
    for values in product(*options):
        case = {n: v for n, v in zip(names, values, strict=True) if v is not None}
        if allowed_by_axioms(policy, case):
            found.append(case)
    return found


def consistent(policy: Policy) -> bool:
    """D05: whether any case satisfies the axioms."""
    return bool(cases(policy))


def trigger_possible(policy: Policy, outcome: str) -> bool:
    """D05: whether the axioms leave a case in which the document owes an answer."""
    target = _outcome(policy, outcome)
    return any(
        Case(policy, case, closed(readings)).trigger(target, target.subject) == TRUE
        for readings in assignments(policy)
        for case in cases(policy)
    )


@frozen
class Pair:
    """Two norms of one outcome and subject, by id, in the order of the text."""

    outcome: str
    subject: str
    first: str
    second: str


def clashing_pairs(
    policy: Policy, as_of: date | None = None
) -> dict[Pair, dict[Readings, list[dict[str, Value]]]]:
    """C01: pairs of plain obligations in force with different values, where neither 就高, 就低 nor
    累加 says what then; by reading assignment (priority open and chosen), with all cases.

    Under the reading of 直接 as a floor a direct norm clashes with nothing, and two others clash
    only where the floor leaves them different.
    """
    found: dict[Pair, dict[Readings, list[dict[str, Value]]]] = {}
    every = cases(policy)
    for readings in assignments(policy, priority=True):
        for facts in every:
            case = Case(policy, facts, closed(readings), as_of)
            for outcome, subject in answers(policy):
                if outcome.overlap.value in ("未规定", "唯一"):
                    for r, q in _clashes(case, outcome, subject):
                        pair = Pair(outcome.name, subject, r, q)
                        found.setdefault(pair, {}).setdefault(readings, []).append(facts)
    return found


def _clashes(case: Case, outcome: Outcome, subject: str) -> Iterator[tuple[str, str]]:
    norms = answering(case.policy, outcome.name, subject)
    plain = [n for n in norms if n.modality.value == "应当" and case.force(n) == TRUE]
    floors = {case.act(norm) for norm in plain if case.act(norm).floor}
    own = [norm for norm in plain if not case.act(norm).floor]
    for r, q in combinations(own, 2):
        if demanded(outcome, {case.act(r), *floors}) != demanded(outcome, {case.act(q), *floors}):
            yield r.id, q.id


def gaps(
    policy: Policy, as_of: date | None = None
) -> dict[str, dict[Readings, list[dict[str, Value]]]]:
    """G01: per outcome and reading assignment the cases that end in 空白."""
    found: dict[str, dict[Readings, list[dict[str, Value]]]] = {}
    every = cases(policy)
    for readings in assignments(policy, priority=True):
        for facts in every:
            case = Case(policy, facts, closed(readings), as_of)
            for outcome in policy.outcomes:
                if case.verdict(outcome, outcome.subject).kind == "空白":
                    found.setdefault(outcome.name, {}).setdefault(readings, []).append(facts)
    return found


def overridden_tiers(
    policy: Policy, as_of: date | None = None
) -> dict[tuple[str, str], dict[Readings, set[Value]]]:
    """C08: per outcome and subject, and per reading assignment (priority open and chosen), the own
    tiers that some case with a direct norm in force does not end in.

    The own tier is the 定 that the norms without 直接 give by themselves, priority left open.
    """
    found: dict[tuple[str, str], dict[Readings, set[Value]]] = {}
    priorities = {r.name for r in policy.readings if r.sort is ReadingSort.PRIORITY}
    every = cases(policy)
    for readings in assignments(policy, priority=True):
        unranked = {n: c for n, c in closed(readings).items() if n not in priorities}
        for facts in every:
            before = Case(policy, facts, unranked, as_of)
            after = Case(policy, facts, closed(readings), as_of)
            for outcome, subject in answers(policy):
                norms = answering(policy, outcome.name, subject)
                if not any(n.direct is not None and after.force(n) == TRUE for n in norms):
                    continue
                own = before.verdict(outcome, subject, [n for n in norms if n.direct is None])
                if own.kind == "定" and after.verdict(outcome, subject) != own:
                    tiers = found.setdefault((outcome.name, subject), {}).setdefault(
                        readings, set()
                    )
                    tiers |= own.values
    return found
