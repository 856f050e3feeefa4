import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from policyc.cli.app import app

GOLDEN = Path(__file__).parent / "golden"
Policyc = Callable[..., Result]
Golden = Callable[[Path, str], None]

TEXTS = {
    "decided": ["--fact", "株数=50", "--fact", "重点地区=否", "--rest", "harmless"],
    "conflict": [
        *("--fact", "株数=10000", "--fact", "重点地区=是", "--fact", "反映强烈=是"),
        *("--rest", "harmless", "--reading", "至=含"),
    ],
    "divergent": [
        *("--fact", "株数=10000", "--fact", "listed=true", "--fact", "省级级别=挂牌整治"),
        *("--fact", "反映强烈=true", "--fact", "验收合格=true", "--rest", "harmless"),
    ],
    "unknown": ["--fact", "株数=50株", "--fact", "重点地区=是", "--fact", "反映强烈=是"],
    "gap": ["--fact", "重点地区=是", "--rest", "harmless", "--as-of", "2019年1月1日"],
    "nothing": [],
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(policyc: Policyc, golden: Golden, name: str) -> None:
    result = policyc("eval", "示例", *TEXTS[name])
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    golden(GOLDEN / "eval" / f"{name}.txt", result.stdout)


def outcomes(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    return {outcome["name"]: outcome for outcome in json.loads(result.stdout)["outcomes"]}


def test_json_has_the_agreed_shape(policyc: Policyc, workspace: Path) -> None:
    facts = {"株数": 10000, "listed": True, "反映强烈": True, "省级级别": "挂牌整治"}
    (workspace / "案.json").write_text(json.dumps(facts), encoding="utf-8")
    found = outcomes(
        policyc(
            *("eval", "示例", "--facts", "案.json", "--rest", "harmless"),
            *("--reading", "至=含", "--format", "json"),
        )
    )
    tier = found["级别评定"]
    assert (tier["kind"], tier["subject"], tier["alias"]) == ("冲突", "地区", "tier")
    assert tier["value"] == ["挂牌整治", "通报警示"]
    assert [(n["citation"], n["force"], n["defeated_by"]) for n in tier["norms"]] == [
        ("第三条", True, []),
        ("第四条", True, []),
        ("第五条", False, ["第六条"]),
        ("第六条", True, []),
    ]
    assert tier["norms"][0]["quote"] == "非法种植毒品原植物10000株以上的，应当挂牌整治。"
    assert tier["readings"] == {"至": "含"}
    assert tier["permitted"] == tier["missing"] == tier["flags"] == []
    assert [(u["readings"], u["kind"], u["value"]) for u in tier["by_reading"]] == [
        ({"直接": "替代本级评定"}, "定", "挂牌整治"),
        ({"直接": "作为下限"}, "定", "挂牌整治"),
        ({"直接": "仅免程序"}, "冲突", ["挂牌整治", "通报警示"]),
    ]
    assert found["通知"]["value"] == ["通报单位", "约谈负责人"]
    assert found["期满处置"]["kind"] == "不适用"
    assert found["期满处置"]["value"] is None


def test_json_of_unknown_discretion_and_divergence(policyc: Policyc) -> None:
    common = ("eval", "示例", "--format", "json")
    found = outcomes(policyc(*common, "--fact", "重点地区=是", "--fact", "株数=50"))
    assert found["级别评定"]["kind"] == "未知"
    missing = {m["fact"]: m for m in found["级别评定"]["missing"]}
    assert missing["知晓率"] == {
        "fact": "知晓率",
        "alias": "awareness",
        "type": "百分比",
        "determined_by": "统计局",
        "reason": "",
    }
    found = outcomes(policyc(*common, "--fact", "验收合格=true", "--rest", "harmless"))
    assert found["期满处置"]["kind"] == "裁量"
    assert found["期满处置"]["permitted"] == ["取消整治", "维持现状"]
    found = outcomes(policyc(*common, "--fact", "株数=10000", "--rest", "harmless"))
    assert found["级别评定"]["kind"] == "读法分歧"
    assert found["级别评定"]["value"] is None
    uncertain = [n["citation"] for n in found["级别评定"]["norms"] if n["force"] is None]
    assert uncertain == ["第四条"]


def test_certain_part_of_a_cumulative_outcome(policyc: Policyc) -> None:
    found = outcomes(policyc("eval", "示例", "--format", "json"))
    assert found["通知"]["kind"] == "未知"
    assert "certain" not in found["通知"]


def test_facts_from_standard_input_and_overriding(policyc: Policyc) -> None:
    result = policyc(
        *("eval", "示例", "--facts", "-", "--fact", "株数=20000", "--rest", "无害"),
        *("--format=json",),
        stdin='{"plants": 1, "重点地区": "是", "知晓率": "95.5%"}',
    )
    assert outcomes(result)["级别评定"]["value"] == "挂牌整治"


@pytest.mark.parametrize(
    "written", ["株数=12000株", "株数=１２０００", "plants=12000", "株数＝12000"]
)
def test_ways_to_write_a_fact(policyc: Policyc, written: str) -> None:
    result = policyc(
        *("eval", "示例", "--fact", written, "--fact", "重点地区=true"),
        *("--rest", "harmless", "--format", "json"),
    )
    assert outcomes(result)["级别评定"]["value"] == "挂牌整治"


def test_unknown_may_be_said(policyc: Policyc) -> None:
    for written in ("株数=null", "株数=未知"):
        result = policyc("eval", "示例", "--fact", written, "--rest", "harmless", "--format=json")
        assert outcomes(result)["通知"]["missing"][0]["fact"] == "株数"


def test_a_document_by_path(policyc: Policyc) -> None:
    for reference in ("示例", "示例/", "./示例/policy.policy"):
        assert policyc("eval", reference).exit_code == 0


def test_colours_only_where_asked(policyc: Policyc, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in policyc("eval", "示例").output
    from policyc.cli import output

    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    assert output.screen_of(Terminal()).colour  # type: ignore[arg-type]
    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.screen_of(Terminal()).colour  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("document", "outcome", "kind"),
    [
        ("kunming-2019", "整治级别", "冲突"),
        ("jilin-2019-draft", "整治级别", "冲突"),
        ("hengyang-2018", "整治期限", "读法分歧"),
    ],
)
def test_demo_cases_of_the_real_documents(document: str, outcome: str, kind: str) -> None:
    root = Path(__file__).resolve().parents[2]
    facts = root / "policies" / document / "cases" / "demo.json"
    folder = facts.parents[1]
    if not (folder / "policy.policy").exists():
        pytest.skip(f"{document} is not encoded yet")
    args = ["eval", str(folder), "--facts", str(facts), "--rest", "harmless", "--format", "json"]
    result = CliRunner().invoke(app, args)
    assert outcomes(result)[outcome]["kind"] == kind
