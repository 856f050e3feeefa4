"""What a policy must satisfy before it means anything: no cycle of defeat or of dependence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from policyc.core.cone import upstream_of
from policyc.core.norms import Norm, Policy, PriorityEffect, Reading
from policyc.core.run import defeaters
from policyc.diagnostics import Code, Diagnostic


def check_wellformed(policy: Policy) -> list[Diagnostic]:
    """Cycles of defeat (under some reading) and of outcomes that depend on each other."""
    return [*_defeat_cycles(policy), *_outcome_cycles(policy)]


def _outcome_cycles(policy: Policy) -> Iterator[Diagnostic]:
    names = [outcome.name for outcome in policy.outcomes]
    loop = find_cycle(names, lambda name: upstream_of(policy, name))
    if loop:
        yield Diagnostic(
            Code.E402,
            f"结论相互依赖：{' → '.join(loop)}",
            span=policy.outcome(loop[0]).span,
            help="一个结论不能以自己为前提；请改用给定的事实（如“现级别”“已评定”）。",
        )


def _defeat_cycles(policy: Policy) -> Iterator[Diagnostic]:
    """A cycle among the declared priorities, or one that readings of 直接 close.

    A reading only ever adds defeats, and most of all where 直接 replaces; so it is enough to look
    at no reading, and at all readings of that sort together.
    """
    replacing = {r.name: c for r in policy.readings if (c := _replacing_choice(r)) is not None}
    for choices in ({}, replacing):

        def winners(norm_id: str, choices: dict[str, str] = choices) -> list[str]:
            return [d.id for d in defeaters(policy, policy.norm(norm_id), choices)]

        loop = find_cycle([norm.id for norm in policy.norms], winners)
        if loop:
            norms = [policy.norm(norm_id) for norm_id in loop]
            used = {n: c for n, c in choices.items() if any(norm.direct == n for norm in norms)}
            yield _cycle(norms, used)
            return


def _replacing_choice(reading: Reading) -> str | None:
    """The choice of a reading of priority under which direct norms replace the others."""
    pairs = zip(reading.choices, reading.effects, strict=False)
    return next((c for c, effect in pairs if effect is PriorityEffect.REPLACE), None)


def _cycle(norms: list[Norm], choices: dict[str, str]) -> Diagnostic:
    named = " ← ".join(norm.citation or norm.id for norm in norms)
    under = "、".join(f"{name}={choice}" for name, choice in choices.items())
    return Diagnostic(
        Code.E401,
        f"优先关系成环：{named}" + (f"（读法 {under} 下）" if under else ""),
        span=norms[0].span,
        help="互相优先的条款谁也不能胜出；请删去其中一条优先关系。",
    )


def find_cycle(nodes: Iterable[str], successors: Callable[[str], Iterable[str]]) -> list[str]:
    """The first cycle found, its start repeated at the end; empty where there is none."""
    done: set[str] = set()
    for start in nodes:
        path: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            stack.append((start, iter(successors(start))))
            path.append(start)
        while stack:
            node, following = stack[-1]
            following_node = next(following, None)
            if following_node is None:
                stack.pop()
                path.pop()
                done.add(node)
            elif following_node in path:
                return [*path[path.index(following_node) :], following_node]
            elif following_node not in done:
                stack.append((following_node, iter(successors(following_node))))
                path.append(following_node)
    return []
