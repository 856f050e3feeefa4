"""R02 一名多指／多名同指, R04 角色重叠, R05 单位不符."""

import pytest
from attrs import evolve
from tests.analysis import minis
from tests.analysis.minis import LIST, at_least, codes, none, norm, only, policy

from policyc.analysis.run_checks import check_policy
from policyc.core.conditions import TRUE
from policyc.core.content import Definition, Duty, Place, Role, Sanction
from policyc.core.norms import Fact, Modality, Outcome
from policyc.core.programme import Body
from policyc.core.types import ChoiceType, IntType
from policyc.findings.finding import Severity, Status

pytestmark = pytest.mark.z3


def at(citation: str) -> Place:
    return Place(citation, f"{citation}的原文。")


def role(citation: str, name: str, *holders: str) -> Role:
    return Role(at(citation), name, holders)


def sanction(citation: str, *targets: str, measure: str = "不得提拔") -> Sanction:
    return Sanction(at(citation), targets, (measure,), Modality.SHALL)


def text(*content, **more):
    return policy(**{"content": content, **more})


BOTH = sanction("第二十四条", "主要责任人", "直接责任人", "第一责任人")


class TestR02:
    WRONG = text(
        role("第十七条第二句", "直接责任人", "分管领导"),
        role("第十七条第三句", "直接责任人", "禁毒委员会委员"),
        BOTH,
    )
    RIGHT = text(
        role("第十七条第二句", "主要责任人", "分管领导"),
        role("第十七条第三句", "直接责任人", "禁毒委员会委员"),
        BOTH,
    )

    def test_wrong_and_right(self) -> None:
        assert codes(self.WRONG) == {"R02"}
        assert codes(self.RIGHT) == set()

    def test_two_names_of_a_sanction(self) -> None:
        listed = Definition(at("第二十六条"), "追责方式", "给予党纪政纪处分")
        used = sanction("第三十条", "有关责任人", measure="党纪政务处分")
        found = only(text(listed, used), "R02")
        assert found.severity is Severity.LOW
        assert "“党纪政纪处分”（第二十六条）与“党纪政务处分”（第三十条）只差一个字" in found.message
        same = sanction("第三十条", "有关责任人", measure="给予党纪政纪处分")
        assert none(text(listed, same), "R02")

    def test_what_differs_in_a_number_or_is_short_is_another_sanction(self) -> None:
        for one, other in (("取消一年的资格", "取消二年的资格"), ("党纪处分", "政纪处分")):
            measures = (
                sanction("第三十条", "有关责任人", measure=one),
                sanction("第三十一条", "有关责任人", measure=other),
            )
            assert none(text(*measures), "R02")

    def test_one_name_for_two(self) -> None:
        found = only(self.WRONG, "R02")
        assert (found.status, found.severity) == (Status.READ, Severity.MEDIUM)
        assert found.message == (
            "“直接责任人”一名多指：第十七条第二句指分管领导；第十七条第三句指禁毒委员会委员。"
        )
        assert found.citations[0].quote == "第十七条第二句的原文。"

    def test_two_names_for_one(self) -> None:
        roles = (role("第三条", "主要责任人", "甲", "乙"), role("第四条", "直接责任人", "乙", "甲"))
        assert "多名同指" in only(text(*roles, BOTH), "R02").message

    @pytest.mark.parametrize(
        ("first", "second", "names"),
        [
            (
                "县禁毒委研究。",
                "县禁毒委员会决定。",
                ["“县禁毒委员会”（第四条）", "“县禁毒委”（第三条）"],
            ),
            ("县禁毒委员会研究。", "县禁毒委员会决定。", []),
            ("县禁毒委员会研究。", "国家禁毒委和县禁毒委办公室决定。", []),
            ("县禁毒委员会研究。", "按《县禁毒委规则》（禁毒委发〔2014〕2号）决定。", []),
            ("县禁毒委员会研究。", "县禁毒委成员单位决定。", []),
            ("县禁毒委员会（以下简称“县禁毒委”）研究。", "县禁毒委决定。", []),
            ("县禁毒委员会（以下简称县禁毒委）研究。", "县禁毒委决定。", []),
        ],
    )
    def test_one_body_of_several_names(self, first: str, second: str, names: list[str]) -> None:
        body = Body("县禁毒委员会", ("县禁毒委", "禁毒委"), "混用")
        duties = (
            Duty(Place("第三条", first), ("县禁毒委",), ("研究",)),
            Duty(Place("第四条", second), ("县禁毒委员会",), ("决定",)),
        )
        document = text(*duties, bodies=(body, Body("成员单位", ("县禁毒委成员单位",), "简称")))
        if not names:
            assert none(document, "R02")
            return
        found = only(document, "R02")
        assert found.severity is Severity.LOW
        assert all(name in found.message for name in names)

    def test_one_body_holds_two_roles_under_two_names(self) -> None:
        roles = (role("第三条", "主要责任人", "甲局"), role("第四条", "直接责任人", "甲"))
        assert none(text(*roles, BOTH), "R02")
        assert only(text(*roles, BOTH, bodies=(Body("甲局", ("甲",), "混用"),)), "R02")

    def test_said_twice_alike_is_nothing(self) -> None:
        again = (role("第三条", "主要责任人", "甲"), role("第四条", "主要责任人", "甲"))
        assert none(text(*again, BOTH), "R02")

    def test_terms(self) -> None:
        one = Definition(at("第四条第一句"), "三级整治", "国家级、省级、市级")
        other = Definition(at("第四条第二句"), "三级整治", "挂牌整治、通报警示、重点关注")
        assert "“三级整治”一名多指" in only(text(one, other), "R02").message
        assert none(text(one, evolve(one, place=at("第九条"))), "R02")


class TestR04:
    HEAD = Outcome("禁毒委员会主任", ChoiceType("", ("党委主要领导", "政府主要领导")))
    APPOINTS = norm(
        "第十六条", "党委主要领导", TRUE, outcome="禁毒委员会主任", values=("党委主要领导",)
    )
    ROLES = (
        role("第十七条第一句", "第一责任人", "当地党委主要领导"),
        role("第十七条第二句", "直接责任人", "分管领导", "禁毒委员会主任"),
    )
    WARNED = sanction("第二十三条", "直接责任人", "第一责任人", measure="约谈")
    WRONG = policy(
        APPOINTS,
        outcomes=(HEAD,),
        content=(*ROLES, sanction("第二十四条", "第一责任人"), WARNED),
    )
    RIGHT = policy(
        APPOINTS,
        outcomes=(HEAD,),
        content=(*ROLES, sanction("第二十四条", "第一责任人", "直接责任人"), WARNED),
    )

    def test_wrong_and_right(self) -> None:
        assert codes(self.WRONG) == {"R04"}
        assert codes(self.RIGHT) == set()

    def test_who_and_what(self) -> None:
        found = only(self.WRONG, "R04")
        assert found.severity is Severity.MEDIUM
        assert found.message == (
            "党委主要领导担任禁毒委员会主任的（第十六条），可以既是“第一责任人”又是“直接责任人”，"
            "而两者的追责不同：第二十四条的追责（不得提拔）只及于“第一责任人”。"
        )

    def test_one_holder_in_both(self) -> None:
        roles = (role("第三条", "甲责任人", "主任", "书记"), role("第四条", "乙责任人", "主任"))
        found = only(
            text(
                *roles,
                sanction("第五条", "甲责任人"),
                sanction("第六条", "乙责任人", measure="约谈"),
            ),
            "R04",
        )
        assert "主任，可以既是“甲责任人”又是“乙责任人”" in found.message

    def test_never_used(self) -> None:
        found = only(text(role("第十八条", "直接责任人", "委员")), "R04")
        assert found.severity is Severity.LOW
        assert found.message == ("第十八条规定了“直接责任人”，后文的职责、程序和追责都没有用到它。")
        several = (role("第十八条", "组长", "甲"), role("第十九条", "副组长", "乙"))
        assert only(text(*several), "R04").message == (
            "第十八条规定了“组长”，第十九条规定了“副组长”，后文的职责、程序和追责都没有用到它们。"
        )

    @pytest.mark.parametrize(
        "use",
        [
            sanction("第二十条", "直接责任人"),
            Duty(at("第二十条"), ("直接责任人",), ("报告",)),
            Duty(at("第二十条"), ("市",), ("考核直接责任人",)),
            role("第二十条", "责任人", "直接责任人"),
        ],
        ids=["sanction", "duty", "words", "role"],
    )
    def test_uses(self, use) -> None:
        found = check_policy(text(role("第十八条", "直接责任人", "委员"), use), codes=("R04",))
        assert not any("“直接责任人”，后文" in f.message for f in found.findings)


class TestR05:
    COUNT = Fact("辖区内严重地区数", IntType("个", 0), harmless=0)
    LISTS = norm(
        "第四条第三句",
        True,
        at_least("辖区内严重地区数", 3),
        outcome="毒品问题严重地区",
        subject="市（州）",
    )
    UNITS = ("县级（含开发区）", "乡镇（街道）")

    def mini(self, units, subject="市（州）"):
        lists = evolve(self.LISTS, subject=subject)
        return policy(lists, outcomes=(minis.LISTED,), facts=(self.COUNT,), units=units)

    def test_wrong_and_right(self) -> None:
        assert codes(self.mini(self.UNITS)) == {"R05"}
        assert codes(self.mini((*self.UNITS, "市（州）"))) == set()

    def test_the_case(self) -> None:
        found = only(self.mini(self.UNITS), "R05")
        assert (found.status, found.severity, found.replayed) == (
            Status.WITNESSED,
            Severity.MEDIUM,
            True,
        )
        assert found.witness.cases[0].facts == {"辖区内严重地区数": 3}
        assert "第四条第三句对“市（州）”作出“毒品问题严重地区”的认定" in found.message

    @pytest.mark.parametrize("subject", ["乡镇", "街道", "县级", "开发区", "地区"])
    def test_names_of_units(self, subject) -> None:
        assert none(self.mini(self.UNITS, subject), "R05")

    def test_unknown_units(self) -> None:
        assert none(self.mini(()), "R05")

    def test_other_outcomes_have_subjects_of_their_own(self) -> None:
        grade = Outcome("考核等级", minis.TIER.type, subject="部门")
        judged = norm("第九条", LIST, TRUE, outcome="考核等级", subject="部门")
        assert none(policy(judged, outcomes=(grade,), units=self.UNITS), "R05")
