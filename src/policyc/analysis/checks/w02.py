"""连接歧义。

检查什么
    几项条件用顿号、逗号、“和”“及”“以及”连在一起，没有说须同时具备还是具备其一，而同一情形按两种读法
    得出不同的结果。这样的读法在政策里声明为“且 或 或者”。每一种说法报告一次，给出事实最少的情形和
    各读法下的结果。两种读法结果都一样的，不报告。

为什么
    “领导不重视、责任不落实、措施不得力”三样都要，还是有一样就算，宽严差得很远；延期、追责常常就看这一个字。

反例
    第十一条：领导不重视、责任不落实的，应当延期。
    责任落实了而领导不重视的：顿号读作“且”，不延期；读作“或者”，延期。

正例
    第十一条：有下列情形之一的，应当延期：领导不重视；责任不落实。

如何修改
    须同时具备的，写“同时具备下列条件”或者“并且”；有一样即可的，写“有下列情形之一”或者“或者”。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.analysis.sensitive import Words, sensitive
from policyc.core.norms import Reading
from policyc.findings.finding import Finding, Severity

CODE, NAME = "W02", "连接歧义"


def find(ctx: Context) -> Iterator[Finding]:
    """One finding for each reading of words that join conditions, if some result turns on it."""
    readings = (reading for reading in ctx.policy.readings if reading.joins)
    return sensitive(ctx, readings, Words(CODE, NAME, _mend, also=("U01",)))


def _mend(where: str, reading: Reading) -> str:
    return (
        f"在{where}补足文字：须同时具备的，写“同时具备”或者“并且”；"
        "有一样即可的，写“有下列情形之一”或者“或者”。"
    )


CHECK = Check(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
