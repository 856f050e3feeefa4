"""Small documents without mistakes: what is read of them, and what it comes to mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cases.documents import HERE, common, policy_of, render, source_for, text
from tests.cases.dumps import check_spans, dump_file, dump_policy, names_of

from policyc.surface.from_text import parse

PARSED = sorted((HERE / "parse" / "good").glob("*.policy"))
LOWERED = sorted((HERE / "lower" / "good").glob("*.policy"))


def _name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", PARSED, ids=_name)
def test_nodes(path: Path, golden: Callable[[Path, str], None]) -> None:
    source = text(path)
    parsed = parse(source)
    assert parsed.file is not None, render(parsed.diagnostics, source)
    assert parsed.diagnostics == ()
    check_spans(parsed.file, source)
    golden(path.with_suffix(".nodes"), dump_file(parsed.file))


@pytest.mark.parametrize("path", LOWERED, ids=_name)
def test_core(path: Path, golden: Callable[[Path, str], None]) -> None:
    shared = parse(common()).file
    assert shared is not None
    policy = policy_of(text(path).text, source_for(path.name))
    golden(path.with_suffix(".core"), dump_policy(policy, names_of([shared])))
