"""Invented office papers of four layouts, composed by chance; what they say is known.

Everything follows from the seed. Surnames are of the kind that has one form for all cases and
both sexes, so that any of them fits any sentence.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))

from making.paper import (
    Block,
    Condition,
    Grid,
    Head,
    Paper,
    Para,
    Rule,
    Signed,
    Truth,
    Typeface,
    body,
    centre,
    left,
    right,
)

SURNAMES = (
    "Бондаренко", "Седых", "Ткаченко", "Долгих", "Коваленко", "Сухих", "Лысенко", "Белых",
    "Гриценко", "Польских", "Онищенко", "Крутых", "Макаренко", "Косых", "Демченко", "Рыжих",
)  # fmt: skip
MEN = ("Артём", "Виктор", "Григорий", "Денис", "Илья", "Максим", "Роман", "Фёдор", "Эльдар")
WOMEN = ("Алина", "Вера", "Галина", "Жанна", "Ирина", "Лариса", "Ольга", "Юлия", "Яна")
FATHERS = ("Андреев", "Борисов", "Викторов", "Егоров", "Олегов", "Петров", "Юрьев", "Эдуардов")
VILLAGES = ("Песчаный", "Верхний Яр", "Ольховый", "Цветущий", "Заречный", "Южный Маныч")
STREETS = ("Садовая", "Пионерская", "Мелиораторов", "Щорса", "Кольцевая", "Юбилейная", "Фабричная")
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
SCHOOLS = (
    "Средняя общеобразовательная школа № {n}",
    "Основная школа имени Ф. Э. Щукина",
    "Многопрофильная гимназия № {n}",
)
#: What was seen, asked and decided; {who}, {other}, {place}, {day}, {n} are put in.
SEEN = (
    "При посещении {day} установлено, что {who} живёт с двумя детьми в съёмной квартире по "
    "адресу: {place}. В доме прохладно, отопление печное, запас угля на исходе.",
    "С начала четверти ребёнок пропустил {n} уроков, из них по уважительной причине – только 6. "
    "Классный руководитель дважды приходила домой, дверь никто не открыл.",
    "{who} объяснила, что работы не имеет с {day}, живёт на пособие в размере {n} 480 руб. 50 коп. "
    "и временные заработки; помощи от родных не получает.",
    "Отец детей, {other}, находится на вахте, деньги присылает от случая к случаю; задолженность "
    "по алиментам на {day} составила {n} 215 руб. 08 коп.",
    "Со слов соседей, в семье бывают шумные ссоры, однако жалоб в полицию за последние {n} дней "
    "не поступало. Дети опрятны, эмоционально привязаны к бабушке.",
    "Медицинский осмотр от {day} показал отставание в весе; назначено дообследование у невролога "
    "и офтальмолога, направления № {n}/1 и № {n}/2 выданы на руки.",
    "Жилищно-бытовые условия удовлетворительные: две комнаты общей площадью {n},4 кв. м, имеются "
    "спальные места, письменный стол, учебники, продукты питания.",
    "{who} и {other} в браке не состоят, проживают раздельно с {day}; вопрос о порядке общения с "
    "ребёнком решается в суде, заседание отложено на {n} дней.",
    "Фельдшер сообщила, что прививки сделаны в срок, за исключением одной: мать подписала отказ "
    "{day} (бланк № {n}-Э), объяснив это щадящим режимом после болезни.",
    "Участковый {other} провёл беседу, взял письменное объяснение, составил рапорт № {n}. Хищений, "
    "драк, иных нарушений общественного порядка не выявлено.",
    "Мальчик посещает кружок робототехники, девочка – подготовительную группу детского сада; "
    "воспитатель {who} отмечает тревожность, быструю утомляемость, плач перед сном.",
    "Бабушка, {other}, согласна принять внуков на время лечения дочери; её пенсия – {n} 640 руб. в "
    "месяц, жильё в собственности с {day}, долгов по коммунальным платежам нет.",
)
ASKED = (
    "Просим обследовать условия жизни семьи, рассмотреть вопрос о предоставлении срочных "
    "социальных услуг и сообщить о принятых мерах до {day} по форме № {n}.",
    "Предлагаем включить семью в график патронажа не реже {n} раз в квартал и назначить "
    "ответственного специалиста; копию плана направить в наш адрес не позднее {day}.",
)
DECIDED = (
    "Утвердить индивидуальную программу работы с семьёй {who} на срок до {day}.",
    "Рекомендовать {who} пройти консультацию психолога по адресу: {place}.",
    "Поручить отделению срочной помощи выдать продуктовый набор № {n} под роспись.",
    "Предупредить {other} о последствиях неисполнения обязанностей по содержанию детей.",
    "Школе обеспечить ежедневный учёт посещаемости, сведения подавать по пятницам до 16:30.",
    "Образовательному учреждению организовать бесплатное двухразовое питание с {day}.",
    "Контроль за выполнением пунктов 1–3 возложить на заместителя председателя комиссии.",
    "Отделу жилищной политики проверить печь и электропроводку, акт представить к {day}.",
    "Службе занятости подобрать {who} вакансии швеи, повара, продавца; отчитаться через {n} дней.",
    "Заявителю {other} разъяснить порядок обжалования в течение десяти дней со дня получения.",
)


class Chance:
    """Invented people, places and dates, as the seed has them."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def number(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def pick(self, options: tuple[str, ...], count: int) -> list[str]:
        return self._random.sample(options, count)

    def one(self, options: tuple[str, ...]) -> str:
        return self._random.choice(options)

    def full_name(self, woman: bool) -> str:
        given = self.one(WOMEN if woman else MEN)
        father = self.one(FATHERS) + ("на" if woman else "ич")
        return f"{self.one(SURNAMES)} {given} {father}"

    def short_name(self) -> str:
        first, father = self._random.sample("АБВГДЕИКЛМНОПРСТФЭЮЯ", 2)
        return f"{self.one(SURNAMES)} {first}. {father}."

    def day(self) -> str:
        return f"{self.number(1, 28):02}.{self.number(1, 12):02}.{self.number(2024, 2026)}"

    def long_day(self) -> str:
        return f"«{self.number(1, 28):02}» {self.one(MONTHS)} {self.number(2024, 2026)} г."

    def place(self) -> str:
        street, house, flat = self.one(STREETS), self.number(1, 98), self.number(1, 60)
        return f"п. {self.one(VILLAGES)}, ул. {street}, д. {house}, кв. {flat}"

    def said(self, sentences: tuple[str, ...], count: int) -> list[str]:
        return [
            sentence.format(
                who=self.short_name(),
                other=self.short_name(),
                place=self.place(),
                day=self.day(),
                n=self.number(11, 97),
            )
            for sentence in self.pick(sentences, count)
        ]


def letter(chance: Chance) -> Paper:
    """Two columns at the top, a subject, flowing text, a signature."""
    village = chance.one(VILLAGES)
    head = Head(
        left=(
            centre("Муниципальное бюджетное учреждение", size=11),
            centre(
                "«" + chance.one(SCHOOLS).format(n=chance.number(2, 40)) + "»", bold=True, size=11
            ),
            centre(f"п. {village}, ул. {chance.one(STREETS)}, д. {chance.number(1, 90)}", size=10),
            centre(f"тел. 8 (84700) {chance.number(2, 9)}-{chance.number(10, 99)}-17", size=10),
            left(f"{chance.long_day()} № {chance.number(100, 999)}/{chance.number(1, 20)}"),
        ),
        right=(
            left("", gap=8),
            left("Директору"),
            left("районного центра помощи"),
            left("семье и детям"),
            left(chance.short_name()),
        ),
    )
    return _paper(
        "letter",
        "serif",
        13,
        head,
        left("О положении семьи и просьбе о помощи", gap=3),
        *body(*chance.said(SEEN, 8), *chance.said(ASKED, 1)),
        left("Приложение: акт посещения на 2 л. в 1 экз.", gap=3),
        Signed("Директор", chance.short_name()),
    )


def resolution(chance: Chance) -> Paper:
    """A title, a date and a number at the margins, numbered points, two signatures."""
    points = (f"{n}. {text}" for n, text in enumerate(chance.said(DECIDED, 9), 1))
    return _paper(
        "resolution",
        "dejavu",
        11,
        centre("Районная комиссия по вопросам семьи и детства", bold=True),
        Rule(),
        centre("ПОСТАНОВЛЕНИЕ", bold=True, size=14, gap=2),
        Head(
            left=(left(chance.long_day()),),
            right=(right(f"№ {chance.number(10, 99)}/{chance.number(1, 9)}"),),
        ),
        *body(
            f"Комиссия в составе: председатель {chance.short_name()}, секретарь "
            f"{chance.short_name()}, рассмотрев материалы от {chance.day()},"
        ),
        centre("УСТАНОВИЛА:", bold=True, gap=1),
        *body(*chance.said(SEEN, 4)),
        centre("ПОСТАНОВИЛА:", bold=True, gap=1),
        *body(*points),
        Signed("Председатель комиссии", chance.short_name()),
        Signed("Секретарь", chance.short_name()),
    )


def form(chance: Chance) -> Paper:
    """A ruled table of people between two paragraphs."""
    rows = tuple(
        (
            str(number),
            chance.full_name(woman=bool(number % 2)),
            chance.day(),
            chance.one(("мать", "отец", "сын", "дочь", "опекун")),
        )
        for number in range(1, 7)
    )
    return _paper(
        "form",
        "sans",
        12,
        centre("КАРТОЧКА УЧЁТА СЕМЬИ", bold=True, size=14),
        centre(f"№ {chance.number(100, 999)}-К от {chance.day()}", gap=3),
        left(f"Адрес: {chance.place()}"),
        left(f"Специалист: {chance.short_name()}", gap=3),
        Grid(
            rows=(("№", "Фамилия, имя, отчество", "Дата", "Кем приходится"), *rows),
            shares=(0.08, 0.46, 0.18, 0.28),
        ),
        left("Заключение", bold=True, gap=1),
        *body(*chance.said(SEEN, 6), *chance.said(ASKED, 1)),
        Signed("Специалист", chance.short_name()),
    )


def statement(chance: Chance) -> Paper:
    """A typewritten statement: addressee at the right, lines that end where they end."""
    return _paper(
        "statement",
        "mono",
        11,
        Head(
            left=(left(""),),
            right=(
                left("Начальнику отдела опеки"),
                left(chance.short_name()),
                left(f"от {chance.short_name()}"),
                left(f"тел. 8-900-{chance.number(100, 999)}-{chance.number(10, 99)}-40"),
            ),
        ),
        centre("ЗАЯВЛЕНИЕ", gap=2),
        *(left(text, gap=2) for text in (*chance.said(SEEN, 9), *chance.said(ASKED, 2))),
        left(f"Дата: {chance.day()}", gap=3),
        right(chance.short_name()),
    )


LAYOUTS: tuple[Callable[[Chance], Paper], ...] = (letter, resolution, form, statement)


def compose(count: int, seed: int) -> list[Paper]:
    """`count` one-page papers, the layouts in turn."""
    return [LAYOUTS[n % len(LAYOUTS)](Chance(seed + n)) for n in range(count)]


def text_of(paper: Paper) -> str:
    """What the paper says, as it is meant to be read: columns and cells one after the other."""
    return "\n".join(line for block in paper.blocks for line in _lines(block) if line)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Para(text=text):
            yield text
        case Head(left=first, right=second):
            yield from (para.text for para in (*first, *second))
        case Grid(rows=rows):
            yield from (cell for row in rows for cell in row)
        case Signed(post=post, name=name):
            yield from (post, name)


def _paper(name: str, typeface: Typeface, size: float, *blocks: Block) -> Paper:
    truth = Truth(kind="", fields={}, people=())
    return Paper(f"{name}.pdf", Condition.CLEAN_SCAN, blocks, truth, typeface=typeface, size=size)
