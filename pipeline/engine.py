"""What drives papers through the pipeline: a port, and the engine that needs no server.

The queue is the database itself, so that a kill loses nothing: a paper that was being
processed is found in that state, and a free lock says that nobody processes it any more.
Another engine replaces this module and nothing else.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from tempfile import TemporaryFile
from typing import Protocol

import msgspec

from pipeline.settings import Settings, SettingsError
from pipeline.worker import Order, Ports, check_words
from storage.store import Store

#: How often the workers are looked at, and how often another engine's progress, in seconds.
_GLANCE = 0.1
_POLL = 0.5
#: So many workers in a row that died before they took a paper: it is not the papers.
_FALSE_STARTS = 3
_LOG = "worker.log"


class EngineBroken(Exception):
    """Workers can't be started at all; the message is Russian."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the files that one waits for are final."""

    done: int
    total: int


class Engine(Protocol):
    """The port. Files are named by the ids of their arrivals."""

    def enqueue(self, file_ids: Sequence[int]) -> None:
        """Have these files processed, some time."""

    def run(self, file_ids: Sequence[int]) -> Iterator[Progress]:
        """Return when each of them is final, processing here if nobody else does."""

    def recover(self) -> int:
        """Give back what the dead held; how many papers that were."""


class InlineEngine:
    """Worker processes of this very command, `settings.jobs` at most, on this machine only.

    They die with the thread that calls `run`. Only one engine a store works at a time; the
    others wait for it, and take over when it dies.
    """

    def __init__(self, store: Store, settings: Settings, ports: Ports) -> None:
        self._store = store
        self._settings = settings
        self._ports = ports

    def enqueue(self, file_ids: Sequence[int]) -> None:
        """Nothing to do: a file that was received stands in the queue by its state."""

    def recover(self) -> int:
        with self._store.worker_lock.attempt() as alone:
            return self._give_back() if alone else 0

    def _give_back(self) -> int:
        self._store.scratch.sweep()
        return self._store.recover()

    def run(self, file_ids: Sequence[int]) -> Iterator[Progress]:
        total = len(file_ids)
        while left := self._store.unfinished(file_ids):
            yield Progress(total - left, total)
            with self._store.worker_lock.attempt() as alone:
                if alone:
                    self._give_back()
                    for _ in self._work_off():
                        yield Progress(total - self._store.unfinished(file_ids), total)
            if not alone:
                time.sleep(_POLL)
        yield Progress(total, total)

    def _work_off(self) -> Iterator[None]:
        """Process whatever waits; yields from time to time."""
        with self._crew() as crew:
            while crew.staff(self._store.waiting()):
                time.sleep(_GLANCE)
                crew.bury_the_dead()
                yield

    @contextmanager
    def _crew(self) -> Iterator[Crew]:
        try:
            check_words(self._settings.lexicon)
        except SettingsError as error:
            raise EngineBroken(f"{error}. Бумаги сохранены и ждут.") from error
        crew = Crew(self._store, self._settings, self._ports)
        try:
            yield crew
        finally:
            crew.dismiss()
            self._give_back()


class Crew:
    """The living workers of one engine."""

    def __init__(self, store: Store, settings: Settings, ports: Ports) -> None:
        self._store = store
        self._settings = settings
        self._ports = ports
        self._workers: dict[str, subprocess.Popen[bytes]] = {}
        self._numbers = count(1)
        self._false_starts = 0

    def staff(self, waiting: int) -> bool:
        """Hire for what waits, up to the limit; False when there is nothing left to do.

        After too many false starts nobody is hired any more; those who work go on.
        """
        wanted = min(self._settings.jobs, waiting)
        while len(self._workers) < wanted and self._false_starts < _FALSE_STARTS:
            self._hire()
        if waiting and not self._workers:
            raise EngineBroken(
                "Обработка бумаг не запускается; бумаги сохранены и ждут. "
                f"Выполните «opis doctor»; подробности в {self._settings.data / _LOG}."
            )
        return bool(self._workers)

    def _hire(self) -> None:
        name = f"{os.uname().nodename}-{os.getpid()}-{next(self._numbers)}"
        order = Order(
            name=name,
            parent=os.getpid(),
            data=str(self._settings.data),
            database_url=self._settings.database_url,
            region=self._settings.region,
            regions=str(self._settings.regions),
            lexicon=str(self._settings.lexicon),
            jobs=self._settings.jobs,
            limits=self._settings.limits,
            ports=self._ports,
        )
        with TemporaryFile() as told, (self._settings.data / _LOG).open("ab") as log:
            told.write(msgspec.json.encode(order))
            told.seek(0)
            self._workers[name] = subprocess.Popen(
                # -P: the folder where the user stands is no place to import from.
                [sys.executable, "-P", "-m", "pipeline.worker"],
                stdin=told,
                stdout=log,
                stderr=log,
                # Ctrl-C is for the engine; it dismisses its workers itself.
                start_new_session=True,
            )

    def bury_the_dead(self) -> None:
        """Let go who has finished; the papers of who was killed are tried again, or given up."""
        for name, worker in list(self._workers.items()):
            status = worker.poll()
            if status is None:
                continue
            del self._workers[name]
            started = status == 0 or self._store.bury(name) > 0
            self._false_starts = 0 if started else self._false_starts + 1

    def dismiss(self) -> None:
        """Stop whoever is left, at once: what they held is not lost."""
        for worker in self._workers.values():
            worker.kill()
            worker.wait()
        self._workers.clear()
