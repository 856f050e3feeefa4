"""Everything that is checked about one document: by proof and by reading."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve

from policyc.driver.acceptances import codes_to_run, settled
from policyc.driver.cache import Cache, key_of
from policyc.driver.nameless import named, nameless
from policyc.driver.pipeline import Loaded
from policyc.findings.finding import Finding, sealed
from policyc.reports.findings_json import Examined
from policyc.spread import Pile, spread

if TYPE_CHECKING:
    from policyc.analysis.run_checks import PolicyChecks
    from policyc.findings.documented import Documented
    from policyc.lints import Encoded
    from policyc.lints.lock import Lock


def all_checks() -> Mapping[str, Documented]:
    """Every check and lint by code. Loads the solver."""
    from policyc.analysis.checks import registry as checks
    from policyc.lints import registry as lints

    both: dict[str, Documented] = {**checks(), **lints()}
    return dict(sorted(both.items()))


def prepare(codes: Collection[str] | None = None) -> None:
    """Load what examining a document for some codes (all by default) needs, the document as well
    where another process compiles it."""
    import policyc.driver.compiled  # noqa: F401
    from policyc.lints import registry as lints

    known = lints()
    if codes is None or any(code not in known for code in codes):
        from policyc.analysis import run_checks

        run_checks.prepare()


def unknown_codes(codes: Collection[str]) -> list[str]:
    """The codes that no check has; the solver is loaded only where a code is not a lint's."""
    from policyc.lints import registry as lints

    others = [code for code in codes if code not in lints()]
    return [code for code in others if code not in all_checks()] if others else []


def encoded(loaded: Loaded, lock: Lock | None = None) -> Encoded | None:
    """What the lints look at; ``None`` where the document has errors."""
    from policyc.lints import Encoded

    document, policy = loaded.document, loaded.policy
    if document is None or policy is None or document.provisions is None:
        return None
    return Encoded(document.provisions, document, policy, lock, loaded.texts)


def examine(
    loaded: Loaded,
    lock: Lock | None,
    *,
    timeout_ms: int | None = None,
    codes: Collection[str] | None = None,
    as_of: date | None = None,
    cache: Cache | None = None,
    jobs: int = 1,
) -> Examined | None:
    """Run the checks of some codes (all by default); ``None`` where the document has errors.

    With a ``cache`` the findings of the same document and options are taken from there.
    """
    alone = examine_all(
        ((loaded, lock),), timeout_ms=timeout_ms, codes=codes, as_of=as_of, cache=cache, jobs=jobs
    )
    return next(alone)


def examine_all(
    documents: Sequence[tuple[Loaded, Lock | None]],
    *,
    timeout_ms: int | None = None,
    codes: Collection[str] | None = None,
    as_of: date | None = None,
    cache: Cache | None = None,
    jobs: int = 1,
) -> Iterator[Examined | None]:
    """``examine`` for several documents, all that is to be done spread over ``jobs`` processes.

    Of many documents a few are examined at a time: who waits wants to see the first ones soon.
    """
    texts = option_texts(timeout_ms, codes, as_of)
    at_a_time = _TOGETHER * jobs if jobs > 1 else 1
    apart = len(documents) > at_a_time
    for start in range(0, len(documents), at_a_time):
        some = documents[start : start + at_a_time]
        places = [_Place(cache, "findings", (each,), (repr(lock), *texts)) for each, lock in some]
        known = [place.recall() for place in places]
        new = {
            at: subject
            for at, (each, lock) in enumerate(some)
            if known[at] is None and (subject := encoded(each, lock)) is not None
        }
        loaded = [some[at][0] for at in new]
        found = _examine(loaded, list(new.values()), timeout_ms, codes, as_of, jobs, apart)
        for at, each in zip(new, found, strict=True):
            places[at].keep(*each)
            known[at] = (each[0],)
        yield from (None if each is None else each[0] for each in known)


_TOGETHER = 4
"""Documents that are examined at a time, for each process."""


def _examine(
    loaded: Sequence[Loaded],
    subjects: Sequence[Encoded],
    timeout_ms: int | None,
    codes: Collection[str] | None,
    as_of: date | None,
    jobs: int,
    apart: bool,
) -> list[tuple[Examined | None, bool]]:
    """What was found in each document, and whether the solver ran out of time on the way."""
    parts = [_Examination(each, timeout_ms, codes, as_of) for each in subjects]
    of = sum(part.proofs for part in parts)
    tasks: list[Callable[[], Any]] = []
    piles: list[Pile] = []
    before = 0
    for part in parts:
        piles.append(part.turns(len(tasks)))
        tasks += part.tasks(before, of)
        before += part.proofs
    done = spread(tasks, jobs, apart=apart, piles=piles)
    found: list[tuple[Examined | None, bool]] = []
    for one, part in zip(loaded, parts, strict=True):
        mine, done = done[: part.size], done[part.size :]
        found.append(part.examined(one, mine))
    return found


class _Examination:
    """One document under examination: its lints and its checks as tasks, and what comes of them."""

    def __init__(
        self,
        subject: Encoded,
        timeout_ms: int | None,
        codes: Collection[str] | None,
        as_of: date | None,
    ) -> None:
        from policyc.lints import registry as lints

        self.subject = subject
        self.codes = codes
        self.as_of = as_of
        self.policy = nameless(subject.policy)
        self.ran = codes_to_run(codes, (self.policy,))
        proving = None if self.ran is None else [c for c in self.ran if c not in lints()]
        self.checks: PolicyChecks | None = None
        if proving != []:
            from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS, PolicyChecks

            self.checks = PolicyChecks(
                self.policy,
                timeout_ms=DEFAULT_TIMEOUT_MS if timeout_ms is None else timeout_ms,
                codes=proving,
                as_of=as_of,
            )

    @property
    def proofs(self) -> int:
        """How many of its tasks need the solver."""
        return 0 if self.checks is None else len(self.checks.checks)

    @property
    def size(self) -> int:
        """How many tasks it has."""
        return self.proofs + 1

    def tasks(self, before: int, of: int) -> list[Callable[[], Any]]:
        """The lints, which need no solver and so are one task, and every check."""
        checks = [] if self.checks is None else self.checks.tasks(before, of)
        return [self._lints, *checks]

    def turns(self, before: int) -> Pile:
        """In which order the tasks are best begun, with so many others before them in number."""
        checks = [] if self.checks is None else self.checks.turns()
        return [[before], *([before + 1 + number for number in turn] for turn in checks)]

    def _lints(self) -> tuple[Finding, ...]:
        from policyc.lints import run_lints

        return run_lints(evolve(self.subject, policy=self.policy), self.ran)

    def examined(self, loaded: Loaded, done: Sequence[Callable[[], Any]]) -> tuple[Examined, bool]:
        """What came of the tasks, in their order, and whether the solver ran out of time."""
        from policyc.lints import registry as lints

        found, ran = done[0](), self.ran
        incomplete = timed_out = False
        if self.checks is not None:
            result = self.checks.result(done[1:])
            found = (*result.findings, *found)
            incomplete, timed_out = result.incomplete, result.timed_out
            if not result.consistent:  # with contradicting axioms nothing was proved
                ran = [code for code in ran or all_checks() if code in lints()]
        own = [named(sealed(finding), loaded.name) for finding in found]
        findings = settled(own, (loaded,), self.codes, ran, self.as_of)
        return Examined(self.subject.policy, findings, incomplete), timed_out


def examine_without_axioms(
    loaded: Loaded,
    *,
    timeout_ms: int | None = None,
    codes: Collection[str] | None = None,
    as_of: date | None = None,
    cache: Cache | None = None,
) -> Examined | None:
    """What the axioms of a document hide; ``None`` where the document has errors."""
    policy = loaded.policy
    if policy is None:
        return None

    def run() -> tuple[Examined, bool]:
        from policyc.analysis.run_checks import DEFAULT_TIMEOUT_MS
        from policyc.analysis.without_axioms import hidden_findings

        milliseconds = DEFAULT_TIMEOUT_MS if timeout_ms is None else timeout_ms
        result = hidden_findings(policy, timeout_ms=milliseconds, codes=codes, as_of=as_of)
        examined = Examined(policy, result.findings, result.incomplete, without_axioms=True)
        return examined, result.timed_out

    return remembered(cache, "axioms", (loaded,), option_texts(timeout_ms, codes, as_of), run)


def remembered(
    cache: Cache | None,
    kind: str,
    documents: Collection[Loaded],
    options: Collection[str],
    run: Callable[[], tuple[Examined | None, bool]],
) -> Examined | None:
    """What ``run`` finds about documents, or found before: only answers that are complete are
    kept, and none that another run could better; nor what a policy remembers of the run."""
    place = _Place(cache, kind, documents, options)
    known = place.recall()
    if known is not None:
        return known[0]
    found, timed_out = run()
    place.keep(found, timed_out)
    return found


class _Place:
    """Where what is found about documents is kept between runs, or nowhere."""

    def __init__(
        self,
        cache: Cache | None,
        kind: str,
        documents: Collection[Loaded],
        options: Collection[str],
    ) -> None:
        usable = cache is not None and all(each.key for each in documents)
        self.cache = cache if usable else None
        self.key = key_of(kind, *(each.key for each in documents), *options) if usable else ""

    def recall(self) -> tuple[Examined | None] | None:
        """What was found before; ``None`` where nothing is known."""
        kept = None if self.cache is None else self.cache.get(self.key)
        if kept is not None and (kept.value is None or isinstance(kept.value, Examined)):
            return (kept.value,)
        return None

    def keep(self, found: Examined | None, timed_out: bool) -> None:
        """Keep an answer that is complete and that no other run could better."""
        if self.cache is not None and not timed_out and (found is None or not found.incomplete):
            value = found if found is None else evolve(found, policy=evolve(found.policy))
            self.cache.put(self.key, value)


def option_texts(
    timeout_ms: int | None, codes: Collection[str] | None, as_of: date | None
) -> tuple[str, ...]:
    """The options of a check as parts of a key."""
    return repr(timeout_ms), repr(None if codes is None else sorted(codes)), repr(as_of)
