"""Marks at the head of a line: 第三条, 第一章, 一、, （一）, （1）, 1., 一是, 附件."""

from __future__ import annotations

import re
from enum import Enum, unique

from attrs import frozen

from policyc.source.citation import MAX_NUMBER
from policyc.source.numerals import NumeralError, parse_number

_N = r"[〇○零一二三四五六七八九十百千两\d]+"
_LIST = r"(?:[-*•·●▪–—]\s+)?"

# After a number without a blank these show a citation within a sentence, not a heading.
_CITED = (
    r"\s*(?:第|之|规定|所列|所称|所指|所述|的|[、，,；;。:：）)》〉”]|和|与|及|以及|或|至|到"
    r"|中(?!华|国|央|共)|款|项|内)"
)
_ARTICLE = re.compile(rf"{_LIST}(第\s*({_N})\s*条)(?P<blank>\s*)(?P<rest>.*)", re.DOTALL)
_HEADING = re.compile(rf"{_LIST}(第\s*({_N})\s*([编章节]))(?P<rest>.*)", re.DOTALL)
_SECTION = re.compile(r"(([〇零一二三四五六七八九十百]+)\s*、)")
_BRACKET = re.compile(rf"{_LIST}([（(]\s*({_N})\s*[）)][、.．]?|([㈠-㈩]))")
_POINT = re.compile(rf"{_LIST}((\d{{1,3}})\s*[.．、])(?!\d)")
_FIRSTLY = re.compile(r"(([一二三四五六七八九十]+)是)")
_COUNTED = re.compile(r"\s*[一二三四五六七八九十]+\s*[款项条级季年月日个类种批次是、]")
_ANNEX = re.compile(rf"附\s*件\s*({_N})?\s*[:：]?")
_REFERRED = re.compile(
    r"\s*(?:项|款|目|至|到|和|或|及|与|、|，|,|[（(]\s*[一二三四五六七八九十\d])"
)


@unique
class MarkKind(Enum):
    """The shapes of marks."""

    PART = "编"
    CHAPTER = "章"
    DIVISION = "节"
    ARTICLE = "条"
    SECTION = "一、"
    BRACKET = "（一）"
    BRACKET_DIGIT = "（1）"
    POINT = "1."
    FIRSTLY = "一是"


@frozen
class Mark:
    """A mark found at the head of a line.

    ``label`` is the mark as written; ``length`` how many characters of the line it takes, list
    mark and blanks around included; ``number`` is None where the numeral cannot be read.
    ``apart`` tells that a blank or the end of the line follows; ``cited`` that what follows looks
    like the inside of a sentence (第三条规定的…).
    """

    kind: MarkKind
    label: str
    length: int
    number: int | None
    apart: bool = True
    cited: bool = False


def _value(written: str) -> int | None:
    try:
        value = parse_number(written)
    except NumeralError:
        return None
    return value if isinstance(value, int) and 1 <= value <= MAX_NUMBER else None


def _mark(
    kind: MarkKind, line: str, match: re.Match[str], number: int | None, *, cited: bool = False
) -> Mark:
    end = match.end(1)
    after = end
    while after < len(line) and line[after].isspace():
        after += 1
    apart = after > end or after == len(line)
    return Mark(kind, match[1], after, number, apart, cited)


def find_mark(line: str) -> Mark | None:
    """The mark at the head of a stripped line, whether or not it will be taken for one."""
    match = _ARTICLE.match(line)
    if match:
        after = match["blank"] + match["rest"]
        cited = bool(re.match(r"\s*第", after) if match["blank"] else re.match(_CITED, after))
        return _mark(MarkKind.ARTICLE, line, match, _value(match[2]), cited=cited)
    match = _HEADING.match(line)
    if match:
        cited = len(line) > 40 or line[-1] in "。；：;:，,、"
        return _mark(MarkKind(match[3]), line, match, _value(match[2]), cited=cited)
    match = _SECTION.match(line)
    if match:
        cited = bool(_COUNTED.match(line, match.end()))
        return _mark(MarkKind.SECTION, line, match, _value(match[2]), cited=cited)
    match = _BRACKET.match(line)
    if match:
        digit = match[2] is not None and match[2].isdecimal()
        kind = MarkKind.BRACKET_DIGIT if digit else MarkKind.BRACKET
        number = _value(match[2]) if match[2] else ord(match[3]) - ord("㈠") + 1
        return _mark(kind, line, match, number, cited=bool(_REFERRED.match(line, match.end())))
    match = _POINT.match(line)
    if match:
        return _mark(MarkKind.POINT, line, match, _value(match[2]))
    match = _FIRSTLY.match(line)
    if match:
        return _mark(MarkKind.FIRSTLY, line, match, _value(match[2]))
    return None


def annex_number(line: str) -> int | None:
    """The number of an annex line (附件, 附 件 2, 附件一：), 0 without one; None for others."""
    match = _ANNEX.fullmatch(line)
    if not match:
        return None
    return 0 if match[1] is None else _value(match[1])


_ATTACHED = re.compile(r"附\s*件?\s*\d*\s*[:：]\s*\S")
_CONTACT = re.compile(
    r"(?:联\s*系\s*(?:人|电\s*话|方\s*式)|抄\s*送|抄\s*报|主\s*题\s*词|信息公开(?:选项|属性))\s*[:：]"
    r"|[（(]\s*(?:此件|联系人|联系电话)"
)
_WEB = re.compile(
    r"扫一扫|政策解读|相关(?:链接|阅读|解读|文件|稿件|政策)|(?:上|下)一[篇条]|【?(?:打印|关闭|分享)"
    r"|主办(?:单位)?[:：]|承办(?:单位)?[:：]|版权所有|责任编辑|网站(?:地图|标识码)"
    r"|返回(?:顶部|列表)"
)
_DATE = re.compile(
    r".*(?:\d{2,4}|[〇○零一二三四五六七八九]{4})\s*年[\s\d一二三四五六七八九十]*[月日].*"
)
_ISSUED = re.compile(r".*\d.*印\s*发")
_BODY = re.compile(
    r".*(?:办公室|办公厅|委员会|政府|办事处|厅|局|部|委|院|会|处|中心|公司|党组|法制办)"
)
_PUNCTUATION = re.compile(r"[。，、；：！？,;:!?]")
_LABEL_LINE = re.compile(r"[^\W\d_a-zA-Z]{1,8}\s*[:：]\s*\S")
_SPREAD = re.compile(r"\S{1,4}(?:\s\S)?\s{2,}\S")


def is_web_tail(line: str) -> bool:
    """Furniture of a web page after the document (扫一扫…, 政策解读:…): no law comes after it."""
    return bool(_WEB.match(line)) and len(line) <= 80 and "。" not in line


def is_attachment_list(line: str) -> bool:
    """The line at the end of a document that names its annexes (附件：…办法)."""
    return bool(_ATTACHED.match(line))


def is_tail(line: str) -> bool:
    """A signature, date, colophon, or list of contacts or annexes, as stand after a document."""
    if _ATTACHED.match(line) or _CONTACT.match(line):
        return True
    if len(line) > 60 or _PUNCTUATION.search(line):
        return False
    return bool(_DATE.fullmatch(line) or _ISSUED.fullmatch(line) or _BODY.fullmatch(line))


def stands_alone(line: str) -> bool:
    """A line that begins something of its own without a mark: 牵头单位:…, a table-like row."""
    squeezed = re.sub(r"(?<=^\S)\s+(?=\S)", "", line)
    return bool(_LABEL_LINE.match(squeezed) or _SPREAD.match(line))
