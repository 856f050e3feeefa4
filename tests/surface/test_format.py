"""The layout of policy files never changes what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.source.text import SourceText
from policyc.surface.format import format_source, meaning
from policyc.surface.from_text import parse
from policyc.surface.scan import scan

ROOT = Path(__file__).parents[2]
FILES = sorted(ROOT.glob("policies/**/*.policy"))

UGLY = """\
文件「示例」
   文号: 示例〔2020〕1号。


事实 株数(plants):整数,单位 株,不少于 0。   // 数一数
  结论 级 (tier) ：整数 。
第一条
 // 前面的话
第一款:
      株数   不少于   10000株的,应当   将 级 定为 1;
"""


def _text(text: str) -> SourceText:
    return SourceText("例.policy", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_real_files_are_laid_out(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_source(_text(text)) == text, "运行 policyc fmt policies/"


def test_marks_blanks_and_indents_become_even() -> None:
    ugly = UGLY.replace("定为 1;", "定为 1。")
    assert format_source(_text(ugly)) == (
        "文件「示例」\n"
        "  文号：示例〔2020〕1号。\n"
        "\n"
        "事实 株数（plants）：整数，单位 株，不少于 0。   // 数一数\n"
        "结论 级（tier）：整数。\n"
        "第一条\n"
        "  // 前面的话\n"
        "  第一款：\n"
        "    株数 不少于 10000株的，应当 将 级 定为 1。\n"
    )


def test_a_boundary_rule_is_laid_out() -> None:
    ugly = "文件「甲」\n第六条\n边界词  全文 以上  含 、以下 不含。\n第七条\n 边界词 以下 含。\n"
    assert format_source(_text(ugly)) == (
        "文件「甲」\n第六条\n  边界词 全文 以上 含、以下 不含。\n第七条\n  边界词 以下 含。\n"
    )


def test_an_acceptance_is_laid_out() -> None:
    ugly = "文件「甲」\n  接受  C01 第六条 至第八条,指纹 2f2bd710 ， 理由 「有意,如此」。// 注\n"
    assert format_source(_text(ugly)) == (
        "文件「甲」\n接受 C01 第六条至第八条，指纹 2f2bd710，理由「有意,如此」。  // 注\n"
    )


@pytest.mark.long
@settings(max_examples=max(1, settings().max_examples // 2))
@given(
    file=st.sampled_from(FILES),
    edits=st.lists(
        st.tuples(st.integers(0, 10**6), st.sampled_from(["  ", "\n", "// 注\n", "\t"]))
    ),
)
def test_parse_print_parse_is_the_identity(file: Path, edits: list[tuple[int, str]]) -> None:
    """Blanks, line ends and comments put between words anywhere change no meaning, and the
    layout keeps the meaning and every comment, and is its own fixed point."""
    text = file.read_text(encoding="utf-8")
    places = sorted({word.end for word in scan(text)})
    for where, what in edits:
        place = places[where % len(places)]
        if text[place : place + 1] in ("，", "。", "；"):
            text = text[:place] + what + text[place:]
            places = sorted({word.end for word in scan(text)})
    before = parse(_text(text))
    if before.file is None:
        return
    laid_out = format_source(_text(text))
    assert meaning(parse(_text(laid_out)).file) == meaning(before.file)
    assert laid_out.count("// 注") == text.count("// 注")
    assert format_source(_text(laid_out)) == laid_out
