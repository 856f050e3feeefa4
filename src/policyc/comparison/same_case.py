"""From what the solver found about pairs of texts to cases that are put through all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from policyc.analysis.correspondence import Basis, Correspondence, OutcomePair, correspond
from policyc.analysis.decode import show_facts
from policyc.analysis.parted import Cause, Parted, Parting, Together
from policyc.analysis.parting import find_parting
from policyc.comparison.cases import (
    Alike,
    Alone,
    Another,
    Cases,
    Counterpart,
    Decision,
    Ladder,
    SameCase,
    Sort,
    Stated,
    Threshold,
)
from policyc.comparison.decide import Decider, Owned, shown
from policyc.comparison.several import Group, Several
from policyc.comparison.stricter import ranked
from policyc.comparison.wording import number
from policyc.core.cone import cone_facts
from policyc.core.norms import Policy
from policyc.core.results import Kind
from policyc.core.types import IntType, RealType, ScaleType, Value
from policyc.findings.finding import cite_all

Pairs = Mapping[tuple[int, int], tuple[Correspondence, Parting]]
"""What was found about the document of the first number and that of the second."""

_SORTED = list(Sort)
_BY_CAUSE = {
    Cause.ABOVE: Sort.ABOVE,
    Cause.GAP: Sort.GAP,
    Cause.CLASH: Sort.CLASH,
}
_HELD = "{other}才问的事实取平常值"
_HELD_ABOVE = "{other}才问的事实和其余事实取平常值"
_NOTHING_HELD = "没有限定任何事实；只要求两份文件写明的常理都成立"


def find_pair(
    first: Policy, second: Policy, *, timeout_ms: int, as_of: date | None = None
) -> tuple[Correspondence, Parting]:
    """Ask the solver about two texts."""
    found = correspond(first, second)
    return found, find_parting(first, second, found, timeout_ms=timeout_ms, as_of=as_of)


def same_cases(policies: Sequence[Policy], pairs: Pairs, as_of: date | None = None) -> Cases:
    """Put every case that parts two of the texts through all of them, and sort them by kind."""
    return _Cases(policies, pairs, as_of).all()


@frozen
class _Found:
    """A case before those of its kind are put together."""

    case: SameCase
    view: int
    cost: tuple[int, ...]
    facts: frozenset[Owned]
    """Its facts, each by its name in the first text that knows it."""
    cause: Cause


class _Cases:
    def __init__(self, policies: Sequence[Policy], pairs: Pairs, as_of: date | None) -> None:
        found = {key: found for key, (found, _) in pairs.items()}
        self.several = Several(tuple(policies), found)
        self.policies = self.several.policies
        self.pairs = pairs
        self.shorts = self.several.shorts
        self.names = self.several.names
        self.groups = self.several.groups
        self.decider = Decider(self.several, as_of)

    def all(self) -> Cases:
        undecided = (pair.first for _, parting in self.pairs.values() for pair in parting.undecided)
        return Cases(
            documents=self.names,
            shorts=self.shorts,
            cases=tuple(case for group in self.groups for case in self._of(group)),
            alike=tuple(self._alike()),
            ladders=tuple(self._ladders()),
            counterparts=tuple(self._counterparts()),
            alone=tuple(self._alone()),
            undecided=tuple(dict.fromkeys(undecided)),
            contrary=tuple(
                (self.names[a], self.names[b])
                for (a, b), (_, parting) in self.pairs.items()
                if not parting.consistent
            ),
        )

    # Cases ----------------------------------------------------------------------------

    def _of(self, group: Group) -> list[SameCase]:
        """The cases of an outcome, one for each kind of difference, the smallest first."""
        distinct: dict[object, _Found] = {}
        for key, (_, parting) in self.pairs.items():
            mine = group.names.get(key[0]), group.names.get(key[1])
            for parted in parting.cases:
                if mine == (parted.outcome.first, parted.outcome.second):
                    made = self._case(group, key, parted)
                    known = distinct.setdefault(made.facts, made)
                    if _SORTED.index(made.case.sort) < _SORTED.index(known.case.sort):
                        distinct[made.facts] = made
        kinds: dict[object, list[_Found]] = {}
        for made in distinct.values():
            if not any(_says_more(other, made) for other in distinct.values()):
                kinds.setdefault(_kind_of(made), []).append(made)
        cases = [_together(found) for found in kinds.values()]
        cases.sort(key=lambda each: (_SORTED.index(each.case.sort), each.view, each.cost))
        return [each.case for each in cases]

    def _case(self, group: Group, key: tuple[int, int], parted: Parted) -> _Found:
        view = key[parted.text]
        mine, theirs = parted.sides[parted.text], parted.sides[1 - parted.text]
        facts = [(view, name, value) for name, value in mine.facts.items()]
        known = self.pairs[key][0]
        shared = known.back if parted.text == 0 else known.forth
        facts += [
            (key[1 - parted.text], name, value)
            for name, value in theirs.facts.items()
            if name not in shared
        ]
        stated = tuple(self._stated(*fact) for fact in facts)
        decisions = tuple(
            None
            if at not in group.names
            else self.decider.decide(
                at,
                group.names[at],
                facts,
                {k: dict(side.readings) for k, side in zip(key, parted.sides, strict=True)},
            )
            for at in range(len(self.policies))
        )
        numbers = tuple(
            self._threshold(key[edge.text], edge.fact, edge.value, edge.until)
            for edge in parted.edges
        )
        sort = self._sort(key, parted, decisions, numbers)
        deaf = tuple(at for at, each in enumerate(decisions) if self._is_deaf(facts, each))
        stricter, basis = ranked(self.policies, self.shorts, group.names, decisions, deaf)
        top = tuple(self.names[at] for at in stricter)
        case = SameCase(group.title, sort, stated, decisions, numbers, top, basis)
        named = frozenset(map(self._first_named, facts))
        return _Found(case, view, parted.cost, named, parted.cause)

    def _first_named(self, fact: Owned) -> Owned:
        owner, name, value = fact
        named = ((at, self.several.counterpart(owner, at, name)) for at in range(owner + 1))
        at, first = next((at, found) for at, found in named if found is not None)
        return at, first, value

    def _is_deaf(self, facts: Sequence[Owned], decision: Decision | None) -> bool:
        """Whether a text asks for nothing of a case but what was decided before."""
        acts = {outcome.given for policy in self.policies for outcome in policy.outcomes}
        names = {name for _, name, _ in facts}
        heard = (names - acts) or names
        return decision is not None and not heard - {*decision.unasked, *decision.unlike}

    def _stated(self, at: int, name: str, value: Value) -> Stated:
        shown = _told(self.policies[at], {name: value})
        return Stated(self.names[at], name, value, shown)

    def _threshold(self, at: int, name: str, value: Value, until: Value | None) -> Threshold:
        policy = self.policies[at]
        shown = f"{name}{_written(policy, name, value)}"
        if until is None:
            shown += "起"
        elif until != value:
            shown += f"至{_written(policy, name, until)}"
        return Threshold(name, value, until, shown)

    def _sort(
        self,
        key: tuple[int, int],
        parted: Parted,
        decisions: Sequence[Decision | None],
        numbers: Sequence[Threshold],
    ) -> Sort:
        """In what way the two texts differ that the case was found for."""
        mine, theirs = (decisions[key[k]] for k in (parted.text, 1 - parted.text))
        assert mine is not None and theirs is not None
        if parted.cause in _BY_CAUSE:
            return _BY_CAUSE[parted.cause]
        if numbers:
            return Sort.THRESHOLD
        kinds = {mine.kind, theirs.kind}
        if kinds == {Kind.DECIDED}:
            kind = self.policies[key[0]].outcome(parted.outcome.first).type
            return Sort.NUMBER if isinstance(kind, (IntType, RealType)) else Sort.LEVEL
        if theirs.unlike:
            return Sort.UNLIKE
        if kinds in ({Kind.DISCRETION}, {Kind.DISCRETION, Kind.DECIDED}):
            return Sort.DISCRETION
        view = self.policies[key[parted.text]]
        acts = {outcome.given for outcome in view.outcomes}
        own = set(parted.sides[parted.text].facts)
        if not ((own - acts) or own) - set(theirs.unasked):
            return Sort.SILENT
        if parted.cause is Cause.PREMISE:
            return Sort.PREMISE
        return Sort.CONDITION if theirs.wanting else Sort.GAP

    # What else is said ----------------------------------------------------------------

    def _alike(self) -> Iterator[Alike]:
        for (a, b), (_, parting) in self.pairs.items():
            for pair in parting.everywhere:
                yield Alike(pair.first, (self.names[a], self.names[b]), _NOTHING_HELD)
            proved: dict[object, Alike] = {}
            for each in parting.together:
                if each.outcome not in parting.everywhere:
                    made = self._proved((a, b), each)
                    key = each.outcome, made.result, frozenset(made.clauses)
                    known = proved.setdefault(key, made)
                    if len(made.sample) < len(known.sample):
                        proved[key] = made
            yield from proved.values()

    def _proved(self, key: tuple[int, int], proof: Together) -> Alike:
        own, other = key[proof.text], key[1 - proof.text]
        pair, mine = proof.outcome, proof.sides[proof.text]
        held = _HELD_ABOVE if proof.norm is None else _HELD
        in_force = [e.norm for side in proof.sides for e in side.result.trace if e.force is True]
        outcome = self.policies[own].outcome(pair.second if proof.text else pair.first)
        return Alike(
            outcome.name,
            (self.names[own], self.names[other]),
            held.format(other=self.shorts[other]),
            _told(self.policies[own], mine.facts),
            shown(outcome, mine.result),
            cite_all(in_force),
        )

    def _ladders(self) -> Iterator[Ladder]:
        for group in self.groups:
            steps = {}
            for at, name in group.names.items():
                kind = self.policies[at].outcome(name).type
                if isinstance(kind, ScaleType):
                    steps[at] = kind.scale.steps
            if len(steps) < 2:
                continue
            every = dict.fromkeys(step for each in steps.values() for step in each[:0:-1])
            for at, own in steps.items():
                norms = self.policies[at].norms_for(
                    group.names[at], self.policies[at].outcome(group.names[at]).subject
                )
                given = {value for norm in norms for value in norm.values}
                yield Ladder(
                    group.title,
                    self.names[at],
                    own[:0:-1],
                    tuple(step for step in every if step not in own),
                    tuple(step for step in own[:0:-1] if step not in given),
                    cite_all(norms),
                )

    def _counterparts(self) -> Iterator[Counterpart]:
        """Names that differ and were still held to be one thing."""
        for (a, b), (found, _) in self.pairs.items():
            used = self._asked(a), self._asked(b)
            for pair in (*found.facts, *found.outcomes):
                asked = isinstance(pair, OutcomePair)
                asked = asked or (pair.first in used[0] and pair.second in used[1])
                if asked and pair.basis in (Basis.ALIAS, Basis.ABOVE, Basis.ACT):
                    names = (self.names[a], pair.first), (self.names[b], pair.second)
                    yield Counterpart(names, pair.basis.value)

    def _asked(self, at: int) -> set[str]:
        """The facts that the compared outcomes of a text depend on."""
        names = (group.names[at] for group in self.groups if at in group.names)
        return {fact for name in names for fact in cone_facts(self.policies[at], name)}

    def _alone(self) -> Iterator[Alone]:
        for at, policy in enumerate(self.policies):
            shared = {group.names.get(at) for group in self.groups}
            for outcome in policy.outcomes:
                subjects = policy.subjects_of(outcome.name)
                for subject in subjects[1 if outcome.name in shared else 0 :]:
                    norms = policy.norms_for(outcome.name, subject)
                    if norms:
                        yield Alone(self.names[at], outcome.name, subject, cite_all(norms))


def _told(policy: Policy, facts: Mapping[str, Value]) -> str:
    """The facts of a case in words, a ratio as the text writes it."""
    return "，".join(
        f"{name}为{_written(policy, name, value)}"
        if isinstance(policy.fact(name).type, RealType)
        else show_facts(policy, {name: value})
        for name, value in facts.items()
    )


def _written(policy: Policy, name: str, value: Value) -> str:
    """A number with its unit; a ratio (1:20) as some clause of the text has it."""
    quotes = [norm.quote for norm in policy.norms]
    quotes += [said.place.quote for said in policy.content]
    return number(value, policy.fact(name).type, "\n".join(quotes))


def _kind_of(found: _Found) -> object:
    """What the cases of one kind have in common."""
    case = found.case
    results = tuple(None if each is None else each.shown for each in case.decisions)
    numbers = case.thresholds if case.sort is Sort.THRESHOLD else ()
    return case.sort, found.view, results, numbers


def _says_more(one: _Found, other: _Found) -> bool:
    """Whether the first shows of an assessed area what the second shows of one that is not, where
    that is no difference of its own: the other text does not ask for these facts in either."""
    silent = one.case.sort is other.case.sort is Sort.SILENT
    return silent and other.cause is Cause.PREMISE and one.facts > other.facts


def _together(found: Iterable[_Found]) -> _Found:
    """The smallest case of a kind, which names the others."""
    first, *rest = sorted(found, key=lambda each: each.cost)
    at = first.view
    others = []
    for each in rest:
        decision = each.case.decisions[at]
        others.append(Another(each.case.shown, () if decision is None else decision.clauses))
    return evolve(first, case=evolve(first.case, others=tuple(others)))
