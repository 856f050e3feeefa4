"""Small documents for tests, compiled in memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from policyc.core.norms import Policy
from policyc.diagnostics import Diagnostic
from policyc.driver.cases import run_cases
from policyc.driver.compiled import Compiled
from policyc.driver.files import text_of
from policyc.driver.passes import compile_texts
from policyc.reports.diagnostics import diagnostics_to_text
from policyc.reports.layout import Screen
from policyc.source.text import SourceText, decode

HERE = Path(__file__).parent
SCREEN = Screen(width=90)
_PLAN = "plan"


def text(path: Path) -> SourceText:
    """A file of the tests as a text, named without its folder."""
    found = decode(path.name, path.read_bytes())
    assert isinstance(found, SourceText), found
    return found


@cache
def common() -> SourceText:
    """Declarations that the small documents share (使用：词汇「公共」)."""
    return text(HERE / "common.policy")


@cache
def source(name: str = "source") -> SourceText:
    """The text of an invented document: ``source`` with articles, ``plan`` without."""
    return text(HERE / f"{name}.txt")


def source_for(name: str) -> SourceText:
    """Files whose names begin with ``plan`` encode the plan, all others the articles."""
    return source(_PLAN if name.startswith(_PLAN) else "source")


def compile_text(name: str, written: str, original: SourceText | None = None) -> Compiled:
    """Every pass over one policy file, with the common vocabulary at hand."""
    original = original or source_for(name)
    return compile_texts("例", [SourceText(name, written)], [common()], original)


def policy_of(written: str, original: SourceText | None = None) -> Policy:
    """The policy of a text that has no mistakes."""
    compiled = compile_text("例.policy", written, original)
    assert compiled.policy is not None, render(
        compiled.diagnostics, SourceText("例.policy", written)
    )
    return compiled.policy


def problems_of(name: str, data: bytes) -> tuple[list[Diagnostic], SourceText | None]:
    """All that is wrong with the bytes of a policy file, its cases included."""
    read = text_of(name, data)
    if isinstance(read, Diagnostic):
        return [read], None
    compiled = compile_texts("例", [read], [common()], source_for(name))
    found = list(compiled.diagnostics)
    if compiled.policy is not None and compiled.document is not None:
        for outcome in run_cases(compiled.document, compiled.policy):
            found += outcome.problems
    return found, read


def render(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic], read: SourceText | None) -> str:
    """Diagnostics as the terminal shows them."""
    texts = {known.name: known for known in (common(), source(), source(_PLAN))}
    if read is not None:
        texts[read.name] = read
    return diagnostics_to_text(diagnostics, texts, SCREEN)
