"""What commands write for others: reports as SARIF and as a page, and anything into files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from policyc.cli.output import words, write
from policyc.cli.problem import Problem, bad_option
from policyc.driver.lock_file import lock_path
from policyc.driver.pipeline import Loaded
from policyc.driver.replace import write_whole
from policyc.reports.json_text import json_text

if TYPE_CHECKING:
    from policyc.reports.report import Report


def renderer(form: str) -> Callable[[Report], str]:
    """What makes a report into SARIF or a page; a ``Problem`` where a library is missing."""
    if form == "sarif":
        from policyc.reports.sarif import report_to_sarif

        return lambda report: json_text(report_to_sarif(report))
    with extra("html", form):
        from policyc.reports.html import report_to_html
    return report_to_html


_EXTRAS: Mapping[str, Mapping[str, str]] = {
    "html": {"jinja2": "jinja2", "markupsafe": "jinja2"},
    "office": {
        "openpyxl": "openpyxl",
        "et_xmlfile": "openpyxl",
        "docx": "python-docx",
        "lxml": "python-docx",
        "resvg_py": "resvg-py",
    },
    "sql": {"sqlglot": "sqlglot"},
    "batch": {name: name for name in ("duckdb", "numpy", "openpyxl", "sqlglot")},
    "spark": {"pyspark": "pyspark", "py4j": "pyspark"},
}
"""For each extra of policyc its modules, and what to install where one is missing."""


@contextmanager
def extra(name: str, form: str, option: str = "--format") -> Iterator[None]:
    """Where a module is imported that only an extra of policyc brings; a ``Problem`` where it is
    not installed. ``option`` and ``form`` are what asked for it."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = _EXTRAS[name].get(error.name or "")
        if package is None:
            raise
        message = f"{option} {form} 需要 {package}，这里没有安装"
        install = f"pip install {package}；或者装 policyc 时写明 policyc[{name}]。"
        rest = "其他格式不需要它。" if option == "--format" else ""
        raise bad_option(message, install + rest) from None


def checked_target(
    out: str | None,
    documents: Iterable[Loaded],
    *,
    option: str = "--output",
    beside: Iterable[str] = (),
) -> Path | None:
    """The file that an option names, ``None`` for standard output; never one that is being read:
    a file of the documents, or one given ``beside`` them."""
    if out is None or out == "-":
        return None
    if not words(out).strip():
        raise bad_option(f"选项 {option} 的文件名是空的", "写一个文件名，或者 - 表示标准输出。")
    path = Path(out)
    read = [Path(file) for file in beside]
    for loaded in documents:
        read += [lock_path(loaded), *map(Path, loaded.texts)]
    if path.resolve() in [file.resolve() for file in read]:
        message = f"{words(out)} 是正在读取的文件，没有覆盖"
        raise bad_option(message, "写到别的文件。")
    return path


def put(path: Path | None, text: str) -> None:
    """Write to a file, or to standard output where there is none."""
    if path is None:
        write(text)
    else:
        write_report(path, text)


def write_report(path: Path, text: str | bytes) -> None:
    """Write a report whole, or stop with what is in the way."""
    problem = write_whole(path, text, words(str(path)))
    if problem is not None:
        raise Problem([problem])
