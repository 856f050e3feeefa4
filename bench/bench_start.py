"""From the start of a process to its first decision, against ``python -c "import lark"``.

    python bench/bench_start.py             eleven rounds
    python bench/bench_start.py --rounds 3

“有缓存” is any run but the first on unchanged files. “没有缓存” compiles, with the tables of the
grammar at hand from an earlier run; “什么都没有” is the very first run after an install.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent))

from processes import POLICYC, PYTHON, Contender, rounds, show

DOCUMENT = "kunming-2019"
FLOOR = 'python -c "import lark"'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    wanted = parser.parse_args()
    unknown = (*POLICYC, "eval", DOCUMENT, "--facts", f"policies/{DOCUMENT}/cases/demo.json")
    harmless = (*unknown, "--rest", "harmless")
    with TemporaryDirectory() as folder:
        kept, cold = f"{folder}/kept", f"{folder}/cold"
        contenders = {
            FLOOR: Contender((*PYTHON, "import lark")),
            "python -c pass": Contender((*PYTHON, "pass")),
            "import policyc": Contender((*PYTHON, "import policyc")),
            "policyc eval，有缓存": Contender(harmless, kept),
            "policyc eval，有缓存，其余未知": Contender(unknown, kept),
            "policyc facts，有缓存": Contender((*POLICYC, "facts", DOCUMENT), kept),
            "policyc eval，没有缓存": Contender(harmless, cold, cold=True),
            "policyc eval，什么都没有": Contender(harmless),
        }
        show(rounds(contenders, wanted.rounds), FLOOR)


if __name__ == "__main__":
    main()
