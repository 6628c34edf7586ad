"""A name in any case to its nominative: every (gender, case) is a hypothesis, each part a witness.

The patronymic settles the gender and, but for a few endings, the case; the surname and the given
name are undeclined by table, with dictionaries of names to say which results exist.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.resources import files

import pymorphy3

from nlp.declension import (
    CASES,
    GENDERS,
    Case,
    Gender,
    Undeclined,
    undecline_given,
    undecline_surname,
)

_TYPICAL: dict[Gender, re.Pattern[str]] = {
    "m": re.compile(r"(?:[оеё]в|[иы]н|[сц]кий|дзе|швили|янц?|енко|[уюа]к|[иы]х|ия|уа)$"),
    "f": re.compile(r"(?:[оеё]ва|[иы]на|[сц]кая|дзе|швили|янц?|енко|[уюа]к|[иы]х|ия|уа)$"),
}
_MALE = re.compile(r"^(?P<base>.+(?:[оеё]вич|[кмнтьдв]ич))(?P<end>а|у|ем|ём|ом|е|)$")
_FEMALE = re.compile(r"^(?P<base>.+(?:[оеё]вн|[иы]чн))(?P<end>а|ы|е|у|ой|ою)$")
_MALE_CASES: dict[str, tuple[Case, ...]] = {
    "": ("nom",), "а": ("gen", "acc"), "у": ("dat",), "е": ("prep",),
    "ем": ("ins",), "ём": ("ins",), "ом": ("ins",),
}  # fmt: skip
_FEMALE_CASES: dict[str, tuple[Case, ...]] = {
    "а": ("nom",), "ы": ("gen",), "е": ("dat", "prep"), "у": ("acc",),
    "ой": ("ins",), "ою": ("ins",),
}  # fmt: skip
#: Adjectives that only the dictionary can tell from other surnames: Белый, Хмурая.
_ADJECTIVE = re.compile(r"(?<![сц]к)(?:ый|ий|ой|ая|яя)$")
#: «Сын» and «дочь» of the Turkic patronymics, as passports spell them.
SON = "оглы|оглу|огли|угли|угил|ўғли|уғли|улы|ұлы|уулу"
DAUGHTER = "кызы|кизи|гызы|қызы|қизи"
_SON = re.compile(rf"[ -](?:{SON})$", re.IGNORECASE)
_DAUGHTER = re.compile(rf"[ -](?:{DAUGHTER})$", re.IGNORECASE)
#: How often papers put a person's name in a case.
_PRIOR: dict[Case, float] = {
    "nom": 1.0, "gen": 0.6, "dat": 0.35, "acc": 0.35, "ins": 0.25, "prep": 0.1,
}  # fmt: skip
_OTHER_GENDER = 0.02
#: How far a surname is believed that no dictionary of surnames holds: one that is a word (Сорока),
#: any other, one that looks like an oblique case of a frequent kind (Лиджиевым).
_A_WORD, _UNKNOWN_SURNAME, _MOST_UNLIKELY = 0.4, 0.15, 0.01
_UNKNOWN_GIVEN = 0.08
#: A nominative that nobody knows, spelt like the oblique case of a known name.
_SURELY_DECLINED = 0.1
_OBLIQUE = re.compile(r"(?:(?:[оеё]в|[иы]н)(?:ым|у|е|ою)|[сц]к(?:ого|ому|им|ом|ую)|[оы]го|ому)$")
_OTHER_CASE = 0.1
_TAGS: tuple[tuple[Gender, str], ...] = (("m", "masc"), ("f", "femn"))


@dataclass(frozen=True, slots=True)
class Reading:
    """One nominative of a name; `weight` 0..1 is its share among the readings of the name."""

    surname: str
    given: str
    patronymic: str
    gender: Gender
    cases: tuple[Case, ...]
    weight: float

    @property
    def full(self) -> str:
        full = " ".join(part for part in (self.surname, self.given, self.patronymic) if part)
        return full.replace(". ", ".")


@dataclass(frozen=True)
class NameBook:
    """What is known of names: dictionaries of given names and surnames, genders, exceptions."""

    given: frozenset[str]
    surnames: frozenset[str]
    common: dict[Gender, frozenset[str]]
    women: frozenset[str]
    men: frozenset[str]
    stressed: frozenset[str]
    not_names: frozenset[str]
    genders: Callable[[str], tuple[Gender, ...]]  # by the dictionary, of a folded given name
    lemma: Callable[[str], str]
    parts_of_speech: Callable[[str], frozenset[str]]  # of a folded word that is a lemma

    def is_common(self, word: str) -> bool:
        """Whether a capitalised word is one that stands before names and is none itself."""
        folded = _fold(word)
        return folded in self.not_names or self.lemma(folded) in self.not_names

    def knows_given(self, name: str) -> bool:
        return name.lower() in self.given or bool(self.gender_of(name, sure=True))

    def knows_surname(self, name: str, gender: Gender) -> bool:
        return self.trusts_surname(name, gender) == 1.0

    def trusts_given(self, name: str) -> float:
        """0..1: how readily `name` is believed to be a given name's nominative."""
        return 1.0 if self.knows_given(name) else _UNKNOWN_GIVEN

    def trusts_surname(self, name: str, gender: Gender) -> float:
        """0..1: how readily `name` is believed to be a surname's nominative."""
        folded = _fold(name)
        if _TYPICAL[gender].search(folded) or name.lower() in self.surnames:
            return 1.0
        if _ADJECTIVE.search(folded):
            men = [folded[:-2] + end for end in ("ый", "ой", "ий")] if gender == "f" else [folded]
            if any(man in self.surnames or "ADJF" in self.parts_of_speech(man) for man in men):
                return 1.0
        if _OBLIQUE.search(folded):
            return _MOST_UNLIKELY
        return _A_WORD if "NOUN" in self.parts_of_speech(folded) else _UNKNOWN_SURNAME

    def gender_of(self, name: str, *, sure: bool = False) -> Gender | None:
        """Gender of a nominative given name: by lexicon, dictionary, else by its ending."""
        folded = _fold(name)
        if folded in self.women:
            return "f"
        if folded in self.men:
            return "m"
        genders = self.genders(folded)
        if len(genders) == 1:
            return genders[0]
        if sure or genders:
            return None
        return "f" if folded.endswith(("а", "я")) else "m"


@lru_cache(maxsize=1)
def name_book() -> NameBook:
    """The dictionaries (natasha's lists, pymorphy's names, our lexicon), loaded once."""
    lists = files("natasha") / "data" / "dict"
    own = tomllib.loads((files("nlp") / "lexicon" / "names.toml").read_text("utf-8"))
    words = {key: frozenset(_fold(text).split()) for key, text in own.items()}
    given = {
        line.partition("#")[0].strip()
        for name in ("first.txt", "maybe_first.txt")
        for line in (lists / name).read_text("utf-8").splitlines()
    }
    surnames = (lists / "last.txt").read_text("utf-8").splitlines()
    morph = pymorphy3.MorphAnalyzer()
    return NameBook(
        given=frozenset(given - {""}).union(
            *(words[key] for key in ("women", "men", "common_women", "common_men"))
        ),
        surnames=frozenset(surnames),
        common={"m": words["common_men"], "f": words["common_women"]},
        women=words["women"],
        men=words["men"],
        stressed=words["stressed"],
        not_names=words["not_names"],
        genders=lru_cache(maxsize=20_000)(partial(_genders, morph)),
        lemma=lru_cache(maxsize=20_000)(lambda word: _fold(morph.parse(word)[0].normal_form)),
        parts_of_speech=lru_cache(maxsize=20_000)(partial(_parts_of_speech, morph)),
    )


def _genders(morph: pymorphy3.MorphAnalyzer, name: str) -> tuple[Gender, ...]:
    known = [p for p in morph.parse(name) if p.is_known and "Name" in p.tag]
    found = {p.tag.gender for p in known if _fold(p.normal_form) == name}
    return tuple(gender for gender, tag in _TAGS if tag in found)


def _parts_of_speech(morph: pymorphy3.MorphAnalyzer, word: str) -> frozenset[str]:
    if not morph.word_is_known(word):
        return frozenset()
    return frozenset(
        str(p.tag.POS)
        for p in morph.parse(word)
        if p.is_known and _fold(p.normal_form) == word and not {"Name", "Surn"} & p.tag.grammemes
    )


def is_patronymic(word: str) -> bool:
    """Whether a title-case word has a patronymic's form in some case."""
    return bool(patronymic_readings(word))


def patronymic_readings(form: str) -> tuple[tuple[str, Gender, tuple[Case, ...]], ...]:
    """(nominative, gender, cases) of a patronymic's form; empty when it has no such form."""
    if _SON.search(form):
        return ((form, "m", CASES),)
    if _DAUGHTER.search(form):
        return ((form, "f", CASES),)
    if match := _FEMALE.match(form):
        return ((match["base"] + "а", "f", _FEMALE_CASES[match["end"]]),)
    if match := _MALE.match(form):
        return ((match["base"], "m", _MALE_CASES[match["end"]]),)
    return ()


@lru_cache(maxsize=4096)
def readings(
    surname: str, given: str, patronymic: str = "", likely: tuple[Case, ...] = CASES
) -> tuple[Reading, ...]:
    """Nominatives of a name, likeliest first, weights summing to 1.

    `likely` are the cases that the words around it allow.
    The parts are title-case words as printed, empty when missing; `given` may be an initial
    («И.»), which bears no case. Nothing fits: the name as it stands, gender by guess.
    """
    found: dict[tuple[str, str, str, Gender], dict[Case, float]] = defaultdict(dict)
    for gender in GENDERS:
        for case in CASES:
            fit = _PRIOR[case] * (1.0 if case in likely else _OTHER_CASE)
            for (last, first, father), weight in _hypothesis(
                surname, given, patronymic, gender, case
            ):
                by_case = found[last, first, father, gender]
                by_case[case] = by_case.get(case, 0.0) + weight * fit
    whole = sum(sum(by_case.values()) for by_case in found.values())
    if not whole:
        return (Reading(surname, given, patronymic, "m", CASES, 1.0),)
    ranked = sorted(found.items(), key=lambda item: -sum(item[1].values()))
    return tuple(
        Reading(last, first, father, gender, _leading(by_case), sum(by_case.values()) / whole)
        for (last, first, father, gender), by_case in ranked
        if sum(by_case.values()) / whole > 0.01
    )


def _leading(by_case: dict[Case, float]) -> tuple[Case, ...]:
    """The cases that a reading likely stands in."""
    return tuple(case for case in CASES if by_case.get(case, 0.0) > 0.2 * max(by_case.values()))


def _hypothesis(
    surname: str, given: str, patronymic: str, gender: Gender, case: Case
) -> list[tuple[tuple[str, str, str], float]]:
    """Nominatives of the three parts if the person is `gender` and the name stands in `case`."""
    father = patronymic
    if patronymic and not patronymic.endswith("."):
        agreeing = [
            name
            for name, its_gender, cases in patronymic_readings(patronymic)
            if its_gender == gender and case in cases
        ]
        if not agreeing:
            return []
        father = agreeing[0]
    return [
        ((last.nominative, first.nominative, father), last.weight * first.weight)
        for last in _surnames(surname, gender, case)
        for first in _given(given, gender, case)
    ]


def _surnames(form: str, gender: Gender, case: Case) -> tuple[Undeclined, ...]:
    if not form:
        return (Undeclined("", 1.0),)
    book = name_book()
    found = undecline_surname(form, gender, case, partial(book.trusts_surname, gender=gender))
    # Толстого: the lexicon knows which adjectives bear the stress on the ending.
    ending = "ой" if gender == "m" else "ая"
    stressed = [
        name
        for name in found
        if name.nominative.endswith(ending) and _fold(name.nominative)[:-2] in book.stressed
    ]
    return (Undeclined(stressed[0].nominative, 1.0),) if stressed else found


def _given(form: str, gender: Gender, case: Case) -> tuple[Undeclined, ...]:
    if not form or form.endswith("."):
        return (Undeclined(form, 1.0),)
    book = name_book()
    return tuple(
        Undeclined(name.nominative, name.weight * _agreement(book, name.nominative, gender)
                   * (_SURELY_DECLINED if name.nominative == form and _is_oblique(form) else 1.0))
        for name in undecline_given(form, gender, case, book.trusts_given)
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def _is_oblique(form: str) -> bool:
    """«Кириллом»: no name that is known, but some case of one."""
    book = name_book()
    return not book.knows_given(form) and any(
        book.knows_given(name.nominative)
        for gender in GENDERS
        for case in CASES
        if case != "nom"
        for name in undecline_given(form, gender, case, book.trusts_given)
    )


def _agreement(book: NameBook, name: str, gender: Gender) -> float:
    if _fold(name) in book.common[gender]:
        return 1.0
    known = book.gender_of(name, sure=True)
    if known:
        return 0.8 if known == gender else _OTHER_GENDER
    return 0.4 if book.gender_of(name) == gender else 0.15


def _fold(text: str) -> str:
    return text.lower().replace("ё", "е")
