"""What each picture shows of a made-up document, and that the real ones show what the texts say."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from tests.documents.loading import DOCUMENTS, ROOT, policy_of
from tests.reports.pictures.sample import revised, sample
from tests.reports.pictures.seen import assert_readable, seen

from policyc.core.norms import Policy
from policyc.reports.paper.model import Figure
from policyc.reports.pictures.bands import bands, changed_bands
from policyc.reports.pictures.documents import pictures_of
from policyc.reports.pictures.ladders import ladders
from policyc.reports.pictures.lifecycle import lifecycles
from policyc.reports.pictures.terms import term_bars
from policyc.reports.pictures.timeline import timelines

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]
EXAMPLE = "policies/examples/rent-subsidy"
REAL = (*DOCUMENTS, EXAMPLE)


@cache
def real() -> tuple[Figure, ...]:
    """All of all documents together."""
    return pictures_of([policy_of(name) for name in REAL])


def told(caption: str) -> str:
    (figure,) = (figure for figure in real() if caption in figure.caption)
    return figure.words


@pytest.mark.parametrize(
    ("name", "draw"),
    [
        ("ladders", ladders),
        ("bands", bands),
        ("terms", term_bars),
        ("timeline", timelines),
        ("lifecycle", lambda policies: lifecycles(policies[0])),
    ],
)
def test_what_a_picture_shows(
    name: str, draw: Callable[[list[Policy]], tuple[Figure, ...]], golden: Golden
) -> None:
    (figure,) = draw([sample()])
    content = assert_readable(figure.svg).content()
    golden(GOLDEN / f"{name}.txt", f"{figure.caption}\n\n{content}\n{figure.words}\n")


def test_a_document_without_anything_to_draw() -> None:
    assert pictures_of([Policy("空")]) == ()


def test_one_that_says_nothing_beside_others() -> None:
    (figure,) = ladders([sample(), Policy("空", title="空办法")])
    assert "空办法：没有写分级。" in figure.words
    (figure,) = term_bars([sample(), Policy("空", title="空办法")])
    assert "没有写期限" in seen(figure.svg).texts


def test_two_versions_where_they_part() -> None:
    closed, apart = changed_bands(sample(), revised(), ("旧文本", "新文本"))
    found = assert_readable(closed.svg).texts
    assert "旧文本：整治级别，对象：乡镇，「至」读作“含”" in found
    assert "新文本：整治级别，对象：乡镇，「至」读作“含”" in found
    assert {"空档 201件至209件", "空档 201件至249件"} <= set(found)
    assert {"空档 200件至209件", "空档 200件至249件"} <= set(assert_readable(apart.svg).texts)
    again = evolve(sample(), norms=tuple(evolve(n, citation="第九条") for n in sample().norms))
    assert changed_bands(sample(), again, ("旧文本", "新文本")) == ()


def test_every_real_picture_can_be_read_on_a_page() -> None:
    captions = [figure.caption for figure in real()]
    assert len(set(captions)) == len(captions) > 15
    for figure in real():
        found = assert_readable(figure.svg)
        assert (found.width, found.height <= 800) == (680, True), figure.caption
        assert figure.words.endswith("。")


def test_tiers_of_the_level_above() -> None:
    """昆明第九条; 吉林第七条第（一）项、第八条第（一）项: 国家挂牌整治 leads nowhere."""
    words = told("各份文件分几级")
    for said in (
        "昆明市：整治级别由低到高为重点关注、通报警示、挂牌整治；"
        "重点关注期限1年；通报警示期限2年；挂牌整治期限3年",
        "省级通报警示→直接挂牌整治（第九条第一句）",
        "省级重点关注→直接通报警示（第九条第二句）",
        "国家级挂牌整治：没有写对应哪一级",
        "国家级通报警示→挂牌整治（第七条第（一）项）",
        "衡阳县：整治级别由低到高为重点督办、重点整治",
        "乌拉特前旗：没有写分级",
        "没有一条给出特档",
    ):
        assert said in words


def test_thresholds_of_a_banner() -> None:
    words = told("现有吸毒人员数")
    assert "挂牌整治，对象：旗县区：超过500人为挂牌整治（四（六）1第一款第二句）" in words
    assert "挂牌整治，对象：苏木镇（街道）：超过60人为挂牌整治（四（六）1第一款第二句）" in words


def test_terms_that_are_left_open() -> None:
    words = "".join(figure.words for figure in real() if figure.caption.startswith("期限与延长"))
    for said in (
        "挂牌整治：3年（第十条第一款），延期：未写明多久，没有写几次（第十一条第一句）",
        "重点关注：1年（第十条第二句），延期：1年，没有写几次（第十一条第二款）",
        "延长：1年，没有写几次（附件 第十三条第一款），继续挂牌整治：未写明多久",
        "乌拉特前旗：没有写期限",
        "挂牌整治：没有写多久，延长整治期限：未写明多久",
        "24个月（第十条第一款第（一）项），续期：6个月，没有写几次（第十一条第一款）",
    ):
        assert said in words


def test_days_in_no_phase_and_in_two() -> None:
    hengyang, urad = told("衡阳县：禁毒重点整治工作的各阶段"), told("乌拉特前旗：创建活动的各阶段")
    assert "不在任何阶段：2018年5月2日至5月4日（3天）；2018年5月30日至5月31日（2天）" in hengyang
    assert "期间：创建活动，未写明至2024年（五第一句）" in urad
    assert "2023年12月1日至12月31日（31天）：创建实施与考核验收" in urad
    assert "不在任何阶段" not in urad


@pytest.mark.parametrize("name", REAL)
def test_every_threshold_stands_in_the_text(name: str) -> None:
    """The numbers of the axis are those of the source, with their unit."""
    source = (ROOT / ("" if "/" in name else "policies") / name / "source.txt").read_text("utf-8")
    source = re.sub(r"\s", "", source)
    for figure in bands([policy_of(name)]):
        axis = [text for text in seen(figure.svg).texts if re.fullmatch(r"\d+\D+", text)]
        assert axis
        for number in axis:
            digits = re.match(r"\d+", number)
            assert digits is not None
            assert digits[0] == "0" or re.search(rf"(?<!\d){digits[0]}(?!\d)", source), number
