"""``policyc check``: accepted findings, acceptances that no longer hold, and --without-axioms."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.cli.test_check_between import LOWER, UPPER

Policyc = Callable[..., Result]
pytestmark = pytest.mark.z3

HEAD = """\
文件「小办法」
  施行：2020年1月1日。
级别 轻重（weight）：轻 < 中 < 重，依据 第一条。
结论 定级（graded）：级别 轻重，竞合 未规定，依据 第一条。
"""
PAIR = """\
事实 甲（a）：布尔，越高越重，依据 第一条。
事实 乙（b）：布尔，越高越重，依据 第二条。
第一条
  甲的，应当 将 定级 定为 重。
第二条
  乙的，应当 将 定级 定为 轻。
"""
THIRD = "事实 丙（c）：布尔，越高越重，依据 第三条。\n第三条\n  丙的，应当 将 定级 定为 中。\n"
ACCEPT = "接受 C01 第一条、第二条，理由「由局长酌定」。\n"
ONLY = ("--only", "C01,S03")


@pytest.fixture
def check(policyc: Policyc, workspace: Path) -> Callable[..., tuple[Result, dict[str, Any]]]:
    """Check a small document as text and as JSON."""
    (workspace / "小").mkdir()
    source = "第一条 甲的从重。\n第二条 乙的从轻。\n第三条 丙的从中。\n"
    (workspace / "小" / "source.txt").write_text(source, encoding="utf-8")

    def run(policy: str, *args: str) -> tuple[Result, dict[str, Any]]:
        (workspace / "小" / "policy.policy").write_text(policy, encoding="utf-8")
        options = args or ONLY
        shown = policyc("check", "小", *options)
        return shown, json.loads(policyc("check", "小", "--format", "json", *options).stdout)

    return run


Check = Callable[..., tuple[Result, dict[str, Any]]]


def test_an_accepted_finding_is_no_open_one(check: Check) -> None:
    before, _ = check(HEAD + PAIR)
    assert before.exit_code == 1 and "发现 1 个问题" in before.stdout
    result, data = check(HEAD + ACCEPT + PAIR)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "没有发现问题" in result.stdout and "[1]" not in result.stdout
    assert "已接受 1 个，不计入上面的问题" in result.stdout
    assert "C01 第一条、第二条" in result.stdout and "理由：由局长酌定" in result.stdout
    [finding] = data["findings"]
    assert finding["accepted"] == {"reason": "由局长酌定", "citation": "第一条、第二条"}
    assert data["summary"]["at_or_above"] == 0 and data["summary"]["accepted"] == 1


def test_the_fingerprint_is_the_one_that_is_shown(check: Check) -> None:
    result, data = check(HEAD + PAIR)
    mark = data["findings"][0]["fingerprint"]
    assert f"[1] C01 结论冲突  高 · 有反例 · 指纹 {mark[:8]}" in result.stdout
    assert data["findings"][0]["accepted"] is None
    accepted, _ = check(HEAD + ACCEPT.replace("，理由", f"，指纹 {mark[:8]}，理由") + PAIR)
    assert accepted.exit_code == 0


def test_a_fingerprint_outlives_the_name_of_the_folder(
    check: Check, policyc: Policyc, workspace: Path
) -> None:
    _, before = check(HEAD + PAIR)
    (workspace / "小").rename(workspace / "第二稿")
    after = json.loads(policyc("check", "第二稿", "--format", "json", *ONLY).stdout)
    marks = [data["findings"][0]["fingerprint"] for data in (before, after)]
    assert marks[0] == marks[1]
    [finding] = after["findings"]
    assert finding["documents"] == ["第二稿"]
    assert {cited["document"] for cited in finding["citations"]} == {"第二稿"}


def test_an_acceptance_that_matches_nothing_is_found(check: Check) -> None:
    result, data = check(HEAD + ACCEPT + PAIR.replace("将 定级 定为 轻", "将 定级 定为 重"))
    assert result.exit_code == 1
    assert [f["code"] for f in data["findings"]] == ["S03"]
    assert "“接受 C01 第一条、第二条”没有生效：现在没有 C01 这样的发现。" in result.stdout


def test_a_pair_that_joins_is_not_hidden(check: Check) -> None:
    result, data = check(HEAD + ACCEPT + PAIR + THIRD)
    assert result.exit_code == 1
    group, stale = data["findings"]
    assert (group["code"], len(group["parts"]), group["accepted"]) == ("C01", 3, None)
    sentence = f"接受 C01 第一条、第二条，指纹 {group['fingerprint'][:8]}，理由「由局长酌定」。"
    assert stale["code"] == "S03" and stale["suggestion"].endswith(sentence)
    # The sentence as it is given covers the whole group, until that changes.
    assert check(HEAD + sentence + PAIR + THIRD)[0].exit_code == 0
    changed, data = check(HEAD + sentence + PAIR)
    assert changed.exit_code == 1
    assert [f["accepted"] for f in data["findings"]] == [None, None]
    assert "问题与接受时不同了" in data["findings"][1]["message"]


def test_only_the_stale_ones(check: Check) -> None:
    """S03 by itself looks for what is accepted, and shows nothing else."""
    assert check(HEAD + ACCEPT + PAIR, "--only", "S03")[1]["findings"] == []
    _, data = check(HEAD + ACCEPT + PAIR + THIRD, "--only", "S03")
    assert [f["code"] for f in data["findings"]] == ["S03"]
    # What was not looked for is not judged.
    assert check(HEAD + ACCEPT + PAIR + THIRD, "--only", "G01")[1]["findings"] == []


def test_on_a_single_day_no_acceptance_is_missed(check: Check) -> None:
    head = HEAD.replace("2020年1月1日。\n", "2020年1月1日。\n  失效：2021年1月1日。\n")
    assert len(check(head + ACCEPT + PAIR)[1]["findings"]) == 1
    assert check(head + ACCEPT + PAIR, "--as-of", "2022-01-01", *ONLY)[1]["findings"] == []


def test_contradicting_axioms_make_no_acceptance_stale(check: Check) -> None:
    axioms = "常理「是」：甲 则 乙，理由「试」。\n常理「否」：非 乙 则 甲，非 甲，理由「试」。\n"
    axioms += "常理「非乙」：乙 则 非 乙，理由「试」。\n"
    _, data = check(HEAD + ACCEPT + PAIR + axioms)
    assert [f["code"] for f in data["findings"]] == ["D05"]


def test_either_document_of_a_stack_may_accept(policyc: Policyc, workspace: Path) -> None:
    def accepted(upper: str, lower: str) -> list[str]:
        for name, policy in (("省", UPPER.format(region="甲省") + upper), ("市", LOWER + lower)):
            (workspace / name).mkdir(exist_ok=True)
            (workspace / name / "policy.policy").write_text(policy, encoding="utf-8")
            source = "第一条 甲。\n第二条 乙。\n"
            (workspace / name / "source.txt").write_text(source, encoding="utf-8")
        args = ("check", "--stack", "省/市", "--only", "C08,S03", "--format", "json")
        data = json.loads(policyc(*args).stdout)
        return [f["code"] + (f["accepted"] or {}).get("reason", "") for f in data["findings"]]

    mark = "指纹 {}，理由「{}」。\n"
    data = accepted("", "")
    assert data == ["C08"]
    found = json.loads(policyc("check", "--stack", "省/市", "--format", "json").stdout)["findings"]
    [print_] = {f["fingerprint"][:8] for f in found if f["code"] == "C08"}
    assert accepted("", "接受 C08 第二条，" + mark.format(print_, "下")) == ["C08下"]
    assert accepted("", "接受 C08 第二条，关于 省，" + mark.format(print_, "下")) == ["C08下"]
    assert accepted("接受 C08 第一条，关于 市，" + mark.format(print_, "上"), "") == ["C08上"]
    stale = "接受 C08 第二条，关于 省，" + mark.format("ffffff", "下")
    assert accepted("", stale) == ["C08", "S03"]


def test_what_axioms_hide(check: Check) -> None:
    hiding = "常理「不并存」：甲 则 非 乙，依据 第一条。\n常理「无关」：乙 则 乙，理由「试」。\n"
    assert check(HEAD + PAIR + hiding)[1]["findings"] == []
    result, data = check(HEAD + PAIR + hiding, "--without-axioms", "--only", "C01")
    assert result.exit_code == 1
    assert "去掉 2 条常理以后，多出 1 个问题：高 1" in result.stdout
    assert "掩盖它的常理：“不并存”（第一条）" in result.stdout
    assert [f["hidden_by"] for f in data["findings"]] == [["不并存"]]


def test_axioms_that_hide_nothing(check: Check) -> None:
    result, _ = check(HEAD + PAIR, "--without-axioms", "--only", "C01")
    assert result.exit_code == 0 and "没有用到常理" in result.stdout
    axiom = "常理「无关」：乙 则 乙，理由「试」。\n"
    result, _ = check(HEAD + PAIR + axiom, "--without-axioms", "--only", "C01")
    assert result.exit_code == 0 and "常理没有掩盖什么" in result.stdout


def test_without_axioms_looks_at_documents_alone(policyc: Policyc) -> None:
    for args in (("--stack", "示例/示例"), ("--format", "html"), ("--format", "sarif")):
        result = policyc("check", "示例", "--without-axioms", *args)
        assert result.exit_code == 2 and "不能和" in result.stderr
