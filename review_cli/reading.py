"""Files read and understood on the spot, without a store: behind `extract` and `text`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from casework.findings import Findings
from casework.queue import FailureCode
from extractors.limits import Limits
from papers.document import Document
from papers.outcome import Refused
from pipeline.intake import find_files
from pipeline.lazy import load
from pipeline.worker import Ports


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and what it is called in the answer."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gave no document: a stable code and a Russian message."""

    code: str
    message: str


def sources(paths: Sequence[str], name: str | None) -> list[Source]:
    """The files that PATHs mean, called as they were given; folders hold theirs in order."""
    found: list[Source] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            found += (Source(inner, str(inner)) for inner in find_files([path]))
        else:
            found.append(Source(path, name or given))
    return found


class Readings:
    """Documents of `sources` in their order, `jobs` files at a time.

    Threads suffice: each only waits for the confined child in which its file is read.
    """

    def __init__(
        self, sources: Sequence[Source], limits: Limits, jobs: int, steps: Path | None = None
    ) -> None:
        self._sources = sources
        self._steps = steps
        self._jobs = jobs
        ports = Ports()
        self._identify = load(ports.identify)
        self._reader = load(ports.reader)(limits)

    def __iter__(self) -> Iterator[tuple[Source, Document | Unread]]:
        with ThreadPoolExecutor(self._jobs) as pool:
            try:
                yield from zip(self._sources, pool.map(self._read, self._sources), strict=True)
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _read(self, source: Source) -> Document | Unread:
        try:
            identified = self._identify(source.path, source.name)
            document: Document = self._reader.read(source.path, identified.media, steps=self._steps)
        except Refused as refused:
            return Unread(refused.code, refused.message)
        except OSError as error:
            return Unread("unreadable", f"Файл не открывается: {error.strerror}.")
        return replace(document, warnings=(*identified.warnings, *document.warnings))


class Understander:
    """The loaded models; a paper on which they break is lost alone."""

    def __init__(self) -> None:
        self._understanding = Ports().load_understanding()

    def understand(self, read: Document | Unread) -> tuple[Document, Findings] | Unread:
        if isinstance(read, Unread):
            return read
        try:
            return read, self._understanding.understand(read)
        except Exception as error:
            where = type(error).__name__
            return Unread(
                FailureCode.INTERNAL_ERROR,
                f"Программа не справилась с этой бумагой ({where}); сообщите разработчику.",
            )
