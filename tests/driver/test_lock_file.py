import os
from pathlib import Path

import pytest

from policyc.diagnostics import Code, Diagnostic
from policyc.driver.lock_file import LOCK_FILE, read_lock, shown_lock_path, write_lock
from policyc.driver.pipeline import Loaded, load
from policyc.driver.project import find_documents
from policyc.lints.lock import Lock, lock_to_text


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    folder = tmp_path / "办法"
    folder.mkdir()
    (folder / "source.txt").write_text("第一条 甲。\n第二条 乙。\n", encoding="utf-8")
    (folder / "policy.policy").write_text("文件「办法」\n第一条\n  宣示。\n", encoding="utf-8")
    found = find_documents("办法", tmp_path)
    assert isinstance(found, list)
    return load(found[0], tmp_path)


def test_written_and_read_back(loaded: Loaded, tmp_path: Path) -> None:
    assert read_lock(loaded) is None
    written = write_lock(loaded)
    assert read_lock(loaded) == written
    path = tmp_path / "办法" / LOCK_FILE
    assert path.read_bytes() == lock_to_text(written).encode("utf-8")
    assert sorted(p.name for p in path.parent.iterdir()) == [
        LOCK_FILE,
        "policy.policy",
        "source.txt",
    ]
    assert shown_lock_path(loaded, tmp_path) == str(Path("办法") / LOCK_FILE)


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_the_mode_is_that_of_any_new_file(loaded: Loaded, tmp_path: Path) -> None:
    write_lock(loaded)
    path, other = tmp_path / "办法" / LOCK_FILE, tmp_path / "other"
    other.touch()
    assert path.stat().st_mode == other.stat().st_mode
    path.chmod(0o640)
    write_lock(loaded)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("failing", ["os.replace", "os.fsync"])
def test_never_half_a_lock(
    loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    write_lock(loaded)
    path = tmp_path / "办法" / LOCK_FILE
    before, names = path.read_bytes(), sorted(path.parent.iterdir())
    (tmp_path / "办法" / "source.txt").write_text("第一条 改了。\n", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"policyc.driver.replace.{failing}", fail)
    with pytest.raises(OSError, match="No space"):
        write_lock(load(loaded.files, tmp_path))
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == names


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"<<<<<<< HEAD\n", Code.E006, "不是有效的 JSON"),
        (b"{}", Code.E006, "没有 units 一项"),
        (b"\xff\xfe", Code.E002, "不是 UTF-8"),
    ],
)
def test_a_damaged_lock_is_said_to_be_one(
    loaded: Loaded, tmp_path: Path, data: bytes, code: Code, words: str
) -> None:
    (tmp_path / "办法" / LOCK_FILE).write_bytes(data)
    found = read_lock(loaded)
    assert isinstance(found, Diagnostic)
    assert found.code is code
    assert words in found.message


def test_a_folder_in_the_place_of_the_lock(loaded: Loaded, tmp_path: Path) -> None:
    (tmp_path / "办法" / LOCK_FILE).mkdir()
    found = read_lock(loaded)
    assert isinstance(found, Diagnostic) and found.code is Code.E004
    assert not isinstance(found, Lock)
