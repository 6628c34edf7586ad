"""Numbers of journals under many confirming processes: no gaps, none given twice.

Eight processes confirm a thousand papers of one store, into both journals, while every tenth
of their transactions takes a number and then breaks off. On SQLite, and on PostgreSQL where its
programs are installed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(1, str(Path(__file__).parents[1] / "tests"))

from office import MORNING, Office, Specialist
from postgresql_server import program, running_server
from targets import Figure, report

from casework.draft import ConfirmedRecord
from storage.records import Records
from storage.store import Store

YEAR = MORNING.year
JOURNALS = ("tzhs", "sop")


class BrokenOff(Exception):
    """Something goes wrong after a number was taken."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows the journals hold, how many numbers are missing or stand twice."""

    rows: int
    gaps: int
    duplicates: int
    problems: int


def confirm_in_parallel(data: Path, url: str | None, processes: int, confirms: int) -> Outcome:
    """Confirm that many new papers of a new store by so many processes at once."""
    store = Store.open(data, url)
    office = Office(store, data)
    papers = [office.reviewed(f"paper {number}") for number in range(confirms)]
    shares = [papers[start::processes] for start in range(processes)]
    workers = [_start(data, url, share) for share in shares]
    failed = [worker.wait() for worker in workers]
    if any(failed):
        raise RuntimeError(f"processes that broke: {sum(map(bool, failed))}")
    outcome = _outcome(store)
    store.close()
    return outcome


def _start(data: Path, url: str | None, share: list[int]) -> subprocess.Popen[bytes]:
    command = [sys.executable, __file__, "--worker", str(data), url or "", *map(str, share)]
    return subprocess.Popen(command)


def _outcome(store: Store) -> Outcome:
    numbers = {one: [row.entry_no for row in store.journal(1, one, YEAR)] for one in JOURNALS}
    gaps = sum(
        len(set(range(1, max(given, default=0) + 1)) - set(given)) for given in numbers.values()
    )
    twice = sum(times - 1 for given in numbers.values() for times in Counter(given).values())
    problems = sum(len(check.problems) for check in store.fsck(full=True))
    return Outcome(sum(map(len, numbers.values())), gaps, twice, problems)


def work(data: Path, url: str | None, papers: list[int]) -> None:
    """One process: confirms its papers, and breaks off every tenth transaction besides."""
    store = Store.open(data, url)
    for place, paper in enumerate(papers):
        category = JOURNALS[paper % len(JOURNALS)]
        if place % 10 == 0:
            _break_off(store, category)
        store.confirm(paper, Specialist({"category": category}), "petrova")
    store.close()


def _break_off(store: Store, category: str) -> None:
    """A number is taken in a transaction that ends in an error: it must be given again."""
    record = ConfirmedRecord(None, 1, category, (), "petrova", MORNING)
    try:
        with Records(store.database, store.clock).writing() as writer:
            writer.enter(record, "petrova", YEAR)
            raise BrokenOff
    except BrokenOff:
        pass


def _figures(name: str, outcome: Outcome, confirms: int) -> list[Figure]:
    return [
        Figure(f"{name}: rows confirmed", outcome.rows, confirms),
        Figure(f"{name}: gaps", outcome.gaps, 0, at_most=True),
        Figure(f"{name}: duplicates", outcome.duplicates, 0, at_most=True),
        Figure(f"{name}: problems that fsck finds", outcome.problems, 0, at_most=True),
    ]


def _measured(name: str, url: str | None, options: argparse.Namespace) -> list[Figure]:
    with TemporaryDirectory(prefix="opis-numbering-") as folder:
        outcome = confirm_in_parallel(Path(folder), url, options.processes, options.confirms)
    return _figures(name, outcome, options.confirms)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--confirms", type=int, default=1_000)
    options = parser.parse_args()
    figures = _measured("SQLite", None, options)
    if program("initdb") is None:
        print("PostgreSQL is not installed: measured on SQLite only")
        return report(figures)
    with running_server() as server:
        figures += _measured("PostgreSQL", server.new_database(), options)
    return report(figures)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        work(Path(sys.argv[2]), sys.argv[3] or None, [int(paper) for paper in sys.argv[4:]])
        sys.exit(0)
    sys.exit(main())
