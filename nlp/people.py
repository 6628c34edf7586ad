"""The people of the family: who they are to each other, never an official among them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casework.field import FieldCandidate
from casework.findings import FoundPerson, KindGuess
from nlp.births import find_births
from nlp.choose import choose
from nlp.column_roles import column_role
from nlp.confidence import recognised
from nlp.family import ROLES, relate
from nlp.first_names import with_given_names
from nlp.grid import Cell, Grid, read_grid
from nlp.kinship import Person, Sighting, gather
from nlp.names import NameMention, Shape, could_be_surname, find_names
from nlp.paper import Paper
from nlp.particulars import find_particulars
from nlp.roles import Told, tell_roles
from nlp.shared_surnames import shared_surnames
from papers.evidence import Place

FINDER = "people"
_SURELY_OFFICE = 0.9
#: How likely a name of the shape is whole; its nominative has a probability of its own.
SURE_OF_BORDERS = {
    Shape.FULL: 0.99,
    Shape.SHORT: 0.85,
    Shape.NAMELY: 0.75,
    Shape.INITIALS: 0.75,
    Shape.GIVEN: 0.7,
}
_WITH_BIRTH = 0.8
_GENERATION = 16
#: Parts of a paper where names are the office's, unless said to be of the family.
_OFFICE = frozenset({Place.REG, Place.SIGN, Place.RESOL, Place.ADDR})
_DEADLINE = re.compile(r"\b(?:до|по|позднее|совершеннолетия,? т\.\s?е\. до)\s*\(?$")
#: «семья Кузьминых», «дети Кузьмины»: a family by its plural.
_FAMILY = re.compile(
    r"(?:[Сс]емь[а-я]{1,3}|[Дд]ет(?:и|ей|ям)|[Сс]упруг(?:и|ов)|[Рр]одител(?:и|ей)|[а-я])\s+"
    r"(?P<name>[А-ЯЁ][а-яё]+(?:[оеё]в|[иы]н)(?:ы|ых|ым|ыми))\b"
)
#: «семья Ким», «супругами Гончар»: by a surname that does not decline.
_STEADY_FAMILY = re.compile(
    r"(?:[Сс]емь(?:я|и|е|ю|ёй|ей)|[Сс]упруг(?:и|ов|ам|ами)|[Рр]одител(?:и|ей|ями))\s+"
    r"(?P<name>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)(?![а-яё]|-|\s+[А-ЯЁ])"
)
_DECLINED = re.compile(r"(?:[аяуюыь]|ой|ей|ым|им|[ыи]х|ого|его)$")
_PLURAL_END = re.compile(r"(?:ы|ых|ым|ыми)$")


def find_people(paper: Paper, kind: KindGuess) -> tuple[FoundPerson, ...]:
    """The people of the family named in a paper, in the order in which they first appear."""
    return tuple(_found(paper, person) for person in gather_people(paper, kind) if person.roles)


def gather_people(paper: Paper, kind: KindGuess) -> list[Person]:
    """Everybody whom a paper names; officials have no role."""
    grid = read_grid(paper.document.text)
    mentions = with_given_names(paper, grid, find_names(paper, tuple(shared_surnames(paper))))
    sightings = _sight(paper, grid, mentions)
    everybody = gather(sightings)
    persons = [person for person in everybody if _of_family(person)]
    today = _day_of_paper(paper, sightings)
    relate(persons, kind, today, _family_names(paper))
    return everybody


def _family_names(paper: Paper) -> list[str]:
    """Surnames that the paper gives to families, as men bear them."""
    text = paper.prose.text
    steady = (m["name"] for m in _STEADY_FAMILY.finditer(text) if not _DECLINED.search(m["name"]))
    return [
        *(_PLURAL_END.sub("", m["name"]) for m in _FAMILY.finditer(text)),
        *(name for name in steady if could_be_surname(name)),
    ]


def _day_of_paper(paper: Paper, sightings: list[Sighting]) -> str:
    """The latest day that the paper tells of as past, ISO; empty when there is none.

    Births and deadlines are no such days, and telephone numbers look like dates of short years.
    """
    births = {sighting.birth.start for sighting in sightings if sighting.birth}
    past = [
        date
        for date in paper.dates
        if date.start not in births
        and not _DEADLINE.search(paper.prose.folded, max(0, date.start - 20), date.start)
    ]
    whole = [date for date in past if not date.short_year]
    return max((date.iso for date in whole or past), default="") or _youngest(sightings)


def _youngest(sightings: list[Sighting]) -> str:
    """The latest birth, when another was born a generation before: the paper is later yet."""
    days = sorted(s.birth.value for s in sightings if s.birth)
    apart = days and int(days[-1][:4]) - int(days[0][:4]) >= _GENERATION
    return f"{days[-1]}-12-31"[:10] if apart else ""


def _sight(paper: Paper, grid: Grid, mentions: tuple[NameMention, ...]) -> list[Sighting]:
    births = find_births(paper, mentions, grid)
    told = tell_roles(paper, mentions, grid)
    sightings = []
    for i, mention in enumerate(mentions):
        said = list(told[i])
        cell = grid.at(paper.prose.offsets[mention.start])
        if cell:
            said.extend(_by_column(paper, grid, cell))
        if mention.shape is Shape.GIVEN and all(one.role == "kin" for one in said):
            said.append(Told("child", 0.8, "given-name"))
        if paper.place(paper.prose, mention.start) in _OFFICE:
            said.append(Told("official", 0.6, "office-part"))
        until = mentions[i + 1].start if i + 1 < len(mentions) else len(paper.prose.text)
        row = cell.row if cell else None
        sightings.append(Sighting(mention, tuple(said), until, births.get(i), row))
    return sightings


def _by_column(paper: Paper, grid: Grid, cell: Cell) -> Iterator[Told]:
    """What the head of the column and a cell «сведения о родстве» say."""
    if role := column_role(cell.head):
        yield Told(role, 0.9, "column", words=cell.head)
    for other in grid.row_of(cell):
        if "родств" in other.head or "кем приходится" in other.head:
            words = paper.document.text[other.start : other.stop]
            if role := column_role(words.lower().replace("ё", "е")):
                yield Told(role, 0.95, "kinship-column", words=words)


def _of_family(person: Person) -> bool:
    """Whether the paper tells of the person as one of the family, not of the office."""
    family = max(person.told(role) for role in (*ROLES, "parent", "kin", "member"))
    if person.birth_year and (family or person.told("official") < _SURELY_OFFICE):
        return True
    if person.shape is Shape.NAMELY:
        return family > 0
    if person.shape is Shape.INITIALS:
        return family > 0.6 and person.told("official") == 0
    if person.shape is Shape.GIVEN:
        return True
    return family > person.told("official") or not person.told("official")


def _telling(person: Person, sighting: Sighting) -> tuple[bool, bool, float]:
    """How well a mention shows who the person is: full name, birth date, role beside it."""
    strongest = max((told.confidence for told in sighting.told), default=0.0)
    return sighting.mention.shape is person.shape, sighting.birth is not None, strongest


def _found(paper: Paper, person: Person) -> FoundPerson:
    best = max(person.sightings, key=lambda s: _telling(person, s))
    span = (best.mention.start, best.mention.stop)
    sure = _confidence(person)
    names = [
        recognised(paper.document, paper.candidate(
            "full_name", _shown(reading.full, person), paper.prose, span,
            round(sure * reading.weight, 3), FINDER, best.mention.shape.name.lower(),
        ))
        for reading in person.readings[:4]
    ]  # fmt: skip
    unique: dict[str, FieldCandidate] = {}
    for name in names:
        if str(name.value) not in unique:
            unique[str(name.value)] = name
    first, *others = unique.values()
    born, *otherwise = _births(paper, person) or (None,)
    return FoundPerson(
        roles=tuple(role for role in ROLES if role in person.roles),
        full_name=first,
        family=person.family,
        partial=person.shape is Shape.INITIALS,
        birth_date=born,
        parts=tuple(find_particulars(paper, person)),
        name_alternatives=tuple(others),
        birth_alternatives=tuple(otherwise),
    )


def _births(paper: Paper, person: Person) -> tuple[FieldCandidate, ...]:
    """The birth dates that the paper gives to the person, surest first."""
    found = (
        paper.candidate(
            "birth_date", birth.value, paper.prose, (birth.start, birth.stop),
            birth.confidence, FINDER, birth.rule,
        )
        for birth in person.births
    )  # fmt: skip
    readings, _ = choose(paper.document, found)
    return readings[0].candidates if readings else ()


def _shown(full: str, person: Person) -> str:
    return f"{person.surname} {full}" if person.surname else full


def _confidence(person: Person) -> float:
    """How likely the person is of the family and the borders of the name are right."""
    sure = SURE_OF_BORDERS[person.shape]
    if person.shape is Shape.GIVEN and person.birth_year:
        sure = _WITH_BIRTH
    if person.told("official") and not person.birth_year:
        sure *= 0.8
    return sure
