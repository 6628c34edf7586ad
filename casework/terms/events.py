"""What starts the terms: one function an event, over the records and papers of a family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from casework.draft import ConfirmedRecord
from casework.family import Member
from casework.journal import JournalRow
from casework.status import Registration, chosen_in, day_in
from casework.term_rules import Event, TermRule
from casework.terms.residence import lies_in, settled_elsewhere
from casework.terms.scene import Occurrence, Scene

Found = Iterator[Occurrence]


def _outside(_scene: Scene, _rule: TermRule) -> Found:
    """Duties of others: shown with the rules, of no family."""
    yield from ()


def _paper_received(scene: Scene, rule: TermRule) -> Found:
    for paper in scene.papers(rule.kinds, confirmed=False):
        at = paper.received_at.astimezone(scene.zone)
        if paper.kind in rule.new_family_kinds and scene.known_before(at):
            continue
        what = f"поступила бумага {paper.document_id} «{paper.source}»"
        yield Occurrence(f"paper:{paper.document_id}", at, what, document_id=paper.document_id)


def _information(scene: Scene, rule: TermRule) -> Found:
    """Rows of received information: the moment of arrival that a person confirmed."""
    for row in scene.rows("info_journal"):
        at = _arrived(scene, row.record)
        paper = scene.paper(row.record)
        if at is None or (paper and paper.kind in rule.new_family_kinds and scene.known_before(at)):
            continue
        yield Occurrence(_key(row), at, "поступила информация", row.record, row.record.document_id)


def _arrived(scene: Scene, record: ConfirmedRecord) -> datetime | None:
    value = record.value("received_at")
    if not isinstance(value, str):
        return None
    moment = datetime.fromisoformat(value)
    return moment.astimezone(scene.zone) if moment.tzinfo else moment.replace(tzinfo=scene.zone)


def _key(row: JournalRow) -> str:
    """By the paper where there is one, so that a row confirmed anew is the same event."""
    document = row.record.document_id
    return f"record:{row.id}" if document is None else f"paper:{document}"


def _dated(scene: Scene, form: str, cell: str, what: str) -> Found:
    for row in scene.rows(form):
        day = day_in(row.record, cell)
        if day is not None:
            yield Occurrence(_key(row), scene.moment(day), what, row.record)


def _round_signs(scene: Scene, _rule: TermRule) -> Found:
    found = _dated(scene, "household_round", "visited_on", "обход выявил признаки неблагополучия")
    return (one for one in found if one.record and one.record.value("signs_present") is True)


def _registered_elsewhere(scene: Scene, _rule: TermRule) -> Found:
    """Said so in a row of information, or the two addresses of the family name two places, as
    they are kept or as a confirmed paper has them.
    """
    family = scene.case.family
    pairs = [(family.registration_address, family.actual_address)]
    for paper in scene.case.papers:
        if paper.confirmed and not paper.archived:
            there, here = paper.value("registration_address"), paper.value("address")
            pairs.append((str(there or ""), str(here or "") or family.actual_address))
    place = next((place for pair in pairs if (place := settled_elsewhere(*pair))), "")
    said = any(row.value("notify_registration_center") is True for row in scene.of("info_journal"))
    days = [day for row in scene.of("info_journal") if (day := _arrived(scene, row))]
    days += [paper.received_at for paper in scene.case.papers if not paper.archived]
    if days and (place or said):
        yield Occurrence(
            f"elsewhere:{place}"[:80], min(days), "регистрация в другом муниципальном образовании"
        )


#: Decisions on received information by which a person says that the family is identified.
_IDENTIFYING = {"register_tzhs", "register_sop"}
_NEED = ("need_decision", "need_conclusion")


def _identified(scene: Scene, _rule: TermRule) -> Found:
    signs = [at for at, _ in _identifications(scene)]
    if signs:
        yield from _episodes(scene, signs, "семья выявлена")


def _recognised(scene: Scene, _rule: TermRule) -> Found:
    """Counted from the identification; begun by the decision that the family needs services."""
    needs = [scene.moment(paper.day) for paper in scene.papers(_NEED)]
    for one in _episodes(scene, needs, "семья признана нуждающейся"):
        if any(r.stands_on(one.at.date()) and r.since < one.at.date() for r in _all(scene)):
            continue
        found = [at for at, first in _identifications(scene) if first and at <= one.at]
        start = _episode_start(scene, one.at)
        found = [at for at in found if start is None or at.date() > start]
        at = min([one.at, *found])
        yield Occurrence(one.key, at, one.what, later=one.at)


def _identifications(scene: Scene) -> Iterator[tuple[datetime, bool]]:
    """When something showed the trouble; True where it is the look at the family itself."""
    for row in scene.of("info_journal"):
        if chosen_in(row.value("decision")) & _IDENTIFYING and (at := _arrived(scene, row)):
            surveys = [scene.moment(day) for day in _surveys(scene) if day >= at.date()]
            yield min(surveys, default=at), bool(surveys)
    decided = [scene.moment(paper.day) for paper in scene.papers(_NEED)]
    decided += [scene.moment(one.since) for one in scene.open_registrations(frozenset())]
    for at in decided:
        start = _episode_start(scene, at)
        days = [day for day in _surveys(scene) if day <= at.date() and (not start or day > start)]
        yield scene.moment(max(days)) if days else at, bool(days)


def _surveys(scene: Scene) -> Iterator[date]:
    days = (day_in(row, "survey_on") for row in scene.of("primary_act"))
    return (day for day in days if day is not None)


def _episodes(scene: Scene, moments: list[datetime], what: str) -> Found:
    """The first of the moments in each stretch of time between removals from all journals."""
    seen: set[date | None] = set()
    for at in sorted(moments):
        start = _episode_start(scene, at)
        if start not in seen:
            seen.add(start)
            yield Occurrence(f"since:{start or 'first'}", at, what)


def _episode_start(scene: Scene, at: datetime) -> date | None:
    """The last day before on which the family was removed and stayed in no journal."""
    ends = [one.removed_on for one in scene.status.registrations if one.removed_on]
    standing = scene.status.registrations
    final = [day for day in ends if not any(one.stands_on(day) for one in standing)]
    return max((day for day in final if day < at.date()), default=None)


def _registration_decided(scene: Scene, _rule: TermRule) -> Found:
    """A protocol that came while the family stood in no journal yet."""
    for paper in scene.papers(("commission_protocol", "council_protocol")):
        if not any(one.stands_on(paper.day) and one.since < paper.day for one in _all(scene)):
            at = scene.moment(paper.day)
            what = f"протокол от {paper.day:%d.%m.%Y}"
            yield Occurrence(f"paper:{paper.document_id}", at, what, document_id=paper.document_id)


def _all(scene: Scene) -> tuple[Registration, ...]:
    return scene.status.registrations


def _sop_decided(scene: Scene, _rule: TermRule) -> Found:
    """The institution's own decision: the registration, or before it the row of information."""
    registered = list(scene.open_registrations(frozenset({"sop"})))
    for one in registered:
        yield Occurrence(_key(one.row), scene.moment(one.since), "решение о СОП", one.record)
    for row in scene.rows("info_journal"):
        decision = row.record.cell("decision")
        at = _arrived(scene, row.record)
        if decision is None or at is None or "register_sop" not in chosen_in(decision.value):
            continue
        if not any(one.since >= at.date() for one in registered):
            decided = decision.decided_at or row.record.confirmed_at
            yield Occurrence(_key(row), decided.astimezone(scene.zone), "решение о СОП", row.record)


def _kdn_rejected(scene: Scene, _rule: TermRule) -> Found:
    """New facts behind a rejection: information received or a control survey."""
    for one in scene.open_registrations(frozenset({"sop"})):
        if one.rejected_on is None:
            continue
        came = [at.date() for row in scene.of("info_journal") if (at := _arrived(scene, row))]
        seen = [day_in(row, "survey_on") for row in scene.of("control_act")]
        facts = [day for day in (*came, *seen) if day and day > one.rejected_on]
        if facts:
            what = f"новые факты после отклонения КДН и ЗП {one.rejected_on:%d.%m.%Y}"
            yield Occurrence(
                f"rejected:{one.rejected_on}", scene.moment(min(facts)), what, one.record
            )


_JOURNALS = {"sop": "СОП", "tzhs": "ТЖС"}


def _case_open(scene: Scene, rule: TermRule) -> Found:
    for one in scene.open_registrations(rule.categories):
        what = f"семья на учете {_JOURNALS[one.category]} с {one.since:%d.%m.%Y}"
        yield Occurrence(
            one.category, scene.moment(one.since), what, one.record, until=one.removed_on
        )


def _case_responsible(scene: Scene, rule: TermRule) -> Found:
    """From the decision of КДН и ЗП that names the centre the responsible body."""
    for one in scene.open_registrations(rule.categories):
        if one.kcson_is_responsible:
            since = scene.moment(max(one.since, one.confirmed_on or one.since))
            what = "КЦСОН — ответственный орган"
            yield Occurrence(one.category, since, what, one.record, until=one.removed_on)


def _plan_change(scene: Scene, rule: TermRule) -> Found:
    """A control survey of a registered family that names problems."""
    for found in _dated(scene, "control_act", "survey_on", "новые проблемы в акте обследования"):
        registered = scene.open_registrations(rule.categories)
        if (
            found.record
            and found.record.value("problems")
            and any(one.stands_on(found.at.date()) for one in registered)
        ):
            yield found


def _causes_removed(scene: Scene, rule: TermRule) -> Found:
    """A person chose the ground of removal, which still has to be carried through."""
    for one in scene.open_registrations(rule.categories):
        ground = one.record.cell("removal_ground")
        if ground is None or "plan_done_causes_removed" not in chosen_in(ground.value):
            continue
        decided = ground.decided_at or one.record.confirmed_at
        what = "причины постановки на учет устранены"
        yield Occurrence(f"{one.category}:{one.since}", decided, what, one.record)


def _last_child_18(scene: Scene, rule: TermRule) -> Found:
    """The eighteenth birthday of the youngest, from some days before it."""
    children = scene.case.family.children
    born = [child.person.birth_date for child in children if child.person.birth_date]
    if not born:
        return
    day = _grown_up(max(born))
    shown = day - timedelta(days=rule.counting.n)
    unknown = any(_age_unknown(child) for child in children)
    for one in scene.open_registrations(rule.categories):
        if shown <= scene.today and one.since <= day and (one.removed_on or day) >= shown:
            yield Occurrence(
                f"{one.category}:{day}",
                scene.moment(day),
                "последнему несовершеннолетнему исполняется 18 лет",
                one.record,
                approximate=unknown,
            )


def _age_unknown(child: Member) -> bool:
    return child.person.birth_date is None


def _grown_up(born: date) -> date:
    """The eighteenth birthday; of those born on 29 February, 1 March."""
    try:
        return born.replace(year=born.year + 18)
    except ValueError:
        return date(born.year + 18, 3, 1)


def _round_schedule(scene: Scene, _rule: TermRule) -> Found:
    for planned in scene.rounds:
        if lies_in(scene.case.family.actual_address, planned.where):
            key = f"round:{planned.on}:{planned.where}"[:80]
            yield Occurrence(key, scene.moment(planned.on), f"обход по графику: {planned.where}")


def _urgent_service(scene: Scene, _rule: TermRule) -> Found:
    """A paper of the family, or a row of information, asks for urgent services."""
    for paper in scene.papers({paper.kind for paper in scene.case.papers}):
        if "urgent" in chosen_in(paper.value("requested_services")):
            at = paper.received_at.astimezone(scene.zone)
            key, what = f"paper:{paper.document_id}", "запрошена срочная услуга"
            yield Occurrence(key, at, what, document_id=paper.document_id)


def _record_date(scene: Scene, rule: TermRule) -> Found:
    for reference in rule.cells:
        for found in _dated(scene, reference.form, reference.cell, rule.action):
            key = f"{found.key}:{reference.cell}"
            yield Occurrence(key, found.at, found.what, found.record)


EVENTS: dict[Event, Callable[[Scene, TermRule], Found]] = {
    Event.OUTSIDE: _outside,
    Event.PAPER_RECEIVED: _paper_received,
    Event.INFORMATION: _information,
    Event.ROUND_SIGNS: _round_signs,
    Event.REGISTERED_ELSEWHERE: _registered_elsewhere,
    Event.IDENTIFIED: _identified,
    Event.RECOGNISED: _recognised,
    Event.REGISTRATION_DECIDED: _registration_decided,
    Event.SOP_DECIDED: _sop_decided,
    Event.KDN_REJECTED: _kdn_rejected,
    Event.CASE_OPEN: _case_open,
    Event.CASE_RESPONSIBLE: _case_responsible,
    Event.PLAN_CHANGE: _plan_change,
    Event.CAUSES_REMOVED: _causes_removed,
    Event.LAST_CHILD_18: _last_child_18,
    Event.ROUND_SCHEDULE: _round_schedule,
    Event.URGENT_SERVICE: _urgent_service,
    Event.RECORD_DATE: _record_date,
}
