"""What every generated ESM module carries with it, the same for all documents.

The text of these files is copied into the generated module, without what stands above their cuts:
``BEFORE`` the document's tables and rules, ``AFTER`` them. They say in their own words what
``core`` defines; ``tests/targets`` hold them to it. ``types.d.ts`` declares what they export.
"""

BEFORE = ("numbers.js", "results.js")
AFTER = ("effects.js", "document.js", "branching.js", "verdict.js", "facts.js")
TYPES = "types.d.ts"
LIVES = ("lives.js",)
LIVES_TYPES = "lives.d.ts"
"""Only where a document has a 流程."""
