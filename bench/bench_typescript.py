"""One decision in JavaScript: the generated ESM module against a hand-written function, under node.

    python bench/bench_typescript.py
    python bench/bench_typescript.py --quick    fewer rounds

The same random records and articles as in ``bench_python.py``, read from JSON as they would come
in. All answers are found equal first, then each round times every contender; what counts is
its time over that of the hand-written function in the same round, and the median of these ratios.
The first rounds, while node still compiles, are left out.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from bench_python import DOCUMENT, MIXES, records  # noqa: E402
from by_hand import READINGS, decide  # noqa: E402

import policyc  # noqa: E402
from policyc.targets.typescript.module import typescript_module  # noqa: E402

WARM_UP = 20
"""Rounds that do not count."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    rounds = 60 if parser.parse_args().quick else 300
    node = shutil.which("node")
    if node is None:
        raise SystemExit("没有 node")
    policy = policyc.load(DOCUMENT).core
    with TemporaryDirectory() as folder:
        made = {"fixed": READINGS, "open": {}}
        for name, readings in made.items():
            text = typescript_module(policy, readings).text
            Path(folder, f"{name}.mjs").write_text(text, "utf-8")
        for mix, share in MIXES.items():
            drawn = records(policy, share, 1000)
            asked = {
                "records": drawn,
                "answers": [decide(record) for record in drawn],
                "readings": READINGS,
                **{name: str(Path(folder, f"{name}.mjs")) for name in made},
            }
            path = Path(folder, "asked.json")
            path.write_text(json.dumps(asked, ensure_ascii=False), "utf-8")
            command = [node, str(HERE / "bench_typescript.mjs"), str(path), str(rounds + WARM_UP)]
            run = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
            print(f"{mix}（{share:.0%} 的事实不是平常值）")
            _report(json.loads(run.stdout)["times"])


def _report(times: dict[str, list[float]]) -> None:
    by_hand = next(iter(times.values()))[WARM_UP:]
    for name, spent in times.items():
        ratios = [each / base for each, base in zip(spent[WARM_UP:], by_hand, strict=True)]
        print(f"  {median(ratios):9.2f} ×  {median(spent[WARM_UP:]):8.0f} 纳秒  {name}")


if __name__ == "__main__":
    main()
