"""Targets and duties compared with a report."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

import pytest
from tests.cases.documents import policy_of, source

from policyc.core.norms import Policy
from policyc.core.progress import progress
from policyc.core.reported import Done, Figure, Progress, Reported, State

PLAN = """\
文件「乙街道整治方案」
机关 街道禁毒委：又称 禁毒委，理由「混用」。
读法「超过95%以上」：超过 或 不少于，理由「前后矛盾」。
读法「顿号」：且 或 或者，理由「没有写明」。
认定 重视不够：越高越重。
认定 措施不力：越高越重。
二（一）1
  期间「整治」：2018年5月2日至2019年12月31日。
  指标 知晓率：超过 95%以上〔依「超过95%以上」〕，分母「常住人口」。
  指标 配比：不低于 1:20，期限 2018年，责任 民政办。
  指标 外流人数：下降 50%，基期 2017年。
  指标 占比：下降 10%以上，基期 未写明。
  指标 目标案件：逐年 上升。
  指标 案件：零发生。
  分工：牵头 禁毒委、街道禁毒委；责任 公安分局。
  分工「宣传」：牵头 宣传办。
二（一）2
  阶段「部署」：2018年5月2日至2018年8月31日。
  职责：各部门 「部署」。
  职责：各部门 「报送方案」，期限 2018年6月30日。
  职责：各部门 「报送名单」，期限「9月20日前」。
二（二）
  职责：各部门 「报送进展」，频次「每月一次」，期限「每月25日前」。
  职责：各部门 「开会」，频次「每季度2次」。
  职责：重视不够的，各部门 「整改」，期限 2018年6月30日。
  职责：各部门 「研究」，频次「定期」。
三
  追责：并列（重视不够、措施不力）的，由 街道党工委 对 责任人 应当 「约谈」。
"""
ISSUED = date(2018, 5, 2)


@cache
def plan() -> Policy:
    return policy_of(PLAN, source("plan"))


def at(
    day: str, reported: Reported | None = None, issued: date | None = ISSUED, **readings: str
) -> Progress:
    return progress(plan(), reported or Reported(), date.fromisoformat(day), issued, readings)


def state(
    name: str, value: float | str, day: str = "2019-01-01", **more: float
) -> tuple[State, str]:
    base = Fraction(str(more["base"])) if "base" in more else None
    figures = {name: (Figure(Fraction(value), base),)}
    found = next(t for t in at(day, Reported(figures)).targets if t.figure is not None)
    return found.state, found.why


def test_what_is_met_under_every_reading() -> None:
    assert state("知晓率", "0.96")[0] is State.MET
    unsure, why = state("知晓率", "0.95")
    assert unsure is State.UNKNOWN and "取超过时没有达到" in why and "取不少于时达到" in why
    fixed = progress(
        plan(),
        Reported({"知晓率": (Figure(Fraction("0.95")),)}),
        date(2019, 1, 1),
        ISSUED,
        {"超过95%以上": "不少于"},
    )
    assert fixed.targets[0].state is State.MET


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2018-12-31", State.NOT_DUE), ("2019-01-01", State.MISSED)],
)
def test_a_year_is_over_when_it_is_over(day: str, expected: State) -> None:
    assert state("配比", "0.04", day)[0] is expected


def test_without_a_deadline_the_end_of_the_whole_time_counts() -> None:
    assert state("知晓率", "0.5", "2019-12-31")[0] is State.NOT_DUE
    missed, why = state("知晓率", "0.5", "2020-01-01")
    assert missed is State.MISSED and "原文没有另写期限" in why


def test_changes_need_a_base() -> None:
    assert state("外流人数", 50, base=100)[0] is State.MET
    assert state("外流人数", 40, base=100)[0] is State.MET
    assert state("外流人数", 51, base=100)[0] is State.NOT_DUE
    assert "没有上报基期（2017年）" in state("外流人数", 50)[1]
    assert "零" in state("外流人数", 5, base=0)[1]
    unknown, why = state("占比", 50, base=100)
    assert unknown is State.UNKNOWN and "原文没有写基期" in why
    assert state("目标案件", 12, base=10)[0] is State.MET
    assert state("目标案件", 10, base=10)[0] is State.NOT_DUE


def test_what_happened_cannot_be_undone() -> None:
    assert state("案件", 0)[0] is State.MET
    assert state("案件", 1)[0] is State.MISSED


def test_what_was_not_reported_is_not_guessed() -> None:
    assert {t.state for t in at("2018-06-01").targets} == {State.NOT_DUE}
    assert {t.state for t in at("2020-06-01").targets} == {State.UNKNOWN}


def test_who_is_answerable() -> None:
    rate, ratio, *_ = at("2019-01-01").targets
    assert rate.answerable == ("禁毒委", "公安分局")
    assert ratio.answerable == ("民政办",)


def duties(day: str, *done: Done, issued: date | None = ISSUED) -> dict[str, tuple[State, int]]:
    found = at(day, Reported(done=done), issued).duties
    return {each.duty.acts[0]: (each.state, len(each.missed)) for each in found}


def test_duties() -> None:
    assert duties("2018-05-10") == {
        "部署": (State.NOT_DUE, 0),
        "报送方案": (State.NOT_DUE, 0),
        "报送名单": (State.NOT_DUE, 0),
        "报送进展": (State.NOT_DUE, 0),
        "开会": (State.NOT_DUE, 0),
        "整改": (State.NOT_DUE, 0),
    }
    late = duties(
        "2018-10-01",
        Done("二（一）2", (date(2018, 7, 1),), "报送方案"),
        Done("二（一）2", (date(2018, 9, 20),), "报送名单"),
        Done("二（二）", (date(2018, 5, 25), date(2018, 7, 26)), "报送进展"),
        Done("二（二）", (date(2018, 5, 20), date(2018, 6, 30), date(2018, 7, 1)), "开会"),
    )
    assert late == {
        "部署": (State.OVERDUE, 1),
        "报送方案": (State.OVERDUE, 1),
        "报送名单": (State.DONE, 0),
        "报送进展": (State.OVERDUE, 3),
        "开会": (State.OVERDUE, 1),
        "整改": (State.UNKNOWN, 1),
    }


def test_duties_end_with_the_time_of_the_plan() -> None:
    assert duties("2025-01-01")["报送进展"] == (State.OVERDUE, 20)


def test_a_duty_is_not_late_on_its_last_day() -> None:
    assert duties("2018-06-30")["报送方案"] == (State.NOT_DUE, 0)
    assert duties("2018-05-25")["报送进展"] == (State.NOT_DUE, 0)
    assert duties("2018-05-26")["报送进展"] == (State.OVERDUE, 1)


def test_without_a_day_of_issue_nothing_comes_again() -> None:
    found = duties("2018-10-01", issued=None)
    assert found["报送进展"][0] is State.UNKNOWN
    assert found["报送方案"] == (State.OVERDUE, 1)


@pytest.mark.parametrize(
    ("facts", "truth", "readings"),
    [
        ({"重视不够": True, "措施不力": True}, [True], ()),
        ({"重视不够": True, "措施不力": False}, [None], ("顿号",)),
        ({"重视不够": False, "措施不力": False}, [], ()),
        ({}, [None], ()),
    ],
)
def test_sanctions(
    facts: dict[str, bool], truth: list[bool | None], readings: tuple[str, ...]
) -> None:
    found = at("2019-01-01", Reported(facts=facts)).sanctions
    assert [each.truth for each in found] == truth
    assert all(each.readings == readings for each in found)


def test_a_duty_whose_case_did_not_come_up() -> None:
    found = at("2019-01-01", Reported(facts={"重视不够": False})).duties
    (mended,) = [each for each in found if each.duty.acts == ("整改",)]
    assert mended.state is State.NOT_DUE and "没有出现" in mended.why
