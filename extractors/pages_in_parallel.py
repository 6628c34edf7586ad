"""The pages of one paper, read by as many children as may be had, each page by itself."""

from __future__ import annotations

import selectors
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec import structs

from extractors.protocol import BROKEN, PageReading
from extractors.sandbox import Child, ChildLost
from extractors.wire import FileRefused, Message, Opened, PageLost, PageRead, Request
from papers.outcome import ReadingWarning, RefusalCode, Refused

#: Another child is started where it spares more than this: it takes half of it to start.
_WORTH_SECONDS = 1.0
#: A first page that takes longer tells already what the others will take.
_FIRST_LOOK = 0.25


@dataclass(slots=True)
class Gathered:
    """What the children have said of one file so far."""

    page_count: int | None = None
    warnings: tuple[ReadingWarning, ...] = ()
    readings: dict[int, PageReading] = field(default_factory=dict)
    lost: dict[int, RefusalCode] = field(default_factory=dict)


def gather(request: Request, share: Callable[[], int]) -> Gathered:
    """Read every page; raises Refused when the file can't be opened.

    `share` tells how many children this paper may have at the moment; one is always had. A
    page that kills its child is lost, a new child reads on, until `lost_pages` have done so.
    """
    paper = _Paper(request, share)
    try:
        paper.read()
    finally:
        paper.dismiss_all()
    return paper.gathered


class _Paper:
    """The children of one paper, each with the page that it has in hand."""

    def __init__(self, request: Request, share: Callable[[], int]) -> None:
        self.gathered = Gathered()
        self._request = request
        self._share = share
        self._waiting: deque[int] = deque()
        self._in_hand: dict[Child, int | None] = {}
        self._started = self._losses = 0
        self._opened_at = 0.0

    def read(self) -> None:
        self._hire()
        while self._in_hand:
            for child in self._speaking():
                try:
                    self._listen(child)
                except ChildLost as loss:
                    self._bury(child, loss.code or BROKEN[self._request.media])
            if self._is_worth_another() and len(self._in_hand) < self._share():
                self._hire()

    def dismiss_all(self) -> None:
        for child in list(self._in_hand):
            self._dismiss(child)

    def _hire(self) -> None:
        self._started += 1
        self._in_hand[Child(structs.replace(self._request, number=self._started))] = None

    def _dismiss(self, child: Child) -> None:
        del self._in_hand[child]
        child.close()

    def _speaking(self) -> list[Child]:
        """Those who have something to say, else those who should have said it by now.

        Nobody, where the first page takes its time: others may be hired meanwhile.
        """
        with selectors.DefaultSelector() as selector:
            for child in self._in_hand:
                selector.register(child, selectors.EVENT_READ, child)
            patience = min(child.deadline for child in self._in_hand) - time.monotonic()
            if self._waiting and not self._done:
                patience = min(patience, _FIRST_LOOK)
            ready = [key.data for key, _ in selector.select(max(0.0, patience))]
        now = time.monotonic()
        return ready or [child for child in self._in_hand if child.deadline <= now]

    def _listen(self, child: Child) -> None:
        for message in child.hear_in_time():
            if child in self._in_hand:  # else it goes on talking after its last page
                self._take(child, message)

    def _take(self, child: Child, message: Message) -> None:
        match message:
            case Opened(page_count, warnings) if self._in_hand[child] is None:
                self._open(page_count, warnings)
            case PageRead(reading) if reading.number == self._in_hand[child]:
                self.gathered.readings[reading.number] = reading
            case PageLost(number, code) if number == self._in_hand[child]:
                self.gathered.lost[number] = code
            case FileRefused(code):
                raise ChildLost(code)
            case _:
                raise ChildLost(None)  # it talks of what it was not asked
        self._go_on(child)

    def _open(self, page_count: int, warnings: tuple[ReadingWarning, ...]) -> None:
        if self.gathered.page_count is not None:
            return
        if page_count > self._request.limits.pages:
            raise ChildLost(RefusalCode.TOO_MANY_PAGES)
        self.gathered.page_count, self.gathered.warnings = page_count, warnings
        self._waiting.extend(range(1, page_count + 1))
        self._opened_at = time.monotonic()

    def _go_on(self, child: Child) -> None:
        """The next page for this child, or the end."""
        if not self._waiting or len(self._in_hand) > max(1, self._share()):
            self._dismiss(child)
            return
        page = self._waiting.popleft()
        self._in_hand[child] = page
        child.ask(page)

    @property
    def _done(self) -> int:
        return len(self.gathered.readings) + len(self.gathered.lost)

    def _is_worth_another(self) -> bool:
        """Whether what is left to these children would be less by enough with one more."""
        passed = time.monotonic() - self._opened_at
        if not self._waiting or not self._in_hand or (not self._done and passed < _FIRST_LOOK):
            return False
        seconds = passed * len(self._waiting) / max(1, self._done)
        return seconds / (len(self._in_hand) + 1) > _WORTH_SECONDS

    def _bury(self, child: Child, code: RefusalCode) -> None:
        """Lose the page that a dead child had in hand; who is left reads on, or a new one."""
        page = self._in_hand[child]
        self._dismiss(child)
        if self.gathered.page_count is None:
            raise Refused(code)
        if page is not None:
            self.gathered.lost[page] = code
        self._losses += 1
        if self._losses >= self._request.limits.lost_pages:
            self._waiting.clear()
        elif self._waiting and not self._in_hand:
            self._hire()
