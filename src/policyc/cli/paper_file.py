"""``--format`` and ``-o`` of the commands that make a report to hand in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from policyc.cli.options import Decorated, OneOf
from policyc.cli.output import screen_of, words, write
from policyc.cli.problem import bad_option
from policyc.cli.report_file import extra, write_report

if TYPE_CHECKING:
    from policyc.reports.paper.model import Paper

PAPERS = ("text", "md", "html", "docx", "xlsx")
"""The formats that every paper has."""

_BINARY = ("docx", "xlsx")
_SYNONYMS = {"markdown": "md", "word": "docx", "excel": "xlsx", "htm": "html", "txt": "text"}

Renderer: TypeAlias = "Callable[[Paper], str | bytes]"


def paper_options(*others: str) -> Callable[[Decorated], Decorated]:
    """``--format`` as ``form``, ``None`` where it is not given, and ``-o`` as ``out``.

    ``others`` are formats that the command makes by itself, such as ``json``.
    """
    forms = (*PAPERS, *others)
    synonyms = {name: form for name, form in _SYNONYMS.items() if form in forms}

    def options(command: Decorated) -> Decorated:
        command = click.option(
            "-o",
            "--output",
            "out",
            metavar="文件",
            help="写到文件里，写不完则原来的文件不动；不写或写 - 为标准输出（docx、xlsx 必须写）",
        )(command)
        return click.option(
            "--format",
            "form",
            type=OneOf({form: form for form in forms}, synonyms),
            metavar="|".join(forms),
            help="输出格式；不写时看 -o 的后缀，没有 -o 则为 text。"
            "docx、xlsx 要装 policyc[office]，html 要装 policyc[html]",
        )(command)

    return options


def chosen_form(form: str | None, out: str | None, *others: str) -> str:
    """The format that was asked for, or the one that the file's name says; a ``Problem`` where
    that cannot be told, or where the format cannot go to standard output."""
    to_file = out is not None and out != "-"
    if form is None and not to_file:
        return "text"
    if form is None:
        form = _form_of_suffix(out or "", (*PAPERS, *others))
    if form in _BINARY and not to_file:
        raise bad_option(f"{form} 不能写到标准输出", f"用 -o 给一个文件名，例如：-o 报告.{form}。")
    return form


def _form_of_suffix(out: str, forms: Iterable[str]) -> str:
    known: Mapping[str, str] = {**{form: form for form in forms}, **_SYNONYMS}
    suffix = Path(words(out)).suffix.removeprefix(".").lower()
    if suffix in known:
        return known[suffix]
    what = f"后缀“.{suffix}”" if suffix else "没有后缀的文件名"
    shown = "、".join("txt" if form == "text" else form for form in forms)
    raise bad_option(f"{what}看不出要写成什么格式", f"后缀用 {shown}，或者用 --format 写明格式。")


def paper_renderer(form: str, path: Path | None) -> Renderer:
    """What makes a paper into a format; a ``Problem`` where a library is missing. Asked for before
    the work begins, so that nobody waits for a report that cannot be written."""
    match form:
        case "md":
            from policyc.reports.paper.markdown import to_markdown

            return to_markdown
        case "html":
            with extra("html", form):
                from policyc.reports.paper.html import to_html
            return to_html
        case "docx":
            with extra("office", form):
                from policyc.reports.paper.docx import to_docx
            return to_docx
        case "xlsx":
            with extra("office", form):
                from policyc.reports.paper.xlsx import to_xlsx
            return to_xlsx
        case _:
            from policyc.reports.paper.terminal import to_terminal

            screen = screen_of(sys.stdout if path is None else None)
            return lambda paper: to_terminal(paper, screen)


def put_paper(paper: Paper, render: Renderer, path: Path | None) -> None:
    """Write a paper to a file, or to standard output where there is none."""
    made = render(paper)
    if path is not None:
        write_report(path, made)
    elif isinstance(made, str):
        write(made)
    else:
        raise TypeError("a format of bytes for standard output")
