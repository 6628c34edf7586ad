"""The text of an HTML letter as it is seen; nothing is run, nothing is fetched."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

Element = Any  # lxml's elements have no useful static type
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
_OWN_LINE = frozenset(
    {"p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
     "pre", "blockquote", "section", "article", "header", "footer", "address", "dt", "dd"}
)  # fmt: skip
_PARAGRAPH = frozenset({"p", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_CELLS = frozenset({"td", "th"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_EDGE = re.compile(r" *([\t\n]) *")
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")


def text_of(source: str) -> str:
    """Lines as a reader sees them, paragraphs apart by an empty line, table cells by a tab."""
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    # A lone half of a surrogate pair is no character; a NUL would end the parsing.
    data = source.replace("\0", "").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.ParserError:
        return ""
    return _EDGE.sub(r"\1", "".join(_Walk().pieces(root))).strip()


class _Walk:
    """Goes through the tree without recursion: hostile letters nest deeply."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._gap = 0  # line ends due before the next word
        self._in_cell = 0

    def pieces(self, root: Element) -> list[str]:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._leave(element)
            elif element.tag in _UNSEEN or _HIDDEN.search(element.get("style") or ""):
                walk.skip_subtree()
            else:
                self._enter(element)
        return self._pieces

    def _enter(self, element: Element) -> None:
        if element.tag != "br":
            self._break(element)
        if _is_cell(element):
            first = element.getprevious() is None
            self._pieces.append("\n" * min(self._gap, 2) if first else "\t")
            self._gap = 0
            self._in_cell += 1
        self._say(element.text)

    def _leave(self, element: Element) -> None:
        if element.tag == "br":
            self._gap += 1
        else:
            self._break(element)
        if _is_cell(element):
            self._in_cell -= 1
            self._gap = 0
        self._say(element.tail)

    def _break(self, element: Element) -> None:
        if element.tag in _OWN_LINE:
            self._gap = max(self._gap, 2 if element.tag in _PARAGRAPH else 1)

    def _say(self, text: str | None) -> None:
        words = _SPACE.sub(" ", text or "")
        if words and not words.isspace():
            self._pieces.append(" " if self._in_cell and self._gap else "\n" * min(self._gap, 2))
            self._gap = 0
        self._pieces.append(words)


def _is_cell(element: Element) -> bool:
    """A cell beside others; cells that only arrange a letter hold tables or stand alone."""
    if element.tag not in _CELLS:
        return False
    row = element.getparent()
    return row is not None and len(row) > 1 and element.find(".//table") is None
