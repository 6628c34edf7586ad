"""Papers of social protection: a decision on need, and the primary act (Приложение № 2)."""

from __future__ import annotations

from making.office import CENTRE
from making.paper import (
    Block,
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
    right,
)


def need_decision() -> Paper:
    """A mother of three is recognised as being in need; registered elsewhere than she lives."""
    return Paper(
        filename="need_decision.docx",
        condition=Condition.WORD,
        blocks=(
            centre("Казённое учреждение Республики Калмыкия", size=12),
            centre("«Центр социальной защиты населения Ковыльненского района»", bold=True, gap=3),
            centre("РЕШЕНИЕ", bold=True, size=14),
            centre("о признании нуждающимся в социальном обслуживании", bold=True, gap=2),
            Head(left=(left("05.03.2025 г."),), right=(right("№ 126"),)),
            *body(
                "Рассмотрев заявление и представленные документы, на основании протокола "
                "заседания комиссии от 04.03.2025 № 9 и статьи 15 Федерального закона от "
                "28.12.2013 № 442-ФЗ, решено:",
                "1. Признать Нургалиеву Сабину Тимуровну, 27.02.1996 года рождения, семья которой "
                "находится в трудной жизненной ситуации, нуждающейся в социальном обслуживании в "
                "полустационарной форме на срок до 05.03.2026.",
                "2. Решение распространяется на несовершеннолетних членов семьи:",
            ),
            Grid(
                rows=(
                    ("№ п/п", "Фамилия, имя, отчество", "Дата рождения", "Степень родства"),
                    ("1", "Нургалиев Амир Ренатович", "19.08.2016", "сын"),
                    ("2", "Нургалиева Ясмина Ренатовна", "03.11.2018", "дочь"),
                    ("3", "Нургалиев Тагир Ренатович", "25.07.2023", "сын"),
                ),
                shares=(0.1, 0.45, 0.22, 0.23),
                size=12,
            ),
            *body(
                "3. Адрес фактического проживания: Республика Калмыкия, Ковыльненский район, "
                "п. Ковыльный, ул. Садовая, д. 70. Адрес регистрации по месту жительства: "
                "Ставропольский край, с. Ручьи, ул. Мира, д. 9.",
                "4. Обстоятельства: доход семьи ниже прожиточного минимума, в доме нет "
                "водопровода.",
                f"5. Поставщик социальных услуг – {CENTRE}.",
            ),
            Signed("Руководитель", "Г. Х. Айдарова"),
            left("С решением ознакомлена: ____________ /Нургалиева С. Т./", gap=2),
        ),
        truth=Truth(
            kind="need_decision",
            fields={
                "doc_number": "126",
                "doc_date": "2025-03-05",
                "issuer": "Казённое учреждение Республики Калмыкия «Центр социальной защиты "
                "населения Ковыльненского района»",
                "protocol_number": "9",
                "protocol_date": "2025-03-04",
                "address": "Республика Калмыкия, Ковыльненский район, п. Ковыльный, "
                "ул. Садовая, д. 70",
                "registration_address": "Ставропольский край, с. Ручьи, ул. Мира, д. 9",
                "category": "tzhs",
                "need_decision": "recognised",
            },
            people=(
                Person(("mother", "applicant"), "Нургалиева Сабина Тимуровна", "1996-02-27"),
                Person(("child",), "Нургалиев Амир Ренатович", "2016-08-19"),
                Person(("child",), "Нургалиева Ясмина Ренатовна", "2018-11-03"),
                Person(("child",), "Нургалиев Тагир Ренатович", "2023-07-25"),
            ),
            signs=("low_income",),
            maybe_signs=("other_sign", "sanitary_mismatch"),
        ),
    )


#: Printed lines of the form that are filled here: line, mark, note, item id (None: left blank).
FAMILY_TYPE = (
    ("Полная семья", "-", "complete", False),
    ("Неполная семья", "+", "incomplete", True),
    ("После развода", "+", "after_divorce", True),
    ("После смерти одного из родителей", "", None, None),
)
CHILDREN = (
    ("1 - 2 ребенка", "+", "children_1_2", True),
    ("Многодетная семья", "", None, None),
    ("В семье проживают дети-инвалиды", "нет", "disabled_children", False),
)
SOCIAL_PROFILE = (
    ("Малообеспеченная", "+", "low_income", True),
    ("Не работает мать", "-", "mother_unemployed", False),
    ("Проблемы с совместно проживающими родственниками", "", None, None),
    ("Алкоголизм одного из членов семьи", "нет", "alcoholism_one", False),
)
HOUSING = (
    ("Арендуют жилое помещение", "да", "rented", True),
    ("Количество комнат", "2", "rooms_count", 2),
    ("Размер жилой площади", "34,5", "living_area", 34.5),
    ("Горячая вода", "нет", "hot_water", False),
    ("Холодная вода", "да", "cold_water", True),
    ("Газ", "да", "gas", True),
    ("Электричество", "да", "electricity", True),
    ("Требуется капитальный ремонт", "да", "needs_repair", True),
    ("Антисанитарные условия", "нет", "unsanitary", False),
)
LIVING = (
    ("Наличие мебели", "+", "furniture", True),
    ("Отдельное место для занятий ребенка", "-", "child_study_place", False),
    ("Сезонная детская одежда", "-", "seasonal_clothes", False),
    ("Наличие продуктов питания", "+", "food", True),
)
RELATIONS = (
    ("Отчужденные", "", None, None),
    ("Благополучные", "V", "good", True),
)
CLIMATE = (
    ("Благоприятная", "", None, None),
    ("Тревожная", "V", "anxious", True),
)
Line = tuple[str, str, str | None, bool | int | float | None]
#: Parts of the form: id, printed title, heading of the first column, lines.
Sections = tuple[tuple[str, str, str, tuple[Line, ...]], ...]
SECTIONS: Sections = (
    ("family_completeness", "По функциональной полноте:", "", FAMILY_TYPE),
    ("children", "По наличию детей:", "", CHILDREN),
    (
        "social_profile",
        "Социальная характеристика семьи, состояние здоровья родителей:",
        "",
        SOCIAL_PROFILE,
    ),
    ("housing", "Жилищно-бытовые условия проживания", "Условия", HOUSING),
    ("living", "Бытовые условия проживания", "Условия", LIVING),
    ("relations", "Взаимоотношения в семье", "Отношения", RELATIONS),
    ("climate", "Социально-психологический климат в семье", "Ситуация в семье", CLIMATE),
)


def printed_sections(sections: Sections) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for _, title, first, lines in sections:
        rows = ((first, "", "Примечания"), *((line, mark, "") for line, mark, _, _ in lines))
        blocks += [left(title, bold=True), Grid(rows, (0.6, 0.15, 0.25))]
    return tuple(blocks)


def marks_of(sections: Sections) -> dict[str, bool | int | float]:
    return {
        f"{section}.{item}": value
        for section, _, _, lines in sections
        for _, _, item, value in lines
        if item is not None and value is not None
    }


def primary_act() -> Paper:
    """The form filled on a computer after a visit, shortened to the lines that matter."""
    return Paper(
        filename="primary_act.docx",
        condition=Condition.WORD,
        blocks=(
            right("Приложение № 2 к Порядку", size=10, gap=2),
            centre("Типовой акт обследования жилищно-бытовых условий", bold=True),
            centre("(первичный)", gap=2),
            left('Дата обследования " 21 " октября 2025 год'),
            left("Основание для проведения обследования: письмо школы от 13.10.2025 № 77"),
            left("Комиссия в составе: Лиджанова К. М., специалист по социальной работе;"),
            left("Пюрвеев А. О., психолог", gap=1),
            left("провела обследование условий жизни семьи (несовершеннолетнего) по адресу и"),
            left("установила:"),
            Caption("п. Ковыльный, ул. Элеваторная, д. 2, кв. 11", "адрес"),
            left("Состав семьи:", bold=True),
            left("Мать"),
            Caption(
                "Шарапова Виолетта Константиновна, 13.01.1989 г.р.",
                "Фамилия, имя, отчество, дата рождения",
            ),
            Caption("п. Ковыльный, ул. Элеваторная, д. 2, кв. 11", "фактическое место проживания"),
            Caption("Волгоградская область, г. Плёсовск, ул. Новая, д. 1", "адрес регистрации"),
            Caption("столовая «Уют», повар", "место работы"),
            left("Отец"),
            Caption("Касымов Тимерлан Юсупович", "Фамилия, имя, отчество, дата рождения"),
            left("Несовершеннолетний(летние):"),
            Grid(
                rows=(
                    (
                        "Ф.И.О.",
                        "Дата рождения",
                        "Место учебы (работы, д/с)",
                        "Свидетельство о рождении (паспорт)",
                    ),
                    ("Касымова Аделина Тимерлановна", "29.04.2013", "школа № 3, 6 кл.", ""),
                    ("Касымов Давид Тимерланович", "10.10.2019", "д/с «Сайгачонок»", ""),
                ),
                shares=(0.36, 0.18, 0.24, 0.22),
            ),
            left("Тип семьи:", bold=True),
            *printed_sections(SECTIONS),
            Para("Выводы комиссии: семье нужна материальная помощь на зимнюю одежду детям."),
            Signed("Члены комиссии", "К. М. Лиджанова"),
            Signed("", "А. О. Пюрвеев"),
            Signed("Подпись родителей", "В. К. Шарапова"),
        ),
        size=12,
        truth=Truth(
            kind="primary_act",
            fields={
                "doc_date": "2025-10-21",
                "survey_date": "2025-10-21",
                "address": "п. Ковыльный, ул. Элеваторная, д. 2, кв. 11",
                "registration_address": "Волгоградская область, г. Плёсовск, ул. Новая, д. 1",
            },
            people=(
                Person(("mother",), "Шарапова Виолетта Константиновна", "1989-01-13"),
                Person(("father",), "Касымов Тимерлан Юсупович"),
                Person(("child",), "Касымова Аделина Тимерлановна", "2013-04-29"),
                Person(("child",), "Касымов Давид Тимерланович", "2019-10-10"),
            ),
            signs=("low_income",),
            marks=marks_of(SECTIONS),
        ),
    )


CENTRES_PAPERS = (need_decision, primary_act)
