"""Citations: which unit of a document, as a value.

Levels follow 立法法 第65条: 编, 章, 节 and 条 in Chinese numerals, 款 unnumbered (a paragraph), 项
in bracketed Chinese numerals, 目 in Arabic numerals.  Plans without 条 go by 一、（一）1. instead.
"""

from __future__ import annotations

from enum import Enum, unique
from functools import total_ordering

import attrs
from attrs import frozen

from policyc.source.numerals import chinese_numeral

MAX_NUMBER = 99_999_999
"""Largest number a step may carry: more than there can be sentences in the largest text."""


class CitationError(ValueError):
    """A text that is no citation, or steps that do not follow one another."""


@unique
class Level(Enum):
    """The levels of a document.  The value is the Chinese word."""

    DOCUMENT = "文件"
    FRONT = "文前"
    BACK = "文后"
    ANNEX = "附件"
    PART = "编"
    CHAPTER = "章"
    DIVISION = "节"
    ARTICLE = "条"
    PARAGRAPH = "款"
    ITEM = "项"
    SUBITEM = "目"
    SENTENCE = "句"
    SECTION = "部分"
    CLAUSE = "段"
    POINT = "点"

    def __repr__(self) -> str:
        return f"Level.{self.name}"


HEADINGS = frozenset({Level.PART, Level.CHAPTER, Level.DIVISION})
"""Levels that group articles and are no part of an article's citation."""

PLAN_LEVELS = frozenset({Level.SECTION, Level.CLAUSE, Level.POINT})
"""The levels of plans, which have no articles: 一、 then （一） then 1."""

_L = Level
FOLLOWERS: dict[Level | None, frozenset[Level]] = {
    None: frozenset({_L.ANNEX, _L.ARTICLE, _L.SECTION, _L.CLAUSE}) | HEADINGS,
    _L.ANNEX: frozenset({_L.ARTICLE, _L.SECTION, _L.CLAUSE}) | HEADINGS,
    _L.PART: frozenset({_L.CHAPTER, _L.DIVISION}),
    _L.CHAPTER: frozenset({_L.DIVISION}),
    _L.DIVISION: frozenset(),
    _L.ARTICLE: frozenset({_L.PARAGRAPH, _L.ITEM, _L.SENTENCE}),
    _L.PARAGRAPH: frozenset({_L.ITEM, _L.SENTENCE}),
    _L.ITEM: frozenset({_L.SUBITEM, _L.SENTENCE}),
    _L.SUBITEM: frozenset({_L.SENTENCE}),
    _L.SECTION: frozenset({_L.CLAUSE, _L.POINT, _L.PARAGRAPH, _L.SENTENCE}),
    _L.CLAUSE: frozenset({_L.POINT, _L.PARAGRAPH, _L.SENTENCE}),
    _L.POINT: frozenset({_L.SUBITEM, _L.PARAGRAPH, _L.SENTENCE}),
    _L.SENTENCE: frozenset(),
}
"""Which level may come next after a level; ``None`` stands for the beginning of a citation."""

# Document order among siblings: lead sentences stand before items, annexes after the body.
_RANK = {
    level: rank
    for rank, level in enumerate(
        (
            _L.PART,
            _L.CHAPTER,
            _L.DIVISION,
            _L.SENTENCE,
            _L.PARAGRAPH,
            _L.ITEM,
            _L.SUBITEM,
            _L.POINT,
            _L.CLAUSE,
            _L.SECTION,
            _L.ARTICLE,
            _L.ANNEX,
        )
    )
}


@frozen
class Step:
    """One step of a citation: a level and its number.

    Numbers run from 1 to ``MAX_NUMBER``.  An annex may have number 0: the mark 附件 alone.
    Raises ``CitationError`` otherwise.
    """

    level: Level
    number: int = attrs.field()

    @number.validator
    def _in_range(self, _attribute: attrs.Attribute[int], value: int) -> None:
        least = 0 if self.level is Level.ANNEX else 1
        if not least <= value <= MAX_NUMBER:
            raise CitationError(f"no {self.level.value} number {value}")


@total_ordering
@frozen(order=False)
class Citation:
    """A unit of a document, from the outermost step to the innermost.

    ``str`` gives the canonical print: 第八条第（四）项, 第十条第二款第一句, 四（二）1,
    附件 第十三条第一款.  A 章 is never a step before a 条, because article numbers run through the
    document.  An article with a single 款 is cited without 第一款.  Citations are hashable and
    compare in document order, headings before articles.

    Raises ``CitationError`` for no steps or steps out of place.
    """

    steps: tuple[Step, ...] = attrs.field()

    @steps.validator
    def _in_place(self, _attribute: attrs.Attribute[tuple[Step, ...]], value: object) -> None:
        if not self.steps:
            raise CitationError("a citation needs a step")
        above: Level | None = None
        for step in self.steps:
            if step.level not in FOLLOWERS[above]:
                after = above.value if above else "文首"
                raise CitationError(f"{step.level.value} cannot follow {after}")
            above = step.level

    @classmethod
    def of(cls, *steps: tuple[Level, int]) -> Citation:
        """``Citation.of((Level.ARTICLE, 8), (Level.ITEM, 4))``."""
        return cls(tuple(Step(level, number) for level, number in steps))

    @property
    def last(self) -> Step:
        """The innermost step."""
        return self.steps[-1]

    @property
    def level(self) -> Level:
        """The level of the innermost step."""
        return self.steps[-1].level

    @property
    def parent(self) -> Citation | None:
        """The citation without its innermost step, or ``None`` at the top."""
        return Citation(self.steps[:-1]) if len(self.steps) > 1 else None

    def startswith(self, prefix: Citation) -> bool:
        """Whether ``prefix`` is this citation or one of those above it."""
        return self.steps[: len(prefix.steps)] == prefix.steps

    def child(self, level: Level, n: int) -> Citation:
        """The citation one step further in; ``CitationError`` if the level cannot follow."""
        return Citation((*self.steps, Step(level, n)))

    def up_to(self, level: Level) -> Citation | None:
        """The part of the citation that ends with ``level``, or ``None`` if it has no such step."""
        for index, step in enumerate(self.steps):
            if step.level is level:
                return Citation(self.steps[: index + 1])
        return None

    def _key(self) -> tuple[tuple[int, int], ...]:
        return tuple((_RANK[step.level], step.number) for step in self.steps)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Citation):
            return NotImplemented
        return self._key() < other._key()

    def __str__(self) -> str:
        out: list[str] = []
        above: Level | None = None
        for step in self.steps:
            out.append(_print_step(step, above))
            above = step.level
        return "".join(out).rstrip()


def _print_step(step: Step, above: Level | None) -> str:
    if step.level is Level.ANNEX:
        return f"附件{step.number or ''} "
    number = chinese_numeral(step.number)
    if step.level is Level.SECTION:
        return number
    if step.level is Level.CLAUSE:
        return f"（{number}）"
    if step.level is Level.POINT:
        return str(step.number)
    if step.level is Level.ITEM:
        return f"第（{number}）项"
    if step.level is Level.SUBITEM:
        return f"（{step.number}）" if above is Level.POINT else f"第{step.number}目"
    return f"第{number}{step.level.value}"
