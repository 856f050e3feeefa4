"""The smaller pieces: boxes, findings as data, the register of checks, replay, minimal models."""

import json
import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analysis import minis
from tests.analysis.minis import LIST, WARN, at_least, below, norm, policy
from tests.strategies import complete_facts_for, policies

from policyc.analysis.boxes import is_empty, meet, norm_box, overlapping
from policyc.analysis.checks import registry
from policyc.analysis.checks.check import HEADINGS
from policyc.analysis.context import Context
from policyc.analysis.decode import complete_facts, show_facts
from policyc.analysis.replay import ReplayMismatch
from policyc.analysis.run_checks import check_policy
from policyc.analysis.solve import Answer
from policyc.analysis.words import articles
from policyc.core.conditions import Any, Not, holds
from policyc.core.inputs import check_facts
from policyc.core.norms import Axiom, Fact, Policy
from policyc.core.results import Kind
from policyc.core.run import Run
from policyc.core.types import DateType, RealType, Value
from policyc.findings.finding import (
    Case,
    Cited,
    Finding,
    Severity,
    Status,
    Witness,
    finding_to_json,
    fingerprint,
)

pytestmark = pytest.mark.z3


# ------------------------------------------------------------------ boxes


@given(st.data(), policies(with_upstream=False, with_defeat=False))
@settings(suppress_health_check=list(HealthCheck))
def test_norms_in_force_together_have_boxes_that_meet(data, drawn) -> None:
    boxes = {n.id: norm_box(drawn, n) for n in drawn.norms}
    pairs = {frozenset(pair) for pair in overlapping(boxes)}
    readings = {r.name: r.choices[-1] for r in drawn.readings}
    for facts in data.draw(st.lists(complete_facts_for(drawn), min_size=1, max_size=5)):
        run = Run(drawn, facts, readings)
        acting = [n.id for n in drawn.norms if run.applies(n) is True]
        for k, one in enumerate(acting):
            assert not is_empty(boxes[one])
            for other in acting[k + 1 :]:
                assert not is_empty(meet(boxes[one], boxes[other]))
                assert frozenset((one, other)) in pairs


def test_boxes_tell_bands_apart() -> None:
    bands = [
        norm(f"第{k}条", LIST, Any((below("罂粟株数", 10 * k), below("罂粟株数", 5 * k))))
        for k in (1, 2)
    ]
    high = norm("高", WARN, at_least("罂粟株数", 20))
    found = policy(*bands, high, facts=minis.POPPY_FACTS)
    boxes = {n.id: norm_box(found, n) for n in found.norms}
    assert list(overlapping(boxes)) == [("第1条", "第2条")]


# ------------------------------------------------------------------ minimal cases


def smallest(a_policy: Policy, condition):
    ctx = Context(a_policy, 5000)
    query = ctx.encoding.truth(condition).t
    return ctx.session.smallest(query, [f.name for f in a_policy.facts])


def test_dates_and_rates_have_a_smallest_value() -> None:
    start = Fact("起始日", DateType(), harmless=None)
    rate = Fact("配比", RealType("", Fraction(0)), harmless=None)
    facts = policy(
        norm("第七条", LIST, at_least("起始日", date(2019, 5, 30))),
        norm("第八条", LIST, at_least("配比", Fraction(1, 20))),
        facts=(start, rate),
    )
    _, found = smallest(facts, at_least("起始日", date(2019, 5, 30)))
    assert found is not None and found.facts == {"起始日": date(2019, 5, 30)}
    _, found = smallest(facts, at_least("配比", Fraction(1, 20)))
    assert found is not None and found.facts == {"配比": Fraction(1, 20)}


def test_axioms_move_other_facts() -> None:
    implied = Axiom("甲则乙", Any((Not(holds("甲")), holds("乙"))))
    found_policy = policy(facts=(Fact("甲"), Fact("乙"), Fact("丙")), axioms=(implied,))
    answer, found = smallest(found_policy, holds("甲"))
    assert answer is Answer.SAT and found is not None
    assert found.facts == {"甲": True, "乙": True} and found.cost[0] == 2


def test_harmless_facts_that_break_an_axiom() -> None:
    forced = Axiom("必有", Any((holds("甲"), holds("乙"))))
    found_policy = policy(facts=(Fact("甲"), Fact("乙"), Fact("丙")), axioms=(forced,))
    _, found = smallest(found_policy, holds("丙"))
    assert found is not None and found.cost[0] == 2


def test_a_witness_is_valid_input() -> None:
    kunming = minis.kunming()
    for finding in check_policy(kunming).findings:
        for part in (finding, *finding.parts):
            assert part.witness is not None
            data = json.loads(json.dumps(finding_to_json(part)))
            raw = data["witness"]["cases"][0]["facts"]
            facts, problems = check_facts(kunming, raw, rest_harmless=True)
            assert not problems
            assert facts == complete_facts(kunming, part.witness.cases[0].facts)


# ------------------------------------------------------------------ replay


def test_a_witness_that_does_not_replay_is_our_bug() -> None:
    ctx = Context(minis.jilin(), 5000)
    with pytest.raises(ReplayMismatch, match="不适用"):
        ctx.replay.shows({}, {}, "整治级别", "地区", kind=Kind.CONFLICT)
    with pytest.raises(ReplayMismatch, match="应当生效而未生效：第八条第（五）项"):
        ctx.replay.shows(
            {"禁种铲毒责任落实不到位": True, "罂粟株数": 20000},
            {},
            "整治级别",
            "地区",
            kind=Kind.DECIDED,
            in_force=[minis.JILIN_8_5],
        )


def test_a_wrong_encoding_is_caught(monkeypatch) -> None:
    from policyc.analysis.encode import Encoding
    from policyc.analysis.logic import TRUE

    monkeypatch.setattr(Encoding, "applies", lambda self, n: TRUE)
    with pytest.raises(ReplayMismatch):
        check_policy(minis.jilin(), codes=("C04",))


# ------------------------------------------------------------------ findings as data


def test_json_is_exact() -> None:
    facts: dict[str, Value] = {
        "率": Fraction(19, 20),
        "比": Fraction(1, 3),
        "数": 3,
        "日": date(2019, 5, 30),
        "是": True,
    }
    finding = Finding(
        "C01",
        "结论冲突",
        Status.WITNESSED,
        Severity.HIGH,
        "说明",
        documents=("办法",),
        citations=(Cited("办法", "第七条", "原文"),),
        witness=Witness((Case(facts),), {"至": "含"}),
        replayed=True,
        norms=("第七条",),
        axioms=("常理",),
        readings=({"至": "含"},),
        suggestion="改",
        fingerprint=fingerprint("C01", "办法"),
    )
    data = json.loads(json.dumps(finding_to_json(finding), ensure_ascii=False))
    assert list(data) == [
        "code",
        "name",
        "status",
        "severity",
        "message",
        "documents",
        "citations",
        "witness",
        "replayed",
        "norms",
        "axioms",
        "readings",
        "suggestion",
        "fingerprint",
        "hypothetical",
        "also",
        "accepted",
        "hidden_by",
        "parts",
    ]
    assert data["status"] == "有反例" and data["severity"] == "高"
    assert data["witness"] == {
        "cases": [
            {
                "facts": {"率": "0.95", "比": "1/3", "数": 3, "日": "2019-05-30", "是": True},
                "history": [],
            }
        ],
        "readings": {"至": "含"},
    }
    assert data["readings"] == [{"至": "含"}] and data["parts"] == []


def test_fingerprints_do_not_depend_on_order() -> None:
    assert fingerprint("C01", "甲", members=["a", "b"]) == fingerprint(
        "C01", "甲", members=["b", "a"]
    )
    assert fingerprint("C01", "甲") != fingerprint("G01", "甲")
    assert fingerprint("C01", "甲", "乙") != fingerprint("C01", "甲", members=["乙"])


def test_words() -> None:
    def norms(*citations):
        return [norm(c, LIST, holds("甲")) for c in citations]

    assert articles(norms("第六条第（一）项", "第七条", "第八条第（五）项", "第十条第二句")) == (
        "第六条至第八条和第十条"
    )
    assert articles(norms("第六条", "第七条")) == "第六条和第七条"
    assert articles(norms("四（二）1", "四（二）3")) == "四（二）"
    assert articles(norms("附件 第十三条第一款", "附件 第十四条")) == "附件 第十三条和附件 第十四条"
    shown = show_facts(minis.jilin(), {"禁种铲毒责任落实不到位": True, "罂粟株数": 5000})
    assert shown == "禁种铲毒责任落实不到位，罂粟株数为5000株"


# ------------------------------------------------------------------ the register


def test_the_register_of_checks() -> None:
    checks = registry()
    assert next(iter(checks)) == "D05"
    assert {"C01", "G01", "C08", "D05"} <= set(checks)
    for code, check in checks.items():
        assert check.code == code
        assert tuple(check.sections) == HEADINGS, code
        assert all(check.sections.values()), code
        assert check.summary == check.name


@pytest.mark.parametrize(
    "module",
    ["policyc.findings.finding", "policyc.analysis.run_checks", "policyc.analysis.checks"],
)
def test_importing_loads_no_solver(module) -> None:
    program = (
        f"import sys, {module}; from policyc.analysis.checks import registry; "
        "registry(); sys.exit('z3' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
