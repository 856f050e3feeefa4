"""Which findings an acceptance covers."""

from typing import Any

from attrs import evolve

from policyc.core.norms import Acceptance, Policy
from policyc.findings.acceptances import Why, settle
from policyc.findings.finding import Cited, Finding, Severity, Status, fingerprint, sealed

ONE, TWO = "第六条第（一）项", "第八条"


def found(*places: str, code: str = "C01", document: str = "办法", **more: Any) -> Finding:
    cited = tuple(Cited(document, place) for place in places)
    key = fingerprint(code, *places)
    finding = Finding(code, "某事", Status.PROVED, Severity.HIGH, "有事。", fingerprint=key)
    finding = evolve(finding, citations=cited, norms=places, documents=(document,))
    return sealed(evolve(finding, **more))


def accept(*places: str, code: str = "C01", **more: Any) -> Acceptance:
    return Acceptance(code, places, "、".join(places), "有意如此", **more)


def policy(*acceptances: Acceptance, name: str = "办法") -> Policy:
    return Policy(name, acceptances=acceptances)


def why(
    acceptance: Acceptance, *findings: Finding, ran: tuple[str, ...] | None = None
) -> Why | None:
    """Why an acceptance covers none of some findings; nothing where it covers one."""
    settled = settle(findings, [policy(acceptance)], ran)
    covered = [finding for finding in settled.findings if finding.accepted is not None]
    assert len(covered) + len(settled.unmatched) <= 1
    return settled.unmatched[0][1].why if settled.unmatched else None


def test_a_single_finding_is_covered_by_code_and_places() -> None:
    [finding] = settle([found(ONE, TWO)], [policy(accept("第六条", TWO))], None).findings
    assert finding.accepted is not None
    assert (finding.accepted.reason, finding.accepted.citation) == ("有意如此", "第六条、第八条")


def test_the_code_and_every_place_must_be_there() -> None:
    pair = found(ONE, TWO)
    assert why(accept(ONE, TWO), pair) is None
    assert why(accept("第六条", TWO, code="C04"), pair) is Why.GONE
    assert why(accept("第六条", "第七条"), pair) is Why.GONE
    assert why(accept("第六条第（二）项", TWO), pair) is Why.GONE
    assert why(accept("第六条", TWO)) is Why.GONE


def test_all_places_must_be_named_or_the_fingerprint() -> None:
    pair = found(ONE, TWO)
    assert why(accept("第六条"), pair) is Why.PARTLY
    assert why(accept("第六条", fingerprint=pair.fingerprint[:8]), pair) is None


def test_several_at_one_place_need_the_fingerprint() -> None:
    term, other = found("第四条", code="R01"), evolve(found("第四条", code="R01"), fingerprint="ab")
    assert why(accept("第四条", code="R01"), term, other) is Why.SEVERAL
    acceptance = accept("第四条", code="R01", fingerprint=term.fingerprint[:8])
    settled = settle([other, term], [policy(acceptance)], None)
    assert [finding.accepted is None for finding in settled.findings] == [True, False]


def test_what_joins_a_group_later_is_never_covered() -> None:
    pairs = (found(ONE, TWO), found("第七条", TWO))
    group = found(ONE, "第七条", TWO, parts=pairs)
    named = accept("第六条", "第七条", TWO)
    assert why(named, group) is Why.GROUP
    exact = evolve(named, fingerprint=group.fingerprint[:8])
    assert why(exact, group) is None
    more = found(ONE, "第七条", TWO, parts=(*pairs, found(ONE, "第七条")))
    assert why(exact, more) is Why.CHANGED
    # Also where it was a single finding that became a group.
    alone = accept("第六条", TWO)
    assert why(alone, found(ONE, TWO)) is None
    assert (
        why(alone, found(ONE, TWO, parts=(found(ONE, TWO), found(ONE, TWO, "第九条")))) is Why.GROUP
    )


def test_a_place_that_joins_changes_the_fingerprint() -> None:
    before = found("第六条", "第八条", code="U01")
    after = evolve(before, citations=(*before.citations, Cited("办法", "第九条")))
    assert sealed(before).fingerprint != sealed(after).fingerprint


def test_accepting_twice_is_once_too_often() -> None:
    twice = policy(accept("第六条", TWO), accept(ONE, TWO))
    [(_, unmatched)] = settle([found(ONE, TWO)], [twice], None).unmatched
    assert unmatched.why is Why.REPEATED


def test_what_was_not_looked_for_or_is_undecided_is_not_judged() -> None:
    assert why(accept("第六条"), ran=("G01",)) is None
    undecided = found("第六条", status=Status.UNDECIDED)
    settled = settle([undecided], [policy(accept("第六条"))], None)
    assert settled.findings[0].accepted is None and settled.unmatched == ()


def test_between_two_documents_either_may_accept() -> None:
    finding = evolve(
        found(TWO, code="C06"), citations=(Cited("省", "第一条"), Cited("办法", TWO)), norms=()
    )
    plain, named = accept(TWO, code="C06"), accept(TWO, code="C06", about="省")
    upper = policy(accept("第一条", code="C06"), name="省")
    for documents in (
        [Policy("省"), policy(plain)],
        [Policy("省"), policy(named)],
        [upper, policy()],
    ):
        [marked] = settle([finding], documents, None).findings
        assert marked.accepted is not None
    # It names the other document: alone, and with a third one, it has no say.
    assert settle([], [policy(named)], None).unmatched == ()
    assert settle([], [Policy("国"), policy(named)], None).unmatched == ()
    [(name, missed)] = settle([], [Policy("省"), policy(named)], None).unmatched
    assert (name, missed.why, missed.with_other) == ("办法", Why.GONE, "省")
    # It does not: it may be about another pair.
    assert settle([], [Policy("省"), policy(plain)], None).unmatched == ()
