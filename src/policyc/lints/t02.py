"""时效缺失。

检查什么
    文件没有写明何时施行，或者写明的日子算不出来（“自印发之日起”而印发的日子空白）；原文里的日期空白或者残缺
    （“2019年  月  日”“2023年91日”），文号后面空白；失效早于施行；所依据的文件已经废止（文件头的
    “上位文件”写明“已废止”“已失效”的）。残缺的日期不推测。

为什么
    不知道从哪一天起算，期限、追责、溯及都无从谈起；日期残缺的文件，引用和核对时各说各的。

反例
    第九条：本办法自2019年  月  日起施行。

正例
    第九条：本办法自2019年6月1日起施行。

如何修改
    补上日期；征求意见稿在定稿时补上；日期残缺的，核对正式文本。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyc.core.content import Commencement
from policyc.core.programme import Phase
from policyc.findings.finding import Cited, Finding, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, around
from policyc.lints.units import units_of

CODE, NAME = "T02", "时效缺失"
_SAYER = Sayer(CODE, NAME)

_BLANK = re.compile(
    r"[0-9０-９〇零一二三四五六七八九]{4}年[ \t　]*月[ \t　]*日|年[ \t　]+月[ \t　]+日"
)
_DAMAGED = re.compile(
    r"[12][0-9]{3}年[0-9]{1,3}日|(?<![0-9])[12][0-9]{5,6}(?=印发|发布|起施行)"
    r"|[12][0-9]{3}年(?:1[3-9]|[2-9][0-9])月(?:[0-9]{1,2}日)?"
)
_NUMBERLESS = re.compile(r"文[ \t　]*号[ \t　]*[:：][ \t　]*$", re.MULTILINE)
_RELATIVE = re.compile(r"印发|下发|发布|公布|发文|颁布")
_DRAFT = re.compile(r"征求意见|代拟|草案|送审")


def find(encoded: Encoded) -> Iterator[Finding]:
    """What is missing in one finding, an empty window in another."""
    head = encoded.document.head
    told, places = _missing(encoded)
    if told:
        what = "日期、文号" if any("文号" in each for each in told) else "日期"
        draft = bool(_DRAFT.search(head.status))
        note = "（征求意见的文本，定稿时补上）" if draft else ""
        yield _SAYER.say(
            encoded,
            Severity.LOW if draft else Severity.MEDIUM,
            f"{what}缺失{note}：{'；'.join(told)}。",
            places,
            f"补上{what}；残缺的，核对正式文本，不要推测。",
            "缺失",
        )
    if head.effective is not None and head.expires is not None and head.expires < head.effective:
        yield _SAYER.say(
            encoded,
            Severity.HIGH,
            "失效的日子早于施行的日子，文件没有一天有效。",
            [],
            "核对文件头的“施行”和“失效”。",
            "空",
        )
    repealed = [upper.named for upper in head.uppers if upper.repealed]
    if repealed:
        yield _SAYER.say(
            encoded,
            Severity.MEDIUM,
            f"所依据的{'、'.join(repealed)}已经废止或者失效。",
            [],
            "改为依据现行有效的文件；仍要沿用其中规定的，写进本文件。",
            "依据",
        )


def _missing(encoded: Encoded) -> tuple[list[str], list[Cited]]:
    told: list[str] = []
    places: list[Cited] = []
    for unit in units_of(encoded.tree):
        for pattern, what in ((_BLANK, "空白"), (_DAMAGED, "残缺")):
            for found in pattern.finditer(unit.words):
                shown = re.sub(r"[ \t　]+", "　", found.group())
                told.append(f"{unit.cited}的日期{what}：“{shown}”")
                places.append(Cited(encoded.name, unit.cited, around(unit.words, *found.span())))
    dates = bool(told)
    for unit in units_of(encoded.tree):
        if _NUMBERLESS.search(unit.words):
            told.append(f"{unit.cited}的文号空白")
            places.append(Cited(encoded.name, unit.cited, unit.words.strip()))
    head = encoded.document.head
    if head.effective is None:
        stated = [each for each in encoded.policy.content if isinstance(each, Commencement)]
        relative = [each for each in stated if each.date is None and _RELATIVE.search(each.text)]
        if relative and not dates and head.written is None and head.published is None:
            told.append(
                f"{relative[0].place.citation}写“{relative[0].text}”施行，而印发的日子没有写明"
            )
            places.append(Cited(encoded.name, relative[0].place.citation, relative[0].place.quote))
        elif not stated and not any(isinstance(each, Phase) for each in encoded.policy.content):
            # A plan whose phases have their days says by them when it runs.
            told.append("没有写明何时施行")
    return told, places


LINT = Lint(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
