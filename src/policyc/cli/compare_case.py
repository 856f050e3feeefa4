"""``policyc compare --case``: one case put through all documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from policyc.cli.input_file import read_input
from policyc.cli.paper_file import Renderer, put_paper
from policyc.cli.problem import Problem
from policyc.cli.report_file import put
from policyc.comparison.one_case import OneCase
from policyc.driver.facts_file import read_entries
from policyc.driver.given_case import put_case
from policyc.driver.pipeline import Loaded
from policyc.reports.comparison.one import TITLE, case_section, one_case_to_json


def read_case(
    file: str, loaded: Sequence[Loaded], *, rest_harmless: bool, as_of: date | None
) -> OneCase:
    """The case of a facts file in all documents; a ``Problem`` where the file is wrong."""
    text = read_input(file, "--case")
    entries, wrong = read_entries(text)
    policies = [each.policy for each in loaded if each.policy is not None]
    case, problems = put_case(policies, entries, rest_harmless=rest_harmless, as_of=as_of)
    if wrong or problems or case is None:
        raise Problem([*wrong, *problems], {text.name: text})
    return case


def put_one_case(case: OneCase, render: Renderer | None, target: Path | None) -> None:
    """Write what came of a case: as a paper, or as JSON where nothing renders one."""
    if render is None:
        from policyc.reports.json_text import json_text

        put(target, json_text(one_case_to_json(case)))
        return
    from policyc.reports.paper.model import Paper

    subtitle = "、".join(case.shorts)
    put_paper(Paper(TITLE, subtitle, blocks=case_section(case).blocks), render, target)
