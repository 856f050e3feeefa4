"""C08 条款被架空."""

import pytest
from attrs import evolve
from tests.analysis import minis
from tests.analysis.minis import LIST, WARN, WATCH

from policyc.analysis.run_checks import check_policy
from policyc.core.norms import Defeat
from policyc.findings.finding import Severity, Status

pytestmark = pytest.mark.z3


def check(a_policy, codes=("C08",)):
    result = check_policy(a_policy, codes=codes)
    assert not result.incomplete
    return list(result.findings)


def tiers_by_choice(finding):
    """{choice of 直接 (None for open): own tiers that do not stand}."""
    found: dict[str | None, set[str]] = {}
    for part in finding.parts:
        choice = part.witness.readings.get("直接")
        tier = next(t for t in (LIST, WARN, WATCH) if f"应为{t}的" in part.message)
        found.setdefault(choice, set()).add(tier)
    return found


def test_the_tiers_each_reading_overrides() -> None:
    (found,) = check(minis.kunming())
    assert (found.code, found.status, found.severity) == (
        "C08",
        Status.WITNESSED,
        Severity.MEDIUM,
    )
    assert tiers_by_choice(found) == {
        None: {LIST, WATCH},
        "替代本市评定": {LIST, WATCH},
        "作为下限": {WATCH},
        "仅免程序": {LIST, WATCH},
    }
    assert "“直接”读作“作为下限”时，重点关注落空" in found.message
    assert found.readings == ()
    assert {"第九条第一句", "第九条第二句", "第六条第（一）项"} <= set(found.norms)


def test_parts_say_what_comes_of_it() -> None:
    (found,) = check(minis.kunming())
    part = next(
        p
        for p in found.parts
        if p.witness.readings.get("直接") == "替代本市评定" and LIST in p.message
    )
    assert part.replayed is True
    assert "按第六条第（一）项应为挂牌整治的，因第九条第二句而成为通报警示（较轻）" in part.message
    assert part.witness.cases[0].facts == {"毒品问题态势": "长期泛滥", "省级整治级别": WATCH}
    assert part.readings[0]["直接"] == "替代本市评定"


def test_a_direct_norm_that_never_meets_the_others() -> None:
    """Both can only say the same."""
    only_list = evolve(minis.KUNMING_9_1, id="d")
    norms = (minis.KUNMING_5_1, minis.KUNMING_6, only_list)
    assert check(minis.kunming(norms=norms)) == []


def test_priority_over_the_direct_norm() -> None:
    """第六条 declared above 第九条 stands under every reading."""
    norms = (minis.KUNMING_5_8, minis.KUNMING_6, minis.KUNMING_9_2)
    winner = Defeat(minis.KUNMING_6.id, minis.KUNMING_9_2.id)
    floor_only = evolve(
        minis.DIRECT, choices=minis.DIRECT.choices[1:], effects=minis.DIRECT.effects[1:]
    )
    readings = (floor_only, minis.DEGREE)
    assert check(minis.kunming(norms=norms, readings=readings)) != []
    assert check(minis.kunming(norms=norms, readings=readings, defeats=(winner,))) == []


def test_without_direct_norms_there_is_nothing_to_override() -> None:
    assert check(minis.jilin()) == []
