"""``policyc diff``: an old and a new version of one document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from policyc.cli.options import (
    as_of_option,
    cache_option,
    jobs_option,
    timeout_option,
    traceback_option,
)
from policyc.cli.output import Output, words
from policyc.cli.paper_file import chosen_form, paper_options, paper_renderer, put_paper
from policyc.cli.problem import CLEAN, ERROR, FOUND, INCOMPLETE, Problem, bad_option
from policyc.cli.report_file import checked_target, put
from policyc.cli.waiting import watched
from policyc.cli.words import Argument, Command, page
from policyc.diagnostics import Code, Diagnostic, has_errors
from policyc.driver.cache import cache_in_use
from policyc.spread import jobs_in_use

if TYPE_CHECKING:
    from policyc.driver.versions import Opened
    from policyc.reports.paper.model import Paper
    from policyc.revision.revise import Revision, Version

_HELP = page("""
对照一份文件的新旧两个文本：新旧条文对照表，每处改动在含义上改了什么（阈值、主体、期限、规范词、
条件等），哪些案件的结论因此不同。“不改变任何案件的结论”只在证明了以后才这样说。
条文只改了序号、引用随之改序的，不算含义的变化；引用没有随之改动的，另外指出。
新文本的政策文件还没有写也可以对照，两个 .txt 也可以：只给文字的对照表，写明含义没有比较。
写出对照表，退出码为 0；加 --exit-code 时，有差别为 1。政策文件有错误的，仍给文字的对照表，
退出码为 2；有的问题没有查完的，退出码为 3。
""")


@click.command(
    "diff",
    cls=Command,
    help=_HELP,
    short_help="新旧条文对照表：改了什么、含义怎样变、哪些案件的结论不同",
    codes=(0, 1, 2, 3),
    examples=(
        "policyc diff 旧稿 新稿",
        "policyc diff 旧稿 新稿 -o 对照表.docx",
        "policyc diff 旧稿/source.txt 新稿.txt --all",
    ),
)
@click.argument(
    "old", cls=Argument, metavar="旧文本", help="文档的名称、目录、.policy 文件，或者一个 .txt 文件"
)
@click.argument("new", cls=Argument, metavar="新文本", help="同上")
@paper_options("json")
@click.option("--all", "everything", is_flag=True, help="对照表列出全部条文，不只是有改动的")
@click.option(
    "--two-columns",
    is_flag=True,
    help="只要两栏的对照表（送审的形式），不比较含义和案件",
)
@click.option(
    "--check",
    "checked",
    is_flag=True,
    help="另外审查两个文本（同 policyc check），列出新增的和已消除的问题；较慢",
)
@click.option("--exit-code", "tell", is_flag=True, help="有差别时退出码为 1，供脚本使用")
@timeout_option
@as_of_option
@cache_option
@jobs_option
@traceback_option
def command(
    old: str,
    new: str,
    form: str | None,
    out: str | None,
    everything: bool,
    two_columns: bool,
    checked: bool,
    tell: bool,
    timeout_ms: int | None,
    as_of: date | None,
) -> int:
    """Compare two versions."""
    form = chosen_form(form, out, "json")
    if two_columns and checked:
        hint = "--two-columns 只写两栏的对照表，没有列问题的地方；要列问题的，去掉 --two-columns。"
        raise bad_option("--two-columns 和 --check 不能一起用", hint)
    opened = [_opened(each) for each in (old, new)]
    loaded = [each.loaded for each in opened if each.loaded is not None]
    read = [str(path) for each in opened for path in each.files]
    target = checked_target(out, loaded, beside=read)
    render = None if form == "json" else paper_renderer(form, target)
    output = Output(as_json=form == "json" and target is None)
    _tell_problems(output, opened)
    versions = [each.version for each in opened]
    if two_columns:
        versions = [evolve(each, policy=None) for each in versions]
        _without_text(versions)
    found = _compared(versions, timeout_ms, as_of)
    if checked:
        from policyc.driver.versions import problems_of

        problems = problems_of(
            opened,
            found,
            timeout_ms=timeout_ms,
            as_of=as_of,
            cache=cache_in_use(),
            jobs=jobs_in_use(),
        )
        found = evolve(found, problems=problems)
    if render is None:
        from policyc.reports.diagnostics import errors_to_json
        from policyc.reports.json_text import json_text
        from policyc.reports.revision.json import revision_to_json

        wrong = [problem for each in opened for problem in each.problems]
        texts = {name: text for each in opened for name, text in each.texts.items()}
        errors = errors_to_json(wrong, texts) if has_errors(wrong) else {}
        data = revision_to_json(found, everything=everything)
        put(target, json_text({**errors, **data}))
    else:
        put_paper(_paper(found, everything, two_columns), render, target)
    if target is not None:
        output.text(f"{_in_short(found)}已写入 {words(str(target))}\n")
    if any(has_errors(each.problems) for each in opened):
        return ERROR
    if found.incomplete:
        return INCOMPLETE
    return FOUND if tell and found else CLEAN


def _paper(found: Revision, everything: bool, two_columns: bool) -> Paper:
    from policyc.reports.pictures.bands import changed_bands
    from policyc.reports.revision.paper import revision_paper, table_paper
    from policyc.reports.revision.words import NEW, OLD

    if two_columns:
        return table_paper(found, everything=everything)
    old, new = found.old.policy, found.new.policy
    pictures = () if old is None or new is None else changed_bands(old, new, (OLD, NEW))
    return revision_paper(found, everything=everything, pictures=pictures)


def _opened(reference: str) -> Opened:
    if not reference.strip():
        raise bad_option("文档的名称是空的", "写文档的名称、目录、.policy 文件或者 .txt 文件。")
    from policyc.driver.versions import open_version

    found = open_version(words(reference), Path.cwd(), cache_in_use())
    if isinstance(found, Diagnostic):
        raise Problem([found])
    return found


def _compared(versions: list[Version], timeout_ms: int | None, as_of: date | None) -> Revision:
    from policyc.revision.revise import revise

    def steps() -> Iterator[Revision]:
        yield revise(versions[0], versions[1], timeout_ms=timeout_ms, as_of=as_of)

    (found,) = watched(steps())
    return found


def _without_text(versions: list[Version]) -> None:
    """Stop where the table of clauses is all that is asked for and there are no clauses."""
    for each in versions:
        if each.tree is None:
            help = "核对目录里有没有 source.txt。"
            message = f"{each.name} 没有可以对照的文字"
            raise Problem([Diagnostic(Code.E005, message, help=help)])


def _tell_problems(output: Output, opened: list[Opened]) -> None:
    """What is wrong with a policy whose text is compared all the same: as warnings."""
    for each in opened:
        if not output.as_json:
            output.notes(each.problems, each.texts)
        if each.version.policy is None:
            _without_text([each.version])


def _in_short(found: Revision) -> str:
    if found.meaning is None:
        return "只对照了文字。"
    total = len(found.meaning.amendments)
    return f"含义变化 {total} 项，结论不同 {len(found.meaning.effects.together)} 种。"
