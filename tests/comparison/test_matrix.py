"""Every dimension on two made-up documents, and what holds of any comparison."""

import pytest
from hypothesis import given
from tests import strategies
from tests.comparison.rivers import FIRST, FIRST_SOURCE, rivers, row, said, texts

from policyc.comparison.compare import compare, left_out
from policyc.comparison.dimensions import DIMENSIONS
from policyc.comparison.texts import HEAD, Text, short_names
from policyc.comparison.values import Agreement, Comparability, Matrix
from policyc.core.norms import Policy


def judged(matrix: Matrix, group: str, title: str) -> tuple[str, str]:
    found = row(matrix, group, title)
    return found.comparability.value, found.agreement.value


def test_steps_of_one_name_are_the_same() -> None:
    found = row(rivers(), "等级", "有哪几级（由重到轻）")
    assert found.agreement is Agreement.EQUAL and found.comparability is Comparability.SAME
    assert said(found) == [["管护级别：重点管护 ＞ 一般管护"]] * 2
    assert judged(rivers(), "等级", "同时符合几级的条件时") == ("相近", "都没有写明")


def test_criteria_are_the_words_of_their_items() -> None:
    first, second = said(row(rivers(), "评定标准", "列为问题河道"))
    assert first[:2] == ["排污口3个以上的；", "群众反映强烈的。"]
    assert second == ["排污口5个以上的；", "垃圾成堆的。"]


def test_a_clause_of_several_results_is_told_by_its_conditions() -> None:
    (first, _), _ = said(row(rivers(), "评定标准", "定为重点管护"))
    assert first == "列为问题河道，排污口数不少于10个：管护级别定为重点管护"


def test_criteria_with_and_without_numbers_are_counted() -> None:
    first, _ = said(row(rivers(), "评定标准", "定性还是定量"))
    assert first == ["用到数字的：问题河道3项里1项，重点管护2项里1项，一般管护1项里1项"]


def test_thresholds_of_one_fact_stand_in_a_row() -> None:
    first, second = said(row(rivers(), "阈值", "排污口数（个）"))
    assert (first[0], second[0]) == ("不少于3个：列为问题河道", "不少于5个：列为问题河道")
    assert "1:5" in said(row(rivers(), "阈值", "只有一份用到的数"))[0][0]


def test_terms_of_a_step() -> None:
    assert said(row(rivers(), "期限", "重点管护的期限")) == [["3年"], ["2年"]]
    assert judged(rivers(), "期限", "一般管护的期限") == ("相同", "一致")
    start = row(rivers(), "期限", "期限从哪一天起算")
    assert said(start) == [["决定作出之日"], ["—没有写从哪一天起算"]]
    assert start.agreement is Agreement.OPEN and start.differs


def test_extension_by_how_much_and_how_often() -> None:
    assert said(row(rivers(), "延期", "每次延长多久")) == [["延期：6个月"], ["—没有写延长期限多久"]]
    assert said(row(rivers(), "延期", "最多延长几次"))[0] == ["延期：最多2次"]
    assert said(row(rivers(), "延期", "延长：由谁决定")) == [
        ["县河长办"],
        ["—没有写由谁决定延长期限"],
    ]
    assert "延期／延长期限" in row(rivers(), "延期", "每次延长多久").why


def test_the_end_condition_by_condition_and_way_by_way() -> None:
    first, second = said(row(rivers(), "取消", "取消：须具备的条件"))
    assert first == ["期限届满", "水质达标", "台账齐全", "或者：护河员比例不少于1:5"]
    assert second == ["期限届满", "水质达标"]


def test_what_the_level_above_makes_of_it() -> None:
    assert said(row(rivers(), "上级定级", "上级定为重点管护的")) == [
        ["市级的：管护级别直接定为重点管护"],
        [],
    ]
    assert said(row(rivers(), "上级定级", "上级的哪一级没有写到本级哪一级"))[0] == [
        "市级：一般管护"
    ]


def test_what_one_text_alone_has_cannot_be_compared() -> None:
    for group, title in (
        ("反弹", "反弹以后怎样处置"),
        ("职务", "河长由谁担任"),
        ("人员配备", "人员配备比例"),
        ("追责", "处分"),
        ("适用范围", "评定单位"),
        ("时间与附则", "由谁解释"),
    ):
        assert judged(rivers(), group, title) == ("不可比", "只有一份写了"), title
        assert "只有甲县写到" in row(rivers(), group, title).why


def test_a_role_that_is_used_and_not_defined_is_left_open() -> None:
    assert said(row(rivers(), "责任主体", "第一责任人")) == [
        ["乡镇主要领导"],
        ["—用了“第一责任人”，没有定义是谁"],
    ]


def test_reports_sanctions_and_figures() -> None:
    assert judged(rivers(), "报告与频次", "向上报告、报送") == ("相近", "不同")
    assert judged(rivers(), "追责", "约谈") == ("相近", "一致")
    assert judged(rivers(), "指标", "指标：水质达标率") == ("相同", "不同")


def test_the_documents_as_a_whole() -> None:
    told = [caveat.text for caveat in rivers().caveats]
    assert "状态不同。甲县：正式；乙县：征求意见稿。" in told
    assert "位阶相同：县级政府规范性文件。" in told
    assert any("乙县不是正式文件" in each for each in told)
    assert left_out(rivers(), rivers().texts[0]) == ()


def test_a_text_compared_with_itself_differs_in_nothing() -> None:
    matrix = compare(texts(("甲", FIRST, FIRST_SOURCE), ("甲二", FIRST, FIRST_SOURCE)))
    assert {row.agreement for _, row in matrix.rows()} <= {Agreement.EQUAL, Agreement.SILENT}


def test_the_order_of_the_documents_changes_no_judgement() -> None:
    one = rivers()
    other = compare(one.texts[::-1])
    assert {(g.name, r.title): r.agreement for g, r in one.rows()} == {
        (g.name, r.title): r.agreement for g, r in other.rows()
    }


def test_names_of_dimensions_are_told_apart() -> None:
    assert len({each.name for each in DIMENSIONS}) == len(DIMENSIONS)


@pytest.mark.parametrize(
    ("regions", "expected"),
    [
        (("云南省/昆明市", "吉林省"), ("昆明市", "吉林省")),
        (("", "吉林省"), ("甲", "吉林省")),
        (("吉林省", "吉林省"), ("甲", "乙")),
        (("", ""), ("甲", "乙")),
    ],
)
def test_short_names(regions: tuple[str, str], expected: tuple[str, str]) -> None:
    names = ("甲", "乙")
    policies = [Policy(n, n, region=r) for n, r in zip(names, regions, strict=True)]
    assert short_names(policies) == expected


def test_short_names_of_one_title_name_the_document() -> None:
    assert short_names([Policy("a", "办法"), Policy("b", "办法")]) == ("办法（a）", "办法（b）")


@given(strategies.policies(), strategies.policies())
def test_any_two_policies_can_be_compared(one: Policy, other: Policy) -> None:
    matrix = compare([Text(one, "甲"), Text(other, "乙")])
    for _, found in matrix.rows():
        assert len(found.cells) == 2
        assert any(cell.entries for cell in found.cells)
        entries = [entry for cell in found.cells for entry in cell.entries]
        assert all(entry.text for entry in entries)
        assert all(entry.places for entry in entries)
        assert all(place.citation for entry in entries for place in entry.places)


def test_every_entry_of_the_rivers_cites_a_clause_and_shows_it() -> None:
    for _, found in rivers().rows():
        for cell in found.cells:
            for entry in cell.entries:
                assert entry.places, (found.title, entry.text)
                assert all(p.quote or p.citation == HEAD for p in entry.places), found.title
