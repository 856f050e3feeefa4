"""``policyc fmt``: lay policy files out evenly, without changing what they say."""

from __future__ import annotations

from pathlib import Path

import click

from policyc.cli.options import documents_argument, traceback_option
from policyc.cli.output import Output
from policyc.cli.problem import CLEAN, ERROR, FOUND, Problem
from policyc.cli.words import Command, page
from policyc.diagnostics import Code, Diagnostic
from policyc.driver.layout import LaidOut, lay_out, policy_files
from policyc.driver.replace import replace_file
from policyc.source.text import SourceText
from policyc.surface.format import changed_lines

_HELP = page("""
整理政策文件的排版：标点改为全角，空格和缩进一致。换行、注释和「」里的文字保持原样，意思不变：
整理后的文件会重新解析，与原来逐一对照，不一致就不写。有语法错误的文件不动。
不加选项时直接写回文件；--check 只看要不要整理（要整理时退出码为 1），--diff 显示会改哪些行。
""")


@click.command(
    "fmt",
    cls=Command,
    help=_HELP,
    short_help="整理政策文件的排版，不改变意思",
    codes=(0, 1, 2),
    examples=("policyc fmt policies/kunming-2019/policy.policy", "policyc fmt policies/ --check"),
)
@documents_argument
@click.option("--check", "only_check", is_flag=True, help="只检查，不写文件")
@click.option("--diff", "show_diff", is_flag=True, help="显示会改哪些行，不写文件")
@traceback_option
def command(documents: tuple[str, ...], only_check: bool, show_diff: bool) -> int:
    """Lay out all policy files of the documents."""
    output = Output(False)
    laid_out, problems, texts = _lay_out_all(documents)
    changed = [each for each in laid_out if each.changes]
    for each in changed:
        if show_diff:
            lines = changed_lines(each.text.text, each.result or "")
            output.text(f"{each.text.name}\n{''.join(lines)}\n")
        elif only_check:
            output.text(f"要整理：{each.text.name}\n")
        else:
            _write(each)
            output.text(f"已整理：{each.text.name}\n")
    if not changed and not problems:
        output.text(f"{len(laid_out)} 个文件，都不用整理\n")
    output.notes(problems, texts)
    if problems:
        return ERROR
    return FOUND if changed and (only_check or show_diff) else CLEAN


def _lay_out_all(
    references: tuple[str, ...],
) -> tuple[list[LaidOut], list[Diagnostic], dict[str, SourceText]]:
    base = Path.cwd()
    laid_out: dict[Path, LaidOut] = {}
    problems: list[Diagnostic] = []
    texts: dict[str, SourceText] = {}
    for reference in references:
        paths = policy_files(reference, base)
        if isinstance(paths, Diagnostic):
            raise Problem([paths])
        for path in paths:
            found = lay_out(path, _shown(path, base))
            if isinstance(found, Diagnostic):
                problems.append(found)
            elif path.resolve() not in laid_out:
                laid_out[path.resolve()] = found
                problems += found.diagnostics
                texts[found.text.name] = found.text
    return list(laid_out.values()), problems, texts


def _shown(path: Path, base: Path) -> str:
    absolute = path.resolve()
    inside = absolute.is_relative_to(base.resolve())
    return str(absolute.relative_to(base.resolve())) if inside else str(path)


def _write(each: LaidOut) -> None:
    try:
        replace_file(each.path, each.result or "")
    except OSError as error:
        reason = error.strerror or "未知原因"
        message = f"不能写 {each.text.name}：{reason}"
        raise Problem([Diagnostic(Code.E004, message, help="检查权限；文件没有改动。")]) from None
