"""Files as they came, named by their SHA-256, and the upright pictures of their pages.

An original is written once and never again; it is whole on the disk before the database
hears of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.scratch import Scratch, sync

_CHUNK = 1 << 20
_READ_ONLY = 0o400
_PDF_HEAD, _PDF_END = b"%PDF-", b"%%EOF\n"


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that are safe on the disk."""

    sha256: str
    size: int


class Originals:
    """originals/ab/cdef…: content-addressed, read-only."""

    def __init__(self, root: Path, scratch: Scratch) -> None:
        self.root = root
        self._scratch = scratch

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:]

    def add(self, source: Path) -> Stored:
        """Keep a copy of `source`; OSError when it can't be read or the disk is full.

        Hashed while it is copied: what is kept is what was hashed, whatever happens to
        `source` meanwhile.
        """
        with self._scratch.folder() as folder:
            copy = folder / "original"
            stored = _copy(source, copy)
            place = self.path(stored.sha256)
            if not place.exists():
                copy.chmod(_READ_ONLY)
                sync(copy)
                place.parent.mkdir(mode=0o700, exist_ok=True)
                copy.rename(place)
            sync(place.parent)
            sync(self.root)
        return stored

    def whole(self, sha256: str) -> bool:
        """Whether the bytes on the disk are still those that came; reads the whole file."""
        with self.path(sha256).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256

    def all(self) -> Iterator[str]:
        """The digest of every original on the disk, in order."""
        for folder in sorted(self.root.iterdir()):
            for path in sorted(folder.iterdir()):
                yield folder.name + path.name


def _copy(source: Path, target: Path) -> Stored:
    digest = hashlib.sha256()
    size = 0
    with source.open("rb") as reading, target.open("xb") as writing:
        while chunk := reading.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            writing.write(chunk)
    return Stored(digest.hexdigest(), size)


#: The PDF of a scan that can be searched, among the pictures of its pages.
SEARCHABLE = "searchable.pdf"


class Pictures:
    """pages/<sha256>/page-0001.jpg: made by the reader, shown to the reviewer, renewable.

    Of a scan searchable.pdf stands there too.
    """

    def __init__(self, root: Path, scratch: Scratch) -> None:
        self.root = root
        self._scratch = scratch

    def picture(self, sha256: str, page: int) -> Path | None:
        path = self.root / sha256 / f"page-{page:04}.jpg"
        return path if path.exists() else None

    def pages(self, sha256: str) -> tuple[Path, ...]:
        return tuple(sorted((self.root / sha256).glob("page-*.jpg")))

    def searchable(self, sha256: str) -> Path | None:
        path = self.root / sha256 / SEARCHABLE
        return path if path.exists() else None

    def all(self) -> Iterator[str]:
        """The digest of every file of which there are pictures, in order."""
        return (folder.name for folder in sorted(self.root.iterdir()))

    def whole(self, searchable: Path) -> bool:
        """Whether a PDF has its head and its end."""
        with searchable.open("rb") as stream:
            head = stream.read(len(_PDF_HEAD))
            stream.seek(max(0, searchable.stat().st_size - len(_PDF_END)))
            return head == _PDF_HEAD and stream.read() == _PDF_END

    @contextmanager
    def drawing(self, sha256: str) -> Iterator[Path]:
        """A folder for the pages of that file; they appear in their place all at once.

        Pages that are there already stay: the same bytes have the same pages.
        """
        place = self.root / sha256
        with self._scratch.folder() as folder:
            pages = folder / "pages"
            pages.mkdir(mode=0o700)
            yield pages
            if place.exists() or not any(pages.iterdir()):
                return
            for page in pages.iterdir():
                sync(page)
            sync(pages)
            try:
                pages.rename(place)
            except OSError:
                # Another worker was faster: then its pages stay.
                if not place.exists():
                    raise
            sync(self.root)
