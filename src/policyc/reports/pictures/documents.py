"""All pictures of some documents, in the order in which a report shows them."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.comparison.texts import short_names
from policyc.core.norms import Policy
from policyc.reports.paper.model import Figure
from policyc.reports.pictures.bands import bands
from policyc.reports.pictures.ladders import ladders
from policyc.reports.pictures.lifecycle import lifecycles
from policyc.reports.pictures.terms import term_bars
from policyc.reports.pictures.timeline import timelines


def pictures_of(
    policies: Sequence[Policy], names: Sequence[str] | None = None
) -> tuple[Figure, ...]:
    """The pictures that there is something to draw for: tiers, numbers, terms, phases, lives.
    ``names`` are the short names of the documents."""
    known = names or short_names(policies)
    several = len(policies) > 1
    return (
        *ladders(policies, known),
        *bands(policies, known),
        *term_bars(policies, known),
        *timelines(policies, known),
        *(
            figure
            for policy, name in zip(policies, known, strict=True)
            for figure in lifecycles(policy, name if several else "")
        ),
    )
