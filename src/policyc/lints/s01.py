"""未覆盖。

检查什么
    原文的每一个条款项是否都有着落：编码为规则、职责、程序、追责、定义等，或者标明宣示、开放、暂缓并写明理由。

为什么
    没有编码的条款，其他检查都看不见。“没有发现问题”只对编码了的部分成立；漏掉一款，结论就可能落空。

反例
    原文第二条有两款；代码只写了第二条第一款的职责。

正例
    同上，另写：第二条 第二款 宣示。

如何修改
    在政策文件里按条款项的顺序补上；没有可执行内容的标“宣示”，一时不能编码的标“暂缓：「理由」”。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.findings.finding import Finding, Severity, Status, fingerprint
from policyc.lints.coverage import Covered, coverage
from policyc.lints.lint import Encoded, Lint

CODE, NAME = "S01", "未覆盖"
_NAMED = 6
"""So many units are named in the message; all are among the citations."""


def find(encoded: Encoded) -> Iterator[Finding]:
    """One finding for all units of the text that nothing accounts for."""
    covered = coverage(encoded.tree, encoded.document, encoded.policy)
    bare = covered.unmarked
    if not bare:
        return
    named = "、".join(_cited(each) for each in bare[:_NAMED])
    more = f"等（共 {len(bare)} 处）" if len(bare) > _NAMED else ""
    yield Finding(
        code=CODE,
        name=NAME,
        status=Status.READ,
        severity=Severity.MEDIUM,
        message=f"原文 {len(covered.units)} 个条款项中有 {len(bare)} 个没有编码，也没有标明宣示、"
        f"开放或者暂缓：{named}{more}。其他检查的结论不包括它们。",
        documents=(encoded.name,),
        citations=tuple(
            encoded.cited(each.unit.citation, each.unit.words)
            for each in bare
            if each.unit.citation is not None
        ),
        suggestion="逐一编码；没有可执行内容的标“宣示”，一时不能编码的标“暂缓：「理由」”。",
        fingerprint=fingerprint(CODE, encoded.name, members=map(_cited, bare)),
    )


def _cited(covered: Covered) -> str:
    return covered.unit.cited


LINT = Lint(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
