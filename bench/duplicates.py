"""Is a paper that comes again told, and is a neighbour of it taken for it?

200 repetitions (read with character errors of 0 to 5 %, stamped, as Word, inside a covering
letter; a part of them printed, spoilt and really read by Tesseract) and 200 near-misses (a
sibling's letter, the next quarter's), each held against a store of 200 papers. A repetition is
found when its own paper is shown for it; anything shown for a near-miss is false.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from degraded import CLEAN, SPOILT
from documents import Kept
from invented_papers import text_of
from numpy.typing import NDArray
from repeated_papers import Facts, covered, invented, read_badly, set_down, stamped
from scipy.optimize import minimize
from targets import Figure, report

from casework.deadlines import Urgency
from casework.duplicates import Fingerprint, fingerprint, hold_against
from papers.document import Document, Method, Page
from papers.source import Channel
from pipeline.likenesses import duplicates, remember
from pipeline.process import Understands
from pipeline.worker import Ports
from storage.fingerprints import Fingerprints
from storage.store import Store
from storage.work import Understood

PAPERS, RENDERED = 200, 24
MEASURED, FITTED = 40_000, 90_000
TO_FIT = 150
WEIGHTS = Path(__file__).parents[1] / "casework" / "duplicates.toml"
#: What may only speak for one paper, and what only against.
SIGNS = {
    "overlap": 1, "inside": 1, "number_same": 1, "number_differs": -1, "date_same": 1,
    "date_differs": -1, "issuer_same": 1, "issuer_differs": -1, "kind_differs": -1,
    "people": 1, "strangers": -1, "figures": 1,
}  # fmt: skip
HEAD = """\
# What each likeness of two papers counts towards their being one (casework/duplicates.py).
# Logistic regression on the papers of bench/repeated_papers.py, others than those that
# `make bench-duplicates` measures; written by `make bench-duplicates FIT=1`.
"""


@dataclass(frozen=True, slots=True)
class Come:
    """A paper that comes: how, and of which of the kept ones it is the same (None: of none)."""

    document: Document
    sort: str
    of: int | None


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fit", action="store_true", help="fit the weights anew and write them")
    parser.add_argument("--no-ocr", action="store_true", help="leave out what Tesseract reads")
    given = parser.parse_args()
    understanding = Ports().load_understanding()
    if given.fit:
        fit(understanding)
    with tempfile.TemporaryDirectory() as folder:
        return report(measure(Path(folder), understanding, 0 if given.no_ocr else RENDERED))


# --- papers ----------------------------------------------------------------------------------


def flowing(text: str) -> Document:
    return Document(text, (Page(1, 0, len(text), (), Method.FLOW),))


def originals(first: int, count: int) -> list[Facts]:
    return [invented(first + n) for n in range(count)]


def repetitions(papers: Sequence[Facts], seed: int) -> Iterator[Come]:
    """Each paper once more, in one of five ways."""
    chance = random.Random(seed)
    for place, facts in enumerate(papers):
        text = text_of(set_down(facts))
        sort = ("read again", "read badly", "stamped", "as Word", "covered")[place % 5]
        if sort == "as Word":
            come = text
        elif sort == "stamped":
            come = read_badly(chance, stamped(chance, text, facts.day), chance.uniform(0, 0.02))
        elif sort == "covered":
            come = covered(chance, read_badly(chance, text, chance.uniform(0, 0.02)), facts.day)
        else:
            worst = 0.02 if sort == "read again" else 0.05
            come = read_badly(chance, text, chance.uniform(worst / 2, worst))
        yield Come(flowing(come), sort, place)


def near_misses(papers: Sequence[Facts], seed: int) -> Iterator[Come]:
    """Of each paper a neighbour: a sibling's or the next quarter's, itself not read perfectly."""
    chance = random.Random(seed)
    for place, facts in enumerate(papers):
        sibling = place % 2 == 0
        other = facts.sibling(chance) if sibling else facts.next_quarter(chance)
        text = read_badly(chance, text_of(set_down(other)), chance.uniform(0, 0.02))
        yield Come(flowing(text), "sibling" if sibling else "next quarter", None)


def rendered(papers: Sequence[Facts], folder: Path) -> Iterator[tuple[Document, Come]]:
    """Papers scanned cleanly and once more in another condition, both read by Tesseract."""
    spoilers = [condition for condition in SPOILT if condition.typeface is None]
    files: list[Path] = []
    for place, facts in enumerate(papers):
        spoilt = spoilers[place % len(spoilers)]
        for condition in (CLEAN[1], spoilt):
            path = folder / f"{place}-{condition.name}{condition.suffix}"
            path.write_bytes(condition.picture(set_down(facts), facts.seed))
            files.append(path)
    read = dict(Kept().documents(files))
    for place in range(len(papers)):
        clean, again = files[2 * place : 2 * place + 2]
        if clean in read and again in read:
            yield read[clean], Come(read[again], f"ocr {again.stem.partition('-')[2]}", place)


# --- measuring -------------------------------------------------------------------------------


class Desk:
    """A store in which papers are kept as the pipeline keeps them."""

    def __init__(self, folder: Path, understanding: Understands) -> None:
        self.folder = folder
        self.store = Store.open(folder / "store")
        self._understanding = understanding

    def receive(self, name: str, document: Document) -> int:
        """The number of the paper, read, understood and remembered."""
        path = self.folder / f"{name}.txt"
        path.write_text(f"{name}\n{document.text}", "utf-8")
        now = datetime.now(UTC)
        self.store.receive(path, path.name, now, Channel.SCAN, "bench")
        claim = self.store.claim("bench")
        assert claim is not None
        findings = self._understanding.understand(document)
        understood = Understood(findings, (), Urgency(False, date(2026, 1, 1)))
        self.store.finish(claim, document, [understood])
        remember(self.store, claim.document_id, document, findings)
        return claim.document_id

    def forget(self, document_id: int, blank: Fingerprint) -> None:
        """So that the next paper is held against the kept ones only."""
        Fingerprints(self.store.database).keep(document_id, blank)


def measure(folder: Path, understanding: Understands, ocr: int) -> list[Figure]:
    papers = originals(MEASURED, PAPERS)
    desk = Desk(folder, understanding)
    blank = fingerprint("", understanding.understand(flowing("-")))
    read = dict(enumerate(rendered(papers[:ocr], folder))) if ocr else {}
    kept = []
    for place, facts in enumerate(papers):
        first = read[place][0] if place in read else flowing(text_of(set_down(facts)))
        kept.append(desk.receive(f"kept-{place}", first))
    modelled = list(repetitions(papers, 1))
    repeated = [read[p][1] if p in read else come for p, come in enumerate(modelled)]
    print(
        f"{len(repeated)} repetitions, {len(read)} of them printed, spoilt and read by Tesseract,"
    )
    print("the others' misreadings modelled; near-misses are modelled all")
    told: dict[str, list[bool]] = defaultdict(list)
    false: dict[str, list[bool]] = defaultdict(list)
    spent = 0.0
    for place, come in enumerate([*repeated, *near_misses(papers, 2)]):
        number = desk.receive(f"come-{place}", come.document)
        start = time.process_time()
        shown = {one.document_id for one in duplicates(desk.store, number)}
        spent += time.process_time() - start
        if come.of is not None:
            told[come.sort].append(kept[come.of] in shown)
            false["another paper shown beside"].append(bool(shown - {kept[come.of]}))
        else:
            false[come.sort].append(bool(shown))
        desk.forget(number, blank)
    print(f"CPU of a look: {1000 * spent / (len(repeated) + PAPERS):.1f} ms")
    for sort, hits in sorted(told.items()):
        print(f"  {sort:28} {len(hits):4} come again, told {sum(hits)}")
    for sort, hits in sorted(false.items()):
        print(f"  {sort:28} {len(hits):4}, shown falsely {sum(hits)}")
    found = [hit for hits in told.values() for hit in hits]
    wrong = [*false["sibling"], *false["next quarter"]]
    return [
        Figure("repetitions told", sum(found) / len(found), 0.98),
        Figure("near-misses shown as repetitions", sum(wrong) / len(wrong), 0.005, at_most=True),
    ]


# --- fitting ---------------------------------------------------------------------------------


def fit(understanding: Understands) -> None:
    """Weights that tell repetitions from neighbours and strangers; written down."""
    papers = originals(FITTED, TO_FIT)

    def taken(document: Document) -> Fingerprint:
        return fingerprint(document.text, understanding.understand(document))

    kept = [taken(flowing(text_of(set_down(facts)))) for facts in papers]
    rows, same = [], []
    for seed in (3, 4):
        for place, come in enumerate(repetitions(papers[seed - 3 :], seed)):
            rows.append(hold_against(kept[place + seed - 3], taken(come.document)).features())
            same.append(True)
        for place, come in enumerate(near_misses(papers[seed - 3 :], seed)):
            other = taken(come.document)
            for near in (place, *range(place + 4, place + 40, 4), place + 1):
                rows.append(hold_against(kept[(near + seed - 3) % len(kept)], other).features())
                same.append(False)
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    weights = _regress(table, np.where(same, 1.0, -1.0), [SIGNS.get(name, 0) for name in names])
    lines = [f"{name} = {weight:.3f}" for name, weight in zip(names, weights, strict=True)]
    WEIGHTS.write_text(HEAD + "\n[weights]\n" + "\n".join(lines) + "\n", "utf-8")
    print(f"{WEIGHTS.name} written, from {len(rows)} pairs of papers")


def _regress(
    table: NDArray[np.float64], same: NDArray[np.float64], signs: list[int], ridge: float = 0.1
) -> NDArray[np.float64]:
    """Logistic regression whose weights keep the sign that their meaning has."""

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = same * (table @ weights)
        slopes = -same / (1 + np.exp(margins))
        value = float(np.logaddexp(0, -margins).sum() + ridge * weights @ weights)
        return value, table.T @ slopes + 2 * ridge * weights

    bounds = [{1: (0, None), -1: (None, 0)}.get(sign, (None, None)) for sign in signs]
    found = minimize(loss, np.zeros(len(signs)), jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x)


if __name__ == "__main__":
    sys.exit(main())
