"""Four changes in a copy of Jilin: the revision names exactly those, and what they do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.docs.test_json_format import check_page
from tests.revision.versions import jilin, jilin_revised, jilin_revision

from policyc.reports.paper.markdown import to_markdown
from policyc.reports.revision.json import revision_to_json
from policyc.reports.revision.paper import revision_paper
from policyc.revision.align_text import Fate
from policyc.revision.effects import Reach
from policyc.revision.revise import revise

pytestmark = pytest.mark.z3

CHANGES = [
    ("阈值", "“打掉厂点数”", "不少于2个", "不少于3个", "第七条第（三）项"),
    ("期限", "“整治期限”", "2年", "3年", "第十条第一句"),
    ("规范词", "规范词", "可以", "应当", "第十条第四句"),
]


def test_exactly_the_changes_of_meaning() -> None:
    meaning = jilin_revision().meaning
    assert meaning is not None
    found = [
        (each.kind.value, each.about, each.old, each.new, each.places[0].new)
        for each in meaning.amendments
    ]
    assert found == CHANGES
    assert meaning.unencoded == ()


def test_renumbering_is_recognised_and_no_change_of_meaning() -> None:
    text = jilin_revision().text
    assert text is not None
    renumbered = [(row.names, row.moved, row.fate) for row in text.rows if row.renumbered]
    assert renumbered == [
        (("第十四条", "第十二条"), True, Fate.RENUMBERED),
        (("第十二条", "第十三条"), False, Fate.RENUMBERED),
        (("第十三条", "第十四条"), False, Fate.RENUMBERED),
    ]
    assert [r.names[1] for r in text.rows if r.fate is Fate.CHANGED] == ["第七条", "第十条"]
    assert text.astray == ()


def test_the_effect_of_each_change_alone() -> None:
    meaning = jilin_revision().meaning
    assert meaning is not None
    effects = [meaning.effects.of(at) for at in range(3)]
    assert all(each is not None and each.reach is Reach.CASES for each in effects)
    shown = [{d.shown for d in each.differences} for each in effects if each]
    assert ("挂牌整治", "空白") in shown[0]
    assert shown[1] == {("2", "3")}
    assert ("裁量（取消整治、维持现状）", "取消整治") in shown[2]
    threshold = effects[0]
    assert threshold is not None
    case = next(d for d in threshold.differences if d.shown == ("挂牌整治", "空白"))
    assert case.first.facts["打掉厂点数"] == 2
    assert case.first.facts == case.second.facts
    assert "2026年1月15日变为2027年1月15日" in meaning.amendments[1].note


def test_every_difference_is_traced_to_the_change_that_makes_it() -> None:
    meaning = jilin_revision().meaning
    assert meaning is not None
    origins = {
        (each.difference.outcome[0], each.effects, each.joint) for each in meaning.effects.together
    }
    assert origins == {
        ("整治级别", (0,), False),
        ("整治期限", (1,), False),
        ("期满处置", (2,), False),
    }
    assert not meaning.effects.incomplete


def test_the_other_way_round_is_the_mirror() -> None:
    there, back = jilin_revision(), revise(jilin_revised(), jilin())
    assert there.meaning is not None and back.meaning is not None
    found = {
        (e.kind.value, e.about, e.new, e.old, e.places[0].old) for e in back.meaning.amendments
    }
    assert found == set(CHANGES)
    shown = {e.difference.shown for e in there.meaning.effects.together}
    assert {e.difference.shown[::-1] for e in back.meaning.effects.together} == shown
    assert there.text is not None and back.text is not None
    names = {row.names for row in there.text.rows if row.renumbered}
    assert {row.names[::-1] for row in back.text.rows if row.renumbered} == names


def test_every_key_of_the_json_is_on_the_page() -> None:
    check_page(revision_to_json(jilin_revision()))


def test_the_report(golden: Callable[[Path, str], None]) -> None:
    report = to_markdown(revision_paper(jilin_revision()))
    golden(Path(__file__).parent / "golden" / "jilin.md", report)
