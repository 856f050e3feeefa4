"""Diagnostics as data: stable codes, the exact place, one plain Chinese sentence, what to do."""

from policyc.diagnostics.codes import CODES, Code
from policyc.diagnostics.collect import MOST_SHOWN, Collector, shorten
from policyc.diagnostics.diagnostic import Diagnostic, Label, Severity, has_errors
from policyc.diagnostics.suggest import did_you_mean, nearest

__all__ = [
    "CODES",
    "MOST_SHOWN",
    "Code",
    "Collector",
    "Diagnostic",
    "Label",
    "Severity",
    "did_you_mean",
    "has_errors",
    "nearest",
    "shorten",
]
