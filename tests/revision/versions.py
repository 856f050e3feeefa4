"""Versions of documents for the tests of revisions, compiled from texts in memory."""

import re
from functools import cache
from pathlib import Path

from policyc.diagnostics import has_errors
from policyc.driver.passes import compile_texts
from policyc.revision.revise import Revision, Version, revise
from policyc.source.read_provisions import read_provisions
from policyc.source.text import SourceText

POLICIES = Path(__file__).parents[2] / "policies"
VOCABULARY = POLICIES / "vocabulary" / "anti-drug.policy"

Edits = tuple[tuple[str, str], ...]


def version(name: str, source: str, policy: str, *, vocabulary: bool = False) -> Version:
    """A version of a document; its policy must compile."""
    words = [SourceText("词汇", VOCABULARY.read_text(encoding="utf-8"))] if vocabulary else []
    text = SourceText("source.txt", source)
    compiled = compile_texts(name, [SourceText("policy.policy", policy)], words, text)
    assert not has_errors(compiled.diagnostics), [d.message for d in compiled.diagnostics]
    document = compiled.document
    assert document is not None
    return Version(name, read_provisions(text), compiled.policy, document.head)


def edited(text: str, edits: Edits) -> str:
    """The text with some words replaced, each of which stands in it once."""
    for old, new in edits:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return text


# Jilin, with one threshold, one 规范词, one term and the order of three articles changed ----------

SOURCE_EDITS: Edits = (
    ("公安机关打掉2个及以上", "公安机关打掉3个及以上"),
    ("可以直接取消重点整治", "应当直接取消重点整治"),
    ("挂牌整治实行2年限期", "挂牌整治实行3年限期"),
)
POLICY_EDITS: Edits = (
    ("打掉厂点数 为 2个及以上", "打掉厂点数 为 3个及以上"),
    (
        "省禁毒委员会 可以 将 期满处置 定为 取消整治",
        "省禁毒委员会 应当 将 期满处置 定为 取消整治",
    ),
    ("挂牌整治 2年。\n    流程", "挂牌整治 3年。\n    流程"),
)
ORDER = {"第十四条": "第十二条", "第十二条": "第十三条", "第十三条": "第十四条"}


def jilin_texts() -> tuple[str, str]:
    """The source text and the policy file of Jilin."""
    folder = POLICIES / "jilin-2019-draft"
    names = ("source.txt", "policy.policy")
    source, policy = ((folder / name).read_text(encoding="utf-8") for name in names)
    return source, policy


def revised_texts() -> tuple[str, str]:
    """The same with the four changes: 第十四条 moved before 第十二条, and all that cites it."""
    source, policy = jilin_texts()
    return (
        _reordered(edited(source, SOURCE_EDITS), ("第十二条  省", "第十四条  对", "第四章 组织")),
        _reordered(edited(policy, POLICY_EDITS), ("\n第十二条\n", "\n第十四条\n", "\n// 第四章")),
    )


def _reordered(text: str, marks: tuple[str, str, str]) -> str:
    first, second, third = (text.index(mark) for mark in marks)
    moved = text[:first] + text[second:third] + text[first:second] + text[third:]
    return re.sub("第十[二三四]条", lambda found: ORDER[found.group()], moved)


@cache
def jilin() -> Version:
    return version("jilin-2019-draft", *jilin_texts(), vocabulary=True)


@cache
def jilin_revised() -> Version:
    return version("jilin-2020", *revised_texts(), vocabulary=True)


@cache
def jilin_revision() -> Revision:
    return revise(jilin(), jilin_revised())
