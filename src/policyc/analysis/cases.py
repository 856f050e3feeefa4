"""The case that shows a claim best: under every reading where there is such a case.

A witness that leans on a reading invites the answer “we do not read it that way”. So the smallest
case is looked for first among those that show the claim however the text is read, then among those
that show it under all readings under which it can be shown at all, and only then among all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from attrs import evolve, frozen

from policyc.analysis.always import combinations, projected, too_many
from policyc.analysis.context import Context
from policyc.analysis.logic import Formula, conj, neg
from policyc.analysis.solve import Answer, Found
from policyc.core.norms import Reading
from policyc.findings.finding import Readings

T = TypeVar("T")


@frozen(eq=False)
class Claim:
    """What a case must show.

    ``facts`` are those it rests on, ``forced`` those of them that must be off harmless. ``needs``
    tells with which readings the interpreter sees a case show it.
    """

    query: Formula
    facts: Collection[str]
    needs: Callable[[Found], Readings]
    forced: Collection[str] = ()


@frozen(eq=False)
class Shown:
    """A claim with its best case.

    ``needs`` are the readings that this case leans on: none where it shows the claim under every
    reading. ``holds`` are those under which any case shows it; none for all. ``ambiguous`` says
    that readings could have made a difference, ``query`` what the case was looked for with.
    """

    found: Found
    needs: Readings
    holds: tuple[Readings, ...]
    ambiguous: bool
    query: Formula

    @property
    def robust(self) -> bool:
        """That the case leans on no reading."""
        return not self.needs

    @property
    def certainly(self) -> str:
        """各种读法下都如此, where there are readings and they make no difference."""
        return "各种读法下都如此。" if self.ambiguous and self.robust else ""


def best_case(ctx: Context, claim: Claim) -> tuple[Answer, Shown | None]:
    """The best case of a claim, with the solver's answer where there is none."""
    apart = ctx.apart(claim.facts)
    if apart is not True and claim.query is not False:
        answer, shown = _best_case(ctx, evolve(claim, query=conj((claim.query, apart))))
        if shown is not None:
            return answer, shown
    return _best_case(ctx, claim)


def _best_case(ctx: Context, claim: Claim) -> tuple[Answer, Shown | None]:
    if claim.query is False:
        return Answer.UNSAT, None
    query = conj((claim.query, ctx.read_axioms))
    readings = ctx.always.readings_in(query)
    everywhere = ctx.always.everywhere(query)
    if everywhere is not None:
        answer, found = smallest(ctx, claim, everywhere)
        if found is not None:
            found = evolve(found, readings=ctx.always.usual)
            ambiguous = bool(ctx.always.readings_in(claim.query))
            return answer, Shown(found, {}, (), ambiguous, everywhere)
        if not readings:
            return answer, None
    if not too_many(readings):
        shown = _under_some(ctx, claim, query, readings)
        if shown is not None:
            return Answer.SAT, shown
    answer, found = smallest(ctx, claim, claim.query)
    if found is None:
        return answer, None
    needs = claim.needs(found)
    holds = ctx.holding(claim.query, needs, [reading.name for reading in readings])
    return answer, Shown(found, needs, holds, True, claim.query)


def case_under(ctx: Context, claim: Claim, holds: Readings) -> Shown | None:
    """A case under some choices and whatever else may be chosen, if the claim holds under these
    choices alone: quicker than ``best_case`` where they are known from another claim."""
    query = conj((claim.query, ctx.read_axioms))
    rest = [r for r in ctx.always.readings_in(query) if r.name not in holds]
    if query is False or too_many(rest):
        return None
    narrower = ctx.always.under(query, ({**holds, **each} for each in combinations(rest)))
    _, found = smallest(ctx, claim, narrower)
    elsewhere = neg(ctx.chosen(holds))
    if found is None or ctx.session.check(claim.query, elsewhere) is not Answer.UNSAT:
        return None
    found = evolve(found, readings={**ctx.always.usual, **holds})
    return Shown(found, holds, (holds,), True, narrower)


def smallest(ctx: Context, claim: Claim, query: Formula) -> tuple[Answer, Found | None]:
    """The smallest case of a claim under one form of its query."""
    if query is False:
        return Answer.UNSAT, None
    return ctx.session.smallest(query, claim.facts, claim.forced)


def _under_some(
    ctx: Context, claim: Claim, query: Formula, readings: Sequence[Reading]
) -> Shown | None:
    """A case for all readings under which there is one at all, or for the first group of them."""
    good = ctx.possible(query, readings)
    holds = projected(good, readings)
    if not holds:
        return None
    for some in _from_many_to_few(good, holds):
        narrower = ctx.always.under(query, some)
        _, found = smallest(ctx, claim, narrower)
        if found is not None:
            found = evolve(found, readings={**ctx.always.usual, **holds[0]})
            return Shown(found, holds[0], holds, True, narrower)
    return None


def _from_many_to_few(
    good: Sequence[Readings], holds: Sequence[Readings]
) -> Iterator[Sequence[Readings]]:
    """All combinations, then those of the first group."""
    yield good
    if len(holds) > 1:
        yield [chosen for chosen in good if holds[0].items() <= chosen.items()]


def agreement(shown: Sequence[Shown], unit: str) -> str:
    """How many members of a group no reading removes; the best of them is shown first."""
    robust = sum(each.robust for each in shown)
    if not any(each.ambiguous for each in shown):
        return ""
    if robust == len(shown):
        return "各种读法下都如此。"
    if not robust:
        return f"每一{unit}都取决于读法。"
    return f"其中{robust}{unit}（包括举出的这一{unit}）各种读法下都如此，其余取决于读法。"


def best_first(members: Iterable[T], shown: Callable[[T], Shown]) -> list[T]:
    """The member with the best case, then those that no reading removes, else in their order."""
    left = list(members)
    cases = [shown(member) for member in left]
    best = min(range(len(left)), key=lambda k: (not cases[k].robust, cases[k].found.cost, k))
    order = sorted(range(len(left)), key=lambda k: (k != best, not cases[k].robust, k))
    return [left[k] for k in order]
