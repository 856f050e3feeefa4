"""无期无频。

检查什么
    职责只写“定期”“经常”“适时”“及时”，全文没有哪一处写明这件事多久一次、何时之前。建立某种“定期……制度”的不查：
    多久一次由那个制度去定；发现某种情形后“及时”做的也不查。

为什么
    没有期限和频次的要求，什么时候做都不算迟，督查和考核无从下手。

反例
    第二条：县禁毒委员会应当定期向市禁毒委员会报告工作进展。

正例
    第二条：县禁毒委员会应当每季度向市禁毒委员会报告一次工作进展。

如何修改
    写明多久一次、何时之前；由另一份文件规定的，写明按哪一份。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyc.core.conditions import TRUE
from policyc.core.content import Duty
from policyc.findings.finding import Finding, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, at, some

CODE, NAME = "W04", "无期无频"
_SAYER = Sayer(CODE, NAME)
_VAGUE = re.compile(r"(?<!不)定期|经常|适时|及时|尽快|尽早")
_OFTEN = re.compile(
    r"(?:^|要|应当?|并|，|；)(?:定期|经常|适时)(?:地)?"
    r"(?![^，；。]{0,12}(?:制度|机制|办法|规定|监测评估和))"
)
_FILLER = re.compile(
    r"应当|必须|要|每年|每季度|每月|至少|[0-9一二三四五六七八九十]+次|定期|及时|工作|情况|[的和与及]"
)
_ALIKE = 0.6
"""Share of the pairs of characters of the shorter act that the other has too."""


def find(encoded: Encoded) -> Iterator[Finding]:
    """All duties without a time in one finding."""
    duties = [each for each in encoded.policy.content if isinstance(each, Duty)]
    timeless = [each for each in duties if _vague(each) and not _settled(encoded, each, duties)]
    if timeless:
        told = [
            f"{each.place.citation}“{'、'.join(each.acts)}”（{_vague(each)}）" for each in timeless
        ]
        yield _SAYER.say(
            encoded,
            Severity.LOW,
            f"只写了大概的时间，全文没有写明多久一次、何时之前：{some(told)}。",
            [each.place for each in timeless],
            f"{at(each.place.citation for each in timeless)}写明多久一次、何时之前。",
        )


def _vague(duty: Duty) -> str:
    """The word that stands for a time, where the duty has no other; empty for none."""
    if duty.frequency is not None:
        if duty.frequency.known or _fixed(duty):
            return ""
        found = _VAGUE.search(duty.frequency.text)
        return found.group() if found else ""
    if duty.deadline is not None:
        found = _VAGUE.search(duty.deadline.text)
        # 发现……的，及时报告: what sets it off is its time.
        return found.group() if found and not _fixed(duty) and duty.condition == TRUE else ""
    for act in duty.acts:
        found = _OFTEN.search(act)
        if found:
            word = _VAGUE.search(found.group())
            return word.group() if word else ""
    return ""


def _fixed(duty: Duty) -> bool:
    return duty.deadline is not None and duty.deadline.known


def _settled(encoded: Encoded, duty: Duty, duties: Sequence[Duty]) -> bool:
    """Whether another duty of the same body to do the same says how often or by when (各部门 and
    各相关部门 are the same here)."""
    who = _bodies(encoded, duty.bodies)
    return any(
        who & _bodies(encoded, other.bodies) and _alike("".join(duty.acts), "".join(other.acts))
        for other in duties
        if other is not duty and (_fixed(other) or _known(other))
    )


def _bodies(encoded: Encoded, names: Sequence[str]) -> set[str]:
    bodies = encoded.policy.bodies_behind(names)
    return {re.sub("^各|相关|有关", "", body) for body in bodies}


def _known(duty: Duty) -> bool:
    return duty.frequency is not None and duty.frequency.known


def _alike(one: str, other: str) -> bool:
    """Whether two acts are the same but for how they are put."""
    pairs = [_pairs(_FILLER.sub("", text)) for text in (one, other)]
    shorter = min(len(each) for each in pairs)
    return shorter > 1 and len(pairs[0] & pairs[1]) >= _ALIKE * shorter


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


LINT = Lint(code=CODE, name=NAME, severity=Severity.LOW, find=find)
