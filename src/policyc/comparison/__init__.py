"""Jurisdictions side by side: what each text says in every dimension, and where cases part."""
