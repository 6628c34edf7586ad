"""Characters of the symbol fonts that offices tick boxes with (`w:sym`)."""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0xA7: "▪", 0xA8: "☐", 0xB7: "•",
    0xD8: "•", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐",
}  # fmt: skip
_SYMBOL = {0xB7: "•", 0x2D: "-", 0xB0: "°", 0xB1: "±"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE = 0xF000


def symbol(font: str | None, code: str | None) -> str:
    """The Unicode character for a hexadecimal `code` of `font`; empty when it has none."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    known = _FONTS.get((font or "").lower())
    if known is not None:
        return known.get(number & 0xFF, "")
    return chr(number) if 0x20 <= number < _PRIVATE else ""
