"""A scan of 200 pages: peak memory of the reader and its children; what two children save.

Pages are streamed: whatever the length, a child holds one picture at a time and the reader
none. Wall time is compared on a quiet machine only: with other work on its cores two children
are no faster than one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from paper_files import LETTER, page_picture
from PIL import Image
from process_tree import MIB, Watch
from targets import Figure, report

from extractors.reader import Reader
from papers.document import Document
from papers.source import MediaKind

LONG, SHORT = 200, 20
#: Few lines a page, so that 200 pages take two minutes.
TEXTS = (LETTER[:2], LETTER[2:4], LETTER[1:3], LETTER[3:])


def scan(path: Path, pages: int) -> Path:
    """Pictures only, gray and coloured by turns, the fifth turned; written page by page."""
    pictures = []
    for number in range(pages):
        picture = page_picture(TEXTS[number % len(TEXTS)])
        if number % 2:
            picture = picture.convert("RGB")
        pictures.append(picture.rotate(180) if number % 5 == 4 else picture)
        if len(pictures) == SHORT:
            break
    repeated: list[Image.Image] = [pictures[number % len(pictures)] for number in range(1, pages)]
    pictures[0].save(path, "PDF", resolution=150, save_all=True, append_images=repeated)
    return path


def read(path: Path, children: int) -> tuple[Document, Watch]:
    with tempfile.TemporaryDirectory() as pictures, Watch() as watch:
        document = Reader(share=lambda: children).read(path, MediaKind.PDF, Path(pictures))
    return document, watch


def wall_times(path: Path) -> tuple[float, float]:
    """The better of two runs by one child and by two, in turns, with nobody watching.

    Looking into the memory of processes holds them up.
    """
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for children in (1, 2, 1, 2):
        with tempfile.TemporaryDirectory() as pictures:
            start = time.perf_counter()
            Reader(share=lambda many=children: many).read(path, MediaKind.PDF, Path(pictures))
            seconds[children].append(time.perf_counter() - start)
    return min(seconds[1]), min(seconds[2])


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=LONG)
    pages = arguments.parse_args().pages
    cores = len(os.sched_getaffinity(0))
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        short = scan(Path(folder) / "short.pdf", SHORT)
        alone, one = read(short, 1)
        together, two = read(short, 2)
        print(f"{SHORT} pages: one child {one.cpu:.1f} CPU s, two {two.cpu:.1f} CPU s")
        figures.append(Figure("the same document by one child and by two", alone == together, 1))
        if cores > 1:
            by_one, by_two = wall_times(short)
            print(f"{SHORT} pages: one child {by_one:.1f} s, two {by_two:.1f} s")
            ratio = by_two / by_one
            figures.append(Figure("two children, wall time of one's", ratio, 0.6, at_most=True))
        document, watch = read(scan(Path(folder) / "long.pdf", pages), cores)
        unread = sum(not page.words for page in document.pages)
        print(f"{pages} pages: {watch.wall:.0f} s, {watch.cpu:.0f} CPU s with {cores} children")
        print(f"peak of the children {watch.children / MIB:.0f} MiB")
        figures += [
            Figure("pages of the long scan", len(document.pages), pages),
            Figure("pages without a word", unread, 0, at_most=True),
            Figure("reader and children, peak GiB", watch.together / MIB / 1024, 1.5, at_most=True),
        ]
    return report(figures)


if __name__ == "__main__":
    sys.exit(main())
