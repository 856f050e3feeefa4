"""How far a plan has come: its targets and duties compared with what is reported, as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from policyc.core.conditions import FALSE, TRUE, Condition, facts_of, outcomes_of
from policyc.core.cone import cone_facts
from policyc.core.content import Sanction
from policyc.core.norms import Policy
from policyc.core.programme import Indicator, divisions_by_unit
from policyc.core.progress_duties import duty_progress, must_be_done, with_time
from policyc.core.progress_targets import answerable_for, end_of_time, target_progress
from policyc.core.reported import Progress, Reported, SanctionProgress, truth_of
from policyc.core.run import Choices, Facts


def progress(
    policy: Policy, reported: Reported, as_of: date, issued: date | None, readings: Choices
) -> Progress:
    """How everything stands on a day. ``issued`` is when the document was issued, ``None`` where
    that is not known; ``readings`` fixes some readings from outside."""
    content = policy.content
    divisions = divisions_by_unit(content)
    targets = [
        target
        for each in content
        if isinstance(each, Indicator)
        for target in target_progress(policy, each, reported, as_of, readings, divisions)
    ]
    timed = list(with_time(policy))
    duties = [
        evolve(
            duty_progress(
                policy,
                duty,
                reported,
                as_of,
                issued,
                readings,
                end_of_time(policy, duty.place),
                note,
            ),
            answerable=() if duty.bodies else answerable_for(policy, duty.place, divisions),
        )
        for duty, note in timed
    ]
    sanctions = [
        found
        for each in content
        if isinstance(each, Sanction)
        for found in _sanction(policy, each, reported.facts, as_of, readings)
    ]
    untimed = sum(map(must_be_done, content)) - len(timed)
    return Progress(as_of, tuple(targets), tuple(duties), tuple(sanctions), untimed)


def _sanction(
    policy: Policy, sanction: Sanction, facts: Facts, as_of: date, readings: Choices
) -> Iterable[SanctionProgress]:
    if sanction.condition in (TRUE, FALSE):
        return
    truth, hangs = truth_of(policy, sanction.condition, facts, as_of, readings)
    if truth is not False:
        missing = () if truth else _not_given(policy, sanction.condition, facts)
        yield SanctionProgress(sanction, truth, hangs, missing)


def _not_given(policy: Policy, condition: Condition, facts: Facts) -> tuple[str, ...]:
    """The facts that a condition asks about, itself and through outcomes, and nobody has told."""
    names = dict.fromkeys(facts_of(condition))
    for outcome in outcomes_of(condition):
        names |= dict.fromkeys(cone_facts(policy, outcome))
    return tuple(name for name in names if facts.get(name) is None)
