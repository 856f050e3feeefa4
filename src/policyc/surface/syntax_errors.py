"""Syntax errors in the words of a drafter: what stands there, what was expected, what to do."""

from __future__ import annotations

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

from policyc.diagnostics import Code, Diagnostic
from policyc.source.span import Span
from policyc.source.text import SourceText

_TERMINALS = {
    "NAME": "名称",
    "QUOTED": "「名称」",
    "QUANTITY": "数量",
    "CITATION": "条款引用",
    "HEADING": "顶格的条款标题",
    "UNIT_LABEL": "第几款、第几句",
    "ITEM_LABEL": "（一）这样的项号",
    "BOUND": "以上、以下等词",
    "FIELD": "文号等文件信息",
    "_TO": "至",
    "_DE": "“的”",
    "_COMMA": "逗号“，”",
    "_PERIOD": "句号“。”",
    "_SEMICOLON": "分号“；”",
    "_COLON": "冒号“：”",
    "_DUNHAO": "顿号“、”",
    "_LPAR": "左括号“（”",
    "_RPAR": "右括号“）”",
    "_LMARK": "“〔依「读法」〕”",
    "_RMARK": "“〕”",
    "_LESS": "“<”",
    "$END": "文件结尾",
}
_ORDER = list(_TERMINALS)
_SHOWN = 6


def explain(error: UnexpectedToken | UnexpectedCharacters, source: SourceText) -> Diagnostic:
    """A diagnostic for lark's error, at the place of the offending word."""
    if isinstance(error, UnexpectedCharacters):
        return _bad_character(error, source)
    token = error.token
    expected = set(error.accepts or error.expected)
    if token.type == "$END":
        return _unfinished(source, expected)
    assert token.start_pos is not None and token.end_pos is not None
    span = Span(source.name, token.start_pos, max(token.end_pos, token.start_pos + 1))
    return Diagnostic(
        Code.E101, f"这里不应出现{_show(token)}", span, help=_advice(token, expected, source)
    )


def _bad_character(error: UnexpectedCharacters, source: SourceText) -> Diagnostic:
    place = error.pos_in_stream or 0
    char = source.text[place] if place < len(source.text) else ""
    hints = {
        "「": "「」要成对，并写在同一行里。",
        "」": "「」要成对，并写在同一行里。",
        ".": "句末用中文句号“。”。",
        '"': "名称里有标点时，用「」括起来。",
        "“": "名称里有标点时，用「」括起来。",
        "”": "名称里有标点时，用「」括起来。",
    }
    return Diagnostic(
        Code.E103,
        f"不认识的符号“{_visible(char)}”",
        Span(source.name, place, place + 1),
        help=hints.get(char, "删去它；名称里确有此符号的，用「」括起来。"),
    )


def _visible(char: str) -> str:
    return char if char.isprintable() and char.strip() else f"U+{ord(char):04X}" if char else ""


def _unfinished(source: SourceText, expected: set[str]) -> Diagnostic:
    end = len(source.text.rstrip())
    start = max(end - 1, 0)
    advice = "句子以“。”结束。" if "_PERIOD" in expected else f"后面应当还有{_list(expected)}。"
    return Diagnostic(
        Code.E102, "文件在一句话中间结束了", Span(source.name, start, end), help=advice
    )


def _show(token: Token) -> str:
    if token.type == "HEADING":
        return f"标题“{token}”"
    if token.type in ("NAME", "QUOTED", "QUANTITY", "CITATION"):
        return f"“{str(token)[:30]}”"
    return f"“{token}”"


def _advice(token: Token, expected: set[str], source: SourceText) -> str:
    before = source.text[: token.start_pos or 0].rstrip()
    opens = token.type in ("HEADING", "FIELD")
    opens = opens or (token.type == "UNIT_LABEL" and before[-1:] != "：")
    if opens and "_PERIOD" in expected:
        return "上一句没有写完：句末加“。”。"
    if token.type in ("且", "并且", "或者"):
        return "“且”与“或者”同时出现时，用（）写明先后；“或”只连接同一事实的几个值。"
    if token.type == "或":
        return "“或”只连接同一事实的几个值；连接两个条件用“或者”。"
    if token.type == "NAME" and "_DE" in expected and "_COMMA" in expected:
        return "两个名称之间缺少“为”“不少于”之类的词，或名称中间多了空格；也可能缺少标点。"
    if expected == {"NAME"} and token.type not in _TERMINALS:
        return f"“{token}”是关键词；用作名称时写成「{token}」。"
    if "NAME" in expected and token.type not in _TERMINALS:
        return f"这里应为{_list(expected)}。“{token}”是关键词，用作名称时写成「{token}」。"
    return f"这里应为{_list(expected)}。"


def _list(expected: set[str]) -> str:
    """The expected terminals in Chinese, the most telling first."""
    known = [_TERMINALS[name] for name in _ORDER if name in expected]
    words = sorted(f"“{name}”" for name in expected if name not in _TERMINALS)
    shown = (known + words)[:_SHOWN]
    rest = len(known) + len(words) - len(shown)
    return "、".join(dict.fromkeys(shown)) + ("等" if rest > 0 else "")
