"""同案不同果 of the real documents: what a reader of both texts knows must be there."""

from functools import cache

import pytest
from tests.documents.loading import DOCUMENTS, loaded, policy_of

from policyc.comparison.cases import Cases, SameCase, Sort
from policyc.comparison.several import Several
from policyc.driver.same_case import compare_cases
from policyc.reports.comparison.cases import cases_section
from policyc.reports.comparison.cases_json import cases_to_json
from policyc.reports.json_text import json_text
from policyc.reports.paper.model import Table

pytestmark = pytest.mark.z3

KUNMING, JILIN, HENGYANG = "kunming-2019", "jilin-2019-draft", "hengyang-2018"


@cache
def found(*names: str) -> Cases:
    cases = compare_cases([loaded(name) for name in names])
    assert cases.undecided == ()
    return cases


def case_of(cases: Cases, outcome: str, **facts: object) -> SameCase:
    """The only case of an outcome with exactly some facts."""
    (case,) = (
        case
        for case in cases.cases
        if case.outcome == outcome and {f.name: f.value for f in case.facts} == facts
    )
    return case


def results(case: SameCase) -> list[str]:
    return ["—" if each is None else each.shown for each in case.decisions]


@pytest.mark.parametrize(
    ("fact", "value", "until", "tier"),
    [
        ("罂粟株数", 3000, 4999, "重点关注"),
        ("罂粟株数", 5000, 9999, "通报警示"),
        ("罂粟株数", 10000, None, "挂牌整治"),
        ("涉种地块数", 100, 199, "重点关注"),
        ("涉种地块数", 200, 499, "通报警示"),
        ("涉种地块数", 500, None, "挂牌整治"),
    ],
)
def test_every_threshold_of_jilin(fact: str, value: int, until: int | None, tier: str) -> None:
    facts = {"已评定": True, "禁种铲毒责任落实不到位": True, fact: value}
    case = case_of(found(KUNMING, JILIN), "整治级别", **facts)
    assert (case.sort, results(case)) == (Sort.THRESHOLD, ["空白", tier])
    assert [(t.fact, t.value, t.until) for t in case.thresholds] == [(fact, value, until)]
    kunming, jilin = case.decisions
    assert kunming is not None and jilin is not None
    assert kunming.unasked == ("禁种铲毒责任落实不到位", fact)
    assert [c.citation for c in kunming.clauses] == ["第三条第一款"]
    assert case.stricter == ()


def test_what_the_level_above_decided() -> None:
    cases = found(KUNMING, JILIN)
    case = case_of(cases, "整治级别", 已评定=True, 省级整治级别="挂牌整治")
    assert (case.sort, results(case)) == (Sort.ABOVE, ["挂牌整治", "空白"])
    kunming, jilin = case.decisions
    assert kunming is not None and jilin is not None
    assert [c.citation for c in kunming.clauses] == ["第九条第一句"]
    assert jilin.worded == (("省级整治级别", "国家整治级别"),)
    alike = {each.sample: each.result for each in cases.alike if each.outcome == "整治级别"}
    assert alike == {
        "已评定，省级整治级别为重点关注": "通报警示",
        "已评定，省级整治级别为通报警示": "挂牌整治",
    }


def test_terms_of_one_tier() -> None:
    cases = found(KUNMING, JILIN)
    for tier, terms in (("挂牌整治", ["3年", "2年"]), ("通报警示", ["2年", "1年"])):
        case = case_of(cases, "整治期限", 现级别=tier)
        assert (case.sort, results(case)) == (Sort.NUMBER, terms)
        assert case.basis.startswith("昆明市较长")
    (same,) = (each for each in cases.alike if each.outcome == "整治期限")
    assert (same.sample, same.result) == ("现级别为重点关注", "1年")


def test_who_asks_for_more_is_told() -> None:
    case = case_of(found(KUNMING, JILIN), "毒品问题严重地区", 制造问题突出=True)
    assert (case.sort, results(case)) == (Sort.CONDITION, ["不适用", "是"])
    kunming = case.decisions[0]
    assert kunming is not None
    assert kunming.wanting == ("制造加工情况较为严重",)
    assert [c.citation for c in kunming.asking] == ["第五条第（一）项"]
    assert case.stricter == (JILIN,)


def test_ladders_that_no_text_relates_are_not_ranked() -> None:
    cases = found(KUNMING, HENGYANG)
    case = case_of(cases, "整治期限", 现级别="挂牌整治")
    assert (case.sort, results(case)) == (Sort.UNLIKE, ["3年", "不适用"])
    assert all(not each.stricter for each in cases.cases if each.outcome == "整治级别")
    lacking = {each.document: each.lacking for each in cases.ladders}
    assert lacking == {
        KUNMING: ("重点整治", "重点督办"),
        HENGYANG: ("挂牌整治", "通报警示", "重点关注"),
    }


def test_who_is_stricter_by_the_steps_that_both_use() -> None:
    case = case_of(found(KUNMING, JILIN), "整治级别", 省级整治级别="重点关注")
    assert (case.sort, results(case)) == (Sort.PREMISE, ["通报警示", "不适用"])
    assert case.stricter == (KUNMING,)
    assert "未列入 < 重点关注 < 通报警示 < 挂牌整治" in case.basis


def test_who_does_not_ask_is_not_ranked() -> None:
    case = case_of(found(KUNMING, JILIN), "毒品问题严重地区", 走私问题突出=True)
    assert (case.sort, case.stricter) == (Sort.SILENT, ())
    assert case.basis == "昆明市没有问同样的事实"


@pytest.mark.parametrize("turned", [False, True])
def test_outcomes_come_together_whatever_the_order(turned: bool) -> None:
    policies = [policy_of(name) for name in (DOCUMENTS[::-1] if turned else DOCUMENTS)]
    groups = [len(group.names) for group in Several.of(policies).groups]
    assert sorted(groups, reverse=True) == [4, 4, 3, 3, 3, 2]


def test_three_documents_stand_in_one_table() -> None:
    cases = found(KUNMING, HENGYANG, JILIN)
    case = case_of(cases, "整治期限", 现级别="挂牌整治")
    assert results(case) == ["3年", "不适用", "2年"]
    section = cases_section(cases)
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert [column.title for column in table.columns] == [
        "序号",
        "差别",
        "情形",
        "昆明市",
        "衡阳县",
        "吉林省",
        "谁较严",
    ]
    numbered = [row for row in table.rows if len(row) > 1]
    assert len(numbered) == len(cases.cases)
    assert all(len(row) == len(table.columns) for row in numbered)
    assert json_text(cases_to_json(cases))


def test_every_clause_that_decides_is_quoted() -> None:
    for case in found(KUNMING, JILIN).cases:
        for decision in case.decisions:
            if decision is not None and decision.shown not in ("不适用", "空白"):
                assert decision.clauses, case.shown
                assert all(each.quote for each in decision.clauses)


def test_a_document_against_itself_is_the_same_everywhere() -> None:
    cases = found("nancheng-2017", "nancheng-2017")
    assert cases.cases == ()
    outcomes = {outcome.name for outcome in policy_of("nancheng-2017").outcomes}
    assert {each.outcome for each in cases.alike if not each.sample} == outcomes


def test_the_same_aspect_in_other_words_is_named() -> None:
    case = case_of(found(KUNMING, JILIN), "毒品问题严重地区", 走私问题突出=True)
    kunming, _ = case.decisions
    assert kunming is not None
    assert kunming.akin == ("走私买卖运输问题突出", "走私买卖运输造成严重危害")


def test_a_ratio_is_written_as_in_the_text() -> None:
    shown = [case.shown for case in found(KUNMING, JILIN).cases]
    assert any("专职人员与吸毒人员之比为1:20" in each for each in shown)
