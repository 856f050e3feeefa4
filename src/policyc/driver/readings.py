"""Readings fixed from outside: every name and choice must be declared."""

from __future__ import annotations

from collections.abc import Mapping

from policyc.core.norms import Policy
from policyc.diagnostics import Code, Diagnostic, did_you_mean


def check_readings(policy: Policy, readings: Mapping[str, str]) -> list[Diagnostic]:
    """What is wrong with some readings and their choices."""
    checked = (_check(policy, name, choice) for name, choice in readings.items())
    return [diagnostic for diagnostic in checked if diagnostic is not None]


def _check(policy: Policy, name: str, choice: str) -> Diagnostic | None:
    names = [reading.name for reading in policy.readings]
    if name not in names:
        known = f"这个文档的读法有：{'、'.join(names)}。" if names else "这个文档没有声明读法。"
        hint = did_you_mean(name, names) or known
        return Diagnostic(Code.E404, f"读法「{name}」未声明", help=hint)
    choices = policy.reading(name).choices
    if choice in choices:
        return None
    hint = did_you_mean(choice, choices) or f"可选：{'、'.join(choices)}。"
    return Diagnostic(Code.E404, f"读法「{name}」没有“{choice}”这一种", help=hint)
