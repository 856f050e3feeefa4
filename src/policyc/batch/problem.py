"""What stops a batch."""

from __future__ import annotations

from policyc.diagnostics import Code, Diagnostic


class BatchProblem(Exception):
    """Something in the files or the options that a batch cannot go on from."""

    def __init__(self, code: Code, message: str, help: str) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(code, message, help=help)


class Mismatch(Exception):
    """A sampled row for which the query and the reference interpreter differ: a bug of ours."""
