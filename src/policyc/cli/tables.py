"""``policyc tables``: who does what, by when, how much, as tables to work from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from policyc.cli.documents import load_one
from policyc.cli.options import OneOf, cache_option, document_argument, traceback_option
from policyc.cli.output import Output, words
from policyc.cli.problem import CLEAN, bad_option
from policyc.cli.report_file import checked_target, extra, put, write_report
from policyc.cli.words import Command, page
from policyc.driver.pipeline import Loaded
from policyc.reports.json_text import json_text
from policyc.reports.tables import NAMES, Table, tables_of
from policyc.reports.tables_text import (
    table_to_csv,
    tables_to_json,
    tables_to_markdown,
    tables_to_text,
)

FORMATS = ("text", "md", "csv", "json", "xlsx")

_HELP = page("""
把文件里的话列成表：责任分工表（谁牵头、谁负责、谁配合），任务台账（谁做什么、多久一次、何时之前），
指标表，时间表（期间、阶段、期限），追责表（何种情形、对谁、什么措施）。
每一行注明条款，附原文；原文没有写的空着，不补。
csv 一个文件放一张表：用 --table 选一张，或者用 -o 给一个文件夹。xlsx 一张表一页，要装 openpyxl。
""")


@click.command(
    "tables",
    cls=Command,
    help=_HELP,
    short_help="列成表：责任分工、任务台账、指标、时间、追责",
    codes=(0, 2),
    examples=(
        "policyc tables kunming-2019",
        "policyc tables kunming-2019 --table 任务台账 --format csv -o 任务台账.csv",
        "policyc tables jilin-2019-draft --format xlsx -o 吉林.xlsx",
    ),
)
@document_argument
@click.option(
    "--table",
    "chosen",
    type=OneOf({name: name for name in NAMES}, {name.removesuffix("表"): name for name in NAMES}),
    metavar="表名",
    help=f"只要一张：{'、'.join(NAMES)}",
)
@click.option(
    "--format",
    "form",
    type=OneOf({name: name for name in FORMATS}, {"markdown": "md", "excel": "xlsx"}),
    default="text",
    metavar="|".join(FORMATS),
    help="输出格式：text 给人看（默认，不附原文），md、csv、xlsx 供编辑，json 给程序用",
)
@click.option(
    "-o", "--output", "out", metavar="文件", help="写到文件里；不写或写 - 为标准输出（xlsx 必须写）"
)
@cache_option
@traceback_option
def command(document: str, chosen: str | None, form: str, out: str | None) -> int:
    """List one document."""
    output = Output(as_json=form == "json")
    loaded, policy = load_one(document)
    path = checked_target(out, [loaded])
    tree = None if loaded.document is None else loaded.document.provisions
    tables = tables_of(policy, tree, _dates(loaded))
    tables = tuple(table for table in tables if chosen in (None, table.name))
    title = policy.title or policy.name
    match form:
        case "xlsx":
            _xlsx(path, title, tables)
        case "csv":
            _csv(path, policy.name, tables)
        case "md":
            put(path, tables_to_markdown(title, tables))
        case "json":
            put(path, json_text(tables_to_json(policy.name, policy.title, tables)))
        case _:
            heading = output.screen.paint(f"{title}（{policy.name}）", "bold")
            put(path, f"{heading}\n\n{tables_to_text(tables, output.screen)}")
    return CLEAN


def _dates(loaded: Loaded) -> dict[str, date]:
    """The document's own dates, in the order of the head."""
    if loaded.document is None:
        return {}
    head = loaded.document.head
    dates = {
        "成文": head.written,
        "公布": head.published,
        "施行": head.effective,
        "失效": head.expires,
    }
    return {name: day for name, day in dates.items() if day is not None}


def _csv(path: Path | None, name: str, tables: Sequence[Table]) -> None:
    """One table on standard output or in a file; several in a folder."""
    filled = [table for table in tables if table.rows] or list(tables[:1])
    if len(filled) == 1 and not (path is not None and path.is_dir()):
        put(path, table_to_csv(filled[0]))
        return
    if path is None:
        names = "、".join(table.name for table in filled)
        message = f"csv 一个文件只放一张表，这里有 {len(filled)} 张：{names}"
        raise bad_option(message, "用 --table 选一张，或者用 -o 给一个文件夹。")
    if path.suffix:
        message = f"csv 一个文件只放一张表，{words(str(path))} 放不下 {len(filled)} 张"
        raise bad_option(message, "用 --table 选一张，或者用 -o 给一个文件夹（名称里没有“.”）。")
    for table in filled:
        write_report(path / f"{name}-{table.name}.csv", table_to_csv(table))


def _xlsx(path: Path | None, title: str, tables: Sequence[Table]) -> None:
    if path is None:
        raise bad_option("xlsx 不能写到标准输出", "用 -o 给一个文件名，例如：-o 台账.xlsx。")
    with extra("office", "xlsx"):
        from policyc.reports.workbook import workbook
    write_report(path, workbook(title, tables))
