"""The questionnaire: what it asks, held against the interpreter, and the page in a browser."""

import base64
import functools
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.strategies import (
    as_of_dates,
    candidates,
    facts_for,
    fixed_readings_for,
    policies,
)
from tests.targets.browser import Browser, browser
from tests.targets.node import ask, node
from tests.targets.small import SMALL
from tests.targets.test_python_documents import DOCUMENTS, PROFILE

import policyc
from policyc.core.evaluate import evaluate
from policyc.core.inputs import broken_axioms, check_facts
from policyc.core.norms import Policy
from policyc.core.results import Kind
from policyc.core.types import Value
from policyc.reports.evaluation_json import label_of
from policyc.reports.questionnaire import questionnaire_to_html
from policyc.reports.values import show_values
from policyc.targets.common.module import MARKER, runtime_text
from policyc.targets.data.plan import plan_to_json
from policyc.targets.typescript.module import typescript_module
from policyc.targets.web.app import RELEVANCE

Facts = Mapping[str, Value]

JILIN = "jilin-2019-draft"
NUMBERS = count()


def partial_cases(policy: Policy, wanted: int, seed: int) -> Iterator[dict[str, Value]]:
    """Cases that obey the axioms, most facts of some of them unknown."""
    chance = random.Random(seed)
    while wanted:
        known = chance.choice((0.05, 0.3, 0.6, 0.85, 0.95))
        ordinary = chance.choice((0.5, 0.8, 0.95))
        facts: dict[str, Value] = {}
        for fact in policy.facts:
            if chance.random() >= known:
                continue
            if chance.random() >= ordinary:
                facts[fact.name] = chance.choice(candidates(policy, fact))
            elif fact.harmless is not None:
                facts[fact.name] = fact.harmless
        if not broken_axioms(policy, facts):
            wanted -= 1
            yield facts


def written(facts: Facts) -> dict[str, object]:
    """Facts as a case file has them."""

    def one(value: Value) -> object:
        if isinstance(value, Fraction):
            return f"{value.numerator}:{value.denominator}"
        return value.isoformat() if isinstance(value, date) else value

    return {name: one(value) for name, value in facts.items()}


# ---------------------------------------------------------------------------- what is asked

ASKED = """
(m) => CASES.map(({ facts: raw, asked }) => {
    const { facts } = m.checkFacts(raw);
    return m.PLAN.data.listing.map((number) => {
        const left = m.PLAN.remaining([number], facts, asked);
        return [[...left.facts].map((key) => m.PLAN.facts.get(key).name), left.open.size > 0];
    });
})
"""


Case = tuple[Facts, date | None, Mapping[str, str]]


def check_asked(policy: Policy, cases: list[Case], folder: Path) -> None:
    """A page asks for all that the interpreter misses, and for nothing where it misses nothing."""
    parts = (
        typescript_module(policy).text,
        runtime_text("policyc.targets.web.app", RELEVANCE),
        f"export const PLAN = new Plan({json.dumps(plan_to_json(policy))});",
    )
    path = folder / f"asking{next(NUMBERS)}.mjs"
    path.write_text("\n".join(parts), "utf-8")
    ask(do="load", path=str(path))
    sent = [
        {
            "facts": written(facts),
            "asked": {"asOf": None if as_of is None else as_of.isoformat(), "readings": readings},
        }
        for facts, as_of, readings in cases
    ]
    found: Any = ask(do="run", path=str(path), code=ASKED.replace("CASES", json.dumps(sent)))
    for (facts, as_of, readings), rows in zip(cases, found, strict=True):
        results = evaluate(policy, facts, as_of=as_of, readings=readings).outcomes
        for result, (left, is_open) in zip(results, rows, strict=True):
            assert {fact.name for fact in result.missing} <= set(left)
            assert not set(left) & set(facts)
            if result.kind not in (Kind.UNKNOWN, Kind.DIVERGENT):
                assert not left and not is_open


@pytest.mark.parametrize("name", DOCUMENTS)
def test_asks_whatever_is_missing(name: str, tmp_path: Path) -> None:
    node()
    policy = policyc.load(name).core
    chance = random.Random(7)

    def some_readings() -> dict[str, str]:
        return {
            r.name: chance.choice(r.choices) for r in policy.readings if not chance.randrange(4)
        }

    cases = partial_cases(policy, 12, seed=31)
    check_asked(policy, [(facts, None, some_readings()) for facts in cases], tmp_path)


@pytest.mark.long
@settings(
    max_examples={"dev": 20, "ci": 60, "long": 400}[PROFILE],
    deadline=None,
    suppress_health_check=[*HealthCheck],
)
@given(st.data())
def test_asks_whatever_is_missing_of_any_policy(tmp_path: Path, data: st.DataObject) -> None:
    node()
    policy = data.draw(policies())
    case = st.tuples(facts_for(policy), as_of_dates(), fixed_readings_for(policy))
    check_asked(policy, data.draw(st.lists(case, min_size=6, max_size=6)), tmp_path)


# ---------------------------------------------------------------------------- what the page is


@functools.cache
def page(name: str) -> str:
    return questionnaire_to_html(policyc.load(name).core)


class _Parts(HTMLParser):
    """The texts of scripts and styles, and every attribute that could fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.addresses: list[str] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.addresses += [v for k, v in attrs if k in ("src", "href", "action", "data") and v]
        if tag in ("script", "style"):
            self.texts.append((found.get("type") or tag, ""))
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found.get("content") or ""
        assert not any(name.startswith("on") or name == "style" for name in found)

    def handle_data(self, data: str) -> None:
        if self.texts and self.get_starttag_text() and self.cdata_elem:  # inside script or style
            kind, text = self.texts[-1]
            self.texts[-1] = (kind, text + data)


def parts_of(text: str) -> _Parts:
    found = _Parts()
    found.feed(text)
    found.close()
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_page_needs_nothing_else(name: str) -> None:
    found = parts_of(page(name))
    assert MARKER in page(name).split("\n", 1)[0]
    assert all(address.startswith("#") for address in found.addresses)
    texts = dict(found.texts)
    assert list(texts) == ["style", "application/json", "module"]
    assert not re.search(r"\burl\(|@import\b", texts["style"])
    assert not re.search(
        r"^\s*import\b|\bimport\(|\bfetch\(|XMLHttpRequest", texts["module"], re.MULTILINE
    )
    assert found.policy.startswith("default-src 'none'")
    for kind in ("style", "module"):
        digest = base64.b64encode(hashlib.sha256(texts[kind].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in found.policy
    assert json.loads(texts["application/json"])["plan"]["document"] == name


def test_no_text_of_a_document_ends_its_element() -> None:
    policy = policyc.load("nancheng-2017").core
    bad = "</script><script>alert(1)</script><!--<script>"
    norms = [evolve(norm, quote=bad) for norm in policy.norms]
    text = questionnaire_to_html(evolve(policy, title=bad, norms=tuple(norms)))
    texts = parts_of(text).texts
    assert [kind for kind, _ in texts] == ["style", "application/json", "module"]
    assert json.loads(texts[1][1])["plan"]["norms"][0]["quote"] == bad


# ---------------------------------------------------------------------------- in a browser


Opened = Callable[[str], Browser]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Opens a page afresh."""
    started, folder = browser(), tmp_path_factory.mktemp("pages")

    def open_page(text: str) -> Browser:
        path = folder / f"{next(NUMBERS)}.html"
        path.write_text(text, "utf-8")
        started.open(path)
        return started

    return open_page


OPEN_CASE = """
(async () => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([TEXT], "case.json"));
    const input = document.getElementById("open");
    const message = document.getElementById("message");
    message.textContent = "";
    input.files = transfer.files;
    input.dispatchEvent(new Event("change"));
    while (!message.textContent) await new Promise((done) => setTimeout(done, 1));
    return message.textContent;
})()
"""
SHOWN = """
[...document.querySelectorAll(".result")].map((each) => [
    each.dataset.outcome, each.querySelector(".outcome").textContent.trim(),
])
"""
EXPORTED = 'document.getElementById("case-text").value'
QUESTIONS = """
[...document.querySelectorAll(".question:not(.given)")].filter((each) => each.offsetParent).length
"""
FOCUS = "document.activeElement.id"


def open_case(chromium: Browser, facts: Facts) -> str:
    text = json.dumps(json.dumps(written(facts), ensure_ascii=False))
    said: str = chromium.run(OPEN_CASE.replace("TEXT", text))
    return said


def decided(policy: Policy, facts: Facts, **asked: Any) -> list[list[str]]:
    """What the page should show of all outcomes."""
    found = evaluate(policy, facts, with_missing=False, **asked)
    rows = []
    for result in found.outcomes:
        kind = policy.outcome(result.outcome).type
        shown = {
            Kind.DECIDED: show_values(result.values, kind),
            Kind.CONFLICT: show_values(result.values, kind, " 与 "),
        }.get(result.kind, "")
        rows.append([label_of(result, found), f"{result.kind.value} {shown}".strip()])
    return rows


ALL_OUTCOMES = (
    "document.querySelectorAll('#outcomes input:not(:checked)').forEach((e) => e.click())"
)


def test_decides_as_the_interpreter_does(opened: Opened) -> None:
    for policy in (*(policyc.load(name).core for name in DOCUMENTS), SMALL):
        chromium = opened(questionnaire_to_html(policy))
        chromium.run(ALL_OUTCOMES)
        for facts in partial_cases(policy, 5, seed=3):
            assert "已打开" in open_case(chromium, facts)
            assert chromium.run(SHOWN) == decided(policy, facts)
            assert check_facts(policy, json.loads(chromium.run(EXPORTED))) == (facts, [])
        chromium.raise_errors()
        assert all(url.startswith(("file:", "data:")) for url in chromium.requests())


def test_a_day_and_readings_fixed_beforehand(opened: Opened) -> None:
    policy = policyc.load("kunming-2019").core
    fixed = {"直接": "替代本市评定"}
    chromium = opened(questionnaire_to_html(policy, fixed))
    chromium.run(ALL_OUTCOMES)
    chromium.run(
        """(() => {
            const day = document.getElementById("as-of");
            day.value = "2018-01-01";
            day.dispatchEvent(new Event("change"));
        })()"""
    )
    for facts in partial_cases(policy, 3, seed=5):
        open_case(chromium, facts)
        assert chromium.run(SHOWN) == decided(policy, facts, as_of=date(2018, 1, 1), readings=fixed)
    assert "未施行" in chromium.run("document.querySelector('.flag').textContent")
    assert "替代本市评定" in chromium.run("document.querySelector('.asked').textContent")


def test_by_keyboard(opened: Opened) -> None:
    """From the top of the page to a decision with the keys alone."""
    policy = policyc.load(JILIN).core
    chromium = opened(page(JILIN))
    for _ in range(30):
        chromium.press("Tab")
        if chromium.run(FOCUS) == "next":
            break
    counts = [chromium.run(QUESTIONS)]
    chromium.press("Enter")
    answers = {"listed": "是", "eradication_duty_failed": "是", "poppy_plants": "12,000株"}
    steps = 0
    while steps < 120 and chromium.run("!document.getElementById('next').disabled"):
        steps += 1
        key = chromium.run("document.activeElement.closest('.question').dataset.key")
        if chromium.run("document.activeElement.type") == "text":
            chromium.type(answers.get(key, "0"))
        elif key in answers:
            chromium.press("ArrowUp", "ArrowUp")  # 不知道 → 否 → 是
        elif chromium.run(
            "document.activeElement.closest('.question').querySelector('[value=false]')"
        ):
            chromium.press("ArrowUp")
        else:
            chromium.press("ArrowDown")  # from 不知道 round to the lightest
        chromium.press("Enter")
        counts.append(chromium.run(QUESTIONS))
    assert counts[0] > counts[-1] == 0
    assert counts == sorted(counts, reverse=True)
    exported = json.loads(chromium.run(EXPORTED))
    facts, problems = check_facts(policy, exported)
    assert not problems and facts["罂粟株数"] == 12000 and facts["已评定"] is True
    assert chromium.run(SHOWN) == [row for row in decided(policy, facts) if row[0] == "整治级别"]
    assert chromium.run("document.getElementById('said').textContent").startswith("整治级别：")
    chromium.raise_errors()


def test_wrong_answers_are_said_beside_the_question(opened: Opened) -> None:
    chromium = opened(page(JILIN))
    wrong = "document.getElementById('wrong-poppy_plants').textContent"
    focus = "document.getElementById('f-poppy_plants').focus()"
    for typed, said in (("一万", "阿拉伯数字"), ("-1", "超出范围"), ("3 户", "单位"), ("300", "")):
        chromium.run(f"{focus}; document.activeElement.select()")
        chromium.type(typed)
        chromium.press("Enter")
        assert said in chromium.run(wrong) and bool(chromium.run(wrong)) == bool(said)
        invalid = chromium.run("document.getElementById('f-poppy_plants').ariaInvalid")
        assert (invalid == "true") == bool(said)


def test_contradictory_facts_decide_nothing(opened: Opened) -> None:
    chromium = opened(page("kunming-2019"))
    policy = policyc.load("kunming-2019").core
    axiom = policy.axioms[0]
    facts: Facts = {
        fact.name: True for fact in policy.facts if fact.alias in ("exit_relief", "worsening")
    }
    assert broken_axioms(policy, facts)
    open_case(chromium, facts)
    [[_, shown]] = chromium.run(SHOWN)
    assert shown == "事实矛盾"
    for alias in ("exit_relief", "worsening"):
        assert axiom.name in chromium.run(f"document.getElementById('wrong-{alias}').textContent")


def test_a_reading_is_chosen_by_who_asks(opened: Opened) -> None:
    policy = policyc.load(JILIN).core
    chromium = opened(page(JILIN))
    facts = {"已评定": True, "禁种铲毒责任落实不到位": True, "罂粟株数": 10000}
    rest = {f.name: f.harmless for f in policy.facts if f.harmless is not None}
    open_case(chromium, {**rest, **facts})
    assert chromium.run(SHOWN) == [["整治级别", "读法分歧"]]
    assert len(chromium.run("[...document.querySelectorAll('.result tbody tr')].map(String)")) == 2
    chromium.run("document.querySelector('.reading:not([hidden]) input[value=含]').click()")
    assert chromium.run(SHOWN) == [["整治级别", "冲突 挂牌整治 与 通报警示"]]
    chromium.run("document.querySelector('.reading:not([hidden]) input[value=undefined]').click()")
    assert chromium.run(SHOWN) == [["整治级别", "读法分歧"]]


def test_save_open_undo(opened: Opened) -> None:
    """The saved file is the case; a file with mistakes says which; nothing is lost by emptying."""
    chromium = opened(page(JILIN))
    open_case(chromium, {"罂粟株数": 12000, "已评定": True})
    saved = chromium.run(
        """(async () => {
            const made = URL.createObjectURL;
            let blob = null;
            URL.createObjectURL = (each) => { blob = each; return made.call(URL, each); };
            HTMLAnchorElement.prototype.click = function () { this.dataset.saved = this.download; };
            document.getElementById("save").click();
            URL.createObjectURL = made;
            return blob.text();
        })()"""
    )
    assert json.loads(saved) == {"已评定": True, "罂粟株数": 12000}
    assert "未声明" in open_case(chromium, {"没有这一项": True, "涉种地块数": 3})
    assert json.loads(chromium.run(EXPORTED)) == {"涉种地块数": 3}
    chromium.run("document.getElementById('reset').click()")
    assert json.loads(chromium.run(EXPORTED)) == {}
    chromium.run("document.getElementById('undo').click()")
    assert json.loads(chromium.run(EXPORTED)) == {"涉种地块数": 3}


def test_everything_has_a_name(opened: Opened) -> None:
    """Every control is labelled, every group of radios has a legend, no id is there twice."""
    chromium = opened(page("kunming-2019"))
    chromium.run("document.getElementById('everything').click()")
    unnamed = chromium.run(
        """[...document.querySelectorAll("input, textarea, button")].filter(
            (each) => !each.labels?.length && !each.ariaLabel && !each.textContent.trim() && each.offsetParent,
        ).map((each) => each.id)"""
    )
    assert unnamed == []
    assert chromium.run(
        "[...document.querySelectorAll('fieldset')].every((e) => e.querySelector('legend'))"
    )
    ids = chromium.run("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))
    missing = chromium.run(
        """[...document.querySelectorAll("[aria-describedby], [aria-labelledby]")].flatMap((each) =>
            `${each.getAttribute("aria-describedby") ?? ""} ${each.getAttribute("aria-labelledby") ?? ""}`
                .trim().split(/ +/),
        ).filter((id) => !document.getElementById(id))"""
    )
    assert missing == []
