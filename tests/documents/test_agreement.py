"""On the real documents, interpreter, brute-force oracle and Z3 say the same.

Cases lie in every threshold region of every fact, some facts unknown; each is decided under a
random choice of the readings. The long profile tries twenty times as many.
"""

from __future__ import annotations

import os
from random import Random

import pytest
from tests import oracle
from tests.analysis.test_encode import expected, read_all
from tests.documents.loading import DOCUMENTS, policy_of, random_cases, random_choices

from policyc.analysis.encode import Encoding
from policyc.analysis.variables import Variables
from policyc.core.run import Run

pytestmark = [pytest.mark.z3, pytest.mark.long]

TIMES = 20 if os.environ.get("POLICYC_HYPOTHESIS") == "long" else 1


@pytest.mark.parametrize("name", DOCUMENTS)
def test_interpreter_and_oracle(name: str) -> None:
    policy, random = policy_of(name), Random(1)
    for facts in random_cases(name, 120 * TIMES, seed=1):
        readings = random_choices(name, random)
        run = Run(policy, facts, readings)
        for outcome, subject in oracle.answers(policy):
            found = run.conclusion(outcome.name, subject)
            wanted = oracle.verdict(policy, outcome.name, subject, facts, readings)
            said = oracle.Verdict(
                found.kind.value, frozenset(found.values), frozenset(found.permitted)
            )
            assert said.same(wanted), (outcome.name, facts, readings)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_interpreter_and_z3(name: str) -> None:
    policy, random = policy_of(name), Random(2)
    encoding = Encoding(Variables(policy, partial=True))
    for facts in random_cases(name, 40 * TIMES, seed=2):
        readings = random_choices(name, random)
        run = Run(policy, facts, readings)
        assert read_all(policy, encoding, facts, readings) == expected(policy, run)
