"""What an evaluation says where facts are not what is missing, and how its parts are told apart."""

from __future__ import annotations

import pickle
from functools import cache

from tests.cases.documents import policy_of

from policyc.core.evaluate import evaluate
from policyc.core.flags import Flag, FlagCode
from policyc.core.norms import Policy
from policyc.core.types import Value
from policyc.reports.evaluation_json import evaluation_to_json
from policyc.reports.evaluation_text import evaluation_to_text
from policyc.reports.layout import Screen


@cache
def policy() -> Policy:
    return policy_of("""文件「甲县禁毒整治办法」
  使用：词汇「公共」。
  施行：2023年7月10日。
事实 现级别：级别 整治级别，官方认定 整治级别，由 县禁毒委员会 认定。
第二条
  第一句：问题突出 应有 整治级别。
  第二句：对 乡镇 将 期满处置 定为 取消。
第四条
  重视不够的，将 整治级别 定为 挂牌整治。
  措施不力的，将 整治级别 定为 通报警示。
第五条
  第一款：按 整治级别 将 整治期限 定为：挂牌整治 3年；通报警示 1年；重点关注 1年。
  第二款：整治级别 为 挂牌整治 或 通报警示，措施不力，重视不够的，将 期满处置 定为 延期。
""")


def shown(facts: dict[str, Value]) -> str:
    return evaluation_to_text(policy(), evaluate(policy(), facts), Screen(width=100))


NOTHING: dict[str, Value] = {"问题突出": True, "重视不够": False, "措施不力": False}
CLASH: dict[str, Value] = {"问题突出": True, "重视不够": True, "措施不力": True}


def block(text: str, title: str) -> str:
    return next(part for part in text.split("\n\n") if part.startswith(title))


def test_facts_are_not_blamed_for_what_the_text_leaves_open() -> None:
    for facts, ended in ((NOTHING, "是空白"), (CLASH, "有冲突")):
        term = block(shown(facts), "整治期限")
        assert "已知的事实" not in term
        assert f"取决于别的结论，而“整治级别”{ended}" in term
        assert "为什么问“现级别”" in term
        assert f"“整治级别”{ended}，由条文定不下来；官方已经作出决定的，以决定为准。" in " ".join(
            term.split()
        )
        assert "上游结论" not in shown(facts)


def test_no_fact_is_asked_for_where_none_would_help() -> None:
    undecided = policy_of("""文件「甲县禁毒整治办法」
  使用：词汇「公共」。
第四条
  重视不够的，将 整治级别 定为 挂牌整治。
  措施不力的，将 整治级别 定为 通报警示。
第五条
  第一款：按 整治级别 将 整治期限 定为：挂牌整治 3年。
""")
    result = evaluate(undecided, CLASH)
    assert result["整治期限"].missing == ()
    term = block(evaluation_to_text(undecided, result, Screen(width=100)), "整治期限")
    assert "而“整治级别”有冲突；不是缺事实，再查事实也定不下来" in term
    assert "还须查明" not in term


def test_facts_are_named_where_they_are_missing() -> None:
    term = block(shown({"问题突出": True}), "整治期限")
    assert "已知的事实还不足以确定结果" in term
    assert "推出“整治级别”的各项事实就不必再查" in "".join(term.split())


def test_json_gives_causes_reasons_codes_and_units() -> None:
    data = evaluation_to_json(policy(), evaluate(policy(), CLASH))
    outcomes = data["outcomes"]
    assert isinstance(outcomes, list)
    term = next(each for each in outcomes if each["name"] == "整治期限")
    assert (term["type"], term["unit"]) == ("整数", "年")
    assert term["causes"] == [{"outcome": "整治级别", "kind": "冲突"}]
    assert term["flags"] == ["上游结论“整治级别”冲突，因此未知"]
    assert term["flag_codes"] == ["N03"]
    assert [each["fact"] for each in term["missing"]] == ["现级别"]
    assert "有冲突" in term["missing"][0]["reason"]


def test_rows_of_a_table_that_say_the_same_are_listed_once() -> None:
    data = evaluation_to_json(policy(), evaluate(policy(), {"问题突出": True}))
    outcomes = data["outcomes"]
    assert isinstance(outcomes, list)
    term = next(each for each in outcomes if each["name"] == "整治期限")
    assert [norm["values"] for norm in term["norms"]] == [[3], [1]]


def test_outcomes_of_one_name_are_told_apart() -> None:
    data = evaluation_to_json(policy(), evaluate(policy(), CLASH))
    outcomes = data["outcomes"]
    assert isinstance(outcomes, list)
    labels = [each["label"] for each in outcomes if each["name"] == "期满处置"]
    assert labels == ["期满处置（地区）", "期满处置（乡镇）"]
    assert all(label in shown(CLASH) for label in labels)
    keys = [(each["name"], each["subject"]) for each in outcomes]
    assert len(set(keys)) == len(keys)


def test_a_note_is_plain_text_with_a_code() -> None:
    flag = Flag(FlagCode.N01, "未施行")
    assert flag == "未施行"
    assert pickle.loads(pickle.dumps(flag)).code is FlagCode.N01


def test_a_prohibition_is_shown_even_where_nothing_applies() -> None:
    """Also where it is unknown whether its exception holds, and with the unit of its value."""
    banned = policy_of("""文件「甲县禁毒整治办法」
  使用：词汇「公共」。
  施行：2023年7月10日。
第四条
  不得 将 期满处置 定为 取消，但 措施不力的除外。
  不得 将 整治期限 定为 3年。
""")
    result = evaluate(banned, {})
    assert {each.kind.value for each in result.outcomes} == {"不适用"}
    text = evaluation_to_text(banned, result, Screen(width=100))
    disposal = block(text, "期满处置：不适用")
    assert "是否生效尚不能确定的条款\n    第四条 → 不得 取消" in disposal
    assert "生效的条款\n    第四条 → 不得 3年" in block(text, "整治期限：不适用")
    assert "此外没有规定" not in text
    assert [flag.code.name for flag in result["整治期限"].flags] == ["N05"]


READ = """文件「甲县禁毒整治办法」
  使用：词汇「公共」。
  施行：2023年7月10日。
读法「顿号」：且 或 或者，理由「没有写明」。
认定 责任不落实：由 县禁毒委员会 认定。
第三条
  问题突出 应有 整治级别。
第四条
  并列（措施不力、责任不落实）的，将 整治级别 定为 挂牌整治。
  并列（措施不力、责任不落实）的，将 整治级别 定为 通报警示。
  重视不够的，将 整治级别 定为 重点关注。
第五条
  按 整治级别 将 整治期限 定为：挂牌整治 3年。
"""


def test_how_an_upstream_outcome_ended_under_some_readings_only() -> None:
    document = policy_of(READ)
    facts: dict[str, Value] = {"问题突出": True, "措施不力": True, "责任不落实": False}
    result = evaluate(document, facts | {"重视不够": False})
    assert result["整治级别"].kind.value == "读法分歧" and result["整治期限"].kind.value == "未知"
    term = "".join(evaluation_to_text(document, result, Screen(width=100)).split())
    assert "而“整治级别”随读法不同（有的读法下是空白，有的读法下有冲突）" in term
    assert "整治级别”有冲突" not in term


def test_clauses_that_take_part_in_a_clash_are_not_said_to_be_without_effect() -> None:
    document = policy_of(READ)
    facts: dict[str, Value] = {"问题突出": True, "措施不力": True, "责任不落实": True}
    tier = block(
        evaluation_to_text(document, evaluate(document, facts), Screen(width=100)), "整治级别：冲突"
    )
    assert "是否生效取决于读法或者未知的事实、但都不能消除冲突的条款\n    第四条 → 重点关注" in tier
    assert "不影响结果" not in tier
