"""A document that has been read: one text, its pages, the words with their places.

`Document.text` and its offsets are sacred: nothing edits the text after reading. A correction
is a reading with an alignment, never another text. Offsets count Unicode code points.

Conventions of the text (every extractor keeps them, finders rely on them):
a printed line or a flowing paragraph ends in "\n"; an empty line separates blocks that do not
belong together (letterhead columns, tables, body); cells of a table row are separated by "\t",
rows by "\n"; pages are separated by "\n\n". A tick that is ink or a drawing, not a letter, stands
in the text as one of the characters of `TICKS`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from papers.arrangement import Handwriting, Table, Underline
from papers.geometry import Box
from papers.outcome import ReadingWarning

#: Marks of a form as they stand in the text: a tick, a cross, a box that is ticked, an empty box.
TICK, CROSS, TICKED_BOX, EMPTY_BOX = "✓", "✗", "☑", "☐"
TICKS = TICK + CROSS + TICKED_BOX + EMPTY_BOX


class Method(StrEnum):
    """How the words of a page came to be known."""

    OCR = "ocr"
    TEXT_LAYER = "text_layer"
    FLOW = "flow"


class BlockKind(StrEnum):
    BODY = "body"
    TABLE = "table"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    TEXT_BOX = "text_box"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands on the page: `document.text[start:stop] == text`."""

    text: str
    start: int
    page: int
    box: Box | None = None
    confidence: float | None = None

    @property
    def stop(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text that was laid out together: `document.text[start:stop]`."""

    kind: BlockKind
    start: int
    stop: int
    page: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the paper; flowing formats have exactly one, without measures.

    `width`, `height` are pixels of the upright picture at `dpi`; `rotation` is how many degrees
    clockwise the file's page was turned to become upright; `confidence` 0..1 is the mean of its
    words. The page's text is `document.text[start:stop]`; its words are in text order.
    """

    number: int
    start: int
    stop: int
    words: tuple[Word, ...]
    method: Method
    width: int | None = None
    height: int | None = None
    dpi: int | None = None
    rotation: float = 0.0
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file with its pages in order, and what the reader has to say of it."""

    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    tables: tuple[Table, ...] = ()
    underlines: tuple[Underline, ...] = ()
    handwriting: tuple[Handwriting, ...] = ()

    @property
    def flowing(self) -> bool:
        """True for DOCX, TXT and the like: evidence is a span, not a box."""
        return all(page.method is Method.FLOW for page in self.pages)

    @property
    def scanned(self) -> bool:
        """Whether OCR has read a page of it."""
        return any(page.method is Method.OCR and page.width for page in self.pages)

    def page_at(self, offset: int) -> Page:
        """The page whose text holds `offset`; the offset between two pages is the former's."""
        if not self.pages or not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} is outside the text")
        index = bisect_right([page.start for page in self.pages], offset) - 1
        return self.pages[max(0, index)]

    def words_between(self, start: int, stop: int) -> tuple[Word, ...]:
        """The words that share at least one character with `text[start:stop]`."""
        found: list[Word] = []
        for page in self.pages:
            if page.stop <= start or page.start >= stop:
                continue
            first = bisect_right(page.words, start, key=lambda word: word.stop)
            for word in page.words[first:]:
                if word.start >= stop:
                    break
                found.append(word)
        return tuple(found)
