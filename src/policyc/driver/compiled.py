"""What the passes give. It stands apart from them: who gets it from another process, or from the
cache, needs what it is made of, and not the passes."""

from __future__ import annotations

from attrs import frozen

from policyc.core.norms import Policy
from policyc.diagnostics import Diagnostic
from policyc.resolved.document import ResolvedDocument


@frozen
class Compiled:
    """What the passes make of the texts of one document."""

    document: ResolvedDocument | None
    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]
