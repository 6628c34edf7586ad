"""Cells as a person sees and types them: dates by day first, the names of closed lists.

The text form of a value round-trips: `parse(spec, shown(spec, value)) == value`. Whether the
value is also allowed in its cell is for casework to say when the draft is confirmed.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from casework.draft import CellValue, Subject
from casework.form_spec import CellSpec, CellType, ClosedList


class Unreadable(ValueError):
    """What was typed is no value of the cell; the message is Russian, for the reviewer."""


YES, NO = "да", "нет"
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:[+-]\d{2}:\d{2})?")
_PERSON = re.compile(r"([^()]+?)\s*(?:\(([^()]*)\))?")


# --- showing ---------------------------------------------------------------------------------


def shown(spec: CellSpec, value: CellValue | None) -> str:
    """The value as Russian text; empty for no value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return "; ".join(_shown_item(spec.choices, item) for item in value)
    if spec.type in (CellType.DATE, CellType.TIMESTAMP):
        return shown_moment(str(value))
    return _title(spec.choices, str(value))


def shown_moment(iso: str) -> str:
    """ISO date or timestamp as «31.01.2025» or «31.01.2025 09:30»; anything else as it is."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return moment.strftime("%d.%m.%Y %H:%M" if ":" in iso else "%d.%m.%Y")


def _shown_item(choices: ClosedList, item: str | Subject) -> str:
    """A line of the list; a person as «Иванова Мария Петровна (мать, 12.03.1985)»."""
    if isinstance(item, str):
        return _title(choices, item)
    notes = [_title(choices, role) for role in item.roles]
    if item.birth_date:
        notes.append(shown_moment(item.birth_date))
    return f"{item.full_name} ({', '.join(notes)})" if notes else item.full_name


def _title(choices: ClosedList, item_id: str) -> str:
    item = choices.get(item_id)
    return item.printed if item else item_id


# --- reading what was typed ------------------------------------------------------------------


def parse(spec: CellSpec, typed: str) -> CellValue:
    """The value that `typed` means; Unreadable when it means none."""
    text = " ".join(typed.split())
    if not text:
        raise Unreadable("Пустое значение. Чтобы оставить поле пустым, нажмите x (ч).")
    match spec.type:
        case CellType.DATE:
            return _parsed_date(text).isoformat()
        case CellType.TIMESTAMP:
            return _parsed_timestamp(text)
        case CellType.INTEGER | CellType.REFERENCE:
            return _parsed_integer(text)
        case CellType.YES_NO:
            return _parsed_yes_no(text)
        case CellType.CHOICE:
            return _choice(spec.choices, text)
        case CellType.CHOICES:
            return tuple(_choice(spec.choices, part) for part in _split(text))
        case CellType.PEOPLE:
            return tuple(_parsed_subject(spec.choices, part) for part in _split(text))
        case CellType.TEXTS:
            return tuple(_split(text))
        case CellType.MONEY | CellType.AREA:
            return text.replace(" ", "").replace(",", ".")
        case CellType.TEXT | CellType.SHARE | CellType.TIME:
            return text


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _parsed_date(text: str) -> date:
    for pattern in ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Unreadable("Дата пишется так: 31.01.2025.")


def _parsed_timestamp(text: str) -> str:
    """A day alone, or a day and a time in the machine's own zone."""
    day, _, clock = text.replace("T", " ").partition(" ")
    if not clock:
        return _parsed_date(day).isoformat()
    found = _CLOCK.fullmatch(clock)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise Unreadable("Время пишется так: 31.01.2025 09:30.")
    at = datetime.strptime(f"{found[1]}:{found[2]}", "%H:%M").time()  # noqa: DTZ007 - zone below
    return datetime.combine(_parsed_date(day), at).astimezone().isoformat()


def _parsed_integer(text: str) -> int:
    if not re.fullmatch(r"-?\d+", text):
        raise Unreadable("Нужно целое число.")
    return int(text)


def _parsed_yes_no(text: str) -> bool:
    if text.casefold() not in (YES, NO):
        raise Unreadable("Напишите «да» или «нет».")
    return text.casefold() == YES


def _choice(choices: ClosedList, text: str) -> str:
    """The id whose title (or which itself) is `text`; its beginning will do if only one fits."""
    wanted = text.casefold()
    titles = {item.id: item.printed for item in choices.items}
    exact = [key for key, title in titles.items() if wanted in (key.casefold(), title.casefold())]
    begun = [key for key, title in titles.items() if title.casefold().startswith(wanted)]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    if found:
        raise Unreadable(f"Подходит несколько: {', '.join(titles[key] for key in found[:5])}.")
    raise Unreadable(f"В перечне нет «{text}».")


def _parsed_subject(roles: ClosedList, text: str) -> Subject:
    """«Фамилия Имя Отчество (мать, 12.03.1985)»; the brackets and each note may be missing."""
    found = _PERSON.fullmatch(text)
    if not found:
        raise Unreadable("Человек пишется так: Фамилия Имя Отчество (мать, 31.01.1985).")
    named: list[str] = []
    birth_date: str | None = None
    for note in filter(None, (part.strip() for part in (found[2] or "").split(","))):
        if note[0].isdigit():
            birth_date = _parsed_date(note).isoformat()
        else:
            named.append(_choice(roles, note))
    return Subject(found[1], tuple(named), birth_date)
