"""``policyc build``: compile a document to a program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from policyc.cli.documents import load_one
from policyc.cli.named_values import fixed_readings
from policyc.cli.options import OneOf, cache_option, document_argument, traceback_option
from policyc.cli.output import Output, words, write
from policyc.cli.problem import CLEAN, Problem, bad_option
from policyc.cli.report_file import checked_target, extra
from policyc.cli.sql_options import refuse_sql_options, sql_of, sql_options
from policyc.cli.words import Command, page
from policyc.core.norms import Policy
from policyc.diagnostics import Diagnostic
from policyc.driver.build import (
    ALIASES,
    TARGETS,
    Built,
    beside,
    build,
    build_vectorized,
    default_path,
    in_the_way,
    path_in,
    source_map_to_json,
    write_generated,
)
from policyc.reports.json_text import json_text

_HELP = page("""
把文档编译成程序。python：一个不依赖任何库的模块，可以直接导入；有附依据的求值，也有快路；
每一行出自哪一条款，写在注释里和模块的 SOURCE_MAP 里。
typescript（ts）：同样的一个 ESM 模块（.mjs）和它的类型声明（.d.mts），写在 -o 的目录里；node
和浏览器直接运行，不需要编译。
web：一个网页（.html），填事实、看结论，只问还会影响结论的；不联网，发给别人就能用。
python --vectorized：一个只依赖 NumPy 的模块，事实一列一列地给，一次推演几百万个案件。
sql：一条 SELECT，NULL 是未知；给出结论、种类、符合的各项（位掩码），列的意思写在开头的注释里。
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
        "policyc build jilin-2019-draft -t python --vectorized -o jilin_batch.py",
        "policyc build jilin-2019-draft -t typescript -o web",
        "policyc build kunming-2019 -t web -o kunming.html",
        "policyc build kunming-2019 --reading 程度=恰为 --source-map kunming.map.json",
        "policyc build jilin-2019-draft -t sql --dialect postgres --outcome 整治级别 -o -",
        "policyc build kunming-2019 -o -",
    ),
)
@document_argument
@click.option(
    "-t",
    "--target",
    type=OneOf({name: name for name in TARGETS}, ALIASES),
    default="python",
    metavar="目标",
    help=f"编译成什么：{'、'.join(TARGETS)}，默认 python",
)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="文件",
    help="写到哪里（typescript 写目录），默认在 out/ 里；- 为标准输出",
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
@click.option("--vectorized", is_flag=True, help="python：成批的模块（NumPy）")
@sql_options
@click.option("--force", is_flag=True, help="不是 policyc 生成的文件也覆盖")
@cache_option
@traceback_option
def command(
    document: str,
    target: str,
    out: str | None,
    choices: tuple[str, ...],
    map_file: str | None,
    vectorized: bool,
    force: bool,
    **sql: Any,
) -> int:
    """Build one document."""
    output = Output()
    loaded, policy = load_one(document)
    output.notes(loaded.diagnostics, loaded.texts)
    readings = fixed_readings(policy, choices)
    if vectorized and target != "python":
        raise bad_option("--vectorized 只用于 -t python", "去掉 --vectorized，或者 -t python。")
    if target == "sql":
        built = sql_of(policy, readings, map_file, sql)
    else:
        refuse_sql_options(sql)
        with extra("html", target, "--target"):
            built = _vectorized(policy, readings) if vectorized else build(policy, target, readings)
    path: Path | None = default_path(policy, target, "_vectorized" if vectorized else "")
    if out is not None:
        path = checked_target(_place(policy, target, out), [loaded])
    map_path = checked_target(map_file, [loaded], option="--source-map")
    files = {} if path is None else {path: built.text, **beside(path, built)}
    if map_path is not None and map_path.resolve() in [file.resolve() for file in files]:
        raise bad_option("程序和对照要写到同一个文件里", "给 --source-map 另一个文件名。")
    shown = "-" if path is None else words(str(path))
    if path is None:
        write(built.text)
    else:
        _write(files, force)
        also = "".join(f"、{words(file.name)}" for file in files if file != path)
        output.text(f"已生成 {shown}{also}（{built.text.count(chr(10))} 行）\n")
    if map_file is not None:
        text = json_text(source_map_to_json(built, loaded, shown))
        if map_path is None:
            write(text)
        else:
            _write({map_path: text}, force)
    return CLEAN


def _vectorized(policy: Policy, readings: Mapping[str, str]) -> Built:
    """The module on NumPy, or what stands in its way."""
    from policyc.targets.common.unsupported import Unsupported

    try:
        return build_vectorized(policy, readings)
    except Unsupported as error:
        raise bad_option(str(error), error.help) from None


def _place(policy: Policy, target: str, out: str) -> str:
    """The main file that -o names; a file name that the target does not write is refused."""
    main = TARGETS[target].suffix
    if TARGETS[target].in_folder and out.endswith((".js", ".ts", ".cjs", ".mts")):
        hint = f"写一个目录，或者以 {main} 结尾的文件名；类型声明写在它旁边。"
        raise bad_option(f"--target {target} 写的是 {main}，不是 {words(out)}", hint)
    return path_in(policy, target, out)


def _write(files: Mapping[Path, str], force: bool) -> None:
    """Write generated files, or none of them where one is in the way."""
    for path in files:
        _stop(in_the_way(path, words(str(path)), force=force))
    for path, text in files.items():
        _stop(write_generated(path, text, words(str(path)), force=force))


def _stop(problem: Diagnostic | None) -> None:
    if problem is not None:
        raise Problem([problem])
