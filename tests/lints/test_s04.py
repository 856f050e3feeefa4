from tests.lints.minis import said, tree_of

from policyc.core.from_resolved import lower
from policyc.findings.finding import Severity
from policyc.lints import Encoded, run_lints
from policyc.resolved.from_surface import resolve
from policyc.source.text import SourceText
from policyc.surface.from_text import parse

SOURCE = "第一条 从重。\n第二条 从轻。\n"
HEAD = "文件「办法」\n"
RULES = """\
结论 定级（graded）：级别 轻重，竞合 未规定，依据 第一条。
第一条
  社会危害 为 严重的，应当 将 定级 定为 重。
第二条
  社会危害 为 较大的，应当 将 定级 定为 轻。
"""
GROUNDED = "级别 轻重：无 < 轻 < 重，依据 第一条。\n"
HARM = "程度 社会危害：一般 < 较大 < 严重"


def test_a_scale_without_a_ground_is_found() -> None:
    [finding] = said("S04", SOURCE, f"{HEAD}{GROUNDED}{HARM}。\n{RULES}")
    assert finding.severity is Severity.LOW
    assert finding.message.startswith("程度“社会危害”（一般 < 较大 < 严重，policy.policy 第 3 行）")
    assert [c.citation for c in finding.citations] == ["第一条", "第二条"]


def test_a_level_that_only_results_are_measured_on_counts_too() -> None:
    policy = f"{HEAD}级别 轻重：无 < 轻 < 重。\n{HARM}，理由「第一条按此次序列举」。\n{RULES}"
    [finding] = said("S04", SOURCE, policy)
    assert finding.message.startswith("级别“轻重”")
    assert [c.citation for c in finding.citations] == ["第一条", "第二条"]


def test_a_ground_or_a_reason_is_enough() -> None:
    for ground in ("依据 第一条", "理由「第一条按此次序列举」", "依据「上级文件」"):
        assert said("S04", SOURCE, f"{HEAD}{GROUNDED}{HARM}，{ground}。\n{RULES}") == []


def test_an_empty_reason_is_none() -> None:
    assert len(said("S04", SOURCE, f"{HEAD}{GROUNDED}{HARM}，理由「」。\n{RULES}")) == 1


def test_a_scale_of_a_vocabulary_counts_where_it_is_used() -> None:
    vocabulary = parse(
        SourceText("词汇.policy", f"词汇「共用」\n{HARM}。\n级别 备用：甲 < 乙。\n")
    ).file
    own = parse(
        SourceText("policy.policy", f"{HEAD}  使用：词汇「共用」。\n{GROUNDED}{RULES}")
    ).file
    assert vocabulary is not None and own is not None
    tree = tree_of(SOURCE)
    document, problems = resolve("办法", [own], [vocabulary], tree)
    assert problems == []
    [finding] = run_lints(Encoded(tree, document, lower(document).policy), ("S04",))
    assert finding.message.startswith("程度“社会危害”（一般 < 较大 < 严重，词汇）")
