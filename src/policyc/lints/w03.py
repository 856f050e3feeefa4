"""边界自相矛盾。

检查什么
    两个界限词夹着一个数，一个含本数，一个不含：“超过95%以上”“不足20人以下”“超过3次（含）”。看原文的文字，不论代码怎样写。

为什么
    恰好是这个数的，按前一个词不算，按后一个词算；考核和追责往往就差在这里。

反例
    第二条：群众知晓率超过95%以上。

正例
    第二条：群众知晓率达到95%以上。

如何修改
    含本数的，写“达到……”“……以上”“不少于……”；不含的，只写“超过……”。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyc.findings.finding import Cited, Finding, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, around
from policyc.lints.units import units_of

CODE, NAME = "W03", "边界自相矛盾"
_SAYER = Sayer(CODE, NAME)

_NUMBER = r"(?:百分之)?[0-9０-９一二三四五六七八九十百千万.．]+"
_UNIT = r"(?:[%％‰]|[个名人次株起件处项年月日天岁万元]{1,2})?"
_CONTRADICTORY = re.compile(
    rf"(?<!不)(?P<over>超过|大于|高于|多于){_NUMBER}{_UNIT}(?:（含）|\(含\)|（含本数）|及?以上)"
    rf"|(?<!不)(?P<under>不足|不满|低于|少于|小于){_NUMBER}{_UNIT}(?:（含）|\(含\)|（含本数）|及?以下)"
)


def find(encoded: Encoded) -> Iterator[Finding]:
    """All such words of a document in one finding."""
    told: list[str] = []
    places: list[Cited] = []
    for unit in units_of(encoded.tree):
        for found in _CONTRADICTORY.finditer(unit.words):
            number = re.search(_NUMBER + _UNIT, found.group())
            assert number is not None
            told.append(
                f"{unit.cited}“{found.group()}”（恰好{number.group()}算不算，两个词各执一端）"
            )
            places.append(Cited(encoded.name, unit.cited, around(unit.words, *found.span())))
    if told:
        yield _SAYER.say(
            encoded,
            Severity.LOW,
            f"一个数前后用了两个界限词，含不含本数互相矛盾：{'；'.join(told)}。",
            places,
            "只用一个词：含本数的写“达到……”或者“……以上”，不含的写“超过……”。",
        )


LINT = Lint(code=CODE, name=NAME, severity=Severity.LOW, find=find)
