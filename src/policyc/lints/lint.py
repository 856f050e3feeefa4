"""What a lint file declares, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from policyc.core.norms import Policy
from policyc.findings.acceptances import Unmatched
from policyc.findings.documented import Documented
from policyc.findings.finding import Cited, Finding, Severity
from policyc.lints.lock import Lock
from policyc.source.text import SourceText

if TYPE_CHECKING:
    from policyc.resolved.document import ResolvedDocument
    from policyc.source.citation import Citation
    from policyc.source.provisions import ProvisionTree


@frozen
class Encoded:
    """A source text with the code that encodes it.

    ``lock`` is what the text was when it was last confirmed, if that was ever done; ``texts``
    holds the policy files, for saying on which line something stands; ``unmatched`` are the
    acceptances that cover nothing, known once all else has been looked for.
    """

    tree: ProvisionTree
    document: ResolvedDocument
    policy: Policy
    lock: Lock | None = None
    texts: Mapping[str, SourceText] = field(factory=dict)
    unmatched: tuple[Unmatched, ...] = ()

    @property
    def name(self) -> str:
        """The document's name."""
        return self.policy.name

    def cited(self, citation: Citation, quote: str | None = None) -> Cited:
        """A unit of the text with its words, for a finding."""
        if quote is None:
            found = self.tree.find(citation)
            quote = "" if found is None else found.text
        return Cited(self.name, str(citation), quote)


@frozen
class Lint(Documented):
    """A code, its Chinese name and usual severity, and the function that looks."""

    code: str
    name: str
    severity: Severity
    find: Callable[[Encoded], Iterable[Finding]]
