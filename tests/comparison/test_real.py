"""昆明 and 吉林 side by side, checked against the texts by hand; then all documents together."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.comparison.rivers import row, said, shown
from tests.documents.loading import DOCUMENTS, loaded, policy_of

from policyc.comparison.compare import compare
from policyc.comparison.texts import HEAD, Text, short_names
from policyc.comparison.values import Matrix
from policyc.source.read_citation import parse_citation

GOLDEN = Path(__file__).parent / "golden"


@cache
def matrix_of(*names: str) -> Matrix:
    policies = [policy_of(name) for name in names]
    texts = []
    for name, policy, short in zip(names, policies, short_names(policies), strict=True):
        document = loaded(name).document
        assert document is not None
        texts.append(Text(policy, short, document.head, document.provisions))
    return compare(texts)


def both() -> Matrix:
    return matrix_of("kunming-2019", "jilin-2019-draft")


def test_kunming_and_jilin(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "kunming-jilin.txt", shown(both()))


def test_terms() -> None:
    terms = [f"{step}的期限" for step in ("挂牌整治", "通报警示", "重点关注")]
    found = [said(row(both(), "期限", title)) for title in terms]
    assert found == [[["3年"], ["2年"]], [["2年"], ["1年"]], [["1年"], ["1年"]]]


def test_the_level_above() -> None:
    title = "上级的哪一级没有写到本级哪一级"
    assert said(row(both(), "上级定级", title)) == [["省级：没有遗漏"], ["国家级：挂牌整治"]]
    assert said(row(both(), "上级定级", "本级的哪一级没有上级与它对应")) == [
        ["整治级别：重点关注"],
        ["整治级别：重点关注"],
    ]


def test_extension_without_bound_against_a_year() -> None:
    assert said(row(both(), "延期", "每次延长多久")) == [["—没有写延期多久"], ["延期：1年"]]
    kunming, _ = said(row(both(), "延期", "最多延长几次"))
    assert kunming == ["—没有写延期最多几次，也没有写上限"]


def test_a_role_defined_here_and_not_there() -> None:
    found = row(both(), "责任主体", "主要责任人")
    assert [len(cell.entries) for cell in found.cells] == [3, 1]
    assert found.cells[1].entries[0].open and found.differs


def test_who_heads_the_committee_and_how_often_is_reported() -> None:
    kunming, jilin = said(row(both(), "职务", "禁毒委员会主任由谁担任"))
    assert len(kunming) == 2 and len(jilin) == 1
    kunming, jilin = said(row(both(), "报告与频次", "向上报告、报送"))
    assert "频次：定期" in kunming[0] and "频次：每季度一次" in jilin[0]


def test_every_entry_of_every_document_cites_a_clause_that_exists() -> None:
    matrix = matrix_of(*DOCUMENTS, "examples/rent-subsidy")
    checked = 0
    for group, found in matrix.rows():
        for text, cell in zip(matrix.texts, found.cells, strict=True):
            assert text.tree is not None
            for entry in cell.entries:
                assert entry.places, (group.name, found.title, entry.text)
                for place in entry.places:
                    checked += 1
                    if place.citation != HEAD:
                        words = text.tree.quote(parse_citation(place.citation))
                        assert place.quote in words, (text.short, place.citation)
    assert checked > 500


def test_what_stands_in_quotation_marks_is_in_the_clause() -> None:
    """A criterion told in the text's own words has them from the clause that it cites."""
    for group, found in both().rows():
        if group.name == "评定标准" and found.title != "定性还是定量":
            for cell in found.cells:
                for entry in cell.entries:
                    assert entry.text in entry.places[0].quote.replace("\n", ""), entry.text


def test_work_that_is_a_condition_for_the_end_is_not_silence() -> None:
    _, jilin = said(row(both(), "报告与频次", "听取汇报、研究、例会"))
    assert jilin == ["作为取消的条件（组织领导到位）：认真研究部署，经常听取汇报"]


def test_a_duty_is_told_whole_under_what_it_begins_with() -> None:
    kunming, _ = said(row(both(), "保障与制度", "经费"))
    assert "对禁毒重点整治工作给予重点保障，满足工作需要" in kunming[0]


def test_who_is_put_in_directly() -> None:
    found = row(both(), "上级定级", "其他直接列入、直接定级的情形")
    assert [[p.citation for e in cell.entries for p in e.places] for cell in found.cells] == [
        ["第十一条第二句"],
        ["第十四条"],
    ]
    hengyang, _ = row(matrix_of("hengyang-2018", "jilin-2019-draft"), "上级定级", found.title).cells
    assert [p.citation for e in hengyang.entries for p in e.places] == ["附件 第二十条"]


def test_a_condition_is_cited_where_it_stands_and_a_decider_where_it_decides() -> None:
    kunming, jilin = row(both(), "取消", "取消：须具备的条件").cells
    assert "第十条第二款第（二）项" in {p.citation for e in kunming.entries for p in e.places}
    assert jilin.entries[-1].places[0].citation == "第十条第（六）项"
    pair = matrix_of("hengyang-2018", "jilin-2019-draft")
    hengyang = row(pair, "取消", "取消：由谁决定").cells[0]
    assert [p.citation for p in hengyang.entries[0].places] == ["附件 第十四条", "附件 第十九条"]


def test_another_way_to_the_same_is_no_further_condition() -> None:
    _, jilin = said(row(both(), "阈值", "只有一份用到的数"))
    other = "或者有其他情形"
    assert [each.split("不少于")[0] for each in jilin if other in each] == [
        "辖区内省级毒品问题严重地区数"
    ]


def test_the_same_words_for_persons_that_one_text_does_not_define() -> None:
    found = row(both(), "追责", "提拔、交流")
    assert found.agreement.value == "一致" and "“主要责任人”吉林省没有定义" in found.why
