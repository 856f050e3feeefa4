"""Where a mark would put its unit, and whether it may stand there."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from policyc.source.citation import Level, Step
from policyc.source.drafts import Draft, Numbers
from policyc.source.layout import Segment
from policyc.source.marks import Mark, MarkKind

_HEADING_LEVELS = {
    MarkKind.PART: Level.PART,
    MarkKind.CHAPTER: Level.CHAPTER,
    MarkKind.DIVISION: Level.DIVISION,
}
_ORDER = (Level.PART, Level.CHAPTER, Level.DIVISION)
_BODY = frozenset({Level.ARTICLE, Level.SECTION, Level.CLAUSE})
_GUESS = 3


@frozen(eq=False)
class Place:
    """A place for a unit.

    ``depth`` is how much of the stack of open units stays above it; ``numbers`` those given there
    so far; ``normalised`` tells that the mark is not the one the level has by 立法法 第65条.
    """

    level: Level
    depth: int
    numbers: Numbers
    normalised: bool = False
    anew: bool = False

    @property
    def expected(self) -> int:
        """The number that is due."""
        return 1 if self.anew else self.numbers.last + 1

    def step(self, mark: Mark) -> Step:
        """The last step of the unit's citation."""
        return Step(self.level, mark.number or 0)


def find_place(stack: list[Draft], mark: Mark, segment: Segment) -> Place | None:
    """Where a mark would put its unit, given the open units (the root first); None for nowhere.

    Numbers of 编, 章 and 条 run through the segment, 章 and 节 may also begin anew below each
    heading; all others count below the unit they belong to.
    """
    running = stack[0].numbers
    if mark.kind in _HEADING_LEVELS:
        level = _HEADING_LEVELS[mark.kind]
        stop = {*_ORDER[_ORDER.index(level) :], *_BODY}
        depth = _above(stack, stop)
        anew = mark.number == 1 and not any(kid.level is level for kid in stack[depth - 1].kids)
        return Place(level, depth, running[level], anew=anew)
    if mark.kind is MarkKind.ARTICLE:
        depth = _above(stack, _BODY)
        return Place(Level.ARTICLE, depth, running[Level.ARTICLE])
    article = _innermost(stack, Level.ARTICLE)
    if article is not None:
        return _in_article(stack, article, mark)
    return _in_plan(stack, mark, segment)


def _in_article(stack: list[Draft], article: int, mark: Mark) -> Place | None:
    """Items of an article: （一）; also （1）, 1. and 一、 where no other item is open."""
    if mark.kind is MarkKind.FIRSTLY:
        return None
    at = _innermost(stack, Level.ITEM)
    if at is not None and mark.kind not in {MarkKind.BRACKET, stack[at].mark}:
        if mark.kind is MarkKind.SECTION:
            return None
        normal = mark.kind is not MarkKind.POINT
        return Place(Level.SUBITEM, at + 1, stack[at].numbers[Level.SUBITEM], normal)
    paragraphs = stack[article].paragraphs
    numbers = paragraphs[-1].numbers if paragraphs else Numbers()
    return Place(Level.ITEM, article + 1, numbers, mark.kind is not MarkKind.BRACKET)


def _in_plan(stack: list[Draft], mark: Mark, segment: Segment) -> Place | None:
    if mark.kind is MarkKind.SECTION:
        running = stack[0].numbers
        depth = _above(stack, {Level.SECTION, Level.CLAUSE})
        return Place(Level.SECTION, depth, running[Level.SECTION])
    section = _innermost(stack, Level.SECTION)
    clause = _innermost(stack, Level.CLAUSE)
    if mark.kind is MarkKind.BRACKET:
        if section is None and (segment.has_articles or segment.has_sections):
            return None
        depth = _above(stack, {Level.CLAUSE}) if section is None else section + 1
        return Place(Level.CLAUSE, depth, stack[depth - 1].numbers[Level.CLAUSE])
    point = _innermost(stack, Level.POINT)
    if point is not None and stack[point].mark is not mark.kind:
        kids = stack[point].kids
        if mark.number == 1 or (kids and kids[-1].mark is mark.kind):
            normal = mark.kind is not MarkKind.BRACKET_DIGIT
            return Place(Level.SUBITEM, point + 1, stack[point].numbers[Level.SUBITEM], normal)
    holder = clause if clause is not None else section
    if holder is None:
        return None
    normal = mark.kind is MarkKind.BRACKET_DIGIT
    return Place(Level.POINT, holder + 1, stack[holder].numbers[Level.POINT], normal)


def accept(mark: Mark, number: int, expected: int, settled: bool) -> bool:
    """Whether a mark begins a unit where it stands.

    ``settled`` tells that the text before has come to an end.  A number that is due is believed,
    save in 第三条规定的… and the like; a 第N条 without a blank is a citation where the text before
    has no stop.  A number that is not due is believed only after a stop.
    """
    if mark.cited:
        return False
    due = number == expected
    if mark.kind in _HEADING_LEVELS:
        return settled or due
    close = expected < number <= expected + _GUESS
    if mark.kind is MarkKind.ARTICLE:
        return (settled or mark.apart) if due else settled and (mark.apart or close)
    if due:
        return True
    if mark.kind in {MarkKind.FIRSTLY, MarkKind.POINT}:
        return settled and (number == 1 or close)
    return settled


def _innermost(stack: list[Draft], level: Level) -> int | None:
    for index in range(len(stack) - 1, 0, -1):
        if stack[index].level is level:
            return index
    return None


def _above(stack: list[Draft], levels: Iterable[Level]) -> int:
    """How much of the stack stands above the outermost open unit of these levels."""
    for index, draft in enumerate(stack):
        if draft.level in levels:
            return index
    return len(stack)
