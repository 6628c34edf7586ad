"""Passports and birth certificates as papers print them: series, number, who issued them, when.

«паспорт 85 14 123456 выдан … 12.03.2015», «серия 8514 № 123456», «свидетельство о рождении
II-ДУ № 512345», labels of forms, captions under lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casework.field import FieldCandidate
from nlp.aligned import AlignedText
from nlp.dates import find_dates
from nlp.paper import Paper

FINDER = "people"
PASSPORT, CERTIFICATE = "passport", "birth_certificate"
#: Between series and number: a comma, «№», «номер».
_SIGN = r"[\s,;_]{0,6}(?:№|номер|n[oо]?\b|м[oо]\b)?[\s:._]{0,6}"
_SERIES = r"(?:сери[яи]|серии и номер|серия,? номер)?[\s:._]{0,6}"
#: Roman figures as they are read: «П-ДУ» and «1-ДУ» stand for II-ДУ and I-ДУ.
_ROMAN = r"(?P<roman>[ivxlпхуш1|т\[\]]{1,5})\s?[-.]?\s?(?P<letters>[а-я]{2})(?![а-яa-z])"
_HYPHENED = _ROMAN.replace(r"[-.]?", "-")
_NUMBER = r"(?P<number>\d{6})(?!\d)"
_FOUR = r"(?P<series>\d\d\s?\d\d)"
RULES: tuple[tuple[str, str, re.Pattern[str], float], ...] = tuple(
    (name, kind, re.compile(pattern), confidence)
    for name, kind, pattern, confidence in (
        (
            "certificate", CERTIFICATE,
            rf"свидетельств[а-я]*(?:\s+о\s+рождении)?\D{{0,60}}?\b{_SERIES}{_ROMAN}{_SIGN}{_NUMBER}",
            0.96,
        ),
        (
            "series-of-certificate", CERTIFICATE,
            rf"(?<![а-яa-z\d]){_HYPHENED}{_SIGN}{_NUMBER}",
            0.92,
        ),
        (
            "passport", PASSPORT,
            rf"паспорт[а-я]*\D{{0,60}}?(?<!\d){_FOUR}{_SIGN}{_NUMBER}",
            0.96,
        ),
        ("labelled", PASSPORT, rf"сери[яи][\s:,._]{{0,6}}{_FOUR}{_SIGN}{_NUMBER}", 0.94),
        ("document", PASSPORT, rf"документ\D{{0,60}}?(?<!\d){_FOUR}{_SIGN}{_NUMBER}", 0.9),
        (
            "captioned", PASSPORT,
            rf"(?<!\d){_FOUR}{_SIGN}{_NUMBER}[^()]{{0,160}}\(паспортные данные",
            0.94,
        ),
    )
)  # fmt: skip
_AT_START = re.compile(_HYPHENED, re.IGNORECASE)
#: What is written in a cell that is for a document.
IN_A_CELL = (
    ("cell", CERTIFICATE, re.compile(rf"(?<![а-яa-z\d]){_ROMAN}{_SIGN}{_NUMBER}"), 0.94),
    ("cell", PASSPORT, re.compile(rf"(?<!\d){_FOUR}{_SIGN}{_NUMBER}"), 0.94),
)
_LATIN = str.maketrans({"П": "II", "Ш": "III", "Х": "X", "У": "V", **dict.fromkeys("1L|[]Т", "I")})
#: What leads from a number to its issuer and day.
_ISSUED = re.compile(
    r"[\s,;:.()_]{0,6}(?:(?:кем и когда|когда и кем|кем)\s*)?(?:выдан[ао]?\b|дата выдачи)"
    r"(?:\s*\(выдано\))?[\s:,._]*"
)
_ISSUER_END = re.compile(
    r"[,;()\n\t]|\.\s(?=[А-ЯЁа-яё]{4})|(?<!\w)(?:\d{1,2}\.\s|код|к/п|дата|зарегистр|прожива|адрес|снилс"
    r"|инн|тел)|$"
)
#: What stands before the name of an issuer, and behind it.
_ISSUER_LEAD = re.compile(r"[\s,:;.()_-]*(?:г\.|года?\b)?[\s,;:.]*(?:кем выдан[оа]?:?\s*)?")
_ISSUER_TAIL = re.compile(r"[\s,;:(_-]*(?:\b(?:от|дата|дата выдачи)\b)?[\s,;:(_-]*$")
#: A day is followed by its issuer on the same line, or by a body's usual words on the next.
_GOES_ON = re.compile(
    r"[ ,:;)-]*(?:кем выдан[оа]?\W*)?"
    r"(?=[а-я\"]|\n\s*(?:о?уфмс|г?у?\s?мвд|[рго]*овд|отдел|увд|тп|мп|загс))"
)
_SHORTENED = re.compile(r"\b(?:обл|респ|г|р-н|гор|окр)\.$")
_ISSUER_LEAST, _ISSUER_MOST, _WINDOW = 3, 160, 240
_DAY_OF_ISSUE = re.compile(r"дата\s+выдачи[\s:]*")
_REGISTRY = re.compile(
    r"(?:место государственной регистрации|паспорт выдан|кем выдан[оа]?|выдан[оа]?)[\s:]+"
)


def find_identity(
    paper: Paper, start: int, stop: int, alone: bool = False
) -> Iterator[FieldCandidate]:
    """The document that a span of the prose names, the likeliest rule's: its parts.

    With `alone` nothing but a document is written there, as in a cell for one.
    """
    view = paper.prose
    for rule, kind, pattern, confidence in (*RULES, *(IN_A_CELL if alone else ())):
        match = pattern.search(view.folded, start, stop)
        if match is None:
            continue
        series, sure = series_of(view, match, kind)
        span = match.span("series" if kind == PASSPORT else "roman")
        if kind == CERTIFICATE:
            span = span[0], match.end("letters")
        sure *= confidence

        def part(
            name: str, value: str, span: tuple[int, int], sure: float, rule: str = rule
        ) -> FieldCandidate:
            return paper.candidate(f"identity.{name}", value, view, span, sure, FINDER, rule)

        yield part("doc_type", kind, (match.start(), match.end("number")), confidence)
        yield part("series", series, span, sure)
        yield part("number", match["number"], match.span("number"), confidence)
        for name, value, at in _issue(view, match.end("number"), stop):
            yield part(name, value, at, confidence * 0.95)
        return


def series_of(view: AlignedText, match: re.Match[str], kind: str) -> tuple[str, float]:
    """A series as it is written, without blanks; below 1 where Roman figures were mended."""
    if kind == PASSPORT:
        return re.sub(r"\s", "", match["series"]), 1.0
    printed = view.text[slice(*match.span("roman"))]
    roman = roman_figures(printed)
    letters = view.text[slice(*match.span("letters"))].upper()
    return f"{roman}-{letters}", 1.0 if roman == printed else 0.9


def roman_figures(printed: str) -> str:
    """Roman figures in Latin letters, of what a typist or recognition wrote for them."""
    return printed.upper().translate(_LATIN)


def with_roman_series(text: str) -> str:
    """A series with all that follows, its Roman figures in Latin letters: «П-ДУ № 512345»."""
    match = _AT_START.match(text)
    return roman_figures(match["roman"]) + text[match.end("roman") :] if match else text


def kind_of_series(series: str) -> str | None:
    """Which document bears such a series; None for neither."""
    if re.fullmatch(r"\d\d\s?\d\d", series.strip()):
        return PASSPORT
    if re.fullmatch(_ROMAN, series.strip().lower()):
        return CERTIFICATE
    return None


def _issue(view: AlignedText, start: int, stop: int) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Who issued a document and when, as the text goes on behind its number."""
    stop = min(stop, start + _WINDOW)
    lead = _ISSUED.match(view.folded, start, stop)
    if lead is None:
        return
    dates = find_dates(view, lead.end(), stop)
    date = dates[0] if dates else None
    if date and date.start - lead.end() <= _ISSUER_LEAST:
        yield "issued_on", date.iso, (date.start, date.stop)
        if _GOES_ON.match(view.folded, date.stop):
            yield from _issuer(view, date.stop, stop)
    elif (
        date
        and date.start - lead.end() <= _ISSUER_MOST
        and ";" not in view.text[lead.end() : date.start]
    ):
        yield "issued_on", date.iso, (date.start, date.stop)
        yield from _issuer(view, lead.end(), date.start, to_date=True)
    else:
        yield from _issuer(view, lead.end(), stop)


def _issuer(
    view: AlignedText, start: int, stop: int, to_date: bool = False
) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """The body named between two places of the view."""
    lead = _ISSUER_LEAD.match(view.folded, start, stop)
    start = lead.end() if lead else start
    if not to_date:
        end = _ISSUER_END.search(view.folded, start, stop)
        stop = end.start() if end else stop
    name = _ISSUER_TAIL.sub("", re.sub(r"\s+", " ", view.text[start:stop]))
    name = name if _SHORTENED.search(name) else name.rstrip(". ")
    if len(name) >= _ISSUER_LEAST and any(map(str.isalpha, name)):
        yield "issued_by", name, (start, stop)


def own_document(paper: Paper) -> Iterator[FieldCandidate]:
    """The parts of a paper that is itself a passport or a birth certificate."""
    view = paper.prose
    text = view.folded
    found = {part.field: part for part in find_identity(paper, 0, len(text))}
    if not found and "паспорт" in text:
        found = {part.field: part for part in find_identity(paper, 0, len(text), alone=True)}
    for name, value, span in _issue_of_paper(view):
        part = paper.candidate(f"identity.{name}", value, view, span, 0.9, FINDER, "own-paper")
        found.setdefault(part.field, part)
    yield from found.values()


def _issue_of_paper(view: AlignedText) -> Iterator[tuple[str, str, tuple[int, int]]]:
    if day := _DAY_OF_ISSUE.search(view.folded):
        dates = find_dates(view, day.end(), min(len(view.text), day.end() + 40))
        if dates:
            yield "issued_on", dates[0].iso, (dates[0].start, dates[0].stop)
    if registry := _REGISTRY.search(view.folded):
        line = view.text.find("\n", registry.end())
        stop = min(line if line >= 0 else len(view.text), registry.end() + _ISSUER_MOST)
        yield from _issuer(view, registry.end(), stop)
