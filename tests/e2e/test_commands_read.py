"""`extract`, `text` and `ingest` on real files: their lines, in the order of their arguments."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PAPERS = Path(__file__).parents[2] / "samples" / "papers"
LETTER, APPEAL = PAPERS / "school_letter.docx", PAPERS / "neighbours_appeal.txt"


def opis(*arguments: object, status: int = 0) -> list[dict[str, object]]:
    """The program itself; every line of its standard output is an object of JSON."""
    command = [sys.executable, "-m", "review_cli", *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def torn(tmp_path: Path) -> Path:
    path = tmp_path / "обрыв.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    return path


def test_a_refused_file_has_its_line_in_its_place_and_the_rest_goes_on(torn: Path) -> None:
    lines = opis("extract", LETTER, torn, APPEAL, "--jobs", 2, status=1)
    assert [line["source"] for line in lines] == [str(LETTER), str(torn), str(APPEAL)]
    assert [line["schema"] for line in lines] == [1, 1, 1]
    assert "error" not in lines[0]
    assert lines[1]["error"].keys() == {"code", "message"}
    assert lines[1]["error"]["code"] == "corrupt_pdf"
    assert lines[2]["kind"]["value"] == "citizen_appeal"


def test_spans_of_extract_index_the_text_of_text() -> None:
    [text] = opis("text", LETTER)
    [found] = opis("extract", LETTER)
    spans = 0
    for reading in found["fields"].values():
        if reading["value"] is None:
            continue
        start, stop = reading["evidence"][0]["span"]
        quote = text["text"][start:stop]
        assert "".join(quote.split()) in "".join(reading["raw"].split())
        spans += 1
    assert spans >= 4


def test_words_come_only_when_asked_and_lie_where_they_say() -> None:
    [brief] = opis("text", PAPERS / "police_letter.pdf")
    [full] = opis("text", PAPERS / "police_letter.pdf", "--words")
    assert brief["text"] == full["text"]
    assert not any("words" in page for page in brief["pages"])
    words = [word for page in full["pages"] for word in page["words"]]
    assert len(words) > 50
    for word in words:
        assert full["text"][word["start"] :].startswith(word["text"])
        assert all(0 <= side <= 1 for side in word["box"])


def test_a_folder_is_walked_in_order_and_a_name_is_believed(tmp_path: Path) -> None:
    inner = tmp_path / "входящие" / "б"
    inner.mkdir(parents=True)
    for name in ("входящие/а.txt", "входящие/б/в.txt", "входящие/г.txt"):
        (tmp_path / name).write_bytes(APPEAL.read_bytes())
    lines = opis("text", tmp_path / "входящие")
    assert [Path(str(line["source"])).name for line in lines] == ["а.txt", "в.txt", "г.txt"]
    [named] = opis("text", inner / "в.txt", "--name", "жалоба.txt")
    assert named["source"] == "жалоба.txt"


def test_ingest_keeps_refuses_and_knows_again(tmp_path: Path, torn: Path) -> None:
    store = ("--data", tmp_path / "store")
    first = opis(*store, "ingest", APPEAL, torn, "--wait", status=1)
    assert [(line["state"], line["duplicate_of"]) for line in first] == [
        ("review", None),
        ("quarantined", None),
    ]
    assert first[1]["error"]["code"] == "corrupt_pdf"
    [again] = opis(*store, "ingest", APPEAL, "--name", "ещё раз.txt", "--wait")
    assert (again["source"], again["duplicate_of"]) == ("ещё раз.txt", first[0]["id"])
    queue = opis(*store, "queue")
    assert [line["state"] for line in queue].count("review") == 1
    [shown] = opis(*store, "show", 2)
    assert shown["error"]["code"] == "corrupt_pdf"
    assert all(not check["problems"] for check in opis(*store, "fsck", "--full"))


def test_what_was_brought_before_is_read_without_naming_it(tmp_path: Path) -> None:
    store = ("--data", tmp_path / "store")
    letter = tmp_path / "письмо.txt"
    letter.write_text("Директору школы\nо семье Ветровых\n" * 3, "utf-8")
    assert [line["state"] for line in opis(*store, "ingest", letter)] == ["received"]
    [line] = opis(*store, "ingest", "--wait")
    assert line["state"] == "review"
    assert line["source"] == str(letter)
    assert opis(*store, "ingest", "--wait") == []
