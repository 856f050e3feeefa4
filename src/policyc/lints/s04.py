"""无依据的尺子。

检查什么
    级别、程度的声明是否写明了依据或者理由；词汇里的级别、程度，文件用到的也查。
    常理没有依据是错误 E207，不在这里报告。

为什么
    一把尺子说两件事：各档谁轻谁重，以及各档不能同时成立。冲突和空白都是在尺子上算出来的；尺子没有根据，
    算出来的“不冲突”也没有根据。

反例
    程度 社会危害：一般 < 较大 < 比较严重 < 严重。

正例
    程度 社会危害：一般 < 较大 < 比较严重 < 严重，依据 第六条第（一）项、第七条第（一）项。

如何修改
    写明各档的词出自哪几条；次序不是原文写明的，写明理由，例如：理由「第三条按此次序列举」。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.core.conditions import facts_of, outcomes_of
from policyc.core.cone import conditions_of_norm
from policyc.core.from_resolved.attributes import basis_text
from policyc.core.norms import Norm, Policy
from policyc.core.types import ScaleType
from policyc.findings.finding import Finding, Severity, Status, cite_all, fingerprint
from policyc.lints.lint import Encoded, Lint
from policyc.lints.standing import show_lines
from policyc.resolved.scope import LEVEL_KINDS
from policyc.surface import nodes as n

CODE, NAME = "S04", "无依据的尺子"


def find(encoded: Encoded) -> Iterator[Finding]:
    """One finding for each scale in use without a ground."""
    policy = encoded.policy
    for symbol in encoded.document.scope.of(*LEVEL_KINDS):
        decl = symbol.decl
        assert isinstance(decl, (n.LevelDecl, n.DegreeDecl))
        measured = _measured(policy, symbol.name)
        if basis_text(decl.attributes) or (symbol.from_vocabulary and not measured):
            continue
        steps = " < ".join(step.text for step in decl.steps)
        where = "词汇" if symbol.from_vocabulary else show_lines(decl.span, encoded.texts)
        yield Finding(
            code=CODE,
            name=NAME,
            status=Status.READ,
            severity=Severity.LOW,
            message=f"{symbol.kind.value}“{symbol.name}”（{steps}，{where}）没有写明依据或者理由："
            "各档的轻重次序从哪里来，无从核对。",
            documents=(encoded.name,),
            citations=cite_all(norm for norm in policy.norms if measured & _names_in(norm)),
            suggestion=f"在“{symbol.name}”的声明末尾加上：，依据 第几条；或者：，理由「……」。",
            fingerprint=fingerprint(CODE, encoded.name, symbol.name),
        )


def _measured(policy: Policy, scale: str) -> set[str]:
    """The facts and outcomes that are measured on a scale."""
    types = [(fact.name, fact.type) for fact in policy.facts]
    types += [(outcome.name, outcome.type) for outcome in policy.outcomes]
    return {
        name for name, kind in types if isinstance(kind, ScaleType) and kind.scale.name == scale
    }


def _names_in(norm: Norm) -> set[str]:
    """What a norm decides and what it looks at."""
    conditions = conditions_of_norm(norm)
    facts = {name for condition in conditions for name in facts_of(condition)}
    return facts | {name for c in conditions for name in outcomes_of(c)} | {norm.outcome}


LINT = Lint(code=CODE, name=NAME, severity=Severity.LOW, find=find)
