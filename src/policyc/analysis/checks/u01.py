"""读法敏感。

检查什么
    原文的一处说法有几种读法，同一情形在不同读法下得出不同的结果：级别不同，或者一种读法下有结论、另一种读法下
    没有。每一种说法报告一次，给出事实最少的情形和各读法下的结果。“直接”一类的优先关系由 C01、C08
    报告，前后几项是同时具备还是具备其一由 W02 报告。

为什么
    同一份文件，两个地方的人按自己的读法各办各的，都说得通。起草时补几个字就能避免。

反例
    第八条：一年内倒查属实2次的，予以通报警示。
    倒查属实3次的：“2次”读作恰为2次，没有结论；读作至少2次，为通报警示。

正例
    第八条：一年内倒查属实2次及以上的，予以通报警示。

如何修改
    按本意补足文字，例如“2次及以上”“10000株（不含）”，或者在附则里定义这种说法。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.sensitive import Words, choices_of, sensitive
from policyc.core.norms import Reading
from policyc.findings.finding import Finding, Severity

CODE, NAME = "U01", "读法敏感"


def find(ctx: Context) -> Iterator[Finding]:
    """One finding for each reading of meaning that some result turns on."""
    readings = (reading for reading in ctx.policy.readings if not reading.joins)
    return sensitive(ctx, readings, Words(CODE, NAME, _mend))


def _mend(where: str, reading: Reading) -> str:
    return f"在{where}补足文字，写明“{reading.name}”取{choices_of(reading)}。"


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
