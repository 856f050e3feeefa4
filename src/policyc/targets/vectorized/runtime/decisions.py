"""What is decided of many rows, and how it is computed block by block."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from policyc.targets.vectorized.runtime.columns import Fact, _Column, _columns

# ---- 8< ----


class DateError(ValueError):
    """给出的截至日期不是 datetime.date。"""


KINDS = ("定", "裁量", "冲突", "空白", "不适用", "未知", "读法分歧")
"""kind 的代码是这里的序号。"""


class Norm(NamedTuple):
    """一条规定；位的序号就是它在 Decision.norms 里的序号。"""

    id: str
    citation: str
    modality: str
    values: tuple[Any, ...]


class Decision:
    """一个结论，每行一个案件。

    kind 是 KINDS 的序号；value 是 table 的序号，0 为没有（不是“定”，或者定的不止一个值）；
    values 每个值一位（第 k 位是 table[k + 1]）：定的值，冲突的各个值，裁量可以选的，
    未知而累加的是已经确定的；in_force 每条规定一位，生效的；uncertain 是生效未知的，
    或者随读法不同的。
    """

    __slots__ = (
        "flags", "in_force", "kind", "norms", "outcome", "subject", "table", "uncertain",
        "value", "values",
    )  # fmt: skip

    def __init__(self, question: _Question, count: int, flags: tuple[str, ...]) -> None:
        self.outcome, self.subject = question.outcome, question.subject
        self.table, self.norms, self.flags = question.table, question.norms, flags
        norms, values = _mask_type(len(self.norms)), _mask_type(len(self.table) - 1)
        self.kind = np.zeros(count, np.int8)
        self.value = np.zeros(count, np.int8)
        self.values = np.zeros(count, values)
        self.in_force = np.zeros(count, norms)
        self.uncertain = np.zeros(count, norms)

    def value_names(self) -> Any:
        """每行的值，没有的是 None。"""
        return _named(self.table, self.value)

    def kind_names(self) -> Any:
        """每行的种类。"""
        return _named(KINDS, self.kind)

    def citations(self, row: int, *, uncertain: bool = False) -> tuple[str, ...]:
        """一行里生效的条款；uncertain：生效未知或者随读法不同的。"""
        mask = int((self.uncertain if uncertain else self.in_force)[row])
        return tuple(norm.citation for k, norm in enumerate(self.norms) if mask >> k & 1)

    def possible(self, row: int) -> tuple[Any, ...]:
        """一行里 values 的各个值。"""
        mask = int(self.values[row])
        return tuple(value for k, value in enumerate(self.table[1:]) if mask >> k & 1)


class _Question(NamedTuple):
    """facts 是要的事实，acts 是其中只作官方认定的，没有认定也不必逐个未知地推演。

    known 假定事实和上游的结论都已知，不对的什么也不写，返回 False；unknown 分清未知。
    """

    outcome: str
    subject: str
    table: tuple[Any, ...]
    norms: tuple[Norm, ...]
    facts: tuple[str, ...]
    acts: frozenset[str]
    rows: int
    buffers: tuple[int, int, int]
    word: Any
    known: Callable[..., bool]
    unknown: Callable[..., None]


class _Buffers:
    """一块的工作区，各块共用。"""

    def __init__(self, question: _Question, count: int) -> None:
        bools, words, bytes_ = question.buffers
        self.bools = np.empty((bools, count), bool)
        self.words = np.empty((words, count), question.word)
        self.bytes = np.empty((bytes_, count), np.uint8)


class _Outputs(NamedTuple):
    """一块的结果；位掩码一列一个字节。"""

    kind: Any
    value: Any
    values: Any
    in_force: Any
    uncertain: Any


def _run(
    question: _Question,
    facts: Mapping[str, Fact],
    given: Mapping[str, Any],
    count: int | None,
    windows: int,
    flags: tuple[str, ...],
) -> Decision:
    found, count = _columns(facts, given, count)
    columns = [
        _Column(facts[key], found[key], count) if key in found else None for key in question.facts
    ]
    decision = Decision(question, count, flags)
    rows = min(question.rows, count)
    buffers = _Buffers(question, rows)
    outputs = (
        decision.kind.view(np.uint8),
        decision.value.view(np.uint8),
        *map(_bytes, (decision.values, decision.in_force, decision.uncertain)),
    )
    for start in range(0, count, rows or 1):
        stop = min(start + rows, count)
        if stop - start < rows:
            buffers = _Buffers(question, stop - start)
        data, known, is_known = _block(question, facts, columns, start, stop)
        block = (data, known, windows, buffers, _Outputs(*(o[start:stop] for o in outputs)))
        if not (is_known and question.known(*block)):
            question.unknown(*block)
    return decision


def _block(
    question: _Question,
    facts: Mapping[str, Fact],
    columns: list[_Column | None],
    start: int,
    stop: int,
) -> tuple[list[Any], list[Any], bool]:
    """几行事实，各项是否已知，除了官方认定是否全部已知。"""
    data, known, is_known = [], [], True
    always, never = (np.broadcast_to(truth, (stop - start,)) for truth in (True, False))
    for key, column in zip(question.facts, columns, strict=True):
        if column is None:
            told = never
            values = never if facts[key].kind == "bool" else np.broadcast_to(0.0, never.shape)
        elif column.is_plain:
            values, told = column.data[start:stop], None
        else:
            values, told = column.block(start, stop)
        data.append(values)
        known.append(always if told is None else told)
        is_known = is_known and (told is None or key in question.acts)
    return data, known, is_known


def _named(table: tuple[Any, ...], codes: Any) -> Any:
    words = np.empty(len(table), object)
    words[:] = table
    return words[codes]


def _mask_type(bits: int) -> Any:
    """放得下这么多位的最小的数，低位字节在前。"""
    return np.dtype(next(f"<u{size}" for size in (1, 2, 4, 8) if bits <= 8 * size))


def _bytes(mask: Any) -> Any:
    return mask.view(np.uint8).reshape(len(mask), mask.dtype.itemsize)


def _period(periods: tuple[tuple[date | None, int, bool], ...], day: date | None) -> Any:
    """截至一天的那一段：没有日期的是第一段。"""
    if day is not None and type(day) is not date:
        raise DateError(
            f"截至日期 as_of 要用 datetime.date，给的是 {day!r}；"
            'date(2020, 6, 1)、date.fromisoformat("2020-06-01") 都可以'
        )
    past = [each for each in periods[1:] if day and each[0] and each[0] <= day]
    return past[-1] if past else periods[0]
