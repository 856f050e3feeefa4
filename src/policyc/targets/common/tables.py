"""One fact, all its bits: what each region of its values sets, and the arms of a switch over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from attrs import evolve, frozen

from policyc.plan.partitions import Partition, Region

MAX_STEPS = 2
"""Of how many steps of a scale, or runs of numbers, a plain chain of tests is quickest."""

Norms: TypeAlias = tuple[int, ...]
_Run: TypeAlias = tuple[Region, int, Norms]


@frozen
class Table:
    """The bits that each region of a fact sets, and those that it sets while unknown."""

    fact: str
    key: str
    masks: tuple[int, ...]
    unknown: int
    norms: tuple[Norms, ...]
    unknown_norms: Norms
    name: str = ""


@frozen
class Arm:
    """A branch of a switch: where the fact lies in one of ``regions``, or is ``unknown``, or, with
    neither, in all other cases. It sets its bits, or goes on with the arms ``inner``."""

    regions: tuple[Region, ...]
    bits: int
    norms: Norms
    unknown: bool = False
    inner: tuple[Arm, ...] = ()


def unknown_arm(table: Table) -> Arm:
    """The branch of an unknown fact."""
    return Arm((), table.unknown, table.unknown_norms, unknown=True)


def arms_of_steps(regions: Partition, table: Table) -> list[Arm]:
    """A switch over steps or options; those that set the same bits share an arm."""
    by_bits: dict[int, list[tuple[Region, Norms]]] = {}
    for region, bits, norms in zip(regions.regions, table.masks, table.norms, strict=True):
        if bits:
            by_bits.setdefault(bits, []).append((region, norms))
    arms = []
    for bits, found in by_bits.items():
        together = tuple(sorted({n for _, norms in found for n in norms}))
        arms.append(Arm(tuple(region for region, _ in found), bits, together))
    return [*arms, unknown_arm(table)]


def arms_of_numbers(regions: Partition, table: Table) -> list[Arm]:
    """A switch over numbers or days, from the smallest; the unknown comes first."""
    runs = _runs(regions, table)
    filled = [run for run in runs if run[1]]
    first = unknown_arm(table)
    if len(filled) <= MAX_STEPS:
        arms = [first, *(Arm((run,), bits, norms) for run, bits, norms in filled)]
        return _with_else(arms, len(filled) == len(runs))
    if runs[0][1] == 0:
        above = evolve(runs[1][0], high=None, has_high=False)
        norms = tuple(sorted({bit for _, _, found in filled for bit in found}))
        return [first, Arm((above,), 0, norms, inner=tuple(_ladder(runs[1:])))]
    return [first, *_ladder(runs)]


def _runs(regions: Partition, table: Table) -> list[_Run]:
    """Neighbouring regions with the same bits as one."""
    found: list[_Run] = []
    for region, bits, norms in zip(regions.regions, table.masks, table.norms, strict=True):
        if found and found[-1][1] == bits:
            last = evolve(found[-1][0], high=region.high, has_high=region.has_high)
            found[-1] = (last, bits, norms)
        else:
            found.append((region, bits, norms))
    return found


def _ladder(runs: Sequence[_Run]) -> list[Arm]:
    """From the lowest run upwards: every arm needs only its upper end."""
    arms = []
    for run, bits, norms in runs[:-1]:
        end = run if run.value is not None else evolve(run, low=None)
        arms.append(Arm((end,), bits, norms))
    _, bits, norms = runs[-1]
    return [*arms, Arm((), bits, norms)] if bits else arms


def _with_else(arms: list[Arm], covered: bool) -> list[Arm]:
    """Where the arms leave nothing out the last needs no test."""
    return [*arms[:-1], evolve(arms[-1], regions=())] if covered and len(arms) > 1 else arms
