"""Drafts, queues and readings as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from casework.draft import Cell, CellState, Draft, Row
from casework.field import FieldCandidate, FieldReading
from casework.findings import Findings, FoundPerson
from casework.form_spec import CellSpec, Region
from casework.kinds import COURT_SUBTYPES, KINDS
from casework.queue import HistoryEntry, QueueItem, explain
from papers.document import Document
from papers.evidence import Evidence
from papers.outcome import ReadingWarning
from review_cli.cells import shown, shown_moment
from review_cli.wording import EMPTY_REASONS, METHODS, PARTS, STATES, confidence_in_words

#: Longer quotations are cut in tables; the desk shows them whole.
QUOTE_LENGTH = 70


def _table(*columns: str, title: str | None = None) -> Table:
    table = Table(title=title, title_justify="left", show_lines=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


# --- the queue -------------------------------------------------------------------------------


def queue(items: Iterable[QueueItem]) -> RenderableType:
    table = _table("№", "Бумага", "Вид", "Состояние", "Поступила", "Срок")
    for item in items:
        kind = KINDS.get(item.kind or "", "—")
        table.add_row(
            str(item.id),
            Text(item.source),
            Text(f"⚠ УГРОЗА ЖИЗНИ\n{kind}" if item.threat_to_life else kind),
            _state(item),
            f"{item.received_at:%d.%m.%Y %H:%M}",
            f"{item.due_on:%d.%m.%Y}",
        )
    return table if table.row_count else Text("Очередь пуста: проверять нечего.")


def _state(item: QueueItem) -> Text:
    text = Text(STATES[item.state])
    if item.error:
        text.append(f"\n{explain(item.error)}", "dim")
    return text


# --- a draft with its evidence ---------------------------------------------------------------


def paper(
    item: QueueItem, draft: Draft | None, region: Region, history: Iterable[HistoryEntry]
) -> RenderableType:
    heading = Text.assemble(
        (f"№ {item.id} · {KINDS.get(item.kind or '', 'вид не определён')}", "bold"),
        f" · {item.source}\n{STATES[item.state]} · поступила {item.received_at:%d.%m.%Y %H:%M}"
        f" · срок {item.due_on:%d.%m.%Y} · версия {item.version}",
    )
    if item.threat_to_life:
        heading.append("\n⚠ УГРОЗА ЖИЗНИ", "bold red")
    if item.error:
        heading.append(f"\n{explain(item.error)}")
    rows = [_row(row, region) for row in (draft.rows if draft else ())]
    return Group(heading, warnings(item.warnings), *rows, _history(history))


def _row(row: Row, region: Region) -> RenderableType:
    form = region.form(row.form)
    title = f"Журнал (Приложение № {row.form})" if row.form else "Реквизиты бумаги"
    table = _table("Поле", "Значение", "Уверенность", "Где в бумаге", title=title)
    for cell in row.cells:
        spec = form.cell(cell.id)
        table.add_row(
            Text(f"{spec.title}\n{cell.id}"),
            _cell_value(spec, cell),
            Text(_cell_confidence(cell)),
            _where(cell.evidence),
        )
    return table


def _cell_value(spec: CellSpec, cell: Cell) -> Text:
    if cell.value is None:
        reason = f": {EMPTY_REASONS[cell.empty_reason]}" if cell.empty_reason else ""
        text = Text(f"✗ пусто{reason}", "dim")
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


def _history(history: Iterable[HistoryEntry]) -> RenderableType:
    table = _table("Когда", "Кто", "Что", "Было", "Стало", "Почему", title="История")
    for entry in history:
        texts = (entry.who, entry.what, entry.old, entry.new, entry.reason)
        at = shown_moment(entry.at.astimezone().isoformat())
        table.add_row(at, *(Text(text or "") for text in texts))
    return table if table.row_count else Text("")


def warnings(given: Iterable[ReadingWarning]) -> Text:
    lines = (
        f"! {f'Страница {warning.page}: ' if warning.page else ''}{warning.message}"
        for warning in given
    )
    return Text("\n".join(lines), "yellow")


# --- what was understood of a file -----------------------------------------------------------


def findings(source: str, document: Document, found: Findings, region: Region) -> RenderableType:
    kind = KINDS.get(found.kind.value, found.kind.value)
    subtype = COURT_SUBTYPES.get(found.kind.subtype or "")
    heading = Text.assemble(
        (source, "bold"),
        f"\n{kind}{f' ({subtype})' if subtype else ''}",
        (f"  {confidence_in_words(found.kind.confidence)}", "dim"),
    )
    table = _table("Поле", "Значение", "Уверенность", "Где в бумаге")
    specs = {spec.id: spec for spec in region.form(0).cells}
    roles = region.lists["person_role"].titles()
    signs = specs["distress_signs"].choices
    for reading in found.fields:
        for row in _field_rows(specs, reading):
            table.add_row(*row)
    for person in found.people:
        for row in _person_rows(person, roles):
            table.add_row(*row)
    for sign in found.signs:
        item = signs.get(str(sign.value))
        table.add_row("Признак", *_candidate(item.printed if item else str(sign.value), sign))
    return Group(heading, warnings((*document.warnings, *found.warnings)), table)


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
    person: FoundPerson, roles: Mapping[str, str]
) -> Iterator[tuple[RenderableType, ...]]:
    named = ", ".join(roles.get(role, role) for role in person.roles) or "человек"
    yield (named.capitalize(), *_candidate(str(person.full_name.value), person.full_name))
    if born := person.birth_date:
        yield ("  дата рождения", *_candidate(shown_moment(str(born.value)), born))
    for part in person.parts:
        title = PARTS.get(part.field.partition(".")[0], part.field)
        yield (f"  {title}", *_candidate(str(part.value), part))


def _candidate(
    value: str, candidate: FieldCandidate, offered: bool = True
) -> tuple[Text, Text, Text]:
    text = Text(value) if offered else Text(f"или: {value}", "dim")
    return text, Text(confidence_in_words(candidate.confidence)), _where(candidate.evidence)


def text(source: str, document: Document) -> RenderableType:
    """The text of a file page by page, each with how it was read."""
    parts: list[RenderableType] = [Text(source, "bold"), warnings(document.warnings)]
    for page in document.pages:
        sure = "" if page.confidence is None else f", {confidence_in_words(page.confidence)}"
        if not document.flowing:
            parts.append(Text(f"— страница {page.number}: {METHODS[page.method]}{sure} —", "dim"))
        parts.append(Text(document.text[page.start : page.stop]))
    return Group(*parts)
