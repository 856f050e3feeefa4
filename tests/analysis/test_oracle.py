"""The checks against brute force: every case around the thresholds, run by the interpreter."""

from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, reject, settings
from tests.strategies import policies

from policyc.analysis.clashes import _effects_clash, _never_together
from policyc.analysis.decode import complete_facts
from policyc.analysis.run_checks import check_policy
from policyc.analysis.variables import Variables, harmless_of
from policyc.core.norms import Modality, Overlap, Policy, ReadingSort
from policyc.core.results import Kind
from policyc.core.run import Run
from policyc.core.types import ScaleType, sort_key

pytestmark = pytest.mark.z3

LIMIT = 3000


class Oracle:
    """All consistent cases of a policy under all readings of meaning, priority left open."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        variables = self.variables = Variables(policy)
        options = []
        for fact in policy.facts:
            absent = [None] if harmless_of(fact) is None else []
            options.append([*absent, *variables.points(fact.name)])
        meanings = [r for r in policy.readings if r.sort is ReadingSort.MEANING]
        size = 1
        for option in (*options, *(r.choices for r in meanings)):
            size *= len(option)
        if size > LIMIT:
            reject()
        names = [fact.name for fact in policy.facts]
        self.runs = []
        self.by_facts = []
        for values in product(*options):
            facts = {n: v for n, v in zip(names, values, strict=True) if v is not None}
            every = []
            for picked in product(*(r.choices for r in meanings)):
                chosen = dict(zip([r.name for r in meanings], picked, strict=True))
                run = Run(policy, facts, chosen)
                can_be = all(run.truth(axiom.condition) is not False for axiom in policy.axioms)
                every.append((can_be, run))
                if can_be:
                    self.runs.append((self.cost(facts), run))
            if all(can_be for can_be, _ in every):
                self.by_facts.append((self.cost(facts), [run for _, run in every]))

    def cost(self, facts):
        """Facts off harmless, whether an official act is needed, scale steps, size of numbers."""
        off, acts, steps, size = 0, False, Fraction(0), Fraction(0)
        for name, var in self.variables.facts.items():
            value = facts.get(name)
            off += value != harmless_of(var.fact)
            acts = acts or (value is not None and harmless_of(var.fact) is None)
            gap = Fraction(0)
            if value is not None:
                gap = abs(sort_key(var.fact.type, value) - var.reference)
            steps += gap if isinstance(var.fact.type, ScaleType) else 0
            size += gap if var.is_number else 0
        return off, acts, steps, size

    def least(self, shows):
        return min((cost for cost, run in self.runs if shows(run)), default=None)

    def least_under_all_readings(self, shows):
        return min((cost for cost, runs in self.by_facts if all(map(shows, runs))), default=None)

    def clashes(self):
        """{citations of a pair: (least cost under all readings at once, or None; least cost)}."""
        found = {}
        for outcome in self.policy.outcomes:
            if outcome.overlap not in (Overlap.UNSTATED, Overlap.UNIQUE):
                continue
            for subject in self.policy.subjects_of(outcome.name):
                for a, b in combinations(self.policy.norms_for(outcome.name, subject), 2):
                    if not _effects_clash(outcome, a, b) or _never_together(a, b):
                        continue
                    plain = a.modality is b.modality is Modality.SHALL

                    def shows(run, a=a, b=b, plain=plain, name=outcome.name, subject=subject):
                        both = run.force(a) is True and run.force(b) is True
                        return both and (
                            plain or run.conclusion(name, subject).kind is Kind.CONFLICT
                        )

                    least = self.least(shows)
                    if least is not None:
                        always = self.least_under_all_readings(shows)
                        found[a.citation, b.citation] = always, least
        return found

    def holes(self):
        """{outcome: the same two} for every outcome that can be left without an answer."""
        found = {}
        for outcome in self.policy.outcomes:

            def shows(run, name=outcome.name, subject=outcome.subject):
                return run.conclusion(name, subject).kind is Kind.GAP

            least = self.least(shows)
            if least is not None:
                found[outcome.name] = self.least_under_all_readings(shows), least
        return found


@given(policies(max_norms=5, max_facts=3))
@settings(suppress_health_check=list(HealthCheck))
def test_findings_are_exactly_what_brute_force_finds(policy) -> None:
    oracle = Oracle(policy)
    result = check_policy(policy)
    assert not result.incomplete

    def cost(finding):
        return oracle.cost(complete_facts(policy, finding.witness.cases[0].facts))

    def check(finding, expected):
        """A case under all readings wherever there is one, and then the smallest of these."""
        always, least = expected
        if not finding.witness.readings:
            assert cost(finding) == always
        else:
            assert always is None
            assert cost(finding) >= least

    clashes: dict = {}
    for finding in result.findings:
        if finding.code == "C01":
            clashes |= {part.norms: part for part in finding.parts}
    expected = oracle.clashes()
    assert clashes.keys() == expected.keys()
    for norms, part in clashes.items():
        check(part, expected[norms])

    expected = oracle.holes()
    holes = [f for f in result.findings if f.code == "G01"]
    assert len(holes) == len(expected)
    for finding, (name, costs) in zip(holes, expected.items(), strict=True):
        assert f"“{name}”" in finding.message
        if not finding.parts:
            check(finding, costs)
