"""C03 规范强度不一."""

import pytest
from attrs import evolve
from tests.analysis.minis import codes, disposal, measure, none, only

from policyc.core.conditions import TRUE, All, ByReading, Not, holds
from policyc.core.content import Duty, Place
from policyc.core.norms import Modality, Reading
from policyc.findings.finding import Severity, Status

pytestmark = pytest.mark.z3

ENDED, FAILED = holds("期限届满"), holds("未完成任务")
FACTS = disposal().facts[:1]
SHALL = measure("第十条", Modality.SHALL, ("取消",), ENDED)
MAY = measure("第十二条", Modality.MAY, ("取消",), ENDED)
WRONG = disposal(SHALL, MAY, facts=FACTS)
RIGHT = disposal(
    evolve(MAY, citation="第十条", id="第十条"),
    evolve(SHALL, citation="第十二条", id="第十二条", condition=All((ENDED, FAILED))),
)


def test_wrong_and_right() -> None:
    assert codes(WRONG) == {"C03"}
    assert codes(RIGHT) == set(), "可以 in general and 应当 in the graver case is plain drafting"


def test_the_case() -> None:
    found = only(WRONG, "C03")
    assert (found.status, found.severity, found.replayed) == (
        Status.PROVED,
        Severity.MEDIUM,
        True,
    )
    assert found.norms == ("第十二条", "第十条")
    assert found.witness.cases[0].facts == {"期限届满": True}
    assert "可以不做的余地其实没有" in found.message


def test_only_the_same_thing_on_the_same_facts() -> None:
    assert none(disposal(SHALL, evolve(MAY, values=("延期",)), facts=FACTS), "C03")
    assert none(disposal(SHALL, evolve(MAY, condition=FAILED)), "C03"), "both can hold, that is all"
    narrower = evolve(MAY, condition=All((ENDED, FAILED)))
    assert codes(disposal(SHALL, narrower)) == {"C03"}, "a permission inside the duty is empty"


def test_several_duties_between_them() -> None:
    halves = [
        measure("第十条", Modality.SHALL, ("取消",), All((ENDED, FAILED))),
        measure("第十一条", Modality.SHALL, ("取消",), All((ENDED, Not(FAILED)))),
    ]
    assert only(disposal(*halves, MAY), "C03").norms == ("第十二条", "第十条", "第十一条")


def test_under_some_readings_only() -> None:
    reading = Reading("和", ("且", "或"))
    either = ByReading("和", (("且", All((ENDED, FAILED))), ("或", ENDED)))
    a_policy = disposal(SHALL, evolve(MAY, condition=either), readings=(reading,))
    assert not none(a_policy, "C03"), "inside under both"
    other_way = disposal(evolve(SHALL, condition=either), MAY, readings=(reading,))
    found = only(other_way, "C03")
    assert found.readings == ({"和": "或"},) and found.replayed, "inside under one only"
    assert "仅当“和”读作“或”时如此" in found.message
    assert found.witness.readings == {"和": "或"}


def test_duties() -> None:
    def duty(citation, modality):
        return Duty(Place(citation, "原文。"), ("市禁毒委",), ("通报",), modality, TRUE)

    content = (duty("第三条", Modality.SHALL), duty("第四条", Modality.MAY))
    found = only(disposal(facts=(), content=content), "C03")
    assert found.message == (
        "“市禁毒委”的同一件事（通报），第四条写“可以”，第三条写“应当”，适用的情形没有分开。"
    )
    assert found.witness.cases[0].facts == {}
