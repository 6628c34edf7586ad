"""Who a name's neighbours say it is: words before it, after it, and the list it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span
from spacy.util import filter_spans

from nlp.grid import Grid
from nlp.names import NameMention
from nlp.paper import Paper

#: Words and signs that hold a role word to the name after it: «матери, гр. Ивановой».
_BRIDGE = re.compile(
    r'(?:\)\s*:)?[\s:,;"(_-]*(?:(?:гр|гр-н|гр-к[аиуой]+|граждан(?:ин|к)[а-я]*|является|являющ[а-я]+'
    r"|назначен[аы]?|по имени|зовут|значится|е[её]|его|их|сво[а-я]+|мо[а-я]{1,3}|ф\.?\s?и\.?\s?о\.?"
    r"|она|он|именно|тип [^)]{1,40}\)|стар[а-я]+|младш[а-я]+|средн[а-я]+|перв[а-я]+|последн[а-я]+"
    r'|двоих|троих|двух|трех|\d\)|\d\.)[\s:,"(._-]*){0,4}'
)
#: What may stand between a name and a word that explains it: «Иванова А.П., 1985 г.р., мать».
_AFTER = re.compile(r"[\s,;:(-]*(?:[^.;\n\t()]|\.(?!\s+[А-ЯЁ])){0,60}?[,(-]\s*", re.DOTALL)
#: Between members of a list there is no end of a sentence, only dates, classes and numerals.
_SENTENCE = re.compile(r"[.!?]\s+[А-ЯЁ]|\n\s*\n|\t")
_WITHIN = r"\b(?:[^.;]|\.(?!\s+[а-я]{4})){0,160}?"
_HIS = r"[а-я]+(?:его|ей|их|ого|ой|ых)"
_TO_NAME = (
    r"(?:\s+(?:мат(?:ь|ер[а-я]+)|от(?:ец|ца|цу|цом)|опекун[а-я]{0,2}|бабушк[а-я]{1,2}|дедушк[а-я]{1,2}"
    r"|тет[а-я]{1,2}|дяд[а-я]{1,2}|сестр[а-я]{1,2}|брат[а-я]{0,2}|супруг[а-я]?|ист(?:ца|ицы)|его|ее|их"
    r"|родн[а-я]{2,3}|двоюродн[а-я]{2,3}|по линии|со стороны)){0,5}"
    r"[\s:,(]*(?:гр(?:ажд[а-я]+|-[а-я]+)?\.?\s*)?"
)
#: Formulas that put a person in a case of their own, right before the name.
RULES: tuple[tuple[str, re.Pattern[str], str, float], ...] = tuple(
    (name, re.compile(rf"(?:{pattern}){_TO_NAME}$"), role, confidence)
    for name, pattern, role, confidence in (
        ("lawsuit-by", r"по (?:исковому )?(?:иску|заявлению)", "claimant", 0.8),
        ("sued", rf"по (?:исковому )?(?:иску|заявлению){_WITHIN}\bк", "debtor", 0.8),
        ("order-sought-by", r"рассмотрев заявление", "claimant", 0.7),
        ("in-favour-of", r"в пользу(?: взыскател[а-я]+)?", "claimant", 0.95),
        ("recover-from", r"взыска(?:ть|ни[ия]|но) со?(?: должника| ответчика)?", "debtor", 0.95),
        ("objections-of", r"возражени[яей]+(?: должника)?", "debtor", 0.8),
        ("maintenance-of", rf"(?:содержание|алименты на|интересах)(?: {_HIS})?", "child", 0.85),
        ("deprive", r"(?:лишить|ограничить)", "parent", 0.85),
        ("i-myself", r"(?:^|\n)\s*я\b,?", "applicant", 0.95),
        ("statement-from", r"(?:^|\n)[ \t]*от(?:\s+(?:заявителя|кого))?", "applicant", 0.9),
        ("appointed", rf"(?:опекун|попечител)[а-я]*{_WITHIN}назначен[аы]?", "guardian", 0.9),
        ("told-of", r"(?:дана|выдана)?\s*\bна", "kin", 0.7),
    )
)  # fmt: skip
#: Formulas whose persons may be several.
_OF_SEVERAL = frozenset({"sued", "deprive", "recover-from", "lawsuit-by"})
_OTHER_PARTY = re.compile(r"\b(?:к|с|со|от|у)\s*$")
_AGE = re.compile(r"[ ,(-]{1,3}(?P<age>\d{1,2})\s?(?P<unit>лет|год|мес)")
_GROWN = 18
_LEFT = 240
_LIST = 110
_OFFICE = 130
_VERBS = frozenset({"VERB", "INFN", "GRND", "PRTS"})


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A role word or phrase at `start:stop` of the prose view, in the case and number printed."""

    role: str
    start: int
    stop: int
    lemma: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One thing said of the person named by a mention; `words` as they are printed."""

    role: str
    confidence: float
    rule: str
    lemma: str = ""
    words: str = ""


def find_role_words(paper: Paper) -> tuple[RoleWord, ...]:
    """Role words of the prose, the longest phrase at each place."""
    return tuple(
        RoleWord(span.label_, span.start_char, span.end_char, span.lemma_, _plural(paper, span))
        for span in sorted(filter_spans(paper.doc.spans["roles"]), key=lambda span: span.start)
    )


def _plural(paper: Paper, phrase: Span) -> bool:
    return any(
        paper.morphology.parse(word.lower_)[0].tag.number == "plur"
        for word in (phrase[0], phrase[-1])
    )


def tell_roles(
    paper: Paper, mentions: tuple[NameMention, ...], grid: Grid
) -> tuple[tuple[Told, ...], ...]:
    """For each mention what its context says of it, in the order of the mentions."""
    words = find_role_words(paper)
    starts = [word.start for word in words]
    told: list[tuple[Told, ...]] = []
    lists: str | None = None  # the role that a list's heading gave to its members
    for i, mention in enumerate(mentions):
        floor = mentions[i - 1].stop if i else 0
        ceiling = mentions[i + 1].start if i + 1 < len(mentions) else len(paper.prose.text)
        floor = max(floor, _row_start(paper, grid, mention))
        before = words[bisect_left(starts, floor) : bisect_left(starts, mention.start)]
        after = words[bisect_left(starts, mention.stop) : bisect_left(starts, ceiling)]
        said = [*_before(paper, mention, before), *_formulas(paper, mention)]
        if i and not said and any(one.rule == "parent-of" for one in told[-1]):
            ahead = words[: bisect_left(starts, mentions[i - 1].start)]
            said.extend(_parent_named_after(paper, ahead[-1], mentions[i - 1], mention))
            lists = None
        if said:
            lead = next((told for told in said if told.role != "kin"), said[0])
            heads = (w for w in before if w.role == lead.role or _of_child(w))
            several = any(word.plural for word in heads) or lead.rule in _OF_SEVERAL
            lists = lead.role if several else None
        elif lists and i and _same_list(paper, mentions[i - 1], mention, before):
            said.append(Told(lists, 0.85, "in-list"))
        else:
            lists = None
            said.extend(_with_institution(paper, mention, before))
        said.extend(_by_age(paper, mention))
        following = mentions[i + 1] if i + 1 < len(mentions) else None
        said.extend(
            list(_said_to_be(paper, mention, after)) or _after(paper, mention, after, following)
        )
        told.append(tuple(said))
    return tuple(told)


def _row_start(paper: Paper, grid: Grid, mention: NameMention) -> int:
    """Where the row of a table with heads begins in which a name stands; 0 elsewhere."""
    cell = grid.at(paper.prose.offsets[mention.start])
    row = grid.row_of(cell) if cell else ()
    return paper.prose.view(row[0].start) if any(other.head for other in row) else 0


def _before(paper: Paper, mention: NameMention, words: Sequence[RoleWord]) -> Iterator[Told]:
    """The chain of role words that leads straight up to the name."""
    text = paper.prose.folded
    edge = mention.start
    chain: list[RoleWord] = []
    for word in reversed(words):
        if not _BRIDGE.fullmatch(text, word.stop, edge):
            break
        chain.append(word)
        edge = word.start
    for place, word in enumerate(chain):
        if place == 0 and _is_parent_of(paper, word, mention):
            yield Told("child", 0.85, "parent-of", "", _printed(paper, word))
            return
        if _of_child(word) and not _governs(paper, word, mention):
            lemma = word.lemma.split()[-1]
            yield Told("child", 0.93, "word-before", lemma, _printed(paper, word))
            return
        sure = 0.93 if place == 0 else 0.8
        yield Told(word.role, sure, "word-before", word.lemma, _printed(paper, word))
        if word.role == "child" or word.lemma == "уважаемый":
            return  # «матери несовершеннолетнего X»: what stands further is another person


def _printed(paper: Paper, word: RoleWord) -> str:
    return paper.prose.text[word.start : word.stop]


def _formulas(paper: Paper, mention: NameMention) -> Iterator[Told]:
    left = paper.prose.folded[max(0, mention.start - _LEFT) : mention.start]
    printed = paper.lines.view(paper.prose.offsets[mention.start])
    above = paper.lines.folded[max(0, printed - _LEFT) : printed]  # with its line breaks
    for name, pattern, role, confidence in RULES:
        match = pattern.search(left) or ("\n" in above and pattern.search(above))
        if match:
            yield Told(role, confidence, name, words=match.group())


def _by_age(paper: Paper, mention: NameMention) -> Iterator[Told]:
    """«… (7 лет)», «…, 4 года», «…, 10 мес.»."""
    match = _AGE.match(paper.prose.folded, mention.stop)
    if match and (match["unit"] == "мес" or int(match["age"]) < _GROWN):
        yield Told("child", 0.85, "age-after", words=match.group())


def _of_child(word: RoleWord) -> bool:
    """«Мать несовершеннолетнего»: the phrase names a parent and, after it, maybe the child."""
    return word.role in _PARENTS and word.lemma.split()[-1] in _CHILD_LEMMAS


_PARENTS = frozenset({"mother", "father", "guardian"})
_CHILD_LEMMAS = frozenset({"ребенок", "несовершеннолетний", "малолетний", "дочь", "сын"})


def _governs(paper: Paper, head: RoleWord, mention: NameMention) -> bool:
    """«Отец детей, Иванов Иван»: the parent is named, not the child, when case or comma say so."""
    first = paper.prose.folded[head.start : head.stop].split()[0]
    cases = {parse.tag.case for parse in paper.morphology.parse(first)}
    reading = mention.readings[0]
    named = {_TAG_OF_CASE[case] for case in reading.cases}
    gender = {"mother": "f", "father": "m"}.get(head.role, reading.gender)
    between = paper.prose.text[head.stop : mention.start]
    sets_off = bool(re.search(r"[,:(-]", between))
    return (
        gender == reading.gender
        and bool(cases & named)
        and (sets_off or "gent" not in named or "gent" not in cases)
    )


def _is_parent_of(paper: Paper, word: RoleWord, mention: NameMention) -> bool:
    """«Является матерью Савелия»: the name is in the genitive and can't agree with the word."""
    if word.role not in _PARENTS or " " in word.lemma or word.plural:
        return False
    if paper.prose.text[word.stop : mention.start].strip():
        return False
    likely = [reading for reading in mention.readings if reading.weight > _LIKELY]
    cases = {_TAG_OF_CASE[case] for reading in likely for case in reading.cases}
    printed = paper.prose.folded[word.start : word.stop]
    agreeing = {parse.tag.case for parse in paper.morphology.parse(printed)}
    return "gent" in cases and not cases & agreeing


_LIKELY = 0.2
_TAG_OF_CASE = {"nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt",
                "prep": "loct"}  # fmt: skip


def _parent_named_after(
    paper: Paper, head: RoleWord, child: NameMention, mention: NameMention
) -> Iterator[Told]:
    """«Отец Айты, Котов Пётр Ильич»: the parent's own name comes after the child's."""
    if _APART.fullmatch(paper.prose.text[child.stop : mention.start]):
        yield Told(head.role, 0.9, "parent-named-after", head.lemma, _printed(paper, head))


_APART = re.compile(r" ?[,:(–-] ?")


def _said_to_be(paper: Paper, mention: NameMention, words: Sequence[RoleWord]) -> Iterator[Told]:
    """«… показал, что приходится мальчику отцом», «… является бабушкой детей»."""
    text = paper.prose.folded
    for word in words:
        gap = text[mention.stop : word.start]
        if len(gap) > _LIST or _SENTENCE.search(paper.prose.text[mention.stop : word.start]):
            return
        cases = {
            parse.tag.case
            for parse in paper.morphology.parse(text[word.start : word.stop].split()[0])
        }
        if "ablt" in cases and not word.plural and _IS.search(gap):
            yield Told(word.role, 0.9, "said-to-be", word.lemma, _printed(paper, word))
            return


_IS = re.compile(r"\b(?:приход[а-я]{3,5}|явля[а-я]{3,5}|довод[а-я]{3,5})(?: [а-я]{2,20}){0,4} $")


def _after(
    paper: Paper, mention: NameMention, words: Sequence[RoleWord], following: NameMention | None
) -> Iterator[Told]:
    """«… (мать)», «…, ученик 5 класса», «…, отца несовершеннолетней X»."""
    text = paper.prose.text
    for word in words[:2]:
        gap = text[mention.stop : word.start]
        if _SENTENCE.search(gap) or not _AFTER.fullmatch(gap) or word.role in ("kin", "official"):
            return
        leads_on = following and _BRIDGE.fullmatch(paper.prose.folded, word.stop, following.start)
        if (
            following
            and leads_on
            and not (_of_child(word) and not _governs(paper, word, following))
        ):
            return  # it introduces the next name
        if not word.plural and not _begins_clause(paper, gap, word):
            yield Told(word.role, 0.85, "word-after", word.lemma, _printed(paper, word))
        return


def _begins_clause(paper: Paper, gap: str, word: RoleWord) -> bool:
    """«… был дома один, мать находилась на работе»: two predicates, so two subjects."""
    if word.role not in _ADULTS or not _has_verb(paper, gap):
        return False
    after = _NEXT_WORD.match(paper.prose.folded, word.stop)
    if after is None:
        return False
    part = paper.morphology.parse(after["word"])[0].tag.POS
    return part in {"VERB", "PREP", "PRCL", "ADVB", "ADJS", "PRTS", "PRED"}


def _has_verb(paper: Paper, words: str) -> bool:
    parts = (paper.morphology.parse(word)[0].tag.POS for word in re.findall("[а-яё]{2,}", words))
    return "VERB" in parts


_ADULTS = frozenset({"mother", "father", "guardian", "parent", "other_adult"})
_NEXT_WORD = re.compile(r" (?P<word>[а-я]+)")


def _same_list(
    paper: Paper, previous: NameMention, mention: NameMention, words: Sequence[RoleWord]
) -> bool:
    between = paper.prose.text[previous.stop : mention.start]
    if _OTHER_PARTY.search(between):
        return False
    foreign = any(word.role not in ("child", "kin") for word in words)
    return len(between) <= _LIST and not foreign and not _SENTENCE.search(between)


def _with_institution(
    paper: Paper, mention: NameMention, words: Sequence[RoleWord]
) -> Iterator[Told]:
    """A post, or a pupil, and the institution before the name: «Директору БУ «КЦСОН» Ивановой»."""
    if not words or words[-1].role not in ("official", "child") or words[-1].plural:
        return
    word = words[-1]
    gap = paper.prose.text[word.stop : mention.start]
    if (
        len(gap) > _OFFICE
        or _in_another_row(paper, word, mention)
        or re.search(r"[.!?]\s+[А-ЯЁ][а-яё]{3}|\n\s*\n", gap)
    ):
        return
    if word.role == "child" and re.search(r"[,;:\t]", gap):
        return
    for between in re.findall(r"[а-яё]{3,}", gap):
        if paper.morphology.parse(between)[0].tag.POS in _VERBS:
            return
    rule = "post-before" if word.role == "official" else "pupil-of"
    sure = 0.9 if len(gap) < 40 else 0.75
    yield Told(word.role, sure, rule, word.lemma, _printed(paper, word))


def _in_another_row(paper: Paper, word: RoleWord, mention: NameMention) -> bool:
    """Whether a row of a table begins between a word and a name."""
    first, last = paper.prose.offsets[word.stop - 1] + 1, paper.prose.offsets[mention.start]
    line = paper.document.text[last : last + _OFFICE].partition("\n")[0]
    return "\n" in paper.document.text[first:last] and "\t" in line
