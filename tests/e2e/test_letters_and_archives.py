"""Letters and archives through the commands: every file in them is a paper of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from mail_files import SENDER, archive, letter, write
from outlook_files import OutlookLetter, Part
from paper_files import LETTER, make_docx, page_picture

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

APPEAL = "Обращение\nПрошу помочь семье.\nАдрес: г. Элиста, ул. Степная, д. 5.\n".encode()


def opis(*arguments: object, status: int = 0) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "review_cli", *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def sources(lines: list[dict[str, object]]) -> list[str]:
    return [str(line["source"]).rpartition("/in/")[2] for line in lines]


@pytest.fixture
def letter_file(tmp_path: Path) -> Path:
    """A letter that brings a Word file, a photograph, an archive, and an Outlook letter."""
    folder = tmp_path / "in"
    folder.mkdir()
    scan = tmp_path / "scan.png"
    page_picture().save(scan, dpi=(150, 150))
    outlook = OutlookLetter(parts=(Part("Прошение.txt", APPEAL + b"1"),)).file()
    files = {
        "Письмо школы.docx": make_docx(tmp_path / "a.docx").read_bytes(),
        "снимок.png": scan.read_bytes(),
        "архив.zip": archive({"Жалоба.txt": APPEAL, "пусто.txt": b""}),
        "пересылка.msg": outlook,
    }
    return write(folder / "письмо.eml", letter(files=files))


INSIDE = [
    "письмо.eml",
    "письмо.eml!/Письмо школы.docx",
    "письмо.eml!/снимок.png",
    "письмо.eml!/архив.zip!/Жалоба.txt",
    "письмо.eml!/архив.zip!/пусто.txt",
    "письмо.eml!/пересылка.msg",
    "письмо.eml!/пересылка.msg!/Прошение.txt",
]


def test_text_and_extract_give_a_line_for_every_paper(letter_file: Path) -> None:
    texts = opis("text", letter_file, status=1)
    assert sources(texts) == INSIDE
    said = {str(line["source"]).rpartition("/")[2]: line.get("text") for line in texts}
    assert f"От: {SENDER}\n" in str(said["письмо.eml"])
    assert LETTER[0] in str(said["Письмо школы.docx"])
    assert "Директору" in str(said["снимок.png"])
    assert said["Жалоба.txt"] == APPEAL.decode()
    assert texts[4]["error"]["code"] == "empty_file"

    found = opis("extract", letter_file, status=1)
    assert sources(found) == INSIDE
    own = found[0]
    for reading in own["fields"].values():
        for evidence in reading["evidence"]:
            start, stop = evidence["span"]
            assert 0 <= start < stop <= len(texts[0]["text"])


def test_ingest_makes_documents_of_all_of_them(letter_file: Path, tmp_path: Path) -> None:
    store = ("--data", tmp_path / "store")
    lines = opis(*store, "ingest", letter_file, "--wait", status=1)
    containers = "письмо.eml!/архив.zip"
    assert sources(lines) == [*INSIDE[:3], containers, *INSIDE[3:]]
    assert {line["state"] for line in lines if line["error"] is None} == {"review"}

    queue = opis(*store, "queue")
    assert sorted(sources(queue)) == sorted(INSIDE), "the archive is no document"
    assert {str(line["received_at"])[:10] for line in queue} == {"2025-03-14"}
    (photograph,) = (line for line in queue if "снимок" in str(line["source"]))
    (shown,) = opis(*store, "show", photograph["id"])
    assert shown["sender"] == SENDER
    assert "unpacked_from" in [entry["what"] for entry in shown["history"]]

    (again,) = opis(*store, "ingest", letter_file, "--wait")
    assert (again["duplicate_of"], again["state"]) == (lines[0]["id"], "review")
    assert len(opis(*store, "queue")) == len(queue)
    assert all(not check["problems"] for check in opis(*store, "fsck", "--full"))


def test_an_archive_of_which_nothing_can_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = write(tmp_path / "in" / "a.zip", archive({"а.pdf": b"%PDF-1.7\n", "б.txt": b""}))
    lines = opis("extract", path, status=1)
    assert [(line["source"].rpartition("/")[2], line["error"]["code"]) for line in lines] == [
        ("а.pdf", "corrupt_pdf"),
        ("б.txt", "empty_file"),
    ]
    (whole, *_) = opis("--data", tmp_path / "store", "ingest", path, "--wait", status=1)
    assert (whole["state"], whole["error"]["code"]) == ("quarantined", "corrupt_pdf")
