"""The head of a document: its fields, read one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import PurePath

from policyc.diagnostics import Code, Diagnostic
from policyc.resolved.document import Head, Upper
from policyc.source.numerals import NumeralError, parse_date
from policyc.source.span import Span
from policyc.surface import nodes as n

_QUOTED = re.compile(r"「([^」]*)」")
_UNSEEN = "未取得原文"
_REPEALED = re.compile("已(?:经)?(?:废止|失效)")
_DATE = re.compile(r"^[^，,。]*")
_UNITS_FROM = re.compile(r"[，,]\s*依据\s*")
_BLANK_DATES = ("空白", "未填", "不详", "")


def vocabulary_names(file: n.PolicyFile) -> list[n.Name]:
    """The vocabularies that a file uses (使用：词汇「…」)."""
    names = []
    for found in (f for f in file.fields if f.key == "使用"):
        for match in _QUOTED.finditer(found.value.text):
            start = found.value.span.start + match.start()
            span = Span(found.value.span.file, start, start + len(match.group()))
            names.append(n.Name(match.group(1), span))
    return names


def check_heads(files: Sequence[n.PolicyFile]) -> list[Diagnostic]:
    """A document has one head, of a document. Without it nothing else is worth saying."""
    diagnostics: list[Diagnostic] = []
    first: n.Name | None = None
    for file in files:
        for found in file.fields:
            if found.key == "使用" and not _QUOTED.search(found.value.text):
                diagnostics.append(_untitled(found, "使用", "词汇「名称」。"))
        if file.kind is n.FileKind.VOCABULARY and file.title is not None:
            diagnostics.append(_misplaced(file.title, "这是词汇，不是政策文件"))
        elif file.kind is n.FileKind.DOCUMENT and file.title is not None:
            if first is not None:
                diagnostics.append(_misplaced(file.title, f"前面已有文件「{first.text}」"))
            first = first or file.title
    if first is None and not diagnostics:
        diagnostics += [_headless(file) for file in files[:1]]
    return diagnostics


def check_source(files: Iterable[n.PolicyFile], read: str) -> Iterator[Diagnostic]:
    """原文 names the file that was read, and no other: a name that had no effect would mislead."""
    name = PurePath(read).name
    for found in (f for file in files for f in file.fields):
        if found.key == "原文" and found.value.text != name:
            yield Diagnostic(
                Code.E001,
                f"这里写的原文是“{found.value.text}”，读的却是 {name}",
                found.value.span if found.value.text else found.span,
                help=f"原文总是读同一个文件夹里的 {name}：把原文存成这个名称，"
                f"这一行改为 原文：{name}。原文的出处另写注释。",
            )


def read_head(files: Iterable[n.PolicyFile]) -> tuple[Head, list[Diagnostic]]:
    """The head of the file that has one; a document without a head has an empty one."""
    diagnostics: list[Diagnostic] = []
    for file in files:
        if file.kind is n.FileKind.DOCUMENT and file.title is not None:
            return _read(file.title.text, file.fields, diagnostics), diagnostics
    return Head(), diagnostics


def _misplaced(title: n.Name, message: str) -> Diagnostic:
    return Diagnostic(
        Code.E107,
        message,
        title.span,
        help="一个目录放一份政策文件和它的用例；词汇放在 vocabulary 目录里。",
    )


def _headless(file: n.PolicyFile) -> Diagnostic:
    empty = not (file.placed or file.cases)
    return Diagnostic(
        Code.E005,
        "文件是空的" if empty else "文件开头没有写明是哪一份文件",
        Span(file.file, 0, 0),
        help="第一行写：文件「标题」，下面逐行写 文号：……。 施行：……。",
    )


def _read(title: str, fields: tuple[n.Field, ...], diagnostics: list[Diagnostic]) -> Head:
    texts: dict[str, str] = {}
    uppers: list[Upper] = []
    dates: dict[str, date | None] = {}
    units_from: list[n.Name] = []
    for found in fields:
        if found.key == "上位文件":
            uppers.append(_upper(found.value.text))
            if not uppers[-1].title:
                diagnostics.append(_untitled(found, "上位文件", "「文件标题」文号，未取得原文。"))
            continue
        if found.key in texts:
            diagnostics.append(
                Diagnostic(Code.E202, f"“{found.key}”写了两次", found.span, "只留一行。")
            )
            continue
        texts[found.key] = found.value.text
        if found.key in ("成文", "公布", "施行", "失效"):
            dates[found.key] = _date(found, diagnostics)
        if found.key == "评定单位":
            units_from += _cited_after(found.value)
    return Head(
        title=title,
        number=texts.get("文号", ""),
        issuers=_list(texts.get("制定机关", "")),
        level=texts.get("位阶", ""),
        region=texts.get("适用地区", ""),
        status=texts.get("状态", ""),
        written=dates.get("成文"),
        published=dates.get("公布"),
        effective=dates.get("施行"),
        expires=dates.get("失效"),
        units=_list(_UNITS_FROM.split(texts.get("评定单位", ""))[0]),
        units_from=tuple(units_from),
        uppers=tuple(uppers),
        fields=texts,
    )


def _untitled(found: n.Field, key: str, example: str) -> Diagnostic:
    return Diagnostic(
        Code.E101,
        f"“{key}”后面的名称要用「」括起来",
        found.value.span if found.value.text else found.span,
        help=f"写成 {key}：{example}",
    )


def _cited_after(value: n.Name) -> Iterator[n.Name]:
    """The clauses that a field names behind 依据, each with its place."""
    matched = _UNITS_FROM.search(value.text)
    if matched is None:
        return
    at = matched.end()
    for part in value.text[at:].split("、"):
        start = value.span.start + at + len(part) - len(part.lstrip())
        written = part.strip()
        yield n.Name(written, Span(value.span.file, start, start + len(written)))
        at += len(part) + 1


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("、") if part.strip())


def _upper(text: str) -> Upper:
    title = _QUOTED.search(text)
    rest = text[title.end() :] if title else text
    reference, _, note = rest.partition("，")
    if _UNSEEN in reference or _REPEALED.search(reference):
        # 「标题」未取得原文: what is cited has no number, or the source does not give it.
        reference, note = "", rest
    name = title.group(1) if title else ""
    return Upper(name, reference.strip(), _UNSEEN not in note, bool(_REPEALED.search(note)))


def _date(found: n.Field, diagnostics: list[Diagnostic]) -> date | None:
    """A date as written; 空白 says that the source leaves it blank, and nothing is guessed."""
    matched = _DATE.match(found.value.text)
    text = matched.group().strip() if matched else ""
    if text in _BLANK_DATES:
        return None
    try:
        return parse_date(text)
    except NumeralError:
        diagnostics.append(
            Diagnostic(
                Code.E105,
                f"“{text}”不是完整的日期",
                found.value.span,
                help="写成 2019年5月30日；原文空白或者破损的，写“空白”，不要推测。",
            )
        )
        return None
