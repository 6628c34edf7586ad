"""Birth dates and years, and whose they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.dates import DateMention, iter_years
from nlp.grid import Cell, Grid
from nlp.names import NameMention, Shape
from nlp.paper import Paper

#: What is printed right after a birth date; DateMention may have taken the «г.» itself.
_MARK_AFTER = re.compile(r"\s?(?:г\.?|года?)?[\s,]{0,2}(?:р\b|рожд)")
#: The caption under the line: «(дата рождения)», «(дата и место рождения)».
_CAPTION = re.compile(
    r"(?:[^а-я\n]{0,40}\n?|[^()\n;]{0,100}\n?)\s{0,9}\([^()\n]{0,60}дата (?:и (?:место )?)?рожд"
)
_MARK_BEFORE = re.compile(
    r"(?:родил(?:ся|ась|ись)|родивш[а-я]+|\bрод|рожд(?:ения(?: [а-я]{4,12})?|\.)?|\bд\.?\s?р"
    r"|(?<!\d)(?<!\d )\bг\.?\s?р)\.?"
    r"(?:\s*\([^)\n]{1,30}\))?[ \t:_,]*\n?[ \t]*$"
)
#: A bare date belongs to the name right before it: «Иванова Анна Петровна (12.03.2012)».
#: or after the year of birth, «Иванова Анна, 2012 г.р. (12.03.2012)».
_BARE = re.compile(
    r"[ ,;:(\n]{1,6}(?:\d{1,2} ?кл[а-я]{0,5}\.?, )?|[ ]?-[ ]?"
    r"|[ ,;:(-]{1,4}(?P<year>(?:19|20)\d\d) ?(?:г\.? ?р\.?|года? рожд[а-я.]{0,6})[ ,;:(-]{1,4}"
)
#: A bare date that a word follows at once is the day of what that word tells.
_HAPPENED = re.compile(r"\s?(?:г\.|года)?[ ]+-?[ ]?(?P<word>[а-я]{3,})")
#: «Петрова А.И., мать дочери 2015 г.р.», «… с сыном 2015 г.р.», «…, имеет двоих детей …».
_OTHERS = re.compile(
    r"\b(?:мат(?:ь|ер[а-я]+)|от(?:ец|ца|цом)|опекун[а-я]{0,2}|бабушк[а-я]{1,2}|ро[дж][а-я]{2,5}|имеет"
    r"|воспит[а-я]{2,6}|со?|и|е[её]|его|у|дво[а-я]{1,2}|тро[а-я]{1,2}) (?:[а-я]{3,20} ){0,2}"
    r"(?:сын|доч|дет[еиья]|реб[её]н|мальчик|девочк|малолетн|несовершеннолетн)"
)
_YEAR = re.compile(r"\s*(?P<year>(?:19|20)\d\d)(?: ?г\.?(?: ?р\.?)?)?\s*")
_TWO_YEARS = re.compile(r"(?P<year>(?:19|20)\d\d) и (?:19|20)\d\d")
_REACH = 240


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth date (ISO) or year (four figures) at `start:stop` of the prose view."""

    value: str
    start: int
    stop: int
    confidence: float
    rule: str


def find_births(paper: Paper, mentions: tuple[NameMention, ...], grid: Grid) -> dict[int, Birth]:
    """Births by the index of the mention they stand with, at most one a mention."""
    births: dict[int, Birth] = {}
    for date in paper.dates:
        owner = next(_owners(paper, mentions, grid, date), None)
        if owner is None:
            continue
        index, confidence, rule = owner
        if index not in births or births[index].confidence < confidence:
            births[index] = Birth(date.iso, date.start, date.stop, confidence, rule)
    for i, other in enumerate(mentions[1:]):
        between = paper.prose.folded[mentions[i].stop : other.start]
        if (
            i + 1 in births
            and i not in births
            and between == " и "
            and _twins(paper, other, births[i + 1])
        ):
            births[i] = replace(births[i + 1], rule="twins")
    for year, start, stop in iter_years(paper.prose):
        index = _previous(mentions, start)
        gap = paper.prose.text[mentions[index].stop : start] if index >= 0 else ""
        if index >= 0 and index not in births and len(gap) <= 40 and "\n" not in gap:
            births[index] = Birth(str(year), start, stop, 0.93, "year")
            births |= _year_of_first(paper, mentions, index, births)
    for cell in grid.cells:
        start, stop = paper.prose.view(cell.start), paper.prose.view(cell.stop)
        year_alone = _YEAR.fullmatch(paper.prose.text, start, stop) if "рожд" in cell.head else None
        index = _previous(mentions, start)
        if (
            year_alone
            and index >= 0
            and index not in births
            and _in_same_row(paper, mentions[index], grid, cell)
        ):
            births[index] = Birth(
                year_alone["year"], *year_alone.span("year"), 0.93, "birth-column"
            )
    return births


def _year_of_first(
    paper: Paper, mentions: tuple[NameMention, ...], index: int, births: dict[int, Birth]
) -> dict[int, Birth]:
    """«Ульяна и Макар, 2019 и 2022 г.р.»: the former year is that of the former name."""
    pair = _TWO_YEARS.search(paper.prose.folded, mentions[index].stop, births[index].stop)
    if not pair or not index or index - 1 in births:
        return {}
    if paper.prose.folded[mentions[index - 1].stop : mentions[index].start] != " и ":
        return {}
    return {index - 1: Birth(pair["year"], *pair.span("year"), 0.9, "years-in-order")}


def _twins(paper: Paper, mention: NameMention, birth: Birth) -> bool:
    """«Двойня», «обеих 04 июня 2017 года рождения», «(близнецы)»."""
    around = paper.prose.folded[max(0, mention.start - 120) : birth.stop + 60]
    return bool(re.search(r"двойн|близнец|\bоб(?:а|е|оих|еих)\b", around))


def _owners(
    paper: Paper, mentions: tuple[NameMention, ...], grid: Grid, date: DateMention
) -> Iterator[tuple[int, float, str]]:
    """Whose birth `date` may be, likeliest first; nothing when it is no birth date."""
    text = paper.prose.folded
    index = _previous(mentions, date.start)
    figures = date.start + len(text[date.start : date.stop].rstrip("года. "))
    marked = bool(_MARK_AFTER.match(text, figures) or _CAPTION.match(text, figures))
    labelled = bool(_MARK_BEFORE.search(text, max(0, date.start - 50), date.start))
    cell = grid.at(paper.prose.offsets[date.start])
    if cell and "рожд" in cell.head:
        yield from _in_row(paper, mentions, grid, date)
        return
    if index >= 0:
        gap = text[mentions[index].stop : date.start]
        bare = _BARE.fullmatch(gap)
        if bare and (bare["year"] or date.iso[:4]) == date.iso[:4] and not (marked or labelled):
            if date.short_year and "-" in text[date.start : date.stop]:
                return  # a telephone number
            named = mentions[index].shape in (Shape.FULL, Shape.SHORT, Shape.GIVEN)
            if named and not (_happened(paper, date) or _below(paper, mentions[index], date)):
                yield index, 0.93, "date-after-name"
        elif (marked or labelled) and len(gap) <= _REACH and not _of_another(gap):
            yield index, 0.97 if len(gap) < 60 else 0.9, "marked"
    following = index + 1
    if (marked or labelled) and following < len(mentions):
        gap = text[date.stop : mentions[following].start]
        if re.fullmatch(r"[\s,]*(?:г\.?\s?р\.?|рождения|рожд\.?|р\.)?[\s,:-]*", gap):
            yield following, 0.85, "date-before-name"


def _of_another(gap: str) -> bool:
    """Whether what stands between a name and a birth speaks of somebody else's: «мать сына»."""
    return "\n\n" in gap or bool(_OTHERS.search(gap.lower()))


def _below(paper: Paper, mention: NameMention, date: DateMention) -> bool:
    """A date alone on the line under a name: that of the signature."""
    first, last = paper.prose.offsets[mention.stop - 1] + 1, paper.prose.offsets[date.start]
    gap = paper.document.text[first:last]
    after = paper.document.text[paper.prose.offsets[date.stop - 1] + 1 :][:4].lstrip(" г.")
    return "\n" in gap and not gap.strip() and after[:1] in ("", "\n")


def _happened(paper: Paper, date: DateMention) -> bool:
    match = _HAPPENED.match(paper.prose.folded, date.stop)
    if match is None:
        return False
    part = paper.morphology.parse(match["word"])[0].tag.POS
    return part in {"VERB", "PRTS", "INFN", "GRND"}


def _in_row(
    paper: Paper, mentions: tuple[NameMention, ...], grid: Grid, date: DateMention
) -> Iterator[tuple[int, float, str]]:
    """A date in a column of birth dates belongs to the nearest name of its row to the left."""
    cell = grid.at(paper.prose.offsets[date.start])
    index = _previous(mentions, date.start)
    if cell and index >= 0 and _in_same_row(paper, mentions[index], grid, cell):
        yield index, 0.96, "birth-column"


def _in_same_row(paper: Paper, mention: NameMention, grid: Grid, cell: Cell) -> bool:
    return paper.prose.offsets[mention.start] >= grid.row_of(cell)[0].start


def _previous(mentions: tuple[NameMention, ...], place: int) -> int:
    """The index of the last mention that ends at or before `place`; -1 for none."""
    return bisect_right(mentions, place, key=lambda mention: mention.stop) - 1
