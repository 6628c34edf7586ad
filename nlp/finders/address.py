"""Where the family lives (`address`) and where it is registered (`registration_address`).

An address counts only when the words around it say whose it is: a letterhead, a court and a
school have one as well, and so has a debtor who does not live with the child.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.addresses import AddressMention, as_printed, find_addresses
from nlp.finders.address_rows import find_rows
from nlp.grid import Grid, read_grid
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "address"
LIVES, REGISTERED, NEUTRAL = "address", "registration_address", ""

_LABEL = r"(?:\s*\([^)\n]{1,60}\))?"
_ADDRESS = r"адрес[а-я]*"
_PARTY = r"(?:должника|взыскателя|ответчика|истца|заявителя|семьи|ребенка|родител[а-я]+|матери)"
_TO_ADDRESS = rf'[\s:,_"(-]*(?:(?:в|на|по|г)\s+)?(?:{_ADDRESS})?[\s:,_"(-]*$'
#: «зарегистрированный(ая)», «прописана мать», «проживает ребёнок»
_WHO = (
    r"(?:\s*\([а-я]{1,4}\))?(?:\s+(?:мать|отец|семья|ребенок|дети|он[аи]?|малолетн[а-я]+"
    r"|несовершеннолетн[а-я]+|вместе|совместно|родители|заявитель(?:ница)?)){0,2}"
)
#: What leads up to an address and what it makes of it, the first that fits.
RULES: tuple[tuple[str, re.Pattern[str], str, float], ...] = tuple(
    (name, re.compile(f"(?:{pattern}){_TO_ADDRESS}"), what, confidence)
    for name, what, confidence, pattern in (
        (
            "actually-lives", LIVES, 0.97,
            r"фактическ[а-я]+\s+(?:мест[а-я]+\s+)?(?:прожива[а-я]+|жительств[а-я]+|наход[а-я]+"
            rf"|{_ADDRESS})(?:[^.\n]{{0,40}}?{_ADDRESS})?"
            r"|\bфактически(?:\s+(?:прожива|живет|живут|наход)[а-я]*)?",
        ),
        (
            "registration-label", REGISTERED, 0.95,
            rf"(?:{_ADDRESS}|мест[оуае])\s+(?:(?:по\s+)?[а-я]+\s+)?(?:регистрации|прописк[еи]){_LABEL}"
            r"|мест[оуае]\s+регистрации\s+(?:детей|ребенка|матери|отца|семьи|родител[а-я]+)"
            r"(?:\s+[а-я]+)?"
            r"|\b(?:прописка|регистрация)(?=[\s:(])|\bпо\s+(?:регистрации|прописке)",
        ),
        (
            "lives-at", LIVES, 0.95,
            rf"прожива[а-я]*{_WHO}(?:\s+у\s+[а-я]+)?"
            rf"(?:(?:(?!зарегистр|пропис|адрес)[^;\n]){{0,140}}?(?:{_ADDRESS}|жительства))?",
        ),
        (
            "registered-at", REGISTERED, 0.95,
            rf"(?:зарегистрирован[а-я]*|прописан[а-я]*){_WHO}"
            rf"(?:[^.,;\n]{{0,40}}?(?:{_ADDRESS}|жительства[а-я ]*|пребывания))?",
        ),
        ("lives-short", LIVES, 0.93, r"\bпрож(?:ив)?\.?(?:\s*по\s*адресу)?"),
        (
            "lives-plain", LIVES, 0.9,
            r"\b(?:живет|живут|живущ[а-я]+|жител[а-я]+)(?:\s+(?:у|с)\s+[а-я]+){0,2}"
            rf"(?:[^.;\n,(]{{0,60}}?(?:{_ADDRESS}|общежитии|квартире|доме))?",
        ),
        (
            "residence-label", LIVES, 0.95,
            rf"(?:{_ADDRESS}\s+)?мест[оаеу]\s+"
            rf"(?:жительства|пребывания|проживания|нахождения\s+семьи){_LABEL}",
        ),
        (
            "living-address", LIVES, 0.95,
            rf"{_ADDRESS}\s+(?:фактического\s+)?(?:проживани[а-я]+|жительства|семьи){_LABEL}",
        ),
        ("at-home", LIVES, 0.75, r"\bв\s+(?:[а-я]+(?:ом|ой)\s+)?(?:доме|квартире|общежитии)"),
        (
            "survey-at", LIVES, 0.9,
            r"(?:обследовани[ея]|посещени[ея]|посетил[аи]?|выезд[а-я]*|выход[а-я]*"
            r"|услови[яй][а-я ]*семьи)[^.\n]{0,90}?по\s+(?:адресу|месту\s+жительства)"
            r"(?:\s+и\s+установила[а-я ]*)?",
        ),
        ("plain-address", NEUTRAL, 0.8, rf"\b{_ADDRESS}(?:\s+{_PARTY})?"),
    )
)  # fmt: skip
#: A form's caption under the line.
_CAPTIONS = tuple(
    (
        name,
        re.compile(
            rf"\s*\((?![^)]{{0,60}}(?:\bсуд|орган|учрежд|организац))[^):\d]{{0,60}}(?:{stems})[^):\d]{{0,60}}\)"
        ),
        what,
    )
    for name, stems, what in (
        ("registration-caption", "регистраци|прописк", REGISTERED),
        ("residence-caption", "прожива|жительств|пребыван|адрес", LIVES),
    )
)
#: Right before an address: it is an office's, or the place of something else.
_OFFICE = re.compile(
    r"(?:расположен[а-я]*|находящ[а-я]+ся|юридическ[а-я]+|почтов[а-я]+ адрес|подразделени[а-я]+"
    r"|\bсуд[а-я]*|учреждени[а-я]+|отдел[а-я]*|оказани[а-я]+|организаци[а-я]+|направ[а-я]+|явиться|явк[а-я]+"
    r"|прибыть|приглаша[а-я]+|судебн[а-я]+ участк[а-я]+|центр[а-я]*|школ[а-я]*|больниц[а-я]*"
    r"|поликлиник[а-я]*|\bсайт|прием граждан|состоится|уроже[а-я]+|родил[а-я]+|родивш[а-я]+"
    r"|работа[а-я]*|обуча[а-я]+)[^.;\n]{0,60}$"
)
_CONTACTS = re.compile(r"\b(?:каб(?:инет)?|офис|этаж|тел|инн|кпп|огрн|окпо|факс|e-?mail|бик)\b|@")
_LIVES_AFTER = re.compile(
    r"[\s,]*(?:прожива[а-я]+|живет|живут)\b(?!(?:\([а-я]{1,4}\))?\s*(?::|по\s+(?:адресу|ул)))"
)
#: A form that asks for an address may be answered by a village alone.
_ASKED = frozenset(
    {"registration-label", "registered-at", "residence-label", "living-address", "actually-lives"}
)
_ROOM = re.compile(r"[\s,]*(?:каб|офис|\d{1,2}\s?этаж)")
_BLANK_HEADS = frozenset({Place.HEAD, Place.ADDR, Place.REG, Place.SIGN, Place.TITLE, Place.RESOL})
_PERSON = re.compile(r"паспорт|г\.?\s?р\b|рожд|снилс|мать|ребен")
_DEBTOR = re.compile(
    r"\b(?:должник[а-я]*|плательщик[а-я]*|подсудим[а-я]+|осужден[а-я]+|взыскать с)\b"
)
_OTHERS = re.compile(
    r"\b(?:взыскател[а-я]*|в пользу|дет(?:и|ей|ьми)|ребен[а-я]+|семь[а-я]+|сын[а-я]*|доч[а-я]+)\b"
)
_CLAIMANT = re.compile(r"взыскател|в пользу")
_WITH_CHILD = re.compile(
    r"прожива[а-я]*\s+(?:[а-я]+\s+){0,3}(?:ребен|дет|сын|доч|с\s)|на содержании которо"
)
_WITH_CLAIMANT = re.compile(
    r"прожива[а-я]*\s+(?:совместно\s+)?с\s+(?:взыскател|истц|матер|отц|ней\b|ним\b)"
)
#: «по адресу: …, кричит ребёнок; по указанному адресу проживают»
_SAID_AGAIN = re.compile(r"(?:указанн|данн|эт)[а-я]+\s+адрес[а-я]*\s+(?:прожива|живет|живут)")
_COURT = frozenset({"court_act", "bailiff_resolution"})
_WINDOW = 160


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    """Candidates for both fields, one a mention."""
    found = [*_mentions(paper, kind), *find_rows(paper)]
    if not any(candidate.field == LIVES for candidate in found):
        # Registered somewhere, living nowhere: maybe the same place, but nobody says so.
        found = [other for candidate in found for other in _registered_only(candidate)]
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
            return name, what, 0.95 * (_whose(paper, mention, kind) if what == LIVES else 1.0)
    if _SAID_AGAIN.search(text, mention.stop, mention.stop + _WINDOW):
        return "lives-there", LIVES, 0.95
    if _LIVES_AFTER.match(text, mention.stop):
        return "lives-after", LIVES, 0.9 * _whose(paper, mention, kind)
    for name, lead, what, confidence in RULES:
        if not lead.search(left) or (mention.village and name not in _ASKED):
            continue
        if what == NEUTRAL:
            office = _OFFICE.search(left) or _ROOM.match(text, mention.stop)
            if office or (in_head and not _PERSON.search(left)):
                return None
            return name, LIVES, confidence * _whose(paper, mention, kind)
        if what == LIVES:
            return name, what, confidence * _whose(paper, mention, kind)
        return name, what, confidence
    beside = text[mention.start - 30 : mention.stop + 60]
    if in_head or _OFFICE.search(left) or _CONTACTS.search(beside) or not mention.exact:
        return None
    return "no-lead", LIVES, 0.62 * _whose(paper, mention, kind)


def _whose(paper: Paper, mention: AddressMention, kind: KindGuess) -> float:
    """How far the address is the child's: a debtor's own is not, a claimant's may be."""
    text = paper.prose.folded
    if kind.value == "citizen_appeal" and paper.place(paper.prose, mention.start) is Place.PERS:
        return 0.5  # who appeals lives next door
    left = text[max(0, mention.start - 450) : mention.start]
    debtor = max((m.start() for m in _DEBTOR.finditer(left)), default=-1)
    other = max((m.start() for m in _OTHERS.finditer(left)), default=-1)
    if debtor > other:
        return 0.3
    if kind.value not in _COURT:
        return 1.0
    if other < 0:
        return 0.45
    with_claimant = _WITH_CHILD.search(left) or _WITH_CLAIMANT.search(text)
    if _CLAIMANT.match(left, other) and not with_claimant:
        # An order is asked for by the parent with whom the child lives; a writ says nothing.
        return 0.8 if kind.subtype == "court_order" else 0.5
    return 0.8


def _registered_only(candidate: FieldCandidate) -> Iterator[FieldCandidate]:
    rule = "registered-only"
    yield replace(candidate, confidence=round(candidate.confidence * 0.65, 3), rule=rule)
    yield replace(candidate, field=LIVES, confidence=0.4, rule=rule)
