"""The name of a file's bytes: SHA-256, read in pieces."""

from __future__ import annotations

import hashlib
from pathlib import Path

_PIECE = 1 << 20


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 as lower-case hex, and the size in bytes; raises OSError."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size
