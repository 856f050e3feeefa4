"""有责无主。

检查什么
    有事要做而没有写由谁做；有措施而没有写对谁；可以裁量的决定而没有写由谁决定。
    写明按哪一项规定办的，由谁决定看那一项规定，不在此列；同一条写明了牵头、责任单位的，由它们做，也不在此列。
    某一职务由谁担任的，任免另有程序，不在此列。

为什么
    没有主体的职责谁都可以不做；没有主体的裁量，事后说不清是谁定的。

反例
    第二条：应当建立联系帮扶制度。

正例
    第二条：市禁毒委员会应当建立联系帮扶制度。

如何修改
    写明由谁做、由谁决定；由几个机关共同做的，写明谁牵头。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.core.content import Duty, Sanction, offices
from policyc.core.norms import Modality
from policyc.core.programme import Division, divisions_by_unit, unit_of
from policyc.findings.finding import Cited, Finding, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, at, some

CODE, NAME = "G05", "有责无主"
_SAYER = Sayer(CODE, NAME)
_CHOOSING = (Modality.MAY, Modality.SHALL_CHOOSE)


def find(encoded: Encoded) -> Iterator[Finding]:
    """Duties without a body, sanctions on nobody, discretion of nobody: one finding each."""
    content = encoded.policy.content
    divided = divisions_by_unit(content)
    shared = {each.place.citation for each in content if isinstance(each, Division)}
    duties = [
        each
        for each in content
        if isinstance(each, Duty)
        and not each.bodies
        and each.place.citation not in shared
        and unit_of(each.place.citation) not in divided
    ]
    if duties:
        told = [f"{duty.place.citation}“{'、'.join(duty.acts)}”" for duty in duties]
        where = [duty.place.citation for duty in duties]
        yield _SAYER.say(
            encoded,
            Severity.MEDIUM,
            f"有事要做，没有写由谁做：{some(told)}。",
            [duty.place for duty in duties],
            f"{at(where)}写明由哪个机关做。",
            "职责",
        )
    sanctions = [each for each in content if isinstance(each, Sanction)]
    aimless = [each for each in sanctions if not each.targets]
    if aimless:
        told = [f"{each.place.citation}“{'、'.join(each.measures)}”" for each in aimless]
        where = [each.place.citation for each in aimless]
        yield _SAYER.say(
            encoded,
            Severity.MEDIUM,
            f"有追责的措施，没有写对谁采取：{some(told)}。",
            [each.place for each in aimless],
            f"{at(where)}写明追究谁的责任。",
            "对象",
        )
    yield from _discretion(encoded, sanctions)


def _discretion(encoded: Encoded, sanctions: list[Sanction]) -> Iterator[Finding]:
    told: list[str] = []
    cited: list[Cited] = []
    appointed = offices(encoded.policy.content)
    for norm in encoded.policy.norms:
        chosen = norm.modality in _CHOOSING and norm.outcome not in appointed
        if chosen and not norm.decider:
            told.append(f"{norm.citation}“{norm.outcome}”")
            cited.append(Cited(encoded.name, norm.citation, norm.quote))
    for each in sanctions:
        chosen = each.discretion or each.modality is Modality.MAY
        if chosen and not each.deciders and not each.under:
            told.append(f"{each.place.citation}“{'、'.join(each.measures)}”")
            cited.append(Cited(encoded.name, each.place.citation, each.place.quote))
    if told:
        where = [each.citation for each in cited]
        yield _SAYER.say(
            encoded,
            Severity.LOW,
            f"可以裁量，没有写由谁决定：{some(list(dict.fromkeys(told)))}。",
            cited,
            f"{at(where)}写明由哪个机关决定。",
            "裁量",
        )


LINT = Lint(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
