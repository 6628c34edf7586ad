"""What people bring, say and write: a statement, an appeal, a message, a pupil's description."""

from __future__ import annotations

from making.office import CENTRE_IN_FULL, incoming
from making.paper import (
    Caption,
    Condition,
    Grid,
    Head,
    Paper,
    Para,
    Person,
    Signed,
    Truth,
    body,
    centre,
    left,
)


def mother_statement() -> Paper:
    """A form with values above their captions, laid on the glass askew."""
    return Paper(
        filename="mother_statement_skewed.pdf",
        condition=Condition.SKEWED_SCAN,
        blocks=(
            Head(
                left=(left(""),),
                right=(
                    left("Директору БУ РК «КЦСОН"),
                    left("Ковыльненского района»"),
                    left("Эрднеевой Баире Саналовне"),
                    left("от Манджиевой Эльзяты Борисовны,"),
                    left("21.03.1995 года рождения,"),
                    left("тел. 8 (900) 000-41-17"),
                ),
                share=0.46,
            ),
            centre("ЗАЯВЛЕНИЕ", bold=True, gap=3),
            Para("Прошу оказать моей семье социальную помощь. Проживаем по адресу:"),
            Caption(
                "Республика Калмыкия, п. Ковыльный, ул. Джангара, д. 17, кв. 4",
                "индекс, населённый пункт, улица, дом, квартира",
            ),
            Para("В семье двое несовершеннолетних детей:"),
            Caption("Манджиев Дольган Владимирович, 16.04.2017 г.р.", "Ф.И.О., дата рождения"),
            Caption("Манджиева Айтана Владимировна, 05.09.2022 г.р.", "Ф.И.О., дата рождения"),
            *body(
                "Детей воспитываю одна, не работаю, так как младшей дочери не дали место в детском "
                "саду. Доход семьи ниже прожиточного минимума, к зиме нет тёплой обуви. От "
                "прежнего мужа, Манджиева Владимира Кензеевича, помощи не получаю.",
                "На обследование жилищных условий и обработку персональных данных согласна.",
            ),
            left("«01» декабря 2025 г."),
            Signed("Подпись заявителя", "Э. Б. Манджиева"),
        ),
        stamp=incoming("503", "01.12.2025", left=26, top=28),
        size=14,
        truth=Truth(
            kind="applicant_statement",
            fields={
                "doc_date": "2025-12-01",
                "incoming_number": "503",
                "incoming_date": "2025-12-01",
                "address": "Республика Калмыкия, п. Ковыльный, ул. Джангара, д. 17, кв. 4",
                "consent": "given",
            },
            optional=("consent",),
            people=(
                Person(("applicant", "mother"), "Манджиева Эльзята Борисовна", "1995-03-21"),
                Person(("child",), "Манджиев Дольган Владимирович", "2017-04-16"),
                Person(("child",), "Манджиева Айтана Владимировна", "2022-09-05"),
                Person(("father",), "Манджиев Владимир Кензеевич"),
            ),
            signs=("mother_unemployed", "low_income"),
            maybe_signs=("other_sign",),
        ),
    )


def neighbours_appeal() -> Paper:
    """Unsigned, sent through the site and saved as text in the Windows code page."""
    return Paper(
        filename="neighbours_appeal.txt",
        condition=Condition.TEXT,
        blocks=(
            left("Обращение через форму «Сообщить о беде» на сайте центра"),
            left("Дата: 02.11.2025"),
            left("Отправитель: не указан"),
            left(""),
            left("Здравствуйте! Пишут вам жильцы дома, фамилий называть не хотим."),
            left(
                "В нашем доме по адресу: г. Белополье, ул. Рыбацкая, д. 15, кв. 7 живёт Самойлова "
                "Кристина с дочкой Самойловой Евой, 2019 г.р. Мать пьёт каждый день, дома "
                "постоянно чужие мужчины. Девочку она запирает одну до ночи, ребёнок плачет и "
                "просит у нас через дверь еды."
            ),
            left(
                "Когда мы сделали замечание, Кристина нас обругала. В опеку звонили, но никто не "
                "приехал. Пожалуйста, проверьте эту квартиру."
            ),
            left(""),
            left("Соседи"),
        ),
        truth=Truth(
            kind="citizen_appeal",
            fields={
                "doc_date": "2025-11-02",
                "address": "г. Белополье, ул. Рыбацкая, д. 15, кв. 7",
            },
            people=(
                Person(("mother",), "Самойлова Кристина"),
                Person(("child",), "Самойлова Ева"),
            ),
            signs=("parent_alcohol", "left_unattended"),
            maybe_signs=("alcoholism_one", "parents_neglect_duties"),
        ),
    )


def phone_message() -> Paper:
    """Children alone in an unheated house; the sheet went through the scanner sideways."""
    return Paper(
        filename="phone_message_turned.pdf",
        condition=Condition.TURNED_SCAN,
        blocks=(
            centre(CENTRE_IN_FULL[0].upper() + CENTRE_IN_FULL[1:], size=11, gap=3),
            centre("ТЕЛЕФОНОГРАММА № 18", bold=True, size=15, gap=3),
            Grid(
                rows=(
                    ("Дата и время", "26.11.2025, 16 час. 40 мин."),
                    ("Откуда", "Фельдшерско-акушерский пункт с. Гашунка"),
                    ("Передала", "фельдшер Бочкарёва З. П., тел. 8 (84798) 4-00-12"),
                    ("Приняла", "специалист Лиджанова К. М."),
                ),
                shares=(0.28, 0.72),
                titled=False,
                size=13,
            ),
            left("Текст:", bold=True),
            *body(
                "В с. Гашунка по ул. Озёрной, д. 10 одни находятся двое детей: Убушаев Никита "
                "Бадмаевич, 12.12.2017 г.р., и Убушаева Эвелина Бадмаевна, 04.07.2021 г.р. Мать, "
                "Убушаева Светлана Ивановна, с 20 ноября лежит в районной больнице.",
                "Отец, Убушаев Бадма Алексеевич, вторую неделю в запое, дома не появляется, за "
                "детьми не смотрит. Печь не топлена, на улице мороз. Имеется опасность для жизни "
                "детей. Нужен срочный выезд.",
            ),
            Para("Доложено директору в 16 час. 45 мин.", "left", italic=True),
            Signed("Телефонограмму приняла", "К. М. Лиджанова"),
        ),
        size=14,
        truth=Truth(
            kind="phone_message",
            fields={
                "doc_number": "18",
                "doc_date": "2025-11-26",
                "issuer": "Фельдшерско-акушерский пункт с. Гашунка",
                "address": "с. Гашунка, ул. Озёрная, д. 10",
                "threat_to_life": True,
            },
            optional=("issuer",),
            people=(
                Person(("child",), "Убушаев Никита Бадмаевич", "2017-12-12"),
                Person(("child",), "Убушаева Эвелина Бадмаевна", "2021-07-04"),
                Person(("mother",), "Убушаева Светлана Ивановна"),
                Person(("father",), "Убушаев Бадма Алексеевич"),
            ),
            signs=("parent_alcohol", "left_unattended"),
            maybe_signs=("climate_threat", "alcoholism_one", "parents_neglect_duties"),
        ),
    )


def pupil_characteristic() -> Paper:
    """A pupil described by his school; the date stands at the bottom, there is no number."""
    return Paper(
        filename="pupil_characteristic.png",
        condition=Condition.CLEAN_SCAN,
        blocks=(
            centre("МБОУ «Белопольская гимназия имени А. П. Чехова»", bold=True, gap=4),
            centre("ХАРАКТЕРИСТИКА", bold=True, size=15),
            centre("на ученика 9 «В» класса", gap=0),
            centre("Хасанова Рустама Дамировича, 18 июня 2010 года рождения,"),
            centre("проживающего по адресу: г. Белополье, ул. Кирова, д. 61, кв. 30", gap=4),
            *body(
                "Рустам учится в гимназии с пятого класса. Способности хорошие, но готовится к "
                "урокам редко: по итогам полугодия не аттестован по физике, по алгебре и химии – "
                "двойки. Пропусков без уважительной причины нет.",
                "С одноклассниками общителен, на замечания учителей отвечает грубо. В декабре "
                "разбил стекло в спортивном зале; ущерб возместил. Увлекается борьбой, занимается "
                "в секции три раза в неделю.",
                "Воспитывается в полной семье. Отец – Хасанов Дамир Рашитович, водитель; мать – "
                "Хасанова Лейла Эдуардовна, продавец. Родители поддерживают связь со школой, "
                "собрания посещают.",
                "Характеристика дана для предъявления в комиссию по делам несовершеннолетних.",
            ),
            Signed("Директор гимназии", "Н. В. Оболенцева"),
            Signed("Классный руководитель", "П. С. Гюрджиев"),
            left("16 января 2026 г.", gap=2),
        ),
        seal="МБОУ «БЕЛОПОЛЬСКАЯ ГИМНАЗИЯ» * ГОРОД БЕЛОПОЛЬЕ *",
        size=14,
        truth=Truth(
            kind="characteristic",
            fields={
                "doc_date": "2026-01-16",
                "issuer": "МБОУ «Белопольская гимназия имени А. П. Чехова»",
                "address": "г. Белополье, ул. Кирова, д. 61, кв. 30",
            },
            people=(
                Person(("child",), "Хасанов Рустам Дамирович", "2010-06-18"),
                Person(("father",), "Хасанов Дамир Рашитович"),
                Person(("mother",), "Хасанова Лейла Эдуардовна"),
            ),
            signs=("poor_grades",),
            maybe_signs=("child_misconduct", "conflict_rudeness"),
        ),
    )


PEOPLES_PAPERS = (mother_statement, neighbours_appeal, phone_message, pupil_characteristic)
