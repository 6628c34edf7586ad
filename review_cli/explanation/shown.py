"""What the page's template is given of a paper: ids, colours, pieces of text, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from papers.document import Document
from papers.outcome import ReadingWarning
from review_cli.explanation.crops import Gallery
from review_cli.explanation.marks import Piece, marks_of, pieces
from review_cli.explanation.story import Chapter, Entry, Quote
from review_cli.explanation.text import SIGNS

#: Pages of a paper that are shown as pictures: the first ones that anything was found on.
MOST_PAGES = 40
#: Hues are this far apart: neighbours in the list differ most.
_HUES = 137


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """`anchor` is the id of its words in the text, `crop` their picture; either may be empty."""

    words: str
    where: str
    anchor: str
    crop: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    id: str
    sign: str
    told: Entry
    quotes: tuple[ShownQuote, ...]


@dataclass(frozen=True, slots=True)
class ShownChapter:
    id: str
    number: int
    hue: int
    told: Chapter
    entries: tuple[ShownEntry, ...]


@dataclass(frozen=True, slots=True)
class ShownBox:
    """A place on the picture of a page, in per cent of its sides."""

    entry: str
    hue: int
    note: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ShownPage:
    title: str
    picture: str
    boxes: tuple[ShownBox, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """All that the template is given of one paper."""

    id: str
    source: str
    warnings: tuple[str, ...]
    chapters: tuple[ShownChapter, ...]
    silent: str
    pages: tuple[ShownPage, ...]
    left_out: str


class PaperShown:
    """One paper on its way to the template; ids of it begin with `prefix`.

    `pictures` are called page-0001.jpg and so on, none of a flowing format.
    """

    def __init__(
        self,
        prefix: str,
        document: Document,
        chapters: Sequence[Chapter],
        pictures: Sequence[Path],
        gallery: Gallery,
    ) -> None:
        self._prefix = prefix
        self._document = document
        given = tuple(chapter for chapter in chapters if chapter.entries)
        self._chapters = given or tuple(chapters)
        self._silent = [c.title for c in chapters if not c.entries] if given else []
        self._pictures = {int(path.stem.removeprefix("page-")): path for path in pictures}
        self._gallery = gallery
        self._marks = marks_of(prefix, self._chapters, hue)
        self._anchors = {(mark.entry, mark.evidence): mark.anchor for mark in self._marks}

    def paper(self, source: str, warnings: Sequence[ReadingWarning]) -> ShownPaper:
        pages = tuple(self._pages())
        chapters = tuple(self._chapter(n, chapter) for n, chapter in enumerate(self._chapters, 1))
        told = tuple(dict.fromkeys(_warning(warning) for warning in warnings))
        silent, left_out = "; ".join(self._silent), self._left_out(pages)
        return ShownPaper(self._prefix, source, told, chapters, silent, pages, left_out)

    def _left_out(self, pages: Sequence[ShownPage]) -> str:
        if not self._pictures or all(page.picture for page in pages):
            return ""
        full = " Картинок больше, чем помещается на страницу." if self._gallery.full else ""
        return f"Картинками показаны страницы, на которых что-то найдено.{full}"

    # --- the paper itself --------------------------------------------------------------------

    def _pages(self) -> Iterator[ShownPage]:
        chosen = self._chosen()
        for page in self._document.pages:
            shown = page.number in chosen
            picture = self._gallery.whole(self._pictures[page.number]) if shown else ""
            title = "" if self._document.flowing else f"Страница {page.number}"
            boxes = tuple(self._boxes(page.number)) if picture else ()
            text = tuple(pieces(self._document.text, page.start, page.stop, self._marks))
            yield ShownPage(title, picture, boxes, text)

    def _chosen(self) -> set[int]:
        """The pages that are shown as pictures: those with marks, or the first."""
        held = {at.page for mark in self._marks for at in mark.evidence.boxes}
        pages = sorted(self._pictures)
        wanted = [page for page in pages if page in held] or pages[:1]
        return set(wanted[:MOST_PAGES])

    def _boxes(self, page: int) -> Iterator[ShownBox]:
        for mark in self._marks:
            for at in mark.evidence.boxes:
                if at.page == page:
                    sides = (at.box.left, at.box.top, at.box.width, at.box.height)
                    left, top, width, height = (round(side * 100, 2) for side in sides)
                    yield ShownBox(mark.entry, mark.hue, mark.note, left, top, width, height)

    # --- the chapters ------------------------------------------------------------------------

    def _chapter(self, number: int, chapter: Chapter) -> ShownChapter:
        name = f"{self._prefix}c{number}"
        cropped = chapter.id != "kind"  # clues are seen well enough on the page
        entries = tuple(
            self._entry(f"{name}e{i}", entry, cropped) for i, entry in enumerate(chapter.entries, 1)
        )
        return ShownChapter(name, number, hue(number), chapter, entries)

    def _entry(self, name: str, entry: Entry, cropped: bool) -> ShownEntry:
        quotes = tuple(
            ShownQuote(
                quote.words,
                quote.where,
                self._anchors.get((name, quote.evidence), ""),
                self._crop(quote) if cropped else "",
            )
            for quote in entry.quotes
        )
        return ShownEntry(name, SIGNS[entry.outcome][0], entry, quotes)

    def _crop(self, quote: Quote) -> str:
        """The place on the first page that the words stand on; empty without a picture."""
        boxes = quote.evidence.boxes
        picture = self._pictures.get(boxes[0].page) if boxes else None
        if picture is None:
            return ""
        return self._gallery.crop(picture, [at.box for at in boxes if at.page == boxes[0].page])


def hue(number: int) -> int:
    """The colour of a chapter, in degrees."""
    return number * _HUES % 360


def _warning(warning: ReadingWarning) -> str:
    return f"страница {warning.page}: {warning.message}" if warning.page else warning.message
