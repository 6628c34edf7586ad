"""What is written in a cell of a form, by the type of the cell: dates, counts, sums, choices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from rapidfuzz import fuzz

from casework.field import FieldCandidate, Value
from casework.form_spec import ClosedList
from casework.printed_form import PrintedCell, PrintedType
from nlp.confidence import quality_of
from nlp.dates import DateMention, find_dates
from nlp.identity import with_roman_series
from nlp.marks.meaning import folded, mark, remarked
from nlp.paper import Paper
from papers.evidence import Evidence, Place, cite

FINDER = "tables"
Span = tuple[int, int]

TEXT, EXACT, AMONG, SEVERAL, MENDED, MENDED_SERIES = 0.96, 0.98, 0.93, 0.8, 0.7, 0.92
_CHOSEN, _CHOSEN_LIKE, _UNDERLINED = 0.95, 0.75, 0.92
#: How alike (0..100) underlined words must be to an option.
_OPTION = 85
_HYPHENATED = re.compile(r"(?<=[а-нп-яё])-[ ]?\n[ ]?(?=[а-яё])")
_WRAPPED_AT_HYPHEN = re.compile(r"(?<=\w-)\s*\n\s*(?=\w)")
#: «трудоустройс|тве» in a column too narrow for the word; «12.11.20|24»
_WRAPPED = re.compile(r"(?<![А-Яа-яЁё])(?P<left>[А-ЯЁа-яё]{2,})[ ]?\n[ ]?(?P<right>[а-яё]+)")
_WRAPPED_DATE = re.compile(r"(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>(?:19|20)\d\d)(?:г\.?)?")
_SPACE = re.compile(r"\s+")
#: Nothing: dashes, dots and lines to write on.
_NOTHING = re.compile(r"[\s_.,;:·•–—―\-−/|‚]*")
_RULED = re.compile(r"_{2,}")
#: What stays around a text when a date was taken out of it.
_BEFORE = re.compile(r"(?:[\s,;:.)–—-]|(?:г\.?\s?р\b|рожд\w*|года?\b))+", re.IGNORECASE)
_AFTER = re.compile(r"(?:[\s,;:(–—-]|\b(?:от|г\.?\s?р\.|рожд\w*\.?|года?|дата)(?!\w))+")
#: What may stand around a date that is all there is in a cell.
_AROUND = re.compile(r"[\s,.:]*(?:г|года)?[\s,.]*")
_INTEGER = re.compile(r"(?<![\d.,])\d{1,6}(?!\d|[.,]\d)")
_MONEY = re.compile(
    r"(?<![\d.,])(?P<rubles>\d{1,3}(?:[\s.]\d{3})+|\d{1,9})"
    r"(?:\s*(?:руб\w*\.?|р\.)?\s*[,.\-=]\s*(?P<kopecks>\d\d)(?!\d)|\s*(?:руб\w*\.?|р\.)\s*(?P<small>\d\d)\s*коп)?"
)
_TIME = re.compile(
    r"(?<!\d)(?P<hour>[01]?\d|2[0-4])\s?(?:[:.\-–]|ч(?:ас\w*)?\.?)\s?(?P<minute>[0-5]\d)(?!\d)"
)
_HOUR = re.compile(r"(?<!\d)(?P<hour>[01]?\d|2[0-4])\s?ч(?:ас\w*)?\b")
_FROM_HOUR = re.compile(r"\bс\s(?P<hour>[01]?\d|2[0-4])(?=\s(?:до|ч))")
#: A date of which a dot or a figure was misread; only in a cell of dates.
_BAD_DATE = re.compile(r"(?<!\d)(\d\d)[\s.,:;·-]{1,3}(\d\d)[\s.,:;·-]{1,3}((?:19|20)\d\d)(?!\d)")
_FIGURES = str.maketrans("ОоOoЗзЗБбlIІ|", "0000333661111")
_NONE_SUCH = re.compile(
    r"(?:признак\w*\s)?(?:не (?:выявлен|установлен|обнаружен|имеется)|нет\b|отсутств)"
)
_SOME = re.compile(r"(?:признак\w*\s)?(?:выявлен|имеются|установлен|есть\b|наличие\b)")


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the span of the document that says it."""

    value: Value
    span: Span
    confidence: float
    rule: str


def read_cell(
    paper: Paper,
    cells: tuple[PrintedCell, ...],
    spans: tuple[Span, ...],
    sure: float,
) -> Iterator[FieldCandidate]:
    """The values of the `cells` that one column or label holds, written at `spans`.

    Several cells share one text: what is a date goes to the date, what is left to the text.
    `sure` 0..1 is how surely the column is known.
    """
    spans = tuple(span for span in spans if not is_nothing(paper.document.text[slice(*span)]))
    if not spans:
        return
    left, alone = spans, len(cells) == 1
    read: dict[str, FieldCandidate] = {}
    for spec in sorted(cells, key=lambda cell: cell.type is PrintedType.TEXT):
        found = _read(paper, spec, left, alone)
        if found is None:
            continue
        if not alone and spec.type is PrintedType.DATE:
            left = _without(paper.document.text, left, found.span)
        whole = spec.type is PrintedType.TEXT or found.span == (left[0][0], left[-1][1])
        read[spec.id] = candidate(paper, spec.id, found, left if whole else (found.span,), sure)
    yield from (read[spec.id] for spec in cells if spec.id in read)


def candidate(
    paper: Paper, field: str, found: Found, spans: tuple[Span, ...], sure: float
) -> FieldCandidate:
    """A candidate as sure as its column is known and its characters were read."""
    document = paper.document
    first, *more = (_cited(paper, span) for span in spans)
    value = FieldCandidate(
        field, found.value, "\n".join(e.quote for e in (first, *more)), found.confidence,
        (first, *more), FINDER, found.rule,
    )  # fmt: skip
    value = value.weighed("column", found.confidence * (0.8 + 0.2 * sure), f"{sure:.2f}")
    return value.weighed("recognised", value.confidence * quality_of(document, spans))


def repeated(above: FieldCandidate, paper: Paper, span: Span) -> FieldCandidate:
    """The value of the cell above, where the cell has marks that mean «the same»."""
    here = _cited(paper, span)
    same = replace(above, raw=here.quote, evidence=(here, *above.evidence))
    return same.weighed("ditto", above.confidence * 0.88)


def _cited(paper: Paper, span: Span) -> Evidence:
    start, stop = trimmed(paper.document.text, span)
    return cite(paper.document, start, stop, Place.ROW)


def trimmed(text: str, span: Span) -> Span:
    """The span without the blanks at its ends; empty when there is nothing else."""
    start, stop = span
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def is_nothing(text: str) -> bool:
    """Whether a cell is left blank, or has a dash or a line to write on."""
    return _NOTHING.fullmatch(text) is not None


def as_text(paper: Paper, text: str) -> str:
    """A printed text on one line: words parted at a line's end whole, lines to write on gone."""
    joined = _WRAPPED_AT_HYPHEN.sub("", _HYPHENATED.sub("", _RULED.sub(" ", text)))
    joined = _WRAPPED.sub(partial(_whole_word, paper), joined)
    return _SPACE.sub(" ", joined).strip(" ,;‚|")


def _whole_word(paper: Paper, match: re.Match[str]) -> str:
    """A word that a narrow column broke without a hyphen; two words stay two."""
    left, right, known = match["left"], match["right"], paper.morphology.known
    broken = known(left + right) and not (known(left) and known(right))
    return left + right if broken else match.group()


def _read(paper: Paper, spec: PrintedCell, spans: tuple[Span, ...], alone: bool) -> Found | None:
    document = paper.document
    whole = (spans[0][0], spans[-1][1])
    text = "\n".join(document.text[slice(*span)] for span in spans)
    match spec.type:
        case PrintedType.TEXT:
            shown = as_text(paper, text)
            return Found(shown, whole, TEXT, "text") if not is_nothing(shown) else None
        case PrintedType.DOCUMENT:
            shown = as_text(paper, text)
            mended = with_roman_series(shown)
            return Found(mended, whole, TEXT if mended == shown else MENDED_SERIES, "document")
        case PrintedType.DATE:
            return _date(paper, whole, alone)
        case PrintedType.DUE:
            return _due(paper, whole, text)
        case PrintedType.CHOICE:
            return _choice(paper, text, whole, spec.choices)
        case PrintedType.YES_NO:
            return _yes_no(paper, text, whole)
        case PrintedType.INTEGER:
            return _integer(text, whole)
        case PrintedType.MONEY:
            return _money(text, whole)
        case PrintedType.TIME:
            return _time(text, whole)


def _dates(paper: Paper, span: Span) -> list[tuple[DateMention, Span]]:
    """The dates of the span, each with its place in the document."""
    view = paper.lines
    start, stop = view.view(span[0]), view.view(span[1])
    return [(date, view.raw(date.start, date.stop)) for date in find_dates(view, start, stop)]


def _date(paper: Paper, span: Span, alone: bool) -> Found | None:
    text = paper.document.text[slice(*span)]
    if "\n" in text.strip() and (wrapped := _WRAPPED_DATE.fullmatch(_SPACE.sub("", text))):
        return _wrapped_date(wrapped, span)
    dates = _dates(paper, span)
    if not dates:
        return _mended_date(paper, span)
    (date, place), *others = dates
    if any(other.iso != date.iso for other, _ in others):
        return Found(date.iso, place, SEVERAL, "first-of-dates")
    words = sum(char.isalpha() for char in text) - sum(
        char.isalpha() for char in paper.document.text[slice(*place)]
    )
    sure = EXACT if words <= 3 or not alone else AMONG
    return Found(date.iso, place, sure, "date" if words <= 3 else "date-among")


def _wrapped_date(match: re.Match[str], span: Span) -> Found | None:
    """A date that a narrow column broke over two lines."""
    if not (1 <= int(match["day"]) <= 31 and 1 <= int(match["month"]) <= 12):
        return None
    return Found(f"{match['year']}-{match['month']}-{match['day']}", span, EXACT, "wrapped-date")


def _mended_date(paper: Paper, span: Span) -> Found | None:
    """A date with a figure read as a letter, or other signs for its dots."""
    figures = paper.document.text[slice(*span)].translate(_FIGURES)
    match = _BAD_DATE.search(figures)
    if match is None or not (1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12):
        return None
    place = (span[0] + match.start(), span[0] + match.end())
    return Found(f"{match[3]}-{match[2]}-{match[1]}", place, MENDED, "mended-date")


def _due(paper: Paper, span: Span, text: str) -> Found:
    """A term: one date alone is a date, all else stays as it is printed."""
    dates = _dates(paper, span)
    if len(dates) == 1:
        date, (start, stop) = dates[0]
        printed = paper.document.text
        around = printed[span[0] : start].lower(), printed[stop : span[1]].lower()
        if all(_AROUND.fullmatch(part) for part in around):
            return Found(date.iso, span, EXACT, "date")
    return Found(as_text(paper, text), span, TEXT, "text")


def _choice(paper: Paper, text: str, span: Span, choices: ClosedList) -> Found | None:
    plain = folded(text)
    if sum(folded(item.title) in plain for item in choices.items) > 1:
        return _underlined(paper, span, choices)
    for item in choices.items:
        if any(pattern.search(plain) for pattern in item.patterns):
            return Found(item.id, span, _CHOSEN, "choice")
    alike = max(choices.items, key=lambda item: fuzz.ratio(plain, folded(item.title)))
    if fuzz.ratio(plain, folded(alike.title)) >= 75:
        return Found(alike.id, span, _CHOSEN_LIKE, "choice-alike")
    return None


def _underlined(paper: Paper, span: Span, choices: ClosedList) -> Found | None:
    """The one of the printed options that is underlined."""
    for line in paper.document.underlines:
        words = folded(paper.document.text[line.start : line.stop]).strip(" ,.;:()")
        for item in choices.items:
            inside = span[0] <= line.start and line.stop <= span[1]
            if inside and fuzz.ratio(words, folded(item.title)) >= _OPTION:
                return Found(item.id, (line.start, line.stop), _UNDERLINED, "underlined")
    return None


def _yes_no(paper: Paper, text: str, span: Span) -> Found:
    plain = folded(text)
    if meaning := mark(plain):
        return Found(meaning.value, span, meaning.confidence, meaning.rule)
    if _NONE_SUCH.match(plain):
        return Found(False, span, 0.92, "none-such")
    if _SOME.match(plain):
        return Found(True, span, 0.92, "some")
    meaning = remarked(plain, any_text=False, recognised=False)
    if meaning and isinstance(meaning.value, bool) and meaning.rule != "count":
        return Found(meaning.value, span, meaning.confidence, meaning.rule)
    return Found(as_text(paper, text), span, 0.85, "text")


def _integer(text: str, span: Span) -> Found | None:
    if match := _INTEGER.search(text):
        alone = sum(map(str.isalnum, text)) == len(match.group())
        return Found(int(match.group()), span, EXACT if alone else AMONG, "integer")
    mended = text.strip(" .").translate(_FIGURES)
    return Found(int(mended), span, MENDED, "mended-integer") if mended.isdecimal() else None


def _money(text: str, span: Span) -> Found | None:
    match = _MONEY.search(text) or _MONEY.search(text.translate(_FIGURES))
    if match is None:
        return None
    rubles = re.sub(r"\D", "", match["rubles"])
    kopecks = match["kopecks"] or match["small"]
    value = f"{int(rubles)}.{kopecks}" if kopecks else str(int(rubles))
    return Found(value, span, TEXT, "money")


def _time(text: str, span: Span) -> Found | None:
    if match := _TIME.search(text):
        sure = EXACT if len(_TIME.findall(text)) == 1 else SEVERAL
        return Found(f"{int(match['hour']):02}:{match['minute']}", span, sure, "time")
    if match := _FROM_HOUR.search(text) or _HOUR.search(text):
        return Found(f"{int(match['hour']):02}:00", span, AMONG, "hour")
    return None


def _without(text: str, spans: tuple[Span, ...], taken: Span) -> tuple[Span, ...]:
    """The longer part of the spans beside what was `taken`, without what led to it."""
    parts: list[Span] = []
    for start, stop in spans:
        if taken[0] >= stop or taken[1] <= start:
            parts.append((start, stop))
            continue
        sides = ((start, max(start, taken[0])), (min(stop, taken[1]), stop))
        parts.append(max(sides, key=lambda side: len(text[slice(*side)].strip())))
    parts = [_bare(text, part) for part in parts]
    return tuple(part for part in parts if not is_nothing(text[slice(*part)])) or spans


def _bare(text: str, span: Span) -> Span:
    """The span without what leads to a date or follows it: «, 12.03.2015 г.р.», «от …»."""
    start, stop = span
    if lead := _BEFORE.match(text, start, stop):
        start = lead.end()
    tail = next((m for m in _AFTER.finditer(text, start, stop) if m.end() == stop), None)
    return start, tail.start() if tail else stop
