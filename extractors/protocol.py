"""What every reader of a format offers, and what it is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Protocol

from extractors.containers import Contents
from extractors.limits import Limits
from papers.arrangement import Handwriting, Table, Underline
from papers.document import Block, Method, Word
from papers.outcome import ReadingWarning, RefusalCode
from papers.second_look import Region
from papers.source import MediaKind
from papers.workbook import BookSheet

#: What a parser's own error means for a file of this kind.
BROKEN: dict[MediaKind, RefusalCode] = {
    MediaKind.DOCX: RefusalCode.CORRUPT_CONTAINER,
    MediaKind.PDF: RefusalCode.CORRUPT_PDF,
    MediaKind.IMAGE: RefusalCode.CORRUPT_IMAGE,
    MediaKind.TEXT: RefusalCode.UNSUPPORTED_TYPE,
    MediaKind.OFFICE: RefusalCode.CORRUPT_CONTAINER,
    MediaKind.MAIL: RefusalCode.CORRUPT_CONTAINER,
    MediaKind.OUTLOOK: RefusalCode.CORRUPT_CONTAINER,
    MediaKind.ARCHIVE: RefusalCode.CORRUPT_CONTAINER,
    MediaKind.WORKBOOK: RefusalCode.CORRUPT_CONTAINER,
}


@dataclass(frozen=True, slots=True)
class Bench:
    """The place where a file is read: its limits, an own temp folder, room for pictures.

    `pictures` are of the upright pages, `steps` of what was done to make a page readable;
    `sheets` are the pages that OCR reads, upright, with all their dots.
    """

    limits: Limits
    scratch: Path
    pictures: Path | None = None
    steps: Path | None = None
    sheets: Path | None = None


@dataclass(frozen=True, slots=True)
class Searchable:
    """Where a searchable PDF/A of a scan is wanted, and what it is to be called."""

    path: Path
    title: str

    @classmethod
    def of(cls, path: Path, name: str) -> Searchable:
        """For a file that came as `name`, maybe in a folder or a container."""
        return cls(path, PurePath(name).stem)


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page on its own: offsets count from the start of the page's `text`.

    Refuses words that are not where they say, whoever built it: it also comes over the wire.
    """

    number: int
    text: str
    words: tuple[Word, ...]
    blocks: tuple[Block, ...]
    method: Method
    width: int | None = None
    height: int | None = None
    dpi: int | None = None
    rotation: float = 0.0
    confidence: float | None = None
    warnings: tuple[ReadingWarning, ...] = ()
    tables: tuple[Table, ...] = ()
    underlines: tuple[Underline, ...] = ()
    handwriting: tuple[Handwriting, ...] = ()

    def __post_init__(self) -> None:
        reached = 0
        for word in self.words:
            if word.start < reached or self.text[word.start : word.stop] != word.text:
                raise ValueError(f"a word of page {self.number} is not at its offset")
            reached = word.stop
        spans = [(cell.start, cell.stop) for table in self.tables for cell in table.cells]
        spans += ((line.start, line.stop) for line in self.underlines)
        if any(not 0 <= start <= stop <= len(self.text) for start, stop in spans):
            raise ValueError(f"a table or an underline of page {self.number} is outside its text")


@dataclass(frozen=True, slots=True)
class PageQuestions:
    """Regions of a page to read once more; `rotation` is how it was turned to be upright."""

    number: int
    rotation: float
    regions: tuple[Region, ...]


class Extractor(Protocol):
    """An opened file. Opening raises Refused; a page raises whatever its parser raises."""

    @property
    def page_count(self) -> int: ...

    @property
    def warnings(self) -> tuple[ReadingWarning, ...]:
        """What is to be said of the file as a whole."""
        ...

    def read_page(self, number: int) -> PageReading:
        """Read page `number`, from 1 to `page_count`."""
        ...


class LooksAgain(Extractor, Protocol):
    """A file with pictures of pages, of which single regions can be read once more."""

    def look_again(self, asked: PageQuestions) -> tuple[tuple[str, ...], ...]:
        """A text for each region and way of reading, "" where nothing was seen."""
        ...


class OpenExtractor(Protocol):
    """The way an extractor is built in the child."""

    def __call__(self, path: Path, bench: Bench) -> Extractor: ...


class ReadBook(Protocol):
    """The way a workbook is read in the child."""

    def __call__(self, path: Path, bench: Bench) -> tuple[BookSheet, ...]: ...


class UnpackContainer(Protocol):
    """The way a container's members are laid down in the child, in `scratch`/members."""

    def __call__(self, path: Path, bench: Bench) -> Contents: ...
