"""Families, proposals and repeated papers: the JSON of their commands, and lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casework.admission import Ground
from casework.duplicates import Duplicate
from casework.family import Family, FamilyLink, Member, Role
from casework.queue import HistoryEntry
from casework.resolver.propose import Proposal
from casework.status import Status
from review_cli.contract import Json, probability
from review_cli.contract_records import history_json

ROLES = {
    Role.MOTHER: "мать",
    Role.FATHER: "отец",
    Role.GUARDIAN: "опекун",
    Role.TRUSTEE: "попечитель",
    Role.ADOPTIVE_PARENT: "приёмный родитель",
    Role.STEPMOTHER: "мачеха",
    Role.STEPFATHER: "отчим",
    Role.CHILD: "ребёнок",
    Role.OTHER_ADULT: "другой взрослый",
    Role.OTHER_RELATIVE: "родственник",
}
CATEGORIES = {"sop": "СОП", "tzhs": "ТЖС"}
_DONE = {
    "created": "заведена",
    "linked": "бумага связана",
    "unlinked": "связь с бумагой снята",
    "member_joined": "член семьи добавлен",
    "member_left": "член семьи выбыл",
    "member_changed": "сведения изменены",
    "head_label": "название",
    "actual_address": "адрес проживания",
    "registration_address": "адрес регистрации",
    "merged": "присоединена семья",
    "merged_into": "присоединена к семье",
    "split": "выделена семья",
    "split_from": "выделена из семьи",
    "undone": "отменено",
    "letter_registered": "письмо зарегистрировано",
    "letter_cancelled": "письмо аннулировано",
    "letter_reply": "ответ на письмо",
    "file_attached": "в дело положена бумага",
    "file_skipped": "пункт дела не применим",
    "file_undone": "указание по делу отменено",
}


def member_json(member: Member) -> dict[str, Json]:
    person = member.person
    return {
        "person": person.id or None,
        "full_name": person.full_name,
        "role": member.role.value,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "birth_year": person.year,
        "partial": person.partial,
        "kinship": member.kinship_text or None,
        "lives_with_family": member.lives_with_family,
        "work_or_study": member.work_or_study or None,
    }


def family_json(family: Family) -> dict[str, Json]:
    return {
        "family": family.id or None,
        "version": family.version,
        "head_label": family.head_label,
        "actual_address": family.actual_address or None,
        "registration_address": family.registration_address or None,
        "merged_into": family.merged_into,
        "members": [member_json(member) for member in family.members],
    }


def link_json(link: FamilyLink) -> dict[str, Json]:
    return {
        "id": link.document_id,
        "family_no": link.family_no,
        "family": link.family_id,
        "by": link.decided_by,
    }


def proposal_json(proposal: Proposal) -> dict[str, Json]:
    return {
        "family": proposal.family.id,
        "head_label": proposal.family.head_label,
        "probability": probability(proposal.probability),
        "reasons": list(proposal.reasons),
        "known": [
            {"full_name": said.person.full_name, "person": kept.person.id}
            for said, kept in proposal.known
        ],
        "newcomers": [member_json(member) for member in proposal.newcomers],
    }


def family_history_json(entry: HistoryEntry) -> dict[str, Json]:
    """What a merge or a split wrote down to be undone by is nobody's to read."""
    hidden: dict[str, Json] = {"new": None} if entry.what in ("merged", "split") else {}
    return history_json(entry) | hidden


def status_json(status: Status) -> dict[str, Json]:
    """Where the family is registered; what can not be so is told."""
    return {
        "registered": sorted(set(status.categories)),
        "threat_to_life": status.threat,
        "warnings": [
            {"code": "registered_twice", "message": line} for line in _registered_twice(status)
        ],
    }


def _registered_twice(status: Status) -> Iterator[str]:
    """After a merge both families may stand in one journal; a person ends one row."""
    standing = [one for one in status.registrations if one.removed_on is None]
    for category, name in CATEGORIES.items():
        numbers = [f"№ {one.row.entry_no}" for one in standing if one.category == category]
        if len(numbers) > 1:
            where = ", ".join(numbers)
            yield f"Семья состоит на учёте {name} дважды ({where}): снимите одну запись."


# --- for people ------------------------------------------------------------------------------


def headline(family: Family) -> str:
    """One family in a list."""
    children = len(family.children)
    address = f" · {family.actual_address}" if family.actual_address else ""
    return f"{family.id:>5}  {family.head_label} · детей: {children}{address}"


def family_lines(family: Family, documents: Iterable[int] = ()) -> Iterator[str]:
    yield f"Семья {family.id} · {family.head_label} · версия {family.version}"
    if family.actual_address:
        yield f"  проживает: {family.actual_address}"
    if family.registration_address:
        yield f"  регистрация: {family.registration_address}"
    for member in family.members:
        yield f"  {member.person.id:>5}  {member_line(member)}"
    papers = ", ".join(map(str, documents))
    yield f"  бумаги: {papers or 'нет'}"


def status_lines(status: Status) -> Iterator[str]:
    if status.threat:
        yield "  ⚠ УГРОЗА ЖИЗНИ"
    if status.categories:
        names = ", ".join(CATEGORIES[one] for one in sorted(set(status.categories)))
        yield f"  на учёте: {names}"
    yield from (f"  ! {line}" for line in _registered_twice(status))


def grounds_json(grounds: Iterable[Ground]) -> Json:
    return [
        {"basis": one.basis.id, "documents": [paper.document_id for paper in one.papers]}
        for one in grounds
    ]


def grounds_lines(grounds: Iterable[Ground]) -> Iterator[str]:
    """Grounds of admission with the papers that prove each."""
    for one in grounds:
        papers = ", ".join(str(paper.document_id) for paper in one.papers)
        yield f"  основание приёма: {one.basis.title} (бумаги: {papers})"


def member_line(member: Member) -> str:
    person = member.person
    born = f"{person.birth_date:%d.%m.%Y}" if person.birth_date else str(person.year or "")
    parts = (f"{person.full_name} ({ROLES[member.role]})", born, member.work_or_study)
    return ", ".join(filter(None, parts))


def proposal_lines(family_no: int, proposals: Iterable[Proposal]) -> Iterator[str]:
    found = tuple(proposals)
    if not found:
        yield f"Семья № {family_no} бумаги: похожих нет — новая семья."
    for one in found:
        share, kept = _percent(one.probability), one.family
        yield f"Семья № {family_no} бумаги: {share} — семья {kept.id}, {kept.head_label}"
        yield from (f"    {reason}" for reason in one.reasons)


def duplicate_line(one: Duplicate) -> str:
    return f"{_percent(one.probability)} — бумага {one.document_id}: {'; '.join(one.reasons)}"


def _percent(share: float) -> str:
    """Nothing that was only proposed is shown as certain."""
    return f"{min(99, round(100 * share))} %"


def history_line(entry: HistoryEntry) -> str:
    what = _DONE.get(entry.what, entry.what)
    new = None if entry.what in ("merged", "split") else entry.new
    told = " → ".join(filter(None, (entry.old, new)))
    if entry.what in ("linked", "unlinked"):
        paper, _, number = told.partition(":")
        told = f"№ {paper}" + (f", семья № {number} в ней" if number != "1" else "")
    reason = f" ({entry.reason})" if entry.reason else ""
    return f"  {entry.at:%d.%m.%Y %H:%M} {entry.who}: {what} {told}{reason}".rstrip()
