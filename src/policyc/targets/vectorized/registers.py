"""Steps over buffers that are made once: each buffer is used again as soon as nobody needs it."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field, frozen

from policyc.targets.common.lines import INDENT, Line

BOOL, WORD, BYTE = "b", "w", "y"
"""Kinds of buffers: truths, lanes of readings, bytes of numbers."""


@frozen
class Register:
    """A value of one step, in some buffer of a kind."""

    kind: str
    number: int


@frozen
class Step:
    """A line of code with ``{0}``, ``{1}`` … for its registers; ``made``: the first one is new."""

    text: str
    registers: tuple[Register, ...]
    made: bool
    norms: tuple[int, ...]


@frozen
class Note:
    """A line that is no step."""

    text: str


@define
class Steps:
    """Collects steps, and gives their registers buffers in the end."""

    found: list[Step | Note] = field(factory=list)
    _count: int = 0
    _loop: tuple[int, int] | None = None

    def make(self, kind: str, text: str, *used: Register, norms: tuple[int, ...] = ()) -> Register:
        """A step whose result is a new register."""
        self._count += 1
        made = Register(kind, self._count)
        self.found.append(Step(text, (made, *used), True, norms))
        return made

    def do(self, text: str, *used: Register, norms: tuple[int, ...] = ()) -> None:
        """A step that changes a register, or an output."""
        self.found.append(Step(text, used, False, norms))

    def note(self, text: str) -> None:
        """A line of its own."""
        self.found.append(Note(text))

    def begin_loop(self, text: str) -> None:
        """What follows is repeated."""
        self.note(text)
        self._loop = (len(self.found), 0)

    def end_loop(self) -> None:
        """What follows is done once."""
        assert self._loop is not None
        self._loop = (self._loop[0], len(self.found))

    def lines(self) -> tuple[list[Line], dict[str, int]]:
        """The lines, and how many buffers of each kind they need."""
        last = self._last_uses()
        names: dict[Register, str] = {}
        free: dict[str, list[str]] = {BOOL: [], WORD: [], BYTE: []}
        counts = dict.fromkeys(free, 0)
        found: list[Line] = []
        for at, step in enumerate(self.found):
            inner = INDENT if self._loop and self._loop[0] <= at < self._loop[1] else ""
            if isinstance(step, Note):
                found.append(Line(inner + step.text))
                continue
            used = step.registers[1:] if step.made else step.registers
            for register in dict.fromkeys(used):
                if last[register] == at:
                    free[register.kind].append(names[register])
            if step.made:
                made = step.registers[0]
                if not free[made.kind]:
                    free[made.kind].append(f"{made.kind}{counts[made.kind]}")
                    counts[made.kind] += 1
                names[made] = free[made.kind].pop()
                if last[made] == at:
                    free[made.kind].append(names[made])
            text = step.text.format(*(names[register] for register in step.registers))
            found.append(Line(inner + text, step.norms, cited=True))
        return found, counts

    def _last_uses(self) -> dict[Register, int]:
        first: dict[Register, int] = {}
        last: dict[Register, int] = {}
        for at, step in enumerate(self.found):
            for register in _registers(step):
                first.setdefault(register, at)
                last[register] = at
        if self._loop is not None:
            start, end = self._loop
            for register, at in last.items():
                if first[register] < start <= at < end:
                    last[register] = end - 1
        return last


def _registers(step: Step | Note) -> Iterable[Register]:
    return step.registers if isinstance(step, Step) else ()
