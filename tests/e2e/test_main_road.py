"""The main road, once for every sample: a file comes in, is read, reviewed, confirmed, printed.

Nothing is faked: real Tesseract, real models, the real store, the desk by its keys. Where the
machine reads wrong, the reviewer enters the truth; the journal must then hold the truth.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from reviewer import Reviewer, Signs, Truth, Wanted
from textual_image.widget import HalfcellImage

from casework.forms import load_region
from casework.queue import State
from papers.source import Channel
from pipeline.build import Opis, build
from pipeline.settings import Settings
from review_cli.desk.app import DeskApp
from review_cli.desk.review import Review

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SAMPLES = Path(__file__).parents[2] / "samples"
TRUTHS: dict[str, Truth] = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted((SAMPLES / "expected").glob("*.json"))
}
REGION = load_region("kalmykia")
FORM = REGION.form(1)
PERSON = "Анна Бадмаева"


@pytest.fixture(scope="module")
def opis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opis]:
    """The office after its morning mail: every sample was brought in and read."""
    built = build(Settings(tmp_path_factory.mktemp("store"), 2, PERSON, "БУ РК «КЦСОН»"))
    brought = built.intake.bring([SAMPLES / "papers"], Channel.FOLDER)
    ids = [one.file_id for one in brought if one.file_id is not None]
    for _ in built.intake.wait(ids):
        pass
    yield built
    built.store.close()


def test_the_samples_are_of_many_kinds() -> None:
    assert len(TRUTHS) >= 12
    assert len({truth["kind"] for truth in TRUTHS.values()}) >= 8


@pytest.mark.parametrize("name", TRUTHS)
async def test_a_sample_ends_in_a_confirmed_row(name: str, opis: Opis, tmp_path: Path) -> None:
    truth = TRUTHS[name]
    app = DeskApp(Review(opis.desk, REGION, PERSON), image=HalfcellImage)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        reviewer = Reviewer(pilot, REGION)
        await reviewer.take(str(truth["source"]))
        document_id = reviewer.work.paper.item.id
        await reviewer.set_kind(str(truth["kind"]))
        right = await reviewer.tell(truth)
        await reviewer.confirm()

    assert opis.desk.item(document_id).state is State.CONFIRMED
    confirmed = opis.desk.open(document_id).draft
    values = {cell.id: cell.value for row in confirmed.rows for cell in row.cells}
    for cell_id, want in right.items():
        value = values[cell_id]
        day = str(value)[:10] if cell_id == "received_at" else value
        assert want.fits(day), cell_id

    rows = list(opis.store.records(document_id))
    if truth["kind"] not in FORM.kinds:
        assert rows == []
        return
    [row] = rows
    year = date.fromisoformat(str(values["received_at"])[:10]).year
    printed = {}
    for suffix in (".xlsx", ".docx"):
        out = tmp_path / f"journal{suffix}"
        opis.forms.export_journal(1, row.category, year, out)
        printed[suffix] = row_of(table_of(out), row.entry_no)
    assert printed[".docx"] == printed[".xlsx"]
    check(printed[".xlsx"], right, values)


# --- the printed journal -----------------------------------------------------------------------


def table_of(journal: Path) -> list[list[str]]:
    """The rows from the header on, as text."""
    if journal.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(journal).active
        cells = [
            ["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)
        ]
        first = next(i for i, row in enumerate(cells) if row[0] == "N п/п")
        return cells[first:]
    [table] = docx.Document(str(journal)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def row_of(table: Sequence[Sequence[str]], entry_no: int) -> list[str]:
    """The row of that number, below the header and the row of column numbers."""
    assert list(table[0]) == [column.title for column in FORM.columns]
    [row] = [list(row) for row in table[2:] if row[0] == str(entry_no)]
    return row


def check(row: Sequence[str], right: dict[str, Wanted], values: dict[str, object]) -> None:
    """Cell by cell against the truth of the sample."""
    _, received, informant, people, address, signs, assignee, submitted, decision = row
    assert received == f"{date.fromisoformat(str(values['received_at'])[:10]):%d.%m.%Y}"
    if "received_at" in right:
        assert received == f"{date.fromisoformat(str(right['received_at'].value)):%d.%m.%Y}"
    assert informant == (values["informant_text"] or "")
    if "informant_text" in right:
        assert right["informant_text"].fits(informant)
    assert sorted(line.partition(" (")[0] for line in people.splitlines()) == sorted(
        person.full_name for person in right["subjects"].value
    )
    assert address == (right["address"].value if "address" in right else values["address"] or "")
    check_signs(signs.splitlines(), right.get("distress_signs"))
    assert (assignee, submitted) == ("", "")
    assert decision == (right["decision_text"].value if "decision_text" in right else "")


def check_signs(lines: list[str], want: Wanted | None) -> None:
    items = FORM.cell("distress_signs").choices.items
    printed = {item.printed: item.id for item in items}
    listed = tuple(printed[line] for line in lines if line in printed)
    if want is None:
        assert listed == ()
    else:
        assert isinstance(want, Signs)
        assert want.fits(listed)
