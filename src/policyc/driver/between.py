"""What is checked between documents: upper over lower, and peers side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import combinations, permutations

from policyc.core.levels import is_above, level_of, outranks, short_name
from policyc.core.norms import Policy
from policyc.driver.pipeline import Loaded
from policyc.lints import registry as lints
from policyc.reports.findings_json import Between, Examined

_SUPPOSED = (
    "{upper}的文件并不管辖{lower}。这里只是假设它在上，看{level}文件与{below}文件怎样相互作用；"
    "不是对这两份文件之间效力的判断。"
)
_ABOVE = "{upper}的文件在{lower}的文件之上，按{lower}文件里写明“来自 {level}”的事实接在一起审查。"
_PEERS = (
    "{upper}与{lower}互不隶属，两份文件只作比较，不作冲突审查；差异不是谁对谁错。"
    "共有 {facts} 项事实、{outcomes} 个结论可以对应；"
    "没有对应的事实取平常值，两边都还没有作出官方认定。"
)
_NO_LINK = "{lower}的文件没有写明来自{level}的事实，两份文件也没有含义相同的事实，无从核对。"


def stacks(loaded: Sequence[Loaded]) -> Iterator[tuple[Policy, Policy]]:
    """The pairs of documents of which the first is above the second."""
    policies = [each.policy for each in loaded if each.policy is not None]
    return ((a, b) for a, b in permutations(policies, 2) if is_above(a, b))


def peers(loaded: Sequence[Loaded]) -> Iterator[tuple[Policy, Policy]]:
    """The pairs of documents of which neither is above the other."""
    policies = [each.policy for each in loaded if each.policy is not None]
    pairs = combinations(policies, 2)
    return ((a, b) for a, b in pairs if not is_above(a, b) and not is_above(b, a))


def cannot_stack(upper: Policy, lower: Policy) -> str:
    """Why a document cannot even be supposed to be above another; empty where it can."""
    if outranks(upper, lower):
        return ""
    shown = [
        f"{p.name} 是{level.value}" if (level := level_of(p)) else f"{p.name} 没有写明位阶"
        for p in (upper, lower)
    ]
    return f"{upper.name} 的位阶不高于 {lower.name}（{'，'.join(shown)}）"


def examine_stack(
    upper: Policy,
    lower: Policy,
    *,
    timeout_ms: int | None = None,
    codes: Collection[str] | None = None,
    as_of: date | None = None,
) -> Examined:
    """Run the checks between an upper and a lower document.

    Where the one is in truth not above the other, everything that is said is marked as 假设.
    """
    from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS
    from policyc.analysis.stacks import check_stack

    hypothetical = not is_above(upper, lower)
    found = check_stack(
        upper,
        lower,
        hypothetical=hypothetical,
        timeout_ms=DEFAULT_TIMEOUT_MS if timeout_ms is None else timeout_ms,
        codes=None if codes is None else [code for code in codes if code not in lints()],
        as_of=as_of,
    )
    levels = [level_of(policy) for policy in (upper, lower)]
    words = {
        "upper": short_name(upper),
        "lower": short_name(lower),
        "level": levels[0].value if levels[0] else "上级",
        "below": levels[1].value if levels[1] else "下级",
    }
    note = (_SUPPOSED if hypothetical else _ABOVE).format(**words)
    composed = found.stack.composed
    if not composed.links and not composed.lower.shared:
        note += _NO_LINK.format(**words)
    between = Between((upper.name, lower.name), note, hypothetical)
    return Examined(found.stack.policy, found.result.findings, found.result.incomplete, between)


def examine_peers(
    first: Policy,
    second: Policy,
    *,
    timeout_ms: int | None = None,
    codes: Collection[str] | None = None,
    as_of: date | None = None,
) -> Examined | None:
    """Compare two documents that do not stand above each other; ``None`` where nothing of them
    corresponds or the comparison is not asked for."""
    if codes is not None and "V01" not in codes:
        return None
    from policyc.analysis.compare import align, compare_policies
    from policyc.analysis.differences import difference_findings
    from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS

    alignment = align(first, second)
    if not alignment.facts or not alignment.outcomes:
        return None
    milliseconds = DEFAULT_TIMEOUT_MS if timeout_ms is None else timeout_ms
    found = compare_policies(
        first, second, alignment=alignment, timeout_ms=milliseconds, as_of=as_of
    )
    note = _PEERS.format(
        upper=short_name(first),
        lower=short_name(second),
        facts=len(alignment.facts),
        outcomes=len(alignment.outcomes),
    )
    between = Between((first.name, second.name), note, peers=True)
    findings = difference_findings(first, second, found)
    return Examined(first, findings, found.incomplete, between)
