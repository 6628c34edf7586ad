"""Whether someone works on the queue: a lock of the kernel, freed with its holder's death."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class WorkerLock:
    """One holder at a time, on one machine."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def attempt(self) -> Iterator[bool]:
        """Hold the lock for the block; False when someone alive has it."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield _locked(handle)
        finally:
            os.close(handle)

    def held(self) -> bool:
        """Whether someone alive has it right now."""
        with self.attempt() as mine:
            return not mine


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
