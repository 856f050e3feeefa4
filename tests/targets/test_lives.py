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


pytestmark = pytest.mark.long


@pytest.fixture(scope="module", params=["sample", *ALIVE])
def alive(request: pytest.FixtureRequest) -> tuple[Policy, Any]:
    policy = sample.policy_of() if request.param == "sample" else policy_of(request.param)
    return policy, generated(policy)


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
