from tests.lints.minis import said

from policyc.findings.finding import Severity

SOURCE = "第一条 甲。\n第二条 乙。\n丙。\n"
HALF = """\
第一条
  宣示。
第二条
  第一款
    职责：市禁毒委员会 应当 「办」。
"""


def test_a_unit_without_a_mark_is_found() -> None:
    [finding] = said("S01", SOURCE, HALF)
    assert finding.severity is Severity.MEDIUM
    assert finding.message.startswith("原文 3 个条款项中有 1 个没有编码")
    assert [(c.citation, c.quote) for c in finding.citations] == [("第二条第二款", "丙。")]
    assert finding.suggestion and finding.fingerprint


def test_a_text_that_is_wholly_accounted_for_is_clean() -> None:
    assert said("S01", SOURCE, HALF + "  第二款\n    宣示。\n") == []


def test_many_units_are_one_finding() -> None:
    source = "".join(f"第{number}条 某句话。\n" for number in "一二三四五六七八九")
    [finding] = said("S01", source, "第一条\n  宣示。\n")
    assert "第二条、第三条、第四条、第五条、第六条、第七条等（共 8 处）" in finding.message
    assert len(finding.citations) == 8


def test_the_fingerprint_follows_the_places() -> None:
    [one] = said("S01", SOURCE, HALF)
    [same] = said("S01", SOURCE.replace("丙", "丁"), HALF)
    [other] = said("S01", SOURCE, "第一条\n  宣示。\n")
    assert one.fingerprint == same.fingerprint != other.fingerprint
