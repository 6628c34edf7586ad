"""Where the family lives (`address`) and where it is registered (`registration_address`).

An address counts only when the words around it say whose it is: a letterhead, a court and a
school have one as well, and so has a debtor who does not live with the child.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.addresses import AddressMention, as_printed, find_addresses
from nlp.grid import Grid, read_grid
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "address"
LIVES, REGISTERED, NEUTRAL = "address", "registration_address", ""

_LABEL = r"(?:\s*\([^)\n]{1,60}\))?"
#: What leads up to an address and what it makes of it, the first that fits.
RULES: tuple[tuple[str, re.Pattern[str], str, float], ...] = tuple(
    (name, re.compile(rf'(?:{pattern})[\s:,_"(-]*(?:(?:в|на|по|г)\s+)?(?:адрес[а-я]*)?[\s:,_"(-]*$'), what, confidence)
    for name, pattern, what, confidence in (
        ("actually-lives", r"фактическ[а-я]+\s+(?:мест[а-я]+\s+)?(?:прожива[а-я]+|жительств[а-я]+|наход[а-я]+|адрес[а-я]*)(?:[^.\n]{0,40}?адрес[а-я]*)?", LIVES, 0.97),
        ("registration-label", rf"(?:адрес[а-я]*|мест[оуае])\s+(?:[а-я]+\s+)?(?:регистрации|прописки){_LABEL}", REGISTERED, 0.95),
        ("lives-at", r"прожива[а-я]*(?:\s*\([а-я]{1,3}\))?(?:[^.;\n]{0,50}?(?:адрес[а-я]*|жительства))?", LIVES, 0.95),
        ("registered-at", r"(?:зарегистрирован[а-я]*|прописан[а-я]*)(?:[^.,;\n]{0,40}?(?:адрес[а-я]*|жительства[а-я ]*|пребывания))?", REGISTERED, 0.95),
        ("lives-short", r"\bпрож\.?(?:\s*по\s*адресу)?", LIVES, 0.93),
        ("lives-plain", r"\b(?:живет|живут|живущ[а-я]+|жител[а-я]+)(?:[^.;\n,(]{0,60}?(?:адрес[а-я]*|общежитии|квартире|доме))?", LIVES, 0.9),
        ("residence-label", rf"(?:адрес[а-я]*\s+)?мест[оаеу]\s+(?:жительства|пребывания|проживания|нахождения\s+семьи){_LABEL}", LIVES, 0.95),
        ("living-address", rf"адрес[а-я]*\s+(?:фактического\s+)?(?:проживани[а-я]+|жительства|семьи){_LABEL}", LIVES, 0.95),
        ("at-home", r"\bв\s+(?:[а-я]+(?:ом|ой)\s+)?(?:доме|квартире|общежитии)", LIVES, 0.75),
        ("survey-at", r"(?:обследовани[ея]|посещени[ея]|посетил[аи]?|выезд[а-я]*|выход[а-я]*|услови[яй][а-я ]*семьи)[^.\n]{0,90}?по\s+(?:адресу|месту\s+жительства)(?:\s+и\s+установила[а-я ]*)?", LIVES, 0.9),
        ("plain-address", r"\bадрес[уа]?", NEUTRAL, 0.8),
    )
)  # fmt: skip
#: A form's caption under the line.
_CAPTIONS = (
    ("registration-caption", re.compile(r"\s*\n?\s*\([^)\n]*(?:регистраци|прописк)"), REGISTERED),
    ("residence-caption", re.compile(r"\s*\n?\s*\([^)\n]*(?:прожива|жительств|пребыван|адрес)"), LIVES),
)  # fmt: skip
#: Right before an address: it is an office's.
_OFFICE = re.compile(
    r"(?:расположен[а-я]*|находящ[а-я]+ся|юридическ[а-я]+|почтов[а-я]+ адрес|подразделени[а-я]+|\bсуд[а-я]*"
    r"|учреждени[а-я]+|отдел[а-я]*|оказани[а-я]+|организаци[а-я]+|направ[а-я]+|явиться|прибыть|приглаша[а-я]+"
    r"|судебн[а-я]+ участк[а-я]+|центр[а-я]*|школ[а-я]*|больниц[а-я]*|поликлиник[а-я]*|\bсайт|прием граждан"
    r"|состоится|уроже[а-я]+|родил[а-я]+|родивш[а-я]+|работа[а-я]*|обуча[а-я]+)[^.;\n]{0,60}$"
)
_CONTACTS = re.compile(r"\b(?:тел|инн|кпп|огрн|окпо|факс|e-?mail|бик)\b|@")
_BLANK_HEADS = frozenset({Place.HEAD, Place.ADDR, Place.REG, Place.SIGN, Place.TITLE, Place.RESOL})
_PERSON = re.compile(r"паспорт|г\.?\s?р\b|рожд|снилс|мать|ребен")
_DEBTOR = re.compile(
    r"\b(?:должник[а-я]*|плательщик[а-я]*|подсудим[а-я]+|осужден[а-я]+|взыскать с)\b"
)
_OTHERS = re.compile(
    r"\b(?:взыскател[а-я]*|в пользу|дет(?:и|ей|ьми)|ребен[а-я]+|семь[а-я]+|сын[а-я]*|доч[а-я]+)\b"
)
_COURT = frozenset({"court_act", "bailiff_resolution"})
_WINDOW = 160


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    """Candidates for both fields, one a mention."""
    found = list(_mentions(paper, kind))
    if found and not any(candidate.field == LIVES for candidate in found):
        # Registered somewhere, living nowhere: likely the same place, but nobody says so.
        yield from (_moved(candidate) for candidate in found)
    yield from found


def _mentions(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    grid = read_grid(paper.document.text)
    for mention in find_addresses(paper.prose):
        judged = _judge(paper, kind, grid, mention)
        if judged is None:
            continue
        rule, what, confidence = judged
        if not mention.exact:
            confidence *= 0.7
        value = as_printed(paper.document.text, paper.prose, mention.start, mention.stop)
        yield paper.candidate(
            what,
            value,
            paper.prose,
            (mention.start, mention.stop),
            round(confidence, 3),
            FINDER,
            rule,
        )


def _judge(
    paper: Paper, kind: KindGuess, grid: Grid, mention: AddressMention
) -> tuple[str, str, float] | None:
    """(rule, field, confidence) of an address; None when it is not the family's."""
    text = paper.prose.folded
    left = text[max(0, mention.start - _WINDOW) : mention.start]
    in_head = paper.place(paper.prose, mention.start) in _BLANK_HEADS
    cell = grid.at(paper.prose.offsets[mention.start])
    if cell and "адрес" in cell.head:
        return "address-column", REGISTERED if "регистр" in cell.head else LIVES, 0.93
    for name, caption, what in _CAPTIONS:
        if caption.match(text, mention.stop):
            return name, what, 0.95
    for name, lead, what, confidence in RULES:
        if not lead.search(left):
            continue
        if what == NEUTRAL:
            if _OFFICE.search(left) or (in_head and not _PERSON.search(left)):
                return None
            return name, LIVES, confidence * _whose(text, mention, kind)
        if what == LIVES:
            return name, what, confidence * _whose(text, mention, kind)
        return name, what, confidence
    beside = text[mention.start - 30 : mention.stop + 60]
    if in_head or _OFFICE.search(left) or _CONTACTS.search(beside) or not mention.exact:
        return None
    return "no-lead", LIVES, 0.62 * _whose(text, mention, kind)


def _whose(text: str, mention: AddressMention, kind: KindGuess) -> float:
    """How far the address is the child's: a debtor's own is not, a claimant's may be."""
    left = text[max(0, mention.start - 450) : mention.start]
    debtor = max((m.start() for m in _DEBTOR.finditer(left)), default=-1)
    other = max((m.start() for m in _OTHERS.finditer(left)), default=-1)
    if debtor > other:
        return 0.3
    return 0.8 if kind.value in _COURT and debtor >= 0 else 1.0


def _moved(candidate: FieldCandidate) -> FieldCandidate:
    return FieldCandidate(
        LIVES, candidate.value, candidate.raw, 0.4, candidate.evidence, FINDER, "registered-only"
    )
