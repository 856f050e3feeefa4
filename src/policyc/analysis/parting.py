"""Where the texts of two places part: for every clause, threshold and tier from above the smallest
case that it decides and the other text decides otherwise.

Each text is asked in its own words: facts that only the other knows keep their harmless value, and
an area that must have been assessed first has been, in both places. So a case shows what one
clause does, and not a coincidence of two that have nothing to do with each other. Where the
clauses of neither text part, a last question leaves every fact of both free: a 无 to it is the
proof that they decide alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from policyc.analysis.conclude import EncodedConclusion, TooLarge
from policyc.analysis.context import Context
from policyc.analysis.correspondence import Correspondence, OutcomePair
from policyc.analysis.logic import Formula, conj, differ, disj, neg
from policyc.analysis.parted import (
    Cause,
    Edge,
    Parted,
    Parting,
    Side,
    Together,
    same_result,
)
from policyc.analysis.replay import Replay
from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS
from policyc.analysis.solve import Answer, Found
from policyc.core.compose import Names, join
from policyc.core.conditions import facts_of
from policyc.core.cone import conditions_of_norm, cone_facts, direct_conditions, outcome_refs
from policyc.core.norms import Norm, Policy
from policyc.core.regions import comparisons
from policyc.core.results import Kind
from policyc.core.run import compare
from policyc.core.types import BoolType, IntType, RealType, Value, listed_values

_ALIKE = (Kind.GAP, Kind.NOT_APPLICABLE, Kind.CONFLICT, Kind.UNKNOWN)
"""Kinds of result that are the same whatever led to them."""


def find_parting(
    first: Policy,
    second: Policy,
    found: Correspondence,
    *,
    timeout_ms: int = DEFAULT_TIMEOUT_MS,
    as_of: date | None = None,
) -> Parting:
    """Compare two texts clause by clause over what corresponds. Every case is replayed in both;
    one that does not replay is a bug and raises ``ReplayMismatch``."""
    return _Parting(first, second, found, timeout_ms, as_of).all()


class _Parting:
    """Both texts in one policy, what corresponds being one and the same."""

    def __init__(
        self,
        first: Policy,
        second: Policy,
        found: Correspondence,
        timeout_ms: int,
        as_of: date | None,
    ) -> None:
        self.found = found
        self.texts = first, second
        joined = join(first, second, (), found.back, found.readings)
        self.policy = joined.policy
        self.names: tuple[Names, Names] = joined.upper, joined.lower
        self.ctx = Context(joined.policy, timeout_ms, as_of)
        self.replays = Replay(first, as_of), Replay(second, as_of)
        self.own = tuple(
            {names.fact(fact.name): fact.name for fact in text.facts}
            for names, text in zip(self.names, self.texts, strict=True)
        )

    def all(self) -> Parting:
        if self.ctx.session.check() is Answer.UNSAT:
            return Parting((), (), (), self.found.outcomes, consistent=False)
        cases: list[Parted] = []
        together: list[Together] = []
        everywhere: list[OutcomePair] = []
        undecided: list[OutcomePair] = []
        for pair in self.found.outcomes:
            try:
                asked = _Asked(self, pair)
                asked.ask()
            except TooLarge:
                undecided.append(pair)
                continue
            cases += sorted(asked.cases, key=lambda case: case.cost)
            together += asked.together
            if asked.everywhere:
                everywhere.append(pair)
            if asked.incomplete:
                undecided.append(pair)
        return Parting(
            tuple(cases), tuple(together), tuple(everywhere), tuple(undecided), self.ctx.timed_out
        )


class _Asked:
    """One outcome of both texts."""

    def __init__(self, of: _Parting, pair: OutcomePair) -> None:
        self.of = of
        self.pair = pair
        self.policy = of.policy
        self.named = pair.first, pair.second
        self.joined = [n.of(name) for n, name in zip(of.names, self.named, strict=True)]
        self.ends: list[EncodedConclusion] = [
            of.ctx.encoding.conclusion(name, subject)
            for name, subject in zip(self.joined, pair.subjects, strict=True)
        ]
        known = [neg(end.is_kind(Kind.UNKNOWN)) for end in self.ends]
        self.apart = neg(_alike(*self.ends))
        self.unlike = conj((*known, self.apart))
        """That both have a result, and not the same."""
        self.open = [conj((each, self.apart)) for each in known]
        """The same, where the one text has a result and the other may want to know more."""
        near = [self._near(name) for name in self.joined]
        self.free = [(near[0] | near[1]) & set(own) for own in of.own]
        self.acts = [self._acts(at) for at in (0, 1)]
        self.cases: list[Parted] = []
        self.together: list[Together] = []
        self.everywhere = False
        self.incomplete = False
        self.known: dict[object, Side] = {}
        """Cases that were replayed before."""

    def ask(self) -> None:
        """Look for everything that the texts decide differently."""
        for at in (0, 1):
            self._above(at)
        for at in (0, 1):
            self._clauses(at)
        for at in (0, 1):
            self._premise(at)
            self._without_norm(at)
        if not self.cases and not self.incomplete:
            everything = {f for name in self.joined for f in cone_facts(self.policy, name)}
            answer = self._case(Cause.TOGETHER, self.apart, 0, everything, held=False)
            self.everywhere = answer is Answer.UNSAT

    # What is asked --------------------------------------------------------------------

    def _above(self, at: int) -> None:
        """What each tier that a higher level gave leads to."""
        for name in sorted(self.free[at]):
            fact = self.policy.fact(name)
            if fact.fed_by is None or (at and name in self.of.own[0]):
                continue
            norms = [n for k in (0, 1) for n in self._norms(k) if name in _facts(n)]
            forces = [self.of.ctx.encoding.force(norm).t for norm in norms]
            alone = {name} | self.acts[at]
            for value in listed_values(fact.type)[1:]:
                here = self.of.ctx.variables.facts[name].equals(value)
                query = conj((here, disj(forces), self._assessed(at)))
                answer = self._case(Cause.ABOVE, conj((query, self.unlike)), at, alone)
                if answer is Answer.UNSAT:
                    answer = self._case(Cause.ABOVE, conj((query, self.open[at])), at, alone)
                if answer is Answer.UNSAT:
                    self._alike(at, query, alone)

    def _clauses(self, at: int) -> None:
        """What each clause decides that the other text does not."""
        for norm in self._norms(at):
            in_force = self.of.ctx.encoding.force(norm).t
            clear = neg(self.ends[at].is_kind(Kind.CONFLICT))
            query = conj((in_force, clear))
            asked = Cause.CLAUSE, conj((query, self.unlike, self._assessed(at)))
            answer = self._case(*asked, at, self.free[at])
            if answer is Answer.UNSAT and self.acts[at]:
                asked = Cause.PREMISE, conj((query, self.unlike))
                answer = self._case(*asked, at, self.free[at])
            if answer is Answer.UNSAT:
                asked = Cause.CLAUSE, conj((query, self.open[at]))
                answer = self._case(*asked, at, self.free[at])
            if answer is Answer.SAT:
                self._thresholds(at, norm, asked[1])
            elif answer is Answer.UNSAT:
                self._alike(at, query, self.free[at], norm)

    def _thresholds(self, at: int, norm: Norm, query: Formula) -> None:
        """Every number of a clause at which the texts begin to part."""
        for name, found in comparisons(conditions_of_norm(norm)).items():
            kind = self.policy.fact(name).type
            if name not in self.free[at] or not isinstance(kind, (IntType, RealType)):
                continue
            points = self.of.ctx.variables.points(name)
            starts = [
                next((p for p in points if compare(kind, atom.op, p, atom.value)), points[0])
                for atom in found
            ]
            for value in dict.fromkeys(starts):
                here = self.of.ctx.variables.facts[name].equals(value)
                if value != points[0] and not self._is_edge(at, name, value):
                    case = self._smallest(conj((here, query)), self.free[at], held=True)[1]
                    if case is not None:
                        made = self._parted(Cause.CLAUSE, at, case)
                        if any(e.fact == self.of.own[at][name] for e in made.edges):
                            self._add(made)

    def _is_edge(self, at: int, name: str, value: Value) -> bool:
        own = self.of.own[at][name]
        edges = (edge for case in self.cases if case.text == at for edge in case.edges)
        return any(edge.fact == own and edge.value == value for edge in edges)

    def _premise(self, at: int) -> None:
        """What a text decides of an area that nobody has assessed."""
        acts = [self.of.ctx.variables.facts[name] for name in self.acts[at]]
        if not acts:
            return
        forces = disj(self.of.ctx.encoding.force(norm).t for norm in self._norms(at))
        query = conj((forces, self.unlike, *(act.calm for act in acts)))
        self._case(Cause.PREMISE, query, at, self.free[at] - self.acts[at])

    def _without_norm(self, at: int) -> None:
        """Where a text contradicts itself or owes an answer and the other is clear."""
        one, other = self.ends[at], self.ends[1 - at]
        clash = conj((one.is_kind(Kind.CONFLICT), other.is_kind(Kind.DECIDED)))
        self._case(Cause.CLASH, clash, at, self.free[at])
        owed = conj((one.is_kind(Kind.GAP), other.is_kind(Kind.NOT_APPLICABLE)))
        self._case(Cause.GAP, owed, at, self.free[at])

    # What it is asked over ------------------------------------------------------------

    def _norms(self, at: int) -> list[Norm]:
        return list(self.policy.norms_for(self.joined[at], self.pair.subjects[at]))

    def _near(self, outcome: str) -> set[str]:
        """The facts that an outcome asks for itself; of what was decided before, the act."""
        found: set[str] = set()
        for condition in direct_conditions(self.policy, outcome):
            found |= set(facts_of(condition))
        for ref in outcome_refs(direct_conditions(self.policy, outcome)):
            if ref.given is None and ref.outcome != outcome:
                found |= self._near(ref.outcome)
        return found

    def _acts(self, at: int) -> set[str]:
        """The acts by which an area is assessed before, where a text knows them."""
        conditions = (c for name in self.joined for c in direct_conditions(self.policy, name))
        given = {
            ref.given
            for ref in outcome_refs(conditions)
            if ref.given and isinstance(self.policy.outcome(ref.outcome).type, BoolType)
        }
        return given & self.free[at]

    def _assessed(self, at: int) -> Formula:
        """That an area that must have been assessed has been."""
        return conj(self.of.ctx.variables.facts[name].equals(True) for name in self.acts[at])

    def _still(self, free: Iterable[str]) -> Formula:
        moving = set(free)
        facts = self.of.ctx.variables.facts.items()
        return conj(variable.calm for name, variable in facts if name not in moving)

    # What is found --------------------------------------------------------------------

    def _case(
        self, cause: Cause, query: Formula, at: int, free: set[str], *, held: bool = True
    ) -> Answer:
        answer, found = self._smallest(query, free, held)
        if found is not None:
            self._add(self._parted(cause, at, self._without_acts(at, found)))
        return answer

    def _smallest(self, query: Formula, free: set[str], held: bool) -> tuple[Answer, Found | None]:
        asked = conj((query, self._still(free))) if held else query
        if asked is False:
            return Answer.UNSAT, None
        answer, found = self.of.ctx.smallest(asked, free)
        if answer is Answer.UNKNOWN:
            self.incomplete = True
        return answer, found

    def _alike(self, at: int, query: Formula, free: set[str], norm: Norm | None = None) -> None:
        """Keep what is proved alike, with a case of it if there is any at all. The text itself may
        still want to know more where its clause is in force: then nothing is proved."""
        if self.of.ctx.session.check(query, self.apart, self._still(free)) is not Answer.UNSAT:
            return
        found = self._smallest(query, free, held=True)[1]
        if found is not None:
            sides = self._sides(found.facts, found.readings)
            self.together.append(Together(self.pair, at, sides, norm and self._own(at, norm)))

    def _own(self, at: int, norm: Norm) -> Norm:
        """A norm as its own text has it."""
        norms = self.of.texts[at].norms_for(self.named[at], self.pair.subjects[at])
        return next(each for each in norms if self.of.names[at].norm(each.id) == norm.id)

    def _without_acts(self, at: int, found: Found) -> Found:
        """The case without the acts that were held, where they make no difference to it."""
        rest = {name: v for name, v in found.facts.items() if name not in self.acts[at]}
        if len(rest) == len(found.facts):
            return found
        sides = self._sides(found.facts, found.readings)
        if not self._as_before(rest, found.readings, sides):
            return found
        dropped = len(found.facts) - len(rest)
        count, steps, size = found.cost
        return Found(rest, found.readings, found.model, (count - dropped, steps, size))

    def _add(self, case: Parted) -> None:
        if all([s.facts for s in case.sides] != [s.facts for s in c.sides] for c in self.cases):
            self.cases.append(case)

    def _parted(self, cause: Cause, at: int, found: Found) -> Parted:
        sides = self._sides(found.facts, found.readings)
        if same_result(sides[0].result, sides[1].result):
            side = sides[at]
            self.of.replays[at].mismatch(side.facts, side.readings, "两份文件的结果相同")
        cost = (found.cost[0], int(found.cost[1]), int(found.cost[2]))
        edges = tuple(self._edges(at, found, sides))
        return Parted(self.pair, at, cause, sides, edges, cost)

    def _sides(self, facts: Mapping[str, Value], readings: Mapping[str, str]) -> tuple[Side, Side]:
        return self._side(0, facts, readings), self._side(1, facts, readings)

    def _side(self, at: int, facts: Mapping[str, Value], readings: Mapping[str, str]) -> Side:
        """The case as one of the texts alone sees it."""
        names, replay, own = self.of.names[at], self.of.replays[at], self.of.own[at]
        mine = {own[fact]: value for fact, value in facts.items() if fact in own}
        choices = {
            r.name: readings[names.reading(r.name)]
            for r in self.of.texts[at].readings
            if names.reading(r.name) in readings
        }
        key = at, frozenset(mine.items()), frozenset(choices.items())
        if key not in self.known:
            outcome, subject = self.named[at], self.pair.subjects[at]
            needs = replay.needed(mine, choices, lambda run: run.decide(outcome, subject))
            self.known[key] = Side(mine, needs, replay.result(mine, needs, outcome, subject))
        return self.known[key]

    def _edges(self, at: int, found: Found, sides: tuple[Side, Side]) -> Iterator[Edge]:
        """The numbers of a case at which its results begin."""
        for name, value in found.facts.items():
            if not isinstance(self.policy.fact(name).type, (IntType, RealType)):
                continue
            points = list(self.of.ctx.variables.points(name))
            if value not in points:
                continue
            place = points.index(value)
            before = {n: v for n, v in found.facts.items() if n != name}
            if place > 1:
                before[name] = points[place - 1]
            if self._as_before(before, found.readings, sides):
                continue
            until: Value | None = value
            for later in points[place + 1 :]:
                if not self._as_before({**found.facts, name: later}, found.readings, sides):
                    break
                until = later
            else:
                until = None
            text = at if name in self.of.own[at] else 1 - at
            yield Edge(text, self.of.own[text][name], value, until)

    def _as_before(
        self,
        facts: Mapping[str, Value],
        readings: Mapping[str, str],
        sides: tuple[Side, Side],
    ) -> bool:
        """Whether changed facts leave both results what they were."""
        pairs = zip(self._sides(facts, readings), sides, strict=True)
        return all(same_result(now.result, then.result) for now, then in pairs)


def _facts(norm: Norm) -> set[str]:
    return {name for condition in conditions_of_norm(norm) for name in facts_of(condition)}


def _alike(one: EncodedConclusion, other: EncodedConclusion) -> Formula:
    """That two results are the same; two discretions in what they permit."""
    kinds = [conj((one.is_kind(kind), other.is_kind(kind))) for kind in _ALIKE]
    for kind, left, right in (
        (Kind.DECIDED, one.values, other.values),
        (Kind.DISCRETION, one.permitted, other.permitted),
    ):
        values = dict.fromkeys((*left, *right))
        equal = [neg(differ(left.get(v, False), right.get(v, False))) for v in values]
        kinds.append(conj((one.is_kind(kind), other.is_kind(kind), *equal)))
    return disj(kinds)
