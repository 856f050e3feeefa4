"""Two wordings side by side: what was taken out and what was put in, in whole words.

A figure, a date, a 规范词 changes as a whole; a lone character left between two changes goes with
them, for a table full of single letters cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum

from attrs import frozen

from policyc.source.text import is_blank

MODAL_WORDS = ("原则上不得", "应当视情", "原则上", "应当", "可以", "不得", "必须", "视情", "禁止")
"""规范词 as texts write them, the longer ones first."""

_CHINESE = "〇零一二三四五六七八九十百千万两"
_DATE = r"\d+年(?:\d+月(?:\d+日)?)?|\d+月(?:\d+日)?"
_FIGURE = r"\d+(?:[.,:：．，]\d+)*(?:%|％|个月|年|月|日|天|万|亿)?"
_COUNT = rf"[{_CHINESE}]+(?:个月|年|月|日|天)?"
_STEP = rf"第[（(]?[{_CHINESE}\d]+[）)]?[编章节条款项目句]"
_TOKEN = re.compile(
    "|".join((_STEP, *MODAL_WORDS, _DATE, _FIGURE, _COUNT, "[A-Za-z]+", ".")), re.DOTALL
)
_CITATION = re.compile(_STEP)
_NUMBER = re.compile(rf"\d|[{_CHINESE}]")
_TOO_SHORT = 2
"""Characters between two changes that are too few to be read by themselves."""
_REWRITTEN = 0.3
"""Two wordings with less than this in common are told as one replaced by the other."""


class Sort(Enum):
    """What became of some words."""

    SAME = "不变"
    CHANGED = "改动"
    FOLLOWS = "随之改序"
    """A citation whose number changes only because the clause that it cites was renumbered."""


@frozen
class Piece:
    """Some words and what became of them."""

    text: str
    sort: Sort = Sort.SAME


Pieces = tuple[Piece, ...]


@frozen
class Token:
    """A word; words with one ``key`` are the same, however they are written."""

    text: str
    key: str


def tokens(text: str, cited: Mapping[tuple[int, int], str] | None = None) -> list[Token]:
    """The words of a text without its blanks; ``cited`` gives places in it a key of their own."""
    found: list[Token] = []
    at = 0
    for (start, end), key in sorted((cited or {}).items()):
        if start < at:
            continue
        found += _plain(text[at:start])
        found.append(Token(_closed(text[start:end]), key))
        at = end
    return [*found, *_plain(text[at:])]


def _plain(text: str) -> Iterator[Token]:
    return (Token(word, plainly(word)) for word in _TOKEN.findall(_closed(text)))


_WIDE = str.maketrans("()[],:;?!％", "（）［］，：；？！%")
"""Marks that are the same in full and half width."""


def _closed(text: str) -> str:
    """Without blanks, which Chinese has none of; one stays between Latin words."""
    kept: list[str] = []
    for index, char in enumerate(text):
        if not is_blank(char):
            kept.append(char)
        elif kept and _latin(kept[-1]) and _latin(text[index + 1 : index + 2]):
            kept.append(" ")
    return "".join(kept)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def compare_words(old: Sequence[Token], new: Sequence[Token]) -> tuple[Pieces, Pieces]:
    """Both wordings in pieces, those that differ marked."""
    runs = _runs(old, new)
    return _pieces(runs, 0), _pieces(runs, 1)


def whole(words: Sequence[Token], sort: Sort = Sort.CHANGED) -> Pieces:
    """A wording that has no counterpart."""
    text = "".join(token.text for token in words)
    return (Piece(text, sort),) if text else ()


@frozen
class _Run:
    """Words of both sides that belong together."""

    same: bool
    sides: tuple[Sequence[Token], Sequence[Token]]

    @property
    def size(self) -> int:
        return sum(len(token.text) for token in self.sides[0])


def _runs(old: Sequence[Token], new: Sequence[Token]) -> list[_Run]:
    matcher = SequenceMatcher(
        None, [token.key for token in old], [token.key for token in new], autojunk=False
    )
    if old and new and matcher.ratio() < _REWRITTEN:
        return [_Run(False, (old, new))]
    runs = [_Run(tag == "equal", (old[a:b], new[c:d])) for tag, a, b, c, d in matcher.get_opcodes()]
    joined: list[_Run] = []
    for at, run in enumerate(runs):
        between = 0 < at < len(runs) - 1
        same = run.same and not (between and run.size < _TOO_SHORT and _worn(run))
        if joined and not same and not joined[-1].same:
            before = joined.pop()
            sides = [[*one, *other] for one, other in zip(before.sides, run.sides, strict=True)]
            joined.append(_Run(False, (sides[0], sides[1])))
        else:
            joined.append(_Run(same, run.sides))
    return joined


def _worn(run: _Run) -> bool:
    """Whether words between two changes say nothing alone; a mark parts them rightly."""
    return all(token.text.isalnum() for token in run.sides[0])


def _pieces(runs: Sequence[_Run], side: int) -> Pieces:
    found: list[Piece] = []
    for run in runs:
        if run.same:
            here = [Piece(pair[side].text, _sort(*pair)) for pair in zip(*run.sides, strict=True)]
        else:
            here = [Piece("".join(token.text for token in run.sides[side]), Sort.CHANGED)]
        for piece in here:
            if found and found[-1].sort is piece.sort is not Sort.FOLLOWS:
                found[-1] = Piece(found[-1].text + piece.text, piece.sort)
            elif piece.text:
                found.append(piece)
    return tuple(found)


def _sort(old: Token, new: Token) -> Sort:
    """Whether words that mean the same are also written the same."""
    return Sort.SAME if plainly(old.text) == plainly(new.text) else Sort.FOLLOWS


def plainly(text: str) -> str:
    """The text with its marks in one width."""
    return text.translate(_WIDE)


# What a changed wording touches ------------------------------------------------------------


class Touch(Enum):
    """What a change of words touches, as far as the words alone tell."""

    MODAL = "规范词"
    NUMBER = "数字"
    BOUND = "边界词"
    JOINT = "连接词"
    DENIAL = "否定词"
    FORCE = "效力词"


_BOUNDS = re.compile("以上|以下|以内|以外|超过|不少于|不低于|不足|不满|届满|（含）|及以上|至少")
_JOINTS = re.compile("或者|或|并且|以及|同时|且|和|、")
_FORCES = re.compile("直接|参照|依照|按照|优先|视为")
_DENIALS = re.compile("不|未|非|无|除|但")


def touched(pieces: Pieces) -> dict[Touch, tuple[str, ...]]:
    """The words among the marked ones that carry meaning, by what they are."""
    changed = [piece.text for piece in pieces if piece.sort is Sort.CHANGED]
    found: dict[Touch, list[str]] = {}
    for piece in changed:
        text = _CITATION.sub("　", piece)
        words: list[str] = _TOKEN.findall(text)
        modal = [word for word in words if word in MODAL_WORDS]
        _add(found, Touch.MODAL, modal)
        rest = text
        for word in modal:
            rest = rest.replace(word, "　")
        _add(found, Touch.NUMBER, [w for w in words if _NUMBER.search(w) and w != "一"])
        for touch, pattern in (
            (Touch.BOUND, _BOUNDS),
            (Touch.JOINT, _JOINTS),
            (Touch.FORCE, _FORCES),
        ):
            _add(found, touch, pattern.findall(rest))
        _add(found, Touch.DENIAL, _DENIALS.findall(_BOUNDS.sub("　", rest)))
    return {touch: tuple(dict.fromkeys(words)) for touch, words in found.items()}


def _add(found: dict[Touch, list[str]], touch: Touch, words: Sequence[str]) -> None:
    if words:
        found.setdefault(touch, []).extend(words)
