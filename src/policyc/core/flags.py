"""Notes on a result: sentences for people, each with a code that stays when its words change."""

from __future__ import annotations

from enum import Enum


class FlagCode(Enum):
    """What a note is about. A code, once published, keeps its meaning for ever."""

    N01 = "未施行"
    N02 = "官方认定与推得的不一致"
    N03 = "上游定不下来"
    N04 = "例外原文未列明"
    N05 = "只有禁止，没有别的规定"


class Flag(str):
    """A sentence that knows its code; to whoever wants no more it is plain text."""

    __slots__ = ("code",)
    code: FlagCode

    def __new__(cls, code: FlagCode, text: str) -> Flag:
        flag = super().__new__(cls, text)
        flag.code = code
        return flag

    def __getnewargs__(self) -> tuple[FlagCode, str]:  # type: ignore[override]
        return self.code, str(self)
