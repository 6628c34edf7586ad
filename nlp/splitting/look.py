"""A page looked at by itself: its head, its foot, its numbers; without language models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median

from nlp.aligned import AlignedText
from nlp.anatomy import dissect
from nlp.kinds.lexicon import KindLexicon
from nlp.kinds.page import letters_below
from nlp.layout import Line, printed_lines
from nlp.letterhead import BODY_NAME
from nlp.paper import Anatomy, views
from nlp.titles import title_start
from papers.document import Document, Page, Word
from papers.evidence import Place

#: A word that was read less surely may be dirt or the other side of the sheet.
_SURE_WORD = 0.55
#: With fewer sure letters a page says nothing; a separator says no more than a word or two.
_BLANK_LETTERS, _SEPARATOR_LETTERS = 6, 40
_SEPARATOR_WORDS = 5
#: A separator's word stands away from the top, where the last lines of a paper would stand.
_SEPARATOR_TOP = 0.2
#: Two columns of a head may have been read as one line.
_LONGEST_NAME = 130
_OFFICE_LINES = 7
_SEPARATOR = re.compile(r"(?:лист\W*)?раздел\w*|вкладыш|[*=—–_ -]+")
#: Lines in which a head stands, and lines at either end in which a page's number stands.
_HEAD_LINES, _NUMBER_LINES = 22, 2
_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s?)?(?P<bare>\d{1,2})(?:\s?[-–—])?"
    r"|(?:лист|стр\.?|страница|с\.)\s*(?P<named>\d{1,3})(?:\s*(?:из|/)\s*\d{1,3})?"
    r"|(?P<of>\d{1,3})\s*(?:из|/)\s*\d{1,3}"
)
_ANNEX = re.compile(r"приложение(?:\s*(?:№|n)\s?\d+)?\b(?!\s*:)")
_CONTENT = re.compile(r"[a-zа-я0-9]")
_ITEM = re.compile(r"(\d{1,2})(?:\.(?!\d)|\))\s*\S")
_IDENTIFIERS = re.compile(
    r"\b\d\d[a-zа-я]{2}\d{4}-\d\d-\d{4}-\d{6}-\d\d\b"  # УИД
    r"|\b\d{4,6}/\d\d/\d{4,9}(?:-ип)?\b"
    r"|\b\d{1,2}[а-я]?-\d{1,6}/\d{4}\b"
)
_PERSON = re.compile(
    r"\b([А-ЯЁ][а-яё]{3,})(?=\s+[А-ЯЁ](?:\.|[а-яё]{3,}\s+[А-ЯЁ][а-яё]+(?:ич|вн|ич\w|вн\w)))"
)
_DATE_NUMBER = re.compile(
    r"(?:\d\d\.\d\d\.\d{4}|20\d\d\s?г).{0,40}(?:№|\bn\b)|(?:№|\bn\b)\s?\S*\d.{0,30}\bот\b"
)
#: So much of a surname tells it in every case.
_STEM = 5


class Role(StrEnum):
    PAGE = "page"
    BLANK = "blank"
    SEPARATOR = "separator"


@dataclass(frozen=True, slots=True)
class PageLook:
    """What one page shows.

    `lines` are its printed lines without page numbers; `number` the page number printed on it;
    `office` the name of an office in its letterhead, `title_at` the index of the line of its
    title, `kind` the kind of paper that the title names ("" for none); `ends_at` where on the page
    the last line stands, 0..1; `items` the numbers of list items in order.
    """

    page: Page
    role: Role
    lines: tuple[Line, ...] = ()
    anatomy: Anatomy = field(default_factory=Anatomy)
    number: int | None = None
    office: str = ""
    title_at: int | None = None
    kind: str = ""
    ends_at: float = 0.0
    items: tuple[int, ...] = ()
    identifiers: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    dated: bool = False

    @property
    def first(self) -> Line | None:
        return self.lines[0] if self.lines else None

    @property
    def last(self) -> Line | None:
        return self.lines[-1] if self.lines else None

    @property
    def letters(self) -> int:
        return sum(len(line.letters) for line in self.lines)

    @property
    def head(self) -> tuple[Line, ...]:
        return self.lines[:_HEAD_LINES]

    def has(self, place: Place) -> bool:
        return bool(self.anatomy.of(place))

    @property
    def annex(self) -> bool:
        return any(_ANNEX.match(line.text) for line in self.lines[:2])


def look_at_page(document: Document, page: Page, kinds: KindLexicon) -> PageLook:
    """The page by itself; a page without sure words is blank."""
    role = _role(page)
    if role is not Role.PAGE:
        return PageLook(page, role)
    text = document.text[page.start : page.stop]
    view, _ = views(Document(text, ()))
    printed = printed_lines(view)
    lines, number = _numbered(printed)
    anatomy = dissect(view)
    titles = [i for i, line in enumerate(lines[:_HEAD_LINES]) if title_start(line) is not None]
    return PageLook(
        page=page,
        role=role,
        lines=lines,
        anatomy=anatomy,
        office=_office(view, lines, anatomy),
        number=number,
        title_at=titles[0] if titles else None,
        kind=_kind(letters_below(lines, titles[0]), kinds) if titles else "",
        ends_at=_ends_at(page),
        items=tuple(_items(lines)),
        identifiers=frozenset(_IDENTIFIERS.findall(view.folded)),
        people=frozenset(m[1][:_STEM].casefold() for m in _PERSON.finditer(text)),
        dated=any(_DATE_NUMBER.search(line.text) for line in lines[:_HEAD_LINES]),
    )


def _office(view: AlignedText, lines: Sequence[Line], anatomy: Anatomy) -> str:
    """The first of the top lines that names an office, and is no sentence about one."""
    for line in lines[:_OFFICE_LINES]:
        named = line.shown[:1].isupper() and BODY_NAME.match(line.text)
        in_head = anatomy.place_at(view.offsets[line.start]) is Place.HEAD
        if named and in_head and len(line.text) < _LONGEST_NAME:
            return line.shown
    return ""


def _kind(letters: str, kinds: KindLexicon) -> str:
    """The kind whose title these letters begin with, of several the surest."""
    told = [
        (clue.weight, rules.id)
        for rules in kinds.kinds.values()
        for clue in rules.titles
        if letters.startswith(clue.letters)
    ]
    return max(told, default=(0.0, ""))[1]


def _role(page: Page) -> Role:
    sure = [word for word in page.words if _is_sure(word)]
    if not page.words and page.stop > page.start:
        return Role.PAGE  # words that nobody has placed
    told = " ".join(word.text.casefold() for word in sure)
    letters = len(_CONTENT.findall(told))
    if _SEPARATOR.fullmatch(told):
        return Role.SEPARATOR
    if letters < _BLANK_LETTERS:
        return Role.BLANK
    tops = [word.box.top for word in sure if word.box]
    few = letters < _SEPARATOR_LETTERS and len(sure) <= _SEPARATOR_WORDS
    return Role.SEPARATOR if few and tops and min(tops) > _SEPARATOR_TOP else Role.PAGE


def _is_sure(word: Word) -> bool:
    return word.confidence is None or word.confidence >= _SURE_WORD


def _numbered(printed: Sequence[Line]) -> tuple[tuple[Line, ...], int | None]:
    """The lines without the page's number, and the number; a lone figure inside is none."""
    ends = [*printed[:_NUMBER_LINES], *printed[-_NUMBER_LINES:]]
    for line in ends if len(printed) > 2 * _NUMBER_LINES else printed[:1]:
        if match := _PAGE_NUMBER.fullmatch(line.text):
            told = next(group for group in match.groups() if group)
            return tuple(other for other in printed if other is not line), int(told)
    return tuple(printed), None


def _ends_at(page: Page) -> float:
    bottoms = sorted(word.box.bottom for word in page.words if word.box and _is_sure(word))
    return median(bottoms[-3:]) if bottoms else 1.0


def _items(lines: Sequence[Line]) -> Iterator[int]:
    for line in lines:
        if line.first and (match := _ITEM.match(line.text)):
            yield int(match[1])
