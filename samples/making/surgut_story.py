"""A parent does not pay: a register of five families, then the papers of two of them.

Every person and body is invented; the route is that of the profile `hmao_alimony`.
"""

from __future__ import annotations

from making.paper import (
    Block,
    Condition,
    Grid,
    Head,
    Paper,
    Person,
    Signed,
    Truth,
    body,
    centre,
    left,
    right,
)

CENTRE = "БУ ХМАО – Югры «Таёжный комплексный центр социального обслуживания населения»"
MOTHER, FATHER, CHILD = (
    "Кедрова Алла Игоревна",
    "Кедров Вадим Олегович",
    "Кедров Лев Вадимович",
)
ADDRESS = "г. Таёжный, ул. Нефтяников, д. 14, кв. 51"
OTHER_ADDRESS = "г. Таёжный, ул. Речная, д. 3, кв. 8"
#: Who, born, where, decision.
REGISTER = (
    (MOTHER, "05.03.1992", ADDRESS, "назначить"),
    ("Омелина Рита Павловна", "17.09.1988", OTHER_ADDRESS, "назначить"),
    ("Ситникова Юлия Романовна", "28.01.1995", "г. Таёжный, ул. Лесная, д. 22, кв. 4", "отказать"),
    ("Хантимирова Зоя Рустамовна", "11.11.1990", "г. Таёжный, пр. Мира, д. 6, кв. 77", "назначить"),
    ("Юдина Яна Глебовна", "30.07.1986", "г. Таёжный, ул. Строителей, д. 9, кв. 12", "отказать"),
)


def benefit_register() -> Paper:
    """The agency's register: whom a single payment was granted or refused."""
    return Paper(
        filename="01_benefit_register.docx",
        condition=Condition.WORD,
        blocks=(
            centre("КУ ХМАО – Югры «Агентство социального благополучия населения»", bold=True),
            centre("Филиал в городе Таёжном", gap=3),
            Head(left=(left("03.02.2025 № 118-р"),), right=(left(f"Директору {CENTRE}"),)),
            centre("РЕЕСТР", bold=True, size=14),
            centre("граждан, в отношении которых принято решение о назначении (отказе)"),
            centre("единовременной денежной выплаты", gap=2),
            Grid(
                rows=(
                    ("№ п/п", "Ф.И.О.", "Дата рождения", "Адрес", "Решение"),
                    *((str(n), *row) for n, row in enumerate(REGISTER, 1)),
                ),
                shares=(0.08, 0.28, 0.16, 0.33, 0.15),
            ),
            Signed("Начальник филиала", "Е. Т. Морошкина"),
        ),
        truth=Truth(
            kind="benefit_register",
            fields={"doc_number": "118-р", "doc_date": "2025-02-03"},
            people=tuple(
                Person(("applicant",), name, "-".join(reversed(born.split("."))))
                for name, born, _, _ in REGISTER
            ),
        ),
    )


def alimony_order() -> Paper:
    """A court order for a quarter of the father's income."""
    return Paper(
        filename="02_alimony_order.docx",
        condition=Condition.WORD,
        blocks=(
            right("Дело № 2-207/2025", gap=1),
            centre("СУДЕБНЫЙ ПРИКАЗ", bold=True, size=14, gap=2),
            Head(left=(left("12 февраля 2025 года"),), right=(right("г. Таёжный"),)),
            *body(
                "Мировой судья судебного участка № 2 Таёжного судебного района Ступина Н. В., "
                "рассмотрев заявление Кедровой Аллы Игоревны о взыскании алиментов, "
                "руководствуясь статьями 121–128 Гражданского процессуального кодекса "
                "Российской Федерации,",
            ),
            centre("ПРИКАЗЫВАЮ:", bold=True, gap=2),
            *body(
                "Взыскать с должника Кедрова Вадима Олеговича, 19.06.1989 года рождения, в "
                "пользу взыскателя Кедровой Аллы Игоревны, 05.03.1992 года рождения, "
                f"проживающей по адресу: {ADDRESS}, алименты на содержание сына Кедрова Льва "
                "Вадимовича, 24.08.2018 года рождения, в размере 1/4 части всех видов заработка "
                "ежемесячно, начиная с 10.02.2025 и до его совершеннолетия.",
            ),
            Signed("Мировой судья", "Н. В. Ступина"),
        ),
        truth=Truth(
            kind="court_act",
            subtype="court_order",
            fields={
                "doc_date": "2025-02-12",
                "case_number": "2-207/2025",
                "alimony_share": "1/4",
                "alimony_from": "2025-02-10",
            },
            people=(
                Person(("father", "debtor"), FATHER, "1989-06-19"),
                Person(("mother", "claimant"), MOTHER, "1992-03-05"),
                Person(("child",), CHILD, "2018-08-24"),
            ),
            optional=("address", "issuer"),
        ),
    )


def consent() -> Paper:
    """The first family agrees to social services."""
    return Paper(
        filename="03_consent.docx",
        condition=Condition.WORD,
        blocks=(
            right(f"Директору {CENTRE}", size=12),
            right("от Кедровой Аллы Игоревны, 05.03.1992 г.р.,", size=12),
            right(f"проживающей: {ADDRESS}", size=12, gap=4),
            centre("СОГЛАСИЕ", bold=True, size=14),
            centre("на получение социальных услуг", bold=True, gap=2),
            *body(
                "Я, Кедрова Алла Игоревна, согласна на получение социальных услуг и организацию "
                "социального сопровождения моей семьи. С условиями ознакомлена.",
            ),
            left("17.02.2025 ____________ А. И. Кедрова", gap=2),
        ),
        truth=Truth(
            kind="consent",
            fields={"doc_date": "2025-02-17", "consent": "given", "address": ADDRESS},
            people=(Person(("applicant",), MOTHER, "1992-03-05"),),
        ),
    )


def refusal() -> Paper:
    """The second family refuses: nothing more is opened."""
    return Paper(
        filename="04_refusal.docx",
        condition=Condition.WORD,
        blocks=(
            right(f"Директору {CENTRE}", size=12),
            right("от Омелиной Риты Павловны, 17.09.1988 г.р.,", size=12),
            right(f"проживающей: {OTHER_ADDRESS}", size=12, gap=4),
            centre("ОТКАЗ", bold=True, size=14),
            centre("от получения социальных услуг", bold=True, gap=2),
            *body(
                "Я, Омелина Рита Павловна, отказываюсь от получения социальных услуг и "
                "организации социального сопровождения. О видах и условиях услуг мне рассказали.",
            ),
            left("18.02.2025 ____________ Р. П. Омелина", gap=2),
        ),
        truth=Truth(
            kind="refusal",
            fields={"doc_date": "2025-02-18", "consent": "refused", "address": OTHER_ADDRESS},
            people=(Person(("applicant",), "Омелина Рита Павловна", "1988-09-17"),),
        ),
    )


def contract() -> Paper:
    """The contract on semi-residential services."""
    return Paper(
        filename="05_service_contract.docx",
        condition=Condition.WORD,
        blocks=(
            centre("ДОГОВОР № 19", bold=True, size=14),
            centre("о социальном обслуживании", bold=True, gap=2),
            Head(left=(left("г. Таёжный"),), right=(right("03 марта 2025 г."),)),
            *body(
                f"{CENTRE} в лице директора Багровой И. Л. (Исполнитель) и Кедрова Алла "
                f"Игоревна, 05.03.1992 г.р., проживающая по адресу: {ADDRESS} (Заказчик), "
                "заключили договор о нижеследующем.",
                "1. Исполнитель оказывает Заказчику социальные услуги в полустационарной форме.",
                "2. Договор действует с 03.03.2025 по 02.03.2026.",
            ),
            Signed("Исполнитель", "И. Л. Багрова"),
            Signed("Заказчик", "А. И. Кедрова"),
        ),
        truth=Truth(
            kind="service_contract",
            fields={"doc_number": "19", "doc_date": "2025-03-03", "address": ADDRESS},
            people=(Person(("applicant",), MOTHER, "1992-03-05"),),
        ),
    )


def bailiffs_letter() -> Paper:
    """The debtor has no known whereabouts and no work."""
    blocks: tuple[Block, ...] = (
        centre("Отделение судебных приставов по г. Таёжному", bold=True),
        centre("УФССП России по ХМАО – Югре", gap=3),
        Head(
            left=(left("14.05.2025 № 86021/25/40117"), left("На № 55 от 22.04.2025")),
            right=(left(f"Директору {CENTRE}"),),
        ),
        *body(
            "На Ваш запрос сообщаем, что на исполнении находится исполнительное производство "
            "№ 20345/25/86021-ИП о взыскании с Кедрова Вадима Олеговича, 19.06.1989 г.р., в "
            "пользу Кедровой Аллы Игоревны алиментов на содержание Кедрова Льва Вадимовича, "
            "24.08.2018 г.р. Задолженность на 01.05.2025 составляет 61 480 руб. 00 коп.",
            "Должник уклоняется от уплаты алиментов, не работает, местонахождение его "
            "неизвестно, имущество не обнаружено. Заведено розыскное дело.",
        ),
        Signed("Начальник отделения", "Г. А. Вахрушев"),
    )
    return Paper(
        filename="06_bailiffs_letter.docx",
        condition=Condition.WORD,
        blocks=blocks,
        truth=Truth(
            kind="prevention_referral",
            fields={
                "doc_number": "86021/25/40117",
                "doc_date": "2025-05-14",
                "reply_to_number": "55",
                "reply_to_date": "2025-04-22",
                "enforcement_number": "20345/25/86021-ИП",
                "debt_amount": "61480.00",
            },
            people=(
                Person(("father", "debtor"), FATHER, "1989-06-19"),
                Person(("mother", "claimant"), MOTHER),
                Person(("child",), CHILD, "2018-08-24"),
            ),
            optional=("issuer",),
        ),
    )


SURGUT_STORY = (benefit_register, alimony_order, consent, refusal, contract, bailiffs_letter)
