"""Tesseract through pytesseract: words with boxes and confidences of a prepared picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from extractors.layout import Placed
from extractors.look_alikes import as_cyrillic
from extractors.printable import clean
from extractors.scan_types import Pixels

_RUSSIAN, LATIN = "rus", "eng"
#: Tesseract's page segmentation modes. In mode 4 it doesn't read a column of list numbers as
#: vertical text, which mode 3 does; columns are told apart in layout.py in any case.
_ONE_COLUMN, ONE_BLOCK, ONE_LINE, SPARSE = 4, 6, 7, 11
#: What Tesseract makes of ruling lines.
_STROKES = frozenset("|¦[]{}^~\\")
#: Tesseract reads 220 dots per inch as well as 300, in four fifths of the time.
_ENOUGH_DPI = 220
_WORD_LEVEL, _PAGE_COLUMN = "5", 1
_COLUMNS = 12

#: Tesseract must not outlive a reader that is killed, nor run for ever on one page.
_LAUNCHER = """#!/bin/sh
ulimit -t {seconds}
exec setpriv --pdeathsig KILL tesseract "$@"
"""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Words in pixels of the picture; `confidence` 0..1 is their mean weighted by length."""

    words: list[Placed]
    confidence: float


class Tesseract:
    """Runs the program with its files in `scratch`, `seconds` of CPU a page."""

    def __init__(self, scratch: Path, seconds: int) -> None:
        self._picture = scratch / "page.pgm"
        launcher = scratch / "tesseract"
        if not launcher.exists():
            launcher.write_text(_LAUNCHER.format(seconds=seconds))
            launcher.chmod(0o700)
        pytesseract.pytesseract.tesseract_cmd = str(launcher)

    def read(
        self,
        gray: Pixels,
        dpi: int,
        layout_mode: int = _ONE_COLUMN,
        *,
        reduce: bool = True,
        language: str = _RUSSIAN,
    ) -> Recognised:
        """Read a gray picture of dark text on a light ground; `reduce` a dense one before."""
        scale = min(1.0, _ENOUGH_DPI / dpi) if reduce else 1.0
        if scale < 1:
            gray = np.asarray(
                cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            )
        cv2.imwrite(str(self._picture), gray)
        table = pytesseract.image_to_data(
            str(self._picture),
            lang=language,
            config=f"--psm {layout_mode} --dpi {round(dpi * scale)}",
            output_type=pytesseract.Output.STRING,
        )
        return parse(table, 1 / scale)

    def read_lines(
        self, pictures: Sequence[Pixels], dpi: int, characters: str = ""
    ) -> list[list[Placed]]:
        """The words of each picture of one printed line, by a single start of the program.

        Where `characters` are given, no others are looked for.
        """
        if not pictures:
            return []
        files = [self._picture.with_name(f"line-{i}.pgm") for i in range(len(pictures))]
        for file, picture in zip(files, pictures, strict=True):
            cv2.imwrite(str(file), picture)
        listed = self._picture.with_name("lines.txt")
        listed.write_text("\n".join(map(str, files)))
        only = f" -c tessedit_char_whitelist={characters}" if characters else ""
        table = pytesseract.image_to_data(
            str(listed),
            lang=_RUSSIAN,
            config=f"--psm {ONE_LINE} --dpi {dpi}{only}",
            output_type=pytesseract.Output.STRING,
        )
        head, *rows = table.splitlines()
        by_picture: list[list[str]] = [[head] for _ in pictures]
        for row in rows:
            by_picture[int(row.split("\t")[_PAGE_COLUMN]) - 1].append(row)
        return [parse("\n".join(of_one)).words for of_one in by_picture]


def parse(table: str, scale: float = 1.0) -> Recognised:
    """Read Tesseract's TSV; what holds no letter but strokes is left out.

    `scale` is how many times larger the page is than the picture that was read.
    """
    words: list[Placed] = []
    weighted = letters = 0.0
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL:
            continue
        left, top, width, height = (scale * int(cell) for cell in cells[6:10])
        confidence = max(0.0, min(1.0, float(cells[10]) / 100))
        for text in as_cyrillic(clean(cells[11])).split():
            if _STROKES.issuperset(text):
                continue
            words.append(Placed(text, left, top, left + width, top + height, confidence))
            weighted += confidence * len(text)
            letters += len(text)
    return Recognised(words, weighted / letters if letters else 0.0)
