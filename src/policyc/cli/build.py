"""``policyc build``: compile a document to a program."""

from __future__ import annotations

from pathlib import Path

import click

from policyc.cli.documents import load_one
from policyc.cli.named_values import fixed_readings
from policyc.cli.options import OneOf, document_argument, traceback_option
from policyc.cli.output import Output, words, write
from policyc.cli.problem import CLEAN, Problem
from policyc.cli.words import Command, page
from policyc.driver.build import (
    TARGETS,
    build,
    default_path,
    json_text,
    source_map_to_json,
    write_generated,
)

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
    help="就此取定一种读法，如 至=含，可重复；程序更快，调用时不能再选",
)
@click.option(
    "--source-map", "map_file", metavar="文件", help="另写一份生成的行到条款的对照（JSON）"
)
@click.option("--force", is_flag=True, help="不是 policyc 生成的文件也覆盖")
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
    if out == "-":
        write(built.text)
        shown = "-"
    else:
        path = default_path(policy, target) if out is None else Path(out)
        shown = words(str(path))
        _write(path, built.text, force)
        output.text(f"已生成 {shown}（{built.text.count(chr(10))} 行）\n")
    if map_file is not None:
        data = source_map_to_json(built, loaded, shown)
        _write(Path(map_file), json_text(data), force)
    return CLEAN


def _write(path: Path, text: str, force: bool) -> None:
    problem = write_generated(path, text, words(str(path)), force=force)
    if problem is not None:
        raise Problem([problem])
