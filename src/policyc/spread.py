"""Work spread over the cores of the machine.

Processes are forked, so they know all that was loaded; only what they find is sent back. They take
tasks from queues as they are free, and what comes of it does not depend on who took which. This is
less than concurrent.futures does, whose import alone takes 40 ms, a tenth of many a command.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import Context, ContextVar
from traceback import format_exception
from typing import Any, NoReturn, TypeAlias, TypeVar

from attrs import field, frozen

T = TypeVar("T")

JOBS_VARIABLE = "POLICYC_JOBS"
"""The environment variable that says over how many processes work is spread."""

MOST_JOBS = 64

_DEFAULT = 8
"""Processes at most where nobody says how many: the longest check of one document takes a third of
the time, and each process has to prepare its own solver."""

_NUMBER = 2
"""Bytes of a number in a queue."""

_MOST_TASKS = 30_000
"""What fits into a queue before anybody reads it."""

Turn: TypeAlias = Sequence[int]
"""Tasks, by their numbers, that one process does one after the other."""

Pile: TypeAlias = Sequence[Turn]
"""Turns that have much in common, in the order in which they are begun."""

_wanted: ContextVar[int | None] = ContextVar("jobs_wanted", default=None)


class WorkerLost(RuntimeError):
    """A process ended before it gave its answer; nothing may be concluded from the rest."""


@contextmanager
def with_jobs(jobs: int) -> Iterator[None]:
    """Inside the block work is spread over so many processes, whatever the environment says."""
    token = _wanted.set(jobs)
    try:
        yield
    finally:
        _wanted.reset(token)


def jobs_in_use() -> int:
    """Over how many processes work is spread: as was said, else one for each core."""
    wanted = _wanted.get()
    if wanted is not None:
        return wanted
    named = os.environ.get(JOBS_VARIABLE, "").strip()
    if named.isascii() and named.isdecimal() and 1 <= int(named) <= MOST_JOBS:
        return int(named)
    return min(_DEFAULT, _cores())


def _cores() -> int:
    """The cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return (os.cpu_count() or 1) if allowed is None else len(allowed(0))


def spread(
    tasks: Sequence[Callable[[], T]],
    jobs: int,
    meanwhile: Callable[[], object] | None = None,
    *,
    apart: bool = False,
    piles: Sequence[Pile] | None = None,
) -> list[Callable[[], T]]:
    """The tasks, each as a function that gives what came of it: its value, or its exception.

    With several ``jobs`` all are done now, by this process and by others; else each is done when
    it is called. This process begins with ``meanwhile``, which prepares it for what comes next;
    where others do all (``apart``), it stays such that it can be copied again: the solver has
    threads of its own. ``piles`` say in which order tasks are begun, and which of them go well
    together; without, each is a turn of its own. Values must be such as can be pickled. Raises
    ``WorkerLost`` where a process dies.
    """
    jobs = min(jobs, len(tasks) + (meanwhile is not None))
    if not tasks or jobs < 2 or len(tasks) > _MOST_TASKS or not _can_fork():
        return list(tasks)
    queue = _Queue.of(piles if piles is not None else [[(n,) for n in range(len(tasks))]])
    gc.freeze()  # else every collection copies the memory that processes share
    workers: list[_Worker] = []
    try:
        while len(workers) < (jobs if apart else jobs - 1):
            workers.append(_Worker.start(tasks, queue))
        if meanwhile is not None:
            meanwhile()
        done = {} if apart else dict(_take(tasks, queue))
        for worker in workers:
            done |= worker.answer()
    finally:
        gc.unfreeze()
        queue.close()
        for worker in workers:
            worker.stop()
    missing = len(tasks) - len(done)
    if missing:
        raise WorkerLost(f"有 {missing} 项没有做完")
    return [done[number].get for number in range(len(tasks))]


@frozen
class _Done:
    """What came of a task."""

    value: Any = None
    error: Exception | None = None

    def get(self) -> Any:
        if self.error is not None:
            raise self.error
        return self.value


@frozen
class _Queue:
    """What is still to be begun: pipes full of numbers, for each number has one reader only.

    A process takes a pile that nobody has begun and does its turns; where none is left, it helps
    the others with theirs. So two processes seldom prepare the same things.
    """

    turns: Sequence[Turn]
    untouched: int
    """The pipe with the piles that nobody has begun."""
    piles: Sequence[int]
    """The pipe of each pile, with its turns."""

    @staticmethod
    def of(piles: Sequence[Pile]) -> _Queue:
        pipes: list[int] = []
        turns: list[Turn] = []
        for pile in piles:
            pipes.append(_pipe_of(range(len(turns), len(turns) + len(pile))))
            turns += pile
        return _Queue(turns, _pipe_of(range(len(piles))), pipes)

    def __iter__(self) -> Iterator[int]:
        """The tasks that this process is to do, as long as there are any."""
        for pile in _numbers_from(self.untouched):
            yield from self._tasks_of(self.piles[pile])
        for pipe in self.piles:
            yield from self._tasks_of(pipe)

    def _tasks_of(self, pipe: int) -> Iterator[int]:
        for turn in _numbers_from(pipe):
            yield from self.turns[turn]

    def close(self) -> None:
        for pipe in (self.untouched, *self.piles):
            os.close(pipe)


def _pipe_of(numbers: Iterable[int]) -> int:
    """A pipe that holds some numbers and then ends."""
    pipe, end = os.pipe()
    os.write(end, b"".join(number.to_bytes(_NUMBER, "big") for number in numbers))
    os.close(end)
    return pipe


def _numbers_from(pipe: int) -> Iterator[int]:
    while number := os.read(pipe, _NUMBER):
        yield int.from_bytes(number, "big")


def _take(tasks: Sequence[Callable[[], Any]], queue: _Queue) -> Iterator[tuple[int, _Done]]:
    """Do tasks from the queue as long as there are any."""
    for at in queue:
        try:
            yield at, _Done(tasks[at]())
        except Exception as error:
            yield at, _Done(error=error)


@frozen
class _Worker:
    """A process that does some of the tasks, and the pipe that its answer comes through."""

    pid: int
    pipe: int
    _ended: list[int] = field(factory=list)

    @staticmethod
    def start(tasks: Sequence[Callable[[], Any]], queue: _Queue) -> _Worker:
        pipe, end = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(pipe)
            _work(tasks, queue, end)
        os.close(end)
        return _Worker(pid, pipe)

    def answer(self) -> dict[int, _Done]:
        """What it did; waits until it has ended."""
        parts = []
        while part := os.read(self.pipe, 1 << 20):
            parts.append(part)
        _, status = os.waitpid(self.pid, 0)
        self._ended.append(status)
        if status != 0 or not parts:
            code = os.waitstatus_to_exitcode(status)
            raise WorkerLost(f"一个子进程没有答完就结束了（{code}）")
        found: dict[int, _Done] = pickle.loads(b"".join(parts))
        return found

    def stop(self) -> None:
        """Let go of it, whether or not it has ended."""
        os.close(self.pipe)
        if not self._ended:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)


def _work(tasks: Sequence[Callable[[], Any]], queue: _Queue, end: int) -> NoReturn:
    """The life of a worker. It says nothing to anybody but through its pipe: it runs in a context
    without listeners, and leaves without writing out what its parent has not yet written."""
    status = 1
    try:
        done = Context().run(lambda: dict(_take(tasks, queue)))
        data = pickle.dumps({at: _portable(each) for at, each in done.items()}, protocol=5)
        with os.fdopen(end, "wb") as file:
            file.write(data)
        status = 0
    finally:
        os._exit(status)


def _portable(done: _Done) -> _Done:
    """What came of a task as it can be sent; an exception with where it was raised."""
    if done.error is None:
        return done
    done.error.add_note("".join(format_exception(done.error)))
    try:
        pickle.loads(pickle.dumps(done.error))
    except Exception:
        return _Done(error=RuntimeError(f"{type(done.error).__name__}: {done.error}"))
    return done


def _can_fork() -> bool:
    """Whether a copy of this process would be sound: it must have one thread only, also of those
    that a library started."""
    if sys.platform != "linux":
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False
