"""Russian names back to the nominative: the case tables, read backwards.

A paradigm gives the endings of the six cases after a stem of a certain shape. Undeclining a form
for a gender and a case asks every paradigm of that gender which stem could have given the form.
Sources: Грамматический словарь (Зализняк), classes of surnames; Розенталь § 149 on surnames that
do not decline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Gender = Literal["m", "f"]
Case = Literal["nom", "gen", "dat", "acc", "ins", "prep"]
GENDERS: tuple[Gender, Gender] = ("m", "f")
CASES: tuple[Case, ...] = ("nom", "gen", "dat", "acc", "ins", "prep")

_HARD = "бвгджзклмнпрстфхцчшщ"
_VOWEL = "аеёиоуыэюя"


@dataclass(frozen=True, slots=True)
class Paradigm:
    """Endings by case (alternatives by «/», the empty one as «0») after a stem matching `stem`.

    `weight` is how readily an unknown stem is believed to belong here.
    """

    gender: Gender
    stem: re.Pattern[str]
    endings: dict[Case, tuple[str, ...]]
    weight: float


@dataclass(frozen=True, slots=True)
class Undeclined:
    """A nominative that could stand behind a form, and how readily it is believed (0..1)."""

    nominative: str
    weight: float


def _paradigm(gender: Gender, stem: str, endings: str, weight: float) -> Paradigm:
    by_case = {
        case: tuple("" if e == "0" else e for e in column.split("/"))
        for case, column in zip(CASES, endings.split(), strict=True)
    }
    return Paradigm(gender, re.compile(rf"(?:{stem})$"), by_case, weight)


_OV = "(?:[оеё]в|[иы]н)"
_SURNAMES = (
    # Иванов, Кузьмин; Иванова
    _paradigm("m", _OV, "0 а у а ым е", 0.95),
    _paradigm("f", _OV, "а ой/ою ой/ою у ой/ою ой", 0.97),
    # Белинский, Трубецкой
    _paradigm("m", "[сц]к", "ий ого ому ого им ом", 0.9),
    _paradigm("m", "[сц]к", "ой ого ому ого им ом", 0.1),
    _paradigm("f", "[сц]к", "ая ой/ою ой/ою ую ой/ою ой", 0.95),
    # Белый, Толстой, Крайний, Дикий
    _paradigm("m", f"(?<!{_OV})(?<=[бвдзлмнпрстфц])", "ый ого ому ого ым ом", 0.5),
    _paradigm("m", "[бвдзлмнпрстфц]", "ой ого ому ого ым ом", 0.25),
    _paradigm("m", "[гкхжшчщ]", "ий ого/его ому/ему ого/его им ом/ем", 0.45),
    _paradigm("m", "[гкхжшчщ]", "ой ого ому ого им ом", 0.2),
    _paradigm("m", "[нт]", "ий его ему его им ем", 0.4),
    _paradigm("f", f"(?<!{_OV})(?<=[нр])", "ая ой/ою ой/ою ую ой/ою ой", 0.45),
    _paradigm("f", f"(?<!{_OV})(?<=[бвдзлмпстфцгкхжшч])", "ая ой/ою ой/ою ую ой/ою ой", 0.25),
    _paradigm("f", _OV, "ая ой/ою ой/ою ую ой/ою ой", 0.06),
    _paradigm("f", "[жшчщцн]", "ая/яя ей/ею ей/ею ую/юю ей/ею ей", 0.25),
    # Шевчук, Оганесян, Коваль, Бугай
    _paradigm("m", "[бвгдзйклмнпрстфх]", "0 а у а ом е", 0.7),
    _paradigm("m", "[жцчшщ]", "0 а у а ем/ом е", 0.7),
    _paradigm("m", "[бвдзлмнпрстф]", "ь я ю я ем/ём е", 0.6),
    _paradigm("m", f"[{_VOWEL}]", "й я ю я ем/ём е", 0.6),
    _paradigm("m", "[бвгджзклмнпрстфхцчшщ]", "ей ья ью ья ьём/ьем ье", 0.2),
    # Рябуха, Щерба, Гулия: one table for both
    *(_paradigm(g, "[бвдзлмнпрстф](?<![оеё]в)", "а ы е у ой/ою е", 0.35) for g in GENDERS),
    # Корова, Сова: far rarer than the women's surnames that look alike
    *(_paradigm(g, "[оеё]в", "а ы е у ой/ою е", 0.03) for g in GENDERS),
    *(_paradigm(g, "ц", "а ы е у ой/ою/ей/ею е", 0.35) for g in GENDERS),
    *(_paradigm(g, "[гкхжшчщ]", "а и е у ой/ою/ей е", 0.35) for g in GENDERS),
    *(_paradigm(g, f"[{_HARD}аеоуь]", "я и е ю ей/ёй/ею е", 0.3) for g in GENDERS),
    *(_paradigm(g, "и", "я и и ю ей и", 0.3) for g in GENDERS),
)
_GIVEN = (
    # Иван, Баатр; Андрей; Игорь; Дмитрий
    _paradigm("m", "[бвгдзклмнпрстфх]", "0 а у а ом е", 0.8),
    _paradigm("m", "[жцчшщ]", "0 а у а ем/ом е", 0.8),
    _paradigm("m", "[аеоуы]", "й я ю я ем/ём е", 0.8),
    _paradigm("m", "и", "й я ю я ем и", 0.8),
    _paradigm("m", "[бвдзлмнпрстф]", "ь я ю я ем/ём е", 0.8),
    # Никита, Муса, Илья, Мустафа
    _paradigm("m", "[бвдзлмнпрстфц]", "а ы е у ой/ою е", 0.5),
    _paradigm("m", "[гкхжшчщ]", "а и е у ой/ою/ей е", 0.5),
    _paradigm("m", f"[{_HARD}ь]", "я и е ю ей/ёй/ею е", 0.3),
    # Анна, Саглара, Ольга, Наталья, Мария
    _paradigm("f", "[абвдеёзилмнопрстуфцэ]", "а ы е у ой/ою е", 0.8),
    _paradigm("f", "[гкхжшчщ]", "а и е у ой/ою/ей е", 0.8),
    _paradigm("f", f"[{_HARD}ьаеоуйэ]", "я и е ю ей/ёй/ею е", 0.7),
    _paradigm("f", "и", "я и и ю ей/ею и", 0.8),
    # Любовь, Айгуль when it does decline
    _paradigm("f", f"[{_HARD}]", "ь и и ь ью и", 0.5),
)
#: A word that stays in every case: Шевченко, Санджи, Черных, Гурамишвили; women's consonants.
_STAYS = {
    "surname": {"m": re.compile(r"(?:[оеёиуыюэ]|[аоеи]го|[иы]х)$"), "f": re.compile(r"[^аяй]$")},
    "given": {"m": re.compile(r"[оеёиуыюэ]$"), "f": re.compile(r"[^ая]$")},
}
#: Last letters that are as often an ending of some case.
_STEADY = {"и": 0.25, "ы": 0.1, "е": 0.08, "у": 0.05, "ю": 0.1}
_GEORGIAN = re.compile(r"(?:дзе|швили|[еи]ли|[ау]ри|(?:и|ов)ани)$")
#: «Мельник Ивана Петровича»: a name left undeclined by a form or by haste.
_LEFT_AS_IS = 0.03
#: «Кравц» where «Кравец» exists.
_CLUSTER = 0.1

#: Stems that lost a vowel in the oblique cases: Кравца — Кравец, Орла — Орёл, Зайца — Заяц.
_FLEETING: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"йц$"), ("ец", "яц")),
    (re.compile(r"ль(?=[цк]$)"), ("ле", "лё")),
    (re.compile(r"(?<=[бвгджзклмнпрстфхчшщ])(?=[цлнрв]$)"), ("е", "ё")),
    (re.compile(r"(?<=[бвгджзлмнпрстфхчшщ])(?=к$)"), ("о", "ё")),
)
#: Кравца, Борисовца: nearly every surname on a consonant and «ц» has lost its «е»; not Айвазянца.
_TRADES = re.compile(r"(?:(?<=[бвдзкмпстжчш])|(?<=[^я]н))ц$")
_IRREGULAR = {"льв": "Лев", "павл": "Павел", "петр": "Пётр", "пётр": "Пётр"}


#: How readily a nominative is believed to exist, 0..1; 1 is known for sure.
Trust = Callable[[str], float]


def undecline_surname(
    form: str, gender: Gender, case: Case, trust: Trust
) -> tuple[Undeclined, ...]:
    """Nominatives of a surname's `form`; `trust` says how readily each is believed to exist."""
    return _undecline(form, gender, case, "surname", trust)


def undecline_given(form: str, gender: Gender, case: Case, trust: Trust) -> tuple[Undeclined, ...]:
    """Nominatives of a given name's `form`, likewise."""
    return _undecline(form, gender, case, "given", trust)


def _undecline(
    form: str, gender: Gender, case: Case, part: str, trust: Trust
) -> tuple[Undeclined, ...]:
    if "-" in form:
        return _hyphenated(form, gender, case, part, trust)
    best: dict[str, float] = {}
    for nominative, weight in _nominatives(form, gender, case, part, trust):
        best[nominative] = max(best.get(nominative, 0.0), weight * trust(nominative))
    return tuple(Undeclined(name, weight) for name, weight in best.items())


def _hyphenated(
    form: str, gender: Gender, case: Case, part: str, trust: Trust
) -> tuple[Undeclined, ...]:
    """«Салтыкову-Щедрину», «Абдул-Рахмана»: each part by itself, the former may stay."""
    first, _, last = form.partition("-")
    heads = (*_undecline(first, gender, case, part, trust), Undeclined(first, 0.2))
    return tuple(
        Undeclined(f"{head.nominative}-{tail.nominative}", head.weight * tail.weight)
        for head in heads
        for tail in _undecline(last, gender, case, part, trust)
    )


def _nominatives(
    form: str, gender: Gender, case: Case, part: str, trust: Trust
) -> Iterator[tuple[str, float]]:
    for paradigm in _SURNAMES if part == "surname" else _GIVEN:
        if paradigm.gender != gender:
            continue
        for ending in paradigm.endings[case]:
            stem = form.removesuffix(ending) if form.endswith(ending) else ""
            if len(stem) < 2 or not paradigm.stem.search(stem):
                continue
            fleeting = "" in paradigm.endings["nom"] and case != "nom"
            restored = [f for f in _restored(stem, part) if trust(f) == 1.0] if fleeting else []
            if fleeting and not restored and part == "surname":
                restored = [_TRADES.sub("ец", stem)] if _TRADES.search(stem) else []
            yield from ((full, paradigm.weight) for full in restored)
            weight = paradigm.weight * (_CLUSTER if restored else 1.0)
            yield from ((stem + nominative, weight) for nominative in paradigm.endings["nom"])
    if _STAYS[part][gender].search(form):
        steady = part == "surname" and _GEORGIAN.search(form)
        yield form, 0.9 if steady else _STEADY.get(form[-1], 0.9)
    yield form, 0.9 if case == "nom" and trust(form) == 1.0 else _LEFT_AS_IS


def _restored(stem: str, part: str) -> Iterator[str]:
    """Spellings of `stem` with the vowel that only the nominative shows."""
    if part == "given":
        if irregular := _IRREGULAR.get(stem.lower()):
            yield irregular
        return
    for pattern, insertions in _FLEETING:
        if pattern.search(stem):
            for insertion in insertions:
                yield pattern.sub(insertion, stem, count=1)
