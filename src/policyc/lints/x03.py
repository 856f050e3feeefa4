"""指标不可测。

检查什么
    要求上升、下降而没有写与什么时候比（基期）；要求百分比、比例而没有写以什么为底数（分母）；同一个指标或者同一类次数，一处按
    “年内”（自然年），一处按“一年内”（连续十二个月）；要求的方向与这个数的轻重相反（越多越重的数要求上升）。

为什么
    没有基期和分母，同样的工作可以算出不同的数，达标不达标由填表的人说了算。

反例
    第一条：外流贩毒人数下降50%。

正例
    第一条：外流贩毒人数比2017年下降50%。

如何修改
    写明与哪一年比、以什么为底数、按自然年还是连续十二个月计算。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from policyc.core.norms import Worse
from policyc.core.programme import Aim, Indicator, Move
from policyc.findings.finding import Cited, Finding, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, at, some
from policyc.source.citation import CitationError
from policyc.source.read_citation import parse_citation

CODE, NAME = "X03", "指标不可测"
_SAYER = Sayer(CODE, NAME)
_CALENDAR = re.compile(r"(?<![一每两二三])年内|年度内?|当年")
_ROLLING = re.compile(r"(?:一|1|１)年(?:之)?内|十二个月|12个月")


def find(encoded: Encoded) -> Iterator[Finding]:
    """One finding for each way of not being measurable."""
    indicators = [each for each in encoded.policy.content if isinstance(each, Indicator)]
    baseless = [each for each in indicators if _changes(each) and not each.base]
    if baseless:
        yield _grouped(
            encoded,
            Severity.LOW,
            "要求上升或者下降，没有写与什么时候比",
            baseless,
            "写明基期，例如：比2017年下降50%。",
            "基期",
        )
    rates = [each for each in indicators if _is_share(each) and not each.share_of]
    if rates:
        yield _grouped(
            encoded,
            Severity.NOTE,
            "要求百分比或者比例，没有写以什么为底数",
            rates,
            "写明分母，例如：占登记在册吸毒人员的比例；没有分母的，各地算法不一。",
            "分母",
        )
    against = [each for each in indicators if _against(encoded, each)]
    if against:
        yield _grouped(
            encoded,
            Severity.MEDIUM,
            "要求的方向与这个数的轻重相反",
            against,
            "核对方向；数变大是因为查得更多的，写明要达到的是查处的数。",
            "方向",
        )
    yield from _windows(encoded, indicators)


def _grouped(
    encoded: Encoded,
    severity: Severity,
    what: str,
    found: Sequence[Indicator],
    mend: str,
    key: str,
) -> Finding:
    told = [
        f"“{each.name}”{each.words or each.target.text}（{each.place.citation}）" for each in found
    ]
    where = at(each.place.citation for each in found)
    places = [each.place for each in found]
    return _SAYER.say(encoded, severity, f"{what}：{some(told)}。", places, f"{where}{mend}", key)


def _changes(each: Indicator) -> bool:
    """Whether a target is a change against a base. 逐年 and a window name their own base."""
    return isinstance(each.target, Move) and each.target.pace.value != "逐年"


def _is_share(each: Indicator) -> bool:
    return isinstance(each.target, Aim) and each.target.unit == "%"


def _against(encoded: Encoded, each: Indicator) -> bool:
    """Whether a figure that is worse the larger it is shall rise, or the other way round."""
    if not isinstance(each.target, Move):
        return False
    worse = next((f.worse for f in encoded.policy.facts if f.name == each.name), Worse.NEITHER)
    return worse is (Worse.MORE if each.target.rises else Worse.LESS)


def _windows(encoded: Encoded, indicators: Sequence[Indicator]) -> Iterator[Finding]:
    """One finding where some figures are counted by the calendar year and others by twelve months
    on end. Only what the code says about windows is looked at."""
    told: dict[str, list[str]] = {"年内": [], "一年内": []}
    cited: list[Cited] = []
    counted = [(each.name, each.window, each.place.citation) for each in indicators]
    counted += [(fact.name, fact.window, fact.basis) for fact in encoded.policy.facts]
    for name, window, where in counted:
        kind = "一年内" if _ROLLING.search(window) else "年内" if _CALENDAR.search(window) else ""
        if kind:
            told[kind].append(f"“{name}”（{where}）")
            cited += _clauses(encoded, where)
    if all(told.values()):
        parts = "；".join(f"按“{kind}”的有{some(names, 3)}" for kind, names in told.items())
        yield _SAYER.say(
            encoded,
            Severity.LOW,
            f"计数的时间有“年内”，也有“一年内”，没有写明是自然年还是连续十二个月：{parts}。",
            cited,
            "统一写成一种，或者写明各按什么计算。",
            "统计期",
        )


def _clauses(encoded: Encoded, where: str) -> Iterator[Cited]:
    """The clauses that a ground names, with their words."""
    for part in where.split("、"):
        with suppress(CitationError):
            yield encoded.cited(parse_citation(part))


LINT = Lint(code=CODE, name=NAME, severity=Severity.LOW, find=find)
