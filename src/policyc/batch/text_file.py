"""What a text file is, before anybody parses it: its encoding, how its lines end, how many there
are. Counted independently of DuckDB, so that a row it would lose is noticed."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from attrs import define

from policyc.batch.problem import BatchProblem
from policyc.diagnostics import Code

ENCODINGS = ("utf-8", "gb18030")
_BLOCK = 1 << 20


@define
class Scanned:
    """A file that can be decoded. ``lines`` counts those that end outside quotes, the last one
    included; ``endings`` how they end; ``blank``: some line is empty; ``open_quote``: a quote is
    never closed."""

    encoding: str
    note: str = ""
    lines: int = 0
    crlf: int = 0
    lf: int = 0
    cr: int = 0
    blank: bool = False
    open_quote: bool = False

    @property
    def is_mixed(self) -> bool:
        """Whether lines end in different ways."""
        return sum(1 for count in (self.crlf, self.lf, self.cr) if count) > 1


class Undecodable(Exception):
    """A file is not of an encoding: from which byte on, counted from one."""

    def __init__(self, byte: int) -> None:
        super().__init__(byte)
        self.byte = byte


def scan(path: Path, asked: str | None) -> Scanned:
    """A file in the encoding asked for; else in UTF-8, or, where it is no UTF-8, in GB18030. A
    file that is neither is a ``BatchProblem``: nothing is guessed."""
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BatchProblem(Code.E002, f"{path.name} 是 UTF-16 编码", "另存为 UTF-8 的 CSV。")
    mark = "，有 BOM" if head.startswith(codecs.BOM_UTF8) else ""
    wanted = ENCODINGS if asked is None else (asked,)
    failed: list[int] = []
    for name in wanted:
        try:
            found = _scanned(path, name)
        except Undecodable as error:
            failed.append(error.byte)
            continue
        found.note = f"编码 UTF-8{mark}" if name == "utf-8" else "编码 GB18030"
        if failed:
            found.note += "（不是 UTF-8，能按 GB18030 读通；不对的用 --encoding 写明）"
        return found
    tried = "、".join(name.upper() for name in wanted)
    raise BatchProblem(
        Code.E002,
        f"{path.name} 不是 {tried} 编码（第 {failed[0]} 个字节起读不通）",
        "另存为 UTF-8 的 CSV 再试；不猜编码，以免读错。",
    )


def blocks(path: Path, encoding: str) -> Iterator[str]:
    """The text of a file, piece by piece; no piece ends between the two signs of a CRLF."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    held = ""
    with path.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            try:
                text = held + decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                raise Undecodable(done + error.start + 1) from None
            if "\0" in text:
                raise Undecodable(done + 1)
            done += len(block)
            held = "\r" if block and text.endswith("\r") else ""
            yield text[: len(text) - len(held)]
            if not block:
                return


def _scanned(path: Path, encoding: str) -> Scanned:
    found = Scanned(encoding)
    quoted = False
    last = "\n"
    for text in blocks(path, encoding):
        if not text:
            continue
        for k, part in enumerate(text.split('"')):
            if k:
                quoted = not quoted
                last = '"'
            if part and not quoted:
                _count(found, part, last)
            if part:
                last = part[-1]
    found.open_quote = quoted
    if last not in "\r\n":
        found.lines += 1
    return found


def _count(found: Scanned, part: str, before: str) -> None:
    lf, cr, crlf = part.count("\n"), part.count("\r"), 0
    if cr:
        crlf = part.count("\r\n")
    found.crlf += crlf
    found.lf += lf - crlf
    found.cr += cr - crlf
    found.lines += lf + cr - crlf
    if not found.blank and (lf or cr):
        plain = part.replace("\r\n", "\n").replace("\r", "\n") if cr else part
        found.blank = "\n\n" in plain or (plain[0] == "\n" and before in "\r\n")


def rewrite(path: Path, scanned: Scanned, new: Path) -> None:
    """The same text in UTF-8, every line outside quotes ending in LF."""
    quoted = False
    with new.open("w", encoding="utf-8", newline="") as file:
        for text in blocks(path, scanned.encoding):
            for k, part in enumerate(text.split('"')):
                if k:
                    quoted = not quoted
                    file.write('"')
                plain = part if quoted else part.replace("\r\n", "\n").replace("\r", "\n")
                file.write(plain)
