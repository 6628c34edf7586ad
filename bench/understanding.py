"""CPU seconds of a page from text to fields, without OCR, models loaded; and that odd texts of
double length take no more than about double the time."""

from __future__ import annotations

import random
import resource
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from targets import Figure, report

from papers.document import Document, Method, Page
from pipeline.process import Understands
from pipeline.worker import Ports

PAPERS = 24
ROUNDS = 3
#: Characters of a printed page of A4.
PAGE = 2500
SURNAMES = ("Котов", "Мишин", "Басангов", "Эрдниев", "Лиджиев", "Осипов", "Петренко", "Манджиев")
YEARS = range(1970, 2021)
FATHERS = ("Петрович", "Олегович", "Санджиевич", "Ильич", "Максимович", "Баатрович", "Глебович")
GIVEN = ("Пётр", "Игорь", "Санал", "Баатр", "Арслан", "Максим")
FACTS = (
    "По месту жительства семьи проведено обследование, составлен акт от {day}.",
    "Мать, {surname}а Ольга Петровна, {born} года рождения, работает продавцом.",
    "Отец, {surname} {given} Олегович, {born} г.р., с семьёй не проживает.",
    "Ребёнок пропустил без уважительной причины {number} уроков, домашние задания не готовит.",
    "В доме прохладно, запас продуктов есть, у детей отдельные спальные места.",
    "Взыскать алименты в размере 1/4 части дохода ежемесячно, начиная с {day}.",
    "Соседи сообщают, что по вечерам в квартире бывает шумно, участковый уведомлён.",
)
HEADS = (
    "МБОУ «Средняя школа № {number}»\n{day} № {number}\n\nДиректору КЦСОН\n\nО семье\n",
    "КОМИССИЯ ПО ДЕЛАМ НЕСОВЕРШЕННОЛЕТНИХ И ЗАЩИТЕ ИХ ПРАВ\nПОСТАНОВЛЕНИЕ № {number}\n{day}\n",
    "Дело № 2-{number}/2025\nРЕШЕНИЕ\nИменем Российской Федерации\n{day}\n",
    "Директору КЦСОН\nот {surname}ой Анны Петровны\n\nЗАЯВЛЕНИЕ\n",
)
#: Texts that catch out expressions whose time grows with the square of the length.
ODD = (
    *("1 ", "_", "\n", "а\t", '"', "абвгд", "П О С ", "№ 1-", "12.03.2025 ", "ская ное ", "вх. № "),
    *("- ", "( ", ". ", "мать ", "не ", "адрес: ", "постановил: ", "Иванов Иван Иванович, "),
    *("Дело № 2-1/2025 ", "дата\tсрок\tкто\n", "ребёнок один ", "the quick brown fox. "),
)
#: Long enough that no bound of a finder falls between the two lengths.
ODD_LENGTH = 32000
#: A book's worth of pages, and how many times longer it is than the shorter one.
BOOK, TIMES = 500, 10


def invented_page(chance: random.Random) -> str:
    """A page's worth of an invented paper."""

    def day(year: int) -> str:
        return f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{year}"

    def fill(sentence: str) -> str:
        return sentence.format(
            day=day(2025),
            born=day(chance.randint(1970, 1999)),
            number=chance.randint(2, 400),
            surname=chance.choice(SURNAMES),
            given=chance.choice(GIVEN),
        )

    text = fill(chance.choice(HEADS))
    while len(text) < PAGE:
        text += fill(chance.choice(FACTS)) + chance.choice((" ", "\n"))
    return text + "\n\nДиректор\t____________ Мишин О.О.\n"


def flowing(text: str) -> Document:
    return Document(text, (Page(1, 0, len(text), (), Method.FLOW),))


def cpu_seconds(understanding: Understands, text: str) -> float:
    before = time.process_time()
    understanding.understand(flowing(text))
    return time.process_time() - before


def growth(understanding: Understands, odd: str) -> float:
    """How many times longer an odd text of double length takes, at its best."""
    text = odd * (ODD_LENGTH // len(odd) + 1)
    single = min(cpu_seconds(understanding, text[: ODD_LENGTH // 2]) for _ in range(4))
    double = min(cpu_seconds(understanding, text[:ODD_LENGTH]) for _ in range(4))
    return double / max(single, 0.01)


def book_growth(understanding: Understands, chance: random.Random) -> float:
    """How many times ten times the time of 50 pages a text of 500 pages takes."""
    pages = [invented_page(chance) for _ in range(BOOK)]
    short = min(cpu_seconds(understanding, "\n".join(pages[: BOOK // TIMES])) for _ in range(2))
    return cpu_seconds(understanding, "\n".join(pages)) / (TIMES * short)


def peak_memory() -> float:
    """The most that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def names_growth(understanding: Understands, chance: random.Random) -> float:
    """How many times ten times the time of 1,000 names a list of 10,000 takes."""

    def names(count: int) -> str:
        return "\n".join(
            f"{chance.choice(SURNAMES)} {chance.choice(GIVEN)} {chance.choice(FATHERS)},"
            f" {chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.choice(YEARS)} г.р."
            for _ in range(count)
        )

    short = min(cpu_seconds(understanding, names(1000)) for _ in range(2))
    return cpu_seconds(understanding, names(10_000)) / (10 * short)


def main() -> int:
    before = time.process_time()
    understanding = Ports().load_understanding()
    print(f"models and rules loaded: {time.process_time() - before:.2f} CPU s")
    chance = random.Random(2025)
    pages = [invented_page(chance) for _ in range(PAPERS)]
    for page in pages[:4]:
        understanding.understand(flowing(page))  # dictionaries that are read at first use
    rounds = [
        statistics.mean(cpu_seconds(understanding, page) for page in pages) for _ in range(ROUNDS)
    ]
    worst = max(growth(understanding, odd) for odd in ODD)
    return report(
        [
            Figure("text to fields, CPU s a page", min(rounds), 0.1, at_most=True),
            Figure(
                "500 pages, of ten times 50 pages",
                book_growth(understanding, chance),
                1.1,
                at_most=True,
            ),
            Figure(
                "10,000 names, of ten times 1,000",
                names_growth(understanding, chance),
                1.3,
                at_most=True,
            ),
            Figure("double length of odd texts, times longer", worst, 2.5, at_most=True),
            Figure("peak memory, MiB", peak_memory(), 1536, at_most=True),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
