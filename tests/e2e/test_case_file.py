"""Letters and the личное дело by commands over a real store: registered, answered, printed."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from docx import Document
from filed_family import FiledFamily
from PIL import Image

from pipeline.build import Opis, build, local_now
from pipeline.settings import load_settings
from review_cli.__main__ import opis

TODAY = local_now().date()
SOON = (TODAY - timedelta(days=20)).isoformat()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "opis.toml").write_text(
        'institution = "КЦСОН Ковыльненского района"\ndirector = "И.И. Орлова"\n', "utf-8"
    )
    return folder


@pytest.fixture
def built(data: Path) -> Iterator[Opis]:
    built = build(replace(load_settings(data), user="petrova"))
    yield built
    built.store.close()


@pytest.fixture
def family(built: Opis, tmp_path: Path) -> FiledFamily:
    return FiledFamily.create(built, tmp_path)


def run(data: Path, *arguments: object) -> Result:
    return CliRunner().invoke(opis, ["--data", str(data), *map(str, arguments)])


def lines(data: Path, *arguments: object, status: int = 0) -> list[dict[str, object]]:
    done = run(data, *arguments, "--json")
    assert done.exit_code == status, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def code_of(told: list[dict[str, object]]) -> object:
    error = told[-1]["error"]
    assert isinstance(error, dict)
    return error["code"]


def texts(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


# --- letters ---------------------------------------------------------------------------------


def test_a_letter_is_prepared_registered_and_answered(
    data: Path, built: Opis, family: FiledFamily, tmp_path: Path
) -> None:
    family.record(4, "sop", registered_on=SOON, registration_reason=("low_income",))
    (refused,) = lines(data, "letter", "new", "--family", family.id, "--rule", "D-09", status=1)
    assert code_of([refused]) == "value_required"
    assert built.letters.list() == (), "nothing was written"

    family.record(2, survey_on=SOON)
    out = tmp_path / "письмо.docx"
    new = ("letter", "new", "--family", family.id, "--rule", "D-09", "--out", out)
    (made,) = lines(data, *new)
    assert (made["number"], made["rule_id"]) == (1, "D-09")
    text = "\n".join(paragraph.text for paragraph in Document(str(out)).paragraphs)
    assert "Юдина Вера Олеговна, 12.03.1985 г.р. — мать" in text
    assert "КЦСОН Ковыльненского района" in text

    reply = family.paper(
        "prevention_referral", TODAY.isoformat(), "Ответ", linked=False,
        reply_to_number="1", reply_to_date=TODAY.isoformat(),
    )  # fmt: skip
    (listed,) = lines(data, "letter", "list")
    assert listed["proposed_replies"] == [reply]
    assert listed["reply_document_id"] is None, "only a person links it"
    lines(data, "letter", "reply", made["id"], reply)
    (answered,) = lines(data, "letter", "list")
    assert (answered["reply_document_id"], answered["proposed_replies"]) == (reply, [])


def test_a_letter_closes_the_term_that_asks_for_it(
    data: Path, built: Opis, family: FiledFamily
) -> None:
    family.record(4, "sop", registered_on=TODAY.isoformat())
    family.record(2, survey_on=TODAY.isoformat())
    built.terms.recompute(family.id, "petrova")

    def open_rules() -> set[str]:
        return {kept.term.rule_id for kept in built.terms.list(family.id)}

    assert "D-09" in open_rules()
    (made,) = lines(data, "letter", "new", "--family", family.id, "--rule", "D-09")
    assert "D-09" not in open_rules()
    lines(data, "letter", "cancel", made["id"], "--reason", "не отправлено")
    assert "D-09" in open_rules()


def test_the_office_s_own_template_is_taken_or_refused(
    data: Path, built: Opis, family: FiledFamily, tmp_path: Path
) -> None:
    family.record(2, survey_on=SOON)
    templates = data / "templates"
    templates.mkdir()
    own = Document()
    own.add_paragraph("Наш бланк № {{ number }}: {{ family }}")
    own.save(str(templates / "kdn_materials.docx"))
    out = tmp_path / "письмо.docx"
    new = ("letter", "new", "--family", family.id, "--template", "kdn_materials", "--out", out)
    lines(data, *new)
    assert Document(str(out)).paragraphs[0].text == "Наш бланк № 1: Юдина Вера Олеговна"
    own.add_paragraph("{{ family.__class__ }}")
    own.save(str(templates / "kdn_materials.docx"))
    out.unlink()
    assert code_of(lines(data, *new, status=1)) == "unsafe_template"
    assert not out.exists()
    assert [one.letter.number for one in built.letters.list()] == [1]


def test_a_letter_is_not_of_tomorrow(data: Path, family: FiledFamily) -> None:
    family.record(2, survey_on=SOON)
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    told = lines(
        data, "letter", "new", "--family", family.id, "--rule", "D-09", "--date", tomorrow, status=1
    )
    assert code_of(told) == "invalid_value"


def test_the_alimony_route_writes_to_the_bailiffs(tmp_path: Path) -> None:
    data = tmp_path / "surgut"
    data.mkdir()
    (data / "opis.toml").write_text('region = "hmao_alimony"\n', "utf-8")
    built = build(load_settings(data))
    family = FiledFamily.create(built, tmp_path)
    family.record(3, opened_on=SOON, contract_no="7", contract_on=SOON)
    built.store.close()
    new = ("letter", "new", "--family", family.id, "--template", "bailiffs_request")
    assert code_of(lines(data, *new, status=1)) == "value_required"
    (made,) = lines(data, *new, "--set", "enforcement=123/26/86001-ИП")
    assert (made["number"], made["rule_id"]) == (1, None)
    (file,) = lines(data, "file", "show", family.id)
    assert (file["category"], file["required"], file["done"]) == ("alimony", 3, 0)


# --- the file ---------------------------------------------------------------------------------


def test_the_checklist_tells_what_is_there_and_what_is_not(data: Path, family: FiledFamily) -> None:
    family.record(5, "tzhs", registered_on=TODAY.isoformat())
    family.paper("need_decision", SOON, "Решение", doc_number="77")
    characteristic = family.paper("other", SOON, "Характеристика")
    shown = run(data, "file", "show", family.id).stdout
    assert re.search(r"✗ +CF-01", shown)
    assert re.search(r"✓ +CF-09", shown)
    assert "Полнота: 1 из 6" in shown
    lines(data, "file", "attach", family.id, "CF-02", characteristic)
    lines(data, "file", "skip", family.id, "CF-01", "--reason", "выдано в другом районе")
    (file,) = lines(data, "file", "show", family.id)
    assert (file["done"], file["required"], file["completeness"]) == (3, 6, 0.5)
    lines(data, "file", "undo", family.id, "CF-01")
    (file,) = lines(data, "file", "show", family.id)
    assert file["done"] == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("attach", "CF-99", "1"), "invalid_value"),
        (("attach", "CF-02", "1"), "not_allowed"),
        (("skip", "CF-11", "--reason", "нет"), "invalid_value"),
        (("skip", "CF-11:1999-01", "--reason", "нет"), "invalid_value"),
        (("skip", "CF-01", "--reason", " "), "value_required"),
        (("undo", "CF-01"), "not_found"),
        (("show", "--category", "alimony"), "invalid_value"),
    ],
)
def test_wrong_words_are_refused(
    data: Path, family: FiledFamily, arguments: tuple[str, ...], code: str
) -> None:
    family.record(5, "tzhs", registered_on=SOON)
    family.paper("other", SOON, "Бумага не о той семье", linked=False)
    verb, *rest = arguments
    assert code_of(lines(data, "file", verb, family.id, *rest, status=1)) == code


def test_a_family_that_is_not_registered_has_no_file_yet(data: Path, family: FiledFamily) -> None:
    assert code_of(lines(data, "file", "show", family.id, status=1)) == "category_required"
    (file,) = lines(data, "file", "show", family.id, "--category", "sop")
    assert file["since"] is None


@pytest.fixture
def filed(data: Path, built: Opis, family: FiledFamily) -> FiledFamily:
    """A file of a text, a paper with pictures of two pages, a form and a letter."""
    family.record(5, "tzhs", registered_on=SOON)
    family.paper("need_conclusion", SOON, "Заключение: семья нуждается. <&>", doc_number="5")
    scan = family.paper("need_decision", SOON, "скан", pages=("первая", "вторая"), doc_number="77")
    sha256 = built.store.item(scan).sha256
    with built.store.pictures.drawing(sha256) as folder:
        for number in (1, 2):
            Image.new("L", (620, 877), 255).save(folder / f"page-{number:04}.jpg")
    family.record(2, survey_on=SOON)
    lines(data, "letter", "new", "--family", family.id, "--rule", "D-06", "--to", "В школу № 3")
    return family


def test_the_whole_file_is_one_pdf_in_its_order(
    data: Path, filed: FiledFamily, tmp_path: Path
) -> None:
    out = tmp_path / "дело.pdf"
    (done,) = lines(data, "file", "print", filed.id, "--out", out)
    assert done["documents"] == 4
    pages = texts(out)
    assert "ВНУТРЕННЯЯ ОПИСЬ" in pages[0]
    order = [
        next(n for n, text in enumerate(pages[1:], 1) if words in " ".join(text.split()))
        for words in ("семья нуждается. <&>", "Типовой акт обследования", "О выявлении семьи")
    ]
    assert order == sorted(order)
    assert order[0] == 1, "the опись has a sheet of its own numbering"
    with pypdfium2.PdfDocument(out) as document:
        titles = [item.get_title() for item in document.get_toc()]
    assert [title.split()[0] for title in titles] == [
        "Внутренняя",
        "CF-01",
        "CF-04",
        "CF-08",
        "CF-09",
    ]
    inventory = tmp_path / "опись.docx"
    lines(data, "file", "inventory", filed.id, "--out", inventory)
    rows = [[cell.text for cell in row.cells] for row in Document(str(inventory)).tables[0].rows]
    assert rows[1][1:4] == ["Заключение о нуждаемости", rows[1][2], "1"]
    assert rows[4][3] == f"{len(pages) - 2}–{len(pages) - 1}", "the scan has the last two sheets"
    assert all(str(number) in text for number, text in enumerate(pages[1:], 1))


def test_the_zip_holds_originals_whose_hashes_hold(
    data: Path, built: Opis, filed: FiledFamily, tmp_path: Path
) -> None:
    out = tmp_path / "дело.zip"
    lines(data, "file", "print", filed.id, "--out", out)
    with zipfile.ZipFile(out) as archive:
        archive.extractall(tmp_path / "out")
        names = archive.namelist()
    assert len(names) == 6
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", "hashes.sha256"],
        cwd=tmp_path / "out", capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    kept = {(tmp_path / "out" / name).read_bytes() for name in names}
    for item in built.desk.queue():
        assert built.store.originals.path(item.sha256).read_bytes() in kept
    assert built.store.originals.path(built.letters.list()[0].letter.sha256).read_bytes() in kept


def test_a_file_that_cannot_be_printed_so_is_refused(
    data: Path, filed: FiledFamily, tmp_path: Path
) -> None:
    told = lines(data, "file", "print", filed.id, "--out", tmp_path / "дело.doc", status=1)
    assert code_of(told) == "invalid_value"
    assert not list(tmp_path.glob(".opis-*"))
