"""The same paper come twice: told to the person, who keeps both or rejects one; never by itself."""

from __future__ import annotations

from casework.duplicates import (
    SHOWN,
    Duplicate,
    Fingerprint,
    fingerprint,
    hold_against,
    reasons,
    weigh,
)
from casework.findings import Findings
from papers.document import Document
from papers.part import part
from storage.fingerprints import Fingerprints
from storage.store import Store


def remember(store: Store, document_id: int, document: Document, findings: Findings) -> None:
    """Keep what tells the paper when it comes again, and say so when it itself has come before."""
    kept = Fingerprints(store.database)
    kept.keep(document_id, fingerprint(document.text, findings))
    if duplicates(store, document_id):
        kept.flag(document_id)


def duplicates(store: Store, document_id: int) -> tuple[Duplicate, ...]:
    """Papers that are likely the same as this one, likeliest first."""
    kept = Fingerprints(store.database)
    own = kept.get(document_id) or _made(store, document_id)
    if own is None:
        return ()
    held = {one: hold_against(own, other) for one, other in kept.near(document_id, own).items()}
    found = (Duplicate(one, weigh(held[one]), reasons(held[one])) for one in held)
    shown = (one for one in found if one.probability >= SHOWN)
    return tuple(sorted(shown, key=lambda one: (-one.probability, one.document_id)))


def _made(store: Store, document_id: int) -> Fingerprint | None:
    """The fingerprint of a paper that was read before fingerprints were kept."""
    document, draft = store.document(document_id), store.draft(document_id)
    if document is None or draft is None:
        return None
    pages = draft.findings.pages
    own = document if document.flowing else part(document, min(pages), max(pages)).document
    return fingerprint(own.text, draft.findings)
