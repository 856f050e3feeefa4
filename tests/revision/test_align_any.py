"""Whatever is done to a text: every clause of both versions is told once, and in its own words."""

import re
from random import Random

import pytest
from tests.documents.loading import DOCUMENTS, ROOT

from policyc.revision.align_text import compare_texts
from policyc.revision.rows import rows_of
from policyc.source.read_provisions import read_provisions
from policyc.source.text import SourceText


def mangled(text: str, random: Random) -> str:
    """A text with some lines taken out, doubled, moved, and numbers changed."""
    lines = text.split("\n")
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(lines))
        match random.randrange(4):
            case 0:
                del lines[at]
            case 1:
                lines.insert(random.randrange(len(lines)), lines[at])
            case 2:
                lines.insert(random.randrange(len(lines)), lines.pop(at))
            case _:
                lines[at] = re.sub("[一二三1-9]", lambda _: random.choice("二三四5"), lines[at])
    return "\n".join(lines)


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_clause_once(name: str) -> None:
    text = (ROOT / "policies" / name / "source.txt").read_text(encoding="utf-8")
    random = Random(name)
    for _ in range(3):
        sides = [mangled(text, random) for _ in range(2)]
        trees = [read_provisions(SourceText(f"{at}", side)) for at, side in enumerate(sides)]
        found = compare_texts(trees[0], trees[1])
        told = [row.old for row in found.rows if row.old], [r.new for r in found.rows if r.new]
        assert sorted(plain(row.words) for row in told[0]) == sorted(
            plain(row.words) for row in rows_of(trees[0])
        )
        assert [plain(row.words) for row in told[1]] == [
            plain(row.words) for row in rows_of(trees[1])
        ]
        for line in found.lines:
            for side, pieces in ((line.old, line.old_pieces), (line.new, line.new_pieces)):
                words = "" if side is None else side.words
                assert plain("".join(piece.text for piece in pieces)) == plain(words)
