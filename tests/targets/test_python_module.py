"""The generated module itself: its text, its types, its map, what it takes and what it refuses."""

import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.strategies import candidates
from tests.targets.generated import actual, expected, fast, fast_of, generated
from tests.targets.small import SMALL

import policyc
from policyc.core.inputs import check_facts
from policyc.core.norms import Fact, Policy
from policyc.core.types import BoolType
from policyc.plan.from_core import plan_of
from policyc.targets.common.module import MARKER
from policyc.targets.python.module import python_module
from policyc.targets.python.runtime import AFTER, BEFORE

GOLDEN = Path(__file__).parent / "golden"
DOCUMENTS = ("jilin-2019-draft", "kunming-2019")


@pytest.fixture(scope="module")
def small() -> Any:
    return generated(SMALL)


def test_golden(golden: Callable[[Path, str], None]) -> None:
    """All but the runtime, which is the same for every document and a file of its own."""
    text = python_module(SMALL).text
    for name in (*BEFORE, *AFTER):
        source = files("policyc.targets.python.runtime").joinpath(f"{name}.py").read_text("utf-8")
        body = source.split(" 8< ", 1)[1].split("\n", 1)[1].strip("\n")
        assert body in text
        text = text.replace(body, f"# …… runtime/{name}.py ……")
    text, _, _ = text.partition("SOURCE_MAP: ")  # it has the numbers of lines after the runtime
    golden(GOLDEN / "small_policy.py.txt", text)


def test_golden_with_a_reading_fixed(golden: Callable[[Path, str], None]) -> None:
    fixed = python_module(SMALL, {"至": "不含"}).text
    rules = fixed[fixed.index("def decide_tier(") : fixed.index("class DisposalFacts")]
    golden(GOLDEN / "small_policy_fixed.py.txt", rules)


def test_the_same_text_every_time() -> None:
    assert python_module(SMALL).text == python_module(evolve(SMALL)).text


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The modules of all documents, in files."""
    folder = tmp_path_factory.mktemp("generated")
    texts = {"small": python_module(SMALL).text}
    for name in DOCUMENTS:
        texts[name.replace("-", "_")] = policyc.load(name).to_python()
    paths = [folder / f"{stem}.py" for stem in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_strictly_typed(written: list[Path]) -> None:
    cache = written[0].parent / "mypy-cache"
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(cache)]
    run = subprocess.run(
        [*command, "--config-file", "", *map(str, written)],
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("number", range(3))
def test_runs_alone_and_without_warnings(written: list[Path], number: int) -> None:
    """No site-packages, no environment, warnings as errors; policyc is out of reach."""
    program = (
        "import sys, runpy; module = runpy.run_path(sys.argv[1]);"
        "results = module['evaluate']({});"
        "assert not [m for m in sys.modules if m.startswith('policyc')];"
        "print(len(list(results)))"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", program, str(written[number])],
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) >= 3


def test_small_agrees_with_the_interpreter(small: Any) -> None:
    chance = random.Random(3)
    values = {fact.name: [None, *candidates(SMALL, fact)] for fact in SMALL.facts}
    days = (None, date(2019, 5, 29), date(2019, 5, 30), date(2019, 12, 31), date(2020, 1, 1))
    for _ in range(300):
        drawn = {name: chance.choice(options) for name, options in values.items()}
        facts = {name: value for name, value in drawn.items() if value is not None}
        day = chance.choice(days)
        assert actual(small, facts, day) == expected(SMALL, facts, day)


# ---------------------------------------------------------------------------- map, marker


def test_marker_in_the_first_line() -> None:
    assert MARKER in python_module(SMALL).text.split("\n", 1)[0]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_source_map(name: str) -> None:
    policy = policyc.load(name).core
    made = python_module(policy)
    module = generated(policy)
    lines = made.text.split("\n")
    assert {mapped.line: mapped.norms for mapped in made.source_map} == module.SOURCE_MAP
    mapped = {bit for norms in module.SOURCE_MAP.values() for bit in norms}
    assert mapped == set(range(len(policy.norms)))
    for number, norms in module.SOURCE_MAP.items():
        cited = {policy.norms[bit].citation for bit in norms}
        line = lines[number - 1]
        _, mark, comment = line.partition("  # ")
        if mark and line.lstrip().startswith(("m |=", "s1 |=", "s2 |=")):
            assert any(citation in comment for citation in cited), line
    rules = [
        n for n, line in enumerate(lines, 1) if line.lstrip().startswith(("m |= 0x", "s1 |= 0x"))
    ]
    unmapped = [number for number in rules if number not in module.SOURCE_MAP]
    # Only a trigger (应有) belongs to no norm.
    triggers = [c for q in plan_of(policy).questions for c in q.cells if not c.norms]
    assert rules and len(unmapped) <= len(triggers)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_lines_are_not_endless(name: str) -> None:
    text = policyc.load(name).to_python()
    code = text[: text.index("DOCUMENT = Document(")]
    assert max(len(line) for line in code.split("\n") if "quote=" not in line) <= 110
    assert "\n\n\n\n" not in text


# ---------------------------------------------------------------------------- what it takes


def test_results_speak(small: Any) -> None:
    found = small.evaluate({"已评定": True, "责任不落实": True, "株数": 10000, "态势": "恶化"})
    tier = found["整治级别"]
    assert found["tier"] is tier
    assert tier.kind == "读法分歧"
    assert repr(tier).startswith("<整治级别（地区）：读法分歧")
    facts = {
        "listed": True,
        "duty_failed": True,
        "plants": 10000,
        "trend": "恶化",
        "provincial": False,
    }
    tier = small.evaluate(facts)["整治级别"]
    assert (tier.kind, tier.matters) == ("读法分歧", ("至",))
    assert [u.readings for u in tier.by_reading] == [(("至", "含"),), (("至", "不含"),)]
    tier = small.evaluate(facts, readings={"至": "不含"})["整治级别"]
    assert (tier.kind, tier.value, tier.citations) == ("定", "挂牌", ("第三条第（一）项",))
    defeated = [t for t in tier.trace if t.defeated_by]
    assert [t.norm.citation for t in defeated] == ["第三条第（三）项"]
    assert tier.trace[0].norm.quote == "株数10000株及以上的。"


def test_fast_path(small: Any) -> None:
    views = small.views(readings={"至": "含", "直接": "下限"}, as_of=date(2021, 1, 1))
    severe = small.decide_severe((True,), views)
    tier = small.decide_tier((True, 12000, "平稳", None), severe, views)
    assert (tier.kind, tier.value) == ("定", "挂牌")
    assert {n.citation for n in small.NORMS if tier.in_force >> n.bit & 1} == {"第三条第（一）项"}
    assert {n.citation for n in small.NORMS if tier.uncertain >> n.bit & 1} == {"第四条"}
    row = small.TierFacts(plants=4999, duty_failed=True, trend="平稳", provincial=False)
    assert small.decide_tier(row, True, views).kind == "空白"
    assert small.decide_tier(row, False, views).kind == "不适用"
    assert small.decide_tier(row).kind == "未知"


def test_official_act_and_its_note(small: Any) -> None:
    found = small.evaluate({"已评定": False, "问题突出": True, "省级直接挂牌": False})
    assert found["整治级别"].kind == "不适用"
    assert any("以官方认定为准" in flag for flag in found["整治级别"].flags)
    assert found["严重地区"].value is True


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"株树": 1}, "“株树”未声明"),
        ({"株数": 1, "plants": 2}, "给了两次"),
    ],
)
def test_facts_that_cannot_be(small: Any, facts: dict[str, object], says: str) -> None:
    with pytest.raises(small.FactError, match=says):
        small.evaluate(facts)


@pytest.mark.parametrize("facts", [[1], None, "株数", [("株数", 1)]])
def test_facts_are_a_mapping(small: Any, facts: object) -> None:
    for ask in (small.evaluate, small.check_facts):
        with pytest.raises(small.FactError, match=r"事实要写成 \{名称: 值\} 这样的 dict，给的是"):
            ask(facts)


@pytest.mark.parametrize(
    ("readings", "says"),
    [
        ({"到": "含"}, "「到」未声明；有：至、直接"),
        ({"至": "包含"}, "没有“包含”这一种；有：含、不含"),
    ],
)
def test_readings_that_cannot_be(small: Any, readings: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        small.evaluate({}, readings=readings)


@pytest.mark.parametrize("day", ["2018-01-01", datetime(2018, 1, 1), 0])
def test_a_date_is_a_date(small: Any, day: object) -> None:
    for ask in (small.views, lambda as_of: small.evaluate({}, as_of=as_of)):
        with pytest.raises(small.DateError, match="as_of 要用"):
            ask(as_of=day)


def test_a_reading_fixed_at_build_time_stays() -> None:
    module = generated(SMALL, {"至": "不含"})
    facts = {
        "已评定": True,
        "责任不落实": True,
        "株数": 10000,
        "态势": "平稳",
        "省级直接挂牌": False,
    }
    tier = module.evaluate(facts)["整治级别"]
    assert (tier.kind, tier.value, tier.readings) == ("定", "挂牌", (("至", "不含"),))
    with pytest.raises(ValueError, match="在生成时已取“不含”"):
        module.evaluate(facts, readings={"至": "含"})


CHECKED: list[dict[str, object]] = [
    {},
    {"株数": 12000, "态势": "恶化", "知晓率": 0.95, "起始日": "2019-05-30", "问题突出": True},
    {"株数": "12,000株", "知晓率": "95%", "起始日": "2019年5月30日", "问题突出": "是"},
    {"plants": 1.0, "trend": "未知", "awareness": "19:20", "listed": None},
    {"株数": "12处"},
    {"株数": 2.5},
    {"株数": -1},
    {"株数": "-1"},
    {"株数": True},
    {"知晓率": 1.5},
    {"知晓率": float("nan")},
    {"知晓率": Fraction(1, 3)},
    {"态势": "坏"},
    {"态势": 1},
    {"问题突出": 1},
    {"问题突出": "对"},
    {"起始日": "2019年91日"},
    {"起始日": 2019},
    {"没有": 1},
    {"株数": 1, "plants": 1},
    {"省级直接挂牌": True, "责任不落实": False},
    {"省级直接挂牌": True},
    {"株数": 1, "没有": 2, "态势": "坏"},
]


@pytest.mark.parametrize("raw", CHECKED, ids=[str(raw) for raw in CHECKED])
@pytest.mark.parametrize("rest_harmless", [False, True])
def test_facts_are_checked_alike(small: Any, raw: dict[str, object], rest_harmless: bool) -> None:
    wanted, problems = check_facts(SMALL, raw, rest_harmless=rest_harmless)
    facts, found = small.check_facts(raw, rest_harmless=rest_harmless)
    assert [problem.code for problem in found] == [problem.code.id for problem in problems]
    names = {fact.key: fact.name for fact in small.FACTS}
    assert {names[k]: v for k, v in facts.items() if v is not None} == wanted
    if not found:
        assert actual(small, facts) == expected(SMALL, wanted)


def test_memory_is_bounded(small: Any) -> None:
    views = small.Views((), 0)
    limit = type(views)._LIMIT
    views.severe.update(dict.fromkeys(range(100, 100 + limit)))
    small.decide_severe((True,), views)
    assert len(views.severe) == 1
    for day in range(200):
        small.views(as_of=date(2019, 1, 1 + day % 28), readings={"至": ("含", "不含")[day % 2]})
    assert len(small._VIEWS) <= 64


@pytest.mark.parametrize(
    "alias", ["", "class", "m", "f", "v", "s1", "u0", "count", "view", "Value"]
)
def test_odd_names(alias: str) -> None:
    odd = evolve(SMALL.facts[1], alias=alias)
    policy = evolve(SMALL, facts=(SMALL.facts[0], odd, *SMALL.facts[2:]))
    module = generated(policy)
    for known in ({}, {"问题突出": True}, {"问题突出": False, "株数": 5000}):
        assert actual(module, known) == expected(policy, known)


@pytest.mark.parametrize("alias", ["", "class", "find", "fixed", "period", "v", "decide", "OPEN"])
def test_odd_names_of_outcomes(alias: str) -> None:
    odd = evolve(SMALL.outcomes[1], alias=alias)
    policy = evolve(SMALL, outcomes=(SMALL.outcomes[0], odd, SMALL.outcomes[2]))
    module = generated(policy)
    for known in ({}, {"已评定": True, "责任不落实": True, "株数": 12000}):
        assert actual(module, known) == expected(policy, known)
        assert fast(module, known) == fast_of(expected(policy, known))


def test_two_facts_with_one_alias() -> None:
    policy = evolve(SMALL, facts=(*SMALL.facts, Fact("另一项", BoolType(), "plants")))
    keys = [fact.key for fact in generated(policy).FACTS]
    assert len(set(keys)) == len(keys)


def test_a_policy_without_anything() -> None:
    empty = Policy("empty")
    assert list(generated(empty).evaluate({})) == []
