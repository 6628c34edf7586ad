"""A parent does not pay: five families of a register, one case closed as met, one refusal."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from story_pages import PAGES, commands, run

PAGE = PAGES / "story_surgut.md"
REGION = "hmao_alimony"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store after every command of the page, with the settings that the page gives."""
    data = tmp_path_factory.mktemp("surgut") / "data"
    data.mkdir()
    settings = re.search(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert settings, "the page tells the settings"
    (data / "opis.toml").write_text(settings[1], "utf-8")
    run(commands(PAGE), data, REGION)
    return data


def told(data: Path, *command: str) -> list[dict[str, object]]:
    (said,) = run([[*command, "--json"]], data, REGION)
    return [json.loads(line) for line in said.splitlines()]


def values(data: Path, family: int, form: int) -> dict[str, object]:
    """The cells of the family's one record of the form that have a value."""
    (record,) = told(data, "record", "list", "--family", str(family), "--form", str(form))
    cells = record["cells"]
    assert isinstance(cells, dict)
    return {name: cell["value"] for name, cell in cells.items() if cell["value"] is not None}


def forms_of(data: Path, family: int) -> list[str]:
    return sorted(str(row["form"]) for row in told(data, "record", "list", "--family", str(family)))


def test_the_register_made_five_families_of_one_row_each(data: Path) -> None:
    assert len(told(data, "family", "list")) == 5
    waiting = told(data, "record", "proposals", "--from", "1")
    assert {row["family"] for row in waiting if row["state"] == "open"} == {3, 4, 5}
    referral = values(data, 2, 1)
    assert referral["benefit_decision"] == "granted"
    assert referral["address"] == "г. Таёжный, ул. Речная, д. 3, кв. 8"
    assert "Омелина" in str(referral["subjects"])
    assert "Кедрова" not in str(referral["subjects"])


def test_the_first_family_s_case_is_closed_as_met(data: Path) -> None:
    assert forms_of(data, 1) == ["1", "1", "2", "3", "4"], "the bailiffs' letter has its row too"
    case = values(data, 1, 3)
    assert case["contract_no"] == "19"
    assert case["contract_on"] == "2025-03-03"
    assert case["support_level"] == "crisis"
    assert case["crisis_signs"] == ["debtor_not_paying"]
    closing = values(data, 1, 4)
    assert closing["outcome"] == "closed_request_met"
    assert closing["met_by"] == ["legal_documents"]
    assert closing["legal_document_kind"] == ["claim"]
    assert closing["closed_on"] == "2025-09-30"
    assert "Кедров Лев Вадимович" in json.dumps(
        told(data, "family", "show", "1"), ensure_ascii=False
    )
    assert told(data, "deadlines", "--family", "1") == []
    waiting = told(data, "record", "proposals", "--family", "1")
    assert [one for one in waiting if one["state"] == "open"] == []
    (file,) = told(data, "file", "show", "1")
    assert file["done"] == file["required"]
    (printed,) = run([["file", "show", "1"]], data, REGION)
    assert "закрыто 30.09.2025" in printed
    with zipfile.ZipFile(data.parent / "дело.zip") as packed:
        assert "hashes.sha256" in {Path(name).name for name in packed.namelist()}


def test_of_the_refusal_there_is_the_sheet_and_no_case(data: Path) -> None:
    assert forms_of(data, 2) == ["1", "2", "5"]
    assert values(data, 2, 2)["consent_decision"] == "refusal"
    rows = load_workbook(data.parent / "лист-асои.xlsx").active
    assert rows is not None
    filled = [[str(cell or "") for cell in row] for row in rows.iter_rows(values_only=True)]
    head = next(at for at, row in enumerate(filled) if "Ф.И.О. получателя" in row)
    assert [row[0] for row in filled[:head]] == [
        "ЛИСТ передачи сведений для внесения в ППО АСОИ",
        "БУ ХМАО – Югры «Таёжный КЦСОН»",
        "(полное наименование поставщика социальных услуг)",
    ]
    (sheet,) = filled[head + 1 :]
    assert dict(zip(filled[head], sheet, strict=True)) == {
        "N п/п": "1",
        "Ф.И.О. получателя": "Омелина Рита Павловна",
        "Адрес": "г. Таёжный, ул. Речная, д. 3, кв. 8",
        "Услуга": "Индивидуальное консультирование (информирование)",
        "Дата оказания": "18.02.2025",
        "Специалист": "Багрова И. Л.",
        "Уже внесено": "да",
        "Дата внесения": "18.02.2025",
    }
    blank = load_workbook(data.parent / "лист-асои-пустой.xlsx").active
    assert blank is not None
    assert "Омелина" not in str(list(blank.iter_rows(values_only=True)))
