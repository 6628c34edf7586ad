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
        ("№ 5-871/2024", "5-871/2024"),
        ("N 2-465/2012 г.", "2-465/2012"),
        ("Дело № 2-102/15", "2-102/15"),
        ("Дело № 2-137/2026 (2-2416/2025;) ~ М-2260/2025", "2-137/2026"),
        ("Судья: Осипов А.А. Дело № 33а-4818/2025", "33а-4818/2025"),
        ("Дело № 2-518-07-263/2022", "2-518-07-263/2022"),
    ],
)
def test_the_case_of_a_court_act(line: str, number: str, russian: Russian) -> None:
    told = "Судья, рассмотрев приказ № 2-5/2019, определил:\nПринять."
    text = f"{line}\nОПРЕДЕЛЕНИЕ\n14.07.2025\n{told}"
    assert best("case_number", paper_of(text, russian), COURT) == number


@pytest.mark.parametrize(
    ("printed", "uid"),
    [
        ("УИД 08MS0023-01-2025-001764-52", "08MS0023-01-2025-001764-52"),
        ("30RS0007-01-2024-000937-86", "30RS0007-01-2024-000937-86"),
        ("УИД: 34м$0068-01-2024-001852-73", "34MS0068-01-2024-001852-73"),
        ("23 RS 0019-01-2026-003146-90", "23RS0019-01-2026-003146-90"),
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
        "Взыскать алименты в размере 1/3 всех доходов, а впоследствии в размере 1/6 всех доходов."
    )
    assert best("alimony_share", paper_of(text, russian), COURT) == "1/3"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("начиная с 13 мая 2024 года до совершеннолетия", "2024-05-13"),
        ("ежемесячно с 27.02.2023 года", "2023-02-27"),
        ("ежемесячно, начиная со 02 ноября 2024 года", "2024-11-02"),
        ("до совершеннолетия, то есть до 08.04.2039", None),
        ("за период с 17.02.2025 по 19.08.2025", None),
    ],
)
def test_the_day_alimony_starts(words: str, day: str | None, russian: Russian) -> None:
    paper = sentence_of(f"Взыскать с Котова алименты в размере 1/4 части {words}.", russian)
    assert best("alimony_from", paper, COURT) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Решение вступило в законную силу «18» июля 2024 г.", "2024-07-18"),
        ("Вступил в законную силу 23.09.2013", "2013-09-23"),
        ("дата вступления в законную силу 11.06.2024", "2024-06-11"),
        ("Решение вступило в законную\nсилу «09» января 2024 г.", "2024-01-09"),
        ("Решение в законную силу не вступило.", None),
        ("Дата вступления в законную силу «____» ____________ 20___ г.", None),
        ("Постановление не вступило в законную силу 17.11.2025.", None),
    ],
)
def test_the_day_it_came_into_force(words: str, day: str | None, russian: Russian) -> None:
    assert best("effective_date", sentence_of(words, russian), COURT) == day


def test_proceedings_are_told_from_the_act_and_the_search_case(russian: Russian) -> None:
    text = (
        "ПОСТАНОВЛЕНИЕ № 34051/24/118306\nПо сводному производству № 57230/21/34051-СД, в которое "
        "входит № 57229/21/34051-ИП, завести розыскное дело № 264/24/34051-РД."
    )
    paper = paper_of(text, russian)
    assert best("enforcement_number", paper, BAILIFF) == "57229/21/34051-ИП"


def test_a_joint_proceeding_stands_where_no_other_does(russian: Russian) -> None:
    paper = sentence_of("По сводному производству № 57230/21/34051-СД розыск.", russian)
    assert best("enforcement_number", paper, BAILIFF) == "57230/21/34051-СД"


@pytest.mark.parametrize(
    ("words", "rubles"),
    [
        ("Задолженность по алиментам составляет 126 384,00 руб.", "126384.00"),
        ("Остаток долга 318.774-52 руб.", "318774.52"),
        ("Задолженность составила 144512 руб. 60 коп.", "144512.60"),
        ("Долг по алиментам 211 т.р.", "211000.00"),
        (
            "Общая задолженность 536 000 (пятьсот тридцать шесть тысяч) рублей 00 копеек",
            "536000.00",
        ),
        (
            "Задолженность на 01.04.2025 была 94 310 руб. 00 коп., "
            "на 01.11.2025 – 127 486 руб. 35 коп.",
            "127486.35",
        ),
        (
            "Задолженность за указанный период – 38 915 рублей, общая задолженность на "
            "19.08.2025 – 276 043 рубля 70 копеек.",
            "276043.70",
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
        ("(протокол заседания № 9 от 16.02.2026)", "9", "2026-02-16"),
        ("в расширенном заседании (протокол от 19.03.2026 № 31)", "31", "2026-03-19"),
        ("на основании протокола консилиума № 4 от 15.10.2025", "4", "2025-10-15"),
        ("протокол об административном правонарушении 34 № 508126 от 22.08.2025", None, None),
        ("согласно протоколу № 2074915 от 27.10.2025 ему вменялось", None, None),
        ("протокол серии ВК № 064932 от 18.11.2016", None, None),
    ],
)
def test_protocols_of_sessions(
    text: str, number: str | None, day: str | None, russian: Russian
) -> None:
    paper = sentence_of(f"Комиссия рассмотрела материалы {text}.", russian)
    kind = KindGuess("kdn_resolution", 0.95)
    assert best("protocol_number", paper, kind) == number
    assert best("protocol_date", paper, kind) == day
