"""修订影响。

检查什么
    两个文本（修订前后，或者两个地方）就同一结论，在完全相同的事实下结果不同的情形，以及各由哪一条造成。事实按名称或者
    英文名对应，类型不同的不对应；没有对应的事实取平常值，两边都还没有作出官方认定。

为什么
    修订说明写的是改了哪些字；要紧的是哪些情形的结果变了、变严还是变宽。两个地方相比也是这样：差异不是冲突，
    但要说得出差在哪里。

反例
    旧：种植罂粟10000株以上的，定为挂牌整治。
    新：种植罂粟5000株以上的，定为挂牌整治。
    种植5000株的，由没有结论变为挂牌整治。

正例
    新旧两个文本只有用字不同，任何情形的结果都一样。

如何修改
    逐项核对是否有意；有意的写进修订说明，无意的改回原来的写法。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.checks.check import Check
from policyc.analysis.context import Context
from policyc.findings.finding import Finding, Severity

CODE, NAME = "V01", "修订影响"


def find(ctx: Context) -> Iterator[Finding]:
    """Nothing: it takes two texts (``analysis.compare``)."""
    return iter(())


CHECK = Check(code=CODE, name=NAME, severity=Severity.NOTE, find=find)
