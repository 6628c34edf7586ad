"""Real worker processes, and papers that break, kill or outlive them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from stage_fakes import NAME

from casework.queue import State
from pipeline.build import Opis, build
from pipeline.engine import EngineBroken, Progress
from pipeline.settings import Settings
from pipeline.worker import Ports

Ingest = Callable[..., list[int]]


def problems(opis: Opis) -> list[object]:
    return [problem for check in opis.desk.fsck(full=True) for problem in check.problems]


def test_one_bad_paper_spoils_only_itself(opis: Opis, by_workers: Ingest) -> None:
    ids = by_workers(
        a="Адрес: г. Элиста",
        b="УБИТЬ",
        c="СЛОМАТЬ",
        d="ОТКАЗАТЬ",
        e="Мать: Юдина Вера Олеговна",
        f="СТРАНИЦА",
    )
    fates = {
        Path(status.source).stem: (status.state, status.error)
        for status in opis.intake.statuses(ids)
    }
    assert fates == {
        "a": (State.REVIEW, None),
        "b": (State.FAILED, "worker_killed"),
        "c": (State.FAILED, "internal_error"),
        "d": (State.QUARANTINED, "password_protected"),
        "e": (State.REVIEW, None),
        "f": (State.REVIEW, None),
    }
    assert problems(opis) == []


def test_neither_history_nor_log_quotes_the_paper(
    opis: Opis, by_workers: Ingest, settings: Settings
) -> None:
    by_workers(c="СЛОМАТЬ")
    (item,) = opis.desk.queue()
    reasons = [entry.reason for entry in opis.desk.history(item.id) if entry.reason]
    assert any("ValueError at stage_fakes.py:" in reason for reason in reasons)
    log = (settings.data / "worker.log").read_text("utf-8")
    assert "ValueError at stage_fakes.py:" in log
    assert NAME not in log + "".join(reasons)


def test_progress_ends_with_all_done(opis: Opis, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.txt", "b.txt")]
    for path in paths:
        path.write_text(path.name, "utf-8")
    ids = [brought.file_id or 0 for brought in opis.intake.bring(paths)]
    steps = list(opis.intake.wait(ids))
    assert steps[0] == Progress(0, 2)
    assert steps[-1] == Progress(2, 2)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert list(opis.intake.wait(ids)) == [Progress(2, 2)]


def test_workers_that_cannot_start_are_told_and_nothing_is_lost(
    settings: Settings, tmp_path: Path
) -> None:
    opis = build(settings, Ports(reader="stage_fakes:Reader", understanding="stage_fakes:broken"))
    paper = tmp_path / "a.txt"
    paper.write_text("a", "utf-8")
    (brought,) = opis.intake.bring([paper])
    assert brought.file_id is not None
    with pytest.raises(EngineBroken, match="не запускается"):
        list(opis.intake.wait([brought.file_id]))
    (item,) = opis.desk.queue()
    assert item.state is State.RECEIVED
    assert problems(opis) == []
    opis.store.close()


def test_an_engine_waits_for_a_living_one_and_takes_over_from_a_dead_one(
    opis: Opis, tmp_path: Path
) -> None:
    paper = tmp_path / "a.txt"
    paper.write_text("a", "utf-8")
    (brought,) = opis.intake.bring([paper])
    assert brought.file_id is not None
    steps = opis.intake.wait([brought.file_id])
    with opis.store.worker_lock.attempt() as alone:
        assert alone
        held_by_the_dead = opis.store.claim("someone")
        assert held_by_the_dead is not None
        assert next(steps) == Progress(0, 1)
        assert next(steps) == Progress(0, 1)
        assert opis.engine.recover() == 0
    assert list(steps)[-1] == Progress(1, 1)
    (item,) = opis.desk.queue()
    assert item.state is State.REVIEW


def test_recover_gives_back_what_the_dead_held(opis: Opis, tmp_path: Path) -> None:
    paper = tmp_path / "a.txt"
    paper.write_text("a", "utf-8")
    list(opis.intake.bring([paper]))
    opis.store.claim("someone")
    (opis.store.scratch.root / "left").mkdir()
    assert opis.engine.recover() == 1
    assert problems(opis) == []


def test_a_lost_original_holds_nobody_up(opis: Opis, bring: Ingest) -> None:
    ids = bring(a="a", b="b")
    lost = opis.store.originals.path(opis.desk.queue()[0].sha256)
    lost.unlink()
    list(opis.intake.wait(ids))
    assert [item.state for item in opis.desk.queue()] == [State.FAILED, State.REVIEW]
