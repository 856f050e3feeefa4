"""The solver session: what it leaves unsaid makes no difference, and neither does what came before."""

from collections.abc import Callable

import pytest
from tests.analysis import minis
from tests.documents.loading import policy_of

from policyc.analysis import solve
from policyc.analysis.always import combinations
from policyc.analysis.context import Context
from policyc.analysis.logic import conj, disj
from policyc.analysis.occurrences import Occurrences
from policyc.analysis.run_checks import check_policy
from policyc.analysis.solve import Answer
from policyc.core.conditions import All, holds
from policyc.core.norms import Fact, Policy, Reading
from policyc.core.types import IntType
from policyc.findings.finding import finding_to_json


@pytest.mark.parametrize(
    ("make", "codes"),
    [
        (minis.jilin, None),
        (minis.kunming, None),
        (lambda: policy_of("jilin-2019-draft"), ("D03", "G01", "G02", "G03", "M01")),
    ],
    ids=["jilin", "kunming", "document"],
)
def test_a_large_base_is_asked_about_what_is_mentioned(
    make: Callable[[], Policy], codes: tuple[str, ...] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [finding_to_json(found) for found in check_policy(make(), codes=codes).findings]
    monkeypatch.setattr(solve, "_FEW", 0)
    lazily = [finding_to_json(found) for found in check_policy(make(), codes=codes).findings]
    assert lazily == said
    assert said


def test_ranges_are_stated_where_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "_FEW", 0)
    some = (
        Fact("株数", IntType("株", 0, 100), harmless=0),
        Fact("年龄", IntType("岁", 18, 60), harmless=18),
        Fact("情形"),
    )
    ctx = Context(Policy("例", facts=some), 5000)
    number, age = ctx.variables.facts["株数"].term, ctx.variables.facts["年龄"].term
    for _ in range(2):  # said again after it was popped
        assert ctx.bare.check(number < 0) is Answer.UNSAT
        with ctx.bare.scope(number > 99):
            assert ctx.bare.check(number > 100) is Answer.UNSAT
            assert ctx.bare.check(number == 100) is Answer.SAT
    _, model = ctx.bare.model(number == 7)
    assert ctx.variables.facts["年龄"].decode(model) in range(18, 61)
    assert ctx.bare.check(age < 18) is Answer.UNSAT


def test_what_is_assumed_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "_FEW", 0)
    some = (Fact("株数", IntType("株", 0, 100), harmless=0), Fact("情形"))
    ctx = Context(Policy("例", facts=some), 5000)
    number = ctx.variables.facts["株数"].term
    answer, model = ctx.bare.assuming(number > 99)
    assert answer is Answer.SAT
    assert ctx.variables.facts["株数"].decode(model) == 100
    with ctx.bare.scope(number < 9):
        assert ctx.bare.assuming(number > 8) == (Answer.UNSAT, None)
        assert ctx.bare.assuming(True)[0] is Answer.SAT
        assert ctx.bare.assuming(False) == (Answer.UNSAT, None)
    assert ctx.bare.check(number == 50) is Answer.SAT


def test_combinations_of_readings_are_found_all_together_or_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ("甲", "乙", "丙")
    readings = tuple(Reading(name, ("宽", "严", "中")) for name in names)
    ctx = Context(Policy("例", facts=(Fact("情形"),), readings=readings), 5000)
    chosen = ctx.encoding.chosen
    query = disj((conj((chosen("甲", "宽"), chosen("乙", "严"))), chosen("丙", "中")))
    expected = [
        each
        for each in combinations(readings)
        if (each["甲"], each["乙"]) == ("宽", "严") or each["丙"] == "中"
    ]
    assert ctx.possible(query, readings) == expected
    assert ctx.possible(query, readings, {"丙": "中"}) == expected
    monkeypatch.setattr(ctx.session, "assuming", lambda _: (Answer.UNKNOWN, None))
    assert ctx.possible(query, readings) == expected
    assert not ctx.incomplete


def test_the_same_case_whatever_was_asked_before() -> None:
    policy = policy_of("jilin-2019-draft")
    alone = check_policy(policy, codes=("U01",)).findings
    after = check_policy(policy, codes=("D03", "D06", "G01", "U01")).findings
    assert [f for f in after if f.code == "U01"] == list(alone)


def test_occurrences() -> None:
    policy = Policy("例", facts=tuple(Fact(f"情形{k}") for k in range(300)))
    ctx = Context(policy, 5000)
    found = Occurrences(ctx.variables)
    both = ctx.encoding.truth(All((holds("情形7"), holds("情形299")))).t
    assert list(found.facts(found.within(both))) == ["情形7", "情形299"]
    assert found.within(both) == found.set_of(["情形299", "情形7"])
    assert found.within(True) == 0
    assert len(list(found.facts(found.all_facts))) == 300
