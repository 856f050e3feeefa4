"""Events and reports from JSON: no input raises, and every complaint stands at its place."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.test_progress import plan
from tests.lifecycle.sample import policy_of

from policyc.core.reported import Done, Figure
from policyc.diagnostics import Diagnostic
from policyc.driver.events_file import read_events
from policyc.driver.reported_file import read_reported
from policyc.lifecycle.simulate import simulate
from policyc.source.text import SourceText

LIFE = policy_of()
NAMES = st.sampled_from(
    [
        *("事件", "日期", "事实", "决定", "起算", "到期", "date", "整治级别", "期满处置", "毒情"),
        *("指标", "完成", "知晓率", "配比", "值", "基期值", "对象", "条款", "做什么", ""),
    ]
)
WORDS = st.sampled_from(
    [
        "挂牌整治",
        "延期",
        "严重",
        "2020-01-01",
        "9999-12-31",
        "0001-01-01",
        "二（一）2",
        "96%",
        "1:0",
    ]
)
NUMBERS = st.sampled_from([0, -1, 1.5, 10**60, 1e300, float("nan"), float("inf")])
VALUES = st.recursive(
    WORDS | NUMBERS | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def text_of(data: object) -> SourceText:
    return SourceText("甲.json", data if isinstance(data, str) else json.dumps(data))


def check_places(text: SourceText, problems: list[Diagnostic]) -> None:
    for problem in problems:
        assert problem.help
        if problem.span is not None:
            text.slice(problem.span)


@given(VALUES | st.fixed_dictionaries({"事件": st.lists(VALUES, max_size=3)}))
def test_any_events(data: object) -> None:
    text = text_of(data)
    found, problems = read_events(text, LIFE, LIFE.lifecycles[0], rest_harmless=True)
    check_places(text, problems)
    if not problems:
        simulate(LIFE, LIFE.lifecycles[0], found.events, facts=found.facts, readings={})


@given(VALUES | st.fixed_dictionaries({"指标": VALUES, "完成": st.lists(VALUES, max_size=2)}))
def test_any_report(data: object) -> None:
    text = text_of(data)
    _, problems = read_reported(text, plan())
    check_places(text, problems)


def test_a_report() -> None:
    found, problems = read_reported(
        text_of(
            {
                "指标": {"知晓率": "96%", "外流人数": [{"值": 0.5, "基期值": 2, "对象": "甲"}]},
                "完成": [{"条款": "二（一）2", "做什么": "报送方案", "日期": "2018-06-01"}],
                "事实": {"重视不够": None},
            }
        ),
        plan(),
    )
    assert not problems
    assert [str(figure.value) for figure in found.figures["知晓率"]] == ["24/25"]
    (outflow,) = found.figures["外流人数"]
    assert (outflow.value * 2, outflow.base, outflow.whose) == (1, 2, "甲")
    assert found.done == (Done("二（一）2", (date(2018, 6, 1),), "报送方案"),)
    assert isinstance(outflow, Figure)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('{"指标": {}, "指标": {}}', "文件的“指标”给了两次"),
        ('{"指标": {"知晓率": 1e99999999}}', "过大或过长"),
        ('{"指标": {"知晓率": NaN}}', "不是 JSON 里的数"),
        ('{"指标": {"知晓率": [1,]}}', "多了逗号"),
        ('{"完成": [{"条款": 5}]}', "“条款”应为文字"),
        ('{"完成": [{"条款": "二（一）2"}]}', "有 3 件事"),
        ("[]", "最外层不是 JSON 对象"),
    ],
)
def test_a_wrong_report(written: str, words: str) -> None:
    text = text_of(written)
    _, problems = read_reported(text, plan())
    assert words in problems[0].message and problems[0].span is not None
    check_places(text, problems)
