"""The example of another field: its planted mistakes are found, and nothing else is.

policies/examples/rent-subsidy is made up. Its drafter left a hole between two grades (第六条), an
end that two terms share (第十条), a grade that nothing gives (第五条第二款), a term that is never
defined (第八条), a renewal without end (第十一条) and a citation of a 项 that is not there
(第十五条). The rest is meant to be clean.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.documents.loading import ROOT, findings_of, loaded, policy_of

from policyc.cli.app import run
from policyc.core.evaluate import evaluate, evaluate_one
from policyc.core.lifecycle import ChangeKind
from policyc.core.results import Kind
from policyc.core.types import Value
from policyc.driver.cases import run_cases
from policyc.driver.examine import encoded
from policyc.driver.lock_file import LOCK_FILE
from policyc.driver.project import find_documents
from policyc.lints.coverage import coverage
from policyc.lints.lock import compare, lock_from_text
from policyc.lints.standing import Status
from policyc.reports.evaluation_text import evaluation_to_text
from policyc.reports.layout import Screen

EXAMPLE = "examples/rent-subsidy"
FOLDER = ROOT / "policies" / EXAMPLE
SUBJECT = "新就业职工"


def test_what_is_planted_is_found_and_only_that() -> None:
    found = {(finding.code, finding.norms) for finding in findings_of(EXAMPLE)}
    assert found == {
        ("G02", ("第六条第一款第（三）项", "第六条第一款第（二）项")),
        ("G03", ("第十条第一款第（一）项", "第十条第一款第（二）项")),
        ("L03", ("第十一条第一款",)),
        ("L05", ("第五条第二款", "第十条第二款")),
        ("R01", ("第八条第（三）项",)),
        ("R03", ("第十五条第二款",)),
    }


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("G02", "为2500元至2599元时却没有一条规定“补贴档次”"),
        ("G03", "恰为36个月时，第十条第一款第（二）项（12个月）与第十条第一款第（一）项（24个月）"),
        ("L03", "要求对三档、二档和一档的新就业职工续期，没有写明最多几次"),
        ("L05", "“补贴档次”有特档，但没有一条规定能够进入"),
        ("R01", "重点产业"),
        ("R03", "引用“第五条第一款第（四）项”"),
    ],
)
def test_what_the_findings_say(code: str, said: str) -> None:
    (message,) = (finding.message for finding in findings_of(EXAMPLE) if finding.code == code)
    assert said in message


def test_the_words_of_the_text_bound_its_numbers() -> None:
    """第三条 holds for the whole text, 第六条第二款 has a rule of its own."""
    plain: dict[str, Value] = {"新就业职工": True, "连续租房月数": 6}
    for income, disabled, grade in (
        (1499, False, "一档"),
        (1500, False, "二档"),
        (2000, True, "一档"),
        (2001, True, "二档"),
        (3999, False, "三档"),
    ):
        facts = harmless() | plain | {"家庭人均月收入": income, "家有重度残疾人": disabled}
        assert evaluate_one(policy_of(EXAMPLE), facts, "补贴档次", SUBJECT).value == grade
    facts = harmless() | plain | {"家庭人均月收入": 4000}
    refused = evaluate_one(policy_of(EXAMPLE), facts, "补贴对象", SUBJECT)
    assert refused.kind is Kind.NOT_APPLICABLE


def test_talent_has_its_grade_by_the_table() -> None:
    """第十六条 applies the text by analogy, with a table of its own."""
    for kind, grade in (("甲类", "一档"), ("乙类", "二档"), ("丙类", "三档")):
        facts = harmless() | {"人才类别": kind}
        assert evaluate_one(policy_of(EXAMPLE), facts, "补贴档次", "引进人才").value == grade


def test_its_demonstration_is_of_its_facts() -> None:
    told = json.loads((FOLDER / "cases" / "demo.json").read_text("utf-8"))
    policy = policy_of(EXAMPLE)
    grade = evaluate_one(policy, harmless() | told, "补贴档次", SUBJECT, as_of=date(2026, 3, 1))
    assert grade.value == "一档"
    extra = evaluate_one(policy, harmless() | told, "加发补贴", SUBJECT)
    assert set(extra.values) == {"夜班补贴", "育儿补贴"}
    text = evaluation_to_text(policy, evaluate(policy, harmless() | told), Screen(width=100))
    assert "几条规定的结果不同，就高（第六条第三款）" in text
    assert "几条规定的结果累加" in text


def test_its_lifecycle_goes_on_and_ends() -> None:
    (life,) = policy_of(EXAMPLE).lifecycles
    kinds = [(change.kind, change.times) for change in life.changes]
    assert kinds == [(ChangeKind.PROLONG, None), (ChangeKind.TURN, None)]


def test_a_life_replayed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Renewed within a year whose holidays are known, then beyond it, then stopped."""
    monkeypatch.chdir(ROOT)
    events = ["--events", str(FOLDER / "events" / "demo.json"), "--rest", "harmless"]
    assert run(["simulate", EXAMPLE, *events, "--format", "json"]) == 0
    entries = json.loads(capsys.readouterr().out)["entries"]
    assert [entry["after"] for entry in entries] == [*["二档"] * 4, "不予补贴"]
    assert [entry["term"]["end"] for entry in entries[:3]] == [
        "2026-08-10",
        "2027-02-10",
        "2027-08-10",
    ]
    decided = [made for entry in entries for made in entry["decisions"]]
    assert [made["value"] for made in decided] == ["二档", "续期", "续期", "停止发放"]
    assert decided[1]["norms"] == ["第十一条第一款"]
    assert decided[3]["norms"] == ["第十二条第二款"]


def test_its_cases_hold() -> None:
    document = encoded(loaded(EXAMPLE))
    assert document is not None
    outcomes = run_cases(document.document, policy_of(EXAMPLE))
    assert len(outcomes) > 30
    assert not [each for each in outcomes if each.differences or each.problems]


def test_nothing_of_the_text_is_left_out() -> None:
    subject = encoded(loaded(EXAMPLE))
    assert subject is not None
    covered = coverage(subject.tree, subject.document, subject.policy)
    assert not covered.unmarked
    assert not covered.counts[Status.DEFERRED]
    lock = lock_from_text((FOLDER / LOCK_FILE).read_text("utf-8"))
    assert not compare(lock, subject.tree)


def test_a_folder_of_documents_leaves_its_examples_out() -> None:
    """They are wrong on purpose; they are checked when they are named."""
    everything = find_documents("policies", ROOT)
    named = find_documents("examples", ROOT)
    assert isinstance(everything, list) and isinstance(named, list)
    assert "rent-subsidy" not in [files.name for files in everything]
    assert [files.name for files in named] == ["rent-subsidy"]


def harmless() -> dict[str, Value]:
    facts = policy_of(EXAMPLE).facts
    return {fact.name: fact.harmless for fact in facts if fact.harmless is not None}
