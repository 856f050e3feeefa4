"""Regions: every comparison is constant on each, and no two neighbours are alike."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyc.core.conditions import Op
from policyc.core.run import compare
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    Scale,
    ScaleType,
    Value,
    ValueType,
)
from policyc.plan.partitions import Partition, partition

TIERS = ScaleType(Scale("级别", ("无", "轻", "重")))
OPS = st.sampled_from(tuple(Op))
VALUES: dict[ValueType, st.SearchStrategy[Value]] = {
    BoolType(): st.booleans(),
    TIERS: st.sampled_from(TIERS.scale.steps),
    ChoiceType("", ("甲", "乙")): st.sampled_from(("甲", "乙")),
    IntType("株", 0): st.integers(-3, 6),
    RealType("%"): st.fractions(0, 1, max_denominator=4),
    DateType(): st.dates(date(2019, 5, 28), date(2019, 6, 2)),
}


@given(st.data())
def test_comparisons_are_sets_of_regions(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(tuple(VALUES)))
    ops = OPS if not isinstance(kind, (BoolType, ChoiceType)) else st.sampled_from((Op.EQ, Op.NE))
    asked = data.draw(st.lists(st.tuples(ops, VALUES[kind]), max_size=5))
    regions = partition(kind, asked)
    for value in data.draw(st.lists(VALUES[kind], min_size=1, max_size=6)):
        inside = regions.region_of(value)
        for op, constant in asked:
            held = compare(kind, op, value, constant)
            assert bool(regions.mask(op, constant) >> inside & 1) is held
    if not regions.is_finite:
        for one, other in pairwise(range(len(regions.regions))):
            assert any(
                regions.mask(op, v) >> one & 1 != regions.mask(op, v) >> other & 1
                for op, v in asked
            )


def test_range_with_an_open_question_at_its_end() -> None:
    """5000株（含）至10000株: what both readings of 至 tell apart."""
    asked: list[tuple[Op, Value]] = [(Op.GE, 5000), (Op.LE, 10000), (Op.LT, 10000)]
    found = partition(IntType("株", 0), asked)
    assert _shown(found) == ["..<5000", "5000<=..<10000", "10000", "10000<.."]


def test_neighbouring_integers_leave_no_gap() -> None:
    asked: list[tuple[Op, Value]] = [(Op.EQ, 2), (Op.EQ, 3)]
    assert _shown(partition(IntType(), asked)) == ["..<2", "2", "3", "3<.."]
    assert _shown(partition(RealType(), [(op, Fraction(str(v))) for op, v in asked])) == [
        *("..<2", "2", "2<..<3"),
        *("3", "3<.."),
    ]


def test_runs_join_neighbours() -> None:
    found = partition(IntType(), [(Op.GE, 1), (Op.GE, 5), (Op.GT, 5)])
    assert [_region(run) for run in found.runs(0b1101)] == ["..<1", "5<=.."]


@pytest.mark.parametrize("kind", [IntType(), RealType(), DateType()])
def test_nothing_compared_is_one_region(kind: ValueType) -> None:
    found = partition(kind, [])
    assert len(found.regions) == 1
    assert found.full == 1


def _shown(found: Partition) -> list[str]:
    return [_region(region) for region in found.regions]


def _region(region: object) -> str:
    low, high = getattr(region, "low"), getattr(region, "high")  # noqa: B009
    has_low, has_high = getattr(region, "has_low"), getattr(region, "has_high")  # noqa: B009
    if low is not None and low == high:
        return str(low)
    left = "" if low is None else f"{low}{'<=' if has_low else '<'}"
    return f"{left}..{'' if high is None else ('<=' if has_high else '<') + str(high)}"
