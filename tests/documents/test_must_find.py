"""What must be found in the two real documents, line by line, and what must not be reported.

The checks know no document: each line is looked for among the findings as data, by its code, its
provisions and a case that is replayed here once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.documents.loading import findings_of as findings
from tests.documents.loading import policy_of

from policyc.analysis.decode import complete_facts
from policyc.core.evaluate import evaluate_one
from policyc.core.results import Kind, OutcomeResult
from policyc.core.types import Value
from policyc.findings.finding import Finding, Severity, Status

KUNMING, JILIN = "kunming-2019", "jilin-2019-draft"
TIERS = {"挂牌整治", "通报警示", "重点关注"}


def all_of(document: str, *codes: str) -> Iterator[Finding]:
    """The findings of some codes, and the members of those that are groups."""
    for finding in findings(document):
        if finding.code in codes:
            yield finding
            yield from finding.parts


def about(document: str, code: str, *articles: str) -> list[Finding]:
    """The findings of a code between provisions of exactly these 条, each with its own case."""
    return [
        each
        for each in all_of(document, code)
        if not each.parts
        and all(any(norm.startswith(article) for norm in each.norms) for article in articles)
        and all(any(norm.startswith(article) for article in articles) for norm in each.norms)
    ]


def result(
    document: str, finding: Finding, case: int = 0, outcome: str = "整治级别"
) -> OutcomeResult:
    """What the interpreter makes of a witness."""
    assert finding.witness is not None and finding.replayed
    shown = finding.witness.cases[case]
    readings = {**finding.witness.readings, **shown.readings}
    return run(document, shown.facts, readings, outcome)


def run(
    document: str,
    facts: Mapping[str, Value],
    readings: Mapping[str, str] | None = None,
    outcome: str = "整治级别",
) -> OutcomeResult:
    policy = policy_of(document)
    complete = complete_facts(policy, facts)
    subject = policy.outcome(outcome).subject
    return evaluate_one(policy, complete, outcome, subject, readings=readings or {})


def clash(document: str, one: str, other: str, outcome: str = "整治级别") -> Finding:
    """A C01 between two 条 that is no mere matter of words, its case replayed to 冲突."""
    found = [f for f in about(document, "C01", one, other) if f.status is Status.WITNESSED]
    assert found, (one, other)
    assert result(document, found[0], outcome=outcome).kind is Kind.CONFLICT
    return found[0]


# ------------------------------------------------------------------ Kunming: must be found


def test_kunming_a_status_without_a_tier() -> None:
    causes = {f.norms[0]: f for f in all_of(KUNMING, "G01") if not f.parts}
    clauses = [f"第五条第（{n}）项" for n in "一二三四五六七九"]
    assert set(clauses) <= set(causes)
    assert all(result(KUNMING, causes[clause]).kind is Kind.GAP for clause in clauses)
    (group,) = (f for f in findings(KUNMING) if f.code == "G01")
    cited = {c.citation for c in group.citations}
    assert any(c.startswith("第六条") for c in cited) and any(c.startswith("第八条") for c in cited)


def test_kunming_three_tiers_at_once() -> None:
    pairs = (("第六条", "第七条"), ("第六条", "第八条"), ("第七条", "第八条"))
    found = [clash(KUNMING, *pair) for pair in pairs]
    assert {f.severity for f in found} == {Severity.HIGH}
    merged: dict[str, Value] = {}
    for other in ("第七条第（一）项", "第八条第（三）项"):
        witness = clash(KUNMING, "第六条第（二）项", other).witness
        assert witness is not None
        merged |= witness.cases[0].facts
    assert set(run(KUNMING, merged).values) == TIERS


def test_kunming_direct_listing_against_the_citys_own_tier() -> None:
    found = clash(KUNMING, "第六条", "第九条")
    assert set(result(KUNMING, found).values) == {"挂牌整治", "通报警示"}
    (group,) = (f for f in findings(KUNMING) if f.code == "C08")
    assert {f"第{n}条" for n in "六七八九"} <= {c.citation[:3] for c in group.citations}
    assert "“直接”读作“替代本市评定”时，挂牌整治、通报警示和重点关注落空" in group.message
    assert "“直接”读作“作为下限”时，通报警示和重点关注落空" in group.message
    assert "“直接”含义未定或者读作“仅免程序”时，" in group.message
    assert "悬而未决" in group.message
    replaced = [p for p in group.parts if p.witness and p.witness.readings.get("直接")]
    assert any("（较轻）" in part.message for part in replaced)


def test_kunming_two_direct_clauses() -> None:
    (found,) = about(KUNMING, "C01", "第九条第二句", "第十一条第二句")
    assert set(result(KUNMING, found).values) == {"通报警示", "挂牌整治"}


def test_kunming_a_nationally_listed_region_has_no_tier() -> None:
    alone = [
        f
        for f in all_of(KUNMING, "G01")
        if f.witness and list(f.witness.cases[0].facts) == ["国家列为毒品问题严重地区"]
    ]
    assert alone and result(KUNMING, alone[0]).kind is Kind.GAP


# ------------------------------------------------------------------ Jilin: must be found


def test_jilin_traced_back_three_times() -> None:
    hole = next(f for f in about(JILIN, "G02", "第八条") if "“倒查属实次数”" in f.message)
    assert hole.witness is not None
    assert [case.facts["倒查属实次数"] for case in hole.witness.cases] == [2, 3]
    assert result(JILIN, hole, 0).value == "通报警示"
    assert result(JILIN, hole, 1).kind is Kind.GAP
    assert hole.readings == ({"2次": "恰"},)
    sensitive = next(f for f in all_of(JILIN, "U01") if "“2次”" in f.message)
    assert [result(JILIN, sensitive, n).kind for n in (0, 1)] == [Kind.GAP, Kind.DECIDED]


def test_jilin_graver_and_no_answer_is_one_finding_with_its_hole() -> None:
    """The inversion at three is the hole at three: told once, in the words of M01 too."""
    hole = next(f for f in about(JILIN, "G02", "第八条") if "“倒查属实次数”" in f.message)
    assert "情形更重，反而没有结论" in hole.message


def test_jilin_ten_thousand_plants_in_two_tiers() -> None:
    found = [
        f
        for f in about(JILIN, "G03", "第七条第（四）项", "第八条第（五）项")
        if f.witness and f.witness.cases[0].facts.get("罂粟株数") == 10000
    ]
    assert found and found[0].readings == ({"至": "含"},)
    assert result(JILIN, found[0]).kind is Kind.CONFLICT
    sensitive = next(f for f in all_of(JILIN, "U01") if "“至”读作“含”还是“不含”" in f.message)
    assert result(JILIN, sensitive, 0).kind is Kind.CONFLICT
    assert result(JILIN, sensitive, 1).kind is Kind.DECIDED


def test_jilin_plants_against_plots() -> None:
    found = clash(JILIN, "第七条第（四）项", "第八条第（五）项")
    assert found.severity is Severity.HIGH and not found.readings
    by_number = [
        f
        for f in about(JILIN, "C01", "第七条第（四）项", "第八条第（五）项")
        if f.witness and {"罂粟株数", "涉种地块数"} <= set(f.witness.cases[0].facts)
    ]
    assert by_number
    assert set(result(JILIN, by_number[0]).values) >= {"挂牌整治", "通报警示"}


def test_jilin_two_years_against_three() -> None:
    """Two against three consecutive years: a clash where 2年 is read 至少, a hole beyond 恰."""
    readings = {r.name for r in policy_of(JILIN).readings if r.name.startswith("连续")}
    told = [f for f in all_of(JILIN, "U01") if any(f"“{name}”" in f.message for name in readings)]
    assert {n[:3] for f in told for n in f.norms} == {"第七条", "第八条"}
    kinds = {result(JILIN, f, n).kind for f in told if not f.parts for n in (0, 1)}
    assert {Kind.CONFLICT, Kind.GAP} <= kinds
    holes = [f for f in all_of(JILIN, "G02") if "“连续发现年数”" in f.message]
    assert holes and result(JILIN, holes[0], 1).kind is Kind.GAP


def test_jilin_a_status_without_a_tier() -> None:
    causes = {f.norms[0]: f for f in all_of(JILIN, "G01") if not f.parts}
    clauses = [f"第六条第（{n}）项" for n in "一二三四五六七"]
    assert set(clauses) <= set(causes)
    assert all(result(JILIN, causes[clause]).kind is Kind.GAP for clause in clauses)


def test_jilin_the_gravest_national_tier_has_no_mapping() -> None:
    """The hole at 挂牌整治 above two mapped tiers: one finding, told as the inversion it is."""
    (found,) = (f for f in findings(JILIN) if f.code == "M01" and "“国家整治级别”" in f.message)
    assert found.witness is not None
    tiers = [case.facts["国家整治级别"] for case in found.witness.cases]
    assert tiers == ["通报警示", "挂牌整治"]
    assert result(JILIN, found, 0).value == "挂牌整治"
    assert result(JILIN, found, 1).kind is Kind.GAP


def test_jilin_an_undefined_role() -> None:
    found = next(f for f in all_of(JILIN, "R01") if "“主要责任人”" in f.message)
    assert {c.citation[:5] for c in found.citations} == {"第二十四条", "第二十五条"}
    assert all("主要责任人" in c.quote for c in found.citations)
    assert found.status is Status.READ


def test_jilin_a_prefecture_is_no_unit_of_assessment() -> None:
    (found,) = (f for f in findings(JILIN) if f.code == "R05")
    assert found.norms == ("第四条第三句", "第四条第二句") and "市（州）" in found.message
    assert found.witness is not None and found.replayed
    assert found.witness.cases[0].facts == {"辖区内毒品问题严重地区数": 3}


# ------------------------------------------------------------------ must not be reported


CLASHES = ("C01", "C02", "C03", "C04", "C05", "G03")


def both() -> Iterator[tuple[str, Finding]]:
    for document in (KUNMING, JILIN):
        for finding in all_of(document, *CLASHES):
            yield document, finding


def test_two_readings_of_one_clause_are_no_clash_of_two() -> None:
    for _, finding in both():
        assert len(set(finding.norms)) > 1


def test_two_or_more_against_exactly_one_is_a_clean_partition() -> None:
    pair = {"第七条第（三）项", "第八条第（三）项"}
    found = [f for document, f in both() if document == JILIN and not f.parts]
    assert found and not [f for f in found if set(f.norms) == pair]


def test_a_permission_is_no_ban() -> None:
    for document in (KUNMING, JILIN):
        assert not list(all_of(document, "C02", "C03"))


def test_a_plain_difference_between_two_places_is_no_clash() -> None:
    """Peers are compared in V01 alone, as a note; nothing of one document cites the other."""
    for document, other in ((KUNMING, JILIN), (JILIN, KUNMING)):
        title = policy_of(other).title
        for finding in findings(document):
            assert title not in finding.documents and other not in finding.documents


def test_an_overlap_that_the_text_settles() -> None:
    for document in (KUNMING, JILIN):
        settled = {(d.winner, d.loser) for d in policy_of(document).defeats}
        ids = {n.citation: n.id for n in policy_of(document).norms}
        for finding in all_of(document, "C01", "C04"):
            if not finding.parts:
                one, two = (ids[norm] for norm in finding.norms[:2])
                assert (one, two) not in settled and (two, one) not in settled


def test_the_exit_conditions_exclude_a_worsening() -> None:
    for document in (KUNMING, JILIN):
        for finding in findings(document):
            for each in (finding, *finding.parts):
                for case in each.witness.cases if each.witness else ():
                    assert not {"突出问题缓解", "毒情进一步恶化"} <= set(case.facts)


def test_good_and_bad_words_together_are_conditional_and_low() -> None:
    """All exit conditions met, and 领导不重视: no drafter takes that for a case, so none may stand
    in a finding unless nothing else shows it."""
    good = {"组织领导到位", "基础工作扎实", "执法打击有力", "宣传教育有效"}
    bad = {"领导重视程度", "责任落实程度", "措施得力程度", "领导不重视", "责任不落实", "措施不得力"}
    for document in (KUNMING, JILIN):
        for finding in findings(document):
            for each in (finding, *finding.parts):
                for case in each.witness.cases if each.witness else ():
                    if good & set(case.facts) and bad & set(case.facts):
                        assert finding.status is Status.CONDITIONAL
                        assert finding.severity.rank >= Severity.LOW.rank
                        assert "常理" in finding.suggestion


def test_words_of_degree_left_unrelated_are_one_low_finding_a_group() -> None:
    for document in (KUNMING, JILIN):
        conditional = [f for f in findings(document) if f.status is Status.CONDITIONAL]
        assert len(conditional) <= 3
        for finding in conditional:
            assert finding.severity is Severity.LOW
            assert "程度的各档" in finding.suggestion or "常理" in finding.suggestion


def test_every_witness_is_replayed() -> None:
    for document in (KUNMING, JILIN):
        for finding in findings(document):
            for each in (finding, *finding.parts):
                told = each.witness is not None and any(c.facts for c in each.witness.cases)
                assert each.replayed or not told
