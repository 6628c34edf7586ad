"""The paper's own date: of signing, of a court act the day it was made (ГОСТ: реквизит 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.dates import DateMention
from nlp.finders.doc_number import own_numbers
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "doc_date"

#: Papers of citizens bear their date by the signature.
CITIZENS = frozenset({"applicant_statement", "citizen_appeal", "consent", "refusal"})
ACTS = frozenset({"primary_act", "control_act"})
_BIRTH_AFTER = re.compile(r"\d[\s),\"]*(?:г\.?\s?р\b|(?:г\w*\.?\s*)?рожд)")
#: «04.12.2025 17 час. 40 мин.»
_MOMENT_AFTER = re.compile(r"[\s,в]*\d\d?\s?(?:час|ч\b|:\d\d)")
_OTHERS_BEFORE = re.compile(
    r"(?:\bрод\w*\.?|рожден\w*:?|\bд\.\s?р\.|\bна\s+(?:исх\w*\.?\s*)?(?:№"
    r"|n)\s*\S{1,20}\s+от|\bзакон\w*\s+от|\bфз\s+от|\bприказ\w*.{0,40}\bот"
    r"|договор\w*.{0,20}\bот|\bвыдан\w*(?:\s\S+){0,6}"
    r"|действител\w*.{0,12}|сертификат.{0,80}|\bпо|\bдо|\bс\s?:?|законную силу|получил\w*"
    r"|ознакомлен\w*|направлено|период с|отозван\w*)[\s:\"]*$"
)
_ISSUED = re.compile(r"дата выдачи[^\n\d\"]{0,60}$")
_MADE = re.compile(r"дата (?:принятия|вынесения)[^\n\d\"]{0,60}$")
_DATED = re.compile(r"(?:дата(?:,? время)?(?: составления)?|составлен\w*)[\s:,\t]*$")
_DATED_AFTER = re.compile(r"[\s(]*дата (?:составления|заполнения)")
_SURVEY = re.compile(
    r"дата (?:проведения )?(?:первичного |контрольного )?(?:обследования|посещения)[\s:\"]*$"
)


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    for mention, rule, confidence in _dates(paper, kind):
        yield paper.candidate(
            "doc_date",
            mention.iso,
            paper.lines,
            (mention.start, mention.stop),
            confidence,
            FINDER,
            rule,
        )


def _dates(paper: Paper, kind: KindGuess) -> Iterator[tuple[DateMention, str, float]]:
    if kind.value in CITIZENS:
        yield from _by_signature(paper)
        return
    yield from _labelled(paper, kind)
    for own in own_numbers(paper):
        if own.date:
            yield own.date, "with_number", own.confidence
    head = [
        d
        for d in _own(paper)
        if _place(paper, d) in (Place.HEAD, Place.TITLE, Place.SUBJ, Place.ADDR)
    ]
    for i, mention in enumerate(head):
        yield mention, "head", 0.93 if not i else 0.4
    if head:
        return
    if kind.value == "court_act":
        yield from ((mention, "first", 0.6) for mention in _own(paper)[:1])
    else:
        yield from _by_signature(paper)


def _labelled(paper: Paper, kind: KindGuess) -> Iterator[tuple[DateMention, str, float]]:
    """Dates that a form names."""
    for mention in paper.line_dates:
        left = paper.lines.folded[max(0, mention.start - 80) : mention.start]
        right = paper.lines.folded[mention.stop : mention.stop + 30]
        if kind.value in ("identity_document",) or kind.subtype == "writ":
            if _ISSUED.search(left):
                yield mention, "issued", 0.95
            elif _MADE.search(left):
                yield mention, "made", 0.45
        elif kind.value == "phone_message" and _MOMENT_AFTER.match(right):
            yield mention, "moment", 0.9
        elif kind.value != "court_act" and (_DATED.search(left) or _DATED_AFTER.match(right)):
            yield mention, "labelled", 0.95
        elif kind.value in ACTS and _SURVEY.search(left):
            yield mention, "survey", 0.9


def _by_signature(paper: Paper) -> Iterator[tuple[DateMention, str, float]]:
    """The last date of the paper that no stamp or birth bears."""
    own = [d for d in _own(paper) if _place(paper, d) not in (Place.REG, Place.RESOL)]
    signed = [d for d in own if _place(paper, d) is Place.SIGN]
    late = [d for d in own if d.start > 0.7 * len(paper.lines.text)]
    for i, mention in enumerate(reversed(signed or late or own)):
        sure = 0.9 if signed else 0.7 if late else 0.4
        yield mention, "by_signature", sure if not i else 0.35


def _own(paper: Paper) -> list[DateMention]:
    """Dates that are neither of a birth nor of another paper."""
    folded = paper.lines.folded
    return [
        mention
        for mention in paper.line_dates
        if _place(paper, mention) is not Place.REG
        and not _BIRTH_AFTER.search(folded, mention.start, mention.stop + 20)
        and not _OTHERS_BEFORE.search(folded[max(0, mention.start - 110) : mention.start])
    ]


def _place(paper: Paper, mention: DateMention) -> Place:
    return paper.place(paper.lines, mention.start)
