"""The личное дело of a family: what is in it, what is missing, how complete it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from casework.draft import DecisionRefused
from casework.family_case import FamilyCase, LinkedPaper, SentLetter
from casework.file_contents import ANY, FileSpec, ItemSpec, When
from casework.form_spec import FormSpec, Region
from casework.journal import JournalRow
from casework.kinds import KINDS
from casework.letters import cited
from casework.status import CaseRecords, day_in, form_numbers
from casework.term_rules import CellRef
from casework.terms.due import Period, periods
from casework.values import is_day


class ItemStatus(StrEnum):
    """DUE: nothing is asked for yet; with a day, it will be by that day."""

    PRESENT = "present"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class ItemDecision:
    """A person's word: the paper that is the item, or why none is needed; one of the two.

    `code` may name a period of the item: «CF-11:2025-03».
    """

    category: str
    code: str
    document_id: int | None = None
    not_applicable_because: str | None = None


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A document in the file: a paper, a record kept as the order's form, or a letter out."""

    title: str
    requisites: str
    on: date
    paper: LinkedPaper | None = None
    record: JournalRow | None = None
    letter: SentLetter | None = None
    attached: bool = False


@dataclass(frozen=True, slots=True)
class FileItem:
    """An item, of a periodic one one period. Only `required` ones count for completeness."""

    spec: ItemSpec
    status: ItemStatus
    period: str = ""
    due_on: date | None = None
    entries: tuple[FileEntry, ...] = ()
    note: str = ""
    required: bool = False

    @property
    def code(self) -> str:
        return f"{self.spec.code}:{self.period}" if self.period else self.spec.code

    @property
    def done(self) -> bool:
        return self.status in (ItemStatus.PRESENT, ItemStatus.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The file of a category: open from `since` to `until`; None where it is not yet."""

    spec: FileSpec
    family: str
    items: tuple[FileItem, ...]
    since: date | None = None
    until: date | None = None

    @property
    def required(self) -> tuple[FileItem, ...]:
        return tuple(item for item in self.items if item.required)

    @property
    def completeness(self) -> float:
        """Share of required items that are present or justified; 1 when none is required."""
        required = self.required
        return sum(item.done for item in required) / len(required) if required else 1.0

    @property
    def entries(self) -> Iterator[tuple[FileItem, FileEntry]]:
        """Every document in the order of the list, each once."""
        return ((item, entry) for item in self.items for entry in item.entries)


@dataclass(frozen=True, slots=True)
class _Course:
    """When the file was opened and closed, since when the centre is the responsible body."""

    since: date | None
    until: date | None
    responsible_since: date | None


def categories(case: FamilyCase, region: Region) -> tuple[str, ...]:
    """Categories in which the family has a file: open ones first, then by the day of opening."""
    courses = [(spec.category, _course(case, region, spec)) for spec in region.contents.files]
    found = [(one.until is not None, one.since, name) for name, one in courses if one.since]
    return tuple(name for _, _, name in sorted(found))


def contents(
    case: FamilyCase,
    decisions: Sequence[ItemDecision],
    region: Region,
    category: str,
    today: date,
) -> CaseFile:
    """The file of that category as it stands on a day; DecisionRefused `invalid_value`."""
    spec = _file_spec(region, category)
    course = _course(case, region, spec)
    said = [one for one in decisions if one.category == category]
    specs = [
        item
        for item in region.contents.of(category)
        if not item.responsible or course.responsible_since
    ]
    taken = _distribute(case, region, specs, said)
    items = tuple(
        replace(made, note=_note(made, case))
        for item in specs
        for made in _items(item, taken[item.code], said, course, today)
    )
    return CaseFile(spec, case.family.head_label, items, course.since, course.until)


def check_code(region: Region, category: str, code: str) -> None:
    """DecisionRefused `invalid_value` when the file has no such item."""
    _file_spec(region, category)
    known = {item.code: item for item in region.contents.of(category)}
    name, _, period = code.partition(":")
    if name not in known:
        message = f"В деле нет пункта {name}. Есть: {', '.join(known)}."
        raise DecisionRefused("invalid_value", message)
    if period and known[name].when.unit is None:
        raise DecisionRefused("invalid_value", f"Пункт {name} — не периодический.")


def _file_spec(region: Region, category: str) -> FileSpec:
    for spec in region.contents.files:
        if spec.category == category:
            return spec
    known = ", ".join(spec.category for spec in region.contents.files)
    message = f"Нет личных дел категории «{category}». Есть: {known or 'ни одной'}."
    raise DecisionRefused("invalid_value", message)


def _course(case: FamilyCase, region: Region, spec: FileSpec) -> _Course:
    """By the last registration: a family may come back years later to the same file."""
    records = CaseRecords(case, form_numbers(region))

    def last(cell: CellRef | None, since: date | None = None) -> date | None:
        rows = records.of(cell.form) if cell else ()
        days = [day for row in rows if cell and (day := day_in(row.record, cell.cell))]
        return max((day for day in days if since is None or day >= since), default=None)

    since = last(spec.opened)
    until = last(spec.closed, since) if since else None
    responsible = None
    if since and (cell := spec.responsible):
        rows = records.of(cell.form)
        if any(row.record.value(cell.cell) is True for row in rows[-1:]):
            responsible = max(since, last(spec.responsible_since, since) or since)
    return _Course(since, until, responsible)


# --- which document is which item -------------------------------------------------------------


def _distribute(
    case: FamilyCase, region: Region, specs: list[ItemSpec], said: Sequence[ItemDecision]
) -> dict[str, list[FileEntry]]:
    """Each document under one item: where a person put it, else the first that asks for it.

    Items that take the rest are asked last.
    """
    taken: dict[str, list[FileEntry]] = {spec.code: [] for spec in specs}
    placed = {one.document_id: one.code.partition(":")[0] for one in said if one.document_id}
    filled_in = _form_papers(case, region)
    for entry in sorted(_documents(case, region), key=lambda one: one.on):
        number = entry.paper.document_id if entry.paper else None
        if number in placed:
            if placed[number] in taken:
                taken[placed[number]].append(replace(entry, attached=True))
            continue
        if entry.record and entry.record.record.document_id in filled_in:
            continue  # the paper itself lies in the file
        spec = next((one for one in _asking(specs) if _is(one, entry, region)), None)
        if spec is not None:
            taken[spec.code].append(entry)
    return taken


def _asking(specs: list[ItemSpec]) -> list[ItemSpec]:
    return sorted(specs, key=lambda spec: spec.takes_rest)


def _form_papers(case: FamilyCase, region: Region) -> set[int | None]:
    """Confirmed papers that are a form of the order filled in."""
    kinds = {form.paper for form in region.forms if form.paper}
    return {paper.document_id for paper in case.papers if paper.confirmed and paper.kind in kinds}


def _documents(case: FamilyCase, region: Region) -> Iterator[FileEntry]:
    for paper in case.papers:
        if paper.confirmed:
            title = KINDS.get(paper.kind, "Бумага")
            yield FileEntry(title, cited(paper), paper.day, paper=paper)
    numbers = {form.number: form for form in region.forms}
    for row in case.records:
        form = numbers.get(row.record.form)
        if form is not None and form.title:
            on = _day_of(row, form)
            yield FileEntry(form.title, f"от {on:%d.%m.%Y}", on, record=row)
    for letter in case.letters:
        if letter.cancelled is None:
            said = f"от {letter.sent_on:%d.%m.%Y} № {letter.number}"
            yield FileEntry(f"Письмо: {letter.subject}", said, letter.sent_on, letter=letter)


def _day_of(row: JournalRow, form: FormSpec) -> date:
    """The record's own day, else that on which it was confirmed."""
    own = row.record.value(form.year_cell) if form.year_cell else None
    if isinstance(own, str) and is_day(own[:10]):
        return date.fromisoformat(own[:10])
    return row.record.confirmed_at.date()


def _is(spec: ItemSpec, entry: FileEntry, region: Region) -> bool:
    if entry.letter:
        return entry.letter.rule_id in spec.letters or ANY in spec.letters
    if entry.record:
        form = region.form(entry.record.record.form)
        return form.id in spec.forms
    paper = entry.paper
    if paper is None:
        return False
    if paper.kind == "outgoing_letter_copy" and spec.letters:
        return ANY in spec.letters or any(_answers(rule, paper, region) for rule in spec.letters)
    if paper.value("kdn_decision") in spec.not_deciding:
        return False
    return paper.kind in spec.kinds or ANY in spec.kinds


def _answers(rule_id: str, paper: LinkedPaper, region: Region) -> bool:
    """Whether a copy of a letter is one that the rule asks for, as its terms are closed."""
    rule = next((rule for rule in region.terms.rules if rule.id == rule_id), None)
    signs = rule.closed_by.letter if rule else None
    if signs is None:
        return False
    said = (str(paper.value(cell) or "") for cell in ("addressee", "letter_subject"))
    return signs.fit(*said)


# --- where an item stands ---------------------------------------------------------------------


def _items(
    spec: ItemSpec,
    entries: list[FileEntry],
    said: Sequence[ItemDecision],
    course: _Course,
    today: date,
) -> Iterator[FileItem]:
    unit = spec.when.unit
    if unit is None:
        yield _single(spec, tuple(entries), _skipped(said, spec.code), course)
        return
    start = course.responsible_since if spec.responsible else course.since
    last = min(course.until or today, today)
    named = {one.document_id: one.code.partition(":")[2] for one in said}
    for period in periods(unit, start, last) if start else ():
        own = tuple(one for one in entries if _falls(one, period, named))
        skipped = _skipped(said, f"{spec.code}:{period.name}")
        item = _periodic(spec, period, own, skipped, today)
        cut_short = course.until is not None and course.until < period.last
        if item.done or not cut_short:
            yield item
    yield from _outside(spec, entries, named, start, last)


def _outside(
    spec: ItemSpec,
    entries: list[FileEntry],
    named: Mapping[int | None, str],
    start: date | None,
    last: date,
) -> Iterator[FileItem]:
    """What came before the first period or behind the last still lies in the file."""
    unit = spec.when.unit
    known = list(periods(unit, start, last)) if unit and start else []
    left = tuple(e for e in entries if not any(_falls(e, period, named) for period in known))
    if left:
        yield FileItem(spec, ItemStatus.PRESENT, entries=left)


def _falls(entry: FileEntry, period: Period, named: Mapping[int | None, str]) -> bool:
    own = named.get(entry.paper.document_id) if entry.paper else ""
    return own == period.name if own else period.first <= entry.on <= period.last


def _periodic(
    spec: ItemSpec, period: Period, entries: tuple[FileEntry, ...], skipped: str, today: date
) -> FileItem:
    past = period.last < today
    if entries:
        status = ItemStatus.PRESENT
    elif skipped:
        status = ItemStatus.NOT_APPLICABLE
    else:
        status = ItemStatus.OVERDUE if past else ItemStatus.DUE
    required = not spec.optional and status is not ItemStatus.DUE
    return FileItem(spec, status, period.name, period.last, entries, skipped, required)


def _single(
    spec: ItemSpec, entries: tuple[FileEntry, ...], skipped: str, course: _Course
) -> FileItem:
    asked = spec.when is When.START or (spec.when is When.REMOVED and course.until is not None)
    required = asked and not spec.optional
    if entries:
        status = ItemStatus.PRESENT
    elif skipped:
        status = ItemStatus.NOT_APPLICABLE
    else:
        status = ItemStatus.MISSING if required else ItemStatus.DUE
    return FileItem(spec, status, entries=entries, note=skipped, required=required)


def _skipped(said: Sequence[ItemDecision], code: str) -> str:
    """Why a person says that nothing is needed; empty when nobody did."""
    reasons = [one.not_applicable_because for one in said if one.code == code]
    return next((reason for reason in reversed(reasons) if reason), "")


def _note(item: FileItem, case: FamilyCase) -> str:
    if item.spec.tells_kind and item.entries:
        kinds = dict.fromkeys(entry.title for entry in item.entries)
        return f"представлено: {', '.join(kinds)}"
    if item.note or item.done:
        return item.note
    waiting = [p.document_id for p in case.papers if not p.confirmed and p.kind in item.spec.kinds]
    if waiting and item.status in (ItemStatus.MISSING, ItemStatus.OVERDUE):
        return f"не подтверждена бумага {', '.join(map(str, waiting))}"
    return item.spec.note
