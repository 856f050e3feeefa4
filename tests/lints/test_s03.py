from typing import Any

from attrs import evolve
from tests.lints.minis import FACTS, encode
from tests.lints.test_acceptances import accept, found

from policyc.findings.acceptances import Unmatched, Why
from policyc.findings.finding import Finding, Severity
from policyc.lints import run_lints

SOURCE = "第一条 甲。\n第二条 乙：\n（一）丙；\n（二）丁。\n"
ENCODED = encode(SOURCE, FACTS + "第一条\n  宣示。\n接受 C01 第一条、第二条，理由「有意如此」。\n")
[ACCEPTANCE] = ENCODED.policy.acceptances


def said(why: Why, *near: Finding, **more: Any) -> Finding:
    unmatched = Unmatched(evolve(ACCEPTANCE, **more), why, near)
    [finding] = run_lints(evolve(ENCODED, unmatched=(unmatched,)), ("S03",))
    return finding


def test_an_acceptance_that_covers_nothing_is_found() -> None:
    finding = said(Why.GONE)
    assert finding.severity is Severity.LOW
    assert finding.message == (
        "policy.policy 第 9 行的“接受 C01 第一条、第二条”没有生效：现在没有 C01 这样的发现。"
    )
    assert [c.citation for c in finding.citations] == ["第一条", "第二条"]
    assert [c.quote for c in finding.citations] == ["甲。", "乙："]
    assert "关于 另一份文件" in finding.suggestion


def test_an_acceptance_in_force_is_clean() -> None:
    assert run_lints(ENCODED, ("S03",)) == ()


def test_every_reason_is_told_with_the_sentence_to_write() -> None:
    single = found("第一条", "第二条第（一）项")
    group = evolve(single, parts=(single, single), fingerprint="ab" * 8)
    sentence = "接受 C01 第一条、第二条，指纹 abababab，理由「有意如此」。"
    assert "2 组情形" in said(Why.GROUP, group).message
    assert said(Why.GROUP, group).suggestion.endswith(sentence)
    changed = said(Why.CHANGED, group, fingerprint="cdcdcd")
    assert "指纹 cdcdcd”没有生效" in changed.message and "指纹 abababab" in changed.message
    assert changed.suggestion.endswith(sentence)
    assert "有 2 个 C01" in said(Why.SEVERAL, group, single).message
    assert "还牵涉别的条款（第一条、第二条）" in said(Why.PARTLY, single).message
    assert said(Why.REPEATED, single).suggestion == "删去其中一句。"
    assert "别处有：第一条、第二条" in said(Why.GONE, single).message


def test_the_fingerprint_tells_acceptances_apart() -> None:
    marks = {said(Why.GONE).fingerprint, said(Why.GONE, fingerprint="cdcdcd").fingerprint}
    assert len(marks) == 2


def test_acceptances_account_for_no_unit_of_the_text() -> None:
    policy = "第一条\n  宣示。\n第二条\n  接受 C01 第二条，理由「有意如此」。\n"
    [bare] = run_lints(encode(SOURCE, policy), ("S01",))
    assert "第二条" in bare.message


def test_helpers_agree_with_the_language() -> None:
    assert accept("第一条", "第二条") == ACCEPTANCE
