import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from policyc.source.columns import display_width

GOLDEN = Path(__file__).parent / "golden"


def test_text(policyc: Callable[..., Result], golden: Callable[[Path, str], None]) -> None:
    result = policyc("facts", "示例")
    assert result.exit_code == 0
    assert max(map(display_width, result.stdout.splitlines())) <= 100
    golden(GOLDEN / "facts.txt", result.stdout)


def test_json(policyc: Callable[..., Result]) -> None:
    data = json.loads(policyc("facts", "示例", "--format", "json").stdout)
    assert data["document"] == "示例"
    facts = {fact["name"]: fact for fact in data["facts"]}
    assert facts["株数"] == {
        "name": "株数",
        "alias": "plants",
        "type": "整数",
        "unit": "株",
        "minimum": 0,
        "maximum": None,
        "options": [],
        "harmless": 0,
        "determined_by": "市禁毒委员会",
        "window": "年内",
        "worse": "越高越重",
        "basis": "第三条",
        "definition": "",
        "aspect": "",
        "open_textured": False,
    }
    assert facts["验收日期"]["harmless"] is None
    assert (facts["知晓率"]["type"], facts["知晓率"]["maximum"]) == ("百分比", 1)
    outcomes = {outcome["name"]: outcome for outcome in data["outcomes"]}
    assert outcomes["级别评定"]["trigger"] == "第二条"
    assert outcomes["通知"]["overlap"] == "累加"
    assert [(r["name"], r["sort"]) for r in data["readings"]] == [("至", "含义"), ("直接", "优先")]
