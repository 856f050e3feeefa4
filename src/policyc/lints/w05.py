"""应当视情。

检查什么
    一面写“应当”，一面写“视情”“酌情”，又没有写明看什么情况：追责只有一种措施的，是或否的结论，以及职责。有几种措施或者几种结果
    可选的，是 U02，不在这里重复；写明标准，或者写明按哪一项规定的，不在此列。

为什么
    “应当”说必须做，“视情”说可以不做。做不做都说得通，等于没有规定。

反例
    第二条：县禁毒委员会应当视情给予扶助。

正例
    第二条：连续两年未完成整治任务的，县禁毒委员会应当给予扶助。

如何修改
    必须做的删去“视情”；可以不做的改为“可以”；要看情况的，写明是什么情况。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyc.core.content import Duty, Sanction
from policyc.core.norms import Modality
from policyc.core.types import BoolType
from policyc.findings.finding import Cited, Finding, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, some

CODE, NAME = "W05", "应当视情"
_SAYER = Sayer(CODE, NAME)
_DISCRETION = re.compile(r"视情况?|酌情|视具体情况")


def find(encoded: Encoded) -> Iterator[Finding]:
    """All of them in one finding."""
    told: list[str] = []
    cited: list[Cited] = []
    policy = encoded.policy
    for norm in policy.norms:
        bare = norm.modality is Modality.SHALL_CHOOSE and not norm.criterion
        if bare and isinstance(policy.outcome(norm.outcome).type, BoolType):
            told.append(f"{norm.citation}“{norm.outcome}”")
            cited.append(Cited(encoded.name, norm.citation, norm.quote))
    for said in policy.content:
        if isinstance(said, (Duty, Sanction)) and _obliged_at_will(said):
            acts = said.acts if isinstance(said, Duty) else said.measures
            told.append(f"{said.place.citation}“{'、'.join(acts)}”")
            cited.append(Cited(encoded.name, said.place.citation, said.place.quote))
    if told:
        yield _SAYER.say(
            encoded,
            Severity.LOW,
            f"写的是“应当”，又可以视情而定，没有写明看什么情况：{some(told)}。",
            cited,
            "必须做的删去“视情”；可以不做的改为“可以”；要看情况的，写明是什么情况。",
        )


def _obliged_at_will(said: Duty | Sanction) -> bool:
    if said.modality is not Modality.SHALL or said.under:
        return False
    if isinstance(said, Sanction):
        return said.discretion and len(said.measures) < 2
    return not said.criterion and any(_DISCRETION.search(act) for act in said.acts)


LINT = Lint(code=CODE, name=NAME, severity=Severity.LOW, find=find)
