"""The opinion of Nancheng: what must be found in its ladder, and what may not be guessed."""

from __future__ import annotations

from datetime import date
from functools import cache, partial

from tests.documents import loading
from tests.documents.loading import ROOT, policy_of

from policyc.core.evaluate import evaluate_one
from policyc.core.lifecycle import ChangeKind
from policyc.core.programme import Indicator
from policyc.core.results import Kind
from policyc.core.types import Value
from policyc.driver.cases import run_cases
from policyc.driver.events_file import read_events
from policyc.driver.examine import encoded
from policyc.driver.files import read_text
from policyc.findings.finding import Finding
from policyc.lifecycle.history import Entry, Ground
from policyc.lifecycle.simulate import simulate
from policyc.lints.coverage import coverage
from policyc.lints.lint import Encoded
from policyc.lints.standing import Status
from policyc.source.text import SourceText

NANCHENG = "nancheng-2017"
LADDER = "七第一款第二句"
RUNGS = ["通报", "约谈", "挂牌整治"]


loaded = partial(loading.loaded, NANCHENG)
findings = partial(loading.findings_of, NANCHENG)


def only(code: str) -> Finding:
    (found,) = (finding for finding in findings() if finding.code == code)
    return found


@cache
def subject() -> Encoded:
    found = encoded(loaded())
    assert found is not None
    return found


def test_nothing_of_the_text_is_left_out() -> None:
    covered = coverage(subject().tree, subject().document, subject().policy)
    assert not covered.unmarked
    assert not covered.counts[Status.DEFERRED]


def test_its_cases_hold() -> None:
    outcomes = run_cases(subject().document, policy_of(NANCHENG))
    assert len(outcomes) > 15
    assert not [each for each in outcomes if each.differences or each.problems]


def test_no_way_out_of_the_campaign() -> None:
    found = only("L02")
    assert found.message.startswith("进入挂牌整治以后，没有一条规定能够使它结束")
    assert found.witness is not None
    assert [step.removeprefix(f"依{LADDER}定为") for step in found.witness.cases[0].history] == [
        *RUNGS,
        "没有规定能够结束",
    ]


def test_however_bad_the_facts_the_ladder_is_climbed_step_by_step() -> None:
    assert "不先通报和约谈，事实再严重也不能挂牌整治" in only("L05").message
    worst = {fact.name: True for fact in policy_of(NANCHENG).facts if fact.name != "现措施"}
    for taken, due in zip(["未问责", *RUNGS], [*RUNGS, None], strict=True):
        facts: dict[str, Value] = {**worst, "现措施": taken}
        result = evaluate_one(policy_of(NANCHENG), facts, "问责措施", "相关职能部门和社区")
        assert result.value == due
        listed = evaluate_one(policy_of(NANCHENG), facts, "毒品问题严重地区", "地区")
        assert (listed.kind is Kind.DECIDED) == (taken in ("约谈", "挂牌整治"))


def test_the_subject_of_the_ladder_changes_on_the_way() -> None:
    message = only("R05").message
    assert "从“相关职能部门和社区”开始" in message and "说的却是“地区”" in message


def test_a_term_is_prolonged_that_nothing_sets() -> None:
    (life,) = policy_of(NANCHENG).lifecycles
    (change,) = life.changes
    assert (change.kind, change.length, change.times) == (ChangeKind.PROLONG, None, None)
    assert life.term is None
    assert only("L03").message.startswith(f"{LADDER}要求对挂牌整治的地区延长整治期限，")
    assert "没有写明最多几次，也没有写明多久" in only("L03").message
    assert only("L06").message.startswith("挂牌整治多久没有规定；")


def test_the_two_lists_are_read_apart() -> None:
    told = [finding.message for finding in findings() if finding.code == "W02"]
    assert len(told) == 2
    assert "“重视不够、措施不力、行动滞后”" in told[0] and "“整治处置”" not in told[0]
    assert "“整治不力、毒情没有明显改观”" in told[1] and "“问责措施”" not in told[1]
    assert not any("还影响" in each for each in told)


def test_help_has_its_conditions() -> None:
    """五（三）第三句: three kinds of help, each with a condition of its own."""
    policy = policy_of(NANCHENG)
    help_given = {
        "社会保险补贴": ("戒毒康复人员", "符合补贴条件", Kind.DECIDED),
        "家庭生活保障": ("戒毒康复人员家庭", "家庭生活困难", Kind.DISCRETION),
        "临时救助": ("戒毒康复人员家庭", "因特殊原因导致基本生活暂时困难", Kind.DECIDED),
    }
    conditions = [fact for _, fact, _ in help_given.values()]
    for name, (subject_kind, condition, kind) in help_given.items():
        for met in conditions:
            facts: dict[str, Value] = {each: each == met for each in conditions}
            result = evaluate_one(policy, facts, name, subject_kind)
            assert result.kind is (kind if met == condition else Kind.NOT_APPLICABLE)


def test_the_leaders_named_responsible_are_not_heard_of_again() -> None:
    message = only("R04").message
    assert "“第一责任人”" in message and "“直接责任人”" in message


def test_damaged_and_blank_things_are_not_guessed() -> None:
    head = subject().document.head
    assert (head.written, head.effective) == (None, None)
    message = only("T02").message
    assert "“2017322”" in message and "文号空白" in message and "没有写明何时施行" in message


def test_all_parcels() -> None:
    shares = [i for i in policy_of(NANCHENG).content if isinstance(i, Indicator) and i.share_of]
    assert [each.target.text for each in shares] == ["达到100%"] * 3
    assert {each.answerable for each in shares} == {("公安", "邮政", "交通", "商务等部门")}


def test_a_life_replayed() -> None:
    policy = policy_of(NANCHENG)
    (life,) = policy.lifecycles
    text = read_text(ROOT / "policies" / NANCHENG / "events" / "demo.json", "demo.json")
    assert isinstance(text, SourceText)
    told, problems = read_events(text, policy, life, rest_harmless=True)
    assert not problems
    entries = simulate(policy, life, told.events, facts=told.facts, readings={}).entries
    decided = [verdict for entry in entries for verdict in entry.verdicts]
    assert [verdict.value for verdict in decided] == [*RUNGS, "延长整治期限"]
    assert {verdict.ground for verdict in decided} == {Ground.BOUND}
    skipping = on(entries, date(2017, 7, 5))
    assert "直接挂牌整治”会怎样，状态不变" in skipping.notes[0]
    better = on(entries, date(2019, 6, 3))
    assert (better.after, better.notes) == ("挂牌整治", ("按这些事实，没有规定可以适用，状态不变",))


def on(entries: tuple[Entry, ...], day: date) -> Entry:
    return next(entry for entry in entries if entry.day == day)
