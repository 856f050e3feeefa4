"""``compare --case``: one facts file under the names of several documents."""

from tests.documents.loading import policy_of

from policyc.diagnostics import Code
from policyc.driver.facts_file import Entry
from policyc.driver.given_case import put_case

NAMES = ("kunming-2019", "jilin-2019-draft", "hengyang-2018")


def put(facts, *, names=NAMES, rest_harmless=True):
    entries = [Entry(name, value) for name, value in facts.items()]
    return put_case([policy_of(n) for n in names], entries, rest_harmless=rest_harmless)


def shown(case, outcome):
    row = next(row for row in case.rows if row.outcome == outcome)
    return [None if each is None else each.shown for each in row.decisions]


def test_facts_are_known_by_name_alias_and_counterpart() -> None:
    case, problems = put({"listed": True, "省级整治级别": "重点关注", "poppy_plants": 12000})
    assert case is not None and problems == []
    assert [given.names for given in case.facts] == [
        ("已评定", "已评定", "已评定"),
        ("省级整治级别", "国家整治级别", None),
        (None, "罂粟株数", None),
    ]
    assert shown(case, "整治级别") == ["通报警示", "通报警示", "空白"]
    assert shown(case, "整治期限") == ["2年", "1年", "未知"]
    assert "延长期限" in case.untouched


def test_a_step_that_one_document_has_not_is_told() -> None:
    case, _ = put({"现级别": "挂牌整治"})
    assert case is not None
    assert case.facts[0].unlike == (False, False, True)
    assert shown(case, "整治期限") == ["3年", "2年", "不适用"]


def test_what_was_given_by_name_stands_before_a_counterpart() -> None:
    case, _ = put({"省级整治级别": "重点关注", "national_tier": "挂牌整治"})
    assert case is not None
    assert [given.names for given in case.facts] == [
        ("省级整治级别", None, None),
        (None, "国家整治级别", None),
    ]


def test_what_no_document_takes_is_an_error() -> None:
    case, problems = put({"罂栗株数": 3, "罂粟株数": "三斤", "整治级别": "挂牌整治"})
    assert case is None
    assert [each.code for each in problems] == [Code.E501, Code.E502, Code.E501]
    assert "罂粟株数" in (problems[0].help or "")
    assert "是结论" in (problems[2].help or "")


def test_twice_the_same_fact_is_an_error() -> None:
    _, problems = put({"罂粟株数": 1, "poppy_plants": 2})
    assert [each.code for each in problems] == [Code.E506]


def test_facts_that_one_document_rules_out_do_not_stop_the_others() -> None:
    facts = {"突出问题缓解": True, "毒情进一步恶化": True, "期限届满": True}
    case, _ = put(facts)
    assert case is not None
    assert [document for document, _ in case.impossible] == ["kunming-2019", "jilin-2019-draft"]
    assert shown(case, "期满处置／整治处置") == [None, None, "不适用"]
    alone, problems = put(facts, names=NAMES[:2])
    assert alone is None
    assert [each.code for each in problems] == [Code.E505, Code.E505]
