"""The paper from top to bottom: numbers, notes, and which pages lie on their side."""

import pytest
from tests.reports.paper.sample import EIGHTH, NAMED, SAMPLE, SIXTH, WIDE

from policyc.reports.paper.flow import (
    Heading,
    Tabled,
    fitted,
    flow_of,
    legal,
    notes_of,
    spreads,
)
from policyc.reports.paper.model import Column, Paper, Section, Table, cell, paragraph


def test_headings_count_as_official_documents_do() -> None:
    headings = [piece.text for piece in flow_of(SAMPLE) if isinstance(piece, Heading)]
    assert headings == [
        "一、范围",
        "（一）方法",
        "1.细目",
        "（1）再细",
        "二、问题",
        "三、附表和图",
        "四、意见",
    ]


def test_equal_clauses_have_one_number() -> None:
    notes = notes_of(SAMPLE)
    assert notes.quotes == (SIXTH, NAMED, EIGHTH)
    assert notes.several
    row = WIDE.rows[1][1]
    assert [notes.numbers(line) for line in row.lines] == [[1], [3, 1]]


def test_only_tables_with_a_caption_count() -> None:
    captions = [piece.caption for piece in flow_of(SAMPLE) if isinstance(piece, Tabled)]
    assert captions == ["表1　发现的问题", ""]


def section(*blocks: object) -> Section:
    return Section("节", blocks)  # type: ignore[arg-type]


def test_a_page_turns_with_the_heading_of_its_table() -> None:
    little, much = paragraph("短。"), paragraph("长。" * 500)
    sections = (section(much), section(WIDE), section(little), section(WIDE), section(much))
    sides = [(wide, len(pieces)) for wide, pieces in spreads(flow_of(Paper("题", blocks=sections)))]
    assert sides == [(False, 2), (True, 6), (False, 2)]
    headings = section(section(WIDE))
    assert [wide for wide, _ in spreads(flow_of(Paper("题", blocks=(headings,))))] == [True]


def test_short_rows_are_filled_and_too_long_ones_are_a_mistake() -> None:
    columns = (Column("甲"), Column("乙"))
    assert [len(row) for row in fitted(Table("表", columns, ((cell("一"),),)))] == [2]
    for row in ((cell("一", span=3),), (cell("一", span=0),)):
        with pytest.raises(ValueError, match="表"):
            fitted(Table("表", columns, (row,)))


def test_what_no_file_can_hold() -> None:
    assert legal("甲\x00\x0b\ud800\ufffe\r\n乙\t👩‍👩‍👧") == "甲����\n乙\t👩‍👩‍👧"
