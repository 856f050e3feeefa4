"""The ledger of findings keeps step with the checks: nothing unjudged, nothing stale, sums right.

A finding is known in the ledger by its fingerprint, or where that has moved by its code and
provisions, so that a harmless change of a check does not ask for a new judgement.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import pytest
from attrs import frozen
from tests.documents.loading import DOCUMENTS, ROOT, findings_of, loaded

from policyc.driver.between import examine_peers, examine_stack
from policyc.findings.finding import Finding

LEDGER = ROOT / "docs" / "findings-ledger.md"
VERDICTS = ("真", "可争议", "误报")
ENCODED = sorted(each.parent.name for each in ROOT.glob("policies/*/policy.policy"))

_SECTION = re.compile(r"### (.+)（`(.+)`）")
_BELOW = re.compile(r"(?<=条)第.*$|(?<=.)第[一二三四五六七八九十]+[款句].*$")


@frozen
class Row:
    """What the ledger says of a finding."""

    fingerprint: str
    code: str
    places: str
    gist: str
    verdict: str
    reason: str


@cache
def sections() -> dict[str, tuple[str, tuple[Row, ...]]]:
    """The tables of the ledger by what was checked, each with its title."""
    found: dict[str, tuple[str, tuple[Row, ...]]] = {}
    for part in LEDGER.read_text(encoding="utf-8").split("\n### ")[1:]:
        heading, _, body = part.partition("\n")
        title = _SECTION.fullmatch(f"### {heading}")
        if title:
            rows = [cells(line) for line in body.splitlines() if line.startswith("| `")]
            found[title[2]] = (title[1], tuple(Row(row[0].strip("`"), *row[1:]) for row in rows))
    return found


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def findings(checked: str) -> Sequence[Finding]:
    """The findings of a document, of a stack (甲/乙) or of the comparison of two (甲 乙)."""
    if "/" in checked:
        upper, lower = (loaded(name) for name in checked.split("/"))
        return examine_stack(upper, lower).findings
    if " " in checked:
        compared = examine_peers(*(loaded(name) for name in checked.split()))
        assert compared is not None
        return compared.findings
    return findings_of(checked)


def places(finding: Finding) -> str:
    """The 条 that a finding cites, with the document where it cites several."""
    several = len({cited.document for cited in finding.citations}) > 1
    shown = [
        f"{cited.document} " * several + _BELOW.sub("", cited.citation)
        for cited in finding.citations
    ]
    return "、".join(dict.fromkeys(shown)) or "—"


def unmatched(rows: Sequence[Row], found: Sequence[Finding]) -> tuple[list[Row], list[Finding]]:
    """The rows that are no finding any more, and the findings that nobody has judged."""
    known = {(row.fingerprint, row.code) for row in rows}
    seen = {(each.fingerprint[:8], each.code) for each in found}
    stale = [row for row in rows if (row.fingerprint, row.code) not in seen]
    fresh = [each for each in found if (each.fingerprint[:8], each.code) not in known]
    left = Counter((row.code, row.places) for row in stale)
    right = Counter((each.code, places(each)) for each in fresh)
    moved = {key for key in left if left[key] == right[key] == 1}
    return (
        [row for row in stale if (row.code, row.places) not in moved],
        [each for each in fresh if (each.code, places(each)) not in moved],
    )


@pytest.mark.parametrize("checked", sorted({*ENCODED, *sections()}))
def test_every_finding_is_judged_and_every_judgement_is_of_a_finding(checked: str) -> None:
    assert checked in sections(), f"台账里没有 {checked} 一节"
    stale, fresh = unmatched(sections()[checked][1], findings(checked))
    missing = [
        f"| `{each.fingerprint[:8]}` | {each.code} | {places(each)} | {each.message} | | |"
        for each in fresh
    ]
    assert not missing, "还没有判断的发现：\n" + "\n".join(missing)
    assert not stale, f"已经不再报出的行：{[row.fingerprint for row in stale]}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_findings_name_their_document_as_the_user_does(name: str) -> None:
    """Also those about duties and sanctions, which no norm names."""
    assert {each for finding in findings_of(name) for each in finding.documents} == {name}


def test_every_judgement_has_a_verdict_and_a_reason() -> None:
    for _, rows in sections().values():
        assert len({row.fingerprint for row in rows}) == len(rows)
        for row in rows:
            assert row.verdict in VERDICTS and row.gist and row.reason, row


def test_the_numbers_are_those_of_the_tables() -> None:
    expected = [sums(title, rows) for title, rows in sections().values()]
    expected.append(sums("合计", [row for _, rows in sections().values() for row in rows]))
    text = LEDGER.read_text(encoding="utf-8").split("## 数字")[1].split("\n## ")[0]
    told = [cells(line) for line in text.splitlines() if line.startswith("| ")]
    assert told[0] == ["对象", "发现", *VERDICTS, "精确率", "真占"]
    assert told[1:] == expected


def sums(title: str, rows: Sequence[Row]) -> list[str]:
    counted = Counter(row.verdict for row in rows)
    whole = len(rows)
    shares = [(whole - counted["误报"]) / whole, counted["真"] / whole]
    return [
        title,
        str(whole),
        *(str(counted[verdict]) for verdict in VERDICTS),
        *(f"{share:.0%}" for share in shares),
    ]
