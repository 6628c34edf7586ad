"""Which part of the paper is what: stamp, letterhead, addressee, title, body, signatures.

An official paper (ГОСТ Р 7.0.97) runs letterhead with number and date, addressee, title, subject,
text, operative part, signatures, executor; the receiver's stamp may stand anywhere. Place.SIGN
also holds the «УТВЕРЖДАЮ» block and the box of an electronic signature: names and dates of
those who sign, never of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from nlp.aligned import AlignedText
from nlp.layout import Line, printed_lines
from nlp.letterhead import BODY_NAME
from nlp.numbers import SIGN
from nlp.paper import Anatomy, Part
from nlp.stamps import RECEIVER, Stamp, find_stamps
from nlp.titles import title_line, title_start
from papers.evidence import Place

_ADDRESSEE = re.compile(
    r"(?:и\.?\s?о\.?|врио)\s+(?:директора|начальника|руководителя|заведующ\w+|главы)\b"
    r"|(?:(?:и\.?\s?о\.?|врио|(?:временно )?исполняющ(?:ему|ей) обязанности)\s+)?"
    r"(?:директор(?:у|ам)|начальник(?:у|ам)|руководител(?:ю|ям)|председател(?:ю|ям)"
    r"|заведующ(?:ей|ему|им)"
    r"|глав(?:е|ам)|главному|министру|прокурору|уполномоченному|заместителю|специалист(?:у"
    r"|ам)|мировому"
    r"|судье|ректору|в (?:комиссию|отдел|отделение|центр|кцсон|управление|администрацию"
    r"|министерство|кдн|опеку|бу|кц\w+"
    r"|[гм]?[бк]у|прокуратуру|суд|полицию|территориальн\w+|муниципальн\w+|комплексн\w+))\b"
)
#: «от Ивановой Марии Петровны», «от гр. …»: a citizen writes; «от МБОУ …» is an office.
_CITIZEN = re.compile(
    r"от\s+_*\s*(?:гр\b|гражд|родит|матери|отца|опекуна|бабушки|жильцов|соседей|законного"
    r"|[а-я-]+(?:ой|ого|ей|его|ых|их|а|я)\s+[а-я]+(?:ы|и|а|я|ей)\b)"
)
_FROM = re.compile(r"от\s(?!\s*[\"\d«_])")
#: «14 марта 2025 года г. Элиста»
_DATE_LINE = re.compile(
    r"\"?\s?\d{1,2}\s?\"?[\s.]*(?:[а-я]{3,8}|\d\d)[\s.]+(?:19|20)\d\d|\d\d\.\d\d\.\d\d"
)
_SUBJECT = re.compile(
    r"(?:об?о?|в отношении|по (?:делу|вопросу|факту)|на (?:учени|обследов|несоверш))\b"
)
_CONTACTS = re.compile(
    r"\b(?:тел|факс|инн|кпп|огрн|окпо|e-?mail|индекс|бик|р/с|сч)\b|@|\b\d{6}\b|\bул\.|\bпр\."
)
#: «комиссия р е ш и л а :» may close a line of the narrative, «РЕШЕНО: отказать» begin one.
_OPERATIVE = re.compile(
    r"(?:(?<=\s)|^)(?:постановил[аи]?|постановляет|решил[аи]?|решено|определил[аи]?|приказываю"
    r"|приказал[аи]?|приговорил[аи]?)(?:\s*\([^)\n]{1,40}\))?\s*(?::|$)",
    re.MULTILINE,
)
_POST = re.compile(
    r"(?:(?:и\.?\s?о\.?|врио)\s+)?(?:(?:зам\w*\.?|первый|старший|ведущий|главный|младший"
    r"|ответственный|дежурный|классный|социальный|судебный|участковый)\s+)*"
    r"(?:директор|начальник|председатель|секретарь|судья|мирового судьи|мировой судья"
    r"|заведующ|врач|главврач"
    r"|руководитель|специалист|инспектор|ректор|член|пристав|спи\b|психолог|воспитатель"
    r"|педагог|работник"
    r"|фельдшер|предприниматель|глава|юрис|выписка верна|копия верна|куратор|исполнитель)"
)
_INITIALS = re.compile(r"\b[а-я]\.\s?[а-я]\.\s?[а-я]{3,}|\b[а-я]{3,}\s+[а-я]\.\s?[а-я]\.")
_SIGNED = re.compile(r"_{4,}|/?\(?подпись\)?/|\(подпись\)|\bп/п\b|\bм\.\s?п\.")
_TAIL = re.compile(r"исп(?:олнитель|олн)?\s?[.:]|документ подписан|сертификат\b|м\.\s?п\.")
#: «Резолюция: …», «Лунину О.В., Котовой А.А. – прошу организовать выход»
_RESOLUTION = re.compile(
    r"резолюция\b|(?:[а-я-]{3,30}(?:у|ой|ей|ю)\s+[а-я]\.\s?[а-я]\.,?\s*(?:и\s+)?){1,4}-\s"
)
_APPROVED = re.compile(r"утвержда[юе]|утвержден[оаы]?\b|согласован[оа]?\b")
_WORD = re.compile(r"[а-я]{2,}")
#: So many lines may a receiver's name and town take above the stamp's number.
_STAMP_LINES = 3
#: A shorter line may be anything; a longer one is a sentence's.
_LONG = 45
#: So many characters of running text may stand below the signatures (terms, notes), no more.
_AFTER_SIGNATURES = 450
_BODY = re.compile(
    r"уважаем|прошу\b|просим\b|я,|настоящим\b|рассмотрев|заслушав|изучив|сообщаем|направляем"
)
#: A long name of a body reads like a sentence, only that it says nothing.
_SAYS = re.compile(
    r"[.;:]$|\b(?:сообща|направля|проси[тм]|информиру|довод|ходатайству|представля|уведомля"
    r"|подтвержда|рассм[ао]тр|изуч|заслуш|установ|провел|выяв|призна|состо[яи]|прожива|обраща|счита|име"
    r"|в составе|под председател|с участием)"
)
_FRESH = re.compile(rf"{SIGN}|исх|на\s+{SIGN}|от\s+[\"\d«_]|\"?\s?\d\d?\s?\"?[\s.]")


def dissect(lines: AlignedText) -> Anatomy:
    """The parts of the document whose lines view is `lines`."""
    printed = printed_lines(lines)
    stamps = tuple(_with_receiver(stamp, printed) for stamp in find_stamps(lines))
    free = [line for line in printed if not any(a <= line.start < b for a, b in stamps)]
    spans = [*_marked(lines, free), *((a, b, Place.REG) for a, b in stamps)]
    parts = (Part(place, *lines.raw(a, b)) for a, b, place in sorted(_apart(sorted(spans))))
    return Anatomy(tuple(parts))


def _with_receiver(stamp: Stamp, printed: tuple[Line, ...]) -> tuple[int, int]:
    """The stamp with the receiver's name that stands before it on its line or right above."""
    here = next((i for i, line in enumerate(printed) if line.start <= stamp.start < line.stop), 0)
    start = printed[here].start
    if start != stamp.start:
        return start, stamp.stop
    for above in range(here - 1, max(-1, here - 1 - _STAMP_LINES), -1):
        line = printed[above]
        if printed[above + 1].opens or len(line.text) >= 90 or _ADDRESSEE.match(line.text):
            break
        if line.text.endswith((",", ";")):
            break
        if RECEIVER.search(line.text) and not line.text.endswith("."):
            start = line.start
    return start, stamp.stop


def _apart(spans: list[tuple[int, int, Place]]) -> Iterator[tuple[int, int, Place]]:
    """Spans without overlaps: what a stamp covers is taken from the part it was put on."""
    taken = [(a, b) for a, b, place in spans if place is Place.REG]
    for start, stop, place in spans:
        if place is not Place.REG:
            for a, b in taken:
                if start < a < stop:
                    yield start, a, place
                    start = b
                elif a <= start < b:
                    start = b
        if start < stop:
            yield start, stop, place


def _marked(view: AlignedText, printed: list[Line]) -> list[tuple[int, int, Place]]:
    """Spans of every part but the stamps, neighbours of one place joined."""
    places = _places(view, printed)
    spans = []
    for place, group in groupby(zip(places, printed, strict=True), key=lambda pair: pair[0]):
        part = [line for _, line in group]
        if place:
            spans.append((part[0].start, part[-1].stop, place))
    return spans


def _places(view: AlignedText, printed: list[Line]) -> list[Place | None]:
    """For every line its part; None for the narrative."""
    body = _body_starts(printed)
    operative = _operative_starts(view, printed, body)
    signed = _signatures_start(printed, max(body, operative if operative < len(printed) else 0))
    places: list[Place | None] = [None] * len(printed)
    for i in range(len(printed)):
        if i >= signed:
            places[i] = Place.SIGN
        elif i >= operative:
            places[i] = Place.OPER
        elif i < body:
            places[i] = Place.HEAD
    _mark_head(printed[:body], places)
    for i, line in enumerate(printed):
        if _RESOLUTION.match(line.text):
            places[i] = Place.RESOL
    return places


def _body_starts(printed: list[Line]) -> int:
    """Index of the first line of running text: after title, subject and addressee."""
    title = title_line(printed)
    limit = min(len(printed), 45)
    after = title + 1 if title is not None and title < 30 else 0
    if not after:
        named = [i for i, line in enumerate(printed[:25]) if _ADDRESSEE.match(line.text)]
        after = named[0] + 1 if named else 0
    while after < limit and not _prose(printed[after]):
        after += 1
    return after


def _prose(line: Line) -> bool:
    """Whether a line reads as running text, not as a head, a subject or an address."""
    if _BODY.match(line.text):
        return True
    words = _WORD.findall(line.text)
    if len(line.text) < _LONG or len(words) < 5 or line.capitals or line.shown[0].islower():
        return False
    if BODY_NAME.match(line.text) and not _SAYS.search(line.text):
        return False
    if _SUBJECT.match(line.text) or _ADDRESSEE.match(line.text) or _FROM.match(line.text):
        return len(line.text) > 160
    if _DATE_LINE.match(line.text) and len(line.text) < 110:
        return False
    return not _CONTACTS.search(line.text) or len(line.text) > 250


def _operative_starts(view: AlignedText, printed: list[Line], body: int) -> int:
    """Index of the line after «ПОСТАНОВИЛ:»; past the end when the paper decides nothing."""
    start = printed[body].start if body < len(printed) else len(view.text)
    match = next(view.matches(_OPERATIVE, max(0, start - 30)), None)
    if match is None:
        return len(printed)
    return next(
        (
            i
            for i, line in enumerate(printed)
            if line.stop > match.end() - 1 and line.start >= match.start()
        ),
        len(printed),
    )


def _signatures_start(printed: list[Line], body: int) -> int:
    """Index of the first line of the signatures that close the paper; past the end if none."""
    told = sum(len(line.text) for line in printed if len(line.text) >= _LONG)
    allowed = min(_AFTER_SIGNATURES, max(160, told // 3))
    for i, line in enumerate(printed):
        if i > body and told < allowed and _is_signature(printed, i):
            return i
        told -= len(line.text) if len(line.text) >= _LONG else 0
    return len(printed)


def _is_signature(printed: list[Line], i: int) -> bool:
    line = printed[i]
    if _TAIL.match(line.text):
        return True
    if len(line.text) > 130 or not line.first:
        return False
    row = [other for other in printed[i : i + 4] if other.row == line.row]
    text = " ".join(other.text for other in row)
    named, signed = bool(_INITIALS.search(text)), bool(_SIGNED.search(text))
    return (bool(_POST.match(text)) and (named or signed)) or (named and signed)


def is_signature_row(printed: Sequence[Line], line: Line) -> bool:
    """Whether a line, with what stands beside it, is a signature or a note of who typed it."""
    return _is_signature(list(printed), list(printed).index(line))


def _mark_head(head: list[Line], places: list[Place | None]) -> None:
    """Tell addressee, applicant, approval, title and subject from the letterhead, in place."""
    title = title_line(head)
    current: Place | None = None
    for i, line in enumerate(head):
        if i == title:
            places[i], current = Place.TITLE, None
            continue
        current = _head_place(line, current)
        if current:
            places[i] = current


def _head_place(line: Line, above: Place | None) -> Place | None:
    """The part that a line of the head belongs to, by its words or by the line above it."""
    if _APPROVED.match(line.text):
        return Place.SIGN
    goes_on = above is Place.SIGN and line.text.startswith("в ") and not line.opens
    if _ADDRESSEE.match(line.text) and not goes_on:  # «комиссии … в муниципальном округе»
        return Place.ADDR
    if _CITIZEN.match(line.text):
        return Place.PERS
    if above is Place.PERS:  # the applicant's birth, papers and address, down to the title
        return Place.PERS
    if _SUBJECT.match(line.text):
        return Place.SUBJ
    if above is Place.ADDR and _FROM.match(line.text):
        return Place.ADDR
    if above is Place.SIGN and _DATE_LINE.match(line.text):  # the day of approval
        return Place.SIGN
    return None if line.opens or _closes(line) else above


def _closes(line: Line) -> bool:
    """Whether a line of the head begins something new: a number, a date, a title."""
    return bool(_FRESH.match(line.text)) or title_start(line) is not None
