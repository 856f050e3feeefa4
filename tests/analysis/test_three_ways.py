"""Z3, the interpreter and the brute-force oracle say the same of generated policies and facts.

A pair is a policy with a set of facts, some of them unknown; it is decided by all three under every
choice of the readings. The long profile (``make test-long``) goes through more than ten thousand.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import oracle
from tests.analysis.test_encode import expected, read_all, reading_choices
from tests.strategies import as_of_dates, complete_facts_for, facts_for, policies

from policyc.analysis.encode import Encoding
from policyc.analysis.variables import Variables
from policyc.core.norms import Policy
from policyc.core.run import Run

pytestmark = [pytest.mark.z3, pytest.mark.long]

CASES_A_POLICY = 12
ENOUGH = 10_000
"""Pairs of the long profile."""


def test_three_ways(record_property: Callable[[str, object], None]) -> None:
    pairs = 0

    @given(st.data(), policies())
    @settings(suppress_health_check=list(HealthCheck))
    def agree(data: st.DataObject, policy: Policy) -> None:
        nonlocal pairs
        facts = st.one_of(facts_for(policy), complete_facts_for(policy))
        cases = data.draw(st.lists(facts, min_size=CASES_A_POLICY, max_size=CASES_A_POLICY))
        as_of = data.draw(as_of_dates())
        encoding = Encoding(Variables(policy, partial=True), as_of=as_of)
        choices = list(reading_choices(policy))
        for case in cases:
            for readings in choices:
                run = Run(policy, case, readings, as_of)
                assert read_all(policy, encoding, case, readings) == expected(policy, run)
                for outcome, subject in oracle.answers(policy):
                    found = run.conclusion(outcome.name, subject)
                    said = oracle.Verdict(
                        found.kind.value, frozenset(found.values), frozenset(found.permitted)
                    )
                    wanted = oracle.verdict(policy, outcome.name, subject, case, readings, as_of)
                    assert said.same(wanted), (outcome.name, case, readings)
        pairs += len({repr(sorted(case.items())) for case in cases})

    agree()
    record_property("pairs", pairs)
    print(f"{pairs} pairs of a policy and facts")
    if os.environ.get("POLICYC_HYPOTHESIS") == "long":
        assert pairs >= ENOUGH
