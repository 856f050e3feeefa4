"""Coverage: that every unit of the source text is accounted for by the code.

The units are those of ``units``. A unit is covered

- by what stands on it: a norm, duty, step of a procedure, sanction, role, application, delegation,
  commencement, repeal, trigger, table or premise (encoded), a definition, or one of
  the marks 宣示, 暂缓, 开放;
- failing that, by what stands on the nearest unit above it and reaches down: everything but a
  premise and the lead-in of a rule with listed 项, which account for the words they encode and
  for the 项 they list, no more;
- a lead-in also where every unit of its list is covered.

A norm whose own condition rests only on open-textured facts makes its unit open-textured: it can
be evaluated only after somebody has judged (认定, 程度). A premise and the upstream outcomes that a
condition mentions do not count as facts here.

Where several statements stand on one unit, it has the status of the most telling one, in the
order of ``_PRECEDENCE``: what has been put off is never hidden by what has been done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import frozen

from policyc.core.norms import Policy
from policyc.lints.standing import Reach, Standing, Status, standing_of
from policyc.lints.units import Piece, Unit, units_of
from policyc.resolved.document import ResolvedDocument
from policyc.source.citation import Citation, Level
from policyc.source.provisions import ProvisionTree

_PRECEDENCE = (
    (Status.DEFERRED, True),
    (Status.OPEN_TEXTURED, True),
    (Status.ENCODED, False),
    (Status.OPEN_TEXTURED, False),
    (Status.DEFINITION, False),
    (Status.DECLARATORY, True),
)
"""Statuses, with whether they come from a mark, the most telling first."""

_MARK_WORDS = ("宣示", "暂缓", "开放")


@frozen
class Covered:
    """A unit with what accounts for it. ``through`` is the unit on which that stands; none for a
    lead-in that is covered by its list."""

    unit: Unit
    status: Status
    by: tuple[Standing, ...] = ()
    through: Citation | None = None

    @property
    def reason(self) -> str:
        """Why the unit has its status: the marks' reasons, else what encodes it."""
        given = [standing.reason for standing in self.by if standing.reason]
        words = list(dict.fromkeys(standing.what for standing in self.by))
        shown = "；".join(given) if given else "、".join(words)
        if self.through is None:
            return "" if self.status is Status.UNMARKED else "所列各项都有着落"
        if self.through == self.unit.citation:
            return shown
        return f"{self.through}：{shown}"


@frozen
class Coverage:
    """The coverage of one document. ``others`` are titles and what stands around the body."""

    name: str
    title: str
    units: tuple[Covered, ...]
    others: tuple[Unit, ...] = ()

    @cached_property
    def counts(self) -> Mapping[Status, int]:
        """How many units there are of each status; none left out."""
        counted = Counter(covered.status for covered in self.units)
        return {status: counted[status] for status in Status}

    @property
    def unmarked(self) -> tuple[Covered, ...]:
        """The units that nothing accounts for."""
        return tuple(covered for covered in self.units if covered.status is Status.UNMARKED)


def coverage(tree: ProvisionTree, document: ResolvedDocument, policy: Policy) -> Coverage:
    """Account for every unit of a source text."""
    standing = standing_of(document, policy)
    pieces = units_of(tree, standing)
    found = [_cover(unit, standing) for unit in pieces if unit.piece.counts]
    return Coverage(
        name=policy.name,
        title=policy.title,
        units=tuple(_through_list(covered, found) for covered in found),
        others=tuple(unit for unit in pieces if not unit.piece.counts),
    )


def _cover(unit: Unit, standing: Mapping[Citation, Sequence[Standing]]) -> Covered:
    assert unit.citation is not None
    here = [s for cited in (unit.citation, *unit.sentences) for s in standing.get(cited, ())]
    if here:
        return Covered(unit, _most_telling(here), tuple(here), unit.citation)
    for at, above in enumerate(unit.above):
        # A premise or a list's lead-in on the unit whose 句 this is speaks of this 句, too.
        own_words = at == 0 and unit.citation.level is Level.SENTENCE
        reaching = [s for s in standing.get(above, ()) if s.reach is Reach.BELOW or own_words]
        if reaching:
            return Covered(unit, _most_telling(reaching), tuple(reaching), above)
    return Covered(unit, Status.UNMARKED)


def _most_telling(standing: Sequence[Standing]) -> Status:
    present = {(each.status, each.what in _MARK_WORDS) for each in standing}
    return next(status for status, mark in _PRECEDENCE if (status, mark) in present)


def _through_list(covered: Covered, found: Sequence[Covered]) -> Covered:
    """A lead-in without a statement of its own, where its whole list is covered."""
    if covered.status is not Status.UNMARKED or covered.unit.piece is not Piece.LEAD:
        return covered
    below = [each for each in found if covered.unit.citation in each.unit.above]
    if any(each.status is Status.UNMARKED for each in below) or not below:
        return covered
    statuses = {each.status for each in below}
    status = statuses.pop() if len(statuses) == 1 else Status.ENCODED
    return Covered(covered.unit, status)
