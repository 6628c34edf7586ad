"""Fields that a label announces, as lexicon/fields.toml describes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from casework.field import FieldCandidate, Value
from casework.findings import KindGuess
from nlp.aligned import AlignedText
from nlp.assertion import assertion
from nlp.dates import date_at
from nlp.lexicon.fields import ValueType
from nlp.numbers import NUMBER, SIGN, clean
from nlp.paper import Paper

FINDER = "labelled"
RULE = "label"

#: What may stand between a label and its value.
_BETWEEN = re.compile(r"[\s:\"«_.\-–—]{0,40}")
_ON_THE_LINE = re.compile(r"[ \t:\"«_.\-–—]{0,40}")
_NUMBER = re.compile(rf"(?:{SIGN})?\s*(?P<value>{NUMBER})")
_MONEY = re.compile(
    r"(?P<rub>\d{1,3}(?:[ .]\d{3}){1,3}|\d{1,9})(?:\s?[,.-]\s?(?P<dec>\d\d)(?!\d))?"
    r"(?:\s?\([а-я\s,-]{4,160}\))?(?:\s*р(?:уб[а-я]*)?\b\.?(?:\s*(?P<kop>\d\d?)\s*коп)?)?"
)
_LINE = re.compile(r"[^\n\t]{1,300}")
_YES = re.compile(r"(?:да|имеется|есть|v|✓|☑|☒)(?!\w)")
_NO = re.compile(r"(?:нет|не имеется|отсутствует|☐)(?!\w)")
_DATE_REACH = 12
_ENDS = ' \t\n.,;:"«»_'

Span = tuple[int, int]
Read = tuple[Value, Span]


def find(paper: Paper, kind: KindGuess) -> Iterator[FieldCandidate]:
    for field in paper.lexicon.fields:
        if not field.of(kind.value):
            continue
        view = paper.prose if field.type in _RUNNING else paper.lines
        for label in view.matches(field.label):
            if read := _READERS[field.type](paper, label.span()):
                value, span = read
                yield paper.candidate(field.id, value, view, span, field.confidence, FINDER, RULE)


def _number(paper: Paper, label: Span) -> Read | None:
    view = paper.lines
    found = _NUMBER.match(view.folded, _after(view, label))
    if found is None:
        return None
    span = found.span("value")
    return clean(view, *span), span


def _date(paper: Paper, label: Span) -> Read | None:
    view = paper.lines
    found = date_at(view, _after(view, label), reach=_DATE_REACH)
    return (found.iso, (found.start, found.stop)) if found else None


def _money(paper: Paper, label: Span) -> Read | None:
    view = paper.lines
    found = _MONEY.match(view.folded, _after(view, label))
    if found is None:
        return None
    rubles, kopecks = re.sub(r"\D", "", found["rub"]), int(found["dec"] or found["kop"] or 0)
    return f"{rubles}.{kopecks:02d}", found.span()


def _line(paper: Paper, label: Span) -> Read | None:
    view = paper.lines
    between = _ON_THE_LINE.match(view.folded, label[1])
    found = _LINE.match(view.text, between.end() if between else label[1])
    return _trimmed(view, found.span()) if found else None


def _text(paper: Paper, label: Span) -> Read | None:
    """To the end of the label's own sentence."""
    view = paper.prose
    return _trimmed(view, (_after(view, label), paper.sentences.at(label[0])[1]))


def _yes(paper: Paper, label: Span) -> Read | None:
    """What the label is answered; a label without an answer says yes where the paper states it."""
    view = paper.prose
    after = _after(view, label)
    for answer, words in ((True, _YES), (False, _NO)):
        if found := words.match(view.folded, after):
            return answer, (label[0], found.end())
    return (True, label) if assertion(paper, *label).stated else None


def _after(view: AlignedText, label: Span) -> int:
    between = _BETWEEN.match(view.folded, label[1])
    return between.end() if between else label[1]


def _trimmed(view: AlignedText, span: Span) -> Read | None:
    """The text of a span without what closes it, if anything of it is a letter or a figure."""
    start, text = span[0], view.text[span[0] : span[1]]
    start += len(text) - len(text.lstrip(_ENDS))
    value = text.strip(_ENDS)
    shown = " ".join(value.split())
    return (shown, (start, start + len(value))) if any(map(str.isalnum, shown)) else None


_RUNNING = frozenset({ValueType.TEXT, ValueType.YES})
_READERS: dict[ValueType, Callable[[Paper, Span], Read | None]] = {
    ValueType.NUMBER: _number,
    ValueType.DATE: _date,
    ValueType.MONEY: _money,
    ValueType.TEXT: _text,
    ValueType.LINE: _line,
    ValueType.YES: _yes,
}
