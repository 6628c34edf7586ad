"""Files made to break a reader, and good files damaged at random: how each of them ends.

One parent reads them all. Of ../shared/hostile every file has its allowed outcomes in
manifest.json; a damaged file may end as a document or as a refusal with a code of
docs/codes.md. Peak memory is that of the children; docs/limits.md says what bounds it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from mutations import mutations
from process_tree import MIB, Watch, descendants
from targets import Figure, report

from extractors.limits import Limits
from papers.outcome import ACCEPTED_WITH, RefusalCode
from review_cli import contract
from review_cli.reading import Readings, Source, Understander, Unread

ACCEPT, PARTIAL, REJECT = "accept", "partial-with-warning", "reject-with-reason"
MUTATIONS = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one file ended: its class, the codes, all that is printed of it, what it cost."""

    name: str
    kind: str
    codes: tuple[str, ...]
    printed: str
    cost: Watch

    @property
    def classified(self) -> bool:
        return self.kind != REJECT or set(self.codes) <= set(RefusalCode)


class Office:
    """One parent with its models, that takes file after file as `opis extract` does."""

    def __init__(self) -> None:
        self._understander = Understander()

    def take(self, path: Path, name: str) -> Outcome:
        rejected: list[str] = []
        partial: list[str] = []
        printed: list[str] = []
        read = 0
        with Watch() as cost:
            for source, document in Readings([Source(path, name)], Limits(), 1):
                understood = self._understander.papers(document)
                if isinstance(understood, Unread):
                    rejected.append(understood.code)
                    printed.append(contract.line(_error(source.name, understood)).decode())
                    continue
                read += 1
                whole, papers = understood
                for index, findings in enumerate(papers, start=1):
                    said = contract.extract_json(source.name, index, whole, findings)
                    printed.append(contract.line(said).decode())
                printed.append(whole.text)
                codes = (warning.code for warning in understood[0].warnings)
                partial += (code for code in codes if code not in ACCEPTED_WITH)
        kind = REJECT if not read else PARTIAL if partial or rejected else ACCEPT
        return Outcome(name, kind, (*rejected, *partial), "\n".join(printed), cost)


def _error(name: str, unread: Unread) -> dict[str, Any]:
    return {"source": name, "error": {"code": unread.code, "message": unread.message}}


def hostile(office: Office, folder: Path) -> list[Figure]:
    files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    outcomes = []
    wrong = 0
    for file in files:
        outcome = office.take(folder / file["file"], file["submit_as"])
        outcomes.append(outcome)
        faults = [*_faults(outcome, file)]
        if faults:
            wrong += 1
            print(f"WRONG {file['id']}: {outcome.kind} {outcome.codes}: {'; '.join(faults)}")
    allowed = len(files) - wrong
    print(f"hostile files in an allowed class: {allowed} of {len(files)}; the parent is alive")
    _print_worst(outcomes)
    return [Figure("hostile files in an allowed class, share", allowed / len(files), 1)]


def _faults(outcome: Outcome, file: dict[str, Any]) -> Iterator[str]:
    if outcome.kind not in file["allowed"]:
        yield f"allowed are {file['allowed']}"
    if not outcome.classified:
        yield "an unknown code"
    expected = file["expect_text"]
    if expected and outcome.kind != REJECT and expected not in outcome.printed:
        yield "the text that can be read is missing"
    if any(text in outcome.printed for text in file["must_not"]):
        yield "something was printed that must not be"
    if outcome.cost.cpu > file["limits"]["cpu_s"]:
        yield f"{outcome.cost.cpu:.0f} CPU s"
    if outcome.cost.children > file["limits"]["rss_mb"] * MIB:
        yield f"{outcome.cost.children / MIB:.0f} MiB"


def mutated(office: Office, count: int, keep: Path) -> list[Figure]:
    outcomes = []
    unclassified = 0
    with tempfile.TemporaryDirectory(dir=keep) as folder:
        for name, data in mutations(count):
            path = Path(folder) / "file"
            path.write_bytes(data)
            outcome = office.take(path, name)
            outcomes.append(outcome)
            if len(outcomes) % 50 == 0:
                print(f"  {len(outcomes)} of {count} read", flush=True)
            if not outcome.classified:
                unclassified += 1
                print(f"UNCLASSIFIED {name}: {outcome.codes}")
    kinds = Counter(outcome.kind for outcome in outcomes)
    codes = Counter(code for outcome in outcomes for code in outcome.codes)
    print(f"damaged files: {count}; {dict(kinds)}; {dict(codes.most_common())}")
    _print_worst(outcomes)
    return [Figure("damaged files with an unclassified end", unclassified, 0, at_most=True)]


def _print_worst(outcomes: Iterable[Outcome]) -> None:
    outcomes = list(outcomes)
    for what, cost in (
        ("peak memory, MiB", lambda watch: watch.children / MIB),
        ("CPU, s", lambda watch: watch.cpu),
        ("wall time, s", lambda watch: watch.wall),
    ):
        worst = max(outcomes, key=lambda outcome: cost(outcome.cost))
        print(f"  worst {what}: {cost(worst.cost):.1f} ({worst.name!a:.60})")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--mutations", type=int, default=MUTATIONS)
    given = arguments.parse_args()
    office, figures = Office(), []
    with tempfile.TemporaryDirectory() as keep, tempfile.TemporaryDirectory() as scratch:
        tempfile.tempdir = scratch
        folder = given.shared / "hostile"
        if folder.is_dir():
            figures += hostile(office, folder)
        else:
            print(f"{folder} is missing: skipped")
        if given.mutations:
            figures += mutated(office, given.mutations, Path(keep))
        left = len(list(Path(scratch).iterdir()))
        tempfile.tempdir = None
    alive = len(list(descendants(os.getpid())))
    figures += [
        Figure("temp files left", left, 0, at_most=True),
        Figure("processes left", alive, 0, at_most=True),
    ]
    return report(figures)


if __name__ == "__main__":
    sys.exit(main())
