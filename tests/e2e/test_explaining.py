"""`opis explain` on a Word paper, on a scan, and on an archive with a file that can't be read."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from mail_files import archive
from parsed_html import Parsed
from PIL import Image

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PAPERS = Path(__file__).parents[2] / "samples" / "papers"
WORD, SCAN = PAPERS / "kdn_warning.docx", PAPERS / "kdn_resolution_scan.pdf"


def opis(*arguments: object, status: int = 0) -> str:
    """What the program itself says on standard output."""
    command = [sys.executable, "-m", "review_cli", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    return done.stdout


def lines(said: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.splitlines()]


def test_a_word_paper_is_explained_as_it_is_extracted() -> None:
    [told] = lines(opis("explain", WORD, "--json"))
    [found] = lines(opis("extract", WORD, "--json"))
    offered = {
        field: one["value"]
        for field, reading in told["fields"].items()
        for one in reading["readings"]
        if one["outcome"] == "offered"
    }
    given = {field: one["value"] for field, one in found["fields"].items()}
    assert offered == {field: value for field, value in given.items() if value is not None}
    assert told["kind"]["votes"][0]["kind"] == found["kind"]["value"] == "kdn_resolution"
    signs = [one["value"] for one in told["signs"] if one["outcome"] == "offered"]
    assert signs == [sign["value"] for sign in found["distress_signs"]]
    [denied] = told["fields"]["category"]["fired"]
    assert (denied["outcome"], denied["trail"][-1]["what"]) == ("rejected", "negated")


def test_one_field_in_words() -> None:
    said = opis("explain", WORD, "doc_date")
    assert "✓ 13.03.2025" in said
    assert "первая дата шапки [head]" in said
    assert "Вид бумаги" not in said


def test_a_scan_makes_a_page_that_needs_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "разбор.html"
    assert str(out) in opis("explain", SCAN, "--html", out)
    page = Parsed(out.read_text("utf-8"))
    page.check()
    assert "Постановление КДН и ЗП" in page.text
    assert "61/4" in page.text
    pictures = [
        Image.open(BytesIO(base64.b64decode(str(image["src"]).partition(",")[2])))
        for image in page.of("img")
    ]
    whole = [picture for picture in pictures if picture.height > picture.width]
    assert len(whole) >= 2
    assert len(pictures) > len(whole)
    assert all(max(picture.size) <= 1400 for picture in pictures)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_refused_member_is_told_of_and_the_rest_goes_on(tmp_path: Path) -> None:
    box, out = tmp_path / "бумаги.zip", tmp_path / "разбор.html"
    box.write_bytes(archive({"а.docx": WORD.read_bytes(), "б.pdf": b"%PDF-1.7\n"}))
    told = lines(opis("explain", box, "kind", "--html", out, "--json", status=1))
    assert [line["source"] for line in told] == [f"{box}!/а.docx", f"{box}!/б.pdf"]
    assert told[1]["error"]["code"] == "corrupt_pdf"
    page = Parsed(out.read_text("utf-8"))
    page.check()
    assert f"{box}!/б.pdf" in page.text
    assert told[1]["error"]["message"] in page.text


def test_a_file_that_can_not_be_read_makes_no_page(tmp_path: Path) -> None:
    torn, out = tmp_path / "обрыв.pdf", tmp_path / "разбор.html"
    torn.write_bytes(b"%PDF-1.7\n")
    assert opis("explain", torn, "--html", out, status=1) == ""
    assert not out.exists()
