"""SIGKILL at every step of unpacking: an archive that waits, or all of its papers, each once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from mail_files import archive, write

from casework.queue import State
from papers.source import Channel
from pipeline.build import Opis, build
from pipeline.settings import Settings
from pipeline.worker import Ports

#: A worker whose store kills it at its nth step: bytes are kept thrice, then all is registered.
WORKER = """
import os, signal, sys
from pathlib import Path
from casework.forms import load_region
from extractors.limits import Limits
from pipeline.process import process
from pipeline.worker import Ports
from storage.store import Store

class Deadly(Store):
    left = int(sys.argv[2])
    def step(self):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    def keep(self, *given):
        self.step()
        return super().keep(*given)
    def unpack(self, *given):
        self.step()
        done = super().unpack(*given)
        self.step()
        return done

store = Deadly.open(Path(sys.argv[1]))
stages = Ports(understanding="stage_fakes:load").stages(Limits(), share=lambda: 1)
process(store.claim("worker"), stages, store, load_region("kalmykia"))
"""
FAKES = Path(__file__).parents[1] / "unit" / "pipeline"


@pytest.fixture
def opis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opis:
    monkeypatch.setenv("PYTHONPATH", str(FAKES))
    ports = Ports(understanding="stage_fakes:load")
    return build(Settings(tmp_path / "data", jobs=1, user="petrova"), ports)


@pytest.mark.parametrize("step", [2, 4, 5])
def test_nothing_is_lost_or_doubled(opis: Opis, tmp_path: Path, step: int) -> None:
    files = {"а.txt": b"one", "б.txt": b"two", "в.txt": b"three"}
    path = write(tmp_path / "a.zip", archive(files))
    (brought,) = opis.intake.bring([path], Channel.MAIL)
    killed = subprocess.run(
        [sys.executable, "-c", WORKER, str(tmp_path / "data"), str(step)], check=False
    )
    assert killed.returncode == -9
    unpacked = step == 5
    assert len(opis.store.queue()) == (3 if unpacked else 1)

    assert brought.file_id is not None
    list(opis.intake.wait([brought.file_id]))
    queue = opis.store.queue(frozenset(State))
    assert [item.source.rpartition("/")[2] for item in queue] == list(files)
    assert {item.state for item in queue} == {State.REVIEW}
    assert [p for check in opis.desk.fsck(full=True) for p in check.problems] == []
    opis.store.close()
