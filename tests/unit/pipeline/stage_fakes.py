"""Stages that do what the file says: hand-written stand-ins for reading and understanding."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

from casework.division import Division, PageRange
from casework.field import FieldCandidate, FieldReading
from casework.findings import Findings, FoundPerson, KindGuess
from extractors.limits import Limits
from extractors.protocol import Searchable
from papers.document import Document, Method, Page
from papers.evidence import Place, cite
from papers.outcome import RefusalCode, Refused
from papers.part import Part, part
from papers.second_look import Ask
from papers.source import MediaKind

NAME = "Лебедева"


class Reader:
    """A text file is its own text; some words in it do harm."""

    def __init__(self, limits: Limits, _share: Callable[[], int]) -> None:
        self.limits = limits

    def read(
        self,
        path: Path,
        _media: MediaKind,
        pictures: Path | None = None,
        *,
        searchable: Searchable | None = None,
    ) -> Document:
        text = path.read_text("utf-8")
        if "УБИТЬ" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "СЛОМАТЬ" in text:
            raise ValueError(f"не понимаю: {NAME}")
        if "ОТКАЗАТЬ" in text:
            raise Refused(RefusalCode.PASSWORD_PROTECTED)
        if pictures is not None and "СТРАНИЦА" in text:
            (pictures / "page-0001.jpg").write_bytes(b"picture")
        if searchable is not None and "СКАН" in text:
            searchable.path.write_bytes(f"%PDF-1.7\n{searchable.title}\n%%EOF\n".encode())
        if "\f" in text:
            return _paged(text)
        return Document(text, (Page(1, 0, len(text), (), Method.FLOW),))


def _paged(text: str) -> Document:
    """A scan whose pages are parted by form feeds."""
    ends = [match.start() for match in re.finditer("\f", text)] + [len(text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    pages = (
        Page(number, start, end, (), Method.OCR, 100, 100, 150)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    )
    return Document(text, tuple(pages))


class Understanding:
    """Finds «Адрес: …», «Ответ до …», «Мать: …» and the word of threat.

    A page that begins with «НОВАЯ» begins a paper.
    """

    def divide(self, document: Document) -> Division:
        starts = [
            page.number
            for page in document.pages
            if page.number == 1 or document.text.startswith("НОВАЯ", page.start)
        ]
        ends = [*(start - 1 for start in starts[1:]), len(document.pages)]
        return Division(tuple(map(PageRange, starts, ends)))

    def understand_papers(
        self, document: Document, ask: Ask | None = None
    ) -> tuple[tuple[Part, Findings], ...]:
        papers = [part(document, one.first, one.last) for one in self.divide(document).papers]
        return tuple((paper, self.understand(paper.document, ask)) for paper in papers)

    def understand(self, document: Document, _ask: Ask | None = None) -> Findings:
        fields = {
            "address": self._after(document, "address", r"Адрес: (.+)"),
            "reply_due": self._after(document, "reply_due", r"Ответ до (\S+)"),
            "threat_to_life": self._threat(document),
        }
        mother = self._after(document, "full_name", r"Мать: (.+)")
        return Findings(
            kind=KindGuess("prevention_referral", 0.95),
            fields=tuple(FieldReading(name, (found,)) for name, found in fields.items() if found),
            people=(FoundPerson(("mother",), mother),) if mother else (),
            pages=tuple(page.number for page in document.pages),
        )

    def _after(self, document: Document, field: str, pattern: str) -> FieldCandidate | None:
        found = re.search(pattern, document.text)
        if found is None:
            return None
        evidence = cite(document, *found.span(1), Place.FACTS)
        return FieldCandidate(field, found[1], found[1], 0.95, (evidence,), "fake", field)

    def _threat(self, document: Document) -> FieldCandidate | None:
        start = document.text.find("угроза жизни")
        if start < 0:
            return None
        evidence = cite(document, start, start + len("угроза жизни"), Place.FACTS)
        quote = evidence.quote
        return FieldCandidate("threat_to_life", True, quote, 0.9, (evidence,), "fake", "threat")


def load(_lexicon: Path | None = None) -> Understanding:
    return Understanding()


def broken(_lexicon: Path | None = None) -> Understanding:
    raise ImportError("the models are not there")
