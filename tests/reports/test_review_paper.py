"""The review: what it says of findings that are open, doubtful, accepted, or between two."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from attrs import evolve
from tests.reports.example import CASES, GROUP, THIRD, report

from policyc.findings.finding import Cited
from policyc.reports.layout import Screen
from policyc.reports.paper.flow import flow_of, notes_of
from policyc.reports.paper.model import Blank, Paper
from policyc.reports.paper.terminal import to_terminal
from policyc.reports.report import Section
from policyc.reports.review.paper import review_paper
from policyc.reports.review.rows import Numbered, findings_table

Golden = Callable[[Path, str], None]
GOLDEN = Path(__file__).parent / "golden"


@cache
def paper() -> Paper:
    return review_paper(report(), {"示例": "0" * 64})


def test_what_the_review_says(golden: Golden) -> None:
    shown = to_terminal(paper(), Screen(100))
    version = next(line for line in shown.splitlines() if "所用程序" in line)
    golden(GOLDEN / "review.txt", shown.replace(version, "（版本）"))


def test_conclusion_and_signature_are_left_to_people() -> None:
    blanks = [piece.label for piece in flow_of(paper()) if isinstance(piece, Blank)]
    assert blanks == ["审查结论", "审查意见", "审查人", "复核人", "审查单位（盖章）", "审查日期"]


def test_a_long_clause_is_quoted_whole_at_the_end() -> None:
    clause = Cited("示例", "第三条", "情形，" * 100)
    long = evolve(GROUP.parts[0], citations=(clause, THIRD), parts=())
    whole = report()
    policy = whole.sections[0].examined.policy
    row = findings_table("表", "表", [Numbered(1, long, policy)]).rows[1]
    assert row[1].text.endswith("情形……”") and len(row[1].text) < 120
    assert [quote.text for quote in row[1].lines[0].quotes] == [clause.quote]
    examined = evolve(whole.sections[0].examined, findings=(long,))
    section = Section(examined, whole.sections[0].places)
    made = review_paper(evolve(whole, sections=(section,)), {})
    assert [quote.text for quote in notes_of(made).quotes] == [clause.quote]


def test_cases_side_by_side_say_what_is_different() -> None:
    policy = report().sections[0].examined.policy
    row = findings_table("表", "表", [Numbered(1, CASES, policy)]).rows[1]
    assert row[5].text.split("\n")[:3] == [
        "情形甲：株数＝0株",
        "情形乙：株数＝1株；其余同情形甲",
        "结果：情形甲：不适用；情形乙：通报单位",
    ]
