"""What a reader leaves behind when it ends: nothing, in time."""

from __future__ import annotations

import os
import time
from pathlib import Path


def processes_of(folder: Path) -> list[str]:
    """Command lines of living processes that work in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode(errors="replace")
            where = (process / "cwd").readlink()
        except OSError:
            continue
        if command and str(folder) in f"{where} {command}" and process.name != str(os.getpid()):
            found.append(command)
    return found


def wait_until_gone(folder: Path) -> None:
    for _ in range(200):
        if not processes_of(folder):
            return
        time.sleep(0.05)
    raise AssertionError(processes_of(folder))
