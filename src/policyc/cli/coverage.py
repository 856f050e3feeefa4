"""``policyc coverage``: is every 条款项 of the source text accounted for, and still the same?"""

from __future__ import annotations

import click

from policyc.cli.documents import load_all, texts_of
from policyc.cli.options import cache_option, documents_argument, format_option, traceback_option
from policyc.cli.output import Output
from policyc.cli.problem import CLEAN, ERROR, FOUND
from policyc.cli.words import Command, page
from policyc.diagnostics import Diagnostic, has_errors
from policyc.driver.examine import encoded
from policyc.driver.lock_file import read_lock, shown_lock_path, write_lock
from policyc.driver.pipeline import Loaded
from policyc.lints import run_lints
from policyc.lints.coverage import coverage
from policyc.lints.references import other_documents
from policyc.reports.coverage import Accounted, Locked, coverage_to_json, coverage_to_text
from policyc.reports.diagnostics import errors_to_json

_HELP = page("""
逐一核对原文的条款项是否都有着落：已编码，或者是定义、宣示、开放、暂缓；其余的是“未标注”。
条款项按最小的可引用单元计：分款的条按款计，列有项的款按项计；列举之前的话另有条件或者后果的，也计一个。
代码写到第几句的，那一款按句计。标题、正文之前和之后的文字不计，用 --details 列出。
policy.lock 记下每个单元文字的散列值；原文有改动的，这里和 policyc check 都会指出。
有未标注的，或者原文有变动的，退出码为 1。
""")


@click.command(
    "coverage",
    cls=Command,
    help=_HELP,
    short_help="核对原文的每个条款项是否都已编码或标明",
    codes=(0, 1, 2),
    examples=(
        "policyc coverage kunming-2019",
        "policyc coverage policies/ --format json --details",
        "policyc coverage kunming-2019 --write-lock",
    ),
)
@documents_argument
@format_option
@click.option("--details", is_flag=True, help="列出全部条款项、不计入的文字和引用的其他文件")
@click.option("--write-lock", "relock", is_flag=True, help="按现在的原文写 policy.lock")
@cache_option
@traceback_option
def command(documents: tuple[str, ...], as_json: bool, details: bool, relock: bool) -> int:
    """Account for the source texts of all documents."""
    output = Output(as_json)
    loaded = load_all(documents)
    problems = [d for each in loaded for d in each.diagnostics]
    accounted = [one for each in loaded if (one := _account(each, relock, problems))]
    texts = texts_of(loaded)
    if as_json:
        errors = errors_to_json(problems, texts) if has_errors(problems) else {}
        data = coverage_to_json(accounted, details=details) if accounted or not errors else {}
        output.json({**errors, **data})
    else:
        output.notes(problems, texts)
        if accounted:
            output.text(coverage_to_text(accounted, output.screen, details=details))
    if has_errors(problems):
        return ERROR
    settled = (each.complete or (relock and not each.coverage.unmarked) for each in accounted)
    return CLEAN if all(settled) else FOUND


def _account(loaded: Loaded, relock: bool, problems: list[Diagnostic]) -> Accounted | None:
    lock = read_lock(loaded)
    if isinstance(lock, Diagnostic):
        if not relock:
            problems.append(lock)
        lock = None
    subject = encoded(loaded, lock)
    if subject is None:
        return None
    return Accounted(
        coverage=coverage(subject.tree, subject.document, subject.policy),
        changes=run_lints(subject, ("S02",)),
        locked=lock is not None,
        others=other_documents(subject.tree, subject.document.head.title),
        written=_write(loaded) if relock else None,
    )


def _write(loaded: Loaded) -> Locked:
    written = write_lock(loaded)
    return Locked(shown_lock_path(loaded), len(written.units))
