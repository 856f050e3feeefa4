"""Plans: what phases, indicators, 分工 and times come to mean."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import TypeVar

import pytest
from tests.cases.documents import policy_of, source

from policyc.core.conditions import ByReading, Compare, Op
from policyc.core.content import Content, Duty
from policyc.core.dates import DayOfYear, Deadline, Frequency
from policyc.core.from_resolved.schedules import frequency, read_deadline
from policyc.core.norms import Policy
from policyc.core.programme import Aim, Division, Indicator, Move, Pace, Phase
from policyc.source.dates import days_of
from policyc.source.numerals import NumeralError
from policyc.source.text import SourceText

PLAN = """\
文件「乙街道整治方案」
机关 街道禁毒委（committee）：又称 禁毒委、街道禁毒委员会，理由「各处混用」。
读法「7月中旬」：首日 或 末日 或 全部，理由「没有写明」。
读法「年内结束」：年初（首日）或 年底（末日），理由「没有写明」。
读法「超过95%以上」：超过 或 不少于，理由「前后矛盾」。
二（一）1
  期间「整治」：未写明 至 2024年〔依「年内结束」〕。
  阶段「推进」：2023年7月10日至2023年7月中旬。
  阶段「实施」：2023年7月中旬至2024年12月30日。
  阶段「验收」：2023年12月、2024年第四季度、「2023年91日」。
  指标 知晓率：超过 95%以上〔依「超过95%以上」〕，表述「超过95%以上」，分母「常住人口」，期限 2020年。
  指标 配比：不低于 1:20，责任 公安分局、民政办，对象 各社区。
  指标 人数：达到 20名以上。
二（一）2
  指标 外流人数：下降 10%以上，基期 未写明，统计期「三年累计平均」。
  指标 外流人数：逐年 减少 5%，基期 2017年。
  指标 案件：零发生。
  分工「宣传」：主办 禁毒委；协助 宣传办。
二（二）
  分工：牵头 公安分局；责任 公安分局、司法所。
  职责：各部门 「报送」，频次「每月一次」，期限「每月25日前」。
"""
Kind = TypeVar("Kind", bound=Content)


@cache
def plan() -> Policy:
    return policy_of(PLAN, source("plan"))


def said(kind: type[Kind]) -> list[Kind]:
    return [each for each in plan().content if isinstance(each, kind)]


def test_phases() -> None:
    whole, first, second, last = said(Phase)
    assert whole.whole and not first.whole
    assert whole.periods[0].start.days == ()
    assert whole.periods[0].end.on({"年内结束": "年底"}) == date(2024, 12, 31)
    assert first.periods[0].shown == "2023年7月10日至2023年7月中旬"
    ends = {
        choice: first.periods[0].end.on({"7月中旬": choice}) for choice in ("首日", "末日", "全部")
    }
    assert ends == {"首日": date(2023, 7, 11), "末日": date(2023, 7, 20), "全部": date(2023, 7, 20)}
    assert second.periods[0].start.on({"7月中旬": "全部"}) == date(2023, 7, 11)
    assert first.readings == ("7月中旬",)
    assert [(p.start.day, p.end.day) for p in last.periods] == [
        (date(2023, 12, 1), date(2023, 12, 31)),
        (date(2024, 10, 1), date(2024, 12, 31)),
        (None, None),
    ]
    assert {r.name for r in plan().readings} == {"7月中旬", "年内结束", "超过95%以上"}


def test_targets() -> None:
    rate, ratio, people, fall, yearly, never = said(Indicator)
    assert isinstance(rate.target, Aim) and rate.target.double
    assert isinstance(rate.target.condition, ByReading)
    assert [c.op for _, c in rate.target.condition.branches if isinstance(c, Compare)] == [
        Op.GT,
        Op.GE,
    ]
    assert rate.target.unit == "%" and rate.share_of == "常住人口" and rate.base is None
    assert rate.deadline == Deadline("2020年", date(2020, 1, 1), date(2020, 12, 31))
    assert isinstance(ratio.target, Aim) and isinstance(ratio.target.condition, Compare)
    assert ratio.target.condition.value == Fraction(1, 20)
    assert ratio.answerable == ("公安分局", "民政办") and ratio.whose == ("各社区",)
    assert isinstance(people.target, Aim) and not people.target.double
    assert people.target.unit == "名"
    assert isinstance(fall.target, Move) and not fall.target.rises and fall.base == ""
    assert fall.target.amount is not None and fall.target.text == "下降10%以上"
    assert isinstance(yearly.target, Move) and yearly.target.pace is Pace.YEARLY
    assert yearly.base == "2017年" and yearly.target.text == "逐年减少5%"
    assert isinstance(never.target, Aim) and never.target.never


def test_who_does_what() -> None:
    publicity, whole = said(Division)
    assert (publicity.task, publicity.lead, publicity.assist) == ("宣传", ("禁毒委",), ("宣传办",))
    assert (whole.task, whole.responsible) == ("", ("公安分局", "司法所"))
    assert plan().body("禁毒委") == plan().body("街道禁毒委") == "街道禁毒委"
    assert plan().body("公安分局") == "公安分局"
    (duty,) = said(Duty)
    assert duty.frequency == Frequency("每月一次", 1, 1)
    assert duty.deadline is not None and duty.deadline.every


PARTS = """\
第一条 甲。
牵头单位：公安局、教育局
责任单位：司法局
第二条 乙。
牵头单位：公安局
牵头单位：教育局
"""


def test_paragraphs_of_one_division() -> None:
    """牵头单位 in one 款 and 责任单位 in the next are one division, of the 条."""
    written = (
        "文件「方案」\n第一条\n  第一款：宣示。\n"
        "  第二款：分工：牵头 公安局、教育局。\n  第三款：分工：责任 司法局。\n"
        "第二条\n  第二款：分工：牵头 公安局。\n  第三款：分工：牵头 教育局。\n"
    )
    found = policy_of(written, SourceText("source.txt", PARTS)).content
    divisions = [each for each in found if isinstance(each, Division)]
    places = [each.place.citation for each in divisions]
    assert places == ["第一条", "第二条第二款", "第二条第三款"]
    assert divisions[0].lead == ("公安局", "教育局")
    assert divisions[0].responsible == ("司法局",)
    assert divisions[0].place.quote == "牵头单位：公安局、教育局\n责任单位：司法局"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018年5月2日", (2018, 5, 2), (2018, 5, 2)),
        ("2023年7月中旬", (2023, 7, 11), (2023, 7, 20)),
        ("2024年2月下旬", (2024, 2, 21), (2024, 2, 29)),
        ("2023年12月", (2023, 12, 1), (2023, 12, 31)),
        ("二〇二三年十二月", (2023, 12, 1), (2023, 12, 31)),
        ("2024年", (2024, 1, 1), (2024, 12, 31)),
        ("2024年度", (2024, 1, 1), (2024, 12, 31)),
        ("2024年上半年", (2024, 1, 1), (2024, 6, 30)),
        ("2024年第三季度", (2024, 7, 1), (2024, 9, 30)),
    ],
)
def test_days(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert days_of(text) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "text",
    ["2023年91日", "2017322", "7月中旬", "2023年13月", "2023年2月30日", "年底", "", "23年5月"],
)
def test_no_days(text: str) -> None:
    with pytest.raises(NumeralError):
        days_of(text)


@pytest.mark.parametrize(
    ("text", "months", "times", "days"),
    [
        ("每月一次", 1, 1, None),
        ("每季度报送一次", 3, 1, None),
        ("每年至少听取2次", 12, 2, None),
        ("每半年", 6, 1, None),
        ("每两年一次", 24, 1, None),
        ("按季度通报", 3, 1, None),
        ("季度通报", 3, 1, None),
        ("年度评估", 12, 1, None),
        ("年度", None, None, None),
        ("每学年至少安排4课时", 12, 1, None),
        ("每周", None, 1, 7),
        ("定期", None, None, None),
        ("不定期", None, None, None),
    ],
)
def test_frequencies(text: str, months: int | None, times: int | None, days: int | None) -> None:
    assert frequency([text]) == Frequency(text, months, times, days)


@pytest.mark.parametrize(
    ("text", "every", "points"),
    [
        ("每月25日前", 1, [(None, 25, 25)]),
        ("每月底", 1, [(None, 31, 31)]),
        ("每季度末", 3, [(3, 31, 31), (6, 31, 31), (9, 31, 31), (12, 31, 31)]),
        ("每年12月底前", 12, [(12, 31, 31)]),
        ("每年7月中旬、11月中旬", 12, [(7, 11, 20), (11, 11, 20)]),
        ("每年年底", 12, [(12, 31, 31)]),
        ("9月20日前", None, [(9, 20, 20)]),
        ("年底前", None, [(12, 31, 31)]),
    ],
)
def test_deadlines_that_come_again(
    text: str, every: int | None, points: list[tuple[int | None, int, int]]
) -> None:
    expected = tuple(DayOfYear(*point) for point in points)
    assert read_deadline(text) == Deadline(text, every=every, points=expected)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020年6月30日前", (2020, 6, 30), (2020, 6, 30)),
        ("2018年12月底前", (2018, 12, 31), (2018, 12, 31)),
        ("2020年底", (2020, 12, 31), (2020, 12, 31)),
        ("2020年", (2020, 1, 1), (2020, 12, 31)),
    ],
)
def test_fixed_deadlines(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert read_deadline(text) == Deadline(text, date(*first), date(*last))


@pytest.mark.parametrize(
    "text", ["十日内", "及时", "每月32日前", "13月1日前", "2023年91日前", "", "前", "每年"]
)
def test_no_deadlines(text: str) -> None:
    with pytest.raises(NumeralError):
        read_deadline(text)


def test_days_between() -> None:
    monthly = read_deadline("每月底")
    found = list(monthly.between(date(2024, 1, 15), date(2024, 3, 30)))
    assert found == [(date(2024, 1, 31),) * 2, (date(2024, 2, 29),) * 2]
    twice = read_deadline("每年7月中旬、11月中旬")
    assert [last for _, last in twice.between(date(2023, 9, 1), date(2024, 8, 1))] == [
        date(2023, 11, 20),
        date(2024, 7, 20),
    ]
