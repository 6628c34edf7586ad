"""A directory: names that a value may be held against, ё as е and case aside."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

#: How many entries are told of beside a name that is none of them.
_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Directory:
    """Entries as they are printed."""

    entries: tuple[str, ...]
    _by_fold: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_fold", {_fold(entry): entry for entry in self.entries})

    def __contains__(self, name: str) -> bool:
        """Whether `name` is an entry, letter for letter."""
        return _fold(name) in self._by_fold

    def near(self, name: str) -> tuple[str, ...]:
        """Entries that are one letter more, less or other than `name`."""
        found = extract(
            _fold(name),
            list(self._by_fold),
            scorer=Levenshtein.distance,
            score_cutoff=1,
            limit=_SHOWN,
        )
        return tuple(self._by_fold[folded] for folded, _, _ in found)


def _fold(name: str) -> str:
    return " ".join(name.lower().replace("ё", "е").split())
