"""``policyc.load`` and what it gives."""

import subprocess
import sys
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import policyc
from policyc.core.results import Kind


@pytest.fixture(scope="module")
def jilin() -> policyc.Policy:
    return policyc.load("jilin-2019-draft")


def test_evaluate_by_both_names(jilin: policyc.Policy) -> None:
    chinese = {"已评定": True, "禁种铲毒责任落实不到位": True, "罂粟株数": 12000}
    english = {"listed": True, "eradication_duty_failed": True, "poppy_plants": "12,000株"}
    for facts in (chinese, english):
        tier = jilin.evaluate(facts, rest_harmless=True)["整治级别"]
        assert (tier.kind, tier.value) == (Kind.DECIDED, "挂牌整治")


def test_readings_and_missing_facts(jilin: policyc.Policy) -> None:
    facts = {"已评定": True, "禁种铲毒责任落实不到位": True, "罂粟株数": 10000}
    assert jilin.evaluate(facts, rest_harmless=True)["整治级别"].kind is Kind.DIVERGENT
    fixed = jilin.evaluate(facts, rest_harmless=True, readings={"至": "不含"})["整治级别"]
    assert (fixed.kind, fixed.value) == (Kind.DECIDED, "挂牌整治")
    unknown = jilin.evaluate({"已评定": True}, with_missing=False)["整治级别"]
    assert (unknown.kind, unknown.missing) == (Kind.UNKNOWN, ())
    asked = jilin.evaluate(
        {**dict.fromkeys(["已评定"], True), "罂粟株数": None}, rest_harmless=True
    )
    assert asked["整治级别"].kind is Kind.GAP


def test_as_of(jilin: policyc.Policy) -> None:
    kunming = policyc.load("kunming-2019")
    before = kunming.evaluate(as_of=date(2019, 5, 29))["整治级别"]
    after = kunming.evaluate(as_of=date(2019, 5, 30))["整治级别"]
    assert "未施行" in before.flags
    assert "未施行" not in after.flags


@pytest.mark.parametrize("day", ["2018-01-01", 2018, datetime(2018, 1, 1), ""])
def test_a_date_is_a_date(jilin: policyc.Policy, day: Any) -> None:
    for policy in (jilin, policyc.load("kunming-2019")):
        with pytest.raises(policyc.PolicyError, match="截至日期 as_of 要用") as caught:
            policy.evaluate(as_of=day)
        assert "date.fromisoformat" in caught.value.diagnostics[0].help


def test_what_a_document_has(jilin: policyc.Policy) -> None:
    assert jilin.name == "jilin-2019-draft"
    assert "吉林省" in jilin.title
    assert "poppy_plants" in {fact.alias for fact in jilin.facts}
    assert "整治级别" in {outcome.name for outcome in jilin.outcomes}
    assert "至" in {reading.name for reading in jilin.readings}
    assert jilin.core.facts == jilin.facts
    assert isinstance(jilin.warnings, tuple)
    assert "jilin-2019-draft" in repr(jilin)
    assert max(len(repr(each)) for each in (*jilin.facts, *jilin.readings)) < 250
    assert repr(jilin.readings[0]) == "Reading(name='至', choices=('含', '不含'))"


def test_check_facts(jilin: policyc.Policy) -> None:
    assert jilin.check_facts({"poppy_plants": 3.0, "已评定": "未知"}) == {"罂粟株数": 3}
    harmless = jilin.check_facts({}, rest_harmless=True)
    assert harmless["罂粟株数"] == 0
    assert "已评定" not in harmless
    assert policyc.load("kunming-2019").check_facts({"worker_ratio": "1:20"}) == {
        "专职人员与吸毒人员之比": Fraction(1, 20)
    }


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ([1], ["E502"]),
        ({1: 2}, ["E502"]),
        ({"罂粟珠数": 1}, ["E501"]),
        ({"罂粟株数": "很多"}, ["E502"]),
        ({"罂粟株数": "5亩"}, ["E503"]),
        ({"罂粟株数": -1}, ["E504"]),
        ({"突出问题缓解": True, "毒情进一步恶化": True}, ["E505"]),
        ({"罂粟株数": 1, "poppy_plants": 1}, ["E506"]),
    ],
)
def test_wrong_facts(jilin: policyc.Policy, facts: Any, codes: list[str]) -> None:
    with pytest.raises(policyc.PolicyError) as caught:
        jilin.evaluate(facts)
    assert [diagnostic.code.id for diagnostic in caught.value.diagnostics] == codes
    assert all(code in str(caught.value) for code in codes)


@pytest.mark.parametrize("readings", [{"到": "含"}, {"至": "包含"}])
def test_wrong_readings(jilin: policyc.Policy, readings: dict[str, str]) -> None:
    for call in (
        lambda: jilin.evaluate(readings=readings),
        lambda: jilin.to_python(readings=readings),
    ):
        with pytest.raises(policyc.PolicyError) as caught:
            call()
        assert [diagnostic.code.id for diagnostic in caught.value.diagnostics] == ["E404"]


@pytest.mark.parametrize("reference", ["没有这份文件", "", "a\0b"])
def test_no_such_document(reference: str) -> None:
    with pytest.raises(policyc.PolicyError):
        policyc.load(reference)


def test_several_documents(tmp_path: Path) -> None:
    from policyc.resources import bundled_policies_dir

    with pytest.raises(policyc.PolicyError, match="一次只能装载一个"):
        policyc.load(bundled_policies_dir())


def test_a_document_with_errors(tmp_path: Path) -> None:
    folder = tmp_path / "坏的"
    folder.mkdir()
    (folder / "source.txt").write_text("第一条 试。\n", "utf-8")
    (folder / "policy.policy").write_text("文件「坏的」\n第一条\n  甲 乙\n", "utf-8")
    with pytest.raises(policyc.PolicyError) as caught:
        policyc.load("坏的", base=tmp_path)
    assert caught.value.diagnostics


def test_to_python(jilin: policyc.Policy) -> None:
    space: dict[str, object] = {"__name__": "generated_by_the_api"}
    sys.modules["generated_by_the_api"] = sys.modules[__name__]
    exec(compile(jilin.to_python(), "jilin.py", "exec"), space)
    assert callable(space["evaluate"])


def test_importing_the_package_loads_nothing() -> None:
    program = (
        "import sys, policyc; "
        "loaded = [m for m in sys.modules if m.startswith(('policyc.', 'attr', 'lark', 'z3', 'click'))]; "
        "assert not loaded, loaded; assert 'load' in dir(policyc); policyc.load; "
        "assert 'z3' not in sys.modules and 'click' not in sys.modules"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr


def test_no_other_names() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        policyc.nothing  # type: ignore[attr-defined]  # noqa: B018
