"""One and the same case in several documents: what the solver finds about every two of them, spread
over processes and kept between runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import combinations

from policyc.comparison.cases import Cases
from policyc.core.norms import Policy
from policyc.driver.cache import Cache, key_of
from policyc.driver.examine import option_texts
from policyc.driver.pipeline import Loaded
from policyc.spread import spread


def compare_cases(
    loaded: Sequence[Loaded],
    *,
    timeout_ms: int | None = None,
    as_of: date | None = None,
    cache: Cache | None = None,
    jobs: int = 1,
) -> Cases:
    """The cases that some documents, all without errors, decide differently.

    With a ``cache`` what was found about the same documents and options is taken from there.
    Raises ``ReplayMismatch`` where the interpreter does not confirm what the solver found.
    """
    policies = [each.policy for each in loaded if each.policy is not None]
    assert len(policies) == len(loaded)
    options = option_texts(timeout_ms, None, as_of)
    usable = cache is not None and all(each.key for each in loaded)
    key = key_of("cases", *(each.key for each in loaded), *options) if usable else ""
    kept = cache.get(key) if cache is not None and key else None
    if kept is not None and isinstance(kept.value, Cases):
        return kept.value
    found, complete = _found(policies, timeout_ms, as_of, jobs)
    if cache is not None and key and complete:
        cache.put(key, found)
    return found


def _found(
    policies: Sequence[Policy], timeout_ms: int | None, as_of: date | None, jobs: int
) -> tuple[Cases, bool]:
    """What the solver and the interpreter say, and whether no question ran out of time."""
    from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS
    from policyc.comparison.same_case import find_pair, same_cases

    milliseconds = DEFAULT_TIMEOUT_MS if timeout_ms is None else timeout_ms
    keys = list(combinations(range(len(policies)), 2))
    tasks = [
        partial(find_pair, policies[a], policies[b], timeout_ms=milliseconds, as_of=as_of)
        for a, b in keys
    ]
    done = spread(tasks, jobs)
    pairs = {key: each() for key, each in zip(keys, done, strict=True)}
    complete = not any(parting.timed_out for _, parting in pairs.values())
    return same_cases(policies, pairs, as_of), complete
