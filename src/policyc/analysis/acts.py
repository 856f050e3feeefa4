"""What somebody has to do, may do or must not do, outside the decided outcomes."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from policyc.core.conditions import Condition
from policyc.core.content import Duty, Place, Sanction
from policyc.core.norms import Modality, Policy


@frozen
class Act:
    """One act of one body, or one measure on one target, with its 规范词.

    A text that just tells what is done obliges. A body that the text calls by several names has
    one here.
    """

    sort: str
    who: str
    what: str
    modality: Modality
    condition: Condition
    place: Place

    @property
    def key(self) -> tuple[str, str, str]:
        """What two acts share that speak of the same thing."""
        return self.sort, self.who, self.what


def acts_of(policy: Policy) -> Iterator[Act]:
    """Every act of duties and procedures, every measure of sanctions."""
    for clause in policy.content:
        match clause:
            case Duty():
                sort, whom, whats = "职责", clause.bodies, clause.acts
            case Sanction():
                sort, whom, whats = "追责", clause.targets, clause.measures
            case _:
                continue
        modality = clause.modality or Modality.SHALL
        for who in whom:
            for what in whats:
                one = policy.body(who)
                yield Act(sort, one, what, modality, clause.condition, clause.place)


def act_pairs(policy: Policy) -> Iterator[tuple[Act, Act]]:
    """Acts that speak of the same thing, each pair once, in the order of the text."""
    by_key: dict[tuple[str, str, str], list[Act]] = {}
    for act in acts_of(policy):
        earlier = by_key.setdefault(act.key, [])
        for other in earlier:
            yield other, act
        earlier.append(act)
