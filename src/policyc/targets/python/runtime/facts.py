"""Reading facts from outside: names, types, units, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from policyc.targets.python.runtime.branching import _shown
from policyc.targets.python.runtime.results import Fact, FactError, Problem, Value

if TYPE_CHECKING:
    from fractions import Fraction


# ------------------------------------------------------------------ 8< ------------------------
class _Wrong(Exception):
    """一个值不合它的类型。"""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _pairs(what: str, given: object) -> Iterable[tuple[str, Any]]:
    """名称和值；不是 dict 那样的是 FactError。"""
    items = getattr(given, "items", None)
    if not callable(items):
        raise FactError(f"{what}要写成 {{名称: 值}} 这样的 dict，给的是 {given!r}")
    found: Iterable[tuple[str, Any]] = items()
    return found


class _Facts:
    """一份文件的全部事实，可用中文名或英文名查找。"""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = tuple(facts)
        self.known = {fact.key: fact for fact in self.facts} | {f.name: f for f in self.facts}

    def complete(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """每个英文名各有一个值，没有给出的为 None。值不检查。"""
        found: dict[str, Any] = dict.fromkeys(fact.key for fact in self.facts)
        for name, value in _pairs("事实", facts):
            fact = self.known.get(name)
            if fact is None:
                raise FactError(f"事实“{name}”未声明")
            if found[fact.key] is not None and value is not None:
                raise FactError(f"事实“{fact.name}”给了两次（中文名与英文名同时出现）")
            if value is not None:
                found[fact.key] = value
        return found

    def read(
        self, raw: Mapping[str, object], rest_harmless: bool
    ) -> tuple[dict[str, Any], list[Problem]]:
        """检查并读成各自的类型；没有给出的未知，或者取平常值。"""
        found: dict[str, Any] = dict.fromkeys(fact.key for fact in self.facts)
        problems: list[Problem] = []
        mentioned: set[str] = set()
        for name, item in _pairs("事实", raw):
            fact = self.known.get(name)
            if fact is None:
                problems.append(Problem("E501", name, f"事实“{name}”未声明"))
                continue
            if fact.key in mentioned:
                message = f"事实“{fact.name}”给了两次（中文名与英文名同时出现）"
                problems.append(Problem("E506", fact.name, message))
            mentioned.add(fact.key)
            try:
                value = _read(fact, item)
            except _Wrong as wrong:
                problems.append(Problem(wrong.code, fact.name, f"事实“{fact.name}”：{wrong}"))
            else:
                found[fact.key] = value if value is not None else found[fact.key]
        if rest_harmless:
            for fact in self.facts:
                if fact.key not in mentioned:
                    found[fact.key] = fact.harmless
        return found, problems


_WITH_UNIT = re.compile(r"([0-9.,]+)\s*([^0-9\s.,:%]+)")
_PLAIN = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_DATE = re.compile(r"([0-9]{4})(?:-|\s*年\s*)([0-9]{1,2})(?:-|\s*月\s*)([0-9]{1,2})(?:\s*日)?")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９：％，", "0123456789:%,")


def _read(fact: Fact, item: object) -> Value | None:
    if item is None or (isinstance(item, str) and item.strip() in ("未知", "不详")):
        return None
    if fact.type == "布尔":
        if isinstance(item, bool):
            return item
        if isinstance(item, str) and item.strip() in ("是", "否"):
            return item.strip() == "是"
        raise _Wrong("E502", f"值“{item}”不是布尔值")
    if fact.type in ("级别", "选项"):
        if isinstance(item, str) and item.strip() in fact.options:
            return item.strip()
        raise _Wrong("E502", f"没有“{item}”这一档；可选：{'、'.join(fact.options)}")
    if fact.type == "日期":
        return _read_date(item)
    number = _read_number(fact, item)
    low, high = fact.minimum, fact.maximum
    if fact.type == "整数":
        if number.denominator != 1:
            raise _Wrong("E502", f"值“{item}”不是整数")
        number = int(number)
    if (low is not None and number < low) or (high is not None and number > high):
        raise _Wrong("E504", f"值 {number} 超出范围")
    return number


def _read_date(item: object) -> date:
    if isinstance(item, date) and type(item) is date:
        return item
    found = _DATE.fullmatch(item.strip().translate(_HALF_WIDTH)) if isinstance(item, str) else None
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
    raise _Wrong("E502", f"值“{item}”不是日期，写成 2019-05-30")


def _read_number(fact: Fact, item: object) -> int | Fraction:
    from fractions import Fraction

    wrong = _Wrong("E502", f"值“{item}”不是{fact.type}")
    if isinstance(item, bool):
        raise wrong
    if isinstance(item, (int, Fraction)):
        return item if fact.type == "整数" else Fraction(item)
    if isinstance(item, float):
        try:
            return Fraction(str(item))
        except ValueError:
            raise wrong from None
    if not isinstance(item, str):
        raise wrong
    body = item.translate(_HALF_WIDTH).strip()
    negative = body[:1] in ("-", "−", "－", "负")
    if negative:
        body = body[1:].lstrip()
    if fact.unit not in ("", "%"):
        body = body.removesuffix(fact.unit).rstrip()
    number = _plain_number(body)
    if number is not None:
        return -number if negative else number
    found = _WITH_UNIT.fullmatch(body)
    if found:
        raise _Wrong("E503", f"单位“{found[2]}”不符，应为“{fact.unit or '无单位'}”")
    raise wrong


def _plain_number(text: str) -> Fraction | None:
    """12、12.5、1,200、95%、1:20。"""
    from fractions import Fraction

    left, colon, right = (part.strip() for part in text.partition(":"))
    if colon:
        share, of = _plain_number(left), _plain_number(right)
        return None if share is None or not of else share / of
    body = left.removesuffix("%")
    if not _PLAIN.fullmatch(body):
        return None
    number = Fraction(body.replace(",", ""))
    return number if body == left else number / 100


def _violated(name: str, told: str, facts: list[tuple[str, Value | None]]) -> Problem:
    known = "、".join(f"{fact}={_shown(value)}" for fact, value in facts if value is not None)
    return Problem("E505", name, f"事实违反{told}：{known}")
