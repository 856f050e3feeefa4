"""The cache: what is kept comes back, and whatever else lies there is as good as nothing."""

import os
import pickle
import sys
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from hashlib import blake2b
from pathlib import Path

import pytest

from policyc.core.norms import Fact, Policy
from policyc.core.types import IntType
from policyc.diagnostics import Code, Diagnostic
from policyc.driver import cache as caching
from policyc.driver.cache import Cache, cache_in_use, key_of
from policyc.resources import cache_dir, without_cache

VALUE = (
    Policy("例", facts=(Fact("株数", IntType("株")),), effective=date(2020, 1, 1)),
    (Diagnostic(Code.E001, "找不到"), Fraction(1, 3), frozenset({"甲"})),
)
KEY = key_of("test", "甲")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def entry(cache: Cache) -> Path:
    (path,) = cache.folder.glob("*.entry")
    return path


def test_what_is_kept_comes_back(cache: Cache) -> None:
    assert cache.get(KEY) is None
    cache.put(KEY, VALUE, "又一个")
    kept = cache.get(KEY)
    assert kept is not None
    assert kept.value == VALUE
    assert kept.rest(lambda: pytest.fail("it is there")) == "又一个"
    assert [path.name for path in cache.folder.iterdir()] == [f"{KEY}.entry"]


def test_the_key_tells_all_parts_apart() -> None:
    keys = [
        key_of("a", "b", "c"),
        key_of("a", "bc"),
        key_of("a", "b", "", "c"),
        key_of("ab", "c"),
        key_of("a", "c", "b"),
        key_of("a", "b", "\ud800"),
    ]
    assert len(set(keys)) == len(keys)


def test_another_version_of_the_code_finds_nothing(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.put(KEY, VALUE)
    monkeypatch.setattr(caching, "code_stamp", lambda: "another")
    assert cache.get(key_of("test", "甲")) is None


def damages(data: bytes) -> Iterator[bytes]:
    yield b""
    yield from (data[:end] for end in range(0, len(data), 37))
    for at in range(0, len(data), 37):
        yield data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    yield data + b"\0"
    yield b"policyc-entry-1\n"
    yield os.urandom(200)
    yield pickle.dumps(VALUE)


def test_damage_counts_as_nothing(cache: Cache) -> None:
    cache.put(KEY, VALUE, "又一个")
    path = entry(cache)
    for data in damages(path.read_bytes()):
        path.write_bytes(data)
        assert cache.get(KEY) is None
    cache.put(KEY, VALUE)
    assert cache.get(KEY) is not None


class Evil:
    """What a foreign pickle would run."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("evil",)


class Module:
    """A class of policyc that is no data."""

    def __reduce__(self) -> tuple[object, tuple[()]]:
        return Cache, ()


def sealed(payload: bytes) -> bytes:
    """A foreign payload in an entry that is whole."""
    body = len(payload).to_bytes(8, "big") + payload
    return b"policyc-entry-1\n" + blake2b(body, digest_size=16).digest() + body


@pytest.mark.parametrize("foreign", [Evil(), Module(), [Evil()], date.fromisoformat, print])
def test_only_values_of_policyc_are_made(
    cache: Cache, foreign: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(cache.folder)
    (cache.folder / f"{KEY}.entry").write_bytes(sealed(pickle.dumps(foreign)))
    assert cache.get(KEY) is None
    assert not (cache.folder / "evil").exists()


def test_a_second_value_that_cannot_be_read_is_made_again(cache: Cache) -> None:
    first = pickle.dumps("甲")
    body = len(first).to_bytes(8, "big") + first + pickle.dumps(Evil())
    data = b"policyc-entry-1\n" + blake2b(body, digest_size=16).digest() + body
    (cache.folder / f"{KEY}.entry").write_bytes(data)
    kept = cache.get(KEY)
    assert kept is not None and kept.value == "甲"
    assert kept.rest(lambda: "重做") == "重做"


def test_what_cannot_be_kept_is_not(cache: Cache, tmp_path: Path) -> None:
    cache.put(KEY, lambda: None)
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    cache.put(KEY, deep)
    Cache(tmp_path / "没有").put(KEY, VALUE)
    file = tmp_path / "文件"
    file.write_bytes(b"")
    Cache(file).put(KEY, VALUE)
    assert Cache(file).get(KEY) is None
    assert [path.name for path in tmp_path.iterdir()] == ["文件"]
    while deep:  # or freeing it would recurse as deep
        (deep,) = deep  # type: ignore[assignment]


def test_what_is_not_used_goes_first(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        cache.put(f"k{number}", "字" * 1000)
        os.utime(cache.folder / f"k{number}.entry", (number, number))
    left = cache.folder / ".x.tmp"
    left.write_bytes(b"")
    os.utime(left, (0, 0))
    assert cache.get("k0") is not None  # used just now
    size = (cache.folder / "k0.entry").stat().st_size
    monkeypatch.setattr(caching, "MAX_BYTES", 3 * size)
    cache.put("k5", "字" * 1000)
    assert sorted(p.name for p in cache.folder.iterdir()) == ["k0.entry", "k4.entry", "k5.entry"]


# ---------------------------------------------------------------------------- where it is


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = tmp_path / "缓存" / "里"
    monkeypatch.setenv("POLICYC_CACHE", str(wanted))
    assert cache_dir() == wanted
    assert cache_in_use() is not None
    with without_cache():
        assert cache_dir() is None
        assert cache_in_use() is None
        assert cache_dir(of_documents=False) == wanted  # the parser's tables
    assert cache_dir() == wanted
    for off in ("off", "OFF", " off "):
        monkeypatch.setenv("POLICYC_CACHE", off)
        assert cache_dir() is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_folder_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICYC_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = cache_dir()
    assert folder == tmp_path / "policyc"
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o770)
    assert cache_dir() is None  # somebody else could put a pickle there
    folder.chmod(0o755)
    assert cache_dir() == folder
    monkeypatch.setattr("os.getuid", lambda: folder.stat().st_uid + 1)
    assert cache_dir() is None
    monkeypatch.undo()


def test_a_file_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "文件"
    file.write_bytes(b"")
    for place in (file, file / "下面"):
        monkeypatch.setenv("POLICYC_CACHE", str(place))
        assert cache_dir() is None
        assert cache_in_use() is None
