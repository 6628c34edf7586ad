"""A searchable PDF of real scans, by the commands and in the store."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf.pdfa
import pypdfium2 as pdfium
import pytest

from papers.geometry import Box

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PAPERS = Path(__file__).parents[2] / "samples" / "papers"
#: How far, in page fractions, a found word may lie from where it stands.
NEAR = 0.006


def opis(*arguments: object, status: int = 0) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "review_cli", *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def places(pdf: Path, page: int, word: str) -> list[Box]:
    """Where a viewer finds `word`."""
    found: list[Box] = []
    with pdfium.PdfDocument(pdf) as opened:
        width, height = opened[page - 1].get_size()
        text = opened[page - 1].get_textpage()
        search = text.search(word, match_case=True)
        while hit := search.get_next():
            for index in range(text.count_rects(*hit)):
                left, low, right, high = text.get_rect(index)
                edges = (left, height - high, right, height - low)
                found.append(Box.from_pixels(*edges, width, height))
    return found


@pytest.mark.parametrize(
    "name", ["mother_statement_skewed.pdf", "phone_message_turned.pdf", "guardianship_notice.tif"]
)
def test_the_words_of_a_scan_are_found_where_they_are_seen(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    [read] = opis("text", PAPERS / name, "--words", "--pdf", out)
    assert pikepdf.pdfa.validate_written(out, "2b").verdict == "pass"
    words = lost = 0
    for page in read["pages"]:
        for word in page["words"]:
            words += 1
            left, _, right, _ = word["box"]
            near = [
                place
                for place in places(out, page["number"], word["text"])
                if abs(place.left - left) < NEAR and abs(place.right - right) < NEAR
            ]
            lost += not near
    assert words > 40
    assert lost == 0
    assert out.stat().st_size < 3 * (PAPERS / name).stat().st_size + 100_000


def test_what_has_its_text_already_is_refused_and_nothing_written(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    for name in ("school_letter.docx", "police_letter.pdf", "neighbours_appeal.txt"):
        [line] = opis("text", PAPERS / name, "--pdf", out, status=1)
        assert line["error"]["code"] == "not_a_scan"
        assert "только из сканов" in line["error"]["message"]
    assert not out.exists()


def test_the_store_keeps_one_beside_the_pictures_and_makes_the_same_again(tmp_path: Path) -> None:
    scan = PAPERS / "guardianship_notice.tif"
    data = ("--data", tmp_path / "store")
    opis(*data, "ingest", scan, PAPERS / "school_letter.docx", "--wait")
    shown = {Path(str(item["source"])).suffix: item["id"] for item in opis(*data, "queue")}
    [paper] = opis(*data, "show", shown[".tif"])
    [letter] = opis(*data, "show", shown[".docx"])
    assert letter["searchable_pdf"] is None
    kept = Path(str(paper["searchable_pdf"]))
    again = tmp_path / "again.pdf"
    opis("text", scan, "--pdf", again)
    assert again.read_bytes() == kept.read_bytes()
    assert all(not check["problems"] for check in opis(*data, "fsck", "--full"))


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not installed")
def test_verapdf_agrees(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    opis("text", PAPERS / "guardianship_notice.tif", "--pdf", out)
    said = subprocess.run(
        ["verapdf", "--flavour", "2b", "--format", "text", out],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout.startswith("PASS"), said.stdout
