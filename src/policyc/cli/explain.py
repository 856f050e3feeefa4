"""``policyc explain``: what a code means; what a clause says, encodes and carries."""

from __future__ import annotations

import re
from pathlib import Path

import click

from policyc.cli.documents import load_one
from policyc.cli.options import cache_option, format_option, traceback_option
from policyc.cli.output import Output, words
from policyc.cli.problem import CLEAN, INCOMPLETE, Problem, bad_option
from policyc.cli.words import Argument, Command, page
from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.driver.cache import cache_in_use
from policyc.driver.examine import all_checks, encoded, examine
from policyc.driver.lock_file import read_lock
from policyc.driver.project import document_names
from policyc.findings.documented import Documented
from policyc.lints import registry as lints
from policyc.reports.clause import clause_of
from policyc.reports.clause_text import clause_to_json, clause_to_text
from policyc.reports.codes import check_to_json, check_to_text, error_to_json, error_to_text
from policyc.source.citation import Citation, CitationError
from policyc.source.read_citation import parse_citation

_HELP = page("""
说明一个代码：查什么、为什么、反例、正例、如何修改；错误代码则说明意思和怎么办。
说明一个条款：原文、编码它的代码、给出的结论、用到的事实和读法、别处依赖它的条款。
条款写成 文档:条款，或者用 --doc 指定文档。
""")
_CODE = re.compile(r"[A-Za-z]{1,2}[0-9]{1,4}")


@click.command(
    "explain",
    cls=Command,
    help=_HELP,
    short_help="说明一个代码，或者一个条款",
    codes=(0, 2, 3),
    examples=(
        "policyc explain G01",
        "policyc explain E203",
        "policyc explain kunming-2019:第九条第二句",
        "policyc explain 第十条 --doc jilin-2019-draft --findings",
    ),
)
@click.argument(
    "target",
    cls=Argument,
    metavar="代码或条款",
    help="如 G01、E203、结论空白、kunming-2019:第九条第二句",
)
@click.option("--doc", "document", metavar="文档", help="条款所在的文档")
@click.option("--findings", is_flag=True, help="同时审查文档，列出关于这一条款的问题")
@format_option
@cache_option
@traceback_option
def command(target: str, document: str | None, findings: bool, as_json: bool) -> int:
    """Explain a code or a clause."""
    output = Output(as_json)
    target = words(target).strip()
    error = _error(target)
    if error is not None:
        _show(output, error)
        return CLEAN
    known = _check(target)
    if known is not None:
        _show(output, known)
        return CLEAN
    before, mark, after = target.replace("：", ":").rpartition(":")
    where, written = (before, after) if mark else (document, target)
    try:
        citation = parse_citation(written)
    except CitationError:
        raise _unknown(target, written) from None
    if not where:
        names = "、".join(document_names(Path.cwd()))
        message = f"没有写明是哪个文档的{citation}"
        raise bad_option(message, f"写成 文档:{citation}，或者加 --doc 文档。现有文档：{names}。")
    return _clause(output, where, citation, findings)


def _error(target: str) -> Code | None:
    """The error code of a code or name."""
    return next((code for code in Code if target.upper() == code.id or target == code.value), None)


def _check(target: str) -> Documented | None:
    """The check of a code or name. The solver is loaded only for what may be one of its checks."""
    for checks in (lints, all_checks):
        for check in checks().values():
            if target.upper() == check.code or target == check.name:
                return check
        if not _CODE.fullmatch(target) and _is_citation(target):
            return None
    return None


def _is_citation(target: str) -> bool:
    try:
        parse_citation(target.replace("：", ":").rpartition(":")[2])
    except CitationError:
        return False
    return True


def _show(output: Output, what: Code | Documented) -> None:
    if isinstance(what, Code):
        if output.as_json:
            output.json(error_to_json(what))
        else:
            output.text(error_to_text(what, output.screen))
    elif output.as_json:
        output.json(check_to_json(what))
    else:
        output.text(check_to_text(what, output.screen))


def _unknown(target: str, written: str) -> Problem:
    """Neither a code nor a clause: say what was probably meant."""
    codes = [*all_checks(), *(code.id for code in Code)]
    if _CODE.fullmatch(target):
        alike = [code for code in codes if code[0] == target[0].upper()] or codes
        hint = did_you_mean(target.upper(), codes) or f"现有：{'、'.join(alike)}。"
        return bad_option(f"没有“{target}”这个代码", hint)
    names = [check.name for check in all_checks().values()] + [code.value for code in Code]
    hint = did_you_mean(target, names)
    hint = hint or "代码写成 G01、E203；条款写成 kunming-2019:第九条第二句。"
    return bad_option(f"“{written or target}”既不是代码，也不是条款引用", hint)


def _clause(output: Output, reference: str, citation: Citation, check: bool) -> int:
    loaded, _ = load_one(reference)
    subject = encoded(loaded)
    assert subject is not None
    found = subject.tree.find(citation)
    if found is None or found.citation is None:
        near = "、".join(str(other) for other in subject.tree.near(citation))
        help = f"相近的有：{near}。" if near else "核对原文的条款编号。"
        raise Problem([Diagnostic(Code.E203, f"{loaded.name} 的原文中没有 {citation}", help=help)])
    clause = clause_of(subject, found.citation)
    incomplete = False
    if check:
        lock = read_lock(loaded)
        if isinstance(lock, Diagnostic):
            raise Problem([lock])
        examined = examine(loaded, lock, cache=cache_in_use())
        assert examined is not None
        clause = clause.with_findings(examined.findings)
        incomplete = examined.incomplete
    if output.as_json:
        output.json(clause_to_json(clause))
    else:
        output.text(clause_to_text(clause, output.screen))
    return INCOMPLETE if incomplete else CLEAN
