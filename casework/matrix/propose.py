"""What the confirmed papers of a family propose for its records; pure, nothing is decided.

A paper proposes a new record, or changes of one that stands. What stands is not touched; equal
values make no proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from casework.draft import Alternative, Cell, ChildRow, ConfirmedRecord, Row
from casework.family_case import FamilyCase
from casework.field import OFFERED
from casework.form_spec import CellSpec, CellType, FormSpec, Need, Region
from casework.journal import JournalRow
from casework.matrix.lines import lines_of
from casework.matrix.papers import MatrixPaper
from casework.matrix.rules import COMMISSIONS, KDN, rule_for
from casework.matrix.scene import Scene, scenes
from casework.proposal import LineChange, Proposal
from casework.record_rules import remarks
from casework.status import REGISTRATIONS

#: Forms of which a family has one record at a time; papers together propose it.
_SINGLE = frozenset({*REGISTRATIONS, "family_passport", "hmao_preparation", "hmao_case"})
#: Tables of papers whose rows are records of a form.
_ROWS = {
    "household_round": "household_round_entry",
    "patronage": "patronage_entry",
    "services": "service_entry",
}
#: By which cell a line of a child table is known again.
_LINE_KEYS = ("full_name", "source", "surveyed_on", "measure")


def propose(
    case: FamilyCase, papers: Sequence[MatrixPaper], region: Region
) -> tuple[Proposal, ...]:
    """Proposals form by form, in the order of the papers; `papers` are confirmed ones."""
    found = scenes(case, papers, region)
    return tuple(
        proposal for form in region.forms if form.number for proposal in _of_form(form, found)
    )


def _of_form(form: FormSpec, all_scenes: Sequence[Scene]) -> Iterator[Proposal]:
    if form.id == "info_journal":
        yield from _of_information(form, all_scenes)
        return
    speaking = [one for one in all_scenes if _speaks(form, one)]
    if not speaking:
        return
    target = _standing(form, speaking[-1])
    if form.id in _SINGLE and target is None:
        yield from _together(form, [one for one in speaking if _opens(form, one)], speaking)
    elif form.id in _SINGLE and target is not None:
        for scene in speaking:
            yield from _change(form, scene, target, scene is speaking[-1])
    else:
        for scene in _own_speakers(form, speaking):
            yield from _own(form, scene)


def _speaks(form: FormSpec, scene: Scene) -> bool:
    return scene.kind in form.proposed_by or bool(form.paper and scene.kind == form.paper)


# --- one record of a family at a time --------------------------------------------------------


def _standing(form: FormSpec, scene: Scene) -> JournalRow | None:
    """The record that papers may change; a registration that ended is none."""
    return scene.open_registration(form) if form.id in REGISTRATIONS else scene.last(form.id)


def _opens(form: FormSpec, scene: Scene) -> bool:
    """Whether the paper is one by which such a record begins at all."""
    if form.id in REGISTRATIONS:
        return _registers(REGISTRATIONS[form.id], scene)
    if form.id == "family_passport":
        return bool(scene.status.registrations) or scene.kind == form.paper
    return form.id != "hmao_case" or scene.kind == "service_contract"


def _registers(category: str, scene: Scene) -> bool:
    """Whether by the paper the family comes into that journal; nobody guesses which one."""
    if _used(scene) or _past(scene):
        return False
    if scene.kind in KDN:
        said = scene.paper.value("kdn_decision")
        return category == "sop" and said == "register_sop"
    if scene.kind in COMMISSIONS:
        return category == scene.meant_category and category not in scene.status.categories
    recognised = scene.paper.value("need_decision") == "recognised"
    return category == "tzhs" and recognised and not scene.status.categories


def _used(scene: Scene) -> bool:
    """Whether a registration stands or stood by this very paper."""
    own = scene.paper.document_id
    return any(one.row.record.document_id == own for one in scene.status.registrations)


def _past(scene: Scene) -> bool:
    """Whether the paper is of a registration that has ended since."""
    ended = scene.status.removed_on
    return ended is not None and scene.paper.paper.day <= ended


def _together(
    form: FormSpec, opening: Sequence[Scene], speaking: Sequence[Scene]
) -> Iterator[Proposal]:
    """One new record from all papers that speak of it; where they disagree, both are at hand."""
    if not opening:
        return
    since = speaking.index(opening[0])
    row = _row(form, opening[0])
    for scene in (*speaking[since + 1 :], *reversed(speaking[:since])):
        if form.id in REGISTRATIONS and scene.kind in (*COMMISSIONS, *KDN):
            continue  # each decision makes, or changes, a registration of its own
        row = _joined(row, _row(form, scene))
    yield _proposal(form, opening[0], row)


def _joined(row: Row, later: Row) -> Row:
    cells = tuple(_both(cell, later.cell(cell.id)) for cell in row.cells)
    known = {child.table for child in row.children}
    more = tuple(child for child in later.children if child.table not in known)
    return replace(row, cells=cells, children=(*row.children, *more))


def _both(cell: Cell, other: Cell | None) -> Cell:
    if other is None or other.value is None or other.value == cell.value:
        return cell
    if cell.value is None:
        return other
    second = Alternative(other.value, other.raw or "", other.confidence or 0.0, other.evidence)
    return replace(cell, alternatives=(*cell.alternatives, second))


# --- a record of each paper ------------------------------------------------------------------


def _own_speakers(form: FormSpec, speaking: Sequence[Scene]) -> Sequence[Scene]:
    """The filled forms themselves; without any, the last paper fills in what it knows."""
    filled = [one for one in speaking if not form.paper or one.kind == form.paper]
    return filled or ([] if speaking[-1].records.of(form.id) else speaking[-1:])


def _own(form: FormSpec, scene: Scene) -> Iterator[Proposal]:
    """The records that the paper itself is or lists; changes where they stand already."""
    own = [
        row
        for row in scene.records.of(form.id)
        if row.record.document_id == scene.paper.document_id
    ]
    if form.id in _ROWS and scene.kind == form.paper:
        yield from _listed(form, scene, own)
    elif own:
        yield from _change(form, scene, own[0], newest=False)
    else:
        row = _row(form, scene)
        if row.children or form.id != "measures_report":  # a plan without measures says nothing
            yield _proposal(form, scene, row)


def _listed(form: FormSpec, scene: Scene, own: Sequence[JournalRow]) -> Iterator[Proposal]:
    """A record a row of the sheet; a row that stands with the same values is none."""
    for found in scene.paper.findings.tables:
        if found.name != _ROWS[form.id] or found.family != scene.paper.family_no:
            continue
        for line in found.rows:
            read = {one.field for one in line}
            row = _row(form, scene)
            cells = tuple(
                scene.paper.found(spec, [one for one in line if one.field in names])
                if (names := {spec.id, spec.field}) & read and spec.type is not CellType.PEOPLE
                else cell
                for spec, cell in zip(_specs(form), row.cells, strict=True)
            )
            row = Row(form.number, cells)
            if not any(_same_day(form, row, standing.record) for standing in own):
                yield _proposal(form, scene, row)


def _same_day(form: FormSpec, row: Row, record: ConfirmedRecord) -> bool:
    """Whether the row of the sheet is the record already; what it says is not asked again."""
    cell = row.cell(form.year_cell)
    said = cell.value if cell else None
    words = [one for one in ("situation", "services_text", "address") if row.cell(one)]
    same = all((own := row.cell(one)) and own.value == record.value(one) for one in words[:1])
    return said is not None and said == record.value(form.year_cell) and same


# --- the information's row -------------------------------------------------------------------


def _of_information(form: FormSpec, all_scenes: Sequence[Scene]) -> Iterator[Proposal]:
    """Columns 8 and 9 of the family's last row, where nobody has filled them yet."""
    for scene in all_scenes:
        target = scene.information()
        if target is None:
            continue
        ruled = ((spec, rule_for(form, spec.id)) for spec in _specs(form))
        cells = tuple(rule(scene, spec) for spec, rule in ruled if rule)
        fresh = [
            cell
            for cell in _differing(cells, target.record)
            if target.record.value(cell.id) is None
        ]
        if fresh:
            yield _proposal(form, scene, Row(form.number, tuple(fresh)), target)


# --- a row and what of it is new -------------------------------------------------------------


def _row(form: FormSpec, scene: Scene) -> Row:
    cells = tuple(_cell(form, scene, spec) for spec in _specs(form))
    lines = tuple(line for table in form.tables for line in lines_of(scene, form, table))
    return Row(form.number, cells, lines)


def _specs(form: FormSpec) -> list[CellSpec]:
    return [spec for spec in form.cells if spec.need is not Need.ASSIGNED]


def _cell(form: FormSpec, scene: Scene, spec: CellSpec) -> Cell:
    """By the filled form itself, else by its own rule, else the paper's confirmed requisite.

    Only the form itself, filled in, may tick its boxes: an allegation never does.
    """
    paper = scene.paper
    if form.paper and form.paper == scene.kind:
        names = {spec.id, spec.field} - {""}
        texts = [text for text in paper.findings.texts if text.field in names]
        read = [one for text in texts for one in text.candidates]
        marks = [one for one in paper.findings.marks if one.field == spec.id]
        filled = paper.found(spec, [*marks, *read])
        if filled.value is not None:
            return filled
    rule = rule_for(form, spec.id)
    if rule is not None:
        return rule(scene, spec)
    own = form.paper in ("", scene.kind)
    return (
        paper.as_cell(spec, spec.id, spec.field)
        if own or spec.field == "address"
        else Cell(spec.id)
    )


def _proposal(form: FormSpec, scene: Scene, row: Row, target: JournalRow | None = None) -> Proposal:
    category = target.category if target else _category(form, scene)
    return Proposal(
        document_id=scene.paper.document_id,
        family_id=scene.case.family.id,
        form=form.number,
        category=category,
        row=row,
        record_id=target.id if target else None,
        remarks=remarks(scene.case, scene.status, scene.paper.paper),
    )


def _category(form: FormSpec, scene: Scene) -> str:
    if len(form.categories) == 1:
        return form.categories[0]
    return scene.category if scene.category in form.categories else ""


def _change(form: FormSpec, scene: Scene, target: JournalRow, newest: bool) -> Iterator[Proposal]:
    """What the paper says otherwise than the record; what other records say, once only."""
    if target.record.document_id == scene.paper.document_id and form.id in REGISTRATIONS:
        return
    row = _row(form, scene)
    told = {spec.companion for spec in form.cells if target.record.value(spec.companion)}
    cells = [
        cell
        for cell in _differing(row.cells, target.record)
        if (newest or _shown(cell)) and cell.id not in told  # further words of the same
        if not _said_later(scene, target.record.cell(cell.id))
    ]
    children = [one for one in row.children if newest or any(map(_shown, one.cells))]
    fresh, changed = _new_lines(children, target.record)
    if cells or fresh or changed:
        change = Row(form.number, tuple(cells), fresh)
        yield replace(_proposal(form, scene, change, target), lines=changed)


def _said_later(scene: Scene, standing: Cell | None) -> bool:
    """Whether the one value that stands is of a paper of a later day: an older one is known."""
    if standing is None or standing.document_id is None or isinstance(standing.value, tuple):
        return False
    days = {paper.document_id: paper.day for paper in scene.case.papers}
    said = days.get(standing.document_id)
    return said is not None and said > scene.paper.paper.day


def _shown(cell: Cell) -> bool:
    """Whether the paper itself shows the value."""
    return cell.document_id is not None


def _differing(cells: Iterable[Cell], record: ConfirmedRecord) -> Iterator[Cell]:
    for cell in cells:
        sure = cell.confidence is None or cell.confidence >= OFFERED
        standing = record.value(cell.id)
        if cell.value is None or not sure or cell.value == standing:
            continue
        if isinstance(standing, tuple) and isinstance(cell.value, tuple):
            more = tuple(one for one in cell.value if one not in standing)
            if more and cell.id != "members":
                yield replace(cell, value=(*standing, *more))
            continue
        yield cell


def _new_lines(
    lines: Iterable[ChildRow], record: ConfirmedRecord
) -> tuple[tuple[ChildRow, ...], tuple[LineChange, ...]]:
    """Lines that the record does not have, and changes of those that it has."""
    fresh, changed = [], []
    for line in lines:
        standing = [child for child in record.children if child.table == line.table]
        place = next((at for at, one in enumerate(standing, 1) if _same_line(one, line)), None)
        if place is None:
            fresh.append(line)
            continue
        old = standing[place - 1]
        cells = tuple(
            cell
            for cell in line.cells
            if cell.value is not None
            and ((was := old.cell(cell.id)) is None or was.value != cell.value)
        )
        changed += [LineChange(line.table, place, cells)] if cells else []
    return tuple(fresh), tuple(changed)


def _same_line(one: ChildRow, other: ChildRow) -> bool:
    """The same person, source, survey or measure; else a line that says all the same."""
    for key in _LINE_KEYS:
        mine, its = one.cell(key), other.cell(key)
        if mine and its and its.value is not None:
            return mine.value == its.value
    said = {cell.id: cell.value for cell in other.cells if cell.value is not None}
    return all((own := one.cell(cell)) and own.value == value for cell, value in said.items())
