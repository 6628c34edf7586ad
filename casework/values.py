"""What a cell may hold: every value is checked against its type, whoever it comes from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime

from casework.draft import CellValue, Subject
from casework.form_spec import CellSpec, CellType

#: Years outside are misreadings: nobody in the papers was born before, no plan runs longer.
FIRST_YEAR, LAST_YEAR = 1900, 2100

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHARE = re.compile(r"([1-9]\d?)/([1-9]\d?)")
_MONEY = re.compile(r"\d{1,12}(\.\d{1,2})?")
_AREA = re.compile(r"\d{1,5}(\.\d{1,2})?")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class InvalidValue(ValueError):
    """The value can't stand in the cell; the Russian message names the cell and says why."""

    def __init__(self, spec: CellSpec, why: str) -> None:
        super().__init__(f"«{spec.title}»: {why}")


def normalise(spec: CellSpec, value: CellValue) -> CellValue:
    """The value in its one canonical form; InvalidValue when the cell can't hold it.

    Dates and timestamps are ISO text, lists are free of repetitions and in the order of their
    closed list; people keep their order. `normalise(spec, normalise(spec, v))` changes nothing.
    """
    return _BY_TYPE[spec.type](spec, value)


def day_of(value: str) -> date:
    """The calendar day of an ISO date or timestamp, as it stands there."""
    return date.fromisoformat(value[:10])


def is_day(text: str) -> bool:
    """Whether `text` is an ISO date that exists, in a year that papers speak of."""
    try:
        year = date.fromisoformat(text).year if _ISO_DATE.fullmatch(text) else 0
    except ValueError:
        return False
    return FIRST_YEAR <= year <= LAST_YEAR


def unprintable(text: str) -> bool:
    """Whether `text` holds characters that no paper has: controls, halves of surrogate pairs."""
    return any(_broken(char) for char in text)


def readable(text: str) -> str:
    """`text` with every unprintable character replaced by U+FFFD, where it can be seen."""
    return "".join("\ufffd" if _broken(char) else char for char in text)


def _broken(char: str) -> bool:
    return char not in "\t\n\r" and unicodedata.category(char) in ("Cc", "Cs")


def _text(spec: CellSpec, value: CellValue) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise InvalidValue(spec, "нужен текст")
    text = value.strip()
    if unprintable(text):
        raise InvalidValue(spec, "в тексте есть непечатаемые знаки")
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise InvalidValue(spec, "пустой текст; чтобы оставить пустым, укажите причину")
    return text


def _integer(spec: CellSpec, value: CellValue) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidValue(spec, "нужно целое число")
    if spec.least is not None and value < spec.least:
        raise InvalidValue(spec, f"нужно число от {spec.least}, а не {value}")
    return value


def _date(spec: CellSpec, value: CellValue) -> str:
    text = _text(spec, value)
    if not _ISO_DATE.fullmatch(text):
        raise InvalidValue(spec, f"дата пишется ГГГГ-ММ-ДД, а не «{text}»")
    if not is_day(text):
        raise InvalidValue(spec, f"не бывает такой даты: {text}")
    return text


def _timestamp(spec: CellSpec, value: CellValue) -> str:
    text = _text(spec, value)
    day, clock = _date(spec, text[:10]), text[10:]
    if not clock:
        return day
    try:
        return datetime.fromisoformat(text).isoformat(timespec="seconds")
    except ValueError as error:
        raise InvalidValue(spec, f"время пишется ГГГГ-ММ-ДДTчч:мм, а не «{text}»") from error


def _yes_no(spec: CellSpec, value: CellValue) -> bool:
    if not isinstance(value, bool):
        raise InvalidValue(spec, "нужно «да» или «нет» (true, false)")
    return value


def _choice(spec: CellSpec, value: CellValue) -> str:
    if not isinstance(value, str) or spec.choices.get(value) is None:
        known = ", ".join(item.id for item in spec.choices.items)
        raise InvalidValue(spec, f"нет в перечне: {value}. Есть: {known}")
    return value


def _choices(spec: CellSpec, value: CellValue) -> tuple[str, ...]:
    if not isinstance(value, tuple) or not value:
        raise InvalidValue(spec, "нужен список строк перечня, хотя бы одна")
    chosen = {_choice(spec, _listed(item)) for item in value}
    return tuple(sorted(chosen, key=spec.choices.place))


def _listed(item: str | Subject) -> str:
    return item.full_name if isinstance(item, Subject) else item


def _people(spec: CellSpec, value: CellValue) -> tuple[Subject, ...]:
    if not isinstance(value, tuple) or not value:
        raise InvalidValue(spec, "нужен список людей, хотя бы один")
    return tuple(dict.fromkeys(_person(spec, item) for item in value))


def _person(spec: CellSpec, item: str | Subject) -> Subject:
    person = item if isinstance(item, Subject) else Subject(item)
    name = " ".join(_text(spec, person.full_name).split())
    if not any(char.isalpha() for char in name):
        raise InvalidValue(spec, f"это не имя: «{name}»")
    roles = sorted({_choice(spec, role) for role in person.roles}, key=spec.choices.place)
    born = None if person.birth_date is None else _date(spec, person.birth_date)
    return Subject(name, tuple(roles), born)


def _share(spec: CellSpec, value: CellValue) -> str:
    text = _text(spec, value)
    found = _SHARE.fullmatch(text)
    if not found or int(found[1]) > int(found[2]):
        raise InvalidValue(spec, f"доля пишется дробью, как 1/4, а не «{text}»")
    return text


def _money(spec: CellSpec, value: CellValue) -> str:
    text = _text(spec, value)
    if not _MONEY.fullmatch(text):
        raise InvalidValue(spec, f"сумма пишется рублями с копейками через точку, а не «{text}»")
    return text


def _area(spec: CellSpec, value: CellValue) -> str:
    text = str(value) if isinstance(value, float) else _text(spec, value)
    if not _AREA.fullmatch(text):
        raise InvalidValue(spec, f"площадь пишется в квадратных метрах, как 42.5, а не «{text}»")
    return text


def _time(spec: CellSpec, value: CellValue) -> str:
    text = _text(spec, value)
    if not _CLOCK.fullmatch(text):
        raise InvalidValue(spec, f"время пишется чч:мм, а не «{text}»")
    return text


def _texts(spec: CellSpec, value: CellValue) -> tuple[str, ...]:
    if not isinstance(value, tuple) or not value:
        raise InvalidValue(spec, "нужен список строк, хотя бы одна")
    return tuple(dict.fromkeys(_text(spec, _listed(item)) for item in value))


def _reference(spec: CellSpec, value: CellValue) -> int:
    number = _integer(spec, value)
    if number < 1:
        raise InvalidValue(spec, f"номер бумаги или записи — от 1, а не {number}")
    return number


_BY_TYPE: dict[CellType, Callable[[CellSpec, CellValue], CellValue]] = {
    CellType.TEXT: _text,
    CellType.INTEGER: _integer,
    CellType.DATE: _date,
    CellType.TIMESTAMP: _timestamp,
    CellType.YES_NO: _yes_no,
    CellType.CHOICE: _choice,
    CellType.CHOICES: _choices,
    CellType.PEOPLE: _people,
    CellType.SHARE: _share,
    CellType.MONEY: _money,
    CellType.TIME: _time,
    CellType.AREA: _area,
    CellType.TEXTS: _texts,
    CellType.REFERENCE: _reference,
}
