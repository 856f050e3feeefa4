"""One decision in Python: the generated module against a hand-written function and other engines.

    python bench/bench_python.py            the module alone
    pip install 'policyc[bench]'            to have the peers as well
    python bench/bench_python.py --quick    fewer rounds

Everything runs in one process on the same random records, after all answers were found equal. Each
round times every contender; what counts is its time over that of the hand-written function in the
same round (processor time), and the median of these ratios over the rounds.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from by_hand import READINGS, decide  # noqa: E402
from peers import Record, adapted, peers  # noqa: E402

import policyc  # noqa: E402
from policyc.core.evaluate import evaluate  # noqa: E402
from policyc.core.norms import Policy  # noqa: E402
from policyc.core.types import BoolType, IntType  # noqa: E402
from policyc.plan.from_core import plan_of  # noqa: E402
from policyc.targets.python.module import python_module  # noqa: E402

DOCUMENT = "jilin-2019-draft"
NOT_BY_HAND = ("meets_standard", "applied")
"""第十四条 is not among the articles that are compared: its facts are always 否."""

MIXES = {"少": 0.05, "中": 0.2, "多": 0.5}
"""How likely a fact is to be off its ordinary value."""

NUMBERS = {
    "labs_busted": (0, 1, 2, 3),
    "poppy_plants": (0, 2999, 3000, 4999, 5000, 9999, 10000, 10001),
    "poppy_plots": (0, 99, 100, 199, 200, 499, 500, 501),
    "years_detected": (0, 1, 2, 3, 4),
    "traced_back": (0, 1, 2, 3),
    "provincial_criticisms": (0, 1, 2, 3),
}


def load(policy: Policy, readings: dict[str, str], name: str) -> Any:
    """The generated module, imported."""
    module = ModuleType(name)
    sys.modules[name] = module
    exec(compile(python_module(policy, readings).text, name, "exec"), module.__dict__)
    return module


def records(policy: Policy, share: float, count: int) -> list[Record]:
    """Random records, every fact known; of four regions one has an official listing."""
    chance = random.Random(f"{DOCUMENT}/{share}")
    found = []
    for _ in range(count):
        record: Record = {}
        for fact in policy.facts:
            if fact.alias in NOT_BY_HAND or chance.random() >= share:
                record[fact.alias] = fact.harmless
            elif isinstance(fact.type, BoolType):
                record[fact.alias] = True
            elif isinstance(fact.type, IntType):
                record[fact.alias] = chance.choice(NUMBERS.get(fact.alias, (0, 1, 2, 3)))
            else:
                steps = getattr(getattr(fact.type, "scale", fact.type), "steps", (fact.harmless,))
                record[fact.alias] = chance.choice(steps)
        record["listed"] = chance.choice((True, None, None, None))
        record["current_tier"] = None
        found.append(record)
    return found


class Contender:
    """Something that decides a list of prepared cases, and tells its answers for comparison."""

    def __init__(
        self,
        name: str,
        run: Callable[[list[Any]], object],
        prepare: Callable[[Record], Any],
        answer: Callable[[Any], tuple[str, list[str]]],
        share: float = 1.0,
    ) -> None:
        self.name = name
        self.run = run
        self.prepare = prepare
        self.answer = answer
        self.share = share


def contenders(policy: Policy, with_peers: bool) -> Iterable[Contender]:
    """Hand-written first."""
    fixed = load(policy, READINGS, "fixed_module")
    opened = load(policy, {}, "open_module")

    def by_hand(cases: list[Any]) -> None:
        for case in cases:
            decide(case)

    yield Contender("手写（字典进）", by_hand, dict, decide)

    def fast_path(module: Any, views: Any) -> tuple[Callable[[list[Any]], object], Any, Any]:
        severe, tier = module.decide_severe_area, module.decide_tier_result

        def run(cases: list[Any]) -> None:
            for listed, first, second in cases:
                area = severe(first, views)
                tier(second, area if listed is None else listed, views)

        def prepare(record: Record) -> tuple[Any, ...]:
            first = tuple(record[name] for name in module.SevereAreaFacts._fields)
            second = tuple(record[name] for name in module.TierResultFacts._fields)
            return record["listed"], first, second

        def answer(case: Any) -> tuple[str, list[str]]:
            listed, first, second = case
            area = severe(first, views)
            result = tier(second, area if listed is None else listed, views)
            return result.value or result.kind, [*area.citations, *result.citations]

        return run, prepare, answer

    yield Contender("生成：快路（元组进），读法已取定", *fast_path(fixed, fixed.OPEN))
    yield Contender(
        "生成：快路，读法在调用时取定", *fast_path(opened, opened.views(readings=READINGS))
    )

    def explained(module: Any, **options: Any) -> tuple[Callable[[list[Any]], object], Any, Any]:
        call = module.evaluate

        def run(cases: list[Any]) -> None:
            for case in cases:
                call(case, **options)

        def answer(case: Any) -> tuple[str, list[str]]:
            found = call(case, **options)
            area, result = found["毒品问题严重地区"], found["整治级别"]
            return result.value or result.kind, [*area.citations, *result.citations]

        return run, dict, answer

    one = {"outcome": "整治级别"}
    yield Contender("生成：附依据，一个结论及其上游", *explained(fixed, **one))
    yield Contender("生成：附依据，读法在调用时取定", *explained(opened, **one, readings=READINGS))
    yield Contender("生成：附依据，全文的结论", *explained(fixed))

    def interpreted(case: Any) -> tuple[str, list[str]]:
        found = evaluate(policy, case, readings=READINGS, with_missing=False)
        results = (found["毒品问题严重地区"], found["整治级别"])
        cited = [t.norm.citation for result in results for t in result.trace if t.force]
        return str(results[1].value or results[1].kind.value), cited

    def interpret(cases: list[Any]) -> None:
        for case in cases:
            evaluate(policy, case, readings=READINGS, with_missing=False)

    names = {fact.alias: fact.name for fact in policy.facts}

    def named(record: Record) -> Record:
        return {names[key]: value for key, value in record.items() if value is not None}

    yield Contender("参考解释器，全文的结论", interpret, named, interpreted, 0.02)

    if with_peers:
        plan = plan_of(policy, READINGS)
        severe, tier = (plan.question_of(n) for n in ("毒品问题严重地区", "整治级别"))
        for name, peer in peers(plan, severe, tier):
            yield _peer(name, peer)


def _peer(name: str, peer: Callable[[Record], list[str]]) -> Contender:
    tiers = {"第七条": "挂牌整治", "第八条": "通报警示", "第九条": "重点关注"}

    def answer(case: Any) -> tuple[str, list[str]]:
        met = list(peer(case))
        severe = any(item.startswith("第六条") for item in met)
        if case["listed"] == "否" or (case["listed"] == "未知" and not severe):
            return "不适用", met
        found = {tiers[item[:3]] for item in met if item[:3] in tiers}
        return ("冲突" if len(found) > 1 else found.pop() if found else "空白"), met

    def run(cases: list[Any]) -> None:
        for case in cases:
            peer(case)

    return Contender(name, run, adapted, answer, 0.02)


def compare(policy: Policy, share: float, count: int, rounds: int, with_peers: bool) -> None:
    """Check that all agree, then time them."""
    drawn = records(policy, share, count)
    wanted = [decide(record) for record in drawn]
    timed: list[tuple[Contender, list[Any]]] = []
    for contender in contenders(policy, with_peers):
        cases = [
            contender.prepare(record) for record in drawn[: max(20, int(count * contender.share))]
        ]
        for case, answer in zip(cases, wanted, strict=False):
            got = contender.answer(case)
            if got != answer:
                raise SystemExit(f"{contender.name} 的答案不同：{got}，手写为 {answer}")
        timed.append((contender, cases))
    ratios: dict[str, list[float]] = {contender.name: [] for contender, _ in timed}
    times: dict[str, list[float]] = {contender.name: [] for contender, _ in timed}
    for _ in range(rounds):
        base = 0.0
        for contender, cases in timed:
            start = time.thread_time()
            contender.run(cases)
            spent = (time.thread_time() - start) / len(cases)
            base = base or spent
            ratios[contender.name].append(spent / base)
            times[contender.name].append(spent)
    for contender, _ in timed:
        name = contender.name
        micro = median(times[name]) * 1e6
        print(f"  {median(ratios[name]):9.2f} ×  {micro:10.2f} 微秒  {name}")


def start_up(rounds: int) -> None:
    """A first decision through the command line, against the import of the parser alone."""
    facts = HERE.parent / "policies" / DOCUMENT / "cases" / "demo.json"
    command = [sys.executable, "-m", "policyc.cli", "eval", DOCUMENT, "--facts", str(facts)]
    runs = {
        "python -c 'import lark'": [sys.executable, "-c", "import lark"],
        "policyc eval，其余取平常值": [*command, "--rest", "harmless"],
        "policyc eval，其余未知（求所缺的事实）": command,
        "python -c 'import policyc'": [sys.executable, "-c", "import policyc"],
        "生成的模块：导入并求值": [sys.executable, "-c", "import generated as g; g.evaluate({})"],
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    with TemporaryDirectory() as folder:
        Path(folder, "generated.py").write_text(policyc.load(DOCUMENT).to_python(), "utf-8")
        for _ in range(rounds):
            for name, arguments in runs.items():
                start = time.perf_counter()
                subprocess.run(arguments, check=True, capture_output=True, cwd=folder)
                times[name].append(time.perf_counter() - start)
    base = median(times["python -c 'import lark'"])
    for name, spent in times.items():
        print(f"  {median(spent) / base:9.2f} ×  {median(spent) * 1000:8.0f} 毫秒  {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="fewer records and rounds")
    parser.add_argument("--no-peers", action="store_true", help="leave other engines out")
    options = parser.parse_args()
    count, rounds = (300, 9) if options.quick else (1000, 21)
    policy = policyc.load(DOCUMENT).core
    for name, share in MIXES.items():
        print(f"一次判定，{share:.0%} 的事实不是平常值（{name}）；以手写为 1：")
        compare(policy, share, count, rounds, not options.no_peers)
    print("启动到第一个判定；以 import lark 为 1：")
    start_up(5 if options.quick else 15)


if __name__ == "__main__":
    main()
