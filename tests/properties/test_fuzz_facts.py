"""Any facts file, any --fact, any reading or date: an evaluation or diagnostics, never an exception."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from tests.cases.documents import policy_of

from policyc.cli.app import app
from policyc.core.evaluate import evaluate
from policyc.core.norms import Policy
from policyc.diagnostics import Diagnostic, shorten
from policyc.driver.facts_file import bind_entries, read_entries
from policyc.driver.files import text_of
from policyc.reports.diagnostics import diagnostics_to_text, errors_to_json
from policyc.reports.evaluation_json import evaluation_to_json
from policyc.reports.evaluation_text import evaluation_to_text
from policyc.reports.json_text import json_text
from policyc.reports.layout import Screen

pytestmark = pytest.mark.long

SCREEN = Screen(width=60)
EXAMPLE = str(Path(__file__).parents[2] / "docs" / "examples" / "rural-water")


@cache
def policy() -> Policy:
    """One fact of each type, a ratio and a range among the conditions."""
    return policy_of("""文件「甲县禁毒整治办法」
  使用：词汇「公共」。
读法「至」：含 或 不含，理由「没有写明」。
事实 配比（ratio）：小数，不少于 0，不超过 1。
常理「不力则问题」：措施不力 则 问题突出，理由「示例」。
第二条
  第一句：问题突出 应有 整治级别。
第四条
  罂粟株数 为 10株（含）至20株，知晓率 低于 95%，配比 不满 1:20，起算日 晚于 2020年1月1日的，
    将 整治级别 定为 挂牌整治。
  社会危害 为 严重，省级级别 为 重点关注，处理方式 为 警告，措施不力的，将 整治级别 定为 通报警示。
第五条
  第一款：按 整治级别 将 整治期限 定为：挂牌整治 3年；通报警示 2年。
""")


def check(data: bytes, rest_harmless: bool = False) -> None:
    """What holds of the bytes of any facts file."""
    text = text_of("案.json", data)
    if isinstance(text, Diagnostic):
        assert text.help
        return
    entries, problems = read_entries(text)
    facts, found = bind_entries(policy(), entries, rest_harmless=rest_harmless)
    problems = [*problems, *found]
    assert all(problem.help for problem in problems)
    problems = list(shorten(problems))
    shown = diagnostics_to_text(problems, {text.name: text}, SCREEN)
    shown += json_text(errors_to_json(problems, {text.name: text}))
    if not problems:
        result = evaluate(policy(), facts)
        shown += evaluation_to_text(policy(), result, SCREEN)
        shown += json_text(evaluation_to_json(policy(), result))
    assert shown.encode("utf-8")


NAMES = st.sampled_from(
    [*(fact.name for fact in policy().facts), *(f.alias for f in policy().facts), "整治级别", ""]
)
WORDS = st.sampled_from(
    [
        *("是", "否", "未知", "null", "挂牌整治", "严重", "警告", "2020-01-01", "2020年2月30日"),
        *("1:20", "1:0", "0/0", "1/3", "三分之一", "九" * 60, "-5株", "1万株", "５０％", "1e400"),
        *("9999999999999999999999年1月1日", "\ud83d", "\x00", "\u202e", "%", "株", "²", "①", "٣"),
        *("百", "百分之", "１，０００", "−1", "NaN", "inf", "0x10", "1_000", "..", "至", "95%%"),
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**30, 10**45)
    | st.floats()
    | WORDS
    | st.text(max_size=12)
    | st.text(st.characters(categories=["Cs", "Cc", "Nd", "No", "Cf"]), max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=3,
)
NUMBERS = st.sampled_from(
    ["1e99999999999", "-1e-99999", "1" * 5000, "1." + "1" * 5000, "1e5", "-0", "-0.0", "1E+2",
     "0.1", "1e-40", "1e41", "01", "1.", ".5", "+1", "Infinity", "-NaN"]
)  # fmt: skip
SURROGATES = st.text(st.characters(), max_size=3).map(
    lambda text: text + "\ud800"
)  # a lone one, as no valid file has it


@given(
    st.dictionaries(NAMES | st.text(max_size=4) | SURROGATES, VALUES, max_size=5),
    st.booleans(),
    st.booleans(),
)
def test_any_json(data: dict[str, object], ascii_only: bool, rest_harmless: bool) -> None:
    written = json.dumps(data, ensure_ascii=ascii_only)
    check(written.encode("utf-8", "surrogatepass"), rest_harmless)


@given(NAMES, NUMBERS | VALUES.map(json.dumps))
def test_any_number(name: str, written: str) -> None:
    check(f'{{"{name}": {written}}}'.encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=80) | st.text(max_size=60).map(lambda text: text.encode("utf-16")))
def test_any_bytes(data: bytes) -> None:
    check(data)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 200_000,
        b'{"a": ' * 100_000,
        b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a": "' + b"\xe4\xb8\x80" * 3_400_000 + b'"}',
        b'{"\\ud800": 1}',
        b'{"a": "\\udfff\\ud800"}',
        b"{" + b'"a": 1,' * 2000 + b'"a": 1}',
        b'{"a": 1' + b"0" * 20_000 + b"}",
        b"\xef\xbb\xbf{}",
        b'{"a": "\x00"}',
        b"\x00" * 100,
        b"\xff\xfe{\x00}\x00",
    ],
    ids=lambda data: repr(data[:12]),
)
def test_hostile_bytes(data: bytes) -> None:
    check(data)


# ---------------------------------------------------------------------------- the command line

TYPED = st.text(st.characters(exclude_characters="\x00", exclude_categories=[]), max_size=20)


@given(
    pairs=st.lists(st.tuples(NAMES | TYPED, WORDS | TYPED), max_size=3),
    reading=st.none() | st.just("至=含") | TYPED,
    day=st.none() | st.dates().map(date.isoformat) | TYPED,
)
@example(pairs=[("罂粟株数", "1万株")], reading="至=含", day="0001-01-01")
@example(pairs=[("\udc80", "\udcff")], reading="\udc80=\udcff", day="\udcff")
def test_any_command_line(
    pairs: list[tuple[str, str]], reading: str | None, day: str | None
) -> None:
    arguments = ["eval", EXAMPLE, "--format", "json"]
    arguments += [part for name, value in pairs for part in ("--fact", f"{name}={value}")]
    arguments += [] if reading is None else ["--reading", reading]
    arguments += [] if day is None else ["--as-of", day]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code in (0, 2), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), arguments
    assert "Traceback" not in result.output
