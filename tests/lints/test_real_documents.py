"""The five sources: how many units they have, whatever of them is encoded."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lints.minis import tree_of

from policyc.driver.examine import encoded
from policyc.driver.lock_file import LOCK_FILE
from policyc.driver.pipeline import load
from policyc.driver.project import DocumentFiles, find_documents
from policyc.lints.coverage import coverage
from policyc.lints.lock import compare, lock_from_text, lock_of, lock_to_text, normalised
from policyc.lints.references import exists, other_documents, own_references
from policyc.lints.units import units_of
from policyc.resources import bundled_policies_dir
from policyc.source.provisions import READER_VERSION

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("kunming-2019", 67),
        ("jilin-2019-draft", 62),
        ("hengyang-2018", 85),
        ("urad-front-banner-2023", 89),
        ("nancheng-2017", 20),
    ],
)
def test_units_of_the_text_alone(name: str, count: int) -> None:
    tree = tree_of((bundled_policies_dir() / name / "source.txt").read_text("utf-8"))
    assert sum(unit.piece.counts for unit in units_of(tree)) == count


@pytest.mark.parametrize(
    "name",
    [
        "kunming-2019",
        "jilin-2019-draft",
        "hengyang-2018",
        "urad-front-banner-2023",
        "nancheng-2017",
    ],
)
def test_the_texts_are_as_they_were_locked(name: str) -> None:
    folder = bundled_policies_dir() / name
    lock = lock_from_text((folder / LOCK_FILE).read_text("utf-8"))
    assert not compare(lock, tree_of((folder / "source.txt").read_text("utf-8")))
    assert lock.reader == READER_VERSION


@given(st.text(alphabet="第一二三条款项（）()1.、。：；，《》前本办法的甲\n \u200b", max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    tree = tree_of(text)
    cited = [p.citation for p in tree.walk() if p.citation is not None]
    for standing in ((), cited):
        words = "".join(unit.words for unit in units_of(tree, standing))
        assert set(normalised(words)) <= set(text)
    lock = lock_of(tree)
    assert lock_from_text(lock_to_text(lock)) == lock
    assert not compare(lock, tree)
    assert all(
        r.target is None or exists(tree, r.target) in (True, False) for r in own_references(tree)
    )
    other_documents(tree)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("kunming-2019", 67, 90),
        ("jilin-2019-draft", 62, 85),
        ("hengyang-2018", 85, 120),
        ("urad-front-banner-2023", 160, 190),
        ("nancheng-2017", 50, 77),
    ],
)
def test_units_with_the_sentences_that_the_code_names(name: str, least: int, most: int) -> None:
    found = find_documents(f"policies/{name}", ROOT)
    assert isinstance(found, list) and isinstance(found[0], DocumentFiles)
    subject = encoded(load(found[0], ROOT))
    if subject is None:
        pytest.skip(f"{name} has errors now")
    covered = coverage(subject.tree, subject.document, subject.policy)
    assert least <= len(covered.units) <= most
    assert sum(covered.counts.values()) == len(covered.units)
    unique = {each.unit.cited for each in covered.units}
    assert len(unique) == len(covered.units)
