"""Acts and social passports filled with invented families: tables, labels, captions, texts."""

from __future__ import annotations

from filled_forms import (
    ISSUERS,
    SCHOOLS,
    SITUATIONS,
    STAFF,
    WORK,
    FilledForm,
    Grid,
    Invent,
    Row,
    filled,
    iso,
)

INCOME = (
    ("salary_father", "З/плата: Отца"),
    ("salary_mother", "З/плата: Матери"),
    ("pension_old_age", "Пенсия: По старости"),
    ("pension_disability", "Пенсия: По инвалидности"),
    ("benefits", "Пособия (субсидии, ГСП, компенсации и т.д.)"),
    ("scholarship", "Стипендия:"),
    ("no_income", "Отсутствие дохода"),
    ("other_income", "Другие"),
)
WELFARE_LINE = (
    "Уровень благосостояния семьи (выше прожиточного минимума, прожиточный минимум,"
    " ниже прожиточного минимума)"
)
WELFARE = {
    "below_minimum": "ниже прожиточного минимума",
    "at_minimum": "прожиточный минимум",
    "above_minimum": "выше прожиточного минимума",
}
TROUBLES = (
    "пропуски занятий, замкнутость",
    "низкий доход, долги по оплате жилья",
    "конфликты родителей, отсутствие отдельного места для занятий",
)
ADVICE = (
    "устроить младшего ребёнка в детский сад, встать на учёт в центр занятости",
    "соблюдать режим дня, контролировать посещение школы",
)
FINDINGS = (
    "семья нуждается в социальном сопровождении, жильё пригодно для проживания детей",
    "условия удовлетворительные, предложено разработать план работы на полгода",
)
AID = ("социальная, психолого-педагогическая", "материальная, правовая", "не нуждается")


def primary_act(it: Invent, rows: int, plain: bool) -> FilledForm:
    form = FilledForm("primary_act")
    surname = it.surname()
    form.parts += [
        "Типовой акт обследования жилищно-бытовых условий",
        "(первичный)",
        f"Дата обследования {it.day()}",
    ]
    put(
        form,
        "survey_basis",
        "Основание для проведения обследования",
        f"обращение школы № {it.chance.randint(1, 9)} от {it.day()}",
        "",
    )
    put(form, "commission", "Комиссия в составе", f"{it.pick(STAFF)}; {it.pick(STAFF)}")
    home = it.address()
    form.parts += [
        "провела обследование условий жизни семьи (несовершеннолетнего) по адресу и установила"
        f" {home}",
        "Состав семьи:",
    ]
    for role, name in (("Мать", it.woman(surname)), ("Отец", it.man(surname))):
        _parent(form, it, role, name)
    form.parts += ["Несовершеннолетний(летние):", _children(form, it, surname, min(rows, 4), plain)]
    if it.chance.random() < 0.7:
        form.parts += ["Другие, совместно проживающие члены семьи", _cohabitants(it, plain)]
    if it.chance.random() < 0.7:
        form.parts += ["Другие родственники, участвующие в воспитании", _relatives(it, plain)]
    form.parts += ["Материальное благосостояние семьи", _income(it, plain)]
    put(form, "additional_data", "Дополнительные данные обследования", it.pick(SITUATIONS))
    put(
        form,
        "problems_child",
        "Проблемы, выявленные у несовершеннолетнего(летних)",
        it.pick(TROUBLES),
    )
    put(form, "problems_family", "Проблемы, выявленные в семье", it.pick(TROUBLES))
    put(form, "recommendations", "Рекомендации родителям", it.pick(ADVICE))
    explained = (
        " (социальная, правовая, психолого-педагогическая, медицинская, материальная и т.д.)"
    )
    put(
        form,
        "help_child",
        "Помощь, в которой нуждается несовершеннолетний (дети)" + explained,
        it.pick(AID),
    )
    put(form, "help_family", "Помощь, в которой нуждается семья" + explained, it.pick(AID))
    put(form, "conclusion", "Выводы комиссии", it.pick(FINDINGS))
    form.parts.append("Члены комиссии: ____________ Манцаева Р.Ш.  ____________ Жукова Е.В.")
    return form


def put(form: FilledForm, name: str, label: str, value: str, colon: str = ":") -> None:
    form.parts.append(f"{label}{colon} {value}")
    form.texts[name] = value


def _parent(form: FilledForm, it: Invent, role: str, name: str) -> None:
    """A parent over captions: what is written stands above its explanation."""
    born, work, home = it.day(1980, 1995), it.pick(WORK), it.address()
    series, number, issued, issuer = (
        f"85 {it.digits(2)}",
        it.digits(6),
        it.day(2012, 2020),
        it.pick(ISSUERS),
    )
    form.parts += [
        f"{role} {name}, {born}",
        "(Фамилия, имя, отчество, дата рождения)",
        home,
        "(адрес регистрации)",
        work,
        "(место работы)",
        f"{series} {number}, выдан {issuer} {issued}",
        "(паспортные данные)",
    ]
    form.blocks.setdefault("primary_act_parent", []).append(
        {
            "full_name": name,
            "birth_date": iso(born),
            "registration_address": home,
            "workplace": work,
            "passport": f"{series} {number}, выдан {issuer} {issued}",
        }
    )
    form.identity[name] = {
        "doc_type": "passport",
        "series": series,
        "number": number,
        "issued_by": issuer,
        "issued_on": iso(issued),
    }


def _children(form: FilledForm, it: Invent, surname: str, rows: int, plain: bool) -> Grid:
    head = (
        (
            "Ф.И.О.",
            "Дата рождения",
            "Место учебы (работы, д/с)",
            "Свидетельство о рождении (паспорт)",
        )
        if plain
        else ("ФИО ребёнка", "Дата рожд.", "Место учёбы, д/с", "Свид-во о рождении (паспорт)")
    )
    printed, truth = [], []
    for _ in range(rows):
        name, born = it.child(surname), it.day(2009, 2022)
        series, number = it.pick(("I-ДУ", "II-ДУ", "III-ДУ")), it.digits(6)
        cells: Row = {
            "full_name": name,
            "birth_date": iso(born),
            "study_or_work_place": it.pick(SCHOOLS),
            "identity_document": f"{series} № {number}",
        }
        printed.append((name, born, str(cells["study_or_work_place"]), f"{series} № {number}"))
        truth.append(cells)
        form.identity[name] = {"doc_type": "birth_certificate", "series": series, "number": number}
    return Grid("primary_act_child", head, tuple(printed), tuple(truth), (4, 2.4, 4, 3.4))


def _cohabitants(it: Invent, plain: bool) -> Grid:
    head = (
        (
            "Ф.И.О. членов семьи",
            "Дата рождения",
            "Сведения о родстве",
            "Место работы, учебы",
            "Примечание",
        )
        if plain
        else ("ФИО", "Дата рождения", "Степень родства", "Место работы (учёбы)", "Примечание")
    )
    name, born = it.woman(it.surname()), it.day(1950, 1965)
    note = it.maybe("инвалид II группы", 0.5)
    cells: Row = {
        "full_name": name,
        "birth_date": iso(born),
        "kinship": "бабушка",
        "work_or_study": "пенсионер",
        "note": note,
    }
    return Grid(
        "primary_act_cohabitant",
        head,
        ((name, born, "бабушка", "пенсионер", note),),
        (filled(cells),),
        (4, 2.4, 2.6, 3, 3),
    )


def _relatives(it: Invent, plain: bool) -> Grid:
    head = (
        (
            "Ф.И.О. родственников",
            "Дата рождения",
            "Сведения о родстве",
            "Место работы, учебы",
            "Домашний адрес",
        )
        if plain
        else ("ФИО родственника", "Дата рождения", "Родство", "Место работы", "Адрес")
    )
    name, born, work, home = it.man(it.surname()), it.day(1960, 1985), it.pick(WORK), it.address()
    cells: Row = {
        "full_name": name,
        "birth_date": iso(born),
        "kinship": "дядя",
        "work_or_study": work,
        "home_address": home,
    }
    return Grid(
        "primary_act_relative",
        head,
        ((name, born, "дядя", work, home),),
        (cells,),
        (4, 2.4, 2.2, 3, 4),
    )


def _income(it: Invent, plain: bool) -> Grid:
    head = (
        ("Источники доходов", "наличие", "сумма", "Примечания")
        if plain
        else ("Источник дохода", "Наличие", "Сумма, руб.", "Примечание")
    )
    printed, truth = [], []
    for source, line in INCOME:
        present = it.chance.choice(
            (("да", True), ("V", True), ("нет", False), ("", None), ("", None))
        )
        rubles, kopecks = it.chance.randint(900, 45000), it.chance.choice(("", "50"))
        shown = f"{rubles // 1000} {rubles % 1000:03}" if rubles > 999 else str(rubles)
        shown += f",{kopecks}" if kopecks else it.pick(("", " руб."))
        note = ""
        cells: Row = {"present": present[1]}
        if present[1]:
            cells["amount"] = f"{rubles}.{kopecks}" if kopecks else str(rubles)
            note = str(cells.setdefault("note", it.maybe("по справке", 0.3)))
        printed.append((line, present[0], shown if present[1] else "", note))
        if cells := filled(cells):
            truth.append({"source": source, **cells})
    level = it.chance.choice(tuple(WELFARE))
    printed.append((WELFARE_LINE, WELFARE[level], "", ""))
    truth.append({"source": "welfare_level", "welfare_level": level})
    return Grid("primary_act_income", head, tuple(printed), tuple(truth), (6, 3, 2.6, 3))


def control_act(it: Invent, _rows: int, plain: bool) -> FilledForm:
    form = FilledForm(
        "control_act",
        ["АКТ", "обследования условий жизни семьи (несовершеннолетних)", f"от {it.day()} года"],
    )
    surname = it.surname()
    put(form, "commission", "Комиссия в составе", f"{it.pick(STAFF)}; {it.pick(STAFF)}")
    put(
        form,
        "subject_text",
        "провела обследование условий несовершеннолетнего (семьи)",
        f"{it.woman(surname)}, {it.address()}",
        "",
    )
    form.parts.append("и установила следующее.")
    put(
        form,
        "present_at_home",
        "На момент посещения семьи дома находились",
        f"{it.woman(surname)} (мать), {it.child(surname)}",
    )
    colon = "" if plain else ":"
    put(form, "other_signs", "Иные признаки неблагополучия", it.pick(TROUBLES), colon)
    put(
        form,
        "climate_signs",
        "Указать признаки неблагоприятного климата (конфликты, агрессия, разногласия и др.)",
        "ссоры родителей по вечерам",
        colon,
    )
    put(
        form,
        "additional_info",
        "Дополнительная информация (при наличии)",
        it.pick(SITUATIONS),
        colon,
    )
    put(form, "problems", "Проблемы, выявленные в ходе патронажа", it.pick(TROUBLES), colon)
    put(
        form,
        "proposals",
        "Предложения комиссии по организации индивидуальной профилактической работы"
        " в отношении семьи и детей",
        it.pick(FINDINGS),
    )
    form.parts += ["С актом ознакомлены (Подписи родителей)", "____________ Манцаева Р.Ш."]
    return form


ACTS = (primary_act, control_act)
