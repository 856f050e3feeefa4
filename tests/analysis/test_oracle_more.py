"""The further checks against brute force: every case around the thresholds, run by hand."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from tests.analysis.test_oracle import Oracle
from tests.strategies import policies

from policyc.analysis.checks.d03 import _says_as_much
from policyc.analysis.directions import directions
from policyc.analysis.run_checks import check_policy
from policyc.analysis.variables import harmless_of
from policyc.core.conditions import facts_of, readings_of
from policyc.core.cone import conditions_of_norm, cone_facts, direct_conditions
from policyc.core.effects import Effect, conclude
from policyc.core.norms import Modality, ReadingSort, Worse
from policyc.core.results import Kind
from policyc.core.types import BoolType, IntType, RealType, ScaleType, sort_key

pytestmark = pytest.mark.z3

SILENT = (Kind.GAP, Kind.NOT_APPLICABLE, Kind.UNKNOWN)


class Cases(Oracle):
    """All cases by their facts and readings, so that two of them can be set side by side."""

    def __init__(self, policy) -> None:
        super().__init__(policy)
        self.by_key = {self.key(run.facts, run.choices): run for _, run in self.runs}

    @staticmethod
    def key(facts, choices):
        return frozenset(facts.items()), frozenset(choices.items())

    def at(self, run, name, value):
        """The case that differs in one fact, if it is one."""
        return self.by_key.get(self.key({**run.facts, name: value}, run.choices))

    def read(self, run, reading, choice):
        return self.by_key.get(self.key(run.facts, {**run.choices, reading: choice}))

    def ordered(self, name):
        kind = self.policy.fact(name).type
        return sorted(self.variables.points(name), key=lambda v: sort_key(kind, v))

    def always(self, outcome):
        """Facts of an outcome that no case lacks."""
        facts = (self.policy.fact(name) for name in cone_facts(self.policy, outcome.name))
        return [fact for fact in facts if harmless_of(fact) is not None]

    # U01 ------------------------------------------------------------------------------

    def turning_readings(self):
        found = set()
        for reading in self.policy.readings:
            if reading.sort is not ReadingSort.MEANING:
                continue
            for outcome in self.policy.outcomes:
                used = direct_conditions(self.policy, outcome.name)
                if not any(reading.name in readings_of(c) for c in used):
                    continue
                for subject in self.policy.subjects_of(outcome.name):
                    for run in self.by_key.values():
                        results = {
                            _result(self.read(run, reading.name, choice), outcome, subject)
                            for choice in reading.choices
                            if self.read(run, reading.name, choice) is not None
                        }
                        if len(results) > 1:
                            found.add(reading.name)
        return found

    # G02, M01, G01 --------------------------------------------------------------------

    def sides(self, run, outcome, fact, beside):
        """Whether the case has an answer just below (or anywhere below), and above."""
        values = self.ordered(fact.name)
        here = values.index(run.facts[fact.name])
        below, above = values[:here], values[here + 1 :]
        if beside:
            below, above = below[-1:], above[:1]
        return [
            any(
                (other := self.at(run, fact.name, value)) is not None
                and other.conclusion(outcome.name, outcome.subject).kind not in SILENT
                for value in side
            )
            for side in (below, above)
        ]

    def holes_along(self):
        """{(outcome, number)} along which there is a hole."""
        found = set()
        for outcome in self.policy.outcomes:
            if outcome.trigger is None:
                continue
            for fact in self.always(outcome):
                if not isinstance(fact.type, (IntType, RealType)):
                    continue
                for run in self.gaps(outcome):
                    beside = self.sides(run, outcome, fact, True)
                    anywhere = self.sides(run, outcome, fact, False)
                    if (
                        (fact.worse is Worse.MORE and beside[0])
                        or (fact.worse is Worse.LESS and beside[1])
                        or (fact.worse is Worse.NEITHER and beside[0] and anywhere[1])
                    ):
                        found.add((outcome.name, fact.name))
        return found

    def gaps(self, outcome):
        subject = outcome.subject
        runs = self.by_key.values()
        return [run for run in runs if run.conclusion(outcome.name, subject).kind is Kind.GAP]

    def inverting(self, outcome, subject, fact):
        ways = directions(self.policy, outcome.name, subject, fact)
        mitigates = isinstance(fact.type, BoolType) and len(ways) < 2
        return fact.worse is not Worse.NEITHER and bool(ways) and not mitigates

    def weighs(self, outcome, subject):
        norms = self.policy.norms_for(outcome.name, subject)
        plain = all(norm.modality is Modality.SHALL for norm in norms)
        return isinstance(outcome.type, ScaleType) and plain and norms

    def inversions(self):
        found = set()
        for outcome in self.policy.outcomes:
            for subject in self.policy.subjects_of(outcome.name):
                if not self.weighs(outcome, subject):
                    continue
                owed = outcome.trigger is not None and subject == outcome.subject
                for fact in self.always(outcome):
                    if not self.inverting(outcome, subject, fact):
                        continue
                    number = isinstance(fact.type, (IntType, RealType))
                    for one, other in self.pairs(fact):
                        a, b = (_weight(run, outcome, subject) for run in (one, other))
                        if a and b and a[0] > b[1] and not (owed and number and b[1] < 0):
                            found.add((outcome.name, subject, fact.name))
        return found

    def pairs(self, fact):
        """Cases that differ in one fact, the milder first."""
        values = self.ordered(fact.name)
        if fact.worse is Worse.LESS:
            values.reverse()
        for run in self.by_key.values():
            at = values.index(run.facts[fact.name])
            for value in values[at + 1 :]:
                other = self.at(run, fact.name, value)
                if other is not None:
                    yield run, other

    def proper_holes(self):
        """The outcomes with a hole that neither G02 nor M01 tells."""
        return {
            outcome.name
            for outcome in self.policy.outcomes
            if outcome.trigger is not None
            for run in self.gaps(outcome)
            if not any(self.explains(run, outcome, fact) for fact in self.always(outcome))
        }

    def explains(self, run, outcome, fact):
        below, above = self.sides(run, outcome, fact, False)
        if isinstance(fact.type, (IntType, RealType)):
            if fact.worse is Worse.NEITHER:
                return below and above
        elif not (
            self.weighs(outcome, outcome.subject) and self.inverting(outcome, outcome.subject, fact)
        ):
            return False
        return below if fact.worse is Worse.MORE else above

    # D02, D03, C03, D06 ---------------------------------------------------------------

    def never_in_force(self):
        return {
            norm.citation
            for norm in self.policy.norms
            if norm.competent
            and any(run.truth(norm.condition) is True for run in self.by_key.values())
            and not any(run.force(norm) is True for run in self.by_key.values())
        }

    def superfluous(self):
        found = set()
        winners = {defeat.winner for defeat in self.policy.defeats}
        for norm in self.policy.norms:
            if norm.direct is not None or norm.id in winners:
                continue
            outcome = self.policy.outcome(norm.outcome)
            others = [
                other
                for other in self.policy.norms_for(norm.outcome, norm.subject)
                if other is not norm and _says_as_much(outcome, other, norm)
            ]
            acting = [run for run in self.by_key.values() if run.force(norm) is True]
            if acting and all(any(run.force(o) is True for o in others) for run in acting):
                found.add(norm.citation)
        return found

    def joint_clashes(self):
        """Where something clashes although no two of the effects in force do."""
        return {
            (outcome.name, subject)
            for outcome in self.policy.outcomes
            for subject in self.policy.subjects_of(outcome.name)
            for run in self.by_key.values()
            if run.conclusion(outcome.name, subject).kind is Kind.CONFLICT
            and not any(
                conclude(outcome, pair, True).kind is Kind.CONFLICT
                for pair in combinations(_effects(run, outcome, subject), 2)
            )
        }

    def empty_permissions(self):
        """Permissions in force only where one of the duties to the same is."""
        found = set()
        for may in self.policy.norms:
            acting = [run for run in self.by_key.values() if run.force(may) is True]
            duties = [
                norm
                for norm in self.policy.norms_for(may.outcome, may.subject)
                if norm.modality is Modality.SHALL and norm.values[0] in may.values
            ]
            empty = all(any(run.force(d) is True for d in duties) for run in acting)
            if may.modality is Modality.MAY and acting and empty:
                found.add(may.citation)
        return found

    def idle_facts(self):
        official = {outcome.given for outcome in self.policy.outcomes}
        official |= {n for axiom in self.policy.axioms for n in facts_of(axiom.condition)}
        found = set()
        for fact in self.policy.facts:
            if fact.name in official:
                continue
            mentions = [c for c in _conditions(self.policy) if fact.name in facts_of(c)]
            held = any(run.truth(c) is True for run in self.by_key.values() for c in mentions)
            if not mentions or (held and harmless_of(fact) is not None and self.is_idle(fact)):
                found.add(fact.name)
        return found

    def is_idle(self, fact):
        return all(
            _signature(run) == _signature(other)
            for run in self.by_key.values()
            for value in self.ordered(fact.name)
            if (other := self.at(run, fact.name, value)) is not None
        )


def _effects(run, outcome, subject):
    norms = run.policy.norms_for(outcome.name, subject)
    return {Effect(n.modality, n.values) for n in norms if run.force(n) is True}


def _signature(run):
    return [run.truth(condition) is True for condition in _conditions(run.policy)]


def _conditions(policy):
    norms = [c for norm in policy.norms for c in conditions_of_norm(norm)]
    return norms + [o.trigger for o in policy.outcomes if o.trigger is not None]


def _result(run, outcome, subject):
    found = run.conclusion(outcome.name, subject)
    values = found.values if found.kind is Kind.DECIDED else ()
    return found.kind, frozenset(values), frozenset(found.permitted)


def _weight(run, outcome, subject):
    found = run.conclusion(outcome.name, subject)
    if found.kind in (Kind.GAP, Kind.NOT_APPLICABLE):
        return -1, -1
    if found.kind not in (Kind.DECIDED, Kind.CONFLICT):
        return None
    keys = [sort_key(outcome.type, value) for value in found.values]
    return min(keys), max(keys)


def members(findings, code):
    return [part for f in findings if f.code == code for part in f.parts or (f,)]


@given(policies(max_norms=5, max_facts=3))
@settings(suppress_health_check=list(HealthCheck))
def test_readings_holes_and_inversions(policy) -> None:
    cases = Cases(policy)
    result = check_policy(policy)
    assert not result.incomplete
    told = {f.message.split("的“")[1].split("”读作")[0] for f in members(result.findings, "U01")}
    assert told == cases.turning_readings()

    holes = members(result.findings, "G02")
    told = {_changed(part, "G02") for part in holes}
    assert {name for _, name in cases.holes_along()} == told
    told = {_changed(part, "M01") for part in members(result.findings, "M01")}
    assert {name for _, _, name in cases.inversions()} == told

    named = {
        f.message.split("要求有“")[-1].split("应当有“")[-1].split("”")[0]
        for f in result.findings
        if f.code == "G01"
    }
    assert named == cases.proper_holes()


def _changed(finding, code):
    one, other = finding.witness.cases[:2]
    names = {n for n in (*one.facts, *other.facts) if one.facts.get(n) != other.facts.get(n)}
    (name,) = names
    assert one.result != other.result, code
    return name


@given(policies(max_norms=5, max_facts=3))
@settings(suppress_health_check=list(HealthCheck))
def test_what_does_nothing(policy) -> None:
    cases = Cases(policy)
    result = check_policy(policy, codes=("C03", "C05", "D02", "D03", "D06"))
    assert not result.incomplete
    assert bool(members(result.findings, "C05")) == bool(cases.joint_clashes())
    assert {f.norms[0] for f in members(result.findings, "C03")} == cases.empty_permissions()
    assert {f.norms[0] for f in members(result.findings, "D02")} == cases.never_in_force()
    told = set()
    for finding in members(result.findings, "D03"):
        told |= set(finding.norms) if "重复" in finding.message else {finding.norms[0]}
    assert told == cases.superfluous()
    idle = {
        name
        for finding in members(result.findings, "D06")
        for name in finding.message.split("没有一个")[0].split("虽然")[0].split("“")[1:]
    }
    assert {name.split("”")[0] for name in idle} == cases.idle_facts()
