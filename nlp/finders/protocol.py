"""Number and date of the session's protocol; a record of an offence is another protocol."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.dates import DateMention, find_dates
from nlp.numbers import NUMBER, SIGN, clean
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "protocol"

#: Kinds that are protocols themselves: their title numbers the session.
PROTOCOLS = frozenset(
    {
        "kdn_protocol",
        "council_protocol",
        "commission_protocol",
        "removal_extract",
        "half_year_extract",
    }
)
#: «ВЫПИСКА», and below it «из протокола № 9 заседания».
_TITLES = frozenset({Place.TITLE, Place.HEAD, Place.SUBJ})
_PROTOCOL = re.compile(r"\bпротокол[а-я]{0,3}\b")
_NUMBER = re.compile(rf"{SIGN}\s*\"?(?P<number>{NUMBER})")
_SESSION = re.compile(r"заседани|консилиум|комисси|кдн")
_OFFENCE = re.compile(r"правонаруш|сери[ия]|коап|вменя|\bст\.|задержан|допрос|осмотр|изъят")
#: «№ 16 заседания комиссии по делам … района от 23 апреля 2025 года»
_GLUE = re.compile(
    r"[\s\"]*(?:г\.\s*)?(?:(?:заседани|комисси|консилиум)[^.;\d]{0,180}\s)?(?:от)?[\s\"]*"
)
_LONG_NAME = 220
#: «в заседании 09.10.2025 (протокол № 14)»
_SESSION_ON = re.compile(r"заседани[а-я]*\s+(?:от\s+)?$")
_OPENS = re.compile(r"[\s(,]*протокол[а-я]*")
#: Sessions of a year are numbered in three figures at most.
_LONGEST = 7
_REACH = 110


def find(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    view = paper.prose
    for match in view.matches(_PROTOCOL):
        stop = min(len(view.text), match.end() + _REACH)
        number = next(iter(view.matches(_NUMBER, match.end(), stop)), None)
        if number is None or len(number["number"]) > _LONGEST:
            continue
        confidence = _judge(paper, kind, match, number)
        if not confidence:
            continue
        value = clean(view, *number.span("number"))
        yield paper.candidate(
            "protocol_number", value, view, number.span("number"), confidence, FINDER, "session"
        )
        date = _date(paper, match.end(), number)
        if date:
            span = (date.start, date.stop)
            yield paper.candidate(
                "protocol_date", date.iso, view, span, confidence, FINDER, "session"
            )


def _judge(paper: Paper, kind: KindGuess, match: re.Match[str], number: re.Match[str]) -> float:
    """How surely it is a session's protocol; 0 when it is not."""
    folded = paper.prose.folded
    between = folded[match.end() : number.start()]
    around = folded[max(0, match.start() - 80) : number.start()]
    if len(between) > 70 or "\n" in between.strip() or _OFFENCE.search(between):
        return 0.0
    if kind.value in PROTOCOLS and paper.place(paper.prose, match.start()) in _TITLES:
        return 0.95
    if _SESSION.search(between):
        return 0.93
    if _OFFENCE.search(around) or _OFFENCE.search(folded[number.end() : number.end() + 50]):
        return 0.0
    return 0.85 if _SESSION.search(around) else 0.5


def _date(paper: Paper, start: int, number: re.Match[str]) -> DateMention | None:
    """The date between «протокол» and its number, or right after the number."""
    view = paper.prose
    between = find_dates(view, start, number.start())
    if between:
        return between[-1]
    after = find_dates(view, number.end(), min(len(view.text), number.end() + _LONG_NAME))
    if after and _GLUE.fullmatch(view.folded, number.end(), after[0].start):
        return after[0]
    before = find_dates(view, max(0, start - _REACH), start)
    if before and _SESSION_ON.search(view.folded[max(0, start - _REACH) : before[-1].start]):
        opens = view.folded[before[-1].stop : start]
        return before[-1] if _OPENS.fullmatch(opens) else None
    if paper.place(view, number.start()) in _TITLES:
        head = (
            d
            for d in paper.dates
            if d.start > number.end()
            and paper.place(view, d.start) in (Place.HEAD, Place.TITLE, Place.SUBJ)
        )
        return next(head, None)
    return None
