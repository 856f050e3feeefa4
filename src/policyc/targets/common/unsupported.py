"""What a target cannot say: what one SELECT, or the numbers of a column, are too small for."""

from __future__ import annotations


class Unsupported(ValueError):
    """Something of a document that the target cannot express: what, at which clause, and a way
    out."""

    def __init__(self, message: str, clause: str, help: str) -> None:
        super().__init__(f"{message}（{clause}）" if clause else message)
        self.help = help
