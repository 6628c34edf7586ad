"""The same paper come twice: scanned again, as DOCX and as its scan, as a copy inside a letter.

Two stages. Shingles of the folded text find the few that share much of it, whatever the scanner
misread (bands of a MinHash; keys of number, date and people beside them). Then what the papers
say tells the same paper from its neighbours: a sibling's letter, the next quarter's.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from casework.family import Person
from casework.findings import Findings
from casework.resolver.match import Fit, compare
from casework.resolver.names import shape, stem
from casework.resolver.people import found_person

#: From here on two papers are shown as one come twice.
SHOWN = 0.5
_ROWS, _BANDS = 3, 42
_BINS = _ROWS * _BANDS
_SHINGLE = 5
_LATIN = str.maketrans("aceopxykmtbh", "асеорхукмтвн")
_LETTERS = re.compile(r"[^а-я]+")
_FIGURES = re.compile(r"\d+(?:[./-]\d+)*")
#: A paper may hold another when it is so much longer and has so much of it.
_LONGER, _HELD, _FIGURES_HELD = 1.25, 0.45, 0.7
_SAME_ISSUER = 80
#: Papers of one day and one person that share less text are two, whatever else they share.
_SHARED = 0.15
#: What the text says counts as so many figures: a single year in common tells nothing.
_FEW_FIGURES = 2
#: A text of fewer shingles says too little to be told by.
_TOO_SHORT = 40


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a paper to tell it again.

    `least` are the least hashes of the shingles of the text, one a bin; `shingles` how many
    there are; `figures` every number as it is written; `people` those named, surest first.
    """

    least: tuple[int, ...]
    shingles: int
    kind: str
    number: str
    issued_on: str
    issuer: str
    people: tuple[Person, ...]
    figures: tuple[str, ...]

    @property
    def tells(self) -> bool:
        """Whether there is enough text to know the paper by."""
        return self.shingles >= _TOO_SHORT


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another paper that is likely the same; `reasons` are Russian."""

    document_id: int
    probability: float
    reasons: tuple[str, ...]


def fingerprint(text: str, findings: Findings) -> Fingerprint:
    """The fingerprint of a paper by its text and what was found in it."""
    shingles = set(_shingles(text))
    return Fingerprint(
        _least(shingles),
        len(shingles),
        findings.kind.value,
        _said(findings, "doc_number"),
        _said(findings, "doc_date"),
        _said(findings, "issuer"),
        tuple(found_person(person) for person in findings.people),
        tuple(_FIGURES.findall(text)),
    )


def _said(findings: Findings, name: str) -> str:
    best = findings.best(name)
    return str(best.value) if best else ""


# --- stage one: who shares the text ----------------------------------------------------------


def _shingles(text: str) -> Iterator[int]:
    """Hashes of every few letters on end, of a text without spaces, figures and look-alikes."""
    letters = shape(_LETTERS.sub("", text.casefold().translate(_LATIN)))
    for start in range(max(1, len(letters) - _SHINGLE + 1)):
        piece = letters[start : start + _SHINGLE].encode()
        yield int.from_bytes(blake2b(piece, digest_size=8).digest())


def _least(shingles: set[int]) -> tuple[int, ...]:
    """MinHash by one permutation: the least hash of each bin; an empty one as its neighbour."""
    bins: dict[int, int] = {}
    for shingle in shingles:
        value, place = divmod(shingle, _BINS)
        bins[place] = min(value, bins.get(place, value))
    least: list[int] = []
    for place in range(_BINS):
        step = next(step for step in range(_BINS) if (place + step) % _BINS in bins)
        # The distance goes in, so that borrowed values agree only where both borrow alike.
        least.append((bins[(place + step) % _BINS] + step * 0x9E3779B1) & 0xFFFFFFFF)
    return tuple(least)


def bands(paper: Fingerprint) -> frozenset[str]:
    """The keys under which the paper is found: bands of its text, and what it says."""
    if not paper.tells:
        return frozenset()
    found = {
        _key(str(band), *map(str, paper.least[band * _ROWS : (band + 1) * _ROWS]))
        for band in range(_BANDS)
    }
    if paper.issued_on:
        found |= {_key("number", paper.issued_on, shape(paper.number))} if paper.number else set()
        for person in paper.people[:4]:
            named = shape(stem(person.last_name)), shape(person.first_name)
            found.add(_key("person", paper.issued_on, *named))
    return frozenset(found)


def _key(*parts: str) -> str:
    return blake2b("|".join(parts).encode(), digest_size=12).hexdigest()


def overlap(one: Fingerprint, other: Fingerprint) -> float:
    """How much of both texts is in both, 0..1 (Jaccard's, estimated)."""
    return sum(a == b for a, b in zip(one.least, other.least, strict=True)) / _BINS


# --- stage two: do they say the same ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two papers compare; `inside` when the longer one holds the whole of the other."""

    overlap: float
    inside: bool
    number: Fit
    issued_on: Fit
    issuer: Fit
    kind_differs: bool
    #: Shares of people and of figures that both have; people of one who are not in the other.
    people: float
    strangers: int
    figures: float

    def features(self) -> dict[str, float]:
        """What the weights are for."""
        return {
            "bias": 1.0,
            "overlap": self.overlap,
            "inside": float(self.inside),
            "number_same": float(self.number is Fit.SAME),
            "number_near": float(self.number is Fit.NEAR),
            "number_differs": float(self.number is Fit.DIFFERS),
            "date_same": float(self.issued_on is Fit.SAME),
            "date_near": float(self.issued_on is Fit.NEAR),
            "date_differs": float(self.issued_on is Fit.DIFFERS),
            "issuer_same": float(self.issuer is Fit.SAME),
            "issuer_differs": float(self.issuer is Fit.DIFFERS),
            "kind_differs": float(self.kind_differs),
            "people": self.people,
            "strangers": float(min(self.strangers, 2)),
            "figures": self.figures,
        }


def hold_against(one: Fingerprint, other: Fingerprint) -> Likeness:
    """Two papers side by side."""
    less, more = sorted((one, other), key=lambda paper: paper.shingles)
    shared = overlap(one, other)
    inside = _is_inside(less, more, shared)
    people, strangers = _people(less, more, inside)
    return Likeness(
        shared,
        inside,
        _within(less.number, more) if inside else _number(one.number, other.number),
        _day_within(less.issued_on, more) if inside else _day(one.issued_on, other.issued_on),
        Fit.UNKNOWN if inside else _issuer(one.issuer, other.issuer),
        not inside and one.kind != other.kind,
        people,
        strangers,
        _figures_held(less, more) if inside else _figures_shared(one, other, shared),
    )


def _is_inside(less: Fingerprint, more: Fingerprint, shared: float) -> bool:
    """Whether the longer paper has nearly all of the shorter one's text and figures."""
    if more.shingles < _LONGER * less.shingles:
        return False
    both = shared * (less.shingles + more.shingles) / (1 + shared)
    held = both / max(1, less.shingles)
    return held >= _HELD and _figures_held(less, more) >= _FIGURES_HELD


def _figures_held(less: Fingerprint, more: Fingerprint) -> float:
    here, there = Counter(less.figures), Counter(more.figures)
    return (here & there).total() / max(1, here.total())


def _figures_shared(one: Fingerprint, other: Fingerprint, shared: float) -> float:
    """The share of figures in both; where there are few, as much as of the text."""
    here, there = Counter(one.figures), Counter(other.figures)
    both, every = (here & there).total(), (here | there).total()
    return (both + _FEW_FIGURES * shared) / (every + _FEW_FIGURES)


def _number(one: str, other: str) -> Fit:
    if not one or not other:
        return Fit.UNKNOWN
    here, there = shape(one), shape(other)
    if here == there:
        return Fit.SAME
    return Fit.NEAR if Levenshtein.distance(here, there) == 1 else Fit.DIFFERS


def _day(one: str, other: str) -> Fit:
    if not one or not other:
        return Fit.UNKNOWN
    if one == other:
        return Fit.SAME
    return Fit.NEAR if Levenshtein.distance(one, other) == 1 else Fit.DIFFERS


def _within(number: str, more: Fingerprint) -> Fit:
    parts = _FIGURES.findall(number)
    if not parts:
        return Fit.UNKNOWN
    return Fit.SAME if set(parts) <= set(more.figures) else Fit.DIFFERS


def _day_within(day: str, more: Fingerprint) -> Fit:
    if not day:
        return Fit.UNKNOWN
    on = date.fromisoformat(day)
    short = f"{on:%d.%m.%Y}" in more.figures
    words = {str(on.year), str(on.day)} <= {figure.lstrip("0") for figure in more.figures}
    return Fit.SAME if short or words else Fit.DIFFERS


def _issuer(one: str, other: str) -> Fit:
    if not one or not other:
        return Fit.UNKNOWN
    alike = fuzz.token_set_ratio(shape(one), shape(other)) >= _SAME_ISSUER
    return Fit.SAME if alike else Fit.DIFFERS


def _people(less: Fingerprint, more: Fingerprint, inside: bool) -> tuple[float, int]:
    """The share of people who are in both, and how many of each are replaced by another.

    A person who was only not found in one reading is no stranger: another stands in the place.
    """
    here = [one for one in less.people if not any(_same(one, other) for other in more.people)]
    there = [one for one in more.people if not any(_same(one, other) for other in less.people)]
    every = len(less.people) + (0 if inside else len(more.people))
    lost = len(here) + (0 if inside else len(there))
    return (1 - lost / every if every else 0.5), min(len(here), len(there))


def _same(one: Person, other: Person) -> bool:
    likeness = compare(one, other)
    named = likeness.named_alike and likeness.surname is not Fit.DIFFERS
    return named and likeness.birth is not Fit.DIFFERS


def weigh(likeness: Likeness, weights: Mapping[str, float] | None = None) -> float:
    """The probability that the two are one paper."""
    if likeness.overlap < _SHARED:
        return 0.0
    known = weights or fitted()
    score = sum(known[name] * value for name, value in likeness.features().items())
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


@cache
def fitted() -> Mapping[str, float]:
    """The weights that `make bench-duplicates FIT=1` wrote."""
    text = files("casework").joinpath("duplicates.toml").read_text("utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)["weights"].items()}


def reasons(likeness: Likeness) -> tuple[str, ...]:
    """Why the papers are held to be one, and what speaks against it, in Russian."""
    return tuple(_reasons(likeness))


def _reasons(likeness: Likeness) -> Iterator[str]:
    if likeness.inside:
        yield "одна бумага целиком содержится в другой"
    else:
        yield f"текст совпадает примерно на {round(100 * likeness.overlap)} %"
    told = (
        (likeness.number, "номер тот же", "номер похож", "номер другой"),
        (likeness.issued_on, "дата та же", "дата похожа", "дата другая"),
        (likeness.issuer, "отправитель тот же", "отправитель похож", "отправитель другой"),
    )
    for fit, same, near, differs in told:
        said = {Fit.SAME: same, Fit.NEAR: near, Fit.DIFFERS: differs}.get(fit)
        if said:
            yield said
    if likeness.strangers:
        yield "названы другие люди"
    elif likeness.people > SHOWN:
        yield "названы те же люди"
