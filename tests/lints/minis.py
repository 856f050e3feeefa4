"""A small source text with the code that encodes it, both written in the test."""

from policyc.core.from_resolved import lower
from policyc.diagnostics import has_errors
from policyc.findings.finding import Finding
from policyc.lints import Encoded, run_lints
from policyc.lints.coverage import Coverage, coverage
from policyc.lints.lock import Lock, lock_of
from policyc.resolved.from_surface import resolve
from policyc.source.provisions import ProvisionTree
from policyc.source.read_provisions import read_provisions
from policyc.source.text import SourceText
from policyc.surface.from_text import parse

FACTS = """\
文件「办法」
事实 株数（plants）：整数，单位 株，不少于 0，依据 第一条。
认定 反映强烈（reaction）：由 市禁毒委员会 认定，依据 第一条。
认定 危害严重（harm）：由 市禁毒委员会 认定，依据 第一条。
级别 轻重（weight）：轻 < 中 < 重。
结论 定级（graded）：级别 轻重，竞合 未规定，依据 第一条。
"""


def tree_of(source: str) -> ProvisionTree:
    return read_provisions(SourceText("source.txt", source))


def lock_for(source: str) -> Lock:
    return lock_of(tree_of(source))


def encode(source: str, policy: str, lock: Lock | None = None) -> Encoded:
    """The text and its code; whatever is wrong with the code fails the test."""
    text = SourceText("policy.policy", policy if policy.startswith("文件") else FACTS + policy)
    parsed = parse(text)
    assert parsed.file is not None, parsed.diagnostics
    document, problems = resolve("办法", [parsed.file], [], tree_of(source))
    lowered = lower(document)
    problems = [*parsed.diagnostics, *problems, *lowered.diagnostics]
    assert not has_errors(problems), problems
    assert document.provisions is not None
    return Encoded(document.provisions, document, lowered.policy, lock, {text.name: text})


def cover(source: str, policy: str) -> Coverage:
    encoded = encode(source, policy)
    return coverage(encoded.tree, encoded.document, encoded.policy)


def statuses(covered: Coverage) -> dict[str, str]:
    return {each.unit.cited: each.status.value for each in covered.units}


def said(code: str, source: str, policy: str, lock: Lock | None = None) -> list[Finding]:
    return list(run_lints(encode(source, policy, lock), (code,)))
