"""A case file put through several documents: every fact under the name that each has for it.

A fact that only some documents know is no mistake; one that none knows is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import evolve, frozen

from policyc.comparison.one_case import Given, OneCase, put_through
from policyc.comparison.several import Several
from policyc.core.inputs import check_facts
from policyc.core.norms import Policy
from policyc.core.types import BoolType, Value, show_value
from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.driver.facts_file import Entry, bind_entries, fact_name


@frozen
class _Placed:
    """An entry of the file, the name that each document has for it, and the one it is shown by."""

    entry: Entry
    names: tuple[str | None, ...]
    fitting: tuple[bool, ...]
    """Whether each document that knows the fact has a place for the value."""

    def unknown_to(self, at: int) -> _Placed:
        """The entry as one that a document does not know."""
        names = tuple(None if k == at else name for k, name in enumerate(self.names))
        fitting = tuple(fits and k != at for k, fits in enumerate(self.fitting))
        return _Placed(self.entry, names, fitting)


def put_case(
    policies: Sequence[Policy],
    entries: Sequence[Entry],
    *,
    rest_harmless: bool = False,
    as_of: date | None = None,
) -> tuple[OneCase | None, list[Diagnostic]]:
    """The case in all documents, or what is wrong with the file.

    Wrong is a fact that no document knows, a value that none takes, and a fact that is given twice
    over in the words of one document.
    """
    several = Several.of(policies)
    placed: list[_Placed] = []
    problems: list[Diagnostic] = []
    for entry in entries:
        found = _placed(several, entry)
        if isinstance(found, Diagnostic):
            problems.append(found)
        else:
            placed.append(found)
    placed = _settled(several, placed)
    facts: list[dict[str, Value] | None] = []
    impossible: list[tuple[str, Diagnostic]] = []
    for at, policy in enumerate(several.policies):
        own = _own_entries(policy, placed, at)
        bound, wrong = bind_entries(policy, own, rest_harmless=rest_harmless)
        broken = [each for each in wrong if each.code is Code.E505]
        problems += [each for each in wrong if each.code is not Code.E505]
        impossible += [(several.names[at], each) for each in broken]
        facts.append(None if broken else bound)
    if problems:
        return None, list(dict.fromkeys(problems))
    if all(case is None for case in facts):
        return None, [each for _, each in impossible]
    given = [_given(several, each) for each in placed]
    case = put_through(
        several,
        facts,
        given,
        rest_harmless=rest_harmless,
        impossible=[(name, each.message) for name, each in impossible],
        as_of=as_of,
    )
    return case, []


def _placed(several: Several, entry: Entry) -> _Placed | Diagnostic:
    """The fact in every document, or what is wrong with it."""
    declared = {at: _declared(policy, entry.name) for at, policy in enumerate(several.policies)}
    owners = {at: name for at, name in declared.items() if name is not None}
    if not owners:
        return _unknown(several, entry)
    names = tuple(owners[at] if at in owners else _carried(several, owners, at) for at in declared)
    wrong = [
        [] if name is None else _wrong(several.policies[at], name, entry.value)
        for at, name in enumerate(names)
    ]
    fitting = tuple(name is not None and not each for name, each in zip(names, wrong, strict=True))
    if not any(fitting):
        first = next(each for each in wrong if each)[0]
        return evolve(first, span=entry.value_span)
    return _Placed(entry, names, fitting)


def _declared(policy: Policy, name: str) -> str | None:
    try:
        return policy.fact(name).name
    except KeyError:
        return None


def _carried(several: Several, owners: dict[int, str], at: int) -> str | None:
    """The name of a fact in a document that does not know it by the name that was given."""
    found = (several.counterpart(owner, at, name) for owner, name in owners.items())
    return next((name for name in found if name is not None), None)


def _wrong(policy: Policy, name: str, value: object) -> list[Diagnostic]:
    _, found = check_facts(policy, {name: value})
    return [each for each in found if each.code is not Code.E505]


def _unknown(several: Several, entry: Entry) -> Diagnostic:
    names = [name for p in several.policies for f in p.facts for name in (f.name, f.alias) if name]
    outcomes = {outcome.name for policy in several.policies for outcome in policy.outcomes}
    hint = did_you_mean(entry.name, list(dict.fromkeys(names)))
    help = hint or "用 policyc facts 查看每份文件的全部事实。"
    if entry.name in outcomes:
        help = f"“{entry.name}”是结论，由条文推出，不能作为事实给出。{help}"
    message = f"所比较的文件都没有事实“{entry.name}”"
    return Diagnostic(Code.E501, message, entry.name_span, help=help)


def _settled(several: Several, placed: Sequence[_Placed]) -> list[_Placed]:
    """The entries with the names that count: what a document knows by the name that was given
    stands before what only corresponds to another, and of several that do the first."""
    found = list(placed)
    for at, policy in enumerate(several.policies):
        direct = [fact_name(policy, each.entry.name) == each.names[at] for each in found]
        taken = {e.names[at] for e, own in zip(found, direct, strict=True) if own}
        for k, (each, own) in enumerate(zip(found, direct, strict=True)):
            if not own and each.names[at] in taken:
                found[k] = each.unknown_to(at)
            taken.add(each.names[at])
    return found


def _own_entries(policy: Policy, placed: Sequence[_Placed], at: int) -> list[Entry]:
    """The entries that a document has a place for, in its own words."""
    own = []
    for each in placed:
        name = each.names[at]
        if each.fitting[at] and name is not None:
            declared = fact_name(policy, each.entry.name) == name
            own.append(each.entry if declared else evolve(each.entry, name=name))
    return own


def _given(several: Several, placed: _Placed) -> Given:
    """A fact as the first document shows it that knows it by the name that was given."""
    fits = [at for at, fits in enumerate(placed.fitting) if fits]
    known = [at for at in fits if _declared(several.policies[at], placed.entry.name) is not None]
    at = (known or fits)[0]
    policy = several.policies[at]
    name = str(placed.names[at])
    kind = policy.fact(name).type
    value = check_facts(policy, {name: placed.entry.value})[0].get(name)
    shown = f"{name}为{show_value(value, kind)}"
    if isinstance(kind, BoolType) and value is not None:
        shown = name if value else f"并非{name}"
    unlike = tuple(
        known is not None and not fits
        for known, fits in zip(placed.names, placed.fitting, strict=True)
    )
    return Given(placed.entry.name, shown, placed.names, unlike)
