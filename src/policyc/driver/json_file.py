"""JSON as a person writes it: strict, exact, every value with its place.

Python's own reader takes what no standard allows (NaN, a key twice), rounds, forgets where things
stood, and would spend hours on 1e999999999. Here objects and lists are walked by hand and only
single values are given to ``json``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from json import JSONDecodeError, JSONDecoder
from typing import TypeAlias, TypeVar

from attrs import frozen

from policyc.diagnostics import Code, Diagnostic, Label, did_you_mean
from policyc.source.span import Span
from policyc.source.text import SourceText

MAX_DIGITS = 40
"""Characters a number may have; a longer one is no fact about a region."""
MAX_DEPTH = 40
"""Brackets within brackets; no file that a person writes comes near it."""

_BLANK = re.compile(r"[ \t\n]*")
_FLOAT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE]([+-]?[0-9]+))?")
_FULL_WIDTH = {
    "，": "全角逗号“，”",
    "：": "全角冒号“：”",
    "“": "中文引号",
    "”": "中文引号",
    "「": "中文引号",
    "｛": "全角括号",
    "｝": "全角括号",
}
_PYTHON_WORDS = {"True": "true", "False": "false", "None": "null"}


Item = TypeVar("Item")
Plain: TypeAlias = bool | int | float | Fraction | str | None


@frozen
class Node:
    """A value and its place: a single value, the nodes of a list, or an ``Object``."""

    value: Plain | tuple[Node, ...] | Object
    span: Span


@frozen
class Member:
    """A name in an object, and what stands there."""

    name: str
    name_span: Span
    node: Node


@frozen
class Object:
    """``{…}`` as written: a name may stand in it twice."""

    members: tuple[Member, ...]


@frozen
class _Odd:
    """A constant or number that JSON or we do not take."""

    code: Code
    message: str
    help: str


class _Wrong(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@frozen
class Form:
    """What a file should look like, for its messages: an example of the whole, what its names
    name (事实), and whether a list may stand for the whole."""

    example: str
    names: str = ""
    list_too: bool = False


def read_json(text: SourceText, form: Form) -> tuple[Node | None, list[Diagnostic]]:
    """The value that a file holds, ``None`` where it is no JSON, and what is wrong with it.

    A number that is too long, or none (NaN), is reported and read as ``null``.
    """
    reader = _Reader(text, form)
    try:
        return reader.whole(), reader.problems
    except _Wrong as wrong:
        return None, [*reader.problems, wrong.diagnostic]


def plain(node: Node) -> object:
    """A value of a file as Python's own data; of a name given twice the last stands."""
    match node.value:
        case tuple():
            return [plain(each) for each in node.value]
        case Object(members):
            return {member.name: plain(member.node) for member in members}
        case _:
            return node.value


class Complaints:
    """What is wrong with the values of a file, each complaint at its place."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.problems: list[Diagnostic] = []

    def say(self, code: Code, message: str, help: str, span: Span | None) -> None:
        """Note one complaint."""
        self.problems.append(Diagnostic(code, message, span, help))

    def named(self, node: Node, what: str, names: Mapping[str, str]) -> dict[str, Node]:
        """The members of an object by the name that ``names`` gives to theirs; complains of what
        is no object, of other names and of one that is given twice."""
        found: dict[str, Node] = {}
        for name, member in self.members(node, what, names).items():
            if name in names:
                found[names[name]] = member.node
                continue
            usual = tuple(dict.fromkeys(names.values()))
            hint = did_you_mean(name, usual) or f"可写：{'、'.join(usual)}。"
            self.say(Code.E501, f"{what}里没有“{name}”这一项", hint, member.name_span)
        return found

    def members(
        self, node: Node, what: str, same: Mapping[str, str] | None = None
    ) -> dict[str, Member]:
        """The members of an object, each name once; ``same`` says which names mean the same."""
        if not isinstance(node.value, Object):
            self.say(Code.E502, f"{what}应为对象 {{…}}", self.form.example, node.span)
            return {}
        found: dict[str, Member] = {}
        first: dict[str, Member] = {}
        for member in node.value.members:
            meant = (same or {}).get(member.name, member.name)
            before = first.setdefault(meant, member)
            if before is member:
                found[member.name] = member
                continue
            labels = (Label(before.name_span, "第一次在这里"),)
            message, span = f"{what}的“{meant}”给了两次", member.name_span
            self.problems.append(Diagnostic(Code.E506, message, span, "只留一个。", labels=labels))
        return found

    def items(self, node: Node, what: str) -> tuple[Node, ...]:
        """The nodes of a list; complains of what is none."""
        if isinstance(node.value, tuple):
            return node.value
        self.say(Code.E502, f"{what}应为列表 […]", self.form.example, node.span)
        return ()

    def words(self, node: Node | None, what: str, help: str) -> str:
        """A text, empty where there is none; complains of every other value."""
        if node is None or node.value is None:
            return ""
        if isinstance(node.value, str):
            return node.value
        self.say(Code.E502, f"{what}应为文字", help, node.span)
        return ""


class _Reader:
    """Walks a file and keeps the places."""

    def __init__(self, source: SourceText, form: Form) -> None:
        self.source = source
        self.text = source.text
        self.form = form
        self.at = 0
        self.path: list[str] = []
        """The names on the way to the value that is being read."""
        self.depth = 0
        self.problems: list[Diagnostic] = []
        self.decoder = JSONDecoder(
            parse_int=_integer, parse_float=_decimal, parse_constant=_constant
        )

    def whole(self) -> Node:
        self._skip()
        if self.at == len(self.text):
            raise self._wrong("文件是空的", self.at, self.form.example)
        if self.text[self.at] not in ("{[" if self.form.list_too else "{"):
            usual = "对象或者列表" if self.form.list_too else "对象"
            raise self._wrong(f"最外层不是 JSON {usual}", self.at, self.form.example)
        node = self._node()
        self._skip()
        if self.at < len(self.text):
            raise self._wrong("JSON 对象之后还有多余的内容", self.at, "一个文件只写一个对象。")
        return node

    def _node(self) -> Node:
        self._skip()
        start = self.at
        if self.depth > MAX_DEPTH:
            raise self._wrong("括号嵌套过深", start, self.form.example)
        self.depth += 1
        value: Plain | tuple[Node, ...] | Object
        match self.text[start : start + 1]:
            case "{":
                value = Object(tuple(self._listed("{", "}", self._member)))
            case "[":
                value = tuple(self._listed("[", "]", self._node))
            case _:
                value = self._plain()
        self.depth -= 1
        return Node(value, Span(self.source.name, start, self.at))

    def _listed(self, left: str, right: str, read: Callable[[], Item]) -> list[Item]:
        """What stands between brackets, parted by commas."""
        self._take(left, "")
        found: list[Item] = []
        if not self._next_is(right):
            found.append(read())
            while not self._next_is(right):
                self._take(",", "两项之间用英文逗号“,”隔开")
                if self._next_is(right):
                    help = f"删去“{right}”前面的逗号。"
                    raise self._wrong("最后一项后面多了逗号", self.at, help)
                found.append(read())
        self._take(right, "")
        return found

    def _member(self) -> Member:
        self._skip()
        if self.at == len(self.text):
            raise self._ended()
        word = f"{self.form.names}名" if self.form.names else "名称"
        if self.text[self.at : self.at + 1] != '"':
            help = self._advice(f"{word}用英文双引号括起来")
            raise self._wrong(f"这里应为{word}", self.at, help)
        start = self.at
        name = self._decoded()
        assert isinstance(name, str)
        span = Span(self.source.name, start, self.at)
        self._take(":", f"{word}后面写英文冒号“:”，再写值")
        self.path.append(name)
        node = self._node()
        self.path.pop()
        return Member(name, span, node)

    def _plain(self) -> Plain:
        start = self.at
        value = self._decoded()
        if not isinstance(value, _Odd):
            return value
        where = f"{self.form.names}“{self.path[-1]}”：" if self.path else ""
        span = Span(self.source.name, start, self.at)
        self.problems.append(Diagnostic(value.code, where + value.message, span, value.help))
        return None

    def _decoded(self) -> Plain | _Odd:
        start = self.at
        try:
            value: Plain | _Odd
            value, self.at = self.decoder.raw_decode(self.text, start)
        except JSONDecodeError as error:
            raise self._json_error(error) from None
        if isinstance(value, str) and any("\ud800" <= c <= "\udfff" for c in value):
            raise self._wrong("文字里有不成对的 \\u 转义", start, "核对 \\ud800 之类的转义。")
        return value

    def _json_error(self, error: JSONDecodeError) -> _Wrong:
        at = error.pos
        if error.msg.startswith("Unterminated string"):
            return self._wrong("文字没有写完，缺少右引号", at, "补上英文双引号。", to_line_end=True)
        if error.msg.startswith("Invalid control character"):
            return self._wrong("引号内有换行或控制字符", at, "可能漏了右引号；换行写成 \\n。")
        if "escape" in error.msg:
            return self._wrong("反斜杠转义有误", at, '只能用 \\" \\\\ \\/ \\n \\t \\uXXXX。')
        if at >= len(self.text.rstrip()):
            return self._ended()
        return self._wrong(
            "这里应为一个值",
            at,
            self._advice("可写数、true/false、英文双引号括起来的文字，或 null", at),
        )

    def _ended(self) -> _Wrong:
        end = len(self.text.rstrip())
        last = "}" if self.text.lstrip()[:1] != "[" else "]"
        help = f"文件可能只写了一半，或下载、复制时被截断；结尾应为“{last}”。"
        return self._wrong("JSON 没有写完就结束了", max(end - 1, 0), help)

    def _advice(self, usual: str, at: int | None = None) -> str:
        at = self.at if at is None else at
        rest = self.text[at : at + 8]
        for word, json_word in _PYTHON_WORDS.items():
            if rest.startswith(word):
                return f"JSON 里写小写的 {json_word}。"
        if rest[:1] in _FULL_WIDTH:
            return f"{usual}；这里写的是{_FULL_WIDTH[rest[0]]}。"
        if rest[:1] == "'":
            return "JSON 用英文双引号，不用单引号。"
        if rest[:1] == "/":
            return "JSON 里不能写注释。"
        return f"{usual}。"

    def _skip(self) -> None:
        found = _BLANK.match(self.text, self.at)
        assert found is not None
        self.at = found.end()

    def _next_is(self, mark: str) -> bool:
        self._skip()
        return self.text[self.at : self.at + 1] == mark

    def _take(self, mark: str, usual: str) -> None:
        if self._next_is(mark):
            self.at += 1
            return
        if self.at == len(self.text):
            raise self._ended()
        raise self._wrong(f"这里缺少“{mark}”", self.at, self._advice(usual))

    def _wrong(self, message: str, at: int, help: str, *, to_line_end: bool = False) -> _Wrong:
        end = self.text.find("\n", at) if to_line_end else at + 1
        end = min(len(self.text) if end < 0 else end, len(self.text))
        span = Span(self.source.name, at, max(at, end))
        return _Wrong(Diagnostic(Code.E006, message, span, help=help))


def _integer(written: str) -> object:
    return int(written) if len(written) <= MAX_DIGITS else _too_long(written)


def _decimal(written: str) -> object:
    """The exact value; as a float only where that is exactly what was written."""
    found = _FLOAT.fullmatch(written)
    exponent = found[1] if found else None
    if len(written) > MAX_DIGITS or (exponent and abs(int(exponent)) > MAX_DIGITS):
        return _too_long(written)
    exact = Fraction(written)
    near = float(exact)
    return near if Fraction(repr(near)) == exact else exact


def _too_long(written: str) -> _Odd:
    shown = written if len(written) <= 12 else f"{written[:12]}…"
    return _Odd(Code.E504, f"数字 {shown} 过大或过长", f"数字最多 {MAX_DIGITS} 位。")


def _constant(written: str) -> object:
    return _Odd(Code.E006, f"{written} 不是 JSON 里的数", "不知道的事实写 null。")
