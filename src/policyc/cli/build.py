"""``policyc build``: compile a document to a program."""

from __future__ import annotations

from pathlib import Path

import click

from policyc.cli.documents import load_one
from policyc.cli.named_values import fixed_readings
from policyc.cli.options import OneOf, cache_option, document_argument, traceback_option
from policyc.cli.output import Output, words, write
from policyc.cli.problem import CLEAN, Problem, bad_option
from policyc.cli.report_file import checked_target
from policyc.cli.words import Command, page
from policyc.driver.build import (
    TARGETS,
    build,
    default_path,
    source_map_to_json,
    write_generated,
)
from policyc.reports.json_text import json_text

_HELP = page("""
把文档编译成程序。python：一个不依赖任何库的模块，可以直接导入；有附依据的求值，也有快路；
每一行出自哪一条款，写在注释里和模块的 SOURCE_MAP 里。
已有的文件，不是 policyc 生成的不覆盖；写到一半出错的，原来的文件不动。
""")


@click.command(
    "build",
    cls=Command,
    help=_HELP,
    short_help="把文档编译成程序",
    codes=(0, 2),
    examples=(
        "policyc build jilin-2019-draft -t python -o jilin.py",
        "policyc build kunming-2019 --reading 程度=恰为 --source-map kunming.map.json",
        "policyc build kunming-2019 -o -",
    ),
)
@document_argument
@click.option(
    "-t",
    "--target",
    type=OneOf({name: name for name in TARGETS}),
    default="python",
    metavar="目标",
    help=f"编译成什么：{'、'.join(TARGETS)}，默认 python",
)
@click.option(
    "-o", "--output", "out", metavar="文件", help="写到哪里，默认在 out/ 里；- 为标准输出"
)
@click.option(
    "--reading",
    "choices",
    multiple=True,
    metavar="名=读法",
    help="就此取定一种读法，如 至=含，可重复；调用时不能再选",
)
@click.option(
    "--source-map", "map_file", metavar="文件", help="另写一份生成的行到条款的对照（JSON）"
)
@click.option("--force", is_flag=True, help="不是 policyc 生成的文件也覆盖")
@cache_option
@traceback_option
def command(
    document: str,
    target: str,
    out: str | None,
    choices: tuple[str, ...],
    map_file: str | None,
    force: bool,
) -> int:
    """Build one document."""
    output = Output()
    loaded, policy = load_one(document)
    output.notes(loaded.diagnostics, loaded.texts)
    built = build(policy, target, fixed_readings(policy, choices))
    path = default_path(policy, target) if out is None else checked_target(out, [loaded])
    map_path = checked_target(map_file, [loaded], option="--source-map")
    if path is not None and map_path is not None and path.resolve() == map_path.resolve():
        raise bad_option("程序和对照要写到同一个文件里", "给 --source-map 另一个文件名。")
    shown = "-" if path is None else words(str(path))
    _write(path, built.text, force)
    if path is not None:
        output.text(f"已生成 {shown}（{built.text.count(chr(10))} 行）\n")
    if map_file is not None:
        _write(map_path, json_text(source_map_to_json(built, loaded, shown)), force)
    return CLEAN


def _write(path: Path | None, text: str, force: bool) -> None:
    if path is None:
        write(text)
        return
    problem = write_generated(path, text, words(str(path)), force=force)
    if problem is not None:
        raise Problem([problem])
