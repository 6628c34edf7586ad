"""Writes a paper as plain text in the Windows code page, as a site's form saves it."""

from __future__ import annotations

from making.paper import Paper, Para


def txt(paper: Paper) -> bytes:
    """A paragraph a line, CP1251 with CRLF."""
    lines = [block.text for block in paper.blocks if isinstance(block, Para)]
    return "\r\n".join([*lines, ""]).encode("cp1251")
