from __future__ import annotations

import shutil
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from casework.forms import CellType, Need, RegionDataError, load_region, read_region
from casework.kinds import KINDS


def test_the_journal_row_has_the_cells_of_the_records() -> None:
    form = load_region("kalmykia").form(1)
    required = [cell.id for cell in form.cells if cell.need is Need.REQUIRED]
    assert required == [
        "category",
        "received_at",
        "informant_text",
        "subjects",
        "address",
        "distress_signs",
    ]
    assert form.cell("subjects").sensitivity == {"P", "M"}
    assert form.cell("received_at").type is CellType.TIMESTAMP
    assert form.cell("received_at").title == "Дата поступления информации"


def test_kinds_that_bring_information_propose_a_row() -> None:
    region = load_region("kalmykia")
    assert [form.number for form in region.forms_for("prevention_referral")] == [1]
    assert region.forms_for("characteristic") == ()
    assert region.form(1).kinds <= KINDS.keys()


def test_the_papers_own_form_has_no_journal() -> None:
    form = load_region("kalmykia").form(0)
    assert form.journals == ()
    assert all(cell.need is Need.OPTIONAL for cell in form.cells)


def test_an_unknown_region_is_named_with_those_there_are() -> None:
    with pytest.raises(RegionDataError, match="Нет региона «atlantis»"):
        load_region("atlantis")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with resources.as_file(resources.files("casework") / "regions" / "kalmykia") as shipped:
        return Path(shutil.copytree(shipped, tmp_path / "mine"))


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("form_01.toml", "number = 1", "number = [", "form_01.toml: не читается как TOML"),
        ("form_01.toml", "number = 1", 'number = "1"', "«number» — не то значение"),
        ("form_01.toml", "number = 1", "number = 0", "повторяется форма: 0"),
        ("form_01.toml", "number = 1", "number = 1\ncolour = 1", "неизвестные ключи: colour"),
        ("form_01.toml", 'id = "info_journal"', "", "нет обязательного «id»"),
        ("form_01.toml", '"kdn_protocol"', '"kdn_minutes"', "нет таких видов бумаг: kdn_minutes"),
        ("form_01.toml", '"4*", ', "", "номеров граф 8, а граф 9"),
        ("form_01.toml", "width = 12", "width = -1", "ячейки и ширина"),
        ("form_01.toml", '"decision_text"]', '"decision_txt"]', "нет ячеек: decision_txt"),
        ("form_01.toml", '"decision_text"]', '"address"]', "повторяется ячейка графы"),
        ("form_01.toml", 'type = "yes_no"', 'type = "maybe"', "«type» бывает text"),
        ("form_01.toml", 'lists = ["category"]', 'lists = ["kategory"]', "нет перечня: kategory"),
        ("form_01.toml", 'lists = ["category"]', "", "перечни нужны типам"),
        ("form_01.toml", 'title = "Вид источника информации"', "", "cell informant_kind: у ячейки"),
        ("form_01.toml", '"PM"', '"PX"', "sensitivity состоит из букв"),
        ("form_01.toml", '"distress_text"\n', '"distress_txt"\n', "нет ячеек: distress_txt"),
        ("form_01.toml", '["received_at", "primary', '["came", "primary', "нет ячеек: came"),
        ("form_01.toml", 'kind = "order"', 'kind = "sort"', "«kind» бывает conflict"),
        ("form_01.toml", 'severity = "blocking"', 'severity = "fatal"', "«severity» бывает"),
        ("form_01.toml", 'year_cell = "received_at"', 'year_cell = "came"', "нет ячеек: came"),
        (
            "form_02.toml",
            '"primary_act", "appl',
            '"first_act", "appl',
            "нет таких видов бумаг: first",
        ),
        ("form_02.toml", 'paper = "primary_act"', 'paper = "act"', "нет таких видов бумаг: act"),
        ("form_02.toml", '"housing", "living"', '"house", "living"', "разделов: house"),
        ("form_02.toml", 'is = ["given"]', "is = []", "хотя бы одно значение"),
        (
            "form_02.toml",
            'cell = "survey_consent", is',
            'cell = "consent", is',
            "нет ячеек: consent",
        ),
        (
            "form_02.toml",
            'table = "primary_act_income"',
            'table = "income"',
            "нет таблицы «income»",
        ),
        ("form_02.toml", 'cells = ["no_income"]', 'cells = ["nothing"]', "нет ячеек: nothing"),
        ("form_02.toml", '"housing.sanitary_ok"', '"housing.clean"', "нет ячеек: housing.clean"),
        (
            "form_02.toml",
            'id = "primary_act_child"',
            'id = "commission_members"',
            "повторяется таб",
        ),
        ("form_03.toml", 'need = "C", when', 'need = "O", when', "условие бывает только при need"),
        ("form_04.toml", 'when_filled = "removed_on"\ncells', "cells", "условие нужно правилам"),
        ("form_04.toml", "протокол № {}", "протокол №", "в wording нужно одно {}"),
        ("form_05.toml", '["registered_on", "removed_on"]', '["removed_on"]', "не меньше 2"),
        ("form_07.toml", "least = 1", 'least = "1"', "«least» — не то значение"),
        ("form_07.toml", 'scope_cell = "specialist"', 'scope_cell = "who"', "нет ячеек: who"),
        ("lists.toml", 'cell = "area"', 'cell = "metres"', "«cell» бывает text"),
        ("region.toml", 'version = "2025-07-29"', "", "нет обязательного «version»"),
        ("region.toml", "2025-04-28", '"28.04.2025"', "«order_date_block» должен быть датой"),
        (
            "region.toml",
            'version = "2025',
            'base = "atlantis"\nversion = "2025',
            "нет региона «atl",
        ),
        ("region.toml", 'version = "2025', 'base = "mine"\nversion = "2025', "нет региона «mine»"),
        ("region.toml", '"paper.toml", ', "", "нет реквизитов самой бумаги"),
        ("paper.toml", 'example = "08RS', 'example = "8RS', "не подходит под"),
        ("lists.toml", 'id = "father_unemployed"', 'id = "low_income"', "повторяется строка"),
        ("lists.toml", 'polarity = "+"', 'polarity = "?"', "polarity бывает"),
        ("lists.toml", "'аноним'", "'(аноним'", "плохое выражение"),
        ("lists.toml", 'parent = "complete"', 'parent = "whole"', "неизвестную строку «whole»"),
        ("region.toml", '"paper.toml"', '"papers.toml"', "papers.toml: такого файла нет"),
        ("checklists.toml", 'list = "relations"', 'list = "relation"', "нет перечня: relation"),
        ("checklists.toml", 'section = "social_profile"', 'section = "social"', "нет строк"),
        ("tables.toml", 'id = "plan_row"', 'id = "measure_row"', "повторяется таблица"),
        ("tables.toml", 'type = "due"', 'type = "term"', "«type» бывает text"),
        ("tables.toml", 'cells = ["due"]', 'cells = ["term"]', "нет ячеек: term"),
        ("tables.toml", 'list = "welfare_level"', 'list = "welfare"', "нет перечня: welfare"),
        ("tables.toml", ', list = "identity_kind"', "", "перечень нужен типу choice"),
        ("tables.toml", 'lines = "income_source"', "", "line и lines нужны вместе"),
        ("tables.toml", '"patronage_sheet"', '"patronage"', "нет таких видов бумаг: patronage"),
        ("tables.toml", 'titles = ["серия"]', "titles = []", "непустые тексты"),
        ("tables.toml", "families = true", "family = true", "неизвестные ключи: family"),
        ("labels.toml", 'table = "passport_child"', 'table = "child"', "нет таблицы: child"),
        ("labels.toml", 'id = "problems_child"', 'id = "commission"', "повторяется поле"),
        ("labels.toml", 'first = ["full_name"]', 'first = ["name"]', "нет ячеек: name"),
    ],
)
def test_wrong_data_are_refused_with_their_place(
    folder: Path, file: str, old: str, new: str, message: str
) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RegionDataError) as refused:
        read_region(folder)
    assert message in str(refused.value)
    assert str(refused.value).startswith("mine/")


def test_the_shipped_data_read_back_from_any_folder(folder: Path) -> None:
    read, shipped = read_region(folder), load_region("kalmykia")
    assert replace(read, letters=()) == replace(shipped, letters=())
    assert [one.id for one in read.letters] == [one.id for one in shipped.letters]


# --- packs on packs --------------------------------------------------------------------------


def pack(regions: Path, name: str, base: str, **more: str) -> None:
    """A pack of an office's own, with the forms of its base and the files of `more`."""
    folder = regions / name
    folder.mkdir(parents=True)
    head = (
        f'id = "{name}"\ntitle = "Свой"\nversion = "1"\nbase = "{base}"\nforms = ["paper.toml"]\n'
    )
    (folder / "region.toml").write_text(head, "utf-8")
    for file, text in more.items():
        (folder / f"{file}.toml").write_text(text, "utf-8")


def test_a_pack_stands_on_another_and_has_lists_of_its_own(tmp_path: Path) -> None:
    mine = '[[list]]\nid = "consent"\nitems = [{ id = "given", title = "да" }]\n'
    pack(tmp_path, "town", "hmao_alimony", lists=mine)
    region = load_region("town", tmp_path)
    assert region.lists["consent"].titles() == {"given": "да"}
    assert region.form(0).cell("consent").choices.titles() == {"given": "да"}
    assert "circumstance" in region.lists
    assert region.tables == load_region("kalmykia").tables
    assert [form.number for form in region.forms] == [0]


def test_packs_that_stand_on_each_other_are_refused(tmp_path: Path) -> None:
    pack(tmp_path, "one", "two")
    pack(tmp_path, "two", "one")
    with pytest.raises(RegionDataError, match=r"two/region.toml: регион основан сам на себе"):
        load_region("one", tmp_path)


def test_a_pack_may_not_take_the_name_of_a_shipped_one(tmp_path: Path) -> None:
    pack(tmp_path, "kalmykia", "hmao_alimony")
    with pytest.raises(RegionDataError, match="уже называется регион, поставленный с программой"):
        load_region("kalmykia", tmp_path)


def test_a_pack_is_called_as_its_folder(tmp_path: Path) -> None:
    pack(tmp_path, "one", "kalmykia")
    (tmp_path / "one").rename(tmp_path / "other")
    with pytest.raises(RegionDataError, match="id «one», а папка называется «other»"):
        load_region("other", tmp_path)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    pack(tmp_path, "one", "kalmykia")
    (tmp_path / "one/lists.toml").write_bytes("# перечни".encode("cp1251"))
    with pytest.raises(RegionDataError, match=r"one/lists.toml: не читается"):
        load_region("one", tmp_path)


def test_a_form_may_wait_only_for_forms_there_are(tmp_path: Path) -> None:
    form = 'number = 1\nid = "calls"\ncell = [{ id = "a", title = "А", type = "text" }]\n'
    before = '[[before]]\nform = "visits"\nmessage = "нет"\n'
    pack(tmp_path, "one", "kalmykia", calls=form + before)
    head = tmp_path / "one/region.toml"
    head.write_text(head.read_text("utf-8").replace('"paper.toml"', '"paper.toml", "calls.toml"'))
    with pytest.raises(RegionDataError, match="форма «calls» ждет неизвестную форму «visits»"):
        load_region("one", tmp_path)


# --- what the shipped packs hold -------------------------------------------------------------


def test_both_requisites_of_the_order_are_kept_and_neither_is_chosen() -> None:
    """[A-01]"""
    order = load_region("kalmykia").regulation
    assert order.reference("title") == "от 29.07.2025 № 238-нп"
    assert order.reference("block") == "от 28.04.2025 № 238/п"
    assert load_region("hmao_alimony").regulation.reference("block") == ""


def test_journals_part_by_category_and_acts_have_none() -> None:
    region = load_region("kalmykia")
    assert {form.number: form.categories for form in region.forms if form.number} == {
        1: ("tzhs", "sop"),
        2: ("",),
        3: ("",),
        4: ("sop",),
        5: ("tzhs",),
        6: ("tzhs", "sop"),
        7: ("tzhs", "sop"),
        8: ("",),
        9: ("",),
        10: ("",),
    }
    assert [form.number for form in region.forms if form.scope_cell] == [7]
    assert [form.number for form in region.forms if not form.family] == [0, 1, 3]


def test_printed_lines_are_cells_with_notes_of_their_own_type() -> None:
    act = load_region("kalmykia").form(2)
    assert act.cell("housing.gas").type is CellType.YES_NO
    assert act.cell("housing.rooms_count").type is CellType.INTEGER
    assert act.cell("housing.living_area").type is CellType.AREA
    assert act.cell("housing.living_area.note").type is CellType.TEXT
    assert act.cell("social_profile.tuberculosis_in_family").sensitivity == {"H", "J"}
    control = load_region("kalmykia").form(8)
    title = (
        "Вовлечение детей в совершение преступлений и антиобщественных действий: попрошайничество"
    )
    assert control.cell("control_criterion.child_begging").title == title


def test_the_alimony_route_has_the_forms_of_the_sheet() -> None:
    region = load_region("hmao_alimony")
    assert [(form.number, form.id) for form in region.forms] == [
        (0, "paper"),
        (1, "hmao_referral"),
        (2, "hmao_preparation"),
        (3, "hmao_case"),
        (4, "hmao_closing"),
        (5, "asoi_sheet"),
    ]
    assert region.lists["referral_source"].titles().keys() == {
        "benefit_register",
        "violated_rights_info",
        "personal_appeal",
        "guardianship",
    }
