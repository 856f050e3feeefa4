"""Heads of files and titles of articles: what stands in the wrong place."""

from __future__ import annotations

import re

from policyc.diagnostics import Code, did_you_mean
from policyc.surface.automaton import Stack
from policyc.surface.grammar import field_names
from policyc.surface.mistakes.trouble import Found, Resume, Trouble, syntax
from policyc.surface.mistakes.wording import HEADS
from policyc.surface.scan import Word

_CHAPTER = re.compile(r"第[^第\s]+[编章节]\S*")
_NUMBERED = re.compile(r"(?:附件\S*\s*)?第[^第\s]+条|[一二三四五六七八九十]+(?:[（(]\S+[）)]\d*)?")
_UNIT = re.compile(r"第[^第\s]+[款项句]")


def head_not_first(t: Trouble) -> Found | None:
    """文件 or 词汇 anywhere but at the very beginning."""
    if t.at == 0 and t.kind(0) in HEADS and t.kind(1) == "QUOTED":
        return Found(
            syntax(
                f"“{t.text(0)}”只能写在最前面，并且只写一次",
                t.here(),
                "一个文件只写一份政策文件或者词汇；移到开头，或者另存为一个文件。",
                code=Code.E107,
            ),
            _next_field(t, t.at + 2),
        )
    return None


def unknown_field(t: Trouble) -> Found | None:
    """A line of the head whose key is not known."""
    key = t.before
    if t.words[0].kind not in HEADS or t.kind(0) != "_COLON" or key is None or not key.first:
        return None
    if key.kind == "QUOTED":
        return None
    stack = t.earlier(1)
    names = field_names()
    hint = did_you_mean(key.text, names) or f"可写：{'、'.join(names)}。"
    found = syntax(f"文件信息里没有“{key.text}”这一项", t.span(key), hint)
    at = next((k for k in range(t.at, len(t.words)) if t.words[k].first), None)
    return Found(found, None if stack is None or at is None else Resume(stack, at))


def _next_field(t: Trouble, at: int) -> Resume | None:
    stack = t.machine.after_all(t.machine.start, ("文件", "QUOTED"))
    return t.goes_on(stack, at, least=1)


def field_out_of_place(t: Trouble) -> Found | None:
    """文号：… anywhere but in the head."""
    word = t.word
    if word is None or word.kind != "FIELD" or not word.first:
        return None
    key = word.text.split("：")[0].split(":")[0].strip()
    return Found(
        syntax(
            f"“{key}”这一行要写在文件开头",
            t.place(word.start, word.start + len(key)),
            "移到“文件「……」”下面；是名称而不是文件信息的，用「」括起来。",
            code=Code.E107,
        ),
        t.goes_on(t.stack, t.at + 1, least=1),
    )


def unmarked_unit(t: Trouble) -> Found | None:
    """第一款 with its sentence behind it and no colon between."""
    unit = t.before
    if unit is None or not unit.first or not _UNIT.fullmatch(unit.text):
        return None
    stack = t.machine.after_all(t.machine.start, ("HEADING", "UNIT_LABEL", "_COLON"))
    resume = t.goes_on(stack, t.at)
    if resume is None:
        return None
    return Found(syntax(f"“{unit.text}”后面缺少“：”", t.after(), "在这里加上“：”。"), resume)


def is_chapter(word: Word) -> bool:
    """Whether a word is the number of a chapter or the like, at the margin."""
    return word.margin and _CHAPTER.fullmatch(word.text) is not None


def chapter(t: Trouble) -> Found | None:
    """第一章 总则: the titles above articles are not written."""
    first = next((word for word in reversed(t.words[: t.at + 1]) if word.first), None)
    if first is None or not is_chapter(first):
        return None
    line = t.line(first).replace("\u3000", " ")
    at = next((k for k in range(t.at, len(t.words)) if t.words[k].first), len(t.words))
    return Found(
        syntax(
            "政策文件里不写章、节的标题",
            t.place(first.start, first.start + len(line)),
            f"删去这一行，或者写成注释：// {line}",
        ),
        Resume(t.stacks[0] if t.at == 0 else _top(t), at),
    )


def titled_heading(t: Trouble) -> Found | None:
    """第四条（评定标准）, 第四条、第五条: more on the line of a heading than its number."""
    first, word = t.words[0], t.word
    heading = t.source.text[: first.start].rpartition("\n")[2].strip()
    if not heading or first.first or not _NUMBERED.fullmatch(heading):
        return None
    if t.at == 0 and first.kind in ("_DUNHAO", "_TO"):
        help = "每一条各写一个标题，标题下面写这一条的规定。"
        return Found(syntax("一个标题只写一条", t.span(first), help))
    same_line = not any(other.first for other in t.words[: t.at])
    if not same_line or (word is not None and not word.first):
        return None
    rest = t.source.text[first.start : t.words[t.at - 1].end]
    return Found(
        syntax(
            f"标题“{heading}”后面不写别的",
            t.place(first.start, t.words[t.at - 1].end),
            f"删去它，或者写成注释：{heading} // {rest}",
        ),
        Resume(_top(t), t.at),
    )


def torn_heading(t: Trouble) -> Found | None:
    """第 五 条: blanks within the number of a heading."""
    first = t.words[0]
    if not first.margin or first.text != "第":
        return None
    line = t.line(first)
    if not _NUMBERED.match("".join(line.split())):
        return None
    squeezed = "".join(line.split())
    place = t.place(first.start, first.start + len(line))
    return Found(syntax("条款的编号中间多了空格", place, f"连着写：{squeezed}。"))


def _top(t: Trouble) -> Stack:
    """The states between two sentences."""
    stack = t.machine.after_all(t.machine.start, ("HEADING", "_COLON"))
    assert stack is not None
    return stack


def indented_heading(t: Trouble) -> Found | None:
    """第六条 with blanks before it: read as a citation, and meant as a title."""
    heading = t.before
    if heading is None or heading.kind != "CITATION" or not heading.first:
        return None
    if t.expected != {"优先于"} or (
        t.word is not None and not (t.word.first or t.kind(0) == "_COLON")
    ):
        return None
    stack = t.machine.after_all(t.machine.start, ("HEADING", "_COLON"))
    at = t.at + 1 if t.kind(0) == "_COLON" else t.at
    return Found(
        syntax(
            f"条款的标题“{heading.text}”没有顶格写",
            t.span(heading),
            "删去它前面的空格：顶格的才是标题，不顶格的是引用。",
            code=Code.E107,
        ),
        None if stack is None else Resume(stack, at),
    )
