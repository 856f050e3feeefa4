"""What is left of one outcome of one case as facts become known.

A state holds, for the outcome and everything upstream of it, one formula per trigger and per
distinct effect, simplified by what is known. ``give`` answers one question and simplifies further;
two ways to the same remainder are the same state, so a search over answers meets few states.

It says the same as ``run.Run`` (a property test holds it), and is what makes the search for missing
facts quick; evaluation itself does not use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from attrs import frozen

from policyc.core.conditions import (
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    Constant,
    FactRef,
    Not,
    OutcomeRef,
    facts_of,
    walk,
)
from policyc.core.cone import (
    cone,
    cone_conditions,
    direct_conditions,
    official_acts,
    remembered,
)
from policyc.core.effects import Conclusion, Effect, conclude_partial
from policyc.core.formulas import DEAD, FALSE, TRUE, Formula, Formulas, truth_of
from policyc.core.norms import Norm, Outcome, Policy
from policyc.core.regions import comparisons, distinguished
from policyc.core.results import Kind
from policyc.core.run import Choices, Facts, Run, compare, defeaters
from policyc.core.types import Value

Group: TypeAlias = tuple[Formula, ...]
"""An outcome's trigger and effects; empty where it is settled upstream or matters no more."""

State: TypeAlias = tuple[Group, ...]
"""The groups of the asked outcome and of those upstream, and last the axioms left to satisfy."""


@frozen
class Variable:
    """An unknown fact or an open reading of meaning, with the values worth telling apart."""

    name: str
    is_fact: bool
    values: tuple[Value, ...]


@frozen
class _Layout:
    """An outcome's effects, each once with the norms that have it, and its own variable.

    ``fed`` are the values of that variable: what the outcome can feed downstream, ``None`` first.
    """

    outcome: Outcome
    subject: str
    effects: Mapping[Effect, tuple[Norm, ...]]
    variable: int
    fed: tuple[Value | None, ...]


@remembered
def _values_to_try(policy: Policy, outcome: str) -> dict[str, tuple[Value, ...]]:
    """The values worth telling apart of every fact in a cone or an axiom."""
    axioms = (axiom.condition for axiom in policy.axioms)
    found = comparisons([*cone_conditions(policy, outcome), *axioms])
    return {name: distinguished(policy.fact(name), atoms) for name, atoms in found.items()}


class Residual:
    """The states of one outcome of one case; readings in ``choices`` are fixed.

    ``variables`` stand in the order in which the text meets them, upstream first, and last the
    facts that only axioms mention. ``may_lack`` has the bits of official acts; ``official`` those
    of the acts that stand for an upstream outcome here: these must be known from the ``start``,
    for an act that becomes known later overrules what was derived before.
    """

    def __init__(
        self,
        policy: Policy,
        facts: Facts,
        as_of: date | None,
        choices: Choices,
        outcome: str,
        subject: str,
    ) -> None:
        self.policy = policy
        self.facts = facts
        self.as_of = as_of
        self.choices = choices
        self.variables: list[Variable] = []
        self.official = 0
        self.index: dict[tuple[bool, str], int] = {}
        self._names = cone(policy, outcome)
        self._values = _values_to_try(policy, outcome)
        for name in reversed(self._names):
            for condition in direct_conditions(policy, name):
                self._declare(condition)
        acts = official_acts(policy)
        for axiom in policy.axioms:
            for name in facts_of(axiom.condition):
                if name not in acts:
                    self._declare_fact(name)
        self.may_lack = sum(self.bit(name) for name in acts)
        self._formulas = Formulas()
        self._own = (1 << len(self.variables)) - 1
        self._layouts = [
            self._layout(k, name, subject if k == 0 else policy.outcome(name).subject)
            for k, name in enumerate(self._names)
        ]
        self._steps: dict[tuple[State, int, int], State | None] = {}
        self._conclusions: dict[tuple[int, Group], Conclusion] = {}

    def _declare(self, condition: Condition) -> None:
        for node in walk(condition):
            match node:
                case Compare(FactRef(name)):
                    self._declare_fact(name)
                case Compare(OutcomeRef(_, given)) if given is not None:
                    self._declare_fact(given)
                    self.official |= self.bit(given)
                case ByReading(name) if name not in self.choices:
                    self._add(Variable(name, False, self.policy.reading(name).choices))

    def _declare_fact(self, name: str) -> None:
        if name not in self.facts and not self.bit(name):
            self._add(Variable(name, True, self._values[name]))

    def _add(self, variable: Variable) -> None:
        key = variable.is_fact, variable.name
        if key not in self.index:
            self.index[key] = len(self.variables)
            self.variables.append(variable)

    def bit(self, fact: str) -> int:
        """The bit of a fact's variable; nought where the fact is known or does not matter."""
        number = self.index.get((True, fact))
        return 0 if number is None else 1 << number

    def _layout(self, number: int, name: str, subject: str) -> _Layout:
        outcome = self.policy.outcome(name)
        run = Run(self.policy, self.facts, self.choices, self.as_of)
        effects: dict[Effect, tuple[Norm, ...]] = {}
        for norm in self.policy.norms_for(name, subject):
            effect = run.effect(norm)
            effects[effect] = (*effects.get(effect, ()), norm)
        values = [value for effect in effects for value in effect.values]
        fed = dict.fromkeys([None, outcome.none_value, *values])
        return _Layout(outcome, subject, effects, len(self.variables) + number, tuple(fed))

    def start(self, officials: Mapping[int, int]) -> State | None:
        """The state where some official acts are known and no other fact is to become known by an
        official act; ``None`` where that breaks an axiom. Keys are variables, values their numbers.
        """
        named = {self.variables[v].name: self.variables[v].values[n] for v, n in officials.items()}
        builder = _Builder(self, {**self.facts, **named})
        groups = [builder.group(layout) for layout in self._layouts]
        axioms = tuple(builder.formula(axiom.condition) for axiom in self.policy.axioms)
        return self._settled(groups, axioms)

    def give(self, state: State, variable: int, value: int) -> State | None:
        """The state after one more answer; ``None`` where it breaks an axiom."""
        key = (state, variable, value)
        if key not in self._steps:
            give = self._formulas.give
            groups = [tuple(give(f, variable, value) for f in group) for group in state]
            self._steps[key] = self._settled(groups[:-1], groups[-1])
        return self._steps[key]

    def _settled(self, groups: list[Group], axioms: Group) -> State | None:
        """Feed what is decided upstream into what is downstream, and drop what matters no more."""
        if FALSE in axioms:
            return None
        for k in range(len(groups) - 1, 0, -1):
            fed = self._fed(k, groups[k]) if groups[k] else None
            if fed is not None:
                groups[k] = ()
                for j in range(k):
                    variable = self._layouts[k].variable
                    groups[j] = tuple(self._formulas.give(f, variable, fed) for f in groups[j])
        mask = self._formulas.support_of(groups[0])
        for k in range(1, len(groups)):
            if mask >> self._layouts[k].variable & 1:
                mask |= self._formulas.support_of(groups[k])
            else:
                groups[k] = ()
        return (*groups, tuple(sorted({axiom for axiom in axioms if axiom != TRUE})))

    def _fed(self, number: int, group: Group) -> int | None:
        """The number of what an upstream outcome feeds, ``None`` while that may still change."""
        layout = self._layouts[number]
        conclusion = self._conclusion(number, group)
        if conclusion.kind is Kind.UNKNOWN:
            return None if self._formulas.support_of(group) else 0
        if conclusion.kind is Kind.NOT_APPLICABLE:
            return layout.fed.index(layout.outcome.none_value)
        if conclusion.kind is Kind.DECIDED and len(conclusion.values) == 1:
            return layout.fed.index(conclusion.values[0])
        return 0

    def _conclusion(self, number: int, group: Group) -> Conclusion:
        """The result of an outcome, from the truth of its trigger and effects."""
        known = tuple(min(formula, DEAD) for formula in group)
        found = self._conclusions.get((number, known))
        if found is None:
            layout = self._layouts[number]
            trigger, *forces = known
            paired = list(zip(layout.effects, forces, strict=True))
            found = self._conclusions[number, known] = conclude_partial(
                layout.outcome,
                [effect for effect, force in paired if force == TRUE],
                [effect for effect, force in paired if force == DEAD],
                truth_of(trigger),
            )
        return found

    def conclusion(self, state: State) -> Conclusion:
        """What the asked outcome has come to."""
        return self._conclusion(0, state[0])

    def is_open(self, state: State) -> bool:
        """Whether the asked outcome is still 未知."""
        return self.conclusion(state).kind is Kind.UNKNOWN

    def alive(self, state: State) -> int:
        """The variables that can still matter, as bits."""
        mask = 0
        for group in state[:-1]:
            mask |= self._formulas.support_of(group)
        return mask & self._own

    def constrained(self, state: State) -> int:
        """The variables on which the remaining axioms have a say, as bits."""
        return self._formulas.support_of(state[-1])


class _Builder:
    """Turns conditions into formulas for one set of known facts."""

    def __init__(self, residual: Residual, facts: Facts) -> None:
        self._residual = residual
        self._policy = residual.policy
        self._facts = facts
        self._formulas = residual._formulas
        self._forces: dict[str, Formula] = {}

    def group(self, layout: _Layout) -> Group:
        """The formulas of an outcome's trigger and effects."""
        owed = layout.outcome.trigger if layout.subject == layout.outcome.subject else None
        forces = (
            self._formulas.either(self._force(norm) for norm in norms)
            for norms in layout.effects.values()
        )
        return (FALSE if owed is None else self.formula(owed), *forces)

    def _force(self, norm: Norm) -> Formula:
        """``Run.force`` as a formula."""
        if norm.id not in self._forces:
            self._forces[norm.id] = self._formulas.both(self._grounds(norm))
        return self._forces[norm.id]

    def _grounds(self, norm: Norm) -> list[Formula]:
        if not norm.competent or not norm.window.contains(self._residual.as_of):
            return [FALSE]
        against = [self._force(d) for d in defeaters(self._policy, norm, self._residual.choices)]
        if norm.exception is not None:
            against.append(self.formula(norm.exception))
        return [self.formula(norm.condition), *map(self._formulas.negation, against)]

    def formula(self, condition: Condition) -> Formula:
        """A condition as a formula."""
        match condition:
            case Compare():
                return self._comparison(condition)
            case All(parts):
                return self._formulas.both(map(self.formula, parts))
            case Any(parts):
                return self._formulas.either(map(self.formula, parts))
            case Not(part):
                return self._formulas.negation(self.formula(part))
            case ByReading():
                return self._ambiguous(condition)
            case Constant(value):
                return TRUE if value else FALSE

    def _ambiguous(self, condition: ByReading) -> Formula:
        """One branch where the reading is fixed, else a table over its choices."""
        chosen = self._residual.choices.get(condition.reading)
        if chosen is not None:
            return self.formula(condition.branch(chosen))
        choices = self._policy.reading(condition.reading).choices
        branches = tuple(self.formula(condition.branch(choice)) for choice in choices)
        variable = self._residual.index.get((False, condition.reading))
        if variable is None:  # only an axiom mentions it
            return branches[0] if len(set(branches)) == 1 else DEAD
        return self._formulas.choice(variable, branches)

    def _comparison(self, atom: Compare) -> Formula:
        """A constant where the operand is known, else a table over its values."""
        residual = self._residual
        if isinstance(atom.operand, FactRef):
            name = atom.operand.name
            kind = self._policy.fact(name).type
            if name in self._facts:
                return TRUE if compare(kind, atom.op, self._facts[name], atom.value) else FALSE
            variable = residual.index.get((True, name))
            if variable is None:  # an official act that only an axiom mentions
                return DEAD
            values: tuple[Value | None, ...] = residual.variables[variable].values
        else:
            upstream, given = atom.operand.outcome, atom.operand.given
            kind = self._policy.outcome(upstream).type
            if given is not None and given in self._facts:
                return TRUE if compare(kind, atom.op, self._facts[given], atom.value) else FALSE
            if upstream not in residual._names:
                return DEAD
            layout = residual._layouts[residual._names.index(upstream)]
            variable, values = layout.variable, layout.fed
        results = (
            DEAD if v is None else int(compare(kind, atom.op, v, atom.value)) for v in values
        )
        return self._formulas.table(variable, tuple(results))
