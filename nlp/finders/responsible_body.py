"""Орган, ответственный за работу с семьёй, as printed, on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casework.field import FieldCandidate
from casework.findings import KindGuess
from nlp.finders.rule import Rule
from nlp.paper import Paper

FINDER = "responsible_body"
FIELD = "responsible_body"

_BODY = (
    r"(?:орган\w*|учреждени\w*|организаци\w*|субъект\w*(?: системы)? профилактики"
    r"|исполнител\w+|координатор\w*)"
)
_NAMES = (
    r"(?:определить|назначить|определен[оаы]?|назначен[оаы]?|является|считать|утвердить|установить)"
)
#: Each ends where the name of the body begins.
BEFORE = (
    Rule(
        "body_responsible_for",
        rf"\bответственн\w+ {_BODY}[^.;:\n\t]{{0,140}}?(?:{_NAMES}|[:\t]| - )[\s:\t-]*"
        rf"|\b{_BODY},? ответственн\w+ за [^.;:\n\t]{{3,140}}?(?:{_NAMES}|[:\t]| - )[\s:\t-]*",
        0.93,
    ),
    Rule(
        "labelled",
        rf"\b(?:(?:орган\w*|учреждени\w*),? ответственн\w+|{_NAMES} ответственн\w+ {_BODY}) за "
        r"[^.;:\n\t]{3,90}?(?:семь\w+|несовершеннолетн\w+)(?: \([^)\n]{0,60}\))?[\s:_-]*",
        0.88,
    ),
    Rule(
        "responsible_for",
        rf"\bответственн\w+ за [^.;:\n\t]{{3,140}}?(?:{_NAMES}|[:\t]| - )[\s:\t-]*",
        0.75,
    ),
    Rule(
        "laid_upon",
        r"\bвозложить\b[^.;\n]{3,160}?(?:работ\w+|реабилитаци\w+|сопровождени\w+|плана"
        r"|координаци\w+)[^.;\n]{0,100}?\bна ",
        0.8,
    ),
    Rule(
        "handed_to",
        r"\b(?:передать|направить)\b[^.;\n]{3,120}?(?:семь\w+|сведени\w+"
        r"|информаци\w+)[^.;\n]{0,80}?\bв ",
        0.55,
    ),
    Rule(
        "named_last",
        rf"\b{_NAMES} (?:{_BODY},? )?ответственн\w+ за "
        rf"|\bкоординатор\w+ [^;:\n\t]{{0,60}}?{_NAMES}\s+",
        0.8,
    ),
    Rule("named_first", rf"\b(?:{_NAMES}|поручить)\s+", 0.85),
)
#: «Определить <орган> ответственным за …»: what must follow the name by the last rule.
_THEN = re.compile(
    rf"\s*(?:,\s*)?(?:{_BODY},? )?ответственн\w+(?: {_BODY})?,? за "
    r"|\s*(?:проведение|организацию|осуществление|обеспечение) "
)
#: «… за организацию работы БУ РК «…»»: the name begins at the first word in capitals.
_CAPITALS = re.compile(r"(?<![А-ЯЁа-яё])[А-ЯЁ]{2,}(?= [А-ЯЁ\"])")
_AHEAD = 160
_WORK = re.compile(
    r"семь|несовершеннолетн|профилактич|реабилитаци|план|ипр\b|индивидуальн|работ|сопровожд"
)
_ORGANISATION = re.compile(
    r"(?:\"|[А-ЯЁ]{2,}|(?:[Гг]осударственн|[Мм]униципальн|[Бб]юджетн|[Кк]аз[её]нн|[Аа]втономн"
    r"|[Кк]омплексн"
    r"|[Тт]ерриториальн|[Рр]еспубликанск|[Сс]оциальн(?!о опасн)|[Рр]айонн|[Гг]ородск)\w*"
    r"|[Цц]ентр\w*|[Уу]правлени\w*"
    r"|[Оо]тдел\w*|[Аа]дминистраци\w*|[Шш]кол\w*|[Дд]епартамент\w*|[Мм]инистерств\w*"
    r"|[Уу]чреждени\w*"
    r"|[Кк]омисси\w*|[Бб]ольниц\w*|[Пп]оликлиник\w*|[А-ЯЁ][а-яё]+(?:ск(?:ий|ая|ое|ого|ой|им))\b)"
)
_STOPS = re.compile(
    r"[;\n\t]|(?<=\")\s(?=[А-ЯЁ])|\.(?=\s|$)|,(?=\s)|\s\((?!г)|\s-\s|\s+(?:в срок|сроком|срок"
    r"|до \d|не позднее"
    r"|на период|на срок"
    r"|разработать|обеспечить|провести|организовать|проведени|организаци[юи] |осуществлени"
    r"|обеспечени|для |с целью|как |ответственн|органом"
    r"|учреждением)"
)
_ABBREVIATED = re.compile(r"(?:\b[а-яё]{1,3}|\b[А-ЯЁ])$", re.IGNORECASE)
_LONGEST = 170


def find(paper: Paper, kind: KindGuess) -> Iterable[FieldCandidate]:
    view = paper.prose
    taken: list[tuple[int, int]] = []
    for rule in BEFORE:
        for match in view.matches(rule.pattern):
            start = match.end()
            if rule.name == "named_last":
                start = _abbreviation(view.text, start)
            span = _organisation(paper, start)
            if span is None or any(span[0] < b and a < span[1] for a, b in taken):
                continue
            if rule.name == "named_first":
                ahead = _THEN.match(view.folded, span[1])
                if ahead is None or not _WORK.search(view.folded, ahead.end(), ahead.end() + 90):
                    continue
            elif rule.name == "responsible_for" and not _WORK.search(match.group()):
                continue
            elif rule.name == "handed_to" and view.folded.startswith("комисси", span[0]):
                continue  # papers go to a commission for it to decide, not to work with the family
            taken.append(span)
            evidence = paper.cite(view, *span)
            value = re.sub(r"\s+", " ", evidence.quote).strip(" ,:-")
            yield FieldCandidate(
                FIELD, value, evidence.quote, rule.confidence, (evidence,), FINDER, rule.name
            )


def _abbreviation(text: str, start: int) -> int:
    """Where the first word in capitals that opens a body's name begins, at or after `start`."""
    named = _CAPITALS.search(text, start, start + _AHEAD)
    return named.start() if named else start


def _organisation(paper: Paper, start: int) -> tuple[int, int] | None:
    """The span of a body's name that begins at `start`, its quotes balanced; None if none does."""
    text = paper.prose.text
    if not _ORGANISATION.match(text, start):
        return None
    place = start
    for stop in _STOPS.finditer(text, start, min(len(text), start + _LONGEST)):
        piece = text[start : stop.start()]
        if piece.count('"') % 2 and not piece.endswith('"'):
            continue
        if stop.group() == " " and paper.document.text[paper.prose.offsets[stop.start()]] != "\n":
            continue
        if stop.group() == "." and _ABBREVIATED.search(piece):
            continue
        if not piece.strip():
            return None
        return start, stop.start()
    place = min(len(text), start + _LONGEST)
    return (start, place) if place == len(text) and place > start else None
