"""The body that issued the paper, as printed, on one line (ГОСТ: реквизит 05)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.layout import Line
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "issuer"

_ADJECTIVE = r"(?:[а-я-]+(?:ое|ая|ий|ый|ой)\s+)"
_NOUN = (
    r"(?:министерство|управление|департамент|комитет|администрация|отдел|отделение|комиссия|центр"
    r"|учреждение|школа|гимназия|лицей|больница|поликлиника|прокуратура|агентство|служба"
    r"|организация|общество|диспансер|интернат|техникум|колледж|училище|институт|университет"
    r"|фонд|сад|приют|инспекция|совет|мэрия|суд|предприятие|участок|сектор|дом|казначейство|амбулатория)"
)
_SHORT = (
    r"(?:г?у?фссп|[гу]{0,2}о?мвд|гу|мо|[мгфкчо]{0,2}[бка]{0,2}[доэ]{0,3}у[здокср]{0,2}|осп|росп|оуфмс|фап|цсон"
    r"|ооо|оао|п?ао|зао|ип|ано|нко|кдн|тко|загс|црб|рб|сош|онд|пдн|опдн|суд)\b"
)
#: A line that begins so names a body of its own; other lines go on with the name above.
_BODY = re.compile(rf"{_ADJECTIVE}{{0,6}}{_NOUN}\b|{_SHORT}")
_ONLY_ADJECTIVES = re.compile(rf"{_ADJECTIVE}{{0,4}}[а-я-]+(?:ое|ая|ий|ый)")
#: Lines of a letterhead that name no body: state, annex, captions, contacts, case, place.
_ASIDE = re.compile(
    r"(?:российская федерация|россия|копия|приложение|к порядку|утвержд|форма\b|\(|именем|дело\b|к делу|уид|г\.\s|город\s[а-я]+$|с\.\s|п\.\s|пос\.\s|адрес"
    r"|республика [а-я-]+$|[а-я-]+ая республика$|[а-я-]+(?:ая область|ий край)$|[а-я -]+автономный округ(?:\s?-\s?[а-я]+)?$|№|n\s?\d|исх|на №|от\s+[\"\d«_]|\"?\d|_|тел|инн|огрн|e-?mail|факс|в полустационарной)"
)
_STOP = re.compile(
    r"[\s,;]*(?:\b\d{6}\b|\bтел\b|\bтел\.|\bт\.\s?\d|\bинн\b|\bогрн\b|\bокпо\b|\be-?mail|\bадрес\b|\bул\.|\bпр\.|\bпл\.|\bисх\b|№\s?\d+[^\"»\n]{0,12}\sот\s|\bна №|\d\d\.\d\d\.\d{4}|\(подпись)"
)
_FOREIGN = re.compile(r"[әөүҗңһі]|карар\b|республикасы")
#: Below the sender's block such a body is the addressee.
_RECEIVER = re.compile(r"кцсон|цсон|центр[а-я]* социального обслуживания|\bцсо\b")
_SUPERIOR = re.compile(
    r"(?:министерство|г?у?фссп|главное управление|гу\b|мвд россии|управление (?:мвд|федеральной|министерства)|департамент|федеральная служба)"
)
_SUBDIVISION = re.compile(
    rf"{_ADJECTIVE}{{0,2}}(?:отделение|поликлиника|кабинет|сектор|отдел|филиал)\b(?!.*(?:пристав|полици|опек|внутренних|образован|социальн|мвд))"
)
_NEEDS_OWNER = re.compile(
    r"(?:[а-я]+ая\s+)?комиссия по делам несовершеннолетних|отдел\b|управление\b|сектор\b|комиссия\b"
)
_PLACE = re.compile(
    r"(?:ского|цкого|ской|цкой|города|г\.|района|округа|рмо|край|края|области|республики|\")\b|\""
)
_POST = re.compile(
    r"^(?:(?:и\.?\s?о\.?|врио)\s+)?(?:директор|начальник|руководитель|заведующ(?:ий|ая)|председатель|главный врач|глава|ректор)\s+"
)
#: The last quotation mark opens a name that goes on below.
_UNCLOSED = re.compile(r"(?:^|\s)\"[^\"]*$")
_OWN_NAME = re.compile(r"\"|ип\b")

#: «Ленинский районный суд г. Кирова в составе», «мировой судья судебного участка № 5 … Иванова И.И.»
_JUSTICE = re.compile(
    r"(?:(?:и\.\s?о\.\s+)?миров(?:ой|ого) судь[яи] )?судебн(?:ый|ого) участ(?:ок|ка)[^,;()\n]{4,160}?(?=\s+[а-я-]{3,}\s+[а-я]\.\s?[а-я]\.|,|;|\(|\n|$)"
)
_COURT = re.compile(
    r"[а-я-]+(?:ий|ого)\s+(?:районн|городск|межрайонн|областн|краев|верховн|гарнизонн)[а-я]+\s+суд(?:а|)\b[^,;()\n]{0,90}?"
    r"(?=\s+(?:в составе|под председательством|рассмотр|[а-я-]{3,}\s+[а-я]\.\s?[а-я]\.)|,|;|\(|\n|$)"
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A body named in the letterhead by one or several lines."""

    start: int
    stop: int
    text: str


def find(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    found = False
    for rule, read, confidence in RULES:
        for start, stop in read(paper, kind):
            yield _candidate(paper, start, stop, confidence * (0.5 if found else 1.0), rule)
            found = True
            break


def _candidate(paper: Paper, start: int, stop: int, confidence: float, rule: str) -> FieldCandidate:
    evidence = paper.cite(paper.lines, start, stop)
    value = re.sub(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])", "", evidence.quote)
    value = re.sub(r"\s+", " ", value).strip(" ,;:_")
    return FieldCandidate("issuer", value, evidence.quote, confidence, (evidence,), FINDER, rule)


def _court(paper: Paper, kind: KindGuess) -> Iterator[tuple[int, int]]:
    """The court of a court act, where the paper first names it."""
    if kind.value != "court_act":
        return
    view = paper.prose
    matches = sorted(
        (m for p in (_JUSTICE, _COURT) for m in view.matches(p)), key=lambda m: m.start()
    )
    for match in matches[:1]:
        start, stop = view.raw(*match.span())
        yield paper.lines.view(start), paper.lines.view(stop - 1) + 1


def _letterhead(paper: Paper, kind: KindGuess) -> Iterator[tuple[int, int]]:
    """The body of the letterhead, without its superiors and subdivisions."""
    if kind.value == "court_act":
        return
    units = _units(_head_lines(paper))
    if not units:
        return
    own = [i for i, unit in enumerate(units) if not _SUBDIVISION.match(unit.text)] or [0]
    body = next((i for i in reversed(own) if not _SUPERIOR.match(units[i].text)), own[-1])
    first = body
    if body and _NEEDS_OWNER.match(units[body].text) and not _PLACE.search(units[body].text):
        first = body - 1
    yield units[first].start, units[body].stop


def _head_lines(paper: Paper) -> list[Line]:
    """Lines of the letterhead, blocks of another language and of the receiver left out."""
    view = paper.lines
    spans = [(view.view(p.start), view.view(p.stop)) for p in paper.anatomy.of(Place.HEAD)]
    title = next((view.view(p.start) for p in paper.anatomy.of(Place.TITLE)), len(view.text))
    head = [
        line
        for line in paper.printed
        if line.start < title and any(a <= line.start < b for a, b in spans)
    ]
    blocks: list[list[Line]] = []
    for line in head:
        if line.opens or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return [line for i, block in enumerate(blocks) if _ours(block, i) for line in block]


def _ours(block: list[Line], index: int) -> bool:
    text = " ".join(line.text for line in block)
    return not _FOREIGN.search(text) and not (index and _RECEIVER.search(text))


def _units(lines: list[Line]) -> list[_Unit]:
    """Bodies that the lines name, in order."""
    units: list[_Unit] = []
    open_unit = False
    for line in lines:
        if _ASIDE.match(line.text):
            open_unit = False
            continue
        stop = _STOP.search(line.text)
        length = stop.start() if stop else len(line.text)
        if not length:
            open_unit = False
            continue
        named = bool(units) and bool(re.search(rf"\b{_NOUN}\b|^{_SHORT}", units[-1].text))
        begins = bool(_BODY.match(line.text)) or bool(_ONLY_ADJECTIVES.fullmatch(line.text))
        inside = open_unit and bool(_UNCLOSED.search(units[-1].text))
        if begins and (named or not open_unit) and not inside:
            units.append(_Unit(line.start, line.start + length, line.text[:length]))
            open_unit = not stop
        elif open_unit and not line.opens:
            last = units[-1]
            units[-1] = _Unit(last.start, line.start + length, f"{last.text} {line.text[:length]}")
            open_unit = not stop
        else:
            open_unit = False
    return units


def _labelled(paper: Paper, kind: KindGuess) -> Iterator[tuple[int, int]]:
    """«От кого: …», «Поставщик: …», the registry office of a certificate."""
    pattern = _LABELS.get(kind.value)
    if pattern:
        for match in paper.lines.matches(pattern):
            yield match.span("body")


_LABELS = {
    "phone_message": re.compile(r"от кого[\s:]+(?P<body>[^\n\t]{5,160})"),
    "identity_document": re.compile(r"место государственной регистрации[\s:]+(?P<body>[^\n\t(]{5,160})"),
    "other": re.compile(r"(?:поставщик|исполнитель|продавец)\s*:\s*(?P<body>(?:ип|ооо|ао|зао|оао|пао)\b[^\n\t,]{3,120})"),
    "service_contract": re.compile(r"(?:^|\n)\s*(?P<body>[^,\t]{10,260}?),\s+именуем[а-я]+\s+в\s+дальнейшем"),
}  # fmt: skip


def _meeting(paper: Paper, kind: KindGuess) -> Iterator[tuple[int, int]]:
    """«заседания комиссии по делам несовершеннолетних … района» under a protocol's title."""
    if "protocol" not in kind.value and "extract" not in kind.value:
        return
    match = next(
        paper.lines.matches(re.compile(r"заседани[яе]\s+(?P<body>(?:[а-я]+ой\s+)?комиссии\s)")),
        None,
    )
    if match:
        ends = (
            line
            for line in paper.printed
            if line.start > match.end() and (line.opens or _ASIDE.match(line.text))
        )
        stop = next(ends, None)
        yield match.start("body"), stop.start - 1 if stop else len(paper.lines.text)


def _approved(paper: Paper, kind: KindGuess) -> Iterator[tuple[int, int]]:
    """«УТВЕРЖДАЮ. Директор КУ РК «…»»: the head that approves names the body."""
    if kind.value in _CITIZENS:
        return
    for part in paper.anatomy.of(Place.SIGN):
        start, stop = paper.lines.view(part.start), paper.lines.view(part.stop)
        text = paper.lines.folded[start:stop]
        for post in re.finditer(
            r"(?:директор|начальник|руководитель|заведующ(?:ий|ая)|главный врач|председатель|глава)\s+(?=[гмфк]{0,2}[бка]{0,2}[до]{0,2}у[здокср]{0,2}\b|[а-я]+ск|отдел|управлени|центр|администрац|комисси)",
            text,
        ):
            rest = re.match(
                r"[^_\t]{6,200}?(?=\s*(?:_{2,}|\t|\n\s*\"?\d|\n\n|$|[а-я]\.\s?[а-я]\.))",
                text[post.end() :],
            )
            if rest and _OWN_NAME.search(rest.group()):
                yield start + post.end(), start + post.end() + rest.end()


def _sender(paper: Paper, kind: KindGuess) -> Iterator[tuple[int, int]]:
    """«от МБОУ «…»» under the addressee."""
    if kind.value in _CITIZENS:
        return
    for match in paper.lines.matches(
        re.compile(
            rf"(?:^|\n)\s*от\s+(?P<body>(?:{_SHORT}|администрации|управления|отдела)[^\n]{{4,160}})"
        )
    ):
        yield match.span("body")


_CITIZENS = frozenset({"applicant_statement", "citizen_appeal", "consent", "refusal"})

#: name, reader of spans in the lines view, confidence; the first that reads wins
RULES: tuple[tuple[str, Callable[[Paper, KindGuess], Iterator[tuple[int, int]]], float], ...] = (
    ("court", _court, 0.93),
    ("labelled", _labelled, 0.9),
    ("letterhead", _letterhead, 0.9),
    ("meeting", _meeting, 0.85),
    ("sender", _sender, 0.85),
    ("approved", _approved, 0.8),
)
