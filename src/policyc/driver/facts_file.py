"""The facts of a case from a JSON file: strict, every complaint at its place.

Python's own reader takes what no standard allows (NaN, a key twice) and forgets where things
stood. Here the flat object is walked by hand and only single values are given to ``json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from json import JSONDecodeError, JSONDecoder

from attrs import evolve, frozen

from policyc.core.inputs import check_facts
from policyc.core.norms import Policy
from policyc.core.types import Value
from policyc.diagnostics import Code, Diagnostic, Label
from policyc.source.span import Span
from policyc.source.text import SourceText

MAX_DIGITS = 40
"""Characters a number may have; a longer one is no fact about a region."""

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
_EXAMPLE = '整个文件写成 {"事实名": 值, …}，例如 {"株数": 12000}。'


@frozen
class Entry:
    """One fact as given, with the places of its name and its value."""

    name: str
    value: object
    name_span: Span | None = None
    value_span: Span | None = None


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


def read_entries(text: SourceText) -> tuple[tuple[Entry, ...], list[Diagnostic]]:
    """The entries of a facts file, and what is wrong with it as JSON."""
    reader = _Reader(text)
    try:
        entries = reader.entries()
    except _Wrong as wrong:
        return (), [*reader.problems, wrong.diagnostic]
    return entries, reader.problems


def bind_entries(
    policy: Policy, entries: Iterable[Entry], *, rest_harmless: bool
) -> tuple[dict[str, Value], list[Diagnostic]]:
    """The facts that entries give, checked against the policy; problems stand at their place."""
    entries = list(entries)
    problems: list[Diagnostic] = []
    for entry in entries:
        _, found = check_facts(policy, {entry.name: entry.value})
        # An axiom is a matter of all facts together, and comes below.
        problems += [_placed(d, entry) for d in found if d.code is not Code.E505]
    problems += _given_twice(policy, entries)
    if problems:
        return {}, problems
    raw = {entry.name: entry.value for entry in entries}
    facts, found = check_facts(policy, raw, rest_harmless=rest_harmless)
    return facts, found


def fact_name(policy: Policy, given: str) -> str:
    """The declared name behind a name or alias; what is not declared stays as it is."""
    try:
        return policy.fact(given).name
    except KeyError:
        return given


def _placed(diagnostic: Diagnostic, entry: Entry) -> Diagnostic:
    undeclared = diagnostic.code is Code.E501
    return evolve(diagnostic, span=entry.name_span if undeclared else entry.value_span)


def _given_twice(policy: Policy, entries: list[Entry]) -> list[Diagnostic]:
    first: dict[str, Entry] = {}
    problems = []
    for entry in entries:
        name = fact_name(policy, entry.name)
        before = first.setdefault(name, entry)
        if before is not entry:
            problems.append(_twice(name, entry, before))
    return problems


def _twice(name: str, entry: Entry, before: Entry) -> Diagnostic:
    labels = (Label(before.name_span, "第一次在这里"),) if before.name_span else ()
    alias = "（中文名与英文名是同一个事实）" if entry.name != before.name else ""
    message = f"事实“{name}”给了两次{alias}"
    return Diagnostic(Code.E506, message, entry.name_span, help="只留一个。", labels=labels)


class _Reader:
    """Walks ``{"name": value, …}`` and keeps the places."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.problems: list[Diagnostic] = []
        self.decoder = JSONDecoder(
            parse_int=_integer, parse_float=_decimal, parse_constant=_constant
        )

    def entries(self) -> tuple[Entry, ...]:
        self._skip()
        if self.at == len(self.text):
            raise self._wrong("文件是空的", self.at, _EXAMPLE)
        if self.text[self.at] != "{":
            raise self._wrong("最外层不是 JSON 对象", self.at, _EXAMPLE)
        self._take("{", "")
        found: list[Entry] = []
        if not self._next_is("}"):
            found.append(self._entry())
            while not self._next_is("}"):
                self._take(",", "两项之间用英文逗号“,”隔开")
                found.append(self._entry())
        self._take("}", "")
        self._skip()
        if self.at < len(self.text):
            raise self._wrong("JSON 对象之后还有多余的内容", self.at, "一个文件只写一个对象。")
        return tuple(found)

    def _entry(self) -> Entry:
        self._skip()
        if self.text[self.at : self.at + 1] == "}":
            raise self._wrong("最后一项后面多了逗号", self.at, "删去“}”前面的逗号。")
        if self.text[self.at : self.at + 1] != '"':
            raise self._wrong("这里应为事实名", self.at, self._advice("事实名用英文双引号括起来"))
        name, name_span = self._value()
        assert isinstance(name, str)
        self._take(":", "事实名后面写英文冒号“:”，再写值")
        self._skip()
        value, value_span = self._value()
        if isinstance(value, (list, dict)):
            self._problem(
                Code.E502,
                f"事实“{name}”的值不能是{'列表' if isinstance(value, list) else '对象'}",
                value_span,
                "一个事实只有一个值：数、true/false、文字，或 null（未知）。",
            )
            value = None
        elif isinstance(value, _Odd):
            self._problem(value.code, f"事实“{name}”：{value.message}", value_span, value.help)
            value = None
        return Entry(name, value, name_span, value_span)

    def _value(self) -> tuple[object, Span]:
        start = self.at
        try:
            value, end = self.decoder.raw_decode(self.text, start)
        except JSONDecodeError as error:
            raise self._json_error(error) from None
        except RecursionError:
            raise self._wrong("括号嵌套过深", start, _EXAMPLE) from None
        self.at = end
        span = Span(self.source.name, start, end)
        if isinstance(value, str) and any("\ud800" <= c <= "\udfff" for c in value):
            raise self._wrong("文字里有不成对的 \\u 转义", start, "核对 \\ud800 之类的转义。")
        return value, span

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
        help = "文件可能只写了一半，或下载、复制时被截断；结尾应为“}”。"
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
        self._skip()
        if self.text[self.at : self.at + 1] == mark:
            self.at += 1
            return
        if self.at == len(self.text):
            raise self._ended()
        raise self._wrong(f"这里缺少“{mark}”", self.at, self._advice(usual))

    def _problem(self, code: Code, message: str, span: Span, help: str) -> None:
        self.problems.append(Diagnostic(code, message, span, help=help))

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
