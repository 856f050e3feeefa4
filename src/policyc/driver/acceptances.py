"""Acceptances across the passes: their codes exist, and they are settled once all is found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.findings.acceptances import settle
from policyc.findings.finding import Finding, sealed

if TYPE_CHECKING:
    from policyc.core.norms import Policy
    from policyc.driver.pipeline import Loaded
    from policyc.resolved.document import ResolvedDocument

STALE = "S03"
"""The code of an acceptance that covers nothing; it cannot be accepted itself."""


def check_codes(document: ResolvedDocument) -> Iterator[Diagnostic]:
    """What is accepted by a code that no check has."""
    from policyc.surface.nodes import Acceptance  # recalled findings are settled without syntax

    accepted = [each.node for each in document.located if isinstance(each.node, Acceptance)]
    if not accepted:
        return
    # Only here: most documents accept nothing, and most commands need no checks.
    from policyc.driver.examine import all_checks

    known = all_checks()
    for node in accepted:
        code = node.code.text
        if code == STALE:
            message, help = f"{STALE} 不能接受", "改正或者删去失效的那一句接受。"
        elif code not in known:
            message = f"没有“{code}”这个检查代码"
            help = _meant(code, known)
        else:
            continue
        yield Diagnostic(Code.E201, message, node.code.span, help=help)


def _meant(code: str, known: Collection[str]) -> str:
    """The code in capitals, the nearest ones, or those of the same letter."""
    if code.upper() in known:
        return f"是不是想写：“{code.upper()}”？"
    alike = [each for each in known if each[0] == code[0].upper()]
    listed = f"现有：{'、'.join(alike or known)}。"
    return did_you_mean(code, known) or listed


def codes_to_run(
    codes: Collection[str] | None, policies: Sequence[Policy]
) -> Collection[str] | None:
    """The codes to look for: whether an acceptance covers anything is known only after those that
    it names have been looked for."""
    if codes is None or STALE not in codes:
        return codes
    return {*codes, *(each.code for policy in policies for each in policy.acceptances)}


def settled(
    findings: Sequence[Finding],
    documents: Sequence[Loaded],
    codes: Collection[str] | None,
    ran: Collection[str] | None,
    as_of: date | None,
) -> tuple[Finding, ...]:
    """The findings that were asked for, the accepted ones marked, and what is wrong with the
    acceptances of one document, or of two that were looked at together.

    ``codes`` are those asked for, ``ran`` those looked for; ``None``: all. On a single day
    (``as_of``) there may be less to find, and no acceptance is missed. The findings are sealed.
    """
    from policyc.driver.examine import encoded
    from policyc.lints import run_lints

    policies = [each.policy for each in documents if each.policy is not None]
    found = settle(findings, policies, ran if as_of is None else ())
    more = set() if codes is None or ran is None else {*ran} - {*codes}
    asked = [finding for finding in found.findings if finding.code not in more]
    for each in documents if codes is None or STALE in codes else ():
        subject = encoded(each)
        if subject is not None:
            unmatched = found.unmatched_in(subject.policy.name)
            stale = run_lints(evolve(subject, unmatched=unmatched), (STALE,))
            asked += [sealed(finding) for finding in stale]
    return tuple(asked)
