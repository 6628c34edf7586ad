"""The paper's own number: outgoing, of a resolution, of an act, of a contract (ГОСТ: реквизит 11).

Never an incoming, reply-to, case, annex or law number, nor one of a school, an account, a phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.aligned import AlignedText
from nlp.dates import DateMention
from nlp.numbers import NUMBER, SIGN, clean
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "doc_number"

_NUMBERED = re.compile(rf"{SIGN}\s*\"?(?P<number>{NUMBER})")
_OUTGOING = re.compile(
    rf"(?<!на )(?<!ваш )(?<!вашего )\bисх(?:одящий)?\b\.?\s*(?:{SIGN})?\s*(?P<number>{NUMBER})"
)
#: «15-18-Исх-3071»: an index that needs no sign, being no date, phone or account.
_BARE = re.compile(
    r"(?<![\w/.-])(?P<number>\d{1,3}(?:[-/](?:\d{1,4}|[а-я]{1,4})){1,3}[-/]\d{1,6})(?![\w/.-])"
)
_WRIT = re.compile(rf"\b(?P<series>[а-я]{{2}})\s*(?:{SIGN}\s*)?(?P<number>\d{{8,9}})\b")
_CERTIFICATE = re.compile(
    rf"(?P<series>[ivxl1|\[\]т]{{1,4}}\s?-\s?[а-я]{{2}})\s*(?:{SIGN}\s*)?(?P<number>\d{{6}})\b"
)
#: Words before «№» that make it another thing's number.
_OTHERS = re.compile(
    r"(?:\bна(?: ваш\w*)?(?: исх\w*\.?)?|\bвх\w*\.?|\bрег\w*\.?|\bдел[оуае]|протокол\w*"
    r"|приложени\w*|закон\w*|\bфз|паспорт\w*|школ\w*|\bсош|\bсад\w*"
    r"|гимнази\w*|лице\w*|участ\w*|больниц\w*|поликлиник\w*|отделени\w*|интернат\w*"
    r"|училищ\w*|\bтел\w*\.?|\bсч\w*\.?|\bип|производств\w*|договор\w*"
    r"|карт\w*|\bкаб\w*\.?|\bформ\w*|бланк\w*|лицензи\w*|\bд/с|\bдоу|\bоу|запис\w*"
    r"|удостоверени\w*|ордер\w*|\bкусп|материал\w*|приказ\w*"
    r"|\bцентр\w*|дом\w*|\bд\.|\bкв\.|приют\w*|\bдс|\bпч|\bчасть|\bкласс\w*"
    r"|постановлени\w*|решени\w*|\bакт\w*|лист\w*|серия \w+)\s*[\"«:]?\s*$"
)
_FROM = re.compile(r"\s*(?:г\.\s*)?от\s+")
_NEAR = 60


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """The paper's own number at `start:stop` of the lines view, with its date when they pair."""

    start: int
    stop: int
    rule: str
    confidence: float
    date: DateMention | None = None


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    if kind.value == "court_act":
        return _series(paper, _WRIT, "writ") if kind.subtype == "writ" else ()
    if kind.value == "identity_document":
        return _series(paper, _CERTIFICATE, "certificate")
    return (
        paper.candidate(
            "doc_number",
            clean(paper.lines, own.start, own.stop),
            paper.lines,
            (own.start, own.stop),
            own.confidence,
            FINDER,
            own.rule,
        )
        for own in own_numbers(paper)
    )


def own_numbers(paper: Paper) -> Iterator[OwnNumber]:
    """The numbers that may be the paper's own, each as often as rules say so."""
    view = paper.lines
    for start, stop, place in _head(paper):
        for match in view.matches(_OUTGOING, start, stop):
            if place is Place.SIGN and _left(view, match.start()):
                continue  # «Уведомление направлено … исх. № …»
            yield _own(paper, match.span("number"), "outgoing", 0.97)
        for match in view.matches(_NUMBERED, start, stop):
            rule = _judge(paper, match, place)
            if rule:
                yield _own(paper, match.span("number"), *rule)
        if place is Place.HEAD:
            for match in view.matches(_BARE, start, stop):
                if _date_beside(paper, *match.span("number")):
                    yield _own(paper, match.span("number"), "index_beside_date", 0.85)


def _judge(paper: Paper, match: re.Match[str], place: Place) -> tuple[str, float] | None:
    """Which rule makes a numbered thing of the head the paper's own, if any."""
    view = paper.lines
    left = _left(view, match.start())
    span = match.span("number")
    if place is Place.TITLE:
        return "title", 0.97
    if _OTHERS.search(left) or _FROM.fullmatch(left[-3:] + " "):
        return None
    if place is Place.SIGN and left and not _date_before(paper, match.start()):
        return None
    if _date_after(paper, span[1]) or _date_before(paper, match.start()):
        return "beside_date", 0.95 if place is Place.HEAD else 0.85
    if place is Place.ADDR or (place is Place.SUBJ and left):
        return None
    if not left.strip():
        return ("own_line", 0.92) if _date_beside(paper, *span) else ("own_line_alone", 0.75)
    return "in_head", 0.45


def _head(paper: Paper) -> Iterator[tuple[int, int, Place]]:
    """Spans of the lines view where the own number may stand: the head, and below the signatures."""
    for part in paper.anatomy.of(Place.HEAD, Place.TITLE, Place.SUBJ, Place.ADDR, Place.SIGN):
        start, stop = paper.lines.view(part.start), paper.lines.view(part.stop)
        if part.place is Place.TITLE:  # «РЕШЕНИЕ», and the number further right on its line
            end = paper.lines.text.find("\n", start)
            stop = max(stop, end if end >= 0 else stop)
        yield start, stop, part.place


def _left(view: AlignedText, place: int) -> str:
    begin = max(view.text.rfind("\n", 0, place), view.text.rfind("\t", 0, place)) + 1
    return view.folded[max(begin, place - _NEAR) : place].rstrip(' "_')


def _date_after(paper: Paper, stop: int) -> DateMention | None:
    """«№ 23 от 14.03.2025»: the date that follows a number."""
    dates = (d for d in paper.line_dates if stop <= d.start < stop + 20)
    return next(
        (
            d
            for d in dates
            if _FROM.fullmatch(paper.lines.folded[stop : d.start].replace('"', ""))
            or not paper.lines.folded[stop : d.start].strip(' \t"от')
        ),
        None,
    )


def _date_before(paper: Paper, start: int) -> DateMention | None:
    """«14.03.2025 № 23»: the date that a number follows, on the same line."""
    dates = (d for d in paper.line_dates if start - 90 < d.stop <= start)
    return next((d for d in dates if not paper.lines.folded[d.stop : start].strip(" \t_.,")), None)


def _date_beside(paper: Paper, start: int, stop: int) -> DateMention | None:
    """A date on the number's line or next to it."""
    text = paper.lines.text
    begin = text.rfind("\n", 0, max(0, text.rfind("\n", 0, start))) + 1
    end = text.find("\n", stop)
    end = text.find("\n", end + 1) if end >= 0 else len(text)
    end = end if end >= 0 else len(text)
    return next((d for d in paper.line_dates if begin <= d.start < end), None)


def _own(paper: Paper, span: tuple[int, int], rule: str, confidence: float) -> OwnNumber:
    before = _date_before(
        paper,
        paper.lines.folded.rfind("№", 0, span[0])
        if "№" in paper.lines.folded[max(0, span[0] - 4) : span[0]]
        else span[0],
    )
    return OwnNumber(*span, rule, confidence, _date_after(paper, span[1]) or before)


def _series(paper: Paper, pattern: re.Pattern[str], rule: str) -> Iterator[FieldCandidate]:
    """Series and number: «ФС № 012345678» is «ФС 012345678»."""
    for i, match in enumerate(paper.lines.matches(pattern)):
        series = clean(paper.lines, *match.span("series")).upper()
        read = rule == "writ" or set(series.partition("-")[0]) <= set("IVXL")
        value = f"{series} {match['number']}" if read else match["number"]
        span = (match.start("series"), match.end("number"))
        yield paper.candidate(
            "doc_number", value, paper.lines, span, 0.95 if not i else 0.4, FINDER, rule
        )
