"""Names, keywords and numbers: what is glued together, torn apart or mistaken for the other."""

from __future__ import annotations

from policyc.surface.automaton import Stack
from policyc.surface.grammar import keywords
from policyc.surface.mistakes.trouble import Found, Resume, Trouble, syntax
from policyc.surface.mistakes.wording import COMPARATORS, PHRASES, SYNONYMS, show
from policyc.surface.scan import Word

_NAMES = ("NAME", "QUOTED")
_QUOTED_AFTER = {"文件": "标题", "词汇": "名称", "用例": "名称", "常理": "名称", "读法": "名称"}


def torn_keyword(t: Trouble) -> Found | None:
    """不 少于, 定 为: a keyword with a blank in it."""
    for back in (1, 0):
        first, second = t.near(-back), t.near(1 - back)
        stack = t.earlier(back)
        if first is None or second is None or stack is None:
            continue
        joined = first.text + second.text
        if joined not in keywords() or not t.together(first, second) or first.end == second.start:
            continue
        resume = t.goes_on(t.machine.after(stack, joined), t.at + 2 - back, least=1)
        if resume is not None:
            return Found(
                syntax(
                    f"“{first.text}”与“{second.text}”之间多了空格",
                    t.span(first, second),
                    f"“{joined}”是一个词，要连着写。",
                ),
                resume,
            )
    return None


def glued_keyword(t: Trouble) -> Found | None:
    """为挂牌整治, 整治级别为, 不少于5000株: no blank beside a keyword."""
    word, before = t.word, t.before
    if word is not None and word.kind == "NAME":
        for key in _longest_first(word.text.startswith):
            found = _glued(t, word, key, word.text[len(key) :], t.stack, head=True)
            if found is not None:
                return found
    stack = t.earlier(1)
    if before is not None and before.kind == "NAME" and stack is not None:
        for key in _longest_first(before.text.endswith):
            found = _glued(t, before, key, before.text[: -len(key)], stack, head=False)
            if found is not None:
                return found
    return None


def _longest_first(fits: object) -> list[str]:
    assert callable(fits)
    words = [key for key in (*keywords(), *SYNONYMS) if fits(key)]
    return sorted(words, key=lambda key: (-len(key), key))


def _glued(
    t: Trouble, word: Word, key: str, rest: str, stack: Stack, *, head: bool
) -> Found | None:
    """A keyword at the head or tail of a name, if blanks around it would mend the sentence."""
    if not rest:
        return None
    real = SYNONYMS.get(key, key)
    rest_kind = rest if rest in keywords() else "QUANTITY" if rest[0].isdecimal() else "NAME"
    kinds = (real, rest_kind) if head else (rest_kind, real)
    next_at = t.at + 1 if head else t.at
    first, second = (key, rest) if head else (rest, key)
    written = " ".join((real, rest) if head else (rest, real))
    for between, missing, help in (
        ((), "空格", f"写成：{written}。关键词两边要留空格或者有标点。"),
        (("_COMMA",), "“，”", f"写成：{first}，{second}。"),
        (("_DE",), "“的”", f"写成：{first}的{second}。"),
    ):
        stack_after = t.machine.after_all(stack, (kinds[0], *between, kinds[1]))
        resume = t.goes_on(stack_after, next_at, least=1)
        if resume is not None:
            message = f"“{first}”与“{second}”之间缺少{missing}"
            return Found(syntax(message, t.span(word), help), resume)
    return None


def synonym(t: Trouble) -> Found | None:
    """大于, 应该, 和: a common word, but not the one that policy files use."""
    for back in (0, 1):
        word, stack = t.near(-back), t.earlier(back)
        if word is None or stack is None or (word.kind != "NAME" and word.text != "按照"):
            continue
        if word.text in PHRASES:
            return Found(syntax(f"这里不能写“{word.text}”", t.span(word), PHRASES[word.text]))
        wanted = SYNONYMS.get(word.text, "")
        following = t.machine.after(stack, wanted)
        resume = t.goes_on(following, t.at + 1 - back, least=1)
        if resume is not None:
            return Found(
                syntax(f"这里不能用“{word.text}”", t.span(word), f"改为“{wanted}”。"), resume
            )
    return None


def number(t: Trouble) -> Found | None:
    """10000 株: a blank before the unit; a name that begins with a digit."""
    word, before = t.word, t.before
    if word is None:
        return None
    if word.kind == "NAME" and before is not None and _bare_number(t, before, word):
        return Found(
            syntax(
                "数字与单位之间多了空格",
                t.span(before, word),
                f"连着写：{before.text}{word.text}。",
            ),
            t.goes_on(t.stack, t.at + 1, least=1),
        )
    if word.kind == "QUANTITY" and t.expects("NAME") and not t.expects("QUANTITY"):
        resume = t.put("NAME", at=t.at + 1)
        if resume is not None:
            return Found(
                syntax(
                    f"名称不能以数字开头：{show(word)}",
                    t.span(word),
                    f"换一个名称，或者用「」括起来：「{word.text}」。",
                ),
                resume,
            )
    if word.kind == "NAME" and t.expects("QUANTITY") and not t.expects("NAME"):
        return Found(
            syntax(f"这里要写数字，{show(word)}不是", t.span(word), _digits(t)),
            t.put("QUANTITY", at=t.at + 1),
        )
    return None


def _digits(t: Trouble) -> str:
    dated = t.words[0].kind == "截至"
    return f"用阿拉伯数字写，例如 {'2019年5月30日' if dated else '10次'}。"


def _bare_number(t: Trouble, number: Word, unit: Word) -> bool:
    """Whether a number without a unit stands before a name on the same line."""
    if number.kind != "QUANTITY" or not number.text[-1].isdecimal():
        return False
    return t.together(number, unit)


def keyword_as_name(t: Trouble) -> Found | None:
    """A keyword where a name must stand, or two of them where one of them is a name."""
    word = t.word
    if word is None or not (word.is_keyword or word.kind in ("FIELD", "BOUND")):
        return None
    name = word.text.split("：")[0].split(":")[0].strip() if word.kind == "FIELD" else word.text
    if not t.expects(*_NAMES):
        return None
    resume: Resume | None = None
    if word.kind != "FIELD":
        resume = t.put("NAME" if t.expects("NAME") else "QUOTED", at=t.at + 1)
        if resume is None:
            return None
    elif word.first or not t.expects("NAME"):
        return None
    return Found(
        syntax(
            f"“{name}”是关键词，不能直接用作名称",
            t.place(word.start, word.start + len(name)),
            f"确实是名称的，用「」括起来：「{name}」。",
        ),
        resume,
    )


def unquoted(t: Trouble) -> Found | None:
    """A title or text without 「」, or 「」 where none belong."""
    word = t.word
    if word is None:
        return None
    if word.kind in ("NAME", "QUANTITY") and t.expects("QUOTED") and not t.expects("NAME"):
        what = t.before.text if t.before is not None and t.before.is_keyword else ""
        after = f"“{what}”后面的{_QUOTED_AFTER.get(what, '文字')}" if what else "这里的文字"
        return Found(
            syntax(f"{after}要用「」括起来", t.span(word), f"写成：「{word.text}」。"),
            t.put("QUOTED", at=t.at + 1, least=1),
        )
    if word.kind == "QUOTED" and t.expects("NAME") and not t.expects("QUOTED"):
        return Found(
            syntax("这里不用「」", t.span(word), f"写成：{word.text[1:-1]}。"),
            t.put("NAME", at=t.at + 1),
        )
    return None


def two_names(t: Trouble) -> Found | None:
    """Two names with nothing but a blank between them."""
    word, before = t.word, t.before
    if word is None or before is None or word.kind not in _NAMES or before.kind not in _NAMES:
        return None
    if not t.together(before, word) or word.start == before.end:
        return None
    keys = [kind for kind in t.expected if not kind.isascii()]
    if len(keys) == 1 and (swapped := t.put(keys[0], at=t.at + 1)) is not None:
        return Found(syntax(f"这里不应是{show(word)}", t.span(word), f"改为“{keys[0]}”。"), swapped)
    joined = before.text + word.text
    span = t.span(before, word)
    resume = t.goes_on(t.stack, t.at + 1, least=1)
    compared = t.expects(*COMPARATORS)
    if joined in t.declared or not compared:
        message = f"名称{show(before)}与{show(word)}之间多了空格，成了两个名称"
        return Found(
            syntax(
                message,
                span,
                f"名称中间不能有空格：写成 {joined}，或者 「{before.text} {word.text}」。",
            ),
            resume,
        )
    if before.text in t.declared or not resume:
        message = f"{show(before)}与{show(word)}之间缺少“为”“不少于”之类的词"
        help = f"例如：{before.text} 为 {word.text}。"
        return Found(syntax(message, span, help), t.put("为"))
    message = f"{show(before)}与{show(word)}之间缺少连接的词，或者多了空格"
    help = f"比较的，写 {before.text} 为 {word.text}；是一个名称的，连着写：{joined}。"
    return Found(syntax(message, span, help))
