"""The finding, under its old name; it lives in ``policyc.findings``."""

from policyc.findings.finding import (
    Case,
    Cited,
    Finding,
    Readings,
    Severity,
    Status,
    Witness,
    cite,
    cite_all,
    finding_to_json,
    fingerprint,
    value_to_json,
)

__all__ = [
    "Case",
    "Cited",
    "Finding",
    "Readings",
    "Severity",
    "Status",
    "Witness",
    "cite",
    "cite_all",
    "finding_to_json",
    "fingerprint",
    "value_to_json",
]
