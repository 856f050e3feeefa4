from collections import Counter

import pytest
from tests.lints.minis import tree_of

from policyc.lints.lock import normalised
from policyc.lints.units import Piece, says_little, units_of
from policyc.resources import bundled_policies_dir
from policyc.source.read_citation import parse_citation

DOCUMENTS = (
    "kunming-2019",
    "jilin-2019-draft",
    "hengyang-2018",
    "urad-front-banner-2023",
    "nancheng-2017",
)
LIST = """\
市某办法
第一条 有下列情形之一的，应当通报：
（一）甲；
（二）乙。
第二条 追究的方式有：
（一）通报；
（二）约谈。
第三条 前一款。
后一款。还有一句。
"""


def pieces(source: str, *standing: str) -> list[tuple[str, str]]:
    found = units_of(tree_of(source), [parse_citation(each) for each in standing])
    return [(unit.piece.value, unit.cited) for unit in found]


def test_a_list_counts_its_items_and_a_lead_in_that_says_something() -> None:
    assert pieces(LIST) == [
        ("文前", "文前"),
        ("列举之前", "第一条"),
        ("单元", "第一条第（一）项"),
        ("单元", "第一条第（二）项"),
        ("标题", "第二条"),
        ("单元", "第二条第（一）项"),
        ("单元", "第二条第（二）项"),
        ("单元", "第三条第一款"),
        ("单元", "第三条第二款"),
    ]


def test_sentences_count_where_the_code_goes_down_to_them() -> None:
    assert pieces(LIST, "第三条第二款第二句")[-3:] == [
        ("单元", "第三条第一款"),
        ("单元", "第三条第二款第一句"),
        ("单元", "第三条第二款第二句"),
    ]


def test_sentences_of_a_lead_in() -> None:
    source = "第一条 先说一句。方式有：\n（一）甲；\n（二）乙。\n"
    assert pieces(source)[0] == ("列举之前", "第一条")
    assert pieces(source, "第一条第一句")[:2] == [
        ("单元", "第一条第一句"),
        ("标题", "第一条第二句"),
    ]
    assert pieces(source, "第一条第二句")[:2] == [
        ("单元", "第一条第一句"),
        ("单元", "第一条第二句"),
    ]


def test_the_title_of_an_item_is_none_of_its_sentences() -> None:
    source = "第一条 同时具备下列条件的，可以取消：\n（一）组织到位。列入规划。定期研究。\n"
    assert pieces(source)[1:] == [("单元", "第一条第（一）项")]
    assert pieces(source, "第一条第（一）项第二句")[1:] == [
        ("标题", "第一条第（一）项第一句"),
        ("单元", "第一条第（一）项第二句"),
        ("单元", "第一条第（一）项第三句"),
    ]


def test_an_item_of_a_title_and_one_sentence_stays_whole() -> None:
    source = "第一条 同时具备下列条件的，可以取消：\n（一）组织到位。列入规划。\n"
    [_, unit] = units_of(tree_of(source), [parse_citation("第一条第（一）项第二句")])
    assert unit.cited == "第一条第（一）项"
    assert [str(each) for each in unit.sentences] == [
        "第一条第（一）项第一句",
        "第一条第（一）项第二句",
    ]


def test_titles_of_a_plan_and_what_stands_around_it() -> None:
    source = """\
某方案
一、工作目标
（一）减少三成。
二、时间安排
工作分两步走，到年底结束。
（一）部署。
某市禁毒委员会
2020年1月1日
"""
    assert pieces(source) == [
        ("文前", "文前"),
        ("标题", "一"),
        ("单元", "一（一）"),
        ("标题", "二"),
        ("列举之前", "二"),
        ("单元", "二（一）"),
        ("文后", "文后"),
        ("文后", "文后"),
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("refined", [False, True])
def test_no_word_is_lost(name: str, refined: bool) -> None:
    path = bundled_policies_dir() / name / "source.txt"
    tree = tree_of(path.read_text("utf-8"))
    cited = [p.citation for p in tree.walk() if p.citation is not None]
    found = units_of(tree, cited if refined else ())
    marks = [tree.source.slice(p.label_span) for p in tree.units() if p.label_span]
    pieces = Counter(normalised("".join([*(unit.words for unit in found), *marks])))
    assert pieces == Counter(normalised(tree.source.text))


@pytest.mark.parametrize(
    ("lead", "little"),
    [
        ("禁毒重点整治工作责任追究的主要方式有：", True),
        ("主要职责如下：", True),
        ("具有下列情形之一的，应当予以挂牌整治：", False),
        ("具有下列情形之一的，予以通报。", False),
        ("市禁毒委员会应当履行下列职责：", False),
        ("下列地区属于毒品问题严重地区：", False),
        ("组织领导到位。责任追究的方式有：", False),
    ],
)
def test_lead_ins_that_only_name_their_list(lead: str, little: bool) -> None:
    assert says_little(lead) is little


def test_only_units_and_lead_ins_count() -> None:
    assert {piece for piece in Piece if piece.counts} == {Piece.UNIT, Piece.LEAD}
