"""Files come in: found in folders, kept whole, noted; then one may wait for them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from casework.queue import FileStatus
from papers.source import Channel
from pipeline.engine import Engine, Progress
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was brought: its id, or in Russian why it could not be taken."""

    source: str
    file_id: int | None = None
    problem: str | None = None


class Intake:
    """The door. Nothing that was once `Brought` with an id is ever lost."""

    def __init__(
        self, store: Store, engine: Engine, user: str, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._engine = engine
        self._user = user
        self._clock = clock

    def bring(
        self,
        paths: Iterable[Path],
        channel: Channel = Channel.MANUAL,
        received_at: datetime | None = None,
        name: str | None = None,
    ) -> Iterator[Brought]:
        """Keep and note every file of `paths`, folders with all that is in them, in order.

        `name` is what a file is to be called instead of its path.
        """
        for path in find_files(paths):
            source = name or _readable(path)
            try:
                arrived = received_at or self._clock()
                file_id = self._store.receive(path, source, arrived, channel, self._user)
            except OSError as error:
                yield Brought(source, problem=f"Файл не удалось взять: {error.strerror}.")
                continue
            self._engine.enqueue([file_id])
            yield Brought(source, file_id)

    def wait(self, file_ids: Sequence[int]) -> Iterator[Progress]:
        """Return when every file is final; EngineBroken when that can't be."""
        return self._engine.run(file_ids)

    def waiting(self) -> tuple[int, ...]:
        """Every file that was brought earlier and is not final yet."""
        return self._store.unfinished_files()

    def members(self, file_id: int) -> tuple[int, ...]:
        """The files that were found in a letter or an archive, those inside each behind it."""
        return self._store.members(file_id)

    def statuses(self, file_ids: Sequence[int]) -> tuple[FileStatus, ...]:
        """What became of them, in the order of their ids."""
        return self._store.file_statuses(file_ids)


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files among `paths` as given, and those inside folders in the order of their names.

    Inside folders hidden files are passed over, and so are Word's lock files («~$…»).
    """
    for path in paths:
        if path.is_dir():
            yield from _inside(path)
        else:
            yield path


def _inside(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _inside(path)
        elif path.is_file():
            yield path


def _readable(path: Path) -> str:
    """The path as text; bytes that are no UTF-8 (an old disk's names) become «�»."""
    return os.fsencode(path).decode("utf-8", "replace")
