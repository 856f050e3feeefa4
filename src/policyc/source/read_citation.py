"""Reading a citation from its written form.

Accepts what people write: 项 bare or bracketed (第八条第四项, 第八条第（四）项, 第八条第（四）,
第八条(四)), half- and full-width brackets, Chinese or Arabic numbers, blanks between steps,
四（一）一是 beside 四（一）1, chapters before an article (第二章第六条; the chapter is dropped, for
article numbers run through the document).
"""

from __future__ import annotations

import re
from functools import lru_cache

from policyc.source.citation import FOLLOWERS, HEADINGS, Citation, CitationError, Level, Step
from policyc.source.numerals import NumeralError, parse_number

_NUMBER = r"(?:\d+|[〇○零一二三四五六七八九十百千万两]+)"
_LEVELS = {
    "编": Level.PART,
    "章": Level.CHAPTER,
    "节": Level.DIVISION,
    "条": Level.ARTICLE,
    "款": Level.PARAGRAPH,
    "项": Level.ITEM,
    "目": Level.SUBITEM,
    "句": Level.SENTENCE,
    "部分": Level.SECTION,
    "段": Level.CLAUSE,
    "点": Level.POINT,
}
_BLANK = re.compile(r"\s*")
_ANNEX_BARE = re.compile(rf"附\s*件(?=\s|第|[（(]|$|{_NUMBER}、)")
_ANNEX_NUMBERED = re.compile(rf"附\s*件\s*(\d+|{_NUMBER}(?=\s|第|$))(?!\d|、)")
_NAMED = re.compile(
    rf"第\s*(?:[（(]\s*({_NUMBER})\s*[）)]|({_NUMBER}))\s*(部分|[编章节条款项目句段点])"
)
_BRACKETED = re.compile(rf"(?:第\s*)?[（(]\s*({_NUMBER})\s*[）)]\s*(项)?")
_SECTION = re.compile(rf"({_NUMBER})(?!\s*是)\s*[、]?")
_POINT = re.compile(rf"({_NUMBER})\s*[是.．、]?")

_BRACKET_MEANS: dict[Level | None, Level] = {
    None: Level.CLAUSE,
    Level.ANNEX: Level.CLAUSE,
    Level.SECTION: Level.CLAUSE,
    Level.ARTICLE: Level.ITEM,
    Level.PARAGRAPH: Level.ITEM,
    Level.ITEM: Level.SUBITEM,
    Level.POINT: Level.SUBITEM,
}


@lru_cache(maxsize=4096)
def parse_citation(text: str, base: Citation | None = None) -> Citation:
    """The citation that ``text`` writes.

    With ``base`` the text is read as going on from there: 第二款第一句 below 第十条.

    Raises ``CitationError`` if the text is no citation, or says two things at once (附件四（二）:
    is 四 the annex or the section? write 附件 四（二） or 附件4 （二）).
    """
    steps: list[Step] = list(base.steps) if base else []
    before = len(steps)
    at = _skip(text, 0)
    while at < len(text):
        step, at = _step(text, at, steps[-1].level if steps else None)
        while step.level is Level.ARTICLE and steps and steps[-1].level in HEADINGS:
            steps.pop()
            before = min(before, len(steps))
        above = steps[-1].level if steps else None
        if step.level is Level.ITEM and above is Level.SECTION:
            step = Step(Level.CLAUSE, step.number)
        steps.append(step)
        at = _skip(text, at)
    if len(steps) == before:
        raise CitationError(f"not a citation: {text!r}")
    try:
        return Citation(tuple(steps))
    except CitationError as error:
        raise CitationError(f"not a citation: {text!r}: {error}") from error


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _number(written: str, text: str) -> int:
    try:
        value = parse_number(written)
    except NumeralError as error:
        raise CitationError(f"not a number in {text!r}: {written!r}") from error
    if not isinstance(value, int):
        raise CitationError(f"not a whole number in {text!r}: {written!r}")
    return value


def _step(text: str, at: int, above: Level | None) -> tuple[Step, int]:
    """The step that begins at ``at``, and where it ends."""
    if above is None and text.startswith("附", at):
        return _annex(text, at)
    named = _NAMED.match(text, at)
    if named:
        return Step(_LEVELS[named[3]], _number(named[1] or named[2], text)), named.end()
    bracketed = _BRACKETED.match(text, at)
    if bracketed:
        level = Level.ITEM if bracketed[2] else _BRACKET_MEANS.get(above)
        if level is not None:
            return Step(level, _number(bracketed[1], text)), bracketed.end()
    may_follow = FOLLOWERS[above]
    if Level.SECTION in may_follow:
        section = _SECTION.match(text, at)
        if section:
            return Step(Level.SECTION, _number(section[1], text)), section.end()
    elif Level.POINT in may_follow:
        point = _POINT.match(text, at)
        if point:
            return Step(Level.POINT, _number(point[1], text)), point.end()
    raise CitationError(f"not a citation: {text!r} (at {text[at:]!r})")


def _annex(text: str, at: int) -> tuple[Step, int]:
    numbered = _ANNEX_NUMBERED.match(text, at)
    if numbered and not _reads_as_section(text, numbered):
        return Step(Level.ANNEX, _number(numbered[1], text)), numbered.end()
    bare = _ANNEX_BARE.match(text, at)
    if bare:
        return Step(Level.ANNEX, 0), bare.end()
    raise CitationError(f"which annex? {text!r}")


def _reads_as_section(text: str, numbered: re.Match[str]) -> bool:
    """附件 四（二）, 附件 四: a Chinese number after a blank is the section, not the annex."""
    apart = text[text.index("件", numbered.start()) + 1 : numbered.start(1)] != ""
    return apart and not numbered[1][0].isdecimal()
