"""What else a revision can change: exceptions, precedence, overlap, what is due; and what only
follows from a change elsewhere, or is a change of the code alone."""

from functools import cache
from pathlib import Path

import pytest
from tests.revision.versions import POLICIES, Edits, edited, version

from policyc.revision.effects import Reach
from policyc.revision.revise import Revision, revise

pytestmark = pytest.mark.z3

SAMPLE = Path(__file__).parents[1] / "cli" / "sample"


def texts(folder: Path) -> tuple[str, str]:
    names = ("source.txt", "policy.policy")
    source, policy = ((folder / name).read_text(encoding="utf-8") for name in names)
    return source, policy


@cache
def revision(folder: Path, source: Edits, policy: Edits, *, vocabulary: bool = False) -> Revision:
    old_source, old_policy = texts(folder)
    old = version("旧", old_source, old_policy, vocabulary=vocabulary)
    new_texts = edited(old_source, source), edited(old_policy, policy)
    return revise(old, version("新", *new_texts, vocabulary=vocabulary))


def told(found: Revision) -> list[tuple[str, str, str, str]]:
    assert found.meaning is not None
    return [(e.kind.value, e.about, e.old, e.new) for e in found.meaning.amendments]


ONE_BY_ONE: list[tuple[tuple[str, str], tuple[str, str, str, str], Reach | None]] = [
    (
        ("，但 知晓率 超过 95% 的除外。", "。"),
        ("条件", "除外的情形", "“知晓率”超过95%", "没有"),
        Reach.CASES,
    ),
    (
        ("的，应当 直接 将 级别评定", "的，应当 将 级别评定"),
        ("优先", "“直接”二字", "有", "没有"),
        Reach.CASES,
    ),
    (
        ("  第六条 优先于 第五条，依据 第八条。", "  宣示。"),
        ("优先", "优先关系", "第六条优先于第五条", ""),
        Reach.CASES,
    ),
    (
        ("竞合 累加，依据 第九条", "竞合 唯一，依据 第九条"),
        ("优先", "几条规定同时适用时", "累加", "唯一"),
        Reach.CASES,
    ),
    (
        ("  重点地区 应有 级别评定。", "  宣示。"),
        ("条件", "何时应有", "“重点地区”", "未写明"),
        Reach.CASES,
    ),
    (
        ("株数 不少于 1株 的，应当 将 通知", "株数 超过 0株 的，应当 将 通知"),
        ("阈值", "“株数”", "不少于1株", "超过0株"),
        Reach.NONE,
    ),
    (
        ("常理「挂牌即重点地区」：省级级别 为 挂牌整治 则 重点地区，依据 第二条。\n", ""),
        ("编码约定", "常理“挂牌即重点地区”", "“省级级别”为挂牌整治 则 “重点地区”", ""),
        Reach.APART,
    ),
    (
        ("不超过 100%，越低越重", "不超过 90%，越低越重"),
        (
            "定义",
            "可取的值",
            "百分比，不少于 0%，不超过 100%",
            "百分比，不少于 0%，不超过 90%",
        ),
        Reach.APART,
    ),
]


@pytest.mark.parametrize(("edit", "expected", "reach"), ONE_BY_ONE, ids=lambda each: str(each)[:30])
def test_one_change(
    edit: tuple[str, str], expected: tuple[str, str, str, str], reach: Reach | None
) -> None:
    if edit[0].startswith("不超过"):  # the bound of the exception must lie within the new range
        edits: Edits = (edit, ("超过 95% 的除外", "超过 85% 的除外"))
    else:
        edits = (edit,)
    found = revision(SAMPLE, (), edits)
    assert expected in told(found)
    assert found.meaning is not None
    effect = found.meaning.effects.of(told(found).index(expected))
    assert (None if effect is None else effect.reach) is reach


def test_only_the_code_changed() -> None:
    found = revision(SAMPLE, (), (("不少于 10000株", "不少于 9000株"),))
    assert found.meaning is not None
    assert found.meaning.recoded == {0}
    assert not found.text and found


def test_one_word_before_a_list_is_one_change() -> None:
    found = revision(
        POLICIES / "jilin-2019-draft",
        (("应当评定为毒品", "可以评定为毒品"),),
        (("应当 评定为 毒品", "可以 评定为 毒品"),),
        vocabulary=True,
    )
    assert told(found) == [("规范词", "规范词", "应当", "可以")]
    assert found.meaning is not None
    assert len(found.meaning.amendments[0].places) == 7
    assert found.meaning.unencoded == () and found.meaning.recoded == frozenset()


def test_half_of_what_changed_in_a_clause_is_encoded() -> None:
    found = revision(
        SAMPLE,
        (("10000株以上的，应当", "8000株以上的，可以"),),
        (("不少于 10000株", "不少于 8000株"),),
    )
    assert found.meaning is not None
    (left,) = found.meaning.unencoded
    assert [(touch.value, words) for touch, words in left.words] == [("规范词", ("应当", "可以"))]


def test_a_clause_that_borrows_a_changed_condition_is_no_change_of_its_own() -> None:
    """第十一条 asks for the conditions of 第十条第二款 (符合), its own words being as they were."""
    source = (("实有吸毒人员 1:20 的", "实有吸毒人员 1:30 的"),)
    policy = (
        ("专职人员与吸毒人员之比 不低于 1:20", "专职人员与吸毒人员之比 不低于 1:30"),
        ("实有吸毒人员1:20的", "实有吸毒人员1:30的"),
    )
    found = revision(POLICIES / "kunming-2019", source, policy, vocabulary=True)
    assert [kind for kind, *_ in told(found)] == ["阈值", "定义"]
    assert found.meaning is not None
    (bound, _) = found.meaning.amendments
    assert [place.new for place in bound.places] == ["第十条第二款第一句", "第十一条第一句"]
    assert found.meaning.recoded == frozenset()
