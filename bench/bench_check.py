"""``policyc check``: the real documents, and made-up bases of norms.

    python bench/bench_check.py                      everything
    python bench/bench_check.py --rounds 3 --sizes 1000 3000

Documents are checked by the program, from start to finish, against a process that imports click,
lark and z3 and does nothing: over as many processes as there are cores, and in one; from the
sources, unchanged, and without even the parser's tables. Bases are checked in a process of their
own each (imports are not counted): the time, how it grows with the number of outcomes, and the part
that the solver takes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generated import NORMS_PER_OUTCOME, generated  # noqa: E402
from processes import POLICYC, PYTHON, Contender, padded, rounds, show  # noqa: E402

FLOOR = 'python -c "import click, lark, z3"'
DOCUMENTS = (
    "kunming-2019",
    "jilin-2019-draft",
    "hengyang-2018",
    "nancheng-2017",
    "urad-front-banner-2023",
    "policies/",
)
IN_ONE = ("kunming-2019", "jilin-2019-draft", "policies/")
"""What is checked in one process as well."""


def documents(count: int) -> None:
    """Cold and unchanged, each document alone and all of them together."""
    with TemporaryDirectory() as folder:
        contenders = {FLOOR: Contender((*PYTHON, "import click, lark, z3"))}
        for number, name in enumerate(DOCUMENTS):
            check = (*POLICYC, "check", name)
            cold, kept = f"{folder}/cold-{number}", f"{folder}/kept-{number}"
            contenders[f"{name}，没有缓存"] = Contender(check, cold, cold=True)
            if name in IN_ONE:
                alone = (*check, "--jobs", "1")
                contenders[f"{name}，没有缓存，一个进程"] = Contender(alone, cold, cold=True)
            contenders[f"{name}，没有改动"] = Contender(check, kept)
        bare = (*POLICYC, "check", DOCUMENTS[0])
        contenders[f"{DOCUMENTS[0]}，连语法表也没有"] = Contender(bare)
        show(rounds(contenders, count), FLOOR)


def base(norms: int) -> None:
    """Check one base and print what it took: wall clock, processor, the solver's part."""
    from policyc.analysis.checks import registry
    from policyc.analysis.run_checks import check_policy
    from policyc.analysis.solve import Answer, Session

    policy = generated(norms)
    registry()
    spent = [0.0]
    ask = Session._check

    def timed(self: Session, *assumed: object) -> Answer:
        start = time.process_time()
        try:
            return ask(self, *assumed)
        finally:
            spent[0] += time.process_time() - start

    Session._check = timed  # type: ignore[method-assign]
    wall, cpu = time.perf_counter(), time.process_time()
    found = check_policy(policy)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps([wall, cpu, spent[0], len(found.findings), found.incomplete]))


def bases(sizes: list[int], count: int) -> None:
    """All bases, the median of some runs each."""
    head = f"{'墙钟 s':>8}{'CPU s':>10}{'求解 s':>10}{'每结论 ms':>10}{'发现':>6}"
    print(f"\n{padded('')}{head}")
    for norms in sizes:
        runs = [_alone(norms) for _ in range(count)]
        wall, cpu, solver = (median(run[k] for run in runs) for k in range(3))
        each = 1000 * cpu / (norms // NORMS_PER_OUTCOME)
        found = "没有查完" if runs[0][4] else f"{runs[0][3]:.0f}"
        name = padded(f"{norms} 条，{norms // NORMS_PER_OUTCOME} 个结论")
        print(f"{name}{wall:>10.2f}{cpu:>10.2f}{solver:>10.2f}{each:>12.2f}{found:>8}")


def _alone(norms: int) -> list[float]:
    command = (sys.executable, str(HERE / "bench_check.py"), "--base", str(norms))
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    numbers: list[float] = json.loads(done.stdout)
    return numbers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1000, 3000, 10000])
    parser.add_argument("--base", type=int, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.base is not None:
        base(wanted.base)
        return
    documents(wanted.rounds)
    if wanted.sizes:
        bases(wanted.sizes, max(1, wanted.rounds // 2))


if __name__ == "__main__":
    main()
