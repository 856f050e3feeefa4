"""The generated ESM module itself: its text, its types, what it takes and what it refuses."""

import random
import re
import subprocess
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.strategies import candidates
from tests.targets import generated as python
from tests.targets.node import Case, Module, NodeError, agree, ask, generated, node, sent, shown
from tests.targets.small import SMALL
from tests.targets.test_python_module import CHECKED

import policyc
from policyc.core.conditions import All, Compare, FactRef, Op, OutcomeRef, holds
from policyc.core.norms import Fact, Norm, Outcome, Overlap, Policy
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    Value,
    ValueType,
)
from policyc.targets.common.module import MARKER, runtime_text
from policyc.targets.typescript.module import RUNTIME, typescript_module
from policyc.targets.typescript.runtime import AFTER, BEFORE, TYPES

GOLDEN = Path(__file__).parent / "golden"
TSC = Path(__file__).parents[1] / "node" / "node_modules" / "typescript" / "bin" / "tsc"
DOCUMENTS = ("jilin-2019-draft", "kunming-2019")


@pytest.fixture(scope="module")
def small() -> Module:
    node()
    return generated(SMALL)


def _without_runtime(text: str, *names: str) -> str:
    for name in names:
        body = re.sub(r"\n{3,}", "\n\n", runtime_text(RUNTIME, name))
        assert body in text, name
        text = text.replace(body, f"// …… runtime/{name} ……")
    return text


def test_golden(golden: Callable[[Path, str], None]) -> None:
    """All but the runtime, which is the same for every document and a file of its own."""
    made = typescript_module(SMALL)
    golden(GOLDEN / "small_policy.mjs.txt", _without_runtime(made.text, *BEFORE, *AFTER))
    golden(GOLDEN / "small_policy.d.mts.txt", _without_runtime(made.declarations, TYPES))


def test_marker_and_the_same_text_every_time() -> None:
    made = typescript_module(SMALL)
    for text in (made.text, made.declarations):
        assert MARKER in text.split("\n", 1)[0]
    assert made.text == typescript_module(evolve(SMALL)).text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_source_map(name: str) -> None:
    policy = policyc.load(name).core
    made = typescript_module(policy)
    lines = made.text.split("\n")
    assert {bit for each in made.source_map for bit in each.norms} == set(range(len(policy.norms)))
    for each in made.source_map:
        _, mark, comment = lines[each.line - 1].partition("  // ")
        if mark:
            assert any(policy.norms[bit].citation in comment for bit in each.norms)
    code = made.text[: made.text.index("const DOCUMENT = ")]
    assert max(len(line) for line in code.split("\n") if "quote:" not in line) <= 110


# ---------------------------------------------------------------------------- types

CONSUMER = """
import { evaluate, checkFacts, decideTier, views, Fraction, NORMS, type Tier } from "./small.mjs";

const { facts, problems } = checkFacts(JSON.parse("{}"), { restHarmless: true });
const step: Tier | null = evaluate(facts).get("整治级别").value;
const same: boolean | null = evaluate({ 株数: 1, awareness: new Fraction(1n, 3n) }).get("severe").value;
const v = views({ readings: { 至: "含" }, asOf: "2021-01-01" });
const tier = decideTier({ plants: 12000, trend: "平稳" }, true, v);
const cited: readonly string[] = tier.citations;
for (const result of evaluate({}, { outcome: "tier" })) console.log(result.kind === "定", result.flags);
console.log(problems.length, step, same, cited, NORMS[0]?.quote);
// @ts-expect-error no such step
decideTier({ trend: "坏" });
// @ts-expect-error no such choice
views({ readings: { 至: "包含" } });
// @ts-expect-error no such fact
evaluate({ 株树: 1 });
"""


def test_strictly_typed(tmp_path: Path) -> None:
    """tsc --strict takes the declarations, and a program that uses them; and it sees mistakes."""
    if not TSC.exists():
        pytest.skip("没有 typescript，没有检查类型声明：npm install --prefix tests/node")
    made = {"small": typescript_module(SMALL)}
    for name in DOCUMENTS:
        made[name] = typescript_module(policyc.load(name).core)
    for name, module in made.items():
        (tmp_path / f"{name}.mjs").write_text(module.text, "utf-8")
        (tmp_path / f"{name}.d.mts").write_text(module.declarations, "utf-8")
    (tmp_path / "consumer.mts").write_text(CONSUMER, "utf-8")
    options = ["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", "--lib"]
    files = ["consumer.mts", *(f"{name}.d.mts" for name in made)]
    run = subprocess.run(
        [node(), str(TSC), *options, "es2022,dom", *files],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout


def test_everything_declared_is_exported_and_the_other_way(small: Module) -> None:
    for module in (small, generated(policyc.load("kunming-2019").core)):
        _declared_and_exported(module)


def _declared_and_exported(module: Module) -> None:
    declared = set(
        re.findall(r"^export (?:const|function|class) (\w+)", module.made.declarations, re.M)
    )
    assert set(module.run("(m) => Object.keys(m)")) == declared


def test_nothing_is_imported() -> None:
    text = typescript_module(SMALL).text
    assert not re.search(r"^\s*import\b|\brequire\(|\bprocess\b", text, re.M)


# ---------------------------------------------------------------------------- what it takes


def test_small_agrees_with_the_interpreter(small: Module) -> None:
    chance = random.Random(3)
    values = {fact.name: [None, *candidates(SMALL, fact)] for fact in SMALL.facts}
    days = (None, date(2019, 5, 29), date(2019, 5, 30), date(2019, 12, 31), date(2020, 1, 1))
    cases: list[Case] = []
    for _ in range(200):
        drawn = {name: chance.choice(options) for name, options in values.items()}
        facts = {name: value for name, value in drawn.items() if value is not None}
        cases.append((facts, chance.choice(days), {}))
    agree(small, SMALL, cases)


def test_results_speak(small: Module) -> None:
    found = small.run(
        """(m) => {
            const facts = { 已评定: true, 责任不落实: true, 株数: 10000, 态势: "恶化", provincial: false };
            const open = m.evaluate(facts).get("整治级别");
            const tier = m.evaluate(facts, { readings: { 至: "不含" } }).get("tier");
            const beaten = tier.trace.filter((t) => t.defeatedBy.length);
            return [open.kind, open.matters, open.byReading.map((u) => u.readings), tier.value,
                tier.citations, beaten.map((t) => t.norm.citation), tier.trace[0].norm.quote, `${tier}`,
                Object.isFrozen(tier) && Object.isFrozen(tier.trace) && Object.isFrozen(m.NORMS[0])];
        }"""
    )
    assert found == [
        "读法分歧",
        ["至"],
        [{"至": "含"}, {"至": "不含"}],
        "挂牌",
        ["第三条第（一）项"],
        ["第三条第（三）项"],
        "株数10000株及以上的。",
        "<整治级别（地区）：定 挂牌>",
        True,
    ]


def test_fast_path(small: Module) -> None:
    found = small.run(
        """(m) => {
            const v = m.views({ readings: { 至: "含", 直接: "下限" }, asOf: "2021-01-01" });
            const severe = m.decideSevere({ prominent: true }, v);
            const row = { duty_failed: true, plants: 12000, trend: "平稳" };
            const tier = m.decideTier(row, severe, v);
            const none = { duty_failed: true, plants: 4999, trend: "平稳", provincial: false };
            return [tier.kind, tier.value, tier.inForce.map((n) => n.id), tier.uncertain.map((n) => n.id),
                m.decideTier(none, true, v).kind, m.decideTier(none, false, v).kind, m.decideTier(none).kind,
                m.decideTier(row, severe, v) === tier, m.views({ asOf: "2021-01-01",
                readings: { 直接: "下限", 至: "含" } }) === v];
        }"""
    )
    in_force, uncertain = ["第三条第（一）项"], ["第四条"]
    kinds = ["空白", "不适用", "未知"]
    assert found == ["定", "挂牌", in_force, uncertain, *kinds, True, True]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ("m.evaluate({ 株树: 1 })", "FactError: 事实“株树”未声明"),
        ("m.evaluate({ 株数: 1, plants: 2 })", "FactError: 事实“株数”给了两次"),
        ("m.evaluate({ 问题突出: '是' })", "FactError: 事实“问题突出”：值“是”不是布尔的值"),
        ("m.evaluate({ 态势: '坏' })", "FactError: 事实“态势”：值“坏”不是级别的值"),
        ("m.evaluate({ 株数: 1.5 })", "FactError: 事实“株数”：值“1.5”不是整数的值"),
        ("m.evaluate({ 起始日: '2019-5-30' })", "FactError: 事实“起始日”"),
        ("m.evaluate({ 起始日: '2019-02-29' })", "FactError: 事实“起始日”"),
        ("m.evaluate({}, { outcome: '别的' })", "RangeError: 没有结论“别的”"),
        ("m.evaluate({}).get('别的')", "RangeError: 没有结论“别的”"),
        ("m.views({ readings: { 到: '含' } })", "ReadingError: 读法「到」未声明；有：至、直接"),
        ("m.views({ readings: { 至: '包含' } })", "没有“包含”这一种；有：含、不含"),
        ("m.views({ asOf: '2021-02-29' })", "DateError: 截至日期 asOf 要写成“2020-06-01”这样"),
        ("m.views({ asOf: new Date(0) })", "DateError"),
        ("m.decideTier({}, '是')", "FactError: 没有“是”这一档"),
        ("m.evaluate([1])", "FactError: 事实要写成 { 名称: 值 } 这样的对象，给的是 [1]"),
        ("m.checkFacts(null)", "FactError: 事实要写成 { 名称: 值 } 这样的对象，给的是 null"),
        ("m.evaluate({}, { asof: '2020-06-01' })", "没有“asof”这个选项；有：outcome、asOf、"),
        ("m.views({ reading: {} })", "TypeError: 没有“reading”这个选项；有：readings、asOf"),
        ("m.checkFacts({}, { rest_harmless: true })", "没有“rest_harmless”这个选项"),
    ],
)
def test_what_cannot_be(small: Module, call: str, says: str) -> None:
    with pytest.raises(NodeError) as caught:
        small.run(f"(m) => {call}")
    assert says in caught.value.args[0]


def test_a_small_bigint_is_a_number(small: Module) -> None:
    asked = (
        "(m) => m.evaluate({ 已评定: true, 责任不落实: true, 株数: 10000n }).get('tier').matters"
    )
    assert small.run(asked) == small.run(asked.replace("10000n", "10000")) == ["至", "直接"]


def test_a_reading_fixed_at_build_time_stays() -> None:
    module = generated(SMALL, {"至": "不含"})
    agree(module, SMALL, [])
    with pytest.raises(NodeError, match="在生成时已取“不含”"):
        module.run("(m) => m.views({ readings: { 至: '含' } })")


@pytest.mark.parametrize("rest_harmless", [False, True])
def test_facts_are_checked_as_in_python(small: Module, rest_harmless: bool) -> None:
    module = python.generated(SMALL)
    asked = [
        raw for raw in CHECKED if not any(isinstance(v, float) and v == 1.0 for v in raw.values())
    ]
    asked += [
        {"知晓率": v} for v in (0.1, 1e-7, "1:3", "0.30", "30%", "１：２０", 0.30000000000000004)
    ]
    asked += [
        {"株数": v} for v in ("99999999999999999999", 10**20, " 12 株 ", "1,2", "", "负1", "5O")
    ]
    asked += [
        {"起始日": v} for v in ("2020-2-29", "2019年 2月 29日", "２０２０-０１-０１", "0000-01-01")
    ]
    given = [
        {
            "raw": {name: sent(value) for name, value in raw.items()},
            "restHarmless": rest_harmless,
        }
        for raw in asked
    ]
    answers = ask(do="check", path=small.path, cases=given)
    for raw, answer in zip(asked, answers, strict=True):
        facts, problems = module.check_facts(raw, rest_harmless=rest_harmless)
        told = [(p["code"], p["fact"]) for p in answer["problems"]]
        assert told == [(problem.code, problem.fact) for problem in problems], raw
        if not any(isinstance(value, (bool, float, Fraction)) for value in raw.values()):
            assert [p["message"] for p in answer["problems"]] == [p.message for p in problems]
        assert answer["facts"] == {k: shown(v) for k, v in facts.items() if v is not None}, raw


WRITTEN = (
    "12,000株 95% 1:20 2020年2月29日 2020-02-29 是 平稳 1e5 未知 -1 1,234.5 １２ 0.1% 2019年5月30日"
)
MARKS = "0123456789.,%:-－−负株年月日是 　\t\x85\ufeff\u200b％，：０９eE+/知详平稳OoIl²٣"


def test_texts_are_read_as_in_python(small: Module) -> None:
    """Texts with a few marks put in, left out or changed: the same values, codes and words."""
    chance, module = random.Random(31), python.generated(SMALL)
    asked = []
    for _ in range(1500):
        text = list(chance.choice(WRITTEN.split()))
        for _ in range(chance.randint(0, 2)):
            place = chance.randrange(len(text) + 1)
            text[place : place + chance.randint(0, 1)] = chance.choice((*MARKS, ""))
        name = chance.choice(("株数", "知晓率", "起始日", "问题突出", "态势"))
        asked.append({name: "".join(text)})
    cases = [{"raw": raw, "restHarmless": False} for raw in asked]
    answers = ask(do="check", path=small.path, cases=cases)
    for raw, answer in zip(asked, answers, strict=True):
        facts, problems = module.check_facts(raw)
        told = [(p["code"], p["fact"], p["message"]) for p in answer["problems"]]
        assert told == [(p.code, p.fact, p.message) for p in problems], raw
        assert answer["facts"] == {k: shown(v) for k, v in facts.items() if v is not None}, raw


def test_numbers_are_what_their_text_says() -> None:
    """0.1, 0.1 + 0.2, 1/3 and whole numbers beyond 2⁵³ at thresholds of just that size."""
    rate, many = FactRef("比率"), FactRef("总数")
    cuts = [Fraction(1, 10), Fraction(3, 10), Fraction(1, 3), Fraction(10**22), Fraction(1, 10**20)]
    norms = [
        Norm(f"{op.name}{k}", "答", (f"{op.name}{k}",), Compare(rate, op, cut), f"第{k}条")
        for k, cut in enumerate(cuts)
        for op in (Op.LT, Op.LE, Op.EQ, Op.GE, Op.GT)
    ]
    big = 2**53 + 1
    norms.append(Norm("大", "答", ("大",), Compare(many, Op.EQ, big), "第九条"))
    values = ChoiceType("", tuple(str(n.values[0]) for n in norms))
    policy = Policy(
        "numbers",
        facts=(Fact("比率", RealType(), "rate"), Fact("总数", IntType(), "many")),
        outcomes=(Outcome("答", values, "answer", overlap=Overlap.CUMULATIVE),),
        norms=tuple(norms),
    )
    module = generated(policy)
    numbers = [0.1, 0.1 + 0.2, 0.3, 1 / 3, 0.3333333333333333, 1e22, 1e-20, 5e-324, 0.1 + 2**-56]
    exact = [Fraction(repr(n)) for n in numbers]
    exact += [Fraction(1, 3), Fraction(1, 10), Fraction(10**22), Fraction(3333333333333333, 10**16)]
    whole = [big - 1, big, big + 1, 5]
    cases: list[Case] = [({"比率": n, "总数": whole[k % 4]}, None, {}) for k, n in enumerate(exact)]
    agree(module, policy, cases)
    plainly = [{"facts": {"rate": n, "many": 5}, "asked": {}} for n in numbers]
    found = ask(do="evaluate", path=module.path, cases=plainly)
    for number, (row,) in zip(numbers, found, strict=True):
        (result,) = python.expected(policy, {"比率": Fraction(repr(number)), "总数": 5})
        assert set(row["values"]) == result["values"], number


# ---------------------------------------------------------------------------- odd policies


@pytest.mark.parametrize(
    "alias", ["", "class", "m0", "f", "v", "s1_0", "u0", "constructor", "toString", "Result", "k"]
)
def test_odd_names(alias: str) -> None:
    odd = evolve(SMALL.facts[1], alias=alias)
    policy = evolve(SMALL, facts=(SMALL.facts[0], odd, *SMALL.facts[2:]))
    known: list[dict[str, Any]] = [{}, {"问题突出": True}, {"问题突出": False, "株数": 5000}]
    agree(generated(policy), policy, [(facts, None, {}) for facts in known])


def test_a_fact_that_every_object_seems_to_have() -> None:
    odd = evolve(SMALL.facts[1], alias="constructor")
    policy = evolve(SMALL, facts=(SMALL.facts[0], odd, *SMALL.facts[2:]))
    assert generated(policy).run("(m) => m.decideSevere({}).kind") == "未知"


@pytest.mark.parametrize("alias", ["", "class", "evaluate", "Severe", "constructor", "find", "v"])
def test_odd_names_of_outcomes(alias: str) -> None:
    odd = evolve(SMALL.outcomes[1], alias=alias)
    policy = evolve(SMALL, outcomes=(SMALL.outcomes[0], odd, SMALL.outcomes[2]))
    known: list[dict[str, Any]] = [{}, {"已评定": True, "责任不落实": True, "株数": 12000}]
    agree(generated(policy), policy, [(facts, None, {}) for facts in known])


def test_words_that_would_end_a_comment() -> None:
    odd = evolve(SMALL.outcomes[0], name="严重*/地区", given=None)
    norm = evolve(SMALL.norms[0], outcome=odd.name, quote='"\\\u2028`${x}')
    policy = Policy("odd", "题*/目\n第二行", facts=SMALL.facts[:2], outcomes=(odd,), norms=(norm,))
    module = generated(policy)
    assert module.run("(m) => m.NORMS[0].quote") == norm.quote
    agree(module, policy, [({"问题突出": True}, None, {})])


def test_memory_is_bounded(small: Module) -> None:
    sizes = small.run(
        """(m) => {
            const memo = m.views({}).memos[0];
            for (let k = 0; k < 40000; k += 1) memo.add(k * 7919, [k], k);
            let kept = 0;
            for (let k = 39000; k < 40000; k += 1)
                for (let e = memo.at(k * 7919); e; e = e.next) if (e.key[0] === k) kept += 1;
            const size = memo.size;
            memo.clear();
            return [size, kept];
        }"""
    )
    assert sizes[0] <= 16384 and sizes[1] == 1000


def test_a_policy_without_anything_and_one_without_facts() -> None:
    assert generated(Policy("empty")).run("(m) => m.evaluate({}).results.length") == 0
    always = Norm("第一条", "答", (True,), All(()), "第一条")
    policy = Policy("always", outcomes=(Outcome("答", BoolType(), "answer"),), norms=(always,))
    assert generated(policy).run("(m) => m.decideAnswer().value") is True


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (IntType("年"), (1, 2, 2**53 + 3)),
        (RealType("%"), (Fraction(1, 3), Fraction(1, 2), Fraction(9, 10))),
        (DateType(), (date(2019, 12, 31), date(2020, 2, 29), date(2021, 1, 1))),
    ],
)
@pytest.mark.parametrize("overlap", [Overlap.UNSTATED, Overlap.HIGHEST, Overlap.CUMULATIVE])
def test_numbers_and_days_that_feed_others(
    kind: ValueType, values: tuple[Value, ...], overlap: Overlap
) -> None:
    """An outcome whose values are no steps, its official act, and norms that compare them."""
    length = OutcomeRef("期限", "已定期限")
    policy = Policy(
        "numbers",
        facts=(Fact("甲", alias="a"), Fact("乙", alias="b"), Fact("已定期限", kind, "told")),
        outcomes=(
            Outcome("期限", kind, "term", overlap=overlap, given="已定期限", none_value=values[0]),
            Outcome("处置", BoolType(), "answer"),
        ),
        norms=(
            Norm("一", "期限", (values[1],), holds("甲"), "第一条"),
            Norm("二", "期限", (values[2],), holds("乙"), "第二条"),
            Norm("三", "处置", (True,), Compare(length, Op.GE, values[1]), "第三条"),
            Norm("四", "处置", (False,), Compare(length, Op.LT, values[1]), "第四条"),
            Norm("五", "处置", (True,), Compare(length, Op.EQ, values[2]), "第五条"),
        ),
    )
    cases: list[Case] = []
    for a in (True, False, None):
        for b in (True, False, None):
            for told in (*values, None):
                known = {"甲": a, "乙": b, "已定期限": told}
                cases.append(({k: v for k, v in known.items() if v is not None}, None, {}))
    agree(generated(policy), policy, cases)
