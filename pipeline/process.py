"""A paper's way, verb by verb: accept → identify → extract → find (→ read again) → prefill
→ enqueue → remember.

Accepting is pipeline.intake's part; from then on the paper waits in the store. A letter or an
archive is unpacked first: what lies in it takes the same way as papers of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from casework.arrival import Arrival
from casework.deadlines import urgency
from casework.division import Division
from casework.explanation import Explanation
from casework.findings import Findings
from casework.form_spec import Region
from casework.prefill import propose
from extractors.protocol import Searchable
from ingest.identify import Identified
from papers.document import Document
from papers.outcome import Refused
from papers.part import Part
from papers.second_look import Ask
from papers.source import MediaKind, SourceFile
from pipeline.likenesses import remember
from pipeline.rereading import ReadsAgain, asking
from pipeline.unpacking import Inside, Unpacker, Unpacks, keep
from storage.containers import Unpacked
from storage.originals import SEARCHABLE
from storage.store import Store
from storage.work import Claim, Understood


class Reads(Unpacks, ReadsAgain, Protocol):
    def read(
        self,
        path: Path,
        media: MediaKind,
        pictures: Path | None = None,
        *,
        searchable: Searchable | None = None,
    ) -> Document: ...


class Understands(Protocol):
    def divide(self, document: Document) -> Division: ...
    def understand(self, document: Document, ask: Ask | None = None) -> Findings: ...
    def understand_papers(
        self, document: Document, ask: Ask | None = None
    ) -> tuple[tuple[Part, Findings], ...]: ...


class Explains(Protocol):
    def explain(self, document: Document, ask: Ask | None = None) -> Explanation: ...


@dataclass(frozen=True, slots=True)
class Stages:
    """What turns bytes into findings; loaded once a process."""

    identify: Callable[[Path, str], Identified]
    reader: Reads
    understanding: Understands
    nesting: int

    def unpack(self, claim: Claim, media: MediaKind, store: Store) -> tuple[Inside, Unpacked]:
        """What lies in a claimed container, its bytes kept; raises Refused."""
        source = claim.source
        unpacker = Unpacker(self.identify, self.reader, self.nesting)
        with store.scratch.folder() as folder:
            inside = unpacker.look_inside(source.path, source.name, media, folder, claim.depth)
            return inside, keep(inside, source, store)

    def read(self, path: Path, name: str, identified: Identified, pictures: Path) -> Document:
        """The text of the file at `path`, called `name`; raises Refused.

        `pictures` gets those of its pages, and of a scan a PDF that can be searched.
        """
        searchable = Searchable.of(pictures / SEARCHABLE, name)
        document = self.reader.read(path, identified.media, pictures, searchable=searchable)
        return replace(document, warnings=(*identified.warnings, *document.warnings))

    def understand(
        self, path: Path, identified: Identified, document: Document
    ) -> tuple[tuple[Part, Findings], ...]:
        """The papers in that file and what each proposes, doubtful regions read again."""
        ask = asking(self.reader, path, identified.media, document)
        return self.understanding.understand_papers(document, ask)


def process(claim: Claim, stages: Stages, store: Store, region: Region) -> None:
    """Take a claimed paper to the reviewer, or aside when it can't be read."""
    source, unpacked = claim.source, None
    try:
        identified = stages.identify(source.path, source.name)
        if identified.media.is_container:
            inside, unpacked = stages.unpack(claim, identified.media, store)
            source = unpacked.arrival
            if not inside.own_text:
                store.unpack(claim, unpacked)
                return
        with store.pictures.drawing(source.sha256) as pictures:
            document = stages.read(source.path, source.name, identified, pictures)
    except Refused as refusal:
        store.refuse(claim, refusal.code, unpacked)
        return
    papers = stages.understand(source.path, identified, document)
    understood = [_proposed(findings, source, region) for _, findings in papers]
    finished = store.finish(claim, document, understood, unpacked)
    for document_id, (paper, findings) in zip(finished, papers, strict=False):
        remember(store, document_id, paper.document, findings)


def _proposed(findings: Findings, source: SourceFile, region: Region) -> Understood:
    """What one paper of the file proposes for the forms, and how urgent it is."""
    rows = propose(findings, Arrival(source.received_at, source.channel, source.sender), region)
    haste = urgency(findings, rows, source.received_at, region.terms, source.channel)
    return Understood(findings, rows, haste)
