"""The plan of a policy: order, bits, readings as parameters, cells that say the same."""

from collections.abc import Mapping
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.strategies import facts_for, policies
from tests.targets.small import SMALL

import policyc
from policyc.core.conditions import All, Any, ByReading, Constant, Not, holds
from policyc.core.norms import Fact, Norm, Outcome, Policy, Reading, ReadingSort
from policyc.core.run import Run
from policyc.core.truth import Truth, conjoin, disjoin
from policyc.core.types import BoolType, Value
from policyc.plan.conditions import (
    AllOf,
    AnyOf,
    Bit,
    Choose,
    Const,
    Fed,
    Logic,
    Within,
    readings_in,
    walk,
)
from policyc.plan.from_core import plan_of
from policyc.plan.names import ascii_names
from policyc.plan.plans import Plan

quiet = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def truth(
    plan: Plan, logic: Logic, run: Run, cells: Mapping[int, Truth], at: Mapping[str, int]
) -> Truth:
    """A condition of a plan in Kleene's logic, upstream results taken from the interpreter."""
    match logic:
        case Const(value):
            return value
        case Bit(cell):
            return cells[cell]
        case Within(fact, regions):
            known = run.facts.get(fact)
            if known is None:
                return None
            return bool(regions >> plan.fact(fact).partition.region_of(known) & 1)
        case Fed(outcome, given, regions):
            fed = run.facts.get(given) if given is not None else None
            fed = run.derived(outcome) if fed is None else fed
            return (
                None if fed is None else bool(regions >> plan.outcomes[outcome].region_of(fed) & 1)
            )
        case AllOf(parts):
            return conjoin(truth(plan, part, run, cells, at) for part in parts)
        case AnyOf(parts):
            return disjoin(truth(plan, part, run, cells, at) for part in parts)
        case Choose(reading, branches):
            return truth(plan, branches[at[reading]], run, cells, at)


@quiet
@given(st.data())
def test_conditions_and_layouts_say_what_the_norms_say(data: st.DataObject) -> None:
    policy = data.draw(policies(max_norms=8))
    plan = plan_of(policy)
    facts: dict[str, Value] = data.draw(facts_for(policy))
    meanings = [r for r in policy.readings if r.sort is ReadingSort.MEANING]
    for numbers in product(*(range(len(r.choices)) for r in meanings)):
        at = {r.name: n for r, n in zip(meanings, numbers, strict=True)}
        run = Run(policy, facts, {r.name: r.choices[at[r.name]] for r in meanings})
        for question in plan.questions:
            cells = {c.number: truth(plan, c.logic, run, {}, at) for c in question.cells}
            for rule in question.rules:
                said = run.applies(rule.norm)
                if run.as_of is None:
                    assert truth(plan, rule.condition, run, cells, at) is said
                    assert truth(plan, rule.layout, run, cells, at) is said
            trigger = run.trigger(question.outcome, question.subject)
            assert truth(plan, question.trigger_layout, run, cells, at) is trigger


@quiet
@given(policies(max_norms=8))
def test_shape_of_a_plan(policy: Policy) -> None:
    plan = plan_of(policy)
    asked = [(o.name, s) for o in policy.outcomes for s in policy.subjects_of(o.name)]
    listed = [plan.questions[n] for n in plan.listing]
    assert [(q.outcome.name, q.subject) for q in listed] == asked
    for question in plan.questions:
        assert all(ref.question < question.number for ref in question.refs)
        assert question.rules[: question.own] == tuple(
            rule
            for rule in question.rules
            if rule.norm in policy.norms_for(question.outcome.name, question.subject)
        )
        assert all(policy.norms[rule.bit] is rule.norm for rule in question.rules)
        positions = [cell.position for cell in question.cells]
        assert positions == [question.base + 2 * k for k in range(len(positions))]
        assert all(not readings_in(cell.logic) for cell in question.cells)
        assert not any(isinstance(n, (Fed, Bit)) for c in question.cells for n in walk(c.logic))


def test_upstream_first_in_a_real_document() -> None:
    plan = plan_of(policyc.load("kunming-2019").core)
    keys = [question.key for question in plan.questions]
    assert keys.index("severe_area") < keys.index("tier_result") < keys.index("term")
    assert plan.question_of("整治级别").refs[0].given == "已评定"


def test_fixed_readings_are_gone() -> None:
    plan = plan_of(SMALL, {"至": "含"})
    assert not any(readings_in(rule.condition) for q in plan.questions for rule in q.rules)
    assert len(plan.question_of("整治级别").cells) < len(
        plan_of(SMALL).question_of("整治级别").cells
    )


def test_periods() -> None:
    found = [(p.start, bin(p.windows).count("1"), p.in_force) for p in plan_of(SMALL).periods]
    assert [(str(start), count, force) for start, count, force in found] == [
        ("None", 7, True),
        ("0001-01-01", 6, False),
        ("2019-05-30", 6, True),
        ("2020-01-01", 7, True),
    ]


def test_many_readings_do_not_explode() -> None:
    """Twelve readings in one condition: 4096 ways to read it, but few cells."""
    readings = tuple(Reading(f"读法{k}", ("甲", "乙")) for k in range(12))
    facts = tuple(
        Fact(f"事实{k}{side}", BoolType(), f"f{k}{side}") for k in range(12) for side in "ab"
    )
    parts = tuple(
        ByReading(f"读法{k}", (("甲", holds(f"事实{k}a")), ("乙", holds(f"事实{k}b"))))
        for k in range(12)
    )
    for condition in (All(parts), Any(parts), Not(All((Any(parts[:6]), All(parts[6:]))))):
        norm = Norm("r", "结论", (True,), condition)
        policy = Policy(
            "many",
            facts=facts,
            readings=readings,
            outcomes=(Outcome("结论", BoolType()),),
            norms=(norm,),
        )
        (question,) = plan_of(policy).questions
        assert len(question.cells) <= 24


def test_constants_vanish() -> None:
    condition = Any((Constant(False), All((Constant(True), holds("p"))), holds("p")))
    policy = Policy(
        "constants",
        facts=(Fact("p", BoolType(), "p"),),
        outcomes=(Outcome("结论", BoolType()),),
        norms=(Norm("r", "结论", (True,), condition),),
    )
    (question,) = plan_of(policy).questions
    assert question.rules[0].condition == Within("p", 2)


def test_names() -> None:
    items = [("甲", "same"), ("乙", "same"), ("丙", ""), ("丁", "非英文"), ("戊", "fact_3")]
    found = ascii_names(items, "fact")
    assert found == {"甲": "same", "乙": "same_", "丙": "fact_3", "丁": "fact_4", "戊": "fact_3_"}
