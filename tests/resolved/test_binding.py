"""Names and citations bound: declared once, found in the source, each statement at its clause."""

from __future__ import annotations

import pytest
from tests.cases.documents import compile_text, source

from policyc.diagnostics import Code, Collector, Diagnostic, Severity, nearest, shorten
from policyc.diagnostics.collect import MOST_SHOWN
from policyc.driver.passes import compile_texts
from policyc.resolved.clauses import Clauses, citations_of
from policyc.resolved.document import ResolvedDocument
from policyc.resolved.from_surface import resolve
from policyc.source.read_citation import parse_citation
from policyc.source.read_provisions import read_provisions
from policyc.source.span import Span
from policyc.source.text import SourceText
from policyc.surface import nodes as n
from policyc.surface.from_text import parse
from policyc.surface.mistakes.glued import torn_apart

HEAD = "文件「甲县禁毒整治办法」\n  使用：词汇「公共」。\n"


def resolved(text: str) -> tuple[ResolvedDocument, list[Diagnostic]]:
    file = parse(SourceText("例.policy", text)).file
    assert file is not None
    return resolve("例", [file], [], read_provisions(source()))


def messages(text: str) -> list[str]:
    return [problem.message for problem in resolved(text)[1]]


def ranges(*pairs: tuple[str, str | None]) -> list[n.CitationRange]:
    span = Span("例.policy", 0, 0)
    return [
        n.CitationRange(n.Name(first, span), None if last is None else n.Name(last, span))
        for first, last in pairs
    ]


# ---------------------------------------------------------------------------- clauses


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("第六条", None, ["第六条"]),
        ("第六条", "第八条", ["第六条", "第七条", "第八条"]),
        ("第六条", "第六条", ["第六条"]),
        (
            "第六条第（一）项",
            "（三）",
            ["第六条第（一）项", "第六条第（二）项", "第六条第（三）项"],
        ),
        ("第六条第一款", "第二款", ["第六条第一款", "第六条第二款"]),
        ("第六条第一款", "第六条第二款", ["第六条第一款", "第六条第二款"]),
        ("第六条第一款", "二款", ["第六条第一款", "第六条第二款"]),
        ("第六条", "八条", ["第六条", "第七条", "第八条"]),
        ("第六条第（一）", "（二）项", ["第六条第（一）项", "第六条第（二）项"]),
        ("第六条第（一）项", "第（二）项", ["第六条第（一）项", "第六条第（二）项"]),
        (
            "第六条第二款第（一）项",
            "第二款第（二）项",
            ["第六条第二款第（一）项", "第六条第二款第（二）项"],
        ),
        (
            "第六条第二款第（一）项",
            "第六条第二款第（二）项",
            ["第六条第二款第（一）项", "第六条第二款第（二）项"],
        ),
        ("四（一）", "（三）", ["四（一）", "四（二）", "四（三）"]),
        ("四（一）", "四（三）", ["四（一）", "四（二）", "四（三）"]),
        ("附件 第一条", "附件 第二条", ["附件 第一条", "附件 第二条"]),
        ("第六条", "第八条第一款", ["第六条", "第八条第一款"]),
        ("前款", None, []),
        ("第八条", "第六条", ["第八条", "第六条"]),
    ],
)
def test_ranges(first: str, last: str | None, expected: list[str]) -> None:
    assert [str(c) for c in citations_of(ranges((first, last)))] == expected


PLAN = """甲方案
四、措施
（一）整治。第一段第二句。
第二段。第二段第二句。
1.甲。甲二。
（二）考核。
五、附则
附则。
附则第二段。
附件
甲表
一、表一
（一）甲。甲二。
"""


@pytest.mark.parametrize(
    "cited",
    [
        *("四（一）第二款第二句", "四（一）第一款至第二款", "四（一）1第二句", "四（一）第二句"),
        *(
            "四（一）至（二）",
            "四（一）至四（二）",
            "五第二款",
            "五第一款至第二款",
            "附件 一（一）第二句",
        ),
    ],
)
def test_a_plan_is_cited_down_to_the_sentence(cited: str) -> None:
    written = f"文件「甲」\n认定 甲：依据 {cited}。\n"
    found = compile_text("例.policy", written, SourceText("source.txt", PLAN))
    assert found.diagnostics == ()


def test_a_range_without_end_is_cut() -> None:
    assert len(list(citations_of(ranges(("第1条", "第99999999条"))))) < 1000


def test_every_statement_is_at_its_clause() -> None:
    document, problems = resolved(
        "第五条\n  第一款：甲的，将 X 定为 Y。\n  第二款\n    同时具备下列条件的，将 X 定为 Y：（一）甲。\n"
        "第三条\n  第（一）项：甲的，将 X 定为 Y。\n附件 第二条\n  甲的，将 X 定为 Y。\n"
    )
    assert problems == []
    assert [located.cited for located in document.located] == [
        "第五条第一款",
        "第五条第二款",
        "第三条第（一）项",
        "附件 第二条",
    ]
    listed = document.located[1]
    assert listed.quote.startswith("期限届满，同时具备下列条件的")
    assert listed.item_quotes["（一）"] == (parse_citation("第五条第二款第（一）项"), "措施得力；")


def test_an_article_with_one_paragraph_is_cited_without_it() -> None:
    document, problems = resolved("第四条\n  第一款：甲的，将 X 定为 Y。\n")
    assert problems == []
    assert document.located[0].cited == "第四条"


def test_a_wrong_heading_is_reported_once_for_all_below_it() -> None:
    text = "第九十条\n" + "  第一款：甲的，将 X 定为 Y。\n  乙的，将 X 定为 Y。\n  宣示。\n"
    document, problems = resolved(text)
    assert [problem.message for problem in problems] == ["原文中没有 第九十条"]
    assert all(located.misplaced and located.citation is None for located in document.located)
    compiled = compile_text(
        "例.policy", HEAD + text.replace("甲", "问题突出").replace("乙", "问题突出")
    )
    assert "原文中没有 第九十条" in [problem.message for problem in compiled.diagnostics]
    assert not any("没有写在任何条款之下" in p.message for p in compiled.diagnostics)


def test_without_a_source_citations_are_taken_as_they_are() -> None:
    report = Collector()
    clauses = Clauses(None, report)
    name = n.Name("第九十条", Span("例.policy", 0, 4))
    assert str(clauses.bind(name)) == "第九十条"
    assert clauses.quote(parse_citation("第九十条")) == ""
    assert report.found == []


def test_citations_everywhere_are_checked() -> None:
    text = (
        "事实 甲：布尔，依据 第九十一条。\n原文未定义 乙：第九十二条。\n"
        "第四条\n  第四条 优先于 第九十三条。\n  职责：丙 应当 「丁」，依据 第九十四条。\n"
        "用例「戊」\n  已知：甲。\n  应得：X 为 Y，条款 第九十五条。\n"
    )
    assert messages(text) == [
        "原文中没有 第九十一条",
        "原文中没有 第九十二条",
        "原文中没有 第九十三条",
        "原文中没有 第九十四条",
        "原文中没有 第九十五条",
    ]


def test_a_clause_is_encoded_in_one_place_of_a_file() -> None:
    assert messages(
        "第四条\n  甲的，将 X 定为 Y。\n第六条\n  宣示。\n第四条\n  宣示。\n  宣示。\n"
    ) == ["“第四条”写了两次"]
    text = "第五条\n  第一款：宣示。\n  第二款：宣示。\n  第一款：宣示。\n"
    assert messages(text) == ["“第一款”写了两次"]
    assert messages("第五条\n  第一款：宣示。\n第六条\n  第一句：宣示。\n  第二句：宣示。\n") == []


# ---------------------------------------------------------------------------- names


def test_an_outcome_may_bear_the_name_of_its_level() -> None:
    assert messages("级别 甲：乙 < 丙。\n结论 甲：级别 甲。\n读法「甲」：含 或 不含。\n") == []
    assert messages("程度 甲：乙 < 丙。\n结论 甲：级别 甲。\n") == ["“甲”已在前面声明为程度"]


@pytest.mark.parametrize("alias", ["a", "poppy_plants", "a1", "b_"])
def test_good_aliases(alias: str) -> None:
    assert messages(f"事实 甲（{alias}）：布尔。\n") == []


@pytest.mark.parametrize(
    "alias", ["A", "甲", "_a", "a-b", "class", "lambda", "function", "true", "é"]
)
def test_bad_aliases(alias: str) -> None:
    _, problems = resolved(f"事实 甲（{alias}）：布尔。\n")
    wanted = [] if alias == "true" else [Code.E206]
    assert [problem.code for problem in problems] == wanted


# ---------------------------------------------------------------------------- heads, vocabularies


def compiled(*policies: str, vocabularies: tuple[str, ...] = ()) -> list[str]:
    texts = [SourceText(f"{k}.policy", text) for k, text in enumerate(policies)]
    words = [SourceText(f"词汇{k}.policy", text) for k, text in enumerate(vocabularies)]
    return [d.message for d in compile_texts("例", texts, words, source()).diagnostics]


def test_one_head_in_one_of_the_files() -> None:
    assert compiled("文件「甲」\n", "用例「乙」\n") == []
    assert compiled("用例「乙」\n", "文件「甲」\n") == []
    assert compiled("文件「甲」\n", "文件「乙」\n") == ["前面已有文件「甲」"]
    assert compiled("", "") == ["文件是空的"]
    assert compiled("事实 甲：布尔。\n") == ["文件开头没有写明是哪一份文件"]


def test_vocabularies_may_use_others_and_are_read_once() -> None:
    one = "词汇「一」\n  使用：词汇「二」。\n认定 甲：由 丙 认定。\n"
    two = "词汇「二」\n  使用：词汇「一」。\n认定 乙：由 丙 认定。\n结论 丁：布尔。\n"
    text = "文件「例」\n  使用：词汇「一」。\n第四条\n  甲，乙的，评定为 丁。\n"
    assert compiled(text, vocabularies=(one, two)) == []


def test_a_broken_vocabulary_matters_only_if_one_is_missing() -> None:
    good, broken = "词汇「一」\n认定 甲：由 丙 认定。\n", "词汇「二」\n认定 甲 由 丙 认定。\n"
    assert compiled("文件「例」\n  使用：词汇「一」。\n", vocabularies=(good, broken)) == []
    found = compiled("文件「例」\n  使用：词汇「二」。\n", vocabularies=(good, broken))
    assert found == ["词汇「二」不存在", "“甲”后面缺少“：”"]


def test_a_vocabulary_has_only_declarations() -> None:
    words = "词汇「一」\n接受 R01 第四条，理由「略」。\n第四条\n  甲的，评定为 乙。\n用例「丙」\n"
    text = "文件「例」\n  使用：词汇「一」。\n"
    assert compiled(text, vocabularies=(words,)) == [
        "词汇文件里不能写接受",
        "词汇文件里不能写条文的规定",
        "词汇文件里不能写用例",
    ]


# ---------------------------------------------------------------------------- what was meant


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("罂粟株数不少于5000株", "罂粟株数 不少于 5000株"),
        ("罂粟株数大于5000株", "罂粟株数 超过 5000株"),
        ("社会危害为严重", "社会危害 为 严重"),
        ("非已评定", "非 已评定"),
        ("符合第六条", "符合 第六条"),
        ("非符合第十条第二款", "非 符合 第十条第二款"),
        ("已评定且罂粟株数为3株或者重视", "已评定 且 罂粟株数 为 3株 或者 重视"),
        ("不得力", ""),
        ("罂粟株数", ""),
        ("群众反映强烈", ""),
        ("甲" * 100, ""),
    ],
)
def test_words_written_together(written: str, expected: str) -> None:
    names = ["罂粟株数", "已评定", "社会危害", "重视"]
    assert torn_apart(written, names, ["严重"]) == expected


def test_nearest_names() -> None:
    assert nearest("问题凸出", ["问题突出", "措施不力", "问题"]) == ["问题突出", "问题"]
    assert nearest("甲" * 100, ["甲" * 100]) == []
    assert nearest("甲", []) == []


# ---------------------------------------------------------------------------- how much is shown


def _problem(message: str, at: int, file: str = "例.policy") -> Diagnostic:
    return Diagnostic(Code.E201, message, Span(file, at, at + 1), help="改。")


def test_the_same_mistake_is_shown_once_with_its_places() -> None:
    (shown,) = shorten([_problem("甲", at) for at in (9, 1, 5, 7, 1)])
    assert shown.message == "甲（共 4 处）"
    assert shown.span is not None
    assert shown.span.start == 1
    assert [label.span.start for label in shown.labels] == [5, 7]


def test_what_is_left_out_is_counted_file_by_file() -> None:
    many = [_problem(f"甲{k}", k) for k in range(MOST_SHOWN + 3)]
    few = [_problem("乙", 0, "二.policy"), Diagnostic(Code.E001, "丙")]
    shown = shorten([*many, *few])
    assert len(shown) == MOST_SHOWN + 3
    assert shown[MOST_SHOWN].message == "例.policy 另有 3 处错误没有列出"
    assert shown[MOST_SHOWN].severity is Severity.NOTE
    assert [d.message for d in shown[-2:]] == ["乙", "丙"]


def test_the_order_is_that_of_the_text() -> None:
    shown = shorten([_problem("乙", 5), _problem("甲", 2), _problem("丙", 9)])
    assert [d.message for d in shown] == ["甲", "乙", "丙"]


def test_hints_stop_where_nobody_reads_them() -> None:
    report = Collector()
    assert report.hint(lambda: "甲", "乙") == "甲"
    assert report.hint(lambda: "", "乙") == "乙"
    report.found += [_problem("甲", 0)] * 100
    assert report.hint(lambda: "甲", "乙") == "乙"


@pytest.mark.parametrize(
    ("written", "reference", "obtained", "repealed"),
    [
        ("「旧办法」甲发〔2001〕1号", "甲发〔2001〕1号", True, False),
        ("「旧办法」甲发〔2001〕1号，未取得原文，已废止", "甲发〔2001〕1号", False, True),
        ("「旧办法」，未取得原文", "", False, False),
        ("「旧办法」未取得原文", "", False, False),
        ("「旧办法」已废止", "", True, True),
    ],
)
def test_an_upper_document_need_not_have_a_number(
    written: str, reference: str, obtained: bool, repealed: bool
) -> None:
    (upper,) = resolved(HEAD.rstrip("\n") + f"\n  上位文件：{written}。\n")[0].head.uppers
    assert upper.title == "旧办法"
    assert (upper.reference, upper.obtained, upper.repealed) == (reference, obtained, repealed)
