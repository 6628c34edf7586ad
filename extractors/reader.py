"""Bytes to a Document: the one door of this package."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec import structs

from extractors.limits import Limits
from extractors.protocol import BROKEN, PageReading
from extractors.sandbox import ChildLost, run_child, scratch_folder
from extractors.wire import FileRefused, Message, Opened, PageLost, PageRead, Request
from papers.arrangement import Handwriting, Table, Underline
from papers.document import Block, Document, Method, Page
from papers.outcome import ReadingWarning, RefusalCode, Refused, WarningCode
from papers.source import MediaKind

_PAGE_BREAK = "\n\n"


class Reader:
    """Reads files in a child process each, within `limits`."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def read(
        self,
        path: Path,
        media: MediaKind,
        pictures: Path | None = None,
        steps: Path | None = None,
    ) -> Document:
        """Read the file; raises Refused. A page that fails is lost with a warning, alone.

        With `pictures`, an existing folder, an upright JPEG of every page of a paged format
        is left there as page-0001.jpg and so on; with `steps`, what every step made of the
        picture of a page that OCR reads, as page-0001-01-upright.png and so on.
        """
        if path.stat().st_size > self._limits.file_bytes:
            raise Refused(RefusalCode.TOO_LARGE)
        with scratch_folder() as scratch:
            request = Request(
                path=str(path.resolve()),
                media=media,
                scratch=str(scratch),
                limits=self._limits,
                pictures=pictures is not None,
                steps=steps is not None,
            )
            gathered = _gather(request)
            if pictures is not None:
                _hand_over(scratch / "pictures", pictures, "page-[0-9]*.jpg")
            if steps is not None:
                _hand_over(scratch / "steps", steps, "page-[0-9]*.png")
        return assemble(gathered)


@dataclass(slots=True)
class Gathered:
    """What the children have said of one file so far."""

    page_count: int | None = None
    warnings: tuple[ReadingWarning, ...] = ()
    readings: dict[int, PageReading] = field(default_factory=dict)
    lost: dict[int, RefusalCode] = field(default_factory=dict)

    def take(self, message: Message) -> None:
        match message:
            case FileRefused(code):
                raise Refused(code)
            case Opened(page_count, warnings):
                self.page_count, self.warnings = page_count, warnings
            case PageRead(reading):
                self.readings[reading.number] = reading
            case PageLost(number, code):
                self.lost[number] = code

    @property
    def next_page(self) -> int:
        return max([0, *self.readings, *self.lost]) + 1


def _gather(request: Request) -> Gathered:
    """Read on behind a page that kills its child, until `lost_pages` have done so."""
    gathered = Gathered()
    for _ in range(request.limits.lost_pages):
        try:
            for message in run_child(structs.replace(request, first_page=gathered.next_page)):
                gathered.take(message)
            break
        except ChildLost as loss:
            code = loss.code or BROKEN[request.media]
            if gathered.page_count is None:
                raise Refused(code) from loss
            gathered.lost[gathered.next_page] = code
        if gathered.next_page > gathered.page_count:
            break
    return gathered


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
        tuple(tables),
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
    """Move the child's pictures to where the caller wants them."""
    for picture in sorted(made.glob(names)):
        if picture.is_file() and not picture.is_symlink():
            shutil.move(picture, folder / picture.name)
