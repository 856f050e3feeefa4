"""A document as data: its plan, and what its facts and results look like (JSON Schema)."""
