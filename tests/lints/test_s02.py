from tests.lints.minis import lock_for, said

from policyc.findings.finding import Severity
from policyc.lints.lock import Lock, digest

SOURCE = (
    "某办法\n第一条 期限为3年。\n第二条 甲，有下列情形之一的，应当从重：\n（一）乙；\n（二）丙。\n"
)
POLICY = """\
第一条
  宣示。
第二条
  具有下列情形之一的，应当 将 定级 定为 重：
  （一）反映强烈的；
  （二）危害严重的。
"""


def test_no_lock_no_finding() -> None:
    assert said("S02", SOURCE, POLICY) == []


def test_blanks_do_not_count() -> None:
    spaced = SOURCE.replace("期限", "期 限")
    assert said("S02", spaced, POLICY, lock_for(SOURCE)) == []


def test_a_changed_unit_shows_its_new_words_and_its_code() -> None:
    [finding] = said("S02", SOURCE.replace("3年", "2年"), POLICY, lock_for(SOURCE))
    assert finding.severity is Severity.HIGH
    assert finding.message == (
        "第一条的原文与锁定时不同。锁定时的文字没有保存，这里只能列出现在的文字。"
        "编码它的是 policy.policy 第 8 行（宣示）。"
    )
    assert [(c.citation, c.quote) for c in finding.citations] == [("第一条", "期限为2年。")]
    assert "--write-lock" in finding.suggestion


def test_added_and_missing_units() -> None:
    longer = SOURCE.replace("（二）丙。", "（二）丙；\n（三）丁。")
    added = said("S02", longer, POLICY, lock_for(SOURCE))
    assert [f.message for f in added] == [
        "第二条第（二）项的原文与锁定时不同。锁定时的文字没有保存，这里只能列出现在的文字。"
        "编码它的是 policy.policy 第 12 行（规则）。",
        "第二条第（三）项是锁定之后新增的（锁定时没有这一单元）。"
        "编码它的是 policy.policy 第 10—12 行（规则）。",
    ]
    missing = said("S02", SOURCE, POLICY, lock_for(longer))[-1]
    assert missing.message.startswith(
        "锁定时有第二条第（三）项，现在的原文中没有了。锁定时的文字没有保存。"
    )
    assert [(c.citation, c.quote) for c in missing.citations] == [("第二条第（三）项", "")]


def test_code_below_the_unit_counts_as_its_code() -> None:
    [finding] = said("S02", SOURCE.replace("甲", "甲甲"), POLICY, lock_for(SOURCE))
    assert "第 10—12 行（规则）" in finding.message


def test_renumbering_is_one_finding() -> None:
    before = "第一条 期限为3年。\n第二条 甲。\n第三条 乙。\n"
    after = "第一条 期限为3年。\n第二条 新。\n第三条 甲。\n第四条 乙。\n"
    policy = "第一条\n  宣示。\n"
    moved, added = said("S02", after, policy, lock_for(before))
    assert "文字未变而编号变了：第二条→第三条、第三条→第四条。" in moved.message
    assert [c.quote for c in moved.citations] == ["甲。", "乙。"]
    assert added.message.startswith("第二条是锁定之后新增的") and "没有代码编码它" in added.message


def test_a_change_outside_the_provisions_is_a_small_matter() -> None:
    [finding] = said("S02", SOURCE.replace("某办法", "某某办法"), POLICY, lock_for(SOURCE))
    assert finding.severity is Severity.LOW
    assert "各条款项的文字都没有变" in finding.message


def test_another_text_altogether_is_one_finding() -> None:
    numbers = "一二三四五六七八九"
    before = "".join(f"第{n}条 某句话{n}。\n第二款{n}。\n" for n in numbers)
    after = "".join(f"第{n}条 别的话{n}。\n别的第二款{n}。\n" for n in numbers)
    [finding] = said("S02", after, "第一条\n  宣示。\n", lock_for(before))
    assert "改动 18 处" in finding.message
    assert len(finding.citations) == 18


def test_another_reader_may_have_cut_otherwise() -> None:
    lock = lock_for(SOURCE)
    older = Lock(lock.document, {**lock.units, "第一条": digest("别的")}, 0)
    [finding] = said("S02", SOURCE, POLICY, older)
    assert "也可能只是切分变了" in finding.message
