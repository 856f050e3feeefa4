"""What holds for every policy and every case: the interpreter against the oracle, and more."""

from datetime import date
from itertools import combinations

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import oracle
from tests.strategies import (
    all_conditions,
    as_of_dates,
    candidates,
    complete_facts_for,
    facts_for,
    fixed_readings_for,
    policies,
)

from policyc.core.branching import Brancher
from policyc.core.cone import cone_facts, official_acts
from policyc.core.effects import Conclusion, Effect, conclude, conclude_partial
from policyc.core.evaluate import evaluate, evaluate_one
from policyc.core.norms import Modality, Outcome, Overlap, Policy
from policyc.core.regions import comparisons, distinguished, representatives
from policyc.core.residual import Residual
from policyc.core.results import Decision, Evaluation, Kind, OutcomeResult
from policyc.core.run import Run
from policyc.core.types import Scale, ScaleType, Value
from policyc.core.wellformed import check_wellformed

Case = tuple[dict[str, Value], date | None, dict[str, str]]

slow_to_draw = settings(
    max_examples=3 * settings.default.max_examples,  # type: ignore[union-attr]
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""One example is a policy with several cases: a profile's worth of them is soon run."""


def cases_for(policy: Policy, count: int = 8) -> st.SearchStrategy[list[Case]]:
    facts = st.one_of(facts_for(policy), facts_for(policy), complete_facts_for(policy))
    case = st.tuples(facts, as_of_dates(), fixed_readings_for(policy))
    return st.lists(case, min_size=count, max_size=count)


def results(
    policy: Policy,
    case: Case,
    *,
    with_missing: bool = False,
    readings: dict[str, str] | None = None,
) -> Evaluation:
    facts, as_of, fixed = case
    fixed = {**fixed, **(readings or {})}
    return evaluate(policy, facts, as_of=as_of, readings=fixed, with_missing=with_missing)


def verdict(result: OutcomeResult | Decision | Conclusion) -> oracle.Verdict:
    values, permitted = frozenset(result.values), frozenset(result.permitted)
    return oracle.Verdict(result.kind.value, values, permitted)


def agreed(verdicts: list[oracle.Verdict]) -> oracle.Verdict:
    """§5: the result all readings share, else 读法分歧."""
    first = verdicts[0]
    if not all(first.same(other) for other in verdicts):
        return oracle.Verdict("读法分歧")
    values = [v.values for v in verdicts]
    match first.kind:
        case "冲突":
            return oracle.Verdict("冲突", frozenset.union(*values))
        case "未知":
            return oracle.Verdict("未知", frozenset.intersection(*values))
        case _:
            return first


# ---------------------------------------------------------------------------- against the oracle


@slow_to_draw
@given(st.data())
def test_interpreter_says_what_the_oracle_says(data: st.DataObject) -> None:
    policy = data.draw(policies())
    for case in data.draw(cases_for(policy)):
        facts, as_of, fixed = case
        found = results(policy, case).outcomes
        assert [(r.outcome, r.subject) for r in found] == [
            (outcome.name, subject) for outcome, subject in oracle.answers(policy)
        ]
        for r in found:
            each = oracle.verdicts(policy, r.outcome, r.subject, facts, fixed, as_of)
            assert verdict(r) == agreed(list(each.values()))
            alone = evaluate_one(
                policy, facts, r.outcome, r.subject, as_of=as_of, readings=fixed, by_reading=False
            )
            assert alone == evolve(r, by_reading=())


@slow_to_draw
@given(st.data())
def test_by_reading_is_exact(data: st.DataObject) -> None:
    """Every reading named changes the result, no other does, and each entry is right."""
    policy = data.draw(policies(with_discretion=False, with_axioms=False))
    for case in data.draw(cases_for(policy, 4)):
        facts, as_of, fixed = case
        for r in results(policy, case).outcomes:
            every = oracle.verdicts(
                policy, r.outcome, r.subject, facts, fixed, as_of, priority=True
            )
            named = {name for under in r.by_reading for name, _ in under.readings}
            assert named == {
                name
                for (a, va), (b, vb) in combinations(every.items(), 2)
                if not va.same(vb)
                for name in [_only_difference(a, b)]
                if name is not None
            }
            for under in r.by_reading:
                matching = [v for a, v in every.items() if set(under.readings) <= set(a)]
                assert matching
                assert all(verdict(under.decision).same(v) for v in matching)


def _only_difference(a: oracle.Readings, b: oracle.Readings) -> str | None:
    names = [x[0] for x, y in zip(a, b, strict=True) if x != y]
    return names[0] if len(names) == 1 else None


@slow_to_draw
@given(st.data())
def test_missing_is_the_first_smallest_set(data: st.DataObject) -> None:
    policy = data.draw(policies(max_facts=4))
    for case in data.draw(cases_for(policy, 4)):
        facts, as_of, fixed = case
        for r in results(policy, case, with_missing=True).outcomes:
            each = oracle.verdicts(policy, r.outcome, r.subject, facts, fixed, as_of).values()
            if not any(v.kind == "未知" for v in each):
                assert r.missing == ()
                continue
            assert r.missing_is_smallest
            try:
                smallest = oracle.smallest_missing(
                    policy, r.outcome, r.subject, facts, fixed, as_of
                )
            except oracle.TooMany:
                continue
            assert [fact.name for fact in r.missing] == smallest


# ---------------------------------------------------------------------------- missing facts


@slow_to_draw
@given(st.data())
def test_answering_what_is_missing_decides(data: st.DataObject) -> None:
    """Or leaves the outcome 未知 for good, and then nothing is asked any more."""
    policy = data.draw(policies(max_norms=8, max_facts=8))
    for case in data.draw(cases_for(policy, 4)):
        before = results(policy, case, with_missing=True).outcomes
        answers = data.draw(complete_facts_for(policy))
        for r in before:
            asked = {fact.name: answers[fact.name] for fact in r.missing}
            facts = {**case[0], **asked}
            if not r.missing_is_smallest or not oracle.allowed_by_axioms(policy, facts):
                continue
            for after in results(policy, (facts, *case[1:]), with_missing=True).outcomes:
                if (after.outcome, after.subject) == (r.outcome, r.subject):
                    assert after.missing == ()


@slow_to_draw
@given(st.data())
def test_residual_says_what_the_run_says(data: st.DataObject) -> None:
    """The search for missing facts and the interpreter agree at every step of answering."""
    policy = data.draw(policies())
    for facts, as_of, fixed in data.draw(cases_for(policy, 3)):
        for outcome, subject in oracle.answers(policy):
            residual = Residual(policy, facts, as_of, fixed, outcome.name, subject)
            acts = {
                n: data.draw(st.integers(0, len(x.values) - 1))
                for n, x in enumerate(residual.variables)
                if residual.official >> n & 1 and data.draw(st.booleans())
            }
            state = residual.start(acts)
            known = dict(facts)
            choices = dict(fixed)
            for n, value in acts.items():
                known[residual.variables[n].name] = residual.variables[n].values[value]
            for n, variable in enumerate(residual.variables):
                if state is None:
                    break
                ends = [
                    verdict(
                        Run(policy, known, oracle.closed(readings), as_of).conclusion(
                            outcome.name, subject
                        )
                    )
                    for readings in oracle.assignments(policy, choices)
                ]
                found = verdict(residual.conclusion(state))
                if not residual.is_open(state):
                    assert all(found.same(end) for end in ends)
                elif len(ends) == 1:
                    assert found == ends[0]
                if residual.official >> n & 1:
                    continue
                value = data.draw(st.integers(0, len(variable.values) - 1))
                state = residual.give(state, n, value)
                if variable.is_fact:
                    known[variable.name] = variable.values[value]
                else:
                    choices[variable.name] = str(variable.values[value])
                assert (state is not None) == oracle.allowed_by_axioms(policy, known)


# ---------------------------------------------------------------------------- knowing more


@slow_to_draw
@given(st.data())
def test_what_is_settled_stays(data: st.DataObject) -> None:
    """Where all readings agree on a result other than 未知, learning more keeps it, unless what is
    learnt is an official act, which overrules what was derived in its stead."""
    policy = data.draw(policies())
    acts = official_acts(policy)
    for case in data.draw(cases_for(policy, 4)):
        answers = data.draw(complete_facts_for(policy))
        learnt = data.draw(st.sets(st.sampled_from(sorted(answers)))) - acts
        more = {**{name: answers[name] for name in learnt}, **case[0]}
        before, after = results(policy, case), results(policy, (more, *case[1:]))
        for old, new in zip(before.outcomes, after.outcomes, strict=True):
            if old.kind not in (Kind.UNKNOWN, Kind.DIVERGENT):
                assert verdict(old).same(verdict(new))


def test_an_official_act_may_overrule_what_was_settled() -> None:
    """The exception in the property above is needed (row 34 of the table, before and after)."""
    from tests.core.table import rows

    row = next(row for row in rows() if row.id == "34")
    assert evaluate(row.policy, {"p": True})["级别"].value == "b"
    assert evaluate(row.policy, {"p": True, "已评定": False})["级别"].kind is Kind.GAP


@slow_to_draw
@given(st.data())
def test_facts_outside_the_cone_change_nothing(data: st.DataObject) -> None:
    policy = data.draw(policies())
    for case in data.draw(cases_for(policy, 4)):
        for r in results(policy, case).outcomes:
            inside = cone_facts(policy, r.outcome)
            fewer = {name: value for name, value in case[0].items() if name in inside}
            for other in results(policy, (fewer, *case[1:])).outcomes:
                if (other.outcome, other.subject) == (r.outcome, r.subject):
                    assert other == r


# ---------------------------------------------------------------------------- readings


@slow_to_draw
@given(st.data())
def test_fixing_a_reading_gives_its_entry(data: st.DataObject) -> None:
    policy = data.draw(policies())
    for case in data.draw(cases_for(policy, 4)):
        for r in results(policy, case).outcomes:
            for under in r.by_reading:
                for other in results(policy, case, readings=dict(under.readings)).outcomes:
                    if (other.outcome, other.subject) == (r.outcome, r.subject):
                        assert verdict(other).same(verdict(under.decision))
                        assert other.by_reading == ()


@slow_to_draw
@given(st.data())
def test_a_case_branches_only_where_it_must(data: st.DataObject) -> None:
    """All readings fixed: one leaf; and facts that settle every condition leave none to branch."""
    policy = data.draw(policies())
    for facts, as_of, _ in data.draw(cases_for(policy, 3)):
        fixed = {reading.name: reading.choices[-1] for reading in policy.readings}
        brancher = Brancher(policy, facts, as_of, fixed)
        for outcome, subject in oracle.answers(policy):
            branches = brancher.branch(outcome.name, subject)
            assert len(branches.open) == 1
            assert branches.by_reading == ()


# ---------------------------------------------------------------------------- form


@slow_to_draw
@given(st.data())
def test_the_order_of_norms_does_not_matter(data: st.DataObject) -> None:
    policy = data.draw(policies())
    shuffled = evolve(policy, norms=tuple(data.draw(st.permutations(policy.norms))))
    for case in data.draw(cases_for(policy, 4)):
        before = {(r.outcome, r.subject): r for r in results(policy, case).outcomes}
        after = {(r.outcome, r.subject): r for r in results(shuffled, case).outcomes}
        assert {key: verdict(r) for key, r in before.items()} == {
            key: verdict(r) for key, r in after.items()
        }


@slow_to_draw
@given(policies())
def test_generated_policies_are_well_formed(policy: Policy) -> None:
    assert check_wellformed(policy) == []


@given(st.data())
def test_representatives_meet_every_region(data: st.DataObject) -> None:
    policy = data.draw(policies())
    conditions = all_conditions(policy)
    for fact in policy.facts:

        def regions(values: tuple[Value, ...], fact=fact) -> set[tuple[bool, ...]]:
            return {oracle.signature(policy, fact, value) for value in values}

        every = regions(tuple(oracle.region_values(policy, fact)))
        assert regions(representatives(fact, conditions)) == every
        told_apart = distinguished(fact, comparisons(conditions).get(fact.name, ()))
        assert regions(told_apart) == every
        assert len(told_apart) == len(every)
        assert regions(candidates(policy, fact)) <= every


# ---------------------------------------------------------------------------- effects

TIERS = ScaleType(Scale("级别", ("a", "b", "c", "d")))
STEPS = st.sampled_from(TIERS.scale.steps)


@st.composite
def effects(draw) -> Effect:
    modality = draw(st.sampled_from((Modality.SHALL, Modality.SHALL, *Modality)))
    several = modality in (Modality.MAY, Modality.SHALL_CHOOSE)
    values = draw(st.lists(STEPS, min_size=1, max_size=2 if several else 1, unique=True))
    return Effect(modality, tuple(values), modality is Modality.SHALL and draw(st.booleans()))


@settings(max_examples=400)
@given(
    st.sampled_from(Overlap),
    st.lists(effects(), max_size=4, unique=True),
    st.lists(effects(), max_size=4, unique=True),
    st.sampled_from((True, False, None)),
)
def test_unknown_norms_are_lifted_exactly(overlap, in_force, undecided, trigger) -> None:
    """``conclude_partial`` looks at few completions; all of them say the same."""
    outcome = Outcome("级别", TIERS, overlap=overlap)
    ends = [
        conclude(outcome, [*in_force, *extra], triggered)
        for size in range(len(undecided) + 1)
        for extra in combinations(undecided, size)
        for triggered in ((True, False) if trigger is None else (trigger,))
    ]
    found = conclude_partial(outcome, in_force, undecided, trigger)
    if all(end.agrees(ends[0]) for end in ends):
        assert found == ends[0]
    else:
        assert found.kind is Kind.UNKNOWN


def test_two_unknown_duties_may_remove_a_clash_that_neither_removes() -> None:
    """就低 with a and d forbidden: c is reached only as a lifted to the floor c, below d."""
    outcome = Outcome("级别", TIERS, overlap=Overlap.LOWEST)
    banned = [Effect(Modality.MUST_NOT, (step,)) for step in "ad"]
    in_force = [Effect(Modality.SHALL, ("d",)), *banned]
    floor, own = Effect(Modality.SHALL, ("c",), floor=True), Effect(Modality.SHALL, ("a",))
    assert conclude_partial(outcome, in_force, [], True).kind is Kind.CONFLICT
    assert conclude_partial(outcome, in_force, [floor], True).kind is Kind.CONFLICT
    assert conclude_partial(outcome, in_force, [own], True).kind is Kind.CONFLICT
    assert conclude_partial(outcome, in_force, [floor, own], True).kind is Kind.UNKNOWN


@pytest.mark.parametrize("overlap", Overlap)
def test_many_unknown_norms_cost_little(overlap: Overlap) -> None:
    """Forty norms of unknown force are no reason to enumerate their subsets."""
    steps = tuple(f"v{n}" for n in range(40))
    outcome = Outcome("处置", ScaleType(Scale("处置", steps)), overlap=overlap)
    undecided = [Effect(Modality.MAY, (step,)) for step in steps]
    clash = [Effect(Modality.SHALL, ("v1",)), Effect(Modality.MUST_NOT, ("v1",))]
    assert conclude_partial(outcome, clash, undecided, True).kind is Kind.CONFLICT
    assert conclude_partial(outcome, clash[:1], undecided, True).kind is Kind.UNKNOWN
