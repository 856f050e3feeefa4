"""Clauses that were renumbered, moved, split, merged, added and taken out."""

from policyc.revision.align_text import Fate, TextChanges, compare_texts
from policyc.source.read_provisions import read_provisions
from policyc.source.text import SourceText

ONE = "第一条 为加强廉租住房管理，制定本办法。\n"
TWO = "第二条 申请人应当如实填报家庭收入和住房状况。\n"
THREE = "第三条 违反第二条规定的，三年内不得再次申请住房补贴。\n"
FOUR = "第四条 本办法由市房管局负责解释。\n"
TEXT = ONE + TWO + THREE + FOUR


def compare(old: str, new: str) -> TextChanges:
    trees = [read_provisions(SourceText(name, text)) for name, text in (("旧", old), ("新", new))]
    return compare_texts(trees[0], trees[1])


def fates(found: TextChanges) -> list[tuple[str, str, Fate]]:
    return [(*row.names, row.fate) for row in found.rows if row.fate is not Fate.SAME]


def test_nothing() -> None:
    found = compare(TEXT, TEXT.replace("，", "，\n　"))
    assert not found and fates(found) == []


def test_an_article_put_in_between_renumbers_the_others_and_their_citations() -> None:
    new = (
        ONE
        + "第二条 市房管局每季度公布一次可供分配的房源。\n"
        + TWO.replace("二", "三")
        + THREE.replace("二", "三").replace("第三条 ", "第四条 ")
        + FOUR.replace("四", "五")
    )
    found = compare(TEXT, new)
    assert fates(found) == [
        ("", "第二条", Fate.ADDED),
        ("第二条", "第三条", Fate.RENUMBERED),
        ("第三条", "第四条", Fate.RENUMBERED),
        ("第四条", "第五条", Fate.RENUMBERED),
    ]
    assert found.astray == ()


def test_a_citation_that_did_not_follow() -> None:
    new = ONE + "第二条 市房管局每季度公布一次可供分配的房源。\n" + TWO.replace("二", "三")
    new += THREE.replace("第三条", "第四条") + FOUR.replace("四", "五")
    (stale,) = compare(TEXT, new).astray
    assert str(stale.new_place) == "第四条"
    assert (str(stale.meant), str(stale.now), str(stale.follows)) == ("第二条", "第二条", "第三条")


def test_a_citation_of_what_is_gone() -> None:
    new = ONE + THREE.replace("第三条 ", "第二条 ") + FOUR.replace("四", "三")
    found = compare(TEXT, new)
    assert ("第二条", "", Fate.REMOVED) in fates(found)
    (stale,) = found.astray
    assert stale.follows is None


def test_an_article_that_moved() -> None:
    new = ONE + FOUR.replace("四", "二") + TWO.replace("二", "三")
    new += THREE.replace("二", "三").replace("第三条 ", "第四条 ")
    found = compare(TEXT, new)
    assert [row.names for row in found.rows if row.moved] == [("第四条", "第二条")]
    assert {fate for _, _, fate in fates(found)} == {Fate.RENUMBERED}


def test_an_article_split_in_two_and_back() -> None:
    long = (
        "第二条 申请人应当如实填报家庭收入和住房状况。街道办事处应当在十日内进户核查并张榜公示。\n"
    )
    parts = TWO + "第三条 街道办事处应当在十日内进户核查并张榜公示。\n"
    split = [row for row in compare(ONE + long, ONE + parts).rows if row.old is None]
    assert [(row.names[1], row.split_from) for row in split] == [("第三条", "第二条")]
    merged = [row for row in compare(ONE + parts, ONE + long).rows if row.new is None]
    assert [(row.names[0], row.merged_into) for row in merged] == [("第三条", "第二条")]


def test_an_item_that_went_to_another_article() -> None:
    head = "第{}条 有下列情形之一的，{}：\n"
    item = "家庭人均月收入超过当地低保标准两倍的"
    old = head.format("一", "不予受理") + f"（一）材料不齐全的；\n（二）{item}。\n"
    old += head.format("二", "取消资格") + "（一）转借他人的；\n（二）连续六个月不住的。\n"
    new = head.format("一", "不予受理") + "（一）材料不齐全的。\n"
    new += head.format("二", "取消资格") + "（一）转借他人的；\n（二）连续六个月不住的；\n"
    new += f"（三）{item}。\n"
    found = compare(old, new)
    moves = [(each.moved_to, each.moved_from) for each in found.lines]
    assert ("第二条第（三）项", "") in moves and ("", "第一条第（二）项") in moves


def test_another_text_altogether() -> None:
    other = "第一条 餐饮单位不得向下水道倾倒油污。\n第二条 每日清运一次厨余垃圾。\n"
    found = compare(TEXT, other)
    assert {fate for _, _, fate in fates(found)} == {Fate.ADDED, Fate.REMOVED}


def test_empty_texts() -> None:
    assert not compare("", "")
    assert {fate for _, _, fate in fates(compare("", TEXT))} == {Fate.ADDED}
