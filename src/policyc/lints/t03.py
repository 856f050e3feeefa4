"""溯及与过渡。

检查什么
    废止了旧文件，却没有写明照旧文件正在办理的怎样处理；施行的日子早于成文、公布的日子。

为什么
    已经照旧文件列入整治的地区，期限、处置照新的还是照旧的，没有规定就各办各的；早于公布之日施行的，等于要求人遵守
    还不知道的规定（立法法第一百零四条：不溯及既往，为了更好地保护权利而作的特别规定除外）。

反例
    第二十七条：本细则自下发之日起施行。《某某整治办法》同时废止。

正例
    第二十七条：本细则自下发之日起施行。《某某整治办法》同时废止；此前已经列入整治的，期限继续计算，处置适用本细则。

如何修改
    写明施行以前已经开始的怎样处理；施行的日子不早于公布的日子。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyc.core.content import Commencement, Repeal
from policyc.findings.finding import Finding, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, places_of
from policyc.lints.units import units_of

CODE, NAME = "T03", "溯及与过渡"
_SAYER = Sayer(CODE, NAME)

_TRANSITION = re.compile(
    r"过渡|此前|(?:施行|印发|发布|公布|生效)(?:之)?(?:日)?(?:以)?前|继续(?:有效|执行|适用|计算)"
    r"|(?:仍|仍然)(?:按|按照|适用|执行)|原(?:有|来)?规定(?:办理|执行)"
)


def find(encoded: Encoded) -> Iterator[Finding]:
    """A repeal without a word about what is under way, and a commencement in the past."""
    repeals = [each for each in encoded.policy.content if isinstance(each, Repeal)]
    said = any(_TRANSITION.search(unit.words) for unit in units_of(encoded.tree))
    if repeals and not said:
        where = places_of(each.place for each in repeals)
        named = "、".join(f"“{each.document}”" for each in repeals)
        yield _SAYER.say(
            encoded,
            Severity.LOW,
            f"{where}废止了{named}，没有写明照它正在办理的怎样处理。",
            [each.place for each in repeals],
            "写明施行以前已经开始的，期限和处置照新的还是照旧的。",
            "过渡",
        )
    head = encoded.document.head
    known = [day for day in (head.published, head.written) if day is not None]
    if head.effective is not None and known and head.effective < min(known):
        stated = [each for each in encoded.policy.content if isinstance(each, Commencement)]
        issued = min(known)
        yield _SAYER.say(
            encoded,
            Severity.MEDIUM,
            f"{head.effective.year}年{head.effective.month}月{head.effective.day}日施行，早于"
            f"{issued.year}年{issued.month}月{issued.day}日成文、公布。",
            [each.place for each in stated],
            "施行的日子改为不早于公布的日子；确需溯及的，写明对哪些事项、为什么。",
            "溯及",
        )


LINT = Lint(code=CODE, name=NAME, severity=Severity.LOW, find=find)
