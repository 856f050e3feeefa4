"""Everything that is checked about one document: by proof and by reading."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from policyc.driver.pipeline import Loaded
from policyc.findings.documented import Documented
from policyc.lints import Encoded, run_lints
from policyc.lints import registry as lints
from policyc.lints.lock import Lock
from policyc.reports.findings_json import Examined


def all_checks() -> Mapping[str, Documented]:
    """Every check and lint by code. Loads the solver."""
    from policyc.analysis.checks import registry as checks

    both: dict[str, Documented] = {**checks(), **lints()}
    return dict(sorted(both.items()))


def unknown_codes(codes: Collection[str]) -> list[str]:
    """The codes that no check has; the solver is loaded only where a code is not a lint's."""
    others = [code for code in codes if code not in lints()]
    return [code for code in others if code not in all_checks()] if others else []


def encoded(loaded: Loaded, lock: Lock | None = None) -> Encoded | None:
    """What the lints look at; ``None`` where the document has errors."""
    document, policy = loaded.document, loaded.policy
    if document is None or policy is None or document.provisions is None:
        return None
    return Encoded(document.provisions, document, policy, lock, loaded.texts)


def examine(
    loaded: Loaded,
    lock: Lock | None,
    *,
    timeout_ms: int | None = None,
    codes: Collection[str] | None = None,
    as_of: date | None = None,
) -> Examined | None:
    """Run the checks of some codes (all by default); ``None`` where the document has errors."""
    subject = encoded(loaded, lock)
    if subject is None:
        return None
    by_reading = run_lints(subject, codes)
    proving = None if codes is None else [code for code in codes if code not in lints()]
    if proving == []:
        return Examined(subject.policy, by_reading)
    from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS, check_policy

    result = check_policy(
        subject.policy,
        timeout_ms=DEFAULT_TIMEOUT_MS if timeout_ms is None else timeout_ms,
        codes=proving,
        as_of=as_of,
    )
    findings = (*result.findings, *by_reading)
    return Examined(subject.policy, findings, bool(result.incomplete))
