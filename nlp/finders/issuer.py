"""The body that issued the paper, as printed, on one line (ГОСТ: реквизит 05)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.letterhead import ABBREVIATION, beside_label, issuing_body
from nlp.paper import Paper
from papers.evidence import Place

FINDER = "issuer"

Span = tuple[int, int]

_CITIZENS = frozenset({"applicant_statement", "citizen_appeal", "consent", "refusal"})
_SURNAME = r"\s+[а-я-]{3,}\s+[а-я]\.\s?[а-я]\."
#: «Мировой судья судебного участка № 5 Элистинского района Иванова И.И.», «с/у № 28 …»
_JUSTICE = re.compile(
    r"(?:(?:и\.\s?о\.\s+)?миров(?:ой|ого)\s+судь[яи]\s+)?"
    r"(?:судебн(?:ый|ого)\s+участ(?:ок|ка)|с/у)\b[^,;()\n]{4,160}?"
    rf"(?={_SURNAME}|\s+(?:рассмотр|в составе)|,|;|\(|\n|$)"
)
#: «Ленинский районный суд г. Кирова в составе …», «судья Ленинского районного суда … Иванова И.И.»
_COURT = re.compile(
    r"[а-я-]+(?:[иыо]й|ого)\s+(?:межрайонн|районн|городск|областн|краев|верховн|гарнизонн)[а-я]+"
    r"\s+суда?\b[^,;()\n]{0,90}?"
    rf"(?=\s+(?:в составе|под председательством|рассмотр|дело|уид|адрес)\b|{_SURNAME}|,|;|\(|\n|$)"
)
#: A body that speaks of itself where the text begins, for papers without a letterhead.
_SELF = {
    "kdn_resolution": re.compile(
        r"(?:[а-я]+ая\s+)?комиссия\s+по\s+делам\s+несовершеннолетних\s+и\s+защите\s+их\s+прав"
        r"[^,;:()\n]{0,120}?(?=\s+(?:в составе|под председ|рассмотр|на заседани|установ)|[,;:(\n])"
    ),
    "bailiff_resolution": re.compile(
        r"(?<=исполнитель )[^,;:(\n]{0,80}?"
        r"(?:р?осп|отдел[а-я]*\s+судебных\s+приставов)[^,;:(\n]{0,80}?"
        rf"(?={_SURNAME}|[,;:(\n])"
    ),
}
_LABELS = {
    "phone_message": re.compile(r"от кого[ \t:]+(?P<body>[^\n\t]{5,160})"),
    "identity_document": re.compile(
        r"место государственной регистрации[\s:]+(?P<body>[^\t(]{5,160}?)(?=\s*(?:\(|\n\n|дата))"
    ),
    "other": re.compile(
        r"(?:поставщик|исполнитель|продавец)\s*:\s*(?P<body>(?:ип|ооо|п?ао|зао|оао)\b[^\n\t,]{3,120})"
    ),
    "service_contract": re.compile(
        r"(?:^|\n)(?P<body>[^,\t]{10,260}?),\s+именуем[а-я]+\s+в\s+дальнейшем"
    ),
}
_FROM_WHOM = re.compile(r"от кого")
_MEETING = re.compile(r"заседани[яе]\s+(?P<body>(?:[а-я]+ой\s+)?комиссии\s)")
_MEETING_ENDS = re.compile(r"от\s+[\"\d«_]|№|г\.\s|\"?\d|присутствовал")
_SENDER = re.compile(
    rf"(?:^|\n)[ \t]*от\s+(?P<body>(?:{ABBREVIATION}|администрации|управления|отдела)"
    r"[^\n]{4,160})"
)
#: «УТВЕРЖДАЮ. Директор КУ РК «Центр …»»: the post, then its body in the genitive.
_HEAD_OF = re.compile(
    r"\b(?:директор|начальник|руководитель|заведующ(?:ий|ая)|главный врач|председатель|глава)\s+"
    rf"(?=(?:{ABBREVIATION})|[а-я]+ск|отдел|управлени|центр|администрац|комисси)"
    r"(?P<body>[^_\t\"]{0,120}\"[^_\t\"]{3,160}(?:\"[^_\t\"\n]{0,40}\")?\"?)"
    r"(?=\s*(?:_|\t|\n|$))"
)
_HYPHENATED = re.compile(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])")
_BLANKS = re.compile(r"\s+")


def find(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    """The first rule that reads is the likeliest; the others' bodies stay alternatives."""
    weight = 1.0
    for rule, read, confidence in RULES:
        span = read(paper, kind)
        if span:
            yield _candidate(paper, span, confidence * weight, rule)
            weight = 0.5


def _candidate(paper: Paper, span: Span, confidence: float, rule: str) -> FieldCandidate:
    evidence = paper.cite(paper.lines, *span)
    value = _BLANKS.sub(" ", _HYPHENATED.sub("", evidence.quote)).strip(" ,;:_")
    return FieldCandidate("issuer", value, evidence.quote, confidence, (evidence,), FINDER, rule)


def _court(paper: Paper, kind: KindGuess) -> Span | None:
    """The court of a court act, where the paper first names it."""
    if kind.value != "court_act":
        return None
    found = (next(paper.prose.matches(pattern), None) for pattern in (_JUSTICE, _COURT))
    first = min((match for match in found if match), key=lambda m: m.start(), default=None)
    return _in_lines(paper, first.span()) if first else None


def _labelled(paper: Paper, kind: KindGuess) -> Span | None:
    """«От кого: …», «Поставщик: …», the registry office of a certificate."""
    pattern = _LABELS.get(kind.value)
    match = next(paper.lines.matches(pattern), None) if pattern else None
    if match and not _FROM_WHOM.match(match["body"]):
        return match.span("body")
    return None


def _in_columns(paper: Paper, kind: KindGuess) -> Span | None:
    """«От кого» in a column of labels, its value in the column beside."""
    line = beside_label(paper.printed, _FROM_WHOM) if kind.value == "phone_message" else None
    return (line.start, line.stop) if line else None


def _letterhead(paper: Paper, kind: KindGuess) -> Span | None:
    own = kind.value not in _CITIZENS | {"court_act", "phone_message"}
    return issuing_body(paper) if own else None


def _meeting(paper: Paper, kind: KindGuess) -> Span | None:
    """«заседания комиссии по делам несовершеннолетних … района» under a protocol's title."""
    match = next(paper.lines.matches(_MEETING), None)
    if match is None or not kind.value.endswith(("protocol", "extract")):
        return None
    below = (line for line in paper.printed if line.start > match.end())
    end = next((line for line in below if line.opens or _MEETING_ENDS.match(line.text)), None)
    return match.start("body"), end.start if end else len(paper.lines.text)


def _sender(paper: Paper, kind: KindGuess) -> Span | None:
    """«от МБОУ «…»» under the addressee."""
    match = next(paper.lines.matches(_SENDER), None)
    return match.span("body") if match and kind.value not in _CITIZENS else None


def _itself(paper: Paper, kind: KindGuess) -> Span | None:
    """The body that says «Комиссия по делам … рассмотрев» of itself."""
    pattern = _SELF.get(kind.value)
    match = next(paper.prose.matches(pattern), None) if pattern else None
    return _in_lines(paper, match.span()) if match else None


def _head_signed(paper: Paper, kind: KindGuess) -> Span | None:
    """The body whose head approves or signs the paper."""
    if kind.value in _CITIZENS | {"court_act"}:
        return None
    for part in paper.anatomy.of(Place.SIGN):
        view = paper.lines
        match = next(view.matches(_HEAD_OF, view.view(part.start), view.view(part.stop)), None)
        if match:
            return match.span("body")
    return None


def _in_lines(paper: Paper, span: Span) -> Span:
    """A span of the prose view as a span of the lines view."""
    start, stop = paper.prose.raw(*span)
    return paper.lines.view(start), paper.lines.view(stop - 1) + 1


#: name, reader of a span of the lines view, confidence; the first that reads rules
RULES: tuple[tuple[str, Callable[[Paper, KindGuess], Span | None], float], ...] = (
    ("court", _court, 0.93),
    ("labelled", _labelled, 0.9),
    ("in_columns", _in_columns, 0.8),
    ("letterhead", _letterhead, 0.9),
    ("meeting", _meeting, 0.85),
    ("sender", _sender, 0.85),
    ("itself", _itself, 0.85),
    ("head_signed", _head_signed, 0.8),
)
