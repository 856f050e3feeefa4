"""Checks between an upper and a lower document: C06, C07, C08."""

import pytest
from attrs import evolve
from tests.analysis.minis import (
    DISPOSAL,
    LIST,
    WARN,
    WATCH,
    at_least,
    measure,
    norm,
    policy,
)
from tests.core.test_compose import city, province

from policyc.analysis.stacks import HYPOTHETICAL, check_stack
from policyc.core.conditions import TRUE, holds
from policyc.core.norms import Fact, Modality
from policyc.core.results import Kind
from policyc.core.types import IntType

pytestmark = pytest.mark.z3

COMMON = Fact("罂粟株数", IntType("株", 0), harmless=0, common=True)


def between(upper, lower, *, hypothetical=False, codes=None):
    found = check_stack(upper, lower, hypothetical=hypothetical, codes=codes).result
    assert not found.incomplete
    return list(found.findings)


# ------------------------------------------------------------------ C08


def watched():
    """A province that lists everyone with a hundred plants as 重点关注."""
    return province(norm("第三条", WATCH, at_least("罂粟株数", 100)))


def test_a_listing_above_overrides_the_tier_below() -> None:
    (found,) = between(watched(), city())
    assert found.code == "C08"
    assert "“直接”读作“替代本市评定”时，云南定为重点关注的，昆明的挂牌整治变为通报警示（较轻）" in (
        found.message
    )
    assert "“直接”读作“作为下限”时，云南定为重点关注的，昆明的重点关注变为通报警示（较重）" in (
        found.message
    )
    assert found.witness.cases[0].facts == {"云南·罂粟株数": 100, "昆明·毒品问题态势": "长期泛滥"}
    assert found.replayed and not found.hypothetical
    assert {"云南第三条", "昆明第六条第（一）项", "昆明第九条第二句"} <= set(found.norms)


def test_a_hypothetical_stack_says_so_everywhere() -> None:
    (found,) = between(watched(), city(), hypothetical=True)
    for each in (found, *found.parts):
        assert each.message.startswith(HYPOTHETICAL) and each.hypothetical


def test_the_same_value_overrides_nothing() -> None:
    upper = province(norm("第三条", LIST, at_least("罂粟株数", 100)))
    lower = city(norms=tuple(n for n in city().norms if n.citation != "第八条第（一）项"))
    assert between(upper, lower) == []


def test_an_upper_document_without_a_link() -> None:
    assert between(province(level="国家级"), city()) == []


def test_a_clash_above_leaves_the_lower_result_unknown() -> None:
    upper = province(
        norm("第三条", WATCH, at_least("罂粟株数", 100)),
        norm("第四条", LIST, at_least("罂粟株数", 200)),
    )
    (found,) = between(upper, city())
    lost = found.parts[-1]
    assert "“整治级别”冲突，昆明第九条是否适用未知" in lost.message
    assert lost.witness.cases[0].facts == {"云南·罂粟株数": 200}
    assert Kind.CONFLICT.value in lost.message


# ------------------------------------------------------------------ C06


def graded(number: int, *, value=LIST, fact=COMMON, **more):
    place = {"name": "c", "level": "市级", "region": "云南省/昆明市"}
    a_norm = norm("第三条", value, at_least(fact.name, number), document="")
    return policy(a_norm, **{"facts": (fact,), **place, **more})


def above(number: int, **more):
    return graded(number, **{"name": "p", "level": "省级", "region": "云南省", **more})


def test_a_higher_threshold_below_is_laxer() -> None:
    (found,) = between(above(5000), graded(10000))
    assert (found.code, found.name) == ("C06", "疑似低于上位要求")
    assert found.witness.cases[0].facts == {"罂粟株数": 5000}
    assert "罂粟株数为5000株的，按云南第三条为挂牌整治，昆明不作评定" in found.message
    assert "疑似" in found.message and "地方组织法第七十三条" in found.message
    assert found.norms == ("云南第三条", "昆明第三条")


def test_a_lighter_tier_below_is_laxer() -> None:
    (found,) = between(above(5000), graded(5000, value=WARN))
    assert "昆明为通报警示" in found.message


@pytest.mark.parametrize("lower", [graded(3000), graded(5000)])
def test_stricter_or_equal_is_fine(lower) -> None:
    assert between(above(5000), lower) == []


def test_facts_that_are_not_the_same_are_not_compared() -> None:
    own = evolve(COMMON, common=False)
    assert between(above(5000), graded(10000, fact=own)) == []


def test_a_matter_that_the_lower_document_leaves_alone() -> None:
    other = Fact("地块数", IntType("处", 0), harmless=0, common=True)
    assert between(above(5000), graded(1, fact=other, facts=(other,))) == []


# ------------------------------------------------------------------ C07


ENDED = Fact("期限届满", common=True)
BODY = "市禁毒委员会"


def disposing(*norms, upper: bool):
    place = {"name": "p", "level": "省级", "region": "云南省"}
    below = {"name": "c", "level": "市级", "region": "云南省/昆明市"}
    return policy(*norms, outcomes=(DISPOSAL,), facts=(ENDED,), **(place if upper else below))


def does(citation, modality, values, condition=None, decider=BODY):
    found = measure(citation, modality, values, condition or holds("期限届满"))
    return evolve(found, decider=decider, document="")


GRANT = disposing(does("第五条", Modality.MAY, ("取消", "延期")), upper=True)


def test_a_measure_that_was_not_granted() -> None:
    lower = disposing(does("第六条", Modality.SHALL, ("升级",)), upper=False)
    (found,) = between(GRANT, lower)
    assert (found.code, found.name) == ("C07", "超出授权")
    assert "云南第五条只授权取消、延期、维持现状，昆明第六条应当升级" in found.message
    assert found.message.startswith("昆明第六条疑似超出授权")
    assert "地方组织法第七十三条" in found.message
    assert found.witness.cases[0].facts == {"期限届满": True}


def test_a_measure_among_those_granted() -> None:
    lower = disposing(does("第六条", Modality.MAY, ("延期",)), upper=False)
    assert between(GRANT, lower) == []


def test_another_body_has_another_power() -> None:
    lower = disposing(does("第六条", Modality.SHALL, ("升级",), decider="县政府"), upper=False)
    assert between(GRANT, lower) == []


def test_a_measure_that_was_forbidden() -> None:
    upper = disposing(does("第五条", Modality.MUST_NOT, ("取消",)), upper=True)
    lower = disposing(does("第六条", Modality.MAY, ("取消", "延期"), TRUE), upper=False)
    (found,) = between(upper, lower)
    assert "云南第五条规定不得取消，昆明第六条可以取消" in found.message


def test_one_document_alone_is_never_below() -> None:
    from policyc.analysis.run_checks import check_policy

    assert check_policy(graded(5), codes=("C06", "C07", "V01")).findings == ()
