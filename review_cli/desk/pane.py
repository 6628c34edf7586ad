"""The right side of the desk: the page beside the field, or the text with its quotation."""

from __future__ import annotations

from enum import Enum

from PIL import Image as PilImage
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static
from textual_image.widget import AutoImage, HalfcellImage, SixelImage

from papers.arrangement import Handwriting
from papers.document import Document
from papers.evidence import Evidence
from papers.geometry import Box
from papers.outcome import WarningCode
from review_cli.desk import picture
from review_cli.desk.port import OpenPaper

#: Widgets that draw a picture, each for its kind of terminal.
ImageWidget = type[AutoImage] | type[SixelImage] | type[HalfcellImage]
#: A terminal cell is about twice as high as wide.
CELL_SHAPE = 0.5
QUOTATION = "bold reverse underline"


class View(Enum):
    NEAR = "рядом со значением"
    PAGE = "страница целиком"
    TEXT = "текст"


def handwritten(paper: OpenPaper) -> tuple[Handwriting, ...]:
    """The places on the pages where there is something by hand to be read, not signatures alone."""
    pages = {
        warning.page
        for warning in paper.document.warnings
        if warning.code is WarningCode.HANDWRITING
    }
    return tuple(place for place in paper.document.handwriting if place.page in pages)


class EvidencePane(Vertical):
    """Shows where the current value stands; papers with pictures by picture, others by text."""

    def __init__(self, image: ImageWidget, *, id: str) -> None:
        super().__init__(id=id)
        self.view = View.NEAR
        self.page = 1
        self._paper: OpenPaper | None = None
        self._evidence: tuple[Evidence, ...] = ()
        self._hand: Handwriting | None = None
        self._picture = image(id="picture")

    def compose(self) -> ComposeResult:
        yield Static(id="place")
        yield self._picture
        with VerticalScroll(id="text-scroll", can_focus=False):
            yield Static(id="text")

    def show(self, paper: OpenPaper | None, evidence: tuple[Evidence, ...]) -> None:
        """Point at `evidence` of `paper`; the view goes back to it when the paper changes."""
        another = paper is not self._paper
        if another:
            self.view = View.NEAR
        self._paper, self._evidence, self._hand = paper, evidence, None
        if placed := [at.page for piece in evidence for at in piece.boxes]:
            self.page = placed[0]
        elif another:
            self.page = self._numbers[0]
        self._paint()

    def toggle(self) -> None:
        """Beside the value, the whole page, the text, and round again."""
        if self._paper and self._pictured:
            self._hand = None
            order = list(View)
            self.view = order[(order.index(self.view) + 1) % len(order)]
            self._paint()

    def turn(self) -> None:
        """Next page after the last comes the first; a flowing text goes down a screen."""
        if self._paper is None:
            return
        if not self._pictured or self.view is View.TEXT:
            self.query_one("#text-scroll", VerticalScroll).scroll_page_down(animate=False)
            return
        self._hand = None
        self.page = self._numbers[(self._position + 1) % len(self._numbers)]
        self.view = View.PAGE
        self._paint()

    def turn_to_hand(self) -> None:
        """The next place that is written by hand; after the last comes the first."""
        places = handwritten(self._paper) if self._paper and self._pictured else ()
        if places:
            at = places.index(self._hand) + 1 if self._hand in places else 0
            self._hand = places[at % len(places)]
            self.page, self.view = self._hand.page, View.NEAR
            self._paint()

    def on_resize(self) -> None:
        self._paint()

    @property
    def _numbers(self) -> tuple[int, ...]:
        """The numbers of the paper's pages in its file."""
        pages = self._paper.document.pages if self._paper else ()
        return tuple(page.number for page in pages) or (1,)

    @property
    def _position(self) -> int:
        """Which of the paper's pages is shown, from 0."""
        numbers = self._numbers
        return numbers.index(self.page) if self.page in numbers else 0

    @property
    def _pictured(self) -> bool:
        return bool(self._paper and self._paper.pictures)

    def _paint(self) -> None:
        paper = self._paper
        boxes = [at.box for piece in self._evidence for at in piece.boxes if at.page == self.page]
        if self._hand:
            boxes = [self._hand.box]
        pictured = self._pictured and self.view is not View.TEXT
        self._picture.display = pictured
        self.query_one("#text-scroll").display = bool(paper) and not pictured
        self.query_one("#place", Static).update(self._caption())
        if paper and pictured:
            self._picture.image = self._drawn(paper, boxes)
        elif paper:
            self._paint_text(paper.document)

    def _drawn(self, paper: OpenPaper, boxes: list[Box]) -> PilImage.Image:
        size = self._picture.container_size
        shape = max(1, size.width) * CELL_SHAPE / max(1, size.height - 2)
        file = paper.pictures[min(self._position, len(paper.pictures) - 1)]
        if boxes and self.view is View.NEAR:
            return picture.around(file, boxes, shape)
        return picture.whole(file, boxes, shape)

    def _paint_text(self, document: Document) -> None:
        text = Text(document.text)
        for piece in self._evidence:
            text.stylize(QUOTATION, piece.start, piece.stop)
        self.query_one("#text", Static).update(text)
        if self._evidence:
            self.call_after_refresh(self._scroll_to_quotation, document, self._evidence[0].start)

    def _scroll_to_quotation(self, document: Document, offset: int) -> None:
        scroll = self.query_one("#text-scroll", VerticalScroll)
        width = max(1, self.query_one("#text", Static).size.width)
        above = Text(document.text[:offset]).wrap(self.app.console, width)
        scroll.scroll_to(y=max(0, len(above) - 4), animate=False)

    def _caption(self) -> Text:
        if self._paper is None:
            return Text("")
        of_paper = f"Страница {self._position + 1} из {len(self._numbers)}"
        if self._position + 1 != self.page:
            of_paper += f" (в файле {self.page})"
        if self._hand:
            places = handwritten(self._paper)
            place = f"рукописное, место {places.index(self._hand) + 1} из {len(places)}"
            return Text(f"{of_paper} · {place}", "dim")
        page = f"{of_paper} · {self.view.value}"
        caption = Text(page if self._pictured else "Текст", "dim")
        if self._evidence:
            quote = " ".join(self._evidence[0].quote.split())
            caption.append(f"\n«{quote}»", "bold")
        else:
            caption.append("\nВ бумаге не найдено")
        return caption
