"""Reading provisions: what counts as a unit, what goes on, and that reading never fails."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyc.source.citation import Level
from policyc.source.provisions import ProblemKind, ProvisionTree
from policyc.source.read_citation import parse_citation
from policyc.source.read_provisions import read_provisions
from policyc.source.sentences import sentence_bounds
from policyc.source.text import SourceText, is_blank


def read(text: str) -> ProvisionTree:
    return read_provisions(SourceText("t", text))


def cited(text: str) -> list[str]:
    return [str(unit.citation) for unit in read(text).units()]


def problems(text: str) -> list[tuple[ProblemKind, str]]:
    return [(problem.kind, str(problem.citation)) for problem in read(text).problems]


def assert_partition(tree: ProvisionTree) -> None:
    owned = [0] * len(tree.source.text)
    for provision in tree.walk():
        for span in provision.own_spans:
            for offset in range(span.start, span.end):
                owned[offset] += 1
    for offset, char in enumerate(tree.source.text):
        assert owned[offset] <= 1
        assert owned[offset] == 1 or is_blank(char)


HEADS = (
    *(
        "第一条 ",
        "第二条",
        "第三条规定的",
        "第二百五条 ",
        "第一章 总则",
        "第二编 ",
        "第一节",
        "（一）",
        "(二)",
        "- （三）",
    ),
    *(
        "（1）",
        "（٢）",
        "㈠",
        "1.",
        "2、",
        "一、",
        "二、",
        "一是",
        "二是",
        "附件",
        "附件2",
        "附件：某办法",
        "政策解读：x",
    ),
    *(
        "扫一扫",
        "联系人:",
        "牵头单位:甲",
        "某某办公室",
        "2019年5月30日印发",
        "\ufeff",
        "",
        "  ",
        "\u3000",
        "第三条（一）项",
    ),
)
TAILS = (
    "",
    "应当办理。",
    "按照",
    "有下列情形之一的：",
    "甲、",
    "“引文。”后文。再者！",
    "（未完",
    "a",
    "1",
    "\t",
    "x；",
)
LINES = st.builds(str.__add__, st.sampled_from(HEADS), st.sampled_from(TAILS))


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_reading_lines_never_fails_and_partitions(text: str) -> None:
    tree = read(text)
    assert_partition(tree)
    for unit in tree.units():
        assert unit.citation is not None
        assert tree.find(unit.citation) is not None
        assert tree.find(parse_citation(str(unit.citation))) is not None
        assert unit.labelled_text or not unit.own_spans


@given(st.text(max_size=200) | st.text(alphabet="第一二条章（）()1.、\n 。附件是：", max_size=80))
def test_reading_any_text_never_fails_and_partitions(text: str) -> None:
    assert_partition(read(text))


def test_nothing() -> None:
    for text in ("", "\n \n", "\ufeff"):
        assert not list(read(text).walk())


def test_items_belong_to_their_paragraph() -> None:
    text = "第一条 甲：\n（一）乙；\n（二）丙。\n丁：\n（一）戊。\n第二条 己。"
    assert cited(text) == [
        *("第一条", "第一条第一款", "第一条第一款第（一）项", "第一条第一款第（二）项"),
        *("第一条第二款", "第一条第二款第（一）项", "第二条"),
    ]
    assert not read(text).problems
    assert read(text).find(parse_citation("第一条第（一）项")) is None


def test_subitems() -> None:
    text = "第一条 甲：\n（一）乙：\n1.丙；\n2．丁。\n（二）戊。"
    assert cited(text)[1:] == [
        *("第一条第（一）项", "第一条第（一）项第1目", "第一条第（一）项第2目", "第一条第（二）项"),
    ]
    assert not read(text).problems


def test_points_below_points() -> None:
    text = "一、甲\n（一）乙\n1.丙：\n（1）丁；\n（2）戊。\n2.己。\n（二）庚"
    assert cited(text) == [
        "一",
        "一（一）",
        "一（一）1",
        "一（一）1（1）",
        "一（一）1（2）",
        "一（一）2",
        "一（二）",
    ]
    assert not read(text).problems


def test_a_citation_at_the_head_of_a_line_is_no_heading() -> None:
    text = "第一条 按照\n第二条规定办理。\n第二条 依照本办法\n第三条 的规定，甲。\n第三条 乙。"
    assert cited("第一条 按照\n第二条规定办理。\n第二条 乙。") == ["第一条", "第二条"]
    assert cited("第一条 甲。\n第九条规定的情形，乙。\n第二条 丙。")[1:3] == [
        "第一条第一款",
        "第一条第二款",
    ]
    assert cited("第一条 甲。\n第二条第一款规定的情形，乙。\n第二条 丙。")[3] == "第二条"
    assert cited("第一条 甲：\n（一）依照第六条第\n（二）项办理；\n（二）乙。")[1:] == [
        *("第一条第（一）项", "第一条第（二）项"),
    ]
    # Undecidable by the line alone: a number that is due, with a blank, is believed.
    assert cited(text)[:3] == ["第一条", "第二条", "第三条"]


def test_articles_without_a_blank() -> None:
    assert cited("第一条为了甲。\n第二条县乙。\n第三条　丙。") == ["第一条", "第二条", "第三条"]


def test_a_label_on_a_line_of_its_own() -> None:
    tree = read("第一章\n总则\n第一条\n甲。\n第二条\n（一）乙。")
    assert cited("第一条\n甲。") == ["第一条"]
    assert tree.quote(parse_citation("第一条")) == "甲。"
    assert tree.quote(parse_citation("第二条第一项")) == "乙。"
    found = tree.find(parse_citation("第一章"))
    assert found is not None and found.heading == "总则"


def test_numbers_out_of_order() -> None:
    assert problems("第一条 甲。\n第三条 乙。\n第二条 丙。\n第三条 丁。") == [
        (ProblemKind.OUT_OF_ORDER, "第三条"),
        (ProblemKind.OUT_OF_ORDER, "第二条"),
        (ProblemKind.DUPLICATE_NUMBER, "第三条"),
    ]
    tree = read("第一条 甲。\n第一条 乙。")
    assert tree.problems[0].expected == 2
    assert tree.quote(parse_citation("第一条")) == "甲。"
    assert problems("第一条 甲：\n（一）乙；\n（三）丙。") == [
        (ProblemKind.OUT_OF_ORDER, "第一条第（三）项")
    ]
    assert problems("第一条 甲。\n第一十百条 乙。") == [(ProblemKind.UNPARSABLE, "None")]


def test_chapters_may_begin_anew_below_a_part() -> None:
    text = "第一编 甲\n第一章 乙\n第一条 丙。\n第二编 丁\n第一章 戊\n第二条 己。"
    tree = read(text)
    assert not tree.problems
    assert [str(p.citation) for p in tree.walk()] == [
        *("第一编", "第一编第一章", "第一条", "第二编", "第二编第一章", "第二条"),
    ]


def test_contents_are_front_matter() -> None:
    text = (
        "某办法\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。"
    )
    tree = read(text)
    assert not tree.problems
    front = [p.own_text for p in tree.walk() if p.level is Level.FRONT]
    assert front == ["某办法", "目录", "第一章 总则", "第二章 附则"]


def test_annexes() -> None:
    text = "一、甲\n乙。\n附件1\n丙办法\n第一条 丁。\n附件2\n戊表\n一、己\n庚。"
    assert cited(text) == ["一", "附件1 第一条", "附件2 一"]
    tree = read(text)
    assert [annex.heading for annex in tree.annexes] == ["丙办法", "戊表"]
    assert tree.find(parse_citation("附件 第一条")) is None
    before = read("现印发。\n附件\n某办法\n第一条 甲。")
    assert not before.annexes and before.find(parse_citation("第一条"))


def test_an_annex_that_only_a_list_announces() -> None:
    tree = read("一、甲\n乙。\n附件：丙办法\n县政府\n丙办法\n第一章 总则\n第一条 丁。")
    assert tree.problems[0].kind is ProblemKind.UNMARKED_ANNEX
    assert tree.find(parse_citation("附件 第一条"))


def test_nothing_after_web_furniture_is_a_unit() -> None:
    text = (
        "一、甲\n乙。\n附件:《丙》\n政策解读:丁\n一、背景\n二、内容\n第一条 戊。\n附件\n第一条 己。"
    )
    assert cited(text) == ["一"]
    assert sum(p.level is Level.BACK for p in read(text).walk()) == 7


def test_a_signature_within_the_body_is_text() -> None:
    assert cited("第一条 甲。\n县委员会\n第二条 乙。") == [
        "第一条",
        "第一条第一款",
        "第一条第二款",
        "第二条",
    ]
    assert cited("第一条 由县\n禁毒委员会办公室\n负责解释。") == ["第一条"]


def test_section_titles_do_not_run_into_their_text() -> None:
    tree = read("一、工作目标\n到明年达标。\n二、要求\n（一）重视\n各单位要重视。\n（二）落实")
    assert tree.quote(parse_citation("一")) == "工作目标\n到明年达标。"
    assert [p.heading for p in tree.units()] == ["工作目标", "要求", "重视", ""]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲。乙。", ["甲。", "乙。"]),
        ("甲（乙。丙）。丁！", ["甲（乙。丙）。", "丁！"]),
        ("他说“甲。乙。”丙。", ["他说“甲。乙。”丙。"]),
        ("甲。”乙。", ["甲。”", "乙。"]),
        ("甲（乙。丙。", ["甲（乙。", "丙。"]),
        ("甲(乙。丙）。丁", ["甲(乙。丙）。", "丁"]),
        ("甲？！ 乙", ["甲？！", "乙"]),
        ("《甲“乙》丙”。丁。", ["《甲“乙》丙”。", "丁。"]),
        ("  ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_bounds(text)] == sentences


@given(st.text(alphabet="甲。！（）“”《》() \n", max_size=40))
def test_sentences_hold_every_character_once(text: str) -> None:
    bounds = sentence_bounds(text)
    kept = "".join(text[start:end] for start, end in bounds)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(bounds))


def test_healing_between_latin_letters_keeps_a_blank() -> None:
    tree = read("第一条 使用 open\nsource 软\n件。")
    assert tree.quote(parse_citation("第一条")) == "使用 open source 软件。"


@pytest.mark.parametrize(
    "piece",
    [
        "（“",
        "甲\n",
        "甲",
        "”",
        "第一条 甲\n",
        "1.\n",
        " \n",
        "（一）\n",
        "附件\n",
        "甲。",
        "甲。\n",
    ],
)
def test_reading_is_not_quadratic(piece: str) -> None:
    text = "第一条 " + piece * 20_000
    began = time.perf_counter()
    read(text)
    assert time.perf_counter() - began < 10


def test_more_sentences_than_any_document_has() -> None:
    assert sum(1 for _ in read("第一条 " + "甲。" * 100_001).units()) == 100_002
