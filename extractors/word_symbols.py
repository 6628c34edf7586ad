"""What offices tick boxes with: characters of the symbol fonts, check boxes of forms."""

from __future__ import annotations

from docx.oxml.ns import qn

from extractors.word_package import Element
from papers.document import EMPTY_BOX, TICKED_BOX

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0xA7: "▪", 0xA8: "☐", 0xB7: "•",
    0xD8: "•", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐",
}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗"}
_SYMBOL = {0xB7: "•", 0x2D: "-", 0xB0: "°", 0xB1: "±"}
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
_PRIVATE = 0xF000
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_OFF = frozenset({"0", "false", "off"})


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


def in_font(run: Element, text: str) -> str:
    """The text of a run as it looks: «ü» of Wingdings is a tick. What has no sign stays."""
    fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    name = None if fonts is None else fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi"))
    known = _FONTS.get((name or "").lower())
    if known is None:
        return text
    return "".join(
        known.get(code & 0xFF, character)
        if (code := ord(character)) <= 0xFF or code >> 8 == _PRIVATE >> 8
        else character
        for character in text
    )


def checkbox(control: Element) -> str:
    """The box of a content control that is a check box; empty when it is none."""
    box = control.find(f"{qn('w:sdtPr')}/{_W14}checkbox")
    if box is None:
        return ""
    checked = box.find(f"{_W14}checked")
    on = checked is not None and checked.get(f"{_W14}val", "1") not in _OFF
    return TICKED_BOX if on else EMPTY_BOX


def field_box(character: Element) -> str:
    """The box of a form field (FORMCHECKBOX) that begins here; empty when none does."""
    box = character.find(f"{qn('w:ffData')}/{qn('w:checkBox')}")
    if box is None:
        return ""
    states = (box.find(qn(name)) for name in ("w:checked", "w:default"))
    state = next((state for state in states if state is not None), None)
    on = state is not None and state.get(qn("w:val"), "1") not in _OFF
    return TICKED_BOX if on else EMPTY_BOX
