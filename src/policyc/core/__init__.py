"""The typed core: what a policy means, free of any syntax.

``types`` and ``conditions`` and ``norms`` are the values; ``evaluate`` is the reference
interpreter that defines meaning (every target and the Z3 encoding must agree with it).
Only ``from_resolved`` knows that a surface language exists.
"""
