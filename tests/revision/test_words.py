"""Marks within a line: whole words, no confetti, citations that follow."""

import pytest

from policyc.revision.words import Sort, Touch, compare_words, tokens, touched

MARKS = {Sort.SAME: "{}", Sort.CHANGED: "[{}]", Sort.FOLLOWS: "<{}>"}


def marked(old: str, new: str) -> tuple[str, str]:
    sides = compare_words(tokens(old), tokens(new))
    one, other = ("".join(MARKS[p.sort].format(p.text) for p in side) for side in sides)
    return one, other


@pytest.mark.parametrize(
    ("old", "new", "shown_old", "shown_new"),
    [
        ("罂粟10000株以上", "罂粟15000株以上", "罂粟[10000]株以上", "罂粟[15000]株以上"),
        ("超过95%的", "超过9.5%的", "超过[95%]的", "超过[9.5%]的"),
        ("期限十二个月。", "期限十八个月。", "期限[十二个月]。", "期限[十八个月]。"),
        ("2023年7月10日前", "2023年8月10日前", "[2023年7月10日]前", "[2023年8月10日]前"),
        ("应当报告", "可以报告", "[应当]报告", "[可以]报告"),
        ("原则上不得提拔", "不得提拔", "[原则上不得]提拔", "[不得]提拔"),
        ("应当报告", "应当及时报告", "应当报告", "应当[及时]报告"),
        # 到 stands alone between two changes: it goes with them.
        ("抓到位了", "做到底了", "[抓到位]了", "[做到底]了"),
        ("甲乙丙丁", "戊己庚辛", "[甲乙丙丁]", "[戊己庚辛]"),
        # Blanks and the width of marks are no change.
        ("甲 乙(丙)，丁", "甲乙（丙），丁", "甲乙(丙)，丁", "甲乙（丙），丁"),
    ],
)
def test_marks(old: str, new: str, shown_old: str, shown_new: str) -> None:
    assert marked(old, new) == (shown_old, shown_new)


def test_a_citation_with_the_same_key_follows() -> None:
    old = tokens("违反第六条的", {(2, 5): "→第七条"})
    new = tokens("违反第七条的", {(2, 5): "→第七条"})
    assert [p.sort for p in compare_words(old, new)[1]] == [Sort.SAME, Sort.FOLLOWS, Sort.SAME]


def test_what_a_change_touches() -> None:
    sides = compare_words(tokens("应当在2年内整治"), tokens("可以在3年以内整治或者取消"))
    found = touched((*sides[0], *sides[1]))
    assert found[Touch.MODAL] == ("应当", "可以")
    assert "2年" in found[Touch.NUMBER] and "3年" in found[Touch.NUMBER]
    assert Touch.JOINT in found
    assert touched(compare_words(tokens("违反第六条的"), tokens("违反第七条的"))[0]) == {}
