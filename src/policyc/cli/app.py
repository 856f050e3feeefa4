"""The program: finds the command, runs it, and turns every ending into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, NoReturn

import click

from policyc import __version__
from policyc.cli.output import Output, write
from policyc.cli.problem import CLEAN, ERROR, Problem
from policyc.cli.words import Group, explain
from policyc.diagnostics import Code, Diagnostic
from policyc.reports.values import Json

COMMANDS = (
    "check",
    "compare",
    "diff",
    "report",
    "eval",
    "batch",
    "ask",
    "verify",
    "simulate",
    "tables",
    "progress",
    "facts",
    "test",
    "build",
    "serve",
    "coverage",
    "explain",
    "fmt",
)
"""In the order of the help page. Each is a module of this package with a ``command``."""

INTERRUPTED = 130
_DEBUG = "POLICYC_DEBUG"


class App(Group):
    """The commands of policyc, loaded when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"policyc.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> NoReturn:
        """Run as a program: always ends in ``SystemExit``."""
        sys.exit(run(sys.argv[1:] if args is None else list(args)))

    def run(self, args: list[str]) -> object:
        """Run and return what the command returns; exceptions pass."""
        return super().main(args, prog_name="policyc", standalone_mode=False)


@click.group(
    cls=App,
    invoke_without_command=True,
    help="policyc：把政策文件编译成可执行的规则，查找其中的冲突和漏洞。",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--version", is_flag=True, help="显示版本")
@click.option(
    "--traceback", is_flag=True, help=f"出内部错误时显示调用栈（或设环境变量 {_DEBUG}=1）"
)
@click.pass_context
def app(ctx: click.Context, version: bool, traceback: bool) -> int:
    """The group itself: ``--version``, or help where no command is named."""
    if version:
        write(f"policyc {__version__}\n")
    elif ctx.invoked_subcommand is None:
        write(ctx.get_help() + "\n")
    return CLEAN


def run(args: list[str]) -> int:
    """Run the program and return its exit code. Nothing but ``SystemExit`` ever escapes."""
    output = Output(as_json=_wants_json(args))
    try:
        code = app.run(args)
        return code if isinstance(code, int) else CLEAN
    except Problem as problem:
        output.errors(problem.diagnostics, problem.texts)
        return ERROR
    except click.ClickException as error:
        output.errors([explain(error)], {})
        return ERROR
    except (KeyboardInterrupt, click.Abort):
        write("已中断。\n", sys.stderr)
        return INTERRUPTED
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"读写失败：{error.filename or '输出'}：{reason}"
        output.errors([Diagnostic(Code.E004, message, help="核对路径、权限和磁盘空间。")], {})
        return ERROR
    except Exception as error:
        _internal_error(error, args, output)
        return ERROR


def _wants_json(args: list[str]) -> bool:
    """Whether errors, too, are to be JSON: asked before the arguments are understood."""
    return "--format=json" in args or ("--format", "json") in pairwise(args)


def _internal_error(error: Exception, args: list[str], output: Output) -> None:
    """A bug of ours: say so in a line; the details only for who asks."""
    what = f"{type(error).__name__}: {error}".split("\n", 1)[0][:300]
    message = f"policyc 内部错误（{what}）"
    advice = "这是 policyc 的缺陷，不是您的文件有问题。请把所用的命令和文件报告给开发者。"
    if output.as_json:
        data: Json = {"code": "INTERNAL", "message": message, "file": None}
        output.json({"errors": [{**data, "line": None, "column": None, "help": advice}]})
    write(f"{message}：{advice}\n", sys.stderr)
    if "--traceback" in args or os.environ.get(_DEBUG):
        import traceback

        write("".join(traceback.format_exception(error)), sys.stderr)
    else:
        write("加 --traceback 可看调用栈。\n", sys.stderr)
