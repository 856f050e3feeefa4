"""Step by step, generated modules lead a life as the simulation replays it."""

import json
import os
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.documents.loading import ROOT, policy_of
from tests.lifecycle import sample
from tests.targets import node
from tests.targets.generated import generated
from tests.targets.lives import histories, stepped, stepped_under_node, told

from policyc.core.norms import Policy
from policyc.driver.events_file import read_events
from policyc.source.text import SourceText

ALIVE = ("kunming-2019", "hengyang-2018", "nancheng-2017", "jilin-2019-draft")
PROFILE = os.environ.get("POLICYC_HYPOTHESIS", "dev")
COUNT = {"dev": 6, "ci": 20, "long": 400}[PROFILE]
"""Histories for each document."""

UNTIL = timedelta(days=1500)


@pytest.fixture(scope="module", params=["sample", *ALIVE])
def alive(request: pytest.FixtureRequest) -> tuple[Policy, Any]:
    policy = sample.policy_of() if request.param == "sample" else policy_of(request.param)
    return policy, generated(policy)


@pytest.mark.long
def test_histories_at_random(alive: tuple[Policy, Any]) -> None:
    policy, module = alive
    (life,) = policy.lifecycles
    drawn = [
        (events, events[-1].day + UNTIL, options)
        for events, options in histories(policy, life, COUNT, seed=203)
    ]
    wanted = [told(policy, life, events, until, **options) for events, until, options in drawn]
    assert [stepped(module, events, until, **options) for events, until, options in drawn] == wanted
    node.node()
    assert stepped_under_node(node.generated(policy), drawn) == wanted


@pytest.mark.long
@pytest.mark.parametrize("name", ["hengyang-2018", "nancheng-2017"])
def test_the_histories_that_come_with_the_documents(name: str) -> None:
    policy = policy_of(name)
    (life,) = policy.lifecycles
    path = ROOT / "policies" / name / "events" / "demo.json"
    text = SourceText(path.name, path.read_text("utf-8"))
    found, problems = read_events(text, policy, life, rest_harmless=True)
    assert not problems and len(json.loads(text.text)["事件"]) == len(found.events)
    until = date(2027, 1, 1)
    options: dict[str, Any] = {
        "facts": found.facts,
        "readings": {},
        "from_decision": True,
        "holidays_move": True,
    }
    wanted = told(policy, life, found.events, until, **options)
    assert stepped(generated(policy), found.events, until, **options) == wanted
    node.node()
    asked = [(found.events, until, options)]
    assert stepped_under_node(node.generated(policy), asked) == [wanted]


def test_a_day_is_a_date() -> None:
    module = generated(sample.policy_of())
    life = module.LIVES[0]
    state = life.begin({})
    for call in (
        lambda: life.step(state, module.Event("2020-03-01")),
        lambda: life.expiry(state, "2020-03-01"),
        lambda: life.due(state, datetime(2020, 3, 1)),
    ):
        with pytest.raises(module.DateError, match=r"日期要用 datetime\.date"):
            call()


WRONG_DECISIONS = [
    ({"期满处置": "取消"}, "决定“期满处置”：没有“取消”这一档；可选：取消整治、"),
    ({"整治级别": "警示"}, "决定“整治级别”：没有“警示”这一档；可选：未列入、通报警示、"),
    ({"整治级别": 1}, "没有“1”这一档"),
    ({"延长几年": 1}, "决定“延长几年”不改变流程"),
]
"""What ``policyc simulate`` refuses too, when it reads the events."""


@pytest.mark.parametrize(("decisions", "says"), WRONG_DECISIONS)
def test_a_decision_is_one_that_the_document_knows(decisions: dict[str, object], says: str) -> None:
    policy = sample.policy_of()
    event = {"日期": "2020-03-01", "决定": decisions}
    text = SourceText("events.json", json.dumps([event], ensure_ascii=False))
    _, problems = read_events(text, policy, policy.lifecycles[0], rest_harmless=True)
    assert len(problems) == 1
    module = generated(policy)
    life = module.LIVES[0]
    with pytest.raises(module.FactError, match=says):
        life.step(life.begin(), module.Event(date(2020, 3, 1), decisions=decisions))
    node.node()
    step = {"day": "2020-03-01", "decisions": decisions}
    with pytest.raises(node.NodeError, match=f"FactError: .*{says}"):
        node.generated(policy).run(
            "(m) => { const life = m.LIVES[0];"
            f" return life.step(life.begin(), {json.dumps(step, ensure_ascii=False)}); }}"
        )


def test_events_go_forward() -> None:
    """As in a file of events; two on one day are no mistake."""
    policy = sample.policy_of()
    module = generated(policy)
    life = module.LIVES[0]
    listed = module.Event(date(2020, 3, 1), decisions={"整治级别": "挂牌整治"})
    state = life.step(life.begin(), listed).state
    state = life.step(state, module.Event(date(2020, 3, 1), "又一件")).state
    with pytest.raises(module.DateError, match="2020-02-29 早于前一步的 2020-03-01"):
        life.step(state, module.Event(date(2020, 2, 29), "早了"))
    node.node()
    with pytest.raises(node.NodeError, match=r"DateError: .*2020-02-29 早于前一步的 2020-03-01"):
        node.generated(policy).run(
            """(m) => {
                const life = m.LIVES[0];
                const { state } = life.step(life.begin(), { day: "2020-03-01", words: "一件" });
                life.step(JSON.parse(JSON.stringify(state)), { day: "2020-02-29" });
            }"""
        )
    with pytest.raises(node.NodeError, match="没有“term_end”这个选项；有：day、words"):
        node.generated(policy).run(
            "(m) => m.LIVES[0].step(m.LIVES[0].begin(), { day: '2020-03-01', term_end: '2021-03-01' })"
        )
