"""An upper document over a lower one, and which document stands above which."""

from attrs import evolve
from tests.analysis import minis
from tests.analysis.minis import LIST, TIERS, WARN, WATCH, at_least, norm, policy

from policyc.core.compose import Link, compose, find_links, shared_facts
from policyc.core.evaluate import evaluate
from policyc.core.levels import Level, is_above, level_of, outranks, short_name
from policyc.core.norms import Fact, Policy
from policyc.core.results import Cause, Kind
from policyc.core.types import IntType, Scale, ScaleType
from policyc.core.wellformed import check_wellformed

PLANTS = Fact("罂粟株数", IntType("株", 0), alias="plants", harmless=0)


def province(*norms, **more) -> Policy:
    norms = norms or (norm("第三条", LIST, at_least("罂粟株数", 100), document=""),)
    defaults = {"name": "p", "level": "省级文件", "region": "云南省", "facts": (PLANTS,)}
    return policy(*norms, **{**defaults, **more})


def city(**more) -> Policy:
    facts = tuple(
        evolve(fact, fed_by=("省级", "整治级别")) if fact.name == "省级整治级别" else fact
        for fact in minis.KUNMING_FACTS
    )
    defaults = {"name": "c", "level": "市级文件", "region": "云南省/昆明市", "facts": facts}
    return minis.kunming(**{**defaults, **more})


def composed(upper: Policy, lower: Policy) -> Policy:
    return compose(upper, lower, find_links(upper, lower))


def tier(a_policy: Policy, **facts):
    harmless = {f.name: f.harmless for f in a_policy.facts if f.harmless is not None}
    return evaluate(a_policy, {**harmless, **facts})["昆明·整治级别"]


# ------------------------------------------------------------------ above and below


def test_above_by_level_and_region() -> None:
    assert is_above(province(), city())
    assert not is_above(city(), province())
    assert not is_above(province(region="吉林省"), city())
    assert outranks(province(region="吉林省"), city())
    assert is_above(province(level="国家级", region="全国"), city())
    assert not is_above(province(region=""), city())
    assert not is_above(province(level=""), city())
    assert not is_above(province(region="云南"), city(region="云南省/昆明市"))


def test_levels_and_names() -> None:
    assert level_of(city(level="市级党政联合发文")) is Level.CITY
    assert level_of(city(level="")) is None
    assert [short_name(p) for p in (province(), city())] == ["云南", "昆明"]
    assert short_name(city(region="")) == "c"
    assert short_name(city(region="湖南省/衡阳市/衡阳县")) == "衡阳"


# ------------------------------------------------------------------ names


def test_names_are_told_apart_and_norms_keep_their_places() -> None:
    both = composed(province(), city())
    assert check_wellformed(both) == []
    assert both.fact("云南·罂粟株数").alias == "p_plants"
    assert {o.name for o in both.outcomes} == {
        "云南·整治级别",
        "昆明·毒品问题严重地区",
        "昆明·整治级别",
    }
    assert both.outcome("昆明·毒品问题严重地区").given == "昆明·已评定"
    found = both.norm("p/第三条")
    assert (found.document, found.citation) == ("p", "第三条")
    assert both.norm("c/第九条第二句").direct == "昆明·直接"
    assert len({n.id for n in both.norms}) == len(both.norms) == 8


def test_a_document_over_itself() -> None:
    both = compose(province(), province(), ())
    assert len({n.id for n in both.norms}) == 2
    assert len({o.name for o in both.outcomes}) == 2


def test_what_is_shared() -> None:
    common = evolve(PLANTS, common=True)
    upper = province(facts=(common,))
    lower = policy(
        norm("第二条", WATCH, at_least("罂粟株数", 1)), facts=(common,), region="云南省/昆明市"
    )
    assert shared_facts(upper, lower) == ("罂粟株数",)
    assert [fact.name for fact in compose(upper, lower, ()).facts] == ["罂粟株数"]
    others = [
        evolve(lower, facts=(PLANTS,)),
        evolve(lower, facts=(evolve(common, type=IntType("亩", 0)),)),
        evolve(lower, norms=(evolve(lower.norms[0], subject="市（州）"),)),
    ]
    for other in others:
        assert shared_facts(upper, other) == ()
        assert len(compose(upper, other, ()).facts) == 2


def test_an_official_act_is_never_shared() -> None:
    listed = Fact("已评定", harmless=None, common=True)
    lower = city(facts=(listed, *city().facts[1:]))
    assert shared_facts(lower, lower) == ()


# ------------------------------------------------------------------ feeding


def test_links_are_declared_and_must_fit() -> None:
    assert find_links(province(), city()) == (Link("整治级别", "省级整治级别"),)
    assert find_links(province(level="国家级"), city()) == ()
    other = evolve(minis.TIER, type=ScaleType(Scale("级别", TIERS.steps[:-1])))
    assert find_links(province(outcomes=(other,)), city()) == ()


def test_a_decided_outcome_gives_its_value() -> None:
    both = composed(province(), city())
    result = tier(both, **{"云南·罂粟株数": 100})
    assert (result.kind, result.value) == (Kind.DECIDED, LIST)
    assert "昆明·省级整治级别" not in {fact.name for fact in both.facts}


def test_not_applicable_gives_unlisted() -> None:
    assert tier(composed(province(), city())).kind is Kind.NOT_APPLICABLE


def test_anything_else_is_unknown_with_its_cause() -> None:
    second = norm("第四条", WARN, at_least("罂粟株数", 100))
    upper = province(norm("第三条", LIST, at_least("罂粟株数", 100)), second)
    result = tier(composed(upper, city()), **{"云南·罂粟株数": 100})
    assert result.kind is Kind.UNKNOWN
    assert result.causes == (Cause("云南·整治级别", Kind.CONFLICT),)


def test_an_official_act_above_stands() -> None:
    act = Fact("现级别", ScaleType(TIERS), harmless=None)
    outcome = evolve(minis.TIER, given="现级别")
    both = composed(province(facts=(PLANTS, act), outcomes=(outcome,)), city())
    assert tier(both, **{"云南·罂粟株数": 100, "云南·现级别": WATCH}).value == WARN
    assert tier(both, **{"云南·罂粟株数": 100}).value == LIST


def test_three_levels() -> None:
    fed = Fact("国家整治级别", ScaleType(TIERS), harmless="未列入", fed_by=("国家级", "整治级别"))
    middle = province(norm("第三条", LIST, at_least("国家整治级别", WARN)), facts=(fed,))
    top = province(name="n", level="国家级", region="全国")
    upper = composed(top, middle)
    both = compose(upper, city(), (Link("云南·整治级别", "省级整治级别"),))
    assert check_wellformed(both) == []
    assert tier(both, **{"国家·罂粟株数": 100}).value == LIST
