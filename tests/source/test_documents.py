"""The five documents, read into their provisions."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from policyc.source.citation import Level
from policyc.source.provisions import CitationNotFound, ProblemKind, Provision, ProvisionTree
from policyc.source.read_citation import parse_citation
from policyc.source.read_provisions import read_provisions
from policyc.source.text import SourceText, decode

POLICIES = Path(__file__).resolve().parents[2] / "policies"
GOLDEN = Path(__file__).parent / "golden"
NAMES = (
    "hengyang-2018",
    "jilin-2019-draft",
    "kunming-2019",
    "nancheng-2017",
    "urad-front-banner-2023",
)


@cache
def tree_of(name: str) -> ProvisionTree:
    source = decode(name, (POLICIES / name / "source.txt").read_bytes())
    assert isinstance(source, SourceText)
    return read_provisions(source)


def find(name: str, citation: str) -> Provision:
    found = tree_of(name).find(parse_citation(citation))
    assert found is not None, citation
    return found


def quote(name: str, citation: str) -> str:
    return tree_of(name).quote(parse_citation(citation))


def levels(provision: Provision) -> list[tuple[Level, int]]:
    return [
        (child.level, child.citation.last.number)
        for child in provision.children
        if child.citation is not None
    ]


def outline(tree: ProvisionTree) -> str:
    lines: list[str] = []

    def add(provision: Provision, depth: int) -> None:
        name = str(provision.citation) if provision.citation else "·"
        text = provision.text.replace("\n", "⏎")[:20].strip()
        lines.append(f"{'  ' * depth}{name}｜{provision.level.value}｜{text}")
        for child in provision.children:
            add(child, depth + 1)

    for child in tree.root.children:
        add(child, 0)
    for problem in tree.problems:
        lines.append(f"! {problem.kind.value} {problem.label} {problem.citation or ''}".rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_outline(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / f"{name}.outline.txt", outline(tree_of(name)))


@pytest.mark.parametrize("name", NAMES)
def test_every_character_belongs_to_one_unit(name: str) -> None:
    tree = tree_of(name)
    owned = [0] * len(tree.source.text)
    for provision in tree.walk():
        for span in provision.own_spans:
            for offset in range(span.start, span.end):
                owned[offset] += 1
    for offset, char in enumerate(tree.source.text):
        assert owned[offset] <= 1
        assert owned[offset] == 1 or char.isspace(), tree.source.line_col(offset)


@pytest.mark.parametrize("name", NAMES)
def test_own_text_is_what_the_spans_hold(name: str) -> None:
    tree = tree_of(name)
    for provision in tree.walk():
        held = "".join(tree.source.slice(span) for span in provision.parts)
        assert "".join(provision.own_text.split()) == "".join(held.split())
        if provision.label_span:
            assert provision.label in tree.source.slice(provision.label_span)
        for child in provision.children:
            assert provision.span.cover(child.span) == provision.span


@pytest.mark.parametrize("name", NAMES)
def test_units_are_in_order_and_found_by_their_citations(name: str) -> None:
    tree = tree_of(name)
    cited = [unit.citation for unit in tree.units() if unit.citation is not None]
    assert cited == sorted(cited)
    assert len(set(cited)) == len(cited)
    for unit in tree.units():
        assert unit.citation is not None
        assert tree.find(unit.citation) is unit
        assert tree.find(parse_citation(str(unit.citation))) is unit


@pytest.mark.parametrize(
    ("name", "prefix", "count"),
    [("kunming-2019", "", 35), ("jilin-2019-draft", "", 27), ("hengyang-2018", "附件 ", 36)],
)
def test_article_counts(name: str, prefix: str, count: int) -> None:
    articles = [str(p.citation) for p in tree_of(name).walk() if p.level is Level.ARTICLE]
    expected = [str(parse_citation(f"{prefix}第{n}条")) for n in range(1, count + 1)]
    assert articles == expected


@pytest.mark.parametrize("name", NAMES)
def test_problems(name: str) -> None:
    problems = tree_of(name).problems
    if name == "jilin-2019-draft":
        assert [(p.kind, p.label, str(p.citation)) for p in problems] == [
            (ProblemKind.MARK_NORMALISED, f"（{n}）", f"第二十一条第（{c}）项")
            for n, c in enumerate("一二三四五", 1)
        ]
    else:
        assert problems == ()


def test_kunming_structure() -> None:
    name = "kunming-2019"
    assert levels(find(name, "第九条")) == [(Level.SENTENCE, 1), (Level.SENTENCE, 2)]
    assert quote(name, "第九条第二句").startswith("省禁毒委员会重点关注的，")
    assert levels(find(name, "第十条")) == [(Level.PARAGRAPH, 1), (Level.PARAGRAPH, 2)]
    lead = [(Level.SENTENCE, 1), (Level.SENTENCE, 2)]
    assert levels(find(name, "第十条第二款")) == lead + [(Level.ITEM, n) for n in range(1, 7)]
    assert levels(find(name, "第五条")) == [(Level.ITEM, n) for n in range(1, 10)]
    assert levels(find(name, "第二十六条")) == [(Level.ITEM, n) for n in range(1, 6)]
    assert quote(name, "第二十六条第（一）项") == "通报批评、约谈并责令整改；"
    assert find(name, "第八条第三项").label == "(三)"
    chapters = [p.heading for p in tree_of(name).walk() if p.level is Level.CHAPTER]
    assert chapters == ["总则", "评定标准", "评定程序", "组织实施", "责任追究", "附则"]


def test_kunming_paragraphs_broken_by_pages() -> None:
    name = "kunming-2019"
    assert "原则，根据毒情严重程度和" in quote(name, "第三条第一款")
    assert len(find(name, "第三条第一款").parts) == 2
    assert "社会治安综合治理范围" in quote(name, "第十条第（一）项")
    assert "每年至少听取 2 次工作汇报" in quote(name, "第十条第（一）项")
    assert "职务2年以上（含2年）的" in quote(name, "第二十九条第二款")
    assert "配合不主动、措施不落实" in quote(name, "第十五条")
    assert len(find(name, "第三条").children) == len(find(name, "第二十九条").children) == 2
    assert levels(find(name, "第十五条")) == [(Level.SENTENCE, 1), (Level.SENTENCE, 2)]


def test_kunming_front_matter() -> None:
    front = [p.own_text for p in tree_of("kunming-2019").walk() if p.level is Level.FRONT]
    assert front[0] == "中共昆明市委办公室"
    assert front[-1] == "昆明市毒品问题严重地区禁毒重点整治工作 实施办法"
    assert len(front) == 10


def test_jilin_structure() -> None:
    name = "jilin-2019-draft"
    assert levels(find(name, "第四条")) == [(Level.SENTENCE, n) for n in (1, 2, 3)]
    assert levels(find(name, "第七条")) == [(Level.ITEM, n) for n in range(1, 6)]
    items = [(Level.ITEM, n) for n in range(1, 7)]
    assert levels(find(name, "第十条")) == [(Level.SENTENCE, n) for n in (1, 2, 3, 4)] + items
    assert quote(name, "第二十一条第（三）项") == "不得提拔和交流重用；"
    assert quote(name, "第二十七条第二句").endswith("同时废止。")
    back = [p.own_text for p in tree_of(name).walk() if p.level is Level.BACK]
    assert len(back) == 2 and back[0] == "中共吉林省委办公厅" and back[1].endswith("印发")
    first = next(iter(tree_of(name).walk()))
    assert first.own_text == "关于印发《吉林省毒品问题严重地区责任考评实施细则》的通知"


def test_hengyang_has_a_plan_and_an_annex() -> None:
    name = "hengyang-2018"
    tree = tree_of(name)
    assert [annex.heading for annex in tree.annexes] == ["衡阳县禁毒重点整治工作办法"]
    sections = [p.heading for p in tree.walk() if p.level is Level.SECTION]
    assert sections == ["工作目标", "组织领导", "时间安排", "工作措施", "工作要求"]
    assert levels(find(name, "四（一）")) == [(Level.POINT, n) for n in range(1, 7)]
    assert find(name, "四（一）一是").label == "一是"
    assert levels(find(name, "附件 第十三条")) == [(Level.PARAGRAPH, 1), (Level.PARAGRAPH, 2)]
    assert quote(name, "附件第十三条第一款").endswith("仍未实现整治目标的，继续挂牌整治。")
    assert find(name, "附件1 第十五条") is find(name, "附件 第十五条")
    assert find(name, "附件 第二十七条").text.startswith("禁毒重点督办")
    assert find(name, "四（四）").heading == "建立禁毒例会制度"
    assert levels(find(name, "四（五）")) == [(Level.PARAGRAPH, 1), (Level.PARAGRAPH, 2)]
    assert [p.own_text for p in tree.walk() if p.level is Level.BACK] == [
        "附件：衡阳县禁毒重点整治工作办法"
    ]
    assert tree.find(parse_citation("第十三条")) is None
    assert str(tree.near(parse_citation("第十三条第一款"))[0]) == "附件 第十三条第一款"


def test_urad_points_carry_their_bodies() -> None:
    name = "urad-front-banner-2023"
    tree = tree_of(name)
    points = [p for p in tree.walk() if p.level is Level.POINT]
    assert len(points) == 24
    for point in points:
        assert [child.own_text[:5] for child in point.children[1:]] == ["牵头单位:", "责任单位:"]
    assert quote(name, "四（二）1第二款") == "牵头单位:旗禁毒委、宣传部、政法委"
    assert find(name, "四（二）1第三句") is find(name, "四（二）1第一款第三句")
    assert find(name, "四（二）1").heading == "坚持毒品预防教育培训常态化"
    assert find(name, "五（一）").heading == "推进部署阶段(2023年7月10日至7月中旬)"
    assert quote(name, "六第二款").endswith("旗禁毒委员会常务副主任")
    front = [p.own_text for p in tree.walk() if p.level is Level.FRONT]
    back = [p.own_text for p in tree.walk() if p.level is Level.BACK]
    assert "2023年91日" in front
    assert [text[:4] for text in back] == ["联系人:", "附件:《", "政策解读", "关于印发"]


def test_nancheng_runs_on_inside_paragraphs() -> None:
    name = "nancheng-2017"
    assert not [p for p in tree_of(name).walk() if p.level is Level.POINT]
    assert quote(name, "四（二）第二句").startswith("一是加强毒品源头管理")
    assert levels(find(name, "七")) == [(Level.PARAGRAPH, 1), (Level.PARAGRAPH, 2)]
    assert find(name, "七").heading == "建立健全问责追究制度,全面推动禁毒工作落实"
    back = [p.own_text for p in tree_of(name).walk() if p.level is Level.BACK]
    assert len(back) == 2 and back[1] == "扫一扫在手机打开当前页"


def test_finding_forgives_what_usage_leaves_out() -> None:
    name = "kunming-2019"
    assert find(name, "第八条第一款第（二）项") is find(name, "第八条第二项")
    assert find(name, "第八条第一款") is find(name, "第八条")
    assert find(name, "第十条第（三）项") is find(name, "第十条第二款第（三）项")
    assert find(name, "第四条第一句") is find(name, "第四条")
    assert str(find(name, "第二章").citation) == "第二章"
    tree = tree_of(name)
    for missing in (
        "第三十六条",
        "第八条第二款",
        "第四条第二句",
        "第十条第二句",
        "附件第一条",
        "四（一）",
    ):
        assert tree.find(parse_citation(missing)) is None


def test_near_citations() -> None:
    tree = tree_of("kunming-2019")

    def nearest(text: str) -> str:
        return str(tree.near(parse_citation(text))[0])

    assert nearest("第三十六条") == "第三十五条"
    assert nearest("第七条第（五）项") == "第七条第（三）项"
    assert nearest("第九条第三句") == "第九条第二句"
    assert nearest("附件 第六条") == "第六条"
    assert nearest("第九十九条") == "第三十五条"
    assert tree.near(parse_citation("四（七）")) == ()
    with pytest.raises(CitationNotFound) as caught:
        tree.quote(parse_citation("第三十六条"))
    assert str(caught.value.near[0]) == "第三十五条"


def test_quotes() -> None:
    tree = tree_of("kunming-2019")
    article = parse_citation("第二十六条")
    assert tree.quote(article).splitlines() == [
        "禁毒重点整治工作责任追究的主要方式有：",
        "（一）通报批评、约谈并责令整改；",
        "（二）取消评先受奖资格；",
        "（三）不得提拔和交流重用；",
        "（四）组织调整或者组织处理；",
        "（五）给予党纪政纪处分。",
    ]
    assert tree.quote(article, label=True).startswith("第二十六条 禁毒重点整治")
    nine = tree.quote(parse_citation("第九条"))
    assert "\n" not in nine and nine.endswith("予以通报警示。")
