"""``policyc serve``: answer for documents over HTTP."""

from __future__ import annotations

import errno
import socket
import sys
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

import click

from policyc.cli.documents import load_one
from policyc.cli.options import Number, Seconds, cache_option, documents_argument, traceback_option
from policyc.cli.output import words, write
from policyc.cli.problem import CLEAN, Problem, bad_option
from policyc.cli.report_file import checked_target
from policyc.cli.words import Command, page
from policyc.driver.receipts import identity_of
from policyc.driver.replace import unwritable

_REASONS = {
    errno.EADDRINUSE: "已经有程序在用",
    errno.EADDRNOTAVAIL: "不是这台机器的地址",
    errno.EACCES: "没有权限",
    socket.EAI_NONAME: "没有这台机器",
}

_HELP = page("""
用 HTTP 提供文档：POST 事实，得到结论、依据的条款和收据。
GET /documents 列出文档，/documents/名称 列出要哪些事实，/openapi.json 是全部说明。
没有声明的事实一律拒绝。每个决定在日志里写一行 JSON：时间、文档、规则的指纹、结论和条款；不写事实。
没有身份验证，也不加密：默认只听本机；要给别的机器用，请放在网关后面。要装 starlette 和 uvicorn。
""")


@click.command(
    "serve",
    cls=Command,
    help=_HELP,
    short_help="用 HTTP 提供文档：POST 事实，得到结论和依据",
    codes=(0, 2),
    examples=(
        "policyc serve kunming-2019 jilin-2019-draft",
        "policyc serve policies/jilin-2019-draft --port 9000 --log decisions.jsonl",
    ),
)
@documents_argument
@click.option("--host", default="127.0.0.1", metavar="地址", help="听哪个地址，默认 127.0.0.1")
@click.option(
    "--port", type=Number(0, 65535), default="8765", metavar="端口", help="默认 8765；0 由系统选"
)
@click.option(
    "--max-body",
    type=Number(256, 16 * 1024 * 1024),
    default=str(64 * 1024),
    metavar="字节",
    help="一个请求最多多少字节，默认 65536",
)
@click.option(
    "--timeout", type=Seconds(), default="5", metavar="秒", help="办一个案件最多几秒，默认 5"
)
@click.option("--log", "log_file", metavar="文件", help="决定的日志接着写到哪里；不写则写标准错误")
@cache_option
@traceback_option
def command(
    documents: tuple[str, ...],
    host: str,
    port: int,
    max_body: int,
    timeout: float,
    log_file: str | None,
) -> int:
    """Serve some documents until interrupted."""
    missing = next((name for name in ("starlette", "uvicorn") if find_spec(name) is None), None)
    if missing is not None:
        raise bad_option(f"serve 需要 {missing}，这里没有安装", "pip install 'policyc[serve]'。")
    import uvicorn

    from policyc.serve.app import Limits, application
    from policyc.serve.decide import Served
    from policyc.serve.log import Log

    found = [load_one(reference) for reference in documents]
    names = [policy.name for _, policy in found]
    if len(set(names)) < len(names):
        raise bad_option("同一份文档写了两次，或者两份文档同名", "每份文档只写一次。")
    path = checked_target(log_file, [loaded for loaded, _ in found], option="--log")
    served = [Served(policy, identity_of(loaded)) for loaded, policy in found]
    with ExitStack() as stack:
        log = Log(sys.stderr if path is None else stack.enter_context(_opened(path)))
        listening = stack.enter_context(_listening(host, port))
        at = listening.getsockname()[1]
        write(f"http://{host}:{at}/documents 提供 {len(names)} 份文档：{'、'.join(names)}\n")
        service = application(served, Limits(max_body, timeout), log)
        config = uvicorn.Config(service, log_level="error", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listening])
    return CLEAN


def _opened(path: Path) -> TextIO:
    try:
        return path.open("a", encoding="utf-8")
    except OSError as error:
        raise Problem([unwritable(words(str(path)), error)]) from None


def _listening(host: str, port: int) -> socket.socket:
    """The port, taken now: what is in its way is said before anything else."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
        message = f"{words(host)} 的端口 {port} 用不了：{reason}"
        raise bad_option(message, "换一个 --port 或者 --host；0 由系统选。") from None
