"""Every title, column and printed line of the forms says what the order says, letter by letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casework.form_spec import CellSpec, CellType, Checklist, ChildTable, FormSpec
from casework.forms import ClosedList, JournalSpec, load_region

REGION = load_region("kalmykia")
DATA = Path(__file__).parent / "data"
POINTS = (DATA / "order_kalmykia_points.txt").read_text("utf-8")

#: Words that the publication broke or lost a letter of, and what they are.
BROKEN = {
    "несовершенноле тных": "несовершеннолетних",
    "несовершеннолет них": "несовершеннолетних",
    "прожива ния": "проживания",
    "постанов ки": "постановки",
}
#: What the annexes' captions misspell; the program prints «семьям».
MISSPELT = ("семья (", "семьи (")


def _mended() -> str:
    text = (DATA / "order_kalmykia_annexes.txt").read_text("utf-8")
    for broken, whole in BROKEN.items():
        assert broken in text
        text = text.replace(broken, whole)
    return text


TEXT = _mended()
JOURNALS = [(form, journal) for form in REGION.forms for journal in form.journals]
ACTS = [form for form in REGION.forms if form.title]
CHILDREN = [(form, table) for form in REGION.forms for table in form.tables]
CHECKLISTS = [(form, part) for form in REGION.forms for part in form.checklists]


def plain(text: str) -> str:
    """Line breaks and marks of layout removed; words, case and punctuation kept."""
    return " ".join(re.sub(r"[*#_\\]|<hr/>", "", text).split())


def annex(number: int) -> str:
    """The text of one annex; the passport has no caption and stands behind the eighth."""
    if number == 9:
        return annex(8)[annex(8).index("**СОЦИАЛЬНЫЙ ПАСПОРТ") :]
    start = TEXT.index(f"Приложение № {number} ")
    end = TEXT.find("\nПриложение № ", start)
    return TEXT[start : end if end > 0 else len(TEXT)]


def table_rows(number: int) -> list[list[str]]:
    """The rows of all tables of an annex, with the star of «4*»."""
    lines = (line for line in annex(number).splitlines() if "\t" in line)
    return [[" ".join(cell.split()) for cell in line.split("\t")] for line in lines]


def lines_of(number: int) -> set[str]:
    """Every cell and line of an annex."""
    return {
        plain(cell).rstrip(":") for line in annex(number).splitlines() for cell in line.split("\t")
    }


def ids(pairs: list[tuple[FormSpec, JournalSpec]]) -> list[str]:
    return [f"{form.number}-{journal.category}" for form, journal in pairs]


def test_the_forms_are_the_ten_of_the_order() -> None:
    assert [form.number for form in REGION.forms] == list(range(11))


# --- journals --------------------------------------------------------------------------------


def journal_block(form: FormSpec, journal: JournalSpec) -> str:
    """From the title of the journal to the next one's."""
    parts = re.split(r"(?=^[#* ]*ЖУРНАЛ)", annex(form.number), flags=re.MULTILINE)[1:]
    return parts[form.journals.index(journal)]


@pytest.mark.parametrize(("form", "journal"), JOURNALS, ids=ids(JOURNALS))
def test_journals_have_the_titles_and_columns_of_the_order(
    form: FormSpec, journal: JournalSpec
) -> None:
    head, printed, table = journal_block(form, journal).partition(form.caption or "\n\n")
    assert printed
    assert plain(head) == journal.title
    header, *numbers = [line.split("\t") for line in table.splitlines() if "\t" in line]
    assert header == [column.title for column in form.columns]
    assert [list(journal.numbers)] * bool(journal.numbers) == numbers


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 7, 8, 10])
def test_the_line_above_the_form_is_the_orders_without_its_slip(number: int) -> None:
    printed = plain(annex(number))
    for slip in MISSPELT:
        printed = printed.replace(slip, "семьям (", 1)
    assert printed.startswith(REGION.form(number).annex)


# --- acts, passport, report ------------------------------------------------------------------

#: Cells that the order does not print: ours beside its own, by form.
UNPRINTED = {
    2: {"info_entry", "survey_consent"},
    8: {"form_variant", "survey_on"},
    9: {"category", "registration_document", "removal_document", "compiled_on"},
    10: {"period_from", "period_to", "compiled_by"},
}
#: Cells of child tables that the order does not print or names by its blocks only.
UNPRINTED_IN_CHILDREN = {
    "commission_members": {"full_name", "post"},
    "member_signatures": {"full_name", "signed"},
    "parent_signatures": {"full_name", "signed", "refused"},
    "primary_act_parent": {"role"},
    "passport_child": {"doc_issued_on"},
    "passport_parent": {"role", "full_name", "doc_issued_on", "legal_status"},
    "survey_dates": {"surveyed_on", "act"},
    "measure_row": {"service_kind"},
}


def printed_cells(form: FormSpec) -> list[CellSpec]:
    """The cells that are labels of the form: no printed lines, no free text beside a list."""
    lines = {f"{part.section}.{item.id}" for part in form.checklists for item in part.items}
    beside = {cell.companion for cell in form.cells}
    return [
        cell
        for cell in form.cells
        if cell.id not in lines | beside | UNPRINTED[form.number] and not cell.id.endswith(".note")
    ]


@pytest.mark.parametrize("form", ACTS, ids=lambda form: form.id)
def test_acts_have_the_titles_and_labels_of_the_order(form: FormSpec) -> None:
    printed = plain(annex(form.number))
    assert form.title in printed
    assert [cell.title for cell in printed_cells(form) if cell.title not in printed] == []
    assert UNPRINTED[form.number] <= {cell.id for cell in form.cells}


def test_labels_of_the_passport_stand_in_its_order_but_for_what_it_repeats() -> None:
    """The passport prints the body, surveys and grounds between its tables; its record does not."""
    printed = plain(annex(9))
    places = [printed.index(cell.title) for cell in printed_cells(REGION.form(9))]
    assert places == sorted(places)


@pytest.mark.parametrize(("form", "table"), CHILDREN, ids=[table.id for _, table in CHILDREN])
def test_child_tables_have_the_columns_of_the_order(form: FormSpec, table: ChildTable) -> None:
    hidden = UNPRINTED_IN_CHILDREN.get(table.id, set())
    assert hidden <= {cell.id for cell in table.cells}
    if table.columns and not table.id.startswith("member"):
        assert [plain(column.title) for column in table.columns] in table_rows(form.number)
    printed = plain(annex(form.number))
    titles = [cell.title for cell in table.cells if cell.id not in hidden]
    titles += [column.title for column in table.columns]
    assert [title for title in titles if title not in printed] == []


@pytest.mark.parametrize(
    ("form", "table"),
    [pair for pair in CHILDREN if pair[1].id not in ("primary_act_parent", "passport_parent")],
    ids=lambda part: part.id,
)
def test_child_tables_stand_under_the_words_of_the_order(form: FormSpec, table: ChildTable) -> None:
    """Parents have blocks, not tables; a report has no heading over its only one."""
    if form.number != 10:
        parts = table.title.split(", Подписи")
        assert all(part in plain(annex(form.number)) for part in parts)


def test_the_two_blocks_of_the_parents_are_stored_alike() -> None:
    """[A-09]: the mother's has the actual address, the father's the registration's twice."""
    printed = plain(annex(2))
    mother, father = printed.split(" Мать ")[1].split(" Отец ")
    father = father.split("Несовершеннолетний")[0]
    titles = {cell.id: cell.title for cell in REGION.form(2).table("primary_act_parent").cells}
    assert titles["actual_address"] in mother
    assert titles["actual_address"] not in father
    assert titles["residence_by_registration"] in father
    assert titles["residence_by_registration"] not in mother
    assert all(f"({titles[cell]})" in mother for cell in ("registration_address", "workplace"))
    assert all(f"({titles[cell]})" in father for cell in ("registration_address", "workplace"))


# --- lines that are ticked -------------------------------------------------------------------


def section_rows(form: FormSpec, part: Checklist) -> list[str]:
    """The first cells of the lines of a section, from its heading to the next one's table."""
    block = annex(form.number).partition(f"{part.title}")[2]
    if part.section == "control_criterion":
        block = part.title + block
    rows: list[str] = []
    for line in block.splitlines():
        if "\t" in line:
            rows.append(plain(line.split("\t")[0]))
        elif rows and plain(line):
            break
    return rows


@pytest.mark.parametrize(
    ("form", "part"), CHECKLISTS, ids=[f"{f.number}-{p.section}" for f, p in CHECKLISTS]
)
def test_every_line_of_a_section_is_a_cell_and_stands_in_its_order(
    form: FormSpec, part: Checklist
) -> None:
    heads = {"", "Условия", "Отношения", "Стиль", "Ситуация в семье", "Критерии"}
    printed = [row for row in section_rows(form, part) if row not in heads]
    groups = {f"{item.group}:" for item in part.items if item.group}
    ticked = [item for item in part.items if item.cell is not CellType.TEXT]
    assert [row for row in printed if row not in groups] == [item.title for item in ticked]
    for item in ticked:
        cell = form.cell(f"{part.section}.{item.id}")
        assert cell.title.endswith(item.title)
        assert form.cell(f"{cell.id}.note").title.startswith(cell.title)


def test_headings_of_checklists_are_those_of_the_order() -> None:
    for checklist in REGION.checklists:
        number = 2 if "primary_act" in checklist.kinds else 8
        assert checklist.title in plain(annex(number))
        if checklist.choice:
            printed = plain(annex(8)).partition(checklist.title)[2]
            assert all(item.title in printed for item in checklist.items)


def test_criteria_stand_in_the_printed_order() -> None:
    """The same words under two headings are two lines, told apart by the heading."""
    criteria: ClosedList = REGION.lists["control_criterion"]
    table = plain(annex(8))
    place = 0
    heading = ""
    for item in criteria.items:
        if item.group and item.group != heading:
            place = table.index(item.group, place)
        heading = item.group
        place = table.index(item.title, place) + len(item.title)
    assert len({item.printed for item in criteria.items}) == len(criteria.items)


# --- closed lists (invariant 11) -------------------------------------------------------------


@pytest.mark.parametrize(
    ("closed", "number"),
    [
        ("distress_sign", 2),
        ("control_criterion", 8),
        ("family_completeness", 2),
        ("children_profile", 2),
        ("housing", 2),
        ("living", 2),
        ("relations", 2),
        ("parenting_style", 2),
        ("climate", 2),
    ],
)
def test_lists_are_lines_of_their_annex(closed: str, number: int) -> None:
    lines = lines_of(number)
    assert REGION.lists[closed].items
    for item in REGION.lists[closed].items:
        assert item.title in lines
        assert not item.group or item.group in lines


@pytest.mark.parametrize(
    ("closed", "number"),
    [
        ("control_climate", 8),
        ("control_relations", 8),
        ("help_kind", 2),
        ("welfare_level", 2),
        ("family_attribute", 9),
        ("passport_removal_ground", 9),
    ],
)
def test_lists_in_running_text_are_words_of_their_annex(closed: str, number: int) -> None:
    printed = plain(annex(number))
    items = REGION.lists[closed].items
    assert [item.title for item in items if item.title not in printed] == []


def test_kinds_of_services_are_those_of_point_2_1() -> None:
    point = plain(POINTS.partition("4. Прием")[0])
    places = [point.index(f") {item.title}") for item in REGION.lists["service_kind"].items]
    assert places == sorted(places)
    assert point.count(") с") == len(places)


@pytest.mark.parametrize(
    ("closed", "start"), [("admission_basis", "4. Прием"), ("removal_ground", "9.1.")]
)
def test_grounds_say_in_short_what_their_point_says(closed: str, start: str) -> None:
    """The point names them in another case and at length; every word of ours is a word of it."""
    spelled = {
        "ИПР": "индивидуальной профилактической работы",
        "КДН и ЗП": "комиссии по делам несовершеннолетних и защите их прав",
        "ЦСЗН": "центра социальной защиты",
        "РФ": "Российской Федерации",
    }
    point = POINTS[POINTS.index(start) :].casefold()
    for item in REGION.lists[closed].items:
        title = item.title
        for short, whole in spelled.items():
            title = title.replace(short, whole)
        words = re.findall(r"\w{4,}", title.casefold())
        assert [word for word in words if word[: max(4, len(word) - 3)] not in point] == []


def test_grounds_of_removal_have_their_counterparts_in_the_passport() -> None:
    """[A-13]"""
    passport = REGION.lists["passport_removal_ground"]
    grounds = REGION.lists["removal_ground"].items
    assert all(passport.get(item.counterpart) for item in grounds)


def test_threats_and_good_signs_are_those_of_the_specification() -> None:
    both = [*REGION.lists["distress_sign"].items, *REGION.lists["control_criterion"].items]
    assert {item.id for item in both if item.threat} == {
        "violence_risk_children",
        "climate_threat",
        "medical_refusal",
        "left_unattended",
        "child_prostitution",
        "child_drugs",
        "child_intoxicants",
        "physical_harm",
        "mental_harm",
    }
    assert [item.id for item in both if item.good] == [
        "seasonal_clothes",
        "child_well_groomed",
        "regular_food",
        "own_room",
        "own_sleeping_place",
        "clean_bedding",
        "study_play_place",
        "own_belongings",
    ]


def test_lines_of_annex_2_and_8_belong_to_one_checklist() -> None:
    """Every line of a sign is a line of the form where the sign is ticked."""
    lines = {(part.section, item.title) for part in REGION.checklists for item in part.items}
    for item in REGION.lists["distress_sign"].items:
        assert (item.section, item.title) in lines


# --- what papers are recognised by -----------------------------------------------------------


def heads_of(name: str) -> list[str]:
    """The titles of a table's columns as the order prints them, those of one cell each."""
    return [head.titles[0] for head in REGION.table(name).heads if len(head.cells) == 1]


@pytest.mark.parametrize(
    "name",
    [
        "primary_act_child", "primary_act_cohabitant", "primary_act_relative", "primary_act_income",
        "household_round_entry", "patronage_entry", "service_entry", "passport_adult",
        "passport_interaction",
    ],
)  # fmt: skip
def test_the_heads_of_tables_are_those_of_the_order_in_its_order(name: str) -> None:
    printed = [[plain(cell) for cell in line.split("\t")] for line in TEXT.splitlines()]
    assert [plain(title) for title in heads_of(name)] in printed


@pytest.mark.parametrize("kind", ["primary_act", "control_act", "family_passport"])
def test_texts_are_behind_words_that_the_order_prints(kind: str) -> None:
    (form,) = (form for form in REGION.labelled if kind in form.kinds)
    printed = plain(TEXT)
    assert [text.titles[0] for text in form.texts if text.titles[0] not in printed] == []


def test_sources_of_income_are_the_lines_of_annex_2() -> None:
    printed = plain(annex(2).replace("\t", " "))
    lines = [item.title for item in REGION.lists["income_source"].items]
    words = [word for line in lines for word in line.replace(":", ": ").split()]
    assert [word for word in words if word not in printed] == []
