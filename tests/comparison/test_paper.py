"""The report of a comparison, as text, Markdown and data."""

from collections.abc import Callable
from pathlib import Path

from tests.comparison.rivers import rivers

from policyc.reports.comparison.figures import figures_of, heat_of
from policyc.reports.comparison.json import comparison_to_json
from policyc.reports.comparison.paper import comparison_paper
from policyc.reports.json_text import json_text
from policyc.reports.layout import Screen
from policyc.reports.paper.markdown import to_markdown
from policyc.reports.paper.model import Paper, Section, Table
from policyc.reports.paper.terminal import to_terminal

GOLDEN = Path(__file__).parent / "golden"


def paper() -> Paper:
    return comparison_paper(rivers())


def test_as_text(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "rivers.txt", to_terminal(paper(), Screen(100)))


def test_as_markdown(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "rivers.md", to_markdown(paper()))


def test_as_data(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "rivers.json", json_text(comparison_to_json(rivers())))


def test_its_sections_and_tables() -> None:
    sections = [block for block in paper().blocks if isinstance(block, Section)]
    assert [each.title for each in sections] == [
        "摘要",
        "文件信息",
        "可比性声明",
        "维度矩阵",
        "空白",
        "结论与限制",
    ]
    tables = [b for each in sections for b in each.blocks if isinstance(b, Table)]
    assert len({table.name for table in tables}) == len(tables)
    assert all(len(table.name) <= 31 for table in tables)


def test_pictures_where_there_is_something_to_draw() -> None:
    assert len(heat_of(rivers())) == 1
    with_pictures = comparison_paper(rivers(), pictures=figures_of(rivers().texts))
    assert any(isinstance(b, Section) and b.title == "图示" for b in with_pictures.blocks)
