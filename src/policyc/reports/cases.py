"""What running 用例 gave: the values (filled in by ``driver.cases``), as text and as data."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from policyc.diagnostics import Diagnostic
from policyc.reports.diagnostics import (
    Texts,
    diagnostic_to_json,
    diagnostics_to_text,
    place_to_json,
    show_place,
)
from policyc.reports.layout import Screen, paragraph
from policyc.reports.values import Json
from policyc.source.span import Span


@frozen
class Difference:
    """One thing that came out otherwise than a case expects."""

    outcome: str
    what: str
    expected: str
    actual: str
    span: Span


@frozen
class CaseOutcome:
    """A case after it was run; ``problems`` say why it could not be run at all."""

    document: str
    name: str
    span: Span
    differences: tuple[Difference, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.differences and not self.problems


def cases_to_text(outcomes: Sequence[CaseOutcome], texts: Texts, screen: Screen) -> str:
    """One line per difference, the cases that could not be run, and a summary."""
    lines: list[str] = []
    for outcome in outcomes:
        if outcome.differences:
            title = screen.paint("不符", "bold", "red")
            lines.append(f"{title} 用例「{outcome.name}」")
            for difference in outcome.differences:
                lines += _difference(difference, texts, screen)
            lines.append("")
    broken = [outcome for outcome in outcomes if outcome.problems]
    for outcome in broken:
        lines.append(f"用例「{outcome.name}」不能运行：")
        lines += diagnostics_to_text(outcome.problems, texts, screen).split("\n")
    return "\n".join([*lines, _summary(outcomes, screen)]) + "\n"


def _difference(difference: Difference, texts: Texts, screen: Screen) -> list[str]:
    expected = f"应得 {difference.expected}，实得 {difference.actual}"
    text = f"“{difference.outcome}”的{difference.what}：{expected}"
    place = f"  {show_place(difference.span, texts)} "
    return paragraph(text, screen.width, place, " " * 4)


def _summary(outcomes: Sequence[CaseOutcome], screen: Screen) -> str:
    if not outcomes:
        return "没有用例。在政策文件里写 用例「名称」，或在同一目录放一个只有用例的 .policy 文件。"
    counts = count_cases(outcomes)
    parts = [f"用例 {counts['total']} 个", f"通过 {counts['passed']} 个"]
    if counts["failed"]:
        parts.append(f"不符 {counts['failed']} 个")
    if counts["errors"]:
        parts.append(f"不能运行 {counts['errors']} 个")
    text = "，".join(parts)
    return screen.paint(text, "bold", "green" if counts["passed"] == counts["total"] else "red")


def count_cases(outcomes: Sequence[CaseOutcome]) -> dict[str, int]:
    """How many cases there are, passed, failed, and could not be run."""
    errors = sum(1 for outcome in outcomes if outcome.problems)
    passed = sum(1 for outcome in outcomes if outcome.passed)
    return {
        "total": len(outcomes),
        "passed": passed,
        "failed": len(outcomes) - passed - errors,
        "errors": errors,
    }


def cases_to_json(outcomes: Sequence[CaseOutcome], texts: Texts) -> Json:
    """All cases as data."""
    return {
        "cases": [_case_to_json(outcome, texts) for outcome in outcomes],
        "summary": count_cases(outcomes),
    }


def _case_to_json(outcome: CaseOutcome, texts: Texts) -> Json:
    return {
        "document": outcome.document,
        "name": outcome.name,
        "passed": outcome.passed,
        **place_to_json(outcome.span, texts),
        "differences": [
            {
                "outcome": difference.outcome,
                "what": difference.what,
                "expected": difference.expected,
                "actual": difference.actual,
                **place_to_json(difference.span, texts),
            }
            for difference in outcome.differences
        ],
        "errors": [diagnostic_to_json(problem, texts) for problem in outcome.problems],
    }
