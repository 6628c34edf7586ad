"""Names whose parts a form labels one by one: «Фамилия … Имя … Отчество …», or captions below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.aligned import AlignedText
from nlp.name_tokens import CHILD_OF, PARENT

#: «Фамилия СИЗОВ Имя ГЛЕБ Отчество ЮРЬЕВИЧ», each part under its own label.
_LABELLED = re.compile(
    r"фамилия[\s:_]+(?P<surname>[а-я-]+)[\s,;_]+и ?м ?я[\s:_]+(?P<given>[а-я-]+)"
    r"(?:[\s,;_]+отчество(?:\s*\([^)\n]{0,20}\))?[\s:_]+"
    rf"(?P<patronymic>[а-я-]+(?:[ ](?:{CHILD_OF})\b)?))?"
)
#: «СИЗОВ (фамилия) ГЛЕБ ЮРЬЕВИЧ (имя, отчество)», each part above its own caption.
_CAPTIONED = re.compile(
    r"(?<![а-я-])(?P<surname>[а-я-]{1,40})\s{0,9}\(фамилия\)\s{0,9}(?P<given>[а-я-]{1,40})"
    rf"(?:[ ]+(?P<patronymic>[а-я-]{{1,40}}(?:[ ](?:{CHILD_OF}))?))?\s{{0,9}}\(имя"
)


@dataclass(frozen=True, slots=True)
class LabelledName:
    """The parts of a name in title case, at `start:stop` of the prose view."""

    start: int
    stop: int
    surname: str
    given: str
    patronymic: str


def labelled_names(view: AlignedText) -> Iterator[LabelledName]:
    """The names of the forms of a text, those with labels first."""
    for pattern in (_LABELLED, _CAPTIONED):
        for match in view.matches(pattern):
            parts = (
                _in_title_case(view.text[slice(*match.span(name))]) if match[name] else ""
                for name in ("surname", "given", "patronymic")
            )
            last = "patronymic" if match["patronymic"] else "given"
            yield LabelledName(match.start("surname"), match.end(last), *parts)


def _in_title_case(words: str) -> str:
    """«ТОФИК ОГЛЫ» as «Тофик оглы»."""
    first, *rest = words.title().split(" ")
    return " ".join([first, *(word.lower() if PARENT.fullmatch(word) else word for word in rest)])
