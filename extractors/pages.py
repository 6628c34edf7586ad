"""Blocks of a page: ruled tables first, then what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractors.layout import Lines, Placed, arrange
from papers.document import BlockKind


def page_blocks(
    words: Sequence[Placed], rules: Sequence[dict[str, Any]] = ()
) -> list[tuple[BlockKind, Lines]]:
    """The blocks of a page in reading order; `rules` are its ruling lines."""
    return [(BlockKind.BODY, lines) for lines in arrange(words)]
