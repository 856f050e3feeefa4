"""Recovery: one mistake, one message, at its place; and never silence, noise or a long wait."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from random import Random

import pytest

from policyc.diagnostics import Code, Diagnostic
from policyc.source.text import SourceText
from policyc.surface.automaton import END, automaton
from policyc.surface.from_text import parse
from policyc.surface.recover import MOST_MISTAKES
from policyc.surface.scan import BAD, scan

ROOT = Path(__file__).resolve().parents[2]
REAL = sorted(ROOT.glob("policies/*/*.policy"))
MOST_MARKS = 300 if os.environ.get("POLICYC_HYPOTHESIS") == "long" else 60
"""Marks of one file that are left out in turn."""

MARKS = {"_COMMA", "_PERIOD", "_SEMICOLON", "_COLON", "_DUNHAO", "_DE", "_LPAR", "_RPAR", "_LESS"}


def problems_of(text: str) -> tuple[Diagnostic, ...]:
    return parse(SourceText("例.policy", text)).diagnostics


def places_of(text: str) -> list[tuple[int, int]]:
    """Line and column, from 1, of each mistake."""
    source = SourceText("例.policy", text)
    found = []
    for problem in problems_of(text):
        assert problem.span is not None
        line, column = source.line_col(problem.span.start)
        found.append((line + 1, column + 1))
    return found


# ---------------------------------------------------------------------------- the machine


def test_the_machine_agrees_with_lark() -> None:
    machine = automaton()
    for path in REAL:
        stack = machine.start
        for word in scan(path.read_text(encoding="utf-8")):
            following = machine.after(stack, word.kind)
            assert following is not None, (path.name, word)
            stack = following
        assert machine.after(stack, END) is not None


def test_what_is_expected_includes_keywords() -> None:
    machine = automaton()
    stack = machine.after_all(machine.start, ("HEADING", "_COLON"))
    assert stack is not None
    assert {"前提", "应当", "将", "NAME", "HEADING", END} <= machine.expected(stack)
    assert not any(kind.islower() for kind in machine.expected(stack))
    assert machine.after(stack, "_COMMA") is None
    assert machine.accepted(stack, ["NAME", "为", "NAME", "_COMMA", "应当"]) == 4


# ---------------------------------------------------------------------------- several mistakes


def test_mistakes_in_different_sentences_are_all_reported() -> None:
    text = """\
事实 通报 次数：整数。
级别 风险：低、高。
第四条
  甲，应当 将 丙 定为 丁。
  甲的，应当 将 丙 为 丁。
第六条
  第一句：（甲的，应当 将 丙 定为 丁。
  第二句：甲 或 乙的，应当 将 丙 定为 丁
第七条
  甲的，应当 将 丙 定为 丁。
"""
    assert places_of(text) == [(1, 4), (2, 8), (4, 4), (5, 13), (7, 7), (8, 9), (8, 25)]


def test_mistakes_in_one_list_are_all_reported() -> None:
    text = """\
第三条
  具有下列情形之一的，评定为 丙：
  （一）甲
  （二）乙 不 少于 3株；
  （三）丁 3株
  （四）戊
"""
    assert places_of(text) == [(3, 7), (4, 8), (5, 6), (5, 10), (6, 7)]


def test_a_mistake_is_not_reported_again_further_on() -> None:
    for text in (
        "读法「至：含 或 不含，理由「没有写明。\n事实 甲：布尔。\n",
        "第四条\n  （（（甲的，应当 将 丙 定为 丁。\n第五条\n  甲的，应当 将 丙 定为 丁。\n",
        "第四条\n  ~ ! @ # $ % ^ & * ( ) _ +\n第五条\n  甲的，应当 将 丙 定为 丁。\n",
        "文件「甲」\n  发文：一号。\n  文号：一号。\n事实 甲：布尔。\n",
        "用例「甲」\n  已知：甲 乙 丙 丁 戊。\n  应得：甲 为 乙。\n",
    ):
        assert len(problems_of(text)) == 1, text


@pytest.mark.long
@pytest.mark.parametrize("path", REAL, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_leaving_out_one_mark_gives_one_message_near_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    marks = [word for word in scan(text) if word.kind in MARKS]
    marks = Random(1).sample(marks, min(len(marks), MOST_MARKS))
    lonely = near = broken = 0
    for mark in marks:
        problems = problems_of(text[: mark.start] + text[mark.end :])
        if not problems:
            continue  # the rest still makes sense: 甲、乙 as one name, 的 that may be left out
        broken += 1
        lonely += len(problems) == 1
        starts = [problem.span.start for problem in problems if problem.span is not None]
        near += min(abs(start - mark.start) for start in starts) <= 25
    assert lonely >= 0.95 * broken
    assert near >= 0.9 * broken


def test_a_place_is_where_something_is_missing() -> None:
    """An empty span right behind the last word: there the mark belongs."""
    text = "事实 甲：布尔\n\n\n事实 乙：布尔。\n"
    (problem,) = problems_of(text)
    assert problem.code is Code.E102
    assert problem.span is not None
    assert (problem.span.start, problem.span.end) == (7, 7)


# ---------------------------------------------------------------------------- what is always said


@pytest.mark.parametrize(
    "text",
    [
        "甲",
        "。",
        "，，，",
        "）",
        "「",
        "」",
        "第六条第六条",
        "文件",
        "文件「甲」文件「乙」",
        "事实",
        "应当",
        "\x00",
        "的",
        "：",
        "（一）",
        "5株",
        "以上",
        "至 ",
        "//",
        "<<<<",
        "第六条 优先于",
        "文号：一号。",
        "用例「甲」甲",
    ],
)
def test_fragments(text: str) -> None:
    result = parse(SourceText("例.policy", text))
    assert (result.file is None) == bool(result.diagnostics)
    for problem in result.diagnostics:
        assert problem.span is not None
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        assert problem.help
        assert not re.search(r"[A-Z_]{3,}|\$", problem.message + problem.help)


def test_a_file_of_nothing_but_mistakes() -> None:
    problems = problems_of("事实 甲 布尔。\n" * (2 * MOST_MISTAKES))
    assert MOST_MISTAKES <= len(problems) <= MOST_MISTAKES + 10


def test_deep_nesting_is_refused_and_not_a_crash() -> None:
    for deep in (
        "（" * 5000 + "甲" + "）" * 5000,
        "不 " * 5000 + "甲",
        "（不 " * 3000 + "甲" + "）" * 3000,
    ):
        text = f"第六条\n  {deep}的，将 丙 定为 丁。\n"
        result = parse(SourceText("例.policy", text))
        if "不" in deep:
            assert "太深" in result.diagnostics[0].message
    balanced = "（" * 15 + "甲" + "）" * 15
    assert not problems_of(f"第六条\n  {balanced}的，将 丙 定为 丁。\n")


def test_a_long_series_is_not_deep() -> None:
    """Left recursion in the grammar must not become recursion here."""
    series = "，".join(f"甲{k}" for k in range(3000))
    items = "；".join(f"（一）甲{k}" for k in range(3000))
    text = f"第六条\n  {series}的，将 丙 定为 丁。\n  具有下列情形之一的，列为 丙：{items}。\n"
    assert parse(SourceText("例.policy", text)).diagnostics == ()


# ---------------------------------------------------------------------------- time

KB = 1024
GARBAGE = {
    "开括号": "（",
    "引号": "「",
    "名称": "甲 ",
    "逗号": "甲，",
    "句号": "。",
    "坏字符": "！。",
    "零字符": "\x00",
    "条": "第六条\n",
    "款": "第六条\n第一款：\n",
    "声明": "事实 甲 乙。\n",
    "缺句号": "事实 甲：布尔\n",
    "的": "的 ",
    "空格": "的          ",
    "数字": "1,234.5:6%",
    "项": "（一）甲；",
    "不": "不 ",
    "注释": "// 注释\n",
    "网页": "<div class='a'>你好</div>\n",
    "用例": "用例「甲」\n已知：甲；乙\n",
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_garbage_takes_no_time(kind: str) -> None:
    unit = GARBAGE[kind]
    text = unit * (200 * KB // len(unit.encode()))
    begun = time.process_time()
    parse(SourceText("例.policy", text))
    assert time.process_time() - begun < 6  # a second here; what is not linear takes minutes


def test_bad_characters_come_in_runs() -> None:
    words = scan("甲" + "！" * 50 + "乙")
    assert [word.kind for word in words] == ["NAME", BAD, "NAME"]
    assert [word.kind for word in scan("「甲，乙\n丙")] == [BAD, "NAME"]
