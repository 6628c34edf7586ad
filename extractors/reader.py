"""Bytes to a Document: the one door of this package."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from extractors.containers import Contents
from extractors.limits import Limits
from extractors.pages_in_parallel import Gathered, gather
from extractors.protocol import PageReading, Searchable
from extractors.rereading import answer, pages_of
from extractors.sandbox import scratch_folder
from extractors.searchable import write_searchable
from extractors.table_joins import joined
from extractors.unpacking import unpack
from extractors.wire import Request
from extractors.workbook import read_workbook
from papers.arrangement import Handwriting, Table, Underline
from papers.document import Block, Document, Method, Page
from papers.outcome import ReadingWarning, RefusalCode, Refused, WarningCode
from papers.second_look import Answer, Question
from papers.source import MediaKind
from papers.workbook import BookSheet

_PAGE_BREAK = "\n\n"


def _alone() -> int:
    return 1


class Reader:
    """Reads files in child processes, within `limits`."""

    def __init__(self, limits: Limits | None = None, share: Callable[[], int] = _alone) -> None:
        """`share` tells how many children the paper that is being read may have just now."""
        self._limits = limits or Limits()
        self._share = share

    def read(
        self,
        path: Path,
        media: MediaKind,
        pictures: Path | None = None,
        steps: Path | None = None,
        searchable: Searchable | None = None,
    ) -> Document:
        """Read the file; raises Refused. A page that fails is lost with a warning, alone.

        With `pictures`, an existing folder, an upright JPEG of every page of a paged format
        is left there as page-0001.jpg and so on; with `steps`, what every step made of the
        picture of a page that OCR reads, as page-0001-01-upright.png and so on; with
        `searchable`, a searchable PDF/A of a file of which OCR reads a page.
        """
        if path.stat().st_size > self._limits.file_bytes:
            raise Refused(RefusalCode.TOO_LARGE)
        with scratch_folder() as scratch:
            request = Request(
                path=str(path.resolve()),
                media=media,
                scratch=str(scratch),
                limits=self._limits,
                pictures=pictures is not None or searchable is not None,
                steps=steps is not None,
                sheets=searchable is not None,
            )
            gathered = gather(request, self._share)
            document = assemble(gathered)
            if searchable is not None and document.scanned:
                write_searchable(document, scratch, searchable)
            if pictures is not None:
                _hand_over(scratch / "pictures", pictures, "page-[0-9]*.jpg")
            if steps is not None:
                _hand_over(scratch / "steps", steps, "page-[0-9]*.png")
        return document

    def read_again(
        self, path: Path, media: MediaKind, document: Document, questions: tuple[Question, ...]
    ) -> tuple[Answer, ...]:
        """What stands at single regions of a file that was read as `document`.

        The first `read_again` questions are answered, by one child; where that is lost, the
        answers are without texts.
        """
        asked = questions[: self._limits.read_again]
        with scratch_folder() as scratch:
            request = Request(
                path=str(path.resolve()),
                media=media,
                scratch=str(scratch),
                limits=self._limits,
                questions=pages_of(document, asked),
            )
            return answer(request, asked)

    def read_workbook(self, path: Path) -> tuple[BookSheet, ...]:
        """The cells of an XLSX file; raises Refused."""
        return read_workbook(path, self._limits)

    def unpack(self, path: Path, media: MediaKind, folder: Path) -> Contents:
        """Put the members of a container into `folder`, an existing one; raises Refused."""
        return unpack(path, media, folder, self._limits)


def assemble(gathered: Gathered) -> Document:
    """Join the pages into one text; Refused when not one of them was read."""
    if not gathered.readings:
        raise Refused(next(iter(gathered.lost.values()), RefusalCode.NO_PAGES))
    text = ""
    pages: list[Page] = []
    blocks: list[Block] = []
    tables: list[Table] = []
    underlines: list[Underline] = []
    handwriting: list[Handwriting] = []
    warnings = list(gathered.warnings)
    for number in range(1, (gathered.page_count or 0) + 1):
        reading = gathered.readings.get(number) or _unread(number)
        if pages:
            text += _PAGE_BREAK
        pages.append(_page(reading, len(text)))
        blocks += (_shifted(block, number, len(text)) for block in reading.blocks)
        tables += (_moved(table, number, len(text)) for table in reading.tables)
        underlines += (
            Underline(line.start + len(text), line.stop + len(text), number)
            for line in reading.underlines
        )
        handwriting += (Handwriting(number, place.box) for place in reading.handwriting)
        warnings += reading.warnings
        text += reading.text
    return Document(
        text,
        tuple(pages),
        tuple(blocks),
        tuple(dict.fromkeys(warnings)),
        joined(tables, text, pages),
        tuple(underlines),
        tuple(handwriting),
    )


def _page(reading: PageReading, offset: int) -> Page:
    words = tuple(
        replace(word, start=word.start + offset, page=reading.number) for word in reading.words
    )
    return Page(
        number=reading.number,
        start=offset,
        stop=offset + len(reading.text),
        words=words,
        method=reading.method,
        width=reading.width,
        height=reading.height,
        dpi=reading.dpi,
        rotation=reading.rotation,
        confidence=reading.confidence,
    )


def _shifted(block: Block, page: int, offset: int) -> Block:
    return Block(block.kind, block.start + offset, block.stop + offset, page)


def _moved(table: Table, page: int, offset: int) -> Table:
    cells = (
        replace(cell, start=cell.start + offset, stop=cell.stop + offset, page=page)
        for cell in table.cells
    )
    return replace(table, cells=tuple(cells))


def _unread(number: int) -> PageReading:
    warning = ReadingWarning(WarningCode.PAGE_UNREADABLE, number)
    return PageReading(number, "", (), (), Method.OCR, warnings=(warning,))


def _hand_over(made: Path, folder: Path, names: str) -> None:
    """Move the children's pictures to where the caller wants them; links lead elsewhere."""
    if made.is_symlink():
        return
    for picture in sorted(made.glob(names)):
        if picture.is_file() and not picture.is_symlink():
            shutil.move(picture, folder / picture.name)
