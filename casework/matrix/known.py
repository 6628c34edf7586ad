"""What is known of a family already, for a record that a person enters by hand."""

from __future__ import annotations

from casework.draft import CellValue, Decision
from casework.family_case import FamilyCase
from casework.form_spec import CellSpec, CellType, FormSpec, Region
from casework.matrix.papers import fitting
from casework.matrix.scene import as_subject, parents_first
from casework.status import CaseRecords, form_numbers, status_of


def known_of_family(form: FormSpec, case: FamilyCase, region: Region) -> tuple[Decision, ...]:
    """Values of required cells that confirmed records give: people, address, journal, attributes.

    Nothing that a person has yet to see: no dates, no words about the family.
    """
    records = CaseRecords(case, form_numbers(region))
    values = {
        "category": status_of(records).category,
        "address": case.family.actual_address or None,
        "place": case.family.actual_address or None,
        "family_category": _attributes(records),
    }
    specs = [spec for spec in form.cells if spec.id in values or spec.type is CellType.PEOPLE]
    known = (
        (spec, values[spec.id] if spec.id in values else _members(case, spec)) for spec in specs
    )
    return tuple(Decision(spec.id, fitting(spec, value)) for spec, value in known if value)


def _members(case: FamilyCase, spec: CellSpec) -> CellValue:
    roles = {item.id for item in spec.choices.items}
    members = parents_first(case.family)
    return tuple(as_subject(member, member.role.value, roles) for member in members)


def _attributes(records: CaseRecords) -> CellValue | None:
    passports = records.of("family_passport")
    return passports[-1].record.value("family_attributes") if passports else None
