"""A thick scan of an old file: its papers apart, their borders moved, terms off."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from paper_files import make_pdf
from thick_scan import LETTER_1, LETTER_2, RESOLUTION, STATEMENT

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PAGES = [page.splitlines() for page in (LETTER_1, LETTER_2, RESOLUTION, STATEMENT)]


def opis(*arguments: object, status: int = 0) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "review_cli", *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def thick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_pdf(tmp_path_factory.mktemp("in") / "дело.pdf", PAGES)


def test_extract_gives_a_line_for_every_paper(thick: Path) -> None:
    lines = opis("extract", thick)
    assert [(line["index"], line["pages"]) for line in lines] == [(1, [1, 2]), (2, [3]), (3, [4])]
    kinds = [line["kind"]["value"] for line in lines]
    assert kinds == ["prevention_referral", "kdn_resolution", "applicant_statement"]
    dates = [line["fields"].get("doc_date", {}).get("value") for line in lines]
    assert dates == ["2026-03-12", "2026-04-02", "2026-05-05"]
    number = lines[1]["fields"]["doc_number"]
    assert (number["value"], number["evidence"][0]["page"]) == ("31/2", 3)


@pytest.fixture(scope="module")
def store(thick: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("store")
    arrived = opis("--data", data, "ingest", thick, "--channel", "archive", "--wait")
    assert [file["state"] for file in arrived] == ["review"]
    return data


def test_papers_of_an_archive_wait_each_by_itself_and_are_never_due(store: Path) -> None:
    queue = sorted(opis("--data", store, "queue"), key=lambda item: item["index"])
    assert [item["index"] for item in queue] == [1, 2, 3]
    assert len({item["file_id"] for item in queue}) == 1
    assert [item["kind"] for item in queue] == [
        "prevention_referral", "kdn_resolution", "applicant_statement",
    ]  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-m", "review_cli", "--data", str(store), "queue"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.count("без срока") == 3
    resolution = opis("--data", store, "show", queue[1]["id"])[0]
    assert resolution["row"]["received_at"]["value"] is None
    assert resolution["fields"]["doc_date"]["value"] == "2026-04-02"
    assert {place["page"] for place in resolution["fields"]["doc_date"]["evidence"]} == {3}


def test_a_person_moves_borders_and_takes_it_back(store: Path) -> None:
    file_id = opis("--data", store, "queue")[0]["file_id"]
    before = opis("--data", store, "split", "show", file_id)[0]
    assert [paper["pages"] for paper in before["papers"]] == [[1, 2], [3], [4]]
    page = before["pages"][2]
    assert page["begins"] > 0.5
    assert {"title", "signed_before"} <= {why["sign"] for why in page["why"]}

    version = before["version"]
    moved = opis("--data", store, "split", "set", file_id, "1,2-3,4", "--version", version)[0]
    assert [paper["pages"] for paper in moved["papers"]] == [[1], [2, 3], [4]]
    assert moved["papers"][2]["id"] == before["papers"][2]["id"]
    late = opis("--data", store, "split", "set", file_id, "1-4", "--version", version, status=1)
    assert late[0]["error"]["code"] == "stale_draft"
    wrong = opis("--data", store, "split", "set", file_id, "1-9", status=1)
    assert wrong[0]["error"]["code"] == "invalid_value"

    back = opis("--data", store, "split", "undo", file_id)[0]
    assert back["papers"] == before["papers"]
    assert opis("--data", store, "split", "undo", file_id, status=1)[0]["error"]["code"] == (
        "not_allowed"
    )
    assert not any(check["problems"] for check in opis("--data", store, "fsck", "--full"))
