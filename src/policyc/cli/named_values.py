"""``名=值`` on the command line: facts and readings."""

from __future__ import annotations

from policyc.cli.output import words
from policyc.cli.problem import Problem, bad_option
from policyc.core.norms import Policy
from policyc.diagnostics import did_you_mean
from policyc.driver.readings import check_readings


def split_pair(written: str, option: str, example: str) -> tuple[str, str]:
    """The name and the value; both halves of the sign ``=`` will do."""
    text = words(written).replace("＝", "=", 1) if "=" not in written else words(written)
    name, mark, value = (part.strip() for part in text.partition("="))
    if not (name and mark and value):
        raise bad_option(f"选项 {option} 的“{text}”不是“名=值”", f"写成 {option} {example}。")
    return name, value


def fixed_readings(policy: Policy, written: tuple[str, ...]) -> dict[str, str]:
    """The readings that ``--reading`` fixes; every name and choice must be declared."""
    found: dict[str, str] = {}
    for item in written:
        name, choice = split_pair(item, "--reading", "至=含")
        name, choice = name.strip("「」"), choice.strip("「」")
        problems = check_readings(policy, {name: choice})
        if problems:
            raise Problem(problems)
        if found.setdefault(name, choice) != choice:
            raise bad_option(f"读法「{name}」指定了两次，说法不同", "只留一个。")
    return found


def named_outcomes(policy: Policy, written: tuple[str, ...]) -> tuple[str, ...]:
    """The outcomes that ``--outcome`` names, in Chinese or English, each once."""
    found: dict[str, None] = {}
    for item in written:
        name = words(item).strip()
        try:
            found[policy.outcome(name).name] = None
        except KeyError:
            known = [outcome.name for outcome in policy.outcomes]
            hint = f"{did_you_mean(name, known)}可写：{'、'.join(known)}。"
            raise bad_option(f"没有“{name}”这个结论", hint) from None
    return tuple(found)
