"""A region's years, replayed."""

from datetime import date

from tests.lifecycle.sample import policy_of

from policyc.core.results import Kind
from policyc.lifecycle.history import Event, Ground, Moment
from policyc.lifecycle.simulate import simulate

SEVERE = {"毒情": "严重"}
CALM = {"毒情": "一般", "已经延期": False, "验收合格": False}


def run(*events, changes=(), **options):
    policy = policy_of(*changes)
    options = {"facts": CALM, "readings": {}, "from_decision": True, **options}
    return simulate(policy, policy.lifecycles[0], events, **options).entries


def listed(day: str = "2020-03-01", **more) -> Event:
    return Event(date.fromisoformat(day), facts=SEVERE, decisions={"整治级别": "挂牌整治"}, **more)


def ending(day: str, value: str, **facts) -> Event:
    return Event(date.fromisoformat(day), facts=facts, decisions={"期满处置": value})


def test_a_life_from_listing_to_removal() -> None:
    first, over, last = run(listed(), ending("2022-03-10", "取消整治", 验收合格=True))
    assert (first.before, first.after) == ("未列入", "挂牌整治")
    assert first.verdicts[0].ground is Ground.BOUND
    assert first.term is not None and first.term.end is not None
    assert first.term.end.day == date(2022, 3, 1)
    assert (over.moment, over.day) == (Moment.EXPIRY, date(2022, 3, 2))
    assert [r.value for r in over.due if r.outcome == "期满处置"] == ["延期"]
    assert (last.before, last.after, last.term) == ("挂牌整治", "未列入", None)
    assert last.verdicts[0].ground is Ground.BOUND
    assert last.notes == ()


def test_a_decision_against_the_clauses_stands_and_is_noted() -> None:
    early = run(listed(), ending("2021-01-01", "取消整治", 验收合格=True))[-1]
    assert early.verdicts[0].ground is Ground.AGAINST
    assert early.notes == ("按条文，“期满处置”的结果是不适用，不是“取消整治”",)
    assert early.after == "未列入"


def test_a_term_prolonged_once_too_often() -> None:
    _, _, once, _, twice = run(listed(), ending("2022-03-10", "延期"), ending("2023-03-10", "延期"))
    assert once.term is not None and once.term.end is not None
    assert once.term.end.day == date(2023, 3, 1)
    assert once.notes == ()
    assert twice.notes == ("第三条第二款规定“延期”至多1次，这是第2次",)


def test_a_term_runs_anew_where_the_text_says_so() -> None:
    warned = Event(date(2020, 3, 1), facts={"毒情": "突出"}, decisions={"整治级别": "通报警示"})
    raised = run(warned, ending("2021-03-10", "升为挂牌整治", 已经延期=True))[-1]
    assert raised.after == "挂牌整治"
    assert raised.term is not None and raised.term.end is not None
    assert raised.term.end.day == date(2023, 3, 10)


def test_what_the_text_leaves_open_stays_open() -> None:
    silent = (("升到 上一级，期限重新起算", "升到 未写明"),)
    warned = Event(date(2020, 3, 1), facts={"毒情": "突出"}, decisions={"整治级别": "通报警示"})
    raised = run(warned, ending("2021-03-10", "升为挂牌整治", 已经延期=True), changes=silent)[-1]
    assert raised.after is None
    assert "没有写明“升为挂牌整治”以后是哪一级" in raised.notes[0]
    told = Event(
        date(2021, 3, 10),
        facts={"已经延期": True},
        decisions={"期满处置": "升为挂牌整治", "整治级别": "挂牌整治"},
    )
    assert run(warned, told, changes=silent)[-1].after == "挂牌整治"


def test_from_which_day_a_term_runs_is_not_guessed() -> None:
    (open_term,) = run(listed(), from_decision=False)
    assert open_term.term is not None and open_term.term.end is None
    assert open_term.term.assumed is not None
    assert open_term.term.assumed.day == date(2022, 3, 1)
    (told,) = run(listed(term_start=date(2020, 4, 1)), from_decision=False)
    assert told.term is not None and told.term.end is not None
    assert told.term.end.day == date(2022, 4, 1)


def test_what_must_happen_depends_on_unknown_facts() -> None:
    _, over = run(listed(), until=date(2022, 5, 1), facts={"已经延期": False})
    (due,) = [r for r in over.due if r.outcome == "期满处置"]
    assert due.kind is Kind.UNKNOWN
    assert [fact.name for fact in due.missing] == ["验收合格"]


def test_an_event_without_a_rule_is_reported() -> None:
    (odd,) = run(Event(date(2020, 5, 1), words="暂停整治"))
    assert odd.notes == ("文件没有规定“暂停整治”会怎样，状态不变",)
    assert odd.before == odd.after


def test_a_decision_on_one_side_of_a_clash() -> None:
    both = (("毒情 为 突出的，应当", "毒情 为 突出 或 严重的，应当"),)
    (clash,) = run(listed(), changes=both)
    assert clash.verdicts[0].ground is Ground.CLASHING
    assert clash.notes == ()


def test_a_decision_may_tell_what_the_text_leaves_open() -> None:
    silent = (
        ("升到 上一级，期限重新起算", "升到 未写明"),
        ("续期 1年，至多 1次", "续期 未写明"),
    )
    warned = Event(date(2020, 3, 1), facts={"毒情": "突出"}, decisions={"整治级别": "通报警示"})
    prolonged = Event(date(2021, 3, 10), decisions={"期满处置": "延期"}, term_end=date(2022, 3, 1))
    raised = Event(
        date(2022, 3, 10),
        facts={"已经延期": True},
        decisions={"期满处置": "升为挂牌整治", "整治级别": "挂牌整治"},
    )
    entries = run(warned, prolonged, raised, changes=silent)
    later = [entry for entry in entries if entry.moment is Moment.EVENT]
    assert later[1].term is not None and later[1].term.end is not None
    assert later[1].term.end.day == date(2022, 3, 1)
    assert later[1].notes == ()
    assert [verdict.ground for verdict in later[2].verdicts] == [Ground.BOUND, Ground.TOLD]
    assert later[2].after == "挂牌整治"


def test_after_its_end_a_life_is_known_to_be_over() -> None:
    entries = run(
        listed(), ending("2022-03-10", "取消整治", 验收合格=True), Event(date(2023, 1, 1), "复查")
    )
    assert all(not result.missing for result in entries[-1].due)


def test_a_term_told_by_a_decision_where_the_text_knows_no_terms() -> None:
    without = (("，期限 整治期限，届满 期限届满，起算「评定决定作出之日」", ""),)
    _, later = run(
        listed(term_end=date(2022, 3, 1)),
        Event(date(2020, 4, 1), words="更正", term_start=date(2020, 3, 15)),
        changes=without,
    )
    assert later.term is not None and later.term.end is None
    assert (later.term.start, later.term.why_open) == (date(2020, 3, 15), "期限多长没有确定")
