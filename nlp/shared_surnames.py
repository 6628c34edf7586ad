"""Names of several under one surname: «Котовы Иван Ильич и Анна», «Олег и Мария Кузьмины»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.aligned import AlignedText
from nlp.declension import Case
from nlp.name_tokens import Token
from nlp.name_tokens import tokens as name_tokens
from nlp.names import NameMention, Shape, could_be_given, listed_after
from nlp.nominative import is_patronymic, name_book, readings
from nlp.paper import Paper

_PLURAL = re.compile(
    r"(?P<stem>[А-ЯЁ][а-яё]+(?:(?:[оеё]в|[иы]н)(?=ы)|[сц]к(?=и)))(?P<end>ы(?:х|м|ми)?|и(?:е|х|м|ми))"
)
#: What the plural's ending is for a man and for a woman, and in which cases it stands.
_SINGULAR: dict[str, tuple[str, str, tuple[Case, ...]]] = {
    "ы": ("", "а", ("nom",)), "ых": ("а", "ой", ("gen", "acc")),
    "ым": ("у", "ой", ("dat",)), "ыми": ("ым", "ой", ("ins",)),
    "ие": ("ий", "ая", ("nom",)), "их": ("ого", "ой", ("gen", "acc")),
    "им": ("ому", "ой", ("dat",)), "ими": ("им", "ой", ("ins",)),
}  # fmt: skip
_ACCUSATIVE = {"ых": "у", "их": "ую"}  # of women: Котову, Донскую
_OPENING = re.compile(r"[ \n]{0,3}[:(–-]?[ \n]{0,3}")
_AND = re.compile(r"\s{0,3}(?:,|\sи)\s{1,3}")


def shared_surnames(paper: Paper) -> Iterator[NameMention]:
    """The members of a family who are named after, or before, the plural of their surname."""
    tokens = name_tokens(paper.prose)
    for at, token in enumerate(tokens):
        plural = None if token.initial else _PLURAL.fullmatch(token.text)
        if plural is None or name_book().is_common(token.text):
            continue
        members = _after(paper.prose, tokens, at) or _before(paper.prose, tokens, at)
        if members and _agrees(plural, *members[0]):
            yield from (_named(plural, given, father) for given, father in members)


_Member = tuple[Token, Token | None]


def _after(view: AlignedText, tokens: Sequence[Token], at: int) -> list[_Member]:
    members: list[_Member] = []
    gap, stop, place = _OPENING, tokens[at].stop, at + 1
    while place < len(tokens):
        given = tokens[place]
        between = view.text[stop : given.start]
        if not (gap.fullmatch(between) or (members and listed_after(between))):
            break
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        father = following if following and _patronymic(following) else None
        if given.initial or not (father or could_be_given(given.text)):
            break
        if following and not father and not following.opens:
            break  # «Иван Котов»: a name with a surname of its own
        members.append((given, father))
        place += 2 if father else 1
        stop, gap = tokens[place - 1].stop, _AND
    return members


def _before(view: AlignedText, tokens: Sequence[Token], at: int) -> list[_Member]:
    members: list[_Member] = []
    stop, place = tokens[at].start, at - 1
    while place >= 0 and not tokens[place].initial and could_be_given(tokens[place].text):
        between = view.text[tokens[place].stop : stop]
        if not (_AND.fullmatch(between) if members else re.fullmatch(r" {1,2}", between)):
            break
        members.insert(0, (tokens[place], None))
        stop, place = tokens[place].start, place - 1
    return members if len(members) > 1 else []


def _patronymic(token: Token) -> bool:
    return not token.opens and not token.initial and is_patronymic(token.text)


def _agrees(plural: re.Match[str], given: Token, father: Token | None) -> bool:
    """«Котовым Иваном» is one man in the instrumental, «Котовым Ивану и Анне» are several."""
    best = readings("", given.text, father.text if father else "")[0]
    return bool(set(_SINGULAR[plural["end"]][2]) & set(best.cases))


def _named(plural: re.Match[str], given: Token, father: Token | None) -> NameMention:
    man, woman, cases = _SINGULAR[plural["end"]]
    patronymic = father.text if father else ""
    best = readings("", given.text, patronymic, cases)[0]
    ending = man if best.gender == "m" else woman
    if best.gender == "f" and "acc" in best.cases and "gen" not in best.cases:
        ending = _ACCUSATIVE.get(plural["end"], ending)
    return NameMention(
        given.start, (father or given).stop, Shape.FULL if father else Shape.SHORT,
        plural["stem"] + ending, given.text, patronymic, best.cases,
    )  # fmt: skip
