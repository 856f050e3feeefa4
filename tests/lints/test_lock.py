import json

import pytest
from tests.lints.minis import lock_for, tree_of

from policyc.lints.lock import (
    Changes,
    Lock,
    LockError,
    compare,
    digest,
    lock_from_text,
    lock_of,
    lock_to_text,
    locked_units,
)
from policyc.source.provisions import READER_VERSION

SOURCE = """\
某办法
第一条 甲。乙。
第二条 丙，应当：
（一）丁；
（二）戊。
"""


def changes(before: str, after: str) -> Changes:
    return compare(lock_for(before), tree_of(after))


def test_every_unit_with_words_of_its_own_is_locked() -> None:
    assert [key for key, _ in locked_units(tree_of(SOURCE))] == [
        "第一条第一句",
        "第一条第二句",
        "第二条",
        "第二条第（一）项",
        "第二条第（二）项",
    ]


def test_a_citation_that_stands_twice_is_numbered() -> None:
    source = "第一条 甲。\n第二条 乙。\n第二条 丙。\n"
    assert [key for key, _ in locked_units(tree_of(source))] == ["第一条", "第二条", "第二条#2"]


def test_an_unchanged_text() -> None:
    assert not changes(SOURCE, SOURCE)
    assert changes(SOURCE, SOURCE) == Changes()


def test_blanks_and_broken_lines_do_not_count() -> None:
    assert not changes(SOURCE, SOURCE.replace("丙，应当", "丙，\u200b 应\n当").replace("甲", "甲 "))
    assert digest("a b\n\u3000c\ufeff") == digest("abc") != digest("abd")


def test_changed_added_and_missing() -> None:
    after = SOURCE.replace("乙", "乙乙").replace("（二）戊。", "（二）己；\n（三）庚。")
    assert changes(SOURCE, after) == Changes(
        changed=("第一条第二句", "第二条第（二）项"), added=("第二条第（三）项",)
    )
    assert changes(after, SOURCE).missing == ("第二条第（三）项",)


def test_a_unit_that_only_moved() -> None:
    before = "第一条 甲。\n第二条 乙。\n第三条 丙。\n"
    after = "第一条 甲。\n第二条 新的。\n第三条 乙。\n第四条 丙。\n"
    assert changes(before, after) == Changes(
        added=("第二条",), moved=(("第二条", "第三条"), ("第三条", "第四条"))
    )


def test_words_that_stand_twice_are_not_said_to_have_moved() -> None:
    before = "第一条 同上。\n第二条 同上。\n第三条 丙。\n"
    after = "第一条 甲。\n第二条 乙。\n第三条 同上。\n第四条 同上。\n"
    assert changes(before, after) == Changes(
        changed=("第一条", "第二条", "第三条"), added=("第四条",)
    )


def test_a_change_outside_all_units() -> None:
    found = changes(SOURCE, SOURCE.replace("某办法", "某某办法"))
    assert found == Changes(elsewhere=True)
    assert found


def test_a_lock_of_another_reader_says_so() -> None:
    lock = lock_for(SOURCE)
    older = Lock(lock.document, {**lock.units, "第一条": digest("甲。乙。")}, READER_VERSION - 1)
    assert compare(older, tree_of(SOURCE)).other_reader
    same = Lock(lock.document, lock.units, READER_VERSION - 1)
    assert not compare(same, tree_of(SOURCE))


def test_the_file_is_sorted_json_with_a_line_for_each_unit() -> None:
    lock = lock_of(tree_of(SOURCE))
    text = lock_to_text(lock)
    assert lock_from_text(text) == lock
    data = json.loads(text)
    assert list(data) == sorted(data) == ["document", "format", "reader", "units"]
    assert list(data["units"]) == sorted(data["units"])
    assert sum("第一条第一句" in line for line in text.splitlines()) == 1
    assert len(text.splitlines()) == len(lock.units) + 7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "不是有效的 JSON"),
        ("<<<<<<< HEAD", "不是有效的 JSON"),
        ("[" * 100_000, "不是有效的 JSON"),
        ("[]", "没有 units"),
        ('{"units": []}', "没有 units"),
        ('{"units": {}, "format": 2}', "格式版本是 2"),
        ('{"units": {}, "format": 1, "document": "abc"}', "不是 SHA-256"),
        ('{"units": {"第一条": 3}, "format": 1, "document": "%s"}' % ("0" * 64), "不是 SHA-256"),
        ('{"units": {}, "format": 1, "document": "%s"}' % ("0" * 64), "没有写明 reader"),
    ],
)
def test_what_is_no_lock(text: str, message: str) -> None:
    with pytest.raises(LockError, match=message):
        lock_from_text(text)
