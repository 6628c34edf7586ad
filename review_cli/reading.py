"""Files read and understood on the spot, without a store: behind `extract` and `text`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from casework.division import moved
from casework.explanation import Explanation
from casework.findings import Findings
from casework.queue import FailureCode
from extractors.limits import Limits
from extractors.protocol import Searchable
from extractors.sandbox import scratch_folder
from ingest.identify import Identified
from papers.document import Document
from papers.outcome import ReadingWarning, Refused
from papers.second_look import Ask
from papers.source import MediaKind
from pipeline.intake import find_files
from pipeline.lazy import load
from pipeline.rereading import asking
from pipeline.unpacking import Unpacker
from pipeline.worker import Ports

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and what it is called in the answer.

    `depth` is in how many letters or archives it lay, `warnings` what they had to say of it.
    """

    path: Path
    name: str
    depth: int = 0
    warnings: tuple[ReadingWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gave no document: a stable code and a Russian message."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file came to: a paper unless it only holds others; what lay in it, in `folder`."""

    paper: Document | Unread | None
    parts: tuple[Source, ...] = ()
    lost: tuple[tuple[Source, Unread], ...] = ()
    folder: Path | None = None


NOT_A_SCAN = Unread(
    "not_a_scan",
    "PDF с поиском делается только из сканов и снимков, а в этом файле текст уже есть.",
)


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
    """Documents of `sources` in their order, in `jobs` reading processes at a time.

    What lies in a letter or an archive follows it, each a paper of its own. Threads suffice:
    each only waits for the confined child in which its file is read.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        limits: Limits,
        jobs: int,
        steps: Path | None = None,
        pdf: Path | None = None,
        pictures: Path | None = None,
    ) -> None:
        """`pictures` is an existing folder that gets the pages of every paper; see `drawn`."""
        self._sources = sources
        self._pictures = pictures
        self._drawn: dict[Source, Path] = {}
        self._media: dict[Source, MediaKind] = {}
        self._steps = steps
        self._pdf = pdf
        self._jobs = jobs
        ports = Ports()
        self._identify = load(ports.identify)
        self._in_hand: list[Source] = []
        self._reader = load(ports.reader)(limits, lambda: jobs // max(1, len(self._in_hand)))
        self._unpacker = Unpacker(self._identify, self._reader, limits.nesting)

    def drawn(self, source: Source) -> tuple[Path, ...]:
        """The upright pictures of the pages of a paper that was read, none of flowing text."""
        folder = self._drawn.get(source)
        return tuple(sorted(folder.glob("page-*.jpg"))) if folder else ()

    def asking(self, source: Source, read: Document | Unread) -> Ask | None:
        """How to ask for regions of a paper again that was just read."""
        if isinstance(read, Unread):
            return None
        return asking(self._reader, source.path, self._media[source], read)

    def forget(self, source: Source) -> None:
        """Remove the pictures of a paper that nobody needs any more."""
        if folder := self._drawn.pop(source, None):
            shutil.rmtree(folder, ignore_errors=True)

    def __iter__(self) -> Iterator[tuple[Source, Document | Unread]]:
        with scratch_folder() as scratch, ThreadPoolExecutor(self._jobs) as pool:
            try:
                yield from self._papers(self._sources, scratch, pool)
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _papers(
        self, sources: Sequence[Source], scratch: Path, pool: ThreadPoolExecutor
    ) -> Iterator[tuple[Source, Document | Unread]]:
        futures = [pool.submit(self._open, source, scratch) for source in sources]
        for source, future in zip(sources, futures, strict=True):
            opened = future.result()
            if opened.paper is not None:
                yield source, opened.paper
            yield from self._papers(opened.parts, scratch, pool)
            yield from opened.lost
            if opened.folder is not None:
                shutil.rmtree(opened.folder, ignore_errors=True)

    def _open(self, source: Source, scratch: Path) -> Opened:
        self._in_hand.append(source)
        try:
            identified = self._identify(source.path, source.name)
            if identified.media.is_container:
                return self._unpack(source, identified, Path(mkdtemp(dir=scratch)))
            return Opened(self._read(source, identified))
        except Refused as refused:
            return Opened(_unread(refused))
        except OSError as error:
            return Opened(Unread("unreadable", f"Файл не открывается: {error.strerror}."))
        finally:
            self._in_hand.remove(source)

    def _unpack(self, source: Source, identified: Identified, folder: Path) -> Opened:
        """The letter's own text, where it has one, and what lies in it; raises Refused."""
        inside = self._unpacker.look_inside(
            source.path, source.name, identified.media, folder, source.depth
        )
        parts = (
            Source(part.path, part.name, source.depth + 1, (*source.warnings, *part.warnings))
            for part in inside.parts
        )
        lost = (
            (Source(folder, one.name, source.depth + 1), _unread(Refused(one.code)))
            for one in inside.lost
        )
        paper: Document | Unread | None = None
        if inside.own_text:
            try:
                paper = self._read(source, identified)
            except Refused as refused:
                paper = _unread(refused)
        return Opened(paper, tuple(parts), tuple(lost), folder)

    def _read(self, source: Source, identified: Identified) -> Document | Unread:
        """The document of one file; `--steps` and `--pdf` are for files that were named."""
        self._media[source] = identified.media
        pdf = None if source.depth else self._pdf
        if self._pictures:
            self._drawn[source] = Path(mkdtemp(dir=self._pictures))
        document: Document = self._reader.read(
            source.path,
            identified.media,
            self._drawn.get(source),
            steps=None if source.depth else self._steps,
            searchable=Searchable.of(pdf, source.name) if pdf else None,
        )
        if pdf and not document.scanned:
            return NOT_A_SCAN
        warnings = (*source.warnings, *identified.warnings, *document.warnings)
        return replace(document, warnings=tuple(dict.fromkeys(warnings)))


def _unread(refused: Refused) -> Unread:
    return Unread(refused.code, refused.message)


class Understander:
    """The loaded models; a paper on which they break is lost alone."""

    def __init__(self, lexicon: Path | None = None) -> None:
        """`lexicon` is the folder of the office's own words; raises SettingsError."""
        self._understanding = Ports().load_understanding(lexicon)

    def papers(
        self, read: Document | Unread, ask: Ask | None = None
    ) -> tuple[Document, tuple[Findings, ...]] | Unread:
        """The papers of a file in order, all their evidence in the file's text."""
        return _attempted(self._found, read, ask)

    def _found(self, document: Document, ask: Ask | None) -> tuple[Findings, ...]:
        papers = self._understanding.understand_papers(document, ask)
        return tuple(moved(findings, paper.back) for paper, findings in papers)


class Explainer:
    """Likewise, of those that tell why."""

    def __init__(self, lexicon: Path | None = None) -> None:
        self._explaining = Ports().load_explaining(lexicon)

    def explain(
        self, read: Document | Unread, ask: Ask | None = None
    ) -> tuple[Document, Explanation] | Unread:
        return _attempted(self._explaining.explain, read, ask)


def _attempted(
    work: Callable[[Document, Ask | None], Made], read: Document | Unread, ask: Ask | None
) -> tuple[Document, Made] | Unread:
    if isinstance(read, Unread):
        return read
    try:
        return read, work(read, ask)
    except Exception as error:
        where = type(error).__name__
        return Unread(
            FailureCode.INTERNAL_ERROR,
            f"Программа не справилась с этой бумагой ({where}); сообщите разработчику.",
        )
