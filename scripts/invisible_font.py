"""Draw extractors/invisible.ttf: one letter without ink, for text that is searched but not seen.

All letters of a searchable PDF are this one; which letter each stands for says the PDF's
ToUnicode map. It is a stroke of no width from corner to corner, half an em wide and an em high:
viewers mark a found word by the extent of its letters, which an empty letter would not have.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FONT = Path(__file__).parents[1] / "extractors" / "invisible.ttf"
EM, ADVANCE = 1000, 500
#: Seconds since 1904: the font has no other day.
DAY = 3_000_000_000


def font() -> bytes:
    """The same bytes every time."""
    letters = [".notdef", "letter"]
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((ADVANCE, EM))
    pen.closePath()
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(letters)
    builder.setupCharacterMap({})
    builder.setupGlyf(dict.fromkeys(letters, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(letters, (ADVANCE, 0)))
    builder.setupHorizontalHeader(ascent=EM, descent=0)
    builder.updateHead(created=DAY, modified=DAY)
    builder.font.recalcTimestamp = False
    written = io.BytesIO()
    builder.font.save(written, reorderTables=False)
    return written.getvalue()


if __name__ == "__main__":
    FONT.write_bytes(font())
