"""Putting a report together: what was found, and the documents whose words it quotes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from policyc.diagnostics import Diagnostic
from policyc.driver.examine import all_checks, encoded
from policyc.driver.pipeline import Loaded
from policyc.findings.documented import Documented
from policyc.findings.finding import Severity
from policyc.lints import registry as lints
from policyc.reports.diagnostics import Texts
from policyc.reports.findings_json import Examined
from policyc.reports.report import Places, Report, Section


def report_of(
    examined: Iterable[tuple[Examined, Sequence[Loaded]]],
    *,
    severity: Severity,
    codes: Collection[str] | None = None,
    problems: Sequence[Diagnostic] = (),
    texts: Texts,
    as_of: date | None = None,
    exit_code: int = 0,
) -> Report:
    """The report on documents, each with what was found in it; pairs with both documents.

    ``codes`` are the checks that were asked for, ``None`` all of them.
    """
    known: dict[int, Places | None] = {}

    def places(loaded: Loaded) -> Places | None:
        if id(loaded) not in known:
            subject = encoded(loaded)
            known[id(loaded)] = None if subject is None else Places(subject)
        return known[id(loaded)]

    sections = tuple(
        Section(one, {each.name: at for each in documents if (at := places(each)) is not None})
        for one, documents in examined
    )
    found = {finding.code for section in sections for finding in section.findings}
    checks = _checks(None if codes is None else {*codes, *found})
    return Report(sections, severity, checks, tuple(problems), texts, as_of, exit_code)


def _checks(codes: Collection[str] | None) -> Mapping[str, Documented]:
    """The checks of some codes; the solver is loaded only where one of them needs it."""
    reading: Mapping[str, Documented] = lints()
    if codes is not None and all(code in reading for code in codes):
        known = reading
    else:
        known = all_checks()
    return {code: check for code, check in known.items() if codes is None or code in codes}
