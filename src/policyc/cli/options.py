"""Arguments and options that several commands share, and their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

from policyc.cli.output import words
from policyc.cli.words import Argument, UsageError
from policyc.diagnostics import did_you_mean
from policyc.source.numerals import NumeralError, parse_date

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


def traceback_option(command: Decorated) -> Decorated:
    """``--traceback`` after the command's name, too; ``app.run`` looks at the arguments."""
    return click.option("--traceback", is_flag=True, hidden=True, expose_value=False)(command)


def as_of_option(command: Decorated) -> Decorated:
    """``--as-of``: the day the question is asked for."""
    return click.option(
        "--as-of",
        type=Date(),
        metavar="日期",
        help="截至哪一天，如 2020-01-01；不写则不看施行和失效日期",
    )(command)


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
