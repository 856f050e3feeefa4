"""A plan compared with a report, as text."""

from datetime import date

from tests.cases.documents import policy_of, source
from tests.core.test_progress import PLAN

from policyc.core.progress import progress
from policyc.core.reported import Reported
from policyc.core.types import Value
from policyc.reports.layout import Screen
from policyc.reports.progress import progress_to_json, progress_to_text

MORE = """\
一
  追责：重视不够的，由 街道党工委 对 责任人 原则上不得 「评先受奖」、「提拔」。
"""
UNTIMED = """\
文件「乙街道办法」
二
  职责：各部门 应当 「研究」，频次「定期」。
  职责：各部门 可以 「奖励」。
"""


def text(plan: str, **facts: Value) -> str:
    policy = policy_of(plan, source("plan"))
    found = progress(policy, Reported(facts=facts), date(2019, 1, 1), date(2018, 5, 2), {})
    assert progress_to_json(policy, found)["untimed_duties"] == found.untimed
    return progress_to_text(found, Screen())


def test_sanctions_keep_their_modal() -> None:
    shown = text(PLAN + MORE, 重视不够=True, 措施不力=True)
    assert "原则上不得：评先受奖；提拔" in shown and "应当：约谈" in shown


def test_the_facts_that_are_not_known_are_named() -> None:
    shown = text(PLAN + MORE, 措施不力=True)
    assert "追责：2 处的情形成立不成立，还不知道" in shown
    assert "  三    重视不够；读法「顿号」\n" in shown and "  一    重视不够\n" in shown


def test_duties_without_a_day_are_said() -> None:
    assert "另有 1 项职责没有写明能够推算到哪一天的期限" in text(PLAN)
    assert "有期限的职责：没有。文件的 1 项职责没有写明" in text(UNTIMED)
