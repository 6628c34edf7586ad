"""The names of members: made fit to be shown and told apart, however they were meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

NAMELESS = "без имени"
_LONGEST = 200
_LONGEST_SUFFIX = 10
_DRIVE = re.compile(r"^[A-Za-z]:")
#: Control characters, halves of surrogate pairs, marks that turn the direction of writing.
_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
_LITTER = frozenset({"thumbs.db", "desktop.ini"})
#: Signatures that lie beside the paper that they sign.
_SIGNATURES = (".sig", ".sgn", ".p7s")


def tidy(name: str) -> tuple[str, bool]:
    """The name as a path below the container; whether it pointed anywhere else."""
    shown = _UNSHOWN.sub("", name.replace("\\", "/"))
    bare = _DRIVE.sub("", shown)
    parts = [part.strip() for part in bare.split("/")]
    inside = [part for part in parts if part not in ("", ".", "..")]
    unsafe = bare != shown or bare.startswith("/") or ".." in parts
    return _shortened("/".join(inside) or NAMELESS), unsafe


def is_litter(name: str) -> bool:
    """Whether a file belongs to a system or a program and is no paper by its very name.

    In folders on a disk the same are passed over: hidden files, Word's lock files.
    """
    parts = name.replace("\\", "/").split("/")
    last = parts[-1].lower()
    return (
        "__MACOSX" in parts[:-1]
        or last in _LITTER
        or last.startswith((".", "~$"))
        or is_signature(last)
    )


def is_signature(name: str) -> bool:
    return name.lower().endswith(_SIGNATURES)


@dataclass(frozen=True, slots=True)
class Apart:
    """Names none of which is another; whether some of them were."""

    names: tuple[str, ...]
    repeated: bool


def apart(names: Sequence[str]) -> Apart:
    """Tell members of the same name apart by numbers: «справка (2).pdf»."""
    seen: set[str] = set()
    given: list[str] = []
    for name in names:
        path, number, free = PurePosixPath(name), 1, name
        while free in seen:
            number += 1
            free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        seen.add(free)
        given.append(free)
    return Apart(tuple(given), given != list(names))


def _shortened(name: str) -> str:
    """At most `_LONGEST` characters, the suffix kept."""
    if len(name) <= _LONGEST:
        return name
    suffix = PurePosixPath(name).suffix[:_LONGEST_SUFFIX]
    return name[: _LONGEST - len(suffix)] + suffix
