"""docs/findings-format.md names every field that ``policyc check`` writes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.reports.example import report

from policyc.findings.finding import Severity, Status
from policyc.reports.findings_json import findings_to_json
from policyc.reports.sarif import report_to_sarif

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "findings-format.md"


def keys(node: object) -> Iterator[str]:
    """Every key of some data; those below ``facts`` and the like are names of a document."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            if key not in ("facts", "readings", "by_code", "by_severity", "properties"):
                yield from keys(value)
    elif isinstance(node, list):
        for each in node:
            yield from keys(each)


def test_every_field_is_named() -> None:
    text = PAGE.read_text(encoding="utf-8")
    codes = [*re.findall(r"`([^`\n]+)`", text), *re.findall(r"^#+ (.+)$", text, re.M)]
    named = {word for code in codes for word in re.findall(r"\w+", code)}
    whole = report()
    data = findings_to_json([section.examined for section in whole.sections], Severity.LOW)
    assert set(keys(data)) - named == set()
    sarif: Any = report_to_sarif(whole)
    (run,) = sarif["runs"]
    properties = {key for result in run["results"] for key in result["properties"]}
    assert (properties | set(run["properties"])) - named == set()
    results = {key for result in run["results"] for key in result}
    assert results - named == set()


def test_every_status_and_severity_is_named() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [word.value for word in (*Status, *Severity) if f"`{word.value}`" not in text] == []


def test_its_links_exist() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        assert (PAGE.parent / target).exists(), target
