"""Columns of facts: what may be given, and how it becomes what the rules compare."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

# ---- 8< ----


class ColumnError(ValueError):
    """列的名称、类型、长度或者值不对。行从 0 起数，与数组的下标相同。"""


class Fact(NamedTuple):
    """一项事实：kind 是 bool、int、real、date、steps；steps 是各档，序号就是代码。

    edges 是条文里的界（第二个数为 1 的，要大于它），cuts 是列里的数达到它的最小值。
    """

    name: str
    key: str
    kind: str
    steps: tuple[str, ...]
    edges: tuple[tuple[Fraction, int], ...]
    cuts: tuple[float, ...]


class _Column:
    """一列事实，一块一块地读：每块是（数据，已知），全部已知的没有后者。"""

    def __init__(self, fact: Fact, given: Any, count: int) -> None:
        self.fact = fact
        self.mask: Any = None
        if isinstance(given, np.ma.MaskedArray):
            if given.mask is not np.ma.nomask:
                self.mask = np.broadcast_to(np.ma.getmaskarray(given), (count,))
            given = given.data
        data = np.asarray(given)
        if data.ndim > 1 or (data.ndim == 1 and len(data) != count):
            raise self.wrong(f"要一维的、{count} 行的数组，给的是 {data.shape}")
        self.data = np.broadcast_to(data, (count,))
        self.read = self.reader()
        self.is_plain = self.mask is None and self.read == self.plain

    def wrong(self, message: str) -> ColumnError:
        return ColumnError(f"事实“{self.fact.name}”（{self.fact.key}）：{message}")

    def wrong_at(self, row: int, message: str) -> ColumnError:
        return self.wrong(f"第 {row} 行（从 0 起数）的{message}")

    def reader(self) -> Any:
        kind, stored = self.fact.kind, self.data.dtype
        if stored.kind == "O" or (stored.kind == "U" and kind == "steps"):
            return {"bool": self.words, "steps": self.words, "date": self.days}.get(
                kind, self.numbers
            )
        readers = {
            ("bool", "b"): self.plain,
            ("bool", "i"): self.codes,
            ("bool", "u"): self.codes,
            ("int", "i"): self.plain,
            ("int", "u"): self.plain,
            ("int", "f"): self.floats,
            ("real", "i"): self.plain,
            ("real", "u"): self.plain,
            ("real", "f"): self.floats,
            ("date", "M"): self.dates,
            ("steps", "i"): self.codes,
            ("steps", "u"): self.codes,
        }
        found = readers.get((kind, stored.kind))
        if found is None:
            raise self.wrong(f"{_WANTED[kind]}，不能是 {stored}")
        if stored.kind == "f" and stored != np.float64:
            raise self.wrong(f"{stored} 分不清 0.95 这样的界，请用 float64")
        return found

    def block(self, start: int, stop: int) -> tuple[Any, Any]:
        """其中几行：数据，和已知与否。"""
        data, known = self.read(self.data[start:stop], start)
        if self.mask is None:
            return data, known
        told = ~self.mask[start:stop]
        if told.all():
            return data, known
        return data, told if known is None else told & known

    def unmasked(self, data: Any, wrong: Any, start: int) -> Any:
        """第一个没有遮住的错处。"""
        if self.mask is not None:
            wrong = wrong & ~self.mask[start : start + len(data)]
        return int(wrong.argmax()) if wrong.any() else None

    def plain(self, data: Any, start: int) -> tuple[Any, Any]:
        return data, None

    def floats(self, data: Any, start: int) -> tuple[Any, Any]:
        known = data == data
        if self.fact.kind == "int":
            at = self.unmasked(data, known & (np.floor(data) != data), start)
            if at is not None:
                raise self.wrong_at(start + at, f" {data[at]} 不是整数")
        return data, None if known.all() else known

    def dates(self, data: Any, start: int) -> tuple[Any, Any]:
        known = ~np.isnat(data)
        days = data.astype("datetime64[D]").view(np.int64)
        return days, None if known.all() else known

    def codes(self, data: Any, start: int) -> tuple[Any, Any]:
        count = len(self.fact.steps) or 2
        if len(data) and data.min() >= 0 and data.max() < count:
            return (data if self.fact.steps else data == 1), None
        at = self.unmasked(data, (data >= count) | (data < -1), start)
        if at is not None:
            told = f"序号 {data[at]} 不在 -1（未知）到 {count - 1} 之间"
            raise self.wrong_at(start + at, told)
        known = data >= 0
        values = data if self.fact.steps else data == 1
        return values, None if known.all() else known

    def words(self, data: Any, start: int) -> tuple[Any, Any]:
        found = _coded(self.fact, data)
        at = self.unmasked(data, found == -2, start)
        if at is not None:
            steps = "、".join(self.fact.steps)
            told = f"不是其中一档；可写：{steps}" if steps else "不是 True 或 False"
            raise self.wrong_at(start + at, f"“{data[at]}”{told}")
        known = found >= 0
        values = found if self.fact.steps else found == 1
        return values, None if known.all() else known

    def days(self, data: Any, start: int) -> tuple[Any, Any]:
        found = np.zeros(len(data), np.int64)
        known = np.ones(len(data), bool)
        for at, day in enumerate(data):
            if isinstance(day, date):
                found[at] = date(day.year, day.month, day.day).toordinal() - _EPOCH
            else:
                known[at] = False
                self.only_unknown(data, at, start, "不是日期")
        return found, None if known.all() else known

    def numbers(self, data: Any, start: int) -> tuple[Any, Any]:
        """Python 的数逐个比较，所以 Fraction、Decimal 都分毫不差。"""
        cuts = self.fact.cuts
        first = (cuts[0] - 1 if cuts else 0) if self.fact.kind == "int" else -np.inf
        samples = np.array([first, *cuts])
        places = np.zeros(len(data), np.int64)
        known = np.ones(len(data), bool)
        for at, number in enumerate(data):
            exact = _exact(number)
            if exact is None:
                known[at] = False
                self.only_unknown(data, at, start, "不是数")
            elif self.fact.kind == "int" and exact.denominator != 1:
                self.only_unknown(data, at, start, "不是整数")
            else:
                places[at] = bisect_right(self.fact.edges, (exact, 0))
        return samples[places], None if known.all() else known

    def only_unknown(self, data: Any, at: int, start: int, message: str) -> None:
        """None 和 NaN 是未知，别的是错。"""
        value = data[at]
        masked = self.mask is not None and self.mask[start + at]
        if value is not None and value == value and not masked:
            raise self.wrong_at(start + at, f"“{value}”{message}")


_EPOCH = date(1970, 1, 1).toordinal()
_WANTED = {
    "bool": "是否列要 bool",
    "int": "整数列要整数（或者 float64，NaN 为未知）",
    "real": "小数列要 float64 或整数",
    "date": "日期列要 datetime64",
    "steps": "要各档的序号（-1 为未知）或者名称",
}


def _exact(number: Any) -> Fraction | None:
    """一个数；float 是它写出来的最短十进制数。"""
    if isinstance(number, (bool, np.bool_)) or number is None:
        return None
    try:
        if isinstance(number, (float, np.floating)):
            return Fraction(repr(float(number)))
        return Fraction(int(number) if isinstance(number, np.integer) else number)
    except (TypeError, ValueError, OverflowError):
        return None


def _coded(fact: Fact, data: Any) -> Any:
    """名称的序号；None 为 -1，没有的为 -2。"""
    steps: tuple[Any, ...] = fact.steps or (False, True)
    if data.dtype.kind == "U":
        found = np.full(len(data), -2, np.int8)
        for code, step in enumerate(steps):
            found[data == step] = code
        return found
    codes = {None: -1, **{step: code for code, step in enumerate(steps)}}
    every = (-1 if word != word else codes.get(word, -2) for word in data)
    return np.fromiter(every, np.int8, len(data))


def _columns(
    facts: Mapping[str, Fact], given: Mapping[str, Any], count: int | None
) -> tuple[dict[str, Any], int]:
    """以英文名为键的列，和行数。"""
    items = getattr(given, "items", None)
    if not callable(items):
        shown = "None" if given is None else type(given).__name__
        raise ColumnError(f"各列要写成 {{事实: 数组}} 这样的 dict，给的是 {shown}")
    found: dict[str, Any] = {}
    names = {fact.name: fact.key for fact in facts.values()}
    for name, column in items():
        key = names.get(name, name)
        if key not in facts:
            raise ColumnError(f"没有“{name}”这项事实")
        if key in found:
            raise ColumnError(f"事实“{facts[key].name}”给了两次")
        found[key] = column
        rows = np.shape(column)
        if count is None and rows:
            count = rows[0]
    if count is None:
        raise ColumnError("没有一列是数组，请用 n=… 写明行数")
    return found, count
