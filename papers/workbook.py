"""The cells of a workbook as texts: what a spreadsheet shows, without its formulas' work."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row that has a text; `number` is the sheet's own, from 1, `texts` stand from column A.

    `formulas` are the columns (from 0) whose text is a formula and not its result.
    """

    number: int
    texts: tuple[str, ...]
    formulas: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet with its rows from the top."""

    title: str
    rows: tuple[BookRow, ...]
