"""U02 裁量无准."""

import pytest
from attrs import evolve
from tests.analysis.minis import codes, disposal, measure, none, only

from policyc.core.conditions import All, Not, holds
from policyc.core.content import Place, Role, Sanction
from policyc.core.norms import Modality
from policyc.findings.finding import Severity, Status

pytestmark = pytest.mark.z3

ENDED, FAILED = holds("期限届满"), holds("未完成任务")
MAY = measure("第十条", Modality.MAY, ("取消", "延期"), ENDED)
WRONG = disposal(MAY, facts=disposal().facts[:1])
RIGHT = disposal(
    measure("第十条第一句", Modality.MAY, ("取消",), All((ENDED, Not(FAILED)))),
    measure("第十条第二句", Modality.MAY, ("延期",), All((ENDED, FAILED))),
)


def test_wrong_and_right() -> None:
    assert codes(WRONG) == {"U02"}
    assert codes(RIGHT) == set()


def test_the_case() -> None:
    found = only(WRONG, "U02")
    assert (found.status, found.severity, found.replayed) == (
        Status.WITNESSED,
        Severity.LOW,
        True,
    )
    assert found.witness.cases[0].facts == {"期限届满": True}
    assert "第十条允许在取消、延期中选择，但没有写明按什么选择" in found.message


def test_a_criterion_is_enough() -> None:
    assert none(disposal(evolve(MAY, criterion="按考核结果")), "U02")


def test_doing_it_or_not_is_no_choice_of_outcomes() -> None:
    assert none(disposal(evolve(MAY, values=("取消",))), "U02")


def test_two_permissions_together() -> None:
    one = measure("第十条第三句", Modality.MAY, ("延期",), ENDED)
    two = measure("第十条第四句", Modality.MAY, ("取消",), All((ENDED, FAILED)))
    found = only(disposal(one, two), "U02")
    assert found.norms == ("第十条第三句", "第十条第四句")
    assert "同时适用时，可以在延期、取消中选择" in found.message


def test_an_obligation_decides() -> None:
    shall = measure("第九条", Modality.SHALL, ("取消",), ENDED)
    assert none(disposal(MAY, shall), "U02")


def test_one_finding_an_outcome() -> None:
    choose = measure("第十一条", Modality.SHALL_CHOOSE, ("延期", "升级"), FAILED)
    found = only(disposal(MAY, choose), "U02")
    assert [part.norms for part in found.parts] == [("第十条",), ("第十一条",)]


def test_sanctions() -> None:
    place = Place("第二十五条", "原文。")
    free = Sanction(place, ("责任人",), ("警告", "免职"), discretion=True)
    assert "视情在“警告”和“免职”中选择" in only(disposal(facts=(), content=(free,)), "U02").message
    assert none(disposal(content=(evolve(free, under="有关规定"),)), "U02")


def test_who_may_hold_an_office_is_no_discretion() -> None:
    role = Role(Place("第十八条", "原文。"), "主要责任人", (MAY.outcome,))
    assert none(evolve(WRONG, content=(role,)), "U02")
