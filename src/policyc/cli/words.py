"""Click in Chinese: help pages, and what is said about a wrong command line."""

from __future__ import annotations

import re

import click

from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.reports.layout import paragraph, table

WIDTH = 100
EXIT_CODES = {
    0: "正常结束，没有问题",
    1: "有达到所选程度的问题，或有用例不符",
    2: "出错：文件、事实或选项有误",
    3: "没有查完（求解超时）",
}
_NO_VALUE = re.compile(r"does not take a value")
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)")


class Argument(click.Argument):
    """An argument with a help text."""

    def __init__(self, *args: object, help: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.help = help


class Command(click.Command):
    """A command whose help page is Chinese.

    ``examples`` are shown at its end; ``codes`` are the exit codes it can end with.
    """

    def __init__(
        self,
        *args: object,
        examples: tuple[str, ...] = (),
        codes: tuple[int, ...] = tuple(EXIT_CODES),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.examples = examples
        self.codes = codes

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help`` and ``-h``, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这一页"
        return option

    def get_help(self, ctx: click.Context) -> str:
        """The whole help page."""
        blocks: list[str] = [f"用法：{usage(ctx)}", self.help or ""]
        blocks += [_section("参数", _arguments(self)), _section("选项", _options(self, ctx))]
        blocks.append(_section("退出码", _codes(self.codes)))
        if self.examples:
            blocks.append("\n".join(["例子", *(f"  {example}" for example in self.examples)]))
        return "\n\n".join(block.strip("\n") for block in blocks if block)

    def get_usage(self, ctx: click.Context) -> str:
        """One line."""
        return f"用法：{usage(ctx)}"


def usage(ctx: click.Context) -> str:
    """policyc eval [选项] 文档"""
    command = ctx.command
    if isinstance(command, click.Group):
        return f"{ctx.command_path} 命令 [选项] …"
    words = [ctx.command_path, "[选项]"]
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            name = parameter.metavar or (parameter.name or "").upper()
            words.append(f"{name}…" if parameter.nargs == -1 else name)
    return " ".join(words)


def _section(title: str, rows: list[list[str]]) -> str:
    return "\n".join([title, *table(rows, WIDTH, indent="  ")]) if rows else ""


def _arguments(command: click.Command) -> list[list[str]]:
    return [
        [parameter.metavar or "", parameter.help or ""]
        for parameter in command.params
        if isinstance(parameter, Argument)
    ]


def _options(command: click.Command, ctx: click.Context) -> list[list[str]]:
    rows = []
    for parameter in command.get_params(ctx):
        if isinstance(parameter, click.Option) and not parameter.hidden:
            names = ", ".join(sorted(parameter.opts, key=len))
            takes_value = not parameter.is_flag and not parameter.count
            value = f" {parameter.metavar}" if takes_value and parameter.metavar else ""
            rows.append([names + value, parameter.help or ""])
    return rows


def _codes(codes: tuple[int, ...]) -> list[list[str]]:
    return [[str(code), EXIT_CODES[code]] for code in codes]


class Group(Command, click.Group):
    """A group of commands; each is loaded only when it is named."""

    def get_help(self, ctx: click.Context) -> str:
        """What policyc is, and its commands."""
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append([name, command.short_help or ""])
        blocks: list[str] = [
            self.help or "",
            f"用法：{usage(ctx)}",
            _section("命令", rows),
            _section("选项", _options(self, ctx)),
            _section("退出码", _codes(self.codes)),
            "每个命令的详细用法：policyc 命令 --help",
        ]
        return "\n\n".join(block.strip("\n") for block in blocks if block)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of a name, or a usage error that names the nearest ones."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            commands = self.list_commands(ctx)
            hint = did_you_mean(name, commands) or f"现有命令：{'、'.join(commands)}。"
            raise UsageError(f"没有“{name}”这个命令", hint, ctx)
        return super().resolve_command(ctx, args)


class UsageError(click.UsageError):
    """A usage error that is Chinese from the start."""

    def __init__(self, message: str, hint: str = "", ctx: click.Context | None = None) -> None:
        super().__init__(message, ctx)
        self.hint = hint


def explain(error: click.ClickException) -> Diagnostic:
    """Click's error as a diagnostic in Chinese."""
    message, hint = _message(error)
    context = getattr(error, "ctx", None)
    if context is not None:
        hint += f"用法：{usage(context)}；{context.command_path} --help 查看全部选项。"
    return Diagnostic(Code.E601, message, help=hint)


def _message(error: click.ClickException) -> tuple[str, str]:
    match error:
        case UsageError():
            return error.message, error.hint
        case click.NoSuchOption():
            long = error.option_name.startswith("--")
            hint = did_you_mean(error.option_name, _option_names(error.ctx)) if long else ""
            return f"没有“{error.option_name}”这个选项", hint
        case click.MissingParameter():
            name = _parameter_name(error)
            return f"缺少{name}", ""
        case click.BadOptionUsage():
            if _NO_VALUE.search(error.message):
                return f"选项 {error.option_name} 后面不带值", ""
            return f"选项 {error.option_name} 后面要写它的值", ""
        case click.BadParameter():
            return f"{_parameter_name(error)}有误：{error.message}", ""
    extra = _EXTRA.search(error.message)
    if extra:
        return f"多出了参数“{extra[1]}”", "名称里有空格时用引号括起来。"
    return f"命令行有误：{error.message}", ""


def _option_names(ctx: click.Context | None) -> list[str]:
    if ctx is None:
        return []
    params = ctx.command.get_params(ctx)
    return [name for param in params if isinstance(param, click.Option) for name in param.opts]


def _parameter_name(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Option):
        return f"选项 {max(parameter.opts, key=len)}"
    return f"参数 {parameter.metavar or parameter.name}" if parameter is not None else "参数"


def page(text: str) -> str:
    """A help text of several paragraphs, wrapped; lines that begin with a blank stay."""
    lines: list[str] = []
    for line in text.strip().split("\n"):
        lines += [line] if line.startswith(" ") else paragraph(line.strip(), WIDTH)
    return "\n".join(lines)
