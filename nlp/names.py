"""Where names stand in a text: a grammar on the patronymic and the initials.

Surname first or last, hyphens, оглы and кызы, capitals, line breaks, forms with a caption for
each part. Natasha's persons fill in what the grammar can't see; the grammar's borders win.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from nlp.aligned import AlignedText
from nlp.declension import CASES, Case
from nlp.labelled_names import labelled_names
from nlp.name_tokens import PARENT, Token, runs
from nlp.name_tokens import tokens as name_tokens
from nlp.nominative import NameBook, Reading, is_patronymic, name_book, readings
from nlp.paper import Paper
from nlp.russian import persons

#: «Олег и Мария Кузьмины»: the surname of several.
_PLURAL = re.compile(r"(?:(?:[оеё]в|[иы]н)(?:ы|ых|ыми)|[сц]к(?:ие|их|ими))$")
#: What makes the capitalised words after it a place: «пгт Белый Яр», «ул. Анны Ахматовой».
_PLACE_BEFORE = re.compile(
    r"(?<![а-я])(?:пгт\.?|[гсхпд]\.|пос(?:\.|[её]л[а-я]+)?|дер(?:\.|евн[а-я]+)|сел(?:\.|о|а|е)|ст\.|ст-ц[а-я]"
    r"|станиц[а-я]|хутор[а-я]?|аул[а-я]?|аал[а-я]?|улус[а-я]?|наслег[а-я]?|кишлак[а-я]?|рзд\.|разъезд[а-я]?"
    r"|ул\.?|улиц[а-я]|пер\.|пр\.|пр-кт|пр-д|проезд[а-я]?|б-р|бульвар[а-я]?|наб\.|пл\.|им\.|имени"
    r"|мкр\.?|город[а-я]?|дп|рп|р\.п\.|н\.п\.|снт|с/п|с/с|с\.п\.)\s?$"
)
#: «а. Верхняя Мара», «у. Нижний Бурят»: an aul, an ulus; a capital would be an initial.
_AUL_BEFORE = re.compile(r"(?<![А-Яа-яё.])[ау]\. ?$")
#: «Верхняя Мара», «Новая Ладога»: no surnames, but what tells a place from its neighbour.
_OF_PLACE = frozenset({"верхний", "нижний", "дальний", "ближний", "новый", "старый"})
#: «Дочери Екатерины»: the noun that governs a name.
_NOUN_BEFORE = re.compile(r"(?<![а-я-])(?P<noun>[а-я]{3,})(?: гр\.| ?(?P<dash>[-–—]))? $")
_LISTED = re.compile(r"[\s\d.,;()г-]*(?:р\.?[\s,;)]*)?(?:и\s+)?")
_ABBREVIATION = 3
_OF_WHOM = ("мат", "отц", "отец", "опекун", "бабушк", "дедушк", "сын", "доч", "брат", "сестр")
_TAGS = {"nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "prep": "loct"}


class Shape(Enum):
    FULL = auto()  # surname, given name and patronymic
    SHORT = auto()  # surname and given name
    NAMELY = auto()  # given name and patronymic
    INITIALS = auto()  # surname and initials
    GIVEN = auto()  # a given name alone


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name at `start:stop` of the prose view; its parts are title-case, in the case printed."""

    start: int
    stop: int
    shape: Shape
    surname: str
    given: str
    patronymic: str = ""
    cases: tuple[Case, ...] = CASES  # that the words before it allow

    @property
    def readings(self) -> tuple[Reading, ...]:
        return readings(self.surname, self.given, self.patronymic, self.cases)

    @property
    def initials(self) -> tuple[str, str]:
        return self.given[:1], self.patronymic[:1]


def find_names(paper: Paper, known: tuple[NameMention, ...] = ()) -> tuple[NameMention, ...]:
    """Every name of the paper's prose in text order, without overlaps; `known` are certain."""
    taken: list[NameMention] = []
    for found in (iter(known), _in_forms(paper.prose), _by_grammar(paper), _by_natasha(paper)):
        earlier = sorted(taken, key=lambda mention: mention.start)
        for mention in found:
            if _in_place(paper, mention.start):
                continue
            if not overlaps(earlier, mention) and _may_be_person(paper, mention):
                taken.append(mention)
    return in_case(paper, tuple(sorted(taken, key=lambda mention: mention.start)))


def _in_place(paper: Paper, start: int) -> bool:
    """Whether the word before a name makes it one of a place."""
    near = max(0, start - 12)
    return bool(
        _PLACE_BEFORE.search(paper.prose.folded, near, start)
        or _AUL_BEFORE.search(paper.prose.text, near, start)
    )


def overlaps(mentions: Sequence[NameMention], mention: NameMention) -> bool:
    """Whether `mention` shares a character with one of `mentions`, which stand in text order."""
    after = bisect_left(mentions, mention.stop, key=lambda other: other.start)
    return after > 0 and mentions[after - 1].stop > mention.start


def in_case(paper: Paper, mentions: tuple[NameMention, ...]) -> tuple[NameMention, ...]:
    """Tell names without a patronymic the cases that the word before them, or their list, allows.

    «Дочери Екатерины» is no nominative; «Тимур (04.10.2014), Яна (17.06.2018)» share a case.
    """
    told: list[NameMention] = []
    for mention in mentions:
        cases = CASES
        if mention.shape in (Shape.SHORT, Shape.INITIALS, Shape.GIVEN):
            cases = _governed(paper, mention.start)
            previous = told[-1] if told else None
            if cases == CASES and previous and _listed(paper, previous, mention):
                best = previous.readings[0]
                cases = best.cases if best.weight > 0.6 else previous.cases
        told.append(replace(mention, cases=cases))
    return tuple(told)


def _governed(paper: Paper, start: int) -> tuple[Case, ...]:
    """The cases of the noun right before a name; all when there is none."""
    match = _NOUN_BEFORE.search(paper.prose.folded, max(0, start - 40), start)
    if match is None:
        return CASES
    tags = {
        parse.tag.case
        for parse in paper.morphology.parse(match["noun"])
        if parse.tag.POS in {"NOUN", "ADJF"}
    }
    if match["noun"].startswith(_OF_WHOM):
        tags.add("gent")  # «мать Анны»: whose mother it is, as well as who the mother is
    if match["dash"]:
        tags.add("nomn")  # «двое детей – Анна и Пётр»: after a dash a list begins anew
    return tuple(case for case in CASES if _TAGS[case] in tags) or CASES


def _listed(paper: Paper, previous: NameMention, mention: NameMention) -> bool:
    return listed_after(paper.prose.folded[previous.stop : mention.start])


def listed_after(between: str) -> bool:
    """Whether what stands between two names makes a list of them: births, commas, «и»."""
    return len(between) < 40 and bool(_LISTED.fullmatch(between.lower()))


def given_names(paper: Paper, start: int, stop: int) -> Iterator[NameMention]:
    """Given names that stand alone between two places of the prose view."""
    for token in name_tokens(paper.prose, start, stop):
        if not token.initial and could_be_given(token.text):
            yield NameMention(token.start, token.stop, Shape.GIVEN, "", token.text)


def _by_grammar(paper: Paper) -> Iterator[NameMention]:
    book = name_book()
    for run in runs(paper.prose):
        at = 0
        while at < len(run):
            found = _name_at(book, paper.prose, run, at)
            if found is None:
                at += 1
                continue
            mention, at = found
            yield mention


def _name_at(
    book: NameBook, view: AlignedText, run: tuple[Token, ...], at: int
) -> tuple[NameMention, int] | None:
    """The longest name that begins at token `at` of its run, and the token after it."""
    for rule in (_full, _given_first, _initials_after, _initials_before, _short):
        found = rule(book, run, at)
        if found:
            mention, after = found
            stop = _with_dot(view.text, run[after - 1])
            return (
                NameMention(
                    mention.start, stop, mention.shape,
                    mention.surname, mention.given, mention.patronymic,
                ),
                after,
            )  # fmt: skip
    return None


_Found = tuple[NameMention, int] | None


def _full(book: NameBook, run: tuple[Token, ...], at: int) -> _Found:
    """Surname, given name, patronymic."""
    end = _patronymic_end(run, at + 2)
    if (
        not end
        or any(token.initial for token in run[at : at + 2])
        or not _may_be_name(book, run, at)
    ):
        return None
    if not _may_be_name(book, run, at + 1):
        return None
    return _mention(run, at, end, Shape.FULL, run[at], run[at + 1], run[at + 2 : end])


def _given_first(book: NameBook, run: tuple[Token, ...], at: int) -> _Found:
    """Given name, patronymic and, when it agrees, the surname."""
    end = _patronymic_end(run, at + 1)
    if not end or run[at].initial or not _may_be_name(book, run, at):
        return None
    if end < len(run) and not run[end].initial and _may_be_name(book, run, end):
        another = _patronymic_end(run, end + 2)  # the next name's own surname
        if not another and not _patronymic_end(run, end + 1):
            return _mention(run, at, end + 1, Shape.FULL, run[end], run[at], run[at + 1 : end])
    return _mention(run, at, end, Shape.NAMELY, None, run[at], run[at + 1 : end])


def _initials_after(book: NameBook, run: tuple[Token, ...], at: int) -> _Found:
    """«Иванова И.П.», «Иванова И.»."""
    if run[at].initial or not _may_be_name(book, run, at):
        return None
    end = at + 1
    while end < len(run) and end < at + 3 and run[end].initial:
        end += 1
    if end == at + 1:
        return None
    return _mention(run, at, end, Shape.INITIALS, run[at], run[at + 1], run[at + 2 : end])


def _initials_before(book: NameBook, run: tuple[Token, ...], at: int) -> _Found:
    """«И.П. Иванова»; one initial alone may as well be «с.» or «п.» of a place."""
    end = at + 2
    if end >= len(run) or not all(token.initial for token in run[at:end]) or run[end].initial:
        return None
    if not _may_be_name(book, run, end):
        return None
    return _mention(run, at, end + 1, Shape.INITIALS, run[end], run[at], run[at + 1 : end])


def _short(book: NameBook, run: tuple[Token, ...], at: int) -> _Found:
    """Surname and given name in either order, both of which must look their part."""
    if at + 1 >= len(run) or any(token.initial for token in run[at : at + 2]):
        return None
    if _patronymic_end(run, at + 2) or _patronymic_end(run, at + 3):
        return None  # a longer name begins here or at the next word
    first, second = run[at], run[at + 1]
    if not (_may_be_name(book, run, at) and _may_be_name(book, run, at + 1)):
        return None
    for surname, given in ((first, second), (second, first)):
        if _PLURAL.search(surname.text):
            continue
        if could_be_surname(surname.text) and could_be_given(given.text):
            return _mention(run, at, at + 2, Shape.SHORT, surname, given, ())
    return None


def _patronymic_end(run: tuple[Token, ...], at: int) -> int:
    """The token after the patronymic that begins at `at`; 0 when there is none."""
    if at >= len(run) or run[at].initial:
        return 0
    if at + 1 < len(run) and PARENT.fullmatch(run[at + 1].text) and run[at + 1].text.islower():
        return at + 2
    return at + 1 if is_patronymic(run[at].text) else 0


def _mention(
    run: tuple[Token, ...],
    at: int,
    end: int,
    shape: Shape,
    surname: Token | None,
    given: Token,
    patronymic: tuple[Token, ...],
) -> tuple[NameMention, int]:
    def shown(token: Token) -> str:
        return token.text + "." if token.initial else token.text

    return (
        NameMention(
            run[at].start,
            run[end - 1].stop,
            shape,
            shown(surname) if surname else "",
            shown(given),
            " ".join(map(shown, patronymic)),
        ),
        end,
    )


def _with_dot(text: str, last: Token) -> int:
    """Where a name ends: an initial's dot belongs to it."""
    if last.initial:
        return text.index(".", last.stop) + 1
    return last.stop


def _may_be_name(book: NameBook, run: tuple[Token, ...], at: int) -> bool:
    word = run[at].text
    return len(word) > 1 and not book.is_common(word)


def could_be_given(word: str) -> bool:
    """Whether some case of a known given name looks like `word`."""
    book = name_book()
    if book.is_common(word) or is_patronymic(word):
        return False
    return any(book.knows_given(reading.given) for reading in readings("", word)[:3])


def could_be_surname(word: str) -> bool:
    """Whether some case of a known or typical surname looks like `word`."""
    book = name_book()
    return any(
        book.knows_surname(reading.surname, reading.gender) for reading in readings(word, "")[:3]
    )


def _in_forms(view: AlignedText) -> Iterator[NameMention]:
    """Names whose parts a form labels one by one."""
    for name in labelled_names(view):
        shape = Shape.FULL if name.patronymic else Shape.SHORT
        yield NameMention(name.start, name.stop, shape, name.surname, name.given, name.patronymic)


#: Parts of speech that no surname is.
_PARTICLES = frozenset(
    {"NPRO", "PREP", "CONJ", "PRCL", "VERB", "INFN", "GRND", "ADVB", "NUMR", "INTJ", "PRED"}
)


def _may_be_person(paper: Paper, mention: NameMention) -> bool:
    """Two words without a patronymic are no name when one is an ordinary word or a place."""
    if mention.shape is not Shape.SHORT:
        return True
    printed = paper.prose.text[mention.start : mention.stop].split()
    if len({word.isupper() for word in printed}) > 1 and any(
        word.isupper() and len(word) <= _ABBREVIATION for word in printed
    ):
        return False
    given, surname = mention.given.lower(), mention.surname.lower()
    if name_book().lemma(surname) in _OF_PLACE and printed[0].lower() == surname:
        return False
    known = [parse.tag for parse in paper.morphology.parse(given) if parse.is_known]
    ordinary = known and not any("Name" in tag for tag in known)
    if ordinary and (given not in name_book().given or any("Geox" in tag for tag in known)):
        return False
    known = [parse.tag for parse in paper.morphology.parse(surname) if parse.is_known]
    named = any("Surn" in tag or "Name" in tag for tag in known)
    return named or not any(tag.POS in _PARTICLES or "Apro" in tag for tag in known)


def is_rare(paper: Paper, token: Token) -> bool:
    """Not an abbreviation and not a common word of the dictionary."""
    if paper.prose.text[token.start : token.stop].isupper():
        return False
    parse = paper.morphology.parse(token.text.lower())[0]
    return not parse.is_known or bool({"Name", "Surn"} & set(parse.tag.grammemes))


def _by_natasha(paper: Paper) -> Iterator[NameMention]:
    """Two-word persons whose given name no dictionary holds."""
    book = name_book()
    for span in persons(paper.doc):
        tokens = name_tokens(paper.prose, span.start_char, span.end_char)
        joined = all(not later.opens for _, later in pairwise(tokens))
        if len(tokens) != 2 or not joined or any(token.initial for token in tokens):
            continue
        if not all(_may_be_name(book, tokens, i) and is_rare(paper, tokens[i]) for i in (0, 1)):
            continue
        if any(_PLURAL.search(token.text) for token in tokens):
            continue
        first, second = tokens
        order = (second, first) if could_be_surname(second.text) else (first, second)
        yield _mention(tokens, 0, 2, Shape.SHORT, *order, ())[0]
