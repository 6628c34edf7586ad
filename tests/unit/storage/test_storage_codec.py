"""What is stored comes back the same, or is called damaged."""

from __future__ import annotations

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import MORNING, proposed, read_document, understood

from casework.draft import (
    Alternative,
    Cell,
    CellState,
    Check,
    ConfirmedRecord,
    EmptyReason,
    Row,
    Subject,
)
from papers.outcome import ReadingWarning, WarningCode
from storage.codec import (
    DOCUMENT,
    FINDINGS,
    RECORD,
    ROWS,
    SCHEMA,
    StoredDamaged,
    warnings_from_text,
    warnings_to_text,
)

TEXTS = st.text(max_size=20)
SUBJECTS = st.builds(
    Subject, TEXTS, st.tuples(TEXTS), st.none() | st.dates().map(lambda day: day.isoformat())
)
VALUES = (
    TEXTS
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.lists(TEXTS, max_size=3).map(tuple)
    | st.lists(SUBJECTS, max_size=3).map(tuple)
)
CELLS = st.builds(
    Cell,
    id=TEXTS,
    value=st.none() | VALUES,
    raw=st.none() | TEXTS,
    state=st.sampled_from(CellState),
    empty_reason=st.none() | st.sampled_from(EmptyReason),
    confidence=st.none() | st.floats(0, 1),
    alternatives=st.tuples(
        st.builds(Alternative, VALUES, TEXTS, st.floats(0, 1), st.just(())),
    ),
    checks=st.tuples(st.builds(Check, TEXTS, st.booleans(), TEXTS)),
    decided_by=st.none() | TEXTS,
    decided_at=st.none() | st.just(MORNING),
)
ALL_ROWS = st.lists(
    st.builds(Row, st.integers(0, 10), st.lists(CELLS, max_size=4).map(tuple)), max_size=3
).map(tuple)


@given(ALL_ROWS)
def test_rows_come_back_the_same_with_their_types(rows: tuple[Row, ...]) -> None:
    again = ROWS.unpack(ROWS.pack(rows))
    assert again == rows
    assert [[type(cell.value) for cell in row.cells] for row in again] == [
        [type(cell.value) for cell in row.cells] for row in rows
    ]


def test_documents_findings_and_records_come_back_the_same() -> None:
    document = read_document()
    findings = understood(document)
    (row,) = proposed(findings, MORNING)
    record = ConfirmedRecord(1, 1, "sop", row.cells, "petrova", MORNING)
    assert DOCUMENT.unpack(DOCUMENT.pack(document)) == document
    assert FINDINGS.unpack(FINDINGS.pack(findings)) == findings
    assert RECORD.unpack(RECORD.pack(record)) == record


def test_warnings_come_back_the_same() -> None:
    warnings = tuple(ReadingWarning(code, 2) for code in WarningCode)
    assert warnings_from_text(warnings_to_text(warnings)) == warnings


@pytest.mark.parametrize(
    "harm",
    [
        lambda stored: stored[:0],
        lambda stored: stored[:-5],
        lambda stored: bytes([SCHEMA + 1]) + stored[1:],
        lambda stored: stored[:1] + zlib.compress(b"[]"),
        lambda stored: stored[:1] + zlib.compress(zlib.decompress(stored[1:])[:-2]),
        # A quotation that is longer than its span breaks a law of the type itself.
        lambda stored: (
            stored[:1]
            + zlib.compress(zlib.decompress(stored[1:]).replace(b'"quote":"', b'"quote":"?'))
        ),
    ],
)
def test_damage_is_noticed(harm) -> None:
    stored = FINDINGS.pack(understood(read_document()))
    with pytest.raises(StoredDamaged):
        FINDINGS.unpack(harm(stored))


def test_a_document_kept_before_tables_were_read_comes_back() -> None:
    kept = DOCUMENT.pack(read_document())
    fields = json.loads(zlib.decompress(kept[1:]))
    for newer in ("tables", "underlines", "handwriting"):
        del fields[newer]
    old = kept[:1] + zlib.compress(json.dumps(fields).encode())
    assert DOCUMENT.unpack(old) == read_document()
