"""C05 多条共同冲突."""

import pytest
from attrs import evolve
from tests.analysis.minis import codes, disposal, measure, none, only

from policyc.core.conditions import All, Not, holds
from policyc.core.norms import Axiom, Fact, Modality
from policyc.findings.finding import Severity, Status

pytestmark = pytest.mark.z3

FACTS = (*disposal().facts, Fact("最高一级"))
CHOOSE = measure("第十条", Modality.SHALL_CHOOSE, ("延期", "升级"), holds("期限届满"))
CHOOSE = evolve(CHOOSE, criterion="按任务完成情况")
NO_MORE = measure("第十一条", Modality.MUST_NOT, ("延期",), holds("未完成任务"))
NO_HIGHER = measure("第十二条", Modality.MUST_NOT, ("升级",), holds("最高一级"))
WRONG = disposal(CHOOSE, NO_MORE, NO_HIGHER, facts=FACTS)
RIGHT = disposal(evolve(CHOOSE, values=("延期", "升级", "取消")), NO_MORE, NO_HIGHER, facts=FACTS)


def test_wrong_and_right() -> None:
    assert codes(WRONG) == {"C05"}
    assert codes(RIGHT) == set()


def test_the_case() -> None:
    found = only(WRONG, "C05")
    assert (found.status, found.severity, found.replayed) == (
        Status.WITNESSED,
        Severity.HIGH,
        True,
    )
    assert found.norms == ("第十条", "第十一条", "第十二条")
    assert found.witness.cases[0].facts == {
        "期限届满": True,
        "未完成任务": True,
        "最高一级": True,
    }
    assert "第十条应当视情延期或升级，第十一条不得延期，第十二条不得升级" in found.message


def test_choices_that_meet_two_by_two() -> None:
    choices = [("延期", "升级"), ("升级", "取消"), ("延期", "取消")]
    norms = [
        measure(f"第{n}条", Modality.SHALL_CHOOSE, values, holds(fact.name))
        for n, values, fact in zip("十百千", choices, FACTS, strict=True)
    ]
    assert only(disposal(*norms, facts=FACTS), "C05").norms == ("第十条", "第百条", "第千条")


def test_pairs_are_not_told_again() -> None:
    neither = measure("第十一条", Modality.MUST_NOT, ("延期", "升级"), holds("未完成任务"))
    assert codes(disposal(CHOOSE, neither, NO_HIGHER, facts=FACTS)) == {"C02"}


def test_only_where_all_can_meet() -> None:
    apart = Axiom("不并存", Not(All((holds("未完成任务"), holds("最高一级")))))
    assert none(disposal(CHOOSE, NO_MORE, NO_HIGHER, facts=FACTS, axioms=(apart,)), "C05")
