"""The layout of policy files: full-width marks, even spacing and indentation.

The drafter's lines stay as they are: only what stands within them, and how far they are
indented, is made even. Comments are kept, quoted text and heads are not touched, and the result
is parsed and compared with what was given, so that a layout can never change a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import attrs
from attrs import define, field

from policyc.source.columns import display_width
from policyc.source.span import Span
from policyc.source.text import SourceText
from policyc.surface.from_text import parse
from policyc.surface.mistakes.wording import HEADS, MARKS
from policyc.surface.scan import Word, scan

_MARKS = {kind: mark for kind, mark in MARKS.items() if kind not in ("_DE", "_TO")}
_CLOSE = frozenset({"ITEM_LABEL", "_DE", "_TO"}) | _MARKS.keys() - {"_LESS"}
"""Words that stand close to their neighbours: no blank on either side."""

_APART_FROM_TO = frozenset({"未写明", "QUOTED"})
"""What 至 would run together with."""

_NAMED_BY_QUOTE = frozenset(
    {"文件", "词汇", "用例", "读法", "常理", "流程", "理由", "依据", "含义", "标准", "频次", "期限"}
    | {"期间", "阶段", "分工", "表述", "分母", "基期", "统计期", "起算"}
    | {"按规定", "依", "使用"}
)
"""Keywords that a 「…」 follows without a blank."""

_GAP = re.compile(r"//[^\n]*|\n|[^\S\n]+")
_STEP = 2
_COMMENT_GAP = 2


class MeaningChanged(Exception):
    """The laid-out text would not mean the same: a bug of ours; nothing may be written."""


def format_source(source: SourceText) -> str:
    """The text, evenly laid out; it must parse. Formatting twice changes nothing more."""
    result = _Layout(source.text).run()
    before, after = parse(source), parse(SourceText(source.name, result))
    if after.file is None or meaning(before.file) != meaning(after.file):
        raise MeaningChanged(source.name)
    return result


def meaning(value: Any) -> Any:
    """Syntax nodes without their places: equal for files that say the same."""
    if isinstance(value, Span):
        return None
    if isinstance(value, tuple):
        return tuple(meaning(part) for part in value)
    if attrs.has(type(value)):
        fields = (getattr(value, a.name) for a in attrs.fields(type(value)))
        return (type(value).__name__, *(meaning(part) for part in fields))
    return value


@define
class _Line:
    """A line in the making: its indent, its words, its comment with the gap before it."""

    indent: int = 0
    text: str = ""
    comment: str = ""
    gap: int = _COMMENT_GAP


@define
class _Layout:
    text: str
    lines: list[_Line] = field(factory=list)
    line: _Line = field(factory=_Line)
    last: Word | None = None
    blank: int = 0
    pending: list[_Line] = field(factory=list)
    """Comments of their own line, waiting for the line they stand above."""

    in_article: bool = False
    in_case: bool = False
    label_indent: int = 0
    """The indent of the innermost label (款, 项, 句) of the article."""

    levels: dict[str, int] = field(factory=dict)
    base: int = 0
    """The indent of the statement that is going on."""

    in_items: bool = False
    to_stands_apart: bool = False
    """Whether the last 至 has a blank before it, and so one behind it."""

    inline: bool = False
    """Whether the statement that is going on began behind its label, on the label's line."""

    def run(self) -> str:
        end = 0
        for word in scan(self.text):
            self._gap(self.text[end : word.start])
            self._word(word)
            end = word.end
        self._gap(self.text[end:] + "\n")
        self._release(0)
        shown = [self._show(line) for line in self.lines]
        while shown and not shown[-1]:
            shown.pop()
        while shown and not shown[0]:
            shown.pop(0)
        return "\n".join(shown) + "\n" if shown else ""

    def _show(self, line: _Line) -> str:
        if not line.comment:
            return " " * line.indent + line.text if line.text else ""
        if not line.text:
            return " " * line.indent + line.comment
        return " " * line.indent + line.text + " " * line.gap + line.comment

    # -- between words
    def _gap(self, gap: str) -> None:
        width = 0
        for piece in _GAP.findall(gap):
            if piece == "\n":
                self._end_line()
                width = 0
            elif piece.startswith("//"):
                self.line.comment = piece.rstrip()
                self.line.gap = max(width, _COMMENT_GAP) if self.line.text else 0
            else:
                width = display_width(piece)

    def _end_line(self) -> None:
        if not self.line.text and not self.line.comment:
            self.blank += 1
        elif not self.line.text:
            self._put_blank(self.pending)
            self.pending.append(self.line)
        else:
            self.lines.append(self.line)
        self.line = _Line()

    def _put_blank(self, target: list[_Line]) -> None:
        if self.blank > 0 and (self.lines or target):
            target.append(_Line())
        self.blank = 0

    def _release(self, indent: int) -> None:
        """Put the waiting comments above the line that begins now."""
        for comment in self.pending:
            comment.indent = indent
            self.lines.append(comment)
        self.pending = []

    # -- words
    def _word(self, word: Word) -> None:
        if self.line.text:
            if self._opens(word):
                self.base, self.in_items, self.inline = self.label_indent, False, True
            self.line.text += " " * self._blanks(word) + self._spelled(word)
        else:
            self.line.indent = self._indent(word)
            self._put_blank(self.pending if self.pending else self.lines)
            self._release(self.line.indent)
            self.line.text = self._spelled(word)
        if word.kind == "UNIT_LABEL" and self._opens(word):
            self._label(word)
        self.last = word

    def _blanks(self, word: Word) -> int:
        assert self.last is not None
        pair = {word.kind, self.last.kind}
        if word.kind == "_TO":
            self.to_stands_apart = bool(pair & _APART_FROM_TO)
        apart = "_TO" in pair and bool(pair & _APART_FROM_TO or self.to_stands_apart)
        if "_LESS" in pair or apart:
            return 1
        close = word.kind in _CLOSE or self.last.kind in _CLOSE
        close = close or (word.kind == "BOUND" and self.last.kind == "QUANTITY")
        close = close or (word.kind == "QUOTED" and self.last.kind in _NAMED_BY_QUOTE)
        close = close or (word.kind == "取" and self.last.kind == "QUOTED")
        return 0 if close else 1

    def _spelled(self, word: Word) -> str:
        if word.kind == "FIELD":
            key, _, value = re.sub("[:：]", "：", word.text, count=1).partition("：")
            return f"{key.strip()}：{value.strip()}"
        if word.kind == "ITEM_LABEL":
            return f"（{word.text[1:-1]}）"
        return _MARKS.get(word.kind, word.text)

    # -- indentation
    def _opens(self, word: Word) -> bool:
        """Whether a word begins an element rather than going on with one."""
        if word.kind in ("HEADING", "FIELD", "UNIT_LABEL", "用例", *HEADS) or self.last is None:
            return True
        if self.last.kind in ("HEADING", "UNIT_LABEL", "FIELD", "_PERIOD"):
            return word.kind != "ITEM_LABEL"
        after_label = self.last.kind == "_COLON" and self._ends_title()
        return after_label or (self.last.kind == "QUOTED" and self.base == 0 and word.first)

    def _ends_title(self) -> bool:
        return bool(re.fullmatch(r"(第[^：，。]*[条款项句]|附件[^：，。]*)：", self._so_far()))

    def _so_far(self) -> str:
        line = self.line if self.line.text else (self.lines[-1] if self.lines else self.line)
        return line.text

    def _indent(self, word: Word) -> int:
        if word.kind == "ITEM_LABEL":
            if not self.in_items and self.inline:
                self.base += _STEP
            self.in_items = True
            return self.base
        if not self._opens(word):
            return self.base + (display_width("（一）") if self.in_items else _STEP)
        self.in_items = self.inline = False
        self.base = self._element_indent(word)
        return self.base

    def _element_indent(self, word: Word) -> int:
        if word.kind in (*HEADS, "HEADING", "用例"):
            self.in_article = word.kind == "HEADING"
            self.in_case = word.kind == "用例"
            self.levels, self.label_indent = {}, 0
            return 0
        if word.kind == "FIELD":
            return _STEP
        if word.kind == "UNIT_LABEL":
            return self._label_place(word)
        if not self.in_article and not self.in_case:
            return 0
        return self.label_indent + _STEP

    def _label_place(self, word: Word) -> int:
        above = {"款": "", "项": "款", "句": "款项"}[word.text[-1]]
        return max([0, *(self.levels[k] for k in above if k in self.levels)]) + _STEP

    def _label(self, word: Word) -> None:
        place = self._label_place(word)
        order = "款项句"
        kept = order[: order.index(word.text[-1])]
        self.levels = {k: v for k, v in self.levels.items() if k in kept}
        self.levels[word.text[-1]] = place
        self.label_indent = place
        self.base = place


def changed_lines(before: str, after: str) -> Iterator[str]:
    """A unified difference, for ``--diff``."""
    from difflib import unified_diff

    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return unified_diff(old, new, "现在", "整理后")
