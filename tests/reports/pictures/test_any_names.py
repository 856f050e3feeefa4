"""Whatever names and documents there are, a picture is well-formed, and no words lie over others."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.pictures.sample import sample
from tests.reports.pictures.seen import assert_readable, cut, overlapping, seen
from tests.strategies import policies

from policyc.core.conditions import Compare, FactRef, Op
from policyc.core.dates import Period, Point
from policyc.core.lifecycle import Change, ChangeKind, Length, LengthUnit, Lifecycle
from policyc.core.norms import Fact, Norm, Outcome, Policy
from policyc.core.programme import Phase, Place
from policyc.core.types import ChoiceType, IntType, Scale, ScaleType
from policyc.reports.pictures.bands import bands
from policyc.reports.pictures.heat import Heat, HeatCell, heat_map
from policyc.reports.pictures.ladders import ladders
from policyc.reports.pictures.lifecycle import lifecycles
from policyc.reports.pictures.svg import SIZE, Drawing, fold, staggered, width_of
from policyc.reports.pictures.terms import term_bars
from policyc.reports.pictures.timeline import timelines

ANY = st.text(max_size=40)
NAMES = st.text(st.sampled_from("重点整治乡镇（园区）“x”—%W1 "), min_size=1, max_size=24).filter(
    str.strip
)
WIDTHS = st.floats(20, 600)


@given(ANY)
def test_words_of_any_kind(words: str) -> None:
    drawing = Drawing()
    drawing.text(10, 20, words)
    found = seen(drawing.svg(words, 40))
    assert len(found.words) == bool(words)


@given(st.text(max_size=60), WIDTHS, st.booleans())
def test_folded_lines_fit(words: str, width: float, bold: bool) -> None:
    for line in fold(words, width, bold=bold):
        assert width_of(line, bold=bold) <= max(width, 2.2 * SIZE) or len(line) == 1


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(1, 200)), max_size=8))
def test_labels_never_touch(wanted: list[tuple[float, float]]) -> None:
    placed = staggered(wanted, 0, 600)
    boxes = [(m - w / 2, m + w / 2, row) for (m, row), (_, w) in zip(placed, wanted, strict=True)]
    for at, (left, right, row) in enumerate(boxes):
        assert left >= -0.01 and right <= 600.01
        assert all(
            row != other or left >= end or right <= start for start, end, other in boxes[at + 1 :]
        )


@st.composite
def lives(draw: st.DrawFn) -> Policy:
    """Tiers of any names, by a number and by the level above; terms and changes; phases."""
    steps = tuple(draw(st.lists(NAMES, min_size=2, max_size=6, unique=True)))
    tiers = ScaleType(Scale("级别", steps))
    cases = IntType(draw(st.sampled_from(("件", "平方米", ""))), 0)
    bounds = draw(st.lists(st.integers(1, 10**6), min_size=1, max_size=6))
    facts = (
        Fact(draw(NAMES), cases),
        Fact("上级" + draw(NAMES), tiers, harmless=steps[0], fed_by=(draw(NAMES), "级别")),
        Fact("现级别", tiers),
    )
    ops = st.sampled_from((Op.GE, Op.GT, Op.EQ, Op.LE))
    norms = [
        Norm(f"r{k}", "级别", (draw(st.sampled_from(steps)),), citation=draw(NAMES),
             condition=Compare(FactRef(facts[0].name), draw(ops), bound))
        for k, bound in enumerate(bounds)
    ]  # fmt: skip
    norms += [
        Norm(f"u{k}", "级别", (draw(st.sampled_from(steps)),), citation=draw(NAMES),
             condition=Compare(FactRef(facts[1].name), Op.EQ, step))
        for k, step in enumerate(draw(st.lists(st.sampled_from(steps), max_size=3)))
    ]  # fmt: skip
    norms += [
        Norm(f"t{k}", "期限", (draw(st.integers(1, 40)),), citation=draw(NAMES),
             condition=Compare(FactRef("现级别"), Op.EQ, step))
        for k, step in enumerate(draw(st.lists(st.sampled_from(steps), max_size=3)))
    ]  # fmt: skip
    measures = ChoiceType("处置", ("一", "二", "三"))
    norms += [Norm(f"d{k}", "处置", (option,)) for k, option in enumerate(measures.options)]
    length = st.one_of(
        st.none(), st.builds(Length, st.integers(1, 90), st.sampled_from(LengthUnit))
    )
    changes = tuple(
        Change(draw(NAMES), "", "处置", option, draw(st.sampled_from(ChangeKind)),
               length=draw(length), unlimited=draw(st.booleans()))
        for option in draw(st.lists(st.sampled_from(measures.options), unique=True))
    )  # fmt: skip
    life = Lifecycle(
        draw(NAMES), "第一条", "", "级别", "现级别", steps[0], (steps[0],), "期限", changes=changes
    )
    return Policy(
        draw(NAMES),
        title=draw(NAMES),
        facts=facts,
        outcomes=(
            Outcome("级别", tiers, subject=draw(NAMES), none_value=steps[0], given="现级别"),
            Outcome("期限", IntType(draw(st.sampled_from(("年", "个月", "日"))))),
            Outcome("处置", measures),
        ),
        norms=tuple(evolve(each, subject="") for each in norms),
        lifecycles=(life,),
        content=tuple(draw(st.lists(phases(), max_size=4))),
    )


@st.composite
def phases(draw: st.DrawFn) -> Phase:
    points = st.one_of(
        st.builds(Point, st.sampled_from(("", "2023年91日"))),
        st.dates().map(lambda day: Point(day.isoformat(), day)),
    )
    periods = tuple(Period(draw(points), draw(points)) for _ in range(draw(st.integers(1, 2))))
    return Phase(Place(draw(NAMES), ""), draw(NAMES), periods, whole=draw(st.booleans()))


@given(st.lists(lives(), min_size=1, max_size=3))
def test_any_documents(found: list[Policy]) -> None:
    found = [evolve(p, outcomes=tuple(evolve(o, subject="") for o in p.outcomes)) for p in found]
    names = [f"{number}{policy.title}" for number, policy in enumerate(found)]
    for figure in (
        *ladders(found, names),
        *bands(found, names),
        *term_bars(found, names),
        *timelines(found, names),
        *(each for policy in found for each in lifecycles(policy, policy.title)),
    ):
        assert_readable(figure.svg)


@given(policies(with_windows=False))
def test_any_conditions(policy: Policy) -> None:
    for figure in bands([policy]):
        assert_readable(figure.svg)


CELLS = st.builds(HeatCell, st.sampled_from(Heat), st.one_of(st.just(""), NAMES))


@given(st.data(), st.integers(1, 10), st.integers(1, 12))
def test_any_heat_map(data: st.DataObject, across: int, down: int) -> None:
    columns = data.draw(st.lists(NAMES, min_size=across, max_size=across))
    rows = [
        (data.draw(NAMES), data.draw(st.lists(CELLS, min_size=across, max_size=across)))
        for _ in range(down)
    ]
    for figure in heat_map(data.draw(NAMES), columns, rows):
        assert_readable(figure.svg)


def test_a_heat_map_is_told_without_its_colours() -> None:
    rows = [("期限", [HeatCell(Heat.SAME, "1年"), HeatCell(Heat.SILENT)]),
            ("级别", [HeatCell(Heat.DIFFERENT), HeatCell(Heat.NONE)])]  # fmt: skip
    (figure,) = heat_map("异同", ["甲", "乙"], rows)
    assert figure.words == "期限：甲相同（1年），乙没有写。级别：甲不同，乙不可比。"
    texts = seen(figure.svg).texts
    assert {"同 1年", "—", "异", "×", "相同", "不同", "不可比", "没有写"} <= set(texts)
    assert heat_map("异同", [], []) == ()


@pytest.mark.parametrize("draw", [ladders, bands, term_bars, timelines])
def test_long_names_wrap(draw: object) -> None:
    assert callable(draw)
    for figure in draw([sample(), sample()], ["很长的文件名称" * 12, "另一份" * 30]):
        found = seen(figure.svg)
        assert not overlapping(found) and not cut(found)
