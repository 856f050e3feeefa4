"""Characters that begin no word, and brackets that do not come in pairs."""

from __future__ import annotations

import re

from attrs import evolve

from policyc.diagnostics import Code
from policyc.surface.mistakes.trouble import Found, Trouble, syntax
from policyc.surface.mistakes.wording import HEADS, SCALES
from policyc.surface.scan import BAD

_OPERATORS = {
    ">": "超过", ">=": "不少于", "≥": "不少于", "<": "少于", "<=": "不超过", "≤": "不超过",
    "=": "为", "==": "为", "≠": "不为", "!=": "不为", "&": "且", "&&": "且", "|": "或者",
    "||": "或者",
}  # fmt: skip
_HALF_WIDTH = str.maketrans("＞＜！＝", "><!=")
_OPERATOR = re.compile(r"[>＞<＜]=?|[!！]=|==?|[≥≤≠]|&&?|\|\|?")
_BRACKETS = "[]{}［］【】"
_QUOTES = "\"'“”‘’『』"
_TITLES = "《》〈〉"
_TITLED = (*HEADS, "用例")
_STOPS = ".．!！?？"
_COPIED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def bad_character(t: Trouble) -> Found | None:
    """A character that no word begins with."""
    word = t.word
    if word is None or word.kind != BAD:
        return None
    char = word.text[0]
    if char in "「」":
        return _half_quote(t, char)
    operator = _OPERATOR.match(t.source.text, word.start)
    if operator and not (_on_a_scale(t) and char in ">＞"):
        return _not_an_operator(t, operator.group())
    if char in _TITLES and t.kind(-1) in _TITLED:
        message, help = (
            f"这里不用“{char}”",
            f"标题用「」括起来，例如：{t.text(-1)}「某某管理办法」。",
        )
    else:
        message, help = _advice(char, scale=_on_a_scale(t))
    return Found(syntax(message, t.place(word.start, word.start + 1), help, code=Code.E103))


def less_than(t: Trouble) -> Found | None:
    """甲 < 5株: the mark of scales in a condition."""
    word = t.word
    if word is None or word.kind != "_LESS" or _on_a_scale(t) or not t.expects("少于"):
        return None
    operator = _OPERATOR.match(t.source.text, word.start)
    assert operator is not None
    return _not_an_operator(t, operator.group())


def _on_a_scale(t: Trouble) -> bool:
    return t.words[0].kind in SCALES


def _not_an_operator(t: Trouble, written: str) -> Found:
    word = t.word
    assert word is not None
    wanted = _OPERATORS[written.translate(_HALF_WIDTH)]
    end = word.start + len(written)
    at = next((k for k in range(t.at, len(t.words)) if t.words[k].start >= end), len(t.words))
    return Found(
        syntax(
            f"这里不能用符号“{written}”",
            t.place(word.start, end),
            f"用文字写，改为“{wanted}”。",
            code=Code.E103,
        ),
        t.put(wanted, at=at, least=1),
    )


def _advice(char: str, scale: bool) -> tuple[str, str]:
    if char in ">＞" and scale:
        return f"各档之间不用“{char}”", "从轻到重排列，用“<”隔开：甲 < 乙 < 丙。"
    if char in _STOPS:
        return f"这里不能用“{char}”", "一句话的末尾用中文句号“。”。"
    if char in _QUOTES:
        return f"这里不能用引号{char}", "名称和文字用「」括起来。"
    if char in _TITLES:
        return (
            f"这里不能直接写“{char}”",
            "带书名号的名称整个用「」括起来，例如 「《预算法》」。",
        )
    if char in _BRACKETS:
        return f"这里不能用“{char}”", "括号用（）；名称里确有此符号的，整个用「」括起来。"
    if char in _COPIED or not (char.isprintable() and char.strip()):
        return (
            f"这里有一个看不见的字符（U+{ord(char):04X}）",
            "删去它；多半是从别处复制文字时带进来的。",
        )
    return f"不认识的符号“{char}”", "删去它；名称里确有此符号的，整个用「」括起来。"


def _half_quote(t: Trouble, char: str) -> Found:
    word = t.word
    assert word is not None
    span = t.place(word.start, word.start + 1)
    if char == "」":
        return Found(
            syntax(
                "“」”前面没有与它配对的“「”",
                span,
                "补上“「”，或者删去“」”；「」里面不能再套「」。",
                code=Code.E102,
            )
        )
    help = "在它所括文字的末尾补上“」”；「」要写在同一行里，里面不能再套「」。"
    return Found(syntax("“「”后面没有与它配对的“」”", span, help, code=Code.E102))


def open_bracket(t: Trouble) -> Found | None:
    """A （ that is not closed before the sentence goes on without it, or a ） too many."""
    kind = t.kind(0)
    if kind == "_RPAR" and not t.brackets and not t.expects("_RPAR"):
        resume = t.goes_on(t.stack, t.at + 1)
        return Found(
            syntax("这个“）”前面没有与它配对的“（”", t.here(), "补上“（”，或者删去“）”。"), resume
        )
    if not t.brackets or not t.expects("_RPAR"):
        return None
    if t.word is not None and kind not in (
        "_DE",
        "_PERIOD",
        "_SEMICOLON",
        "_COMMA",
        "_COLON",
        "则",
        "应有",
    ):
        return None
    opener = t.words[t.brackets[-1]]
    resume = t.put("_RPAR")
    if resume is None and t.word is not None:
        return None
    return Found(
        syntax(
            "这个“（”后面没有与它配对的“）”",
            t.span(opener),
            "在括号里的话写完的地方补上“）”。",
            code=Code.E102,
        ),
        resume and evolve(resume, closes=True),
    )
