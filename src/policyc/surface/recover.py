"""What is wrong with a text that does not parse: one diagnostic a mistake, all of them at once.

The words are cut into runs that stand for themselves (a declaration, a sentence, a line of a
case), so that one mistake does not hide the next and is not reported twice. Within a run, reading
goes on behind a mistake only where it is clear how it was meant.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import pairwise

from attrs import frozen

from policyc.diagnostics import Code, Diagnostic
from policyc.source.span import Span
from policyc.source.text import SourceText
from policyc.surface.automaton import END, Automaton, Stack, automaton
from policyc.surface.build.base import MAX_NESTING
from policyc.surface.mistakes import Found, Resume, Trouble, explain
from policyc.surface.mistakes.wording import DECLARATIONS, HEADS, SENTENCES
from policyc.surface.scan import Word

MOST_MISTAKES = 200
"""Reading stops after so many mistakes."""

_MOST_IN_A_RUN = 8
_LOOK_BACK = 5
_DEEPEST_STACK = 400
"""States of the parser; nothing that nests less than ``MAX_NESTING`` needs so many."""

_ALWAYS = frozenset({"HEADING", "UNIT_LABEL", "用例", *HEADS})
_TITLES = frozenset({"HEADING", "UNIT_LABEL"})
_GOES_ON = frozenset(
    {"_COMMA", "_COLON", "_DUNHAO", "_LPAR", "_LESS", "或", "或者", "且", "并且", "由", "对", "按"}
)
"""After these a sentence is not over, whatever the next line begins with."""


@frozen
class _Run:
    """Some words that stand for themselves, and the states they are read from."""

    words: list[Word]
    stack: Stack


def mistakes(source: SourceText, words: list[Word]) -> list[Diagnostic]:
    """Every mistake in a text whose words do not parse, in order; at least one."""
    machine = automaton()
    declared = _declared(words)
    found: list[Diagnostic] = []
    for run in _runs(words, machine):
        found += _read(run, source, machine, declared)
        if len(found) >= MOST_MISTAKES:
            break
    return found or [_first(words, source, machine, declared)]


def nested_too_deeply(place: Span) -> Diagnostic:
    """Brackets in brackets, or negations of negations, without end."""
    return Diagnostic(
        Code.E101,
        f"条件套得太深，超过了 {MAX_NESTING} 层",
        place,
        "把里层的条件另写成一项，或者另列一条；“不”“非”“没有”只写一个。",
    )


# ---------------------------------------------------------------------------- runs


def _runs(words: list[Word], machine: Automaton) -> Iterator[_Run]:
    """The runs of a text. The first may open with a head, the others may not."""
    stack = machine.start
    later = machine.after_all(stack, ("HEADING", "_COLON"))
    assert later is not None
    start = 0
    in_head = bool(words) and words[0].kind in HEADS
    for at in range(1, len(words) + 1):
        if at < len(words) and in_head and _in_head(words, at):
            continue
        if at == len(words) or in_head or _begins(words, at):
            yield _Run(words[start:at], stack)
            start, stack, in_head = at, later, False


def _in_head(words: list[Word], at: int) -> bool:
    """Whether a word still belongs to the head: a line of it, or what a bad line goes on with."""
    following = words[at + 1].kind if at + 1 < len(words) else ""
    word = words[at]
    if word.kind == "NAME" and following == "_COLON":
        # 认定甲：… at the margin is a declaration without its blank, no line of the head.
        return not (word.margin and word.text.startswith(tuple(DECLARATIONS)))
    if word.kind == "FIELD":
        return True
    return not word.first and word.kind not in _ALWAYS


def _begins(words: list[Word], at: int) -> bool:
    """Whether a run begins with a word: after a full stop, or with a word that opens something."""
    word, before = words[at], words[at - 1]
    if word.kind in _ALWAYS:
        return True
    if before.kind == "_PERIOD":
        return word.kind not in ("ITEM_LABEL", "FIELD")
    if before.kind in _TITLES:
        return word.kind != "_COLON"
    if at > 1 and words[at - 2].kind in _TITLES and before.kind == "_COLON":
        return True
    if at > 1 and words[at - 2].kind == "用例" and before.kind == "QUOTED":
        return word.kind != "_COLON"
    if not word.first:
        return False
    following = words[at + 1].kind if at + 1 < len(words) else ""
    if word.kind in DECLARATIONS:
        named = following in ("NAME", "QUOTED", "BOUND")
        return named and (word.margin or before.kind not in _GOES_ON)
    if word.kind == "读法":
        after = words[at + 2].kind if at + 2 < len(words) else ""
        about = words[at + 3].kind if at + 3 < len(words) else ""
        opens = following == "QUOTED" and (after == "_COLON" or about == "关于")
        return opens or (following == "_COLON" and before.kind not in _GOES_ON)
    return word.kind in SENTENCES and before.kind not in _GOES_ON


def _declared(words: list[Word]) -> frozenset[str]:
    """The names that a file declares, for guessing where a blank does not belong."""
    found = set()
    for opener, name in pairwise(words):
        if opener.first and opener.kind in DECLARATIONS and name.kind in ("NAME", "QUOTED"):
            found.add(name.text.strip("「」"))
    return frozenset(found)


# ---------------------------------------------------------------------------- reading a run


def _read(
    run: _Run, source: SourceText, machine: Automaton, declared: frozenset[str]
) -> list[Diagnostic]:
    """The mistakes of one run."""
    found: list[Diagnostic] = []
    stacks: deque[Stack] = deque([run.stack], maxlen=_LOOK_BACK)
    brackets: list[int] = []
    at = 0
    while True:
        kind = run.words[at].kind if at < len(run.words) else END
        following = machine.after(stacks[-1], kind)
        if following is None:
            trouble = Trouble(source, machine, run.words, at, stacks, brackets, declared)
            mistake = explain(trouble)
            found.append(mistake.diagnostic)
            if not _can_go_on(mistake, at, len(found)):
                return found
            assert mistake.resume is not None
            _go_on(stacks, at, mistake.resume)
            if mistake.resume.closes and brackets:
                brackets.pop()
            at = mistake.resume.at
            continue
        if kind == END:
            return found
        if kind == "_LPAR":
            brackets.append(at)
        elif kind == "_RPAR" and brackets:
            brackets.pop()
        if len(brackets) > MAX_NESTING or len(following) > _DEEPEST_STACK:
            word = run.words[at]
            return [*found, nested_too_deeply(Span(source.name, word.start, word.end))]
        stacks.append(following)
        at += 1


def _go_on(stacks: deque[Stack], at: int, resume: Resume) -> None:
    """Keep the newest states those before the word that is read next."""
    if resume.at == at:
        stacks.pop()
    elif resume.at > at + 1:
        stacks.clear()
    stacks.append(resume.stack)


def _can_go_on(mistake: Found, at: int, count: int) -> bool:
    return mistake.resume is not None and mistake.resume.at >= at and count < _MOST_IN_A_RUN


def _first(
    words: list[Word], source: SourceText, machine: Automaton, declared: frozenset[str]
) -> Diagnostic:
    """The first mistake of the text read as a whole; the runs by themselves showed none."""
    stacks: deque[Stack] = deque([machine.start], maxlen=_LOOK_BACK)
    for at, kind in enumerate([*(word.kind for word in words), END]):
        following = machine.after(stacks[-1], kind)
        if following is None:
            return explain(Trouble(source, machine, words, at, stacks, (), declared)).diagnostic
        stacks.append(following)
    place = Span(source.name, 0, 0)  # pragma: no cover - the text did not parse
    return Diagnostic(Code.E101, "这个文件的写法有误", place, "核对各句的写法。")
