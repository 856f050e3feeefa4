"""The grammar: no hidden conflicts, one home for keywords, and every form of a word."""

from __future__ import annotations

import re

import pytest
from lark import Lark

from policyc.resources import grammar_dir
from policyc.source.text import SourceText, decode
from policyc.surface import nodes as n
from policyc.surface.from_text import Parsed, parse
from policyc.surface.grammar import (
    field_names,
    grammar_text,
    keyword_groups,
    keywords,
    parser,
    words_of,
)
from policyc.surface.scan import BAD, scan

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LITERAL = re.compile(r'"([^"\n]*)"')


def parsed(text: str) -> Parsed:
    return parse(SourceText("例.policy", text))


def file_of(text: str) -> n.PolicyFile:
    result = parsed(text)
    assert result.file is not None, [d.message for d in result.diagnostics]
    return result.file


def nodes_of(text: str) -> list[object]:
    return [placed.node for placed in file_of(text).placed]


def condition_of(written: str) -> n.Expr:
    """A condition as a rule has it."""
    (rule,) = nodes_of(f"第一条\n  {written}的，将 X 定为 Y。\n")
    assert isinstance(rule, n.Rule)
    assert rule.when is not None
    return rule.when


def words(text: str) -> list[tuple[str, str]]:
    return [(word.kind, word.text) for word in scan(text)]


def kinds(text: str) -> list[str]:
    return [word.kind for word in scan(text)]


# ---------------------------------------------------------------------------- the grammar itself


def test_it_builds_without_conflicts() -> None:
    """Lark settles conflicts silently; only strict says so (it needs interegular)."""
    Lark(
        grammar_text(),
        parser="lalr",
        lexer="basic",
        propagate_positions=True,
        strict=True,
    )


def test_no_keyword_is_stated_twice() -> None:
    groups = {rule: found for rule, found in keyword_groups().items() if rule != "keyword_choice"}
    stated = [word for found in groups.values() for word in found]
    assert sorted(stated) == sorted(set(stated))
    assert set(keyword_groups()["keyword_choice"]) <= set(stated)


def test_keywords_live_in_one_file() -> None:
    for name in ("policy.lark", "literals.lark"):
        text = re.sub(r"//.*", "", (grammar_dir() / name).read_text(encoding="utf-8"))
        strings = {found for found in _LITERAL.findall(text) if _CHINESE.search(found)}
        assert not strings & keywords(), name
    # What cites and numbers clauses is no keyword, nor are 的, 至 and 以上, which are never apart.
    text = re.sub(r"//.*", "", (grammar_dir() / "policy.lark").read_text(encoding="utf-8"))
    assert not _CHINESE.search(text)


def test_keyword_groups_are_those_of_lark() -> None:
    """Our reading of keywords.lark finds what lark finds."""
    terminals = {str(t.pattern.value) for t in parser().terminals if not t.name.isascii()}
    assert terminals == keywords()


def test_words_of_rules() -> None:
    assert words_of("_and_word", "_or_word") == ("且", "并且", "或者")
    assert field_names()[0] == "文号"


# ---------------------------------------------------------------------------- keywords and names


@pytest.mark.parametrize("word", sorted([*keywords(), *field_names()]))
def test_a_keyword_is_a_quoted_name(word: str) -> None:
    (fact,) = nodes_of(f"事实 「{word}」：布尔。\n")
    assert isinstance(fact, n.FactDecl)
    assert fact.name.text == word
    assert condition_of(f"「{word}」，非 「{word}」，「{word}」 为 「{word}」")


@pytest.mark.parametrize("word", sorted([*keywords(), *field_names()]))
def test_a_keyword_inside_a_longer_name_is_part_of_it(word: str) -> None:
    for name in (f"{word}力", f"甲{word}", f"甲{word}乙"):
        assert words(name) == [("NAME", name)]
        (fact,) = nodes_of(f"事实 {name}：布尔。\n")
        assert isinstance(fact, n.FactDecl)
        assert fact.name.text == name


@pytest.mark.parametrize("word", sorted(keywords()))
def test_a_keyword_alone_is_no_name(word: str) -> None:
    assert kinds(word) == [word]
    assert parsed(f"事实 {word}：布尔。\n").file is None


@pytest.mark.parametrize(
    "name",
    [
        "不得力",
        "不重视",
        "一〇五",
        "〇",
        "二〇一九年",
        "县禁毒委员会",
        "A级",
        "poppy_plants",
        "甲·乙",
        "省/市",
    ],
)
def test_names(name: str) -> None:
    assert words(name) == [("NAME", name)]


@pytest.mark.parametrize(
    "name", ["县（市）区", "甲，乙", "甲。", "2018年数", "《禁毒法》", "甲 乙", "甲!"]
)
def test_names_with_marks_are_quoted(name: str) -> None:
    assert words(f"「{name}」") == [("QUOTED", f"「{name}」")]
    assert words(name) != [("NAME", name)]


@pytest.mark.parametrize(
    "char", ["\u200b", "\ufeff", "\x07", "\u202e", "😀", "→", "≥", "！", ".", "”"]
)
def test_what_no_word_has(char: str) -> None:
    assert kinds(f"甲{char}乙") == ["NAME", BAD, "NAME"]


# ---------------------------------------------------------------------------- 的


@pytest.mark.parametrize(
    "after", ["，", ",", "：", ":", "；", ";", "。", "\n", " ，", "　。", "// 注", "除外"]
)
def test_de_ends_a_clause(after: str) -> None:
    assert kinds(f"甲的{after}")[:2] == ["NAME", "_DE"]
    assert kinds(f"5株的{after}")[:2] == ["QUANTITY", "_DE"]
    assert kinds(f"甲 的{after}")[:2] == ["NAME", "_DE"]


@pytest.mark.parametrize(
    "name", ["没有得到有效治理的地区", "的", "目的", "的的确确", "甲的（", "甲的、"]
)
def test_de_elsewhere_is_part_of_a_name(name: str) -> None:
    assert words(f"{name} 为")[0] == ("NAME", name.rstrip("（、"))


def test_de_may_stand_apart() -> None:
    glued = condition_of("甲 为 乙")
    (rule,) = nodes_of("第一条\n  甲 为 乙 的 ，将 X 定为 Y。\n")
    assert isinstance(rule, n.Rule)
    assert isinstance(rule.when, n.Comparison)
    assert isinstance(glued, n.Comparison)
    assert [v.text for v in rule.when.values if isinstance(v, n.Name)] == ["乙"]


def test_de_before_excepted() -> None:
    (rule,) = nodes_of("第一条\n  将 X 定为 Y，但 乙的除外。\n")
    assert isinstance(rule, n.Rule)
    assert isinstance(rule.exception, n.Bare)
    assert rule.exception.name.text == "乙"


# ---------------------------------------------------------------------------- half and full width


@pytest.mark.parametrize(
    ("full", "half"),
    [
        ("第一条：\n  （甲）的，将 X 定为 Y。\n", "第一条:\n  (甲)的,将 X 定为 Y。\n"),
        (
            "第一条\n  按 甲 将 乙 定为：一 3年；二 2年。\n",
            "第一条\n  按 甲 将 乙 定为:一 3年;二 2年。\n",
        ),
        ("级别 甲（a）：一 ＜ 二。\n", "级别 甲(a):一 < 二。\n"),
        (
            "第一条\n  甲 为 1株（含）至2株（不含）的，将 X 定为 Y。\n",
            "第一条\n  甲 为 1株(含)至2株(不含)的,将 X 定为 Y。\n",
        ),
        ("文件「甲」\n  文号：一〔2023〕1号。\n", "文件「甲」\n  文号:一〔2023〕1号。\n"),
        (
            "第一条\n  具有下列情形之一的，列为 甲：（一）乙；（二）丙。\n",
            "第一条\n  具有下列情形之一的,列为 甲:(一)乙;(二)丙。\n",
        ),
    ],
)
def test_half_width_marks_are_equal(full: str, half: str) -> None:
    normal = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "<": "＜"}
    table = str.maketrans(normal)
    assert [(kind, text.translate(table)) for kind, text in words(full)] == [
        (kind, text.translate(table)) for kind, text in words(half)
    ]
    assert file_of(full) is not None
    assert file_of(half) is not None


# ---------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    "written",
    [
        "123",
        "１２３",
        "١٢٣",
        "0.2%",
        "０．２％",
        "1:20",
        "1：20",
        "50%",
        "10000株",
        "1,200株",
        "1,200,000株",
        "3年",
        "2019年5月30日",
        "100平方米",
    ],
)
def test_quantities_are_one_word(written: str) -> None:
    assert words(written) == [("QUANTITY", written)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("5000株（含）至10000株", ["QUANTITY", "_LPAR", "含", "_RPAR", "_TO", "QUANTITY"]),
        ("5000株 至 10000株", ["QUANTITY", "_TO", "QUANTITY"]),
        ("5000株至 １０株", ["QUANTITY", "_TO", "QUANTITY"]),
        ("10000株及以上的，", ["QUANTITY", "BOUND", "_DE", "_COMMA"]),
        ("10000株 以下。", ["QUANTITY", "BOUND", "_PERIOD"]),
        ("3个以上（含）", ["QUANTITY", "BOUND", "_LPAR", "含", "_RPAR"]),
        ("10日以内，", ["QUANTITY", "BOUND", "_COMMA"]),
        ("3年//注", ["QUANTITY"]),
        ("5000株的，", ["QUANTITY", "_DE", "_COMMA"]),
        ("1,20株", ["QUANTITY", "_COMMA", "QUANTITY"]),
    ],
)
def test_what_follows_a_quantity(written: str, expected: list[str]) -> None:
    assert kinds(written) == expected


@pytest.mark.parametrize("written", ["至少", "以上级别", "及以上人员", "以内部"])
def test_boundary_words_are_whole_words(written: str) -> None:
    assert len(kinds(written)) == 1
    assert kinds(written) in (["NAME"], [written])


# ---------------------------------------------------------------------------- citations, headings


@pytest.mark.parametrize(
    "citation",
    [
        "第八条",
        "第一百零五条",
        "第10条",
        "第八条第一款",
        "第八条第四项",
        "第八条第（四）项",
        "第八条第(四)项",
        "第八条（四）",
        "第八条第一款第（四）项",
        "第八条第（四）项第2目",
        "第九条第二句",
        "第十条第二款第一句",
        "附件 第十三条",
        "附件第十三条第一款",
        "附件2 第一条",
        "四（二）1",
        "四（二）",
    ],
)
def test_citations_are_one_word(citation: str) -> None:
    assert words(f"依据 {citation}。")[1] == ("CITATION", citation)
    (fact,) = nodes_of(f"事实 甲：布尔，依据 {citation}、{citation}至{citation}。\n")
    assert isinstance(fact, n.FactDecl)
    basis = fact.attributes[0].basis
    assert basis is not None
    assert [part.first.text for part in basis.citations] == [citation, citation]


def test_citation_ranges() -> None:
    (fact,) = nodes_of(
        "事实 甲：布尔，依据 第六条至第八条、第十条第二款（一）至（六）、七 至 九。\n"
    )
    assert isinstance(fact, n.FactDecl)
    basis = fact.attributes[0].basis
    assert basis is not None
    assert [(p.first.text, p.last.text if p.last else "") for p in basis.citations] == [
        ("第六条", "第八条"),
        ("第十条第二款（一）", "（六）"),
        ("七", "九"),
    ]


@pytest.mark.parametrize("name", ["第九条所列情形", "第六条规定的情形", "被第六条列入"])
def test_a_citation_inside_a_name_is_part_of_it(name: str) -> None:
    assert words(f" {name}") == [("NAME", name)]


@pytest.mark.parametrize(
    "heading", ["第六条", "第一百零五条", "附件 第十三条", "四（二）1", "七", "附件 四"]
)
def test_headings_stand_at_the_margin(heading: str) -> None:
    for end in ("\n", "：\n", ":\n", "  \n", " // 注\n", ""):
        assert kinds(f"{heading}{end}")[0] == "HEADING", end
    assert kinds(f" {heading}\n")[0] != "HEADING"
    assert kinds(f"\n\n{heading}\n")[0] == "HEADING"


def test_a_citation_at_the_margin_of_a_sentence_is_no_heading() -> None:
    assert kinds("第九条 优先于 第六条。") == ["CITATION", "优先于", "CITATION", "_PERIOD"]
    assert kinds("第十条第二款 优先于 第六条。")[0] == "CITATION"
    assert kinds("第九条：第十条 优先于 第六条。")[0] == "HEADING"


def test_units() -> None:
    for label in ("第一款", "第二句", "第（一）项", "第一项"):
        assert kinds(f"{label}：") == ["UNIT_LABEL", "_COLON"]
        assert kinds(f" {label}\n") == ["UNIT_LABEL"]
        assert kinds(f"{label}所列") != ["UNIT_LABEL"]


# ---------------------------------------------------------------------------- layout


def test_comments_and_blanks() -> None:
    text = "// 一\n事实 甲：布尔。//二\n\n　事实\u00a0乙：\t整数，// 三\n   单位 株。 // 四"
    assert len(nodes_of(text)) == 2


def test_a_comment_does_not_end_at_a_quote() -> None:
    assert len(nodes_of("事实 甲：布尔，含义「//不是注释」。// 「注释\n事实 乙：布尔。\n")) == 2


def test_addresses_in_a_head_are_no_comments() -> None:
    file = file_of("文件「甲」\n  原文：https://example.org/a//b  // 注释\n  文号：一号。// 注释\n")
    assert [field.value.text for field in file.fields] == ["https://example.org/a//b", "一号"]


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n\n", " ", "// 注"])
def test_the_end_of_a_file(end: str) -> None:
    source = decode("例.policy", f"事实 甲：布尔。{end}".encode())
    assert isinstance(source, SourceText)
    assert parse(source).file is not None


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_byte_order_mark_and_line_ends(mark: bytes, newline: str) -> None:
    lines = ["文件「甲」", "  文号：一号。", "第六条", "  第一款", "    甲的，将 X 定为 Y。", ""]
    source = decode("例.policy", mark + newline.join(lines).encode())
    assert isinstance(source, SourceText)
    (placed,) = parse(source).file.placed  # type: ignore[union-attr]
    assert placed.heading is not None
    assert placed.heading.text == "第六条"
    assert placed.paragraph is not None


def test_words_cover_the_text() -> None:
    text = "第六条\n  甲 为 乙 // 注\n  的，将 X 定为 「丙」。？"
    found = scan(text)
    assert [text[w.start : w.end] for w in found] == [w.text for w in found]
    assert [w.text for w in found if w.first] == ["第六条", "甲", "的"]
    assert [w.text for w in found if w.margin] == ["第六条"]
