"""What comes after the school's letter: the papers of one family, from survey to removal.

The letter itself is `school_letter.docx` of the samples. Every person and body is invented.
"""

from __future__ import annotations

from making.centre import Sections, marks_of, printed_sections
from making.commission import COMMISSION, OF_DISTRICT
from making.office import CENTRE, CENTRE_IN_FULL
from making.paper import (
    Block,
    Caption,
    Condition,
    Grid,
    Head,
    Paper,
    Para,
    Person,
    Rule,
    Signed,
    Truth,
    body,
    centre,
    left,
    right,
)

MOTHER = Person(("mother",), "Басангова Данара Юрьевна", "1990-06-30")
SON = Person(("child",), "Лиджиев Тимур Аркадьевич", "2013-02-09")
DAUGHTER = Person(("child",), "Лиджиева Амина Аркадьевна", "2016-11-21")
FAMILY = (MOTHER, SON, DAUGHTER)
ADDRESS = "п. Ковыльный, ул. Тюльпанная, д. 8, кв. 2"

ACT_SECTIONS: Sections = (
    (
        "family_completeness",
        "По функциональной полноте:",
        "",
        (
            ("Полная семья", "", None, None),
            ("Неполная семья", "+", "incomplete", True),
            ("Одинокая мать", "", None, None),
            ("После развода", "+", "after_divorce", True),
        ),
    ),
    (
        "children",
        "По наличию детей:",
        "",
        (("1 - 2 ребенка", "+", "children_1_2", True), ("Многодетная семья", "", None, None)),
    ),
    (
        "social_profile",
        "Социальная характеристика семьи, состояние здоровья родителей:",
        "",
        (
            ("Малообеспеченная", "+", "low_income", True),
            ("Не работает мать", "+", "mother_unemployed", True),
            ("Алкоголизм одного из членов семьи", "нет", "alcoholism_one", False),
            (
                "Семья, где родители не исполняют своих обязанностей",
                "+",
                "parents_neglect_duties",
                True,
            ),
        ),
    ),
    (
        "housing",
        "Жилищно-бытовые условия проживания",
        "Условия",
        (
            ("Отдельная квартира", "да", "separate_flat", True),
            ("Количество комнат", "2", "rooms_count", 2),
            ("Размер жилой площади", "31,2", "living_area", 31.2),
            ("Газ", "да", "gas", True),
            ("Электричество", "да", "electricity", True),
            ("Антисанитарные условия", "да", "unsanitary", True),
        ),
    ),
    (
        "living",
        "Бытовые условия проживания",
        "Условия",
        (
            ("Наличие мебели", "+", "furniture", True),
            ("Отдельное место для занятий ребенка", "-", "child_study_place", False),
            ("Сезонная детская одежда", "-", "seasonal_clothes", False),
            ("Наличие продуктов питания", "+", "food", True),
        ),
    ),
    (
        "climate",
        "Социально-психологический климат в семье",
        "Ситуация в семье",
        (("Благоприятная", "", None, None), ("Тревожная", "V", "anxious", True)),
    ),
)


def survey_act() -> Paper:
    """Приложение № 2, filled after the visit that the school asked for."""
    return Paper(
        filename="02_primary_act.docx",
        condition=Condition.WORD,
        blocks=(
            right("Приложение № 2 к Порядку", size=10, gap=2),
            centre("Типовой акт обследования жилищно-бытовых условий", bold=True),
            centre("(первичный)", gap=2),
            left('Дата обследования " 19 " сентября 2025 год'),
            left("Основание для проведения обследования: письмо школы от 17.09.2025 № 214/01-09"),
            left("Комиссия в составе: Лиджанова К. М., специалист по социальной работе;"),
            left("Пюрвеев А. О., психолог", gap=1),
            left("провела обследование условий жизни семьи (несовершеннолетнего) по адресу и"),
            left("установила:"),
            Caption(ADDRESS, "адрес"),
            left("Состав семьи:", bold=True),
            left("Мать"),
            Caption(
                "Басангова Данара Юрьевна, 30.06.1990 г.р.", "Фамилия, имя, отчество, дата рождения"
            ),
            Caption(ADDRESS, "фактическое место проживания"),
            Caption(ADDRESS, "адрес регистрации"),
            left("Несовершеннолетний(летние):"),
            Grid(
                rows=(
                    (
                        "Ф.И.О.",
                        "Дата рождения",
                        "Место учебы (работы, д/с)",
                        "Свидетельство о рождении (паспорт)",
                    ),
                    ("Лиджиев Тимур Аркадьевич", "09.02.2013", "школа № 3, 6 «Б» класс", ""),
                    ("Лиджиева Амина Аркадьевна", "21.11.2016", "школа № 3, 2 «А» класс", ""),
                ),
                shares=(0.36, 0.18, 0.24, 0.22),
            ),
            left("Тип семьи:", bold=True),
            *printed_sections(ACT_SECTIONS),
            Para(
                "Рекомендации родителям: встать на учёт в службе занятости, обеспечить "
                "посещение школы."
            ),
            Para("Выводы комиссии: семья нуждается в сопровождении и материальной помощи."),
            Signed("Члены комиссии", "К. М. Лиджанова"),
            Signed("", "А. О. Пюрвеев"),
            Signed("Подпись родителей", "Д. Ю. Басангова"),
        ),
        size=12,
        truth=Truth(
            kind="primary_act",
            fields={"survey_date": "2025-09-19", "doc_date": "2025-09-19", "address": ADDRESS},
            people=FAMILY,
            signs=("low_income", "mother_unemployed", "parents_neglect_duties", "unsanitary"),
            marks=marks_of(ACT_SECTIONS),
        ),
    )


def need_conclusion() -> Paper:
    """КЦСОН itself finds that the family is in need (CF-01)."""
    return Paper(
        filename="03_need_conclusion.docx",
        condition=Condition.WORD,
        blocks=(
            centre(CENTRE_IN_FULL, size=12, gap=3),
            centre("ЗАКЛЮЧЕНИЕ", bold=True, size=14),
            centre("о нуждаемости в социальном обслуживании", bold=True, gap=2),
            Head(left=(left("22.09.2025"),), right=(right("№ 31"),)),
            *body(
                "По результатам обследования от 19.09.2025 установлено, что Басангова Данара "
                "Юрьевна, 30.06.1990 г.р., и её дети Лиджиев Тимур Аркадьевич, 09.02.2013 г.р., "
                "Лиджиева Амина Аркадьевна, 21.11.2016 г.р., проживающие по адресу: "
                f"{ADDRESS}, нуждаются в социальном обслуживании в полустационарной форме.",
            ),
            Signed("Директор", "Б. С. Эрднеева"),
        ),
        truth=Truth(
            kind="need_conclusion",
            fields={
                "doc_number": "31",
                "doc_date": "2025-09-22",
                "address": ADDRESS,
                "need_decision": "recognised",
            },
            people=FAMILY,
        ),
    )


def pupils_characteristic() -> Paper:
    """What the school says of the boy (CF-02)."""
    return Paper(
        filename="04_characteristic.docx",
        condition=Condition.WORD,
        blocks=(
            centre("МКОУ «Ковыльненская средняя общеобразовательная школа № 3»", gap=3),
            centre("ХАРАКТЕРИСТИКА", bold=True, size=14),
            centre("на ученика 6 «Б» класса Лиджиева Тимура Аркадьевича,", size=12),
            centre("09.02.2013 года рождения", size=12, gap=2),
            *body(
                "Тимур учится в школе с первого класса. Мальчик спокойный, дружит с "
                "одноклассниками, любит труд и физкультуру.",
                "Живёт с матерью Басанговой Данарой Юрьевной и сестрой. Мать на собраниях не "
                "бывает.",
            ),
            left("Дата: 24.09.2025", gap=2),
            Signed("Классный руководитель", "О. П. Манжикова"),
        ),
        truth=Truth(
            kind="characteristic",
            fields={"doc_date": "2025-09-24"},
            people=(SON, Person(("mother",), "Басангова Данара Юрьевна")),
        ),
    )


def commission_protocol() -> Paper:
    """The departmental commission registers the family."""
    return Paper(
        filename="05_commission_protocol.docx",
        condition=Condition.WORD,
        blocks=(
            centre(CENTRE_IN_FULL, size=12, gap=3),
            centre("ПРОТОКОЛ № 7", bold=True, size=14),
            centre("заседания ведомственной комиссии", bold=True, gap=2),
            Head(left=(left("23.09.2025"),), right=(right("п. Ковыльный"),)),
            *body(
                "СЛУШАЛИ: Лиджанову К. М. о семье Басанговой Данары Юрьевны, 30.06.1990 г.р., "
                "воспитывающей детей: Лиджиева Тимура Аркадьевича, 09.02.2013 г.р., Лиджиеву "
                f"Амину Аркадьевну, 21.11.2016 г.р. Адрес: {ADDRESS}.",
                "Мать не работает, дети пропускают уроки, в квартире антисанитария.",
                "РЕШИЛИ: 1. Поставить семью Басанговой Д. Ю. на ведомственный учёт с 23.09.2025.",
                "2. Направить материалы в комиссию по делам несовершеннолетних и защите их прав "
                "для признания семьи находящейся в социально опасном положении.",
            ),
            Signed("Председатель комиссии", "Б. С. Эрднеева"),
            Signed("Секретарь", "К. М. Лиджанова"),
        ),
        truth=Truth(
            kind="commission_protocol",
            fields={
                "protocol_number": "7",
                "protocol_date": "2025-09-23",
                "doc_number": "7",
                "doc_date": "2025-09-23",
                "address": ADDRESS,
            },
            people=FAMILY,
        ),
    )


def _resolution_head(day: str, number: str) -> tuple[Block, ...]:
    return (
        centre(COMMISSION, bold=True),
        centre(OF_DISTRICT),
        Rule(),
        centre("ПОСТАНОВЛЕНИЕ", bold=True, size=15, gap=2),
        Head(left=(left(day, size=13),), right=(right(f"№ {number}", size=13),)),
        centre("п. Ковыльный", gap=2),
    )


def _resolution_feet() -> tuple[Block, ...]:
    return (
        Signed("Председатель комиссии", "В. Д. Настинов"),
        Signed("Ответственный секретарь", "С. М. Убаева"),
    )


def registering_resolution() -> Paper:
    """КДН finds the family to be in СОП and names the centre responsible."""
    return Paper(
        filename="06_kdn_resolution.docx",
        condition=Condition.WORD,
        blocks=(
            *_resolution_head("«02» октября 2025 г.", "58/3"),
            *body(
                "Комиссия, рассмотрев в заседании 02.10.2025 (протокол № 13) материалы, "
                "поступившие из БУ РК «КЦСОН Ковыльненского района», в отношении семьи:",
            ),
            left("мать – Басангова Данара Юрьевна, 30.06.1990 г.р., не работает;"),
            left("сын – Лиджиев Тимур Аркадьевич, 09.02.2013 г.р.;"),
            left("дочь – Лиджиева Амина Аркадьевна, 21.11.2016 г.р.,"),
            left(f"проживающих: {ADDRESS},", gap=2),
            centre("УСТАНОВИЛА:", bold=True, gap=2),
            *body(
                "Мать не исполняет обязанности по воспитанию и обучению детей. Сын систематически "
                "пропускает занятия в школе, в квартире антисанитарные условия.",
                "Руководствуясь статьёй 5 Федерального закона от 24.06.1999 № 120-ФЗ, комиссия",
            ),
            centre("ПОСТАНОВИЛА:", bold=True, gap=2),
            *body(
                "1. Признать семью Басанговой Данары Юрьевны находящейся в социально опасном "
                "положении и поставить её на профилактический учёт с 02.10.2025.",
                f"2. Определить ответственным органом за работу с семьёй {CENTRE}.",
            ),
            *_resolution_feet(),
        ),
        truth=Truth(
            kind="kdn_resolution",
            fields={
                "doc_number": "58/3",
                "doc_date": "2025-10-02",
                "protocol_number": "13",
                "protocol_date": "2025-10-02",
                "address": ADDRESS,
                "category": "sop",
                "kdn_decision": "register_sop",
                "responsible_body": CENTRE,
            },
            people=FAMILY,
            signs=("mother_unemployed", "parents_neglect_duties", "truancy", "unsanitary"),
        ),
    )


PLAN_ROWS = (
    ("Помощь в постановке на учёт в службе занятости", "октябрь 2025 г.", "Лиджанова К. М."),
    ("Занятия психолога с детьми", "ежемесячно", "Пюрвеев А. О."),
    ("Контроль посещения школы", "еженедельно", "Мучкаева Н. Э."),
)


def interagency_plan() -> Paper:
    """The plan of all bodies, approved by КДН (CF-10)."""
    return Paper(
        filename="07_interagency_plan.docx",
        condition=Condition.WORD,
        blocks=(
            right("УТВЕРЖДЁН", size=11),
            right("постановлением КДН и ЗП от 16.10.2025 № 60/1", size=11, gap=3),
            centre("МЕЖВЕДОМСТВЕННЫЙ ПЛАН", bold=True, size=14),
            centre("индивидуальной профилактической работы с семьёй", bold=True),
            centre("Басанговой Данары Юрьевны, 30.06.1990 г.р.", gap=2),
            left("Дети: Лиджиев Тимур Аркадьевич, 09.02.2013 г.р.;"),
            left("Лиджиева Амина Аркадьевна, 21.11.2016 г.р.", gap=2),
            Grid(
                rows=(
                    ("№ п/п", "Мероприятия", "Срок", "Ответственный"),
                    *((str(n), *row) for n, row in enumerate(PLAN_ROWS, 1)),
                ),
                shares=(0.1, 0.45, 0.2, 0.25),
            ),
            *_resolution_feet(),
        ),
        truth=Truth(
            kind="interagency_plan",
            fields={},
            people=FAMILY,
            optional=("doc_date", "doc_number"),
        ),
    )


def progress_information() -> Paper:
    """How the plan goes, once for the departmental commission (CF-11)."""
    return Paper(
        filename="08_plan_progress.docx",
        condition=Condition.WORD,
        blocks=(
            centre(CENTRE_IN_FULL, size=12, gap=3),
            centre("ИНФОРМАЦИЯ", bold=True, size=14),
            centre("о выполнении межведомственного плана", bold=True),
            centre("индивидуальной профилактической работы", bold=True, gap=2),
            Head(left=(left("15.12.2025"),), right=(right("№ 412"),)),
            *body(
                "Семья Басанговой Данары Юрьевны, 30.06.1990 г.р. (дети: Лиджиев Тимур "
                "Аркадьевич, 09.02.2013 г.р., Лиджиева Амина Аркадьевна, 21.11.2016 г.р.).",
                "Мать с 10.11.2025 работает продавцом. Дети посещают школу без пропусков, в "
                "квартире порядок. Мероприятия плана выполнены.",
            ),
            Signed("Специалист по социальной работе", "К. М. Лиджанова"),
        ),
        truth=Truth(
            kind="plan_progress_info",
            fields={"doc_number": "412", "doc_date": "2025-12-15"},
            people=FAMILY,
        ),
    )


def removing_resolution() -> Paper:
    """КДН takes the family off the register."""
    return Paper(
        filename="09_kdn_removal.docx",
        condition=Condition.WORD,
        blocks=(
            *_resolution_head("«25» декабря 2025 г.", "77/2"),
            *body(
                "Комиссия, рассмотрев в заседании 25.12.2025 (протокол № 18) ходатайство "
                "БУ РК «КЦСОН Ковыльненского района» о снятии с учёта семьи:",
            ),
            left("мать – Басангова Данара Юрьевна, 30.06.1990 г.р.;"),
            left("сын – Лиджиев Тимур Аркадьевич, 09.02.2013 г.р.;"),
            left("дочь – Лиджиева Амина Аркадьевна, 21.11.2016 г.р.,"),
            left(f"проживающих: {ADDRESS},", gap=2),
            centre("УСТАНОВИЛА:", bold=True, gap=2),
            *body(
                "План индивидуальной профилактической работы выполнен, причины и условия, "
                "послужившие основанием для постановки на учёт, устранены.",
            ),
            centre("ПОСТАНОВИЛА:", bold=True, gap=2),
            *body(
                "1. Снять семью Басанговой Данары Юрьевны с профилактического учёта в связи с "
                "устранением причин и условий, способствовавших постановке на учёт.",
            ),
            *_resolution_feet(),
        ),
        truth=Truth(
            kind="kdn_resolution",
            fields={
                "doc_number": "77/2",
                "doc_date": "2025-12-25",
                "protocol_number": "18",
                "protocol_date": "2025-12-25",
                "address": ADDRESS,
                "kdn_decision": "remove",
            },
            people=FAMILY,
        ),
    )


KALMYKIA_STORY = (
    survey_act,
    need_conclusion,
    pupils_characteristic,
    commission_protocol,
    registering_resolution,
    interagency_plan,
    progress_information,
    removing_resolution,
)
