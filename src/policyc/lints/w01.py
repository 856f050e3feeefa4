"""计数不符。

检查什么
    说了几个，列的却不是几个：“四统一”列了五样，“六个零目标”（……）列了五项，“分为三个阶段”下面有四个（一）（二）。只看原文的
    文字，只查紧挨着的列举。

为什么
    数目与列举对不上，不是漏了一项，就是多了一项；考核“四统一”时，不知道是哪四样。

反例
    第二条：各机构实现外观标识、内部设施、制度流程、档案簿册、工作着装“四统一”标准。

正例
    第二条：各机构实现外观标识、内部设施、制度流程、档案簿册“四统一”标准。

如何修改
    核对应当是几项，改正数目或者列举。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyc.findings.finding import Cited, Finding, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, around, some
from policyc.source.citation import Level
from policyc.source.numerals import parse_number
from policyc.source.provisions import Provision

CODE, NAME = "W01", "计数不符"
_SAYER = Sayer(CODE, NAME)

_N = "[二三四五六七八九十]"
_ITEM = r"[^、，,。；;：:“”（）()《》\n]{1,20}"
_LIST = rf"{_ITEM}(?:、{_ITEM})+"
_QUOTED = rf"“(?P<said>{_N}[^“”，,。；;]{{1,12}})”"
_COUNTED = (
    re.compile(rf"(?P<list>{_LIST})(?<![按照以要将把的用为]){_QUOTED}"),
    re.compile(rf"{_QUOTED}[^，,。；;：:（(“”]{{0,8}}[（(](?P<list>[^（）()]+)[）)]"),
    re.compile(rf"{_QUOTED}标准?(?:设立|包括|即|是指)(?P<list>{_LIST})"),
)
_PLAIN = re.compile(rf"^(?P<n>{_N})(?![年月日次级倍成])(?:个|项)?\S")
_PAIR = re.compile(rf"^(?P<a>{_N})[^{_N[1:-1]}](?P<b>{_N})[^{_N[1:-1]}]$")
_PARTS = re.compile(
    rf"(?:分为?|按|有|包括)(?:以下|下列)?(?P<n>{_N})个?(?P<what>阶段|步骤|级别|方面|环节)[^，,；;]{{0,4}}[。：:]?$"
)
_BELOW = frozenset({Level.CLAUSE, Level.POINT, Level.ITEM, Level.SUBITEM})


def find(encoded: Encoded) -> Iterator[Finding]:
    """Every miscount of a document in one finding."""
    told: list[str] = []
    cited: list[Cited] = []
    for unit in encoded.tree.walk():
        if unit.citation is None:
            continue
        for said, count, quote in (*_quoted(unit.own_text), *_divided(unit)):
            told.append(f"{unit.citation}{said}，列的是{count}项")
            cited.append(Cited(encoded.name, str(unit.citation), quote))
    if told:
        yield _SAYER.say(
            encoded,
            Severity.LOW,
            f"说的数目与列举的不符：{some(told)}。",
            cited,
            "核对应当是几项，改正数目或者列举。",
        )


def _quoted(text: str) -> Iterator[tuple[str, int, str]]:
    """“四统一” right behind, or right before, a list that is longer or shorter; where one of the
    lists around it fits, nothing is wrong."""
    lists: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for pattern in _COUNTED:
        for found in pattern.finditer(text):
            count = len(_items(found["list"]))
            if count > 2:
                here = (found.start("said"), found["said"])
                lists.setdefault(here, []).append((count, around(text, *found.span())))
    for (_, said), counts in sorted(lists.items()):
        wanted = _number(said)
        if wanted is not None and all(count != wanted for count, _ in counts):
            yield f"说“{said}”", *counts[0]


def _number(said: str) -> int | None:
    """四统一 is four, 四升四降 is eight; words that only begin with a numeral count nothing."""
    pair = _PAIR.match(said)
    if pair:
        return int(parse_number(pair["a"])) + int(parse_number(pair["b"]))
    plain = _PLAIN.match(said)
    return int(parse_number(plain["n"])) if plain else None


def _items(listed: str) -> list[str]:
    mark = "、" if "、" in listed else "[，,；;]"
    return [part for part in re.split(mark, listed) if part.strip()]


def _divided(unit: Provision) -> Iterator[tuple[str, int, str]]:
    """分为三个阶段。 above another number of （一）（二）."""
    sentences = [child.own_text for child in unit.children if child.level is Level.SENTENCE]
    lead = sentences[-1] if sentences else unit.own_text.rstrip().rsplit("\n", 1)[-1]
    found = _PARTS.search(lead)
    parts = [child for child in unit.children if child.level in _BELOW]
    if found and parts and len(parts) != int(parse_number(found["n"])):
        yield f"说分“{found['n']}个{found['what']}”", len(parts), lead


LINT = Lint(code=CODE, name=NAME, severity=Severity.LOW, find=find)
