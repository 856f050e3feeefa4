"""Tables as text, Markdown, CSV and data."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from policyc.reports.layout import Screen, table
from policyc.reports.tables import QUOTE, Table
from policyc.reports.values import Json

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def tables_to_text(tables: Sequence[Table], screen: Screen) -> str:
    """Tables on the screen, without the quotes; those without rows are named at the end."""
    blocks = []
    for each in tables:
        if each.rows:
            header, rows = _narrow(each)
            lines = table(rows, screen.width, header=header, indent="  ", screen=screen)
            title = screen.paint(f"{each.name}（{len(each.rows)} 行）", "bold")
            blocks.append("\n".join([title, *lines]) + "\n")
    empty = [each.name for each in tables if not each.rows]
    if empty:
        blocks.append(f"文件里没有可列入{'、'.join(empty)}的内容。\n")
    return "\n".join(blocks)


def _narrow(found: Table) -> tuple[list[str], list[list[str]]]:
    """The main columns, and the others, as far as they say anything, put together in one."""
    main = [found.columns.index(name) for name in found.main]
    others = [at for at, n in enumerate(found.columns) if at not in main and n != QUOTE]
    rows = [
        [
            *(row[at] for at in main),
            "\n".join(f"{found.columns[at]}：{row[at]}" for at in others if row[at]),
        ]
        for row in found.rows
    ]
    return [*found.main, "其他"], rows


def tables_to_markdown(title: str, tables: Sequence[Table]) -> str:
    """Tables as Markdown, one section each."""
    lines = [f"# {title}"]
    for each in tables:
        if each.rows:
            lines += ["", f"## {each.name}", "", _bar(each.columns)]
            lines += [_bar(["---"] * len(each.columns)), *map(_bar, each.rows)]
    return "\n".join(lines) + "\n"


def _bar(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(_markdown, cells)) + " |"


def _markdown(cell: str) -> str:
    text = cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return "<br>".join(text.split("\n"))


def table_to_csv(found: Table) -> str:
    """One table as CSV, marked as UTF-8 for spreadsheets; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(found.columns)
    writer.writerows([plain(cell) for cell in row] for row in found.rows)
    return "\ufeff" + out.getvalue()


def plain(cell: str) -> str:
    """A cell that no spreadsheet computes: one that would begin a formula is marked as text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def tables_to_json(name: str, title: str, tables: Sequence[Table]) -> Json:
    """Tables as data; every row is an object."""
    return {
        "document": name,
        "title": title,
        "tables": [
            {
                "name": each.name,
                "columns": list(each.columns),
                "rows": [dict(zip(each.columns, row, strict=True)) for row in each.rows],
            }
            for each in tables
        ],
    }
