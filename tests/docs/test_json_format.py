"""The page on JSON names every key that the commands print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cases.documents import compile_text, policy_of

from policyc.cli.app import COMMANDS, app
from policyc.core.evaluate import evaluate
from policyc.core.flags import FlagCode
from policyc.core.reported import State
from policyc.driver.cases import run_cases
from policyc.lifecycle.history import Ground
from policyc.reports.cases import cases_to_json
from policyc.reports.evaluation_json import evaluation_to_json
from policyc.reports.facts import facts_to_json

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "json-format.md"
POLICY = """文件「甲县禁毒整治办法」
  使用：词汇「公共」。
读法「至」：含 或 不含，理由「没有写明」。
结论 措施：选项（通报、约谈），竞合 累加。
第四条
  罂粟株数 为 10株（含）至20株的，将 整治级别 定为 挂牌整治。
  措施不力的，将 措施 定为 通报。
  问题突出的，将 措施 定为 约谈。
用例「错」
  已知：其余 无害。
  应得：整治级别 为 挂牌整治。
"""


def keys_of(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key.isascii():
                yield key
            yield from keys_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys_of(value)


@pytest.mark.parametrize("what", ["eval", "facts", "test"])
def test_every_key_is_on_the_page(what: str) -> None:
    policy = policy_of(POLICY)
    if what == "eval":
        facts = {"罂粟株数": 20, "措施不力": True}
        data = evaluation_to_json(policy, evaluate(policy, facts))
    elif what == "facts":
        data = facts_to_json(policy)
    else:
        compiled = compile_text("例.policy", POLICY)
        assert compiled.document is not None
        data = cases_to_json(run_cases(compiled.document, policy), {})
    check_page(data)


def check_page(data: object) -> None:
    known = set(re.findall(r"`([a-z_0-9]+)`", PAGE.read_text("utf-8")))
    assert set(keys_of(data)) <= known, set(keys_of(data)) - known


@pytest.mark.parametrize(
    "arguments",
    [
        ("simulate", "hengyang-2018", "--events", "policies/hengyang-2018/events/demo.json"),
        ("tables", "hengyang-2018"),
        ("progress", "hengyang-2018", "--as-of", "2019-12-31"),
        ("compare", "kunming-2019", "jilin-2019-draft"),
        ("explain", "G01"),
        ("explain", "E203"),
        ("explain", "kunming-2019:第九条第二句"),
    ],
    ids=" ".join,
)
def test_every_key_of_a_command_is_on_the_page(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(app, [*arguments, "--format", "json"], catch_exceptions=False)
    data = json.loads(result.stdout)
    assert "errors" not in data
    check_page(data)


def test_the_state_words_are_on_the_page() -> None:
    page = PAGE.read_text("utf-8")
    assert [each.value for each in (*State, *Ground) if f"`{each.value}`" not in page] == []
    commands = [name for name in COMMANDS if not re.search(rf"`{name}`|^## {name}$", page, re.M)]
    assert set(commands) <= {"fmt", "build", "batch", "report", "ask", "serve"}


def test_every_code_of_a_note_is_on_the_page() -> None:
    page = PAGE.read_text("utf-8")
    assert all(f"`{code.name}`" in page for code in FlagCode)
