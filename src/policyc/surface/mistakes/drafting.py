"""What drafters write as documents do: 予以 挂牌整治, 除非 …, 5次以上10次以下, 应当将甲定为乙."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyc.surface.mistakes.trouble import Found, Resume, Trouble, syntax
from policyc.surface.mistakes.wording import COMPARATORS, MODALS, show
from policyc.surface.scan import Word

_NAMES = ("NAME", "QUOTED")
_GRANT = re.compile(r"(.*?)(应当|必须|应|可以|可)?((?:依法|依规|分别)?(?:给予|予以|给与))(.*)")
_SECOND = re.compile(
    r"(及?以[上下内外])(但|且)?(不满|不足|不超过|不到|少于|低于)?([0-9０-９].*?)(及?以[上下内外])?"
)
_RESULT = re.compile(
    r"(?P<actor>.*?)(?P<modal>原则上不得|应当|必须|应|可以|可|不得|禁止)?(?P<choice>视情况|视情)?"
    r"(?P<direct>直接)?将(?P<outcome>.+?)(?:(?P<set>定为)(?P<value>.*))?"
)
_BELOW = {"不足": "不满", "不到": "不满"}


def unless(t: Trouble) -> Found | None:
    """除非 甲，将 …; ，除非 甲: what is left out has words of its own."""
    near = (0, max(t.at - 1, 0), t.at)
    at = next((k for k in near if k < len(t.words) and _is_unless(t.words[k])), None)
    if at is None:
        return None
    word, following = t.words[at], t.words[at + 1 : at + 2]
    what = word.text.removeprefix("除非")
    if not what:
        what = following[0].text if following and following[0].kind in _NAMES else "某种情形"
    help = f"写成：除 {what} 外，……" if at == 0 else f"写成：……，但 {what}的除外。"
    place = t.place(word.start, word.start + len("除非"))
    return Found(syntax("这里不能写“除非”", place, help))


def _is_unless(word: Word) -> bool:
    return word.kind == "NAME" and word.text.startswith("除非")


def granting(t: Trouble) -> Found | None:
    """予以 挂牌整治, 应当给予警告: a result without saying of what."""
    for back in (0, 1):
        word, stack = t.near(-back), t.earlier(back)
        if word is None or stack is None or word.kind != "NAME":
            continue
        matched = _GRANT.fullmatch(word.text)
        if matched is None or "将" not in t.machine.expected(stack):
            continue
        said = matched[3]
        after = t.near(1 - back)
        given = matched[4] or (after.text.strip("「」") if after and after.kind in _NAMES else "…")
        at = word.start + matched.start(3)
        return Found(
            syntax(
                f"“{said}”后面没有写明是把哪个结论定为什么",
                t.place(at, at + len(said)),
                f"定出结果的，写成：将 某结论 定为 {given}；追究责任的，另写一句："
                f"追责：对 谁 应当 「{said}{given}」。",
            )
        )
    return None


def second_bound(t: Trouble) -> Found | None:
    """5次以上10次以下, 5次以上不满10次, 超过5次不满10次: two bounds on one number."""
    subject = _compared(t)
    if subject is None:
        return None
    name, first, at = subject
    word = t.word
    assert word is not None
    last: Word | None = word
    glued = _SECOND.fullmatch(word.text) if word.kind == "NAME" else None
    if glued is not None and t.kind(-1) == "QUANTITY":
        first += glued[1]
        below, number, bound = glued[3], glued[4], glued[5]
        if not (below or bound):
            return None
        second = f"{_BELOW.get(below, below)} {number}" if below else f"为 {number}{bound}"
        resume = _on(t, "BOUND", t.at + 1)
    elif t.kind(0) == "_DUNHAO" and t.kind(1) == "QUANTITY" and t.kind(2) == "BOUND":
        second, last = f"为 {t.text(1)}{t.text(2)}", t.near(2)
        resume = t.goes_on(t.stack, t.at + 3, least=1)
    elif (word.kind in COMPARATORS or word.text in _BELOW) and t.kind(1) == "QUANTITY":
        second, last = f"{_BELOW.get(word.text, word.text)} {t.text(1)}", t.near(1)
        resume = t.goes_on(t.stack, t.at + 2, least=1)
    else:
        return None
    assert last is not None
    both = f"{name} {first}，{name} {second}"
    return Found(
        syntax(
            "一个数的上下两个界限要分开写",
            t.span(t.words[at], last),
            f"写成：（{both}）。",
        ),
        resume,
    )


def _on(t: Trouble, kind: str, at: int) -> Resume | None:
    return t.goes_on(t.machine.after(t.stack, kind), at, least=1)


def _compared(t: Trouble) -> tuple[str, str, int] | None:
    """The name of a comparison that ends before the trouble, its bound, and where it begins."""
    if t.word is None or t.kind(-1) not in ("QUANTITY", "BOUND"):
        return None
    at = t.at - 2 if t.kind(-1) == "QUANTITY" else t.at - 3
    if at < 0 or t.words[at + 1].kind != "QUANTITY":
        return None
    bound = "".join(word.text for word in t.words[at + 1 : t.at])
    if at and t.words[at].kind in COMPARATORS and t.words[at - 1].kind in _NAMES:
        return t.words[at - 1].text, f"{t.words[at].text} {bound}", at - 1
    if t.words[at].kind in _NAMES:
        return t.words[at].text, f"为 {bound}", at
    return None


def glued_result(t: Trouble) -> Found | None:
    """应当将整治级别定为挂牌整治: no blanks in what a rule decides."""
    for back in (0, 1):
        word, stack = t.near(-back), t.earlier(back)
        if word is None or stack is None or word.kind != "NAME":
            continue
        matched = _RESULT.fullmatch(word.text)
        if matched is None:
            continue
        for written in _pieces(matched):
            kinds = [_kind(piece) for piece in written]
            following = t.machine.after_all(stack, kinds)
            resume = t.goes_on(following, t.at + 1 - back, least=1)
            if resume is not None:
                shown = " ".join(written).replace(" 的 ， ", "的，")
                help = f"写成：{shown}。关键词两边要留空格或者有标点。"
                return Found(syntax("几个词写在一起，缺少空格", t.span(word), help), resume)
    return None


def _pieces(matched: re.Match[str]) -> Iterator[list[str]]:
    """The words that a glued result is made of; who decides may end a condition instead."""
    rest = [matched[key] for key in ("modal", "choice", "direct") if matched[key]]
    rest += ["将", matched["outcome"]]
    rest += ["定为"] if matched["set"] else []
    rest += [matched["value"]] if matched["value"] else []
    actor = matched["actor"]
    if "的" in actor[:-1]:
        return  # a condition, and nobody knows where it ends
    if actor.endswith("的") and len(actor) > 1:
        yield [actor[:-1], "的", "，", *rest]
    yield [actor, *rest] if actor else rest


def _kind(piece: str) -> str:
    marks = {"的": "_DE", "，": "_COMMA", "将": "将", "定为": "定为"}
    if piece in marks:
        return marks[piece]
    if piece in MODALS or piece in ("视情", "视情况", "直接"):
        return piece
    return "QUANTITY" if piece[0].isdecimal() else "NAME"


def between_items(t: Trouble) -> Found | None:
    """（一）甲的，（二）乙的: 项 end in ；."""
    if t.kind(0) not in ("_COMMA", "_DUNHAO") or t.kind(1) != "ITEM_LABEL":
        return None
    resume = t.put("_SEMICOLON", at=t.at + 1)
    if resume is None:
        return None
    message = f"项与项之间用“；”隔开，这里写的是{show(_here(t))}"
    return Found(syntax(message, t.here(), "改为“；”。"), resume)


def _here(t: Trouble) -> Word:
    assert t.word is not None
    return t.word


def citation_until(t: Trouble) -> Found | None:
    """第三条第（一）项到第（三）项: a range of clauses is joined by 至."""
    label, after = t.word, t.near(1)
    if label is None or after is None or label.kind != "ITEM_LABEL":
        return None
    matched = re.match(r"项?[到~～—－-]+", after.text)
    if matched is None or after.start != label.end:
        return None
    place = t.place(after.start, after.start + matched.end())
    return Found(syntax("条款的范围用“至”写", place, "写成 第三条第（一）项至第（三）项 的样子。"))
