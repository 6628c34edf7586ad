"""Terms, their rules and the calendar: the JSON of their commands, and tables for people."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Iterable, Sequence
from datetime import date

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from casework.calendar import Calendar
from casework.term_rules import TermRule
from casework.terms.routes import Route
from casework.terms.term import KeptTerm
from review_cli.contract import Json

_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
    "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_SATURDAY = 5


# --- terms -----------------------------------------------------------------------------------


def term_json(kept: KeptTerm, today: date) -> dict[str, Json]:
    term = kept.term
    return {
        "term": kept.id,
        "rule": term.rule_id,
        "family": kept.family_id,
        "family_name": kept.family,
        "action": term.action,
        "event": term.event,
        "event_at": term.event_at.isoformat(),
        "due_at": term.due_at.isoformat() if term.due_at else None,
        "days_left": term.days_left(today),
        "threat": term.threat,
        "immediate": term.immediate,
        "approximate": term.approximate,
        "precondition": term.precondition,
        "clause": term.clause,
        "basis": term.basis,
        "note": term.note or None,
        "other_dues": [{"due_on": one.due_on.isoformat(), "why": one.why} for one in term.others],
        "who": term.who,
        "open": kept.is_open,
        "done_on": done_on.isoformat() if (done_on := _done_on(kept)) else None,
        "done_by": kept.done_by,
        "done_document": kept.done_document_id,
        "done_reason": kept.done_reason,
    }


def terms_table(terms: Sequence[KeptTerm], today: date) -> RenderableType:
    """Most urgent first, as they come; the words of the order stand under the table once."""
    table = Table(box=SIMPLE_HEAD)
    table.add_column("№", no_wrap=True)
    table.add_column("Срок", no_wrap=True)
    for column in ("Что сделать", "Семья", "Основание"):
        table.add_column(column, overflow="fold")
    for kept in terms:
        term = kept.term
        what = Text("\n".join((term.action, *_remarks(kept), f"— {term.who}")))
        when = Text("\n").join((_due(kept), _left(kept, today)))
        family = Text(f"{kept.family_id} · {kept.family}")
        table.add_row(str(kept.id), when, what, family, Text(f"{term.rule_id}\n{term.clause}"))
    return table


def term_lines(kept: KeptTerm, today: date) -> tuple[RenderableType, ...]:
    """One term with the order's words and every reading of them."""
    term = kept.term
    lines = [
        f"Срок {kept.id} · {term.rule_id} · семья {kept.family_id} · {kept.family}",
        term.action,
        f"Событие: {term.event}, {term.event_at:%d.%m.%Y %H:%M}",
        f"Срок: {_due(kept)} ({_left(kept, today)}) · {term.who}",
        *_remarks(kept),
        f"{term.clause}: «{term.basis}»",
    ]
    return tuple(Text(line) for line in lines)


def _due(kept: KeptTerm) -> Text:
    term = kept.term
    if term.immediate:
        return Text(f"незамедлительно\nс {term.event_at:%d.%m.%Y}", "bold red")
    if term.due_on is None:
        return Text("условие" if term.precondition else "не назван")
    return Text(f"{'≈ ' if term.approximate else ''}{term.due_on:%d.%m.%Y}")


def _left(kept: KeptTerm, today: date) -> Text:
    if not kept.is_open:
        return Text("исполнен", "dim")
    left = kept.term.days_left(today)
    if left is None:
        return Text("—")
    if left < 0:
        return Text(f"просрочен на {-left} дн.", "bold red")
    return Text("сегодня" if left == 0 else f"{left} дн.", "yellow" if left <= 1 else "")


def _remarks(kept: KeptTerm) -> list[str]:
    """What a person has to know of the term besides its day."""
    term = kept.term
    said = ["⚠ УГРОЗА ЖИЗНИ И ЗДОРОВЬЮ"] if term.threat and kept.is_open else []
    said += [f"иначе: {one.due_on:%d.%m.%Y} — {one.why}" for one in term.others]
    if term.approximate:
        said.append("≈ приблизительно: нет календаря года или даты рождения")
    if term.note:
        said.append(f"({term.note})")
    if not kept.is_open:
        how = kept.done_reason or f"бумага {kept.done_document_id}"
        done_on = _done_on(kept)
        said.append(f"✓ {done_on:%d.%m.%Y}, {kept.done_by}: {how}")
    return said


def _done_on(kept: KeptTerm) -> date | None:
    """The day of what showed it; of a person's word, the day when it was given."""
    if kept.done_at is None:
        return None
    if kept.term.closed is not None:
        return kept.term.closed.on
    return kept.done_at.astimezone(kept.term.event_at.tzinfo).date()


# --- rules and routes ------------------------------------------------------------------------


def rule_json(rule: TermRule) -> dict[str, Json]:
    counting = rule.counting
    return {
        "rule": rule.id,
        "event": rule.event.value,
        "action": rule.action,
        "clause": rule.clause,
        "basis": rule.text,
        "note": rule.note or None,
        "who": rule.who,
        "unit": counting.unit.value,
        "n": counting.n,
        "count_from": counting.count_from.value,
        "shift_weekend": counting.shift_weekend,
        "threat": rule.threat.value,
        "categories": sorted(rule.categories),
    }


def rules_lines(rules: Iterable[TermRule]) -> tuple[RenderableType, ...]:
    """Every rule with the words of the order that it stands on."""
    lines: list[Text] = []
    for rule in rules:
        lines.append(Text(f"{rule.id} · {rule.action} · {rule.who}", "bold"))
        lines.append(Text(f"{rule.clause}: «{rule.text}»"))
        if rule.note:
            lines.append(Text(f"({rule.note})", "dim"))
        lines.append(Text(""))
    return tuple(lines)


def route_lines(routes: Iterable[Route]) -> tuple[str, ...]:
    """What goes where next, and what is still missing for it."""
    lines = []
    for route in routes:
        missing = f"; нет: {', '.join(route.missing_titles)}" if route.missing else ""
        lines.append(f"→ {route.to}: {route.action} ({route.clause}){missing}")
    return tuple(lines)


# --- the calendar ----------------------------------------------------------------------------


def calendar_json(calendar: Calendar, year: int) -> dict[str, Json]:
    days = [day for month in range(1, 13) for day in _days(year, month)]
    return {
        "year": year,
        "covered": calendar.covers(year),
        "source": calendar.years[year].source if calendar.covers(year) else None,
        "working_days": sum(calendar.is_working(day) for day in days),
        "days": [
            {"day": day.isoformat(), "working": calendar.is_working(day), "title": title}
            for day in days
            if (title := calendar.title(day))
        ],
    }


def calendar_picture(calendar: Calendar, year: int) -> RenderableType:
    """Twelve months as grids; days without work are marked *, weekends that are worked +."""
    months = Table.grid(padding=(0, 3))
    for first in range(1, 13, 3):
        months.add_row(*(_month(calendar, year, number) for number in range(first, first + 3)))
        months.add_row("")
    known = calendar.covers(year)
    head = f"Производственный календарь, {year} год"
    why = "календаря этого года нет: сроки считаются с понедельника по пятницу и помечаются ≈"
    source = calendar.years[year].source if known else why
    special = [day for number in range(1, 13) for day in _days(year, number) if calendar.title(day)]
    lines = [
        Text(f"{day:%d.%m} {_mark(calendar, day) or ' '} {calendar.title(day)}") for day in special
    ]
    worked = sum(calendar.is_working(day) for n in range(1, 13) for day in _days(year, n))
    count = Text(f"Рабочих дней: {worked}.  * нерабочий день  + рабочая суббота или воскресенье")
    return Group(Text(head, "bold"), Text(source, "dim"), Text(""), months, *lines, count)


def _days(year: int, month: int) -> list[date]:
    return [day for day in Weeks().itermonthdates(year, month) if day.month == month]


def _month(calendar: Calendar, year: int, number: int) -> Text:
    text = Text(f"{_MONTHS[number - 1]:^28}\n", "bold")
    text.append("".join(f" {name} " for name in ("пн", "вт", "ср", "чт", "пт", "сб", "вс")), "dim")
    for week in Weeks().monthdatescalendar(year, number):
        text.append("\n")
        for day in week:
            mark = _mark(calendar, day)
            style = {"*": "red", "+": "green"}.get(mark, "")
            text.append(f" {day.day:2}{mark or ' '}" if day.month == number else "    ", style)
    return text


def _mark(calendar: Calendar, day: date) -> str:
    if not calendar.is_working(day):
        return "*"
    return "+" if day.weekday() >= _SATURDAY else ""
