"""Arguments and options that several commands share, and their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

from policyc.cli.output import words
from policyc.cli.words import Argument, UsageError
from policyc.diagnostics import did_you_mean
from policyc.resources import CACHE_VARIABLE, without_cache
from policyc.source.numerals import NumeralError, parse_date
from policyc.spread import JOBS_VARIABLE, MOST_JOBS, with_jobs

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

if TYPE_CHECKING:
    _AnyType: TypeAlias = click.ParamType[Any]
else:  # generic only in newer versions of click
    _AnyType = click.ParamType


class OneOf(_AnyType):
    """One of a few words; each stands for a value."""

    name = "word"

    def __init__(self, values: Mapping[str, Any], synonyms: Mapping[str, Any] = {}) -> None:
        self.shown = tuple(values)
        self.values = {**values, **synonyms}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value of a word; other values are taken as they are (defaults)."""
        if not isinstance(value, str):
            return value
        word = words(value)
        if word in self.values:
            return self.values[word]
        hint = f"{did_you_mean(word, self.shown)}可写：{'、'.join(self.shown)}。"
        raise UsageError(f"{option_name(param)} 没有“{word}”这个值", hint, ctx)


class Date(_AnyType):
    """A calendar day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """2020-01-01 or 2020年1月1日."""
        if isinstance(value, date):
            return value
        try:
            return parse_date(words(value))
        except NumeralError:
            hint = "写成 2020-01-01 或 2020年1月1日。"
            message = f"{option_name(param)} 的“{words(value)}”不是存在的日期"
            raise UsageError(message, hint, ctx) from None


class Seconds(_AnyType):
    """A length of time."""

    name = "seconds"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """A positive number of seconds, up to a day."""
        try:
            seconds = float(value)
        except ValueError:
            seconds = -1.0
        if not 0.001 <= seconds <= 86_400:
            message = f"{option_name(param)} 的“{words(str(value))}”不是可用的秒数"
            raise UsageError(message, "写一个正数，例如 30；最多 86400。", ctx)
        return seconds


class Number(_AnyType):
    """A whole number within bounds."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that is written."""
        written = words(str(value))
        if re.fullmatch("[0-9]{1,9}", written) and self.least <= int(written) <= self.most:
            return int(written)
        message = f"{option_name(param)} 的“{written}”不是可用的数"
        raise UsageError(message, f"写一个 {self.least} 至 {self.most} 的整数。", ctx)


def option_name(param: click.Parameter | None) -> str:
    """选项 --format."""
    return f"选项 {max(param.opts, key=len)}" if param is not None else "选项"


def format_option(command: Decorated) -> Decorated:
    """``--format text|json``, given to the command as ``as_json``."""
    return click.option(
        "--format",
        "as_json",
        type=OneOf({"text": False, "json": True}),
        default="text",
        metavar="text|json",
        help="输出格式：text 给人看（默认），json 给程序用",
    )(command)


def report_options(command: Decorated) -> Decorated:
    """``--format text|json|sarif|html`` as ``form``, and ``-o`` as ``out``."""
    forms = ("text", "json", "sarif", "html")
    command = click.option(
        "-o",
        "--output",
        "out",
        metavar="文件",
        help="写到文件里，写不完则原来的文件不动；不写或写 - 为标准输出",
    )(command)
    return click.option(
        "--format",
        "form",
        type=OneOf({form: form for form in forms}),
        default="text",
        metavar="|".join(forms),
        help="输出格式：text 给人看（默认），json 给程序用，sarif 给代码平台和编辑器，"
        "html 是一页可以打印、转交的报告",
    )(command)


def traceback_option(command: Decorated) -> Decorated:
    """``--traceback`` after the command's name, too; ``app.run`` looks at the arguments."""
    return click.option("--traceback", is_flag=True, hidden=True, expose_value=False)(command)


def cache_option(command: Decorated) -> Decorated:
    """``--no-cache``: neither use nor keep anything of a document between runs."""
    return click.option(
        "--no-cache",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_turn_off_cache,
        help=f"不用也不存编译和审查的结果（缓存的位置用环境变量 {CACHE_VARIABLE} 指定；"
        "off 为什么都不存，连语法表也每次重建）",
    )(command)


def _turn_off_cache(ctx: click.Context, _: click.Parameter, off: bool) -> None:
    if off:
        ctx.with_resource(without_cache())


def jobs_option(command: Decorated) -> Decorated:
    """``--jobs``: over how many processes the work is spread; ``spread.jobs_in_use`` tells."""
    return click.option(
        "--jobs",
        type=Number(1, MOST_JOBS),
        is_eager=True,
        expose_value=False,
        callback=_use_jobs,
        metavar="数",
        help=f"同时用几个进程，默认每个核一个（或设环境变量 {JOBS_VARIABLE}）；结果都一样",
    )(command)


def _use_jobs(ctx: click.Context, _: click.Parameter, jobs: int | None) -> None:
    if jobs is not None:
        ctx.with_resource(with_jobs(jobs))


def rest_option(command: Decorated) -> Decorated:
    """``--rest``: what facts are that nobody gave, as ``rest_harmless``."""
    return click.option(
        "--rest",
        "rest_harmless",
        type=OneOf({"harmless": True, "unknown": False}, {"无害": True, "未知": False}),
        default="unknown",
        metavar="harmless|unknown",
        help="没有给出的事实：harmless 取平常值，unknown 算未知（默认）",
    )(command)


def as_of_option(command: Decorated) -> Decorated:
    """``--as-of``: the day the question is asked for."""
    return click.option(
        "--as-of",
        type=Date(),
        metavar="日期",
        help="截至哪一天，如 2020-01-01；不写则不看施行和失效日期",
    )(command)


def timeout_option(command: Decorated) -> Decorated:
    """``--timeout``: how long the solver has for a question, as ``timeout_ms``; ``None`` where it
    is not given."""
    return click.option(
        "--timeout",
        "timeout_ms",
        type=Seconds(),
        callback=_milliseconds,
        metavar="秒",
        help="求解器每一问最多用多少秒，默认 5",
    )(command)


def _milliseconds(_: click.Context, __: click.Parameter, seconds: float | None) -> int | None:
    return None if seconds is None else max(1, round(seconds * 1000))


def document_argument(command: Decorated) -> Decorated:
    """One document."""
    return click.argument(
        "document",
        cls=Argument,
        metavar="文档",
        help="文档的名称（如 kunming-2019）、目录或 .policy 文件",
    )(command)


def documents_argument(command: Decorated) -> Decorated:
    """One or more documents."""
    return click.argument(
        "documents",
        cls=Argument,
        nargs=-1,
        required=True,
        metavar="文档",
        help="文档的名称（如 kunming-2019）、目录或 .policy 文件；给 policies/ 则查其中全部文档",
    )(command)
