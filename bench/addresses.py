"""Addresses in the wording of real papers: both borders, and which field they go to.

`make bench-addresses`. `--errors` names what went wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from invented_addresses import Case, cases
from targets import Figure, report

from casework.findings import KindGuess
from nlp.choose import choose
from nlp.finders import find_fields
from nlp.paper import Anatomy, open_paper, views
from nlp.russian import Russian
from papers.document import Document, Method, Page

ADDRESSES, TARGET = 500, 0.97
FIELDS = ("address", "registration_address")
KIND = KindGuess("prevention_referral", 0.95)


def read(text: str, russian: Russian) -> dict[str, str]:
    """What is offered for both fields."""
    document = Document(text, (Page(1, 0, len(text), (), Method.FLOW),))
    lines, prose = views(document)
    paper = open_paper(document, russian, Anatomy(), lines, prose)
    readings, _ = choose(document, find_fields(paper, KIND, frozenset(FIELDS)))
    return {reading.field: str(reading.best.value) for reading in readings if reading.best}


def plain(text: str) -> str:
    """As values are compared: one blank for each gap, no full stop at the end."""
    return re.sub(r"\s+", " ", text).strip(" .,")


def told(case: Case, found: dict[str, str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for field in FIELDS:
        want, got = plain(getattr(case, field)), plain(found.get(field, ""))
        if want or got:
            counted["right" if want == got else "wrong" if got else "missing"] += 1
    return counted


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=ADDRESSES, help="how many pieces of papers")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--errors", action="store_true", help="name what went wrong")
    args = parser.parse_args()
    russian = Russian.load()
    whole: Counter[str] = Counter()
    for case in cases(args.count, args.seed):
        found = read(case.text, russian)
        counted = told(case, found)
        whole += counted
        if args.errors and (counted["wrong"] or counted["missing"]):
            print(repr(case.text))
            for field in FIELDS:
                if plain(getattr(case, field)) != plain(found.get(field, "")):
                    print(f"    {field}: {found.get(field)!r}")
    print(f"addresses: {dict(whole)}")
    return report([Figure("addresses, borders and field", whole["right"] / whole.total(), TARGET)])


if __name__ == "__main__":
    sys.exit(main())
