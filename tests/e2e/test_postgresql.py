"""The whole program over PostgreSQL. The store's own tests run on it too: tests/unit/storage."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from postgresql_server import Server

pytestmark = [pytest.mark.e2e, pytest.mark.postgresql]

LETTER = """Исх. № {number} от 04.02.2026

Директору комплексного центра социального обслуживания населения

Просим обследовать условия жизни семьи. Мать: Юдина Вера Олеговна, сын: Юдин Егор Павлович.
Адрес: г. Элиста, ул. Степная, д. {number}.
"""


class Command:
    """`opis` over one data folder; the environment names the database."""

    def __init__(self, data: Path) -> None:
        self._start = [sys.executable, "-m", "review_cli", "--data", str(data)]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*self._start, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def lines(self, *arguments: str) -> list[dict[str, object]]:
        process = self.start(*arguments, "--json")
        said, complaints = process.communicate()
        assert process.returncode == 0, complaints
        return [json.loads(line) for line in said.splitlines()]


@pytest.fixture
def opis(postgresql: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("OPIS_DATABASE_URL", postgresql.new_database())
    monkeypatch.setenv("OPIS_USER", "petrova")
    return Command(tmp_path / "data")


def test_from_folder_to_journal_with_a_kill_in_between(opis: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(1, 7):
        (folder / f"{number}.txt").write_text(LETTER.format(number=number), "utf-8")

    killed = opis.start("ingest", str(folder), "--wait")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and killed.poll() is None:
        if any(line["state"] == "processing" for line in opis.lines("queue")):
            break
    killed.send_signal(signal.SIGKILL)
    killed.communicate()

    files = opis.lines("ingest", str(folder), "--wait")
    assert {line["state"] for line in files} == {"review"}
    queue = opis.lines("queue")
    assert len(queue) == 6
    assert {line["kind"] for line in queue} == {"prevention_referral"}
    (confirmed,) = opis.lines(
        *("confirm", str(queue[0]["id"])),
        *("--set", 'category="sop"'),
        *("--set", 'informant_text="МБОУ СОШ № 4"'),
        *("--empty", "distress_signs=not_in_document"),
    )
    assert confirmed["state"] == "confirmed"
    assert len(opis.lines("queue")) == 5
    assert not any(line["problems"] for line in opis.lines("fsck", "--full"))
    assert not (tmp_path / "data" / "opis.sqlite").exists()
