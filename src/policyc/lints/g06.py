"""程序缺口。

检查什么
    程序写明由谁提出取消、升级之类的申请，却漏了文件另外规定的一种处置；那一种处置的规定也没有写由谁作出。

为什么
    能作出的处置没有人提出，也没有人决定，规定就停在纸上；提出了的，也无从知道合不合程序。

反例
    第十条：期限届满，经考核，可以降低整治级别。
    第十三条：由市禁毒委员会提出升级、取消、延期的申报。

正例
    第十三条：由市禁毒委员会提出升级、降低级别、取消、延期的申报。

如何修改
    在程序里补上漏列的处置，或者在规定这种处置的条款里写明由谁作出。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyc.core.content import Duty
from policyc.core.lifecycle import Change, ChangeKind, Lifecycle
from policyc.core.norms import Policy
from policyc.core.types import show_value
from policyc.findings.finding import Cited, Finding, Severity
from policyc.lints.lint import Encoded, Lint
from policyc.lints.saying import Sayer, places_of

CODE, NAME = "G06", "程序缺口"
_SAYER = Sayer(CODE, NAME)

_APPLYING = re.compile(r"申请|申报|提请|报请")
_WORDS = {
    ChangeKind.RAISE: re.compile(r"升级|升格|提高[^，。；]{0,4}级别"),
    ChangeKind.LOWER: re.compile(r"降级|降低"),
    ChangeKind.TURN: re.compile(r"取消|解除|撤销|摘牌|退出"),
    ChangeKind.PROLONG: re.compile(r"延期|延长|续期"),
}


def find(encoded: Encoded) -> Iterator[Finding]:
    """For each life, the decisions that a list of applications leaves out."""
    for life in encoded.policy.lifecycles:
        steps = [
            duty
            for duty in encoded.policy.content
            if isinstance(duty, Duty)
            and duty.procedure
            and any(_APPLYING.search(act) and _kinds(act) for act in duty.acts)
        ]
        listed = {kind for duty in steps for act in duty.acts for kind in _kinds(act)}
        missing = [
            change
            for change in life.changes
            if _ends(life, change) not in (None, *listed)
            and not _has_decider(encoded.policy, change)
        ]
        # One kind alone is no list: it need not be meant to be complete.
        if len(listed) > 1 and missing:
            yield _finding(encoded, steps, missing)


def _kinds(act: str) -> set[ChangeKind]:
    return {kind for kind, words in _WORDS.items() if words.search(act)}


def _ends(life: Lifecycle, change: Change) -> ChangeKind | None:
    """The kind under which an application would list a change; ``None`` for what none lists."""
    if change.kind is ChangeKind.TURN and change.target not in life.finals:
        return None
    return None if change.kind is ChangeKind.STAY else change.kind


def _has_decider(policy: Policy, change: Change) -> bool:
    norms = (norm for norm in policy.norms if norm.outcome == change.outcome)
    return any(norm.decider for norm in norms if change.value in norm.values)


def _finding(encoded: Encoded, steps: list[Duty], missing: list[Change]) -> Finding:
    named = "、".join(dict.fromkeys(f"“{show_value(change.value)}”" for change in missing))
    where = "、".join(dict.fromkeys(change.citation for change in missing))
    listing = places_of(duty.place for duty in steps)
    cited = [Cited(encoded.name, change.citation, change.quote) for change in missing]
    return _SAYER.say(
        encoded,
        Severity.LOW,
        f"{listing}列举了可以申请的处置，没有列{named}（{where}）；那里也没有写由谁作出。",
        [*cited, *(duty.place for duty in steps)],
        f"在{listing}补上{named}，或者在{where}写明由谁作出。",
        *(show_value(change.value) for change in missing),
    )


LINT = Lint(code=CODE, name=NAME, severity=Severity.LOW, find=find)
