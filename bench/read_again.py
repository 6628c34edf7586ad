"""What reading doubtful regions again does to the values: `make bench-read-again`.

Invented papers full of figures (bench/numbered_papers.py) are spoilt in the ways that make
figures doubtful, and understood twice: by the first reading alone, and with the questions
answered. With `--shared` the pictures of a corpus are measured likewise. Printed by condition:
pages, regions asked for, values that became right, right ones that became wrong or were lost,
false values that are given as sure (≥ 0.9) before and after, right ones likewise, and CPU
seconds of asking a page. Documents that were read once are kept (bench/documents.py).

    python bench/read_again.py [--papers 12] [--seed 1] [--only REGEX] [--shared ../shared] [--list]
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import cv2
import numpy as np
from degraded import SPOILT, Condition, Levels
from documents import Kept
from numbered_papers import compose
from scoring import SURE, Outcome, Verdict, judge
from targets import Figure, report

from extractors.reader import Reader
from papers.document import Document
from papers.second_look import Answer, Question
from papers.source import MediaKind
from pipeline.process import Understands
from pipeline.worker import Ports
from review_cli.contract import extract_json

ROOT = Path(__file__).parents[1]
MEDIA = {".pdf": MediaKind.PDF} | dict.fromkeys((".jpg", ".png", ".tif"), MediaKind.IMAGE)
NO_PICTURES = re.compile(r"\.(?:word|legacy|digital|archive)\.")
#: The kind and the issuer's words don't hang on a figure; a role is judged beside its name.
NOT_JUDGED = frozenset({"kind", "issuer", "role"})


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture of a paper in some condition, and the paper's truth."""

    condition: str
    path: Path
    truth: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One scan, understood before and after its questions were answered."""

    scan: Scan
    pages: int
    asked: int
    cpu_seconds: float
    before: tuple[Verdict, ...]
    after: tuple[Verdict, ...]

    @property
    def changed(self) -> tuple[list[Verdict], list[Verdict]]:
        """(mended, harmed): faults that are gone, faults that are new."""
        was, now = _faults(self.before), _faults(self.after)
        return list((was - now).elements()), list((now - was).elements())


def blurred(page: Levels, _dpi: int, rng: np.random.Generator) -> Levels:
    """Out of focus and grainy."""
    return _grainy(page, rng, 18.0, 1.2)


def coarse(page: Levels, _dpi: int, rng: np.random.Generator) -> Levels:
    """Of too few dots, on grayish paper."""
    return _grainy(0.9 * page, rng, 10.0, 1.0)


def _grainy(page: Levels, rng: np.random.Generator, noise: float, blur: float) -> Levels:
    gray = cv2.GaussianBlur(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), (0, 0), blur)
    return np.asarray(gray + rng.normal(0, noise, gray.shape), np.float32)


#: The other conditions of bench/degraded.py raise hardly a question.
CONDITIONS = (
    *(one for one in SPOILT if one.name == "typewriter"),
    Condition("blurred", "150 dpi, out of focus, grain", 150, blurred, ".jpg", 50),
    Condition("coarse", "110 dpi on grayish paper", 110, coarse, ".jpg", 60),
)


def made(count: int, seed: int, only: str, folder: Path) -> Iterator[Scan]:
    """Pictures of invented papers in `folder`."""
    for number, paper in enumerate(compose(count, seed)):
        for condition in CONDITIONS:
            if re.search(only, condition.name):
                path = folder / f"{paper.name}.{condition.name}{condition.suffix}"
                path.write_bytes(condition.picture(paper, seed + number))
                yield Scan(condition.name, path, paper.truth.as_json())


def shared(corpus: Path, only: str) -> Iterator[Scan]:
    """The pictures of a corpus; nothing where it is missing."""
    for path in sorted(corpus.glob("*")):
        truth = corpus / f"{path.name.split('.')[0]}.json"
        told = json.loads(truth.read_text("utf-8")) if truth.exists() else {}
        picture = path.suffix in MEDIA and not NO_PICTURES.search(path.name)
        if picture and "fields" in told and re.search(only, path.name):
            yield Scan(path.name.split(".")[1], path, told)


def measure(scan: Scan, document: Document, understanding: Understands) -> Case:
    asked: list[Question] = []

    def ask(questions: tuple[Question, ...]) -> tuple[Answer, ...]:
        media = MEDIA[scan.path.suffix]
        answers = Reader().read_again(scan.path, media, document, questions)
        asked.extend(answer.question for answer in answers)
        return answers

    understanding.understand(document)  # dictionaries that are read at first use
    started = _cpu_seconds()
    before = _judged(scan, document, lambda: understanding.understand(document))
    between = _cpu_seconds()
    after = _judged(scan, document, lambda: understanding.understand(document, ask))
    spent = _cpu_seconds() - between - (between - started)
    return Case(scan, len(document.pages), len(asked), spent, before, after)


def _judged(scan: Scan, document: Document, find: Callable[[], Any]) -> tuple[Verdict, ...]:
    draft = extract_json(scan.path.name, 1, document, find())
    verdicts = judge(scan.path.name, scan.truth, draft)
    return tuple(verdict for verdict in verdicts if verdict.field not in NOT_JUDGED)


def _faults(verdicts: Sequence[Verdict]) -> Counter[tuple[str, str]]:
    """The values that are not as they should be, whatever they are instead."""
    return Counter(
        (one.field, str(one.want if one.outcome is not Outcome.SPURIOUS else one.got))
        for one in verdicts
        if one.outcome is not Outcome.RIGHT
    )


def _cpu_seconds() -> float:
    """User and system time so far of this process and of the children that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def summary(cases: Sequence[Case]) -> dict[str, float]:
    """Sums over the cases; `cpu` is the mean a page."""
    changed = [case.changed for case in cases]
    pages = sum(case.pages for case in cases)
    return {
        "pages": pages,
        "asked": sum(case.asked for case in cases),
        "mended": sum(len(mended) for mended, _ in changed),
        "harmed": sum(len(harmed) for _, harmed in changed),
        "silent before": sum(one.silent for case in cases for one in case.before),
        "silent after": sum(one.silent for case in cases for one in case.after),
        "sure before": sum(_is_sure(one) for case in cases for one in case.before),
        "sure after": sum(_is_sure(one) for case in cases for one in case.after),
        "cpu": sum(case.cpu_seconds for case in cases) / max(1, pages),
    }


def _is_sure(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.RIGHT and (verdict.confidence or 0) >= SURE


def show(cases: Sequence[Case]) -> None:
    by_condition: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_condition[case.scan.condition].append(case)
    print(f"{'':14}" + "".join(f"{name:>15}" for name in summary(())))
    for name, some in (*by_condition.items(), ("all", cases)):
        print(f"{name:14}" + "".join(f"{value:15.4g}" for value in summary(some).values()))


def figures(cases: Sequence[Case]) -> list[Figure]:
    told = summary(cases)
    asked, pages = max(1, told["asked"]), max(1, told["pages"])
    return [
        Figure("right values made wrong, of regions", told["harmed"] / asked, 0.002, at_most=True),
        Figure("values mended, of regions", told["mended"] / asked, 0.02),
        Figure(
            "sure values that are false, more than before",
            told["silent after"] - told["silent before"], 0, at_most=True,
        ),
        Figure("sure values that are right, more", told["sure after"] - told["sure before"], 1),
        Figure("regions asked for, a page", told["asked"] / pages, 3, at_most=True),
        Figure("CPU s of asking, a page of all", told["cpu"], 0.6, at_most=True),
    ]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=12, help="pages a condition")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only conditions (files) that match")
    parser.add_argument("--shared", type=Path, help="measure the pictures of its corpus instead")
    parser.add_argument("--list", action="store_true", help="name every value that changed")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if args.shared:
            scans = list(shared(args.shared / "corpus", args.only))
        else:
            scans = list(made(args.papers, args.seed, args.only, Path(folder)))
        if not scans:
            print(f"skipped: there are no pictures in {args.shared}")
            return 0
        understanding = Ports().load_understanding()
        by_path = {scan.path: scan for scan in scans}
        cases = [
            measure(by_path[path], document, understanding)
            for path, document in Kept().documents(list(by_path))
        ]
    if args.list:
        for case in cases:
            for word, changes in zip(("mended", "harmed"), case.changed, strict=True):
                for change in changes:
                    print(word, case.scan.path.name, *change)
    show(cases)
    return report(figures(cases))


if __name__ == "__main__":
    sys.exit(main())
