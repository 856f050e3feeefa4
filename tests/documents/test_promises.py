"""What policyc promises to say about the real documents, through the real commands."""

from __future__ import annotations

import json
from typing import Any

import pytest

from policyc.cli.app import run

JILIN, KUNMING = "jilin-2019-draft", "kunming-2019"
LISTED = {"已评定": True}
ERADICATION = {**LISTED, "禁种铲毒责任落实不到位": True}
DIVERTED = {**LISTED, "制毒物品流失并用于制毒": True, "因管控工作不力": True}
SERIOUS = {"违法犯罪活动": "严重", "对周边地区危害": "严重"}


class Asked:
    """``policyc eval`` on one case; gives the outcome 整治级别."""

    def __init__(self, capsys: pytest.CaptureFixture[str], tmp_path: Any) -> None:
        self.capsys = capsys
        self.path = tmp_path / "facts.json"

    def __call__(
        self, document: str, facts: dict[str, Any], *options: str, rest: str = "harmless"
    ) -> dict[str, Any]:
        self.path.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        arguments = ["eval", document, "--facts", str(self.path), "--rest", rest, *options]
        assert run([*arguments, "--format", "json"]) in (0, 1)
        outcomes = json.loads(self.capsys.readouterr().out)["outcomes"]
        return next(o for o in outcomes if o["name"] == "整治级别")


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], tmp_path: Any) -> Asked:
    return Asked(capsys, tmp_path)


def in_force(outcome: dict[str, Any]) -> list[str]:
    return [norm["citation"] for norm in outcome["norms"] if norm["force"] is True]


def under(outcome: dict[str, Any]) -> dict[str, tuple[str, Any]]:
    found = {}
    for entry in outcome["by_reading"]:
        (choice,) = entry["readings"].values()
        found[choice] = (entry["kind"], entry["value"])
    return found


def test_plants_and_plots_in_different_tiers(ask: Asked) -> None:
    found = ask(JILIN, {**ERADICATION, "罂粟株数": 12000, "涉种地块数": 300})
    assert found["kind"] == "冲突"
    assert in_force(found) == ["第七条第（四）项", "第八条第（五）项"]
    assert all(norm["quote"] for norm in found["norms"])


def test_ten_thousand_plants(ask: Asked) -> None:
    found = ask(JILIN, {**ERADICATION, "罂粟株数": 10000})
    assert found["kind"] == "读法分歧"
    assert under(found)["含"][0] == "冲突"
    assert under(found)["不含"] == ("定", "挂牌整治")
    assert ask(JILIN, {**ERADICATION, "罂粟株数": 10000}, "--reading", "至=含")["kind"] == "冲突"


def test_traced_back_twice_or_thrice(ask: Asked) -> None:
    twice = ask(JILIN, {**DIVERTED, "倒查属实次数": 2})
    assert (twice["kind"], twice["value"]) == ("定", "通报警示")
    thrice = ask(JILIN, {**DIVERTED, "倒查属实次数": 3})
    assert thrice["kind"] == "读法分歧"
    assert under(thrice) == {"恰": ("空白", None), "至少": ("定", "通报警示")}


def test_it_asks_for_exactly_what_is_missing(ask: Asked) -> None:
    found = ask(JILIN, {**ERADICATION, "罂粟株数": None, "涉种地块数": 0})
    assert found["kind"] == "未知"
    assert [missing["fact"] for missing in found["missing"]] == ["罂粟株数"]
    assert found["missing"][0]["determined_by"] == "国家或省禁毒委员会"


def test_the_province_watches_what_the_city_would_list(ask: Asked) -> None:
    found = ask(KUNMING, {"省级整治级别": "重点关注", **SERIOUS})
    assert found["kind"] == "冲突"
    assert in_force(found) == ["第六条第（二）项", "第九条第二句"]
    kinds = under(found)
    assert kinds["替代本市评定"] == ("定", "通报警示")
    assert kinds["作为下限"] == ("定", "挂牌整治")
    assert kinds["仅免程序"][0] == "冲突"


def test_the_province_lists(ask: Asked) -> None:
    found = ask(KUNMING, {"省级整治级别": "挂牌整治"})
    assert (found["kind"], found["value"]) == ("定", "挂牌整治")
    assert in_force(found) == ["第九条第一句"]
    assert ask(KUNMING, {"省级整治级别": "挂牌整治"}, rest="unknown")["kind"] == "未知"


def findings(document: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert run(["check", document, "--format", "json"]) == 1
    return list(json.loads(capsys.readouterr().out)["findings"])


def cites(finding: dict[str, Any], *articles: str) -> bool:
    cited = [c["citation"] for c in finding["citations"]]
    return all(any(c.startswith(article) for c in cited) for article in articles)


def some(found: list[dict[str, Any]], code: str, *articles: str) -> dict[str, Any]:
    matching = [f for f in found if f["code"] == code and cites(f, *articles)]
    assert matching, (code, articles)
    assert all(f["replayed"] and f["witness"]["cases"] for f in matching)
    return matching[0]


def test_what_check_finds_in_kunming(capsys: pytest.CaptureFixture[str]) -> None:
    found = findings(KUNMING, capsys)
    some(found, "G01", "第五条", "第六条", "第七条", "第八条")
    some(found, "C01", "第六条", "第七条", "第八条")
    some(found, "C01", "第九条", "第六条")
    some(found, "C08", "第九条", "第六条", "第七条", "第八条")


def test_what_check_finds_in_jilin(capsys: pytest.CaptureFixture[str]) -> None:
    found = findings(JILIN, capsys)
    some(found, "G01", "第六条", "第七条", "第八条", "第九条")
    some(found, "C01", "第七条第（四）项", "第八条第（五）项")
