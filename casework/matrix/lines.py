"""Lines of child tables: from the tables of a filled form, else from what is kept already."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from casework.draft import Cell, CellState, CellValue, ChildRow
from casework.family import Member, Role
from casework.field import OFFERED
from casework.form_spec import CellSpec, ChildTable, FormSpec, Need
from casework.matrix.papers import canonical, of_record
from casework.matrix.scene import Scene
from casework.status import text_in

_PARENTS = (Role.MOTHER, Role.FATHER, Role.GUARDIAN, Role.TRUSTEE, Role.ADOPTIVE_PARENT)
_ADULTS = (Role.STEPMOTHER, Role.STEPFATHER, Role.OTHER_ADULT)
_NEXT = re.compile(r"[;\n]+")

Line = Mapping[str, CellValue | None]


def lines_of(scene: Scene, form: FormSpec, table: ChildTable) -> tuple[ChildRow, ...]:
    """The filled form's own lines; without any, those that the family's records give."""
    filled = _filled(scene, table) if form.paper == scene.kind else ()
    rule = _RULES.get(table.id)
    known = tuple(rule(scene, table)) if rule else ()
    return tuple(_completed(line, known) for line in filled) or known


def _completed(line: ChildRow, known: Iterable[ChildRow]) -> ChildRow:
    """A line of the paper; what it leaves empty of a person of the family, the family tells."""
    name = line.cell("full_name")
    for other in known:
        same = other.cell("full_name")
        if name and same and name.value is not None and name.value == same.value:
            cells = (
                cell if cell.value is not None else other.cell(cell.id) or cell
                for cell in line.cells
            )
            return replace(line, cells=tuple(cells))
    return line


def _filled(scene: Scene, table: ChildTable) -> tuple[ChildRow, ...]:
    """Lines of the paper's table of that name that are of this family."""
    paper = scene.paper
    rows = [
        row
        for found in paper.findings.tables
        if found.name == table.id and found.family == paper.family_no
        for row in found.rows
    ]
    lines = (
        ChildRow(
            table.id,
            tuple(
                paper.found(spec, [one for one in row if one.field == spec.id])
                for spec in _specs(table)
            ),
        )
        for row in rows
    )
    return tuple(line for line in lines if any(cell.value is not None for cell in line.cells))


def _specs(table: ChildTable) -> list[CellSpec]:
    return [spec for spec in table.cells if spec.need is not Need.ASSIGNED]


def _line(table: ChildTable, values: Line) -> ChildRow:
    cells = (of_record(spec, values.get(spec.id)) for spec in _specs(table))
    return ChildRow(table.id, tuple(cells))


# --- from the family -------------------------------------------------------------------------


def _people(*roles: Role) -> Callable[[Scene, ChildTable], Iterable[ChildRow]]:
    def rule(scene: Scene, table: ChildTable) -> Iterable[ChildRow]:
        family = scene.case.family
        for member in scene.members(roles):
            yield _line(table, _about(member, family.actual_address, family.registration_address))

    return rule


def _about(member: Member, actual: str, registration: str) -> Line:
    """A member under every name that the forms have for the same thing."""
    person = member.person
    born = person.birth_date
    own = person.documents[0] if person.documents else None
    issued = own.issued_on.isoformat() if own and own.issued_on else None
    numbered = " ".join(filter(None, (own.series, own.number))) if own else ""
    work = member.work_or_study or None
    return {
        "role": member.role.value,
        "legal_status": "parent" if member.role in (Role.MOTHER, Role.FATHER) else member.role,
        "full_name": person.full_name,
        "birth_date": born.isoformat() if born else None,
        "kinship": member.kinship_text or None,
        "actual_address": actual or None,
        "registration_address": registration or None,
        "addresses": actual or None,
        "workplace": work,
        "work_or_study": work,
        "study_or_work_place": work,
        "identity_document": numbered or None,
        "passport": numbered or None,
        "doc_type": own.doc_type if own else None,
        "doc_series": own.series if own else None,
        "doc_number": own.number if own else None,
        "doc_issued_by": own.issued_by if own else None,
        "doc_issued_on": issued,
    }


# --- from the forms and letters --------------------------------------------------------------


def _surveys(scene: Scene, table: ChildTable) -> Iterable[ChildRow]:
    """The day of every act that stands, oldest first."""
    acts = (*scene.records.of("primary_act"), *scene.records.of("control_act"))
    for row in sorted(acts, key=lambda one: text_in(one.record, "survey_on")):
        yield _line(table, {"surveyed_on": row.record.value("survey_on"), "act": row.id})


def _interactions(scene: Scene, table: ChildTable) -> Iterable[ChildRow]:
    """Letters out, with the replies that are linked to them; copies of letters on paper."""
    for letter in scene.case.letters:
        if letter.cancelled is None:
            yield _line(
                table,
                {
                    "sent_on": letter.sent_on.isoformat(),
                    "prevention_body": letter.addressee,
                    "summary": letter.subject,
                    "result": _reply(scene, letter.reply_document_id),
                },
            )
    if scene.kind == "outgoing_letter_copy":
        yield _of_copy(scene, table)


def _reply(scene: Scene, document_id: int | None) -> str | None:
    """«получен ответ № … от …», as the reply's confirmed requisites have it."""
    for paper in scene.case.papers:
        if paper.document_id == document_id and paper.confirmed:
            number = paper.number
            numbered = f" № {number}" if number else ""
            return f"получен ответ{numbered} от {paper.day:%d.%m.%Y}"
    return None


def _of_copy(scene: Scene, table: ChildTable) -> ChildRow:
    paper = scene.paper
    specs = {spec.id: spec for spec in _specs(table)}
    cells = {"sent_on": paper.as_cell(specs["sent_on"], "doc_date")}
    for cell_id, field in (("prevention_body", "addressee"), ("summary", "subject")):
        reading = paper.findings.reading(field)
        cells[cell_id] = paper.found(specs[cell_id], reading.candidates if reading else ())
    cells["result"] = _answered(scene, specs["result"])
    return ChildRow(table.id, tuple(cells.get(one, Cell(one)) for one in specs))


def _answered(scene: Scene, spec: CellSpec) -> Cell:
    """The reply that names the copy's own number: «на № … от …»."""
    number = scene.paper.value("doc_number")
    for paper in scene.case.papers:
        if number and paper.confirmed and paper.value("reply_to_number") == number:
            return of_record(spec, _reply(scene, paper.document_id))
    return Cell(spec.id)


def _measures(scene: Scene, table: ChildTable) -> Iterable[ChildRow]:
    """What a plan sets; when it was done and by whom, a person enters."""
    specs = {spec.id: spec for spec in _specs(table)}
    for found in scene.paper.findings.tables:
        if found.name != "plan_row" or found.family != scene.paper.family_no:
            continue
        for row in found.rows:
            measure = [one for one in row if one.field == "measure"]
            who = [one for one in row if one.field == "responsible"]
            cells = {
                "measure": scene.paper.found(specs["measure"], measure),
                "specialist": scene.paper.found(specs["specialist"], who),
            }
            if cells["measure"].value is not None:
                yield ChildRow(table.id, tuple(cells.get(one, Cell(one)) for one in specs))


def _commission(scene: Scene, table: ChildTable) -> Iterable[ChildRow]:
    """Members of the commission as the filled act lists them, one a line or parted by «;»."""
    reading = next((one for one in scene.paper.findings.texts if one.field == "commission"), None)
    best = reading.best if reading else None
    if best is None or best.confidence < OFFERED:
        return
    specs = _specs(table)
    for name in filter(None, (part.strip(" ,.") for part in _NEXT.split(str(best.value)))):
        cell = scene.paper.found(specs[0], [best])
        said = canonical(specs[0], name)
        named = replace(cell, value=said, state=CellState.PROPOSED, alternatives=())
        yield ChildRow(table.id, (named, *(Cell(spec.id) for spec in specs[1:])))


_RULES: dict[str, Callable[[Scene, ChildTable], Iterable[ChildRow]]] = {
    "commission_members": _commission,
    "member_signatures": _commission,
    "primary_act_parent": _people(*_PARENTS),
    "primary_act_child": _people(Role.CHILD),
    "primary_act_cohabitant": _people(*_ADULTS),
    "primary_act_relative": _people(Role.OTHER_RELATIVE),
    "passport_child": _people(Role.CHILD),
    "passport_parent": _people(*_PARENTS),
    "passport_adult": _people(*_ADULTS, Role.OTHER_RELATIVE),
    "survey_dates": _surveys,
    "passport_interaction": _interactions,
    "measure_row": _measures,
}
