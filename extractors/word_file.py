"""Word documents (DOCX)."""

from __future__ import annotations

from pathlib import Path

from docx.oxml.ns import qn

from extractors.page_text import Line, PageText, cell
from extractors.protocol import Bench, PageReading
from extractors.tables import TableHead, TextBlock, write
from extractors.word_numbering import Numbering
from extractors.word_package import Element, open_package
from extractors.word_styles import WordStyles
from extractors.word_walk import Row, Walk, WordBlock
from papers.document import BlockKind, Method
from papers.outcome import ReadingWarning, WarningCode


class WordFile:
    """One page that flows: headers, body, notes, footers."""

    page_count = 1

    def __init__(self, path: Path, bench: Bench) -> None:
        self._package = open_package(path, bench.limits)
        self._styles = WordStyles(self._package.styles)
        self.stories = self._package.stories
        Numbering(self._package.numbering, self._styles).write(self._package.body)
        self.warnings = tuple(ReadingWarning(code) for code in self._package.warnings)

    def read_page(self, number: int) -> PageReading:
        page = PageText(number)
        blocks, seen, heads = self._walk()
        tables = write(page, map(_text_block, blocks), heads)
        text = page.finish()
        if not text:
            seen.add(WarningCode.NO_TEXT_FOUND)
        return PageReading(
            number,
            text,
            tuple(page.words),
            tuple(page.blocks),
            Method.FLOW,
            warnings=tuple(ReadingWarning(code) for code in sorted(seen)),
            tables=tuple(tables),
            underlines=tuple(page.underlines),
        )

    def _walk(self) -> tuple[list[WordBlock], set[WarningCode], list[TableHead]]:
        package = self._package
        styles = self._styles
        seen: set[WarningCode] = set()
        tables: list[TableHead] = []

        def read(root: Element, kind: BlockKind) -> list[WordBlock]:
            return Walk(styles, seen=seen, tables=tables).story(root, kind)

        headers = [read(root, BlockKind.HEADER) for root in package.headers]
        body = [read(package.body, BlockKind.BODY)]
        notes = [
            read(note, BlockKind.FOOTNOTE)
            for root in package.notes
            for note in root
            if note.get(qn("w:type")) in (None, "normal")
        ]
        footers = [read(root, BlockKind.FOOTER) for root in package.footers]
        stories = [*_distinct(headers), *body, *notes, *_distinct(footers)]
        return [block for story in stories for block in story], seen, tables


def _distinct(stories: list[list[WordBlock]]) -> list[list[WordBlock]]:
    """A header repeated for first, even and odd pages is read once."""
    kept: list[list[WordBlock]] = []
    for story in stories:
        if story not in kept:
            kept.append(story)
    return kept


def _text_block(block: WordBlock) -> TextBlock:
    return TextBlock(block.kind, list(map(_line, block.rows)), block.slots, block.within)


def _line(row: Row) -> Line:
    return [cell(text) for text in row]
