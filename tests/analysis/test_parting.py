"""同案不同果 against brute force, and by hand on small texts."""

from itertools import product

import pytest
from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests import oracle
from tests.analysis.minis import (
    DUE,
    LIST,
    LISTED,
    OFFICIAL,
    TIERS,
    WARN,
    WATCH,
    at_least,
    equal,
    norm,
    policy,
)
from tests.strategies import policies

from policyc.analysis.correspondence import Basis, correspond
from policyc.analysis.decode import complete_facts
from policyc.analysis.parted import Cause, same_result
from policyc.analysis.parting import find_parting
from policyc.core.compose import join
from policyc.core.conditions import Not, holds
from policyc.core.norms import Axiom, Fact, Modality, Outcome, Policy, ReadingSort
from policyc.core.results import Kind
from policyc.core.run import Run
from policyc.core.types import IntType, ScaleType

pytestmark = pytest.mark.z3

PLANTS = Fact("罂粟株数", IntType("株", 0), alias="plants", harmless=0)
MOST = 1500
"""Cases that brute force tries of one pair."""


def text(number: int, *more, value=LIST, **fields):
    a_norm = norm("第三条", value, at_least("罂粟株数", number))
    return policy(a_norm, *more, **{"facts": (PLANTS,), "name": "办法", **fields})


def parting(first: Policy, second: Policy):
    return find_parting(first, second, correspond(first, second))


def shown(found):
    return [(case.cause, case.text, dict(case.sides[case.text].facts)) for case in found.cases]


def test_a_threshold_that_moved_and_how_far_the_difference_reaches() -> None:
    found = parting(text(10000), text(5000, name="乙"))
    (case,) = found.cases
    assert case.sides[0].facts == case.sides[1].facts == {"罂粟株数": 5000}
    assert (case.text, case.sides[1].result.value) == (1, LIST)
    (edge,) = case.edges
    assert (edge.fact, edge.value, edge.until) == ("罂粟株数", 5000, 9999)
    (proof,) = found.together
    assert (proof.text, proof.norm and proof.norm.citation) == (0, "第三条")
    assert proof.sides[0].facts == {"罂粟株数": 10000}


def test_every_threshold_of_a_text_once() -> None:
    second = policy(
        norm("第四条", WATCH, at_least("罂粟株数", 3000)),
        norm("第五条", WARN, at_least("地块数", 200)),
        facts=(PLANTS, Fact("地块数", IntType("处", 0), harmless=0)),
        name="乙",
    )
    found = parting(policy(facts=(PLANTS,), name="甲"), second)
    assert shown(found)[:2] == [
        (Cause.CLAUSE, 1, {"地块数": 200}),
        (Cause.CLAUSE, 1, {"罂粟株数": 3000}),
    ]
    assert [edge.until for case in found.cases for edge in case.edges] == [None, None]


def test_the_same_words_are_proved_the_same_everywhere() -> None:
    found = parting(text(5), text(5, name="乙"))
    assert (found.cases, found.undecided) == ((), ())
    assert [pair.first for pair in found.everywhere] == ["整治级别"]


def test_an_area_that_must_have_been_assessed_has_been() -> None:
    facts = (OFFICIAL, Fact("甲情形"), Fact("乙情形"))
    common = {"facts": facts, "outcomes": (LISTED, DUE)}
    first = policy(norm("第六条", LIST, holds("甲情形")), name="甲", **common)
    second = policy(norm("第七条", LIST, holds("乙情形")), name="乙", **common)
    found = parting(first, second)
    gap = next(case for case in found.cases if case.cause is Cause.CLAUSE and case.text == 0)
    assert [side.result.kind for side in gap.sides] == [Kind.DECIDED, Kind.GAP]
    assert gap.sides[0].facts == {"已评定": True, "甲情形": True}


def test_the_tier_from_directly_above_corresponds() -> None:
    scale = ScaleType(TIERS)
    city = Fact("省级整治级别", scale, harmless="未列入", fed_by=("省级", "整治级别"))
    province = Fact("国家整治级别", scale, harmless="未列入", fed_by=("国家级", "整治级别"))
    first = policy(
        norm("第九条", LIST, at_least("省级整治级别", WARN)),
        facts=(city,),
        name="甲",
        level="市级",
        region="丙省/甲市",
    )
    second = policy(
        norm("第七条", LIST, equal("国家整治级别", WARN)),
        facts=(province,),
        name="乙",
        level="省级",
        region="乙省",
    )
    pairs = correspond(first, second).facts
    assert [(p.first, p.second, p.basis) for p in pairs] == [
        ("省级整治级别", "国家整治级别", Basis.ABOVE)
    ]
    found = parting(first, second)
    (case,) = found.cases
    assert (case.cause, case.sides[1].facts) == (Cause.ABOVE, {"国家整治级别": LIST})
    assert {"国家整治级别": WARN} in [proof.sides[1].facts for proof in found.together]


def test_discretion_against_a_fixed_result() -> None:
    may = evolve(text(5).norms[0], modality=Modality.MAY)
    found = parting(text(5), evolve(text(5, name="乙"), norms=(may,)))
    (case,) = found.cases
    assert [side.result.kind for side in case.sides] == [Kind.DECIDED, Kind.DISCRETION]


def test_outcomes_about_different_subjects_are_set_side_by_side() -> None:
    town = Outcome("整治级别", ScaleType(TIERS), none_value="未列入", subject="乡镇")
    second = policy(
        norm("第七条", LIST, at_least("罂粟株数", 7), subject="乡镇"),
        facts=(PLANTS,),
        outcomes=(town,),
        name="乙",
    )
    (pair,) = correspond(text(5), second).outcomes
    assert pair.subjects == ("地区", "乡镇")
    (case,) = find_parting(text(5), second, correspond(text(5), second)).cases
    assert case.sides[0].facts == {"罂粟株数": 5}


def test_texts_that_cannot_both_be_right_are_not_called_the_same() -> None:
    never = Axiom("没有罂粟", Not(at_least("罂粟株数", 1)))
    always = Axiom("总有罂粟", at_least("罂粟株数", 1))
    found = parting(text(5, axioms=(never,)), text(7, axioms=(always,), name="乙"))
    assert (found.consistent, found.everywhere, found.cases) == (False, (), ())
    assert [pair.first for pair in found.undecided] == ["整治级别"]


# Against brute force ---------------------------------------------------------------------


@st.composite
def pairs(draw):
    """A text and a version of it: a clause less, another value or another word of obligation."""
    first = draw(policies(max_norms=4, max_facts=3, with_windows=False, with_subjects=False))
    at = draw(st.integers(0, len(first.norms) - 1))
    norms = list(first.norms)
    change = draw(st.sampled_from(("drop", "value", "may", "same")))
    if change == "drop":
        norms.pop(at)
    elif change == "value":
        norms[at] = (
            evolve(norms[at], values=draw(st.sampled_from(norms)).values)
            if (len({n.outcome for n in norms}) == 1)
            else norms[at]
        )
    elif change == "may":
        norms[at] = evolve(norms[at], modality=Modality.MAY)
    kept = {n.id for n in norms}
    defeats = tuple(d for d in first.defeats if {d.winner, d.loser} <= kept)
    return first, evolve(first, name="other", norms=tuple(norms), defeats=defeats)


def every_run(first: Policy, second: Policy):
    """Both texts over every case of both and every way of reading them."""
    found = correspond(first, second)
    joined = join(first, second, (), found.back, found.readings)
    meanings = [r for r in joined.policy.readings if r.sort is ReadingSort.MEANING]
    try:
        cases = oracle.cases(joined.policy)
    except oracle.TooMany:
        assume(False)
    choices = list(product(*(r.choices for r in meanings)))
    assume(len(cases) * len(choices) <= MOST)
    for case in cases:
        for picked in choices:
            chosen = dict(zip([r.name for r in meanings], picked, strict=True))
            run = Run(joined.policy, case, chosen)
            if all(run.truth(axiom.condition) is not False for axiom in joined.policy.axioms):
                yield joined, case, run


def ends(joined, run, pair):
    names = (joined.upper.of(pair.first), joined.lower.of(pair.second))
    return [run.decide(name, kind) for name, kind in zip(names, pair.subjects, strict=True)]


@given(pairs())
@settings(suppress_health_check=list(HealthCheck))
def test_what_is_found_is_there_and_what_is_proved_holds(two) -> None:
    first, second = two
    found = parting(first, second)
    for case in found.cases:
        verdicts = []
        for text, side, name, kind in zip(
            two,
            case.sides,
            (case.outcome.first, case.outcome.second),
            case.outcome.subjects,
            strict=True,
        ):
            readings = {
                r.name: r.choices[0] for r in text.readings if r.sort is ReadingSort.MEANING
            }
            facts = complete_facts(text, side.facts)
            said = oracle.verdict(text, name, kind, facts, {**readings, **side.readings})
            assert said.kind == side.result.kind.value
            verdicts.append(said)
        assert verdicts[0] != verdicts[1]
    told = {case.outcome for case in found.cases} | set(found.everywhere) | set(found.undecided)
    assert told == set(correspond(first, second).outcomes)
    runs = list(every_run(first, second)) if found.everywhere or found.together else []
    for joined, case, run in runs:
        for pair in found.everywhere:
            one, other = ends(joined, run, pair)
            assert same_result(one, other), (pair, case)
        for proof in found.together:
            _check_proof(first, second, proof, joined, case, run)


def _check_proof(first, second, proof, joined, case, run) -> None:
    """Where the clause is in force and only the other text's own facts are harmless, no result of
    the other text differs."""
    if proof.norm is None:
        return
    names = joined.lower if proof.text else joined.upper
    own = {names.fact(fact.name) for fact in (first, second)[proof.text].facts}
    calm = complete_facts(joined.policy, {})
    if any(case.get(name) != calm.get(name) for name in case.keys() - own):
        return
    one, other = ends(joined, run, proof.outcome)
    mine = (one, other)[proof.text]
    entry = next(e for e in mine.trace if e.norm.id == names.norm(proof.norm.id))
    if entry.force is True and mine.kind is not Kind.CONFLICT:
        assert same_result(one, other), (proof, case)
