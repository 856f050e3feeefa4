"""The checks against brute force: every case around the thresholds, run by the interpreter."""

from fractions import Fraction
from functools import partial
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, reject, settings
from tests.strategies import policies

from policyc.analysis.clashes import _effects_clash, _never_together
from policyc.analysis.decode import complete_facts
from policyc.analysis.run_checks import check_policy
from policyc.analysis.variables import Variables, harmless_of
from policyc.core.effects import PROHIBITIONS
from policyc.core.norms import Modality, Overlap, Policy, ReadingSort
from policyc.core.results import Kind
from policyc.core.run import Run
from policyc.core.types import IntType, RealType, ScaleType, sort_key

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
            silent = outcome.overlap in (Overlap.UNSTATED, Overlap.UNIQUE)
            for subject in self.policy.subjects_of(outcome.name):
                for a, b in combinations(self.policy.norms_for(outcome.name, subject), 2):
                    if not _effects_clash(outcome, a, b) or _never_together(a, b):
                        continue
                    if not silent and not _forbids(a, b):
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

    def code(self, a, b):
        """Under which code a clash of two norms is told."""
        if _forbids(a, b):
            return "C02"
        both = [run for _, run in self.runs if run.force(a) is True and run.force(b) is True]
        if a.modality is b.modality is Modality.SHALL and all(self.touch(r, a, b) for r in both):
            return "G03"
        direct = a.direct is not None or b.direct is not None
        for one, other in ((a, b), (b, a)):
            alone = any(r.force(one) is True and r.force(other) is not True for _, r in self.runs)
            if not alone and not direct:
                return "C04"
        return "C01"

    def touch(self, run, a, b):
        """Whether the ranges of two norms only touch at some number of the case."""
        for fact in self.policy.facts:
            value = run.facts.get(fact.name)
            number = isinstance(fact.type, (IntType, RealType)) and harmless_of(fact) is not None
            if not number:
                continue
            points = sorted(self.variables.points(fact.name), key=partial(sort_key, fact.type))
            at = points.index(value)
            if not 0 < at < len(points) - 1:
                continue
            sides = []
            for point in (points[at - 1], points[at + 1]):
                beside = Run(self.policy, {**run.facts, fact.name: point}, run.choices)
                sides.append((beside.force(a) is True, beside.force(b) is True))
            if sides in ([(True, False), (False, True)], [(False, True), (True, False)]):
                return True
        return False

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


def _forbids(a, b):
    return bool({a.modality, b.modality} & set(PROHIBITIONS))


@given(policies(max_norms=5, max_facts=3))
@settings(suppress_health_check=list(HealthCheck))
def test_findings_are_exactly_what_brute_force_finds(policy) -> None:
    """Each clash is told under one code. Which holes are told is in ``test_oracle_more``."""
    oracle = Oracle(policy)
    result = check_policy(policy)
    assert not result.incomplete

    def cost(finding):
        return oracle.cost(complete_facts(policy, finding.witness.cases[0].facts))

    def best(finding):
        return bool(finding.witness.readings), cost(finding)

    def check(finding, expected):
        """A case under all readings wherever there is one, and then the smallest of these."""
        always, least = expected
        if not finding.witness.readings:
            assert cost(finding) == always
        else:
            assert always is None
            assert cost(finding) >= least

    by_citation = {norm.citation: norm for norm in policy.norms}
    told: dict = {}
    for finding in result.findings:
        if finding.code in ("C01", "C02", "C04", "G03"):
            for part in finding.parts or (finding,):
                seen = told.setdefault(part.norms, {})
                if part.code not in seen or best(part) < best(seen[part.code]):
                    seen[part.code] = part  # a pair may have further cases on other numbers
    expected = oracle.clashes()
    assert told.keys() == expected.keys()
    for norms, parts in told.items():
        code = oracle.code(*(by_citation[citation] for citation in norms))
        assert code in parts and parts.keys() <= {code, "G03"}
        if code != "G03":  # of several shared ends each has a case of its own
            check(parts[code], expected[norms])

    holes = oracle.holes()
    for finding in result.findings:
        if finding.code == "G01":
            (name,) = (name for name in holes if f"“{name}”" in finding.message)
            assert cost(finding) >= holes[name][1]
