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

from policyc.diagnostics import MOST_SHOWN, Diagnostic, has_errors
from policyc.driver.cases import run_cases
from policyc.driver.files import text_of
from policyc.driver.pipeline import Compiled, compile_texts
from policyc.reports.diagnostics import diagnostics_to_text, errors_to_json
from policyc.reports.layout import Screen
from policyc.source.text import SourceText, decode
from policyc.surface.grammar import field_names, keywords
from policyc.surface.scan import Word, scan

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
def words_at(document: str, name: str) -> tuple[Word, ...]:
    return tuple(scan(text_at(document, name).text))


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


# ---------------------------------------------------------------------------- damaged policies


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str, SourceText]:
    """A real file with one to six places damaged, by words or by characters."""
    document, name = draw(st.sampled_from(FILES))
    text = text_at(document, name).text
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3, 6]))):
        text = draw(st.sampled_from([_by_word, _by_character]))(draw, text, document, name)
    return document, name, SourceText(f"{document}/{name}", text)


def _by_word(draw: st.DrawFn, text: str, document: str, name: str) -> str:
    words = words_at(document, name)
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


def _by_character(draw: st.DrawFn, text: str, document: str, name: str) -> str:
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


@SLOW
@given(damaged())
def test_damaged_policies(damage: tuple[str, str, SourceText]) -> None:
    check(*damage)


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
    assert time.process_time() - begun < 2
