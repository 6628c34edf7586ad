"""Thick scans shuffled from papers that were scanned alone; which pages make a paper is known.

Papers of the second set of `bench/unseen` and the scans among the samples, in whatever condition
chance gives each, with blank pages, back sides that show through and separator sheets between
them. Everything follows from the seed; the files are made once and kept beside the readings.
"""

from __future__ import annotations

import hashlib
import io
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import cv2
import numpy as np
import pypdfium2
from degraded import clean
from documents import FOLDER
from judged_papers import PaperFile, judged_papers
from PIL import Image, ImageDraw, ImageFont

COUNT, PAPERS, SEED = 10, 9, 20260
#: The papers of which bundles are made; the weights are fitted to others (splitting_fit.py).
ORIGINS = ("second", "samples")
FONT = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"
SEPARATORS = ("* * *", "РАЗДЕЛИТЕЛЬ", "— — —", "Лист-разделитель", "")
_A4_INCHES = (8.27, 11.69)
_DPI = 200
#: No ink is as light as this, of 255.
_LIGHT = 190


@dataclass(frozen=True, slots=True)
class BundledPaper:
    """A paper of a bundle: its pages (from 1) and its kind, or the kinds that are right."""

    name: str
    pages: tuple[int, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A thick scan at `path`, and the papers in it; pages that are in none belong to none."""

    path: Path
    papers: tuple[BundledPaper, ...]


def bundles(count: int = COUNT, seed: int = SEED) -> list[Bundle]:
    """`count` thick scans; made where they are not kept yet."""
    chosen = _shares(_pictures(), count, random.Random(seed))
    digest = hashlib.sha256(_names(chosen).encode()).hexdigest()
    folder = FOLDER / f"bundles-{digest[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _bundle(folder / f"shuffled_{number}.archive.pdf", papers, random.Random(seed + number))
        for number, papers in enumerate(chosen, start=1)
    ]


def _names(chosen: Sequence[Sequence[PaperFile]]) -> str:
    return "\n".join(f"{file.paper} {file.condition}" for files in chosen for file in files)


def _pictures() -> list[PaperFile]:
    """Every file of a scan, one of several papers alone left out."""
    files = [file for file in judged_papers(Path("nowhere")) if file.origin in ORIGINS]
    return [
        file
        for file in files
        if file.path.suffix in (".pdf", ".tif", ".png", ".jpg") and file.condition != "text_pdf"
    ]


def _shares(files: list[PaperFile], count: int, chance: random.Random) -> list[list[PaperFile]]:
    """For each bundle its papers, none twice in one."""
    chance.shuffle(files)
    shares: list[list[PaperFile]] = [[] for _ in range(count)]
    for file in files:
        open_ = (s for s in shares if len(s) < PAPERS and file.paper not in {f.paper for f in s})
        if (share := min(open_, key=len, default=None)) is not None:
            share.append(file)
    return shares


def _bundle(path: Path, files: Sequence[PaperFile], chance: random.Random) -> Bundle:
    made = None if path.exists() else pypdfium2.PdfDocument.new()
    papers, at = [], 1
    for file in files:
        with _as_pdf(file.path) as source:
            pages = len(source)
            if made is not None:
                made.import_pages(source)
            between = list(_between(source, chance))
        kinds = file.truth["kind"]
        named = tuple(kinds) if isinstance(kinds, list) else (kinds,)
        shown = tuple(at + i for i in range(pages) if i not in _empty(file))
        papers.append(BundledPaper(file.paper, shown, named))
        for sheet in between:
            if made is not None:
                made.import_pages(_sheet_pdf(sheet))
        at += pages + len(between)
    if made is not None:
        made.save(path)
        made.close()
    return Bundle(path, tuple(papers))


def _empty(file: PaperFile) -> frozenset[int]:
    """Pages (from 0) on which the paper has nothing, by its clean scan: a form ran over."""
    clean_scan = file.path.with_name(f"{file.name}.clean300.pdf")
    with _as_pdf(clean_scan if clean_scan.exists() else file.path) as printed:
        pages = [page.render(scale=0.5, grayscale=True).to_numpy() for page in printed]
    return frozenset(i for i, page in enumerate(pages) if page.min() > _LIGHT)


def _as_pdf(path: Path) -> pypdfium2.PdfDocument:
    if path.suffix == ".pdf":
        return pypdfium2.PdfDocument(path)
    with Image.open(path) as picture:
        return _sheet_pdf(picture.convert("RGB"))


def _between(source: pypdfium2.PdfDocument, chance: random.Random) -> Iterator[Image.Image]:
    """What lies behind a paper: mostly nothing, else its blank back or a separator."""
    drawn = chance.random()
    noise = np.random.default_rng(chance.randrange(2**32))
    if drawn < 0.2:
        yield _scanned(_blank(), noise)
    elif drawn < 0.3:
        yield _scanned(_back(source), noise)
    elif drawn < 0.45:
        yield _scanned(_separator(chance.choice(SEPARATORS)), noise)


def _blank() -> Image.Image:
    return Image.new("RGB", tuple(round(side * _DPI) for side in _A4_INCHES), "white")


def _back(source: pypdfium2.PdfDocument) -> Image.Image:
    """The other side of the last page: its text shows through, mirrored and pale."""
    last = source[len(source) - 1].render(scale=_DPI / 72).to_pil().convert("L")
    pale = 255 - 0.12 * (255 - cv2.GaussianBlur(np.asarray(last, np.float32)[:, ::-1], (0, 0), 2))
    return Image.fromarray(pale.astype(np.uint8)).convert("RGB")


def _separator(text: str) -> Image.Image:
    """A sheet that an archivist lays between papers: a word, or a bar across it."""
    page = _blank()
    draw = ImageDraw.Draw(page)
    width, height = page.size
    if text:
        font = ImageFont.truetype(FONT, 60)
        draw.text((width / 2, height / 2), text, "black", font, anchor="mm")
    else:
        draw.rectangle((0.05 * width, 0.45 * height, 0.95 * width, 0.55 * height), "black")
    return page


def _scanned(page: Image.Image, noise: np.random.Generator) -> Image.Image:
    levels = clean(np.asarray(page, np.float32), _DPI, noise)
    return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))


def _sheet_pdf(page: Image.Image) -> pypdfium2.PdfDocument:
    written = io.BytesIO()
    page.save(written, "PDF", resolution=_DPI, quality=80)
    return pypdfium2.PdfDocument(written.getvalue())
