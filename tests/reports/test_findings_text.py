"""The findings of a document as a drafter reads them, from findings made by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from policyc.core.norms import Fact, Policy
from policyc.core.types import BoolType, IntType
from policyc.findings.finding import Accepted, Case, Cited, Finding, Severity, Status, Witness
from policyc.reports.findings_json import Examined, findings_to_json
from policyc.reports.findings_text import findings_to_text
from policyc.reports.layout import Screen
from policyc.source.columns import display_width

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]

POLICY = Policy(
    "示例",
    title="示例市禁种铲毒办法",
    facts=(
        Fact("株数", IntType("株", 0), harmless=0),
        Fact("反映强烈", BoolType()),
        Fact("多地区", BoolType()),
    ),
)
QUOTES = {
    "第三条": "非法种植毒品原植物10000株以上的，应当挂牌整治。",
    "第四条": "非法种植毒品原植物5000株至10000株的，应当通报警示。",
    "第五条": "群众反映强烈的，应当重点关注，" + "并且应当采取各项必要的措施，" * 12 + "限期整改。",
}


def cited(*places: str) -> tuple[Cited, ...]:
    return tuple(Cited("示例", place, QUOTES.get(place, "")) for place in places)


def pair(first: str, second: str, **facts: object) -> Finding:
    case = Case(facts)  # type: ignore[arg-type]
    return Finding(
        "C01",
        "结论冲突",
        Status.WITNESSED,
        Severity.HIGH,
        f"{first}与{second}给出不同的结果。",
        documents=("示例",),
        citations=cited(first, second),
        witness=Witness((case,), {"至": "含"} if "株数" in facts else {}),
        replayed=True,
        norms=(first, second),
    )


PARTS = (
    pair("第三条", "第四条", 株数=10000),
    pair("第三条", "第五条", 株数=10000, 反映强烈=True),
    pair("第四条", "第五条", 株数=5000, 反映强烈=True),
    pair("第五条", "第六条", 反映强烈=True),
    pair("第五条", "第七条", 反映强烈=True, 多地区=True),
    pair("第六条", "第七条"),
)
GROUP = evolve(
    PARTS[0],
    message="第三条至第七条在同一情形下给出不同的结果，文件没有规定如何取舍。共6对：逐一列在下面。",
    citations=cited("第三条", "第四条", "第五条", "第六条", "第七条"),
    parts=PARTS,
    axioms=("挂牌即重点地区",),
    readings=({"至": "含"},),
    suggestion="增加一款：同时符合两项以上的，按较重一级确定。",
)
TWO_CASES = Finding(
    "M01",
    "单调性倒挂",
    Status.WITNESSED,
    Severity.MEDIUM,
    "株数更多，结果反而更轻，" + "这一段说明特别长，" * 20 + "到此为止。",
    witness=Witness((Case({"株数": 9999}), Case({"株数": 10000}, ("先挂牌", "再取消")))),
)
NOTE = Finding("U02", "裁量无准", Status.PROVED, Severity.NOTE, "没有写明标准。")
ALL = (NOTE, TWO_CASES, GROUP)


@pytest.mark.parametrize(
    ("name", "findings", "severity", "everything"),
    [
        ("findings", ALL, Severity.LOW, False),
        ("findings-all", ALL, Severity.NOTE, True),
        ("findings-high", ALL, Severity.HIGH, False),
    ],
)
def test_text(
    golden: Golden,
    name: str,
    findings: tuple[Finding, ...],
    severity: Severity,
    everything: bool,
) -> None:
    shown = findings_to_text(
        [Examined(POLICY, findings)], severity, Screen(), everything=everything
    )
    assert max(map(display_width, shown.splitlines())) <= 100
    golden(GOLDEN / f"{name}.txt", shown)


@pytest.mark.parametrize("top", [0, 1])
def test_only_the_first_are_told_in_full(top: int) -> None:
    shown = findings_to_text([Examined(POLICY, ALL)], Severity.LOW, Screen(), top=top)
    assert shown.count("怎么改：") == top and ("[1] C01" in shown) is bool(top)
    assert "  2     M01   中" in shown and "[2]" not in shown
    assert f"未展开的 {2 - top} 个：不写 --top 就逐个展开。\n" in shown
    assert "另有 1 个低于“低”的问题未展开" in shown


def test_incomplete_is_said() -> None:
    shown = findings_to_text([Examined(POLICY, (), True)], Severity.LOW, Screen())
    assert "没有查完" in shown and "没有发现问题" not in shown


def test_clauses_of_several_documents_name_them() -> None:
    other = (Cited("上位", "第一条", "上位文件的规定。"), *cited("第三条"))
    finding = evolve(NOTE, severity=Severity.HIGH, citations=other)
    shown = findings_to_text([Examined(POLICY, (finding,))], Severity.LOW, Screen())
    assert "上位 第一条" in shown and "示例 第三条" in shown


def test_json_counts_and_order() -> None:
    data = findings_to_json([Examined(POLICY, ALL), Examined(POLICY, (), True)], Severity.MEDIUM)
    assert [f["code"] for f in data["findings"]] == ["C01", "M01", "U02"]  # type: ignore[attr-defined]
    assert data["summary"] == {
        "documents": ["示例", "示例"],
        "total": 3,
        "by_code": {"C01": 1, "M01": 1, "U02": 1},
        "by_severity": {"高": 1, "中": 1, "低": 0, "提示": 1},
        "severity": "中",
        "at_or_above": 2,
        "accepted": 0,
        "incomplete": True,
    }


def test_accepted_findings_are_shown_apart() -> None:
    accepted = evolve(
        GROUP, fingerprint="2f2bd71081329f20", accepted=Accepted("由评定机关酌定", "第六条、第八条")
    )
    examined = [Examined(POLICY, (accepted, NOTE, TWO_CASES))]
    shown = findings_to_text(examined, Severity.LOW, Screen())
    assert "发现 2 个问题" in shown and "[1] M01" in shown and "[3]" not in shown
    assert "已接受 1 个，不计入上面的问题\n  C01 第六条、第八条  高 · 指纹 2f2bd710\n" in shown
    assert "\n    理由：由评定机关酌定\n" in shown
    summary = findings_to_json(examined, Severity.HIGH)["summary"]
    assert summary == {**summary, "total": 3, "at_or_above": 0, "accepted": 1}  # type: ignore[dict-item]


def test_a_course_of_events_is_no_case_of_facts() -> None:
    witness = Witness((Case({}, ("挂牌", "期满")),))
    for status in (Status.READ, Status.PROVED):
        finding = evolve(TWO_CASES, status=status, witness=witness, message="没有期满的日子。")
        shown = findings_to_text([Examined(POLICY, (finding,))], Severity.LOW, Screen())
        assert "\n  经过：挂牌 → 期满\n" in shown
        assert "反例" not in shown.partition("[1]")[2].partition("\n")[2] and "平常值" not in shown
    group = evolve(GROUP, parts=(PARTS[0], evolve(PARTS[1], witness=witness)))
    shown = findings_to_text([Examined(POLICY, (group,))], Severity.LOW, Screen())
    assert "    · 第三条 与 第五条：挂牌 → 期满\n" in shown


def test_several_cases_of_one_pair_do_not_contradict_the_pairs() -> None:
    group = evolve(GROUP, parts=(*PARTS, pair("第三条", "第四条", 多地区=True)))
    shown = findings_to_text([Examined(POLICY, (group,))], Severity.LOW, Screen())
    assert "\n  同一原因的其余反例 6 组（同样两个条款之间可以有几组）\n" in shown
