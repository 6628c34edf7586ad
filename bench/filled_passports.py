"""Social passports filled with invented families: labelled lines, blocks of persons, tables."""

from __future__ import annotations

from filled_acts import FINDINGS, TROUBLES, put
from filled_forms import ISSUERS, REGISTRIES, WORK, FilledForm, Grid, Invent, Row, filled, iso


def passport(it: Invent, rows: int, plain: bool) -> FilledForm:
    surname = it.surname()
    form = FilledForm(
        "family_passport",
        [
            "СОЦИАЛЬНЫЙ ПАСПОРТ",
            "СЕМЬИ, НАХОДЯЩЕЙСЯ В ТРУДНОЙ ЖИЗНЕННОЙ СИТУАЦИИ (ТЖС)",
            "СОЦИАЛЬНО ОПАСНОМ ПОЛОЖЕНИИ (СОП)",
        ],
    )
    known, listed = it.day(), it.day()
    form.parts.append(f"Дата, когда стало известно о семье, находящейся ТЖС (СОП) {known}")
    put(form, "info_source", "Источник информации о выявлении ТЖС (СОП)", "письмо школы № 3", "")
    form.parts.append(f"Дата постановки семьи на учет {listed}")
    form.texts |= {"known_since": iso(known), "registered_on": iso(listed)}
    put(
        form,
        "registration_basis",
        "Основания для постановки семьи (несовершеннолетнего) на учет",
        f"протокол консилиума № 4 от {listed}",
        "",
    )
    put(
        form,
        "registration_reasons",
        "Причины постановки на учет (факторы семейного неблагополучия)",
        it.pick(TROUBLES),
        "",
    )
    form.parts.append(
        "Сведения о несовершеннолетних членах семьи (детях) (заполняется на каждого ребенка):"
    )
    for _ in range(min(rows, 3)):
        _passport_child(form, it, surname)
    for label, name in (("Ф.И.О. отца", it.man(surname)), ("Ф.И.О. матери", it.woman(surname))):
        _passport_parent(form, it, label, name)
    form.parts += ["Другие совершеннолетние члены семьи:", _adults(it, plain)]
    put(
        form,
        "responsible_body",
        "Орган, ответственный за проведение работы с семьей (по постановлению КДН)",
        "КЦСОН Речного района",
        "",
    )
    form.parts += [
        "Взаимодействие с субъектами системы профилактики",
        _interaction(it, rows, plain),
    ]
    put(
        form,
        "family_attributes",
        "Дополнительные сведения о семье (полная, неполная, многодетная,"
        " малообеспеченная, приемная семья и другие)",
        "полная, малообеспеченная",
        "",
    )
    put(
        form,
        "housing_conditions",
        "Жилищные условия проживания",
        "дом 54 кв. м, печное отопление",
        "",
    )
    put(
        form,
        "problem_analysis",
        "Анализ проблем семьи, причин и условий семейного неблагополучия"
        " (совершенного преступления)",
        it.pick(FINDINGS),
        "",
    )
    return form


def _passport_child(form: FilledForm, it: Invent, surname: str) -> None:
    name, born, home = it.child(surname), it.day(2009, 2022), it.address()
    series, number, issued = it.pick(("I-ДУ", "II-ДУ")), it.digits(6), it.day(2022, 2024)
    registry = it.pick(REGISTRIES)
    form.parts += [
        f"Ф.И.О. несовершеннолетнего: {name}",
        f"Дата рождения (число, месяц, год) {born}",
        f"Адрес регистрации {home}",
        "Адрес фактического проживания (пребывания) там же",
        "Документ, удостоверяющий личность: паспорт, свидетельство о рождении"
        " (нужное подчеркнуть),",
        f"серия {series}, номер {number}, кем и когда выдан (выдано) {registry} {issued}",
    ]
    form.blocks.setdefault("passport_child", []).append(
        {
            "full_name": name,
            "birth_date": iso(born),
            "registration_address": home,
            "actual_address": "там же",
            "doc_type": "birth_certificate",
            "doc_series": series,
            "doc_number": number,
            "doc_issued_by": registry,
            "doc_issued_on": iso(issued),
        }
    )
    form.identity[name] = {
        "doc_type": "birth_certificate",
        "series": series,
        "number": number,
        "issued_by": registry,
        "issued_on": iso(issued),
    }


def _passport_parent(form: FilledForm, it: Invent, label: str, name: str) -> None:
    born, home, work = it.day(1980, 1995), it.address(), it.pick(WORK)
    series, number, issued, issuer = (
        f"85 {it.digits(2)}",
        it.digits(6),
        it.day(2012, 2020),
        it.pick(ISSUERS),
    )
    form.parts += [
        f"{label} (законного представителя, опекуна, попечителя) {name}",
        f"Дата рождения {born}",
        f"Адрес места регистрации {home}",
        "Документ, удостоверяющий личность (паспорт)",
        f"серия {series} номер {number}, кем и когда выдан (выдано) {issuer} {issued}",
        f"Место работы {work}",
    ]
    form.blocks.setdefault("passport_parent", []).append(
        {
            "full_name": name,
            "birth_date": iso(born),
            "registration_address": home,
            "doc_series": series,
            "doc_number": number,
            "doc_issued_by": issuer,
            "doc_issued_on": iso(issued),
            "workplace": work,
        }
    )
    form.identity[name] = {
        "doc_type": "passport",
        "series": series,
        "number": number,
        "issued_by": issuer,
        "issued_on": iso(issued),
    }


def _adults(it: Invent, plain: bool) -> Grid:
    head = (
        (
            "Степень родства",
            "Ф.И.О.",
            "Дата рождения",
            "Место регистрации, фактического проживания",
            "Место работы",
        )
        if plain
        else (
            "Кем приходится",
            "ФИО",
            "Дата рождения",
            "Адрес регистрации, проживания",
            "Место работы",
        )
    )
    name, born, home = it.woman(it.surname()), it.day(1950, 1968), it.address()
    cells: Row = {
        "kinship": "бабушка",
        "full_name": name,
        "birth_date": iso(born),
        "addresses": home,
        "workplace": "пенсионер",
    }
    return Grid(
        "passport_adult",
        head,
        (("бабушка", name, born, home, "пенсионер"),),
        (cells,),
        (2.4, 4, 2.4, 4, 3),
    )


def _interaction(it: Invent, rows: int, plain: bool) -> Grid:
    head = (
        (
            "№ п/п",
            "Дата направления информации",
            "Наименование субъекта профилактики",
            "Краткое содержание информации",
            "Результат рассмотрения",
            "Примечание",
        )
        if plain
        else (
            "№",
            "Дата направления",
            "Субъект системы профилактики",
            "Содержание информации",
            "Результат",
            "Примечание",
        )
    )
    printed, truth = [], []
    for number in range(1, min(rows, 5) + 1):
        day = it.day()
        cells: Row = {
            "row_no": number,
            "sent_on": iso(day),
            "prevention_body": it.pick(("школа", "центр занятости", "районная больница")),
            "summary": it.pick(
                ("о трудоустройстве матери", "о посещении занятий", "об обследовании детей")
            ),
            "result": it.maybe("ответ получен"),
        }
        out = f"{day} исх. {it.chance.randint(10, 400)}" if it.chance.random() < 0.5 else day
        printed.append(
            (
                str(number),
                out,
                str(cells["prevention_body"]),
                str(cells["summary"]),
                str(cells["result"]),
                "",
            )
        )
        truth.append(filled(cells))
    return Grid("passport_interaction", head, tuple(printed), tuple(truth), (1, 3, 3.4, 4, 3, 2.6))
