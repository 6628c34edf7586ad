"""Of whom is it said? The mother, the father, both, another adult, or the child.

Holders are role words and names with a patronymic (which tells the sex); a name is a child's
when a child word stands before it or a young birth year after it. The subject of a phrase is
sought like a reader would: the nearest nominative before a verb, the agent beside a noun.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from spacy.tokens import Span, Token

from nlp.paper import Paper


class Holder(StrEnum):
    MOTHER = "mother"
    FATHER = "father"
    PARENTS = "parents"
    ADULT = "adult"
    CHILD = "child"
    UNKNOWN = "unknown"


_WORDS: dict[Holder, str] = {
    Holder.MOTHER: (
        "мать мама родительница мачеха супруга жена сожительница гражданка одиночка невестка сноха"
    ),
    Holder.FATHER: "отец папа отчим супруг муж сожитель зять",
    Holder.ADULT: (
        "опекун бабушка дедушка тетя дядя представитель гражданин взрослый должник ответчик"
        " взыскатель лицо хозяин хозяйка сосед соседка женщина мужчина"
    ),
    Holder.CHILD: (
        "ребенок несовершеннолетний несовершеннолетняя малолетний малолетняя сын дочь дочка сынок"
        " подросток ученик ученица учащийся учащаяся обучающийся обучающаяся воспитанник"
        " воспитанница школьник школьница школьный мальчик девочка малыш младенец студент студентка"
        " подопечный подопечная падчерица пасынок внук внучка"
    ),
}
#: Words before a name that tell nothing of its bearer.
_ANYONE = frozenset({"гражданин", "гр", "взрослый", "лицо"})
_HOLDERS = {word: holder for holder, words in _WORDS.items() for word in words.split()}
_MALE = re.compile(r"[а-яё]{2,}(?:ович|евич|ьич|мич|кич)(?:а|у|ем|ом|е)?$", re.IGNORECASE)
_FEMALE = re.compile(r"[а-яё]{2,}(?:овн|евн|ичн|иничн)(?:а|ы|е|у|ой|ою)$", re.IGNORECASE)
_BORN = re.compile(r"(?:19|20)\d\d(?= ?(?:г|года)\b)|\d\d\.\d\d\.(\d{4})")
_BIRTH = re.compile(r"[\s),]*(?:г?\.?\s?р\b|(?:года? )?рожд)")
_ADULT_AGE = 18
_THIS_YEAR = 2025
_BEFORE_NAME = 5
_AFTER_NAME = 60
_AGENT_REACH = 6
_VICTIM_REACH = 7
_INITIALS = re.compile(r"([А-ЯЁ][а-яё]{2,})(?:-[А-ЯЁ][а-яё]+)? ([А-ЯЁ])\.\s?[А-ЯЁ]\.")
_STEM = 4
_SEX = {Holder.MOTHER: "femn", Holder.FATHER: "masc"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A holder named at token `index` (for a name: of its patronymic)."""

    holder: Holder
    index: int
    nominative: bool


@dataclass(frozen=True)
class Holders:
    """Every holder of a paper in text order, and who the subject of a phrase is."""

    paper: Paper

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(sorted(self._mentions(), key=lambda mention: mention.index))

    def subject(self, phrase: Span) -> Holder:
        """Who does what `phrase` says, or is so; UNKNOWN when the paper does not tell."""
        inside, before, after = self._around(phrase)
        if nominative := [m for m in inside if m.nominative]:
            return nominative[-1].holder
        agents = [m for m in after if self._beside(phrase, m)]
        subjects = [m for m in reversed(before) if m.nominative]
        objects = list(reversed(before))
        if _has_verb(self.paper, phrase):
            found = [*subjects, *(m for m in agents if m.nominative), *objects]
        else:
            found = [*inside, *(m for m in agents if not m.nominative), *subjects, *objects]
        found += self._earlier(self.paper.sentences.at(phrase.start_char)[0])
        agreeing = [m for m in found if self._agrees(m, phrase)]
        return agreeing[0].holder if agreeing else _by_sex(self._sex(phrase))

    def victim(self, phrase: Span) -> Holder:
        """To whom it is done: the nearest one named in an oblique case, else any but the doer."""
        inside, before, after = self._around(phrase)
        near = [m for m in after if m.index - phrase.end < _VICTIM_REACH]
        left = [m for m in reversed(before) if phrase.start - m.index < _VICTIM_REACH]
        found = [m for m in (*inside, *near, *left) if not m.nominative]
        return found[0].holder if found else Holder.UNKNOWN

    def first_adult(self) -> Holder:
        """Whom a paper written in the first person comes from."""
        adults = (m.holder for m in self.mentions if m.holder in _SEX)
        return next(adults, Holder.UNKNOWN)

    def _around(self, phrase: Span) -> tuple[list[Mention], list[Mention], list[Mention]]:
        """The mentions of the phrase's sentence: in it, before it, after it."""
        begin, end = self.paper.sentences.at(phrase.start_char)
        first = bisect_left(self.mentions, begin, key=self._char)
        last = bisect_left(self.mentions, max(end, phrase.end_char), key=self._char)
        sentence = self.mentions[first:last]
        return (
            [m for m in sentence if phrase.start <= m.index < phrase.end],
            [m for m in sentence if m.index < phrase.start],
            [m for m in sentence if m.index >= phrase.end],
        )

    def _beside(self, phrase: Span, mention: Mention) -> bool:
        """Whether a mention follows the phrase closely, no comma between."""
        between = self.paper.doc[phrase.end : mention.index]
        return len(between) < _AGENT_REACH and not any(token.text == "," for token in between)

    def _agrees(self, mention: Mention, phrase: Span) -> bool:
        sex = self._sex(phrase)
        return sex is None or _SEX.get(mention.holder, sex) == sex

    def _sex(self, phrase: Span) -> str | None:
        """The sex that a participle or short form of the phrase shows."""
        for token in phrase:
            tag = self.paper.morphology.parse(token.text)[0].tag
            if tag.POS in ("PRTS", "PRTF", "ADJS") and tag.number == "sing":
                return str(tag.gender) if tag.gender in ("femn", "masc") else None
        return None

    def _char(self, mention: Mention) -> int:
        return self.paper.doc[mention.index].idx

    def _earlier(self, begin: int, reach: int = 250) -> list[Mention]:
        """The subjects of the sentences shortly before, the latest first."""
        stop = bisect_left(self.mentions, begin, key=self._char)
        near = [m for m in self.mentions[max(0, stop - 6) : stop] if begin - self._char(m) <= reach]
        return [m for m in reversed(near) if m.nominative]

    def _mentions(self) -> Iterator[Mention]:
        """Role words and names with patronymics; then names with initials, by those."""
        doc, known = self.paper.doc, dict[tuple[str, str], Holder]()
        taken: Mention | None = None
        for token in doc:
            holder = self._role(token)
            if holder is None and (_MALE.match(token.text) or _FEMALE.match(token.text)):
                near = taken is not None and token.i - taken.index <= _BEFORE_NAME
                near = near and not (taken and doc[taken.index].lemma_ in _ANYONE)
                holder = taken.holder if taken and near else self._named(token)
                known.setdefault(_key(doc[max(0, token.i - 2)].text, doc[token.i - 1].text), holder)
                if near:
                    continue
            if holder is not None:
                taken = Mention(holder, token.i, self._nominative(token))
                yield taken
        for match in _INITIALS.finditer(self.paper.prose.text):
            name = doc.char_span(*match.span(), alignment_mode="expand")
            holder = known.get(_key(match[1], match[2]), Holder.ADULT)
            if name is not None:
                yield Mention(holder, name.start, self._nominative(name[0]))

    def _role(self, token: Token) -> Holder | None:
        if token.lemma_ == "родитель":
            both = token.i and token.nbor(-1).lemma_ == "оба"
            return Holder.PARENTS if both or self._plural(token) else Holder.ADULT
        return _HOLDERS.get(token.lemma_)

    def _named(self, token: Token) -> Holder:
        text = self.paper.prose.folded[token.idx : token.idx + _AFTER_NAME]
        born = _BORN.search(text)
        if born and int(born.group()[-4:]) > self._year - _ADULT_AGE:
            return Holder.CHILD
        return Holder.MOTHER if _FEMALE.match(token.text) else Holder.FATHER

    @cached_property
    def _year(self) -> int:
        """The year of the latest date that is no birth date; without one, of this program."""
        folded = self.paper.prose.folded
        dates = (d for d in self.paper.dates if not _BIRTH.match(folded, d.stop))
        return max((d.value.year for d in dates), default=_THIS_YEAR)

    def _plural(self, token: Token) -> bool:
        return "plur" in self.paper.morphology.parse(token.text)[0].tag

    def _nominative(self, token: Token) -> bool:
        """Whether it may be the subject: a nominative that does not follow a verb as its object."""
        if token.i and token.nbor(-1).norm_.split()[-1:] == ["оба"]:
            return True  # «оба родителя»
        readings = self.paper.morphology.parse(token.text)
        if token.i and any("accs" in reading.tag for reading in readings):
            before = self.paper.morphology.parse(token.nbor(-1).text)[0].tag
            if before.POS == "VERB" and "tran" in before:
                return False
        return any("nomn" in reading.tag for reading in readings[:2]) or bool(
            _MALE.match(token.text) and token.text.endswith("ч")
        )


def _key(surname: str, first_name: str) -> tuple[str, str]:
    return surname[:_STEM].lower(), first_name[:1]


def _by_sex(sex: str | None) -> Holder:
    return {"femn": Holder.MOTHER, "masc": Holder.FATHER}.get(sex or "", Holder.UNKNOWN)


def _has_verb(paper: Paper, phrase: Span) -> bool:
    return any(
        paper.morphology.parse(token.text)[0].tag.POS in ("VERB", "PRTS", "ADJS", "GRND")
        for token in phrase
        if token.is_alpha
    )
