"""C02 规范词冲突."""

import pytest
from attrs import evolve
from tests.analysis import minis
from tests.analysis.minis import codes, disposal, measure, none, only

from policyc.core.conditions import holds
from policyc.core.content import Duty, Place, Sanction
from policyc.core.norms import Defeat, Modality, Overlap
from policyc.findings.finding import Severity

pytestmark = pytest.mark.z3

SHALL = measure("第十条", Modality.SHALL, ("取消",), holds("期限届满"))
NOT = measure("第十一条", Modality.MUST_NOT, ("取消",), holds("未完成任务"))
WRONG = disposal(SHALL, NOT)
RIGHT = disposal(evolve(SHALL, exception=holds("未完成任务")), NOT)


def test_wrong_and_right() -> None:
    assert codes(WRONG) == {"C02"}
    assert codes(RIGHT) == set()


def test_the_case() -> None:
    found = only(WRONG, "C02")
    assert found.severity is Severity.HIGH and found.replayed
    assert found.norms == ("第十条", "第十一条")
    assert found.witness.cases[0].facts == {"期限届满": True, "未完成任务": True}
    assert found.message == (
        "同一情形下，按第十条应当取消，按第十一条不得取消（“期满处置”），无法同时遵守。"
    )


def test_what_settles_it() -> None:
    assert none(disposal(SHALL, NOT, defeats=(Defeat("第十一条", "第十条"),)), "C02")
    assert none(disposal(SHALL, evolve(NOT, values=("延期",))), "C02")
    assert none(disposal(evolve(SHALL, modality=Modality.MAY), NOT), "C02"), "可以 is no C02"


def test_whatever_the_rule_of_overlap() -> None:
    """累加 settles which values add up, not whether a forbidden one is owed."""
    cumulative = evolve(minis.DISPOSAL, overlap=Overlap.CUMULATIVE)
    assert codes(disposal(SHALL, NOT, outcomes=(cumulative,))) == {"C02"}


def test_a_choice_with_nothing_left() -> None:
    choose = measure("第十条", Modality.SHALL_CHOOSE, ("延期", "升级"), holds("期限届满"))
    neither = measure("第十一条", Modality.MUST_NOT, ("延期", "升级"), holds("未完成任务"))
    assert "应当视情延期或升级" in only(disposal(choose, neither), "C02").message


def test_in_principle() -> None:
    found = only(disposal(SHALL, evolve(NOT, modality=Modality.IN_PRINCIPLE_NOT)), "C02")
    assert found.severity is Severity.MEDIUM


def duty(citation, modality, condition):
    return Duty(Place(citation, "原文。"), ("市禁毒委",), ("公布名单",), modality, condition)


def test_duties_and_sanctions() -> None:
    owed = duty("第三条", Modality.SHALL, holds("期限届满"))
    forbidden = duty("第四条", Modality.MUST_NOT, holds("未完成任务"))
    found = only(disposal(content=(owed, forbidden)), "C02")
    assert found.witness.cases[0].facts == {"期限届满": True, "未完成任务": True}
    assert found.message == (
        "“市禁毒委”的同一件事（公布名单），第三条写应当，第四条写不得，同一情形下无法同时遵守。"
    )
    elsewhere = Sanction(Place("第五条", ""), ("市禁毒委",), ("公布名单",), Modality.MUST_NOT)
    assert none(disposal(content=(owed, elsewhere)), "C02"), "a duty and a sanction differ"
    told = evolve(owed, modality=None)
    assert not none(disposal(content=(told, forbidden)), "C02"), "telling obliges"
