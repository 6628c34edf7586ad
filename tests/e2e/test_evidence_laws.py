"""Every piece of evidence of every draft is where it says it is (real samples, real Tesseract)."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from casework.arrival import Arrival
from casework.draft import Row
from casework.field import FieldCandidate
from casework.findings import Findings
from casework.forms import load_region
from casework.prefill import propose
from extractors.limits import Limits
from extractors.reader import Reader
from ingest.identify import identify
from nlp.understanding import Understanding, load
from papers.document import Document
from papers.evidence import Evidence
from papers.source import Channel

PAPERS = sorted((Path(__file__).parents[2] / "samples/papers").iterdir())
pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@cache
def understanding() -> Understanding:
    return load()


@pytest.fixture(scope="module", params=PAPERS, ids=lambda path: path.name)
def read(request: pytest.FixtureRequest) -> tuple[Document, Findings, tuple[Row, ...]]:
    path: Path = request.param
    document = Reader(Limits()).read(path, identify(path, path.name).media)
    findings = understanding().understand(document)
    arrival = Arrival(datetime(2026, 6, 1, 9, tzinfo=UTC), Channel.SCAN)
    return document, findings, propose(findings, arrival, load_region("kalmykia"))


def every_candidate(findings: Findings) -> list[FieldCandidate]:
    found = [c for reading in findings.fields for c in reading.candidates]
    for person in findings.people:
        found += [person.full_name, *person.parts, *person.name_alternatives]
        found += [person.birth_date] if person.birth_date else []
    return [*found, *findings.signs, *findings.marks]


def every_evidence(findings: Findings, rows: tuple[Row, ...]) -> list[Evidence]:
    cells = [cell for row in rows for cell in row.cells]
    return [
        *(e for candidate in every_candidate(findings) for e in candidate.evidence),
        *(e for cell in cells for e in cell.evidence),
        *(e for cell in cells for other in cell.alternatives for e in other.evidence),
    ]


def test_quotations_are_what_stands_there(
    read: tuple[Document, Findings, tuple[Row, ...]],
) -> None:
    document, findings, rows = read
    evidence = every_evidence(findings, rows)
    assert evidence
    for piece in evidence:
        assert document.text[piece.start : piece.stop] == piece.quote


def test_boxes_lie_on_pages_and_hold_the_words(
    read: tuple[Document, Findings, tuple[Row, ...]],
) -> None:
    document, findings, rows = read
    pages = {page.number for page in document.pages}
    for piece in every_evidence(findings, rows):
        words = [word for word in document.words_between(piece.start, piece.stop) if word.box]
        assert bool(piece.boxes) == (not document.flowing)
        assert {box.page for box in piece.boxes} <= pages
        for word in words:
            assert word.box is not None
            assert any(
                box.page == word.page
                and box.box.left <= word.box.left
                and box.box.top <= word.box.top
                and word.box.right <= box.box.right
                and word.box.bottom <= box.box.bottom
                for box in piece.boxes
            )


def test_words_are_where_the_text_has_them(
    read: tuple[Document, Findings, tuple[Row, ...]],
) -> None:
    document, _, _ = read
    for page in document.pages:
        assert [word.start for word in page.words] == sorted(word.start for word in page.words)
        for word in page.words:
            assert document.text[word.start : word.stop] == word.text
            assert page.start <= word.start
            assert word.stop <= page.stop


def test_every_value_has_evidence_of_its_own(
    read: tuple[Document, Findings, tuple[Row, ...]],
) -> None:
    _, findings, _ = read
    assert all(reading.candidates for reading in findings.fields)
    assert all(candidate.evidence for candidate in every_candidate(findings))
    assert all(
        # Of a mark the printed line is cited too, and first.
        any(candidate.raw in piece.quote for piece in candidate.evidence)
        for candidate in every_candidate(findings)
    )
