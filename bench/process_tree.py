"""What this process and all that it starts cost together: CPU seconds, peak memory (Linux)."""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

MIB = 1 << 20
_GLANCE = 0.05  # seconds between two looks


def descendants(process: int) -> Iterator[int]:
    """All processes that were started by `process`, by those, and so on, of this moment."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [int(c) for task in tasks for c in (task / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield child
        yield from descendants(child)


def memory(process: int) -> int:
    """Bytes that a process has for itself and its share of what it has with others (PSS)."""
    try:
        rows = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(row.split()[1]) for row in rows if row.startswith("Pss:"))


def cpu_seconds() -> float:
    """User and system time of this process and of the children that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


class Watch:
    """Over a block of code: `cpu`, `wall` in seconds, and peaks in bytes.

    `children` is the peak of all that was started, `together` that with this process.
    """

    def __init__(self) -> None:
        self.cpu = self.wall = 0.0
        self.children = self.together = 0

    def __enter__(self) -> Watch:
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)
        self._cpu, self._wall = cpu_seconds(), time.monotonic()
        self._looking.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.cpu, self.wall = cpu_seconds() - self._cpu, time.monotonic() - self._wall
        self._over.set()
        self._looking.join()

    def _look(self) -> None:
        while not self._over.wait(_GLANCE):
            started = sum(memory(process) for process in descendants(os.getpid()))
            self.children = max(self.children, started)
            self.together = max(self.together, started + memory(os.getpid()))
