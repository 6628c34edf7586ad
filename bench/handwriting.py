"""Handwriting on made pages: what is found of it, and what is taken for it where there is none.

A line counts as found when half of its width is covered. Pages without handwriting are clean,
spoilt, stamped and signed, forms and tables; on them there must be no warning.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from degraded import CLEAN, SPOILT, Condition
from handwritten import DPI, Filled, blank_form, filled_form, scribbled_form, written_statement
from invented_papers import compose
from PIL import Image
from targets import Figure, report

from extractors.reader import Reader
from papers.document import Document
from papers.geometry import Box
from papers.outcome import WarningCode
from papers.source import MediaKind

FORMS: tuple[Callable[[np.random.Generator], Filled], ...] = (
    filled_form,
    scribbled_form,
    written_statement,
)
FORM_PAGES, BLANK_PAGES, PAPERS = 12, 4, 2
#: Those that turn a page only take time here.
CONDITIONS = [one for one in (*CLEAN, *SPOILT) if one.name not in ("sideways", "upside_down")]


def main() -> int:
    lines = covered = boxes = true_boxes = 0
    for seed in range(FORM_PAGES):
        filled = FORMS[seed % len(FORMS)](np.random.default_rng(seed))
        found = [place.box for place in read(scanned(filled, seed), ".png").handwriting]
        hits = [line for line in filled.hand if share(line, found) >= 0.5]
        lines, covered = lines + len(filled.hand), covered + len(hits)
        boxes += len(found)
        true_boxes += sum(any(meet(box, line) for line in filled.hand) for box in found)
        print(f"{FORMS[seed % len(FORMS)].__name__:20} {len(hits)} of {len(filled.hand)} lines")
    pages, flagged = 0, list[str]()
    for name, picture, suffix in blank_pages():
        pages += 1
        codes = {warning.code for warning in read(picture, suffix).warnings}
        if WarningCode.HANDWRITING in codes:
            flagged.append(name)
    print("taken for handwriting:", ", ".join(flagged) or "no page", "of", pages)
    return report(
        [
            Figure("handwriting: lines found", covered / lines, 0.8),
            Figure("handwriting: places that are handwriting", true_boxes / max(1, boxes), 0.95),
            Figure("handwriting: pages without it that stay quiet", 1 - len(flagged) / pages, 0.95),
        ]
    )


def blank_pages() -> list[tuple[str, bytes, str]]:
    """Pages on which nobody has written, beyond a signature."""
    made = [
        (f"blank form {seed}", scanned(blank_form(np.random.default_rng(seed)), seed), ".png")
        for seed in range(BLANK_PAGES)
    ]
    for number, paper in enumerate(compose(PAPERS * len(CONDITIONS), 500)):
        condition: Condition = CONDITIONS[number % len(CONDITIONS)]
        name = f"{paper.name} {condition.name}"
        made.append((name, condition.picture(paper, number), condition.suffix))
    return made


def scanned(filled: Filled, seed: int) -> bytes:
    """Every third page in gray, all with the noise of a sensor."""
    noise = np.random.default_rng(seed).normal(0, 2, (*filled.picture.size[::-1], 1))
    levels = np.asarray(filled.picture, np.float32) + noise
    picture = Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
    written = io.BytesIO()
    (picture.convert("L") if seed % 3 == 1 else picture).save(written, "PNG", dpi=(DPI, DPI))
    return written.getvalue()


def read(picture: bytes, suffix: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"page{suffix}"
        path.write_bytes(picture)
        return Reader().read(path, MediaKind.IMAGE)


def share(line: Box, found: list[Box]) -> float:
    """The part of the width of `line` over which some of `found` stand."""
    columns = np.linspace(line.left, line.right, 200)
    beside = [box for box in found if meet(box, line)]
    return float(np.mean([any(box.left <= x <= box.right for box in beside) for x in columns]))


def meet(one: Box, other: Box) -> bool:
    return (
        min(one.right, other.right) > max(one.left, other.left)
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.3 * one.height
    )


if __name__ == "__main__":
    sys.exit(main())
