"""Texts, places in them, and the provisions of a source text.

The bottom layer: it imports nothing else of policyc. Everybody needs places, few need the reading
of provisions, so the package itself loads none of its modules.
"""
