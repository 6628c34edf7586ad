"""Plain text in the usual Cyrillic code pages."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from extractors.page_text import PageText, line
from extractors.protocol import Bench, PageReading
from extractors.russian_letters import plausibility
from papers.document import BlockKind, Method
from papers.outcome import ReadingWarning, RefusalCode, Refused, WarningCode

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: How likely each is before the text is looked at: small letters of Mac are those of CP1251.
_CODE_PAGES = {
    "cp1251": 0.0,
    "koi8-r": 0.0,
    "cp866": 0.0,
    "iso8859-5": -0.05,
    "mac-cyrillic": -0.05,
}
_ODD = re.compile(r"[^\s!-~А-яЁё«»“”„’№§°–—…\xa0\xad•]")
_JUDGED = 20_000
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class TextFile:
    """One page that flows; a line of the file is a line of the text."""

    page_count = 1

    def __init__(self, path: Path, bench: Bench) -> None:
        self._text = decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
        if len(self._text) > bench.limits.text_characters:
            raise Refused(RefusalCode.TOO_LONG)
        self.warnings: tuple[ReadingWarning, ...] = ()

    def read_page(self, number: int) -> PageReading:
        page = PageText(number)
        for block in _BLANK_LINES.split(self._text.replace("\f", "\n\n")):
            page.add(BlockKind.BODY, (line(row) for row in block.split("\n")))
        text = page.finish()
        warnings = () if text else (ReadingWarning(WarningCode.NO_TEXT_FOUND, number),)
        return PageReading(
            number, text, tuple(page.words), tuple(page.blocks), Method.FLOW, warnings=warnings
        )


def decode(data: bytes) -> str:
    """Text of `data`: by its mark, as UTF-8 or UTF-16, else in the likeliest code page."""
    for mark, name in _MARKED:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if wide := _unmarked_utf16(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        sample = data[:_JUDGED]
        best = max(_CODE_PAGES, key=lambda name: _CODE_PAGES[name] + _likely(sample, name))
        return data.decode(best, errors="replace")


def _likely(sample: bytes, name: str) -> float:
    """How much a text reads as Russian in a code page, without the signs that papers don't have."""
    text = sample.decode(name, "replace")
    return plausibility(text) - 2 * len(_ODD.findall(text)) / max(1, len(text))


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte is 0 or 4 (Latin, Cyrillic)."""
    sample = data[: _JUDGED & ~1]
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        low = len(high) - sum(high.count(byte) for byte in (0, 4, 0x20))
        if high and (high.count(0) + high.count(4)) and low < 0.05 * len(high):
            return name
    return None
