"""Does the resolver propose the right family, is it as sure as it is right, and how fast is it?

The weights are fitted (`make bench-resolver FIT=1`) on families of other seeds than those
measured. Recall is the share of papers whose family is kept for which that family is proposed
first at a probability of 0.5 or more; right at 0.9 counts every proposal so sure, also those for
papers whose family nobody has kept.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from invented_families import Said, World
from numpy.typing import NDArray
from targets import Figure, report

from casework.resolver.comparison import hold_against
from casework.resolver.keys import family_keys
from casework.resolver.propose import SURE, Proposal, short_list
from pipeline.family_desk import FamilyDesk
from storage import family_rows
from storage.families import Families
from storage.store import Store

MEASURED, FITTED = 20260302, (11, 12)
FAMILIES, PAPERS = 1000, 5000
SMALL, LARGE = 1_000, 100_000
#: Papers of which the time is taken.
TIMED = 400
WEIGHTS = Path(__file__).parents[1] / "casework" / "resolver" / "weights.toml"
HEAD = """\
# What each likeness of a paper's family and a kept one counts (casework/resolver/comparison.py).
# Conditional logistic regression on the papers of bench/invented_families.py, other families
# than those that `make bench-resolver` measures; written by `make bench-resolver FIT=1`.
"""


class Office:
    """A store of its own, with the families of a world in it."""

    def __init__(self, folder: Path, world: World) -> None:
        self.world = world
        self.store = Store.open(folder)
        self.families = Families(self.store.database, lambda: datetime.now(UTC))
        self.desk = FamilyDesk(self.store)
        with self.store.database.writing() as session:
            now = datetime.now(UTC)
            self.ids = [family_rows.create(session, f, "bench", now) for f in world.families]

    def propose(self, said: Said) -> tuple[Proposal, ...]:
        return self.desk.resolve(said.family)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fit", action="store_true", help="fit the weights anew and write them")
    parser.add_argument("--quick", action="store_true", help="leave out the hundred thousand")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.fit:
            fit(Path(folder))
        figures = measure(Path(folder))
        if not given.quick:
            figures.append(growth(Path(folder)))
    return report(figures)


# --- rightness -------------------------------------------------------------------------------


def measure(folder: Path) -> list[Figure]:
    office = Office(folder / "measured", World(MEASURED, FAMILIES))
    papers = list(office.world.papers(PAPERS))
    print(f"{FAMILIES} families, {office.world.people} people, {len(papers)} papers")
    sure, sure_right = 0, 0
    found: dict[str, list[bool]] = defaultdict(list)
    judged: list[tuple[float, bool]] = []
    for said in papers:
        proposals = office.propose(said)
        best = proposals[0] if proposals else None
        right = best is not None and said.of is not None and best.family.id == office.ids[said.of]
        if best is not None:
            judged.append((best.probability, right))
            sure += best.probability >= SURE
            sure_right += best.probability >= SURE and right
        if said.of is not None:
            found[said.sort].append(right and best is not None and best.probability >= 0.5)
    for sort, hits in sorted(found.items()):
        print(f"  {sort:10} {len(hits):5} papers, found {sum(hits) / len(hits):.4f}")
    _print_calibration(judged)
    all_hits = [hit for hits in found.values() for hit in hits]
    print(f"sure proposals: {sure} of {len(papers)}")
    return [
        Figure("right where the probability is 0.9 or more", sure_right / max(sure, 1), 0.99),
        Figure(
            "recall: the right family first, at 0.5 or more", sum(all_hits) / len(all_hits), 0.95
        ),
    ]


def _print_calibration(judged: Sequence[tuple[float, bool]]) -> None:
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = [(p, right) for p, right in judged if low <= p < high]
        if inside:
            said = sum(p for p, _ in inside) / len(inside)
            was = sum(right for _, right in inside) / len(inside)
            print(f"  told {said:.3f}, was {was:.3f}  ({len(inside)} first proposals)")


# --- time ------------------------------------------------------------------------------------


def growth(folder: Path) -> Figure:
    """CPU time of a proposal among a hundred thousand people, as a multiple of a thousand."""
    small, large = (_seconds(folder / str(people), people) for people in (SMALL, LARGE))
    print(f"CPU of a proposal: {1000 * small:.2f} ms among {SMALL} people,", end=" ")
    print(f"{1000 * large:.2f} ms among {LARGE}")
    return Figure("time of a proposal, 100,000 people to 1,000", large / small, 2.0, at_most=True)


def _seconds(folder: Path, people: int) -> float:
    world = World(MEASURED + people, 2)
    while world.people < people:
        world = World(MEASURED + people, int(len(world.families) * people / world.people) + 2)
    office = Office(folder, world)
    papers = list(world.papers(TIMED))
    for said in papers[:50]:
        office.propose(said)
    start = time.process_time()
    for said in papers:
        office.propose(said)
    return (time.process_time() - start) / len(papers)


# --- fitting ---------------------------------------------------------------------------------


def fit(folder: Path) -> None:
    """Weights under which the families that papers spoke of were likeliest; written down."""
    cases: list[tuple[NDArray[np.float64], int | None]] = []
    names: list[str] = []
    for seed in FITTED:
        office = Office(folder / f"fit-{seed}", World(seed, FAMILIES))
        for said in office.world.papers(PAPERS):
            ids = short_list(office.families.under(family_keys(said.family)))
            every = (hold_against(said.family, f) for f in office.families.several(ids))
            held = [one for one in every if one.has_tie]
            rows = [list(one.features().values()) for one in held]
            names = list(held[0].features()) if held else names
            true = None if said.of is None else office.ids[said.of]
            place = next((i for i, one in enumerate(held) if one.family.id == true), None)
            if rows:
                cases.append((np.array(rows), place))
    weights = _descend(cases, len(names))
    lines = [f"{name} = {weight:.3f}" for name, weight in zip(names, weights, strict=True)]
    WEIGHTS.write_text(HEAD + "\n[weights]\n" + "\n".join(lines) + "\n", "utf-8")
    print(f"{WEIGHTS.name} written, from {len(cases)} papers")


def _descend(
    cases: Sequence[tuple[NDArray[np.float64], int | None]], count: int, ridge: float = 2.0
) -> NDArray[np.float64]:
    """Newton's steps on the conditional likelihood, with a small ridge; a new family scores 0."""
    weights = np.zeros(count)
    for _ in range(40):
        slope, bend = -ridge * weights, ridge * np.eye(count)
        for rows, true in cases:
            scores = rows @ weights
            top = max(0.0, float(scores.max()))
            shares = np.exp(scores - top)
            shares /= shares.sum() + np.exp(-top)
            mean = shares @ rows
            slope += (rows[true] if true is not None else 0.0) - mean
            bend += (rows.T * shares) @ rows - np.outer(mean, mean)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-4:
            break
    return weights


if __name__ == "__main__":
    sys.exit(main())
