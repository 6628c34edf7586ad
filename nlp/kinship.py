"""Mentions become persons; persons become a family."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from nlp.births import Birth
from nlp.declension import undecline_given
from nlp.name_tokens import PARENT
from nlp.names import NameMention, Shape
from nlp.nominative import Reading, patronymic_readings
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
_DOUBTFUL = 0.02
_UNLIKE = 0.02
_RANK = {Shape.FULL: 0, Shape.NAMELY: 1, Shape.SHORT: 2, Shape.INITIALS: 3, Shape.GIVEN: 4}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A mention with all that its context tells."""

    mention: NameMention
    told: tuple[Told, ...]
    until: int  # where the next mention begins
    birth: Birth | None = None
    row: int | None = None


class Person:
    """A person of the paper while it is being put together; mentions come best-named first."""

    def __init__(self, first: Sighting) -> None:
        self.sightings: list[Sighting] = []
        self.shape = first.mention.shape
        self.family = 1
        self.roles: list[str] = []
        self.surname: str | None = None  # implied by the paper, for those named without one
        self._told: dict[str, float] = {}
        self._lemmas: set[str] = set()
        self._votes: dict[str, float] = defaultdict(float)
        self._samples: dict[str, Reading] = {}
        #: One mention in full for every way of writing the name.
        self.written: dict[tuple[str, str], NameMention] = {}
        self.add(first)

    def add(self, sighting: Sighting) -> None:
        self.sightings.append(sighting)
        self._readings: tuple[Reading, ...] = ()
        for told in sighting.told:
            self._told[told.role] = max(told.confidence, self.told(told.role))
            self._lemmas.add(told.lemma)
        mention = sighting.mention
        if mention.shape is Shape.FULL:
            self.written.setdefault((mention.given, mention.patronymic), mention)
        if sighting.mention.shape is self.shape:
            for reading in sighting.mention.readings:
                key = fold_name(reading.full)
                self._votes[key] += reading.weight
                self._samples.setdefault(key, reading)

    @property
    def first(self) -> int:
        """Where the person is first named."""
        return min(sighting.mention.start for sighting in self.sightings)

    @property
    def row(self) -> int | None:
        """The row of a table in which the person is first named."""
        return min(self.sightings, key=lambda sighting: sighting.mention.start).row

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Nominatives that the best-named mentions agree on, likeliest first, summing to 1."""
        if not self._readings:
            self._readings = self._elected()
        return self._readings

    def _elected(self) -> tuple[Reading, ...]:
        gender = self._gender_by_word()
        votes = {
            key: votes
            * (_UNLIKE if gender and self._samples[key].gender != gender else 1.0)
            * self._borne_out(self._samples[key])
            for key, votes in self._votes.items()
        }
        whole = sum(votes.values())
        return tuple(
            replace(self._samples[key], weight=votes[key] / whole)
            for key in sorted(votes, key=lambda key: -votes[key])
        )

    def _borne_out(self, reading: Reading) -> float:
        """«Ани Ивановны» may be of Аня, «с Ани Ивановной» is not."""
        if len(self.written) < 2 or self.shape is not Shape.FULL:
            return 1.0
        return _UNLIKE ** sum(not may_stand_for(m, reading) for m in self.written.values())

    def _gender_by_word(self) -> str | None:
        """«Дочь», «сын»: the gender that a word says, when all words say the same."""
        said = {gender for gender, words in _GENDER_WORDS.items() if words & self._lemmas}
        return said.pop() if len(said) == 1 else None

    def called(self, *lemmas: str) -> bool:
        """Whether a word of kinship beside the name is one of `lemmas`."""
        return not self._lemmas.isdisjoint(lemmas)

    @property
    def name(self) -> Reading:
        return self.readings[0]

    def told(self, role: str) -> float:
        """The strongest word for `role`, 0 when there is none."""
        return self._told.get(role, 0.0)

    def told_adult(self) -> float:
        """The strongest word that makes a grown-up of the person."""
        return max(map(self.told, ("mother", "father", "guardian", "parent", "other_adult")))

    @property
    def births(self) -> list[Birth]:
        """The birth dates that the mentions give, as often as they do."""
        return [s.birth for s in self.sightings if s.birth and len(s.birth.value) > 4]

    @property
    def birth_year(self) -> Birth | None:
        """The birth date, or the year where no more is printed."""
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
    """Put the mentions of one person together: full names first, then what points to them.

    Only those are compared whose names could be the same: a list may name ten thousand.
    """
    persons: list[Person] = []
    numbers: dict[int, int] = {}
    named: dict[tuple[str, str], set[int]] = defaultdict(set)
    for sighting in sorted(sightings, key=lambda s: (_RANK[s.mention.shape], s.mention.start)):
        mention = sighting.mention
        near = {n for reading in mention.readings for n in named[_key(reading, mention.shape)]}
        person = _namesake(sighting, [persons[n] for n in sorted(near)])
        if person is None:
            person = Person(sighting)
            numbers[id(person)] = len(persons)
            persons.append(person)
        else:
            person.add(sighting)
        if mention.shape is person.shape:
            for reading in mention.readings:
                for shape in (Shape.FULL, Shape.GIVEN):
                    named[_key(reading, shape)].add(numbers[id(person)])
    return sorted(persons, key=lambda person: person.first)


def _key(reading: Reading, shape: Shape) -> tuple[str, str]:
    """What a mention of the shape shares with every mention of the same person."""
    if shape in (Shape.GIVEN, Shape.NAMELY):
        return "", fold_name(reading.given)
    return fold_name(reading.surname), reading.given[:1]


def _namesake(sighting: Sighting, persons: list[Person]) -> Person | None:
    same = (person for person in persons if _same(person, sighting.mention))
    if sighting.mention.shape is not Shape.GIVEN:
        return next(same, None)
    # A mother and her daughter may share a name: a first name alone is a child's.
    young = [person for person in same if person.told("child") or not person.told_adult()]
    return max(young, key=lambda person: person.told("child"), default=None)


def _same(person: Person, mention: NameMention) -> bool:
    if mention.shape is Shape.FULL and _same_but_for_case(person, mention):
        return True
    return any(
        _agree(known, reading, person.shape, mention.shape)
        for reading in mention.readings
        if reading.weight > _DOUBTFUL
        for known in person.readings
    )


def _same_but_for_case(person: Person, mention: NameMention) -> bool:
    """Surname and patronymic are the same and the given name is, in some case of it."""
    known, reading = person.name, mention.readings[0]
    return (fold_name(known.surname), fold_name(known.patronymic), known.gender) == (
        fold_name(reading.surname),
        fold_name(reading.patronymic),
        reading.gender,
    ) and any(may_stand_for(written, reading) for written in person.written.values())


@lru_cache(maxsize=4096)
def may_stand_for(mention: NameMention, reading: Reading) -> bool:
    """Whether the given name of `mention` may be that of `reading` in a case of its patronymic."""
    cases = [c for _, gender, cases in patronymic_readings(mention.patronymic)
             if gender == reading.gender for c in cases]  # fmt: skip
    return any(
        fold_name(name.nominative) == fold_name(reading.given)
        for case in cases
        for name in undecline_given(mention.given, reading.gender, case, lambda _: 1.0)
    )


def _agree(known: Reading, reading: Reading, shape: Shape, other: Shape) -> bool:
    if other is Shape.FULL or other is shape:
        return fold_name(known.full) == fold_name(reading.full)
    if other is Shape.GIVEN:
        return fold_name(known.given) == fold_name(reading.given)
    if other is Shape.NAMELY:
        return (fold_name(known.given), fold_name(known.patronymic)) == (
            fold_name(reading.given),
            fold_name(reading.patronymic),
        )
    if fold_name(known.surname) != fold_name(reading.surname):
        return False
    if other is Shape.SHORT:
        return fold_name(known.given) == fold_name(reading.given)
    same_father = not reading.patronymic or known.patronymic[:1] == reading.patronymic[:1]
    return known.given[:1] == reading.given[:1] and same_father


def is_father(given: str, patronymic: str) -> bool:
    """Whether `patronymic` is made from the man's name `given`."""
    if not given or not patronymic:
        return False
    father, child = fold_name(given), fold_name(patronymic)
    stem = {"павел": "павл", "лев": "льв", "петр": "петр"}.get(
        father, re.sub(r"[аяйьи]+$", "", father)
    )
    if PARENT.fullmatch(child[len(father) + 1 :]):
        return child.startswith(father)
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


@lru_cache(maxsize=4096)
def family_key(surname: str) -> str:
    """What the surnames of a family share: equal for those that differ by gender at most."""
    return fold_name(paired_surname(surname, "f"))


def fold_name(text: str) -> str:
    """A name as it is compared: lower case, ё as е."""
    return text.lower().replace("ё", "е")
