"""``policyc ask``: only what still matters is asked, and every answer can be taken back."""

import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Policyc

import policyc as api
from policyc.driver.dialogue import Dialogue

QUESTION = re.compile(r"^\d+\. (\S+?)（", re.MULTILINE)


def asked(text: str) -> list[str]:
    """The facts asked for, in order."""
    return QUESTION.findall(text)


@pytest.fixture(scope="module")
def jilin() -> Dialogue:
    return Dialogue(api.load("jilin-2019-draft").core, ("整治级别",))


def test_every_answer_settles_what_it_can(policyc: Policyc, workspace: Path) -> None:
    result = policyc("ask", "示例", "-o", "案件.json", stdin="0\n" + "2\n" * 40)
    assert result.exit_code == 0, result.output
    facts = json.loads((workspace / "案件.json").read_text("utf-8"))
    questions = asked(result.stdout)
    assert set(questions) == set(facts) and len(questions) == len(facts)
    again = policyc("eval", "示例", "--facts", "案件.json", "--format", "json")
    assert all(each["kind"] != "未知" for each in json.loads(again.stdout)["outcomes"])


def test_nothing_known_asks_each_fact_once(policyc: Policyc) -> None:
    result = policyc("ask", "示例", stdin="0\n" + "\n" * 60)
    assert result.exit_code == 0
    questions = asked(result.stdout)
    assert questions and len(set(questions)) == len(questions)
    assert "未知" in result.stdout


@pytest.mark.parametrize("typed", ["", "q\n", "0\nq\n", "别的\n0\n", "0\n<\nq\n", "0\n不是值\n"])
def test_leaving_and_slips_are_no_errors(policyc: Policyc, typed: str) -> None:
    result = policyc("ask", "示例", stdin=typed)
    assert result.exit_code == 0 and not result.stderr


def test_an_answer_taken_back_is_asked_again(jilin: Dialogue) -> None:
    first = jilin.next()
    assert first is not None
    fact = first[1]
    assert jilin.answer(fact, "1") == "" and jilin.known == {fact.name: True}
    second = jilin.next()
    assert second is not None and second[1] is not fact
    assert jilin.answer(second[1], "？") == "" and second[1].name in jilin.skipped
    assert jilin.back() and jilin.back() and not jilin.back()
    assert not jilin.known and not jilin.skipped
    assert jilin.next() == first


def test_a_wrong_answer_says_what_is_taken(jilin: Dialogue) -> None:
    plants = jilin.policy.fact("罂粟株数")
    for written in ("很多", "-1", "3亩", "1.5"):
        assert jilin.answer(plants, written), written
    assert not jilin.known


def test_what_does_not_matter_is_not_asked(jilin: Dialogue) -> None:
    policy = jilin.policy
    dialogue = Dialogue(policy, ("毒品问题严重地区",), known={"制造问题突出": True})
    asked_for = set()
    while (turn := dialogue.next()) is not None:
        asked_for.add(turn[1].name)
        dialogue.answer(turn[1], "?")
    assert "走私问题突出" not in asked_for and "罂粟株数" not in asked_for


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["没有"], "没有"),
        (["示例", "--outcome", "没有"], "没有结论"),
        (["示例", "-o", "-"], "标准输出"),
        (["示例", "-o", "示例/policy.policy"], "没有覆盖"),
        (["示例", "--reading", "无=有"], "无"),
    ],
    ids=str,
)
def test_wrong_arguments(policyc: Policyc, args: list[str], says: str) -> None:
    result = policyc("ask", *args, stdin="q\n")
    assert result.exit_code == 2 and says in result.stderr
