"""Any text, any bytes, any damage to the real policies: diagnostics or a policy, never an exception.

Everything runs in memory through the driver: decode, parse, resolve, lower, cases, rendering.
"""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cases.documents import compile_text, render

from policyc.diagnostics import MOST_SHOWN, Diagnostic, has_errors
from policyc.driver.cases import run_cases
from policyc.driver.compiled import Compiled
from policyc.driver.files import text_of
from policyc.driver.passes import compile_texts
from policyc.reports.diagnostics import diagnostics_to_text, errors_to_json
from policyc.reports.layout import Screen
from policyc.source.text import SourceText, decode
from policyc.surface.grammar import field_names, keywords
from policyc.surface.scan import Word, scan

pytestmark = pytest.mark.long

POLICIES = Path(__file__).resolve().parents[2] / "policies"
DOCUMENTS = ("kunming-2019", "jilin-2019-draft")
FILES = tuple(
    (document, name) for document in DOCUMENTS for name in ("policy.policy", "cases.policy")
)
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
FEW = settings(SLOW, max_examples=max(1, settings().max_examples // 2))


@cache
def text_at(*parts: str) -> SourceText:
    found = decode("/".join(parts), POLICIES.joinpath(*parts).read_bytes())
    assert isinstance(found, SourceText)
    return found


@cache
def words_of(text: str) -> tuple[Word, ...]:
    return tuple(scan(text))


def compiled(document: str, name: str, written: SourceText) -> Compiled:
    """A real document with one of its files replaced."""
    others = ("policy.policy", "cases.policy")
    texts = [written if other == name else text_at(document, other) for other in others]
    vocabulary = text_at("vocabulary", "anti-drug.policy")
    return compile_texts(document, texts, [vocabulary], text_at(document, "source.txt"))


def check(document: str, name: str, written: SourceText | Diagnostic) -> None:
    """What holds of any input at all."""
    if isinstance(written, Diagnostic):
        assert written.help
        return
    result = compiled(document, name, written)
    assert (result.policy is None) == has_errors(result.diagnostics)
    problems = list(result.diagnostics)
    if result.policy is not None:
        assert result.document is not None
        for outcome in run_cases(result.document, result.policy):
            problems += outcome.problems
    texts = {text.name: text for text in (written, text_at("vocabulary", "anti-drug.policy"))}
    texts |= {f"{document}/{other}": text_at(document, other) for _, other in FILES}
    texts[written.name] = written
    shown_of: dict[str, int] = {}
    for problem in result.diagnostics:
        assert problem.help
        for span in (problem.span, *(label.span for label in problem.labels)):
            if span is None:
                continue
            assert 0 <= span.start <= span.end <= len(texts[span.file].text), problem
        file = problem.span.file if problem.span is not None else ""
        shown_of[file] = shown_of.get(file, 0) + 1
    assert all(count <= MOST_SHOWN for file, count in shown_of.items() if file)
    assert diagnostics_to_text(problems, texts, Screen(width=60)) is not None
    assert errors_to_json(problems, texts) is not None


# ---------------------------------------------------------------------------- any text

PIECES = sorted([*keywords(), *field_names()])
_PIECE = st.sampled_from(
    [
        *PIECES,
        *"，。：；、（）〔〕「」<的至,.()\n\n\n  ",
        "第六条",
        "第一款",
        "（一）",
        "5000株",
        "甲",
        "乙",
        "以上",
    ]
)
_SOUP = st.lists(_PIECE, max_size=60).map(" ".join)
_GLUED = st.lists(_PIECE, max_size=60).map("".join)
_HEADED = _SOUP.map(lambda text: f"文件「甲」\n  使用：词汇「禁毒重点整治」。\n{text}")
_ANY = st.text(max_size=200)


@SLOW
@given(text=st.one_of(_ANY, _SOUP, _GLUED, _HEADED))
def test_any_text(text: str) -> None:
    check("kunming-2019", "policy.policy", SourceText("例.policy", text))


@SLOW
@given(
    data=st.one_of(
        st.binary(max_size=200), _SOUP.map(str.encode), _ANY.map(lambda t: t.encode("utf-16"))
    )
)
def test_any_bytes(data: bytes) -> None:
    check("kunming-2019", "policy.policy", text_of("例.policy", data))


@SLOW
@given(text=st.one_of(_SOUP, _ANY))
def test_any_source(text: str) -> None:
    """The policy is good and its source text is something else."""
    policy, vocabulary = (
        text_at("kunming-2019", "policy.policy"),
        text_at("vocabulary", "anti-drug.policy"),
    )
    result = compile_texts("例", [policy], [vocabulary], SourceText("source.txt", text))
    assert result.policy is None
    assert result.diagnostics


# ---------------------------------------------------------------------------- numbers and depth

_NUMBER = st.sampled_from(
    [
        *(
            "9" * 5000,
            "一" * 5000,
            "1" + "0" * 39,
            "1/0",
            "0/0",
            "1:0",
            "1：2：3",
            "1/3",
            "三分之零",
        ),
        *(
            "百",
            "万",
            "二百五",
            "1万5",
            "1万5千",
            "1.5万",
            "12亿",
            "9999亿亿",
            "三成",
            "十余",
            "近百",
            "1,0",
        ),
        *(
            "1e400",
            "٣",
            "①",
            "½",
            "²",
            "一点",
            "点五",
            "95",
            "95%",
            "95%%",
            "百分之",
            "0.95",
            "1.",
            "1..2",
        ),
        *("2020年1月1日", "0000年1月1日", "99999年1月1日", "2020-13-01", "2020年1月1日到2月1日"),
    ]
)
_AFTER = st.sampled_from(
    [
        "",
        "株",
        "次",
        "%",
        "个",
        "以上",
        "株以上",
        "株及以下",
        "至",
        "到",
        "-",
        "~",
        "（含）",
        "以上不满",
    ]
)
_NAMED = st.sampled_from(
    ["罂粟株数", "专职人员与吸毒人员之比", "省级整治级别", "期限届满", "整治期限"]
)
_COMPARED = st.sampled_from(["为", "不少于", "不满", "超过", "恰为", "", "为 甲 或"])


@SLOW
@given(
    st.lists(st.tuples(_NAMED, _COMPARED, _NUMBER, _AFTER, _NUMBER, _AFTER), min_size=1, max_size=4)
)
def test_any_number(parts: list[tuple[str, ...]]) -> None:
    conditions = "，".join(f"{name} {word} {''.join(rest)}" for name, word, *rest in parts)
    text = (
        "文件「甲」\n  使用：词汇「禁毒重点整治」。\n事实 罂粟株数：整数，单位 株，不少于 0。\n"
        "事实 期限届满：日期。\n事实 专职人员与吸毒人员之比：小数。\n"
        f"第六条\n  {conditions}的，将 整治级别 定为 挂牌整治。\n"
    )
    check("kunming-2019", "policy.policy", SourceText("例.policy", text))


_RULE = "文件「甲」\n第六条\n  {}的，将 整治级别 定为 挂牌整治。\n"
HOSTILE = {
    "brackets": _RULE.format("（" * 5000 + "甲" + "）" * 5000),
    "open brackets": _RULE.format("（" * 20_000),
    "negations": _RULE.format("非 " * 5000 + "甲"),
    "joined": _RULE.format(" 且 ".join(["甲"] * 5000)),
    "alternating": _RULE.format(" 且 ".join(["（甲 或者 乙"] * 2000) + "）" * 2000),
    "listed": _RULE.format("并列（" * 3000 + "甲、乙" + "）" * 3000),
    "values": _RULE.format("甲 为 " + " 或 ".join(["乙"] * 5000)),
    "exceptions": _RULE.format("甲")[:-2] + "，但 乙的除外" * 3000 + "。\n",
    "quotes": "文件「" + "「" * 5000,
    "range": "文件「甲」\n认定 甲：依据 第一条至第99999999条、" + "第一条、" * 5000 + "第一条。\n",
    "article": "文件「甲」\n第" + "九" * 5000 + "条\n  宣示。\n",
    "nul": "文件「甲」\x00\n第六条\n",
    "line": "文件「甲」\n" + "甲" * 400_000,
    "fields": "文件「甲」\n" + "  文号：甲。\n" * 5000,
    "cases": "用例「甲」\n" * 5000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_texts(what: str) -> None:
    begun = time.process_time()
    check("kunming-2019", "policy.policy", SourceText("例.policy", HOSTILE[what]))
    assert time.process_time() - begun < 12  # a few seconds here; what is not linear takes minutes


# ---------------------------------------------------------------------------- damaged policies


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str, SourceText]:
    """A real file with one to six places damaged, by words or by characters."""
    document, name = draw(st.sampled_from(FILES))
    text = text_at(document, name).text
    return document, name, SourceText(f"{document}/{name}", _damage(draw, text))


def _damage(draw: st.DrawFn, text: str) -> str:
    words = words_of(text)
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3, 6]))):
        by_word = bool(words) and draw(st.booleans())
        text = _by_word(draw, text, words) if by_word else _by_character(draw, text)
    return text


def _by_word(draw: st.DrawFn, text: str, words: tuple[Word, ...]) -> str:
    one = words[draw(st.integers(0, len(words) - 1))]
    other = words[draw(st.integers(0, len(words) - 1))]
    if text[one.start : one.end] != one.text:
        return text  # an earlier damage moved it
    before, after = text[: one.start], text[one.end :]
    match draw(st.sampled_from(["delete", "double", "replace", "insert", "swap", "glue", "cut"])):
        case "delete":
            return before + after
        case "double":
            return f"{before}{one.text} {one.text}{after}"
        case "replace":
            return f"{before}{draw(st.one_of(_PIECE, st.just(other.text)))}{after}"
        case "insert":
            return f"{before}{draw(_PIECE)} {one.text}{after}"
        case "swap" if one.end <= other.start and text[other.start : other.end] == other.text:
            between = text[one.end : other.start]
            return f"{before}{other.text}{between}{one.text}{text[other.end :]}"
        case "glue":
            return before.rstrip() + one.text + after.lstrip()
        case "cut":
            return before
        case _:
            return text


def _by_character(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    end = min(len(text), at + draw(st.sampled_from([1, 1, 2, 20, 400])))
    match draw(st.sampled_from(["delete", "insert", "double", "reverse"])):
        case "delete":
            return text[:at] + text[end:]
        case "insert":
            return text[:at] + draw(st.one_of(st.characters(), st.text(max_size=5))) + text[at:]
        case "double":
            return text[:end] + text[at:end] + text[end:]
        case _:
            return text[:at] + text[at:end][::-1] + text[end:]


SMALL = tuple(sorted((Path(__file__).parents[1] / "cases").glob("**/*.policy")))
"""Each kind of sentence and declaration, and each mistake, in a few lines."""


@st.composite
def damaged_small(draw: st.DrawFn) -> SourceText:
    """A small file, or two run together, with some places damaged."""
    chosen = draw(st.lists(st.sampled_from(SMALL), min_size=1, max_size=2))
    text = "\n".join(path.read_text("utf-8") for path in chosen)
    return SourceText("例.policy", _damage(draw, text))


@SLOW
@given(damaged_small())
def test_damaged_small_files(written: SourceText) -> None:
    result = compile_text(written.name, written.text)
    assert (result.policy is None) == has_errors(result.diagnostics)
    problems = list(result.diagnostics)
    if result.policy is not None and result.document is not None:
        for outcome in run_cases(result.document, result.policy):
            problems += outcome.problems
    assert all(problem.help for problem in problems)
    assert render(problems, written) is not None


@SLOW
@given(damaged())
def test_damaged_policies(damage: tuple[str, str, SourceText]) -> None:
    check(*damage)


@st.composite
def damaged_source(draw: st.DrawFn) -> tuple[str, SourceText]:
    """The text that a policy encodes, changed behind its back."""
    document = draw(st.sampled_from(DOCUMENTS))
    text = text_at(document, "source.txt").text
    for _ in range(draw(st.integers(1, 4))):
        text = _by_character(draw, text)
    return document, SourceText(f"{document}/source.txt", text)


@FEW
@given(damaged_source())
def test_damaged_sources(damage: tuple[str, SourceText]) -> None:
    document, source = damage
    policies = [text_at(document, name) for name in ("policy.policy", "cases.policy")]
    vocabulary = text_at("vocabulary", "anti-drug.policy")
    result = compile_texts(document, policies, [vocabulary], source)
    assert (result.policy is None) == has_errors(result.diagnostics)
    texts = {each.name: each for each in (*policies, vocabulary, source)}
    assert diagnostics_to_text(result.diagnostics, texts, Screen(width=60)) is not None


@FEW
@given(st.data())
def test_half_a_file(data: st.DataObject) -> None:
    """A file cut anywhere: what is left is read, and at most its last sentence is complained of."""
    document, name = data.draw(st.sampled_from(FILES))
    text = text_at(document, name).text
    at = data.draw(st.integers(0, len(text)))
    check(document, name, SourceText(f"{document}/{name}", text[:at]))


@FEW
@given(st.data())
def test_shuffled_lines(data: st.DataObject) -> None:
    document, name = data.draw(st.sampled_from(FILES))
    lines = text_at(document, name).text.split("\n")
    chosen = data.draw(st.lists(st.sampled_from(lines), max_size=80))
    check(document, name, SourceText(f"{document}/{name}", "\n".join(chosen)))


# ---------------------------------------------------------------------------- time


@pytest.mark.parametrize(("document", "name"), FILES)
def test_many_damages_take_no_time(document: str, name: str) -> None:
    """200 kB of a real file, every seventh character gone."""
    text = text_at(document, name).text
    text = "".join(char for at, char in enumerate(text) if at % 7)
    text *= 200 * 1024 // len(text.encode()) + 1
    begun = time.process_time()
    check(document, name, SourceText(f"{document}/{name}", text))
    assert (
        time.process_time() - begun < 6
    )  # less than a second here; what is not linear takes minutes
