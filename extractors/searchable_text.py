"""The invisible words of a searchable page: a font of one empty letter, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from pikepdf import Array, Dictionary, Name, Object, Pdf

from papers.document import Page, Word
from papers.geometry import Box, hull

_FONT = Path(__file__).with_name("invisible.ttf")
_NAME = "OPISAA+Invisible"
_ADVANCE = 0.5  # of a letter, in heights of the font
_EM = 1000
_SPACE = " "
_MOST_RANGES = 100  # in one section of a ToUnicode map
_TALLEST = 1.6  # heights of the line's usual word; more is a stray box
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class InvisibleFont:
    """Every letter is the one empty letter of the font; each has a code of its own, from 1."""

    def __init__(self, letters: set[str]) -> None:
        ordered = sorted(letters | {_SPACE})
        self._codes = {letter: number for number, letter in enumerate(ordered, 1)}

    def code(self, text: str) -> bytes:
        """The operand that shows `text`."""
        return b"<%s>" % "".join(f"{self._codes[letter]:04X}" for letter in text).encode("ascii")

    def embed(self, pdf: Pdf) -> Object:
        """Put the font into `pdf`."""
        program = _FONT.read_bytes()
        to_glyph = b"\0\0" + b"\0\1" * len(self._codes)
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/" + _NAME),
            Flags=4,
            FontBBox=Array([0, 0, _EM // 2, _EM]),
            ItalicAngle=0,
            Ascent=_EM,
            Descent=0,
            CapHeight=_EM,
            StemV=80,
            FontFile2=pdf.make_stream(program, Length1=len(program)),
        )
        letters = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/" + _NAME),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=round(_ADVANCE * _EM),
            CIDToGIDMap=pdf.make_stream(to_glyph),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name("/" + _NAME),
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(letters)]),
                ToUnicode=pdf.make_stream(self._to_unicode().encode("ascii")),
            )
        )

    def _to_unicode(self) -> str:
        rows = [
            f"<{code:04X}> <{letter.encode('utf-16-be').hex().upper()}>"
            for letter, code in self._codes.items()
        ]
        sections = [rows[i : i + _MOST_RANGES] for i in range(0, len(rows), _MOST_RANGES)]
        return _TO_UNICODE.format(
            ranges="\n".join(
                f"{len(section)} beginbfchar\n{chr(10).join(section)}\nendbfchar"
                for section in sections
            )
        )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word that has a box."""

    word: Word
    box: Box


def text_layer(page: Page, text: str, width: float, height: float, font: InvisibleFont) -> bytes:
    """The drawing program of the page's words, in points; mode 3 shows nothing.

    Every word fills its box; the space behind it reaches to the next one, so that a line that
    is copied has its spaces, and words that are searched are found where they are seen.
    """
    program = [b"BT 3 Tr"]
    for line in _lines(page.words, text):
        tall, base = _band(line)
        size = max(1.0, tall * height)
        program.append(b"/F %.2f Tf" % size)
        letter = _ADVANCE * size
        for here, following in pairwise((*line, None)):
            if here is None:
                continue
            left, wide = here.box.left * width, max(here.box.width * width, 0.1)
            stretch = 100 * wide / (letter * len(here.word.text))
            y = (1 - base) * height
            program.append(b"%.2f Tz 1 0 0 1 %.2f %.2f Tm" % (stretch, left, y))
            program.append(b"%s Tj" % font.code(here.word.text))
            if following is not None:
                gap = max(0.1, following.box.left * width - left - wide)
                program.append(b"%.2f Tz %s Tj" % (100 * gap / letter, font.code(_SPACE)))
    return b"\n".join((*program, b"ET\n"))


def _lines(words: Sequence[Word], text: str) -> Iterator[list[_Placed]]:
    """Words that follow each other on one printed line; a wrapped cell is several lines."""
    line: list[_Placed] = []
    for word in words:
        if word.box is None:
            continue
        placed = _Placed(word, word.box)
        if line and not _goes_on(line[-1], placed, text):
            yield line
            line = []
        line.append(placed)
    if line:
        yield line


def _goes_on(before: _Placed, word: _Placed, text: str) -> bool:
    return (
        "\n" not in text[before.word.stop : word.word.start]
        and word.box.left >= before.box.left
        and hull((before.box, word.box)).height < 2 * max(before.box.height, word.box.height)
    )


def _band(line: Sequence[_Placed]) -> tuple[float, float]:
    """Height of a line and its lower edge, in page fractions: one for all its words."""
    top, bottom = (
        median(getattr(placed.box, edge) for placed in line) for edge in ("top", "bottom")
    )
    room = (_TALLEST - 1) * (bottom - top)
    highest = max(top - room, min(placed.box.top for placed in line))
    lowest = min(bottom + room, max(placed.box.bottom for placed in line))
    return lowest - highest, lowest
