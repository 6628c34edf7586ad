"""A family's whole way as docs/ru tells it: the page's own commands, then what they left."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from story_pages import PAGES, commands, run

PAGE = PAGES / "story_kalmykia.md"
REGION = "kalmykia"


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store after every command of the page."""
    data = tmp_path_factory.mktemp("kalmykia") / "data"
    run(commands(PAGE), data, REGION)
    return data


def told(data: Path, *arguments: str) -> list[dict[str, object]]:
    (said,) = run([[*arguments, "--json"]], data, REGION)
    return [json.loads(line) for line in said.splitlines()]


def test_every_form_of_the_way_is_a_record(walked: Path) -> None:
    records = told(walked, "record", "list", "--family", "1")
    assert {record["form"] for record in records} == {1, 2, 4, 6, 7, 9, 10}
    (registration,) = (record for record in records if record["form"] == 4)
    cells = registration["cells"]
    assert isinstance(cells, dict)
    values = {name: cell["value"] for name, cell in cells.items()}
    assert values["registered_on"] == "2025-09-23"
    assert values["sop_confirmed_on"] == "2025-10-02"
    assert values["kdn_session.resolution_no"] == "58/3"
    assert values["removed_on"] == "2025-12-25"
    assert values["kdn_removal_session.resolution_no"] == "77/2"
    assert values["removal_ground"] == "plan_done_causes_removed"


def test_the_terms_were_kept_by_papers_and_letters(walked: Path) -> None:
    terms = {term["rule"]: term for term in told(walked, "deadlines", "--family", "1", "--all")}
    for rule in ("D-03", "D-06", "D-09", "D-16", "D-17"):
        assert terms[rule]["done_on"], rule


def test_the_file_is_closed_and_complete(walked: Path) -> None:
    (family,) = told(walked, "family", "show", "1")
    assert family["registered"] == []
    (file,) = told(walked, "file", "show", "1")
    assert file["done"] == file["required"]
    inventory = Document(str(walked.parent / "опись.docx"))
    text = "\n".join(cell.text for table in inventory.tables for cell in table._cells)
    for paper in ("58/3", "77/2", "Первичный акт обследования"):
        assert paper in text, paper
    with zipfile.ZipFile(walked.parent / "дело.zip") as packed:
        assert "hashes.sha256" in {Path(name).name for name in packed.namelist()}


def test_journals_hold_the_family(walked: Path) -> None:
    sheet = load_workbook(walked.parent / "журнал-соп.xlsx").active
    assert sheet is not None
    texts = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert any("Басангова Данара Юрьевна" in text for text in texts)
    assert any("25.12.2025" in text for text in texts)
    visits = Document(str(walked.parent / "патронаж.docx"))
    assert "Беседа о трудоустройстве" in "\n".join(c.text for c in visits.tables[0]._cells)
