"""Sentences without blanks: 甲应有乙, 县局应当列为 丙, 由县局认定, a text copied as it stands."""

from __future__ import annotations

from itertools import islice, product

from policyc.surface.automaton import Stack
from policyc.surface.mistakes.glued import splittings
from policyc.surface.mistakes.trouble import Found, Resume, Trouble, syntax
from policyc.surface.mistakes.wording import TELLING, show
from policyc.surface.scan import Word, scan

_WAYS = 4
"""Ways to take one word apart that are tried."""

_BACK = 3
"""Words before the trouble that are looked at as well."""

_SENTENCE = 6
"""Characters of a word that is no name but a sentence."""

_HELP = (
    "关键词、名称、数量之间要用空格或者标点隔开，不能照抄原文，例如：整改不力 或者 "
    "通报次数 不少于 3次 的，主管部门 应当 将 风险等级 定为 高。"
    "只是要求谁做什么的，写 职责：……。"
)


def missing_blanks(t: Trouble) -> Found | None:
    """The blanks that make the words fit, all those of a line at once. One blank alone is left to
    the rule that can say more about it."""
    before = {t.at - back: stack for back in range(_BACK + 1) if (stack := t.earlier(back))}
    mended: dict[int, str] = {}
    resume = _mend(t, t.at, before, mended)
    while resume is not None:
        last = resume
        before = {last.at: last.stack}
        at, stack = last.at, t.machine.after(last.stack, t.kind(last.at - t.at))
        while stack is not None and at + 1 < len(t.words):
            at += 1
            before[at] = stack
            stack = t.machine.after(stack, t.words[at].kind)
        resume = None
        if stack is None and not any(word.first for word in t.words[max(mended) + 1 : at + 1]):
            resume = _mend(t, at, before, mended)
    if len(" ".join(mended.values()).split()) <= len(mended) + 1:
        return None
    first, final = t.words[min(mended)], t.words[max(mended)]
    help = f"写成：{_written(t, mended, first, final)}。关键词两边要留空格或者有标点。"
    return Found(syntax("几个词写在一起，缺少空格", t.span(first, final), help), last)


def _mend(t: Trouble, at: int, before: dict[int, Stack], mended: dict[int, str]) -> Resume | None:
    """Take words apart that end at a trouble, so that it is none; what is written instead is put to
    ``mended``. ``before`` has the states before words up to the trouble."""
    places = [k for k in range(at - _BACK, at + 1) if k in before and _may_be_several(t, k)]
    ways = [_ways(t, k) for k in places]
    best: tuple[tuple[int, int], dict[int, str], Resume] | None = None
    for chosen in product(*ways):
        taken = {k: way for k, way in zip(places, chosen, strict=True) if way is not None}
        if not taken:
            continue
        written = {k: " ".join(way).replace(" 的， ", "的，") for k, way in taken.items()}
        resume = _resume(t, at, before, written)
        if resume is None:
            continue
        fits = t.machine.accepted(resume.stack, [word.kind for word in t.words[resume.at :]])
        score = (fits, -sum(map(len, taken.values())))
        if (fits or resume.at == len(t.words)) and (best is None or score > best[0]):
            best = score, written, resume
    if best is None:
        return None
    mended |= best[1]
    return best[2]


def _ways(t: Trouble, at: int) -> list[list[str] | None]:
    """The ways to take a word apart, and to leave it whole unless no name is like it."""
    text = t.words[at].text
    found: list[list[str] | None] = list(islice(splittings(text, t.declared), _WAYS))
    sentence = bool(found) and any(word in text for word in TELLING)
    return found if sentence else [None, *found]


def _may_be_several(t: Trouble, at: int) -> bool:
    if at >= len(t.words):
        return False
    word = t.words[at]
    return word.kind == "NAME" and word.text not in t.declared


def _resume(
    t: Trouble, at: int, before: dict[int, Stack], written: dict[int, str]
) -> Resume | None:
    """Where to go on, if all words up to the trouble fit once they are mended."""
    first, after = min(written), max(at, max(written) + 1)
    stack: Stack | None = before[first]
    for k in range(first, after):
        kinds = [word.kind for word in scan(written[k])] if k in written else [t.words[k].kind]
        stack = None if stack is None else t.machine.after_all(stack, kinds)
    return None if stack is None else Resume(stack, after)


def _written(t: Trouble, mended: dict[int, str], first: Word, last: Word) -> str:
    """The text from one word to another, mended."""
    text, end = "", first.start
    for at, written in sorted(mended.items()):
        text += t.source.text[end : t.words[at].start] + written
        end = t.words[at].end
    return text + t.source.text[end : last.end]


def copied_text(t: Trouble) -> Found | None:
    """A sentence of the document as it stands, which no blanks alone would mend."""
    mended = t.machine.accepted(t.machine.start, [word.kind for word in t.words[: t.at]]) < t.at
    for word in t.words[t.at if mended else 0 : t.at + 1]:
        if word.kind != "NAME" or word.text in t.declared or len(word.text) < _SENTENCE:
            continue
        if "的" in word.text[1:-1] or any(key in word.text for key in TELLING):
            message = f"{show(word)}像是照抄的原文，没有用空格把词隔开"
            return Found(syntax(message, t.span(word), _HELP))
    return None
