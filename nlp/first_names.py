"""Given names that stand alone, told by a word of kinship, a column or the birth beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.column_roles import column_role
from nlp.grid import Grid
from nlp.name_tokens import Token, runs
from nlp.names import (
    NameMention,
    Shape,
    could_be_given,
    given_names,
    in_case,
    is_rare,
    overlaps,
)
from nlp.nominative import name_book
from nlp.paper import Paper

#: Words after which relatives are called by their given names.
_KIN = re.compile(
    r"\b(?:дет(?:и|ей|ям|ьми|ях)|сын(?:а|у|ом|овья|овей)?|доч(?:ь|ери|ерью|ку|ка|ки)"
    r"|ребен(?:ок|ка|ку|ком)|зовут|(?:старш|младш|средн)(?:ий|его|ему|ая|ей|юю|ем|им)"
    r"|брат(?:а|у|ом|ья|ьев)?|сестр(?:а|ы|е|у|ой)|вну(?:к|чк)[а-я]{0,2}|мальчик(?:а|у|ом)?"
    r"|девочк(?:а|и|е|у|ой)|двойн[а-я]{1,3}|близнец[а-я]{0,3}"
    r"|жен(?:а|ы|е|у|ой)|муж(?:а|у|ем)?|матер(?:и|ью)|мать|мам(?:а|ы|е|у|ой)|от(?:ец|ца|цу|цом)"
    r"|пап(?:а|ы|е|у|ой))\b[\s:,(–-]*"
)
#: «Тимур (04.10.2014), Яна 6 лет и …»: a name with what may stand between it and the next.
_NAME = r"[А-ЯЁ][а-яё]{1,20}(?:-[А-ЯЁ][а-яё]{1,20})?"
_GIVEN_LIST = re.compile(
    rf"(?:[а-яё]{{3,12}}(?:ый|ой|ий|ая|яя|ого|его|ую|юю)\s)?{_NAME}"
    r"(?:\s*\([^()\n]{1,40}\)|,?\s(?:\d{1,2}|[а-яё]{3,14})\s(?:лет|года?|мес[а-я]*)\b\.?"
    r"|\sлет\s[а-яё]{3,14}|,?\s?\d[\d.]{3,9}(?:\s?г\.?\s?р\.?)?|,?\s\d{1,2}\s?кл[а-яё]*\.?)?"
    r"(?:\s*(?:[,;:]|,?\sи\s)\s*)?"
)
#: What follows the name of a child at once: a birth, an age, a class.
_BIRTH_AFTER = re.compile(
    r"[ ,;(–-]{1,4}(?:д\.?\s?р\.?:?\s|род(?:\.|ил[а-я]{2,3})\s)?"
    r"(?:(?:\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2} [а-я]{3,8} \d{4}|(?:19|20)\d\d)"
    r"\s?(?:г\.?\s?р|года? рожд|г\. ?рожд)|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b"
    r"|\d{1,2}\s(?:лет|год|мес)|учени[кц]|воспитанни|\d{1,2}[ -]?(?:\"?[а-г]\"? )?кл)"
)
_LIKE_SURNAMES = re.compile(
    r"(?:[оеё]в|[иы]н|[сц]к(?:ий|ая|ой|ого|ому|ую)|ых|ко|енк)(?:а|ой|у|ым|ых|ы)?$"
)


def with_given_names(
    paper: Paper, grid: Grid, mentions: tuple[NameMention, ...]
) -> tuple[NameMention, ...]:
    """`mentions` and the given names alone of those whom the paper calls by these."""
    alone = {run[0].start: run[0] for run in runs(paper.prose) if len(run) == 1}
    surnames = {mention.surname for mention in mentions}
    found = {
        name.start: name
        for name in (
            *_after_kin(paper, alone),
            *_before_births(paper, alone),
            *_in_columns(paper, grid, alone),
        )
        if not overlaps(mentions, name) and name.given not in surnames
    }
    named = tuple(sorted((*mentions, *found.values()), key=lambda mention: mention.start))
    joined = [name for name in _after_and(paper, named, alone) if not overlaps(named, name)]
    return in_case(paper, tuple(sorted((*named, *joined), key=lambda mention: mention.start)))


def _after_kin(paper: Paper, alone: dict[int, Token]) -> Iterator[NameMention]:
    for match in _KIN.finditer(paper.prose.folded):
        stop = match.end()
        while item := _GIVEN_LIST.match(paper.prose.text, stop):
            stop = item.end()
        yield from given_names(paper, match.end(), stop)
        introduced = match.group().rstrip().endswith((":", "-", "–"))
        for start in range(match.end(), stop) if introduced else ():
            if start in alone and _may_be_rare(paper, alone[start]):
                yield _given(alone[start])


def _before_births(paper: Paper, alone: dict[int, Token]) -> Iterator[NameMention]:
    for token in alone.values():
        named = could_be_given(token.text) or _may_be_rare(paper, token)
        if named and not token.initial and _BIRTH_AFTER.match(paper.prose.folded, token.stop):
            yield _given(token)


def _in_columns(paper: Paper, grid: Grid, alone: dict[int, Token]) -> Iterator[NameMention]:
    """«Полина, 3 кл.» in a column of children."""
    for cell in grid.cells:
        if column_role(cell.head) != "child":
            continue
        start, stop = paper.prose.view(cell.start), paper.prose.view(cell.stop)
        for token in (alone[place] for place in range(start, stop) if place in alone):
            opens = not paper.prose.text[start : token.start].rpartition("\n")[2].strip(" \t,;и")
            if opens and not token.initial and could_be_given(token.text):
                yield _given(token)


def _after_and(
    paper: Paper, mentions: tuple[NameMention, ...], alone: dict[int, Token]
) -> Iterator[NameMention]:
    """«Манджиева Алина и Дамир»: the surname of both is said once."""
    for mention in mentions:
        match = re.compile(r" и ").match(paper.prose.text, mention.stop)
        token = alone.get(match.end()) if match else None
        if not token or mention.shape not in (Shape.SHORT, Shape.GIVEN) or token.initial:
            continue
        after = paper.prose.text[token.stop : token.stop + 2]
        ends = not after.strip() or after[0] in ",.;:()\n" or after[1:].isdigit()
        if ends and (could_be_given(token.text) or _may_be_rare(paper, token)):
            yield _given(token)


def _may_be_rare(paper: Paper, token: Token) -> bool:
    """A word that no dictionary holds and that is not made like a surname."""
    return (
        not token.initial
        and is_rare(paper, token)
        and not name_book().is_common(token.text)
        and not _LIKE_SURNAMES.search(token.text)
    )


def _given(token: Token) -> NameMention:
    return NameMention(token.start, token.stop, Shape.GIVEN, "", token.text)
