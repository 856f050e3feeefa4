import pytest
from tests.lints.minis import said, tree_of

from policyc.findings.finding import Severity
from policyc.lints.references import exists, other_documents, own_references
from policyc.resources import bundled_policies_dir
from policyc.source.read_citation import parse_citation

POLICY = "第一条\n  宣示。\n"


def bad(*articles: str) -> list[str]:
    numbers = "一二三四五六七八九"
    source = "".join(f"第{n}条 {text}\n" for n, text in zip(numbers, articles, strict=False))
    return [finding.message for finding in said("R03", source, POLICY)]


def test_a_citation_that_leads_nowhere() -> None:
    source = "第一条 甲。\n第二条 违反第五条规定的，予以通报。\n第三条 乙。\n"
    [finding] = said("R03", source, POLICY)
    assert finding.severity is Severity.MEDIUM
    assert finding.message == "第二条引用“第五条”，但原文中没有第五条。"
    assert [(c.citation, c.quote) for c in finding.citations] == [
        ("第二条", "违反第五条规定的，予以通报。")
    ]
    assert "相近的有" in finding.suggestion


def test_a_citation_that_exists_is_none() -> None:
    source = "第一条 甲。\n第二条 违反第一条规定的，予以通报。\n第三条 乙。\n"
    assert said("R03", source, POLICY) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("违反第一条、第九条和第一条第（二）项的。", ["第九条", "第一条第（二）项"]),
        ("依照第一条至第三条规定。", []),
        ("依照第一条至第四条规定。", ["第四条"]),
        ("依照第一条第一款规定。", []),
        ("依照第一条第2款规定。", ["第一条第2款"]),
        ("依照本办法第八条规定。", ["第八条"]),
        ("依照本实施办法第八条规定。", ["第八条"]),
        ("依照《中华人民共和国禁毒法》第三十三条、第三十四条规定。", []),
        ("依照《禁毒法》（2007年）第三十三条规定。", []),
        ("依照刑法第三百四十七条规定。", []),
        ("依照该条例第三十条规定。", []),
        ("依照前条规定。", []),
        ("依照前款规定。", ["前款"]),
        ("目前条件不具备，前款项已拨付。", []),
    ],
)
def test_what_counts_as_a_citation_of_its_own(text: str, wrong: list[str]) -> None:
    found = bad("甲。", text, "丙。")
    assert [message.split("“")[1].split("”")[0] for message in found] == wrong


def test_the_first_article_has_none_before() -> None:
    assert bad("依照前条规定。", "乙。") == ["第一条引用“前条”，但它之前没有别的条。"]
    source = "第一条 甲。\n依照前款规定。\n第二条 乙。\n"
    assert said("R03", source, POLICY) == []


def test_the_own_title_is_no_other_document() -> None:
    source = "第一条 依照《办法》第七条、《别的办法》第八条规定。\n第二条 乙。\n"
    found = [str(r.target) for r in own_references(tree_of(source), "办法")]
    assert found == ["第七条"]


def test_an_annex_cites_its_own_articles() -> None:
    source = "一、目标\n（一）按第二条办。\n附件\n第一条 按第二条办。\n第二条 按第三条办。\n"
    tree = tree_of(source)
    found = [
        (str(r.place), r.written, exists(tree, r.target)) for r in own_references(tree) if r.target
    ]
    assert found == [
        ("一（一）", "第二条", True),
        ("附件 第一条", "第二条", True),
        ("附件 第二条", "第三条", False),
    ]


def test_other_documents_are_listed_once() -> None:
    source = "某办法\n第一条 依照《甲法》和《乙 条例》。\n第二条 依照《甲法》第三条、《某办法》。\n"
    found = [
        (other.title, str(other.place)) for other in other_documents(tree_of(source), "某办法")
    ]
    assert found == [("甲法", "第一条"), ("乙条例", "第一条")]


@pytest.mark.parametrize(
    "folder", sorted(p.parent.name for p in bundled_policies_dir().glob("*/source.txt"))
)
def test_the_real_documents_cite_themselves_rightly(folder: str) -> None:
    tree = tree_of((bundled_policies_dir() / folder / "source.txt").read_text("utf-8"))
    wrong = [
        (str(r.place), r.written)
        for r in own_references(tree)
        if r.target is None or not exists(tree, r.target)
    ]
    assert wrong == []


def test_references_within_hengyang() -> None:
    tree = tree_of((bundled_policies_dir() / "hengyang-2018" / "source.txt").read_text("utf-8"))
    found = {str(r.target) for r in own_references(tree)}
    assert {"附件 第十条", "附件 第十一条", "附件 第三十条第（三）项"} <= found
    assert str(parse_citation("附件 第十三条第一款")) in found
