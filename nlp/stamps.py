"""The receiver's registration stamp («Вх. № 52 от 14.03.2025»), wherever on the paper it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.aligned import AlignedText
from nlp.dates import DateMention, find_dates
from nlp.numbers import NUMBER, SIGN

Span = tuple[int, int]

#: The receiver's name may stand before the word of the stamp, nothing else may.
RECEIVER = re.compile(r"кцсон|цсон|\bцсо\b|центр|учрежден|\b[гм]?[бк]у\b|социальн")
_STAMP = re.compile(
    r"(?<![\w(\"-])"
    r"(?:зарег(?:истр\w*)?\s?\.?\s?(?=вх)|(?:заявление|обращение|документ|письмо)\s(?=зарегистр))?"
    r"(?:вх(?:одящ(?:ий|ая|ее)|од)?\b\.?|зарегистрирован[оа]?\b"
    r"|рег(?:истр\w*)?\s?\.?(?=\s?(?:№|n|номер|мо)))"
    rf"[\s:]*(?:номер\s?)?(?:{SIGN})?[ _\"]*(?P<number>{NUMBER})?"
)
#: «402/15.08.25»: number and date with nothing but a slash between.
_NUMBER_DATE = re.compile(r"/\s?(?=\d\d?\.\d\d\.\d)")
#: «Зарегистрировано 22.01.2026 № 17»
_AFTER_DATE = re.compile(rf"\s*+(?:г(?:ода|\.)?)?[\s,]*+(?:за\s)?{SIGN}\s?(?P<number>{NUMBER})")
_BETWEEN = re.compile(r"[\s\"_.,/:]*(?:от|дата)?[\s\"_.,:]*")
_REACH = 60


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp at `start:stop` of the lines view; `number` and `date` only where filled in."""

    start: int
    stop: int
    number: Span | None
    date: DateMention | None


def find_stamps(view: AlignedText) -> Iterator[Stamp]:
    """Registration stamps; a sentence that mentions an incoming number is none."""
    for match in view.matches(_STAMP):
        left = _left(view, match.start())
        if not left or (len(left) < 90 and RECEIVER.search(left)):
            yield _read(view, match)


def _left(view: AlignedText, place: int) -> str:
    """What stands before `place` on its line, cell or column."""
    begin = max(view.text.rfind(edge, 0, place) + len(edge) for edge in ("\n", "\t", "   "))
    return view.folded[min(begin, place) : place].strip(' "_|')


def _read(view: AlignedText, match: re.Match[str]) -> Stamp:
    number = match.span("number") if match["number"] else None
    after = match.end()
    if number and (slash := _NUMBER_DATE.search(match["number"])):
        after = number[0] + slash.end()
        number = (number[0], number[0] + slash.start())
    elif number and find_dates(view, *number):  # «Вх. 14.03.2025»: a date alone
        after, number = number[0], None
    date = _date_behind(view, after)
    stop = max(match.end(), date.stop if date else 0)
    if date and not number and (behind := _AFTER_DATE.match(view.folded, date.stop)):
        number, stop = behind.span("number"), behind.end()
    return Stamp(match.start(), stop, number, date)


def _date_behind(view: AlignedText, place: int) -> DateMention | None:
    """The date that follows at `place` with no more than «от» before it."""
    stop = min(len(view.text), place + _REACH)
    behind = AlignedText(view.text[place:stop], view.offsets[place:stop])
    for date in find_dates(behind):
        if _BETWEEN.fullmatch(behind.folded[: date.start]):
            return replace(date, start=date.start + place, stop=date.stop + place)
    return None
