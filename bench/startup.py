"""CPU seconds of `opis --help`, the middle of several runs; no model library may be loaded."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from targets import Figure, report

RUNS = 7


def cpu_seconds(command: list[str]) -> float:
    """User and system time of one run of `command`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    opis = [sys.executable, "-m", "review_cli"]
    help_time = statistics.median(cpu_seconds([*opis, "--help"]) for _ in range(RUNS))
    floor = statistics.median(cpu_seconds([sys.executable, "-c", ""]) for _ in range(RUNS))
    print(f"bare interpreter: {floor:.3f} CPU s")
    return report([Figure("opis --help, CPU s", help_time, 0.3, at_most=True)])


if __name__ == "__main__":
    sys.exit(main())
