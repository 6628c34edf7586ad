"""Mentions become persons; persons become a family."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from nlp.births import Birth
from nlp.names import NameMention, Shape
from nlp.nominative import Reading
from nlp.roles import Told

#: Words of kinship that tell the gender of the person.
_GENDER_WORDS = {
    gender: frozenset(text.split())
    for gender, text in (
        (
            "f",
            "мать мама дочь дочка бабушка жена супруга внучка девочка тетя воспитанница ученица"
            " школьница опекунша мачеха гражданка гр-ка взыскательница заявительница истица"
            " ответчица сожительница падчерица",
        ),
        ("m", "отец папа сын сынок дедушка муж внук мальчик дядя отчим пасынок юноша"),
    )
}
#: The order of trust when a person is named in several ways.
_RANK = {Shape.FULL: 0, Shape.NAMELY: 1, Shape.SHORT: 2, Shape.INITIALS: 3, Shape.GIVEN: 4}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A mention with all that its context tells."""

    mention: NameMention
    told: tuple[Told, ...]
    until: int  # where the next mention begins
    birth: Birth | None = None
    row: int | None = None


@dataclass
class Person:
    """A person of the paper while it is being put together."""

    sightings: list[Sighting]
    family: int = 1
    roles: list[str] = field(default_factory=list)
    surname: str | None = None  # implied by the paper, for those named without one

    @property
    def shape(self) -> Shape:
        return min((s.mention.shape for s in self.sightings), key=_RANK.__getitem__)

    @property
    def first(self) -> int:
        return self.sightings[0].mention.start

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Nominatives that the best-named mentions agree on, likeliest first, summing to 1."""
        best = [s.mention for s in self.sightings if s.mention.shape is self.shape]
        gender = self.gender_by_word
        votes: dict[str, float] = defaultdict(float)
        samples: dict[str, Reading] = {}
        for mention in best:
            for reading in mention.readings:
                unlike = gender and reading.gender != gender
                votes[_fold(reading.full)] += reading.weight * (0.02 if unlike else 1.0)
                samples.setdefault(_fold(reading.full), reading)
        whole = sum(votes.values())
        return tuple(
            Reading(r.surname, r.given, r.patronymic, r.gender, r.cases, votes[key] / whole)
            for key, r in sorted(samples.items(), key=lambda item: -votes[item[0]])
        )

    @property
    def gender_by_word(self) -> str | None:
        """«Дочь», «сын»: the gender that a word says, when all words say the same."""
        said = {gender for gender, words in _GENDER_WORDS.items() for word in words & self.lemmas()}
        return said.pop() if len(said) == 1 else None

    @property
    def name(self) -> Reading:
        return self.readings[0]

    def told(self, role: str) -> float:
        """The strongest word for `role`, 0 when there is none."""
        return max(
            (t.confidence for s in self.sightings for t in s.told if t.role == role), default=0.0
        )

    def told_adult(self) -> float:
        """The strongest word that makes a grown-up of the person."""
        return max(map(self.told, ("mother", "father", "guardian", "parent", "other_adult")))

    def lemmas(self) -> set[str]:
        return {t.lemma for s in self.sightings for t in s.told}

    @property
    def birth(self) -> Birth | None:
        births = [s.birth for s in self.sightings if s.birth and len(s.birth.value) > 4]
        return max(births, key=lambda birth: birth.confidence, default=None)

    @property
    def birth_year(self) -> Birth | None:
        births = [s.birth for s in self.sightings if s.birth]
        return max(births, key=lambda birth: (len(birth.value), birth.confidence), default=None)

    def age(self, today: str) -> int | None:
        """Full years on the ISO day `today`; None when the birth is unknown."""
        birth = self.birth_year
        if birth is None or not today:
            return None
        age = int(today[:4]) - int(birth.value[:4])
        return age - (len(birth.value) > 4 and today[5:] < birth.value[5:])


#: A man's surname (by its end) and what a woman's has instead.
_PAIRS = ((r"(?<=[оеё]в)$", "а"), (r"(?<=[иы]н)$", "а"), (r"(?<=\w\w)(?:[иы]й|ой)$", "ая"))


def gather(sightings: Iterable[Sighting]) -> list[Person]:
    """Put the mentions of one person together: full names first, then what points to them."""
    persons: list[Person] = []
    for sighting in sorted(sightings, key=lambda s: (_RANK[s.mention.shape], s.mention.start)):
        same = [person for person in persons if _same(person, sighting.mention)]
        if sighting.mention.shape is Shape.GIVEN:
            # A mother and her daughter may share a name: a child's is that of a child.
            same = [p for p in same if p.told("child") or not p.told_adult()]
            same.sort(key=lambda person: -person.told("child"))
        if same:
            same[0].sightings.append(sighting)
        else:
            persons.append(Person([sighting]))
    for person in persons:
        person.sightings.sort(key=lambda s: s.mention.start)
    return sorted(persons, key=lambda person: person.first)


def _same(person: Person, mention: NameMention) -> bool:
    shape = person.shape
    for known in person.readings:
        for reading in mention.readings:
            if reading.weight > 0.02 and _agree(known, reading, shape, mention.shape):
                return True
    return False


def _agree(known: Reading, reading: Reading, shape: Shape, other: Shape) -> bool:
    if other is Shape.FULL or other is shape:
        return _fold(known.full) == _fold(reading.full)
    if other is Shape.GIVEN:
        return _fold(known.given) == _fold(reading.given)
    if other is Shape.NAMELY:
        return (_fold(known.given), _fold(known.patronymic)) == (
            _fold(reading.given),
            _fold(reading.patronymic),
        )
    if _fold(known.surname) != _fold(reading.surname):
        return False
    if other is Shape.SHORT:
        return _fold(known.given) == _fold(reading.given)
    same_father = not reading.patronymic or known.patronymic[:1] == reading.patronymic[:1]
    return known.given[:1] == reading.given[:1] and same_father


def is_father(given: str, patronymic: str) -> bool:
    """Whether `patronymic` is made from the man's name `given`."""
    if not given or not patronymic:
        return False
    father, child = _fold(given), _fold(patronymic)
    stem = {"павел": "павл", "лев": "льв", "петр": "петр"}.get(
        father, re.sub(r"[аяйьи]+$", "", father)
    )
    return bool(re.match(rf"{re.escape(stem)}[оеиь]{{0,2}}(?:вич|вна|ич)", child))


def paired_surname(surname: str, gender: str) -> str:
    """The form of a family's surname that a person of `gender` bears."""
    if gender == "f":
        for man, ending in _PAIRS:
            if re.search(man, surname):
                return re.sub(man, ending, surname)
        return surname
    if re.search(r"(?:[оеё]ва|[иы]на)$", surname):
        return surname[:-1]
    if re.search(r"[сц]кая$", surname):
        return surname[:-2] + "ий"
    return surname[:-2] + "ой" if surname.endswith("ая") else surname


def same_family_name(one: str, other: str) -> bool:
    """Whether two surnames differ by gender at most."""
    return _fold(paired_surname(one, "f")) == _fold(paired_surname(other, "f"))


def _fold(text: str) -> str:
    return text.lower().replace("ё", "е")
