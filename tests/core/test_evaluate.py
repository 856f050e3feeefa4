"""What a result carries besides its kind: traces, causes, flags, the readings used."""

from datetime import date

from attrs import evolve
from tests.core.table import rows

from policyc.core.branching import Brancher
from policyc.core.conditions import TRUE, ByReading, Compare, FactRef, Op, holds
from policyc.core.cone import cone, cone_facts, cone_readings, norms_with_winners
from policyc.core.evaluate import NOT_IN_FORCE, evaluate
from policyc.core.norms import Defeat, Fact, Norm, Outcome, Policy, Reading
from policyc.core.results import Kind
from policyc.core.types import IntType, Scale, ScaleType

ROWS = {row.id: row for row in rows()}


def row(number: int) -> Policy:
    return ROWS[str(number)].policy


def forces(policy: Policy, facts: dict, **options: object) -> dict:
    result = evaluate(policy, facts, **options).outcomes[-1]  # type: ignore[arg-type]
    return {entry.norm.id: entry.force for entry in result.trace}


def test_the_trace_has_every_norm_in_the_order_of_the_text() -> None:
    result = evaluate(row(5), {"p": True, "q": False})["级别"]
    assert [(e.norm.id, e.force, e.condition) for e in result.trace] == [
        ("r", True, True),
        ("s", False, False),
        ("t", None, None),
    ]


def test_a_defeated_norm_applies_without_force() -> None:
    (r, s) = evaluate(row(8), {"p": True, "q": True})["级别"].trace
    assert (r.condition, r.force, r.defeated_by) == (True, False, (s.norm,))


def test_force_that_depends_on_a_reading_is_shown_as_unknown() -> None:
    assert forces(row(20), {"n": 10000}) == {"r": True, "s": None}
    assert forces(row(20), {"n": 10000}, readings={"至": "含"}) == {"r": True, "s": True}


def test_a_reading_that_moves_only_the_trace_is_no_reading_of_the_result() -> None:
    """Row 76: which norms clash differs, that there is a clash does not."""
    result = evaluate(row(76), {"n": 5})["级别"]
    assert (result.kind, result.by_reading) == (Kind.CONFLICT, ())
    assert forces(row(76), {"n": 5}) == {"r": True, "s": None, "t": None}


def test_fixed_readings_are_reported_where_they_can_matter() -> None:
    result = evaluate(row(82), {"p": True}, readings={"并列": "或"})
    assert result["列入"].readings == (("并列", "或"),)
    assert result["级别"].readings == ()


def test_under_each_reading_the_whole_decision_is_kept() -> None:
    (inside, outside) = evaluate(row(20), {"n": 10000})["级别"].by_reading
    assert inside.readings == (("至", "含"),)
    assert [entry.force for entry in inside.decision.trace] == [True, True]
    assert [entry.force for entry in outside.decision.trace] == [True, False]


def test_meaning_stands_before_priority_in_the_readings_of_a_result() -> None:
    """Rows 24 and 28 together; the reading of 直接 is declared first."""
    direct, ambiguous = row(24), row(28)
    both = evolve(
        direct,
        facts=(*direct.facts, *ambiguous.facts),
        readings=(*direct.readings, *ambiguous.readings),
        norms=(*direct.norms, *ambiguous.norms),
    )
    facts = {"u": True, "p": True, "x": True, "y": False, "z": False}
    result = evaluate(both, facts)["级别"]
    assert result.kind is Kind.CONFLICT
    assert [(u.readings, u.decision.kind.value) for u in result.by_reading] == [
        ((("并列", "且"), ("直接", "替代")), "定"),
        ((("并列", "且"), ("直接", "下限")), "定"),
        ((("并列", "且"), ("直接", "仅免程序")), "冲突"),
        ((("并列", "或"), ("直接", "替代")), "定"),
        ((("并列", "或"), ("直接", "下限")), "冲突"),
        ((("并列", "或"), ("直接", "仅免程序")), "冲突"),
    ]


def test_inactive_readings_cost_nothing() -> None:
    """Twelve thresholds of twelve readings, none of them near: one leaf."""
    names = [f"至{n}" for n in range(12)]
    policy = Policy(
        "x",
        facts=(Fact("n", IntType(), harmless=0),),
        readings=tuple(Reading(name, ("含", "不含")) for name in names),
        outcomes=(Outcome("o", ScaleType(Scale("s", ("a", "b"))), trigger=TRUE),),
        norms=tuple(
            Norm(
                name,
                "o",
                ("b",),
                ByReading(
                    name,
                    (
                        ("含", Compare(FactRef("n"), Op.GE, 10 * k)),
                        ("不含", Compare(FactRef("n"), Op.GT, 10 * k)),
                    ),
                ),
            )
            for k, name in enumerate(names)
        ),
    )
    assert len(Brancher(policy, {"n": 55}, None, {}).branch("o", "地区").open) == 1
    assert len(Brancher(policy, {}, None, {}).branch("o", "地区").open) == 1
    assert len(Brancher(policy, {"n": 50}, None, {}).branch("o", "地区").open) == 2


def test_a_reading_beside_a_settled_alternative_is_not_branched_over() -> None:
    """Row 77: p holds, so the threshold beside it is not looked at."""
    assert len(Brancher(row(77), {"n": 5, "p": True}, None, {}).branch("级别", "地区").open) == 1
    assert len(Brancher(row(77), {"n": 5, "p": False}, None, {}).branch("级别", "地区").open) == 2


def test_flags_before_the_effective_date() -> None:
    policy = row(38)
    assert NOT_IN_FORCE in evaluate(policy, {}, as_of=date(2019, 5, 29))["级别"].flags
    assert evaluate(policy, {}, as_of=date(2019, 5, 30))["级别"].flags == ()
    assert evaluate(policy, {})["级别"].flags == ()


def test_value_is_the_single_value_of_a_decision() -> None:
    assert evaluate(row(1), {"p": True})["级别"].value == "b"
    assert evaluate(row(1), {"p": False})["级别"].value is None
    assert evaluate(row(7), {"p": True, "q": True})["级别"].value is None


# ---------------------------------------------------------------------------- cones


def test_the_cone_runs_from_downstream_up() -> None:
    policy = row(88)
    assert cone(policy, "级别") == ("级别", "列入", "省级")
    assert cone_facts(policy, "级别") == ("p",)
    assert cone_facts(policy, "省级") == ("p",)


def test_the_cone_goes_through_defeat() -> None:
    """Row 57: what defeats r is a norm of another outcome; its facts are in the cone."""
    policy = row(57)
    assert [norm.id for norm in norms_with_winners(policy, "级别")] == ["r", "x"]
    assert cone(policy, "级别") == ("级别",)
    assert set(cone_facts(policy, "级别")) == {"p", "q"}


def test_readings_of_direct_norms_are_in_the_cone() -> None:
    assert cone_readings(row(24), "级别") == ("直接",)
    assert cone_readings(row(80), "级别") == ("至",)
    assert cone_readings(row(82), "级别") == ()


def test_the_cone_goes_through_what_replaces_a_winner() -> None:
    """r is beaten by x of another outcome, and x by the direct norm d under a reading."""
    scale = ScaleType(Scale("s", ("a", "b")))
    policy = Policy(
        "x",
        facts=(Fact("p"), Fact("q"), Fact("u")),
        readings=row(24).readings,
        outcomes=(Outcome("上", scale, trigger=TRUE), Outcome("级别", scale, trigger=TRUE)),
        norms=(
            Norm("d", "上", ("b",), holds("u"), direct="直接"),
            Norm("x", "上", ("a",), holds("q")),
            Norm("r", "级别", ("b",), holds("p")),
        ),
        defeats=(Defeat("x", "r"),),
    )
    assert [norm.id for norm in norms_with_winners(policy, "级别")] == ["r", "x", "d"]
    assert cone_facts(policy, "级别") == ("p", "q", "u")
    assert cone_readings(policy, "级别") == ("直接",)
    facts = {"p": True, "q": True, "u": True}
    result = evaluate(policy, facts)["级别"]
    assert result.kind is Kind.GAP
    assert [(u.readings, u.decision.kind.value) for u in result.by_reading] == [
        ((("直接", "替代"),), "定"),
        ((("直接", "下限"),), "空白"),
        ((("直接", "仅免程序"),), "空白"),
    ]
