"""The first words of a sentence: left out, or written together with the next."""

from __future__ import annotations

from policyc.surface.mistakes.heads import is_chapter
from policyc.surface.mistakes.trouble import Found, Resume, Trouble, syntax
from policyc.surface.mistakes.wording import DECLARATIONS, EXAMPLES, SENTENCES, TELLING, show

_OPENERS = sorted((*DECLARATIONS, *SENTENCES, "读法", "用例"), key=lambda key: (-len(key), key))


def glued_opener(t: Trouble) -> Found | None:
    """已知甲；…, 事实甲：…: the word that opens a sentence and the next one written together."""
    first = t.words[0]
    if first.kind != "NAME":
        return None
    for key in _OPENERS:
        rest = first.text.removeprefix(key)
        if not rest or rest == first.text:
            continue
        for between in (("NAME",), ("_COLON", "NAME"), ("_COLON",)):
            kinds = [key, *between, *(word.kind for word in t.words[1:])]
            stack = t.machine.after_all(t.machine.start, kinds[: len(between) + 1])
            whole = t.machine.accepted(t.machine.start, kinds)
            if stack is None or whole - len(between) < min(t.at + 1, len(t.words)):
                continue
            mark = "：" if "_COLON" in between else " "
            missing = "缺少“：”" if "_COLON" in between else "缺少空格"
            place = t.place(first.start + len(key), first.start + len(key))
            help = f"写成：{key}{mark}{rest} ……"
            return Found(syntax(f"“{key}”后面{missing}", place, help), Resume(stack, 1))
    return None


def missing_opener(t: Trouble) -> Found | None:
    """甲（a）：布尔。, ：甲；乙。: nothing says what kind of sentence it is."""
    first = t.words[0]
    if t.at == 0 and first.kind == "_COLON":
        return Found(
            syntax(
                "“：”前面没有写是什么",
                t.span(first),
                "在前面写上“已知”“应得”“前提”“职责”之类的词；多写的，删去它。",
            )
        )
    if t.at != 1 or not first.first or first.kind not in ("NAME", "QUOTED") or is_chapter(first):
        return None
    if any(word in first.text for word in TELLING):
        return None  # a sentence without blanks
    with_alias = t.kind(0) == "_LPAR" and t.kind(1) == "NAME" and t.kind(3) == "_COLON"
    if t.kind(0) != "_COLON" and not with_alias:
        return None
    return Found(
        syntax(
            f"{show(first)}前面没有写它是什么",
            t.place(first.start, first.start),
            f"声明以“事实”“认定”“程度”“级别”“结论”等词开头，例如：{EXAMPLES['事实']}",
        )
    )


def missing_head(t: Trouble) -> Found | None:
    """A title without 文件 at the very beginning of a file."""
    first = t.words[0]
    if first.kind != "QUOTED" or t.source.text[: first.start].strip():
        return None
    return Found(
        syntax(
            "标题前面缺少“文件”",
            t.place(first.start, first.start),
            f"写成：文件{first.text}",
        )
    )
