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
