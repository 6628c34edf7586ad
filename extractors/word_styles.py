"""What the style sheet of a Word document says of hidden text and of rules around tables."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn

from extractors.word_package import Element

_PARAGRAPH, _TABLE = qn("w:p"), qn("w:tbl")
_PROPERTIES = tuple(qn(name) for name in ("w:rPr", "w:pPr", "w:tcPr", "w:tblPr"))
_STRUCK = (qn("w:strike"), qn("w:dstrike"))
_OFF = frozenset({"0", "false", "off", "none", "nil"})
_NO_FILL = frozenset({None, "auto", "FFFFFF", "ffffff"})


class WordStyles:
    """Looks properties up through styles and those they are based on."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else list(root.iter(qn("w:style")))
        self._by_id = {style.get(qn("w:styleId")): style for style in styles}

    def hides(self, run: Element) -> bool:
        """Whether a run is hidden (`w:vanish`) or white on white."""
        properties = run.find(qn("w:rPr"))
        if properties is None:
            return self._vanishes(_paragraph_style(run))
        vanish = properties.find(qn("w:vanish"))
        if vanish is not None:
            return _is_on(vanish)
        style = properties.find(qn("w:rStyle"))
        named = None if style is None else style.get(qn("w:val"))
        color = properties.find(qn("w:color"))
        white = color is not None and (color.get(qn("w:val")) or "").upper() == "FFFFFF"
        return (
            self._vanishes(named)
            or self._vanishes(_paragraph_style(run))
            or (white and not _is_shaded(run))
        )

    def underlines(self, run: Element) -> bool:
        """Whether the text of a run is underlined, and not struck out as well."""
        properties = run.find(qn("w:rPr"))
        if properties is None:
            return False
        if any(_is_on(struck) for struck in properties.iterchildren(*_STRUCK)):
            return False
        own = properties.find(qn("w:u"))
        if own is not None:
            return own.get(qn("w:val")) not in _OFF
        style = properties.find(qn("w:rStyle"))
        named = None if style is None else style.get(qn("w:val"))
        lines = (style.find(f"{qn('w:rPr')}/{qn('w:u')}") for style in self._lineage(named))
        return any(line is not None and line.get(qn("w:val")) not in _OFF for line in lines)

    def ruled(self, table: Element) -> bool:
        """Whether a table shows rules, by itself, its cells or its style."""
        own = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
        if own is not None:
            return _shows(own)
        cells = table.iterfind(f"{qn('w:tr')}/{qn('w:tc')}/{qn('w:tcPr')}/{qn('w:tcBorders')}")
        if any(_shows(borders) for borders in cells):
            return True
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        return any(
            _shows(borders)
            for ancestor in self._lineage(None if style is None else style.get(qn("w:val")))
            for borders in ancestor.iterfind(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
        )

    def of_paragraph(self, paragraph: Element) -> Iterator[Element]:
        """The style of a paragraph and those it is based on."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self._lineage(None if style is None else style.get(qn("w:val")))

    def _vanishes(self, name: str | None) -> bool:
        for style in self._lineage(name):
            vanish = style.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
            if vanish is not None:
                return _is_on(vanish)
        return False

    def _lineage(self, name: str | None) -> Iterator[Element]:
        """A style and those it is based on; a loop ends where it began."""
        met: set[str] = set()
        while name is not None and name not in met and name in self._by_id:
            met.add(name)
            yield self._by_id[name]
            based = self._by_id[name].find(qn("w:basedOn"))
            name = None if based is None else based.get(qn("w:val"))


def _paragraph_style(run: Element) -> str | None:
    paragraph = next(run.iterancestors(_PARAGRAPH), None)
    style = None if paragraph is None else paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return None if style is None else style.get(qn("w:val"))


def _is_shaded(run: Element) -> bool:
    """Whether white letters stand on a coloured ground, and so are visible."""
    holders = (run, *run.iterancestors(_PARAGRAPH, qn("w:tc"), _TABLE))
    return any(
        shade.get(qn("w:fill")) not in _NO_FILL
        for holder in holders
        for properties in holder.iterchildren(*_PROPERTIES)
        for shade in properties.iterchildren(qn("w:shd"))
    )


def _is_on(switch: Element) -> bool:
    return switch.get(qn("w:val")) not in _OFF


def _shows(borders: Element) -> bool:
    return any(side.get(qn("w:val")) not in _OFF | {None} for side in borders)
