"""What a letter says of a family, from what is kept of it; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from casework.draft import DecisionRefused, Subject
from casework.family import Family, Member, Role
from casework.family_case import FamilyCase, LinkedPaper, SentLetter
from casework.form_spec import Region
from casework.journal import JournalRow
from casework.letter_spec import LISTS, VALUES, LetterSpec, Span
from casework.status import CaseRecords, day_in, form_numbers, registrations
from casework.term_rules import Unit
from casework.terms.due import Period, periods
from casework.values import day_of, is_day

Line: TypeAlias = Mapping[str, str]
Value: TypeAlias = str | tuple[Line, ...]
Values: TypeAlias = dict[str, Value]

#: What stands where a person is to write by hand.
BLANK = "____________________"

_PARENTS = (
    Role.MOTHER, Role.FATHER, Role.GUARDIAN, Role.TRUSTEE, Role.ADOPTIVE_PARENT,
    Role.STEPMOTHER, Role.STEPFATHER,
)  # fmt: skip
ROLES: dict[Role, str] = {
    Role.MOTHER: "мать",
    Role.FATHER: "отец",
    Role.GUARDIAN: "опекун",
    Role.TRUSTEE: "попечитель",
    Role.ADOPTIVE_PARENT: "усыновитель",
    Role.STEPMOTHER: "мачеха",
    Role.STEPFATHER: "отчим",
    Role.CHILD: "несовершеннолетний",
    Role.OTHER_ADULT: "совместно проживает",
    Role.OTHER_RELATIVE: "родственник",
}
_UNITS = {Span.QUARTER: Unit.QUARTER_END, Span.HALF_YEAR: Unit.HALF_YEAR_END}


@dataclass(frozen=True, slots=True)
class Sender:
    """The institution as its letters show it; what is empty becomes a blank line."""

    institution: str = ""
    letterhead: str = ""
    director: str = ""
    director_post: str = ""
    executor: str = ""


def find_letter(letters: tuple[LetterSpec, ...], rule: str | None, name: str | None) -> LetterSpec:
    """The letter by the duty that it answers, or by its id; DecisionRefused `not_found`."""
    for letter in letters:
        if letter.id == name if name else letter.rule_id == rule:
            return letter
    known = ", ".join(f"{letter.id} ({letter.rule_id or 'без правила'})" for letter in letters)
    asked = f"«{name}»" if name else f"по правилу {rule}"
    raise DecisionRefused("not_found", f"Нет письма {asked}. Есть: {known or 'ни одного'}.")


def compose(
    case: FamilyCase,
    region: Region,
    spec: LetterSpec,
    sender: Sender,
    on: date,
    given: Mapping[str, str] | None = None,
) -> Values:
    """All values but the number: kept ones, over them what a person has `given`.

    DecisionRefused: `unknown_cell` for a name that can't be given, `value_required` with
    all that is needed and missing.
    """
    said = {name: value.strip() for name, value in (given or {}).items() if value.strip()}
    if strange := sorted(said.keys() - (VALUES.keys() - LISTS.keys())):
        raise DecisionRefused("unknown_cell", f"Нельзя указать: {', '.join(strange)}.")
    values = _kept(case, region, spec, on) | _from(sender) | {"date": f"{on:%d.%m.%Y}"}
    values["addressee"] = spec.addressee
    values |= said
    values["subject"] = said.get("subject") or _subject(spec, values)
    missing = [VALUES[name] for name in spec.needs if not values.get(name)]
    if missing:
        raise DecisionRefused(
            "value_required",
            f"Письмо «{spec.title}» не подготовлено: нет сведений — {'; '.join(missing)}.",
        )
    return values


def blanks(values: Values) -> tuple[str, ...]:
    """What will be a blank line in the letter, in Russian; lists that are empty are none."""
    return tuple(title for name, title in VALUES.items() if name in values and values[name] == "")


def filled(values: Values) -> Values:
    """Every value that a template may name; a missing text is a line to write on."""
    return {name: values.get(name) or (() if name in LISTS else BLANK) for name in VALUES}


def _subject(spec: LetterSpec, values: Values) -> str:
    subject = spec.subject
    for name in ("family", "period"):
        subject = subject.replace(f"{{{name}}}", str(values.get(name) or BLANK))
    return subject


def _from(sender: Sender) -> Values:
    return {
        "institution": sender.institution,
        "letterhead": sender.letterhead,
        "director": sender.director,
        "director_post": sender.director_post,
        "executor": sender.executor,
    }


def _kept(case: FamilyCase, region: Region, spec: LetterSpec, on: date) -> Values:
    family, records = case.family, CaseRecords(case, form_numbers(region))
    period = _period(spec, on)
    values: Values = _people(family)
    values |= _information(region, records)
    values |= _registration(region, records)
    values |= _cited(case)
    values |= _events(case, region, records, period)
    values["period"] = period.title if period else ""
    values["act_date"] = _last(records, "primary_act", "survey_on") or _day(
        _newest(case, "primary_act")
    )
    values["contract"] = _number(records, "hmao_case", "contract_no", "contract_on")
    return values


def _people(family: Family) -> Values:
    def lines(members: tuple[Member, ...]) -> tuple[Line, ...]:
        return tuple(_member(member) for member in members)

    return {
        "family": family.head_label,
        "parents": lines(family.of(*_PARENTS)),
        "children": lines(family.children),
        "others": lines(family.of(Role.OTHER_ADULT, Role.OTHER_RELATIVE)),
        "address": family.actual_address,
        "registration_address": family.registration_address,
    }


def _member(member: Member) -> Line:
    born = member.person.birth_date
    return {
        "name": member.person.full_name,
        "role": member.kinship_text or ROLES[member.role],
        "birth_date": f"{born:%d.%m.%Y}" if born else "",
        "work": member.work_or_study,
    }


def _information(region: Region, records: CaseRecords) -> Values:
    """The first row of received information, by its arrival."""
    rows = sorted(records.of("info_journal"), key=lambda row: str(row.record.value("received_at")))
    row = rows[0] if rows else None
    return {
        "known_since": shown(region, row, "received_at"),
        "informant": shown(region, row, "informant_text"),
        "signs": _both(region, row, "distress_signs", "distress_text"),
    }


def _registration(region: Region, records: CaseRecords) -> Values:
    """The registration that stands, else the last one."""
    found = registrations(records)
    standing = tuple(one for one in found if one.removed_on is None)
    journal = next((one.row for one in reversed(standing or found)), None)
    single = ("registered_on", "sop_confirmed_on", "coordinator")
    values: Values = {name: shown(region, journal, name) for name in single}
    for session in ("registration_session", "kdn_session"):
        values[session] = _session(region, journal, session)
    values["registration_reason"] = _both(
        region, journal, "registration_reason", "registration_reason_text"
    )
    values["removal_reason"] = _both(region, journal, "removal_ground", "removal_ground_text")
    return values


def _session(region: Region, row: JournalRow | None, session: str) -> str:
    """«№ 4 от 01.02.2025» of the protocol, of the resolution where there is no protocol."""
    for number, day in (("protocol_no", "session_on"), ("resolution_no", "resolution_on")):
        said = shown(region, row, f"{session}.{number}")
        on = shown(region, row, f"{session}.{day}")
        if said or on:
            return " ".join(filter(None, (f"№ {said}" if said else "", f"от {on}" if on else "")))
    return ""


def _cited(case: FamilyCase) -> Values:
    """Papers that letters refer to, by date and number."""
    kinds = {"sop": ("interagency_plan", "kipr"), "tzhs": ("ipr_plan", "ippsu")}
    plans = [_newest(case, kind) for kind in (*kinds["sop"], *kinds["tzhs"])]
    enforcement = [str(p.value("enforcement_number") or "") for p in case.papers if p.confirmed]
    return {
        "need_decision": cited(_newest(case, "need_decision")),
        "plan": cited(next(filter(None, plans), None)),
        "council": cited(_newest(case, "council_protocol")),
        "enforcement": next(filter(None, reversed(enforcement)), ""),
        "reply_to": "",
        "analysis": "",
    }


def _events(
    case: FamilyCase, region: Region, records: CaseRecords, period: Period | None
) -> Values:
    def within(day: date | None) -> bool:
        return day is not None and (period is None or period.first <= day <= period.last)

    def lines(form: str, cell: str, *texts: str) -> Iterator[tuple[date, str]]:
        for row in records.of(form):
            day = day_in(row.record, cell)
            if day is not None and within(day):
                yield day, _both(region, row, *texts)

    bodies = [
        (paper.day, str(paper.value("issuer") or paper.source))
        for paper in case.papers
        if paper.kind == "plan_progress_info" and paper.confirmed and within(paper.day)
    ]
    return {
        "patronage": _dated(lines("patronage", "visited_on", "actions_help")),
        "services": _dated(lines("services", "provided_on", "services", "services_text")),
        "bodies": _dated(iter(bodies)),
    }


def _dated(found: Iterator[tuple[date, str]]) -> tuple[Line, ...]:
    return tuple({"date": f"{day:%d.%m.%Y}", "text": text} for day, text in sorted(found))


def _period(spec: LetterSpec, on: date) -> Period | None:
    unit = _UNITS.get(spec.span)
    return next(periods(unit, on, on), None) if unit else None


def _last(records: CaseRecords, form: str, cell: str) -> str:
    days = [day for row in records.of(form) if (day := day_in(row.record, cell))]
    return f"{max(days):%d.%m.%Y}" if days else ""


def _number(records: CaseRecords, form: str, number: str, on: str) -> str:
    rows = records.of(form)
    if not rows or not (said := rows[-1].record.value(number)):
        return ""
    day = day_in(rows[-1].record, on)
    return f"№ {said} от {day:%d.%m.%Y}" if day else f"№ {said}"


def _newest(case: FamilyCase, kind: str) -> LinkedPaper | None:
    of_kind = (paper for paper in case.papers if paper.kind == kind and paper.confirmed)
    return max(of_kind, key=lambda paper: paper.day, default=None)


def _day(paper: LinkedPaper | None) -> str:
    own = paper and paper.own_day
    return f"{own:%d.%m.%Y}" if own else ""


def cited(paper: LinkedPaper | None) -> str:
    """«от 01.02.2025 № 14»; only what the paper itself says."""
    if paper is None:
        return ""
    number, day = paper.number, _day(paper)
    return " ".join(filter(None, (f"от {day}" if day else "", f"№ {number}" if number else "")))


def _both(region: Region, row: JournalRow | None, *cells: str) -> str:
    return "; ".join(filter(None, (shown(region, row, cell) for cell in cells)))


def shown(region: Region, row: JournalRow | None, cell_id: str) -> str:
    """A cell of a record in words: lines of lists by their text, days as they are written."""
    value = row.record.value(cell_id) if row else None
    if row is None or value is None or isinstance(value, bool):
        return ""
    try:
        titles = region.form(row.record.form).cell(cell_id).choices.titles()
    except KeyError:
        titles = {}
    if isinstance(value, tuple):
        names = (one.full_name if isinstance(one, Subject) else one for one in value)
        return "; ".join(titles.get(name, name) for name in names)
    text = titles.get(str(value), str(value))
    dated = is_day(text[:10]) and text[10:11] in ("", "T")
    return f"{day_of(text):%d.%m.%Y}" if dated else text


def letter_named(letter: SentLetter) -> str:
    """How a term that the letter closes says so."""
    return f"письмо № {letter.number} от {letter.sent_on:%d.%m.%Y}"


def answers(letter: SentLetter, number: str, day: str) -> bool:
    """Whether «На № number от day» names the letter, by the number alone where no day is told."""
    own = number.strip().removeprefix("№").strip().lstrip("0")
    if letter.cancelled is not None or own != str(letter.number):
        return False
    return not day or datetime.fromisoformat(day).date() == letter.sent_on
