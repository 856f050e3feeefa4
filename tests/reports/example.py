"""A report on a small document, from findings made by hand, for every renderer that stands alone.

检查什么
株数相同，结果不同。一个虚构的检查，只供测试，不随真的检查的说明变动。

为什么
同样的株数应当有同样的结果。

反例
第三条：10000株以上的，挂牌整治。
第四条：5000株至10000株的，<b>通报警示</b>。

正例
第四条改为不满10000株。

如何修改
写明含不含本数。
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from attrs import evolve

from policyc.diagnostics import Code, Diagnostic
from policyc.diagnostics import Severity as Grave
from policyc.driver.pipeline import Loaded, load
from policyc.driver.project import DocumentFiles
from policyc.findings.documented import Documented
from policyc.findings.finding import Accepted, Case, Cited, Finding, Severity, Status, Witness
from policyc.lints.lint import Encoded
from policyc.reports.findings_json import Between, Examined
from policyc.reports.report import Places, Report, Section

SAMPLE = Path(__file__).parents[1] / "cli" / "sample"
EVIL = '<script>alert("1")</script> & <img src=x onerror=alert(2)>'
"""What a text may hold and a page must show as it is."""


@cache
def loaded(base: Path = SAMPLE.parent) -> Loaded:
    """The sample; named as seen from a folder."""
    files = DocumentFiles("示例", (SAMPLE / "policy.policy",), SAMPLE / "source.txt", ())
    return load(files, base)


def encoded(document: Loaded) -> Encoded:
    assert document.document is not None and document.policy is not None
    assert document.document.provisions is not None
    return Encoded(
        document.document.provisions, document.document, document.policy, None, document.texts
    )


def find(_: object) -> Iterable[Finding]:
    """The made-up check; this module's docstring is its documentation."""
    return ()


CHECK = Documented("X01", "株数相同", Severity.HIGH, find)


def cited(place: str, quote: str = "") -> Cited:
    return Cited("示例", place, quote)


THIRD = cited("第三条", "非法种植毒品原植物10000株以上的，应当挂牌整治。")
FOURTH = cited("第四条", "非法种植毒品原植物5000株至10000株的，应当通报警示。")
FIFTH = cited("第五条", "群众反映强烈的，应当重点关注，但是知晓率超过95%的除外。")

ONE = Finding(
    "X01",
    "株数相同",
    Status.WITNESSED,
    Severity.HIGH,
    "第三条与第四条给出不同的结果。",
    documents=("示例",),
    citations=(THIRD, FOURTH),
    witness=Witness((Case({"株数": 10000, "重点地区": True}),), {"至": "含"}),
    replayed=True,
    norms=("第三条", "第四条"),
    fingerprint="00000000000000a1",
)
TWO = evolve(
    ONE,
    citations=(THIRD, FIFTH),
    norms=("第三条", "第五条"),
    witness=Witness((Case({"株数": 10000, "反映强烈": True}),)),
    fingerprint="00000000000000a2",
)
GROUP = evolve(
    ONE,
    message=f"第三条至第五条给出不同的结果{EVIL}，共2对。",
    citations=(THIRD, FOURTH, FIFTH),
    norms=("第三条", "第四条", "第五条"),
    axioms=("挂牌即重点地区",),
    readings=({"至": "含"},),
    suggestion="写明以较重一级为准。",
    fingerprint="00000000000000a0",
    parts=(ONE, TWO),
)
CASES = Finding(
    "X02",
    "没有登记的检查",
    Status.CONDITIONAL,
    Severity.LOW,
    "两种情形相差一株。",
    documents=("示例",),
    citations=(cited("第九条", f"引文里也有 {EVIL}"), cited("附表")),
    witness=Witness((Case({"株数": 0}, result="不适用"), Case({"株数": 1}, result="通报单位"))),
    fingerprint="00000000000000b0",
)
COURSE = Finding(
    "X03",
    "期限",
    Status.WITNESSED,
    Severity.MEDIUM,
    "挂牌之后没有期满的日子。",
    documents=("示例",),
    citations=(cited("第七条"), cited("文前")),
    witness=Witness((Case({}, ("挂牌", "期满")),)),
    fingerprint="00000000000000c0",
)
OPEN = Finding(
    "X04",
    "未判断",
    Status.UNDECIDED,
    Severity.HIGH,
    "在限定时间内未能判断。",
    documents=("示例",),
)
KEPT = evolve(
    CASES,
    code="X05",
    severity=Severity.MEDIUM,
    accepted=Accepted(f"上级已有解释 {EVIL}", "第九条", "示例"),
    fingerprint="00000000000000d0",
)
FINDINGS = (CASES, COURSE, KEPT, GROUP, OPEN)

BETWEEN = Between(("示例", "另一份"), "两份文件互不隶属，只作比较。", peers=True)
DIFFERENT = Finding(
    "V01",
    "修订影响",
    Status.WITNESSED,
    Severity.NOTE,
    "结果不同。",
    documents=("示例", "另一份"),
    citations=(FOURTH, Cited("另一份", "第一条", "另一份的规定。")),
    witness=Witness((Case({"株数": 1}),)),
    fingerprint="00000000000000e0",
)


def report(base: Path = SAMPLE.parent, **more: Any) -> Report:
    """The sample and a pair, with an error besides."""
    document = loaded(base)
    assert document.policy is not None
    places = {"示例": Places(encoded(document))}
    wrong = Diagnostic(Code.E101, f"看不懂{EVIL}", help="改一改。")
    doubtful = Diagnostic(
        Code.E205,
        "有一处可疑",
        document.texts[str(next(iter(document.texts)))].span(0, 2),
        severity=Grave.WARNING,
    )
    whole = Report(
        (
            Section(Examined(document.policy, FINDINGS, True), places),
            Section(Examined(document.policy, (DIFFERENT,), between=BETWEEN), places),
        ),
        checks={"X01": CHECK},
        problems=(doubtful, wrong),
        texts=document.texts,
        exit_code=2,
    )
    return evolve(whole, **more)
