"""Drafts, queues and readings as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from casework.division import PageRange
from casework.draft import Cell, CellState, Draft, Row
from casework.field import OFFERED, FieldCandidate, FieldReading
from casework.findings import Findings, FoundPerson
from casework.form_spec import CellSpec, Need, Region
from casework.kinds import COURT_SUBTYPES, KINDS
from casework.queue import HistoryEntry, QueueItem, explain
from papers.document import Document
from papers.evidence import Evidence
from papers.outcome import ReadingWarning
from review_cli import render_forms
from review_cli.cells import shown, shown_moment
from review_cli.wording import (
    EMPTY_REASONS,
    METHODS,
    PARTS,
    STATES,
    confidence_in_words,
    due_in_words,
    paper_of_file,
)

#: Longer quotations are cut in tables; the desk shows them whole.
QUOTE_LENGTH = 70


def _table(*columns: str, title: str | None = None) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


# --- the queue -------------------------------------------------------------------------------


def queue(items: Iterable[QueueItem]) -> RenderableType:
    table = _table("№", "Срок", "Вид", "Бумага", "Состояние")
    for item in items:
        kind = KINDS.get(item.kind or "", "—")
        table.add_row(
            str(item.id),
            due_in_words(item.due_on).removeprefix("срок "),
            Text(f"⚠ УГРОЗА ЖИЗНИ\n{kind}" if item.threat_to_life else kind),
            Text(paper_of_file(item)),
            _state(item),
        )
    return table if table.row_count else Text("Очередь пуста: проверять нечего.")


def _state(item: QueueItem) -> Text:
    text = Text(STATES[item.state])
    if item.error:
        text.append(f"\n{explain(item.error)}", "dim")
    if item.came_before:
        text.append("\n! похоже, уже приходила", "yellow")
    return text


# --- a draft with its evidence ---------------------------------------------------------------


def paper(
    item: QueueItem,
    draft: Draft | None,
    region: Region,
    history: Iterable[HistoryEntry],
    searchable: Path | None = None,
) -> RenderableType:
    heading = Text.assemble(
        (f"№ {item.id} · {KINDS.get(item.kind or '', 'вид не определён')}", "bold"),
        f" · {paper_of_file(item)}\n{STATES[item.state]}",
        f" · поступила {item.received_at:%d.%m.%Y %H:%M}"
        f" · {due_in_words(item.due_on)} · версия {item.version}",
    )
    if item.sender:
        heading.append(f"\nприслал: {item.sender}")
    if item.threat_to_life:
        heading.append("\n⚠ УГРОЗА ЖИЗНИ", "bold red")
    if item.error:
        heading.append(f"\n{explain(item.error)}")
    if searchable:
        heading.append(f"\nPDF с поиском: {searchable}", "dim")
    rows = sorted(draft.rows if draft else (), key=lambda row: -row.form)
    specs = {cell.id: region.form(row.form).cell(cell.id) for row in rows for cell in row.cells}
    parts = [_row(row, specs) for row in rows]
    return Group(heading, *warnings(item.warnings), *parts, _history(history, specs))


def _row(row: Row, specs: Mapping[str, CellSpec]) -> RenderableType:
    """The filled cells and those that must not stay empty; the others in one line."""
    title = f"Журнал (Приложение № {row.form})" if row.form else "Реквизиты бумаги"
    table = _table("Поле", "Значение", "Уверенность", "Где в бумаге", title=title)
    blank: list[str] = []
    for cell in row.cells:
        spec = specs[cell.id]
        if _blank(spec, cell):
            blank.append(f"{spec.title} ({cell.id})")
            continue
        table.add_row(
            Text.assemble(spec.title, (f"\n{cell.id}", "dim")),
            _cell_value(spec, cell),
            Text(_cell_confidence(cell)),
            _where(cell.evidence),
        )
    rest = [Text(f"  Не заполнено: {'; '.join(blank)}", "dim")] if blank else []
    return Group(table if table.row_count else Text(title, "bold"), *rest)


def _blank(spec: CellSpec, cell: Cell) -> bool:
    said = cell.value is not None or cell.alternatives or cell.empty_reason
    return not said and spec.need is not Need.REQUIRED


def _cell_value(spec: CellSpec, cell: Cell) -> Text:
    if cell.value is None:
        reason = f": {EMPTY_REASONS[cell.empty_reason]}" if cell.empty_reason else ""
        text = Text(f"✗ пусто{reason}", "red")
    else:
        text = Text(shown(spec, cell.value))
    for other in cell.alternatives:
        text.append(f"\nили: {shown(spec, other.value)} ({other.confidence:.0%})", "dim")
    for check in cell.checks:
        if not check.passed:
            text.append(f"\n! {check.message}", "yellow")
    return text


def _cell_confidence(cell: Cell) -> str:
    decided = {
        CellState.CONFIRMED: "✓ подтверждено",
        CellState.CORRECTED: "✓ исправлено",
        CellState.ENTERED: "✓ вписано",
    }
    if cell.state in decided:
        return decided[cell.state]
    return "" if cell.value is None else confidence_in_words(cell.confidence)


def _where(evidence: tuple[Evidence, ...]) -> Text:
    """Page and quotation; flowing formats have no pages."""
    if not evidence:
        return Text("—", "dim")
    first = evidence[0]
    quote = " ".join(first.quote.split())
    cut = quote if len(quote) <= QUOTE_LENGTH else quote[:QUOTE_LENGTH].rstrip() + "…"
    page = f"с. {first.boxes[0].page}: " if first.boxes else ""
    return Text(f"{page}«{cut}»")


def _history(history: Iterable[HistoryEntry], specs: Mapping[str, CellSpec]) -> RenderableType:
    table = _table("Когда", "Кто", "Что", "Почему", title="История")
    for entry in history:
        at = f"{entry.at.astimezone():%d.%m.%Y %H:%M}"
        table.add_row(
            at, *(Text(t) for t in (entry.who, _change(entry, specs), entry.reason or ""))
        )
    return table if table.row_count else Text("")


_STATE_TITLES = {state.value: title for state, title in STATES.items()}


_ABOUT = {
    "unpacked_from": "из файла ",
    "received_at": "поступление: ",
    "arrived_again": "пришла ещё раз, файл ",
}


def _change(entry: HistoryEntry, specs: Mapping[str, CellSpec]) -> str:
    """«ждёт проверки → подтверждена»; of a cell, its title and both values as they were kept."""
    known = {"state": _STATE_TITLES, "kind": KINDS}.get(entry.what, {})
    old, new = (known.get(text or "", text or "—") for text in (entry.old, entry.new))
    cell_id = entry.what.removeprefix("cell:")
    about = f"{specs[cell_id].title}: " if cell_id in specs else _ABOUT.get(entry.what, "")
    return f"{about}{old} → {new}" if entry.old else f"{about}{new}"


def warnings(given: Iterable[ReadingWarning]) -> Iterator[Text]:
    for warning in given:
        page = f"страница {warning.page}: " if warning.page else ""
        yield Text(f"! {page}{warning.message}", "yellow")


# --- what was understood of a file -----------------------------------------------------------


def _own_pages(document: Document, found: Findings) -> str:
    """Which pages of the file the paper is, where it is not all of them."""
    if len(found.pages) == len(document.pages):
        return ""
    return f" · страницы {PageRange(found.pages[0], found.pages[-1])}"


def findings(source: str, document: Document, found: Findings, region: Region) -> RenderableType:
    kind = KINDS.get(found.kind.value, found.kind.value)
    subtype = COURT_SUBTYPES.get(found.kind.subtype or "")
    heading = Text.assemble(
        (source, "bold"),
        _own_pages(document, found),
        f"\n{kind}{f' ({subtype})' if subtype else ''}",
        (f"  {confidence_in_words(found.kind.confidence)}", "dim"),
    )
    table = _table("Поле", "Значение", "Уверенность", "Где в бумаге")
    specs = {spec.id: spec for spec in region.form(0).cells}
    roles = region.lists["person_role"].titles()
    papers = region.lists["identity_kind"].titles()
    signs = specs["distress_signs"].choices
    for reading in found.fields:
        for row in _field_rows(specs, reading):
            table.add_row(*row)
    for person in found.people:
        for row in _person_rows(person, roles, papers):
            table.add_row(*row)
    for sign in found.signs:
        item = signs.get(str(sign.value))
        table.add_row("Признак", *_candidate(item.printed if item else str(sign.value), sign))
    filled = (*render_forms.texts(found.texts, region), *render_forms.marks(found.marks, region))
    for title, value, candidate in filled:
        table.add_row(title, *_candidate(value, candidate, candidate.confidence >= OFFERED))
    told = warnings((*document.warnings, *found.warnings))
    return Group(heading, *told, table, *render_forms.tables(found.tables, region))


def _field_rows(
    specs: Mapping[str, CellSpec], reading: FieldReading
) -> Iterator[tuple[RenderableType, ...]]:
    spec = specs.get(reading.field)
    title = spec.title if spec else reading.field
    for number, candidate in enumerate(reading.candidates):
        value = shown(spec, candidate.value) if spec else str(candidate.value)
        offered = number == 0 and reading.best is not None
        yield (title if number == 0 else "", *_candidate(value, candidate, offered))


def _person_rows(
    person: FoundPerson, roles: Mapping[str, str], papers: Mapping[str, str]
) -> Iterator[tuple[RenderableType, ...]]:
    named = ", ".join(roles.get(role, role) for role in person.roles) or "человек"
    yield (named.capitalize(), *_candidate(str(person.full_name.value), person.full_name))
    if born := person.birth_date:
        yield ("  дата рождения", *_candidate(shown_moment(str(born.value)), born))
    for part in person.parts:
        value = str(part.value)
        value = shown_moment(value) if part.field == "identity.issued_on" else value
        title = PARTS.get(part.field, part.field)
        yield (f"  {title}", *_candidate(papers.get(value, value), part))


def _candidate(
    value: str, candidate: FieldCandidate, offered: bool = True
) -> tuple[Text, Text, Text]:
    text = Text(value) if offered else Text(f"или: {value}", "dim")
    return text, Text(confidence_in_words(candidate.confidence)), _where(candidate.evidence)


def text(source: str, document: Document) -> RenderableType:
    """The text of a file page by page, each with how it was read."""
    parts = [Text(source, "bold"), *warnings(document.warnings)]
    for page in document.pages:
        sure = "" if page.confidence is None else f", {confidence_in_words(page.confidence)}"
        if not document.flowing:
            parts.append(Text(f"— страница {page.number}: {METHODS[page.method]}{sure} —", "dim"))
        parts.append(Text(document.text[page.start : page.stop]))
    return Group(*parts)
