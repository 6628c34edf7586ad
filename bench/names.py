"""Nominatives of generated full names in all six cases, and how far a sure one can be believed.

`make bench-names`. Every surname of the bench is taken out of the program's book of surnames
first: all of them are held out. `--errors` names what went wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from declined_names import CASES, Declined, by_dictionary, generated
from peoples import PEOPLES
from targets import Figure, report

from casework.field import SURE
from nlp import nominative
from nlp.names import Shape
from nlp.people import SURE_OF_BORDERS

NAMES, OF_A_PEOPLE = 6000, 1000
FULL, LISTS, SURELY = 0.97, 0.94, 0.99


@dataclass
class Score:
    """How many nominatives were right, of all and of those given as sure."""

    name: str
    right: int = 0
    total: int = 0
    sure: int = 0
    sure_right: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        return self.right / max(1, self.total)

    def add(self, declined: Declined, case: str) -> None:
        surname, given, patronymic = declined.parts[case]
        best = nominative.readings(surname, given, patronymic)[0]
        shape = Shape.FULL if patronymic else Shape.SHORT
        sure = best.weight * SURE_OF_BORDERS[shape] >= SURE
        right = best.full == declined.full("nom")
        self.total += 1
        self.right += right
        self.sure += sure
        self.sure_right += right and sure
        if not right:
            self.wrong[f"{declined.kind} {case}{' sure' if sure else ''}"] += 1
            self.examples.append(
                f"{declined.full(case)} -> {best.full} ({best.weight:.2f}),"
                f" want {declined.full('nom')}"
            )


def score(name: str, names: Iterable[Declined]) -> Score:
    result = Score(name)
    for declined in names:
        for case in CASES:
            result.add(declined, case)
    return result


def hold_out(names: Iterable[Declined]) -> nominative.NameBook:
    """The program's book of names without the surnames of `names`."""
    book = nominative.name_book()
    surnames = {name.parts["nom"][0].lower() for name in names}
    known = surnames | {part for surname in surnames for part in surname.split("-")}
    men = {word.removesuffix("а") for word in known} | {word[:-2] + "ий" for word in known}
    return replace(book, surnames=book.surnames - known - men)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=NAMES)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--errors", type=int, default=0, help="how many errors to name")
    args = parser.parse_args()
    lists = {"full names": list(generated(args.names, args.seed, by_dictionary()))}
    for people, make in PEOPLES.items():
        lists[f"{people} names"] = list(make().generated(OF_A_PEOPLE, args.seed))
    book = hold_out([name for names in lists.values() for name in names])
    with patch.object(nominative, "name_book", lambda: book):
        scores = [score(name, names) for name, names in lists.items()]
    for result in scores:
        print(
            f"{result.name}: {result.total} forms, {result.right} right; given as sure"
            f" {result.sure}, right {result.sure_right}; wrong most often"
            f" {dict(result.wrong.most_common(12))}"
        )
        print(*result.examples[:: max(1, len(result.examples) // max(1, args.errors))]
              if args.errors else (), sep="\n")  # fmt: skip
    sure = sum(result.sure for result in scores)
    figures = [
        Figure(f"nominative, {result.name}", result.accuracy, LISTS if i else FULL)
        for i, result in enumerate(scores)
    ]
    figures.append(
        Figure(
            "right of those given as sure",
            sum(result.sure_right for result in scores) / max(1, sure),
            SURELY,
        )
    )
    print(f"given as sure: {sure / sum(result.total for result in scores):.3f} of all forms")
    return report(figures)


if __name__ == "__main__":
    sys.exit(main())
