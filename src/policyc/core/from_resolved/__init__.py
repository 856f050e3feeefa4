"""Lowering: from a resolved document to the typed core. Types are checked here."""

from policyc.core.from_resolved.lower import Lowered, lower

__all__ = ["Lowered", "lower"]
