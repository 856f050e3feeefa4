"""Where a life can go from a state: the norms that can be in force there, and what they change.

A move is possible where its norm is in force in some axiom-consistent case in which the fact of
the state has that state and, for a decision at the end of a term, the term has run out. Where the
text does not say to which state a decision leads, every state that it may mean is possible: a way
that might be there is never reported as missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from attrs import frozen

from policyc.analysis.cases import Claim, Shown, best_case
from policyc.analysis.context import Context
from policyc.analysis.logic import Formula, conj, neg
from policyc.analysis.solve import Answer, Found
from policyc.core.cone import cone_facts
from policyc.core.effects import PROHIBITIONS
from policyc.core.lifecycle import Change, ChangeKind, Lifecycle
from policyc.core.norms import Norm
from policyc.core.results import Kind
from policyc.core.run import Run
from policyc.core.types import Value, listed_values
from policyc.findings.finding import Case, Readings, Witness


@frozen
class Move:
    """From a state, what a norm lets happen. ``targets`` are the states that it may lead to; more
    than one where the text does not say which."""

    state: Value
    norm: Norm
    value: Value
    change: Change | None
    targets: tuple[Value, ...]


class Moves:
    """The moves of one lifecycle, found with the solver and remembered."""

    def __init__(self, ctx: Context, life: Lifecycle) -> None:
        self.ctx = ctx
        self.life = life
        self.subject = ctx.policy.outcome(life.state).subject

    @cached_property
    def steps(self) -> tuple[Value, ...]:
        """All states, lightest first where they are graded."""
        return listed_values(self.ctx.policy.outcome(self.life.state).type)

    @cached_property
    def lived(self) -> tuple[Value, ...]:
        """The states of a life that goes on: neither the first, unless it comes back, nor last."""
        ends = {*self.life.finals, self.life.initial}
        return tuple(step for step in self.steps if step not in ends)

    # Questions ------------------------------------------------------------------------

    def at(self, state: Value, *, expired: bool = False) -> Formula:
        """That the subject is in a state, its term run out or not asked."""
        var = self.ctx.variables.fact(self.life.given)
        # An initial state is also that of a subject about which nothing was ever decided.
        here = var.equals(state)
        if state == self.life.initial:
            here = neg(conj((var.known, neg(here))))
        return conj((here, self._expired)) if expired else here

    @property
    def _expired(self) -> Formula:
        if self.life.expired is None:
            return True
        return self.ctx.variables.fact(self.life.expired).equals(True)

    @cached_property
    def facts(self) -> frozenset[str]:
        """What decides where a life goes."""
        names = {name for each in self.life.deciders for name in cone_facts(self.ctx.policy, each)}
        names.add(self.life.given)
        return frozenset(names | ({self.life.expired} if self.life.expired else set()))

    def norms_of(self, outcomes: Iterable[str]) -> list[Norm]:
        """The norms of some outcomes for the kind of subject that lives, as each calls it."""
        policy = self.ctx.policy
        return [
            norm
            for outcome in outcomes
            for norm in policy.norms_for(outcome, policy.outcome(outcome).subject)
            if norm.modality not in PROHIBITIONS
        ]

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """The outcomes that are decided when a term has run out. One that only begins a life
        anew, such as what follows a relapse, is none of them."""
        inside = {move.norm.outcome for state in self.lived for move in self.from_state(state)}
        found = [name for name in self.life.deciders if name != self.life.state]
        return tuple(name for name in found if name in inside)

    def case(self, query: Formula, outcomes: Collection[str]) -> tuple[Answer, Shown | None]:
        """The best case of a question about the forces of some outcomes' norms."""
        norms = self.norms_of(outcomes)

        def probe(run: Run) -> object:
            return tuple(run.force(norm) for norm in norms)

        def needs(found: Found) -> Readings:
            return self.ctx.replay.needed(found.facts, found.readings, probe)

        answer, shown = best_case(self.ctx, Claim(query, self.facts, needs))
        if answer is Answer.UNKNOWN:
            self.ctx.incomplete = True
        return answer, shown

    # Moves ----------------------------------------------------------------------------

    def from_state(self, state: Value) -> tuple[Move, ...]:
        """Everything that the text lets happen in a state, in the order of the text."""
        key = ("moves", self.life.name, str(state))
        if key not in self.ctx.memo:
            self.ctx.memo[key] = tuple(self._from_state(state))
        moves: tuple[Move, ...] = self.ctx.memo[key]
        return moves

    def _from_state(self, state: Value) -> Iterable[Move]:
        for norm in self.norms_of(self.life.deciders):
            if self.enabled(norm, state):
                for value in norm.values:
                    change = self.life.change_of(norm.outcome, value)
                    targets = self._targets(norm, value, change, state)
                    yield Move(state, norm, value, change, targets)

    def enabled(self, norm: Norm, state: Value) -> bool:
        """Whether a norm can be in force in a state; an undecided question counts as yes."""
        ending = norm.outcome != self.life.state
        query = conj((self.ctx.encoding.force(norm).t, self.at(state, expired=ending)))
        if query is False:
            return False
        answer = self.ctx.session.check(query)
        if answer is Answer.UNKNOWN:
            self.ctx.incomplete = True
        return answer is not Answer.UNSAT

    def enabling(self, norm: Norm, state: Value) -> Shown | None:
        """The best case in which a norm is in force in a state, replayed."""
        ending = norm.outcome != self.life.state
        query = conj((self.ctx.encoding.force(norm).t, self.at(state, expired=ending)))
        _, shown = self.case(query, (norm.outcome,))
        if shown is not None:
            facts, needs = shown.found.facts, shown.needs
            forces = self.ctx.replay.everywhere(facts, needs, lambda run: run.force(norm))
            if any(force is not True for _, force in forces):
                self.ctx.replay.mismatch(facts, needs, f"{norm.citation}在“{state}”应当生效")
        return shown

    def _targets(
        self, norm: Norm, value: Value, change: Change | None, state: Value
    ) -> tuple[Value, ...]:
        if change is None:
            return (value,) if norm.outcome == self.life.state else ()
        known = self.life.target_of(change, state, self.steps)
        if known is not None:
            return (known,)
        rank = self.steps.index(state)
        match change.kind:
            case _ if change.step:
                return ()
            case ChangeKind.RAISE:
                return self.steps[rank + 1 :]
            case ChangeKind.LOWER:
                return self.steps[:rank]
            case _:
                return tuple(step for step in self.steps if step != state)

    # The graph ------------------------------------------------------------------------

    @cached_property
    def paths(self) -> dict[Value, tuple[Move, ...]]:
        """For every state that can be reached, a shortest way there from the first one."""
        found: dict[Value, tuple[Move, ...]] = {self.life.initial: ()}
        todo = [self.life.initial]
        while todo:
            state = todo.pop(0)
            for move in self.from_state(state):
                for target in move.targets:
                    if target not in found:
                        found[target] = (*found[state], move)
                        todo.append(target)
        return found

    def can_reach(self, state: Value, goals: Collection[Value]) -> bool:
        """Whether some way leads from a state to one of the goals."""
        seen, todo = {state}, [state]
        while todo:
            at = todo.pop()
            if at in goals:
                return True
            for move in self.from_state(at):
                new = [target for target in move.targets if target not in seen]
                seen.update(new)
                todo += new
        return False

    def lasts(self, state: Value) -> bool:
        """Whether the text lets somebody prolong, change or end a state: what is done in a day,
        like a 通报, has nothing but a next step."""
        return any(move.change is not None for move in self.from_state(state))

    def history(self, state: Value) -> tuple[str, ...]:
        """How a subject comes into a state, step by step."""
        return tuple(told(move) for move in self.paths.get(state, ()))

    def witness(self, shown: Shown, state: Value, *then: str) -> Witness:
        """A case in a state, with the way there and what follows."""
        case = Case(dict(shown.found.facts), (*self.history(state), *then))
        return Witness((case,), dict(shown.needs))

    def silent(self, state: Value, outcomes: Sequence[str]) -> Formula:
        """That in a state no norm of some outcomes is in force."""
        forces = (self.ctx.encoding.force(norm).t for norm in self.norms_of(outcomes))
        return conj((self.at(state, expired=True), *map(neg, forces)))

    def is_silent(self, shown: Shown, outcomes: Sequence[str]) -> bool:
        """Whether the interpreter finds nothing in force for some outcomes of a case."""
        replay, subject_of = self.ctx.replay, self.ctx.policy.outcome
        kinds = [
            replay.result(shown.found.facts, shown.needs, name, subject_of(name).subject).kind
            for name in outcomes
        ]
        return all(kind in (Kind.GAP, Kind.NOT_APPLICABLE) for kind in kinds)


def told(move: Move) -> str:
    """A move in words: 依第六条第（一）项定为挂牌整治."""
    did = f"定为{move.value}" if move.change is None else f"{move.value}"
    return f"依{move.norm.citation}{did}"


def lives(ctx: Context) -> tuple[Moves, ...]:
    """The lifecycles of a policy with their moves, found once for all checks."""
    key = ("lives",)
    if key not in ctx.memo:
        ctx.memo[key] = tuple(Moves(ctx, life) for life in ctx.policy.lifecycles)
    found: tuple[Moves, ...] = ctx.memo[key]
    return found
