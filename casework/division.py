"""How a file is divided into its papers: which pages are whose, and why a border was drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from casework.draft import DecisionRefused
from casework.field import FieldCandidate, FieldReading, Step
from casework.findings import Findings, FoundPerson, FoundTable
from papers.document import Document
from papers.evidence import Evidence
from papers.part import part

_RANGE = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?")


@dataclass(frozen=True, slots=True, order=True)
class PageRange:
    """Pages `first` to `last` of a file, from 1, both included."""

    first: int
    last: int

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(range(self.first, self.last + 1))

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class PageStory:
    """A page and whether a paper begins with it.

    `role` is "page", "blank" or "separator"; the latter two belong to no paper of themselves.
    `probability` is the chance that a paper begins here; `trail` the signs that made it so.
    """

    page: int
    role: str
    first_line: str
    probability: float
    trail: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """The papers of a file in the order of its pages; what is in none is blank or a separator."""

    papers: tuple[PageRange, ...]
    pages: tuple[PageStory, ...] = ()


def ranges_to_text(papers: Iterable[PageRange]) -> str:
    return ",".join(map(str, papers))


def ranges_of(text: str, pages: int) -> tuple[PageRange, ...]:
    """What «1-3,4,6-9» means of a file of so many pages; DecisionRefused `invalid_value`."""
    found = []
    for piece in filter(None, (piece.strip() for piece in text.split(","))):
        match = _RANGE.fullmatch(piece)
        if match is None:
            raise _wrong(f"«{piece}» — не страницы. Пример: 1-3,4,6-9.")
        found.append(PageRange(int(match[1]), int(match[2] or match[1])))
    return checked(found, pages)


def checked(papers: Iterable[PageRange], pages: int) -> tuple[PageRange, ...]:
    """The same papers, in order, none over another; DecisionRefused `invalid_value`."""
    last, found = 0, tuple(papers)
    if not found:
        raise _wrong("Не названо ни одной страницы. Пример: 1-3,4,6-9.")
    for one in found:
        if one.first > one.last or one.first < 1:
            raise _wrong(f"«{one}» — не страницы: первая должна стоять перед последней.")
        if one.first <= last:
            raise _wrong(f"Страница {one.first} названа дважды или не по порядку.")
        if one.last > pages:
            raise _wrong(f"В файле страниц: {pages}; страницы {one.last} нет.")
        last = one.last
    return found


def _wrong(message: str) -> DecisionRefused:
    return DecisionRefused("invalid_value", message)


def own_pages(document: Document, findings: Findings) -> Document:
    """Of a file's document the pages that the findings are of: the whole where they are all."""
    if findings.pages == tuple(page.number for page in document.pages) or document.flowing:
        return document
    return part(document, findings.pages[0], findings.pages[-1]).document


def moved(findings: Findings, move: Callable[[Evidence], Evidence]) -> Findings:
    """The findings with every piece of their evidence moved; pages keep their numbers."""

    def one(candidate: FieldCandidate) -> FieldCandidate:
        first, *rest = map(move, candidate.evidence)
        return replace(candidate, evidence=(first, *rest))

    def many(candidates: Iterable[FieldCandidate]) -> tuple[FieldCandidate, ...]:
        return tuple(map(one, candidates))

    def reading(of: FieldReading) -> FieldReading:
        return replace(of, candidates=many(of.candidates))

    def person(of: FoundPerson) -> FoundPerson:
        return replace(
            of,
            full_name=one(of.full_name),
            birth_date=one(of.birth_date) if of.birth_date else None,
            parts=many(of.parts),
            name_alternatives=many(of.name_alternatives),
            birth_alternatives=many(of.birth_alternatives),
        )

    def table(of: FoundTable) -> FoundTable:
        return replace(of, rows=tuple(many(row) for row in of.rows))

    return replace(
        findings,
        fields=tuple(map(reading, findings.fields)),
        people=tuple(map(person, findings.people)),
        signs=many(findings.signs),
        marks=many(findings.marks),
        tables=tuple(map(table, findings.tables)),
        texts=tuple(map(reading, findings.texts)),
    )
