"""The programs that documents are compiled to say of every witness what the interpreter says.

One document in an ordinary run; all five, with every member of every group, where there is time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from tests.documents.loading import DOCUMENTS, findings_of, policy_of
from tests.targets import generated as python
from tests.targets import node

from policyc.core.types import Value
from policyc.findings.finding import Finding

PROFILE = os.environ.get("POLICYC_HYPOTHESIS", "dev")
CHECKED = DOCUMENTS if PROFILE != "dev" else ("hengyang-2018",)

pytestmark = [pytest.mark.z3, pytest.mark.long]


def witnesses(name: str) -> list[tuple[dict[str, Value], None, dict[str, str]]]:
    """The cases of all witnesses: what they do not mention is harmless."""
    policy = policy_of(name)
    harmless = {f.name: f.harmless for f in policy.facts if f.harmless is not None}
    known = {fact.name for fact in policy.facts}
    return [
        ({**harmless, **case.facts}, None, {**found.witness.readings, **case.readings})
        for found in _all(findings_of(name))
        if found.witness is not None
        for case in found.witness.cases
        if known.issuperset(case.facts)
    ]


def _all(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    for finding in findings:
        yield finding
        yield from _all(finding.parts)


@pytest.mark.parametrize("name", CHECKED)
def test_every_witness(name: str) -> None:
    policy, cases = policy_of(name), witnesses(name)
    module = python.generated(policy)
    assert cases
    for case in cases:
        says = python.expected(policy, *case)
        assert python.actual(module, *case) == says
        assert python.fast(module, *case) == python.fast_of(says)
    node.node()
    node.agree(node.generated(policy), policy, cases)
