"""Citations: their print, their reading, their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyc.source.citation import FOLLOWERS, Citation, CitationError, Level, Step
from policyc.source.read_citation import parse_citation

L = Level


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("第八条第四项", "第八条第（四）项"),
        ("第八条第（四）项", "第八条第（四）项"),
        ("第八条第(四)项", "第八条第（四）项"),
        ("第八条(四)", "第八条第（四）项"),
        ("第八条（四）", "第八条第（四）项"),
        ("第8条第4项", "第八条第（四）项"),
        ("第 8 条 第 ( 4 ) 项", "第八条第（四）项"),
        ("第八条（四）项", "第八条第（四）项"),
        ("第九条第二句", "第九条第二句"),
        ("第十条第二款第一句", "第十条第二款第一句"),
        ("第十条第二款(三)", "第十条第二款第（三）项"),
        ("第十条第二款第（三）项第二句", "第十条第二款第（三）项第二句"),
        ("第八条第（一）项第2目", "第八条第（一）项第2目"),
        ("第一百一十条", "第一百一十条"),
        ("第一〇五条", "第一百零五条"),
        ("第二章第六条", "第六条"),
        ("第一编第二章", "第一编第二章"),
        ("四（二）1", "四（二）1"),
        ("四(二)1.", "四（二）1"),
        ("四、（二）1．", "四（二）1"),
        ("４（二）１", "四（二）1"),
        ("四（一）一是", "四（一）1"),
        ("四（一）1第二款", "四（一）1第二款"),
        ("四（一）1（2）", "四（一）1（2）"),
        ("五（一）第二句", "五（一）第二句"),
        ("七第一款", "七第一款"),
        ("第三部分第二段第一点", "三（二）1"),
        ("（一）", "（一）"),
        ("附件第十三条第一款", "附件 第十三条第一款"),
        ("附件 第十三条第一款", "附件 第十三条第一款"),
        ("附件　第十三条第一款", "附件 第十三条第一款"),
        ("附件", "附件"),
        ("附件1", "附件1"),
        ("附件 1", "附件1"),
        ("附件一 第三条", "附件1 第三条"),
        ("附件2第三条", "附件2 第三条"),
        ("附件 四（二）1", "附件 四（二）1"),
        ("附件1 四（二）", "附件1 四（二）"),
        ("附件 第一章", "附件 第一章"),
    ],
)
def test_reading(written: str, printed: str) -> None:
    assert str(parse_citation(written)) == printed


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "  ",
            "第八",
            "八条",
            "第八条第八条",
            "第二百五条",
            "第〇条",
            "第八条之一",
            "前款",
            "附件四（二）",
        ),
        *(
            "第八条 abc",
            "第八条第一句第一项",
            "第二款",
            "第100000000条",
            "第1.5条",
            "附",
            "四（二）（三）",
        ),
        "第" + "9" * 50 + "条",
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(CitationError):
        parse_citation(text)


def test_reading_below_a_base() -> None:
    article = parse_citation("第十条")
    assert str(parse_citation("第二款第一句", article)) == "第十条第二款第一句"
    assert str(parse_citation("（三）", article)) == "第十条第（三）项"
    assert str(parse_citation("一是", parse_citation("四（一）"))) == "四（一）1"
    for text in ("", "第三条"):
        with pytest.raises(CitationError):
            parse_citation(text, article)


def test_steps_must_be_in_place() -> None:
    for steps in ([], [(L.PARAGRAPH, 1)], [(L.ARTICLE, 1), (L.CLAUSE, 1)], [(L.FRONT, 1)]):
        with pytest.raises(CitationError):
            Citation.of(*steps)
    with pytest.raises(CitationError):
        Step(L.ARTICLE, 0)
    with pytest.raises(CitationError):
        parse_citation("第九条第二句").child(L.ITEM, 1)
    assert Step(L.ANNEX, 0).number == 0


def test_family() -> None:
    item = parse_citation("附件 第十三条第一款第（二）项")
    assert item.parent == parse_citation("附件 第十三条第一款")
    assert item.startswith(item) and item.startswith(parse_citation("附件"))
    assert not item.startswith(parse_citation("第十三条"))
    assert item.up_to(L.ARTICLE) == parse_citation("附件第十三条")
    assert item.up_to(L.SENTENCE) is None
    assert parse_citation("附件").parent is None
    assert item.child(L.SENTENCE, 2).last == Step(L.SENTENCE, 2)
    assert item.level is L.ITEM


def test_order_is_document_order() -> None:
    written = [
        *("第一章", "第九条", "第九条第二句", "第十条", "第十条第一款", "第十条第二款"),
        *("第十条第二款第一句", "第十条第二款第二句", "第十条第二款第（一）项"),
        *("第十条第二款第（十）项", "第十一条", "附件", "附件 第一条", "附件2 第一条"),
    ]
    citations = [parse_citation(text) for text in written]
    backwards = citations[::-1]
    assert sorted(backwards) == citations
    assert len({*citations, *citations}) == len(citations)
    with pytest.raises(TypeError):
        _ = citations[0] < "第一章"


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    steps: list[Step] = []
    above: Level | None = None
    for _ in range(draw(st.integers(1, 6))):
        follow = sorted(FOLLOWERS[above], key=lambda level: level.name)
        if not follow:
            break
        above = draw(st.sampled_from(follow))
        least = 0 if above is L.ANNEX else 1
        steps.append(Step(above, draw(st.integers(least, 12) | st.integers(1, 99_999))))
    return Citation(tuple(steps))


@given(citations())
def test_what_is_printed_reads_back(citation: Citation) -> None:
    assert parse_citation(str(citation)) == citation
    if citation.parent:
        assert citation.parent < citation
        assert citation.startswith(citation.parent)


@given(citations(), st.data())
def test_blanks_between_steps_do_not_matter(citation: Citation, data: st.DataObject) -> None:
    if citation.steps[0].level is not L.ANNEX:
        cut = data.draw(st.integers(0, len(str(citation))))
        text = str(citation)
        if cut in (0, len(text)) or not (text[cut - 1].isalnum() and text[cut].isalnum()):
            assert parse_citation(f"{text[:cut]} {text[cut:]}") == citation


@given(st.text(alphabet="附件第一二十百条款项句（）()1２.、是章编 部分段点", max_size=14))
def test_reading_any_text_gives_a_citation_or_citation_error(text: str) -> None:
    try:
        citation = parse_citation(text)
    except CitationError:
        return
    assert parse_citation(str(citation)) == citation
