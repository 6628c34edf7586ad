"""Files read once and kept: measuring how papers are understood needs no second recognition.

A document lies under the checksum of its file, so that another file of the same name is read
anew. What is kept outlives a change of the reader: `fresh` reads everything again.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.limits import Limits
from papers.document import Document
from review_cli.reading import Readings, Source, Unread
from storage.codec import DOCUMENT

FOLDER = Path(tempfile.gettempdir()) / "opis-bench-documents"
JOBS = 2


@dataclass(frozen=True, slots=True)
class Kept:
    """Documents by the checksum of their files, in `folder`."""

    folder: Path = FOLDER

    def documents(
        self, files: Sequence[Path], fresh: bool = False
    ) -> Iterator[tuple[Path, Document]]:
        """The documents of `files` in their order; those that give none are left out."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._read([path for path in files if fresh or not self._place(path).exists()])
        for path in files:
            kept = self._place(path)
            if kept.exists():
                yield path, DOCUMENT.unpack(kept.read_bytes())

    def _place(self, path: Path) -> Path:
        return self.folder / f"{hashlib.sha256(path.read_bytes()).hexdigest()}.document"

    def _read(self, files: Sequence[Path]) -> None:
        sources = [Source(path, path.name) for path in files]
        for source, document in Readings(sources, Limits(), JOBS):
            if isinstance(document, Unread):
                print(f"not read: {source.name}: {document.message}", file=sys.stderr)
            elif source.depth == 0:
                self._place(source.path).write_bytes(DOCUMENT.pack(document))
