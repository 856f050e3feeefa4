"""SARIF: what the official schema asks for, and what the specification asks for besides."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from tests.reports.example import SAMPLE, encoded, loaded, report

from policyc.driver.pipeline import load
from policyc.driver.project import DocumentFiles
from policyc.findings.finding import Cited, Finding, Severity, Status
from policyc.reports.findings_json import Examined
from policyc.reports.json_text import json_text
from policyc.reports.report import Places, Report, Section
from policyc.reports.sarif import FINGERPRINT, report_to_sarif

SCHEMA = Path(__file__).parent / "sarif" / "sarif-schema-2.1.0.json"
GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]


@cache
def validator() -> Any:
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def valid(data: object) -> dict[str, Any]:
    """The run of a log that the schema and the rules beyond it accept."""
    log = json.loads(json_text(data))
    assert [error.message for error in validator().iter_errors(log)] == []
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    files = [file["location"] for file in run["artifacts"]]
    for location in places(run):
        address = location["artifactLocation"]
        assert files[address["index"]] == address
        parts = urlsplit(address["uri"])
        assert not parts.scheme and not parts.netloc and not parts.path.startswith("/")
        assert ".." not in parts.path.split("/")
        assert address["uriBaseId"] in run["originalUriBaseIds"]
    for result in run["results"]:
        assert ("ruleIndex" in result) == (result["ruleId"] in rules)
        assert "ruleIndex" not in result or rules[result["ruleIndex"]] == result["ruleId"]
        assert (result["kind"] == "fail") == (result["level"] != "none")
        related = [each["id"] for each in result.get("relatedLocations", ())]
        assert related == list(range(1, len(related) + 1))
        assert result["message"]["text"]
    assert len({"suppressions" in result for result in run["results"]}) <= 1
    return dict(run)


def places(node: object) -> Iterator[dict[str, Any]]:
    """Every physical location in some data."""
    if isinstance(node, dict):
        if "physicalLocation" in node:
            yield node["physicalLocation"]
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from places(each)


def test_the_whole_log(golden: Golden) -> None:
    data = report_to_sarif(report())
    run = valid(data)
    run["tool"]["driver"]["version"] = "0.0.0"
    golden(GOLDEN / "findings.sarif.json", json_text({**data, "runs": [run]}))


def test_regions_hold_the_words_of_the_clause() -> None:
    run = valid(report_to_sarif(report()))
    seen = []
    for place in places(run):
        if "region" in place:
            name = unquote(place["artifactLocation"]["uri"]).rpartition("/")[2]
            seen.append(name)
            assert cut(SAMPLE / name, place["region"]) == place["region"]["snippet"]["text"]
    assert {"source.txt", "policy.policy"} == set(seen)


def cut(path: Path, region: dict[str, int]) -> str:
    """The region of a file as a reader finds it that counts lines and code points as we say."""
    text = path.read_bytes().decode("utf-8-sig")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = lines[region["startLine"] - 1 : region["endLine"]]
    lines[-1] = lines[-1][: region["endColumn"] - 1]
    lines[0] = lines[0][region["startColumn"] - 1 :]
    return "\n".join(lines)


def test_columns_are_code_points(tmp_path: Path) -> None:
    """A byte order mark, CRLF and a character of two UTF-16 units before the clause."""
    folder = tmp_path / "甲 乙%"
    folder.mkdir()
    source = "\ufeff某办法\r\n第一条 𠮷林𠮷林。应当办理。\r\n第二条 不得办理。\r\n"
    (folder / "source.txt").write_bytes(source.encode())
    policy = "文件「某办法」\n第一条\n  宣示。\n"
    (folder / "policy.policy").write_text(policy, encoding="utf-8")
    files = DocumentFiles("甲", (folder / "policy.policy",), folder / "source.txt", ())
    document = load(files, tmp_path)
    assert document.policy is not None, document.diagnostics
    cited = Cited("甲", "第一条第二句", "应当办理。")
    finding = Finding("X", "某", Status.PROVED, Severity.LOW, "某。", citations=(cited,))
    section = Section(Examined(document.policy, (finding,)), {"甲": Places(encoded(document))})
    run = valid(report_to_sarif(Report((section,), texts=document.texts)))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == 2
    assert place["region"]["startColumn"] == len("第一条 𠮷林𠮷林。") + 1
    assert cut(folder / "source.txt", place["region"]) == "应当办理。"
    assert place["artifactLocation"]["uri"] == "%E7%94%B2%20%E4%B9%99%25/source.txt"


def test_files_outside_the_folder_do_not_say_where_they_are(tmp_path: Path) -> None:
    data = report_to_sarif(report(tmp_path))
    run = valid(data)
    uris = {file["location"]["uri"] for file in run["artifacts"]}
    assert uris == {"sample/source.txt", "sample/policy.policy"}
    assert set(run["originalUriBaseIds"]) == {"%DOCUMENTS%"}
    assert str(SAMPLE.parent) not in json_text(data)


def test_what_is_said_of_a_finding() -> None:
    run = valid(report_to_sarif(report()))
    results = {result["ruleId"]: result for result in run["results"]}
    kinds = {code: (result["kind"], result["level"]) for code, result in results.items()}
    assert kinds == {
        "X01": ("fail", "error"),
        "X02": ("fail", "note"),
        "X03": ("fail", "warning"),
        "X04": ("open", "none"),
        "X05": ("fail", "warning"),
        "V01": ("informational", "none"),
    }
    group = results["X01"]
    assert group["partialFingerprints"] == {FINGERPRINT: "00000000000000a0"}
    assert group["properties"]["status"] == "有反例"
    assert group["properties"]["witness"]["readings"] == {"至": "含"}
    assert [part["norms"] for part in group["properties"]["parts"]] == [
        ["第三条", "第四条"],
        ["第三条", "第五条"],
    ]
    names = [
        logical["fullyQualifiedName"]
        for place in [*group["locations"], *group["relatedLocations"]]
        for logical in place.get("logicalLocations", ())
    ]
    assert names == ["示例:第三条", "示例:第四条", "示例:第五条"]
    (whole,) = results["X04"]["locations"]
    assert whole["physicalLocation"].keys() == {"artifactLocation"}
    assert [len(result["suppressions"]) for result in run["results"]].count(1) == 1
    assert results["X05"]["suppressions"][0]["justification"].startswith("上级已有解释")


def test_failure_is_said() -> None:
    (invocation,) = valid(report_to_sarif(report()))["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    said = invocation["toolExecutionNotifications"]
    assert [each["level"] for each in said] == ["warning", "error", "warning"]
    assert "没有查完" in said[-1]["message"]["text"]
    nothing = valid(report_to_sarif(Report((), problems=report().problems)))
    assert nothing["results"] == [] and not nothing["invocations"][0]["executionSuccessful"]


@pytest.mark.z3
def test_the_rules_of_all_checks() -> None:
    from policyc.driver.examine import all_checks

    checks = all_checks()
    document = loaded()
    assert document.policy is not None
    run = valid(report_to_sarif(Report((Section(Examined(document.policy, ())),), checks=checks)))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(checks)
    for rule in rules:
        assert rule["fullDescription"]["text"] in rule["help"]["text"]
        assert "**如何修改**" in rule["help"]["markdown"]
