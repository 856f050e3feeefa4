"""What is checked between documents: upper over lower, and peers side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import combinations, permutations

from attrs import evolve

from policyc.core.levels import is_above, level_of, outranks, short_name
from policyc.core.norms import Policy
from policyc.driver.acceptances import codes_to_run, settled
from policyc.driver.cache import Cache
from policyc.driver.examine import option_texts, remembered
from policyc.driver.pipeline import Loaded
from policyc.findings.finding import sealed
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


def stacks(loaded: Sequence[Loaded]) -> Iterator[tuple[Loaded, Loaded]]:
    """The pairs of documents of which the first is above the second."""
    return ((a, b) for a, b in permutations(loaded, 2) if _is_above(a, b))


def peers(loaded: Sequence[Loaded]) -> Iterator[tuple[Loaded, Loaded]]:
    """The pairs of documents of which neither is above the other."""
    usable = [each for each in loaded if each.policy is not None]
    pairs = combinations(usable, 2)
    return ((a, b) for a, b in pairs if not _is_above(a, b) and not _is_above(b, a))


def _is_above(upper: Loaded, lower: Loaded) -> bool:
    a, b = upper.policy, lower.policy
    return a is not None and b is not None and is_above(a, b)


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
    upper: Loaded,
    lower: Loaded,
    *,
    timeout_ms: int | None = None,
    codes: Collection[str] | None = None,
    as_of: date | None = None,
    cache: Cache | None = None,
) -> Examined:
    """Run the checks between an upper and a lower document, both without errors.

    Where the one is in truth not above the other, everything that is said is marked as 假设.
    With a ``cache`` the findings of the same documents and options are taken from there.
    """
    above, below = upper.policy, lower.policy
    assert above is not None and below is not None

    def run() -> tuple[Examined, bool]:
        return _examine_stack((upper, lower), above, below, timeout_ms, codes, as_of)

    options = option_texts(timeout_ms, codes, as_of)
    found = remembered(cache, "stack", (upper, lower), options, run)
    assert found is not None
    return found


def _examine_stack(
    documents: tuple[Loaded, Loaded],
    upper: Policy,
    lower: Policy,
    timeout_ms: int | None,
    codes: Collection[str] | None,
    as_of: date | None,
) -> tuple[Examined, bool]:
    from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS
    from policyc.analysis.stacks import check_stack
    from policyc.lints import registry as lints

    hypothetical = not is_above(upper, lower)
    ran = codes_to_run(codes, (upper, lower))
    found = check_stack(
        upper,
        lower,
        hypothetical=hypothetical,
        timeout_ms=DEFAULT_TIMEOUT_MS if timeout_ms is None else timeout_ms,
        codes=None if ran is None else [code for code in ran if code not in lints()],
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
    result = found.result
    sealed_ones = [sealed(finding) for finding in result.findings]
    findings = settled(sealed_ones, documents, codes, ran if result.consistent else (), as_of)
    examined = Examined(found.stack.policy, findings, result.incomplete, between)
    return examined, result.timed_out


def examine_peers(
    first: Loaded,
    second: Loaded,
    *,
    timeout_ms: int | None = None,
    codes: Collection[str] | None = None,
    as_of: date | None = None,
    cache: Cache | None = None,
) -> Examined | None:
    """Compare two documents that do not stand above each other, both without errors; ``None``
    where nothing of them corresponds or the comparison is not asked for.

    With a ``cache`` the differences of the same documents and options are taken from there.
    """
    one, other = first.policy, second.policy
    if one is None or other is None:
        return None
    ran = codes_to_run(codes, (one, other))
    if ran is not None and "V01" not in ran:
        return None

    def run() -> tuple[Examined | None, bool]:
        found, timed_out = _examine_peers(one, other, timeout_ms, as_of)
        if found is None:
            return None, timed_out
        sealed_ones = [sealed(finding) for finding in found.findings]
        findings = settled(sealed_ones, (first, second), codes, ["V01"], as_of)
        return evolve(found, findings=findings), timed_out

    options = option_texts(timeout_ms, codes, as_of)
    return remembered(cache, "peers", (first, second), options, run)


def _examine_peers(
    first: Policy, second: Policy, timeout_ms: int | None, as_of: date | None
) -> tuple[Examined | None, bool]:
    from policyc.analysis.compare import align, compare_policies
    from policyc.analysis.differences import difference_findings
    from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS

    alignment = align(first, second)
    if not alignment.facts or not alignment.outcomes:
        return None, False
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
    return Examined(first, findings, found.incomplete, between), found.timed_out
