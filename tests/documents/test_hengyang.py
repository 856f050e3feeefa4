"""The plan and the measures of Hengyang County: what must be found in them, and what may not."""

from __future__ import annotations

import json
from functools import partial

import pytest
from tests.documents import loading
from tests.documents.loading import ROOT, policy_of

from policyc.analysis.decode import complete_facts
from policyc.cli.app import run
from policyc.core.evaluate import evaluate_one
from policyc.core.results import Kind, OutcomeResult
from policyc.driver.cases import run_cases
from policyc.driver.examine import encoded
from policyc.findings.finding import Finding
from policyc.lints.coverage import coverage
from policyc.lints.standing import Status
from policyc.reports.pictures.lifecycle import lifecycles

HENGYANG = "hengyang-2018"
FOLDER = ROOT / "policies" / HENGYANG


loaded = partial(loading.loaded, HENGYANG)
findings = partial(loading.findings_of, HENGYANG)


def only(code: str, *words: str) -> Finding:
    (found,) = (f for f in findings() if f.code == code and all(w in f.message for w in words))
    return found


def result(finding: Finding, outcome: str) -> OutcomeResult:
    """What the interpreter makes of a witness."""
    assert finding.witness is not None and finding.replayed
    case = finding.witness.cases[0]
    policy = policy_of(HENGYANG)
    return evaluate_one(
        policy,
        complete_facts(policy, case.facts),
        outcome,
        policy.outcome(outcome).subject,
        readings={**finding.witness.readings, **case.readings},
    )


def test_nothing_of_the_text_is_left_out() -> None:
    subject = encoded(loaded())
    assert subject is not None
    covered = coverage(subject.tree, subject.document, subject.policy)
    assert not covered.unmarked
    assert not covered.counts[Status.DEFERRED]


def test_its_cases_hold() -> None:
    document = loaded().document
    assert document is not None
    outcomes = run_cases(document, policy_of(HENGYANG))
    assert len(outcomes) > 60
    assert not [each for each in outcomes if each.differences or each.problems]


# ------------------------------------------------------------------ must be found


def test_days_in_no_phase() -> None:
    found = only("G04")
    assert "2018年5月2日至5月4日（3天）；2018年5月30日至5月31日（2天）" in found.message
    assert found.norms[0] == "三"


def test_a_tier_that_nothing_defines() -> None:
    found = only("R01", "“挂牌整治”")
    articles = {citation.citation[:8] for citation in found.citations}
    assert articles == {"附件 第四条第二", "附件 第十三条第", "附件 第二十条", "附件 第二十一条"}
    assert "疑为“衡阳县禁毒重点整治工作办法”" in only("R01", "“衡阳县重点整治工作办法”").message


def test_the_unit_of_assessment_is_another() -> None:
    found = only("R05", "“乡镇（园区）”")
    assert "评定单位是县级行政区划（附件 第九条）" in found.message
    assert "附件 第九条" in found.norms
    assert only("R05", "“村（社区）”").norms == ("附件 第十七条", "附件 第九条")


def test_may_be_prolonged_and_shall_be_prolonged() -> None:
    found = only("C03")
    assert found.norms == ("附件 第十三条第一款", "附件 第三十一条第一款第一句")
    assert found.readings == ({"特殊情况": "即第三十一条所列"},)
    assert result(found, "整治处置").value == "延长"


def test_without_end() -> None:
    found = only("L03", "继续挂牌整治")
    assert found.norms == ("附件 第十三条第一款",)
    assert "没有写明最多几次，也没有写明多久" in found.message


def test_nothing_to_do_when_the_term_is_over() -> None:
    found = only("L01")
    assert "重点督办和重点整治的期限届满时" in found.message
    assert "附件 第二十条" not in found.norms, "what follows a relapse ends no term"
    assert result(found, "整治处置").kind is Kind.NOT_APPLICABLE


# ------------------------------------------------------------------ and what else stands there


def test_after_a_relapse_no_tier() -> None:
    assert "附件 第二十条的直接挂牌整治没有写明转为哪一级" in only("L06").message


def test_what_is_read_apart_is_reported_apart() -> None:
    """尚未 denies a whole list, and 市、县 are two who decide: neither stands or falls with the
    other lists."""
    assert only("W02", "“尚未”").norms == ("附件 第十一条第（二）项第二句",)
    assert "附件 第二十四条第一句" in only("W02", "“市、县”").norms
    assert not any("第二十四条" in norm for norm in only("W02", "“顿号”").norms)


def test_an_aim_that_nothing_defines() -> None:
    found = only("R01", "“整治目标”")
    assert "相近" not in found.message
    assert "附件 第十三条第一款" in found.norms


def test_one_sentence_does_not_clash_with_itself() -> None:
    for finding in findings():
        for each in (finding, *finding.parts):
            if each.code == "C01" and not each.parts:
                assert len(set(each.norms)) > 1


def test_a_reading_shows_results_that_are_known() -> None:
    for finding in findings():
        if finding.code in ("U01", "W02"):
            assert finding.witness is not None
            assert not any("未知" in str(case.result) for case in finding.witness.cases)


def test_a_region_through_the_years(capsys: pytest.CaptureFixture[str]) -> None:
    events = FOLDER / "events" / "demo.json"
    options = ["--events", str(events), "--rest", "harmless", "--reading", "起算=决定之日"]
    options += ["--reading", "延长=照第十三条", "--format", "json"]
    assert run(["simulate", HENGYANG, *options]) == 0
    told = json.dumps(json.loads(capsys.readouterr().out), ensure_ascii=False)
    assert "按现有的事实，没有规定可以适用" in told
    assert "没有写明延长多久" in told
    assert "没有写明“直接挂牌整治”以后是哪一级" in told


def test_a_picture_of_its_life() -> None:
    """Only the relapse leads nobody knows where: 降级 leads down one tier, and from the lowest
    nowhere."""
    policy = policy_of(HENGYANG)
    (figure,) = lifecycles(policy)
    assert figure.words.count("到未写明的一级") == 1
    assert "未列入到未写明的一级：直接挂牌整治" in figure.words
    assert "重点整治到重点督办：降低级别" in figure.words
