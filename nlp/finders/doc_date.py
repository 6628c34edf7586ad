"""The paper's own date: of signing, of a court act the day it was made (ГОСТ: реквизит 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.dates import DateMention
from nlp.finders.doc_number import own_numbers
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "doc_date"

#: name: confidence. Named by the form · beside the own number (see there) · first of the head,
#: a later one · below the signatures, near the end, anywhere, an earlier one · a court act's first
RULES = {
    "issued": 0.95,
    "made": 0.45,
    "moment": 0.9,
    "labelled": 0.95,
    "survey": 0.9,
    "head": 0.93,
    "head_again": 0.4,
    "by_signature": 0.9,
    "own_line": 0.85,
    "near_end": 0.7,
    "last": 0.4,
    "earlier": 0.35,
    "first": 0.6,
}
#: Papers of citizens bear their date by the signature.
_CITIZENS = frozenset({"applicant_statement", "citizen_appeal", "consent", "refusal"})
_ACTS = frozenset({"primary_act", "control_act"})
_HEAD = frozenset({Place.HEAD, Place.TITLE, Place.SUBJ, Place.ADDR})
#: Where a citizen's paper, short as it is, may bear its date.
_TEXT = frozenset({Place.FACTS, Place.HEAD})
#: A date, «г.» perhaps taken for its own, that is a birth's.
_BIRTH_REACH = 12
_BIRTH = re.compile(r".{0,60}\d[\s),\"]*(?:г\.?\s?р\b|(?:г\w*\.?\s*)?рожд)")
#: «18.11.2024 9 час. 15 мин.»
_MOMENT = re.compile(r"[\s,в]*\d\d?\s?(?:час|ч\b|:\d\d)")
#: Before a date: it is a birth's, a law's, another paper's, a term's, another event's.
_OTHERS = re.compile(
    r"(?:(?:\bрод\w*\.?|рожден\w*:?|\bд\.\s?р\.|\bвыдан\w*(?:\s\S+){0,6}"
    r"|\b(?:закон\w*|фз|приказ\w*.{0,40}|договор\w*.{0,20})\s*от"
    r"|\bна\s+(?:исх\w*\.?\s*)?(?:№|n)\s*\S{1,20}\s+от"
    r"|\bпо|\bдо|\bк|\bс\s?:?|период с|законную силу|получил\w*|ознакомлен\w*|направлено"
    r"|отозван\w*|срок\w*(?: исполнения)?)[\s:\"]*|сертификат[^\n]*|действител[^\n]*)\Z"
)
_ISSUED = re.compile(r"(?:дата выдачи[^\n\d\"]{0,60}|(?:^|\n)[ _]*выдан[ \t_:\"]*)$")
_MADE = re.compile(r"дата (?:принятия|вынесения)[^\n\d\"]{0,60}$")
_DATED = re.compile(r"(?:дата(?:,? время)?(?: составления)?|составлен\w*)[\s:,\t]*$")
_DATED_BELOW = re.compile(r"[\s(]*дата (?:составления|заполнения)")
_SURVEY = re.compile(
    r"дата (?:проведения )?(?:первичного |контрольного )?(?:обследования|посещения)[\s:\"]*$"
)
#: «отказ приняла: специалист …», with its own date
_TAKEN_IN = re.compile(r"\bпринял[аи]?\b|\bзарегистрирован[оа]?\b")
_BEFORE = 110
_AFTER = 30
#: The last part of a text, where an unsigned paper has its date.
_END = 0.7
#: The first part of a text, where nobody has signed yet.
_BODY = 0.4
#: So many signs of a name and a signature may stand on the date's line.
_NAME = 45
#: «письмо № 118 от», and the date on the next line.
_GOES_ON = re.compile(r"\b(?:от|до|с|со|по|на|к|в|и|за|№)\s*$|,\s*$")

Dated = tuple[DateMention, str, float]


def find(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    for date, rule, sure in _dates(paper, kind):
        span = (date.start, date.stop)
        yield paper.candidate("doc_date", date.iso, paper.lines, span, sure, FINDER, rule)


def _dates(paper: Paper, kind: KindGuess) -> Iterator[Dated]:
    own = [date for date in paper.line_dates if _is_own(paper, date)]
    for date in paper.line_dates:
        rule = _label(paper, kind, date)
        if rule:
            yield date, rule, RULES[rule]
    if kind.value in _CITIZENS:
        yield from _by_signature(paper, own)
        return
    for number in own_numbers(paper):
        if number.date:
            yield number.date, "with_number", number.confidence
    head = [date for date in own if _place(paper, date) in _HEAD]
    if kind.value == "court_act":  # what stands before a court's title is a stamp's
        head.sort(key=lambda date: _place(paper, date) is Place.TITLE)
    if head:
        yield head[0], "head", RULES["head"]
        yield from ((date, "head_again", RULES["head_again"]) for date in head[1:])
    elif kind.value == "court_act":
        yield from ((date, "first", RULES["first"]) for date in own[:1])
    else:
        yield from _by_signature(paper, own)


def _label(paper: Paper, kind: KindGuess, date: DateMention) -> str | None:
    """What the form calls the date, if that makes it the paper's own."""
    left = paper.lines.folded[max(0, date.start - _BEFORE) : date.start]
    right = paper.lines.folded[date.stop : date.stop + _AFTER]
    if kind.value == "identity_document" or kind.subtype == "writ":
        return "issued" if _ISSUED.search(left) else "made" if _MADE.search(left) else None
    if kind.value == "court_act":
        return None
    if kind.value == "phone_message" and _MOMENT.match(right):
        return "moment"
    if _DATED.search(left) or _DATED_BELOW.match(right):
        return "labelled"
    return "survey" if kind.value in _ACTS and _SURVEY.search(left) else None


def _by_signature(paper: Paper, own: list[DateMention]) -> Iterator[Dated]:
    """The last date of the paper, best of all below the signatures."""
    signed = [date for date in own if _place(paper, date) is Place.SIGN]
    whole = len(paper.lines.text)
    alone = [
        date
        for date in own
        if date.start > _BODY * whole and _place(paper, date) in _TEXT and _alone(paper, date)
    ]
    late = [date for date in own if date.start > _END * whole]
    rule = "by_signature" if signed else "own_line" if alone else "near_end" if late else "last"
    for i, date in enumerate(reversed(_before_acceptance(paper, signed or alone or late or own))):
        yield (date, rule, RULES[rule]) if not i else (date, "earlier", RULES["earlier"])


def _before_acceptance(paper: Paper, dates: list[DateMention]) -> list[DateMention]:
    """The dates without those that an office wrote where it took the paper in."""
    taken = _TAKEN_IN.search(paper.lines.folded, dates[0].stop) if dates else None
    return [date for date in dates if date.start < taken.start()] if taken else dates


def _alone(paper: Paper, date: DateMention) -> bool:
    """Whether nothing but a name and a signature stands on the date's line."""
    text = paper.lines.text
    begin, end = text.rfind("\n", 0, date.start) + 1, text.find("\n", date.stop)
    before, after = text[begin : date.start], text[date.stop : end if end >= 0 else len(text)]
    goes_on = _GOES_ON.search(paper.lines.folded[max(0, begin - _NAME) : begin])
    short = not before.strip(' \t"«_.') and len(after.strip(' \t"_»./()')) <= _NAME
    return short and not goes_on


def _is_own(paper: Paper, date: DateMention) -> bool:
    """Whether a date is neither a stamp's nor a birth's nor another paper's."""
    folded = paper.lines.folded
    return (
        _place(paper, date) not in (Place.REG, Place.RESOL)
        and not _BIRTH.match(folded, date.start, date.stop + _BIRTH_REACH)
        and not _OTHERS.search(folded[max(0, date.start - _BEFORE) : date.start])
    )


def _place(paper: Paper, date: DateMention) -> Place:
    return paper.place(paper.lines, date.start)
