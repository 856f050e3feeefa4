"""Bands of a number: where a norm can be in force by it, where none is, and where two are."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.loading import policy_of
from tests.strategies import complete_facts_for, policies

from policyc.core.conditions import (
    All,
    Any,
    ByReading,
    Compare,
    Condition,
    FactRef,
    Not,
    Op,
    outcomes_of,
)
from policyc.core.effects import PROHIBITIONS
from policyc.core.norms import Fact, Norm, Outcome, Overlap, Policy, Reading, Worse
from policyc.core.run import Run
from policyc.core.types import IntType, RealType, Scale, ScaleType, Value
from policyc.plan.bands import Axis, Band, Lane, axes
from policyc.plan.partitions import Region
from policyc.plan.reach import whole_condition

TIERS = ScaleType(Scale("级别", ("无", "轻", "重")))
PLANTS = Fact("株数", IntType("株", 0), harmless=0, worse=Worse.MORE)
PREMISE = Fact("前提")


def at(op: Op, number: int) -> Condition:
    return Compare(FactRef("株数"), op, number)


HOLDS = Compare(FactRef("前提"), Op.EQ, True)


def axis_of(
    *norms: tuple[str, Condition],
    overlap: Overlap = Overlap.UNSTATED,
    worse: Worse = Worse.MORE,
    readings: tuple[Reading, ...] = (),
) -> Axis:
    (axis,) = axes(
        [
            Policy(
                "办法",
                facts=(evolve(PLANTS, worse=worse), PREMISE),
                readings=readings,
                outcomes=(Outcome("级别", TIERS, overlap=overlap),),
                norms=tuple(
                    Norm(f"r{n}", "级别", (value,), condition, citation=f"第{n}条")
                    for n, (value, condition) in enumerate(norms, 1)
                ),
            )
        ]
    )
    return axis


def ranges(axis: Axis, lane: Lane) -> list[tuple[Value | None, bool, Value | None, bool]]:
    return [_ends(region) for band in lane.bands for region in axis.regions.runs(band.mask)]


def _ends(region: Region) -> tuple[Value | None, bool, Value | None, bool]:
    return region.low, region.has_low, region.high, region.has_high


def test_a_hole_and_an_overlap() -> None:
    axis = axis_of(
        ("轻", All((at(Op.GE, 10), at(Op.LE, 20)))),
        ("重", Any((at(Op.EQ, 20), at(Op.GT, 30)))),
    )
    (lane,) = axis.lanes
    assert ranges(axis, lane) == [
        (10, True, 20, True),
        (20, True, 20, True),
        (30, False, None, False),
    ]
    assert [_ends(hole) for hole in lane.holes] == [(20, False, 30, True)]
    (met,) = lane.overlaps
    assert _ends(met.region) == (20, True, 20, True)
    assert (met.values, met.alone) == (("轻", "重"), True)
    assert all(band.mask == band.alone for band in lane.bands)


@pytest.mark.parametrize(
    ("worse", "holes"),
    [
        (Worse.MORE, [(5, False, None, False)]),
        (Worse.LESS, [(None, False, 5, False)]),
        (Worse.NEITHER, []),
    ],
)
def test_a_hole_is_where_a_graver_number_gets_nothing(worse: Worse, holes: list[object]) -> None:
    (lane,) = axis_of(("轻", at(Op.EQ, 5)), worse=worse).lanes
    assert [_ends(hole) for hole in lane.holes] == holes


def test_conditions_besides_the_number() -> None:
    axis = axis_of(("轻", All((HOLDS, at(Op.GE, 10)))), ("重", Any((HOLDS, at(Op.GE, 20)))))
    (lane,) = axis.lanes
    light, grave = lane.bands
    assert light.alone == 0 and grave.alone == grave.mask
    # What needs the premise and what does without it: the grave one holds from 20 on.
    assert ranges(axis, lane) == [(10, True, None, False), (20, True, None, False)]


def test_norms_that_exclude_each_other_never_meet() -> None:
    several = at(Op.GE, 10)
    (lane,) = axis_of(("轻", All((HOLDS, several))), ("重", All((Not(HOLDS), several)))).lanes
    assert not lane.overlaps


def test_what_the_text_says_of_overlaps() -> None:
    norms = (("轻", at(Op.GE, 1)), ("重", at(Op.GE, 2)))
    (lane,) = axis_of(*norms, overlap=Overlap.HIGHEST).lanes
    assert [met.values for met in lane.overlaps] == [("轻", "重")]
    (lane,) = axis_of(*norms, overlap=Overlap.CUMULATIVE).lanes
    assert not lane.overlaps


def test_one_lane_for_every_way_to_read() -> None:
    bound = ByReading("至", (("含", at(Op.LE, 20)), ("不含", at(Op.LT, 20))))
    other = ByReading("无关", (("甲", HOLDS), ("乙", Not(HOLDS))))
    axis = axis_of(
        ("轻", All((at(Op.GE, 10), bound, other))),
        ("重", at(Op.GE, 20)),
        readings=(Reading("至", ("含", "不含")), Reading("无关", ("甲", "乙"))),
    )
    assert [lane.under for lane in axis.lanes] == [({"至": "含"},), ({"至": "不含"},)]
    assert [bool(lane.overlaps) for lane in axis.lanes] == [True, False]


def test_the_thresholds_of_jilin() -> None:
    """第七条第（四）项、第八条第（五）项、第九条第（三）项."""
    found = {axis.fact.name: axis for axis in axes([policy_of("jilin-2019-draft")])}
    closed, apart = found["罂粟株数"].lanes
    assert (closed.under, apart.under) == (({"至": "含"},), ({"至": "不含"},))
    assert ranges(found["罂粟株数"], closed) == [
        (10000, True, None, False),
        (5000, True, 10000, True),
        (3000, True, 5000, True),
    ]
    assert [_ends(met.region)[0] for met in closed.overlaps] == [5000, 10000]
    assert not apart.overlaps and not apart.holes
    exactly = found["连续发现年数"].lanes[0]
    assert exactly.under == ({"连续3年": "恰", "连续2年": "恰"},)
    assert [_ends(hole) for hole in exactly.holes] == [(3, False, None, False)]


def test_the_hole_and_the_overlaps_of_the_example() -> None:
    """第六条第一款 leaves out 2500元至2599元; 第十条第一款 has 36个月 twice."""
    found = {axis.fact.name: axis for axis in axes([policy_of("policies/examples/rent-subsidy")])}
    (grades,) = (lane for lane in found["家庭人均月收入"].lanes if lane.outcome.name == "补贴档次")
    assert [_ends(hole) for hole in grades.holes] == [(2500, True, 2600, False)]
    # Whoever is no 补贴对象 has no grade: from 4000元 on.
    assert ranges(found["家庭人均月收入"], grades)[2] == (2600, True, 4000, False)
    (terms,) = found["剩余合同月数"].lanes
    assert [_ends(met.region) for met in terms.overlaps] == [(36, True, 36, True)]


@given(st.data())
def test_where_a_number_decides_there_is_a_band(data: st.DataObject) -> None:
    """Whoever gets a result by a number, and not by another one, is in a band; and within what
    needs nothing else, everybody gets it."""
    policy = data.draw(policies(with_windows=False, with_defeat=False, with_axioms=False))
    facts = data.draw(complete_facts_for(policy))
    choices = {reading.name: reading.choices[0] for reading in policy.readings}
    for axis in axes([policy]):
        for lane in axis.lanes:
            bands = {band.norm.id: band for band in lane.bands}
            if lane.under and not any(_agrees(choices, under) for under in lane.under):
                continue
            for norm in policy.norms_for(lane.outcome.name, lane.subject):
                if not any(outcomes_of(whole_condition(norm))):
                    _check(policy, axis, norm, bands.get(norm.id), facts, choices)


def _agrees(choices: dict[str, str], under: object) -> bool:
    assert isinstance(under, dict)
    return all(choices[name] == choice for name, choice in under.items())


def _check(
    policy: Policy,
    axis: Axis,
    norm: Norm,
    band: Band | None,
    facts: dict[str, Value],
    choices: dict[str, str],
) -> None:
    if norm.modality in PROHIBITIONS:
        return
    truths = {}
    for at_region, region in enumerate(axis.regions.regions):
        value = _sample(axis, region)
        run = Run(policy, {**facts, axis.fact.name: value}, choices)
        trigger = policy.outcome(norm.outcome).trigger
        triggered = trigger is None or run.truth(trigger) is True
        truths[1 << at_region] = run.truth(whole_condition(norm)), triggered
    for mask, (holds, triggered) in truths.items():
        if holds is True and any(truth is False for truth, _ in truths.values()):
            assert band is not None and band.mask & mask
        if band is not None and band.alone & mask and triggered:
            assert holds is True


def _sample(axis: Axis, region: Region) -> Value:
    """Some value of a region."""
    low, high = region.low, region.high
    step = 1 if isinstance(axis.fact.type, IntType) else Fraction(1, 1000)
    if low is not None:
        assert isinstance(low, (int, Fraction))
        return low if region.has_low else low + step
    if high is not None:
        assert isinstance(high, (int, Fraction))
        return high if region.has_high else high - step
    assert isinstance(axis.fact.type, (IntType, RealType))
    return 0
