"""Every check documents itself, and docs/codes.md says the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from policyc.diagnostics.advice import ADVICE
from policyc.diagnostics.codes import Code
from policyc.driver.examine import all_checks
from policyc.findings.documented import HEADINGS
from policyc.lints import registry
from policyc.reports.codes import codes_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "codes.md"
CODES = sorted(all_checks())


@pytest.mark.parametrize("code", CODES)
def test_every_check_has_all_headings(code: str) -> None:
    check = all_checks()[code]
    assert tuple(check.sections) == HEADINGS
    assert all(check.sections.values())
    assert check.summary == check.name


def test_lints_are_found_by_their_files() -> None:
    assert {"R01", "R03", "S01", "S02"} <= registry().keys()
    assert registry().keys() <= all_checks().keys()


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.id)
def test_every_error_has_advice(code: Code) -> None:
    advice = ADVICE[code]
    assert advice.meaning.endswith("。") and advice.mend.endswith("。")


def test_the_page_of_codes_is_up_to_date(golden: Callable[[Path, str], None]) -> None:
    golden(PAGE, codes_page(all_checks().values()))
