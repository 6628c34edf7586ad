"""The named signs that a paper begins with a page, or goes on over the break before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from nlp.anatomy import is_signature_row
from nlp.layout import Line
from nlp.splitting.look import PageLook, Role
from papers.document import Document
from papers.evidence import Place

#: What stands on a page of its own only behind the paper that it belongs to.
_TAIL = re.compile(
    r"копия верна|верно\b|исп(?:олнитель|олн)?\s?[.:]|отметк|м\.\s?п\.|подпис|ознакомлен"
    r"|с (?:актом|постановлением|решением|протоколом|договором) ознаком|(?:второй )?экземпляр"
    r"|(?:решение|приговор|постановление|определение|приказ)?\s?(?:не )?вступ(?:ил|ает)"
    r"|приложение\s*:|документ подписан|сертификат|апелляционн|дата (?:составления|выдачи)"
    r"|реквизиты сторон|адреса"
)
_OPEN_END = re.compile(r"[а-я0-9,:;(-]$")
#: A shorter line ends where it ends: a heading, a cell, a signature.
_LONG = 40
_FULL, _HALF = 0.86, 0.6
_FEW_LETTERS = 350


@dataclass(frozen=True, slots=True)
class Border:
    """Two pages that follow each other with nothing but blank pages and separators between."""

    document: Document
    before: PageLook
    after: PageLook
    between: tuple[PageLook, ...] = ()


def signs_of(border: Border) -> Iterator[tuple[str, str]]:
    """Every sign at the border: its name, and the words of the page that show it."""
    for name, look in SIGNS.items():
        told = look(border)
        if told is not None:
            yield name, told


Look = Callable[[Border], str | None]


def _shown(line: Line | None) -> str:
    return line.shown[:60] if line else ""


def _titled(border: Border) -> str | None:
    at = border.after.title_at
    return None if at is None else _shown(border.after.lines[at])


def _title_first(border: Border) -> str | None:
    """A title above which there is nothing else but a line or two."""
    at = border.after.title_at
    return _shown(border.after.lines[at]) if at is not None and at <= 2 else None


def _kind_title(border: Border) -> str | None:
    """The title of a known kind of paper."""
    return _titled(border) if border.after.kind else None


def _other_kind(border: Border) -> str | None:
    """Both pages have titles, of different kinds."""
    one, other = border.before.kind, border.after.kind
    return f"{one} → {other}" if one and other and one != other else None


def _office(border: Border) -> str | None:
    return border.after.office[:60] or None


def _addressee(border: Border) -> str | None:
    found = border.after.anatomy.of(Place.ADDR)
    if not found:
        return None
    start = border.after.page.start + found[0].start
    return " ".join(border.document.text[start : start + 60].split())


def _registered(border: Border) -> str | None:
    return "" if border.after.has(Place.REG) else None


def _dated(border: Border) -> str | None:
    return "" if border.after.dated else None


def _annex(border: Border) -> str | None:
    return _shown(border.after.first) if border.after.annex else None


def _number_starts(border: Border) -> str | None:
    return "1" if border.after.number == 1 else None


def _number_goes_on(border: Border) -> str | None:
    """The next number, or a 2 and more behind a page that carries none (first pages do not)."""
    before, after = border.before.number, border.after.number
    if after is None or after < 2:
        return None
    return str(after) if after == (before or after - 1) + 1 else None


def _number_breaks(border: Border) -> str | None:
    before, after = border.before.number, border.after.number
    if before is None or after is None or after in (1, before + 1):
        return None
    return f"{before} → {after}"


def _number_stops(border: Border) -> str | None:
    """The page before carried a number, this one has none."""
    before, after = border.before.number, border.after.number
    return str(before) if before is not None and after is None else None


def _signed_before(border: Border) -> str | None:
    lines = border.before.lines[-6:]
    return next((_shown(line) for line in reversed(lines) if is_signature_row(lines, line)), None)


def _unfinished(border: Border) -> str | None:
    last = border.before.last
    if last is None or len(last.text) < _LONG or not _OPEN_END.search(last.text):
        return None
    return _shown(last)


def _small_letter(border: Border) -> str | None:
    first = border.after.first
    letter = next((char for char in first.shown if char.isalpha()), "") if first else ""
    return _shown(first) if letter.islower() and first and first.shown[:1] == letter else None


def _long_first_line(border: Border) -> str | None:
    """Running text from the very first line."""
    first = border.after.first
    return _shown(first) if first and len(first.text) > 65 and not first.capitals else None


def _list_goes_on(border: Border) -> str | None:
    before, after = border.before.items, border.after.items
    return str(after[0]) if before and after and after[0] == max(before) + 1 > 1 else None


def _list_inside(border: Border) -> str | None:
    """The first item of the page is not the first of a list."""
    after = border.after.items
    return str(after[0]) if after and after[0] > 1 else None


def _table_goes_on(border: Border) -> str | None:
    pages = {border.before.page.number, border.after.page.number}
    held = any(pages <= {cell.page for cell in table.cells} for table in border.document.tables)
    return "" if held else None


def _tail(border: Border) -> str | None:
    return _shown(border.after.first) if any(
        _TAIL.match(line.text) for line in border.after.lines[:2]
    ) else None  # fmt: skip


def _few_words(border: Border) -> str | None:
    return "" if border.after.letters < _FEW_LETTERS else None


def _full_before(border: Border) -> str | None:
    return "" if border.before.ends_at > _FULL else None


def _short_before(border: Border) -> str | None:
    return "" if border.before.ends_at < _HALF else None


def _same_case(border: Border) -> str | None:
    both = border.before.identifiers & border.after.identifiers
    return min(both) if both else None


def _other_case(border: Border) -> str | None:
    one, other = border.before.identifiers, border.after.identifiers
    return min(other) if one and other and not one & other else None


def _same_people(border: Border) -> str | None:
    both = border.before.people & border.after.people
    return ", ".join(sorted(both)) if both else None


def _other_people(border: Border) -> str | None:
    one, other = border.before.people, border.after.people
    return "" if one and other and not one & other else None


def _blank_between(border: Border) -> str | None:
    blank = [look for look in border.between if look.role is Role.BLANK]
    return str(len(blank)) if blank else None


def _separated(border: Border) -> str | None:
    return "" if any(look.role is Role.SEPARATOR for look in border.between) else None


def _other_format(border: Border) -> str | None:
    one, other = border.before.page, border.after.page
    if not (one.width and one.height and other.width and other.height):
        return None
    across, down = one.width / other.width, one.height / other.height
    return "" if not (0.97 < across < 1.03 and 0.97 < down < 1.03) else None


def _otherwise_read(border: Border) -> str | None:
    one, other = border.before.page, border.after.page
    return "" if (one.method, one.dpi) != (other.method, other.dpi) else None


def _headless(border: Border) -> str | None:
    """Nothing of a head: no title, office, addressee, stamp, date with number, annex."""
    shown = (_titled, _office, _addressee, _registered, _dated, _annex)
    return "" if all(look(border) is None for look in shown) else None


SIGNS: Mapping[str, Look] = {
    "title": _titled,
    "title_first": _title_first,
    "kind_title": _kind_title,
    "other_kind": _other_kind,
    "office": _office,
    "addressee": _addressee,
    "registered": _registered,
    "dated": _dated,
    "annex": _annex,
    "number_starts": _number_starts,
    "number_goes_on": _number_goes_on,
    "number_breaks": _number_breaks,
    "number_stops": _number_stops,
    "signed_before": _signed_before,
    "unfinished": _unfinished,
    "small_letter": _small_letter,
    "long_first_line": _long_first_line,
    "list_goes_on": _list_goes_on,
    "list_inside": _list_inside,
    "table_goes_on": _table_goes_on,
    "tail": _tail,
    "few_words": _few_words,
    "full_before": _full_before,
    "short_before": _short_before,
    "same_case": _same_case,
    "other_case": _other_case,
    "same_people": _same_people,
    "other_people": _other_people,
    "blank_between": _blank_between,
    "separated": _separated,
    "other_format": _other_format,
    "otherwise_read": _otherwise_read,
    "headless": _headless,
}
