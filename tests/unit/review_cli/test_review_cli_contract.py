"""The JSON Lines have the shapes that the contract names, and nothing else."""

import json
from datetime import UTC, datetime

import pytest
from paper_for_desk import ARRIVED, LETTER_LINES, candidate, letter, letter_cells, paper

from casework.draft import Cell, CellState, Check, ConfirmedRecord, EmptyReason, Row
from casework.field import FieldReading
from casework.findings import Findings, FoundPerson, KindGuess
from casework.journal import JournalRow
from casework.queue import FileStatus, HistoryEntry, State
from papers.arrangement import Table, TableCell
from papers.document import Document, Method, Page, Word
from papers.geometry import Box
from papers.outcome import ReadingWarning, WarningCode
from review_cli.contract import extract_json, line, text_json, unread_json
from review_cli.contract_records import file_json, queue_json, record_json, row_json, show_json

SCAN, WORD = letter(paged=True), letter(paged=False)


def plain(value: object) -> dict[str, object]:
    """As a reader of the line gets it."""
    read = json.loads(line(value))
    assert isinstance(read, dict)
    return read


def understood(document: Document) -> Findings:
    name = "Бадмаева\nАйса Сергеевна"
    mother = FoundPerson(
        ("mother",),
        candidate(document, "full_name", "Бадмаева Айса Сергеевна", name, 0.97),
        parts=(
            candidate(document, "workplace", "школа", "школа", 0.8),
            candidate(document, "identity.series", "8501", "214", 0.7),
        ),
    )
    child = FoundPerson(
        ("child",),
        candidate(document, "full_name", "Бадмаева Дана", "Бадмаева Дана", 0.4),
        family=2,
        partial=True,
        birth_date=candidate(document, "birth_date", "2014-06-05", "05.06.2014", 0.99),
    )
    return Findings(
        kind=KindGuess("prevention_referral", 0.98765, None, (("citizen_appeal", 0.01),)),
        fields=(
            FieldReading(
                "doc_number",
                (
                    candidate(document, "doc_number", "214", "№ 214", 0.9),
                    candidate(document, "doc_number", "21", "21", 0.1),
                ),
            ),
            FieldReading("reply_due", (candidate(document, "reply_due", "2025-03-11", "11", 0.3),)),
        ),
        people=(mother, child),
        signs=(
            candidate(document, "distress_signs", "truancy", "не ходит в школу", 0.93),
            candidate(document, "distress_signs", "no_housing", "нетопленом", 0.2),
        ),
        marks=(candidate(document, "housing.gas", True, "доме", 0.95),),
        warnings=(ReadingWarning(WarningCode.CONTRADICTION, 1),),
    )


def test_a_line_of_extract_has_exactly_the_parts_of_the_contract() -> None:
    said = plain(extract_json("письмо.pdf", 1, SCAN, understood(SCAN)))
    assert list(said) == [
        "schema",
        "source",
        "index",
        "pages",
        "kind",
        "subtype",
        "fields",
        "people",
        "distress_signs",
        "marks",
        "tables",
        "texts",
        "warnings",
    ]
    assert (said["schema"], said["source"], said["index"], said["pages"]) == (
        1,
        "письмо.pdf",
        1,
        [1],
    )
    assert said["kind"] == {
        "value": "prevention_referral",
        "confidence": 0.9877,
        "alternatives": [{"value": "citizen_appeal", "confidence": 0.01}],
    }


def test_a_paged_value_has_a_box_a_line_and_a_flowing_one_a_span() -> None:
    for document in (SCAN, WORD):
        said = plain(extract_json("x", 1, document, understood(document)))
        people = said["people"]
        assert isinstance(people, list)
        evidence = people[0]["full_name"]["evidence"]
        if document is SCAN:
            assert [piece["page"] for piece in evidence] == [1, 1]
            assert all(len(piece["box"]) == 4 for piece in evidence)
            assert all(0 <= side <= 1 for piece in evidence for side in piece["box"])
        else:
            [piece] = evidence
            start, stop = piece["span"]
            assert WORD.text[start:stop] == "Бадмаева\nАйса Сергеевна"


def test_what_is_less_likely_than_not_is_an_alternative_only() -> None:
    said = plain(extract_json("x", 1, SCAN, understood(SCAN)))
    fields, people = said["fields"], said["people"]
    assert isinstance(fields, dict)
    assert isinstance(people, list)
    assert fields["doc_number"]["value"] == "214"
    assert [other["value"] for other in fields["doc_number"]["alternatives"]] == ["21"]
    due = fields["reply_due"]
    assert (due["value"], due["confidence"], due["evidence"]) == (None, None, [])
    assert due["alternatives"][0]["value"] == "2025-03-11"
    assert people[1]["full_name"]["value"] is None
    assert people[1]["full_name"]["alternatives"][0]["value"] == "Бадмаева Дана"
    assert [sign["value"] for sign in said["distress_signs"]] == ["truancy"]


def test_people_carry_roles_family_and_further_parts() -> None:
    mother, child = plain(extract_json("x", 1, SCAN, understood(SCAN)))["people"]
    assert (mother["roles"], mother["family"], mother["full_name"]["partial"]) == (
        ["mother"],
        1,
        False,
    )
    assert "birth_date" not in mother
    assert mother["workplace"]["value"] == "школа"
    assert mother["identity"]["series"]["value"] == "8501"
    assert (child["family"], child["full_name"]["partial"]) == (2, True)
    assert child["birth_date"]["value"] == "2014-06-05"


def test_signs_quote_and_marks_name_section_and_item() -> None:
    said = plain(extract_json("x", 1, SCAN, understood(SCAN)))
    [sign], [mark] = said["distress_signs"], said["marks"]
    assert (sign["value"], sign["quote"]) == ("truancy", "не ходит в школу")
    assert (mark["section"], mark["item"], mark["value"]) == ("housing", "gas", True)


@pytest.mark.parametrize("confidence", [0.0, 0.49])
def test_a_guessed_kind_is_no_kind(confidence: float) -> None:
    found = Findings(KindGuess("court_act", confidence, None, (("other", 0.2),)))
    assert plain(extract_json("x", 1, WORD, found))["kind"] == {
        "value": None,
        "confidence": None,
        "alternatives": [
            {"value": "court_act", "confidence": confidence},
            {"value": "other", "confidence": 0.2},
        ],
    }


def test_warnings_of_reader_and_finders_come_once_with_their_sentence() -> None:
    twice = ReadingWarning(WarningCode.CONTRADICTION, 1)
    elsewhere = ReadingWarning(WarningCode.PAGE_UNREADABLE, 7)
    document = Document(SCAN.text, SCAN.pages, SCAN.blocks, (twice, elsewhere))
    said = plain(extract_json("x", 1, document, understood(SCAN)))
    assert said["warnings"] == [{"code": "contradiction", "page": 1, "message": twice.message}]


def test_text_has_pages_and_words_only_when_asked() -> None:
    brief, full = (plain(text_json("x", SCAN, words)) for words in (False, True))
    assert list(brief) == ["source", "text", "pages", "warnings"]
    assert brief["text"] == SCAN.text
    [page] = brief["pages"]
    assert page == {
        "number": 1,
        "width": 1240,
        "height": 1754,
        "dpi": 150,
        "rotation": 0.0,
        "method": "ocr",
        "confidence": None,
    }
    [page] = full["pages"]
    for word in page["words"]:
        assert list(word) == ["text", "box", "confidence", "start"]
        start = word["start"]
        assert SCAN.text[start : start + len(word["text"])] == word["text"]


def test_tables_come_row_by_row_when_asked() -> None:
    box = Box(0.1, 0.2, 0.3, 0.4)
    text = "Семья\nМишины\tда"
    drawn = (TableCell(0, 0, 0, 5, 1, box, column_span=2), TableCell(1, 0, 6, 12, 2, box),
             TableCell(1, 1, 13, 15, 2, box))  # fmt: skip
    tables = (Table(drawn, header_rows=1), Table((TableCell(0, 0, 13, 15, 1),), ruled=False))
    document = Document(text, (), tables=tables)
    assert "tables" not in plain(text_json("x", document, words=False))
    first, second = plain(text_json("x", document, words=False, tables=True))["tables"]
    place = {"page": 2, "box": [0.1, 0.2, 0.3, 0.4]}
    assert (first["pages"], first["ruled"], first["header_rows"]) == ([1, 2], True, 1)
    assert first["rows"] == [
        [{"column": 0, "row_span": 1, "column_span": 2, "text": "Семья", **place, "page": 1}],
        [
            {"column": 0, "row_span": 1, "column_span": 1, "text": "Мишины", **place},
            {"column": 1, "row_span": 1, "column_span": 1, "text": "да", **place},
        ],
    ]
    assert second["rows"] == [
        [{"column": 0, "row_span": 1, "column_span": 1, "text": "да", "span": [13, 15]}]
    ]


def test_flowing_text_has_no_measures() -> None:
    [page] = plain(text_json("x", WORD, True))["pages"]
    assert (page["width"], page["height"], page["dpi"], page["method"]) == (
        None,
        None,
        None,
        "flow",
    )
    assert page["words"][0] == {"text": "МКОУ", "box": None, "confidence": None, "start": 0}


def test_offsets_count_code_points() -> None:
    page = Page(1, 0, 4, (Word("𝔘да", 1, 1, Box(0, 0, 1, 1)),), Method.OCR)
    said = plain(text_json("x", Document(" 𝔘да", (page,)), True))
    [word] = said["pages"][0]["words"]
    assert str(said["text"])[word["start"] :] == word["text"]


def test_any_file_name_keeps_the_line_json() -> None:
    name = b'\xcf\xe8\xf1\xfc\xec\xee "1"\n.pdf'.decode("utf-8", "surrogateescape")
    written = line(unread_json(name, "empty_file", "Файл пустой."))
    assert b"\n" not in written
    assert json.loads(written)["source"] == name
    assert json.loads(written)["error"] == {"code": "empty_file", "message": "Файл пустой."}


def test_a_document_of_the_queue_has_exactly_its_keys() -> None:
    said = queue_json(paper(7, threat=True).item)
    assert list(said) == [
        "id",
        "file_id",
        "source",
        "index",
        "sha256",
        "state",
        "kind",
        "threat_to_life",
        "received_at",
        "version",
    ]
    assert (said["state"], said["threat_to_life"]) == ("review", True)
    assert datetime.fromisoformat(str(said["received_at"])) == ARRIVED


def test_show_gives_findings_row_and_history() -> None:
    opened = paper(7, threat=True)
    history = (HistoryEntry(ARRIVED, "opis", "state", "processing", "review"),)
    said = plain(show_json(opened.item, opened.draft, history))
    assert list(said)[10:] == [
        "sender",
        "fields",
        "people",
        "distress_signs",
        "tables",
        "texts",
        "row",
        "history",
        "searchable_pdf",
        "duplicates",
    ]
    row = said["row"]
    assert isinstance(row, dict)
    assert set(row) == {cell.id for cell in letter_cells(WORD)} | {"reply_due"}
    assert row["subjects"]["value"][1] == {
        "full_name": "Бадмаева Дана",
        "roles": ["child"],
        "birth_date": "2014-06-05",
    }
    assert said["history"][0]["new"] == "review"


def test_show_of_an_unread_paper_says_why() -> None:
    item = paper(7).item
    refused = type(item)(
        **{name: getattr(item, name) for name in item.__slots__}
        | {"state": State.QUARANTINED, "error": "password_protected", "kind": None}
    )
    said = plain(show_json(refused, None, ()))
    assert said["error"]["code"] == "password_protected"
    assert (said["fields"], said["row"]) == ({}, {})


def test_a_cell_shows_its_whole_envelope() -> None:
    decided = Cell(
        "address",
        None,
        "д. 7",
        CellState.EMPTY,
        EmptyReason.ILLEGIBLE,
        confidence=0.12345,
        checks=(Check("order", False, "не бывает"),),
        decided_by="Анна",
        decided_at=datetime(2025, 3, 12, tzinfo=UTC),
    )
    assert row_json([Row(1, (decided,))]) == {
        "address": {
            "value": None,
            "raw": "д. 7",
            "state": "empty",
            "empty_reason": "illegible",
            "evidence": [],
            "confidence": 0.1235,
            "alternatives": [],
            "checks": [{"id": "order", "passed": False, "message": "не бывает"}],
            "decided_by": "Анна",
            "decided_at": "2025-03-12T00:00:00+00:00",
        }
    }


def test_a_record_names_its_journal_and_number() -> None:
    record = ConfirmedRecord(7, 1, "sop", letter_cells(WORD), "Анна", ARRIVED)
    said = plain(record_json(JournalRow(3, "sop", record)))
    assert (said["form"], said["category"], said["entry_no"], said["annulled"]) == (
        1,
        "sop",
        3,
        None,
    )
    cells = said["cells"]
    assert isinstance(cells, dict)
    assert cells["informant_text"]["value"] == LETTER_LINES[0]


@pytest.mark.parametrize("error", [None, "corrupt_pdf", "worker_killed"])
def test_a_file_that_was_brought(error: str | None) -> None:
    said = plain(file_json(FileStatus(4, "скан.pdf", "ab", State.RECEIVED, 2, error)))
    assert list(said) == ["id", "source", "sha256", "state", "duplicate_of", "error"]
    assert (said["id"], said["duplicate_of"]) == (4, 2)
    problem = said["error"]
    assert problem is None if error is None else problem["code"] == error
