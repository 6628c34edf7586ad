"""What to ask the reader for again: values that fail a check or stand on words read unsurely."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from casework.field import FieldCandidate
from casework.findings import Findings, FoundPerson
from nlp.aligned import AlignedText
from nlp.checks.weighing import STEP as CHECK
from nlp.dates import find_dates
from nlp.paper import Paper
from nlp.particulars import is_snils
from papers.document import Method, Page, Word
from papers.geometry import Box, hull
from papers.second_look import Expected, Question, Region

#: Fields whose value hangs on single figures.
FIGURES = frozenset(
    {"doc_number", "incoming_number", "reply_to_number", "protocol_number", "case_number", "uid",
     "enforcement_number", "debt_amount", "doc_date", "incoming_date", "reply_to_date",
     "protocol_date", "effective_date", "alimony_from", "survey_date", "reply_due", "address",
     "registration_address"}
)  # fmt: skip
#: A word less surely recognised than this is asked for; one that fails its check always.
_DOUBTFUL = 0.85
_FAILED = 0.0
#: Above this share of figures among its letters a region is read by figures alone.
_FIGURES_ONLY = 0.6
#: Gaps wider than this (in heights of the word) part a printed line in two.
_CELL_GAP = 1.6


@dataclass(frozen=True, slots=True)
class _NearMiss:
    """What looks like a date or a number and is none unless `is_right`."""

    pattern: re.Pattern[str]
    is_right: Callable[[AlignedText, re.Match[str]], bool] = lambda _view, _match: False


_NEAR_MISSES = (
    _NearMiss(
        re.compile(r"(?<![\w.,/-])[\dоoзбil]{2}[.,][\dоoзбil]{2}[.,](?:19|20)\d\d(?!\w)"),
        lambda view, match: bool(find_dates(view, *match.span())),
    ),
    # 2-1178/2925: a court's case of no year
    _NearMiss(re.compile(r"(?<![\w/-])\d{1,2}[а-я]?-\d{1,6}/(?!19\d\d|20\d\d)\d{4}(?!\w)")),
    # 10 кон.: kopecks under another name
    _NearMiss(re.compile(r"(?<=руб. )\d\d (?!коп)[а-я0-9]{3}\.")),
    # an insurance number whose check digits are others
    _NearMiss(
        re.compile(r"(?<![\d-])\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)"),
        lambda _view, match: is_snils(re.sub(r"\D", "", match.group())),
    ),
)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A span of the document that may have been misread; `sureness` 0..1, 0 for a failed check."""

    start: int
    stop: int
    sureness: float


def questions(paper: Paper, findings: Findings) -> tuple[Question, ...]:
    """Regions of recognised pages to be read again, the most doubtful first, none twice."""
    doubts = sorted(_doubts(paper, findings), key=lambda doubt: doubt.sureness)
    asked: list[Question] = []
    for doubt in doubts:
        question = _question(paper, doubt)
        if question and not any(_overlap(question, other) for other in asked):
            asked.append(question)
    return tuple(asked)


def _doubts(paper: Paper, findings: Findings) -> Iterator[_Doubt]:
    if not paper.document.scanned:
        return
    yield from _failed(paper)
    for candidate in _values(findings):
        yield from _unsure(paper, candidate)


def _values(findings: Findings) -> Iterator[FieldCandidate]:
    """The values that hang on figures; of the names none was misread that could be mended."""
    for reading in findings.fields:
        if reading.field in FIGURES:
            yield reading.candidates[0]
    for person in findings.people:
        yield from _figures_of(person)


def _figures_of(person: FoundPerson) -> Iterator[FieldCandidate]:
    if person.birth_date:
        yield person.birth_date


def _unsure(paper: Paper, candidate: FieldCandidate) -> Iterator[_Doubt]:
    """The figures of a value's evidence that were recognised unsurely, or fail a check."""
    first = candidate.evidence[0]
    failed = fails_a_check(candidate)
    for word in paper.document.words_between(first.start, first.stop):
        sure = word.confidence or 0.0
        if any(map(str.isdigit, word.text)) and (failed or sure < _DOUBTFUL):
            yield _Doubt(word.start, word.stop, _FAILED if failed else max(0.01, sure))


def fails_a_check(candidate: FieldCandidate) -> bool:
    """Whether a check of the paper's own has made the value less sure."""
    return any(
        step.what == CHECK and step.confidence < before.confidence
        for before, step in pairwise(candidate.trail)
    )


def _failed(paper: Paper) -> Iterator[_Doubt]:
    """What looks like a date or a number and can be none."""
    view = paper.lines
    for near in _NEAR_MISSES:
        for match in view.matches(near.pattern):
            if not near.is_right(view, match):
                yield _Doubt(*view.raw(*match.span()), _FAILED)


def _question(paper: Paper, doubt: _Doubt) -> Question | None:
    """The whole words of a doubt on one printed line; None where OCR has read nothing."""
    document = paper.document
    words = [word for word in document.words_between(doubt.start, doubt.stop) if word.box]
    page = document.page_at(doubt.start)
    if not words or page.method is not Method.OCR or not page.width:
        return None
    boxes = [word.box for word in words if word.box]
    if not all(box.same_line(boxes[0]) for box in boxes):
        return None
    start, stop = words[0].start, words[-1].stop
    line = hull(_line(page, words))
    text = document.text[start:stop]
    return Question(page.number, start, stop, Region(hull(boxes), line, _expected(text)))


def _line(page: Page, words: list[Word]) -> list[Box]:
    """The boxes of the words and of their neighbours up to the next wide gap."""
    own = [word.box for word in words if word.box]
    first, last = page.words.index(words[0]), page.words.index(words[-1])
    left = _neighbours(page, own[0], reversed(page.words[:first]))
    return [*left, *own, *_neighbours(page, own[-1], page.words[last + 1 :])]


def _neighbours(page: Page, near: Box, words: Iterable[Word]) -> Iterator[Box]:
    """The boxes that follow each other from `near` on, on its line."""
    for word in words:
        if word.box is None or not _are_neighbours(word.box, near, page):
            return
        yield word.box
        near = word.box


def _are_neighbours(one: Box, other: Box, page: Page) -> bool:
    gap = max(one.left, other.left) - min(one.right, other.right)
    height = max(one.height, other.height) * (page.height or 1)
    return one.same_line(other) and gap * (page.width or 1) < _CELL_GAP * height


def _expected(text: str) -> Expected:
    letters = [char for char in text if char.isalnum()]
    figures = sum(char.isdigit() for char in letters)
    words = re.search(r"[^\W\d_]{2}", text)
    alone = not words and figures >= _FIGURES_ONLY * len(letters)
    return Expected.FIGURES if alone else Expected.ANYTHING


def _overlap(one: Question, other: Question) -> bool:
    return one.start < other.stop and other.start < one.stop
