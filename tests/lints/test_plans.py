"""The lints on plans, duties and words: each says what its page says, and nothing where all is well."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lints.minis import encode, said

from policyc.core.timetable import uncovered
from policyc.findings.finding import Severity
from policyc.lints import run_lints

CODES = ("G04", "G05", "T01", "T02", "W01", "W03", "W04", "W05", "X01", "X02", "X03")

DATES = """\
第一条 整治时间为2018年5月2日至2018年6月30日。
第二条 动员部署。
第三条 全面整治。
第四条 制定方案。
"""


def policy(*lines: str, head: str = "") -> str:
    return "\n".join(["文件「办法」", head, *lines, ""])


def only(code: str, source: str, written: str) -> str:
    """The one message of a code."""
    (finding,) = said(code, source, written)
    return finding.message


# ---------------------------------------------------------------------------- G04

GAP = policy(
    "第一条", "  期间「整治」：2018年5月2日至2018年6月30日。",
    "第二条", "  阶段「动员」：2018年5月5日至2018年5月29日。",
    "第三条", "  阶段「整治」：2018年6月1日至2018年6月30日。",
)  # fmt: skip


def test_days_in_no_phase() -> None:
    (finding,) = said("G04", DATES, GAP)
    assert "2018年5月2日至5月4日（3天）" in finding.message
    assert "2018年5月30日至5月31日（2天）" in finding.message
    assert finding.norms == ("第一条", "第二条", "第三条")
    fine = GAP.replace("2018年5月5日至2018年5月29日", "2018年5月2日至2018年5月31日")
    assert said("G04", DATES, fine) == []


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("2018年5月中旬", "2018年5月11日至5月20日（10天）"),
        ("2018年6月5日", "2018年6月1日至6月5日（5天）"),
    ],
)
def test_days_in_two_phases(end: str, told: str) -> None:
    written = policy(
        "第二条", f"  阶段「动员」：2018年5月1日至{end}。",
        "第三条", "  阶段「整治」：2018年5月中旬至2018年6月30日。"
        if "旬" in end else "  阶段「整治」：2018年6月1日至2018年6月30日。",
        head="读法「5月中旬」：首日 或 末日 或 全部，理由「没有写明」。",
    )  # fmt: skip
    (finding,) = said("G04", DATES, written)
    assert told in finding.message
    assert finding.severity is Severity.LOW
    assert "读法「5月中旬」取全部时" in finding.message or "旬" not in end


def test_a_gap_under_one_reading_only() -> None:
    written = policy(
        "第二条", "  阶段「动员」：2018年5月1日至2018年5月中旬。",
        "第三条", "  阶段「整治」：2018年5月21日至2018年6月30日。",
        head="读法「5月中旬」：首日 或 末日，理由「没有写明」。",
    )  # fmt: skip
    (finding,) = said("G04", DATES, written)
    assert "2018年5月12日至5月20日（9天）——读法「5月中旬」取首日时" in finding.message
    assert finding.readings == ({"5月中旬": "首日"},)


def test_times_that_nobody_states_have_no_gaps() -> None:
    written = policy(
        "第一条", "  期间「整治」：未写明 至 「2018年夏」。",
        "第二条", "  阶段「动员」：未写明 至 2018年5月20日。",
        "第三条", "  阶段「整治」：2018年5月21日至2018年6月30日。",
    )  # fmt: skip
    assert said("G04", DATES, written) == []


def test_days_that_a_phase_may_have_are_no_gap() -> None:
    written = policy(
        "第一条", "  期间「整治」：2018年5月1日至2018年6月30日。",
        "第二条", "  阶段「动员」：2018年5月3日至2018年5月20日。",
        "第三条", "  阶段「整治」：2018年6月1日 至 未写明。",
    )  # fmt: skip
    (finding,) = said("G04", DATES, written)
    assert "2018年5月1日至5月2日（2天）；2018年5月21日至5月31日（11天）。" in finding.message


def test_two_times_are_kept_apart() -> None:
    source = "一、甲\n（一）甲一。\n二、乙\n（一）乙一。\n"
    written = policy(
        "一", "  期间「甲」：2018年1月1日至2018年1月31日。",
        "一（一）", "  阶段「甲一」：2018年1月1日至2018年1月31日。",
        "二", "  期间「乙」：2018年6月1日至2018年6月30日。",
        "二（一）", "  阶段「乙一」：2018年6月1日至2018年6月30日。",
    )  # fmt: skip
    assert said("G04", source, written) == []


@given(
    st.tuples(st.integers(0, 20), st.integers(0, 20)),
    st.lists(st.tuples(st.integers(0, 25), st.integers(0, 6)), max_size=5),
)
def test_gaps_are_the_days_that_no_phase_has(
    whole: tuple[int, int], phases: list[tuple[int, int]]
) -> None:
    first = date(2018, 5, 1)
    day = [first + timedelta(days=n) for n in range(40)]
    span = (day[min(whole)], day[max(whole)])
    covered = [(day[start], day[start + length]) for start, length in phases]
    missing = {
        d for d in day if span[0] <= d <= span[1] and not any(a <= d <= b for a, b in covered)
    }
    found = list(uncovered(span, covered))
    assert {d for d in day for a, b in found if a <= d <= b} == missing
    assert all(b < c for (_, b), (c, _) in pairwise(found))


# ---------------------------------------------------------------------------- G05


def test_a_duty_of_nobody() -> None:
    source = "第一条 应当建立帮扶制度。\n第二条 可以视情处理责任人。\n第三条 应当追责。\n"
    written = policy(
        "第一条", "  职责：主体未写明 应当 「建立帮扶制度」。",
        "第二条", "  追责：对 责任人 可以 视情 「处理」。",
        "第三条", "  追责：对 主体未写明 应当 「追责」。",
    )  # fmt: skip
    assert [f.message.partition("：")[0] for f in said("G05", source, written)] == [
        "有事要做，没有写由谁做",
        "有追责的措施，没有写对谁采取",
        "可以裁量，没有写由谁决定",
    ]
    fine = policy(
        "第一条", "  职责：市禁毒委员会 应当 「建立帮扶制度」。",
        "第二条", "  追责：对 责任人 可以 视情 「处理」，按规定「有关规定」。",
        "第三条", "  追责：由 市委 对 责任人 可以 「追责」。",
    )  # fmt: skip
    assert said("G05", source, fine) == []


def test_who_appoints_is_told_elsewhere() -> None:
    source = "第一条 主任由书记或镇长担任。\n第二条 主任是责任人。\n第三条 可以取消或者延期。\n"
    head = (
        "结论 主任：选项（书记、镇长），对象 地区，依据 第一条。\n"
        "结论 处置：选项（取消、延期），对象 地区，依据 第三条。"
    )
    written = policy(
        "第一条", "  应当 视情 将 主任 定为 书记 或 镇长。",
        "第二条", "  角色 责任人：主任。",
        "第三条", "  可以 将 处置 定为 取消 或 延期。",
        head=head,
    )  # fmt: skip
    assert only("G05", source, written) == "可以裁量，没有写由谁决定：第三条“处置”。"


# ---------------------------------------------------------------------------- T01, T02


def test_before_the_issue() -> None:
    phases = (
        "第二条", "  阶段「动员」：2018年4月1日至2018年4月20日。", "  职责：市公安局 「制定方案」。",
        "第三条", "  阶段「整治」：2018年4月21日至2018年6月30日。",
        "第四条", "  职责：市公安局 「报送名单」，期限 2018年3月31日。",
    )  # fmt: skip
    message = only("T01", DATES, policy(*phases, head="  成文：2018年5月2日。"))
    assert (
        "“动员”（2018年4月1日至2018年4月20日）在印发之前就已经结束，却还要求“制定方案”" in message
    )
    assert "“整治”（2018年4月21日至2018年6月30日）从印发之前算起" in message
    assert "“报送名单”的期限（2018年3月31日）在印发之前" in message
    assert said("T01", DATES, policy(*phases)) == []
    assert said("T01", DATES, policy(*phases, head="  成文：2018年3月31日。")) == []


def test_an_end_before_its_start() -> None:
    assert "结束早于开始" in only(
        "T01", DATES, policy("第二条", "  阶段「动员」：2018年6月1日至2018年5月1日。")
    )
    written = policy(
        "第二条", "  阶段「动员」：2018年5月中旬至2018年5月15日。",
        head="读法「5月中旬」：首日 或 末日，理由「没有写明」。",
    )  # fmt: skip
    (finding,) = said("T01", DATES, written)
    assert finding.readings == ({"5月中旬": "末日"},)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("第一条 本办法自2019年  月  日起施行。\n", "日期空白：“2019年　月　日”"),
        ("第一条 甲。\n某街道办事处  2017322印发\n", "日期残缺：“2017322”"),
        ("第一条 本办法自2023年91日起施行。\n", "日期残缺：“2023年91日”"),
    ],
)
def test_damaged_dates(source: str, told: str) -> None:
    assert told in only("T02", source, policy("第一条", "  宣示。"))


def test_a_blank_number_and_a_damaged_date_beside_no_commencement() -> None:
    source = "文号 :\n第一条 甲。\n某街道办事处  2017322印发\n"
    message = only("T02", source, policy("第一条", "  宣示。"))
    assert message.startswith("日期、文号缺失：")
    assert "文前的文号空白" in message and "没有写明何时施行" in message
    said_so = policy("第一条", "  宣示。", head="  施行：2017年5月1日。")
    assert "日期缺失" in only("T02", source.replace("文号 :", "文号：1号"), said_so)


def test_when_a_document_is_in_force() -> None:
    source = "第一条 本办法自印发之日起施行。\n"
    said_so = ("第一条", "  施行日：「自印发之日起」。")
    assert "印发的日子没有写明" in only("T02", source, policy(*said_so))
    assert said("T02", source, policy(*said_so, head="  成文：2019年5月30日。")) == []
    assert "没有写明何时施行" in only("T02", source, policy("第一条", "  宣示。"))
    head = "  施行：2020年1月1日。\n  失效：2019年1月1日。"
    assert "没有一天有效" in only("T02", source, policy("第一条", "  宣示。", head=head))
    upper = "  施行：2020年1月1日。\n  上位文件：「旧办法」县发〔2001〕1号，未取得原文，已废止。"
    assert "《旧办法》县发〔2001〕1号已经废止" in only(
        "T02", source, policy("第一条", "  宣示。", head=upper)
    )
    draft = said("T02", source, policy(*said_so, head="  状态：征求意见稿。"))
    assert [finding.severity for finding in draft] == [Severity.LOW]


# ---------------------------------------------------------------------------- W01, W03


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("实现外观标识、内部设施、制度流程、档案簿册、工作着装“四统一”标准", 5),
        ("做到“五个坚决”（不制毒、不贩毒、不吸毒、不种毒）", 4),
        ("达到“四升四降”（甲升、乙升、丙升、丁升、戊降、己降、庚降）", 7),
        ("按照“五室”标准设立办公室、心理咨询室、阅览室、活动室", 4),
    ],
)
def test_miscounts(text: str, count: int) -> None:
    assert f"列的是{count}项" in only("W01", f"第一条 {text}。\n", policy("第一条", "  宣示。"))


@pytest.mark.parametrize(
    "text",
    [
        "实现外观标识、内部设施、制度流程、档案簿册“四统一”标准",
        "重点苏木镇、社区要按照“五室”标准设立办公室、咨询室、阅览室、活动室、尿检室",
        "通过进社区、进学校、进农村、进单位、进家庭、进场所“六进”等活动",
        "达到“四升四降”（甲升、乙升、丙升、丁升、戊降、己降、庚降、辛降）",
        "开展禁毒“五个一”、“五创新”活动",
        "在车站、市场、广场开展“三月宣传月”",
    ],
)
def test_right_counts(text: str) -> None:
    assert said("W01", f"第一条 {text}。\n", policy("第一条", "  宣示。")) == []


def test_the_phases_that_were_announced() -> None:
    source = "一、步骤\n本次活动分为{}个阶段。\n（一）动员。\n（二）整治。\n（三）总结。\n"
    assert "说分“四个阶段”，列的是3项" in only("W01", source.format("四"), policy("一", "  宣示。"))
    assert said("W01", source.format("三"), policy("一", "  宣示。")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("知晓率超过95%以上", True),
        ("警力不足20名以下的", True),
        ("累计超过3次（含）的", True),
        ("知晓率达到95%以上", False),
        ("不低于20名以上", False),
        ("不超过95%以上的部分", False),
        ("吸毒人员超过500人的旗县", False),
    ],
)
def test_bounds_that_contradict_themselves(text: str, found: bool) -> None:
    findings = said("W03", f"第一条 {text}。\n", policy("第一条", "  宣示。"))
    assert bool(findings) is found


# ---------------------------------------------------------------------------- W04, W05

DUTIES = "第一条 定期报告进展，每季度报告一次。\n第二条 及时公开，建立定期通报制度。\n"


def test_duties_without_a_time() -> None:
    written = policy(
        "第一条", "  职责：县禁毒委员会 「报告工作进展」，频次「定期」。",
        "第二条", "  职责：县禁毒委员会 「公开」，期限「及时」。", "  职责：县公安局 「定期开展检查」。",
    )  # fmt: skip
    (finding,) = said("W04", DUTIES, written)
    assert finding.severity is Severity.LOW and finding.norms == ("第一条", "第二条")
    assert all(f"（{word}）" in finding.message for word in ("定期", "及时"))


def test_duties_whose_time_is_settled() -> None:
    written = policy(
        "机关 县禁毒委员会：又称 县禁毒委，理由「混用」。",
        "第一条", "  职责：县禁毒委员会 「报告工作进展」，频次「定期」。",
        "  职责：县禁毒委 「报告进展情况」，频次「每季度一次」。",
        "第二条", "  职责：县禁毒委员会 「建立定期通报制度」。",
        "  职责：县公安局 「公开」，频次「定期」，期限「每年底前」。",
    )  # fmt: skip
    assert said("W04", DUTIES, written) == []


def test_obliged_at_will() -> None:
    source = "第一条 应当视情给予扶助。\n第二条 应当视情处分。\n"
    written = policy(
        "第一条", "  职责：县禁毒委员会 应当 「视情给予扶助」。",
        "第二条", "  追责：由 县委 对 责任人 应当 视情 「处分」。",
    )  # fmt: skip
    assert "第一条“视情给予扶助”；第二条“处分”" in only("W05", source, written)
    fine = policy(
        "第一条", "  职责：县禁毒委员会 应当 「视情给予扶助」，标准「毒情轻重」。",
        "第二条", "  追责：由 县委 对 责任人 应当 视情 「处分」、「通报」。",
    )  # fmt: skip
    assert said("W05", source, fine) == []


# ---------------------------------------------------------------------------- X01, X02, X03

TARGETS = "第一条 甲。\n第二条 乙。\n"
READING = "读法「超过90%以上」：超过 或 不少于，理由「前后矛盾」。"


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("达到 90%以上", "达到 85%以上", "要求不一样"),
        ("不少于 5起", "不超过 3起", "没有一个数能同时做到"),
        ("上升", "下降", "不能同时做到"),
        ("零发生", "下降", "零发生是一起也没有"),
        ("不少于 5起", "不少于 5次", "单位不同"),
        ("下降 50%", "下降 30%", "要求不一样"),
        (
            "超过 90%以上〔依「超过90%以上」〕",
            "不少于 90%",
            "要求不一样（读法「超过90%以上」取超过）",
        ),
    ],
)
def test_targets_that_clash(one: str, other: str, told: str) -> None:
    written = policy(
        "第一条", f"  指标 数：{one}。", "第二条", f"  指标 数：{other}。", head=READING
    )
    assert told in only("X01", TARGETS, written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("达到 90%以上", "不少于 90%"),
        ("达到 90%，期限 2019年", "达到 85%，期限 2018年"),
        ("达到 90%，对象 甲县", "达到 85%，对象 乙县"),
        ("上升", "达到 95%"),
        ("不少于 5起，统计期「年度」", "不少于 9起，统计期「三年」"),
    ],
)
def test_targets_that_agree(one: str, other: str) -> None:
    written = policy("第一条", f"  指标 数：{one}。", "第二条", f"  指标 数：{other}。")
    assert said("X01", TARGETS, written) == []


def test_one_body_alone() -> None:
    head = "机关 公安局：又称 县公安局，理由「混用」。"
    written = policy("第一条", "  分工：牵头 公安局；责任 县公安局。", head=head)
    assert "第一条（县公安局）" in only("X02", TARGETS, written)
    among = policy("第一条", "  分工：牵头 公安局、教育局；责任 公安局。")
    assert "第一条（公安局）" in only("X02", TARGETS, among)
    for shares in (
        "牵头 公安局；责任 公安局、司法局",
        "牵头 公安局；责任 公安局；配合 司法局",
        "责任 公安局",
    ):
        assert said("X02", TARGETS, policy("第一条", f"  分工：{shares}。")) == []


def test_leading_here_and_assisting_there() -> None:
    text = (
        "第一条",
        "  分工「教育」：牵头 禁毒委；协助 宣传部。",
        "  分工：牵头 宣传部；责任 教育局。",
    )
    message = only("X02", TARGETS, policy(*text))
    assert "第一条写宣传部协助“教育”，所列的单位里却是宣传部牵头" in message
    elsewhere = (
        "第一条",
        "  分工「教育」：牵头 禁毒委；协助 宣传部。",
        "第二条",
        "  分工：牵头 宣传部；责任 教育局。",
    )
    assert said("X02", TARGETS, policy(*elsewhere)) == []


def test_what_cannot_be_measured() -> None:
    facts = (
        "事实 案件数：整数，单位 起，越多越重，统计期 年内，依据 第一条。",
        "事实 发现次数：整数，单位 次，统计期 一年内，依据 第二条。",
    )
    written = policy(
        *facts,
        "第一条", "  指标 案件数：上升。", "  指标 覆盖率：达到 100%。",
        "第二条", "  指标 人数：逐年 下降。", "  指标 比例：达到 1:20。",
    )  # fmt: skip
    found = {f.message.partition("：")[0]: f for f in said("X03", TARGETS, written)}
    assert list(found) == [
        "要求上升或者下降，没有写与什么时候比",
        "要求百分比或者比例，没有写以什么为底数",
        "要求的方向与这个数的轻重相反",
        "计数的时间有“年内”，也有“一年内”，没有写明是自然年还是连续十二个月",
    ]
    fine = policy(
        "第一条", "  指标 案件数：下降，基期 2017年。", "  指标 覆盖率：达到 100%，分母「在校学生」。"
    )  # fmt: skip
    assert said("X03", TARGETS, fine) == []


def test_a_document_without_any_of_it() -> None:
    encoded = encode("第一条 甲。\n", policy("第一条", "  宣示。", head="  施行：2020年1月1日。"))
    assert run_lints(encoded, CODES) == ()
