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
from policyc.findings.finding import Finding, Status
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


def real(name: str) -> list[Finding]:
    """The clashes of tiers that do not rest on words that nobody has related."""
    return [f for f in groups(name) if f.status is not Status.CONDITIONAL]


def facts_of(finding: Finding) -> dict[str, object]:
    assert finding.witness is not None
    return dict(finding.witness.cases[0].facts)


def test_jilin_plants_and_plots_clash_however_the_text_is_read() -> None:
    """By plots and years, by plants and years, and by plants against plots."""
    (tiers,) = real(JILIN)
    pair = ("第七条第（四）项", "第八条第（五）项")
    seen = set()
    for found in (p for p in tiers.parts if p.norms == pair):
        facts = facts_of(found)
        assert facts.pop("制造问题突出") is True and facts.pop("禁种铲毒责任落实不到位") is True
        seen.add(tuple(sorted(facts.items())))
        assert found.witness is not None and found.witness.readings == {}
        assert found.readings == () and found.message.endswith("各种读法下都如此。")
    assert (("涉种地块数", 200), ("连续发现年数", 3)) in seen
    assert any({"涉种地块数", "罂粟株数"} == {name for name, _ in facts} for facts in seen)
    assert len({p.fingerprint for p in tiers.parts}) == len(tiers.parts)


def test_jilin_all_pairs_are_carried() -> None:
    (tiers,) = real(JILIN)
    pairs = list(dict.fromkeys(p.norms for p in tiers.parts))
    assert f"共{len(pairs)}对" in tiers.message and len(pairs) > 60
    assert tiers.witness == tiers.parts[0].witness
    shown = [tuple(n.split("第（")[0] for n in p.norms) for p in tiers.parts[:4]]
    assert set(shown) == {("第七条", "第八条"), ("第七条", "第九条"), ("第八条", "第九条")}
    leaning = [p for p in tiers.parts if p.witness is not None and p.witness.readings]
    assert leaning == list(tiers.parts[len(tiers.parts) - len(leaning) :])
    robust = len(pairs) - len(leaning)
    assert f"其中{robust}对（包括举出的这一对）各种读法下都如此" in tiers.message
    assert all("程度" in p.witness.readings for p in leaning if p.witness)


def test_kunming_two_direct_norms_stand_apart() -> None:
    own, direct, both, unlinked = groups(KUNMING)
    assert len(own.parts) == 26 and len(unlinked.parts) == 1
    assert len(direct.parts) == 18 and not both.parts[1:]
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
    for finding in [f for f in groups(name) if f.status is Status.WITNESSED][:2]:
        for each in finding.parts[:12]:
            assert each.witness is not None and each.witness.readings == {}
            facts = complete_facts(policy, each.witness.cases[0].facts)
            result = evaluate(policy, facts, with_missing=False)["整治级别"]
            assert result.kind is Kind.CONFLICT
            forces = {t.norm.citation: t.force for t in result.trace}
            assert all(forces[norm] is True for norm in each.norms)


@pytest.mark.parametrize("name", [JILIN, KUNMING])
def test_the_clauses_of_the_case_that_is_shown_stand_first(name: str) -> None:
    grouped = [finding for finding in result_of(name).findings if len(finding.parts) > 1]
    for finding in grouped:
        (shown, *_) = [part for part in finding.parts if part.witness == finding.witness]
        assert finding.citations[: len(shown.citations)] == shown.citations
        assert finding.norms[: len(shown.norms)] == shown.norms
    assert {finding.code for finding in grouped} >= {"C01", "G01"}
