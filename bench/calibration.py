"""Whether confidences are probabilities: `make bench-calibration`, with FIT=1 to fit them anew.

Reads every paper whose truth is known, in every condition, and asks of each value that is given,
or would be first among the alternatives, what it scored and whether it was right. The curves are
fitted to nine tenths of the papers and judged on the others, ten times over, so that no paper
judges a curve that has seen it in any condition.

The corpus and the samples were looked at while the rules were written: they are right more often
than papers to come. So the first run over a set of papers that were written blind is kept
(`--record`, before its errors are looked at) and counts four times as much.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from calibration_fit import Fitted, Rated, as_tables, as_toml, fit
from documents import Kept
from judged_papers import CORPUS, ROOT, PaperFile, judged_papers
from scoring import Outcome, Verdict, judge, judge_cells, judge_marks, judge_signs
from targets import Figure, report
from unseen import FOLDER as UNSEEN

from casework.field import OFFERED, SURE, FieldCandidate
from casework.findings import Findings
from nlp.calibration import CELLS, MARKS, SIGNS, Calibration
from nlp.understanding import load

CURVES = ROOT / "nlp/lexicon/calibration.toml"
HEAD = """\
# What scores have turned out to be worth: probabilities by field, for typed text and for pictures,
# as [score, probability]. Written by `make bench-calibration FIT=1`; never by hand.
# `values`, `wrong`: on how many values the curve rests, and how many of them were wrong.
"""
FOLDS = 10
#: How much a paper of a first blind run counts, and one that was looked at.
BLIND, LOOKED_AT = 1.0, 0.25
FIRST_RUN = "first_run.jsonl"
#: The blind set that was run last, after the errors of the others had been mended.
LAST = "second"


@dataclass(frozen=True, slots=True)
class Judged:
    """A value with its probability by curves that have not seen its paper."""

    rated: Rated
    origin: str
    chance: float


# --- what was said, and whether it was right ---------------------------------------------------


def rated_values(files: Sequence[PaperFile], fresh: bool) -> Iterator[Rated]:
    """Every value that is first for its field, as scored before calibration, and its judgement."""
    understanding = load()
    documents = Kept().documents([file.path for file in files], fresh)
    by_path = {file.path: file for file in files}
    for path, document in documents:
        file = by_path[path]
        found = understanding.find(understanding.open(document))  # the scores of the rules
        for verdict in _verdicts(file, found):
            if verdict.confidence is not None:
                yield Rated(
                    verdict.field, verdict.confidence, verdict.outcome is Outcome.RIGHT,
                    document.scanned, file.paper, file.condition, LOOKED_AT,
                )  # fmt: skip


def _verdicts(file: PaperFile, found: Findings) -> Iterator[Verdict]:
    """The judgements, under the names of the curves."""
    draft = first_of_all(found)
    yield from judge(file.paper, file.truth, draft)
    for name, judged in ((SIGNS, judge_signs), (MARKS, judge_marks), (CELLS, judge_cells)):
        if name != CELLS or file.truth.get("tables"):
            yield from (replace(v, field=name) for v in judged(file.paper, file.truth, draft))


def first_of_all(found: Findings) -> dict[str, Any]:
    """A draft that gives the first value of everything, however doubtful it is."""

    def value(one: FieldCandidate | None) -> dict[str, Any]:
        return {"value": one.value, "confidence": one.confidence} if one else {}

    def mark(one: FieldCandidate) -> dict[str, Any]:
        section, _, item = one.field.partition(".")
        return value(one) | {"section": section, "item": item}

    def cells(row: Iterable[FieldCandidate]) -> dict[str, Any]:
        return {cell.field: value(cell) for cell in row}

    return {
        "kind": {"value": found.kind.value, "confidence": found.kind.confidence},
        "fields": {one.field: value(one.candidates[0]) for one in found.fields if one.candidates},
        "people": [
            {
                "roles": person.roles,
                "full_name": value(person.full_name),
                "birth_date": value(person.birth_date),
            }
            for person in found.people
        ],
        "distress_signs": [value(sign) for sign in found.signs],
        "marks": [mark(one) for one in found.marks],
        "tables": [
            {
                "name": table.name,
                "rows": [
                    {"cells": {cell.field: value(cell) for cell in row}} for row in table.rows
                ],
            }
            for table in found.tables
        ],
    }


# --- first runs, kept --------------------------------------------------------------------------


def record(which: str, rated: Iterable[Rated]) -> None:
    """Keep what a first run over a blind set has shown."""
    with (UNSEEN / which / FIRST_RUN).open("w", encoding="utf-8") as out:
        for one in rated:
            told = asdict(one)
            del told["weight"]
            print(json.dumps(told, ensure_ascii=False), file=out)


def first_runs() -> Iterator[Rated]:
    for path in sorted(UNSEEN.glob(f"*/{FIRST_RUN}")):
        for line in path.read_text("utf-8").splitlines():
            yield replace(Rated(**json.loads(line)), weight=BLIND)


# --- out of fold -------------------------------------------------------------------------------


def out_of_fold(rated: Sequence[Rated]) -> list[Judged]:
    """Each value's probability by the curves of the folds without its paper."""
    papers = sorted({one.paper for one in rated})
    fold = {paper: i % FOLDS for i, paper in enumerate(papers)}
    judged: list[Judged] = []
    for held_out in range(FOLDS):
        others = [one for one in rated if fold[one.paper] != held_out]
        own = [one for one in rated if fold[one.paper] == held_out]
        judged += applied(fit(others), own)
    return judged


def never_seen(rated: Sequence[Rated], which: str) -> list[Judged]:
    """The first run over a blind set, by curves fitted without any of its papers."""
    others = [one for one in rated if one.paper.split("/")[0] != which]
    own = [one for one in rated if one.paper.split("/")[0] == which and one.weight == BLIND]
    return applied(fit(others), own) if own else []


def applied(curves: dict[str, Fitted], rated: Iterable[Rated]) -> list[Judged]:
    calibration = Calibration.of(as_tables(curves))
    return [
        Judged(one, origin(one), calibration.probability(one.field, one.score, one.picture))
        for one in rated
    ]


def origin(one: Rated) -> str:
    """The set of the value's paper; a first run apart from later ones."""
    name = one.paper.split("/")[0]
    return f"{name}, first run" if one.weight == BLIND else name


# --- tables ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tenth:
    """Values whose probability lies in one tenth: how many, how sure on the mean, share right."""

    number: int
    values: int
    chance: float
    right: float


def tenths(judged: Iterable[Judged]) -> list[Tenth]:
    """The tenths that hold values, the doubtful first."""
    bins: dict[int, list[Judged]] = {}
    for one in judged:
        bins.setdefault(min(9, int(one.chance * 10)), []).append(one)
    return [
        Tenth(
            number,
            len(some),
            math.fsum(one.chance for one in some) / len(some),
            sum(one.rated.right for one in some) / len(some),
        )
        for number, some in sorted(bins.items())
    ]


def calibration_error(judged: Sequence[Judged]) -> float:
    """The expected calibration error: by how much a tenth is off, on the mean over values."""
    off = math.fsum(t.values * abs(t.chance - t.right) for t in tenths(judged))
    return off / max(1, len(judged))


def show_tenths(judged: Sequence[Judged]) -> None:
    print(f"{'tenth':>10} {'values':>7} {'mean':>7} {'right':>7}")
    for t in tenths(judged):
        bounds = f"{t.number / 10:.1f}-{(t.number + 1) / 10:.1f}"
        print(f"{bounds:>10} {t.values:7} {t.chance:7.3f} {t.right:7.3f}")


def show_groups(judged: Sequence[Judged], what: str, name: Callable[[Judged], str]) -> None:
    """Calibration error, silent errors and sure values by group."""
    print(f"\n{what:28} {'values':>7} {'wrong':>6} {'mean':>6} {'right':>6} {'ECE':>6}"
          f" {'sure':>6} {'silent':>7}")  # fmt: skip
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(name(one), []).append(one)
    for group, some in sorted(groups.items()):
        right = sum(one.rated.right for one in some)
        mean = math.fsum(one.chance for one in some) / len(some)
        print(f"{group:28} {len(some):7} {len(some) - right:6} {mean:6.3f} {right / len(some):6.3f}"
              f" {calibration_error(some):6.3f} {sure(some):6.3f} {silent(some):7.4f}")  # fmt: skip


def sure(judged: Sequence[Judged]) -> float:
    """The share of values that are sure and right."""
    good = sum(one.rated.right and one.chance >= SURE for one in judged)
    return good / max(1, len(judged))


def silent(judged: Sequence[Judged]) -> float:
    """The share of sure values that are wrong."""
    trusted = [one for one in judged if one.chance >= SURE]
    return sum(not one.rated.right for one in trusted) / max(1, len(trusted))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT / "../shared")
    parser.add_argument("--fit", action="store_true", help=f"write {CURVES.name}")
    parser.add_argument("--fresh", action="store_true", help="read the files again")
    parser.add_argument("--record", metavar="SET", help="keep the first run over a blind set")
    parser.add_argument("--plot", type=Path, metavar="SVG")
    args = parser.parse_args()
    files = [f for f in judged_papers(args.shared) if args.record in (None, f.paper.split("/")[0])]
    rated = list(rated_values(files, args.fresh))
    if args.record:
        record(args.record, rated)
        return 0
    rated += first_runs()
    judged = out_of_fold(rated)
    show(judged)
    if args.fit:
        CURVES.write_text(HEAD + as_toml(fit(rated)), "utf-8")
        print(f"\nwritten: {CURVES.relative_to(ROOT)}")
    if args.plot:
        draw(judged, args.plot)
    unseen = never_seen(rated, LAST)
    print(f"\nfirst run over the {LAST} set, by curves that have seen none of its papers")
    show_tenths(unseen)
    return report(results(judged, unseen))


def show(judged: Sequence[Judged]) -> None:
    """The tables of docs/quality.md."""
    print("all values, by curves that have not seen their paper")
    show_tenths(judged)
    show_groups(judged, "kind of source", lambda one: "picture" if one.rated.picture else "typed")
    show_groups(judged, "set", lambda one: one.origin)
    show_groups(judged, "field", lambda one: one.rated.field)


def results(judged: Sequence[Judged], unseen: Sequence[Judged]) -> list[Figure]:
    given = [one for one in judged if one.chance >= OFFERED]
    corpus = [one for one in given if one.origin == CORPUS]
    figures = [
        Figure("expected calibration error, all sets", calibration_error(given), 0.03, True),
    ]
    if unseen:
        offered = [one for one in unseen if one.chance >= OFFERED]
        name = f"expected calibration error, {LAST} set unseen"
        figures.append(Figure(name, calibration_error(offered), 0.03, True))
    if corpus:
        figures += [
            Figure("corpus: values that are sure and right", sure(corpus), 0.75),
            Figure("corpus: sure values that are wrong", silent(corpus), 0.01, True),
        ]
    return figures


def draw(judged: Sequence[Judged], out: Path) -> None:
    """The plot, by the environment that has matplotlib."""
    python = ROOT / ".venv-bench/bin/python"
    if not python.exists():
        print(f"no plot: there is no {python.relative_to(ROOT)} (scripts/setup.sh bench)")
        return
    groups = {
        name: [asdict(tenth) for tenth in tenths(some)]
        for name, some in (
            ("typed text", [one for one in judged if not one.rated.picture]),
            ("pictures", [one for one in judged if one.rated.picture]),
        )
    }
    plot = [str(python), str(Path(__file__).with_name("calibration_plot.py")), str(out)]
    subprocess.run(plot, input=json.dumps(groups), text=True, check=True)


if __name__ == "__main__":
    sys.exit(main())
