"""The whole program over a store of its own, with hand-written stages in real workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casework.forms import load_region
from pipeline.build import Opis, build
from pipeline.settings import Settings
from pipeline.worker import Ports, attempt

STAGES = Ports(reader="stage_fakes:Reader", understanding="stage_fakes:load")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    return Settings(tmp_path / "data", jobs=2, user="petrova", institution="КЦСОН")


@pytest.fixture
def opis(settings: Settings) -> Iterator[Opis]:
    program = build(settings, STAGES)
    yield program
    program.store.close()


@pytest.fixture
def bring(opis: Opis, tmp_path: Path) -> Callable[..., list[int]]:
    """Write texts to files and have them received; the ids of the files."""

    def bring(**texts: str) -> list[int]:
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, "utf-8")
        brought = list(opis.intake.bring(folder / f"{name}.txt" for name in texts))
        return [one.file_id for one in brought if one.file_id is not None]

    return bring


@pytest.fixture
def by_workers(opis: Opis, bring: Callable[..., list[int]]) -> Callable[..., list[int]]:
    """Take texts through the pipeline in worker processes."""

    def ingest(**texts: str) -> list[int]:
        ids = bring(**texts)
        list(opis.intake.wait(ids))
        return ids

    return ingest


@pytest.fixture
def ingest(
    opis: Opis, settings: Settings, bring: Callable[..., list[int]]
) -> Callable[..., list[int]]:
    """Take texts through the pipeline here and now."""
    stages = STAGES.stages(settings.limits, lambda: 1)
    region = load_region(settings.region)

    def ingest(**texts: str) -> list[int]:
        ids = bring(**texts)
        while claim := opis.store.claim("here"):
            attempt(claim, stages, opis.store, region)
        return ids

    return ingest
