"""Courts and bailiffs: case, УИД, force, alimony, proceedings, debt."""

from __future__ import annotations

import pytest
from flowing import paper_of, sentence_of

from casework.findings import KindGuess
from nlp.choose import choose
from nlp.finders import find_fields
from nlp.paper import Paper
from nlp.russian import Russian

COURT = KindGuess("court_act", 0.95, "court_order")
BAILIFF = KindGuess("bailiff_resolution", 0.95)


def best(field: str, paper: Paper, kind: KindGuess) -> object:
    readings, _ = choose(paper.document, find_fields(paper, kind, frozenset({field})))
    return next((r.best.value for r in readings if r.best), None)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Дело № 2-734/2025", "2-734/2025"),
        ("дело № 1 – 151/2026", "1-151/2026"),
        ("К делу № 2а-77/2025", "2а-77/2025"),
        ("№ 5-306/2023", "5-306/2023"),
        ("N 2-189/2011 г.", "2-189/2011"),
        ("Дело № 2-102/15", "2-102/15"),
        ("Дело № 2-88/2026 (2-1907/2025;) ~ М-1733/2025", "2-88/2026"),
        ("Судья: Осипов А.А. Дело № 33а-4818/2025", "33а-4818/2025"),
        ("Дело № 2-340-09-411/2021", "2-340-09-411/2021"),
    ],
)
def test_the_case_of_a_court_act(line: str, number: str, russian: Russian) -> None:
    told = "Судья, рассмотрев приказ № 2-5/2019, определил:\nПринять."
    text = f"{line}\nОПРЕДЕЛЕНИЕ\n14.07.2025\n{told}"
    assert best("case_number", paper_of(text, russian), COURT) == number


@pytest.mark.parametrize(
    ("printed", "uid"),
    [
        ("УИД 08MS0011-01-2024-001203-41", "08MS0011-01-2024-001203-41"),
        ("86RS0014-01-2023-001544-60", "86RS0014-01-2023-001544-60"),
        ("УИД: 26м$0121-01-2023-002470-18", "26MS0121-01-2023-002470-18"),
        ("61 RS 0044-01-2025-002818-05", "61RS0044-01-2025-002818-05"),
    ],
)
def test_the_uid_is_read_through_damage(printed: str, uid: str, russian: Russian) -> None:
    assert best("uid", paper_of(f"{printed}\nРЕШЕНИЕ\n", russian), COURT) == uid


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("в размере 1/4 (одной четвертой) части заработка", "1/4"),
        ("в размере одной трети всех видов дохода", "1/3"),
        ("в размере половины дохода", "1/2"),
        ("в размере 50 % заработка", "1/2"),
        ("в размере 33,33 процента дохода", "1/3"),
        ("в размере ¼ доли дохода", "1/4"),
        ("в размере 1/6 доли заработка на каждого ребёнка", "1/6"),
        ("в твёрдой сумме 7 342 руб. 50 коп.", None),
        ("и признать право на 1/3 доли в праве собственности", None),
        ("и удержать 5 % из заработка в доход государства", None),
    ],
)
def test_the_share_of_alimony(words: str, share: str | None, russian: Russian) -> None:
    paper = sentence_of(f"Взыскать с Котова алименты {words}.", russian)
    assert best("alimony_share", paper, COURT) == share


def test_the_first_decided_share_rules_over_told_and_later_ones(russian: Russian) -> None:
    text = (
        "РЕШЕНИЕ\nИстец просит взыскать алименты в размере 1/2 части дохода.\nРЕШИЛ:\n"
        "Взыскать алименты в размере 1/3 части дохода, а затем в размере 1/4 части дохода."
    )
    assert best("alimony_share", paper_of(text, russian), COURT) == "1/3"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("начиная с 13 мая 2024 года до совершеннолетия", "2024-05-13"),
        ("ежемесячно с 27.02.2023 года", "2023-02-27"),
        ("ежемесячно, начиная со 02 декабря 2025 года", "2025-12-02"),
        ("до совершеннолетия, то есть до 08.04.2039", None),
        ("за период с 05.01.2024 по 06.05.2024", None),
    ],
)
def test_the_day_alimony_starts(words: str, day: str | None, russian: Russian) -> None:
    paper = sentence_of(f"Взыскать с Котова алименты в размере 1/4 части {words}.", russian)
    assert best("alimony_from", paper, COURT) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Решение вступило в законную силу «16» мая 2023 г.", "2023-05-16"),
        ("Вступил в законную силу 08.04.2011", "2011-04-08"),
        ("дата вступления в законную силу 06.02.2025", "2025-02-06"),
        ("Решение вступило в законную\nсилу «09» января 2024 г.", "2024-01-09"),
        ("Решение в законную силу не вступило.", None),
        ("Дата вступления в законную силу «____» ____________ 20___ г.", None),
        ("Постановление не вступило в законную силу 05.05.2025.", None),
    ],
)
def test_the_day_it_came_into_force(words: str, day: str | None, russian: Russian) -> None:
    assert best("effective_date", sentence_of(words, russian), COURT) == day


def test_proceedings_are_told_from_the_act_and_the_search_case(russian: Russian) -> None:
    text = (
        "ПОСТАНОВЛЕНИЕ № 61064/23/201877\nПо сводному производству № 44019/20/61064-СД, в которое "
        "входит № 44018/20/61064-ИП, завести розыскное дело № 118/23/61064-РД."
    )
    paper = paper_of(text, russian)
    assert best("enforcement_number", paper, BAILIFF) == "44018/20/61064-ИП"


def test_a_joint_proceeding_stands_where_no_other_does(russian: Russian) -> None:
    paper = sentence_of("По сводному производству № 44019/20/61064-СД розыск.", russian)
    assert best("enforcement_number", paper, BAILIFF) == "44019/20/61064-СД"


@pytest.mark.parametrize(
    ("words", "rubles"),
    [
        ("Задолженность по алиментам составляет 410 695,00 руб.", "410695.00"),
        ("Остаток долга 318.774-52 руб.", "318774.52"),
        ("Задолженность составила 144512 руб. 60 коп.", "144512.60"),
        ("Долг по алиментам 211 т.р.", "211000.00"),
        ("Общая задолженность 410 695 (четыреста десять тысяч) рублей 00 копеек", "410695.00"),
        (
            "Задолженность на 01.01.2024 составляла 158 200 руб. 00 коп., "
            "на 01.09.2024 – 233 645 руб. 12 коп.",
            "233645.12",
        ),
        (
            "Задолженность за указанный период составила 71 204 рубля, общая задолженность на "
            "06.05.2024 – 548 917 рублей 60 копеек.",
            "548917.60",
        ),
        ("Задолженность имеется. Последний платёж 2 000 руб. поступил в марте.", None),
        ("Взыскать исполнительский сбор 5 000 рублей.", None),
    ],
)
def test_the_newest_total_of_the_debt(words: str, rubles: str | None, russian: Russian) -> None:
    assert best("debt_amount", sentence_of(words, russian), BAILIFF) == rubles


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("(протокол заседания № 6 от 18.04.2025)", "6", "2025-04-18"),
        ("на очередном заседании (протокол от 26.11.2025 № 23)", "23", "2025-11-26"),
        ("на основании протокола консилиума № 8 от 21.05.2024", "8", "2024-05-21"),
        ("протокол об административном правонарушении 86 № 215477 от 01.03.2024", None, None),
        ("согласно протоколу № 1160438 от 16.06.2025 ему вменялось", None, None),
        ("протокол серии АА № 030417 от 07.02.2014", None, None),
    ],
)
def test_protocols_of_sessions(
    text: str, number: str | None, day: str | None, russian: Russian
) -> None:
    paper = sentence_of(f"Комиссия рассмотрела материалы {text}.", russian)
    kind = KindGuess("kdn_resolution", 0.95)
    assert best("protocol_number", paper, kind) == number
    assert best("protocol_date", paper, kind) == day
