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
    Holder.MOTHER: "мать мама родительница мачеха супруга жена сожительница гражданка одиночка",
    Holder.FATHER: "отец папа отчим супруг муж сожитель",
    Holder.ADULT: (
        "опекун бабушка дедушка тетя дядя представитель гражданин взрослый должник ответчик"
    ),
    Holder.CHILD: (
        "ребенок несовершеннолетний несовершеннолетняя малолетний малолетняя сын дочь дочка сынок"
        " подросток ученик ученица учащийся учащаяся обучающийся обучающаяся воспитанник"
        " воспитанница школьник школьница школьный мальчик девочка малыш младенец студент студентка"
        " подопечный подопечная падчерица пасынок внук внучка"
    ),
}
_HOLDERS = {word: holder for holder, words in _WORDS.items() for word in words.split()}
_MALE = re.compile(r"[а-яё]{2,}(?:ович|евич|ьич|мич|кич)(?:а|у|ем|ом|е)?$", re.IGNORECASE)
_FEMALE = re.compile(r"[а-яё]{2,}(?:овн|евн|ичн|иничн)(?:а|ы|е|у|ой|ою)$", re.IGNORECASE)
_BORN = re.compile(r"(?:19|20)\d\d(?= ?(?:г|года)\b)|\d\d\.\d\d\.(\d{4})")
_ADULT_AGE = 18
_BEFORE_NAME = 5
_AFTER_NAME = 60
_AGENT_REACH = 6


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
        return tuple(self._mentions())

    def subject(self, phrase: Span) -> Holder:
        """Who does or suffers what `phrase` says; UNKNOWN when the paper does not tell."""
        inside = [m for m in self.mentions if phrase.start <= m.index < phrase.end]
        begin, end = self.paper.sentences.at(phrase.start_char)
        sentence = [m for m in self.mentions if begin <= self._char(m) < end]
        before = [m for m in sentence if m.index < phrase.start]
        after = [m for m in sentence if m.index >= phrase.end]
        if nominative := [m for m in inside if m.nominative]:
            return nominative[-1].holder
        if _has_verb(self.paper, phrase):
            order = (
                [m for m in reversed(before) if m.nominative],
                [m for m in after if m.nominative and m.index - phrase.end < _AGENT_REACH],
                list(reversed(before)),
                self._earlier(begin),
            )
        else:
            order = (
                [m for m in after if m.index - phrase.end < _AGENT_REACH],
                list(reversed(before)),
                inside,
                self._earlier(begin),
            )
        return next((ms[0].holder for ms in order if ms), Holder.UNKNOWN)

    def _char(self, mention: Mention) -> int:
        return self.paper.doc[mention.index].idx

    def _earlier(self, begin: int, reach: int = 250) -> list[Mention]:
        """The subjects of the sentences shortly before, the latest first."""
        stop = bisect_left(self.mentions, begin, key=self._char)
        near = [m for m in self.mentions[max(0, stop - 6) : stop] if begin - self._char(m) <= reach]
        return sorted(near, key=lambda m: (not m.nominative, -m.index))

    def _mentions(self) -> Iterator[Mention]:
        doc = self.paper.doc
        taken: Mention | None = None
        for token in doc:
            holder = _HOLDERS.get(token.lemma_)
            if token.lemma_ == "родитель":
                holder = Holder.PARENTS if self._plural(token) else Holder.ADULT
            if holder is None and (_MALE.match(token.text) or _FEMALE.match(token.text)):
                if taken and token.i - taken.index <= _BEFORE_NAME:
                    continue
                holder = self._named(token)
            if holder is not None:
                taken = Mention(holder, token.i, self._nominative(token))
                yield taken

    def _named(self, token: Token) -> Holder:
        text = self.paper.prose.folded[token.idx : token.idx + _AFTER_NAME]
        born = _BORN.search(text)
        if born and int(born.group()[-4:]) > self._year - _ADULT_AGE:
            return Holder.CHILD
        return Holder.MOTHER if _FEMALE.match(token.text) else Holder.FATHER

    @cached_property
    def _year(self) -> int:
        """The paper's own year, as near as its latest plausible date tells."""
        return max((d.value.year for d in self.paper.dates if d.value.year < 2100), default=2025)

    def _plural(self, token: Token) -> bool:
        return "plur" in self.paper.morphology.parse(token.text)[0].tag

    def _nominative(self, token: Token) -> bool:
        readings = self.paper.morphology.parse(token.text)
        return any("nomn" in reading.tag for reading in readings[:2]) or bool(
            _MALE.match(token.text) and token.text.endswith("ч")
        )


def _has_verb(paper: Paper, phrase: Span) -> bool:
    return any(
        paper.morphology.parse(token.text)[0].tag.POS in ("VERB", "PRTS", "ADJS", "GRND")
        for token in phrase
        if token.is_alpha
    )
