"""Papers of invented people, understood as if by the finders: text in, findings out."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from casework.arrival import Arrival
from casework.field import FieldCandidate, FieldReading, Value
from casework.findings import Findings, FoundPerson, KindGuess
from papers.document import Document, Method, Page
from papers.evidence import cite
from papers.source import Channel

ELISTA = timezone(timedelta(hours=3))
ARRIVED = datetime(2025, 3, 12, 9, 40, tzinfo=ELISTA)
ARRIVAL = Arrival(ARRIVED, Channel.SCAN)


class Paper:
    """A flowing paper of which one says piece by piece what was found, quoting its text."""

    def __init__(self, text: str, kind: str, sure: float = 0.97) -> None:
        self.document = Document(text, (Page(1, 0, len(text), (), Method.FLOW),))
        self.kind = KindGuess(kind, sure)
        self.fields: dict[str, list[FieldCandidate]] = {}
        self.people: list[FoundPerson] = []
        self.signs: list[FieldCandidate] = []

    def said(self, field: str, quote: str, value: Value, sure: float = 0.95) -> FieldCandidate:
        start = self.document.text.index(quote)
        evidence = (cite(self.document, start, start + len(quote)),)
        return FieldCandidate(field, value, quote, sure, evidence, "test", "test")

    def field(self, field: str, quote: str, value: Value, sure: float = 0.95) -> Paper:
        self.fields.setdefault(field, []).append(self.said(field, quote, value, sure))
        return self

    def sign(self, sign: str, quote: str, sure: float = 0.95) -> Paper:
        self.signs.append(self.said("distress_signs", quote, sign, sure))
        return self

    def person(
        self,
        name: str,
        quote: str,
        *roles: str,
        born: tuple[str, str] | None = None,
        sure: float = 0.95,
        family: int = 1,
    ) -> Paper:
        """`born` is the quotation and the ISO date."""
        birth = self.said("birth_date", born[0], born[1], sure) if born else None
        full_name = self.said("full_name", quote, name, sure)
        self.people.append(FoundPerson(roles, full_name, family, birth_date=birth))
        return self

    def findings(self) -> Findings:
        readings = (
            FieldReading(name, tuple(sorted(found, key=lambda one: -one.confidence)))
            for name, found in self.fields.items()
        )
        return Findings(self.kind, tuple(readings), tuple(self.people), tuple(self.signs))


REFERRAL = (
    "МБОУ «Степная школа»\n07.03.2025 № 118\nВх. № 44 от 11.03.2025\n\n"
    "Семья проживает в с. Ковыльное, ул. Речная, д. 3. Мать, Бадмаева Герел Санджиевна, "
    "02.05.1990 г.р., не бывает в школе. Сын Бадмаев Чингис Олегович, 14.09.2014 г.р., "
    "за четверть не был на сорока уроках. Бабушка Манджиева К.Б. помогает как может."
)


def referral() -> Paper:
    """A school writes of a boy who misses lessons."""
    return (
        Paper(REFERRAL, "prevention_referral")
        .field("issuer", "МБОУ «Степная школа»", "МБОУ «Степная школа»")
        .field("doc_number", "№ 118", "118", 0.98)
        .field("doc_date", "07.03.2025", "2025-03-07", 0.97)
        .field("incoming_number", "Вх. № 44", "44", 0.93)
        .field("incoming_date", "11.03.2025", "2025-03-11", 0.94)
        .field("address", "с. Ковыльное, ул. Речная, д. 3", "с. Ковыльное, ул. Речная, д. 3")
        .person(
            "Бадмаева Герел Санджиевна",
            "Бадмаева Герел Санджиевна",
            "mother",
            born=("02.05.1990 г.р.", "1990-05-02"),
        )
        .person(
            "Бадмаев Чингис Олегович",
            "Бадмаев Чингис Олегович",
            "child",
            born=("14.09.2014 г.р.", "2014-09-14"),
            sure=0.92,
        )
        .person("Манджиева К.Б.", "Манджиева К.Б.", "other_adult")
        .sign("truancy", "не был на сорока уроках", 0.91)
    )
