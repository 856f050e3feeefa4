"""The plan of Urad Front Banner: what must be found in it, and what may not be guessed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache, partial

import pytest
from tests.documents import loading
from tests.documents.loading import ROOT, policy_of

from policyc.cli.app import run
from policyc.core.programme import Division, Indicator
from policyc.driver.cases import run_cases
from policyc.driver.examine import encoded
from policyc.findings.finding import Finding
from policyc.lints.coverage import coverage
from policyc.lints.lint import Encoded
from policyc.lints.standing import Status

URAD = "urad-front-banner-2023"


loaded = partial(loading.loaded, URAD)
findings = partial(loading.findings_of, URAD)


@cache
def subject() -> Encoded:
    found = encoded(loaded())
    assert found is not None
    return found


def about(code: str, *words: str) -> Iterator[Finding]:
    for finding in findings():
        if finding.code == code and all(word in finding.message for word in words):
            yield finding


def test_nothing_of_the_text_is_left_out() -> None:
    covered = coverage(subject().tree, subject().document, subject().policy)
    assert not covered.unmarked
    assert not covered.counts[Status.DEFERRED]


def test_its_cases_hold() -> None:
    outcomes = run_cases(subject().document, policy_of(URAD))
    assert len(outcomes) > 30
    assert not [each for each in outcomes if each.differences or each.problems]


def test_a_phase_and_its_plan_before_the_date_of_issue() -> None:
    (found,) = about("T01", "2023年9月1日印发", "“推进部署”", "制定出台")
    assert {"五（一）", "五（二）"} <= set(found.norms)


def test_the_acceptance_lies_inside_the_implementation() -> None:
    (found,) = about("G04", "2023年12月1日至12月31日（31天）（“创建实施”与“考核验收”）")
    assert "2024年12月1日至12月30日（30天）（“创建实施”与“考核验收”）" in found.message


def test_no_case_of_minors_against_fewer() -> None:
    (found,) = about("X01", "未成年人员占涉毒人员数量比例下降", "18岁以下青少年涉毒行为零发生")
    assert found.norms == ("三", "四（二）2第一款第三句")


def test_three_or_two_on_the_staff() -> None:
    assert list(about("X01", "禁毒办专职在编工作人员数", "不少于3名", "不少于2名"))


def test_who_leads_is_all_who_are_responsible() -> None:
    (found,) = about("X02", "自己就是牵头的")
    assert set(found.norms) == {"四（三）4", "四（六）3", "四（六）4"}


def test_assisting_in_the_text_and_leading_in_the_table() -> None:
    (found,) = about("X02", "宣传部协助")
    assert found.norms == ("四（二）1第一款第二句", "四（二）1")


def test_the_damaged_date_is_reported_and_not_read() -> None:
    assert list(about("T02", "“2023年91日”"))
    assert subject().document.head.written == date(2023, 9, 1)


def test_five_under_the_name_of_four() -> None:
    assert list(about("W01", "四统一", "5项"))


def test_every_task_has_its_division() -> None:
    content = policy_of(URAD).content
    whole = [each for each in content if isinstance(each, Division) and not each.task]
    assert len(whole) == 24
    assert all(each.lead and each.responsible for each in whole)
    assert len([each for each in content if isinstance(each, Indicator)]) == 39


def test_three_lists_of_one_shape_are_read_alike() -> None:
    (found,) = about("W02", "“顿号”")
    assert set(found.norms) == {
        "四（二）3第一款第五句",
        "四（五）2第一款第三句",
        "四（五）4第一款第二句",
    }


def test_a_word_that_decides_and_is_not_defined() -> None:
    assert list(about("R01", "“现有吸毒人员”"))
    assert list(about("R01", "“涉毒场所”"))


def test_progress_of_the_demonstration(capsys: pytest.CaptureFixture[str]) -> None:
    report = ROOT / "policies" / URAD / "reported" / "demo.json"
    options = ["--reported", str(report), "--as-of", "2024-01-31", "--format", "json"]
    assert run(["progress", URAD, *options]) in (0, 1)
    told = json.loads(capsys.readouterr().out)
    states = {(each["indicator"], each["target"]): each["state"] for each in told["targets"]}
    assert states["未成年人涉毒", "零发生"] == "未达到"
    assert states["未成年人涉毒", "下降"] == "未知"
    assert states["全民毒品预防教育基础知识知晓率", "超过95%以上"] == "未知"
    assert states["技能培训和扶持就业人数占比", "为95%以上"] == "达到"
    (known,) = (each for each in told["targets"] if each["target"] == "超过95%以上")
    assert {"宣传部", "教育局"} <= set(known["answerable"])
