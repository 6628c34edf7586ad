"""Papers in a real store whose findings a test writes itself, each value cited from its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from casework.arrival import Arrival
from casework.deadlines import urgency
from casework.draft import Decision, EmptyReason
from casework.field import FieldCandidate, FieldReading
from casework.findings import Findings, FoundPerson, FoundTable, KindGuess
from casework.form_spec import Need
from casework.forms import load_region
from casework.prefill import propose
from casework.values import day_of
from papers.document import Document, Method, Page
from papers.evidence import Place, cite
from papers.source import Channel
from pipeline.build import Opis
from storage.work import Understood

BY = "petrova"
REGION = load_region("kalmykia")


@dataclass(frozen=True)
class Said:
    """What a paper says: `fields`, `texts` and `marks` as {id: (value, the words in the text)}."""

    kind: str
    text: str
    fields: dict[str, tuple[object, str]] = field(default_factory=dict)
    people: tuple[tuple[str, str, tuple[str, ...], str | None], ...] = ()
    signs: dict[str, str] = field(default_factory=dict)
    marks: dict[str, tuple[object, str]] = field(default_factory=dict)
    texts: dict[str, tuple[object, str]] = field(default_factory=dict)
    tables: dict[str, tuple[dict[str, tuple[object, str]], ...]] = field(default_factory=dict)
    received_at: datetime = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)

    def document(self) -> Document:
        return Document(self.text, (Page(1, 0, len(self.text), (), Method.FLOW),))

    def findings(self) -> Findings:
        return Findings(
            kind=KindGuess(self.kind, 0.97),
            fields=tuple(_reading(self, *one) for one in self.fields.items()),
            people=tuple(self._person(*one) for one in self.people),
            signs=tuple(self._found("sign", sign, raw) for sign, raw in self.signs.items()),
            marks=tuple(self._found(name, *one) for name, one in self.marks.items()),
            texts=tuple(_reading(self, *one) for one in self.texts.items()),
            tables=tuple(
                FoundTable(
                    name,
                    tuple(
                        tuple(self._found(cell, *one) for cell, one in row.items()) for row in rows
                    ),
                )
                for name, rows in self.tables.items()
            ),
        )

    def _found(self, name: str, value: object, raw: str) -> FieldCandidate:
        start = self.text.index(raw)
        evidence = cite(self.document(), start, start + len(raw), Place.FACTS)
        return FieldCandidate(name, value, raw, 0.95, (evidence,), "test", "test")  # type: ignore[arg-type]

    def _person(self, name: str, raw: str, roles: tuple[str, ...], born: str | None) -> FoundPerson:
        birth = self._found("birth_date", born, f"{day_of(born):%d.%m.%Y}") if born else None
        return FoundPerson(roles, self._found("full_name", name, raw), birth_date=birth)


def _reading(said: Said, name: str, found: tuple[object, str]) -> FieldReading:
    return FieldReading(name, (said._found(name, *found),))


def bring(opis: Opis, folder: Path, said: Said) -> int:
    """The paper, read and waiting for review; its number."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{abs(hash(said.text))}.txt"
    path.write_text(said.text, "utf-8")
    opis.store.receive(path, path.name, said.received_at, Channel.SCAN, BY)
    claim = opis.store.claim("test")
    assert claim is not None
    findings = said.findings()
    rows = propose(findings, Arrival(said.received_at, Channel.SCAN), REGION)
    haste = urgency(findings, rows, said.received_at)
    assert opis.store.finish(claim, said.document(), [Understood(findings, rows, haste)])
    return int(claim.document_id)


def confirm(opis: Opis, document_id: int, **values: object) -> None:
    """As proposed, with these values; what is required and was not found is said to be missing."""
    draft = opis.store.draft(document_id)
    assert draft is not None
    decisions = [Decision(cell, value) for cell, value in values.items()]  # type: ignore[arg-type]
    for row in draft.rows:
        for spec in REGION.form(row.form).cells:
            cell = row.cell(spec.id)
            missing = spec.need is Need.REQUIRED and cell is not None and cell.value is None
            if missing and spec.id not in values:
                reason = EmptyReason.NOT_IN_DOCUMENT
                decisions.append(Decision(spec.id, empty_reason=reason))
    opis.desk.confirm(document_id, decisions, BY)


LETTER = Said(
    kind="prevention_referral",
    text=(
        "Исх. № 41 от 03.03.2025. Школа № 2. В отношении Юдиной Веры Олеговны, её сын "
        "Юдин Егор Павлович, 05.06.2014 г.р. Проживают: г. Элиста, ул. Степная, д. 4. "
        "Мать нигде не работает."
    ),
    fields={
        "issuer": ("Школа № 2", "Школа № 2"),
        "doc_number": ("41", "41"),
        "doc_date": ("2025-03-03", "03.03.2025"),
        "address": ("г. Элиста, ул. Степная, д. 4", "г. Элиста, ул. Степная, д. 4"),
    },
    people=(
        ("Юдина Вера Олеговна", "Юдиной Веры Олеговны", ("mother",), None),
        ("Юдин Егор Павлович", "Юдин Егор Павлович", ("child",), "2014-06-05"),
    ),
    signs={"mother_unemployed": "Мать нигде не работает"},
)


def resolution(decision: str, number: str, day: str, words: str) -> Said:
    """A resolution of КДН и ЗП on the family of LETTER."""
    printed = f"{day_of(day):%d.%m.%Y}"
    return Said(
        kind="kdn_resolution",
        text=(
            f"КДН и ЗП. ПОСТАНОВЛЕНИЕ от {printed} № {number}. Протокол заседания № {number}. "
            f"Юдина Вера Олеговна, Юдин Егор Павлович, г. Элиста, ул. Степная, д. 4. {words}. "
            "Не исполняет обязанностей."
        ),
        fields={
            "issuer": ("КДН и ЗП", "КДН и ЗП"),
            "doc_number": (number, number),
            "doc_date": (day, printed),
            "protocol_number": (number, number),
            "protocol_date": (day, printed),
            "kdn_decision": (decision, words),
            "address": ("г. Элиста, ул. Степная, д. 4", "г. Элиста, ул. Степная, д. 4"),
        },
        people=(
            ("Юдина Вера Олеговна", "Юдина Вера Олеговна", ("mother",), None),
            ("Юдин Егор Павлович", "Юдин Егор Павлович", ("child",), None),
        ),
        signs={"parents_neglect_duties": "Не исполняет обязанностей"},
        received_at=datetime.fromisoformat(f"{day}T10:00:00+00:00"),
    )
