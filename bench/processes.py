"""Timing whole processes: wall clock and processor time, round by round.

The machine is seldom idle, so contenders take turns within a round, and what counts are ratios
within rounds and their medians.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import attrs

ROOT = Path(__file__).resolve().parent.parent
POLICYC = (sys.executable, "-m", "policyc.cli")
PYTHON = (sys.executable, "-c")


@attrs.frozen
class Time:
    """One run: seconds of wall clock, and of the processor (user and system)."""

    wall: float
    cpu: float


@attrs.frozen
class Contender:
    """A command, the cache folder it runs with, and whether results kept there are removed first
    (the tables of the grammar, which do not depend on any document, stay)."""

    command: Sequence[str]
    cache: str = "off"
    cold: bool = False

    def run(self) -> Time:
        """Run it from start to finish; its exit code must be 0 or 1 (something was found)."""
        for entry in Path(self.cache).glob("*.entry") if self.cold else ():
            entry.unlink()
        before = _processor()
        start = time.perf_counter()
        env = {**os.environ, "POLICYC_CACHE": self.cache}
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
        done = subprocess.run(self.command, cwd=ROOT, env=env, capture_output=True, check=False)
        wall = time.perf_counter() - start
        after = _processor()
        if done.returncode not in (0, 1):
            raise SystemExit(f"{self.command} 退出码 {done.returncode}：{done.stderr.decode()}")
        return Time(wall, after - before)


def _processor() -> float:
    """Seconds that finished children have had of the processor."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def rounds(contenders: Mapping[str, Contender], count: int) -> dict[str, list[Time]]:
    """Every contender once in every round; the first round only warms up."""
    found: dict[str, list[Time]] = {name: [] for name in contenders}
    for number in range(count + 1):
        for name, contender in contenders.items():
            took = contender.run()
            if number:
                found[name].append(took)
    return found


def show(found: Mapping[str, Sequence[Time]], floor: str) -> None:
    """A table: medians, and medians of the ratios to a floor in the same round."""
    print(f"{padded('')}{'墙钟 s':>8}{'CPU s':>10}{'墙钟 ×':>8}{'CPU ×':>8}")
    for name, times in found.items():
        pairs = list(zip(times, found[floor], strict=True))
        wall = median(one.wall / other.wall for one, other in pairs)
        cpu = median(one.cpu / max(other.cpu, 0.001) for one, other in pairs)
        print(
            f"{padded(name)}{median(t.wall for t in times):>10.3f}"
            f"{median(t.cpu for t in times):>10.3f}{wall:>10.1f}{cpu:>10.1f}"
        )


def padded(name: str) -> str:
    """A name in a column of its own."""
    return name + " " * max(1, 46 - sum(2 if ord(char) > 0x2E80 else 1 for char in name))
