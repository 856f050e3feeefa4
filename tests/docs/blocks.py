"""Fenced blocks of the public pages, and what their info strings promise.

The info string is a language and options: ``console exit=2``, ``policy error=E306``. Only what is
named here is tested; every other block is just shown.

``console``
    Lines that begin with ``$ policyc`` are run; the lines below a command are its output. A line
    ``…`` leaves out any number of lines, a ``…`` within a line any characters; what stands before
    the first and after the last ``…`` is the very beginning and end. Exit codes 0 and 1 are fine,
    others have to be named with ``exit=``.
``pycon``
    A Python session, run as doctest runs it.
``policy``
    Must compile. ``error=E306`` (or ``error=E101,E102``): must give just these codes, and show them
    to the reader (``// 错误 E306``).
    ``from=PATH``: the lines stand in that file of the checkout, in this order.
``policy base`` and ``text base``
    Declarations and a source text that the other blocks of the page are compiled with.
``… file=PATH``, ``… add=PATH``, ``diff edit=PATH``
    What the reader of the page does to a file: write it; put in declarations and articles (an
    article that is there already is replaced); put the lines with + for those with -.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]

_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=fence) *$", re.M | re.S)
_OMITTED = "…"
_PROMPT = "$ "


@frozen
class Block:
    """A fenced block: where its first line stands, its language and options, its text."""

    page: str
    line: int
    language: str
    options: Mapping[str, str]
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def codes(self) -> set[str]:
        """The codes that ``error=`` promises."""
        return set(filter(None, self.options.get("error", "").split(",")))


def blocks_of(page: str) -> list[Block]:
    """All fenced blocks of a page, in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = []
    for match in _FENCE.finditer(text):
        language, *options = match["info"].split() or [""]
        pairs = (option.partition("=") for option in options)
        line = text.count("\n", 0, match.start("text")) + 1
        written = {key: value for key, _, value in pairs}
        found.append(Block(page, line, language, written, match["text"]))
    return found


# ---------------------------------------------------------------------------- consoles


@frozen
class Command:
    """One command of a console block, and the lines shown below it."""

    where: str
    words: str
    shown: tuple[str, ...]


def commands_of(block: Block) -> Iterator[Command]:
    """The commands of a console block."""
    lines = block.text.split("\n")
    starts = [at for at, line in enumerate(lines) if line.startswith(_PROMPT)]
    assert starts and starts[0] == 0, f"{block}: a console block begins with $"
    for start, end in pairwise([*starts, len(lines)]):
        shown = [line.rstrip() for line in lines[start + 1 : end]]
        while shown and not shown[-1]:
            shown.pop()
        where = f"{block.page}:{block.line + start}"
        yield Command(where, lines[start].removeprefix(_PROMPT), tuple(shown))


def first_untrue(shown: tuple[str, ...], output: str) -> str | None:
    """The first shown line that the output has not where it should be; ``None`` if all is true."""
    said = [line.rstrip() for line in output.rstrip("\n").split("\n")]
    at, anchored = 0, True
    for chunk in _chunks(shown):
        if chunk is None:
            anchored = False
            continue
        places = [at] if anchored else range(at, len(said))
        found = next((place for place in places if _stands(chunk, said, place)), None)
        if found is None:
            return _nearest(chunk, said, places)
        at, anchored = found + len(chunk), True
    if anchored and at < len(said):
        return f"(the output goes on) {said[at]}"
    return None


def _chunks(shown: tuple[str, ...]) -> Iterator[list[str] | None]:
    """Runs of lines that stand together; ``None`` for what is left out between them."""
    run: list[str] = []
    for line in shown:
        if line.strip() != _OMITTED:
            run.append(line)
            continue
        if run:
            yield run
        yield None
        run = []
    if run:
        yield run


def _stands(chunk: list[str], said: list[str], at: int) -> bool:
    return len(chunk) <= len(said) - at and all(map(_same, chunk, said[at:]))


def _same(shown: str, said: str) -> bool:
    if _OMITTED not in shown:
        return shown == said
    return re.fullmatch(".*".join(map(re.escape, shown.split(_OMITTED))), said) is not None


def _nearest(chunk: list[str], said: list[str], places: Sequence[int]) -> str:
    """The line of a chunk that fails where most of it is true."""
    runs = (map(_same, chunk, said[place:]) for place in places)
    true = max((sum(takewhile(bool, run)) for run in runs), default=0)
    return chunk[min(true, len(chunk) - 1)]


# ---------------------------------------------------------------------------- files of the reader

_ARTICLE = re.compile(r"^第[一二三四五六七八九十百]+条", re.M)
_DIGITS = "零一二三四五六七八九"
BODY = "// 条文"
"""The line of a policy file that the articles follow; new declarations are put before it."""


def follow(block: Block, folder: Path) -> None:
    """Do to the reader's files what a block tells."""
    for verb, act in (("file", _write), ("add", _add), ("edit", _edit)):
        if verb in block.options:
            path = folder / block.options[verb]
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(act(block, before), encoding="utf-8", newline="\n")


def _write(block: Block, _: str) -> str:
    return block.text


def _add(block: Block, before: str) -> str:
    top, articles = _parts(before)
    more, new = _parts(block.text)
    if more:
        head, body, tail = top.rpartition(BODY)
        top = f"{head.rstrip()}\n{more}\n\n{body}{tail}" if body else f"{top}\n\n{more}"
    merged = sorted((articles | new).items(), key=lambda pair: _number(pair[0]))
    whole = "\n\n".join([top, *(text for _, text in merged)])
    return whole.replace(f"{BODY}\n\n", f"{BODY}\n") + "\n"


def _parts(text: str) -> tuple[str, dict[str, str]]:
    """What stands before the first article, and the articles by their heading."""
    starts = [match.start() for match in _ARTICLE.finditer(text)]
    top = text[: starts[0]] if starts else text
    pieces = (text[start:end] for start, end in pairwise([*starts, len(text)]))
    return top.strip("\n"), {_ARTICLE.match(piece)[0]: piece.strip("\n") for piece in pieces}  # type: ignore[index]


def _number(heading: str) -> int:
    tens, ten, ones = heading[1:-1].rpartition("十")
    return (_DIGITS.index(tens or "一") * 10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def _edit(block: Block, before: str) -> str:
    lines = block.text.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line.startswith("-"))
    new = "".join(line[1:] for line in lines if line.startswith("+"))
    assert before.count(old) == 1, f"{block}: the lines with - do not stand in the file once"
    return before.replace(old, new)
