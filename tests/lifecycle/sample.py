"""A document whose lifecycle is complete, and its variants."""

from functools import cache
from pathlib import Path

from policyc.core.norms import Policy
from policyc.driver.compiled import Compiled
from policyc.driver.passes import compile_texts
from policyc.source.text import SourceText

HERE = Path(__file__).parent


@cache
def written() -> str:
    return (HERE / "policy.policy").read_text("utf-8")


def changed(*changes: tuple[str, str]) -> str:
    """The policy's text with some words replaced; each must occur exactly once."""
    text = written()
    for old, new in changes:
        assert text.count(old) == 1, f"“{old}”出现 {text.count(old)} 次"
        text = text.replace(old, new)
    return text


def compiled(text: str) -> Compiled:
    source = SourceText("source.txt", (HERE / "source.txt").read_text("utf-8"))
    return compile_texts("示例", [SourceText("policy.policy", text)], [], source)


@cache
def policy_of(*changes: tuple[str, str]) -> Policy:
    found = compiled(changed(*changes))
    assert found.policy is not None, [d.message for d in found.diagnostics]
    return found.policy
