"""The bodies that a letterhead names, from the ministry down to the one that wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from nlp.layout import Line
from nlp.paper import Paper
from papers.evidence import Place

_ADJECTIVE = r"(?:[а-я-]+(?:ое|ая|ий|ый|ой)\s+)"
_NOUN = (
    r"(?:министерство|управление|департамент|комитет|администрация|отдел|отделение|комиссия|центр"
    r"|учреждение|школа|гимназия|лицей|больница|поликлиника|прокуратура|агентство|служба"
    r"|организация|общество|диспансер|интернат|техникум|колледж|училище|институт|университет"
    r"|фонд|сад|приют|инспекция|совет|мэрия|суд|предприятие|участок|дом|казначейство|амбулатория)"
)
#: Abbreviations that begin an institution's name: МБОУ, ГБУЗ, КУ, МО МВД, РОСП, ООО, ИП.
ABBREVIATION = (
    r"(?:г?у?фссп|[гу]{0,2}о?мвд|гу|мо|[а-я]{0,3}г[бка]у[здокср]{0,4}"
    r"|[мгфкчо]{0,2}[бка]{0,2}[доэ]{0,3}у[здокср]{0,2}|р?осп|фап|цсон|црб"
    r"|ооо|оао|п?ао|зао|ип|ано|нко|кдн|тко|загс|сош|о?пдн)\b"
)
#: A line that begins so names a body of its own; any other goes on with the name above.
BODY_NAME = re.compile(rf"{_ADJECTIVE}{{0,6}}{_NOUN}\b|{ABBREVIATION}")
_NAMED = re.compile(rf"\b{_NOUN}\b|^{ABBREVIATION}")
_ONLY_ADJECTIVES = re.compile(rf"{_ADJECTIVE}{{0,4}}[а-я-]+(?:ое|ая|ий|ый)")
#: The last quotation mark opens a name that goes on below.
_UNCLOSED = re.compile(r"(?:^|\s)\"[^\"]*$")
#: Lines that name no body: state, annex, captions, contacts, case, place, number and date.
_ASIDE = re.compile(
    r"российская федерация|россия$|республика [а-я-]+$|[а-я-]+ая республика$"
    r"|[а-я-]+(?:ая область|ий край)$|[а-я -]+автономный округ(?:\s?-\s?[а-я]+)?$"
    r"|за\s|копия|приложение|к порядку|утвержд|форма\b|именем|дело\b|к делу|уид|в полустационарной"
    r"|(?:г|с|п|пос|х|ст)\.\s|город\s[а-я]+$|адрес|тел|инн|огрн|e-?mail|факс"
    r"|№|n\s?\d|исх|на №|от\s+[\"\d«_]|\"?\d|[_(]"
)
#: Where the name ends on its line: an address, a telephone, a number, a date.
_STOP = re.compile(
    r"[\s,;]*(?:\b\d{6}\b|\b(?:тел|инн|кпп|огрн|окпо|адрес|исх)\b|\be-?mail|\bт\.\s?\d|\b(?:ул|пр|пл)\."
    r"|№\s?\d+[^\"\n]{0,12}\sот\s|\bна №|\d\d\.\d\d\.\d{4}|\(подпись)"
)
#: Letterheads of a republic stand in both its languages.
_FOREIGN = re.compile(r"[әөүҗңһі]|карар\b|республикасы")
#: Below the sender's block such a body is the addressee.
_RECEIVER = re.compile(r"кцсон|\bцс?он?\b|центр[а-я]* социального обслуживания")
_SUPERIOR = re.compile(
    r"министерство|г?у?фссп|главное управление|гу\b|мвд россии|департамент|федеральная служба"
    r"|управление (?:мвд|федеральной|министерства)"
)
_SUBDIVISION = re.compile(
    rf"{_ADJECTIVE}{{0,2}}(?:отделение|поликлиника|кабинет|сектор|отдел|филиал)\b"
    r"(?!.*(?:пристав|полици|опек|внутренних|образован|социальн|мвд|несовершеннолетн))"
)
#: Bodies that are the same everywhere: whose they are stands above them.
_ANYWHERE = re.compile(r"(?:[а-я]+ая\s+)?комиссия\b|отдел\b|управление\b")
_OWN_PLACE = re.compile(
    r"[сц]ко(?:го|й)\b|\b(?:города|района|округа|рмо|края|области|республики|администрации)\b|г\.|\""
)


@dataclass(frozen=True, slots=True)
class Body:
    """An institution that one or several lines of the head name: a span of the lines view."""

    start: int
    stop: int
    text: str


def issuing_body(paper: Paper) -> tuple[int, int] | None:
    """The span of the body that wrote: without its superiors and its own subdivisions."""
    bodies = list(_bodies(_letterhead(paper)))
    if not bodies:  # journals and sheets name it under their title
        bodies = list(_bodies(_letterhead(paper, below=True)))[:1]
    if not bodies:
        return None
    whole = [i for i, body in enumerate(bodies) if not _SUBDIVISION.match(body.text)] or [0]
    last = next((i for i in reversed(whole) if not _SUPERIOR.match(bodies[i].text)), whole[-1])
    wrote = bodies[last]
    owned = last and _ANYWHERE.match(wrote.text) and not _OWN_PLACE.search(wrote.text)
    return bodies[last - 1].start if owned else wrote.start, wrote.stop


def _letterhead(paper: Paper, *, below: bool = False) -> list[Line]:
    """Lines of the head above the title (or below it), foreign and the receiver's left out."""
    view = paper.lines
    spans = [(view.view(p.start), view.view(p.stop)) for p in paper.anatomy.of(Place.HEAD)]
    titles = paper.anatomy.of(Place.TITLE)
    end = view.view(titles[0].start) if titles else len(view.text)
    head = [
        line
        for line in paper.printed
        if (line.start >= end if below else line.start < end)
        and any(a <= line.start < b for a, b in spans)
    ]
    blocks: list[list[Line]] = []
    for line in head:
        if line.opens or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return list(_own_blocks(blocks))


def _own_blocks(blocks: Iterable[list[Line]]) -> Iterator[Line]:
    """Lines of the blocks in Russian; below the sender's block the receiver's is left out."""
    sender = False
    for block in blocks:
        text = " ".join(line.text for line in block)
        if _FOREIGN.search(text) or (sender and _RECEIVER.search(text)):
            continue
        sender = sender or any(BODY_NAME.match(line.text) for line in block)
        yield from block


def _bodies(lines: Iterable[Line]) -> Iterator[Body]:
    """The bodies that the lines name, in order."""
    current: Body | None = None
    for line in lines:
        stop = _STOP.search(line.text)
        length = stop.start() if stop else len(line.text)
        if _ASIDE.match(line.text) or not length:
            if current:
                yield current
            current = None
            continue
        part = Body(line.start, line.start + length, line.text[:length])
        goes_on = current is not None and not line.opens and not _begins(current, part)
        if current and goes_on:
            current = Body(current.start, part.stop, f"{current.text} {part.text}")
        else:
            if current:
                yield current
            current = (
                part if BODY_NAME.match(part.text) or (_adjectives(part) and not stop) else None
            )
        if stop and current:
            yield current
            current = None
    if current:
        yield current


def _begins(above: Body, part: Body) -> bool:
    """Whether a line names the next body, not the rest of the name above it."""
    named = bool(_NAMED.search(above.text)) and not _UNCLOSED.search(above.text)
    return named and bool(BODY_NAME.match(part.text) or _adjectives(part))


def _adjectives(part: Body) -> bool:
    """«Муниципальное бюджетное», whose noun stands on the next line."""
    return bool(_ONLY_ADJECTIVES.fullmatch(part.text))


def beside_label(lines: tuple[Line, ...], label: re.Pattern[str]) -> Line | None:
    """The value of a label in a table whose columns were read one after the other.

    The labels stand in one block, the values in the next that has as many lines.
    """
    opens = [i for i, line in enumerate(lines) if line.opens]
    blocks = [lines[a:b] for a, b in pairwise([*opens, len(lines)])]
    for i, block in enumerate(blocks):
        place = next((k for k, line in enumerate(block) if label.fullmatch(line.text)), None)
        short = len(block) >= 3 and all(len(line.text) < 30 for line in block)
        if place is None or not short:
            continue
        values = next((b for b in blocks[i + 1 : i + 3] if len(b) >= len(block) - 1), ())
        skip = len(values) - len(block) if len(values) == len(block) + 1 else 0
        return values[place + max(0, skip)] if values else None
    return None
