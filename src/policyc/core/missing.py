"""Which facts to ask for: a smallest set whose every answer decides an outcome.

A set ``M`` of unknown facts is *enough* when every complete, axiom-consistent case that decides the
outcome, under any reading of meaning left open, already decides it by what ``M`` tells of the case.
(A case that leaves it 未知 whatever is known, because something upstream is undecided, asks for
nothing. In a complete case official acts may be lacking, save those that ``M`` asks for.)

The search keeps a list of sets that ``M`` must meet. It proposes a smallest ``M`` that meets them
all; a counter-example to ``M``, grown to as many facts as it can bear, gives a new set to meet: the
facts that are left. The first proposal without a counter-example is a smallest set, and the first
one in order of declaration.

Official acts are set apart. Knowing more never undoes a result, except that an official act
overrules what was derived before; so for each choice of acts to ask for, the search is done anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations, product

from attrs import frozen

from policyc.core.norms import Fact, Policy
from policyc.core.residual import Residual, State
from policyc.core.run import Choices, Facts

_BUDGET = 12_000
"""Answers the search may try; when spent, the best set found so far is not proven smallest."""

_START_COST = 25
"""What a start with other official acts costs, in answers."""

Answers = dict[int, int]
"""Numbers of values by variable."""


class _Spent(Exception):
    """The budget is used up."""


@frozen
class Missing:
    """The facts to ask for, in order of declaration, and whether the set is proven smallest."""

    facts: tuple[Fact, ...]
    proven: bool


@frozen
class _Counterexample:
    """An answer after which the outcome is still open, and the same case after it is settled."""

    open: State
    settled: State
    answers: Answers


def smallest_missing(
    policy: Policy, facts: Facts, as_of: date | None, choices: Choices, outcome: str, subject: str
) -> Missing:
    """What to ask for an outcome that is 未知 under some reading; ``choices`` fixes readings."""
    search = _Search(Residual(policy, facts, as_of, choices, outcome, subject), policy)
    chosen, proven = search.smallest()
    return Missing(tuple(policy.fact(search.name(v)) for v in search.ordered(chosen)), proven)


class _Search:
    def __init__(self, residual: Residual, policy: Policy) -> None:
        self.residual = residual
        self.left = _BUDGET
        self._starts: dict[frozenset[tuple[int, int]], State | None] = {}
        variables = list(enumerate(residual.variables))
        declared = {fact.name: n for n, fact in enumerate(policy.facts)}
        self.place = {v: declared[x.name] for v, x in variables if x.is_fact}
        self.readings = _mask(v for v, x in variables if not x.is_fact)
        self.facts = _mask(self.place) & ~residual.official

    def name(self, variable: int) -> str:
        return self.residual.variables[variable].name

    def ordered(self, variables: int) -> list[int]:
        """Variables of a set in order of declaration."""
        return sorted(_bits(variables), key=self.place.__getitem__)

    def smallest(self) -> tuple[int, bool]:
        """The smallest set that is enough, and whether the search went to its end."""
        best = everything = self.facts | self.residual.official
        try:
            for acts in self._parts(self.residual.official):
                found = self._smallest_with(acts, best.bit_count())
                if found is not None and self._rank(found) < self._rank(best):
                    best = found
        except _Spent:
            return (self._all_alive() if best == everything else best), False
        return best, True

    def _parts(self, acts: int) -> Iterator[int]:
        """All parts of a set of official acts: the whole, which is quickest, and then the others,
        which need not look for more than it took."""
        yield acts
        names = _bits(acts)
        for size in range(len(names)):
            yield from map(_mask, combinations(names, size))

    def _rank(self, variables: int) -> tuple[int, list[int]]:
        return variables.bit_count(), sorted(self.place[v] for v in _bits(variables))

    def _all_alive(self) -> int:
        """Every fact that can matter as things stand."""
        start = self.residual.start({})
        alive = 0 if start is None else self.residual.alive(start)
        return (alive | self.residual.official) & ~self.readings

    def _smallest_with(self, acts: int, limit: int) -> int | None:
        """The smallest set that asks for just these official acts, up to a size."""
        to_meet: list[int] = []
        while True:
            proposal = smallest_meeting(to_meet, self.ordered(self.facts))
            if (acts | proposal).bit_count() > limit:
                return None
            counterexample = self._counterexample(acts, proposal)
            if counterexample is None:
                return acts | proposal
            rest = self.facts & ~self._grown(counterexample, proposal)
            if not rest:
                return None
            to_meet = [group for group in to_meet if group & rest != rest]
            to_meet.append(rest)

    def _counterexample(self, acts: int, asked: int) -> _Counterexample | None:
        """An answer to what is asked that leaves the outcome to facts that are not."""
        others = self.residual.official & ~acts
        if not others and not self.facts & ~asked:
            return None
        for officials in self._all_answers(acts):
            start = self._start(officials)
            if start is not None:
                probe = _Probe(self, officials, asked, others)
                found = probe.search(start, {})
                if found is not None:
                    return found
        return None

    def _all_answers(self, variables: int) -> Iterator[Answers]:
        names = _bits(variables)
        values = (range(len(self.residual.variables[v].values)) for v in names)
        for combination in product(*values):
            yield dict(zip(names, combination, strict=True))

    def some_answers(self, variables: int) -> Iterator[Answers]:
        """Every answer to every non-empty part of some variables."""
        names = _bits(variables)
        for size in range(1, len(names) + 1):
            for part in combinations(names, size):
                yield from self._all_answers(_mask(part))

    def _start(self, officials: Mapping[int, int]) -> State | None:
        key = frozenset(officials.items())
        if key not in self._starts:
            self._spend(_START_COST)
            self._starts[key] = self.residual.start(officials)
        return self._starts[key]

    def give(self, state: State, variable: int, value: int) -> State | None:
        self._spend(1)
        return self.residual.give(state, variable, value)

    def _spend(self, cost: int) -> None:
        self.left -= cost
        if self.left < 0:
            raise _Spent

    def replay(self, officials: Mapping[int, int], answers: Answers) -> State | None:
        """The state after official acts and answers, from the start."""
        state = self._start(officials)
        for variable, value in answers.items():
            if state is None:
                return None
            state = self.give(state, variable, value)
        return state

    def next_states(self, state: State, variable: int) -> Iterator[tuple[int, State]]:
        """The states after each answer that breaks no axiom."""
        for value in range(len(self.residual.variables[variable].values)):
            following = self.give(state, variable, value)
            if following is not None:
                yield value, following

    def _grown(self, found: _Counterexample, asked: int) -> int:
        """The asked facts and as many others as the same counter-example stands."""
        state, settled = found.open, found.settled
        for variable in _bits(self.facts & ~asked):
            for value, following in self.next_states(state, variable):
                if found.answers.get(variable, value) != value:
                    continue
                after = self.give(settled, variable, value)
                if after is not None and self.residual.is_open(following):
                    state, settled = following, after
                    asked |= 1 << variable
                    break
        return asked


class _Probe:
    """Looks for an answer to ``asked`` after which the outcome is open but can be settled."""

    def __init__(self, owner: _Search, officials: Answers, asked: int, others: int) -> None:
        self.owner = owner
        self.residual = owner.residual
        self.officials = officials
        self.asked = asked
        self.others = others
        self.rest = owner.facts & ~asked
        self.completed = owner.facts & ~owner.residual.may_lack | asked
        self._failed: set[State] = set()
        self._unsettled: set[State] = set()
        self._overruled = 0

    def search(self, state: State, answers: Answers) -> _Counterexample | None:
        """Depth first over the answers to what is asked and over the readings."""
        if state in self._failed or not self.residual.is_open(state):
            return None
        alive = self.residual.alive(state)
        if not alive & self.rest and not self.others:
            return None
        overruled = self._overruled
        following = alive & (self.asked | self.owner.readings)
        if not following:
            found = self._settle(state, answers)
        else:
            found = None
            variable = _first(following)
            for value, after in self.owner.next_states(state, variable):
                found = self.search(after, {**answers, variable: value})
                if found is not None:
                    break
        if found is None and overruled == self._overruled:
            self._failed.add(state)
        return found

    def _settle(self, state: State, answers: Answers) -> _Counterexample | None:
        """Settle an open state by the rest, or else by official acts that overrule something.

        What an act overrules depends on the way to the state, so then the state is not remembered.
        """
        settled = self._settled(state, {})
        if settled is not None:
            return _Counterexample(state, *settled)
        self._overruled += bool(self.others)
        for acts in self.owner.some_answers(self.others):
            start = self.owner.replay({**self.officials, **acts}, answers)
            settled = None if start is None else self._settled(start, {})
            if settled is not None:
                return _Counterexample(state, *settled)
        return None

    def _settled(self, state: State, answers: Answers) -> tuple[State, Answers] | None:
        """A settled state that some answers lead to, and those answers.

        They go on until no axiom has a say any more, so that the case can be completed. What was
        asked is among them where it did not matter so far, and any answer to it will do.
        """
        if state in self._unsettled:
            return None
        found: tuple[State, Answers] | None = None
        if not self.residual.is_open(state):
            following = self.residual.constrained(state) & self.completed
            if not following:
                return state, answers
        else:
            following = self.residual.alive(state) & (self.owner.facts | self.owner.readings)
        variable = _first(following)
        for value, after in self.owner.next_states(state, variable) if following else ():
            found = self._settled(after, {**answers, variable: value})
            if found is not None:
                break
        if found is None:
            self._unsettled.add(state)
        return found


def _mask(variables: Iterable[int]) -> int:
    found = 0
    for variable in variables:
        found |= 1 << variable
    return found


def _bits(variables: int) -> list[int]:
    return [v for v in range(variables.bit_length()) if variables >> v & 1]


def _first(variables: int) -> int:
    return (variables & -variables).bit_length() - 1


def smallest_meeting(groups: list[int], order: list[int]) -> int:
    """The smallest set of variables that meets every group; of several the first in an order."""
    chosen = _mask(_first(group) for group in groups if group.bit_count() == 1)
    groups = [group for group in groups if not group & chosen]
    size = 0
    while not _can_meet(groups, size):
        size += 1
    for variable in order:
        if not groups:
            break
        rest = [group for group in groups if not group >> variable & 1]
        if len(rest) < len(groups) and _can_meet(rest, size - 1):
            chosen |= 1 << variable
            groups, size = rest, size - 1
        else:
            groups = [group & ~(1 << variable) for group in groups]
    return chosen


def _can_meet(groups: list[int], size: int) -> bool:
    """Whether at most so many variables meet every group."""
    if not groups:
        return True
    if size <= 0 or not all(groups):
        return False
    tightest = min(groups, key=int.bit_count)
    return any(
        _can_meet([group for group in groups if not group >> v & 1], size - 1)
        for v in _bits(tightest)
    )
