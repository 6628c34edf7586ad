"""Weights of the signs at borders, fitted to papers whose borders are known.

    python bench/splitting_fit.py          prints them and how they do on papers left out
    python bench/splitting_fit.py --write  writes nlp/lexicon/splitting.toml

The papers are those of the first blind set (bench/unseen/first), as they were read from clean and
spoilt scans; the second set, the samples and the corpus are never seen. From them chance makes
borders of three kinds: real breaks within papers of several pages; breaks put at any line into
pages (also before the last lines alone, with and without a printed number); and pairs of papers
laid on each other, with and without a blank page between. A logistic regression weighs the signs;
it is judged on papers left out, ten times over.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
from documents import Kept
from judged_papers import judged_papers
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from nlp.lexicon.words import Lexicon
from nlp.splitting.look import PageLook, Role, look_at_page
from nlp.splitting.signs import SIGNS, Border, signs_of
from papers.document import Document, Word
from papers.geometry import Box

KINDS = Lexicon.load().kinds
OUT = Path(__file__).parents[1] / "nlp/lexicon/splitting.toml"
ORIGIN, SEED = "first", 1931
#: For each scan: breaks put into it, of these before its last lines; papers laid behind it.
BREAKS, TAILS, NEIGHBOURS = 5, 2, 8
FOLDS = 10
#: A weaker prior lets rare signs weigh what no rare sign should.
STRENGTH = 2.0
#: A page is not broken within so much of its lines: a head is never left on a page alone.
HEAD_SHARE = 0.4
#: How many papers of a bundle come from one scanner with one setting.
ALIKE = 0.85
#: Taken off every border: so much likelier must a new paper be than a page that goes on.
CAUTION = 0.5
#: Log-likelihood ratios of what only a run of pages shows are cut here.
MOST = 4.0
HEAD = """\
# What the signs that a paper begins weigh, in log-odds. Written by bench/splitting_fit.py; never
# by hand. `caution` is taken off at every border: a paper cut in two costs more than two together.
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A border of which is known whether a paper begins there; `paper` groups what is alike."""

    signs: frozenset[str]
    begins: bool
    paper: str


@dataclass(frozen=True, slots=True)
class Read:
    paper: str
    document: Document


def known_borders(read: Sequence[Read], chance: random.Random) -> Iterator[Known]:
    for one in read:
        looks = _looks(one.document)
        for before, after in pairwise(looks):
            yield _known(Border(one.document, before, after), False, one.paper)
        for _ in range(BREAKS):
            if (broken := _broken(one.document, chance)) is not None:
                before, after = _looks(broken)[:2]
                if before.role is after.role is Role.PAGE:
                    back = _between(before, chance, backs=0.1, separators=0.0)
                    yield _known(Border(broken, before, after, back), False, one.paper)
        for other in chance.sample([r for r in read if r.paper != one.paper], NEIGHBOURS):
            yield _laid(one, other, looks[-1], chance)


def _laid(one: Read, other: Read, last: PageLook, chance: random.Random) -> Known:
    """Another paper behind this one, scanned alike as a rule, whatever room it leaves below."""
    first = _looks(other.document)[0]
    if chance.random() < ALIKE:
        size = {name: getattr(last.page, name) for name in ("width", "height", "dpi", "method")}
        first = replace(first, page=replace(first.page, **size))
    if chance.random() < 0.5:
        last = replace(last, ends_at=chance.uniform(0.3, 0.97))
    numbered = replace(first, page=replace(first.page, number=last.page.number + 1))
    between = _between(last, chance, backs=0.2, separators=0.1)
    joined = replace(other.document, tables=())
    return _known(Border(joined, last, numbered, between), True, one.paper)


def _between(
    last: PageLook, chance: random.Random, backs: float, separators: float
) -> tuple[PageLook, ...]:
    drawn = chance.random()
    if drawn < backs:
        return (PageLook(last.page, Role.BLANK),)
    return (PageLook(last.page, Role.SEPARATOR),) if drawn < backs + separators else ()


def _looks(document: Document) -> list[PageLook]:
    return [look_at_page(document, page, KINDS) for page in document.pages]


def _known(border: Border, begins: bool, paper: str) -> Known:
    return Known(frozenset(name for name, _ in signs_of(border)), begins, paper)


def _broken(document: Document, chance: random.Random) -> Document | None:
    """One of its pages over two, the break at the end of a printed line."""
    page = chance.choice(document.pages)
    text = document.text[page.start : page.stop]
    ends = [i for i, char in enumerate(text) if char == "\n" and text[i + 1 :].strip()]
    if len(ends) < 8:
        return None
    tail = chance.random() < TAILS / BREAKS
    at = chance.choice(ends[-7:] if tail else ends[round(HEAD_SHARE * len(ends)) :]) + 1
    number = "2\n" if chance.random() < 0.3 else ""
    start = at + len(number)
    first = [w for w in page.words if w.start - page.start < at]
    rest = [w for w in page.words if w.start - page.start >= at]
    top = min((w.box.top for w in rest if w.box), default=0.0) - 0.05
    deep = chance.uniform(0.7, 0.97) - max((w.box.bottom for w in first if w.box), default=0.9)
    moved = [_word(w, -page.start, 1, deep) for w in first]
    below = [_word(w, len(number) - page.start, 2, -top) for w in rest]
    if number:
        below.insert(0, Word("2", at, 2, Box(0.49, 0.02, 0.5, 0.03), 0.9))
    pages = (
        replace(page, number=1, start=0, stop=at, words=tuple(moved)),
        replace(page, number=2, start=at, stop=len(text) + start - at, words=tuple(below)),
    )
    return Document(text[:at] + number + text[at:], pages)


def _word(word: Word, by: int, page: int, down: float) -> Word:
    box = word.box
    if box is not None:
        top, bottom = (min(1.0, max(0.0, y + down)) for y in (box.top, box.bottom))
        box = Box(box.left, top, box.right, bottom)
    return replace(word, start=word.start + by, page=page, box=box)


def table(known: Sequence[Known]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows = [[name in one.signs for name in SIGNS] for one in known]
    return np.array(rows, np.float64), np.array([one.begins for one in known], np.float64)


def fit(known: Sequence[Known]) -> tuple[float, dict[str, float]]:
    """The bias and the weight of every sign."""
    signs, begins = table(known)
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000)
    model.fit(signs, begins)
    weights = dict(zip(SIGNS, map(float, model.coef_[0]), strict=True))
    return float(model.intercept_[0]), weights


def judge(known: Sequence[Known]) -> None:
    """How borders of papers left out come out: cut though whole, together though two."""
    wrong: Counter[str] = Counter()
    groups = [one.paper for one in known]
    for seen, unseen in GroupKFold(FOLDS).split(known, groups=groups):
        bias, weights = fit([known[i] for i in seen])
        for one in (known[i] for i in unseen):
            begins = bias - CAUTION + sum(weights[name] for name in one.signs) > 0
            wrong["cut"] += begins and not one.begins
            wrong["together"] += one.begins and not begins
    whole = sum(not one.begins for one in known)
    print(f"left out: {wrong['cut']} of {whole} breaks cut, ", end="")
    print(f"{wrong['together']} of {len(known) - whole} borders missed")


def as_toml(bias: float, weights: dict[str, float]) -> str:
    lines = [HEAD, f"bias = {bias:.2f}", f"caution = {CAUTION:.2f}", "", "[signs]"]
    lines += [f"{name} = {weight:.2f}" for name, weight in weights.items()]
    # A first page seldom carries a 2, and a page of that number seldom stands elsewhere.
    lines += ["", "[run]", f"number_fits = {MOST / 4:.2f}", f"first_misnumbered = {-MOST / 2:.2f}"]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    files = [file for file in judged_papers(Path("nowhere")) if file.origin == ORIGIN]
    scans = {file.path: file.paper for file in files if file.path.suffix == ".pdf"}
    read = [Read(scans[path], document) for path, document in Kept().documents(list(scans))]
    known = list(known_borders(read, random.Random(SEED)))
    judge(known)
    bias, weights = fit(known)
    told = as_toml(bias, weights)
    print(told)
    if args.write:
        OUT.write_text(told, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
