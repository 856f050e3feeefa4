"""Facts from outside: checked against the policy before anything is evaluated.

Wrong input is never repaired: an unknown name, a wrong unit, type or range, or facts that break
an axiom give a diagnostic that names the fact (``semantics.md`` §2 and table row 35).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from policyc.core.conditions import facts_of
from policyc.core.norms import Axiom, Fact, Policy
from policyc.core.run import OpenReading, Run
from policyc.core.types import (
    BoolType,
    ChoiceType,
    DateType,
    IntType,
    RealType,
    ScaleType,
    Value,
    show_type,
    show_value,
)
from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.source.numerals import NumeralError, parse_date, parse_number

UNKNOWN_WORDS = ("未知", "不详")
_SIGNED = re.compile(r"([-−－负])?\s*(.*)", re.DOTALL)
_NUMBER_THEN_UNIT = re.compile(r"([0-9０-９.,]+)\s*([^0-9０-９\s.,:：%％]+)")


class InputError(ValueError):
    """A value that a type does not take; carries its code and a help sentence."""

    def __init__(self, code: Code, message: str, help: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.help = help


def check_facts(
    policy: Policy, raw: Mapping[str, object], *, rest_harmless: bool = False
) -> tuple[dict[str, Value], list[Diagnostic]]:
    """Facts by declared name, unknown ones left out, and what is wrong with the input.

    Keys are names or ASCII aliases; ``None``, 未知 and 不详 mean unknown. With
    ``rest_harmless`` every fact that is not mentioned takes its harmless value.
    """
    facts: dict[str, Value] = {}
    problems: list[Diagnostic] = []
    mentioned: set[str] = set()
    for key, item in raw.items():
        try:
            fact = policy.fact(key)
        except KeyError:
            problems.append(_undeclared(policy, key))
            continue
        if fact.name in mentioned:
            problems.append(
                Diagnostic(
                    Code.E506,
                    f"事实“{fact.name}”给了两次（中文名与英文名同时出现）",
                    help="只留一个。",
                )
            )
        mentioned.add(fact.name)
        try:
            value = read_value(fact, item)
        except InputError as error:
            problems.append(Diagnostic(error.code, f"事实“{fact.name}”：{error}", help=error.help))
        else:
            if value is not None:
                facts[fact.name] = value
    if rest_harmless:
        for fact in policy.facts:
            if fact.name not in mentioned and fact.harmless is not None:
                facts[fact.name] = fact.harmless
    if not problems:
        problems = broken_axioms(policy, facts)
    return facts, problems


def _undeclared(policy: Policy, key: str) -> Diagnostic:
    names = [fact.name for fact in policy.facts] + [f.alias for f in policy.facts if f.alias]
    hint = did_you_mean(key, names) or f"用 policyc facts {policy.name} 查看全部事实。"
    outcomes = {outcome.name for outcome in policy.outcomes}
    if key in outcomes:
        hint = f"“{key}”是结论，由条文推出，不能作为事实给出。" + hint
    return Diagnostic(Code.E501, f"事实“{key}”未声明", help=hint)


def broken_axioms(policy: Policy, facts: Mapping[str, Value]) -> list[Diagnostic]:
    """One diagnostic per axiom that the known facts violate, whatever the readings."""
    run = Run(policy, facts, {})
    found = []
    for axiom in policy.axioms:
        if _is_broken(run, axiom):
            named = dict.fromkeys(f for f in facts_of(axiom.condition) if f in facts)
            shown = "、".join(
                f"{name}={show_value(facts[name], policy.fact(name).type)}" for name in named
            )
            found.append(
                Diagnostic(
                    Code.E505,
                    f"事实违反常理“{axiom.name}”：{shown}",
                    help=f"常理的依据：{axiom.basis or '未注明'}。请改正其中一项事实。",
                )
            )
    return found


def _is_broken(run: Run, axiom: Axiom) -> bool:
    try:
        return run.truth(axiom.condition) is False
    except OpenReading:
        return False  # some reading saves it


def read_value(fact: Fact, item: object) -> Value | None:
    """A JSON value as a value of the fact's type; ``InputError`` says what is wrong."""
    if item is None or (isinstance(item, str) and item.strip() in UNKNOWN_WORDS):
        return None
    match fact.type:
        case BoolType():
            return _read_bool(item)
        case ScaleType(scale):
            return _read_option(item, scale.steps)
        case ChoiceType(_, options):
            return _read_option(item, options)
        case DateType():
            return _read_date(item)
        case IntType(unit, low, high):
            number = _read_number(fact, item, unit)
            if number.denominator != 1:
                raise _wrong_type(fact, item)
            _check_range(fact, number, low, high)
            return int(number)
        case RealType(unit, low, high):
            number = _read_number(fact, item, unit)
            _check_range(fact, number, low, high)
            return number


def _wrong_type(fact: Fact, item: object) -> InputError:
    return InputError(
        Code.E502,
        f"值 {_quoted(item)} 不是{show_type(fact.type).partition('，')[0]}",
        f"该事实为{show_type(fact.type)}；不知道的写 null。",
    )


def _quoted(item: object) -> str:
    if isinstance(item, bool):
        return "是" if item else "否"
    text = str(item)
    return f"“{text if len(text) <= 40 else text[:40] + '…'}”"


def _read_bool(item: object) -> bool:
    if isinstance(item, bool):
        return item
    if isinstance(item, str) and item.strip() in ("是", "否"):
        return item.strip() == "是"
    raise InputError(Code.E502, f"值 {_quoted(item)} 不是布尔值", "写 true/false，或“是”/“否”。")


def _read_option(item: object, options: tuple[str, ...]) -> str:
    if isinstance(item, str) and item.strip() in options:
        return item.strip()
    listed = "、".join(options)
    hint = did_you_mean(item, options) if isinstance(item, str) else ""
    raise InputError(Code.E502, f"没有 {_quoted(item)} 这一档", hint or f"可选：{listed}。")


def _read_date(item: object) -> date:
    if isinstance(item, date) and not isinstance(item, datetime):
        return item
    if isinstance(item, str):
        try:
            return parse_date(item)
        except NumeralError:
            pass
    raise InputError(
        Code.E502, f"值 {_quoted(item)} 不是日期", "写成 2019-05-30 或 2019年5月30日。"
    )


def _read_number(fact: Fact, item: object, unit: str) -> Fraction:
    if isinstance(item, bool):
        raise _wrong_type(fact, item)
    if isinstance(item, (int, Fraction)):
        return Fraction(item)
    if isinstance(item, float):
        try:
            return Fraction(str(item))
        except ValueError:
            raise _wrong_type(fact, item) from None
    if isinstance(item, str):
        return _read_written_number(fact, item, unit)
    raise _wrong_type(fact, item)


def _read_written_number(fact: Fact, item: str, unit: str) -> Fraction:
    """A number with or without its unit, in digits or in Chinese numerals."""
    sign, body = _SIGNED.fullmatch(item.strip()).groups()  # type: ignore[union-attr]
    if unit not in ("", "%"):
        body = body.removesuffix(unit).rstrip()
    try:
        number = Fraction(parse_number(body))
    except NumeralError:
        raise _wrong_unit(body, unit) or _wrong_type(fact, item) from None
    return -number if sign else number


def _wrong_unit(text: str, unit: str) -> InputError | None:
    """The complaint about a number that is fine but for its unit, if it is one."""
    found = _NUMBER_THEN_UNIT.fullmatch(text)
    if found is None:
        return None
    return InputError(
        Code.E503,
        f"单位“{found[2]}”不符，应为“{unit or '无单位'}”",
        "按声明的单位换算后再填。",
    )


def _check_range(
    fact: Fact, number: Fraction, low: int | Fraction | None, high: int | Fraction | None
) -> None:
    if (low is not None and number < low) or (high is not None and number > high):
        shown = show_value(int(number) if number.denominator == 1 else number, fact.type)
        raise InputError(Code.E504, f"值 {shown} 超出范围", f"该事实为{show_type(fact.type)}。")
