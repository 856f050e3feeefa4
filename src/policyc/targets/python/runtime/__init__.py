"""What every generated Python module carries with it, the same for all documents.

The text of these modules is copied into the generated one, without their imports: ``results``
before the document's tables and rules, the others after them. They use nothing but the standard
library, and say in their own words what ``core`` defines; ``tests/targets`` hold them to it.
"""

BEFORE = ("results",)
AFTER = ("effects", "document", "branching", "verdict", "facts")
LIVES = ("lives", "walk")
"""Only where a document has a 流程."""
