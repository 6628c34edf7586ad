"""Papers that nobody who wrote rules had seen: `make unseen`.

`bench/unseen/<set>/NAME.paper` is a paper (bench/sheets.py has the markup), `NAME.json` its
truth, both written from the contract alone before anything was run on them. Each is made into a
Word file, with `--scans` into a clean scan and a spoilt one too, and read by `opis extract`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import pypdfium2
from corpus import opis
from degraded import CLEAN, SPOILT, Condition
from PIL import Image
from scoring import (
    Verdict,
    figures,
    judge,
    judge_cells,
    judge_marks,
    judge_signs,
    judge_texts,
    perfect,
)
from sheets import write_sheet
from targets import Figure, report

FOLDER = Path(__file__).parent / "unseen"
SETS = ("first", "second")
#: A typewriter's face can't be put on a finished page.
SPOILERS = tuple(condition for condition in SPOILT if condition.typeface is None)
SEED = 611

Truths = dict[str, dict[str, Any]]
Judged = dict[str, list[Verdict]]


def make_papers(which: str, out: Path, scans: bool) -> Truths:
    """Files `NAME.CONDITION.SUFFIX` in `out`, and the truth by NAME."""
    papers = sorted((FOLDER / which).glob("*.paper"))
    for paper in papers:
        write_sheet(paper.read_text("utf-8"), out / f"{paper.stem}.word.docx")
    if scans:
        _scan(out)
    return {
        paper.stem: json.loads(paper.with_suffix(".json").read_text("utf-8")) for paper in papers
    }


def _scan(folder: Path) -> None:
    """Every Word file of the folder printed, then scanned cleanly and once spoilt."""
    words = sorted(folder.glob("*.word.docx"))
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, words)],
        check=True, capture_output=True,
    )  # fmt: skip
    for i, word in enumerate(words):
        printed = folder / f"{word.stem}.pdf"
        name = word.name.split(".")[0]
        for condition in (CLEAN[0], SPOILERS[i % len(SPOILERS)]):
            pages = [_picture(page, condition, SEED + i) for page in _pages(printed, condition.dpi)]
            dpi = (condition.dpi, condition.dpi) if condition.states_dpi else None
            _save(pages, folder / f"{name}.{condition.name}.pdf", condition.quality, dpi)
        printed.unlink()


def _pages(printed: Path, dpi: int) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(printed) as document:
        for page in document:
            yield page.render(scale=dpi / 72).to_pil().convert("RGB")


def _picture(page: Image.Image, condition: Condition, seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    levels = condition.spoil(np.asarray(page, np.float32), condition.dpi, rng)
    return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))


def _save(pages: list[Image.Image], out: Path, quality: int, dpi: tuple[int, int] | None) -> None:
    first, *rest = pages
    resolution = dpi[0] if dpi else 200
    first.save(out, save_all=True, append_images=rest, resolution=resolution, quality=quality)


def read(files: list[Path], folder: Path) -> dict[str, dict[str, Any]]:
    """The first document's line of `opis extract` by the file's name."""
    lines = folder / "lines.jsonl"
    opis("extract", files, lines)
    drafts: dict[str, dict[str, Any]] = {}
    for line in lines.read_text("utf-8").splitlines():
        draft = json.loads(line)
        drafts.setdefault(Path(draft["source"]).name, draft)
    return drafts


def judged(truths: Truths, drafts: dict[str, dict[str, Any]], condition: str) -> Judged:
    """Verdicts by what they are about, over the files of a condition."""
    found: Judged = defaultdict(list)
    for file, draft in drafts.items():
        name, made = file.split(".")[:2]
        if condition not in (made, "spoilt") or (
            condition == "spoilt" and made in ("word", "clean300")
        ):
            continue
        truth = truths[name]
        found["fields"] += judge(name, truth, draft)
        found["signs"] += judge_signs(name, truth, draft)
        found["marks"] += judge_marks(name, truth, draft)
        found["cells"] += judge_cells(name, truth, draft)
        found["texts"] += judge_texts(name, truth, draft)
    return found


def show(condition: str, verdicts: Judged, errors: bool) -> None:
    for about, some in verdicts.items():
        n = figures(some)
        print(
            f"{condition:9} {about:7} F1 {n['f1']:.3f}  P {n['precision']:.3f}  R {n['recall']:.3f}"
            f"  silent {n['silent']:.3f}  sure {n['sure']:.3f}  of {n['values']:.0f}"
            + (f"  perfect {perfect(some):.2f}" if about == "fields" else "")
        )
        for verdict in some if errors else ():
            if verdict.outcome != "right":
                silent = "SILENT " if verdict.silent else ""
                print(
                    f"    {verdict.outcome:8} {silent}{verdict.paper} {verdict.field}:"
                    f" got {verdict.got!r} want {verdict.want!r}"
                )


def threat(verdicts: list[Verdict]) -> tuple[float, float]:
    """(recall, precision) of threat to life."""
    about = [verdict for verdict in verdicts if verdict.field == "threat_to_life"]
    n = figures(about)
    return (n["recall"] if n["values"] else 1.0), (n["precision"] if about else 1.0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=SETS, action="append", dest="sets")
    parser.add_argument("--scans", action="store_true", help="read them as scans too")
    parser.add_argument("--errors", action="store_true", help="list what is not right")
    args = parser.parse_args()
    results: list[Figure] = []
    for which in args.sets or [name for name in SETS if (FOLDER / name).is_dir()]:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            truths = make_papers(which, folder, args.scans)
            drafts = read(
                sorted(p for p in folder.iterdir() if p.suffix in (".docx", ".pdf")), folder
            )
        print(f"--- {which}: {len(truths)} papers")
        for condition in ("word", "clean300", "spoilt") if args.scans else ("word",):
            verdicts = judged(truths, drafts, condition)
            show(condition, verdicts, args.errors)
            n = figures(verdicts["fields"])
            recall, precision = threat(verdicts["fields"])
            if condition == "word":
                results += [
                    Figure(f"{which}: F1 of fields, Word", n["f1"], 0.94),
                    Figure(f"{which}: silent errors, Word", n["silent"], 0.02, at_most=True),
                    Figure(f"{which}: threat recall, Word", recall, 1.0),
                    Figure(f"{which}: threat precision, Word", precision, 0.8),
                ]
    return report(results)


if __name__ == "__main__":
    sys.exit(main())
