"""Dates as Russian papers write them. Own grammar: notes of the measurements are in
docs/decisions (yargy reads 14.03.25 as 1925 and misses «14» февраля).

The grammar: `14.03.2025`, `14.03.25`, `14/03/2025`, `14 марта 2025 г.`, `«14» марта 2025 года`,
`« 29 » 07 2025 г.`, `2025-03-14`, `06/V-25`, `05 01 2009`, `2024, 11, 11, 18 ч.`, and letters
that scans put for figures (`О5.03.2О25`); a missing day or month is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nlp.aligned import AlignedText

#: Months by their first three letters.
_MONTHS = {
    letters: number
    for number, name in enumerate(
        ("янв", "фев", "мар", "апр", "мая май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
        start=1,
    )
    for letters in name.split()
}
_MONTH = (
    r"(?P<month>январ[яьеи]|феврал[яьеи]|марта?|апрел[яьеи]|ма[яй]|июн[яьеи]|июл[яьеи]"
    r"|августа?|сентябр[яьеи]|октябр[яьеи]|ноябр[яьеи]|декабр[яьеи]"
    # «15 ФЕВ 2023» of a rubber stamp
    r"|(?:янв|фев|мар|апр|июн|июл|авг|сен|сент|окт|ноя|нояб|дек)\b\.?)"
)
_ROMAN = {
    name: number
    for number, name in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1
    )
}
#: Figures, and the letters that recognition takes for them.
_ANY = "0-9оoзб"
_FIGURES = str.maketrans("оoбз", "0063")
_DAY = r"(?P<day>[0-3]?\d)"
_CENTURIES = rf"(?:19|2[0оo])[{_ANY}][{_ANY}]"
_YEAR = rf"(?P<year>{_CENTURIES}|\d\d(?=\s?(?:г|года)\b))"
_YEAR_END = r"(?:\s*(?:года?|г\b\.?))?"
_FORMS = (
    # «Об» мая 2024 г., О5 мая: recognition took a figure of the day for a letter
    re.compile(
        rf'(?:"\s{{0,3}}|(?<![\w.,/"-]))(?P<day>[0-3оoз][{_ANY}])(?:\s{{0,3}}"[\s_]{{0,20}}|\s{{1,3}})'
        rf"{_MONTH}[\s_]{{1,20}}{_YEAR}{_YEAR_END}"
    ),
    # «14» марта 2025 г.; 14-го марта 2025 года; 05 июня 2026; марта2025г. without its blank
    re.compile(
        rf'(?<![\d.,/-])"?\s{{0,3}}{_DAY}(?:-?го)?\s{{0,3}}"?[\s_]{{0,20}}{_MONTH}[\s_]{{0,20}}'
        rf"{_YEAR}{_YEAR_END}"
    ),
    # « 29 » 07 2025 г.
    re.compile(
        rf'"\s{{0,3}}{_DAY}\s{{0,3}}"[\s_.]{{0,20}}(?P<monthno>[01]?\d)[\s_.]+'
        rf"{_YEAR}{_YEAR_END}"
    ),
    # О5.03.2О25, 1З.11.2024: letters for figures
    re.compile(
        rf"(?<![\w.,/-])(?P<day>[0-3оoз][{_ANY}])\.(?P<monthno>[01оo][{_ANY}])\."
        rf"(?P<year>{_CENTURIES})(?![{_ANY}/]|[.-]\d){_YEAR_END}"
    ),
    # 14.03.2025, 14/03/2025, 14. 03.2025
    re.compile(
        rf"(?<![\d.,/-]){_DAY}\s?(?P<sep>[./])\s?(?P<monthno>[01]?\d)\s?(?P=sep)\s?"
        rf"(?P<year>(?:19|20)\d\d)(?![\d/]|[.-]\d){_YEAR_END}"
    ),
    # 14.03.25, 14-03-2025; 3-01-40 is a telephone
    re.compile(
        rf"(?<![\d.,/-]){_DAY}(?P<sep>\s?[./]\s?|-)(?P<monthno>[01]?\d)(?P=sep)"
        rf"(?P<year>(?:19|20)\d\d|(?<!-)\d\d)(?![\d/]|[.-]\d){_YEAR_END}"
    ),
    # 2025-03-14
    re.compile(
        r"(?<![\d.,/-])(?P<year>(?:19|20)\d\d)-(?P<monthno>[01]\d)-(?P<day>[0-3]\d)(?!\d|-\d)"
    ),
    # 06/V-25, 6.XII.2024
    re.compile(
        rf"(?<![\d.,/-]){_DAY}\s?[/.-]\s?(?P<roman>{'|'.join(reversed(_ROMAN))})\s?[/.-]\s?"
        rf"(?P<year>(?:19|20)\d\d|\d\d)(?![\d/]|[.-]\d){_YEAR_END}"
    ),
    # 05 01 2009, the dots of a form lost
    re.compile(
        r"(?<![\d.,/-])(?<!\d\s)(?P<day>[0-3]\d)\s(?P<monthno>[01]\d)\s(?P<year>(?:19|20)\d\d)"
        rf"(?![\d/]|[.-]\d|\s\d\d(?![:.\d-])){_YEAR_END}"
    ),
    # 2024, 11, 11, 18 ч.: the cells of a telephone message's form
    re.compile(
        r"(?<![\d.,/-])(?P<year>(?:19|20)\d\d),\s?(?P<monthno>[01]?\d),\s?(?P<day>[0-3]?\d)"
        r"(?=,\s?\d\d?\s?ч)"
    ),
)
_BIRTH_YEAR = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)\s?(?:г\.?\s?р\b|г(?:ода|\.)?\s?рожд|г\.?р\.)"
)
#: A two-figure year above this is of the last century (a birth date, an archive paper).
_CENTURY = 40
#: Characters of the longest form.
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class DateMention:
    """A whole date at `start:stop` of the view it was found in (with its «г.» or «года»)."""

    value: date
    start: int
    stop: int
    short_year: bool = False

    @property
    def iso(self) -> str:
        return self.value.isoformat()


def find_dates(
    view: AlignedText, start: int = 0, stop: int | None = None
) -> tuple[DateMention, ...]:
    """Every real date between two places of the view, in their order, none inside another."""
    found: list[DateMention] = []
    taken = bytearray(len(view.text))
    for form in _FORMS:
        for match in view.matches(form, start, stop):
            mention = _mention(match)
            if mention and not any(taken[mention.start : mention.stop]):
                found.append(mention)
                taken[mention.start : mention.stop] = bytes([1]) * (mention.stop - mention.start)
    return tuple(sorted(found, key=lambda mention: mention.start))


def date_at(view: AlignedText, start: int, reach: int = 40) -> DateMention | None:
    """The first date that begins within `reach` characters after `start`."""
    found = find_dates(view, start, min(len(view.text), start + reach + _LONGEST))
    return next((mention for mention in found if mention.start <= start + reach), None)


def _mention(match: re.Match[str]) -> DateMention | None:
    groups = {name: text.translate(_FIGURES) for name, text in match.groupdict().items() if text}
    year, short = int(groups["year"]), len(groups["year"]) == 2
    if short:
        year += 1900 if year > _CENTURY else 2000
    try:
        value = date(year, _month(match), int(groups["day"]))
    except ValueError:
        return None
    lead = len(match.group()) - len(match.group().lstrip())
    return DateMention(value, match.start() + lead, match.end(), short)


def _month(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if name := groups.get("month"):
        return _MONTHS[name[:3]]
    if roman := groups.get("roman"):
        return _ROMAN[roman]
    return int(groups["monthno"].translate(_FIGURES))


def iter_years(view: AlignedText) -> Iterator[tuple[int, int, int]]:
    """Bare birth years «1986 г.р.», «1986 года рождения» as (year, start, stop)."""
    for match in view.matches(_BIRTH_YEAR):
        yield int(match["year"]), *match.span("year")
