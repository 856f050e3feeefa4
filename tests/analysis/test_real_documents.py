"""What the checks say about two real documents, clause by clause."""

from functools import cache

import pytest

from policyc.analysis.decode import complete_facts
from policyc.analysis.run_checks import CheckResult, check_policy
from policyc.core.evaluate import evaluate
from policyc.core.norms import Policy
from policyc.core.results import Kind
from policyc.diagnostics import Diagnostic
from policyc.driver.pipeline import load
from policyc.driver.project import find_documents
from policyc.findings.finding import Finding
from policyc.resources import bundled_policies_dir

pytestmark = pytest.mark.z3
JILIN, KUNMING = "jilin-2019-draft", "kunming-2019"


@cache
def policy_of(name: str) -> Policy:
    files = find_documents(name, bundled_policies_dir().parent)
    assert not isinstance(files, Diagnostic)
    found = load(files[0])
    assert found.policy is not None
    return found.policy


@cache
def result_of(name: str) -> CheckResult:
    return check_policy(policy_of(name), codes=("C01", "G01", "C08"))


def groups(name: str, code: str = "C01", outcome: str = "整治级别") -> list[Finding]:
    return [f for f in result_of(name).findings if f.code == code and f"“{outcome}”" in f.message]


def part(finding: Finding, *norms: str) -> Finding:
    return next(p for p in finding.parts if p.norms == norms)


def facts_of(finding: Finding) -> dict[str, object]:
    assert finding.witness is not None
    return dict(finding.witness.cases[0].facts)


def test_jilin_plants_and_plots_clash_however_the_text_is_read() -> None:
    (tiers,) = groups(JILIN)
    found = part(tiers, "第七条第（四）项", "第八条第（五）项")
    facts = facts_of(found)
    assert facts.pop("制造问题突出") is True and facts.pop("禁种铲毒责任落实不到位") is True
    assert facts == {"涉种地块数": 200, "连续发现年数": 3}
    assert found.witness is not None and found.witness.readings == {}
    assert found.readings == ()
    assert found.message.endswith("各种读法下都如此。")


def test_jilin_all_pairs_are_carried() -> None:
    (tiers,) = groups(JILIN)
    assert "共72对" in tiers.message and len(tiers.parts) == 72
    assert "其中69对（包括下面举出的一对）各种读法下都如此" in tiers.message
    assert tiers.witness == tiers.parts[0].witness
    shown = [tuple(n.split("第（")[0] for n in p.norms) for p in tiers.parts[:4]]
    assert set(shown) == {("第七条", "第八条"), ("第七条", "第九条"), ("第八条", "第九条")}
    leaning = [p for p in tiers.parts if p.witness is not None and p.witness.readings]
    assert leaning == list(tiers.parts[69:])
    assert {tuple(p.witness.readings) for p in leaning if p.witness} == {("程度",)}


def test_kunming_two_direct_norms_stand_apart() -> None:
    own, direct, both = groups(KUNMING)
    assert len(own.parts) == 27 and len(direct.parts) == 18 and not both.parts[1:]
    assert both.norms == ("第九条第二句", "第十一条第二句")
    assert "都写明“直接”" in both.message
    assert facts_of(both) == {"省级整治级别": "重点关注", "被国家或省延期或者升级整治": True}
    names = {norm for p in own.parts for norm in p.norms}
    assert not any(n.startswith(("第九条", "第十一条")) for n in names)


def test_kunming_the_gap_needs_no_reading() -> None:
    (gap,) = groups(KUNMING, "G01")
    assert facts_of(gap) == {"其他毒品问题突出": True}
    assert gap.witness is not None and gap.witness.readings == {}


@pytest.mark.parametrize("name", [JILIN, KUNMING])
def test_a_case_without_readings_clashes_under_all_of_them(name: str) -> None:
    """By the whole interpreter, which branches over every reading that bears on the case."""
    policy = policy_of(name)
    for finding in groups(name)[:2]:
        for each in finding.parts[:12]:
            assert each.witness is not None and each.witness.readings == {}
            facts = complete_facts(policy, each.witness.cases[0].facts)
            result = evaluate(policy, facts, with_missing=False)["整治级别"]
            assert result.kind is Kind.CONFLICT
            forces = {t.norm.citation: t.force for t in result.trace}
            assert all(forces[norm] is True for norm in each.norms)
