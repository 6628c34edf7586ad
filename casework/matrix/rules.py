"""Cells that follow from a paper or from other records by a rule of their own."""

from __future__ import annotations

from collections.abc import Callable

from casework.draft import Cell, CellValue
from casework.family import Role
from casework.form_spec import CellSpec, CellType, FormSpec
from casework.kinds import KINDS
from casework.matrix import register
from casework.matrix.papers import of_record
from casework.matrix.scene import Rule, Scene
from casework.values import day_of

KDN = frozenset({"kdn_resolution", "kdn_protocol"})
COMMISSIONS = {"commission_protocol": "departmental_commission", "council_protocol": "consilium"}

#: A date or number of the meeting: of its protocol, else of the paper itself.
_MET_ON = ("protocol_date", "doc_date", "source_doc_date")
_MET_NO = ("protocol_number", "doc_number", "source_doc_no")
_DATED = ("doc_date", "source_doc_date")
_NUMBERED = ("doc_number", "source_doc_no")


def rule_for(form: FormSpec, cell_id: str) -> Rule | None:
    return _RULES.get((form.id, cell_id)) or _ANYWHERE.get(cell_id)


# --- about whom ------------------------------------------------------------------------------


def _members(scene: Scene, spec: CellSpec) -> Cell:
    return of_record(spec, scene.people(item.id for item in spec.choices.items))


def _address(scene: Scene, spec: CellSpec) -> Cell:
    own = scene.paper.as_cell(spec, "address")
    known = of_record(spec, scene.case.family.actual_address or None)
    return known if known.value is not None else own


def _category(scene: Scene, spec: CellSpec) -> Cell:
    return of_record(spec, scene.category)


def _subject_text(scene: Scene, spec: CellSpec) -> Cell:
    names = [one.person.full_name for one in scene.members([Role.CHILD])]
    return of_record(spec, ", ".join(names) or None)


# --- registration ----------------------------------------------------------------------------


def _registers(scene: Scene) -> bool:
    """Whether by the paper itself the family is registered, where it is not registered yet."""
    if scene.kind in KDN:
        decided = scene.paper.value("kdn_decision") == "register_sop"
        return decided and scene.status.open("sop") is None
    return scene.kind in COMMISSIONS and not scene.status.categories


def _removes(scene: Scene) -> bool:
    return scene.kind == "removal_extract" or (
        scene.kind in KDN and scene.paper.value("kdn_decision") == "remove"
    )


def _where(holds: Callable[[Scene], bool], *names: str) -> Rule:
    """The first of these confirmed cells, in a paper of which `holds` is true."""

    def rule(scene: Scene, spec: CellSpec) -> Cell:
        return scene.paper.as_cell(spec, *names) if holds(scene) else Cell(spec.id)

    return rule


def _kdn(decision: str, kind: str | None = None) -> Callable[[Scene], bool]:
    """A decision of the commission on minors, in a resolution or protocol of its."""

    def holds(scene: Scene) -> bool:
        of_kind = scene.kind in KDN if kind is None else scene.kind == kind
        return of_kind and scene.paper.value("kdn_decision") == decision

    return holds


def _body(holds: Callable[[Scene], bool]) -> Rule:
    def rule(scene: Scene, spec: CellSpec) -> Cell:
        body = "kdn" if scene.kind in KDN else COMMISSIONS.get(scene.kind)
        said = body if holds(scene) else None
        return scene.paper.saying(spec, said, *_MET_ON, *_MET_NO)

    return rule


def _protocol(decision: str, *names: str) -> Rule:
    """Requisites of a protocol: the protocol's own, else those that a resolution quotes."""

    def rule(scene: Scene, spec: CellSpec) -> Cell:
        if not _kdn(decision)(scene):
            return Cell(spec.id)
        quoted = tuple(name for name in names if name.startswith("protocol_"))
        own = names if scene.kind == "kdn_protocol" else quoted
        return scene.paper.as_cell(spec, *own)

    return rule


def _reason(scene: Scene, spec: CellSpec) -> Cell:
    """The signs that the paper gives beside those that stand; else those of the information."""
    row = scene.last("info_journal")
    said = scene.paper.decided("distress_signs")
    if said is not None:
        return scene.paper.as_cell(spec, "distress_signs")
    return of_record(spec, row.record.value("distress_signs") if row else None)


def _reason_text(scene: Scene, spec: CellSpec) -> Cell:
    row = scene.last("info_journal")
    own = scene.paper.as_cell(spec, "distress_text")
    known = of_record(spec, row.record.value("distress_text") if row else None)
    return own if own.value is not None else known


def _responsible(scene: Scene, spec: CellSpec) -> Cell:
    holds = scene.kind in KDN
    return scene.paper.as_cell(spec, "responsible_body") if holds else Cell(spec.id)


# --- the information's own row ---------------------------------------------------------------


def _submitted(scene: Scene, spec: CellSpec) -> Cell:
    holds = scene.kind == "primary_act"
    return scene.paper.as_cell(spec, "survey_date", *_DATED) if holds else Cell(spec.id)


def _decision(scene: Scene, spec: CellSpec) -> Cell:
    """Column 9, where the paper's own decision has a line in the list."""
    kdn = scene.kind in KDN and scene.paper.value("kdn_decision") == "register_sop"
    if not kdn and scene.kind not in COMMISSIONS:
        return Cell(spec.id)
    category = "sop" if kdn else scene.meant_category
    said = f"register_{category}" if category else None
    return scene.paper.saying(spec, said, "kdn_decision", *_MET_NO, *_MET_ON)


def _decision_text(scene: Scene, spec: CellSpec) -> Cell:
    decided = scene.kind in KDN or scene.kind in COMMISSIONS or scene.kind == "need_decision"
    said = _titled(scene) if decided else None
    return scene.paper.saying(spec, said, "kdn_decision", "need_decision", *_MET_NO, *_MET_ON)


def _titled(scene: Scene) -> str:
    """«Постановление КДН и ЗП № 5 от 01.02.2025: поставить на учет», as the paper has it."""
    number, day = scene.paper.value(*_NUMBERED), scene.paper.value(*_DATED)
    said = [KINDS.get(scene.kind, scene.kind)]
    said += [f"№ {number}"] if number else []
    said += [f"от {day_of(str(day)):%d.%m.%Y}"] if day else []
    for name in ("kdn_decision", "need_decision"):
        title = scene.region.form(0).cell(name).choices.get(str(scene.paper.value(name)))
        if title is not None:
            return f"{' '.join(said)}: {title.title}"
    return " ".join(said)


def _basis(scene: Scene, spec: CellSpec) -> Cell:
    return scene.paper.saying(spec, _titled(scene), *_NUMBERED, *_DATED, "subjects")


def _info_entry(scene: Scene, spec: CellSpec) -> Cell:
    row = scene.information()
    return of_record(spec, row.id if row else None)


# --- the passport: what other records say ----------------------------------------------------


def _of_info(cell_id: str) -> Rule:
    """From the first information about the family."""

    def rule(scene: Scene, spec: CellSpec) -> Cell:
        row = scene.first("info_journal")
        value = row.record.value(cell_id) if row else None
        dated = spec.type is CellType.DATE and isinstance(value, str)
        return of_record(spec, str(value)[:10] if dated else value)

    return rule


def _of_registration(*names: str) -> Rule:
    def rule(scene: Scene, spec: CellSpec) -> Cell:
        row = scene.registration()
        values = (row.record.value(name) for name in names) if row else ()
        return of_record(spec, next((one for one in values if one is not None), None))

    return rule


def _session(scene: Scene, spec: CellSpec) -> Cell:
    """The protocol by which the family was registered, in words."""
    row = scene.registration()
    number = row.record.value("registration_session.protocol_no") if row else None
    day = row.record.value("registration_session.session_on") if row else None
    if not number:
        return Cell(spec.id)
    dated = f" от {day_of(str(day)):%d.%m.%Y}" if day else ""
    return of_record(spec, f"протокол № {number}{dated}")


def _ground(scene: Scene, spec: CellSpec) -> Cell:
    """The ground of removal in the words of Приложение № 9 (A-13)."""
    row = scene.registration()
    if row is None or (ground := row.record.value("removal_ground")) is None:
        return Cell(spec.id)
    grounds = scene.region.form(row.record.form).cell("removal_ground").choices
    item = grounds.get(str(ground))
    known = item.counterpart if item and item.counterpart else "other"
    said: CellValue = (known,) if spec.id == "removal_grounds_detail" else known
    return of_record(spec, said)


#: Lines of the primary act that are attributes of the family in Приложение № 9.
_ATTRIBUTES = {
    "family_completeness.complete": "complete",
    "family_completeness.incomplete": "incomplete",
    "children.many_children": "many_children",
    "children.disabled_children": "disabled_child",
    "social_profile.low_income": "low_income",
}


def _attributes(scene: Scene, spec: CellSpec) -> Cell:
    row = scene.last("primary_act")
    found = [own for line, own in _ATTRIBUTES.items() if row and row.record.value(line) is True]
    return of_record(spec, tuple(found) or None)


def _housing(scene: Scene, spec: CellSpec) -> Cell:
    """The lines of the act's housing part that were marked, in its words."""
    row = scene.last("primary_act")
    if row is None:
        return Cell(spec.id)
    parts = {part.section: part for part in scene.region.form(row.record.form).checklists}
    items = parts["housing"].items if "housing" in parts else ()
    marked = [one for one in items if row.record.value(f"housing.{one.id}") is True]
    return of_record(spec, "; ".join(one.title for one in marked) or None)


def _survey_day(scene: Scene, spec: CellSpec) -> Cell:
    return scene.paper.as_cell(spec, "survey_date", *_DATED)


# --- the alimony route of ХМАО-Югра -----------------------------------------------------------

#: What the paper's own kind says of the source, as section 15.1 lists it.
_SOURCES = {
    "benefit_register": "benefit_register",
    "prevention_referral": "violated_rights_info",
    "applicant_statement": "personal_appeal",
    "citizen_appeal": "personal_appeal",
    "guardianship_notice": "guardianship",
}
#: A confirmed requisite that points to a circumstance; the person decides (section 15.2).
_POINTERS = {"debt_amount": "alimony_evasion", "alimony_share": "no_support_duty"}
_LEVELS = {"alimony_evasion": "crisis", "no_support_duty": "basic"}


def _source(scene: Scene, spec: CellSpec) -> Cell:
    return scene.paper.saying(spec, _SOURCES.get(scene.kind), *_NUMBERED, *_DATED, "subjects")


def _consent(scene: Scene, spec: CellSpec) -> Cell:
    said = {"given": "consent", "refused": "refusal"}.get(str(scene.paper.value("consent")))
    return scene.paper.saying(spec, said, "consent")


def _counselling(scene: Scene, spec: CellSpec) -> Cell:
    """On a refusal that one service is put down (section 15.4)."""
    refused = scene.paper.value("consent") == "refused"
    return scene.paper.saying(spec, "individual_counselling" if refused else None, "consent")


def _this_paper(scene: Scene, spec: CellSpec) -> Cell:
    return of_record(spec, scene.paper.document_id)


def _pointed(scene: Scene) -> tuple[str, str] | None:
    """(the requisite, the circumstance) that the paper points to."""
    pointers = (one for one in _POINTERS.items() if scene.paper.decided(one[0]))
    return next(pointers, None)


def _circumstance(scene: Scene, spec: CellSpec) -> Cell:
    pointed = _pointed(scene)
    return scene.paper.saying(spec, (pointed[1],), pointed[0]) if pointed else Cell(spec.id)


def _level(scene: Scene, spec: CellSpec) -> Cell:
    pointed = _pointed(scene)
    return scene.paper.saying(spec, _LEVELS[pointed[1]], pointed[0]) if pointed else Cell(spec.id)


def _crisis_signs(scene: Scene, spec: CellSpec) -> Cell:
    return scene.paper.saying(spec, ("debtor_not_paying",), "debt_amount")


def _contract(*names: str) -> Rule:
    return _where(lambda scene: scene.kind == "service_contract", *names)


_SESSION = "registration_session"
_REGISTRATION: dict[str, Rule] = {
    "members": _members,
    "address": _address,
    "registration_reason": _reason,
    "registration_reason_text": _reason_text,
    "registered_on": _where(_registers, *_MET_ON),
    f"{_SESSION}.body": _body(_registers),
    f"{_SESSION}.protocol_no": _where(_registers, *_MET_NO),
    f"{_SESSION}.session_on": _where(_registers, *_MET_ON),
    "removed_on": _where(_removes, *_MET_ON),
    "removal_session.body": _body(_removes),
    "removal_session.protocol_no": _where(_removes, *_MET_NO),
    "removal_session.session_on": _where(_removes, *_MET_ON),
}
_SOP: dict[str, Rule] = {
    **_REGISTRATION,
    "sop_confirmed_on": _where(_kdn("register_sop"), *_MET_ON),
    "kdn_session.protocol_no": _protocol("register_sop", "protocol_number", "doc_number"),
    "kdn_session.session_on": _protocol("register_sop", "protocol_date", "doc_date"),
    "kdn_session.resolution_no": _where(_kdn("register_sop", "kdn_resolution"), *_NUMBERED),
    "kdn_session.resolution_on": _where(_kdn("register_sop", "kdn_resolution"), *_DATED),
    "responsible_body": _responsible,
    "kdn_rejected_on": _where(_kdn("refuse_register"), *_MET_ON),
    "kdn_removal_session.protocol_no": _protocol("remove", "protocol_number", "doc_number"),
    "kdn_removal_session.session_on": _protocol("remove", "protocol_date", "doc_date"),
    "kdn_removal_session.resolution_no": _where(_kdn("remove", "kdn_resolution"), *_NUMBERED),
    "kdn_removal_session.resolution_on": _where(_kdn("remove", "kdn_resolution"), *_DATED),
}
_PASSPORT: dict[str, Rule] = {
    "category": _category,
    "known_since": _of_info("received_at"),
    "info_source": _of_info("informant_text"),
    "registered_on": _of_registration("registered_on"),
    "registration_basis": _session,
    "registration_reasons": _of_registration("registration_reason"),
    "registration_reasons_text": _of_registration("registration_reason_text"),
    "removed_on": _of_registration("removed_on"),
    "removal_basis": _ground,
    "removal_grounds_detail": _ground,
    "responsible_body": _of_registration("responsible_body"),
    "family_attributes": _attributes,
    "housing_conditions": _housing,
}
_BY_FORM: dict[str, dict[str, Rule]] = {
    "info_journal": {
        "primary_act_submitted_on": _submitted,
        "decision": _decision,
        "decision_text": _decision_text,
    },
    "primary_act": {"survey_basis": _basis, "info_entry": _info_entry},
    "sop_registration": _SOP,
    "tzhs_registration": _REGISTRATION,
    "patronage": {"category": _category, "place": _address, "visited_on": _survey_day},
    "services": {"category": _category, "family_category": _attributes},
    "control_act": {"subject_text": _subject_text},
    "family_passport": _PASSPORT,
    "hmao_referral": {
        "source": _source,
        "received_at": register.received_at,
        "subjects": register.either(register.listed, _members),
        "address": register.either(register.address, _address),
        "benefit_decision": register.column("benefit_decision"),
        "benefit_decided_on": register.column("decision_on"),
    },
    "hmao_preparation": {"consent_decision": _consent, "consent_document": _this_paper},
    "hmao_case": {
        "contract_no": _contract(*_NUMBERED),
        "contract_on": _contract(*_DATED),
        "circumstance": _circumstance,
        "support_level": _level,
        "crisis_signs": _crisis_signs,
    },
    "asoi_sheet": {"address": _address, "service": _counselling},
}
_RULES = {(form, cell): rule for form, rules in _BY_FORM.items() for cell, rule in rules.items()}
_ANYWHERE: dict[str, Rule] = {"persons": _members}
