"""The general way: a mark missing, too many or mistaken for another, tried on the grammar."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from policyc.diagnostics import Code
from policyc.surface.automaton import END, Stack
from policyc.surface.grammar import keyword_groups
from policyc.surface.mistakes.trouble import Found, Resume, Trouble, syntax
from policyc.surface.mistakes.wording import EXAMPLES, MARKS, describe, show

_INSERTED = (
    "_COMMA",
    "_DUNHAO",
    "_COLON",
    "_SEMICOLON",
    "_PERIOD",
    "_LPAR",
    "_RPAR",
    "_RMARK",
    "_DE",
)
_SWAPPED = ("_COMMA", "_DUNHAO", "_COLON", "_SEMICOLON", "_PERIOD", "_LESS")
_LEAST = 2
_MANY = 40
_FAR_AHEAD = 40


@frozen
class _Try:
    """A repair, how many words fit after it, and where to go on."""

    kind: str
    mark: str
    score: int
    resume: Resume


def missing_mark(t: Trouble) -> Found | None:
    """One mark put in, changed or left out makes the next words fit."""
    tries = [*_insertions(t), *_changes(t), *_deletions(t)]
    if not tries:
        return None
    best = max(tries, key=lambda found: found.score)
    mark = MARKS[best.mark]
    if best.kind == "insert":
        if best.mark == "_SEMICOLON" and t.kind(0) == "ITEM_LABEL":
            found = syntax("上一项的末尾缺少“；”", t.after(), "在这里加上“；”。", code=Code.E102)
        elif best.mark == "_PERIOD":
            found = syntax("这句话的末尾缺少“。”", t.after(), "在这里加上“。”。", code=Code.E102)
        else:
            before = "" if t.before is None else show(t.before)
            found = syntax(f"{before}后面缺少“{mark}”", t.after(), f"在这里加上“{mark}”。")
    elif best.kind == "change":
        found = syntax(f"这里不应是“{t.text(0)}”", t.here(), f"改为“{mark}”。")
    else:
        found = syntax(f"这里多了一个“{t.text(0)}”", t.here(), "删去它。")
    # Where an opening bracket is missing, so is the closing one: one mistake, not two.
    return Found(found, None if best.mark == "_LPAR" else best.resume)


def _insertions(t: Trouble) -> Iterator[_Try]:
    if t.before is None:
        return
    order: tuple[str, ...] = _INSERTED
    if t.kind(0) == "ITEM_LABEL":
        order = ("_SEMICOLON", *order)
    elif t.word is not None and t.word.first:
        order = ("_PERIOD", *order)
    for kind in order:
        yield from _score(t, "insert", kind, t.machine.after(t.stack, kind), t.at)


def _changes(t: Trouble) -> Iterator[_Try]:
    if t.kind(0) not in _SWAPPED or _is_full_stop(t):
        return
    for kind in _SWAPPED:
        if kind != t.kind(0):
            yield from _score(t, "change", kind, t.machine.after(t.stack, kind), t.at + 1)


def _deletions(t: Trouble) -> Iterator[_Try]:
    if t.kind(0) in MARKS and t.kind(0) != "_TO" and not (_is_full_stop(t) and t.at):
        yield from _score(t, "delete", t.kind(0), t.stack, t.at + 1)


def _is_full_stop(t: Trouble) -> bool:
    """Whether the trouble is the end of the sentence, which is seldom what is wrong."""
    return t.kind(0) == "_PERIOD" and t.near(1) is None


def _score(t: Trouble, kind: str, mark: str, stack: Stack | None, at: int) -> Iterator[_Try]:
    if stack is None:
        return
    kinds = t.ahead(at, _FAR_AHEAD)
    score = t.machine.accepted(stack, kinds)
    if score == len(kinds):
        # Nothing is left: better if the sentence is whole.
        end = t.machine.after_all(stack, (*kinds, END))
        score += 1 if end is not None else 0
    if score >= min(_LEAST, len(kinds)):
        yield _Try(kind, mark, score, Resume(stack, at))


def keyword(t: Trouble) -> Found | None:
    """The one keyword that put in before the trouble, or in its place, makes the rest fit."""
    keys = sorted(kind for kind in t.expected if not kind.isascii())
    if t.before is None or t.word is None or len(keys) > _MANY:
        return None
    put = [(key, resume) for key in keys if (resume := t.put(key, least=3))]
    if _one_meaning(put):
        key, resume = put[0]
        return Found(
            syntax(f"{show(t.before)}后面缺少“{key}”", t.after(), f"在这里加上“{key}”。"), resume
        )
    if not (t.word.is_keyword or t.word.kind == "NAME") or t.expects("NAME"):
        return None
    swapped = [(key, resume) for key in keys if (resume := t.put(key, at=t.at + 1, least=2))]
    if _one_meaning(swapped):
        key, resume = swapped[0]
        return Found(syntax(f"这里不应是{show(t.word)}", t.here(), f"改为“{key}”。"), resume)
    return None


def _one_meaning(found: list[tuple[str, Resume]]) -> bool:
    """Whether the keywords found are one, or different words for the same."""
    rules = {rule for rule, words in keyword_groups().items() for key, _ in found if key in words}
    return len(rules - {"keyword_choice"}) == 1


def missing_word(t: Trouble) -> Found | None:
    """A name, number or text that should stand between two words."""
    before, word = t.before, t.word
    if before is None or word is None:
        return None
    if word.kind == "QUANTITY" and before.kind in ("NAME", "QUOTED") and t.expects("为", "不少于"):
        return Found(
            syntax(
                f"{show(before)}与{show(word)}之间缺少“为”“不少于”之类的词",
                t.span(before, word),
                f"例如：{before.text} {_compared_as(t)}。",
            ),
            t.put("为", least=1),
        )
    if word.kind in ("NAME", "QUOTED", "QUANTITY"):
        return None
    if word.kind == "_DE" and before.kind == "_COMMA":
        resume = t.put("NAME")
        return Found(
            syntax("“的”前面缺少条件", t.after(), "写上条件，或者删去前面的逗号。"), resume
        )
    for kind, what in (("NAME", "名称"), ("QUANTITY", "数量"), ("QUOTED", "用「」括起来的文字")):
        resume = t.put(kind)
        if resume is not None and kind in t.expected:
            both = "值" if {"NAME", "QUANTITY"} <= t.expected else what
            both = "条款" if "CITATION" in t.expected else both
            return Found(
                syntax(
                    f"{show(before)}后面缺少{both}",
                    t.after(),
                    f"在{show(before)}与{show(word)}之间写上{both}。",
                ),
                resume,
            )
    return None


def _compared_as(t: Trouble) -> str:
    """A comparison with the number at the trouble, as it may have been meant."""
    if t.kind(1) == "BOUND":
        return f"为 {t.text(0)}{t.text(1)}"
    return f"{'为' if t.kind(1) in ('_TO', '_LPAR') else '不少于'} {t.text(0)}"


def anything(t: Trouble) -> Found:
    """What is left when nothing better can be said."""
    word = t.word
    what = describe(t.expected)
    help = f"这里可以写：{what}。" if what else "核对这一句的写法。"
    example = EXAMPLES.get(t.words[0].kind) if t.words else None
    if example is not None:
        help = f"这种句子的写法，例如：{example}"
    shown = "文件结尾" if word is None else show(word)
    return Found(syntax(f"这里不应出现{shown}", t.here(), help))
