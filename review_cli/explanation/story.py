"""An explanation as it is told, in the terminal and on a page: chapters of entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.explanation import Explanation
from casework.field import OFFERED, FieldCandidate, FieldReading, Step
from casework.form_spec import CellSpec, Region
from papers.document import Document
from papers.evidence import Evidence
from review_cli.cells import shown
from review_cli.explanation.words import Words


class Outcome(StrEnum):
    """What became of a reading: it is proposed, only possible, or taken back."""

    OFFERED = "offered"
    ALTERNATIVE = "alternative"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the paper and the part of it, in Russian, where they stand."""

    words: str
    where: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the account; `figure` is the confidence or the sum after it, if it has one."""

    text: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading: its value, what became of it and why.

    `key` is the id that asks for it alone (a field, a sign, a table), `label` what the value is
    of where the chapter's title does not say so, `also` what else gave the same value.
    """

    key: str
    value: str
    outcome: Outcome
    score: str
    why: str
    quotes: tuple[Quote, ...] = ()
    reasons: tuple[Reason, ...] = ()
    label: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A field of the paper, or its kind, people, signs, marks, tables, texts."""

    id: str
    title: str
    entries: tuple[Entry, ...] = ()
    note: str = ""


def percent(confidence: float) -> str:
    return f"{confidence:.0%}".replace("%", " %")


@dataclass(frozen=True)
class Teller:
    """Puts candidates of one document into words."""

    document: Document
    explanation: Explanation
    region: Region
    words: Words

    # --- fields ------------------------------------------------------------------------------

    def fields(self) -> Iterator[Chapter]:
        """A chapter for every field that a paper may have, in the order of the draft."""
        found = {reading.field: reading for reading in self.explanation.findings.fields}
        for spec in field_specs(self.region):
            reading = found.get(spec.id, FieldReading(spec.id, ()))
            fired = [one for one in self.explanation.fired if one.field == spec.id]
            entries = tuple(self._field(spec, reading, fired))
            yield Chapter(spec.id, spec.title, entries, "" if entries else self._nothing(spec.id))

    def _nothing(self, field: str) -> str:
        if field in self.explanation.sought:
            return "Искали: ни одно правило не сработало."
        return "В бумагах этого вида не ищется."

    def _field(
        self, spec: CellSpec, reading: FieldReading, fired: Sequence[FieldCandidate]
    ) -> Iterator[Entry]:
        yield from self.reading(reading, spec, fired)
        given = {candidate.value for candidate in reading.candidates}
        for one in fired:
            if one.rejected:
                yield self.entry(one, Outcome.REJECTED, "Не принято.", spec)
            elif one.value not in given:
                why = "Вариант; в черновик не попал: там только самые вероятные."
                yield self.entry(one, Outcome.ALTERNATIVE, why, spec)

    def reading(
        self,
        reading: FieldReading,
        spec: CellSpec | None = None,
        fired: Sequence[FieldCandidate] = (),
        label: str = "",
    ) -> Iterator[Entry]:
        """The candidates of a reading, the first being the one to offer, if any is."""
        for rank, one in enumerate(reading.candidates):
            offered = rank == 0 and reading.best is not None
            outcome = Outcome.OFFERED if offered else Outcome.ALTERNATIVE
            also = tuple(self._also(other) for other in fired if _same(one, other))
            yield self.entry(one, outcome, _verdict(reading, rank), spec, label, also)

    def _also(self, other: FieldCandidate) -> str:
        rule = self.words.rule(other.finder, other.rule)
        return f"{percent(other.confidence)} — {rule}: «{_one_line(other.quote)}»"

    # --- one candidate -----------------------------------------------------------------------

    def entry(
        self,
        one: FieldCandidate,
        outcome: Outcome,
        why: str,
        spec: CellSpec | None = None,
        label: str = "",
        also: tuple[str, ...] = (),
        before: tuple[Reason, ...] = (),
    ) -> Entry:
        """A candidate with its words and trail; `before` is told between the rule and the rest."""
        value = shown(spec, one.value) if spec else _plain(one)
        return Entry(
            key=one.field,
            value=value,
            outcome=outcome,
            score=percent(one.confidence),
            why=why,
            quotes=self.quotes(one.evidence),
            reasons=self.reasons(one, before),
            label=label,
            also=also,
        )

    def reasons(self, one: FieldCandidate, before: tuple[Reason, ...] = ()) -> tuple[Reason, ...]:
        """How the rule's confidence became what it is."""
        first, *rest = one.trail or (Step("rule", one.confidence, one.rule),)
        told = [Reason(self.words.step(first, one.finder), percent(first.confidence)), *before]
        told += (Reason(self.words.step(s, one.finder), percent(s.confidence)) for s in rest)
        return tuple(told)

    def quotes(self, evidence: Sequence[Evidence]) -> tuple[Quote, ...]:
        return tuple(Quote(_one_line(piece.quote), self._where(piece), piece) for piece in evidence)

    def _where(self, piece: Evidence) -> str:
        place = self.words.place(piece.place)
        if self.document.flowing:
            return place
        page = piece.boxes[0].page if piece.boxes else self.document.page_at(piece.start).number
        return f"{place}, стр. {page}" if place else f"стр. {page}"


def field_specs(region: Region) -> tuple[CellSpec, ...]:
    """The fields of a paper with their titles; people and signs have chapters of their own."""
    apart = ("subjects", "distress_signs")
    return tuple(spec for spec in region.form(0).cells if spec.id not in apart)


def _same(one: FieldCandidate, other: FieldCandidate) -> bool:
    """Whether another firing of a rule gave the same value from other words or by another rule."""
    where = (one.rule, one.evidence[0].start)
    return (
        other.value == one.value
        and not other.rejected
        and (other.rule, other.evidence[0].start) != where
    )


def _verdict(reading: FieldReading, rank: int) -> str:
    """Why this candidate is offered, or only an alternative."""
    first = reading.candidates[0]
    if reading.best is None:
        return f"Только вариант: ниже {percent(OFFERED)} не предлагается."
    if rank:
        return f"Вариант: слабее выбранного ({percent(first.confidence)})."
    if len(reading.candidates) == 1:
        return "Предложено: других значений нет."
    second = percent(reading.candidates[1].confidence)
    return f"Предложено: увереннее остальных (у следующего {second})."


def _plain(one: FieldCandidate) -> str:
    if isinstance(one.value, bool):
        return "да" if one.value else "нет"
    return _one_line(str(one.value))


def _one_line(text: str) -> str:
    return " ".join(text.split())
