"""Seeded defects in a clean policy: each is found under its code, and the clean one gives nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.analysis.mutants import MUTANTS, POLICY, SOURCE, UPPER, Mutant

from policyc.analysis.compare import align, compare_policies
from policyc.analysis.differences import difference_findings
from policyc.analysis.run_checks import check_policy
from policyc.analysis.stacks import check_stack
from policyc.core.norms import Policy
from policyc.driver.compiled import Compiled
from policyc.driver.passes import compile_texts
from policyc.findings.finding import Finding
from policyc.lints import Encoded, run_lints
from policyc.lints.lock import lock_of
from policyc.source.read_provisions import read_provisions
from policyc.source.text import SourceText

pytestmark = pytest.mark.z3

HERE = Path(__file__).parent / "clean"
Edits = tuple[tuple[str, str, str], ...]


@cache
def clean(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def edited(name: str, edits: Edits) -> str:
    text = clean(name)
    for file, old, new in edits:
        if file != name:
            continue
        assert old in text, f"{name} 里没有“{old}”"
        text = text.replace(old, new) if old else text + new
    return text


def compiled(name: str, policy: str, source: str, edits: Edits) -> Compiled:
    found = compile_texts(
        name,
        [SourceText(policy, edited(policy, edits))],
        [SourceText("vocabulary.policy", clean("vocabulary.policy"))],
        SourceText(source, edited(source, edits)),
    )
    assert found.policy is not None, [str(d.message) for d in found.diagnostics]
    return found


@cache
def above() -> Policy:
    return policy_of(compiled("乙市", UPPER, "upper-source.txt", ()))


def policy_of(found: Compiled) -> Policy:
    assert found.policy is not None
    return found.policy


def all_findings(edits: Edits, relocked: bool = True) -> list[Finding]:
    """What is found in the county's policy alone, and below the city's. The text was locked after
    the edits, or before them."""
    county = compiled("清源县", POLICY, SOURCE, edits)
    result = check_policy(policy_of(county))
    assert not result.incomplete
    found = list(result.findings)
    document = county.document
    assert document is not None and document.provisions is not None
    locked = edited(SOURCE, edits if relocked else ())
    lock = lock_of(read_provisions(SourceText(SOURCE, locked)))
    found += run_lints(Encoded(document.provisions, document, policy_of(county), lock))
    over_it = above()
    if any(file.startswith("upper") for file, _, _ in edits):
        over_it = policy_of(compiled("乙市", UPPER, "upper-source.txt", edits))
    stacked = check_stack(over_it, policy_of(county)).result
    return [*found, *stacked.findings]


def revised(edits: Edits) -> list[Finding]:
    """What the revision changes."""
    old, new = (policy_of(compiled("清源县", POLICY, SOURCE, e)) for e in ((), edits))
    found = compare_policies(old, new, alignment=align(old, new))
    return list(difference_findings(old, new, found))


def test_the_clean_policy_gives_nothing() -> None:
    assert all_findings(()) == []
    assert revised(()) == []


@pytest.mark.parametrize("seeded", MUTANTS, ids=str)
def test_a_seeded_defect_is_found(seeded: Mutant) -> None:
    found = (
        revised(seeded.edits)
        if seeded.code == "V01"
        else all_findings(seeded.edits, relocked=seeded.code != "S02")
    )
    codes = {finding.code for finding in found}
    assert seeded.code in codes, codes
    extra = [f"{f.code} {f.message}" for f in found if f.code not in {seeded.code, *seeded.also}]
    assert not extra
    assert set(seeded.also) <= codes, "a reason is given for a code that is not found"
    assert all(f.replayed for f in found if f.witness is not None)


def test_every_code_has_mutants() -> None:
    wanted = {f"C0{n}" for n in range(1, 9)} | {f"D0{n}" for n in range(1, 7)}
    wanted |= {"G01", "G02", "G03", "M01", "U01", "U02", "W02", "S01", "S02", "V01"}
    wanted |= {f"R0{n}" for n in range(1, 6)}
    assert {each.code for each in MUTANTS} >= wanted
