"""Journals, plans, reports and registers filled with invented families."""

from __future__ import annotations

from filled_forms import (
    ACTIONS,
    BODIES,
    CATEGORIES,
    DITTO,
    HELP,
    MEASURES,
    SERVICES,
    SITUATIONS,
    STAFF,
    TERMS,
    FilledForm,
    Grid,
    Invent,
    Row,
    filled,
    iso,
)


def round_sheet(it: Invent, rows: int, plain: bool) -> FilledForm:
    heads = (
        (
            "Адрес",
            "Дата проведения",
            "Ф.И.О. родителей (законных представителей), несовершеннолетнего(летних)",
            "Краткое описание ситуации",
            "Необходимая помощь",
            "Наличие признаков семейного неблагополучия",
        ),
        (
            "Адрес семьи",
            "Дата обхода",
            "ФИО родителей и детей",
            "Описание ситуации в семье",
            "Какая помощь необходима",
            "Признаки семейного неблагополучия",
        ),
    )
    printed, truth = [], []
    for number in range(rows):
        surname, day = it.surname(), it.day()
        people = f"{it.woman(surname)}; {it.child(surname)}, {it.child(surname)}"
        signs, told = it.chance.choice(
            (("да", True), ("нет", False), ("имеются", True), ("", None))
        )
        again = bool(number) and it.chance.random() < 0.2
        cells = {
            "address": it.address(),
            "persons": people,
            "situation": it.pick(SITUATIONS),
            "help_needed": it.maybe(it.pick(HELP)),
        }
        shown = it.pick(DITTO) if again else day
        iso_day = truth[-1]["visited_on"] if again else iso(day)
        printed.append(
            (cells["address"], shown, people, cells["situation"], cells["help_needed"], signs)
        )
        truth.append(filled({**cells, "visited_on": iso_day, "signs_present": told}))
    grid = Grid(
        "household_round_entry",
        heads[not plain],
        tuple(printed),
        tuple(truth),
        (4, 2.4, 5, 5, 3, 3),
        it.chance.random() < 0.6,
    )
    title = ["ЖУРНАЛ ОРГАНИЗАЦИИ ПОДВОРОВОГО ОБХОДА"] if plain else ["ЛИСТ ПОДВОРОВОГО ОБХОДА"]
    return FilledForm("round_sheet", [*title, grid], wide=True)


def patronage(it: Invent, rows: int, plain: bool) -> FilledForm:
    heads = (
        (
            "Ф.И.О. родителя (законного представителя), несовершеннолетнего",
            "Дата проведения",
            "Время проведения",
            "Место проведения",
            "Краткое описание ситуации",
            "Действия специалиста, оказанная помощь",
            "Ф.И.О., должность лиц, проводивших обследование",
        ),
        (
            "ФИО родителя, ребёнка",
            "Дата патронажа",
            "Время",
            "Место проведения патронажа",
            "Краткое описание ситуации в семье",
            "Действия специалиста, помощь",
            "ФИО, должность специалистов",
        ),
    )
    printed, truth = [], []
    for number in range(rows):
        surname, day, place = it.surname(), it.day(), it.address()
        people = f"{it.woman(surname)}, {it.child(surname)}"
        hour, minute = it.chance.randint(9, 17), it.chance.choice((0, 15, 30, 40))
        again = bool(number) and it.chance.random() < 0.3
        cells: Row = {
            "persons": truth[-1]["persons"] if again else people,
            "visited_on": iso(day),
            "visited_at": f"{hour:02}:{minute:02}",
            "place": place,
            "situation": it.pick(SITUATIONS),
            "actions_help": it.pick(ACTIONS),
            "visitors": it.pick(STAFF),
        }
        time = it.pick((f"{hour}:{minute:02}", f"{hour}.{minute:02}", f"{hour}-{minute:02}"))
        printed.append(
            (
                it.pick(DITTO) if again else people,
                day,
                time,
                place,
                str(cells["situation"]),
                str(cells["actions_help"]),
                str(cells["visitors"]),
            )
        )
        truth.append(cells)
    grid = Grid(
        "patronage_entry",
        heads[not plain],
        tuple(printed),
        tuple(truth),
        (4, 2.2, 1.8, 4, 4, 4, 3.4),
        it.chance.random() < 0.6,
    )
    title = (
        "ЖУРНАЛ ПАТРОНАЖА СЕМЕЙ НАХОДЯЩИХСЯ В ТРУДНОЙ ЖИЗНЕННОЙ СИТУАЦИИ"
        if plain
        else "ЖУРНАЛ ПАТРОНАЖА СЕМЕЙ, НАХОДЯЩИХСЯ В СОЦИАЛЬНО ОПАСНОМ ПОЛОЖЕНИИ"
    )
    return FilledForm("patronage_sheet", [title, grid], wide=True)


def services(it: Invent, rows: int, plain: bool) -> FilledForm:
    heads = (
        (
            "N п/п",
            "Ф.И.О. родителей (несовершеннолетних)",
            "Категория семьи",
            "Дата оказания услуги",
            "Оказанные услуги",
            "Количество оказанных услуг",
            "Примечание",
        ),
        (
            "№",
            "ФИО родителей, детей",
            "Категория",
            "Дата оказания услуг",
            "Наименование оказанных услуг",
            "Кол-во услуг",
            "Прим.",
        ),
    )
    printed, truth = [], []
    for number in range(1, rows + 1):
        surname = it.surname()
        day, count = it.day(), it.chance.randint(1, 5)
        cells: Row = {
            "entry_no": number,
            "persons": f"{it.woman(surname)} ({it.child(surname)})",
            "family_category": it.pick(CATEGORIES),
            "provided_on": iso(day),
            "services": it.pick(SERVICES),
            "quantity": count,
            "note": it.maybe("на дому", 0.2),
        }
        again = number > 1 and it.chance.random() < 0.2
        if again:
            cells["family_category"] = truth[-1]["family_category"]
        printed.append(
            (
                str(number),
                str(cells["persons"]),
                it.pick(DITTO) if again else str(cells["family_category"]),
                day,
                str(cells["services"]),
                str(count),
                str(cells["note"]),
            )
        )
        truth.append(filled(cells))
    grid = Grid(
        "service_entry",
        heads[not plain],
        tuple(printed),
        tuple(truth),
        (1, 5, 3, 2.6, 5, 2.4, 2.4),
        it.chance.random() < 0.6,
    )
    title = (
        "ЖУРНАЛ ОКАЗАННЫХ СОЦИАЛЬНЫХ УСЛУГ СЕМЕЙ НАХОДЯЩИХСЯ В ТРУДНОЙ ЖИЗНЕННОЙ СИТУАЦИИ"
        if plain
        else "ЖУРНАЛ ОКАЗАННЫХ СОЦИАЛЬНЫХ УСЛУГ СЕМЕЙ, НАХОДЯЩИХСЯ В СОЦИАЛЬНО ОПАСНОМ ПОЛОЖЕНИИ"
    )
    return FilledForm("service_sheet", [title, grid], wide=True)


def measures(it: Invent, rows: int, plain: bool) -> FilledForm:
    heads = (
        (
            "N п/п",
            "Мероприятия (услуги)",
            "Дата проведения (оказания)",
            "Ф.И.О. (должность) специалиста",
            "Результат",
            "выявленные проблемы",
        ),
        (
            "№ п/п",
            "Мероприятия, оказанные услуги",
            "Дата проведения",
            "ФИО специалиста",
            "Результаты",
            "Проблемы, выявленные",
        ),
    )
    printed, truth = [], []
    for number in range(1, rows + 1):
        day = it.day()
        cells: Row = {
            "row_no": number,
            "measure": it.pick(MEASURES),
            "performed_on": iso(day),
            "specialist": it.pick(STAFF),
            "result": it.maybe("выполнено"),
            "problems": it.maybe("мать не ищет работу", 0.4),
        }
        printed.append(
            (
                f"{number}.",
                str(cells["measure"]),
                day,
                str(cells["specialist"]),
                str(cells["result"]),
                str(cells["problems"]),
            )
        )
        truth.append(filled(cells))
    grid = Grid("measure_row", heads[not plain], tuple(printed), tuple(truth), (1, 5, 2.6, 3, 3, 3))
    title = (
        "ОТЧЕТ О МЕРОПРИЯТИЯХ ПО УСТРАНЕНИЮ УСЛОВИЙ, ПРИЧИН, СПОСОБСТВОВАВШИХ ПОСТАНОВКЕ СЕМЬИ"
        " (НЕСОВЕРШЕННОЛЕТНЕГО) НА ПРОФИЛАКТИЧЕСКИЙ УЧЕТ"
    )
    return FilledForm("measures_report", [title, f"Семья: {it.surname()}ы", grid])


def plans(it: Invent, rows: int, plain: bool) -> FilledForm:
    heads = (
        ("№ п/п", "Мероприятия", "Срок исполнения", "Ответственный"),
        (
            "№",
            "Содержание мероприятия",
            "Сроки",
            "Ответственные исполнители",
            "Отметка об исполнении",
        ),
    )[not plain]
    printed, truth = [], []
    for number in range(1, rows + 1):
        day = it.day()
        term = it.pick((day, f"до {day}", it.pick(TERMS)))
        due = iso(day) if day in term else term
        cells: Row = {
            "row_no": number,
            "measure": it.pick(MEASURES),
            "due": due,
            "responsible": it.pick(BODIES),
        }
        row = (str(number), str(cells["measure"]), term, str(cells["responsible"]), "")
        printed.append(row[: len(heads)])
        truth.append(cells)
    grid = Grid("plan_row", heads, tuple(printed), tuple(truth), (1, 6, 2.6, 3, 3)[: len(heads)])
    kind = "ipr_plan" if plain else "interagency_plan"
    title = (
        "ПЛАН индивидуальной профилактической работы"
        if plain
        else "МЕЖВЕДОМСТВЕННЫЙ ПЛАН индивидуальной профилактической работы"
    )
    mother = it.woman(it.surname())
    return FilledForm(kind, [title, f"с семьёй: {mother}, {it.address()}", grid])


def register(it: Invent, rows: int, plain: bool) -> FilledForm:
    heads = (
        (
            "№ п/п",
            "Фамилия, имя, отчество получателя",
            "Дата рождения",
            "Адрес проживания",
            "Решение",
        ),
        ("№", "ФИО получателя выплаты", "Дата рождения", "Адрес места жительства", "Решение, дата"),
    )[not plain]
    printed, truth = [], []
    for number in range(1, rows + 1):
        born, day, granted = it.day(1980, 1999), it.day(), it.chance.random() < 0.6
        name, address = it.woman(it.surname()), it.address()
        word = it.pick(
            ("назначено", "назначить") if granted else ("отказано", "отказать в назначении")
        )
        decision = f"{word}, № {it.chance.randint(10, 500)} от {day}"
        printed.append((str(number), name, born, address, decision))
        truth.append(
            {
                "full_name": name,
                "birth_date": iso(born),
                "address": address,
                "benefit_decision": "granted" if granted else "refused",
                "decision_on": iso(day),
            }
        )
    grid = Grid("benefit_register", heads, tuple(printed), tuple(truth), (1, 4, 2.4, 5, 4))
    return FilledForm(
        "benefit_register",
        [
            "КУ «Агентство социального благополучия населения»",
            "РЕЕСТР",
            "граждан, в отношении которых принято решение о назначении (отказе в назначении)"
            " единовременной денежной выплаты",
            grid,
        ],
    )


JOURNALS = (round_sheet, patronage, services, measures, plans, register)
