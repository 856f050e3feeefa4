"""Whether a row can be compared, why, and whether the documents agree in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from policyc.comparison.texts import Text, listed
from policyc.comparison.values import Agreement, Basis, Cell, Comparability, Entry, Row
from policyc.core.levels import level_of

Entries = Mapping[int, Iterable[Entry]]
"""What documents say in a row, by their number."""


ONE_NAME = Basis()


def row_of(
    title: str,
    texts: Sequence[Text],
    said: Entries,
    basis: Basis = ONE_NAME,
    *,
    key: bool = False,
) -> Row:
    """A row, judged. Documents that are not in ``said`` are silent.

    One that alone speaks has nothing to be compared with; ``basis`` is for those that do speak, or
    speak of the matter and leave it open.
    """
    cells = tuple(Cell(_each_once(said.get(at, ()))) for at in range(len(texts)))
    pairs = list(zip(texts, cells, strict=True))
    speaking = [text for text, cell in pairs if not cell.silent]
    left_open = [text for text, cell in pairs if cell.silent and cell.entries]
    if len(speaking) + len(left_open) < 2:
        alone = listed(speaking or left_open)
        why = f"只有{alone}写到，没有可以对照的"
        return Row(title, cells, Comparability.NONE, why, Agreement.ONE_SIDED, key)
    agreement = _agreement(cells, bool(left_open))
    if basis.comparability is Comparability.NONE and agreement is not Agreement.SILENT:
        agreement = Agreement.APART
    return Row(title, cells, basis.comparability, basis.why, agreement, key)


def _agreement(cells: Iterable[Cell], left_open: bool) -> Agreement:
    said = {cell.compared for cell in cells if not cell.silent}
    if len(said) > 1:
        return Agreement.DIFFERENT
    if left_open:
        return Agreement.OPEN if said else Agreement.SILENT
    return Agreement.EQUAL


def _each_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries that say one thing at several places become one with all the places."""
    found: dict[tuple[str, bool], Entry] = {}
    for entry in entries:
        at = (entry.text, entry.open)
        if at in found:
            places = dict.fromkeys((*found[at].places, *entry.places))
            entry = Entry(entry.text, tuple(places), found[at].key, entry.open)
        found[at] = entry
    return tuple(found.values())


def of_levels(basis: Basis, texts: Sequence[Text], speaking: Iterable[int]) -> Basis:
    """A step of one name that bodies of different levels give is alike, and not the same."""
    levels = [level_of(texts[at].policy) for at in sorted(speaking)]
    words = list(dict.fromkeys(level.value for level in levels if level is not None))
    if basis.comparability is not Comparability.SAME or len(words) < 2:
        return basis
    why = f"{basis.why}，由不同级的机关评定：{'／'.join(words)}"
    return Basis(Comparability.SIMILAR, why)


def by_names(names: Iterable[str], kind: str = "同一类规定") -> Basis:
    """One matter under one name, or under several that are put beside each other as alike."""
    unlike = list(dict.fromkeys(names))
    if len(unlike) < 2:
        return Basis()
    return Basis(Comparability.SIMILAR, f"{kind}，名称不同：{'／'.join(unlike)}")
