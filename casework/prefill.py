"""What was found in a paper becomes proposed cells: nothing decided, nothing guessed.

A cell has a value only when the paper says it (or, for the moment of arrival, the program that
took the paper in); what is less likely than not stands among the alternatives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from casework.arrival import Arrival
from casework.checks import check_rows
from casework.draft import Alternative, Cell, CellState, Check, Row, Subject
from casework.field import OFFERED, FieldCandidate
from casework.findings import Findings, FoundPerson
from casework.form_spec import CellSpec, FormSpec, Item, Need, Region
from casework.offers import alternative, from_reading, offer, readings_of
from casework.values import is_day
from papers.source import Channel

ANONYMOUS = "анонимно"
APPEAL, STATEMENT = "citizen_appeal", "applicant_statement"

#: A threat that only a sign of the list points to is always looked at by the reviewer.
_DERIVED = 0.8
#: An appeal without an author may be anonymous; or the author's name was not read.
_NO_AUTHOR = 0.4


def propose(findings: Findings, arrival: Arrival, region: Region) -> tuple[Row, ...]:
    """The rows that the paper proposes: its own requisites (form 0), then those of journals.

    Cells are `proposed` or `empty`, in the order of their form. A journal row has every cell
    that a person may fill; form 0 has what was found and no journal row holds, and what papers
    of this kind are expected to have. Cell ids are unique over the rows.
    """
    journals = region.forms_for(findings.kind.value)
    held = {name for form in journals for spec in form.cells for name in (spec.id, spec.field)}
    rows = [
        _paper_row(_Case(findings, arrival, region, region.form(0)), held),
        *(_journal_row(_Case(findings, arrival, region, form)) for form in journals),
    ]
    return check_rows(rows, arrival.received_at, region)


@dataclass(frozen=True, slots=True)
class _Case:
    """One paper and the form that it fills."""

    findings: Findings
    arrival: Arrival
    region: Region
    form: FormSpec

    @property
    def kind(self) -> str:
        return self.findings.kind.value

    def cell(self, spec: CellSpec) -> Cell:
        """The cell by its own rule, or from the one field that it stands for."""
        rule = _RULES.get(spec.id)
        return rule(self, spec) if rule else self.from_field(spec)

    def from_field(self, spec: CellSpec) -> Cell:
        return from_reading(spec, self.findings.reading(spec.field))


def _journal_row(case: _Case) -> Row:
    specs = (spec for spec in case.form.cells if spec.need is not Need.ASSIGNED)
    return Row(case.form.number, tuple(case.cell(spec) for spec in specs))


def _paper_row(case: _Case, held: set[str]) -> Row:
    cells = [(spec, case.cell(spec)) for spec in case.form.cells if spec.id not in held]
    return Row(
        case.form.number,
        tuple(
            cell
            for spec, cell in cells
            if cell.value is not None or cell.alternatives or spec.expected_in(case.kind)
        ),
    )


# --- when and from whom ----------------------------------------------------------------------


def _received_at(case: _Case, spec: CellSpec) -> Cell:
    """The registration stamp beats the moment of intake; the paper's own date is neither."""
    stamped = case.from_field(spec)
    if case.arrival.channel is Channel.ARCHIVE:
        return stamped  # when an old file was scanned says nothing of when its papers came
    arrived = case.arrival.received_at.isoformat(timespec="seconds")
    if stamped.value is not None:
        intake = Alternative(arrived, "", 1 - (stamped.confidence or 0), ())
        return replace(stamped, alternatives=(*stamped.alternatives, intake))
    unread = "на бумаге, возможно, есть штамп регистрации с другой датой"
    checks = (Check("stamp_is_read", False, unread),) if stamped.alternatives else ()
    return replace(stamped, value=arrived, state=CellState.PROPOSED, checks=checks)


def _informant(case: _Case, spec: CellSpec) -> Cell:
    """The issuer, or the author of a statement or appeal; an unsigned appeal may be anonymous.

    That nobody signed has no place in the paper to show, so it is only an alternative.
    """
    issued = [_named(reading) for reading in readings_of(spec, case.findings.reading(spec.field))]
    written = _authors(case, spec)
    readings = written + issued if case.kind in (STATEMENT, APPEAL) else issued or written
    if case.kind == APPEAL and not readings:
        readings = [Alternative(ANONYMOUS, "", _NO_AUTHOR, ())]
    return offer(spec, readings)


def _named(reading: Alternative) -> Alternative:
    says_so = str(reading.value).casefold().startswith("аноним")
    return replace(reading, value=ANONYMOUS) if says_so else reading


def _authors(case: _Case, spec: CellSpec) -> list[Alternative]:
    """The applicants together, as one informant."""
    names = [person.full_name for person in case.findings.people if "applicant" in person.roles]
    if not names:
        return []
    together = alternative(spec, ", ".join(str(name.value) for name in names), names)
    return [together] if together else []


def _informant_kind(case: _Case, spec: CellSpec) -> Cell:
    """What the informant's name or the kind of the paper says; several answers are no answer."""
    text_spec = case.form.cell("informant_text")
    informant = _informant(case, text_spec)
    if informant.value is None:
        return Cell(spec.id)
    sure = informant.confidence or 0
    by_kind = [item for item in spec.choices.items if case.kind in item.kinds]
    if informant.value == ANONYMOUS:
        found = [item for item in spec.choices.items if item.id == "anonymous"]
    elif by_kind:
        found, sure = by_kind, min(sure, case.findings.kind.confidence)
    elif informant.value in [reading.value for reading in _authors(case, text_spec)]:
        found = []  # a surname may look like a school
    else:
        found = _recognised(spec, str(informant.value))
    share = sure / max(1, len(found))
    return offer(
        spec,
        [Alternative(one.id, informant.raw or "", share, informant.evidence) for one in found],
    )


def _recognised(spec: CellSpec, name: str) -> list[Item]:
    """The lines of the list that recognise a sender's name."""
    return [item for item in spec.choices.items if any(p.search(name) for p in item.patterns)]


# --- about whom ------------------------------------------------------------------------------


def _subjects(case: _Case, spec: CellSpec) -> Cell:
    """Parents and minors; the paper's other people are one alternative away."""
    people = case.findings.people
    family = [person for person in people if _of_family(case, spec, person)]
    sure = [person for person in family if person.full_name.confidence >= OFFERED]
    choices = [sure, family, list(people)]
    numbers = sorted({person.family for person in sure})
    if len(numbers) > 1:
        choices += [[person for person in sure if person.family == one] for one in numbers]
    cell = offer(spec, [one for group in choices if group and (one := named(spec, group))])
    if len(numbers) < 2 or cell.value is None:
        return cell
    several = Check("one_family", False, f"в бумаге несколько семей: {len(numbers)}")
    return replace(cell, checks=(several,))


def _of_family(case: _Case, spec: CellSpec, person: FoundPerson) -> bool:
    """Whether column 4 is about this person; a statement's author speaks of the own family."""
    family = {item.id for item in spec.choices.items if item.section in ("parent", "minor")}
    own = case.kind == STATEMENT and "applicant" in person.roles
    return own or not family.isdisjoint(person.roles)


def named(spec: CellSpec, people: Sequence[FoundPerson]) -> Alternative | None:
    """The found people as one value of a cell of people."""
    known = {item.id for item in spec.choices.items}
    subjects = tuple(
        Subject(
            str(person.full_name.value),
            tuple(role for role in person.roles if role in known),
            str(born.value) if (born := _born(person)) else None,
        )
        for person in people
    )
    parts = [part for person in people for part in (person.full_name, _born(person)) if part]
    return alternative(spec, subjects, parts)


def _born(person: FoundPerson) -> FieldCandidate | None:
    born = person.birth_date
    sure = born is not None and born.confidence >= OFFERED and is_day(str(born.value))
    return born if sure else None


# --- what is wrong ---------------------------------------------------------------------------


def _signs(case: _Case, spec: CellSpec) -> Cell:
    """Every likely sign; each unlikely one is an alternative together with the likely ones."""
    likely, unlikely = _sorted_signs(case, spec)
    groups = [likely] if likely else []
    groups += [[*likely, sign] for sign in unlikely]
    found = (alternative(spec, tuple(str(s.value) for s in group), group) for group in groups)
    return offer(spec, [reading for reading in found if reading])


def _sorted_signs(case: _Case, spec: CellSpec) -> tuple[list[FieldCandidate], list[FieldCandidate]]:
    """Signs of the list that are likelier than not, and the others; the surest of each."""
    signs: dict[str, FieldCandidate] = {}
    for sign in sorted(case.findings.signs, key=lambda sign: -sign.confidence):
        if spec.choices.get(str(sign.value)):
            signs.setdefault(str(sign.value), sign)
    likely = [sign for sign in signs.values() if sign.confidence >= OFFERED]
    return likely, [sign for sign in signs.values() if sign.confidence < OFFERED]


def _signs_text(case: _Case, spec: CellSpec) -> Cell:
    """The paper's own words for the likely signs, in the order of the paper."""
    likely = [sign for sign in case.findings.signs if sign.confidence >= OFFERED]
    likely.sort(key=lambda sign: sign.evidence[0].start)
    quotes = dict.fromkeys(" ".join(sign.quote.split()) for sign in likely)
    text = alternative(spec, "; ".join(quotes), likely) if likely else None
    return offer(spec, [text] if text else [])


def _threat(case: _Case, spec: CellSpec) -> Cell:
    """What the paper says of the danger, else a sign that stands for it."""
    readings = readings_of(spec, case.findings.reading(spec.field))
    signs = case.region.form(0).cell("distress_signs")
    for sign in sorted(case.findings.signs, key=lambda sign: -sign.confidence):
        item = signs.choices.get(str(sign.value))
        pointed = alternative(spec, True, [sign]) if item and item.threat else None
        if pointed:
            readings.append(replace(pointed, confidence=min(pointed.confidence, _DERIVED)))
    return offer(spec, readings)


def _decision(case: _Case, spec: CellSpec) -> Cell:
    """What the КДН resolved, in the words of the list; in the paper's own where it has none."""
    reading = case.findings.reading("kdn_decision")
    titles = case.region.form(0).cell("kdn_decision").choices.titles()
    titles.pop("other", None)
    found = (
        alternative(spec, titles.get(str(one.value)) or " ".join(one.raw.split()), [one])
        for one in (reading.candidates if reading else ())
    )
    return offer(spec, [reading for reading in found if reading])


_RULES: dict[str, Callable[[_Case, CellSpec], Cell]] = {
    "received_at": _received_at,
    "informant_text": _informant,
    "informant_kind": _informant_kind,
    "subjects": _subjects,
    "distress_signs": _signs,
    "distress_text": _signs_text,
    "threat_to_life": _threat,
    "decision_text": _decision,
}
