"""The paper's own number: outgoing, of a resolution, of an act, of a contract (ГОСТ: реквизит 11).

Never an incoming, reply-to, case, annex or law number, nor one of a school, an account, a phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.dates import DateMention
from nlp.numbers import NUMBER, SIGN, clean
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "doc_number"

#: name: confidence. In the title · «исх. №» · an index without sign by a date · by a date in the
#: head, or elsewhere · alone on its line near a date, or not · anywhere else in the head
RULES = {
    "title": 0.97,
    "outgoing": 0.97,
    "index_by_date": 0.85,
    "by_date": 0.95,
    "by_date_below": 0.85,
    "own_line": 0.92,
    "own_line_undated": 0.75,
    "in_head": 0.45,
    "writ": 0.95,
    "certificate": 0.95,
}
_NUMBERED = re.compile(rf"{SIGN}\s*\"?(?P<number>{NUMBER})")
_OUTGOING = re.compile(
    rf"(?<!на )(?<!ваш )(?<!вашего )\bисх(?:одящий)?\b\.?\s*(?:{SIGN})?\s*(?P<number>{NUMBER})"
)
#: «23-07-Исх-1846»: an index that needs no sign, being no date, phone or account.
_BARE = re.compile(
    r"(?<![\w/.-])(?P<number>\d{1,3}(?:[-/](?:\d{1,4}|[а-я]{1,4})){1,3}[-/]\d{1,6})(?![\w/.-])"
)
_TELEPHONE = re.compile(r"\b(?:тел|т|факс|моб|код)\b[^а-я]{0,40}$")
_WRIT = re.compile(
    rf"\b(?P<series>[а-я]{{2}})\s*(?:{SIGN}\s*)?(?P<number>\d{{3}}[ ]?\d{{3}}[ ]?\d{{2,3}})\b"
)
_CERTIFICATE = re.compile(
    rf"(?P<series>[ivxl1|\[\]т]{{1,4}}\s?-\s?[а-я]{{2}})\s*(?:{SIGN}\s*)?(?P<number>\d{{6}})\b"
)
_ROMAN = frozenset("IVXL")
#: Words before «№» that make it another thing's number.
_OTHERS = re.compile(
    r"(?:\bна(?: ваш\w*)?(?: исх\w*\.?)?|\bвх\w*\.?|\bрег\w*\.?|\bдел[оуае]|протокол\w*"
    r"|приложени\w*|закон\w*|\bфз|паспорт\w*|школ\w*|\bсош|\bсад\w*|гимнази\w*|лице\w*|участ\w*"
    r"|больниц\w*|поликлиник\w*|отделени\w*|интернат\w*|училищ\w*|\bтел\w*\.?|\bсч\w*\.?|\bип"
    r"|производств\w*|договор\w*|карт\w*|\bкаб\w*\.?|\bформ\w*|бланк\w*|лицензи\w*|\bд/с|\bдоу|\bоу"
    r"|запис\w*|удостоверени\w*|ордер\w*|\bкусп|материал\w*|приказ\w*|\bцентр\w*|дом\w*|\bд\."
    r"|\bкв\.|приют\w*|\bдс|\bпч|\bчасть|\bкласс\w*|постановлени\w*|решени\w*|\bакт\w*|лист\w*"
    r"|серия \w+)"
    r"\s*[\":]?\s*$"
)
#: «УТВЕРЖДЕН решением комиссии (протокол от 24.03.2026 № 6)»
_OTHERS_DATED = re.compile(
    r"(?:протокол|решени|постановлени|приказ|договор|закон)\w*\s+от\s+\"?\d[\d\s.\"а-я]{5,24}$"
)
#: «17.05.2024   г. Элиста   № 5»: date and place before the number.
_DATE_AND_PLACE = re.compile(
    r"[^№]{0,40}(?:19|20)\d\d\s*(?:г(?:ода|\.)?)?"
    r"\s+(?:г|с|п|пос|пгт|рп|город|село)\.?\s*[а-я -]{3,40}"
)
_FROM = re.compile(r"[\s\"]*(?:г\.\s*)?(?:от)?[\s\"]*")
_HEAD = (Place.HEAD, Place.TITLE, Place.SUBJ, Place.ADDR, Place.SIGN)
#: How far before and after a number its words and its date are looked for.
_WORDS = 60
_DATE_BEFORE = 90
_DATE_AFTER = 20


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """The paper's own number at `start:stop` of the lines view, with its date when they pair."""

    start: int
    stop: int
    rule: str
    date: DateMention | None = None

    @property
    def confidence(self) -> float:
        return RULES[self.rule]


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    """A court act has none but the series and number of a writ; so has a certificate."""
    if kind.value == "court_act":
        return _series(paper, _WRIT, "writ") if kind.subtype == "writ" else ()
    if kind.value == "identity_document":
        return _series(paper, _CERTIFICATE, "certificate")
    return (_candidate(paper, own) for own in own_numbers(paper))


def own_numbers(paper: Paper) -> Iterator[OwnNumber]:
    """The numbers that may be the paper's own, each as often as rules say so."""
    view = paper.lines
    for start, stop, place in _head(paper):
        for match in view.matches(_OUTGOING, start, stop):
            # «Уведомление направлено … исх. № …» below the signatures is another paper's
            if place is not Place.SIGN or not _left(paper, match.start()):
                yield _own(paper, match, "outgoing")
        for match in view.matches(_NUMBERED, start, stop):
            rule = _rule(paper, match, place)
            if rule:
                yield _own(paper, match, rule)
        if place is Place.HEAD:
            for match in view.matches(_BARE, start, stop):
                called = _TELEPHONE.search(_left(paper, match.start()))
                if not called and _dated_nearby(paper, match):
                    yield _own(paper, match, "index_by_date")


def _head(paper: Paper) -> Iterator[tuple[int, int, Place]]:
    """Spans of the lines view where the own number may stand: head, title, signatures."""
    view = paper.lines
    for part in paper.anatomy.of(*_HEAD):
        start, stop = view.view(part.start), view.view(part.stop)
        if part.place is Place.TITLE:  # «РЕШЕНИЕ», and the number further right on its line
            stop = max(stop, _line_end(view.text, start))
        yield start, stop, part.place


def _rule(paper: Paper, match: re.Match[str], place: Place) -> str | None:
    """Which rule makes a numbered thing of the head the paper's own, if any."""
    if place is Place.TITLE:
        return "title"
    left = _left(paper, match.start())
    if place is Place.HEAD and left == "протокол":  # «Выписка», and below it «ПРОТОКОЛ № 16»
        return "title"
    if _OTHERS.search(left):
        return None
    before = _date_before(paper, match.start())
    if place in (Place.SIGN, Place.SUBJ) and _OTHERS_DATED.search(left):
        return None
    if place is Place.SIGN and left and not before:
        return None
    if before or _date_after(paper, match.end()):
        return "by_date" if place is Place.HEAD else "by_date_below"
    if place is Place.ADDR or (place is Place.SUBJ and left):
        return None
    if left:
        return "by_date" if _DATE_AND_PLACE.fullmatch(left) else "in_head"
    return "own_line" if _dated_nearby(paper, match) else "own_line_undated"


def _left(paper: Paper, place: int) -> str:
    """What stands before `place` on its line or in its cell."""
    text = paper.lines.text
    begin = max(text.rfind("\n", 0, place), text.rfind("\t", 0, place)) + 1
    return paper.lines.folded[max(begin, place - _WORDS) : place].strip(' "_')


def _date_after(paper: Paper, stop: int) -> DateMention | None:
    """«№ 23 от 14.03.2025»: the date that follows a number."""
    folded = paper.lines.folded
    dates = (d for d in paper.line_dates if stop <= d.start < stop + _DATE_AFTER)
    return next((d for d in dates if _FROM.fullmatch(folded, stop, d.start)), None)


def _date_before(paper: Paper, start: int) -> DateMention | None:
    """«14.03.2025 № 23»: the date that a number follows."""
    folded = paper.lines.folded
    dates = (d for d in paper.line_dates if start - _DATE_BEFORE < d.stop <= start)
    return next((d for d in dates if not folded[d.stop : start].strip(" \t_.,")), None)


def _dated_nearby(paper: Paper, match: re.Match[str]) -> bool:
    """Whether a date stands on the number's line or on one next to it."""
    text = paper.lines.text
    begin = text.rfind("\n", 0, max(0, text.rfind("\n", 0, match.start()))) + 1
    end = _line_end(text, min(len(text), _line_end(text, match.end()) + 1))
    return any(begin <= date.start < end for date in paper.line_dates)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return end if end >= 0 else len(text)


def _own(paper: Paper, match: re.Match[str], rule: str) -> OwnNumber:
    start, stop = match.span("number")
    return OwnNumber(
        start, stop, rule, _date_after(paper, stop) or _date_before(paper, match.start())
    )


def _candidate(paper: Paper, own: OwnNumber) -> FieldCandidate:
    span = (own.start, own.stop)
    value = clean(paper.lines, *span)
    return paper.candidate("doc_number", value, paper.lines, span, own.confidence, FINDER, own.rule)


def _series(paper: Paper, pattern: re.Pattern[str], rule: str) -> Iterator[FieldCandidate]:
    """«ФС № 012345678» is «ФС 012345678»; of a series that can't be read the number stays."""
    for i, match in enumerate(paper.lines.matches(pattern)):
        series = clean(paper.lines, *match.span("series")).upper()
        legible = rule == "writ" or set(series.partition("-")[0]) <= _ROMAN
        number = match["number"].replace(" ", "")
        value = f"{series} {number}" if legible else number
        span = (match.start("series"), match.end("number"))
        sure = RULES[rule] if not i else 0.4
        yield paper.candidate("doc_number", value, paper.lines, span, sure, FINDER, rule)
