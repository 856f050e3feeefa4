from policyc.diagnostics import Code, Diagnostic, Label, Severity
from policyc.reports.diagnostics import diagnostic_to_json, diagnostics_to_text
from policyc.reports.layout import Screen
from policyc.source.columns import display_width
from policyc.source.text import SourceText

TEXT = SourceText("示例.policy", "文件「示例」\n第一条\n\t株树 不少于 10𠮷0株 的，应当。\n")
TEXTS = {TEXT.name: TEXT}


def show(diagnostic: Diagnostic, width: int = 100) -> str:
    return diagnostics_to_text([diagnostic], TEXTS, Screen(width))


def test_carets_stand_under_wide_characters() -> None:
    at = TEXT.text.index("株树")
    found = Diagnostic(
        Code.E201,
        "名称“株树”未声明",
        TEXT.span(at, at + 2),
        "是不是想写：“株数”？",
        labels=(Label(TEXT.span(2, 6), "在这个文件里"),),
    )
    assert show(found) == (
        "错误[E201] 示例.policy:3:2\n"
        "  名称“株树”未声明\n"
        "    3 │     株树 不少于 10𠮷0株 的，应当。\n"
        "      │     ^^^^\n"
        "  在这个文件里：示例.policy:1:3\n"
        "    1 │ 文件「示例」\n"
        "      │     ^^^^^^^^\n"
        "  怎么办：是不是想写：“株数”？\n"
    )


def test_without_a_place() -> None:
    found = Diagnostic(Code.E601, "有误", help="改。", severity=Severity.WARNING)
    assert show(found) == "警告[E601] 有误\n  怎么办：改。\n"


def test_a_place_in_a_text_that_was_not_kept() -> None:
    other = SourceText("别处", "甲")
    found = Diagnostic(Code.E201, "有误", other.span(0, 1))
    assert show(found) == "错误[E201] 别处\n  有误\n"
    assert diagnostic_to_json(found, TEXTS)["file"] == "别处"
    assert diagnostic_to_json(found, TEXTS)["line"] is None


def test_a_long_line_is_shown_around_the_place() -> None:
    text = SourceText("长.json", "中" * 500 + "x" + "文" * 500)
    for start in (0, 250, 500, 1000):
        found = Diagnostic(Code.E006, "有误", text.span(start, start + 1))
        shown = diagnostics_to_text([found], {text.name: text}, Screen(80)).split("\n")
        assert all(display_width(line) <= 80 for line in shown)
        line, carets = shown[2], shown[3]
        column = display_width(carets.split("^")[0])
        under = next(at for at in range(len(line)) if display_width(line[:at]) == column)
        assert line[under] == text.text[start]


def test_a_place_at_the_end_and_over_several_lines() -> None:
    end = len(TEXT.text)
    assert show(Diagnostic(Code.E102, "没写完", TEXT.span(end, end))).startswith(
        "错误[E102] 示例.policy:4:1\n"
    )
    several = show(Diagnostic(Code.E101, "有误", TEXT.span(0, 10)))
    assert "    1 │ 文件「示例」\n      │ ^^^^^^^^^^^^\n" in several


def test_json_counts_from_one_in_code_points_and_utf16() -> None:
    at = TEXT.text.index("0株")
    data = diagnostic_to_json(Diagnostic(Code.E302, "有误", TEXT.span(at, at + 1)), TEXTS)
    assert (data["line"], data["column"], data["utf16_column"]) == (3, 12, 13)
    assert data["code"] == "E302"
