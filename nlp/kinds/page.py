"""What the clues of kinds look at: the zones of a paper and the marks of its layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlp.layout import Line, letters_of
from nlp.paper import Paper
from nlp.titles import title_start
from papers.evidence import Place

_UID = re.compile(r"\b\d\d[a-zа-я]{2}\d{4}-\d\d-\d{4}-\d{6}-\d\d\b")
_TICK = r"(?:[\[(|]\s?[vхx+✓✔]\s?[\])|]|[☑☒✓✔])"
_NO = re.compile(rf"{_TICK}\s*(?:я\s+)?(?:не даю|не согла|отказыва)")
_YES = re.compile(rf"{_TICK}\s*(?:я\s+)?(?:даю|соглас)")
#: Titles of several printed lines are read together with so many lines below them.
_BELOW = 2
_HEADING = 240


@dataclass(frozen=True)
class KindPage:
    """A paper as the recogniser of kinds sees it: letters of its titles, zones, marks."""

    titles: tuple[str, ...]
    zones: Mapping[str, str]
    marks: frozenset[str]


def look_at(paper: Paper, known: frozenset[str]) -> KindPage:
    """The zones and marks of `paper`; `known` are the letters of titles that kinds have."""
    titles = [
        i
        for i, line in enumerate(paper.printed)
        if title_start(line) is not None
        or (line.letters in known and not line.text.endswith((".", ",")))
    ]
    zones = {
        "heading": _heading(paper, titles),
        "letterhead": _part(paper, Place.HEAD) or _part(paper, Place.SIGN),
        "addressee": _part(paper, Place.ADDR),
        "operative": _part(paper, Place.OPER),
        "text": paper.prose.folded,
    }
    letters = tuple(letters_below(paper.printed, i) for i in titles)
    return KindPage(letters, zones, frozenset(_marks(paper, zones, bool(titles))))


def letters_below(printed: Sequence[Line], title: int) -> str:
    """Letters of the line that is a title, from the title on, and of the lines below it."""
    first, below = printed[title], printed[title + 1 : title + 1 + _BELOW]
    return letters_of(first.text[title_start(first) or 0 :]) + "".join(x.letters for x in below)


def _heading(paper: Paper, titles: list[int]) -> str:
    """The title with what stands below it, and the subject."""
    subject = _part(paper, Place.SUBJ)
    if not titles:
        return subject
    start = paper.printed[titles[0]].start
    return paper.lines.folded[start : start + _HEADING] + "\n" + subject


def _part(paper: Paper, place: Place) -> str:
    """The folded text of every part of one place."""
    view = paper.lines
    spans = ((view.view(part.start), view.view(part.stop)) for part in paper.anatomy.of(place))
    return "\n".join(view.folded[start:stop] for start, stop in spans)


def _marks(paper: Paper, zones: Mapping[str, str], titled: bool) -> Iterator[str]:
    """Names of the marks that kinds.toml may weigh."""
    letterhead = any(part.place is Place.HEAD for part in paper.anatomy.parts[:3])
    addressee = bool(zones["addressee"])
    citizen = bool(paper.anatomy.of(Place.PERS))
    if addressee:
        yield "addressee"
    if letterhead:
        yield "letterhead"
    else:
        yield "unlettered"
    if not titled:
        yield "untitled"
    if citizen:
        yield "citizen"
    elif addressee and letterhead:
        yield "letter"
    if _UID.search(zones["text"]):
        yield "uid"
    refused, given = (len(ticked.findall(zones["text"])) for ticked in (_NO, _YES))
    if refused > given:  # one point of a consent may be refused
        yield "ticked_refusal"
