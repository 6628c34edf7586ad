"""Temporary files that nobody takes for finished ones, and that the dead do not leave behind.

Whoever writes one holds a lock on it, which the kernel frees when the writer dies: what is
not locked is litter. A finished file or folder moves to its place by an atomic rename.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp


def sync(path: Path) -> None:
    """Make a file's bytes, or the names in a folder, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(path: Path) -> int | None:
    """A locked handle of `path`, or None when someone alive holds it or it is gone."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


class Scratch:
    """A place for what is not finished; on the same disk as what it becomes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """A new folder of one's own; removed on leaving with all that was not moved away."""
        path, handle = self._locked_folder()
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)
            os.close(handle)

    def _locked_folder(self) -> tuple[Path, int]:
        while True:
            path = Path(mkdtemp(dir=self.root))
            handle = _lock(path)
            # Between the two lines a sweep may have taken the folder for litter.
            if handle is not None and path.exists():
                return path, handle
            if handle is not None:
                os.close(handle)
            shutil.rmtree(path, ignore_errors=True)

    def litter(self) -> tuple[Path, ...]:
        """What the dead left behind."""
        return tuple(self._abandoned())

    def sweep(self) -> None:
        """Remove what the dead left behind."""
        for path in self._abandoned():
            shutil.rmtree(path, ignore_errors=True)

    def _abandoned(self) -> Iterator[Path]:
        """Every folder without a living owner, locked while the caller looks at it."""
        for path in sorted(self.root.iterdir()):
            handle = _lock(path)
            if handle is None:
                continue
            try:
                yield path
            finally:
                os.close(handle)
